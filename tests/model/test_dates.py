"""Dates keep their precision; time is half-open; coarse ends last until they are over."""

from __future__ import annotations

import calendar
import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.model.dates import end_days, first_days, parse_dates, read_day

days = st.dates(datetime.date(1000, 1, 1), datetime.date(9998, 12, 31))


def one(function, text: str | None) -> str | None:  # type: ignore[no-untyped-def]
    return function(pd.Series([text], dtype=object))[0]


@given(days, st.sampled_from(["year", "month", "day"]))
@settings(deadline=None)
def test_precision_is_kept_and_the_days_are_those_of_the_calendar(day: datetime.date, precision: str) -> None:
    text, first, after = {
        "year": (f"{day.year}", day.replace(month=1, day=1), datetime.date(day.year + 1, 1, 1)),
        "month": (
            f"{day.year}-{day.month:02}",
            day.replace(day=1),
            day.replace(day=calendar.monthrange(day.year, day.month)[1]) + datetime.timedelta(days=1),
        ),
        "day": (day.isoformat(), day, day),
    }[precision]
    assert one(parse_dates, text) == text
    assert one(first_days, text) == first.isoformat()
    assert one(end_days, text) == after.isoformat()


@given(days)
@settings(deadline=None)
def test_other_ways_of_writing_mean_the_same(day: datetime.date) -> None:
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.year}-{day.month}-{day.day}",
        f" {day.isoformat()} ",
        f"{day.isoformat()}T00:00:00Z",
        f"{day.isoformat()} 14:30:00",
        f"{day.isoformat()}T00:00:00.000+01:00",
    ):
        assert one(parse_dates, text) == day.isoformat()
        assert read_day(text) == day
    assert one(parse_dates, f"{day.month}/{day.year}") == f"{day.year}-{day.month:02}"


@given(st.lists(st.one_of(st.none(), st.sampled_from(["2024", "2024-02", "2024-02-29", "2023-02-29", "x"]))))
@settings(deadline=None)
def test_a_column_is_read_cell_by_cell(texts: list[str | None]) -> None:
    column = pd.Series(texts, dtype=object, index=range(5, 5 + len(texts)))
    assert list(parse_dates(column).index) == list(column.index)
    assert list(parse_dates(column)) == [None if text in (None, "2023-02-29", "x") else text for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-13",
        "2023-02-29",
        "31/6/2024",
        "12/31/2024",
        "24",
        "0999",
        "1 March 2024",
        "2024/05/01",
        "2024-25",
        "2024-04-01 to 2025-03-31",
        "2024-04-01 (about)",
        "2024-00",
        "٢٠٢٤",
        "-2024",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert one(parse_dates, text) is None
    assert read_day(text) is None


def test_a_coarse_date_is_no_day() -> None:
    assert read_day("2024") is None and read_day("2024-03") is None


def test_a_far_end_stays_after_every_other_day() -> None:
    assert [one(end_days, text) for text in ("9999", "9999-12", "9999-12-31")] == ["9999-12-31"] * 3
    assert one(end_days, "9999-11") == "9999-12-01"


def test_a_spell_that_ends_where_the_next_begins_does_not_overlap() -> None:
    assert one(end_days, "2023") == one(first_days, "2024")
    assert one(end_days, "2024-03") == one(first_days, "2024-04") == one(first_days, "2024-04-01")
