"""P-values, one by one and many at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures.multiple import benjamini_hochberg, monte_carlo_p

P_VALUES = st.lists(st.floats(0, 1), max_size=12)


def accepted_step_up(p_values: list[float], rate: float, asked: int) -> set[float]:
    """Accept as the paper has it: all p up to the largest p of rank i that is at most i q / m."""
    ranked = sorted(p_values)
    limits = [p for rank, p in enumerate(ranked, 1) if p <= rank * rate / asked]
    return {p for p in ranked if limits and p <= limits[-1]}


@settings(deadline=None, derandomize=True)
@given(P_VALUES, st.sampled_from([0.01, 0.05, 0.2, 0.5]), st.integers(0, 20))
def test_adjusted_values_accept_what_the_step_up_rule_accepts(p: list[float], rate: float, more: int) -> None:
    adjusted = benjamini_hochberg(p, family=len(p) + more)
    wanted = accepted_step_up(p, rate, len(p) + more)
    for value, made in zip(p, adjusted.tolist(), strict=True):
        assert abs(made - rate) < 1e-12 or (made <= rate) == (value in wanted)


@settings(deadline=None, derandomize=True)
@given(P_VALUES)
def test_a_larger_family_is_the_same_as_listing_ones(p: list[float]) -> None:
    listed = benjamini_hochberg([*p, 1.0, 1.0, 1.0])[: len(p)]
    assert benjamini_hochberg(p, family=len(p) + 3).tolist() == pytest.approx(listed.tolist())


def test_order_is_kept_and_equals_stay_equal() -> None:
    assert benjamini_hochberg([0.5, 0.01, 0.5, 0.01]).tolist() == pytest.approx([0.5, 0.02, 0.5, 0.02])


def test_no_p_values_at_all() -> None:
    assert benjamini_hochberg([]).tolist() == []


@pytest.mark.parametrize(("p", "family"), [([1.1], None), ([-0.1], None), ([float("nan")], None), ([0.1, 0.2], 1)])
def test_what_is_no_p_value_is_refused(p: list[float], family: int | None) -> None:
    with pytest.raises(AnalysisError):
        benjamini_hochberg(p, family=family)


@pytest.mark.parametrize(("exceeding", "draws"), [(0, 0), (-1, 10), (11, 10)])
def test_draws_that_cannot_be_are_refused(exceeding: int, draws: int) -> None:
    with pytest.raises(AnalysisError):
        monte_carlo_p(exceeding, draws)


def test_every_draw_may_exceed() -> None:
    assert monte_carlo_p(99, 99) == 1
