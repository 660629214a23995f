"""Names on a still map: the most important ones, none on another few on a mark."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from netmap.reports.charts.letters import width_of, wrapped
from netmap.reports.charts.style import SMALL

MOST_NAMES, MOST_LINES, WIDEST, STEP = 40, 3, 112, 14.0
_ROOM, _SQUARE, _LARGE, _FEW = 3.0, 80, 0.8, 3
_SIDES = (("middle", 0, 1), ("middle", 0, -1), ("start", 1, 0), ("end", -1, 0))
_CORNERS = (("start", 0.6, 0.6), ("start", 0.6, -0.6), ("end", -0.6, 0.6), ("end", -0.6, -0.6))
"""Where a name is tried, in order: how it is set, and how far across and down from the rim of its mark."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)


@dataclass(frozen=True)
class Named:
    """A mark that may have its name written: its place and radius, the sign before its name, whether it has ties."""

    name: str
    x: float
    y: float
    radius: float
    sign: str = ""
    is_tied: bool = True


@dataclass(frozen=True)
class Label:
    """A name that has found its place; `align` says from which side its lines are set, `covers` whether on a mark."""

    lines: tuple[str, ...]
    box: Box
    align: str
    bold: bool
    covers: bool = False


def labels_of(marks: Sequence[Named], area: Box = EVERYWHERE) -> list[Label]:
    """Place the names of the most important marks: gaps and what is not known, then the largest.

    A name takes the first free place around its mark, never on another name. Only the name of a gap, of what is not
    known or of one of the few largest may cover a mark that is none of these. What finds no place goes
    without, as does everything after the 40th. Names that several marks share come last.
    """
    taken, held, found = _Floor(), _Floor(), list[Label]()
    shared = Counter(mark.name for mark in marks)
    chief = {mark for mark in marks if mark.sign and shared[mark.name] == 1} | _largest(marks)
    for mark in marks:
        taken.take(_rim(mark))
        if mark in chief:
            held.take(_rim(mark))
    for mark in sorted(marks, key=lambda mark: (mark not in chief, shared[mark.name] > 1, -mark.radius)):
        if len(found) == MOST_NAMES:
            break
        tries = [label for label in _tries(mark) if _inside(label.box, area)]
        free = [label for label in tries if taken.is_free(label.box)]
        if not free and mark in chief:
            covering = [replace(label, covers=True) for label in tries if held.is_free(label.box)]
            free = sorted(covering, key=lambda label: taken.met(label.box))
        for label in free[:1]:
            taken.take(label.box)
            held.take(label.box)
            found.append(label)
    return found


def _largest(marks: Sequence[Named]) -> set[Named]:
    """Give the few marks that stand out by their size; none where many are as large."""
    most = max((mark.radius for mark in marks), default=0.0)
    large = {mark for mark in marks if mark.radius >= _LARGE * most}
    return large if len(large) <= _FEW else set()


def _rim(mark: Named) -> Box:
    return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius


def _tries(mark: Named) -> Iterator[Label]:
    bold = bool(mark.sign)
    name = f"{mark.sign}\u00a0{mark.name}" if bold else mark.name
    broken = wrapped(name, WIDEST, SMALL, most=MOST_LINES, bold=bold)
    lines = tuple(line.replace("\u00a0", " ") for line in broken)
    wide = max((width_of(line, SMALL, bold=bold) for line in lines), default=0.0)
    high = len(lines) * STEP
    out = mark.radius * 1.15 + _ROOM
    sides = _SIDES if mark.is_tied else (_SIDES[2], _SIDES[3])
    for align, across, down in (*sides, *_CORNERS):
        x, y = mark.x + across * out, mark.y + down * out
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[align]
        top = y if down > 0 else y - high if down < 0 else y - high / 2
        yield Label(lines, (left, top, left + wide, top + high), align, bold)


def _inside(box: Box, area: Box) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


class _Floor:
    """Boxes taken so far, filed by square so that each look-up is short."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        for square in self._over(box):
            self._squares.setdefault(square, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Say whether nothing that is taken touches a box."""
        return not any(_meet(box, other) for square in self._over(box) for other in self._squares.get(square, ()))

    def met(self, box: Box) -> int:
        """Count what a box touches."""
        near = {other for square in self._over(box) for other in self._squares.get(square, ())}
        return sum(_meet(box, other) for other in near)

    @staticmethod
    def _over(box: Box) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = (int(side // _SQUARE) for side in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
