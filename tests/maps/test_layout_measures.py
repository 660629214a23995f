"""The measures of the benchmark, on drawings small enough to count by hand."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from benchmarks.layout_measures import crossings, neighbours_kept, stress

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def ties(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs)


def test_the_diagonals_of_a_square_cross_and_its_sides_do_not() -> None:
    assert crossings(SQUARE, ties((0, 1), (1, 2), (2, 3), (0, 3), (0, 2), (1, 3))) == 1
    assert crossings(SQUARE, ties((0, 1), (1, 2), (2, 3), (0, 3))) == 0


def test_ties_with_a_common_end_do_not_cross() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]])
    assert crossings(line, ties((0, 1), (0, 2))) == 0


def test_five_records_on_a_circle_that_are_all_tied_cross_five_times() -> None:
    turn = 2 * np.pi * np.arange(5) / 5
    circle = np.column_stack((np.cos(turn), np.sin(turn)))
    assert crossings(circle, ties(*combinations(range(5), 2))) == 5


def test_a_sample_of_pairs_comes_near_the_count_of_all() -> None:
    chance = np.random.default_rng(4)
    points = chance.random((200, 2))
    pairs = np.array([chance.choice(200, 2, replace=False) for _ in range(600)])
    every = crossings(points, pairs)
    assert crossings(points, pairs, most_pairs=50_000) == pytest.approx(every, rel=0.05)
    assert every > 10_000


def test_a_line_drawn_to_scale_has_no_stress_whatever_the_scale() -> None:
    line = np.column_stack((7.0 * np.arange(4), np.zeros(4)))
    assert stress(line, ties((0, 1), (1, 2), (2, 3))) == pytest.approx(0)


def test_stress_of_a_line_of_three_bent_into_a_right_angle() -> None:
    # Distances 1, 1 and sqrt(2) for 1, 1 and 2 steps: ratios 1, 1, r = 0.7071; 1 - (2 + r)^2 / (3 (2 + r^2)).
    bent = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    r = 2**0.5 / 2
    assert stress(bent, ties((0, 1), (1, 2))) == pytest.approx(1 - (2 + r) ** 2 / (3 * (2 + r**2)))
    assert stress(bent, ties((0, 1), (1, 2))) == pytest.approx(0.0229, abs=1e-4)


def test_all_on_one_spot_is_the_most_stress() -> None:
    assert stress(np.zeros((3, 2)), ties((0, 1), (1, 2))) == 1


def test_stress_by_formula_is_stress_by_search_for_the_scale() -> None:
    graph = nx.karate_club_graph()
    points = np.random.default_rng(5).random((34, 2))
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    pairs = [(np.hypot(*(points[a] - points[b])), steps[a][b]) for a, b in combinations(range(34), 2)]
    least = min(sum((a * x - d) ** 2 / d**2 for x, d in pairs) / len(pairs) for a in np.linspace(0, 20, 20_001))
    assert stress(points, np.array(graph.edges)) == pytest.approx(least, abs=1e-6)


def test_neighbours_of_a_path_drawn_straight_and_drawn_folded() -> None:
    path = ties((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))
    assert neighbours_kept(np.column_stack((1.0 * np.arange(6), 0.01 * np.arange(6))), path) == 1
    # Within two steps of 0 are 1 and 2; with the ends swapped the nearest of record 0 are 4 and 3, and so on.
    order = np.array([5, 1, 2, 3, 4, 0])
    swapped = np.column_stack((1.0 * order, 0.01 * order))
    tied = [{1, 2}, {0, 2, 3}, {0, 1, 3, 4}, {1, 2, 4, 5}, {2, 3, 5}, {3, 4}]
    drawn = [{4, 3}, {5, 2, 3}, {1, 3, 5, 4}, {2, 4, 1, 0}, {0, 3, 2}, {1, 2}]
    by_hand = np.mean([len(a & b) / len(a | b) for a, b in zip(tied, drawn, strict=True)])
    assert neighbours_kept(swapped, path) == pytest.approx(by_hand)
