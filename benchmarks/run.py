"""Speed as ratios, each measured in one run on one machine: `make bench`. Nothing here is a test.

The load is measured on made-up tables of a chosen size: `benchmarks/run.py --scale 1.0` is the size
of the whole United Kingdom (170,000 organisations, 10,000 partnerships, 200,000 seats, 1,000,000 awards).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ladybug
import numpy as np
import pandas as pd

from netmap.model.graph import LABELS, RELATIONSHIPS
from netmap.sources.dataset import read_dataset
from netmap.sources.raw import RawSource, RawTable
from netmap.stores import embedded

WHOLE_UK = {"organisations": 170_000, "partnerships": 10_000, "seats": 200_000, "funding": 1_000_000}


def seconds(*command: str, runs: int = 5) -> float:
    """Give the median time of a whole process."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def help_ratio() -> float:
    return seconds("-m", "netmap.cli", "--help") / seconds("-c", "import click")


def report_seconds() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return seconds("-m", "netmap.cli", "demo", "-o", folder, runs=3)


def made_up(scale: float) -> RawSource:
    """Make tables of the given share of the whole United Kingdom, the same each time."""
    draw = np.random.default_rng(1)
    size = {name: max(10, int(count * scale)) for name, count in WHOLE_UK.items()}
    bodies = [f"Organisation {number}" for number in range(size["organisations"])]
    boards = [f"Partnership {number}" for number in range(size["partnerships"])]
    tables = {
        "organisations": {"name": bodies, "sector": draw.choice(["third_sector", "health"], len(bodies))},
        "partnerships": {"name": boards},
        "seats": {
            "partnership": draw.choice(boards, size["seats"]),
            "id": [f"s{number}" for number in range(size["seats"])],
            "organisation": draw.choice(bodies, size["seats"]),
            "start_date": draw.choice(["2024", "2025-04", "2025-06-01"], size["seats"]),
        },
        "funding": {
            "funder": draw.choice(bodies[:500], size["funding"]),
            "recipient": draw.choice(bodies, size["funding"]),
            "id": [f"a{number}" for number in range(size["funding"])],
            "amount": draw.integers(500, 90_000, size["funding"]).astype(str),
            "start_date": draw.choice(["2024-04-01", "2025-04-01"], size["funding"]),
            "end_date": draw.choice(["2026-04-01", "2027-04-01"], size["funding"]),
        },
    }
    return RawSource("made-up", tuple(_raw(name, pd.DataFrame(cells, dtype=object)) for name, cells in tables.items()))


def _raw(name: str, cells: pd.DataFrame) -> RawTable:
    return RawTable(name, cells, np.arange(2, len(cells) + 2), f"{name}.csv")


def load_ratio(scale: float) -> tuple[float, float, float, float]:
    """Give the seconds of reading and of loading, of the engine's own COPY of the same frames, and the ratio."""
    raw = made_up(scale)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        records = read_dataset(raw).records
        reading = time.perf_counter() - start
        start = time.perf_counter()
        store = embedded.EmbeddedStore(Path(folder) / "netmap.db")
        store.load("made-up", records)
        store.close()
        loading = time.perf_counter() - start
        start = time.perf_counter()
        connection = ladybug.Connection(ladybug.Database(str(Path(folder) / "bare.db")))
        for statement in embedded.schema(records):
            connection.execute(statement)
        for label, rows in records.nodes.items():
            embedded._copy(connection, label, rows, LABELS[label].kinds())
        for (kind, one, other), rows in records.relationships.items():
            ends = f" (from='{one}', to='{other}')"
            embedded._copy(connection, kind, rows, RELATIONSHIPS[kind].kinds(), ends)
        bare = time.perf_counter() - start
    return reading, loading, bare, (reading + loading) / bare


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.05)
    scale = parser.parse_args().scale
    print(f"netmap --help / python -c 'import click': {help_ratio():.2f} (bar 3)")
    print(f"demo on riverton, from cold: {report_seconds():.1f} s (bar for the report alone: 5 s)")
    reading, loading, bare, ratio = load_ratio(scale)
    print(f"dataset -> store at {scale:g} of the UK / the engine's COPY: {ratio:.2f} (bar 2.5)")
    print(f"  read and checked in {reading:.1f} s, loaded in {loading:.1f} s, bare COPY {bare:.1f} s")
