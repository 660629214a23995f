import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise
from math import atan2, hypot, pi
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.layout_measures import crossings
from netmap.errors import RenderError
from netmap.maps.layout import place
from netmap.maps.spec import Edge, MapSpec
from tests.maps.layout_networks import grid, least_gap, of_ties, places, points_and_ties, two_mode
from tests.maps.sample_map import borough_map, sample_map

NAMES = "abcdefghijkl"


def apart(spec: MapSpec, one: str, other: str) -> float:
    (a, b), (c, d) = places(spec)[one], places(spec)[other]
    return hypot(a - c, b - d)


def crossed(spec: MapSpec) -> float:
    return crossings(*points_and_ties(spec))


def test_only_places_are_added() -> None:
    before = sample_map()
    after = place(before)
    assert replace(after, nodes=tuple(replace(node, x=None, y=None) for node in after.nodes)) == before
    assert before == sample_map()


@pytest.mark.parametrize("spec", [sample_map(), borough_map(), of_ties(*two_mode(700))], ids=["10", "225", "700"])
def test_the_same_map_is_placed_the_same_whatever_the_order(spec: MapSpec) -> None:
    turned = replace(spec, nodes=spec.nodes[::-1], edges=spec.edges[::-1])
    ends = replace(spec, edges=tuple(replace(edge, source=edge.target, target=edge.source) for edge in spec.edges))
    twice = replace(spec, edges=(*spec.edges, *(replace(edge, id="") for edge in spec.edges)))
    assert places(place(spec)) == places(place(turned)) == places(place(ends)) == places(place(twice))


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_with_other_hashes_places_the_same(seed: str) -> None:
    program = (
        "from tests.maps.layout_networks import of_ties, places, two_mode; from netmap.maps.layout import place; "
        "print(places(place(of_ties(*two_mode(400), ('x', 'y'), alone='pqr'))))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], env=environment, check=True, capture_output=True
    )
    here = places(place(of_ties(*two_mode(400), ("x", "y"), alone="pqr")))
    assert said.stdout.decode().strip() == str(here)


SIZES = {
    "10": sample_map,
    "225": borough_map,
    "750": lambda: borough_map(60, 600, 60, 30),
    "2,000 in one": lambda: of_ties(*two_mode(2_000)),
    "10,000": lambda: of_ties(*two_mode(10_000)),
    "star of 600": lambda: of_ties(*(("hub", f"leaf {row}") for row in range(600))),
    "path of 300": lambda: of_ties(*pairwise(f"{row:03}" for row in range(300))),
    "all tied": lambda: of_ties(*combinations(NAMES, 2)),
    "1,000 pairs": lambda: of_ties(*((f"{row} a", f"{row} b") for row in range(1_000))),
    "large marks": lambda: of_ties(*two_mode(60), alone="xyz", sizes={"b0": 300.0, "o0": 80.0, "x": 200.0}),
}


@pytest.mark.parametrize("make", SIZES.values(), ids=SIZES.keys())
def test_no_two_records_touch(make: Callable[[], MapSpec]) -> None:
    assert least_gap(place(make())) > 0


networks = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=24)


@given(ties=networks, largest=st.floats(1, 90))
@settings(max_examples=40, deadline=None)
def test_no_two_records_touch_whatever_is_tied(ties: list[tuple[str, str]], largest: float) -> None:
    spec = place(of_ties(*ties, alone=NAMES, sizes={"a": largest}))
    assert np.isfinite(list(places(spec).values())).all()
    assert least_gap(spec) > 0


def test_neighbours_are_nearer_than_others() -> None:
    placed = place(borough_map())
    tied = {frozenset((edge.source, edge.target)) for edge in placed.edges}
    joined = {one for pair in tied for one in pair}
    spans: dict[bool, list[float]] = {True: [], False: []}
    for one, other in combinations(sorted(joined), 2):
        spans[frozenset((one, other)) in tied].append(apart(placed, one, other))
    assert np.median(spans[True]) < 0.6 * np.median(spans[False])


PLANAR = {
    "path": list(pairwise(f"{row:02}" for row in range(40))),
    "small star": [("hub", f"leaf {row}") for row in range(8)],
    "star": [("hub", f"leaf {row}") for row in range(100)],
    "ring": list(pairwise([*NAMES, "a"])),
    "grid": grid(5, 5),
    "long grid": grid(16, 8),
    "large grid": grid(20, 20),
    "small tree": list(nx.random_labeled_tree(12, seed=3).edges),
    "tree": list(nx.balanced_tree(2, 6).edges),
    "odd tree": list(nx.random_labeled_tree(60, seed=1).edges),
    "caterpillar": [(f"s{row}", f"s{row + 1}") for row in range(12)]
    + [(f"s{row}", f"leg {row} {leg}") for row in range(13) for leg in range(3)],
}


@pytest.mark.parametrize("ties", PLANAR.values(), ids=PLANAR.keys())
def test_what_can_be_drawn_without_a_crossing_is(ties: list[tuple[object, object]]) -> None:
    assert crossed(place(of_ties(*((str(one), str(other)) for one, other in ties)))) == 0


def test_a_chain_keeps_its_order_along_the_long_side() -> None:
    placed = place(of_ties(*pairwise("abcdef")))
    along = [places(placed)[one][0] for one in "abcdef"]
    assert along in (sorted(along), sorted(along, reverse=True))


@pytest.mark.parametrize("ties", [grid(4, 20), grid(20, 4), grid(3, 7)])
def test_the_long_side_lies_flat(ties: list[tuple[str, str]]) -> None:
    wide, high = np.ptp(np.array(list(places(place(of_ties(*ties))).values())), axis=0)
    assert wide > 1.5 * high


@pytest.mark.parametrize("count", range(3, 31))
def test_rings_of_any_size_are_drawn_as_rings(count: int) -> None:
    assert crossed(place(of_ties(*pairwise([*(f"{row:02}" for row in range(count)), "00"])))) == 0


@pytest.mark.parametrize("others", [40, 500])
def test_the_leaves_of_a_hub_fan_out_around_it(others: int) -> None:
    leaves = [f"leaf {row}" for row in range(30)]
    spec = place(of_ties(*two_mode(others), *(("b0", leaf) for leaf in leaves)))
    found = places(spec)
    x, y = found["b0"]
    angles = sorted(atan2(found[leaf][1] - y, found[leaf][0] - x) for leaf in leaves)
    gaps = [after - before for before, after in pairwise([*angles, angles[0] + 2 * pi])]
    assert 2 * pi - max(gaps) > pi / 2
    assert min(apart(spec, one, other) for one, other in combinations(leaves, 2)) > 20
    far = [hypot(found[leaf][0] - x, found[leaf][1] - y) for leaf in leaves]
    others_far = [hypot(px - x, py - y) for one, (px, py) in found.items() if not one.startswith("leaf")]
    assert np.median(far) < 0.6 * np.median(others_far)


def test_records_without_a_tie_stand_in_a_grid_clear_of_the_rest() -> None:
    placed = place(of_ties(*pairwise("abcdefa"), alone="pqrstuvwx"))
    found = places(placed)
    ring = np.array([found[one] for one in "abcdef"])
    alone = np.array([found[one] for one in "pqrstuvwx"])
    assert len({x for x, _ in alone.tolist()}) * len({y for _, y in alone.tolist()}) < 2 * len(alone)
    clear = (alone.min(axis=0) > ring.max(axis=0)) | (alone.max(axis=0) < ring.min(axis=0))
    assert clear.any()


def test_the_parts_of_a_map_do_not_mix() -> None:
    placed = place(of_ties(("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")))
    assert apart(placed, "a", "b") < apart(placed, "a", "y")
    assert apart(placed, "y", "z") < apart(placed, "b", "z")


def test_the_largest_part_comes_first_and_equal_ones_by_id() -> None:
    found = places(place(of_ties(("y", "z"), *pairwise("abcda"), ("m", "n"), ("e", "f"))))
    corner = {part: min(found[one] for one in part) for part in ("abcd", "ef", "mn", "yz")}
    assert min(found.values()) == corner["abcd"]
    assert sorted(corner.values()) in ([corner[one] for one in ("abcd", "ef", "mn", "yz")],)


@pytest.mark.parametrize("ties", [(), (("a", "a"),), (("a", "b"),), (("a", "b"), ("b", "a"))])
def test_the_smallest_maps_can_be_placed(ties: tuple[tuple[str, str], ...]) -> None:
    assert all(np.isfinite(found).all() for found in places(place(of_ties(*ties, alone="z"))).values())


def test_an_empty_map_stays_empty() -> None:
    assert place(replace(sample_map(), nodes=(), edges=())).nodes == ()


def test_a_map_that_does_not_hold_together_is_refused() -> None:
    with pytest.raises(RenderError, match="nobody"):
        place(replace(sample_map(), edges=(Edge("o1", "nobody", "seat"),)))
