"""Tables with given margins, against all tables of noughts and ones."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from netmap.errors import AnalysisError
from netmap.measures.margins import (
    Rows,
    all_matrices,
    any_matrix,
    count_matrices,
    curveball,
    curveball_copies,
    estimated_matrices,
    is_possible,
    picks,
)


def every_table(rows: list[int], cols: list[int]) -> set[Rows]:
    """Try every table of noughts and ones of this size."""
    found = set()
    for cells in itertools.product((0, 1), repeat=len(rows) * len(cols)):
        table = [cells[row * len(cols) : (row + 1) * len(cols)] for row in range(len(rows))]
        if [sum(row) for row in table] == rows and [sum(row[col] for row in table) for col in range(len(cols))] == cols:
            found.add(tuple(tuple(col for col, one in enumerate(row) if one) for row in table))
    return found


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(1, 4), st.integers(1, 3), st.data())
def test_all_tables_and_their_number(height: int, width: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, width), min_size=height, max_size=height))
    cols = data.draw(st.lists(st.integers(0, height), min_size=width, max_size=width))
    wanted = every_table(rows, cols)
    found = list(all_matrices(rows, cols))
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert count_matrices(rows, cols) == count_matrices(cols, rows) == len(wanted)
    assert is_possible(rows, cols) == bool(wanted)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=7))
def test_margins_of_a_table_are_possible_and_one_is_found(table: list[set[int]]) -> None:
    rows, cols = [len(row) for row in table], [sum(col in row for row in table) for col in range(6)]
    assert is_possible(rows, cols)
    found = any_matrix(rows, cols)
    assert [len(set(row)) for row in found] == rows
    assert [sum(col in row for row in found) for col in range(6)] == cols


def test_sums_that_do_not_go_together_are_refused() -> None:
    assert count_matrices([3, 0], [2, 1]) == count_matrices([1, 1], [1]) == 0
    assert list(all_matrices([3, 0], [2, 1])) == []
    with pytest.raises(AnalysisError):
        any_matrix([3, 0], [2, 1])


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 3), max_size=4), st.integers(0, 12))
def test_picks_are_all_ways_of_taking_some(classes: list[int], size: int) -> None:
    things = [kind for kind, number in enumerate(classes) for _ in range(number)]
    wanted: Counter[tuple[int, ...]] = Counter()
    for taken in itertools.combinations(range(len(things)), size):
        wanted[tuple(sum(things[each] == kind for each in taken) for kind in range(len(classes)))] += 1
    assert dict(picks(classes, size)) == wanted


@pytest.mark.parametrize("margins", [([2] * 5, [2] * 5), ([4, 3, 2, 2, 1, 1], [5, 4, 3, 1]), ([3] * 6, [3] * 6)])
def test_the_estimate_has_the_right_order_of_magnitude(margins: tuple[list[int], list[int]]) -> None:
    assert 1 / 2 < estimated_matrices(*margins) / count_matrices(*margins) < 2


def test_an_estimate_too_large_for_a_number_is_infinite() -> None:
    assert estimated_matrices([30] * 300, [30] * 300) == float("inf")


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=6), st.integers(0, 30), st.integers(0, 9))
def test_trades_keep_every_sum(table: list[set[int]], trades: int, seed: int) -> None:
    start = [sorted(row) for row in table]
    one = curveball(start, trades=trades, rng=np.random.default_rng(seed))
    many = curveball_copies(start, copies=3, first=trades // 5, between=1, rng=np.random.default_rng(seed))
    tables = list(itertools.islice(many, 2))
    drawn = [one, *[[row[copy].tolist() for row in each] for each in tables for copy in range(3)]]
    for rows in drawn:
        assert [len(set(row)) for row in rows] == [len(row) for row in rows] == [len(row) for row in table]
        assert Counter(itertools.chain(*rows)) == Counter(itertools.chain(*table))


@pytest.mark.parametrize(
    "margins", [([2, 2, 1], [2, 2, 1]), ([2, 2, 2, 2], [2, 2, 2, 2]), ([2, 3, 2, 2], [4, 2, 1, 1, 1])]
)
def test_copies_visit_every_table_alike(margins: tuple[list[int], list[int]]) -> None:
    copies, tables = 20_000, list(all_matrices(*margins))
    start, rng = any_matrix(*margins), np.random.default_rng(1)
    drawn = next(curveball_copies(start, copies=copies, first=35, between=0, rng=rng))
    ordered = [np.sort(row, axis=1).tolist() for row in drawn]
    seen = Counter(zip(*[map(tuple, row) for row in ordered], strict=True))
    assert set(seen) == set(tables)
    each = copies / len(tables)
    distance = sum((times - each) ** 2 / each for times in seen.values())
    assert distance < stats.chi2.ppf(0.999, len(tables) - 1)


def test_copies_forget_where_they_started() -> None:
    """Organisations that begin side by side on 40 partnerships end as far apart as any others."""
    start = [[8 * (k // 2) + step for step in range(8)] for k in range(40)]
    drawn = next(curveball_copies(start, copies=400, first=15, between=0, rng=np.random.default_rng(1)))
    where = np.zeros((400, 160, 40), dtype=bool)
    for partnership, members in enumerate(drawn):
        where[np.arange(400)[:, None], members, partnership] = True
    neighbours = (where[:, 0::8] & where[:, 1::8]).sum(axis=2).mean()
    strangers = (where[:, 0:80] & where[:, 80:160]).sum(axis=2).mean()
    assert neighbours == pytest.approx(strangers, rel=0.1)


def test_single_rows_have_nobody_to_trade_with() -> None:
    assert curveball([[2, 0]], trades=5, rng=np.random.default_rng(1)) == ((0, 2),)
