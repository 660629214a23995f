"""Ends of terms, against counting them one by one as dates."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.term_cliff import term_cliff

DAY = datetime.date(2026, 6, 30)
ENDS = st.lists(st.one_of(st.none(), st.integers(-400, 400)), max_size=12)


@given(offsets=ENDS, days=st.integers(1, 200))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_ends_are_counted_as_dates(offsets: list[int | None], days: int) -> None:
    ends = [None if each is None else DAY + datetime.timedelta(each) for each in offsets]
    found = term_cliff([end and end.isoformat() for end in ends], as_of=DAY.isoformat(), days=days)
    ahead = [end for end in ends if end is not None and end > DAY]
    assert (found.known, found.unknown) == (len(ahead), ends.count(None))
    assert found.lapsed == len(ends) - found.known - found.unknown
    assert found.soon == sum((end - DAY).days <= days for end in ahead)
    months = [(end.year, end.month) for end in ahead]
    most = max((months.count(month) for month in months), default=0)
    assert found.in_largest_month == most
    if ahead:
        assert found.largest_month == "{:04}-{:02}".format(*min(m for m in months if months.count(m) == most))
        assert (found.share_soon, found.share_largest_month) == (found.soon / len(ahead), most / len(ahead))


def test_without_a_known_end_shares_are_not_known() -> None:
    found = term_cliff([None, "2026-06-30", "2020-01-01"], as_of="2026-06-30")
    assert (found.known, found.unknown, found.lapsed) == (0, 1, 2)
    assert (found.share_soon, found.share_largest_month, found.largest_month) == (None, None, None)


def test_the_last_day_of_soon_counts() -> None:
    found = term_cliff(["2026-09-28", "2026-09-29"], as_of="2026-06-30", days=90)
    assert (found.soon, found.known) == (1, 2)
