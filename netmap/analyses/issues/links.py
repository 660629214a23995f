"""Which partnerships share people or organisations: what an issue can travel along from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from netmap.analyses.issues.themes import Places, Themes, binary, incidence, row_entries
from netmap.analyses.seating import THIRD_SECTOR

PERSON, ORGANISATION, NOBODY = "person", "organisation", "none"

LINK_COLUMNS = (
    "theme_id",
    "theme",
    "one_id",
    "one",
    "other_id",
    "other",
    "link",
    "people",
    "organisations",
    "of",
)

Shared = tuple[tuple[str, ...], tuple[str, ...]]
"""The people and the organisations that sit on both of two partnerships."""


@dataclass(frozen=True)
class RemitLinks:
    """How the partnerships in one remit are joined.

    `pairs` counts all pairs, `unlinked` those that share no person and no organisation, `without_person`
    those that share no person; `possibly` says whether a body or person of unrecorded sector may join
    two where nothing is known to. `named` lists the first unlinked pairs, `weakest` the first pairs with the least
    in common: unlinked, then those that only an organisation joins, then the others.
    """

    pairs: int
    unlinked: int
    without_person: int
    possibly: bool
    named: tuple[tuple[str, str], ...]
    weakest: tuple[tuple[str, str], ...]


@dataclass
class Links:
    """What third-sector seats, those of observers too, join."""

    themes: Themes
    _neighbours: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Give the filled seats that are known to be third sector."""
        filled = self.themes.seating.filled
        return filled[filled["sector"] == THIRD_SECTOR]

    @cached_property
    def person_ids(self) -> list[str]:
        """List the people on these seats in order of id."""
        return sorted(self.seats["representative_id"].dropna().unique())

    @cached_property
    def body_ids(self) -> list[str]:
        """List all organisations in order of id."""
        return list(self.themes.body_of)

    @cached_property
    def with_people(self) -> csr_array:
        """Say who sits on which partnership."""
        numbers = {person: number for number, person in enumerate(self.person_ids)}
        return self._sitting(self.seats, "representative_id", numbers)

    @cached_property
    def with_bodies(self) -> csr_array:
        """Say which organisation sits on which partnership."""
        return self._sitting(self.seats, "organisation_id", self.themes.body_of)

    @cached_property
    def _with_any(self) -> csr_array:
        """Say who sits, or may sit, for the third sector on which partnership."""
        filled = self.themes.seating.filled
        rows = filled[filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR)]
        numbers = {person: number for number, person in enumerate(sorted(rows["representative_id"].dropna().unique()))}
        people = self._sitting(rows, "representative_id", numbers)
        return _beside(people, self._sitting(rows, "organisation_id", self.themes.body_of))

    @cached_property
    def _with_either(self) -> csr_array:
        return _beside(self.with_people, self.with_bodies)

    def _sitting(self, seats: pd.DataFrame, column: str, numbers: dict[str, int]) -> csr_array:
        rows = seats.dropna(subset=[column])
        return incidence(rows["partnership_id"], self.themes.place_of, rows[column], numbers)

    def shared(self, one: str, other: str) -> Shared:
        """Give the people and the organisations, by id, that sit on both of two partnerships."""
        rows = [self.themes.place_of[place] for place in (one, other)]
        people, bodies = (
            np.intersect1d(row_entries(matrix, rows[0]), row_entries(matrix, rows[1]), assume_unique=True)
            for matrix in (self.with_people, self.with_bodies)
        )
        return tuple(self.person_ids[each] for each in people), tuple(self.body_ids[each] for each in bodies)

    def shared_among(self, places: Iterable[str]) -> dict[tuple[str, str], Shared]:
        """Who sits on both of which of these partnerships?

        Definition: people and organisations on filled third-sector seats, those of observers too, for each
        pair that shares any.
        Cost
            The square of the number of partnerships given.
        Source
            METHODS 6.1; checked against SILO.
        """
        pairs = {pair: self.shared(*pair) for pair in combinations(sorted(places), 2)}
        return {pair: both for pair, both in pairs.items() if any(both)}

    def within(self, remit: Sequence[str]) -> RemitLinks:
        """Count the links within a remit, and name the first pairs that have the least in common."""
        settings = self.themes.seating.settings.issues
        rows = np.array([self.themes.place_of[place] for place in remit], dtype=np.int64)
        pairs = len(rows) * (len(rows) - 1) // 2
        if not pairs:
            return RemitLinks(0, 0, 0, False, (), ())
        joined, by_person = _joined(self._with_either, rows), _joined(self.with_people, rows)
        unlinked = pairs - _count(joined)
        named = _first_unlinked(joined, remit, max(settings.most_pairs, settings.most_routes)) if unlinked else []
        weakest = named[: settings.most_routes]
        for matrix, apart_from in ((joined, by_person), (by_person, None)):
            if len(weakest) < settings.most_routes:
                weakest += _first_of(matrix, apart_from, remit, settings.most_routes - len(weakest))
        return RemitLinks(
            pairs,
            unlinked,
            pairs - _count(by_person),
            unlinked == pairs and _count(_joined(self._with_any, rows)) > 0,
            tuple(named[: settings.most_pairs]),
            tuple(weakest),
        )

    def table(self, within: Mapping[str, RemitLinks]) -> pd.DataFrame:
        """Which partnerships that own the same issue share whom?

        Definition: one row for each pair of partnerships in a remit, with the people and the organisations on
        third-sector seats of both; `link` is person where they share one, else organisation, else none: a pair
        that only an organisation joins has nobody who hears both.
        Returns
            By theme, pairs that nothing joins first, then those that only an organisation joins, then by
            id; `most_routes` of each theme. `of` counts all pairs of the theme.
        Cost
            The square of the partnerships in a remit.
        Source
            METHODS 6.1; checked against SILO.
        """
        rows = [
            self._link(theme, pair, within[theme].pairs) for theme in sorted(within) for pair in within[theme].weakest
        ]
        return pd.DataFrame(rows, columns=list(LINK_COLUMNS))

    def _link(self, theme: str, pair: tuple[str, str], pairs: int) -> dict[str, object]:
        themes = self.themes
        people, bodies = self.shared(*pair)
        return {
            "theme_id": theme,
            "theme": themes.names[theme],
            "one_id": pair[0],
            "one": themes.places[pair[0]],
            "other_id": pair[1],
            "other": themes.places[pair[1]],
            "link": PERSON if people else ORGANISATION if bodies else NOBODY,
            "people": [themes.people[each] for each in people],
            "organisations": [themes.bodies[each] for each in bodies],
            "of": pairs,
        }

    @cached_property
    def too_many(self) -> bool:
        """Say whether holders sit on so many partnerships that the pairs are not worked out."""
        boards = [np.asarray(each.sum(axis=0)).ravel() for each in (self.with_people, self.with_bodies)]
        pairs = sum(int((each * each).sum()) for each in boards)
        return pairs > self.themes.seating.settings.issues.most_shared_pairs

    @cached_property
    def by_people(self) -> csr_array:
        """Count the people that each two partnerships share."""
        return _counts(self.with_people)

    @cached_property
    def by_bodies(self) -> csr_array:
        """Count the organisations that each two partnerships share."""
        return _counts(self.with_bodies)

    @cached_property
    def linked(self) -> csr_array:
        """Say which partnerships share a person or an organisation."""
        return binary(self.by_people + self.by_bodies)

    def neighbours(self, place: int) -> list[tuple[int, int, int]]:
        """List the partnerships that one shares anybody with, and how many people and organisations."""
        if place not in self._neighbours:
            near = row_entries(self.linked, place)
            counts = (self._spread(each, place)[near].tolist() for each in (self.by_people, self.by_bodies))
            self._neighbours[place] = list(zip(near.tolist(), *counts, strict=True))
        return self._neighbours[place]

    def _spread(self, counts: csr_array, place: int) -> Places:
        """Spread one row of counts over all partnerships."""
        spread = np.zeros(counts.shape[1], dtype=np.int64)
        span = slice(counts.indptr[place], counts.indptr[place + 1])
        spread[counts.indices[span]] = counts.data[span]
        return spread


def _beside(one: csr_array, other: csr_array) -> csr_array:
    return csr_array(hstack([one, other], format="csr"))


def _joined(sitting: csr_array, rows: Places) -> csr_array:
    """Say which of some partnerships share anybody; each shares somebody with itself, where anybody sits."""
    there = sitting[rows]
    return csr_array(there @ there.T)


def _count(joined: csr_array) -> int:
    """Count the pairs that are joined."""
    return (int(joined.nnz) - int(np.count_nonzero(joined.diagonal()))) // 2


def _later(joined: csr_array, row: int) -> Places:
    """Give the later partnerships that one of them is joined with."""
    others = row_entries(joined, row)
    return others[others > row]


def _first_unlinked(joined: csr_array, remit: Sequence[str], most: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for row, place in enumerate(remit):
        others = np.setdiff1d(np.arange(row + 1, len(remit)), _later(joined, row), assume_unique=True)
        found += [(place, remit[other]) for other in others[:most].tolist()]
        if len(found) >= most:
            break
    return found[:most]


def _first_of(
    joined: csr_array, apart_from: csr_array | None, remit: Sequence[str], most: int
) -> list[tuple[str, str]]:
    """Give the first pairs that one matrix joins and another does not."""
    found: list[tuple[str, str]] = []
    for row, place in enumerate(remit):
        others = np.sort(_later(joined, row))
        if apart_from is not None:
            others = np.setdiff1d(others, _later(apart_from, row), assume_unique=True)
        found += [(place, remit[other]) for other in others[:most].tolist()]
        if len(found) >= most:
            break
    return found[:most]


def _counts(sitting: csr_array) -> csr_array:
    counts = csr_array(sitting @ sitting.T)
    counts.setdiag(0)
    counts.eliminate_zeros()
    counts.sort_indices()
    return counts
