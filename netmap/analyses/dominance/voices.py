"""Two ways of counting the same seats: who holds them, and for whom they speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from netmap.analyses.seating import Seating
from netmap.measures.concentration import Concentration, concentration, missing_bounds

NOTHING = 1e-12
"""Voice below this is what is left of rounding."""


@dataclass(frozen=True)
class View:
    """One way of counting: who holds the seats, or for whom they speak.

    `counts` gives seats (or shares of seats) by organisation, largest first; `bounds` the lowest and
    highest HHI and CR1 when seats with an unknown holder are dealt out.
    """

    name: str
    counts: Mapping[str, float]
    measures: Concentration
    bounds: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Voices:
    """Counts any choice of the held seats in each view.

    `held` has one row for each seat with a known holder: seat_id, partnership_id, organisation_id. A
    choice of them is an array of True and False, one for each row.
    """

    seating: Seating
    held: pd.DataFrame

    def views(self, chosen: np.ndarray, unknown: int) -> dict[str, View]:
        """Give the holder, voice and consolidated view of some seats; `unknown` more have no known holder."""
        holders = _largest_first(self.held.loc[chosen, "organisation_id"].value_counts())
        together = _largest_first(self.consolidated[chosen].value_counts())
        return {
            "holders": _view("holders", holders, missing_bounds(list(holders.values()), unknown)),
            "voice": _view("voice", self.heard(chosen)),
            "consolidated": _view("consolidated", together),
        }

    def heard(self, chosen: np.ndarray) -> dict[str, float]:
        """Give the voice of each organisation in some seats: a seat's own part, and its part of the mandates."""
        own = np.bincount(self._holders[chosen], weights=self._kept[chosen], minlength=len(self._bodies))
        passed = np.asarray(self._passed[chosen].sum(axis=0)).ravel() @ self._constituencies
        totals = pd.Series(own + passed, self._bodies)
        return _largest_first(totals[totals > NOTHING])

    def largest_voices(self, chosen: np.ndarray, places: pd.Index) -> list[float | None]:
        """Give for each partnership the largest share of voice that one organisation has in the chosen seats there."""
        row = places.get_indexer(self.held["partnership_id"].to_numpy())
        use = chosen & (row >= 0)
        shape = (len(places), len(self._bodies))
        own = csr_matrix((self._kept[use], (row[use], self._holders[use])), shape=shape)
        at = csr_matrix((np.ones(use.sum()), (row[use], np.flatnonzero(use))), shape=(len(places), len(self.held)))
        most = _largest_sums(own, csr_matrix(at @ self._passed), self._constituencies)
        seats = np.bincount(row[use], minlength=len(places))
        return [float(voice / count) if count else None for voice, count in zip(most, seats, strict=True)]

    @cached_property
    def consolidated(self) -> pd.Series:
        """Give for each seat the body at the top of its holder's line of parents."""
        parents = self.seating.parents
        bodies = self.held["organisation_id"]
        return pd.Series([parents.get(body, body) for body in bodies], bodies.index, dtype=object)

    @cached_property
    def _mandates(self) -> pd.DataFrame:
        """Give the mandates of the held seats: the seat's row, the target's number, their part of the seat."""
        rows = self.seating.mandates
        seat = pd.Index(self.held["seat_id"]).get_indexer(rows["seat_id"])
        each = rows.assign(seat=seat, target=_numbered(rows))[seat >= 0]
        return each.assign(part=1 / each.groupby("seat")["seat"].transform("size"))

    @cached_property
    def _targets(self) -> list[frozenset[str]]:
        """Give the constituency of each target, in the order of their numbers."""
        first = self._mandates.drop_duplicates("target").sort_values("target")
        known = dict(zip(first["target"], zip(first["target_kind"], first["target_id"], strict=True), strict=True))
        count = int(self._mandates["target"].max()) + 1 if len(self._mandates) else 0
        return [self.seating.constituency(*known[each]) if each in known else frozenset() for each in range(count)]

    @cached_property
    def _bodies(self) -> pd.Index:
        return pd.Index(sorted(set(self.held["organisation_id"]).union(*self._targets)), dtype=object)

    @cached_property
    def _holders(self) -> np.ndarray:
        return np.asarray(self._bodies.get_indexer(self.held["organisation_id"]))

    @cached_property
    def _constituencies(self) -> csr_matrix:
        """Give the part of each organisation in each target: equal parts that add up to 1, or nothing."""
        members = [sorted(bodies) for bodies in self._targets]
        ends = np.cumsum([0, *map(len, members)])
        who = self._bodies.get_indexer([body for bodies in members for body in bodies])
        parts = np.repeat([1 / len(bodies) if bodies else 0.0 for bodies in members], [len(each) for each in members])
        return csr_matrix((parts, who, ends), shape=(len(members), len(self._bodies)))

    @cached_property
    def _passed(self) -> csr_matrix:
        """Give the part of each seat's voice that goes to each target."""
        rows = self._mandates
        reaches = np.array([bool(bodies) for bodies in self._targets], dtype=bool)[rows["target"].to_numpy(dtype=int)]
        parts = rows["strength"].to_numpy(dtype=float) * rows["part"].to_numpy() * reaches
        return csr_matrix((parts, (rows["seat"], rows["target"])), shape=(len(self.held), len(self._targets)))

    @cached_property
    def _kept(self) -> np.ndarray:
        """Give the part of each seat's voice that stays with its holder."""
        return 1 - np.asarray(self._passed.sum(axis=1)).ravel()


def _largest_sums(own: csr_matrix, passed: csr_matrix, parts: csr_matrix) -> np.ndarray:
    """Give the largest entry of each row of `own + passed @ parts`; no entry is below 0.

    A body without an own voice has at most what its row's targets give to anybody. Only where no body with one has as
    much is the whole row worked out: that of a group with thousands of organisations gives each next to nothing.
    """
    if not own.shape[1]:
        return np.zeros(own.shape[0])
    own = own.tocoo()
    here = own.data + np.asarray(passed[own.row].multiply(parts.T.tocsr()[own.col]).sum(axis=1)).ravel()
    most = np.zeros(own.shape[0])
    np.maximum.at(most, own.row, here)
    others = passed @ np.asarray(parts.max(axis=1).todense()).ravel()
    open_rows = np.flatnonzero(others > most)
    whole = own.tocsr()[open_rows] + passed[open_rows] @ parts
    most[open_rows] = np.asarray(whole.max(axis=1).todense()).ravel()
    return most


def _numbered(mandates: pd.DataFrame) -> np.ndarray:
    """Number the targets of mandates in order of their ids."""
    return np.asarray(mandates.groupby(["target_kind", "target_id"], sort=True).ngroup())


def _view(name: str, counts: dict[str, float], bounds: Mapping[str, tuple[float, float] | None] | None = None) -> View:
    return View(name, counts, concentration(list(counts.values())), bounds or {})


def _largest_first(counts: pd.Series) -> dict[str, float]:
    """Sort by count, and by id where counts are equal."""
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
    return dict(zip(ordered.index, ordered.tolist(), strict=True))
