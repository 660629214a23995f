"""Clustering of seats and of ties, against listing every chain."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import example, given, settings

from netmap.measures.clustering import Clustering, cycles, projected_clustering, two_mode_clustering
from tests.measures.pairs import DENSE, PAIRS, Pair, boards_of, renamed, turned

Counts = dict[str, tuple[int, int]]


def counts(found: Clustering) -> Counts:
    return {row.id: (row.chains, row.closed) for row in found.local.itertuples()}


def chains_of_seats(pairs: list[Pair]) -> Counts:
    boards = boards_of(pairs)
    found = {}
    for middle, own in boards.items():
        closed = [
            bool((boards[one] & boards[other]) - {by_one, by_other})
            for one, other in itertools.combinations(sorted(set(boards) - {middle}), 2)
            for by_one, by_other in itertools.permutations(sorted(own), 2)
            if by_one in boards[one] and by_other in boards[other]
        ]
        found[middle] = (len(closed), sum(closed))
    return found


def chains_of_ties(pairs: list[Pair]) -> Counts:
    boards = boards_of(pairs)
    found = {}
    for middle, own in boards.items():
        contacts = [other for other in sorted(boards) if other != middle and boards[other] & own]
        closed = [bool(boards[one] & boards[other]) for one, other in itertools.combinations(contacts, 2)]
        found[middle] = (len(closed), sum(closed))
    return found


@settings(deadline=None, derandomize=True, max_examples=90)
@given(PAIRS)
@example(DENSE)
def test_every_chain_is_counted(pairs: list[Pair]) -> None:
    for found, expected in (
        (two_mode_clustering(pairs), chains_of_seats(pairs)),
        (projected_clustering(pairs), chains_of_ties(pairs)),
    ):
        assert counts(found) == expected
        chains, closed = (sum(each[place] for each in expected.values()) for place in (0, 1))
        assert (found.chains, found.closed) == (chains, closed)
        assert found.coefficient == (closed / chains if chains else None)
        for row in found.local.itertuples():
            assert row.coefficient == (pytest.approx(row.closed / row.chains) if row.chains else None)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(PAIRS)
def test_every_butterfly_and_three_path_is_counted(pairs: list[Pair]) -> None:
    boards = boards_of(pairs)
    found = cycles(pairs)
    pairs_of_bodies = list(itertools.combinations(sorted(boards), 2))
    assert found.butterflies == sum(
        len(list(itertools.combinations(boards[one] & boards[other], 2))) for one, other in pairs_of_bodies
    )
    assert found.three_paths == sum(
        (len(boards[one]) - 1) * len(boards[one] & boards[other])
        for one, other in itertools.permutations(sorted(boards), 2)
    )
    paths = found.three_paths
    assert found.robins_alexander == (pytest.approx(4 * found.butterflies / paths) if paths else None)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(PAIRS)
def test_names_order_and_double_seats_change_nothing(pairs: list[Pair]) -> None:
    other = [*renamed(pairs), *renamed(pairs)[:3]]
    for measure in (two_mode_clustering, projected_clustering):
        assert counts(measure(other)) == {turned(node): value for node, value in counts(measure(pairs)).items()}
    assert cycles(other) == cycles(pairs)


def test_transitivity_of_the_florentine_marriages() -> None:
    marriages = nx.florentine_families_graph().edges
    pairs = [(family, "-".join(sorted(marriage))) for marriage in marriages for family in marriage]
    assert projected_clustering(pairs).coefficient == pytest.approx(0.1914894, abs=1e-7)
    assert two_mode_clustering(pairs).coefficient == pytest.approx(0.1914894, abs=1e-7)


def test_what_takes_too_long_is_refused_whole() -> None:
    pairs = [("A", "1"), ("B", "1"), ("B", "2"), ("C", "2")]
    assert two_mode_clustering(pairs, most_chains=1).chains == 1
    assert projected_clustering(pairs, most_steps=6).chains == 1
    for refused in (two_mode_clustering(pairs, most_chains=0), projected_clustering(pairs, most_steps=5)):
        assert (refused.chains, refused.closed, refused.coefficient) == (None, None, None)
        assert refused.local.values.tolist() == [[each, None, None, None] for each in "ABC"]


def test_nobody_and_nothing_shared_have_no_clustering() -> None:
    for pairs in ([], [("A", "1")]):
        assert two_mode_clustering(pairs).coefficient is None
        assert projected_clustering(pairs).coefficient is None
        assert cycles(pairs).robins_alexander is None
