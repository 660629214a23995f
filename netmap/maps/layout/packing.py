"""Parts beside and below each other on one page, and records without a tie in a grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netmap.maps.layout.parts import Numbers, Points

SHAPE_OF_PAGE = 1.3
BETWEEN = np.array([110.0, 50.0])
CELL = np.array([160.0, 46.0])
BESIDE_MARK = 16.0

Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Box:
    """Records with their places in whole numbers from the corner of a box, and its size with the room around it."""

    ids: list[str]
    points: Points
    size: Numbers


def boxed(ids: list[str], points: Points, radii: Numbers) -> Box:
    """Put a box around marks; rounded by itself, so that its inner shape does not hang on where it is put."""
    low, high = (points - radii[:, None]).min(axis=0), (points + radii[:, None]).max(axis=0)
    return Box(ids, np.round(points - low), np.ceil(high - low) + BETWEEN)


def packed(boxes: Sequence[Box], alone: list[str], widest: float) -> Places:
    """Stand the boxes and the grid in columns or in rows, in turn, whichever fills the page better.

    Parameters
        boxes: the parts, the largest first.
        alone: records without a tie, as they are to be read.
        widest: the largest radius of these.
    """
    cell = np.maximum(CELL, math.ceil(2 * widest + BESIDE_MARK))
    tries = []
    for axis in (1, 0):
        area = sum(float(box.size.prod()) for box in boxes) + len(alone) * float(cell.prod())
        shape = SHAPE_OF_PAGE if axis == 0 else 1 / SHAPE_OF_PAGE
        least = max([float(box.size[axis]) for box in boxes] + [math.sqrt(area * shape)])
        for limit in (least, 1.2 * least, 1.4 * least):
            stood = [*boxes, _grid(alone, cell, math.ceil(widest), axis, limit)] if alone else boxes
            corners = _stacked([box.size for box in stood], axis, limit)
            far = [corner + box.size for corner, box in zip(corners, stood, strict=True)]
            tries.append((page_of(far), corners, stood))
    _, corners, stood = min(tries, key=lambda one: one[0])
    return {
        one: (float(x), float(y))
        for box, corner in zip(stood, corners, strict=True)
        for one, (x, y) in zip(box.ids, box.points + corner, strict=True)
    }


def _grid(alone: list[str], cell: Numbers, widest: int, axis: int, limit: float) -> Box:
    """Stand records with no tie in even rows and columns, reading down each column."""
    room = max(1, int((limit - cell[axis]) // cell[axis]))
    rows = room if axis == 1 else math.ceil(len(alone) / room)
    turns = np.arange(len(alone))
    squares = np.column_stack((turns // rows, turns % rows))
    return Box(alone, squares * cell + widest, (squares.max(axis=0) + 1) * cell)


def _stacked(sizes: Sequence[Numbers], axis: int, limit: float) -> list[Numbers]:
    """Give each box its corner, filling one axis up to the limit before going on along the other."""
    corners = []
    along = across = thick = 0.0
    for size in sizes:
        if along and along + size[axis] > limit:
            along, across, thick = 0.0, across + thick, 0.0
        corner = np.zeros(2)
        corner[axis], corner[1 - axis] = along, across
        corners.append(corner)
        along, thick = along + float(size[axis]), max(thick, float(size[1 - axis]))
    return corners


def page_of(far_corners: Sequence[Numbers]) -> float:
    """How tall a page of the wanted shape must be to hold the boxes."""
    wide, high = np.array(far_corners).reshape(-1, 2).max(axis=0, initial=0.0)
    return max(float(wide) / SHAPE_OF_PAGE, float(high))
