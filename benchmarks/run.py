"""Speed as ratios, each measured in one run on one machine: `make bench`. Nothing here is a test.

At scale 1 the tables are those of the whole United Kingdom (170,000 organisations, 10,000 partnerships,
200,000 seats, 1,000,000 awards). Each measure runs in a process of its own, and what was found is
written to `benchmarks/results.md`.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks import analyses, commands, embedded_load, layouts, maps, neo4j_load, networkx_rows, questions, reports
from benchmarks.measuring import Figure, as_json, run_apart
from netmap.server.jars import NEO4J

MEASURES: dict[str, Callable[[float, Path], list[Figure]]] = {
    "commands": commands.measure,
    "embedded": embedded_load.measure,
    "questions": questions.measure,
    "analyses": analyses.measure,
    "layouts": layouts.measure,
    "maps": maps.measure,
    "reports": reports.measure,
    "networkx": networkx_rows.measure,
    "neo4j-load": neo4j_load.measure_load,
    "neo4j-import": neo4j_load.measure_import,
}
RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the whole United Kingdom")
    parser.add_argument("--only", choices=MEASURES, action="append", help="one measure; may be given several times")
    parser.add_argument("--folder", type=Path, help="where stores are made, and kept; a temporary one if left out")
    parser.add_argument("--child", choices=MEASURES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(as_json(MEASURES[given.child](given.scale, given.folder)))
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = {name: _measured(name, given.scale, folder) for name in given.only or MEASURES}
    if given.only:
        RESULTS.write_text(with_sections(RESULTS.read_text(encoding="utf-8"), found), encoding="utf-8")
    else:
        RESULTS.write_text(results(found, given.scale, load), encoding="utf-8")


def _measured(name: str, scale: float, folder: Path) -> list[Figure]:
    figures = run_apart(name, scale, folder)
    for figure in figures:
        print(
            "  ".join(filter(None, [figure.what, _value(figure), _bar(figure), figure.said(), figure.note])), flush=True
        )
    return figures


def _value(figure: Figure) -> str:
    if math.isinf(figure.value):
        return "no answer"
    whole = not figure.unit or figure.value >= 1000
    return f"{figure.value:,.0f} {figure.unit}".strip() if whole else f"{figure.value:.2f} {figure.unit}"


def _bar(figure: Figure) -> str:
    return "" if figure.bar is None else f"{'at least' if figure.at_least else 'at most'} {figure.bar:g}"


def results(found: dict[str, list[Figure]], scale: float, load: float) -> str:
    """Give the page of results: the machine, the versions, and one table for each measure."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("ladybug", "neo4j", "pandas", "pyarrow", "numpy", "networkx")
    )
    lines = [
        "# Results of the benchmarks",
        "",
        "Written by `make bench`; do not edit by hand.",
        "",
        f"Size: {scale:g} of the whole United Kingdom. Machine: {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} on {platform.machine()}; load on it when the run began: {load:.1f}.",
        f"Python {platform.python_version()}, {libraries}, Neo4j {NEO4J}.",
    ]
    return "\n".join([*lines, "", *(_section(name, figures) for name, figures in found.items())])


def with_sections(page: str, found: dict[str, list[Figure]]) -> str:
    """Give a page of results with the tables of some measures, each of which is a run of its own, put anew."""
    head, *parts = page.split("\n## ")
    sections = {part.split("\n", 1)[0]: f"## {part}".rstrip() + "\n" for part in parts}
    sections |= {name: _section(name, figures) for name, figures in found.items()}
    return "\n".join([head.rstrip() + "\n", *(sections[name] for name in MEASURES if name in sections)])


def _section(name: str, figures: list[Figure]) -> str:
    lines = [f"## {name}", "", "| What | Measured | Bar | | |", "|---|---|---|---|---|"]
    lines += [
        f"| {figure.what} | {_value(figure)} | {_bar(figure)} | {figure.said()} | {figure.note} |" for figure in figures
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
