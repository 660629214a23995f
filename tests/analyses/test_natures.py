"""What happened and what is only recorded otherwise: each rule by hand, then the rules spelled out for each key."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.change.natures import Times, differences

Row = tuple[str, str | None, str | None]
EARLY, LATE = "2025-06-30", "2026-06-30"
DAYS = [None, "2024-01-01", "2025-06-30", "2025-07-01", "2026-01-01", "2026-06-30", "2027-01-01"]
ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(DAYS), st.sampled_from(DAYS)), max_size=5)


def times(rows: list[Row], day: str) -> Times:
    return Times(pd.DataFrame(rows, columns=["who", "start_day", "end_day"], dtype=object), day)


def found(before: Times, after: Times) -> list[tuple[str, str, str]]:
    rows = differences(before, after, ["who"])
    return list(zip(rows["who"], rows["change"], rows["nature"], strict=True))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [("a", "2025-09-01", None)], ("a", "added", "real")),
        ([], [("a", "2024-01-01", None)], ("a", "added", "record")),
        ([], [("a", None, None)], ("a", "added", "not_known")),
        ([("a", None, None)], [("a", None, "2025-09-01")], ("a", "removed", "real")),
        ([("a", None, None)], [("a", None, "2024-09-01")], ("a", "removed", "record")),
        ([("a", None, None)], [], ("a", "removed", "not_known")),
        ([("a", None, "2025-12-01")], [], ("a", "removed", "real")),
        ([("a", None, "2027-12-01")], [], ("a", "removed", "record")),
        ([("a", "2025-09-01", None)], [("a", None, None)], ("a", "added", "real")),
    ],
)
def test_each_rule(before: list[Row], after: list[Row], expected: tuple[str, str, str]) -> None:
    assert found(times(before, EARLY), times(after, LATE)) == [expected]


def test_on_one_day_a_difference_is_of_the_record() -> None:
    assert found(times([], LATE), times([("a", None, None)], LATE)) == [("a", "added", "record")]


def holds(rows: list[Row], who: str, day: str) -> bool:
    return any(each == who and (start or "") <= day < (end or "9999") for each, start, end in rows)


def by_rule(who: str, here: list[Row], there: list[Row], day: str, other: str) -> str:
    """The rules of METHODS 7.6, for one thing that holds here on the day and there, on the other day, not."""
    if not holds(here, who, other):
        return "real"
    bound = 1 if other < day else 2
    dated = any(row[bound] for row in here if row[0] == who and holds([row], who, other))
    if dated or day == other:
        return "record"
    if holds(there, who, day):
        return "real"
    return "record" if any(row[0] == who for row in there) else "not_known"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(ROWS, ROWS, st.sampled_from([(EARLY, LATE), (LATE, EARLY), (LATE, LATE)]))
def test_against_the_rules_key_by_key(before: list[Row], after: list[Row], days: tuple[str, str]) -> None:
    expected = []
    for who in "abc":
        old, new = holds(before, who, days[0]), holds(after, who, days[1])
        if new and not old:
            expected.append((who, "added", by_rule(who, after, before, days[1], days[0])))
        if old and not new:
            expected.append((who, "removed", by_rule(who, before, after, days[0], days[1])))
    one, other = times(before, days[0]), times(after, days[1])
    assert found(one, other) == expected
    swapped = {"added": "removed", "removed": "added"}
    assert found(other, one) == [(who, swapped[change], nature) for who, change, nature in expected]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ROWS)
def test_of_one_source_everything_happened(rows: list[Row]) -> None:
    assert {nature for _, _, nature in found(times(rows, EARLY), times(rows, LATE))} <= {"real"}
    assert found(times(rows, LATE), times(rows, LATE)) == []
