"""Ties between organisations that sit together, against counting by hand and Newman's own law."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.incidence import incidence, product_within
from netmap.measures.projection import newman
from tests.measures.pairs import PAIRS, Pair, boards_of, renamed, turned


def weights(pairs: list[Pair], **limits: Any) -> dict[frozenset[str], tuple[int, float]]:
    ties = newman(pairs, **limits).ties
    return {frozenset((row.one, row.other)): (row.shared, row.weight) for row in ties.itertuples()}


@settings(deadline=None, derandomize=True, max_examples=90)
@given(PAIRS)
def test_each_tie_is_counted_board_by_board(pairs: list[Pair]) -> None:
    boards, sizes = boards_of(pairs), Counter(board for _, board in set(pairs))
    expected = {}
    for one, other in itertools.combinations(sorted(boards), 2):
        if together := boards[one] & boards[other]:
            weight = sum(1 / (sizes[board] - 1) for board in together)
            expected[frozenset((one, other))] = (len(together), pytest.approx(weight))
    assert weights(pairs) == expected
    ties = newman(pairs).ties
    assert (ties["one"] < ties["other"]).all()
    assert ties[["one", "other"]].values.tolist() == sorted(ties[["one", "other"]].values.tolist())


@settings(deadline=None, derandomize=True, max_examples=90)
@given(PAIRS)
def test_strength_is_the_number_of_partnerships_shared_with_anybody(pairs: list[Pair]) -> None:
    boards, sizes = boards_of(pairs), Counter(board for _, board in set(pairs))
    expected = {each: sum(sizes[board] > 1 for board in own) for each, own in boards.items()}
    found = newman(pairs).strength().set_index("id")["strength"].to_dict()
    assert found == pytest.approx({each: number for each, number in expected.items() if number})


def test_strength_on_the_davis_data() -> None:
    graph = nx.davis_southern_women_graph()
    pairs = [(woman, event) for woman in graph.graph["top"] for event in graph[woman]]
    table = newman(pairs).strength().set_index("id")
    assert table["strength"].to_dict() == pytest.approx({woman: graph.degree(woman) for woman in graph.graph["top"]})
    assert table.loc["Flora Price", "contacts"] == 12


@settings(deadline=None, derandomize=True, max_examples=60)
@given(PAIRS)
def test_names_order_and_double_seats_change_nothing(pairs: list[Pair]) -> None:
    before, after = weights(pairs), weights([*renamed(pairs), *renamed(pairs)[:3]])
    assert after == {frozenset(map(turned, pair)): pytest.approx(value) for pair, value in before.items()}


@settings(deadline=None, derandomize=True, max_examples=90)
@given(PAIRS, st.integers(0, 25))
def test_what_is_too_large_is_named_and_the_rest_is_as_without_it(pairs: list[Pair], most: int) -> None:
    found, sizes = newman(pairs, most_pairs=most), Counter(board for _, board in set(pairs))
    made = {board: size * (size - 1) // 2 for board, size in sizes.items()}
    kept = set(made) - set(found.left_out)
    assert sum(made[board] for board in kept) <= most
    assert found.pairs_left_out == sum(made[board] for board in found.left_out)
    if found.left_out:
        smallest = min(sizes[board] for board in found.left_out)
        assert all(sizes[board] < smallest for board in kept)
        assert sum(number for board, number in made.items() if sizes[board] <= smallest) > most
    assert weights(pairs, most_pairs=most) == weights([pair for pair in pairs if pair[1] in kept])


@settings(deadline=None, derandomize=True, max_examples=30)
@given(PAIRS, st.integers(1, 9))
def test_a_product_in_pieces_is_the_product_where_it_is_wanted(pairs: list[Pair], chunk: int) -> None:
    shared = incidence(pairs).shared
    expected = (shared @ shared).toarray() * (shared.toarray() > 0)
    assert (product_within(shared, shared, shared, chunk=chunk).toarray() == expected).all()
