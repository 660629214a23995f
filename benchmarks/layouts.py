"""Layouts beside each other on the same networks: time, crossings, stress, neighbours kept; how netmap's time grows.

Every layout is finished in the same way, moved apart until no two marks touch, before it is looked at.
`python benchmarks/layouts.py` prints the table; libraries that netmap does not need are tried where they are installed.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.generator import make_source
from benchmarks.layout_candidates import CANDIDATES, Candidate
from benchmarks.layout_measures import Pairs, Points, crossings, neighbours_kept, stress
from benchmarks.map_graphs import graph_to_draw
from benchmarks.measuring import Figure, peak
from netmap.analyses.settings import DEFAULTS
from netmap.maps.ground import Ground
from netmap.maps.layout import place
from netmap.maps.layout.parts import parts_of
from netmap.maps.layout.room import with_room
from netmap.maps.spec import Edge, MapSpec, Node
from netmap.maps.views import build_views
from netmap.model.records import Records
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.dataset import read_dataset
from netmap.sources.reading import read_source
from netmap.stores import open_store

MADE_UP = (100, 500, 2_000, 10_000)
GROWTH = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
BAR_NODES, BAR_SECONDS = 10_000, 5
COUNTY = 0.03
"""Share of the United Kingdom that has 5,000 organisations, of which the seated and those tied to a group are drawn."""
BEFORE, OURS = "before: ForceAtlas2 up to 600, else pivot MDS", "netmap"


@dataclass(frozen=True)
class Drawn:
    """What one layout made of one network."""

    layout: str
    seconds: float
    crossings: float
    stress: float
    kept: float


def measure(scale: float, folder: Path) -> list[Figure]:
    """Measure how the time of placing grows, then all layouts on all networks, at the given share of their sizes."""
    return [*_growth(scale), *_compared(scale)]


def _growth(scale: float) -> list[Figure]:
    figures, sizes = [], []
    place(graph_to_draw(50))
    for size in GROWTH:
        spec = graph_to_draw(max(50, int(size * scale)))
        begin = time.perf_counter()
        place(spec)
        sizes.append((len(spec.nodes), time.perf_counter() - begin))
        bar = BAR_SECONDS if size == BAR_NODES else None
        figures.append(Figure(f"place: {len(spec.nodes):,} nodes, {len(spec.edges):,} ties", sizes[-1][1], "s", bar))
    nodes, seconds = np.log(np.array(sizes)).T
    slope = float(np.polyfit(nodes, seconds, 1)[0])
    figures.append(Figure("log-log slope of that over nodes", slope, "(1 is in proportion)"))
    return [*figures, Figure("memory of that", peak(), "GB")]


def _compared(scale: float) -> list[Figure]:
    figures = []
    for name, count, ties, radii in _networks(scale):
        found = {each.layout: each for each in _drawn(count, ties, radii)}
        head = f"{name} ({count:,} records, {len(ties):,} ties)"
        figures += [
            Figure(
                f"{head}: {each.layout}",
                each.seconds,
                "s",
                note=f"{each.crossings:,.0f} crossings, stress {each.stress:.3f}, neighbours kept {each.kept:.2f}",
            )
            for each in found.values()
        ]
        ratio = found[OURS].crossings / max(1.0, found[BEFORE].crossings)
        figures.append(Figure(f"{head}: crossings of netmap, against before", ratio, "times", 1))
    return figures


def _drawn(count: int, ties: Pairs, radii: Points) -> Iterator[Drawn]:
    for candidate in CANDIDATES:
        if count > candidate.most:
            continue
        seconds, points = _timed(candidate, count, ties)
        points = with_room(points, radii)
        yield Drawn(
            candidate.name, seconds, crossings(points, ties), stress(points, ties), neighbours_kept(points, ties)
        )


def _timed(candidate: Candidate, count: int, ties: Pairs) -> tuple[float, Points]:
    begin = time.perf_counter()
    points = candidate.lay_out(count, ties)
    return time.perf_counter() - begin, points


def _networks(scale: float) -> Iterator[tuple[str, int, Pairs, Points]]:
    """Give the largest connected part of each network, with the sizes of its marks."""
    made: list[tuple[str, Callable[[], MapSpec]]] = [("Riverton, overview", _riverton)]
    made += [(f"made up, {size:,}", lambda size=size: graph_to_draw(max(50, int(size * scale)))) for size in MADE_UP]
    made.append(("county", lambda: _county(COUNTY * scale)))
    for name, make in made:
        part = parts_of(make())[0]
        yield name, len(part.ids), part.ties, part.radii


def _network(records: Records) -> Network:
    store = open_store()
    store.load("made-up", records)
    return Network(store)


def _riverton() -> MapSpec:
    network = _network(read_source(shipped("datasets") / "riverton").records)
    return build_views(Ground(network, "2026-06-30", None, DEFAULTS, "Riverton", {}), view="overview")[0]


def _county(scale: float) -> MapSpec:
    """Give who holds a seat where, whose remit is which theme, and who works with which group."""
    network = _network(read_dataset(make_source(scale)).records)
    held = network.table("held-for").merge(network.table("seats")[["seat_id", "partnership_id"]], on="seat_id")
    links = network.table("group-links").query("link != 'asked_about'")
    pairs = [
        *zip("o" + held["organisation_id"], "p" + held["partnership_id"], strict=True),
        *(("p" + place, "t" + theme) for place, theme in network.table("remits").itertuples(index=False)),
        *zip("o" + links["organisation_id"], "g" + links["group_id"], strict=True),
    ]
    blank = graph_to_draw(50)
    kind, tie = blank.kinds[0].id, blank.ties[0].id
    nodes = tuple(Node(one, one, kind) for one in sorted({one for pair in pairs for one in pair}))
    edges = tuple(Edge(*pair, tie) for pair in sorted(set(pairs)))
    return MapSpec("overview", "", "", "", "2026-06-01", "", "", blank.kinds, blank.ties, nodes, edges)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(1.0, Path(folder))
    print("| What | Measured | Bar | |", "|---|---|---|---|", sep="\n")
    for each in figures:
        bar = "" if each.bar is None else f"at most {each.bar:g}, {each.said()}"
        value = "no answer" if math.isinf(each.value) else f"{each.value:.2f} {each.unit}"
        print(f"| {each.what} | {value} | {bar} | {each.note} |", flush=True)


if __name__ == "__main__":
    main()
