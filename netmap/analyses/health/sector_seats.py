"""The places that are the sector's, or may be: who holds each, until when, and what its partnership asks of people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.seating import ENDED, FILLED, OBSERVER, THIRD_SECTOR, VACANT, Seating

ALL_PLACES = ""
"""Stands for all partnerships together where a table has one row for each."""
PRIVATE = "private"
OF_SEATS = (
    "seat_id",
    "partnership_id",
    "role",
    "capacity",
    "capacity_required",
    "skills_required",
    "vacant_from",
    "state",
    "representative_id",
    "representative",
    "organisation_id",
    "sector",
)
SCHEDULE = ("meetings_per_year", "hours_per_meeting")


@dataclass(frozen=True)
class SectorSeats:
    """The seats in scope that are not known to be held for public or private bodies."""

    seating: Seating

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give the seats in order of partnership name, then of seat.

        The columns are those of a seating's seats that are wanted here, with `place` (the position of the partnership),
        `partnership` (its name), its schedule, and `end`: of a filled seat the day its term ends, of one
        whose term is over the day it ended.
        """
        seats = self.seating.seats
        sector = seats["sector"].copy()
        ended = seats["state"] == ENDED
        tenures = self._tenures_of(seats.loc[ended, "seat_id"])
        sector[ended] = seats.loc[ended, "seat_id"].map(self._last_sectors(tenures))
        own = seats.loc[sector.isna() | (sector == THIRD_SECTOR), list(OF_SEATS)].copy()
        ends = pd.concat([self._running_ends, _last_ends(tenures)])
        end = own["seat_id"].map(ends[~ends.index.duplicated()]).astype(object)
        own["end"] = end.where(end.notna() & own["state"].isin([FILLED, ENDED]), None)
        places = self.partnerships
        own["place"] = self.at(own["partnership_id"])
        for name in ("partnership", "contact", *SCHEDULE):
            values = places[name].to_numpy()[own["place"]]
            own[name] = pd.Series(values, own.index, dtype=places[name].dtype)
        return own.iloc[np.lexsort((np.arange(len(own)), own["place"]))].reset_index(drop=True)

    @cached_property
    def partnerships(self) -> pd.DataFrame:
        """Give the partnerships in scope, in order of name, with their schedule."""
        rows = self.seating.scope.partnerships()[["id", "name", "contact", *SCHEDULE]]
        named = rows.rename(columns={"id": "partnership_id", "name": "partnership"}).reset_index(drop=True)
        return named.astype({"partnership": object, "contact": object, **dict.fromkeys(SCHEDULE, float)})

    @cached_property
    def filled(self) -> pd.DataFrame:
        """Give the filled seats."""
        return self._in_state(FILLED)

    @cached_property
    def vacant(self) -> pd.DataFrame:
        """Give the vacant seats."""
        return self._in_state(VACANT)

    @cached_property
    def lapsed(self) -> pd.DataFrame:
        """Give the seats whose term is over and that are still listed."""
        return self._in_state(ENDED)

    def _in_state(self, state: str) -> pd.DataFrame:
        return self.rows[self.rows["state"] == state]

    @cached_property
    def of_all_sectors(self) -> pd.DataFrame:
        """Give the filled seats of every sector, observers left out: whose each is, and at which `place`."""
        filled = self.seating.filled[["partnership_id", "organisation_id", "sector", "voting", "capacity"]]
        held = filled[filled["capacity"] != OBSERVER]
        sector = held["sector"].to_numpy(dtype=object)
        third, unknown = sector == THIRD_SECTOR, pd.isna(sector)
        return held.assign(
            place=self.at(held["partnership_id"]),
            third=third,
            unknown=unknown,
            public=~third & ~unknown & (sector != PRIVATE),
        )

    @cached_property
    def partly_listed(self) -> np.ndarray:
        """Say of each partnership, in the order of `partnerships`, whether seats of it may be missing."""
        return np.asarray(self.partnerships["partnership_id"].isin(self.seating.partly_listed), dtype=bool)

    def at(self, places: pd.Series) -> np.ndarray:
        """Give the position of each partnership named."""
        return np.asarray(pd.Index(self.partnerships["partnership_id"]).get_indexer(places))

    @cached_property
    def bodies(self) -> pd.DataFrame:
        """Give what is known of every organisation, by id."""
        return self.seating.network.table("organisations").drop_duplicates("id").set_index("id", drop=False)

    def count(self, rows: pd.DataFrame) -> np.ndarray:
        """Count rows for each partnership, in the order of `partnerships`."""
        return np.bincount(self.at(rows["partnership_id"]), minlength=len(self.partnerships))

    @cached_property
    def tenures(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give who held each seat, and for whom it was held, and when."""
        network = self.seating.network
        return network.table("holders"), network.table("held-for")

    @cached_property
    def _running_ends(self) -> pd.Series:
        """Give by seat the end of the term that runs on the day: the person's where it is recorded, else the body's."""
        day, running = self.seating.as_of, []
        for tenures in self.tenures:
            now = tenures[(tenures["start_day"].fillna("") <= day) & (tenures["end_day"].fillna("9999") > day)]
            now = now[["seat_id", "end_day"]].drop_duplicates("seat_id")
            running.append(now[now["end_day"].notna()].set_index("seat_id")["end_day"])
        return pd.concat(running)

    def _tenures_of(self, seats: pd.Series) -> pd.DataFrame:
        people, bodies = (each[each["seat_id"].isin(seats)] for each in self.tenures)
        columns = ["seat_id", "organisation_id", "end_day"]
        rows = pd.concat([people.assign(organisation_id=None)[columns], bodies[columns]]).astype(object)
        return rows.sort_values(["end_day", "organisation_id"], na_position="first", kind="stable")

    def _last_sectors(self, tenures: pd.DataFrame) -> pd.Series:
        """Give by seat the sector of the body it was last held for."""
        last = tenures[tenures["organisation_id"].notna()].drop_duplicates("seat_id", keep="last")
        return last.set_index("seat_id")["organisation_id"].map(self.bodies["sector"])


def _last_ends(tenures: pd.DataFrame) -> pd.Series:
    """Give by seat the latest day on which a term of it ended."""
    return tenures.drop_duplicates("seat_id", keep="last").set_index("seat_id")["end_day"]
