"""Places that stand empty, and for how long."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.health.sector_seats import SectorSeats
from netmap.measures.tristate import NO, UNKNOWN, YES
from netmap.measures.vacancy import DAYS_OF_A_YEAR
from netmap.model.dates import end_days, first_days

COLUMNS = (
    "seat_id",
    "partnership_id",
    "partnership",
    "role",
    "capacity_required",
    "vacant_from",
    "days_at_least",
    "days_at_most",
    "meetings_per_year",
    "meetings_at_least",
    "meetings_at_most",
    "older",
    "contact",
)


def vacancies(seats: SectorSeats) -> pd.DataFrame:
    """Which places stand empty, since when, and how many meetings went by?

    Definition: days from the day recorded as the first vacant one; a day written as a month or a year
    gives a least and a most. Meetings as in `netmap.measures.vacancy.meetings_missed`. `older` is yes
    where more than `alert_meetings` meetings went by for certain, no where certainly not, else unknown.
    Isolated and vacant: a vacant seat without a first day has no length; it is never 0.

    Returns
        One row for each vacant seat, the longest first, then those of unknown length.
    Cost
        Linear in seats.
    Source
        METHODS 7.2; checked against VACANCY.
    """
    rows, day = seats.vacant.copy(), seats.seating.as_of
    earliest, end = first_days(rows["vacant_from"]), end_days(rows["vacant_from"])
    written = rows["vacant_from"].fillna("").str.len() == len(day)
    rows["days_at_most"] = _days(earliest, day)
    latest = _days(end, day) + (~written).astype(int)
    rows["days_at_least"] = latest.fillna(0).where(rows["days_at_most"].notna())
    pace = rows["meetings_per_year"].astype(float) / DAYS_OF_A_YEAR
    rows["meetings_at_least"], rows["meetings_at_most"] = rows["days_at_least"] * pace, rows["days_at_most"] * pace
    alert = seats.seating.settings.health.alert_meetings
    older = pd.Series(UNKNOWN, rows.index, dtype=object).where(~(rows["meetings_at_most"] <= alert), NO)
    rows["older"] = older.where(~(rows["meetings_at_least"] > alert), YES)
    rows = rows.sort_values(["days_at_least", "seat_id"], ascending=[False, True], na_position="last")
    return rows[list(COLUMNS)].reset_index(drop=True)


def _days(since: pd.Series, day: str) -> pd.Series:
    """Count the days from each date to the day, missing where the date is missing or still ahead."""
    dates = pd.to_datetime(since.where(since.fillna("9999") <= day, None), format="%Y-%m-%d")
    return (pd.Timestamp(day) - dates).dt.days.astype(float)
