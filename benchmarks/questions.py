"""Every shipped question, with its default parameters, on a store of the given size."""

from __future__ import annotations

import math
import statistics
from pathlib import Path

from benchmarks.embedded_load import open_loaded
from benchmarks.generator import AS_OF
from benchmarks.measuring import Figure, peak, timed
from netmap.errors import QueryError
from netmap.library import queries, run
from netmap.stores.contract import ROW_CAP, TIME_LIMIT_SECONDS, Answer, Store

RUNS = 3
BAR = 2.0


def measure(scale: float, folder: Path) -> list[Figure]:
    """Measure the questions on the embedded store; each should take no more than two seconds."""
    store = open_loaded(scale, folder)
    before = peak()
    times = ask_all(store, RUNS)
    figures = [Figure(f"question {name}", seconds, "s", BAR, note=note) for name, (seconds, note) in times.items()]
    slow = sum(not figure.is_met for figure in figures)
    store.close()
    return [
        *figures,
        Figure(f"questions that take longer than {BAR:g} s, of {len(figures)}", slow, "", 0),
        Figure("memory of all questions", peak(), "GB", note=f"{before:.1f} GB before the first"),
    ]


def ask_all(store: Store, runs: int) -> dict[str, tuple[float, str]]:
    """Give the median seconds of each question, and what it answers."""
    return {name: _ask(store, name, _parameters(store, name), runs) for name in queries()}


def _ask(store: Store, name: str, given: dict[str, str], runs: int) -> tuple[float, str]:
    answers: list[Answer] = []
    try:
        times = [
            timed(lambda: answers.append(run(store, name, given, row_cap=ROW_CAP, seconds=TIME_LIMIT_SECONDS)))
            for _ in range(runs)
        ]
    except QueryError as refused:
        return math.inf, f"not answered: {refused.message}"
    rows = len(answers[0].rows)
    return statistics.median(times), f"the first {rows:,} rows" if answers[0].cut_at else f"{rows:,} rows"


def _parameters(store: Store, name: str) -> dict[str, str]:
    body = "MATCH (o:Organisation) WHERE o.kind = 'infrastructure' RETURN o.name AS name ORDER BY name LIMIT 1"
    known = {"until": "2027-01-01", "since": "2025-04-01", "as_of": AS_OF}
    if name == "records-by-id":
        awards = store.read("MATCH (a:Award) RETURN a.id AS id ORDER BY id LIMIT 100").rows["id"]
        known["ids"] = "|".join(awards)
    wanted = {parameter.name for parameter in queries()[name].parameters}
    if wanted & {"organisation", "recipient"}:
        chosen = str(store.read(body).rows.loc[0, "name"])
        known |= {"organisation": chosen, "recipient": chosen}
    return {parameter: value for parameter, value in known.items() if parameter in wanted}
