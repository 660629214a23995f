"""The marks of maps as outlines: the same paths that the page of a map draws, around a middle and one unit large."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from netmap.maps.marks import OUTLINES
from netmap.maps.spec import SHAPES
from netmap.reports.charts.drawing import CLOSE, MOVE, TO, Outline, Point, circle

MIDDLE, UNIT = 12.0, 7.5
"""Paths of marks lie in a square of 24 around its middle; a mark of size 1 is drawn with a 7.5th of them."""
_TOKEN = re.compile(r"[A-Z]|-?\d+(?:\.\d+)?")


@cache
def mark_outlines() -> Mapping[str, Outline]:
    """Give the outline of each shape of a mark, of the size that a node of size 1 has."""
    return {shape: _round(OUTLINES[shape]) or _straight(OUTLINES[shape]) for shape in SHAPES}


def placed(outline: Outline, x: float, y: float, size: float) -> Outline:
    """Give an outline at a place, so many times as large."""
    return tuple((code, (x + across * size, y + down * size)) for code, (across, down) in outline)


def _round(path: str) -> Outline | None:
    """Read the path of a circle: two arcs from right to left and back."""
    if "A" not in path:
        return None
    radius = float(_TOKEN.findall(path.partition("A")[2])[0])
    return circle(0, 0, radius / UNIT)


def _straight(path: str) -> Outline:
    """Read a path of straight lines: M, L, H, V and Z."""
    found: list[tuple[int, Point]] = []
    command, x, y = "M", 0.0, 0.0
    numbers: list[float] = []
    for token in _TOKEN.findall(path):
        if token.isalpha():
            command = token
            if command == "Z":
                found.append((CLOSE, found[0][1]))
            continue
        numbers.append((float(token) - MIDDLE) / UNIT)
        if command in "HV":
            x, y = (numbers[0], y) if command == "H" else (x, numbers[0])
        elif len(numbers) == 2:
            x, y = numbers
        else:
            continue
        found.append((TO if found else MOVE, (x, y)))
        numbers = []
    return tuple(found)
