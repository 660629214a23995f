"""What is recorded of themes: who owns them, which seats carry them, which could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from netmap.analyses.issues.routes import Route
from netmap.analyses.seating import EXPERT, OBSERVER, THIRD_SECTOR, VACANT, Seating
from netmap.analyses.trees import Tree
from netmap.measures.cuts import RouteCuts, route_cuts

Places = npt.NDArray[np.int64]
"""Row numbers: of seats, of partnerships, of people."""


@dataclass
class Themes:
    """Remits, carriers and routes over one seating.

    Themes, organisations, seats, partnerships and people are numbered in order of id, and who carries
    what is a sparse matrix over those numbers, made once for all themes.
    """

    seating: Seating
    _routes: dict[str, tuple[Route, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give the name of each theme."""
        return self.seating.network.names("Theme")

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Give the name of each partnership."""
        return self.seating.network.names("Partnership")

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """Give the name of each organisation."""
        return self.seating.network.names("Organisation")

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Give the name of each person on a seat that counts on the day."""
        rows = self.seating.filled.dropna(subset=["representative_id"])
        named = zip(rows["representative_id"], rows["representative"], strict=True)
        return {person: name or person for person, name in named}

    @cached_property
    def tree(self) -> Tree:
        """Give the tree of themes."""
        return Tree(self.seating.network.table("themes"))

    @cached_property
    def ids(self) -> list[str]:
        """List all themes in order of id, as the rows of the matrices have them."""
        return sorted(self.tree.ids)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Give the row of each theme."""
        return {theme: row for row, theme in enumerate(self.ids)}

    @cached_property
    def place_ids(self) -> list[str]:
        """List the partnerships in scope in order of id."""
        return sorted(self.seating.scope.partnerships()["id"])

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Give the number of each partnership in scope."""
        return {place: number for number, place in enumerate(self.place_ids)}

    @cached_property
    def _remits(self) -> dict[str, set[str]]:
        rows = self.seating.network.table("remits")
        return _sets(rows[rows["partnership_id"].isin(self.place_of)], "theme_id", "partnership_id")

    @cached_property
    def without_remit(self) -> list[str]:
        """List the partnerships of which no theme is recorded."""
        stated = set().union(*self._remits.values())
        return [place for place in self.place_ids if place not in stated]

    @property
    def any_partnership(self) -> bool:
        """Say whether any partnership is in scope."""
        return len(self.place_ids) > 0

    def remit(self, theme: str) -> list[str]:
        """List the partnerships whose terms of reference have the theme or one above it."""
        return sorted(set().union(*(self._remits.get(each, set()) for each in self.tree.up(theme))))

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Give the filled seats that are or may be third sector, observers left out, by partnership and seat."""
        filled = self.seating.filled
        may = filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR)
        rows = filled[may & (filled["capacity"] != OBSERVER)].sort_values(["partnership_id", "seat_id"])
        return rows.reset_index(drop=True)

    @cached_property
    def third(self) -> npt.NDArray[np.bool_]:
        """Say of each seat whether its organisation is known to be third sector."""
        return np.asarray(self.seats["sector"] == THIRD_SECTOR, dtype=bool)

    @cached_property
    def seat_place(self) -> Places:
        """Give the number of each seat's partnership."""
        return np.asarray(self.seats["partnership_id"].map(self.place_of), dtype=np.int64)

    @cached_property
    def body_of(self) -> dict[str, int]:
        """Give the number of each organisation."""
        return {body: number for number, body in enumerate(sorted(self.bodies))}

    @cached_property
    def works_on(self) -> csr_array:
        """Say which organisation works on which theme itself."""
        rows = self.seating.network.table("organisation-themes")
        return incidence(rows["theme_id"], self.row_of, rows["organisation_id"], self.body_of)

    @cached_property
    def below(self) -> csr_array:
        """Say which theme lies below which."""
        pairs = [(theme, each) for theme in self.ids for each in self.tree.down(theme) if each != theme]
        upper, lower = zip(*pairs, strict=True) if pairs else ((), ())
        return incidence(upper, self.row_of, lower, self.row_of)

    @cached_property
    def held(self) -> csr_array:
        """Say for which organisation each seat is held."""
        held = self.seats["organisation_id"].dropna()
        return incidence(held, self.body_of, held.index, range(len(self.seats)))

    @cached_property
    def named(self) -> csr_array:
        """Say which seat's current mandate names which theme itself."""
        rows = self.seating.mandates
        rows = rows[rows["current"] & (rows["target_kind"] == "Theme") & rows["seat_id"].isin(self._seat_of)]
        return incidence(rows["target_id"], self.row_of, rows["seat_id"], self._seat_of)

    @cached_property
    def _seat_of(self) -> dict[str, int]:
        return {seat: number for number, seat in enumerate(self.seats["seat_id"])}

    @cached_property
    def carried(self) -> csr_array:
        """Say which organisation works on which theme or on one below it."""
        return binary(self.works_on + self.below @ self.works_on)

    @cached_property
    def _carrying(self) -> csr_array:
        """Say which seat carries which theme, if it is third sector."""
        return binary(self.carried @ self.held + self.named + self.below @ self.named)

    def carriers(self, theme: str) -> Places:
        """Give the row numbers of the third-sector seats that carry the theme, by partnership and seat."""
        seats = row_entries(self._carrying, self.row_of[theme])
        return seats[self.third[seats]]

    def voiced(self, theme: str) -> Places:
        """Give the numbers of the partnerships where the theme is voiced."""
        return np.unique(self.seat_place[self.carriers(theme)])

    def cuts(self, theme: str, remit: Iterable[str] | None = None) -> RouteCuts:
        """Say how many must leave before nobody carries the theme, anywhere or on the partnerships of a remit."""
        carriers = self.carriers(theme)
        if remit is not None:
            carriers = carriers[np.isin(self.seat_place[carriers], [self.place_of[place] for place in remit])]
        people, bodies = (self.seats[each].to_numpy()[carriers] for each in ("representative_id", "organisation_id"))
        return route_cuts(people, bodies)

    def routes(self, theme: str) -> tuple[Route, ...]:
        """List the third-sector seats that carry the theme, in order of partnership and seat."""
        if theme not in self._routes:
            carriers = self.carriers(theme)
            self._routes[theme] = tuple(map(Route, *(column[carriers].tolist() for column in self._columns)))
        return self._routes[theme]

    @cached_property
    def _columns(self) -> list[npt.NDArray[Any]]:
        """Give of each seat what a route says."""
        seats = self.seats
        columns = [seats["seat_id"], seats["partnership_id"], seats["representative_id"].fillna("")]
        return [each.to_numpy() for each in (*columns, seats["organisation_id"], seats["capacity"] == EXPERT)]

    @cached_property
    def unthemed(self) -> npt.NDArray[np.bool_]:
        """Say which seats might carry any theme: no organisation, or one of which no theme is recorded."""
        themed = np.append(np.asarray(self.works_on.sum(axis=0)).ravel() > 0, False)
        holder = self.seats["organisation_id"].map(self.body_of).fillna(-1)
        return np.asarray(~themed[holder.to_numpy(dtype=np.int64)], dtype=bool)

    def open_seats(self, theme: str, places: Iterable[str] | None = None) -> list[str]:
        """List the seats that may carry a theme and are not known to; `places` None means everywhere.

        No theme is recorded for their organisation, or its sector is not and it works on the theme.
        """
        seats = self.seats["seat_id"].to_numpy()[self._open(theme, places)]
        return sorted(seats.tolist())

    def count_open(self, theme: str, places: Iterable[str] | None = None) -> int:
        """Count the seats that `open_seats` would list."""
        return int(self._open(theme, places).sum())

    def _open(self, theme: str, places: Iterable[str] | None) -> npt.NDArray[np.bool_]:
        seats = row_entries(self._carrying, self.row_of[theme])
        may = self.unthemed.copy()
        may[seats] = ~self.third[seats]
        if places is not None:
            wanted = np.zeros(len(self.place_ids), dtype=bool)
            wanted[[self.place_of[place] for place in places]] = True
            may &= wanted[self.seat_place]
        return may

    @cached_property
    def awards(self) -> pd.DataFrame:
        """Give funder, recipient and days of every award."""
        return self.seating.network.table("awards")[["funder_id", "recipient_id", "start_day", "end_day"]]

    def vacant(self, places: list[str]) -> list[str]:
        """List the vacant seats on some partnerships: whoever fills one could carry a theme there."""
        return sorted(seat for place in places for seat in self._vacant.get(place, ()))

    @cached_property
    def _vacant(self) -> dict[str, set[str]]:
        seats = self.seating.seats
        return _sets(seats[seats["state"] == VACANT], "partnership_id", "seat_id")


def incidence(
    rows: Iterable[Any], row_of: Mapping[str, int], columns: Iterable[Any], column_of: Mapping[str, int] | range
) -> csr_array:
    """Make a matrix of noughts and ones of pairs, each pair once; `range` means that columns are numbers already."""
    at = np.fromiter((row_of[each] for each in rows), dtype=np.int64)
    to = np.fromiter((column_of[each] for each in columns), dtype=np.int64)
    shape = (len(row_of), len(column_of))
    return binary(csr_array((np.ones(len(at), dtype=np.int64), (at, to)), shape=shape))


def binary(matrix: csr_array) -> csr_array:
    """Give 1 for every entry that is not 0, in order of columns."""
    result = csr_array(matrix)
    result.sum_duplicates()
    result.data = np.ones(len(result.data), dtype=np.int64)
    return result


def row_entries(matrix: csr_array, row: int) -> Places:
    """Give the columns in which a row of a matrix has an entry."""
    return np.asarray(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]], dtype=np.int64)


def _sets(rows: pd.DataFrame, key: str, value: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in zip(rows[key], rows[value], strict=True):
        found.setdefault(one, set()).add(other)
    return found
