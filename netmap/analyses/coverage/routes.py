"""The routes by which a group may be heard through one seat, and the weights of their steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from netmap.analyses.coverage.groups import ADVOCATING, DIRECT, LED, SERVING, WIDER, WIDER_SHIFT
from netmap.analyses.coverage.levels import GradedSeat, Mandate, Reach, speaks_for_itself
from netmap.analyses.seating import EXPERT, OBSERVER
from netmap.analyses.settings import CoverageSettings
from netmap.measures.strength import path_strength

WEIGHT_OF = {LED: "weight_led_by", SERVING: "weight_serves", ADVOCATING: "weight_advocates"}
WIDER_GROUP, SPECIFIC, GENERAL = "weight_wider_group", "weight_forum_specific", "weight_forum_general"
MANDATED, OWN_VOICE = "weight_mandated", "weight_own_voice"
WEIGHTS = (
    *WEIGHT_OF.values(),
    WIDER_GROUP,
    SPECIFIC,
    GENERAL,
    MANDATED,
    OWN_VOICE,
    "weight_expert",
    "weight_observer",
)

CodeOf = Callable[[str], int]

HOLDER, MEMBER, NAMED, GIVER, CONSTITUENT = "holder", "member", "named", "giver", "constituent"
"""Where a route leaves the group: for the holder of the seat, a member of it, a mandate that names the group, the
body that gave a mandate, or one of those for whom that body speaks."""

_BODIES = {HOLDER: 1, MEMBER: 2, NAMED: 0, GIVER: 1, CONSTITUENT: 2}


@dataclass(frozen=True)
class Links:
    """How the bodies around one seat relate to a group, as bits of `groups`.

    `holder` is the holder's code, `members` those of its members joined; `mandates` has for each mandate
    the code of the body that gave it and those of its constituency joined.
    """

    holder: int
    members: int
    mandates: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Route:
    """One way from a group to a partnership: the weight of each step by name, where it begins, by which mandate.

    `wider` says that it begins with a group above. The steps are those to each body on the way, to the
    person on the seat and to the partnership.
    """

    weights: tuple[str, ...]
    start: str
    mandate: int = -1
    wider: bool = False

    @property
    def depth(self) -> int:
        """Count the hand-offs from the group to the partnership."""
        return _BODIES[self.start] + self.wider + 2

    def strength(self, settings: CoverageSettings) -> float:
        """Multiply the weights of the steps."""
        return path_strength([getattr(settings, name) for name in self.weights])


def links_of(seat: GradedSeat, code_of: CodeOf) -> Links:
    """Look up how the bodies around a seat relate to a group."""
    return Links(
        code_of(seat.holder),
        _joined(seat.members, code_of),
        tuple((code_of(each.target), _joined(each.constituency, code_of)) for each in seat.mandates),
    )


def _joined(bodies: Iterable[str], code_of: CodeOf) -> int:
    return reduce(or_, map(code_of, bodies), 0)


def routes_of(seat: GradedSeat, reach: Reach, links: Links) -> list[Route]:
    """List the routes from a group through one seat, one for each kind of link; none where nothing links them.

    Source
        METHODS 4.3; checked against REP-PATHS.
    """
    own, alone = _role(seat, speaks_for_itself(seat, reach)), _role(seat, False)
    found = [Route((*link, *own), HOLDER, wider=wider) for link, wider in _kinds(links.holder)]
    forum = _forum(links.holder)
    found += [Route((*link, forum, *alone), MEMBER, wider=wider) for link, wider in _kinds(links.members)]
    for position, mandate in enumerate(seat.mandates):
        found += _through(seat, mandate, position, reach, links)
    return found


def strongest(routes: Iterable[Route], settings: CoverageSettings) -> Route | None:
    """Choose the strongest route, of equal ones the shortest; None where there is none."""
    return min(routes, key=lambda route: (-round(route.strength(settings), 12), route.depth), default=None)


def bodies_on(route: Route, seat: GradedSeat, code_of: CodeOf) -> tuple[str, ...]:
    """Name the organisations on a route, from the group on; of several alike the first by id."""
    mandate = seat.mandates[route.mandate] if route.mandate >= 0 else None
    giver = mandate.target if mandate else seat.holder
    if route.start in (MEMBER, CONSTITUENT):
        behind = mandate.constituency if mandate else seat.members
        link = route.weights[: 1 + route.wider]
        return (min(body for body in behind if link in dict(_kinds(code_of(body)))), giver)
    return () if route.start == NAMED else (giver,)


def _through(seat: GradedSeat, mandate: Mandate, position: int, reach: Reach, links: Links) -> Iterator[Route]:
    current = seat.is_current(mandate)
    role = _role(seat, current)
    if mandate.kind == "EqualityGroup":
        if reach.names(mandate.target):
            wider = mandate.target != reach.group
            above = (WIDER_GROUP,) if wider else ()
            yield Route((*above, SPECIFIC if current else GENERAL, *role), NAMED, position, wider)
        return
    giver, behind = links.mandates[position]
    alone = mandate.constituency == {mandate.target}
    if not alone:
        for link, wider in _kinds(behind):
            yield Route((*link, _forum(giver), *role), CONSTITUENT, position, wider)
    if mandate.target != seat.holder:
        for link, wider in _kinds(giver):
            yield Route((*link, *(() if alone else (GENERAL,)), *role), GIVER, position, wider)


def _forum(code: int) -> str:
    return SPECIFIC if code & (DIRECT | WIDER) else GENERAL


def _role(seat: GradedSeat, mandated: bool) -> tuple[str, ...]:
    if seat.capacity == EXPERT:
        return ("weight_expert",)
    if seat.capacity == OBSERVER:
        return (OWN_VOICE, "weight_observer")
    return (MANDATED if mandated else OWN_VOICE,)


@cache
def _kinds(code: int) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Give the weights of each link that a code stands for, and whether it is to a group above."""
    direct = [((name,), False) for bit, name in WEIGHT_OF.items() if code & bit]
    wider = [((name, WIDER_GROUP), True) for bit, name in WEIGHT_OF.items() if code & (bit << WIDER_SHIFT)]
    return (*direct, *wider)
