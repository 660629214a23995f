"""The measures on plain vectors, against their own laws; the reference cases are put through them elsewhere."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.measures.concentration import concentration, lorenz, missing_bounds, theil_decomposition

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=30)


def test_bounds_without_any_place_are_undefined() -> None:
    assert missing_bounds([], 0) == {"hhi": None, "cr1": None}


def test_only_unknown_holders_may_all_be_one_or_all_be_different() -> None:
    assert missing_bounds([], 4) == {"hhi": (0.25, 1.0), "cr1": (0.25, 1.0)}


def test_places_cannot_be_drawn_from_shares_of_places() -> None:
    assert concentration([1.5, 0.5]).simpson_unbiased is None


@given(COUNTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(counts: list[int], random: Any) -> None:
    shuffled = counts.copy()
    random.shuffle(shuffled)
    assert concentration(shuffled) == concentration(counts)


@given(COUNTS, st.integers(1, 20))
def test_zeros_change_gini_and_theil_but_not_hhi(counts: list[int], zeros: int) -> None:
    before, after = concentration(counts), concentration(counts + [0] * zeros)
    for name in ("cr1", "cr2", "cr3", "hhi", "effective_number", "shannon_effective", "simpson_unbiased"):
        assert getattr(after, name) == (
            None if getattr(before, name) is None else pytest.approx(getattr(before, name), abs=1e-12)
        )
    if before.gini is not None and after.gini is not None and before.theil_t is not None and after.theil_t is not None:
        assert after.gini > before.gini
        assert after.theil_t == pytest.approx(before.theil_t + math.log((len(counts) + zeros) / len(counts)))


@given(COUNTS)
def test_measures_stay_in_their_range(counts: list[int]) -> None:
    m = concentration(counts)
    if not sum(counts):
        assert m.hhi is None
        return
    n, few = len(counts), 1e-9
    assert m.cr1 is not None and m.cr2 is not None and m.cr3 is not None and m.hhi is not None
    assert m.effective_number is not None and m.gini is not None and m.theil_t is not None
    assert m.shannon_effective is not None
    assert 1 / n - few <= m.hhi <= 1 + few
    assert m.cr1 <= m.cr2 <= m.cr3 <= 1 + few
    assert 1 - few <= m.effective_number <= m.shannon_effective + few <= n + 2 * few
    assert -few <= m.gini <= (n - 1) / n + few
    assert -few <= m.theil_t <= math.log(n) + few
    for share in (m.hhi_normalised, m.simpson_unbiased, m.gini_corrected):
        assert share is None or -few <= share <= 1 + few


@given(COUNTS)
def test_gini_is_the_mean_difference_between_pairs(counts: list[int]) -> None:
    gini = concentration(counts).gini
    if gini is not None:
        differences = sum(abs(one - other) for one, other in itertools.product(counts, repeat=2))
        assert gini == pytest.approx(differences / (2 * len(counts) * sum(counts)), abs=1e-9)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=5), st.integers(0, 3))
def test_bounds_hold_for_every_way_of_dealing_out_unknown_places(known: list[int], unknown: int) -> None:
    bounds = missing_bounds(known, unknown)["hhi"]
    if bounds is None:
        assert sum(known) + unknown == 0
        return
    rooms = len(known) + unknown
    found = []
    for choice in itertools.product(range(rooms), repeat=unknown):
        dealt = [*known, *[0] * unknown]
        for room in choice:
            dealt[room] += 1
        value = concentration(dealt).hhi
        assert value is not None
        found.append(value)
    assert (min(found), max(found)) == pytest.approx(bounds)


@given(COUNTS)
def test_gini_is_twice_the_area_above_the_lorenz_curve(counts: list[int]) -> None:
    curve, gini = lorenz(counts), concentration(counts).gini
    if gini is None:
        assert curve == ()
        return
    assert curve[0] == (0, 0) and curve[-1] == pytest.approx((1, 1))
    under = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in itertools.pairwise(curve))
    assert gini == pytest.approx(1 - 2 * under, abs=1e-9)


def test_theil_l_is_the_mean_log_of_the_mean_over_each() -> None:
    found = concentration([5, 2, 1, 1, 1]).theil_l
    assert found == pytest.approx((math.log(2 / 5) + math.log(2 / 2) + 3 * math.log(2 / 1)) / 5)
    assert concentration([5, 2, 1, 1, 1]).theil_t == pytest.approx(0.2502, abs=1e-4)


def test_theil_l_is_undefined_where_somebody_has_nothing() -> None:
    assert concentration([5, 2, 0]).theil_l is None


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=4))
def test_theil_within_and_between_make_up_the_whole(groups: list[list[int]]) -> None:
    parts = theil_decomposition({str(number): group for number, group in enumerate(groups)})
    everyone = [count for group in groups for count in group]
    assert parts.total == concentration(everyone).theil_t
    if parts.total is None or parts.within is None or parts.between is None:
        assert sum(everyone) == 0
        return
    assert parts.within + parts.between == pytest.approx(parts.total, abs=1e-9)
    # Where everybody in a group has the same, nothing is left within.
    levelled = {str(number): [sum(group) / len(group)] * len(group) for number, group in enumerate(groups) if group}
    level = theil_decomposition(levelled)
    assert level.within == pytest.approx(0, abs=1e-9)
    assert level.total == pytest.approx(parts.between, abs=1e-9)
