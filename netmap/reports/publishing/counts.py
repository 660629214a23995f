"""The counts of seats behind a report, worked out from the seats themselves and not from the tables that show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from netmap.analyses.dominance import DominanceResult
from netmap.analyses.seating import FILLED, OBSERVER, THIRD_SECTOR
from netmap.reports import keys
from netmap.reports.publishing.system import AtLeast, Count, Sum, System

NOT_RECORDED = "not recorded"


def system_of(result: DominanceResult) -> System:
    """Which counts of seats hang together here, and how?

    Definition: listed seats are those of all states; filled ones those of all sectors, and of all partnerships;
    third-sector seats are those of all partnerships, on each of them those of all holders there, and of each holder
    those on all its partnerships. A partnership has no fewer filled than third-sector seats. Readers know who sits
    where: an organisation has at least one seat on each partnership where it sits.

    Parameters
        result: of the dominance analysis.
    Returns
        System: true of its own counts.
    Cost
        Linear in seats.
    """
    gathered = _Gathered()
    filled = result.seats[result.seats["state"] == FILLED]
    held = filled[filled["organisation_id"].notna() & (filled["capacity"] != OBSERVER)]
    own = held[held["sector"] == THIRD_SECTOR]
    places = list(result.places["partnership_id"])
    _states(gathered, result.seats)
    _sectors(gathered, filled)
    _partnerships(gathered, filled, own, places)
    _holders(gathered, held, own)
    _observers(gathered, filled, held, own)
    return System(
        gathered.counts,
        tuple(gathered.sums),
        tuple(gathered.at_least),
        frozenset(gathered.told),
        frozenset(gathered.behind),
    )


@dataclass
class _Gathered:
    counts: dict[str, Count] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    at_least: list[AtLeast] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)

    def count(self, key: str, value: int, floor: int = 0) -> str:
        self.counts[key] = Count(int(value), int(floor))
        return key

    def sum(self, whole: str, parts: Iterable[str]) -> None:
        """Note a sum; one of no parts would say that there is none, which no reader is told."""
        parts = tuple(parts)
        if parts:
            self.sums.append(Sum(whole, parts))


def _states(gathered: _Gathered, seats: pd.DataFrame) -> None:
    counts = seats["state"].value_counts()
    parts = [gathered.count(keys.in_state(state), counts.get(state, 0)) for state in keys.STATES]
    gathered.sum(gathered.count(keys.listed(), len(seats)), parts)


def _sectors(gathered: _Gathered, filled: pd.DataFrame) -> None:
    """Count by sector; a sector with a row of its own has a seat."""
    counts = filled["sector"].fillna(NOT_RECORDED).value_counts().sort_index()
    gathered.sum(keys.filled(), [gathered.count(keys.of_sector(str(code)), count, 1) for code, count in counts.items()])


def _partnerships(gathered: _Gathered, filled: pd.DataFrame, own: pd.DataFrame, places: list[str]) -> None:
    """Count by partnership; where no third-sector body sits, every map and many a finding says so."""
    every, third = filled["partnership_id"].value_counts(), own["partnership_id"].value_counts()
    sitting = filled.groupby("partnership_id")["organisation_id"].nunique()
    for place in places:
        filled_on = gathered.count(keys.filled_on(place), every.get(place, 0), sitting.get(place, 0))
        third_on = gathered.count(keys.third_on(place), third.get(place, 0))
        gathered.at_least.append(AtLeast(filled_on, (third_on,)))
        if not third.get(place, 0):
            gathered.told.add(third_on)
    gathered.count(keys.third(), len(own))
    gathered.sum(keys.filled(), map(keys.filled_on, places))
    gathered.sum(keys.third(), map(keys.third_on, places))


def _holders(gathered: _Gathered, held: pd.DataFrame, own: pd.DataFrame) -> None:
    """Count by holder of recorded and of unrecorded sector, and by holder and partnership, as maps show who sits where.

    That the one body that sits on a partnership holds several seats there shows in how grave the finding is.
    """
    unsure = held[held["sector"].isna()]
    parts = _held(gathered, unsure)
    gathered.sum(gathered.count(keys.third_or_unsure(), len(own) + len(unsure)), (keys.third(), *parts))
    _held(gathered, own)
    holders = own.groupby("partnership_id")["organisation_id"].nunique()
    by_body, by_place = dict[str, list[str]](), dict[str, list[str]]()
    for (body, place), count in own.groupby(["organisation_id", "partnership_id"]).size().items():
        key = gathered.count(keys.held_on(body, place), count, min(count, 2) if holders[place] == 1 else 1)
        gathered.behind.add(key)
        by_body.setdefault(keys.held(body), []).append(key)
        by_place.setdefault(keys.third_on(place), []).append(key)
    for whole, shares in (*by_body.items(), *by_place.items()):
        gathered.sum(whole, shares)


def _held(gathered: _Gathered, seats: pd.DataFrame) -> list[str]:
    found = seats.groupby("organisation_id").agg(count=("seat_id", "size"), places=("partnership_id", "nunique"))
    return [gathered.count(keys.held(str(body)), count, places) for body, count, places in found.itertuples(name=None)]


def _observers(gathered: _Gathered, filled: pd.DataFrame, held: pd.DataFrame, own: pd.DataFrame) -> None:
    """Tie the two ways of counting the third sector together: observers are in the one and not in the other."""
    watching = filled[filled["capacity"] == OBSERVER]["sector"].fillna(NOT_RECORDED).value_counts()
    by_sector = filled["sector"].fillna(NOT_RECORDED).value_counts()
    if by_sector.get(THIRD_SECTOR, 0):
        seen = gathered.count(keys.observing(THIRD_SECTOR), watching.get(THIRD_SECTOR, 0))
        gathered.sum(keys.of_sector(THIRD_SECTOR), (keys.third(), seen))
    if by_sector.get(NOT_RECORDED, 0):
        unsure = held[held["sector"].isna()]["organisation_id"].unique()
        seen = gathered.count(keys.observing(NOT_RECORDED), watching.get(NOT_RECORDED, 0))
        unnamed = filled["organisation_id"].isna() & (filled["capacity"] != OBSERVER)
        nobody = gathered.count(keys.nameless(), int(unnamed.sum()))
        gathered.sum(keys.of_sector(NOT_RECORDED), (*map(keys.held, map(str, sorted(unsure))), nobody, seen))
