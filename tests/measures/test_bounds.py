"""Bounds hold the truth, whichever of the hidden values come back."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.concentration import concentration, missing_bounds
from netmap.measures.shares import shares_by
from netmap.measures.tristate import bounds_of

SEATS = st.lists(st.tuples(st.sampled_from("PQRS"), st.sampled_from("abcdefghijkl"), st.booleans()), max_size=30)
ROUNDING = 1e-12


@given(SEATS)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_concentration_lies_between_its_bounds(
    seats: list[tuple[str, str, bool]],
) -> None:
    truth = concentration(list(Counter(body for _, body, _ in seats).values()))
    known = Counter(body for _, body, hidden in seats if not hidden)
    bounds = missing_bounds(list(known.values()), sum(hidden for *_, hidden in seats))
    for name, value in (("hhi", truth.hhi), ("cr1", truth.cr1)):
        ends = bounds[name]
        if value is None:
            assert ends is None
        else:
            assert ends is not None
            assert ends[0] - ROUNDING <= value <= ends[1] + ROUNDING


@given(SEATS)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_each_partnership_lies_between_its_bounds(seats: list[tuple[str, str, bool]]) -> None:
    shown = [(place, body) for place, body, hidden in seats if not hidden]
    spare = [sum(hidden for place, _, hidden in seats if place == each) for each in "PQRS"]
    known = shares_by([place for place, _ in shown], [body for _, body in shown], of=list("PQRS"), unknown=spare)
    truth = shares_by([place for place, *_ in seats], [body for _, body, _ in seats], of=list("PQRS"))
    for place in "PQRS":
        for name in ("hhi", "cr1"):
            value = truth.loc[place, name]
            if value is not None:
                assert (
                    known.loc[place, f"{name}_low"] - ROUNDING <= value <= known.loc[place, f"{name}_high"] + ROUNDING
                )


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=25))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_a_score_lies_between_its_bounds_when_the_answers_come(answers: list[tuple[bool, bool]]) -> None:
    truth = bounds_of([answer for answer, _ in answers])
    known = bounds_of([None if hidden else answer for answer, hidden in answers])
    if not answers:
        assert truth.lower is known.lower is None
        return
    assert truth.lower == truth.upper
    assert known.lower is not None and known.upper is not None and truth.lower is not None
    assert known.lower <= truth.lower <= known.upper
