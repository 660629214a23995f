"""Filled seats as arrays, and which of them are alike for a group: so that each kind of seat is graded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.coverage.groups import DIRECT, LED, NOBODY, UNASKED, WIDER, Bodies, Groups
from netmap.analyses.coverage.levels import GradedSeat, Mandate
from netmap.analyses.coverage.routes import Links
from netmap.analyses.seating import Seating
from netmap.model.codes import CURRENT_ROUTES

ORGANISATION, GROUP = "Organisation", "EqualityGroup"


@dataclass(frozen=True)
class Ragged:
    """A list of bodies for each of several things, laid end to end."""

    items: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, lists: Iterable[np.ndarray]) -> Ragged:
        """Lay some lists end to end."""
        kept = list(lists)
        sizes = np.array([len(each) for each in kept], dtype=np.int64)
        items = np.concatenate(kept) if kept else np.empty(0, dtype=np.int64)
        return cls(items.astype(np.int64), np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))

    def any_bits(self, codes: np.ndarray) -> np.ndarray:
        """Join the bits of the bodies in each list; of an empty list none."""
        return self._reduced(np.bitwise_or, codes, np.uint8)

    def count(self, flags: np.ndarray) -> np.ndarray:
        """Count the flagged bodies in each list."""
        return self._reduced(np.add, flags.astype(np.int64), np.int64)

    def _reduced(self, how: np.ufunc, values: np.ndarray, kind: type) -> np.ndarray:
        found: np.ndarray = np.zeros(len(self.starts) - 1, dtype=kind)
        filled = np.flatnonzero(np.diff(self.starts))
        if len(filled):
            found[filled] = how.reduceat(values[self.items], self.starts[:-1][filled])
        return found


@dataclass(frozen=True)
class Kinds:
    """Seats told apart: a row of each kind, the number of its kind for every row, and what each kind is known by.

    Seats of one key are graded alike, whatever the group. `own`, `members` and `mandates` are the bits of
    the holders, of their members and of the mandates.
    """

    first: np.ndarray
    numbers: np.ndarray
    keys: list[int]
    own: np.ndarray
    members: np.ndarray
    mandates: np.ndarray


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Spread whole numbers evenly over 64 bits (the finaliser of SplitMix64), so that sums of them do not meet."""
    mixed = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


@dataclass(frozen=True)
class Benches:
    """Filled seats, those of one partnership together in the order of the seating.

    `rows` has seat_id, partnership_id, organisation_id, representative, capacity and mandate_recorded;
    `place` is each row's partnership by number. `mandates` has those of organisations and groups, in
    the order of the rows, with `row`.
    """

    rows: pd.DataFrame
    place: np.ndarray
    holder: np.ndarray
    may_speak: np.ndarray
    mandates: pd.DataFrame
    bodies: Bodies
    seating: Seating

    @cached_property
    def _static(self) -> np.ndarray:
        """Number the seats by what does not depend on a group."""
        parts = [self.rows["capacity"].fillna(""), self.may_speak, self.rows["mandate_recorded"].eq(True)]
        numbers = np.zeros(len(self.rows), dtype=np.int64)
        for part in parts:
            codes, names = pd.factorize(np.asarray(part, dtype=object), sort=False)
            numbers = numbers * max(1, len(names)) + codes
        return numbers

    @cached_property
    def _members(self) -> tuple[np.ndarray, Ragged]:
        """Give the holders that have members, and those."""
        having = list(self.bodies.ids[np.unique(self.holder[self.holder < self.bodies.nobody])])
        members = self.seating.members
        found = [body for body in having if body in members]
        at = np.array([self.bodies.index[body] for body in found], dtype=np.int64)
        return at, Ragged.of(self._at(members[body]) for body in found)

    def _at(self, bodies: Iterable[str]) -> np.ndarray:
        return np.sort(np.fromiter((self.bodies.index[body] for body in bodies), dtype=np.int64))

    @cached_property
    def _sources(self) -> tuple[np.ndarray, Ragged]:
        """Number what gave the mandates, with the constituency of each organisation among them."""
        keys = self.mandates["target_kind"] + " " + self.mandates["target_id"]
        numbers, _names = pd.factorize(keys, sort=False)
        first = self.mandates.iloc[np.unique(numbers, return_index=True)[1]]
        lists = [
            self._at(self.seating.constituency(kind, target)) if kind == ORGANISATION else self._at(())
            for kind, target in zip(first["target_kind"], first["target_id"], strict=True)
        ]
        return numbers, Ragged.of(lists)

    @cached_property
    def _own(self) -> tuple[np.ndarray, Ragged]:
        """Number the mandates by source and holder, with those spoken for who are the holder or its members."""
        sources, _ = self._sources
        holders = self.holder[self._mandate_rows]
        _pairs, first, numbers = np.unique(
            sources * (self.bodies.nobody + 1) + holders, return_index=True, return_inverse=True
        )
        members = self.seating.members
        kinds, targets, _ = self._mandate_columns
        lists = []
        for at in first:
            kind, target = kinds[at], targets[at]
            body = self.bodies.ids[holders[at]] if holders[at] < self.bodies.nobody else ""
            behind = self.seating.constituency(kind, target) if kind == ORGANISATION else frozenset()
            lists.append(self._at(behind & (members.get(body, frozenset()) | {body})))
        return numbers, Ragged.of(lists)

    @cached_property
    def _mandate_static(self) -> np.ndarray:
        route = self.mandates["route"]
        numbers = np.where(route.isin(CURRENT_ROUTES), 0, np.where(route.isna() | (route == ""), 1, 2))
        kinds = self._from_group * 3
        own = self.mandates["target_id"].map(self.bodies.index).fillna(-1).to_numpy(dtype=np.int64)
        by_itself = own == self.holder[self._mandate_rows]
        has_members = self.mandates["target_id"].isin(
            [body for body, members in self.seating.members.items() if members]
        )
        return np.asarray(((numbers + kinds) * 2 + by_itself) * 2 + has_members.to_numpy())

    @cached_property
    def _targets(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the organisation behind each mandate, and the number of each target with all targets."""
        numbers, names = pd.factorize(self.mandates["target_id"], sort=False)
        bodies = np.array([self.bodies.index.get(name, self.bodies.nobody) for name in names], dtype=np.int64)
        return bodies[numbers] if len(names) else numbers, numbers, np.asarray(names, dtype=object)

    @cached_property
    def _from_group(self) -> np.ndarray:
        return np.asarray(self.mandates["target_kind"] == GROUP)

    @cached_property
    def _mandate_rows(self) -> np.ndarray:
        return np.asarray(self.mandates["row"], dtype=np.int64)

    def _mandate_signs(self, codes: np.ndarray, line: Mapping[str, int], seen: np.ndarray) -> np.ndarray:
        """Number the mandates by what matters to one group."""
        sources, constituencies = self._sources
        overlapping, overlaps = self._own
        bodies, numbers, names = self._targets
        touched = seen[constituencies.any_bits(codes)][sources].astype(np.int64)
        apart = np.zeros(len(sources), dtype=np.int64)
        for place, bits in enumerate((DIRECT, DIRECT | UNASKED)):
            others = (codes & bits) == 0
            apart |= ((constituencies.count(others)[sources] - overlaps.count(others)[overlapping]) > 0) << place
        apart[(codes[self.holder[self._mandate_rows]] & (LED | UNASKED | NOBODY)) == 0] = 0
        named = np.array([line.get(name, 0) for name in names], dtype=np.int64)
        linked = codes[bodies].astype(np.int64) & (DIRECT | WIDER | UNASKED)
        target = np.where(self._from_group, named[numbers] if len(names) else linked, linked)
        return np.asarray(((self._mandate_static * 4 + apart) * 256 + touched) * 256 + seen[target])

    def alike(self, codes: np.ndarray, line: Mapping[str, int], seen: np.ndarray) -> Kinds:
        """Tell seats apart by what matters to one group.

        A seat is known by a number of 64 bits made from its own signs and those of its mandates in order.

        Parameters
            codes: how each organisation relates to the group; what does not matter is left out.
            line: the bits of the groups that cover it.
            seen: of the joined bits of several bodies, those that matter.
        """
        at, members = self._members
        touched = np.zeros(len(codes), dtype=np.int64)
        touched[at] = seen[members.any_bits(codes)]
        own = codes[self.holder].astype(np.int64)
        signs = ((self._static * 256 + own) * 256 + touched[self.holder]) * 2 + self._has_members[self.holder]
        mandates = self._mandate_signs(codes, line, seen)
        keys = _mixed(signs)
        if len(mandates):
            rows, starts = np.unique(self._mandate_rows, return_index=True)
            keys[rows] += np.add.reduceat(_mixed(mandates * 64 + self._positions + 1), starts)
        numbers, found = pd.factorize(keys)
        first = np.empty(len(found), dtype=np.int64)
        first[numbers[::-1]] = np.arange(len(keys))[::-1]
        return Kinds(first, numbers, found.tolist(), own, touched[self.holder], mandates)

    def links(self, kinds: Kinds, row: int) -> Links:
        """Give how the bodies around one row relate to the group for which the kinds were told apart."""
        behind = kinds.mandates[self._bounds[row] : self._bounds[row + 1]].tolist()
        pairs = tuple((sign & 255, sign >> 8 & 255) for sign in behind)
        return Links(int(kinds.own[row]), int(kinds.members[row]), pairs)

    @cached_property
    def _positions(self) -> np.ndarray:
        return np.asarray(self.mandates.groupby("row").cumcount(), dtype=np.int64)

    @cached_property
    def _has_members(self) -> np.ndarray:
        found = np.zeros(self.bodies.nobody + 1, dtype=np.int64)
        found[self._members[0]] = 1
        return found

    @cached_property
    def _columns(self) -> dict[str, np.ndarray]:
        return {name: self.rows[name].to_numpy(dtype=object) for name in self.rows}

    @cached_property
    def _mandate_columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        kinds, targets, routes = (
            self.mandates[name].to_numpy(dtype=object) for name in ("target_kind", "target_id", "route")
        )
        return kinds, targets, routes

    def seat(self, row: int) -> GradedSeat:
        """Give one row as the rules of the ladder read it."""
        values = {name: column[row] for name, column in self._columns.items()}
        holder = values["organisation_id"] or ""
        low, high = self._bounds[row], self._bounds[row + 1]
        return GradedSeat(
            values["seat_id"],
            values["partnership_id"],
            holder,
            values["representative"] or "",
            values["capacity"] or "",
            bool(self.may_speak[row]),
            bool(values["mandate_recorded"]) or low < high,
            self.seating.members.get(holder, frozenset()),
            tuple(self._mandate(at) for at in range(low, high)),
        )

    def target(self, row: int, position: int) -> str:
        """Give what one mandate of a row comes from; blank where there is none at the position."""
        return str(self._mandate_columns[1][self._bounds[row] + position]) if position >= 0 else ""

    @cached_property
    def _bounds(self) -> np.ndarray:
        return np.searchsorted(self._mandate_rows, np.arange(len(self.rows) + 1))

    def _mandate(self, at: int) -> Mandate:
        kind, target, route = (column[at] for column in self._mandate_columns)
        route = route if isinstance(route, str) and route else None
        return Mandate(kind, target, route, self.seating.constituency(kind, target))


def read_benches(
    rows: pd.DataFrame, mandates: pd.DataFrame, places: Mapping[str, int], groups: Groups, seating: Seating
) -> Benches:
    """Lay seats out as arrays.

    Parameters
        rows: as in `Benches`, in the order of the seating, one to each seat or to each term of one, with a
            column `key` that tells them apart.
        mandates: target_kind, target_id and route, with the `key` of their row.
        places: the number of each partnership.
    """
    place = rows["partnership_id"].map(places).to_numpy(dtype=np.int64)
    order = np.argsort(place, kind="stable")
    rows, place = rows.iloc[order].reset_index(drop=True), place[order]
    at = pd.Series(np.arange(len(rows)), index=rows["key"])
    mandates = mandates[mandates["target_kind"].isin([ORGANISATION, GROUP])]
    mandates = mandates.assign(row=mandates["key"].map(at)).dropna(subset=["row"])
    mandates = mandates.astype({"row": np.int64}).sort_values("row", kind="stable").reset_index(drop=True)
    holder = groups.bodies.places(rows["organisation_id"])
    return Benches(rows, place, holder, groups.may_speak[holder], mandates, groups.bodies, seating)
