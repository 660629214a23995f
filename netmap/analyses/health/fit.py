"""Whether seats are specified, and filled in the capacity that was asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.seating import REPRESENTATIVE
from netmap.measures.tristate import CHECK_SKILLS, MISMATCH, NO, OK, UNKNOWN, YES, capacity_match

UNUSED_MANDATE = "unused_mandate"
MATCHES = (MISMATCH, UNUSED_MANDATE, CHECK_SKILLS, UNKNOWN, OK)
ITEMS = ("terms_of_reference", "membership", "skills_required", "meeting_schedule")
MISMATCH_COLUMNS = (
    "seat_id",
    "partnership_id",
    "partnership",
    "capacity_required",
    "capacity",
    "match",
    "organisation_id",
    "organisation",
)


def mismatches(seats: SectorSeats) -> pd.DataFrame:
    """Do people sit in the capacity that the partnership asked for?

    Definition: `mismatch` where a seat for a representative is filled in another capacity,
    `unused_mandate` where a mandate is recorded for somebody who does not sit as representative, so that
    it gives no voice, `check_skills` where a seat for an expert is filled by a representative, `unknown`
    where either capacity is not recorded, else `ok`.
    Isolated and vacant: a vacant seat is filled in no capacity and is not listed.

    Returns
        One row for each filled seat, in the order of the verdicts above, then by partnership and seat.
    Cost
        Linear in seats.
    Source
        METHODS 7.1 and 11; checked against CAPACITY-MISMATCH.
    """
    own = [name for name in MISMATCH_COLUMNS if name not in ("match", "organisation")]
    rows = seats.filled[own].copy()
    rows["match"] = _matches(rows)
    carrying = set(seats.seating.mandates["seat_id"])
    unused = rows["capacity"].notna() & (rows["capacity"] != REPRESENTATIVE) & rows["seat_id"].isin(carrying)
    rows["match"] = rows["match"].where(~unused | (rows["match"] == MISMATCH), UNUSED_MANDATE)
    names = seats.seating.network.names("Organisation")
    rows["organisation"] = [names.get(body) for body in rows["organisation_id"]]
    rank = rows["match"].map({match: place for place, match in enumerate(MATCHES)})
    order = np.lexsort((np.arange(len(rows)), rank))
    return rows[list(MISMATCH_COLUMNS)].iloc[order].reset_index(drop=True)


def _matches(rows: pd.DataFrame) -> pd.Series:
    """Ask once for each pair of capacities that occurs."""
    asked, sat = (pd.factorize(rows[name]) for name in ("capacity_required", "capacity"))
    found = [[capacity_match(one, other) for other in (*sat[1], None)] for one in (*asked[1], None)]
    matches = np.array(found, dtype=object).reshape(len(asked[1]) + 1, len(sat[1]) + 1)
    return pd.Series(matches[asked[0], sat[0]], rows.index, dtype=object)


def specification(seats: SectorSeats) -> pd.DataFrame:
    """Is it written down what each partnership is for, who sits on it, what they should know, and when it meets?

    Definition: four items, each yes, no or unknown. Terms of reference: their address is recorded.
    Membership: every seat is listed; no where the source says that it lists some or none. Skills
    required: every seat open to the sector says which. Meeting schedule: meetings a year and their
    length. What is not recorded is unknown, never no. `lower` is yes / 4, `upper` (yes + unknown) / 4.
    Isolated and vacant: a vacant seat is asked for its skills like any other; without a seat, unknown.

    Returns
        One row for each partnership in scope, in order of name.
    Cost
        Linear in seats and partnerships.
    Source
        METHODS 7.1.
    """
    places = seats.seating.scope.partnerships().reset_index(drop=True)
    rows = seats.rows
    open_seats, skilled = seats.count(rows), seats.count(rows[rows["skills_required"].notna()])
    scheduled = places["meetings_per_year"].notna() & places["hours_per_meeting"].notna()
    listed = places["seats_listed"].map({"all": YES, "some": NO, "none": NO})
    table = pd.DataFrame(
        {
            "partnership_id": places["id"],
            "partnership": places["name"],
            "terms_of_reference": _stated(places["terms_url"].notna()),
            "membership": listed.astype(object).where(listed.notna(), UNKNOWN),
            "skills_required": _stated(pd.Series((open_seats > 0) & (skilled == open_seats))),
            "seats_with_skills": skilled,
            "seats": open_seats,
            "meeting_schedule": _stated(scheduled),
        }
    )
    items = table[list(ITEMS)]
    table["present"], table["not_known"] = (items == YES).sum(axis=1), (items == UNKNOWN).sum(axis=1)
    table["of_items"] = len(ITEMS)
    table["lower"] = table["present"] / len(ITEMS)
    table["upper"] = (table["present"] + table["not_known"]) / len(ITEMS)
    return table


def _stated(recorded: pd.Series) -> pd.Series:
    return recorded.map({True: YES, False: UNKNOWN})
