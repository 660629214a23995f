"""Which organisations are weighed for which gaps, and on which partnerships: bounded, and said where it is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from netmap.analyses.actions.ground import Ground
from netmap.analyses.actions.universe import GROUP, SMALL, THEME, Gap


@dataclass(frozen=True)
class Weighed:
    """For each body the gaps that a seat could close and the partnerships to try.

    `cut_gaps` counts the gaps for which not every body is weighed, `cut_bodies` the bodies that are not
    weighed on every partnership.
    """

    gaps: Mapping[str, list[Gap]]
    places: Mapping[str, list[str]]
    cut_gaps: int
    cut_bodies: int


def weigh(ground: Ground, gaps: Iterable[Gap], free: set[str]) -> Weighed:
    """Choose for each gap the bodies that would close most gaps there, and for each body where it fits best.

    Parameters
        ground: the seats and bodies.
        gaps: the open gaps.
        free: the partnerships with a seat to fill.
    """
    limits = ground.seating.settings.actions
    able = {gap: _able(ground, gap) for gap in gaps}
    own: dict[str, list[Gap]] = {}
    worth: Counter[tuple[str, str]] = Counter()
    for gap, bodies in able.items():
        for body in bodies:
            own.setdefault(body, []).append(gap)
            worth[body, gap.place] += 1
    places: dict[str, set[str]] = {}
    cut_gaps, cut_bodies = 0, set()
    for gap, bodies in able.items():
        there = sorted(bodies, key=partial(_worth, worth, gap.place))
        cut_gaps += len(there) > limits.bodies_per_gap
        for body in there[: limits.bodies_per_gap]:
            fitting = [gap.place] if gap.place else _fitting(ground, body, free)
            if len(fitting) > limits.places_per_body:
                cut_bodies.add(body)
            places.setdefault(body, set()).update(fitting[: limits.places_per_body])
    return Weighed(own, {body: sorted(some) for body, some in sorted(places.items())}, cut_gaps, len(cut_bodies))


def _worth(worth: Mapping[tuple[str, str], int], place: str, body: str) -> tuple[int, str]:
    """Order bodies by the gaps that a seat on a partnership would close, most first, then by id."""
    here = worth.get((body, place), 0)
    return -here - (worth.get((body, ""), 0) if place else 0), body


def _able(ground: Ground, gap: Gap) -> frozenset[str]:
    """Give the bodies whose seat could close a gap."""
    if gap.kind == GROUP:
        return frozenset(ground.links.get(gap.subject, {})) & ground.may_sit
    if gap.kind == THEME:
        return ground.theme_bodies(gap.subject) & ground.may_sit
    if gap.kind == SMALL:
        return ground.small & ground.remits.get(gap.place, frozenset()) & ground.may_sit
    return frozenset()


def _fitting(ground: Ground, body: str, free: set[str]) -> list[str]:
    """Give the partnerships to try for a gap that a seat anywhere closes, those that fit best first.

    Best is a free seat where the body's themes are in the remit, then its themes without a free seat, then a free seat
    elsewhere; where there is none of these, everywhere.
    """
    fits = {place for place in ground.places if body in ground.remits.get(place, ())}
    possible = free | fits or set(ground.places)
    return sorted(possible, key=lambda place: (place not in fits, place not in free, place))
