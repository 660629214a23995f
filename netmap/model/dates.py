"""Dates that keep the precision they were written in, and the days they stand for.

A date is kept as text: `2024`, `2024-03` or `2024-03-09`. Time is half-open. A coarse start counts
from the first day it can mean; a coarse end counts until the last day it can mean has passed, so
"to 2024" is still running on 30 June 2024 and over on 1 January 2025.
"""

from __future__ import annotations

import datetime

import pandas as pd

_FORMS = (
    (r"^(\d{4})$", r"\1"),
    (r"^(\d{4})-(\d{1,2})$", r"\1-\2"),
    (r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$", r"\1-\2-\3"),
    (r"^(\d{1,2})/(\d{1,2})/(\d{4})(?: 0{1,2}:00(?::00)?)?$", r"\3-\2-\1"),
    (r"^(\d{1,2})/(\d{4})$", r"\2-\1"),
)


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
    text = texts.astype(object).where(texts.notna(), "").astype(str).str.strip()
    result = pd.Series([None] * len(text), index=text.index, dtype=object)
    for pattern, form in _FORMS:
        hit = text.str.match(pattern)
        if hit.any():
            result[hit] = _padded(text[hit].str.replace(pattern, form, regex=True))
    return result


def _padded(loose: pd.Series) -> pd.Series:
    """Bring '2024-3-9' to '2024-03-09' and drop what is not in the calendar."""
    parts = loose.str.split("-", expand=True)
    padded = parts[0]
    for place in range(1, parts.shape[1]):
        padded = padded + "-" + parts[place].str.zfill(2)
    real = pd.to_datetime(_first(padded), format="%Y-%m-%d", errors="coerce").notna()
    return padded.astype(object).where(real & (padded >= "1000"), None)


def _first(dates: pd.Series) -> pd.Series:
    return dates + dates.str.len().map({4: "-01-01", 7: "-01", 10: ""})


def first_days(dates: pd.Series) -> pd.Series:
    """Give the first day that each date can mean, as ISO text; None stays None.

    Example
        >>> first_days(pd.Series(["2024", "2024-03"])).tolist()
        ['2024-01-01', '2024-03-01']
    """
    known = dates.dropna().astype(str)
    return _filled(dates, _first(known) if len(known) else known)


def end_days(dates: pd.Series) -> pd.Series:
    """Give the first day that is certainly not before each end; None stays None.

    A full date is an exclusive end and stays as it is; a coarse one ends with its period.

    Example
        >>> end_days(pd.Series(["2024", "2024-03", "2024-03-09"])).tolist()
        ['2025-01-01', '2024-04-01', '2024-03-09']
    """
    known = dates.dropna().astype(str)
    if not len(known):
        return _filled(dates, known)
    first = pd.PeriodIndex(_first(known), freq="D")
    ends = known.copy()
    for length, frequency in ((4, "Y"), (7, "M")):
        hit = (known.str.len() == length).to_numpy()
        if hit.any():
            following = first[hit].asfreq(frequency) + 1
            ends.loc[ends.index[hit]] = following.asfreq("D", how="START").strftime("%Y-%m-%d")
    return _filled(dates, ends)


def _filled(like: pd.Series, known: pd.Series) -> pd.Series:
    result = pd.Series([None] * len(like), index=like.index, dtype=object)
    result[known.index] = known.astype(object)
    return result


def read_day(text: str) -> datetime.date | None:
    """Read one full date; None where it is none.

    Example
        >>> read_day("09/03/2024")
        datetime.date(2024, 3, 9)
    """
    parsed = parse_dates(pd.Series([text], dtype=object))[0]
    return datetime.date.fromisoformat(parsed) if parsed and len(parsed) == 10 else None
