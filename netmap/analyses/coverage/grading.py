"""The ladder for one group over all seats at once: every kind of seat is graded once, by the rules of `levels`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from netmap.analyses.coverage.benches import Benches
from netmap.analyses.coverage.groups import DIRECT, LED, NOBODY, SERVING, UNASKED, WIDER, WIDER_SHIFT, Groups
from netmap.analyses.coverage.levels import (
    LAST_REPRESENTED,
    GradedSeat,
    Reach,
    mandate_level,
    possible_level,
    questions,
    recorded_level,
)
from netmap.analyses.coverage.routes import Links, routes_of, strongest
from netmap.analyses.coverage.verdicts import ASK_NUMBER
from netmap.analyses.settings import CoverageSettings

Made = TypeVar("Made")

DIRECTLY = -1
"""The step in place of a mandate's position where the holder itself is linked to the group, or nothing is."""


@dataclass(frozen=True)
class SeatLevel:
    """One kind of seat for a group: its levels, the number of what to ask first (-1: nothing), the mandate it is by."""

    recorded: int
    possible: int
    asked: int
    via: int


@dataclass(frozen=True)
class SeatRoutes:
    """The routes through one kind of seat: strength and depth of the strongest (0: none), and the weights of all."""

    strength: float
    depth: int
    paths: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Grades:
    """Every seat for one group: the figures of `SeatLevel` and `SeatRoutes` by row, and all the paths.

    `is_known` says that any organisation is linked to the group or to one above it, `is_unasked` that some
    were never asked.
    """

    is_known: bool
    is_unasked: bool
    recorded: np.ndarray
    possible: np.ndarray
    asked: np.ndarray
    via: np.ndarray
    strength: np.ndarray
    depth: np.ndarray
    paths: frozenset[tuple[str, ...]]


class Grader:
    """Grades seats by the rules of `levels` and `routes`; seats that are alike are graded once."""

    def __init__(self, groups: Groups, benches: Benches, settings: CoverageSettings) -> None:
        self._groups = groups
        self._benches = benches
        self._settings = settings
        self._levels: dict[int, SeatLevel] = {}
        self._recorded: dict[int, int] = {}
        self._routes: dict[int, SeatRoutes] = {}

    def grades(self, group: str) -> Grades:
        """Grade every seat for one group.

        Cost
            A few passes over the seats, and one grading for each kind of seat not met before.
        """
        codes = self._groups.codes(group)
        levels, by_level = self._graded(group, AS_LEVELS[codes], ANY_LINK, self._levels, self._level)
        routes, by_route = self._graded(group, codes & np.uint8(DIRECT | WIDER), ALL_BITS, self._routes, self._route)
        return Grades(
            bool((codes & (DIRECT | WIDER)).any()),
            bool((codes & UNASKED).any()),
            np.array([each.recorded for each in levels], dtype=np.int8)[by_level],
            np.array([each.possible for each in levels], dtype=np.int8)[by_level],
            np.array([each.asked for each in levels], dtype=np.int8)[by_level],
            np.array([each.via for each in levels], dtype=np.int16)[by_level],
            np.array([each.strength for each in routes], dtype=np.float64)[by_route],
            np.array([each.depth for each in routes], dtype=np.int8)[by_route],
            frozenset(path for each in routes for path in each.paths),
        )

    def recorded(self, group: str) -> np.ndarray:
        """Give the recorded level of every seat for one group, and nothing else."""
        codes = AS_LEVELS[self._groups.codes(group)] & np.uint8(DIRECT | WIDER)
        levels, numbers = self._graded(
            group, codes, ANY_LINK, self._recorded, lambda seat, reach, _: recorded_level(seat, reach)
        )
        return np.asarray(np.array(levels, dtype=np.int8)[numbers])

    def _graded(
        self,
        group: str,
        codes: np.ndarray,
        seen: np.ndarray,
        known: dict[int, Made],
        make: Callable[[GradedSeat, Reach, Links], Made],
    ) -> tuple[list[Made], np.ndarray]:
        """Give what is made of each kind of seat, and the number of its kind for every row."""
        line = {**dict.fromkeys(self._groups.tree.above(group), LED << WIDER_SHIFT), group: LED}
        kinds = self._benches.alike(codes, line, seen)
        rows = zip(kinds.first.tolist(), kinds.keys, strict=True)
        new = {key: (self._benches.seat(row), self._benches.links(kinds, row)) for row, key in rows if key not in known}
        reach = self._groups.reach(group, frozenset().union(*(seat.bodies for seat, _ in new.values())))
        known.update({key: make(seat, reach, links) for key, (seat, links) in new.items()})
        return [known[key] for key in kinds.keys], kinds.numbers

    def _level(self, seat: GradedSeat, reach: Reach, _: Links) -> SeatLevel:
        recorded, possible = recorded_level(seat, reach), possible_level(seat, reach)
        is_open = possible <= LAST_REPRESENTED < recorded
        asked = ASK_NUMBER[questions(seat, reach)] if is_open else -1
        return SeatLevel(recorded, possible, asked, _via(seat, reach, recorded))

    def _route(self, seat: GradedSeat, reach: Reach, links: Links) -> SeatRoutes:
        routes = routes_of(seat, reach, links)
        best = strongest(routes, self._settings)
        paths = tuple(sorted({route.weights for route in routes}))
        return SeatRoutes(best.strength(self._settings), best.depth, paths) if best else SeatRoutes(0.0, 0, paths)


def _as_levels() -> np.ndarray:
    """Give what of each code a level depends on: led, linked in another way, to a group above, never asked."""
    codes = np.arange(256)
    direct = np.where(codes & LED, LED, np.where(codes & DIRECT, SERVING, 0))
    linked = np.where(direct, direct, np.where(codes & WIDER, LED << WIDER_SHIFT, 0))
    return np.asarray(linked | (codes & (UNASKED | NOBODY)), dtype=np.uint8)


AS_LEVELS = _as_levels()
ALL_BITS = np.arange(256, dtype=np.uint8)
ANY_LINK = (((ALL_BITS & (DIRECT | WIDER)) > 0) | (ALL_BITS & UNASKED)).astype(np.uint8)
"""Of the joined bits of several bodies, what a level depends on: whether any is linked, whether any was never asked."""


def _via(seat: GradedSeat, reach: Reach, level: int) -> int:
    if reach.is_linked(seat.holder):
        return DIRECTLY
    found = (at for at, each in enumerate(seat.mandates) if mandate_level(seat, each, reach) == level)
    return next(found, DIRECTLY)
