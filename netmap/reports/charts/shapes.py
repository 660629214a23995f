"""The shapes that tell a state: a disc as full as the voice, a square for no voice, a question mark for not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netmap.reports.charts.drawing import Outline, Point, Sheet, box, line, pie
from netmap.reports.charts.style import BLUE, GREY, PAPER, PLUM
from netmap.reports.document import Status

_RING = 1.5


def draw_states(sheet: Sheet, status: Status, places: Sequence[Point], radius: float) -> None:
    """Draw the shape of a state at each of many places."""
    if status in _QUARTERS:
        quarters, colour = _QUARTERS[status]
        sheet.dot(places, radius + _RING / 2, colour)
        if quarters < 4:
            sheet.dot(places, radius - _RING / 2, PAPER)
            sheet.draw([pie(x, y, radius, quarters) for x, y in places], fill=colour)
    elif status == Status.UNMET:
        side = 1.7 * radius
        sheet.draw([box(x - side / 2, y - side / 2, side, side) for x, y in places], fill=PAPER, line=PLUM, width=_RING)
    else:
        sheet.draw([_hook(x, y, radius) for x, y in places], line=GREY, width=_RING)
        sheet.dot([(x, y + 0.75 * radius) for x, y in places], _RING / 2, GREY)


_QUARTERS: Mapping[Status, tuple[int, str]] = {
    Status.MET: (4, BLUE),
    Status.INDIRECT: (3, BLUE),
    Status.PARTLY: (2, BLUE),
    Status.SERVED: (1, PLUM),
}
"""How many quarters of the disc are full, and in which colour."""


def _hook(x: float, y: float, radius: float) -> Outline:
    """Outline a question mark above its dot."""
    return line(*((x + across * radius, y + down * radius) for across, down in _HOOK))


_HOOK = ((-0.45, -0.55), (-0.3, -0.85), (0.05, -0.95), (0.4, -0.8), (0.45, -0.45), (0.1, -0.05), (0.0, 0.35))
