"""Yes, no and not known as bounds, and capacities compared."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.tristate import Bounds, accountability_bounds, bounds_of, capacity_match


def test_nothing_asked_is_undefined() -> None:
    assert bounds_of([]) == Bounds(None, None, 0, None)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(each, (1.0, 1.0)) for each in ("yes", "Y", " Yes ", True)]
    + [(each, (0.0, 0.0)) for each in ("no", "N", False)]
    + [(each, (0.0, 1.0)) for each in ("unknown", "U", "", None)],
)
def test_spellings(answer: str | bool | None, expected: tuple[float, float]) -> None:
    bounds = bounds_of([answer])
    assert (bounds.lower, bounds.upper) == expected


@pytest.mark.parametrize("answer", ["maybe", "1"])
def test_other_answers_are_refused(answer: str) -> None:
    with pytest.raises(ValueError, match="neither yes, no nor unknown"):
        bounds_of([answer])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6))
def test_the_bounds_are_those_of_all_ways_to_fill_the_gaps(answers: list[bool | None]) -> None:
    ways = product(*([answer] if answer is not None else [True, False] for answer in answers))
    shares = [sum(way) / len(way) for way in ways]
    bounds = bounds_of(answers)
    assert (bounds.lower, bounds.upper) == (min(shares), max(shares))
    assert bounds.known == sum(answer is not None for answer in answers)


def test_accountability_has_seven_items() -> None:
    with pytest.raises(ValueError, match="7 items, not 6"):
        accountability_bounds("YYYYYY")


@pytest.mark.parametrize(
    ("required", "actual", "expected"),
    [
        ("expert", "own_voice", "mismatch"),
        ("observer", "observer", "ok"),
        ("representative", "", "unknown"),
        ("", "representative", "unknown"),
        ("representative", "observer", "mismatch"),
    ],
)
def test_capacities(required: str, actual: str, expected: str) -> None:
    assert capacity_match(required, actual) == expected
