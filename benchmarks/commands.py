"""How long commands take from cold."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import Figure, process_seconds


def measure(scale: float, folder: Path) -> list[Figure]:
    bare = process_seconds("-c", "import click")
    with tempfile.TemporaryDirectory(dir=folder) as output:
        demo = process_seconds("-m", "netmap.cli", "demo", "-o", output, runs=3)
    return [
        Figure(
            "`netmap --help`, against `python -c 'import click'`",
            process_seconds("-m", "netmap.cli", "--help") / bare,
            "times",
            3,
        ),
        Figure(
            "`netmap demo` from cold: load, four analyses, map and report", demo, "s", 5, note="bar of the report alone"
        ),
    ]
