"""Routes through forums: nominal, never counted as voice, and how many must leave before they break."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmap.analyses.issues.paths import forum_seats
from netmap.analyses.issues.themes import Places, Themes, row_entries
from netmap.measures.cuts import minimum_cut, smallest_cover

FORUM_COLUMNS = (
    "theme_id",
    "theme",
    "organisations",
    "forums",
    "seats",
    "partnerships",
    "person_cut_any",
    "person_cut_remit",
    "organisation_cut_any",
    "organisation_cut_remit",
    "either_cut_any",
    "either_cut_remit",
)
START, END = ("start", -1), ("end", -1)


@dataclass(frozen=True)
class Ways:
    """The routes of one theme through forums, to some partnerships.

    `members` are pairs (organisation or forum, forum it belongs to), `sources` the organisations that carry the
    theme, `mandates` pairs (forum, person; -1 where the seat names nobody), `seats` rows of forum, person, seat
    and partnership.
    """

    sources: Places
    members: np.ndarray
    mandates: np.ndarray
    seats: np.ndarray

    @property
    def person_cut(self) -> float:
        """Count the people who must leave: all of them, infinite where a seat names nobody."""
        people = np.unique(self.mandates[:, 1])
        return math.inf if len(people) and people[0] < 0 else len(people)

    def cut(self, *, with_people: bool, most: int) -> float | None:
        """Count the organisations and forums, or these and people, that must leave; None beyond `most` steps."""
        if not len(self.mandates):
            return 0
        direct = self._direct() if with_people else np.unique(self.mandates[:, 0])
        chained = np.isin(self.members[:, 0], self.members[:, 1]).any()
        if not chained and len(direct) == len(np.unique(self.mandates[:, 0])):
            return self._cover
        edges = self._edges(direct)
        if len(edges) > most:
            return None
        removable = {node for edge in edges for node in edge} - {START, END}
        return minimum_cut(edges, [START], [END], removable).size

    @cached_property
    def _cover(self) -> int:
        return smallest_cover(self.members[:, 0], self.members[:, 1])

    def _edges(self, direct: Places) -> list[tuple[Hashable, Hashable]]:
        """List the steps; a direct forum leads to the end without its people."""
        edges: list[tuple[Hashable, Hashable]] = [(START, ("body", body)) for body in self.sources.tolist()]
        edges += [(("body", one), ("body", other)) for one, other in self.members.tolist()]
        edges += [(("body", forum), END) for forum in direct.tolist()]
        shared = self.mandates[~np.isin(self.mandates[:, 0], direct)]
        edges += [(("body", forum), ("person", person)) for forum, person in shared.tolist()]
        return edges + [(("person", person), END) for person in np.unique(shared[:, 1]).tolist()]

    def _direct(self) -> Places:
        """Give the forums that to cut off by their people is never cheaper than to lose the forum itself.

        One of their seats names nobody, or is held by a person whom no other of these forums has mandated.
        """
        people, counts = np.unique(self.mandates[:, 1], return_counts=True)
        own = np.isin(self.mandates[:, 1], people[(counts == 1) | (people < 0)])
        return np.unique(self.mandates[own, 0])


@dataclass
class Forums:
    """Who belongs to which body, and which bodies have given seats a current mandate."""

    themes: Themes

    @cached_property
    def _members(self) -> np.ndarray:
        rows = self.themes.seating.network.table("memberships")
        ends = [rows[each].map(self.themes.body_of).to_numpy(dtype=np.int64) for each in ("member_id", "body_id")]
        return _pairs(*ends)

    @cached_property
    def _seats(self) -> np.ndarray:
        """Give rows of forum, person (-1 for nobody), seat and place: the seats with a current mandate from a forum."""
        matrix = forum_seats(self.themes).tocoo()
        kept = self.themes.third[matrix.col]
        forum, seat = matrix.row[kept].astype(np.int64), matrix.col[kept].astype(np.int64)
        person = pd.factorize(self.themes.seats["representative_id"], sort=True)[0].astype(np.int64)
        place = self.themes.seat_place[seat]
        return np.column_stack([forum, person[seat], seat, place])

    def ways(self, theme: str, remit: list[str]) -> tuple[Ways, Ways]:
        """Give the routes of a theme through forums: to anywhere, and to the partnerships of a remit."""
        carrying = row_entries(self.themes.carried, self.themes.row_of[theme])
        sources = carrying[~np.isin(carrying, self._members[:, 1])]
        onward = self._closed(sources, 0, 1)
        owning = np.isin(self._seats[:, 3], [self.themes.place_of[place] for place in remit])
        return self._between(sources, onward, self._seats), self._between(sources, onward, self._seats[owning])

    def _between(self, sources: Places, onward: npt.NDArray[np.bool_], seats: np.ndarray) -> Ways:
        """Give the routes from some organisations, which lead on to some bodies, to some seats."""
        both = onward & self._closed(seats[:, 0], 1, 0)
        inside = both[self._members].all(axis=1)
        there = seats[both[seats[:, 0]]]
        return Ways(sources[both[sources]], self._members[inside], _pairs(there[:, 0], there[:, 1]), there)

    def _closed(self, start: Places, near: int, far: int) -> npt.NDArray[np.bool_]:
        """Give what is reached from some bodies along memberships, one way or the other."""
        reached = np.zeros(len(self.themes.body_of), dtype=bool)
        reached[start] = True
        while True:
            after = self._members[reached[self._members[:, near]], far]
            if reached[after].all():
                return reached
            reached[after] = True

    def table(self) -> pd.DataFrame:
        """Which issues run through forums, and how many must leave before those ways break?

        Definition: ways theme - organisation - forum (through member forums too) - seat whose current mandate is the
        forum's. Nominal: such a seat speaks for a membership, not for the theme, and is counted as voice nowhere.
        Cuts by maximum flow, organisations and forums being of one kind; the body that the person sits for is
        left out, for the forum would be spoken for all the same. Infinite: a seat names nobody.
        Isolated and vacant: a theme without such a way has no row; None where ways are too many to work out.

        Returns
            By theme.
        Cost
            Memberships for each theme; one maximum flow of at most `most_forum_steps` steps for each cut.
        Source
            METHODS 6.2 (M3), 6.4; checked by taking out every subset.
        """
        rows = [row for theme in self.themes.ids if (row := self._row(theme))]
        return pd.DataFrame(rows, columns=list(FORUM_COLUMNS), dtype=object)

    def _row(self, theme: str) -> dict[str, Any] | None:
        ways = dict(zip(("any", "remit"), self.ways(theme, self.themes.remit(theme)), strict=True))
        everywhere = ways["any"]
        if not len(everywhere.mandates):
            return None
        most = self.themes.seating.settings.issues.most_forum_steps
        row = {
            "theme_id": theme,
            "theme": self.themes.names[theme],
            "organisations": len(everywhere.sources),
            "forums": len(np.unique(everywhere.seats[:, 0])),
            "seats": len(np.unique(everywhere.seats[:, 2])),
            "partnerships": len(np.unique(everywhere.seats[:, 3])),
        }
        for where, found in ways.items():
            row[f"person_cut_{where}"] = found.person_cut
            row[f"organisation_cut_{where}"] = found.cut(with_people=False, most=most)
            row[f"either_cut_{where}"] = found.cut(with_people=True, most=most)
        return row


def _pairs(one: Places, other: Places) -> np.ndarray:
    """Give each pair once, in order."""
    span = int(other.max(initial=0)) + 2
    keys = np.unique(one * span + other + 1)
    return np.column_stack([keys // span, keys % span - 1])
