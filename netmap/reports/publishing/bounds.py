"""What a reader can work out of a hidden count: the lowest and the highest value that fit everything shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
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
        self._tried: set[Alike] = set()
        self._ends_known: set[tuple[Alike, int]] = set()
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
        return self._is_narrow(self._classes[key], least)

    def _asking(self, key: str) -> Reader:
        return Reader(self._system, self._known, self, frozenset({key}))

    def _has_room(self, key: str, least: int) -> bool:
        """Say whether a part of a whole can give and take so much with others of its class, all else left as it is."""
        parts = [self._classes[part] for part in self._settled[key]]
        if len(parts) == 1 and not self._is_narrow(parts[0], least):
            # A whole of one hidden part moves as that does.
            return True
        shared = [each for each in parts if self._sizes[each] > 1]
        for each in shared:
            if self._room.get(each, 0.0) < least and each not in self._tried:
                self._tried.add(each)
                self._end(each, -1)
        return any(self._room.get(each, 0.0) >= least for each in shared)

    def _is_narrow(self, each: Alike, least: int) -> bool:
        """Say whether one of a class lies closer together than `least`, solving no more than that needs."""
        for sign in (-1, 1):
            if self._spread(each) < least and (each, sign) not in self._ends_known:
                self._ends_known.add((each, sign))
                self._end(each, sign)
        return self._spread(each) < least

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

    def meet_many(self, least: int) -> None:
        """Think of worlds in which many counts at once are low or high, so that few must be asked about one by one.

        Parameters
            least: how far apart the ends of a range are to be; a count that has gone so far makes room for others.
        """
        if not self._sizes:
            return
        done = -1
        self._think_of(None, dict.fromkeys(self._sizes, 1), {})
        while len(narrow := [each for each in self._sizes if self._spread(each) < least]) != done:
            done = len(narrow)
            far = {each: (self._sizes[each] - 1) * each.floor + self._met[each][0] + least for each in narrow}
            self._think_of(None, dict.fromkeys(narrow, -1), far)

    def _end(self, asked: Alike, sign: int) -> int:
        """Find one end for one member of a class."""
        self._room.setdefault(asked, 0.0)
        value = self._think_of(asked, {}, {}, sign)
        self._meet(asked, value, value)
        return value

    def _think_of(
        self, asked: Alike | None, aims: Mapping[Alike, int], most: Mapping[Alike, float], sign: int = 0
    ) -> int:
        """Find a world that agrees with all that is shown, and note what counts are in it.

        Parameters
            asked: the class of one count that stands apart from the rest of its class, in column 0, and that is to be
                low (`sign` 1) or high (-1); None where none is.
            aims: how all counts of a class together weigh in what is to be small.
            most: the highest total that is wanted of a class.
        """
        sizes = [(each, size - (each == asked)) for each, size in self._sizes.items()]
        first = (asked, 1) if asked else (sizes[0][0], 0)
        floors = [float(size * each.floor) for each, size in (first, *sizes)]
        ceilings = [min(size * each.ceiling, self._no_limit) if size else 0.0 for each, size in (first, *sizes)]
        ceilings[1:] = [min(top, most.get(each, math.inf)) for top, (each, _) in zip(ceilings[1:], sizes, strict=True)]
        aim = [sign, *(aims.get(each, 0) for each, _ in sizes)]
        found = milp(
            aim, integrality=np.ones(len(aim)), bounds=Bounds(floors, ceilings), constraints=self._limits(asked)
        )
        if found.status != SOLVED:
            raise RenderError(
                f"What a reader could work out of the hidden counts cannot be told: {found.message}",
                "Make the report for internal use, and report this with the data that it comes from.",
            )
        first_value, *values = (round(value) for value in found.x)
        for (each, size), value in zip(sizes, values, strict=True):
            if size:
                low, high = _ends_of_one(each, size, value)
                self._meet(each, low, high)
                if size > 1:
                    self._room[each] = max(self._room.get(each, 0.0), high - low)
        return int(first_value)

    def _limits(self, asked: Alike | None) -> list[LinearConstraint]:
        if not self._rows:
            return []
        first = [(row, 0, by) for row, by in asked.stands] if asked else []
        rows, columns, factors = zip(*self._entries, *first, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(self._rows), len(self._sizes) + 1))
        return [LinearConstraint(matrix, [row.low for row in self._rows], [row.high for row in self._rows])]


def _ends_of_one(each: Alike, size: int, total: int) -> tuple[float, float]:
    """Give the lowest and highest that one of a class can have of a total, shared out between floor and ceiling."""
    low = total - (size - 1) * each.ceiling if size > 1 else total
    return max(each.floor, low), min(each.ceiling, total - (size - 1) * each.floor)
