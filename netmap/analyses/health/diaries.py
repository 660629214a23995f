"""What people carry: seats, meetings and hours of a year."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.health.sector_seats import SectorSeats
from netmap.measures.load import load
from netmap.measures.tristate import NO, UNKNOWN, YES

COLUMNS = (
    "representative_id",
    "representative",
    "seats",
    "partnerships",
    "partnerships_without_hours",
    "meetings",
    "meeting_hours",
    "hours_with_preparation",
    "heavy",
)


def diaries(seats: SectorSeats) -> pd.DataFrame:
    """Who carries how many seats, and how many hours a year?

    Definition: `netmap.measures.load` over the filled seats that name a person, observers among them:
    an observer goes to the meetings too. `heavy` is yes from `alert_seats` seats or `alert_hours` hours
    in meetings, unknown where hours that are not recorded could bring it there, else no.
    Isolated and vacant: seats that name nobody are left out.

    Returns
        One row for each person, most seats first.
    Cost
        n log n in seats.
    Source
        METHODS 7.2; checked against OVERLOAD.
    """
    rows, limits = seats.filled.dropna(subset=["representative_id"]), seats.seating.settings.health
    table = load(
        rows["representative_id"].tolist(),
        rows["partnership_id"].tolist(),
        rows["meetings_per_year"].tolist(),
        rows["hours_per_meeting"].tolist(),
        preparation=limits.preparation,
    ).rename(columns={"person": "representative_id"})
    names = rows.drop_duplicates("representative_id").set_index("representative_id")["representative"]
    table["representative"] = table["representative_id"].map(names)
    heavy = (table["seats"] >= limits.alert_seats) | (table["meeting_hours"] >= limits.alert_hours)
    table["heavy"] = pd.Series(NO, table.index, dtype=object).where(table["partnerships_without_hours"] == 0, UNKNOWN)
    table["heavy"] = table["heavy"].where(~heavy, YES)
    return table[list(COLUMNS)]
