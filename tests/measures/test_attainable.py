"""How concentrated seats could be, against every way of filling them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures.attainable import Attainable, attainable_hhi, conjugate


def every_filling(sizes: list[int], pool: int) -> list[list[int]]:
    """Give the row sums of every way of filling the partnerships with different organisations."""
    choices = [itertools.combinations(range(pool), size) for size in sizes]
    found = []
    for filling in itertools.product(*choices):
        totals = [0] * pool
        for members in filling:
            for member in members:
                totals[member] += 1
        found.append(totals)
    return found


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(1, 4), st.data())
def test_no_filling_lies_outside_and_both_ends_are_reached(pool: int, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(0, pool), min_size=1, max_size=4))
    fillings = every_filling(sizes, pool)
    seats = sum(sizes)
    found = attainable_hhi(fillings[0], pool=pool, sizes=sizes)
    if not seats:
        assert found == Attainable(None, None, None, None)
        return
    values = [sum(total**2 for total in totals) / seats**2 for totals in fillings]
    assert (found.lowest, found.highest) == pytest.approx((min(values), max(values)))
    assert sorted(conjugate(sizes)) in [sorted(total for total in totals if total) for totals in fillings]
    scaled = [attainable_hhi(totals, pool=pool, sizes=sizes).normalised for totals in fillings]
    if max(values) == min(values):
        assert set(scaled) == {None}
    else:
        assert sorted({0.0, 1.0}) == pytest.approx([min(filter_none(scaled)), max(filter_none(scaled))])


def filter_none(values: list[float | None]) -> list[float]:
    known = [value for value in values if value is not None]
    assert len(known) == len(values)
    return known


def test_without_sizes_one_organisation_may_hold_everything() -> None:
    found = attainable_hhi([3, 1], pool=3)
    # Least concentrated: 2, 1, 1, so (4 + 1 + 1) / 16; most: 4; found: 9 + 1.
    assert (found.hhi, found.lowest, found.highest) == (10 / 16, 6 / 16, 1)
    assert found.normalised == pytest.approx(4 / 10)


@pytest.mark.parametrize(
    ("counts", "pool", "sizes"),
    [([1.5], 3, None), ([-1, 2], 3, None), ([1, 1], 1, None), ([1, 1], 2, [3]), ([1, 1, 1], 2, [2, 1])],
)
def test_what_cannot_be_is_refused(counts: list[int], pool: int, sizes: list[int] | None) -> None:
    with pytest.raises(AnalysisError):
        attainable_hhi(counts, pool=pool, sizes=sizes)
