"""What a reader can work out of a hidden count: the lowest and the highest value that fit everything shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from netmap.errors import RenderError
from netmap.reports.publishing.conditions import conditions_on
from netmap.reports.publishing.system import System

SOLVED = 0


@dataclass(frozen=True)
class Range:
    """The lowest and the highest value that a hidden count can have; None where nothing bounds it from above."""

    lowest: int
    highest: int | None

    def is_wide(self, least: int) -> bool:
        """Say whether the two ends lie at least so far apart."""
        return self.highest is None or self.highest - self.lowest >= least


@dataclass(frozen=True)
class Alike:
    """What counts of one class have in common: floor, ceiling, and the conditions they stand in, with their factors."""

    floor: int
    ceiling: float
    stands: tuple[tuple[int, int], ...]


class Reader:
    """Somebody who has read all that is shown, knows the sums and the floors, and can add."""

    def __init__(
        self,
        system: System,
        shown: Iterable[str],
        before: Reader | None = None,
        asked: frozenset[str] = frozenset(),
    ) -> None:
        """Take what is shown.

        Parameters
            system: the counts.
            shown: keys of those that are shown; what is told in other ways is known as well.
            before: a reader who was shown these and more.
            asked: keys of counts that are asked about though nothing but their own sum bears on them.
        """
        self._system = system
        self._known = frozenset(shown) | system.told
        found = conditions_on(system, self._known, asked)
        self._rows, self._ceilings, self._settled = found.rows, found.ceilings, found.settled
        self._classes = self._alike()
        self._sizes = Counter(self._classes.values())
        self._met: dict[Alike, tuple[float, float]] = {}
        self._room: dict[Alike, float] = {}
        for key, each in self._classes.items():
            value = system.counts[key].value
            self._meet(each, *(before._known_of(key) if before else (value, value)))
            if before and (room := before._room.get(before._classes.get(key, each), 0.0)):
                self._room[each] = max(self._room.get(each, 0.0), room)

    def range_of(self, key: str) -> Range:
        """Between which values must a count lie?

        Definition: the least and the greatest integer among all assignments of whole numbers that agree with every
        shown count, every sum and every floor (a mixed-integer programme, solved exactly).

        Parameters
            key: of a count of the system.
        Returns
            Range: one value where the count is shown, or can be worked back.
        Raises
            RenderError: the counts contradict one another, so that nothing can be proved.
        Cost
            Two programmes with a column for each class of counts that stand in the same sums with the same floor.
        """
        if key in self._known:
            value = self._system.counts[key].value
            return Range(value, value)
        if key in self._settled:
            return self._asking(key).range_of(key)
        lowest, highest = (self._end(self._classes[key], sign) for sign in (1, -1))
        return Range(lowest, None if highest >= self._no_limit // 2 else highest)

    def can_place(self, key: str, least: int) -> bool:
        """Say whether the ends of a count's range lie closer together than `least`, solving no more than that needs."""
        if key in self._known:
            return True
        if key in self._settled:
            return not self._has_room(key, least) and self._asking(key).can_place(key, least)
        each = self._classes[key]
        for sign in (-1, 1):
            if self._spread(each) >= least:
                return False
            self._end(each, sign)
        return self._spread(each) < least

    def _asking(self, key: str) -> Reader:
        return Reader(self._system, self._known, self, frozenset({key}))

    def _has_room(self, key: str, least: int) -> bool:
        """Say whether a part of a whole can give and take so much with others of its class, all else left as it is."""
        shared = [self._classes[part] for part in self._settled[key] if self._sizes[self._classes[part]] > 1]
        for each in shared:
            if self._room.get(each, 0.0) < least:
                self._end(each, -1)
            if self._room[each] >= least:
                return True
        return False

    def _known_of(self, key: str) -> tuple[float, float]:
        """Give the values met so far of a count; who is shown less can think of the same worlds, and of more."""
        value = self._system.counts[key].value
        return self._met[self._classes[key]] if key in self._classes else (value, value)

    def _spread(self, each: Alike) -> float:
        low, high = self._met[each]
        return high - low

    def _meet(self, each: Alike, low: float, high: float) -> None:
        """Note values that a count of a class has in some world that agrees with all that is shown."""
        before = self._met.get(each, (low, high))
        self._met[each] = min(low, before[0]), max(high, before[1])

    def _alike(self) -> dict[str, Alike]:
        stands: dict[str, list[tuple[int, int]]] = {}
        for place, row in enumerate(self._rows):
            for key, by in row.factors.items():
                stands.setdefault(key, []).append((place, by))
        return {
            key: Alike(count.floor, self._ceilings.get(key, math.inf), tuple(stands.get(key, ())))
            for key, count in self._system.counts.items()
            if key not in self._known and key not in self._settled
        }

    @cached_property
    def _no_limit(self) -> int:
        """Give a number that no count reaches unless nothing bounds it."""
        return 1000 + 10 * sum(count.value for count in self._system.counts.values())

    @cached_property
    def _entries(self) -> list[tuple[int, int, int]]:
        """Give (row, column, factor) of each class; column 0 is left for the count that is asked about."""
        columns = enumerate(self._sizes, start=1)
        return [(row, column, by) for column, each in columns for row, by in each.stands]

    def _limits(self, asked: Alike) -> list[LinearConstraint]:
        if not self._rows:
            return []
        rows, columns, factors = zip(*self._entries, *((row, 0, by) for row, by in asked.stands), strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(self._rows), len(self._sizes) + 1))
        return [LinearConstraint(matrix, [row.low for row in self._rows], [row.high for row in self._rows])]

    def _end(self, asked: Alike, sign: int) -> int:
        """Find one end for one member of a class; the others of each class are taken together."""
        classes = [asked, *self._sizes]
        sizes = [1, *(size - (each == asked) for each, size in self._sizes.items())]
        both = list(zip(classes, sizes, strict=True))
        floors = [float(size * each.floor) for each, size in both]
        ceilings = [min(size * each.ceiling, self._no_limit) if size else 0.0 for each, size in both]
        aim = np.zeros(len(classes))
        aim[0] = sign
        whole, bounds = np.ones(len(classes)), Bounds(floors, ceilings)
        found = milp(aim, integrality=whole, bounds=bounds, constraints=self._limits(asked))
        if found.status != SOLVED:
            raise RenderError(
                f"What a reader could work out of the hidden counts cannot be told: {found.message}",
                "Make the report for internal use, and report this with the data that it comes from.",
            )
        values = [round(value) for value in found.x]
        self._meet(asked, values[0], values[0])
        self._room.setdefault(asked, 0.0)
        for (each, size), value in zip(both[1:], values[1:], strict=True):
            if size:
                low, high = _ends_of_one(each, size, value)
                self._meet(each, low, high)
                if size > 1:
                    self._room[each] = max(self._room.get(each, 0.0), high - low)
        return int(values[0])


def _ends_of_one(each: Alike, size: int, total: int) -> tuple[float, float]:
    """Give the lowest and highest that one of a class can have of a total, shared out between floor and ceiling."""
    low = total - (size - 1) * each.ceiling if size > 1 else total
    return max(each.floor, low), min(each.ceiling, total - (size - 1) * each.floor)
