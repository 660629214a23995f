"""Turnover and the change of the HHI: by hand, and against the definitions spelled out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.change import hhi_change, turnover

SETS = st.sets(st.integers(0, 9))
COUNTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 6))
quick = settings(max_examples=300, deadline=None, derandomize=True)


def test_nobody_on_either_side_is_undefined() -> None:
    moved = turnover([], [])
    assert (moved.turnover, moved.jaccard) == (None, None)


def test_all_new_and_all_the_same() -> None:
    assert (turnover([1], [2]).turnover, turnover([1], [2]).jaccard) == (1.0, 0.0)
    assert (turnover([1, 2], [2, 1]).turnover, turnover([1, 2], [2, 1]).jaccard) == (0.0, 1.0)


@quick
@given(SETS, SETS)
def test_turnover_by_looking_at_each(before: set[int], after: set[int]) -> None:
    moved = turnover(sorted(before), [*after, *after])
    everybody = range(10)
    assert moved.stayed == sum(each in before and each in after for each in everybody)
    assert moved.left == sum(each in before and each not in after for each in everybody)
    assert moved.joined == sum(each not in before and each in after for each in everybody)
    if before or after:
        assert moved.turnover == pytest.approx((moved.left + moved.joined) / (len(before) + len(after)))
        assert moved.jaccard == pytest.approx(moved.stayed / len(before | after))
    mirrored = turnover(after, before)
    assert (mirrored.left, mirrored.joined, mirrored.turnover) == (moved.joined, moved.left, moved.turnover)


def exact(counts: dict[str, int]) -> Fraction:
    return sum((Fraction(count, sum(counts.values())) ** 2 for count in counts.values()), Fraction())


@quick
@given(COUNTS, COUNTS)
def test_the_parts_sum_to_the_change(before: dict[str, int], after: dict[str, int]) -> None:
    moved = hhi_change(before, after)
    if not sum(before.values()) or not sum(after.values()):
        assert moved.delta is None
        assert set(moved.by_unit.values()) <= {None}
        return
    assert moved.delta == pytest.approx(float(exact(after) - exact(before)))
    assert sum(part or 0 for part in moved.by_unit.values()) == pytest.approx(moved.delta, abs=1e-12)
    assert list(moved.by_unit) == sorted({*before, *after})
    mirrored = hhi_change(after, before)
    assert mirrored.delta == pytest.approx(-moved.delta)


def test_an_organisation_without_seats_changes_nothing() -> None:
    plain, padded = hhi_change({"A": 2, "B": 1}, {"A": 1}), hhi_change({"A": 2, "B": 1, "C": 0}, {"A": 1})
    assert (plain.before, plain.after, plain.delta) == (padded.before, padded.after, padded.delta)
    assert padded.by_unit["C"] == 0.0
