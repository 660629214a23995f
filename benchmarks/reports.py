"""How long a report in every format takes from cold, on Riverton and on a county, and where the time goes."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.analyses import COUNTY, DAY, THE_FOUR
from benchmarks.generator import AS_OF, make_source, write_folder
from benchmarks.measuring import Figure, process_seconds, timed
from netmap.analyses import actions, health, run_analysis
from netmap.analyses.health.check import check_of
from netmap.analyses.result import Result
from netmap.maps.making import make_maps
from netmap.network import Network
from netmap.reports.answers import Answers
from netmap.reports.appendix import Appendix, Asked
from netmap.reports.build import compose_report
from netmap.reports.writing import RENDERERS, write_reports
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

IMPORTS = "import netmap.cli.opening, netmap.reports.making, netmap.sources.reading, netmap.stores.embedded"
BARS = {"Riverton": 5, "county": 30}


def measure(scale: float, folder: Path) -> list[Figure]:
    """Measure the whole command as a process, then each of its steps in this one, which has imported all before."""
    figures = [Figure("Python with all that is imported before a report begins", process_seconds("-c", IMPORTS), "s")]
    with tempfile.TemporaryDirectory(dir=folder) as made:
        county, output = Path(made) / "county", Path(made) / "output"
        write_folder(make_source(scale * COUNTY), county)
        output.mkdir()
        figures += _of_place("Riverton", shipped("datasets") / "riverton", DAY["Riverton"], output)
        figures += _of_place("county", county, AS_OF, output)
    return figures


def _of_place(name: str, source: Path, day: str, output: Path) -> list[Figure]:
    outputs = [word for ending in RENDERERS for word in ("-o", str(output / f"report{ending}"))]
    words = ["-m", "netmap.cli", "report", str(source), "--as-of", day, *outputs]
    whole = Figure(
        f"{name}: `netmap report` in {len(RENDERERS)} formats, from cold",
        process_seconds(*words, runs=3),
        "s",
        BARS[name],
    )
    return [whole, *(Figure(f"{name}: {step}", seconds, "s") for step, seconds in _steps(source, day, output).items())]


def _steps(source: Path, day: str, output: Path) -> dict[str, float]:
    """Give the seconds of each step, one after the other; the PDF is not printed beside the others here."""
    taken: dict[str, float] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:
        made: list[Any] = []
        taken[name] = timed(lambda: made.append(work()))
        return made[0]

    dataset, store = step("tables read and checked", lambda: read_source(source)), open_store()
    step("loaded", lambda: store.load(dataset.name, dataset.records))
    network, asked = Network(store), Asked(as_of=day)
    found: dict[str, Result] = {
        name: step(name, lambda name=name: run_analysis(name, network, as_of=day)) for name in THE_FOUR
    }
    healthy = step("health", lambda: health(network, as_of=day))
    planned = step("actions", lambda: actions(network, as_of=day, answered=found))
    results: dict[str, Any] = found | {"health": healthy, "actions": planned}
    maps = step("maps", lambda: make_maps(network, source=dataset.name, as_of=day, answered=results))
    answers = Answers(network=network, asked=asked, check=check_of(healthy), **results)
    document = step(
        "document with pictures",
        lambda: compose_report(answers, source=dataset.name, ledger=dataset.ledger, maps=maps),
    )
    document = dataclasses.replace(document, appendix=Appendix(network, dataset.name, dataset.ledger, asked))
    for ending in RENDERERS:
        step(f"written as {ending}", lambda ending=ending: write_reports(document, [output / f"step{ending}"]))
    store.close()
    return taken
