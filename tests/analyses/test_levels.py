"""Laws of the ladder that hold for any seat and any group: more records never lower it, and questions suffice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.coverage.levels import (
    HOLDER,
    LAST_REPRESENTED,
    MEMBERS,
    GradedSeat,
    Mandate,
    Reach,
    possible_level,
    questions,
    recorded_level,
)

BODIES = ("A", "B", "C")
SOME = st.frozensets(st.sampled_from(BODIES))
MANDATES = st.builds(
    Mandate,
    kind=st.just("Organisation"),
    target=st.sampled_from(BODIES),
    route=st.sampled_from(["election", "assumed", None]),
    constituency=SOME.filter(bool),
) | st.builds(
    Mandate,
    kind=st.just("EqualityGroup"),
    target=st.sampled_from(["G", "Top", "Other"]),
    route=st.sampled_from(["nomination", "assumed", None]),
    constituency=SOME,
)
SEATS = st.builds(
    lambda mandates, recorded, **rest: GradedSeat(
        mandates=tuple(mandates), mandate_recorded=recorded or bool(mandates), **rest
    ),
    mandates=st.lists(MANDATES, max_size=2),
    recorded=st.booleans(),
    id=st.just("s"),
    partnership=st.just("P"),
    holder=st.sampled_from([*BODIES, ""]),
    person=st.just("X"),
    capacity=st.sampled_from(["representative", "own_voice", "expert", "observer", ""]),
    may_speak=st.booleans(),
    members=SOME,
)


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    led, direct, wider, unasked = draw(SOME), draw(SOME), draw(SOME), draw(SOME)
    direct |= led
    wider -= direct
    return Reach("G", led, direct, wider, unasked - direct - wider, frozenset(["G", "Top"]))


@given(SEATS, reaches())
def test_a_possible_level_is_never_below_the_recorded_one(seat: GradedSeat, reach: Reach) -> None:
    assert possible_level(seat, reach) <= recorded_level(seat, reach)


@given(SEATS, reaches(), st.sampled_from(BODIES))
def test_a_further_link_never_lowers_a_seat(seat: GradedSeat, reach: Reach, body: str) -> None:
    more = replace(reach, direct=reach.direct | {body}, wider=reach.wider - {body})
    assert recorded_level(seat, more) <= recorded_level(seat, reach)


@given(SEATS, reaches())
def test_questions_are_asked_just_where_an_answer_would_open_the_seat(seat: GradedSeat, reach: Reach) -> None:
    assert bool(questions(seat, reach)) == (possible_level(seat, reach) <= LAST_REPRESENTED)


@settings(max_examples=400)
@given(SEATS, reaches())
def test_all_the_questions_together_suffice_and_none_is_idle(seat: GradedSeat, reach: Reach) -> None:
    asked = questions(seat, reach)
    if recorded_level(seat, reach) <= LAST_REPRESENTED or not asked:
        return

    def level(answers: tuple[str, ...]) -> int:
        behind = frozenset().union(*({each.target} | each.constituency for each in seat.mandates))
        bodies = (behind if MEMBERS in answers else frozenset()) | ({seat.holder} if HOLDER in answers else frozenset())
        return recorded_level(seat.with_answers(frozenset(answers)), reach.with_answers(bodies))

    assert level(asked) <= LAST_REPRESENTED
    for left_out in asked:
        assert level(tuple(each for each in asked if each != left_out)) > LAST_REPRESENTED


@given(SEATS, reaches())
def test_advice_and_attendance_never_represent(seat: GradedSeat, reach: Reach) -> None:
    for capacity in ("expert", "observer"):
        assert possible_level(replace(seat, capacity=capacity), reach) > LAST_REPRESENTED
