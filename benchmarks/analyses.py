"""The four analyses on a borough, a county and the whole of the given share of the United Kingdom; how time grows."""

from __future__ import annotations

import math
from pathlib import Path

from benchmarks.embedded_load import open_loaded
from benchmarks.generator import AS_OF
from benchmarks.measuring import Figure, peak, timed
from netmap.analyses import run_analysis
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.contract import Store

THE_FOUR = ("dominance", "coverage", "duplication", "issues")
FURTHER = ("health", "actions")
COUNTY = 0.03
"""Share of the whole that has 5,000 organisations."""
BAR_SECONDS, BAR_MEMORY = 60, 4
DAY = {"Riverton": "2026-06-30"}


def measure(scale: float, folder: Path) -> list[Figure]:
    """Measure the four together, with reading their projections, at three sizes, the largest last."""
    figures, sizes = [], []
    for name, store in (
        ("Riverton", _riverton()),
        ("county", open_loaded(scale * COUNTY, folder)),
        ("whole", open_loaded(scale, folder)),
    ):
        nodes = int(store.read("MATCH (n) RETURN count(n) AS nodes").rows["nodes"][0])
        seconds = _ask(store, DAY.get(name, AS_OF), THE_FOUR)
        sizes.append((nodes, sum(seconds.values())))
        figures += [Figure(f"{name}: {each}", value, "s") for each, value in seconds.items()]
        bar = BAR_SECONDS if name == "whole" else None
        figures.append(Figure(f"{name} ({nodes:,} nodes): all four", sum(seconds.values()), "s", bar))
        if name == "whole":
            figures.append(Figure("whole: memory of all four", peak(), "GB", BAR_MEMORY))
        store.close()
    return [*figures, *_further(scale, folder), *_slopes(sizes)]


def _riverton() -> Store:
    dataset = read_source(shipped("datasets") / "riverton")
    store = open_store()
    store.load(dataset.name, dataset.records)
    return store


def _ask(store: Store, day: str, names: tuple[str, ...]) -> dict[str, float]:
    """Give the seconds of each analysis; the first pays for what they share."""
    network = Network(store)
    return {name: timed(lambda name=name: run_analysis(name, network, as_of=day)) for name in names}


def _further(scale: float, folder: Path) -> list[Figure]:
    store = open_loaded(scale, folder)
    seconds = _ask(store, AS_OF, FURTHER)
    store.close()
    return [Figure(f"whole: {name}, alone", value, "s") for name, value in seconds.items()]


def _slopes(sizes: list[tuple[int, float]]) -> list[Figure]:
    """Give how time grows with nodes: 1 is in proportion, 2 with the square."""
    figures = []
    names = ("Riverton to county", "county to whole")
    for name, (few, short), (many, long) in zip(names, sizes, sizes[1:], strict=False):
        slope = math.log(long / short) / math.log(many / few)
        figures.append(Figure(f"log-log slope of time over nodes, {name}", slope, "(1 is in proportion)"))
    return figures
