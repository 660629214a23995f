"""When terms end: soon, together, or already over."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd

from netmap.analyses.health.sector_seats import ALL_PLACES, SectorSeats
from netmap.analyses.seating import ENDED, FILLED
from netmap.measures.term_cliff import TermCliff, term_cliff
from netmap.words import words_of

TERM_COLUMNS = (
    "partnership_id",
    "partnership",
    "filled",
    *(part.name for part in dataclasses.fields(TermCliff)),
)
LAPSED_COLUMNS = ("seat_id", "partnership_id", "partnership", "role", "ended")
_say = words_of("analyses/health")


def terms(seats: SectorSeats) -> pd.DataFrame:
    """When do terms end, soon and together?

    Definition: `netmap.measures.term_cliff` over the ends of filled seats, with those of seats whose term
    is over and that are still listed as `lapsed`. The end is the person's where it is recorded, else the
    organisation's; it is the first day without the holder.
    Isolated and vacant: vacant seats have no term; a partnership without a filled or lapsed seat has no row.

    Returns
        First a row for all partnerships together (blank id), then one for each in order of name.
    Cost
        Linear in seats.
    Source
        METHODS 7.2; checked against TERM-CLIFF.
    """
    rows = seats.rows[seats.rows["state"].isin([FILLED, ENDED])]
    ends = rows["end"].tolist()
    table = [_row(seats, ALL_PLACES, _say("terms_of_all"), len(seats.filled), ends)]
    filled = seats.count(seats.filled)
    cuts = np.searchsorted(rows["place"], np.arange(len(seats.partnerships) + 1))
    for at, (place, name) in enumerate(seats.partnerships[["partnership_id", "partnership"]].itertuples(index=False)):
        if cuts[at] < cuts[at + 1]:
            table.append(_row(seats, place, name, int(filled[at]), ends[cuts[at] : cuts[at + 1]]))
    return pd.DataFrame(table, columns=list(TERM_COLUMNS))


def _row(seats: SectorSeats, place: str, name: str, filled: int, ends: list[str | None]) -> dict[str, Any]:
    found = term_cliff(ends, as_of=seats.seating.as_of, days=seats.seating.settings.health.cliff_days)
    return {"partnership_id": place, "partnership": name, "filled": filled, **vars(found)}


def lapsed(seats: SectorSeats) -> pd.DataFrame:
    """Whose term is over, though the seat is still listed with them?

    Returns
        One row for each such seat, the longest over first.
    Source
        METHODS 7.2.
    """
    rows = seats.lapsed.rename(columns={"end": "ended"}).sort_values(["ended", "seat_id"])
    return rows[list(LAPSED_COLUMNS)].reset_index(drop=True)
