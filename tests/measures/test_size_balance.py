"""Balance of sizes, against shares written out, and the bands of income."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.size_balance import BANDS, income_band, size_balance

COUNTS = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 12), st.integers(0, 12)))


@given(COUNTS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_shares_and_ratios_are_those_written_out(counts: dict[str, tuple[int, int]]) -> None:
    found = size_balance(counts)
    bodies, seats = (sum(each[place] for each in counts.values()) for place in (0, 1))
    for kind, (own, held) in counts.items():
        each = found[kind]
        assert each.organisation_share == (own / bodies if bodies else None)
        assert each.seat_share == (held / seats if seats else None)
        if own and seats:
            assert each.ratio == pytest.approx(float(Fraction(held, seats) / Fraction(own, bodies)))
        else:
            assert each.ratio is None
        assert each.log2 == (pytest.approx(math.log2(each.ratio)) if each.ratio else None)


def test_a_kind_without_seats_has_ratio_0_and_no_logarithm() -> None:
    found = size_balance({"small": (8, 0), "large": (2, 5)})
    assert (found["small"].ratio, found["small"].log2) == (0, None)


@pytest.mark.parametrize(
    ("income", "band"),
    [
        (0, "micro"),
        (9_999.99, "micro"),
        (10_000, "small"),
        (100_000, "medium"),
        (999_999, "medium"),
        (1_000_000, "large"),
        (10_000_000, "major"),
        (100_000_000, "super_major"),
        (None, "not_recorded"),
        (math.nan, "not_recorded"),
    ],
)
def test_each_band_begins_at_its_lower_edge(income: float | None, band: str) -> None:
    assert income_band(income) == band
    assert band in (*BANDS, "not_recorded")
