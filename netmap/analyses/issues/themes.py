"""What is recorded of themes: who owns them, which seats carry them, which could."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import pandas as pd

from netmap.analyses.issues.routes import Route
from netmap.analyses.seating import EXPERT, OBSERVER, THIRD_SECTOR, VACANT, Seating
from netmap.analyses.trees import Tree

Shared = tuple[tuple[str, ...], tuple[str, ...]]
"""The people and the organisations that sit on both of two partnerships."""


@dataclass
class Themes:
    """Remits, carriers and routes over one seating."""

    seating: Seating

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give the name of each theme."""
        return self.seating.network.names("Theme")

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Give the name of each partnership."""
        return self.seating.network.names("Partnership")

    @cached_property
    def tree(self) -> Tree:
        """Give the tree of themes."""
        return Tree(self.seating.network.table("themes"))

    @cached_property
    def _remits(self) -> dict[str, set[str]]:
        rows = self.seating.network.table("remits")
        rows = rows[rows["partnership_id"].isin(self.seating.scope.partnerships()["id"])]
        return _sets(rows, "theme_id", "partnership_id")

    @cached_property
    def without_remit(self) -> list[str]:
        """List the partnerships of which no theme is recorded."""
        stated = set().union(*self._remits.values())
        return sorted(set(self.seating.scope.partnerships()["id"]) - stated)

    @property
    def any_partnership(self) -> bool:
        """Say whether any partnership is in scope."""
        return len(self.seating.scope.partnerships()) > 0

    def remit(self, theme: str) -> list[str]:
        """List the partnerships whose terms of reference have the theme or one above it."""
        return sorted(set().union(*(self._remits.get(each, set()) for each in self.tree.up(theme))))

    @cached_property
    def _seated(self) -> pd.DataFrame:
        """Give the filled seats that are or may be third sector, observers left out."""
        filled = self.seating.filled
        may = filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR)
        return filled[may & (filled["capacity"] != OBSERVER)].sort_values(["partnership_id", "seat_id"])

    @cached_property
    def _carried(self) -> dict[str, set[str]]:
        return _sets(self.seating.network.table("organisation-themes"), "theme_id", "organisation_id")

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """Give for each theme the seats whose current mandate names it."""
        rows = self.seating.mandates
        return _sets(rows[rows["current"] & (rows["target_kind"] == "Theme")], "target_id", "seat_id")

    def _carriers(self, theme: str) -> pd.Series:
        """Say which of the seats carry the theme or one below it, if they are third sector."""
        below = self.tree.down(theme)
        bodies, named = (
            set().union(*(found.get(each, set()) for each in below)) for found in (self._carried, self._named)
        )
        return self._seated["organisation_id"].isin(bodies) | self._seated["seat_id"].isin(named)

    def routes(self, theme: str) -> tuple[Route, ...]:
        """List the third-sector seats that carry the theme, in order of partnership and seat."""
        seats = self._seated[self._carriers(theme) & (self._seated["sector"] == THIRD_SECTOR)]
        columns = ["seat_id", "partnership_id", "representative_id", "organisation_id", "capacity"]
        return tuple(
            Route(seat, place, person or "", body, capacity == EXPERT)
            for seat, place, person, body, capacity in seats[columns].itertuples(index=False)
        )

    @cached_property
    def unthemed(self) -> pd.DataFrame:
        """Give the seats that might carry any theme: no organisation, or one of which no theme is recorded."""
        themed = set().union(*self._carried.values())
        return self._seated[~self._seated["organisation_id"].isin(themed)]

    def open_seats(self, theme: str, places: set[str] | None = None) -> list[str]:
        """List the seats that may carry a theme and are not known to; `places` None means everywhere.

        No theme is recorded for their organisation, or its sector is not and it works on the theme.
        """
        no_sector = self._carriers(theme) & self._seated["sector"].isna()
        sure = {route.seat for route in self.routes(theme)}
        seats = pd.concat([self.unthemed, self._seated[no_sector]])
        if places is not None:
            seats = seats[seats["partnership_id"].isin(places)]
        return sorted(set(seats["seat_id"]) - sure)

    def vacant(self, places: list[str]) -> list[str]:
        """List the vacant seats on some partnerships: whoever fills one could carry a theme there."""
        seats = self.seating.seats
        return sorted(seats.loc[seats["partnership_id"].isin(places) & (seats["state"] == VACANT), "seat_id"])

    @cached_property
    def shared(self) -> dict[tuple[str, str], Shared]:
        """Give the people and organisations on third-sector seats of two partnerships, for pairs that share any."""
        filled = self.seating.filled
        return _shared(filled[filled["sector"] == THIRD_SECTOR])

    @cached_property
    def possibly_shared(self) -> dict[tuple[str, str], Shared]:
        """Give the same with seats of unrecorded sector taken in."""
        filled = self.seating.filled
        return _shared(filled[filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR)])


def _sets(rows: pd.DataFrame, key: str, value: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in zip(rows[key], rows[value], strict=True):
        found.setdefault(one, set()).add(other)
    return found


def _shared(seats: pd.DataFrame) -> dict[tuple[str, str], Shared]:
    people, bodies = (_pairs(seats, column) for column in ("representative_id", "organisation_id"))
    return {pair: (tuple(people.get(pair, ())), tuple(bodies.get(pair, ()))) for pair in sorted({*people, *bodies})}


def _pairs(seats: pd.DataFrame, column: str) -> dict[tuple[str, str], list[str]]:
    """Give for each pair of partnerships those who sit on both; those who sit on one only make none."""
    found: dict[tuple[str, str], list[str]] = {}
    for who, places in sorted(_sets(seats.dropna(subset=[column]), column, "partnership_id").items()):
        for pair in combinations(sorted(places), 2):
            found.setdefault(pair, []).append(who)
    return found
