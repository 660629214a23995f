"""The forces: by hand where they balance, and the mesh against every pair."""

from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from benchmarks.layout_measures import crossings
from netmap.maps.layout import place
from netmap.maps.layout.forces import on_a_mesh, pair_by_pair, unfolded
from netmap.maps.layout.parts import parts_of
from netmap.maps.layout.room import pushed, with_room
from netmap.maps.layout.starting import start, sunflower
from tests.maps.layout_networks import of_ties, places, two_mode

TRIANGLE = np.array([[0, 1], [0, 2], [1, 2]])


def pushes_by_loop(places: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """Sum up mass / distance away from each other record, one pair after the other."""
    found = np.zeros(len(places), dtype=complex)
    for one, other in combinations(range(len(places)), 2):
        away = places[one] - places[other]
        if away:
            found[one] += mass[other] * away / abs(away) ** 2
            found[other] -= mass[one] * away / abs(away) ** 2
    return found


def scattered(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return chance.normal(size=count) + 2j * chance.normal(size=count), chance.integers(1, 9, count).astype(float)


def test_the_push_on_three_records_by_hand() -> None:
    # At 0, 3 and 4i with masses 1, 2 and 4: on the first 2 * (-3) / 9 and 4 * (-4i) / 16.
    found = pair_by_pair(np.array([0, 3, 4j]), np.array([1.0, 2.0, 4.0]))
    assert found[0] == pytest.approx(-2 / 3 - 1j)
    assert found[1] == pytest.approx(1 / 3 + 4 * (3 - 4j) / 25)
    assert found[2] == pytest.approx(0.25j + 2 * (-3 + 4j) / 25)


def test_records_on_one_spot_do_not_push_each_other_out_of_this_world() -> None:
    assert np.isfinite(pair_by_pair(np.array([1 + 1j, 1 + 1j, 0]), np.ones(3))).all()


@given(count=st.integers(2, 40), seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_all_pairs_at_once_are_all_pairs_one_by_one(count: int, seed: int) -> None:
    where, mass = scattered(count, seed)
    assert pair_by_pair(where, mass) == pytest.approx(pushes_by_loop(where, mass))


@pytest.mark.parametrize("cells", [64, 128])
def test_the_mesh_pushes_as_all_pairs_do(cells: int) -> None:
    where, mass = scattered(1_500)
    every = pair_by_pair(where, mass)
    mesh, close = (on_a_mesh(where, mass, cells, close=each) for each in (False, True))
    size = np.abs(every).mean()
    assert np.median(np.abs(mesh - every)) < 0.15 * size
    assert np.median(np.abs(close - every)) < 0.05 * size


def test_the_mesh_moves_nothing_as_a_whole() -> None:
    where, mass = scattered(800)
    assert abs((mass * on_a_mesh(where, mass, 64, close=False)).sum()) < 1e-9 * np.abs(mass).sum() * 800


def test_two_in_one_cell_of_the_mesh_push_each_other_when_close_ones_are_looked_at() -> None:
    where = np.array([0, 0.001, 100, 100j])
    mesh, close = (on_a_mesh(where, np.ones(4), 64, close=each) for each in (False, True))
    assert abs(mesh[1] - mesh[0]) < 1
    assert (close[1] - close[0]).real == pytest.approx(2 / 0.001, rel=0.01)


def test_three_tied_records_rest_where_the_forces_balance() -> None:
    # Masses 3, all 9; side a, distance to the middle a / sqrt(3). Along it: push 18 sqrt(3) / a outwards;
    # 0.3 * 2 * 3 * 9 / (a / sqrt(3)) = 16.2 sqrt(3) / a and sqrt(3) sqrt(a) inwards; so a ** 1.5 = 1.8.
    found = unfolded(start(3, TRIANGLE), TRIANGLE)
    sides = [np.hypot(*(found[one] - found[other])) for one, other in TRIANGLE]
    assert sides == pytest.approx([1.8 ** (2 / 3)] * 3, rel=0.02)


@pytest.mark.parametrize(
    "ties",
    [two_mode(700), [(str(one), str(other)) for one, other in nx.balanced_tree(3, 5).edges]],
    ids=["two", "tree"],
)
def test_records_with_the_same_neighbours_do_not_end_on_one_spot(ties: list[tuple[str, str]]) -> None:
    part = parts_of(of_ties(*ties))[0]
    found = unfolded(start(len(part.ids), part.ties), part.ties)
    gaps = cKDTree(found).query(found, k=2)[0][:, 1]
    assert gaps.min() > 0.1 * np.median(gaps)


def test_two_that_are_too_close_are_pushed_until_their_rims_are_36_apart() -> None:
    close, radii = np.array([[0.0, 0.0], [20.0, 0.0]]), np.array([10.0, 5.0])
    assert pushed(close, radii, np.array([True, True])).tolist() == [[-15.5, 0.0], [35.5, 0.0]]
    assert pushed(close, radii, np.array([False, True])).tolist() == [[0.0, 0.0], [51.0, 0.0]]
    assert pushed(close, radii, np.array([False, False])).tolist() == close.tolist()


def test_making_room_for_large_marks_hardly_adds_a_crossing() -> None:
    part = parts_of(of_ties(*two_mode(600)))[0]
    found = unfolded(start(len(part.ids), part.ties), part.ties)
    roomy = with_room(found, np.full(len(found), 30.0))
    assert crossings(roomy, part.ties) < 1.05 * crossings(found, part.ties)


@pytest.mark.parametrize("count", [2, 40, 500])
def test_records_that_begin_on_one_spot_are_parted(count: int) -> None:
    found = with_room(np.zeros((count, 2)), np.full(count, 10.0))
    gaps = [np.hypot(*(found[:row] - found[row]).T).min() for row in range(1, count)]
    assert min(gaps) > 20


def test_a_part_stays_within_a_page_however_long_its_ties() -> None:
    # A long thin chain of knots: the knots need room, and the ties between them must not stretch the page.
    ties = [(f"k{row}", f"k{row + 1}") for row in range(60)]
    ties += [(f"k{row}", f"leaf {row} {leaf}") for row in range(61) for leaf in range(4)]
    found = np.array(list(places(place(of_ties(*ties))).values()))
    assert np.ptp(found, axis=0).max() < 9_000


def test_sunflower_places_are_one_to_a_unit_of_area_and_apart() -> None:
    found = sunflower(1_000)
    far = np.hypot(*found.T)
    assert (far < 10).sum() == pytest.approx(np.pi * 100, abs=2)
    gaps = np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1)) + 9 * np.eye(1_000)
    assert gaps.min() > 0.5


def test_parts_come_with_their_own_ties_and_sizes() -> None:
    spec = of_ties(("y", "x"), ("a", "c"), ("c", "b"), ("b", "c"), ("c", "c"), alone="q", sizes={"x": 7.0, "c": 30.0})
    parts = parts_of(spec)
    assert [part.ids for part in parts] == [["a", "b", "c"], ["x", "y"], ["q"]]
    assert [part.ties.tolist() for part in parts] == [[[0, 2], [1, 2]], [[0, 1]], []]
    assert [part.radii.tolist() for part in parts] == [[10, 10, 30], [7, 10], [10]]


def test_records_alone_are_read_by_kind_and_name_down_each_column() -> None:
    names = {"1": "Pear", "2": "apple", "3": "Fig", "4": "Quince", "5": "cherry"}
    kinds = {"1": "theme", "2": "theme", "3": "group", "4": "group", "5": "theme"}
    nodes = [replace(node, name=names[node.id], kind=kinds[node.id]) for node in of_ties(alone=names).nodes]
    found = places(place(replace(of_ties(), nodes=tuple(nodes))))
    assert sorted(names, key=found.__getitem__) == ["3", "4", "2", "5", "1"]


@given(seed=st.integers(0, 10_000), count=st.integers(3, 40))
@settings(max_examples=60, deadline=None)
def test_the_rings_of_a_tree_have_no_crossing_and_one_spot_for_each(seed: int, count: int) -> None:
    ties = np.array(nx.random_labeled_tree(count, seed=seed).edges)
    found = start(count, ties)
    assert crossings(found, ties) == 0
    assert cKDTree(found).query(found, k=2)[0][:, 1].min() > 1e-6


def test_a_tree_with_one_heavy_branch_has_no_crossing() -> None:
    # The heavy branch has most of the circle: its outer ties must not cut across the middle.
    ties = [(0, 1), (0, 2), (2, 3), *((1, leaf) for leaf in range(4, 30))]
    assert crossings(start(30, np.array(ties)), np.array(ties)) == 0


@pytest.mark.parametrize("records", [60, 420])
def test_the_start_of_a_network_tells_all_its_records_apart(records: int) -> None:
    part = parts_of(of_ties(*two_mode(records)))[0]
    assert len(np.unique(start(len(part.ids), part.ties), axis=0)) == len(part.ids)
