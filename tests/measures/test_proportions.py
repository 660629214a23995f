"""Shares against shares: how often the interval holds, the edges, and figures worked out by hand or by counting."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from netmap.measures.proportions import (
    chance_of_none,
    disproportion,
    is_same_total,
    largest_difference,
    least_squares,
    location_quotient,
    margins,
    parity,
    seats_needed,
    share_of,
    shrunken_quotient,
    wilson,
)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Over many true shares and sizes, 93 to 97 % of the intervals at 95 % hold the true share."""
    draw = np.random.default_rng(20260630)
    shares, sizes = draw.uniform(0.02, 0.98, 4_000), draw.integers(10, 200, 4_000)
    counts = draw.binomial(sizes, shares)
    held = 0
    for share, size, count in zip(shares, sizes, counts, strict=True):
        low, high = wilson(int(count), int(size)) or (1.0, 0.0)
        held += low <= share <= high
    assert 0.93 <= held / 4_000 <= 0.97


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_agrees_with_a_second_implementation(total: int, data: st.DataObject, confidence: float) -> None:
    count = data.draw(st.integers(0, total))
    other = binomtest(count, total).proportion_ci(confidence_level=confidence, method="wilson")
    low, high = wilson(count, total, confidence=confidence) or (None, None)
    assert low == pytest.approx(other.low, abs=1e-12)
    assert high == pytest.approx(other.high, abs=1e-12)


@pytest.mark.parametrize("total", [1, 3, 7, 20, 1000])
def test_none_and_all_touch_the_ends_exactly(total: int) -> None:
    none, every = wilson(0, total), wilson(total, total)
    assert none is not None and none[0] == 0.0 < none[1] < 1
    assert every is not None and every[1] == 1.0 > every[0] > 0


def test_nothing_to_count_is_undefined_not_nought() -> None:
    assert wilson(0, 0) is None
    assert share_of(0, 0) is None
    assert share_of(3, 10, left_out=10) is None
    assert largest_difference([]) is None
    assert location_quotient(0, 0, 1, 10) is None
    assert location_quotient(0, 5, 0, 10) is None
    assert shrunken_quotient(0, 5, 0.0) is None
    assert disproportion([0, 0], [1, 1]).dissimilarity is None
    assert disproportion([1, 1], [0, 0]).gallagher is None
    assert margins(5, 5, 0).product is None
    assert margins(5, 5, 10).relative_error is None
    assert seats_needed(0.0) is None


def test_counts_that_make_no_sense_are_refused() -> None:
    for bad in ((-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="no count"):
            wilson(*bad)
    with pytest.raises(ValueError, match="no part"):
        parity(1, 5, 11, 10)
    with pytest.raises(ValueError, match="same categories"):
        disproportion([1], [1, 2])
    with pytest.raises(ValueError, match="same categories"):
        least_squares([1], [1, 2])


def test_parity_without_seats_or_people_keeps_what_is_defined() -> None:
    nobody = parity(0, 0, 10, 100)
    assert (nobody.ratio, nobody.seat_share, nobody.people_share, nobody.expected) == (None, None, 0.1, 0.0)
    none_of_them = parity(2, 10, 0, 100)
    assert (none_of_them.ratio, none_of_them.seat_share, none_of_them.expected) == (None, 0.2, 0.0)
    assert parity(0, 0, 0, 0).people_share is None


def test_one_of_four_seats_for_a_tenth_by_hand() -> None:
    found = parity(1, 4, 10, 100)
    assert found.ratio == pytest.approx(2.5)
    assert found.chance_of_none == pytest.approx(0.9**4)
    assert found.chance_of_so_few == pytest.approx(0.9**4 + 4 * 0.1 * 0.9**3)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.fractions(Fraction(1, 200), Fraction(99, 100), max_denominator=200), st.sampled_from([0.01, 0.05, 0.1]))
def test_the_seats_needed_by_trying_one_after_another(share: Fraction, alpha: float) -> None:
    seats = 1
    while float((1 - share) ** seats) > alpha and not math.isclose(float((1 - share) ** seats), alpha):
        seats += 1
    found = seats_needed(float(share), alpha=alpha)
    assert found is not None
    assert chance_of_none(float(share), found) <= alpha * (1 + 1e-9)
    assert abs(found - seats) <= 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_dissimilarity_is_the_share_that_would_have_to_move(pairs: list[tuple[int, int]]) -> None:
    seats, people = [one for one, _ in pairs], [other for _, other in pairs]
    found = disproportion(seats, people).dissimilarity
    if not sum(seats) or not sum(people):
        assert found is None
        return
    moved = sum(max(Fraction(0), Fraction(s, sum(seats)) - Fraction(p, sum(people))) for s, p in pairs)
    assert found == pytest.approx(float(moved))
    assert 0 <= found <= 1


def test_the_order_of_categories_does_not_matter() -> None:
    assert disproportion([1, 12, 7], [20, 60, 20]) == disproportion([7, 1, 12], [20, 20, 60])


def test_a_quotient_is_one_where_the_partnership_is_like_the_whole() -> None:
    assert location_quotient(2, 20, 6, 60) == pytest.approx(1)
    assert shrunken_quotient(2, 20, 0.1) == pytest.approx(1)


def test_shrinking_never_passes_one() -> None:
    for here in range(1, 30):
        raw = location_quotient(3, here, 6, 60)
        shrunken = shrunken_quotient(3, here, 0.1)
        assert raw is not None and shrunken is not None
        assert min(raw, 1) - 1e-12 <= shrunken <= max(raw, 1) + 1e-12


def test_totals_of_a_part_are_not_those_of_everybody() -> None:
    assert not is_same_total(0, 100, tolerance=0.001)
    assert is_same_total(0, 0, tolerance=0.001)
    assert is_same_total(1000, 999, tolerance=0.001)
    assert not is_same_total(1000, 998, tolerance=0.001)
