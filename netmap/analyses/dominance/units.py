"""The same concentration in every unit: seats, seat-months, votes, people, and branches counted with their parent."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from netmap.analyses.dominance.voices import Voices
from netmap.analyses.seating import OBSERVER, THIRD_SECTOR, Seating
from netmap.measures.concentration import concentration, lorenz, missing_bounds, theil_decomposition

SEAT, MONTHS, VOTES, PERSON, TOGETHER = "seat", "seat_month", "vote", "person", "consolidated"
HOLDERS, VOICE, POOL = "holders", "voice", "pool"
INFRASTRUCTURE = "infrastructure"
LONG_AGO, ONE_DAY = "1000-01-01", np.timedelta64(1, "D")


def units_table(voices: Voices, *, unknown: int, pool: int) -> pd.DataFrame:
    """Does the answer depend on what is counted?

    Definition: third-sector seats by unit. `seat`: each seat once; `seat_month`: months held within the last
    months of the setting; `vote`: voting seats; `person`: seats by the person who sits; `consolidated`: seats
    with branches counted for their parent. `view` is holders (who sits), voice (for whom they speak) or
    pool (holders, with a zero for everybody who could hold a seat and has none). All measures of
    `concentration`; bounds where `unknown` places name no holder.

    Parameters
        voices: the held seats.
        unknown: filled seats that name no organisation.
        pool: number of organisations that could hold a seat.
    Returns
        One row for each unit and view: unit, view, total, units, the measures, unknown, hhi_low,
        hhi_high, cr1_low, cr1_high. Voice over time is not known, so seat_month has no voice row; two months
        are not drawn from it, so it has no unbiased index.
    Source
        METHODS 3.2 and 3.3; checked against CONC-ANY, CONC-PERSON, SEAT-MONTHS, UMBRELLA.
    """
    third = (voices.held["sector"] == THIRD_SECTOR).to_numpy()
    votes = third & voices.held["voting"].eq(True).to_numpy()
    seats, parents = voices.held[third], voices.seating.parents
    bodies, people = seats["organisation_id"].value_counts(), seats["representative_id"].value_counts()
    spoken = voices.heard(third)
    together = pd.Series(spoken, dtype=float).groupby([parents.get(body, body) for body in spoken]).sum()
    idle = [0] * (pool - len(bodies))
    unvoted = int((third & voices.held["voting"].isna().to_numpy()).sum())
    rows = [
        _row(SEAT, HOLDERS, bodies, unknown),
        _row(SEAT, VOICE, spoken.values()),
        _row(SEAT, POOL, [*bodies, *idle]),
        _row(MONTHS, HOLDERS, seat_months(voices.seating).values()),
        _row(VOTES, HOLDERS, voices.held.loc[votes, "organisation_id"].value_counts(), unvoted, bounded=False),
        _row(VOTES, VOICE, voices.heard(votes).values(), unvoted, bounded=False),
        _row(PERSON, HOLDERS, people, len(seats) - int(people.sum())),
        _row(TOGETHER, HOLDERS, voices.consolidated[third].value_counts(), unknown),
        _row(TOGETHER, VOICE, together),
    ]
    return pd.DataFrame(rows)


def _row(
    unit: str, view: str, counts: Iterable[float], unknown: int | None = None, *, bounded: bool = True
) -> dict[str, Any]:
    held = list(counts)
    ends = missing_bounds(held, unknown) if unknown is not None and bounded else {}
    hhi, cr1 = ends.get("hhi") or (None, None), ends.get("cr1") or (None, None)
    bounds = {"hhi_low": hhi[0], "hhi_high": hhi[1], "cr1_low": cr1[0], "cr1_high": cr1[1]}
    measures = dataclasses.asdict(concentration(held))
    if unit == MONTHS:
        measures["simpson_unbiased"] = None
    return {"unit": unit, "view": view, **measures, "unknown": unknown} | bounds


def lorenz_table(holders: Mapping[str, float]) -> pd.DataFrame:
    """Which part of the seats do the smaller holders have together?

    Definition: the Lorenz curve of third-sector seats among those who hold any. Range 0..1 on both sides.
    Returns
        One row for each point, ascending: share_of_holders, share_of_seats.
    Source
        METHODS 3.3; checked against CONC-ANY.
    """
    return pd.DataFrame(lorenz(list(holders.values())), columns=["share_of_holders", "share_of_seats"])


def theil_by_kind(seating: Seating, holders: Mapping[str, float], pool: Sequence[str]) -> dict[str, float | None]:
    """Is it infrastructure bodies against the front line, or inequality within the front line?

    Definition: Theil T of the third-sector seats of the whole pool, zeros with it, and its two parts, between bodies of
    the kind `infrastructure` and all others, and within each of the two. Unit nats.
    Returns
        total, within, between; None without a seat.
    Source
        METHODS 3.3; checked against THEIL-DECOMP.
    """
    rows = seating.network.table("organisations").drop_duplicates("id")
    networks = set(rows.loc[rows["kind"].fillna("").str.lower() == INFRASTRUCTURE, "id"])
    groups: dict[str, list[float]] = {INFRASTRUCTURE: [], "other": []}
    for body in sorted({*pool, *holders}):
        groups[INFRASTRUCTURE if body in networks else "other"].append(holders.get(body, 0))
    return dataclasses.asdict(theil_decomposition(groups))


def seat_months(seating: Seating) -> dict[str, float]:
    """How many months of seats did each third-sector organisation hold of late?

    Definition: for each seat and organisation the days held within the window that ends on the day, over
    the days of the window, times its months; a missing start counts as started before, a missing end as
    not ended. Observers are left out. Unit seat-months.

    Returns
        Seat-months by organisation, largest first; those with none are left out.
    Source
        METHODS 3.2; checked against SEAT-MONTHS.
    """
    months, last = seating.settings.dominance.window_months, np.datetime64(seating.as_of)
    first = np.datetime64((pd.Timestamp(seating.as_of) - pd.DateOffset(months=months)).date())
    rows = seating.network.table("held-for")
    third = seating.network.table("organisations").drop_duplicates("id")
    third = third.loc[third["sector"] == THIRD_SECTOR, "id"]
    chosen = rows["seat_id"].isin(seating.seats["seat_id"]) & rows["organisation_id"].isin(third)
    rows = rows[chosen & (rows["capacity"] != OBSERVER)]
    start = np.maximum(rows["start_day"].fillna(LONG_AGO).to_numpy().astype("datetime64[D]"), first)
    end = np.minimum(rows["end_day"].fillna(str(last)).to_numpy().astype("datetime64[D]"), last)
    share = np.maximum((end - start) / ONE_DAY, 0) / ((last - first) / ONE_DAY)
    held = pd.Series(share, rows.index).groupby([rows["organisation_id"], rows["seat_id"]]).sum().clip(upper=1)
    totals = (held.groupby(level=0).sum() * months).sort_index().sort_values(ascending=False, kind="stable")
    return {str(body): total for body, total in totals.items() if total > 0}
