"""Load, against adding up by hand, seat by seat."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.load import load

PEOPLE, PLACES = ("Ann", "Bob", "Cath", "Dee"), ("P1", "P2", "P3")
FIGURES = st.one_of(st.none(), st.integers(0, 12))


@given(
    seats=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PLACES)), max_size=12),
    schedule=st.fixed_dictionaries({place: st.tuples(FIGURES, FIGURES) for place in PLACES}),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_load_is_the_sum_over_the_partnerships_of_each_person(
    seats: list[tuple[str, str]], schedule: dict[str, tuple[int | None, int | None]]
) -> None:
    table = load(
        [person for person, _ in seats],
        [place for _, place in seats],
        [schedule[place][0] for _, place in seats],
        [schedule[place][1] for _, place in seats],
        preparation=2,
    )
    assert sorted(table["person"]) == sorted({person for person, _ in seats})
    for row in table.to_dict("records"):
        own = {place for person, place in seats if person == row["person"]}
        timed = [place for place in own if None not in schedule[place]]
        met = [place for place in own if schedule[place][0] is not None]
        assert row["seats"] == sum(person == row["person"] for person, _ in seats)
        assert (row["partnerships"], row["partnerships_without_hours"]) == (len(own), len(own) - len(timed))
        assert_figure(row["meetings"], [schedule[place][0] for place in met])
        assert_figure(row["meeting_hours"], [math.prod(schedule[place]) for place in timed])
        assert_figure(row["hours_with_preparation"], [2 * math.prod(schedule[place]) for place in timed])


def assert_figure(found: float, parts: list[float]) -> None:
    """A figure of which no part is known is missing, never 0."""
    assert found == sum(parts) if parts else math.isnan(found)


def test_two_seats_of_one_person_on_one_partnership_are_one_meeting() -> None:
    table = load(["Ann", "Ann"], ["P1", "P1"], [6, 6], [3, 3])
    assert table[["seats", "partnerships", "meeting_hours"]].values.tolist() == [[2, 1, 18]]


def test_most_seats_come_first_then_most_hours_then_the_name() -> None:
    people, places = ["Cath", "Bob", "Ann", "Dee", "Dee"], ["P1", "P1", "P2", "P1", "P2"]
    meetings, hours = [6, 6, 6, 6, 6], [3, 3, None, 3, None]
    assert load(people, places, meetings, hours)["person"].tolist() == ["Dee", "Bob", "Cath", "Ann"]


def test_nobody_has_no_load() -> None:
    assert load([], [], [], []).empty


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_the_order_of_seats_changes_nothing(order: list[int]) -> None:
    rows = [("Ann", "P1", 6, 3), ("Bob", "P2", 4, None), ("Ann", "P2", 4, None)]
    columns = list(zip(*[rows[place] for place in order], strict=True))
    assert load(*columns).equals(load(*zip(*rows, strict=True)))
