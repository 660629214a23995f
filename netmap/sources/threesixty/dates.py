"""When a 360Giving grant runs: the dates and months that it states, as netmap's half-open term."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.model.dates import end_days, first_days, parse_dates
from netmap.sources.threesixty.fields import Grants, known_texts

LONGEST = 1200
"""Months beyond which a duration is taken for a slip, not for a term."""

_FIELDS = ("start_date", "end_date", "duration_months")
_EMPTY = pd.DataFrame(columns=["start", "end", "next_day", "worked_out", "lone_months", "odd_months", "several"])


def plan_terms(grants: Grants, kept: np.ndarray) -> pd.DataFrame:
    """Give the start and the end of each grant, and say in notices what was worked out.

    Definition: planned dates, else actual dates. A full end date of 360Giving is the last day, so
    netmap's end is the day after; a coarse one stays. Without an end date, a start and a whole number
    of months give the end, counted from the first day that the start can mean. What is no date stays
    as it is written, for the check of dates to refuse.

    Parameters
        grants: the grants; notices are added to it.
        kept: which grants are accepted; only these are counted.
    Returns
        DataFrame: `start_date` and `end_date` of the accepted grants, by the place of the grant.
    """
    places = grants.cells.index[kept]
    planned, actual = (_periods(grants, part).reindex(places) for part in ("planned_dates", "actual_dates"))
    use_actual = planned["start"].isna() & planned["end"].isna() & (actual["start"].notna() | actual["end"].notna())
    chosen = planned.where(~use_actual, actual)
    _say(grants, chosen, int(use_actual.sum()))
    terms = pd.DataFrame({"start_date": chosen["start"], "end_date": chosen["end"]}, dtype=object)
    return terms.where(terms.notna(), None)


def award_dates(grants: Grants, kept: np.ndarray) -> pd.Series:
    """Give the award dates of the accepted grants as ISO text; count those that are no dates in a notice."""
    written = grants.field("award_date")[kept]
    read = read_dates(written)
    odd = written[read.isna() & written.notna()]
    if len(odd):
        grants.notices.append(
            f"Award dates that could not be read and are kept as written: {len(odd)}, such as {odd.iloc[0]}. "
            "Write them as 2024-03-09 or 09/03/2024."
        )
    return known_texts(read.where(read.notna(), written))


def read_dates(texts: pd.Series) -> pd.Series:
    """Read dates as `parse_dates` does, each different text once: a funder pays on few days."""
    different = pd.Series(texts.dropna().unique(), dtype=object)
    return known_texts(texts.map(dict(zip(different, parse_dates(different), strict=True))))


def _periods(grants: Grants, part: str) -> pd.DataFrame:
    """Give one period for each grant that has any: from the first start to the last end."""
    if part not in grants.parts:
        return _EMPTY
    stated = grants.parts[part]
    rows = pd.DataFrame({name: stated.get(name) for name in _FIELDS}, index=stated.index, dtype=object)
    start, end = read_dates(rows["start_date"]), read_dates(rows["end_date"])
    last_day = (end.str.len() == 10).fillna(False).astype(bool) & ~end.str.startswith("9999").fillna(False).astype(bool)
    months = _whole_months(rows["duration_months"])
    worked_out = rows["end_date"].isna() & start.notna() & months.notna()
    ends = end.where(end.notna(), rows["end_date"]).astype(object)
    ends[last_day] = _day_after(end[last_day])
    ends[worked_out] = _months_later(start[worked_out], months[worked_out])
    result = pd.DataFrame(
        {
            "start": start.where(start.notna(), rows["start_date"]).astype(object),
            "end": ends.astype(object),
            "next_day": last_day,
            "worked_out": worked_out,
            "lone_months": months.notna() & rows["start_date"].isna() & rows["end_date"].isna(),
            "odd_months": rows["duration_months"].notna() & months.isna() & rows["end_date"].isna(),
            "several": False,
        }
    )
    return _one_each(result, stated["grant"])


def _one_each(periods: pd.DataFrame, grant: pd.Series) -> pd.DataFrame:
    if grant.is_unique:
        return periods.set_index(grant.to_numpy())
    periods = periods.assign(grant=grant.to_numpy())
    # What is no date sorts to the outside, so that it is refused and not passed over.
    starts, ends = first_days(read_dates(periods["start"])), end_days(read_dates(periods["end"]))
    periods["_first"] = starts.where(periods["start"].isna(), starts.fillna("")).fillna("~~")
    periods["_last"] = ends.where(periods["end"].isna(), ends.fillna("~")).fillna("")
    first = periods.sort_values("_first", kind="stable").groupby("grant")["start"].first()
    last = periods.sort_values("_last", ascending=False, kind="stable").drop_duplicates("grant").set_index("grant")
    distinct = periods.dropna(subset=["start"]).drop_duplicates(["grant", "start"])
    result = last.drop(columns=["_first", "_last"]).assign(start=first)
    result["several"] = result.index.isin(distinct["grant"][distinct["grant"].duplicated()])
    return result.sort_index()


def _whole_months(texts: pd.Series) -> pd.Series:
    number = pd.to_numeric(texts, errors="coerce")
    return number.where((number >= 1) & (number <= LONGEST) & (number % 1 == 0))


def _day_after(dates: pd.Series) -> np.ndarray:
    days = dates.to_numpy(dtype="datetime64[D]") + np.timedelta64(1, "D")
    return np.asarray(np.datetime_as_string(days), dtype=object)


def _months_later(starts: pd.Series, months: pd.Series) -> np.ndarray:
    """Count months on from full dates; from a coarse one give the last month, as coarse as a month."""
    first = first_days(starts).to_numpy(dtype="datetime64[D]")
    month = first.astype("datetime64[M]")
    later = month + months.to_numpy(dtype="timedelta64[M]")
    day = first - month.astype("datetime64[D]")
    longest = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    full = np.datetime_as_string(np.minimum(later.astype("datetime64[D]") + day, longest)).astype(object)
    coarse = np.datetime_as_string(later - np.timedelta64(1, "M")).astype(object)
    return np.asarray(np.where((starts.str.len() == 10).to_numpy(dtype=bool), full, coarse), dtype=object)


def _say(grants: Grants, chosen: pd.DataFrame, actual: int) -> None:
    count = {name: int((chosen[name] == True).sum()) for name in _EMPTY.columns[2:]}  # noqa: E712 (blank is not True)
    said = (
        (
            count["next_day"],
            "End dates moved to the day after, because 360Giving gives the last day and netmap the day after",
        ),
        (count["worked_out"], "End dates worked out from a start date and a whole number of months"),
        (count["lone_months"], "Grants with a duration and no start date, so that when they run stays not known"),
        (
            count["odd_months"],
            f"Durations that are no whole number of months from 1 to {LONGEST}, so that the end stays not known",
        ),
        (count["several"], "Grants with several periods, of which the first start and the last end are used"),
        (actual, "Grants with actual dates only, which are used"),
    )
    grants.notices += [f"{words}: {number}." for number, words in said if number]
