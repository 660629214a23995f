"""When terms end, and whether they end together."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class TermCliff:
    """When some terms end. Shares are of the ends that are known and still ahead; None where there are none.

    `lapsed` are over on the day, `unknown` have no end recorded; neither is in `known`.
    """

    known: int
    unknown: int
    lapsed: int
    soon: int
    share_soon: float | None
    largest_month: str | None
    in_largest_month: int
    share_largest_month: float | None


def term_cliff(ends: Iterable[str | None], *, as_of: str, days: int = 90) -> TermCliff:
    """Do many terms end at once, and soon?

    Definition: of the ends that are known and after the day, the share within so many days of it, and
    the largest share in one calendar month. Range 0..1. An end is the first day on which the term no
    longer runs; one on or before the day is lapsed.
    Isolated and vacant: a vacant seat has no term; a term without an end is counted as unknown, never as
    one that goes on.

    Parameters
        ends: the end of each term as an ISO day; None where it is not recorded.
        as_of: the day, as ISO text.
        days: how far ahead is soon.
    Returns
        TermCliff: of two months with equally many ends the earlier one.
    Cost
        One pass.
    Source
        METHODS 7.2; checked against TERM-CLIFF.
    Example
        >>> found = term_cliff(["2026-03-31", "2026-03-01", "2028-01-15", None], as_of="2026-01-01")
        >>> found.soon, found.known, found.unknown, found.largest_month
        (2, 3, 1, '2026-03')
    """
    ends = list(ends)
    last = (datetime.date.fromisoformat(as_of) + datetime.timedelta(days)).isoformat()
    stated = [end for end in ends if end is not None]
    ahead = [end for end in stated if end > as_of]
    months = Counter(end[:7] for end in ahead)
    month = min(months, key=lambda each: (-months[each], each)) if months else None
    soon, known = sum(end <= last for end in ahead), len(ahead)
    return TermCliff(
        known=known,
        unknown=len(ends) - len(stated),
        lapsed=len(stated) - known,
        soon=soon,
        share_soon=soon / known if known else None,
        largest_month=month,
        in_largest_month=months[month] if month else 0,
        share_largest_month=months[month] / known if month else None,
    )
