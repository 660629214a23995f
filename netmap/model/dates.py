"""Dates that keep the precision they were written in, and the days they stand for.

A date is kept as text: `2024`, `2024-03` or `2024-03-09`. Time is half-open. A coarse start counts
from the first day it can mean; a coarse end counts until the last day it can mean has passed, so
"to 2024" is still running on 30 June 2024 and over on 1 January 2025.
"""

from __future__ import annotations

import datetime
import re

import pandas as pd

from netmap.model.distinct import by_distinct

_TIME = r"[T ]\d{1,2}:\d{2}[\d:.,]*\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:{_TIME})?",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?: 0{1,2}:00(?::00)?)?",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
    )
)
_EARLIEST_YEAR = 1000
_LAST_DAY = "9999-12-31"


def parse_dates(texts: pd.Series) -> pd.Series:
    """Read a column of dates.

    Parameters
        texts: text, one date to a cell, None where blank.
    Returns
        Series of ISO text with the precision that was given; None where the cell is blank or no date.
    Example
        >>> parse_dates(pd.Series(["2024", "9/3/2024", "2024-13", None])).tolist()
        ['2024', '2024-03-09', None, None]
    """
    return by_distinct(texts, _parsed)


def first_days(dates: pd.Series) -> pd.Series:
    """Give the first day that each date can mean, as ISO text; None stays None.

    Example
        >>> first_days(pd.Series(["2024", "2024-03"])).tolist()
        ['2024-01-01', '2024-03-01']
    """
    return by_distinct(dates, _first_day)


def end_days(dates: pd.Series) -> pd.Series:
    """Give the first day that is certainly not before each end; None stays None.

    A full date is an exclusive end and stays as it is; a coarse one ends with its period.

    Example
        >>> end_days(pd.Series(["2024", "2024-03", "2024-03-09"])).tolist()
        ['2025-01-01', '2024-04-01', '2024-03-09']
    """
    return by_distinct(dates, _end_day)


def read_day(text: str) -> datetime.date | None:
    """Read one full date; None where it is none.

    Example
        >>> read_day("09/03/2024")
        datetime.date(2024, 3, 9)
    """
    parsed = _parsed(text)
    return datetime.date.fromisoformat(parsed) if parsed and len(parsed) == len(_LAST_DAY) else None


def _parsed(text: str) -> str | None:
    found = next((hit for form in _FORMS if (hit := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    parts = [int(found[name]) for name in ("year", "month", "day") if name in found.groupdict()]
    try:
        datetime.date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) if parts[0] >= _EARLIEST_YEAR else None


def _first_day(date: str) -> str | None:
    parsed = _parsed(date)
    return f"{parsed}-01-01"[: len(_LAST_DAY)] if parsed else None


def _end_day(date: str) -> str | None:
    parsed = _parsed(date)
    if parsed is None or len(parsed) == len(_LAST_DAY):
        return parsed
    year, month = int(parsed[:4]), int(parsed[5:] or 12)
    if (year, month) == (9999, 12):  # a year of five digits would sort before all others
        return _LAST_DAY
    return datetime.date(year + month // 12, month % 12 + 1, 1).isoformat()
