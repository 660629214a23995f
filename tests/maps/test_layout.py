from dataclasses import replace
from itertools import combinations
from math import hypot

import numpy as np
import pytest

from netmap.errors import RenderError
from netmap.maps.layout import place
from netmap.maps.spec import Edge, MapSpec, Node
from tests.maps.sample_map import borough_map, sample_map


def places(spec: MapSpec) -> dict[str, tuple[float, float]]:
    assert all(node.x is not None and node.y is not None for node in spec.nodes)
    return {node.id: (node.x or 0.0, node.y or 0.0) for node in spec.nodes}


def apart(spec: MapSpec, one: str, other: str) -> float:
    (a, b), (c, d) = places(spec)[one], places(spec)[other]
    return hypot(a - c, b - d)


def of_groups(*edges: tuple[str, str], alone: str = "") -> MapSpec:
    ids = sorted({one for edge in edges for one in edge} | set(alone))
    nodes = tuple(Node(one, one, "group") for one in ids)
    return replace(sample_map(), nodes=nodes, edges=tuple(Edge(*edge, "seat") for edge in edges))


def test_only_places_are_added() -> None:
    before = sample_map()
    after = place(before)
    assert replace(after, nodes=tuple(replace(node, x=None, y=None) for node in after.nodes)) == before
    assert before == sample_map()


def test_the_same_map_is_placed_the_same_whatever_the_order() -> None:
    spec = borough_map()
    turned = replace(spec, nodes=spec.nodes[::-1], edges=spec.edges[::-1])
    assert places(place(spec)) == places(place(spec)) == places(place(turned))


@pytest.mark.parametrize("spec", [sample_map(), borough_map(), borough_map(60, 600, 60, 30)], ids=["10", "225", "750"])
def test_no_two_records_touch(spec: MapSpec) -> None:
    placed = place(spec)
    points = np.array(list(places(placed).values()))
    radii = np.array([node.size for node in placed.nodes])
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 0


def test_neighbours_are_nearer_than_others() -> None:
    placed = place(borough_map())
    tied = {frozenset((edge.source, edge.target)) for edge in placed.edges}
    joined = {one for pair in tied for one in pair}
    found = places(placed)
    spans: dict[bool, list[float]] = {True: [], False: []}
    for one, other in combinations(sorted(joined), 2):
        spans[frozenset((one, other)) in tied].append(
            hypot(found[one][0] - found[other][0], found[one][1] - found[other][1])
        )
    assert np.median(spans[True]) < 0.6 * np.median(spans[False])


def test_a_chain_keeps_its_order_along_the_long_side() -> None:
    placed = place(of_groups(*zip("abcdef", "bcdef", strict=False)))
    along = [places(placed)[one][0] for one in "abcdef"]
    assert along in (sorted(along), sorted(along, reverse=True))


def test_records_without_a_tie_stand_in_a_grid_clear_of_the_rest() -> None:
    placed = place(of_groups(*zip("abcdef", "bcdefa", strict=True), alone="pqrstuvwx"))
    found = places(placed)
    ring = np.array([found[one] for one in "abcdef"])
    grid = np.array([found[one] for one in "pqrstuvwx"])
    assert len({x for x, _ in grid.tolist()}) * len({y for _, y in grid.tolist()}) < 2 * len(grid)
    clear = (grid.min(axis=0) > ring.max(axis=0)) | (grid.max(axis=0) < ring.min(axis=0))
    assert clear.any()


def test_the_parts_of_a_map_do_not_mix() -> None:
    placed = place(of_groups(("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")))
    assert apart(placed, "a", "b") < apart(placed, "a", "y")
    assert apart(placed, "y", "z") < apart(placed, "b", "z")


@pytest.mark.parametrize("edges", [(), (("a", "a"),), (("a", "b"),), (("a", "b"), ("b", "a"))])
def test_the_smallest_maps_can_be_placed(edges: tuple[tuple[str, str], ...]) -> None:
    assert all(np.isfinite(place_).all() for place_ in places(place(of_groups(*edges, alone="z"))).values())


def test_an_empty_map_stays_empty() -> None:
    assert place(replace(sample_map(), nodes=(), edges=())).nodes == ()


def test_a_large_part_is_placed_without_comparing_all_pairs() -> None:
    placed = place(of_groups(*((f"n{row}", f"n{(row - 1) // 2}") for row in range(1, 5000))))
    assert len(set(places(placed).values())) == 5000


def test_a_map_that_does_not_hold_together_is_refused() -> None:
    with pytest.raises(RenderError, match="nobody"):
        place(replace(sample_map(), edges=(Edge("o1", "nobody", "seat"),)))
