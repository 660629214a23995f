"""Groups that drop a level when one holder leaves: by leaving the seats of each holder empty and asking again."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from netmap.analyses.coverage import coverage
from netmap.analyses.coverage.cells import SYSTEM
from netmap.analyses.health.group_drops import group_drops
from netmap.analyses.seating import read_seating
from netmap.model.words import LEVELS
from netmap.network import Network
from tests.analyses.coverage_worlds import make_world

DAY = "2026-06-01"
NUMBER = {word: number for number, word in LEVELS.items()}
HOLDING = {"person": "HOLDS", "organisation": "HELD_FOR"}

Levels = dict[str, tuple[str, str]]


def levels(graph: nx.MultiDiGraph[Any]) -> Levels:
    """Give the recorded and the best possible level of each group in the whole system."""
    table = coverage(Network.from_networkx(graph), as_of=DAY).table()
    rows = table[table["partnership_id"] == SYSTEM]
    return dict(zip(rows["group_id"], zip(rows["recorded"], rows["possible"], strict=True), strict=True))


def without(graph: nx.MultiDiGraph[Any], kind: str, holder: str) -> nx.MultiDiGraph[Any]:
    """Leave the seats of one holder empty."""
    less = graph.copy()
    for start, end, key in graph.edges(keys=True):
        if key.split(":")[0] == HOLDING[kind] and holder in (start, end):
            seat = end if kind == "person" else start
            held = [(a, b, k) for a, b, k in graph.edges(keys=True) if seat in (a, b) and k != "SEAT_ON"]
            less.remove_edges_from(held)
    return less


@pytest.mark.parametrize("seed", range(6))
def test_by_leaving_the_seats_of_each_holder_empty(seed: int) -> None:
    graph = make_world(seed, 2)
    found = group_drops(read_seating(Network.from_networkx(graph), DAY))
    said = {(row["kind"], row["id"], row["group_id"]): row for row in found.to_dict("records")}
    before, expected = levels(graph), {}
    holders = {("person", start) for start, _, key in graph.edges(keys=True) if key.startswith("HOLDS")}
    holders |= {("organisation", end) for _, end, key in graph.edges(keys=True) if key.startswith("HELD_FOR")}
    for kind, holder in holders:
        for group, after in levels(without(graph, kind, holder)).items():
            if after[0] != before[group][0]:
                certain = NUMBER[after[1]] > NUMBER[before[group][0]]
                expected[kind, holder, group] = (before[group][0], *after, certain)
    columns = ("level", "level_without", "best_without", "certain")
    assert {key: tuple(row[each] for each in columns) for key, row in said.items()} == expected


def test_anytown(anytown: Network) -> None:
    found = group_drops(read_seating(anytown, "2026-06-30")).set_index(["name", "group_id"])
    assert tuple(found.loc[("Cath", "G-older"), ["level", "level_without", "certain"]]) == (
        "direct_serving",
        "nominal_only",
        True,
    )
    assert ("Bob", "G-older") not in found.index
