"""The sweep over time against going through it day by day."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.sweep import Awards, money, overlap_days, sweep

NAN = float("nan")
ROW = st.tuples(
    st.integers(0, 25),
    st.integers(0, 20),
    st.one_of(st.none(), st.tuples(st.integers(0, 500), st.integers(0, 500))),
    st.integers(0, 2),
    st.integers(0, 2),
)
Rows = list[tuple[int, int, tuple[int, int] | None, int, int]]


def columns(rows: Rows) -> Awards:
    return Awards(
        np.array([float(start) for start, _, _, _, _ in rows]),
        np.array([float(start + days) for start, days, _, _, _ in rows]),
        np.array([NAN if amount is None else float(min(amount)) for _, _, amount, _, _ in rows]),
        np.array([NAN if amount is None else float(max(amount)) for _, _, amount, _, _ in rows]),
        np.array([payer for _, _, _, payer, _ in rows], dtype=np.int64),
        np.array([payee for _, _, _, _, payee in rows], dtype=np.int64),
    )


def pairs_of(rows: Rows) -> list[tuple[int, int]]:
    every = [(one, other) for one in range(len(rows)) for other in range(one)]
    return [(one, other) for one, other in every if rows[one][3] != rows[other][3] and rows[one][4] != rows[other][4]]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(ROW, max_size=7))
def test_money_day_by_day(rows: Rows) -> None:
    """Adding up each single day gives what the sweep gives for its stretches."""
    pairs = pairs_of(rows)
    flagged = [each for each in sweep(columns(rows), pairs) if each.flagged]
    gross, excess, days = [0.0, 0.0], [0.0, 0.0], 0
    for day in range(50):
        running = [at for at, (start, length, _, _, _) in enumerate(rows) if start <= day < start + length]
        if any(one in running and other in running for one, other in pairs):
            days += 1
            for end, pick in enumerate((min, max)):
                by_payee: dict[int, float] = {}
                for at in running:
                    _, length, amount, _, payee = rows[at]
                    by_payee[payee] = by_payee.get(payee, 0.0) + (pick(amount) / length if amount else 0.0)
                gross[end] += sum(by_payee.values())
                excess[end] += sum(by_payee.values()) - max(by_payee.values())
    assert sum(each.days for each in flagged) == days
    for end in (0, 1):
        assert sum(each.gross[end] for each in flagged if each.gross) == pytest.approx(gross[end])
        assert sum(each.excess[end] for each in flagged if each.excess) == pytest.approx(excess[end], abs=1e-9)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(ROW, min_size=1, max_size=7))
def test_stretches_are_whole_and_ordered(rows: Rows) -> None:
    found = sweep(columns(rows), pairs_of(rows))
    assert all(one.end <= other.start for one, other in pairwise(found))
    for each in found:
        running = [
            at for at, (start, days, _, _, _) in enumerate(rows) if start <= each.start and start + days >= each.end
        ]
        assert list(each.active) == running
        assert (each.payers, each.payees) == (
            len({rows[at][3] for at in running}),
            len({rows[at][4] for at in running}),
        )
        assert each.unpriced == sum(rows[at][2] is None for at in running)
        assert (each.gross is None) == (each.unpriced == len(running))
        if each.gross is not None and each.excess is not None:
            assert 0 <= each.excess[0] <= each.excess[1] + 1e-9
            assert each.excess[0] <= each.gross[0] <= each.gross[1] + 1e-9
    only = sweep(columns(rows), pairs_of(rows), flagged_only=True)
    assert only == [each for each in found if each.flagged]


def test_all_money_is_in_some_stretch() -> None:
    rows: Rows = [(0, 10, (100, 100), 0, 0), (5, 10, (40, 60), 1, 1)]
    assert sum(each.gross[0] for each in sweep(columns(rows), []) if each.gross) == pytest.approx(140)


def test_thousands_of_awards_are_swept_in_parts() -> None:
    starts = np.arange(1500.0)
    blank = np.zeros(1500, dtype=np.int64)
    awards = Awards(starts, starts + 2000.5, starts + 1, starts + 2, np.arange(1500), blank)
    found = sweep(awards, [(0, 1499)])
    assert len(found) == 2 * 1500 - 1
    assert sum(each.gross[0] for each in found if each.gross) == pytest.approx(1500 * 1501 / 2)
    assert [(each.start, each.payers) for each in found if each.flagged][:1] == [(1499, 1500)]


def test_nobody_has_no_stretch_and_no_money() -> None:
    nobody = columns([])
    assert sweep(nobody, []) == []
    assert money(nobody, np.zeros((0, 3), dtype=bool), np.ones(3))[0].tolist() == [[0.0] * 3] * 2


@settings(max_examples=80, deadline=None, derandomize=True)
@given(*[st.one_of(st.just(NAN), st.integers(0, 9).map(float))] * 4)
def test_days_together_by_counting(start: float, end: float, other_start: float, other_end: float) -> None:
    found = overlap_days([start], [end], [other_start], [other_end])[0]
    assert np.array_equal([found], overlap_days([other_start], [other_end], [start], [end]), equal_nan=True)
    if NAN in (start, end, other_start, other_end) or any(
        each != each for each in (start, end, other_start, other_end)
    ):
        assert found != found
    else:
        assert found == sum(start <= day < end and other_start <= day < other_end for day in range(10))
