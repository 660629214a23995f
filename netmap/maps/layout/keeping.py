"""New records on a map whose other places are kept: near their neighbours, and on nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.linalg import orthogonal_procrustes
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from netmap.maps.layout.packing import Places
from netmap.maps.layout.parts import Numbers, Part, Points
from netmap.maps.layout.room import CLEAR, LEAST_GAP, pushed, too_close
from netmap.maps.layout.shapes import shape
from netmap.maps.layout.starting import matrix_of, sunflower

FEW_KEPT = 0.25
TRIES_AT_ONCE = 64
PUSHES_A_ROUND, PUSHES_AT_LAST = 30, 100

Marks = npt.NDArray[np.bool_]


def attached(parts: Sequence[Part], standing: Mapping[str, tuple[float, float]]) -> Places:
    """Give new records of parts that have a kept one their places.

    Definition: those tied to a placed record stand in the middle of all their placed neighbours, then those tied
    to them, and so on; where there is no room there they are pushed off, and what is kept never moves. A part of
    which less than a quarter is kept is laid out anew and turned onto what is kept before it is pushed off.
    """
    ids = [one for part in parts for one in part.ids]
    kept = np.array([one in standing for one in ids], dtype=bool)
    if kept.all():
        return {}
    radii = np.concatenate([part.radii for part in parts])
    points, placed = (np.concatenate(each) for each in zip(*(_first(part, standing) for part in parts), strict=True))
    matrix = _matrix(parts)
    while not placed.all():
        points, placed = _next_round(points, radii, matrix, placed, kept)
    points = pushed(points, radii, ~kept, steps=PUSHES_AT_LAST)
    points[~kept] = np.round(_unstuck(points, radii, kept)[~kept])
    return {one: (float(x), float(y)) for one, (x, y), old in zip(ids, points, kept, strict=True) if not old}


def _first(part: Part, standing: Mapping[str, tuple[float, float]]) -> tuple[Points, Marks]:
    """Give the places that are known before any neighbour is asked, and of which records they are."""
    kept = np.array([one in standing for one in part.ids], dtype=bool)
    points = np.array([standing.get(one, (0.0, 0.0)) for one in part.ids])
    if kept.mean() >= FEW_KEPT:
        return points, kept
    anew, aims = shape(part), points[kept]
    turn, _ = orthogonal_procrustes(anew[kept] - anew[kept].mean(axis=0), aims - aims.mean(axis=0))
    points[~kept] = ((anew - anew[kept].mean(axis=0)) @ turn + aims.mean(axis=0))[~kept]
    return points, np.ones(len(kept), dtype=bool)


def _matrix(parts: Sequence[Part]) -> csr_array:
    """Give the matrix of neighbours of all parts, one after the other."""
    first = np.cumsum([0, *(len(part.ids) for part in parts)])
    ties = [part.ties + begins for part, begins in zip(parts, first, strict=False)]
    return matrix_of(int(first[-1]), np.concatenate(ties))


def _next_round(points: Points, radii: Numbers, matrix: csr_array, placed: Marks, kept: Marks) -> tuple[Points, Marks]:
    """Place the records that are tied to one with a place."""
    neighbours = matrix @ placed.astype(float)
    now = np.flatnonzero(~placed & (neighbours > 0))
    middles = (matrix[now] @ (points * placed[:, None])) / neighbours[now, None]
    taken = cKDTree(points[placed])
    points, placed = points.copy(), placed.copy()
    for chosen in _alike(middles):
        room = float(radii[now[chosen]].max()) + float(radii.max()) + CLEAR
        points[now[chosen]] = _free(middles[chosen[0]], len(chosen), room, taken)
    placed[now] = True
    rows = np.flatnonzero(placed)
    points[rows] = pushed(points[rows], radii[rows], ~kept[rows], steps=PUSHES_A_ROUND)
    return points, placed


def _alike(middles: Points) -> list[npt.NDArray[np.int64]]:
    """Give the rows that share a middle, in the order of their middles."""
    order = np.lexsort((np.arange(len(middles)), middles[:, 1], middles[:, 0]))
    return np.split(order, np.flatnonzero((np.diff(middles[order], axis=0) != 0).any(axis=1)) + 1)


def _free(middle: Points, count: int, room: float, taken: cKDTree) -> Points:
    """Find so many places nearest to the middle that are free, and far enough from each other."""
    step, tries = room / 2 if count == 1 else room, TRIES_AT_ONCE
    while True:
        around = middle + step * sunflower(tries)
        free = np.flatnonzero(taken.query(around, distance_upper_bound=room)[0] >= room)
        if len(free) >= count:
            return np.asarray(around[free[:count]])
        tries *= 2


def _unstuck(points: Points, radii: Numbers, kept: Marks) -> Points:
    """Find the nearest free place for new records that pushing has left on others."""
    close = too_close(points, radii)
    close = close[~kept[close].all(axis=1)]
    across = points[close[:, 1]] - points[close[:, 0]]
    touching = close[np.hypot(across[:, 0], across[:, 1]) < radii[close].sum(axis=1) + LEAST_GAP]
    stuck = np.unique(touching[~kept[touching]])
    points, stands = points.copy(), np.ones(len(points), dtype=bool)
    stands[stuck] = False
    for row in stuck.tolist():
        room = float(radii[row] + radii.max()) + CLEAR
        points[row] = _free(points[row], 1, room, cKDTree(points[stands]))[0]
        stands[row] = True
    return points
