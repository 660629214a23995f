"""Room around each record: nobody stands on anybody, and a name has a chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from netmap.maps.layout.parts import Numbers, Pairs, Points
from netmap.maps.layout.starting import sunflower

SPACING, WIDER_FOR_FEW, WIDEST_SPACING = 34.0, 1500.0, 120.0
CLEAR = 36.0
GROWING_STEPS, PUSHING_STEPS = 10, 400
NEAREST = 6
MOST_GROWTH = 2.0
MOST_SPAN = 5.0
LEAST_GAP = 2.0


def with_room(points: Points, radii: Numbers) -> Points:
    """Scale a part to a readable size and move its records apart until no two touch, keeping its shape.

    Definition: the median distance to the nearest record becomes 34 + 1500 / records, at most 120;
    where a pair has less than 36 between its rims, all records move so that its distance grows and every
    other distance to one of the six nearest stays (proximity stress), and pairs still too close push each other.
    """
    if len(points) < 2:
        return points
    # Nothing could part records that begin on one spot.
    points = points * _scale(points) + 0.01 * sunflower(len(points))
    for _ in range(GROWING_STEPS):
        pairs = _near(points)
        need, far = radii[pairs].sum(axis=1) + CLEAR, _apart(points, pairs)
        if (far >= need).all():
            break
        points = _grown(points, pairs, np.maximum(far, 1e-6), need)
    return _wide_enough(pushed(points, radii, np.ones(len(points), dtype=bool)), radii)


def _scale(points: Points) -> float:
    gaps = cKDTree(points).query(points, k=2)[0][:, 1]
    spacing = min(WIDEST_SPACING, SPACING + WIDER_FOR_FEW / len(points))
    span = float(np.ptp(points, axis=0).max())
    return float(spacing / max(float(np.median(gaps)), span / (MOST_SPAN * len(points) ** 0.5), 1e-9))


def too_close(points: Points, radii: Numbers) -> Pairs:
    """Give the pairs that have less than `CLEAR` between their rims, in order."""
    pairs = cKDTree(points).query_pairs(2 * radii.max() + CLEAR, output_type="ndarray")
    pairs = pairs[_apart(points, pairs) < radii[pairs].sum(axis=1) + CLEAR - 0.01]
    return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


def _apart(points: Points, pairs: Pairs) -> Numbers:
    across = points[pairs[:, 1]] - points[pairs[:, 0]]
    return np.asarray(np.hypot(across[:, 0], across[:, 1]))


def _near(points: Points) -> Pairs:
    """Give the pairs of each record with its nearest."""
    nearest = cKDTree(points).query(points, k=min(NEAREST + 1, len(points)))[1]
    pairs = np.sort(np.column_stack((np.repeat(np.arange(len(points)), nearest.shape[1]), nearest.ravel())), axis=1)
    keys = np.unique(pairs[:, 0] * len(points) + pairs[:, 1])
    pairs = np.column_stack(np.divmod(keys, len(points)))
    return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]])


def _grown(points: Points, pairs: Pairs, far: Numbers, need: Numbers) -> Points:
    """Take one step of proximity stress: all wanted distances are solved for at once."""
    wanted = np.maximum(far * np.clip(need / far, 1.0, MOST_GROWTH), 0.2 * need)
    weight = 1 / wanted**2
    pull = (weight * wanted / far)[:, None] * (points[pairs[:, 1]] - points[pairs[:, 0]])
    # A trace of holding on to the old place keeps the system solvable where the nearest form islands.
    hold = 1e-6 * float(weight.mean())
    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    aims = hold * points
    for axis in (0, 1):
        aims[:, axis] += np.bincount(rows, np.concatenate([-pull[:, axis], pull[:, axis]]), len(points))
    both, places = np.concatenate([weight, weight]), np.arange(len(points))
    diagonal = np.bincount(rows, both, len(points)) + hold
    entries = np.concatenate([rows, places]), np.concatenate([columns, places])
    matrix = csc_array((np.concatenate([-both, diagonal]), entries))
    return np.asarray(splu(matrix, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}).solve(aims))


def pushed(points: Points, radii: Numbers, moving: npt.NDArray[np.bool_], *, steps: int = PUSHING_STEPS) -> Points:
    """Push records that are too close apart, half the way each, or all the way where the other does not move."""
    points = points.copy()
    share = moving.astype(float)
    for _ in range(steps):
        pairs = too_close(points, radii)
        pairs = pairs[moving[pairs].any(axis=1)]
        if not len(pairs):
            break
        across = points[pairs[:, 1]] - points[pairs[:, 0]]
        far = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-6)
        lack = radii[pairs].sum(axis=1) + CLEAR - far
        push = across * (lack / far / share[pairs].sum(axis=1))[:, None]
        np.add.at(points, pairs[:, 0], -push * share[pairs[:, 0], None])
        np.add.at(points, pairs[:, 1], push * share[pairs[:, 1], None])
    return points


def _wide_enough(points: Points, radii: Numbers) -> Points:
    """Widen all by what the closest pair lacks, should pushing have left any that touch."""
    close = too_close(points, radii)
    if not len(close):
        return points
    lack = (radii[close].sum(axis=1) + LEAST_GAP) / np.maximum(_apart(points, close), 1e-6)
    return points * max(1.0, float(lack.max()))
