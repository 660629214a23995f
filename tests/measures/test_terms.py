"""How long awards last: by hand, and each share against adding up award by award."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.terms import share_of_ends, term_shares, terms_by_group

NAN = float("nan")
DAYS = st.one_of(st.none(), st.integers(1, 2000))
AMOUNT = st.one_of(st.none(), st.tuples(st.integers(0, 500), st.integers(0, 500)))
AWARD = st.tuples(DAYS, AMOUNT, st.sampled_from([None, 0, 1]), st.integers(0, 2))


def columns(awards: list[tuple[int | None, tuple[int, int] | None, int | None, int]]) -> list[list[float]]:
    return [
        [NAN if days is None else float(days) for days, _, _, _ in awards],
        [NAN if amount is None else float(min(amount)) for _, amount, _, _ in awards],
        [NAN if amount is None else float(max(amount)) for _, amount, _, _ in awards],
        [NAN if contract is None else float(contract) for _, _, contract, _ in awards],
    ]


def test_a_day_under_three_years_is_not_long_and_a_year_is_not_short() -> None:
    found = term_shares([1094, 1095, 364, 365], [NAN] * 4, [NAN] * 4, [NAN] * 4)
    assert (found.long, found.short) == (1, 1)
    assert (found.long_share, found.short_share) == (0.25, 0.25)
    assert (found.priced, found.long_value_share, found.contract_value_share) == (0, None, None)


def test_unknown_dates_are_counted_apart() -> None:
    found = term_shares([1100, NAN], [10, 10], [10, 10], [1, NAN])
    assert (found.awards, found.dated, found.long_share) == (2, 1, 1.0)
    assert (found.dated_priced, found.long_value_share) == (1, (1.0, 1.0))
    assert (found.sorted_priced, found.contract_value_share) == (1, (1.0, 1.0))


def test_nothing_has_no_shares() -> None:
    found = term_shares([], [], [], [])
    assert (found.awards, found.long_share, found.short_share) == (0, None, None)


def test_the_lengths_are_settings() -> None:
    assert term_shares([100], [1], [1], [0], long_days=100).long == 1
    assert term_shares([100], [1], [1], [0], short_days=101).short == 1


@pytest.mark.parametrize(
    ("part", "rest", "expected"),
    [
        ((0.0, 0.0), (0.0, 0.0), None),
        ((0.0, 5.0), (0.0, 0.0), (0.0, 1.0)),
        ((5.0, 5.0), (0.0, 0.0), (1.0, 1.0)),
        ((0.0, 0.0), (0.0, 5.0), (0.0, 0.0)),
        ((1.0, 3.0), (1.0, 3.0), (0.25, 0.75)),
    ],
)
def test_a_share_of_ranges(
    part: tuple[float, float], rest: tuple[float, float], expected: tuple[float, float] | None
) -> None:
    assert share_of_ends(part, rest) == expected


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(AWARD, max_size=8))
def test_each_share_against_adding_up_one_by_one(
    awards: list[tuple[int | None, tuple[int, int] | None, int | None, int]],
) -> None:
    found = term_shares(*columns(awards))
    dated = [each for each in awards if each[0] is not None]
    long = [each for each in dated if each[0] is not None and each[0] >= 1095]
    assert (found.dated, found.long) == (len(dated), len(long))
    assert found.long_share == (len(long) / len(dated) if dated else None)
    priced = [(each in long, each[1]) for each in dated if each[1] is not None]
    total = sum(max(amount) for _, amount in priced)
    if not total:
        assert found.long_value_share is None
        return
    assert found.long_value_share is not None
    low, high = found.long_value_share
    assert 0 <= low <= high <= 1
    for pick in (min, max):
        money = [(is_long, pick(amount)) for is_long, amount in priced]
        whole = sum(amount for _, amount in money)
        if whole:
            assert low - 1e-12 <= sum(amount for is_long, amount in money if is_long) / whole <= high + 1e-12


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(AWARD, min_size=1, max_size=9))
def test_groups_are_as_each_alone(awards: list[tuple[int | None, tuple[int, int] | None, int | None, int]]) -> None:
    groups = np.array([each[3] for each in awards])
    found = terms_by_group(groups, 3, *columns(awards))
    for group in range(3):
        assert found[group] == term_shares(*columns([each for each in awards if each[3] == group]))
