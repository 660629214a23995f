"""Who could relay an issue from where it is voiced to a partnership that owns it, and whose leaving breaks that?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmap.analyses.issues.holders import Holders
from netmap.analyses.issues.links import ORGANISATION, PERSON, Links
from netmap.analyses.issues.themes import Places, Themes

RELAY_COLUMNS = (
    "theme_id",
    "theme",
    "partnership_id",
    "partnership",
    "steps",
    "from_id",
    "from",
    "through",
    "by",
    "by_kind",
    "by_ids",
    "equally_short",
    "breaks_if_leaves",
    "breaks_if_leaves_ids",
)
FAR = -1
"""The distance of a partnership that no relay reaches."""


@dataclass(frozen=True)
class Relay:
    """The shortest live way to carry an issue to a partnership that owns it.

    `places` leads from a partnership where it is voiced to the owner, `by` names for each step who sits on
    both ends and `kinds` whether it is a person or an organisation; empty where there is no way of at
    most so many steps. `equally_short` counts the ways of as few steps with as many people on them;
    `breaks` lists the people without whom no way of as few steps is left.
    """

    theme: str
    owner: str
    places: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    equally_short: int = 0
    breaks: tuple[str, ...] = ()

    @property
    def steps(self) -> int | None:
        """Give the number of steps, None where there is no way."""
        return len(self.by) or None


@dataclass(frozen=True)
class ThemeRelays:
    """The relays of one theme: how many owners of each distance do not hear it, and the nearest of them."""

    distances: Mapping[int, int]
    nearest: tuple[Relay, ...]


@dataclass
class Relays:
    """Relays over partnerships that share people or organisations on third-sector seats."""

    themes: Themes
    links: Links
    _holders: Holders | None = field(default=None)

    @property
    def holders(self) -> Holders:
        """Give who sits where, made on first use."""
        if self._holders is None:
            self._holders = Holders(self.links)
        return self._holders

    def of(self, theme: str, owners: list[str]) -> ThemeRelays:
        """How could an issue get to the owners that do not hear it?

        Definition: a step joins two partnerships that share a person or an organisation on third-sector seats,
        observers too. The relay with the fewest steps is taken, then the one with the fewest steps that only
        an organisation joins, then the first by name. Range 1 to `most_steps` steps.
        Direction: from a partnership where the theme is voiced to one that owns it. Weight: none.
        Isolated and vacant: an owner with no filled third-sector seat has no relay; vacant seats relay nothing.

        Parameters
            theme: the theme, by id.
            owners: the partnerships that own it and where it is not voiced.
        Returns
            ThemeRelays: the nearest owners first, then by name, `most_routes` at most; empty where the
            theme is voiced nowhere or the links are too many to work out.
        Cost
            Pairs of linked partnerships for each step, and the neighbourhood of each owner listed.
        Source
            METHODS 6.4 and 7.3; checked by exhaustive search and by taking each person out.
        """
        sources = self.themes.voiced(theme)
        if not owners or not len(sources) or self.links.too_many:
            return ThemeRelays({}, ())
        distance = self._distances(sources)
        rows = {owner: self.themes.place_of[owner] for owner in owners}
        known, counts = np.unique([distance[row] for row in rows.values()], return_counts=True)
        settings = self.themes.seating.settings.issues
        ordered = sorted(owners, key=lambda owner: (_far_last(distance[rows[owner]]), self.themes.places[owner], owner))
        finder = _Finder(self, theme, distance)
        nearest = tuple(finder.relay(rows[owner]) for owner in ordered[: settings.most_routes])
        return ThemeRelays(dict(zip(known.tolist(), counts.tolist(), strict=True)), nearest)

    def _distances(self, sources: Places) -> npt.NDArray[np.int64]:
        """Give the fewest steps from where a theme is voiced to each partnership."""
        linked = self.links.linked
        distance = np.full(linked.shape[0], FAR, dtype=np.int64)
        distance[sources] = 0
        frontier = distance == 0
        for step in range(1, self.themes.seating.settings.issues.most_steps + 1):
            frontier = (linked @ frontier.astype(np.int64) > 0) & (distance == FAR)
            distance[frontier] = step
        return distance


def _far_last(distance: int) -> float:
    return float("inf") if distance == FAR else int(distance)


@dataclass
class _Finder:
    """Walks back from an owner to where one theme is voiced, along ever smaller distances."""

    relays: Relays
    theme: str
    distance: npt.NDArray[np.int64]
    _best: dict[int, tuple[int, int]] = field(default_factory=dict)

    def relay(self, owner: int) -> Relay:
        """Give the best relay to an owner."""
        name = self.relays.themes.place_ids[owner]
        if self.distance[owner] == FAR:
            return Relay(self.theme, name)
        way, by, kinds = [owner], [], []
        while self.distance[way[-1]] > 0:
            before, who, kind = self._step(way[-1])
            way.append(before)
            by.append(who)
            kinds.append(kind)
        places = tuple(self.relays.themes.place_ids[each] for each in reversed(way))
        breaks = self._breakers(way[::-1])
        return Relay(self.theme, name, places, tuple(by[::-1]), tuple(kinds[::-1]), self.best(owner)[1], breaks)

    def best(self, place: int) -> tuple[int, int]:
        """Give the fewest organisation steps on a shortest way to a place, and how many such ways there are."""
        if self.distance[place] == 0:
            return 0, 1
        if place not in self._best:
            least, ways = len(self.distance), 0
            for before, people, bodies in self._before(place):
                organisations, here = self.best(before)
                cost, here = organisations + (not people), here * (people or bodies)
                least, ways = (cost, here) if cost < least else (least, ways + here * (cost == least))
            self._best[place] = (least, ways)
        return self._best[place]

    def _before(self, place: int) -> list[tuple[int, int, int]]:
        """Give the places one step nearer to the voice, with the people and the organisations shared."""
        nearer = self.distance[place] - 1
        return [each for each in self.relays.links.neighbours(place) if self.distance[each[0]] == nearer]

    def _step(self, place: int) -> tuple[int, str, str]:
        """Choose the step back: fewest organisation steps, then by the names of the place and of who sits on both."""
        themes, links = self.relays.themes, self.relays.links
        least = self.best(place)[0]
        near = [one for one, people, _ in self._before(place) if self.best(one)[0] + (not people) == least]
        before = min(near, key=lambda one: (themes.places[themes.place_ids[one]], themes.place_ids[one]))
        people, bodies = links.shared(themes.place_ids[before], themes.place_ids[place])
        if people:
            return before, min(people, key=lambda who: (themes.people[who], who)), PERSON
        return before, min(bodies, key=lambda who: (themes.bodies[who], who)), ORGANISATION

    @cached_property
    def _voices(self) -> dict[int, set[str]]:
        """Give for each partnership who carries the theme there, '' for nobody named."""
        found: dict[int, set[str]] = {}
        for route in self.relays.themes.routes(self.theme):
            found.setdefault(self.relays.themes.place_of[route.partnership], set()).add(route.person)
        return found

    def _breakers(self, way: list[int]) -> tuple[str, ...]:
        """List the people whose leaving leaves no way of as few steps to the end of this one."""
        voices, holders = self._voices, self.relays.holders
        candidates = set(voices[way[0]]) if len(voices[way[0]]) == 1 else set()
        for one, other in pairwise(way):
            candidates |= holders.needed(one, other)
        return tuple(person for person in sorted(candidates - {""}) if not self._reached(way[-1], person, {}))

    def _reached(self, place: int, without: str, seen: dict[int, bool]) -> bool:
        """Say whether a place is still as near to the voice when a person has left."""
        if place not in seen:
            holders = self.relays.holders
            seen[place] = (
                bool(self._voices[place] - {without})
                if self.distance[place] == 0
                else any(
                    holders.still_joined(before, place, without) and self._reached(before, without, seen)
                    for before, _, _ in self._before(place)
                )
            )
        return seen[place]


def relay_table(themes: Themes, found: Mapping[str, ThemeRelays]) -> pd.DataFrame:
    """List the relays of all themes, by theme, the nearest owners first."""
    rows = [_row(themes, relay) for theme in sorted(found) for relay in found[theme].nearest]
    return pd.DataFrame(rows, columns=list(RELAY_COLUMNS), dtype=object)


def _row(themes: Themes, relay: Relay) -> dict[str, object]:
    source = relay.places[0] if relay.places else None
    return {
        "theme_id": relay.theme,
        "theme": themes.names[relay.theme],
        "partnership_id": relay.owner,
        "partnership": themes.places[relay.owner],
        "steps": relay.steps,
        "from_id": source,
        "from": themes.places[source] if source else None,
        "through": list(relay.places[1:-1]),
        "by": [name_of(themes, kind, who) for who, kind in zip(relay.by, relay.kinds, strict=True)],
        "by_kind": list(relay.kinds),
        "by_ids": list(relay.by),
        "equally_short": relay.equally_short,
        "breaks_if_leaves": [themes.people[who] for who in relay.breaks],
        "breaks_if_leaves_ids": list(relay.breaks),
    }


def name_of(themes: Themes, kind: str, who: str) -> str:
    """Give the name of a person or of an organisation on a relay."""
    return themes.people[who] if kind == PERSON else themes.bodies[who]
