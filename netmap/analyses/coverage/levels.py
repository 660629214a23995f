"""The rungs of the representation ladder: how one seat relates to one group, as recorded and as possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations

from netmap.analyses.seating import EXPERT, OBSERVER, REPRESENTATIVE
from netmap.model.codes import CURRENT_ROUTES

DIRECT_LED, DIRECT, LAST_REPRESENTED, ADVICE, NOMINAL, SERVED, UNSERVED = 1, 2, 3, 4, 5, 6, 7

HOLDER, ROUTE, CAPACITY, MANDATE, MEMBERS, BODY = "holder", "route", "capacity", "mandate", "members", "body"
LIST = "list"
CHEAPEST_FIRST = (HOLDER, ROUTE, CAPACITY, MANDATE, MEMBERS, BODY, LIST)
"""What could be asked to settle an open cell, in order of the work it makes."""

GROUP, SOMEBODY = "\x01group", "\x01somebody"
"""Stand-ins: the group in question, named by a mandate nobody wrote down, and an organisation nobody wrote down."""


@dataclass(frozen=True)
class Mandate:
    """One mandate of a seat; `kind` is the label of what gave it."""

    kind: str
    target: str
    route: str | None
    constituency: frozenset[str]


@dataclass(frozen=True)
class GradedSeat:
    """One filled seat as the ladder reads it.

    `members` are those of the holder, `may_speak` is False for bodies that speak for a group only on record.
    """

    id: str
    partnership: str
    holder: str
    person: str
    capacity: str
    may_speak: bool
    mandate_recorded: bool
    members: frozenset[str]
    mandates: tuple[Mandate, ...]

    @property
    def bodies(self) -> frozenset[str]:
        """Give the organisations on which a level can depend; those linked to a group that gave a mandate are none."""
        behind = (each.constituency | {each.target} for each in self.mandates if each.kind == "Organisation")
        return frozenset([self.holder]).union(self.members, *behind)

    def is_current(self, mandate: Mandate) -> bool:
        """Say whether a mandate gives this seat a voice."""
        return self.capacity == REPRESENTATIVE and mandate.route in CURRENT_ROUTES

    @cached_property
    def completed(self) -> GradedSeat:
        """Give the seat as it could be if everything that is not recorded spoke for the group."""
        return self.with_answers(frozenset([ROUTE, CAPACITY, MANDATE, BODY]))

    def with_answers(self, asked: frozenset[str]) -> GradedSeat:
        """Give the seat as it could be if only these questions were answered."""
        seat = self
        if BODY in asked and not seat.holder:
            seat = replace(seat, holder=SOMEBODY)
        if MANDATE in asked and seat.capacity == REPRESENTATIVE and seat.may_speak and not seat.mandate_recorded:
            seat = replace(seat, mandates=(Mandate("EqualityGroup", GROUP, CURRENT_ROUTES[0], frozenset()),))
        if ROUTE in asked and any(not mandate.route for mandate in seat.mandates):
            routed = (replace(each, route=each.route or CURRENT_ROUTES[0]) for each in seat.mandates)
            seat = replace(seat, mandates=tuple(routed))
        if CAPACITY in asked and not seat.capacity and seat.mandates:
            seat = replace(seat, capacity=REPRESENTATIVE)
        return seat


@dataclass(frozen=True)
class Reach:
    """What one group is linked to.

    `led` and `direct` are organisations linked to it, `wider` those linked to a group above it and not
    asked about it, `unasked` those never asked. `named_in` is the group with those above it.
    `answered` are unasked ones taken to be led by the group.
    """

    group: str
    led: frozenset[str]
    direct: frozenset[str]
    wider: frozenset[str]
    unasked: frozenset[str]
    named_in: frozenset[str]
    answered: frozenset[str] = frozenset([SOMEBODY])

    @property
    def is_known(self) -> bool:
        """Say whether any organisation is linked to the group or to one above it."""
        return bool(self.direct or self.wider)

    def is_led(self, body: str) -> bool:
        """Say whether the group leads an organisation."""
        return body in self.led or body in self.answered

    def is_direct(self, body: str) -> bool:
        """Say whether an organisation is linked to the group itself."""
        return body in self.direct or body in self.answered

    def is_linked(self, body: str) -> bool:
        """Say whether an organisation is linked to the group or to one above it."""
        return self.is_direct(body) or body in self.wider

    def touches(self, bodies: frozenset[str]) -> bool:
        """Say whether any of some organisations is linked to the group or to one above it."""
        return not all(bodies.isdisjoint(linked) for linked in (self.direct, self.wider, self.answered))

    def names(self, target: str) -> bool:
        """Say whether a mandate for a group covers this one."""
        return target in self.named_in or target == GROUP

    @cached_property
    def completed(self) -> Reach:
        """Give the reach if everybody who was never asked were led by the group."""
        return self.with_answers(self.unasked)

    def with_answers(self, asked: frozenset[str]) -> Reach:
        """Give the reach if only these of the unasked were."""
        return replace(self, answered=(asked & self.unasked) | {SOMEBODY})


def recorded_level(seat: GradedSeat, reach: Reach) -> int:
    """Grade a seat for a group by what the records prove.

    Source
        METHODS 4.2 and 11.
    """
    return min([_holder_level(seat, reach), *(mandate_level(seat, mandate, reach) for mandate in seat.mandates)])


def possible_level(seat: GradedSeat, reach: Reach) -> int:
    """Grade a seat for a group as if every record that nobody made were in the group's favour."""
    return recorded_level(seat.completed, reach.completed)


def questions(seat: GradedSeat, reach: Reach) -> tuple[str, ...]:
    """What is the least to ask before a seat that may represent a group would be known to?

    Returns
        The fewest questions whose answers suffice, the cheapest of these; empty where none would.
    """
    if possible_level(seat, reach) > LAST_REPRESENTED:
        return ()
    if seat.holder in reach.unasked and seat.capacity not in (OBSERVER, EXPERT):
        return (HOLDER,)
    behind = frozenset().union(*({mandate.target} | mandate.constituency for mandate in seat.mandates))
    kinds = [kind for kind in CHEAPEST_FIRST if kind != LIST]
    for asked in chain.from_iterable(combinations(kinds, size) for size in range(1, len(kinds) + 1)):
        bodies = (behind if MEMBERS in asked else frozenset()) | ({seat.holder} if HOLDER in asked else frozenset())
        if recorded_level(seat.with_answers(frozenset(asked)), reach.with_answers(bodies)) <= LAST_REPRESENTED:
            return asked
    return ()


def _holder_level(seat: GradedSeat, reach: Reach) -> int:
    if reach.is_linked(seat.holder):
        if seat.capacity == OBSERVER:
            return NOMINAL
        if seat.capacity == EXPERT:
            return ADVICE
        if not reach.is_direct(seat.holder):
            return LAST_REPRESENTED
        return DIRECT_LED if reach.is_led(seat.holder) and speaks_for_itself(seat, reach) else DIRECT
    return NOMINAL if reach.touches(seat.members) else UNSERVED


def speaks_for_itself(seat: GradedSeat, reach: Reach) -> bool:
    """Say whether a current mandate comes from the organisation, from its members or from the group."""

    def own(body: str) -> bool:
        return body == seat.holder or body in seat.members or reach.is_direct(body)

    return any(
        seat.is_current(mandate)
        and (
            (mandate.kind == "EqualityGroup" and reach.names(mandate.target))
            or (mandate.kind == "Organisation" and all(own(body) for body in mandate.constituency))
        )
        for mandate in seat.mandates
    )


def mandate_level(seat: GradedSeat, mandate: Mandate, reach: Reach) -> int:
    """Grade one mandate: 3 where it is current and names the group, nominal where it merely reaches it."""
    if mandate.kind == "Theme":
        return UNSERVED
    if mandate.kind == "EqualityGroup":
        reaches = names_it = reach.names(mandate.target)
    else:
        touches = reach.touches(mandate.constituency)
        names_it = touches and reach.is_linked(mandate.target)
        reaches = touches or reach.is_linked(mandate.target)
    if names_it and seat.is_current(mandate):
        return LAST_REPRESENTED
    return NOMINAL if reaches else UNSERVED
