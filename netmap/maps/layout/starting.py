"""Where the records of a part begin: by graph distance, or in rings around the middle where the part is a tree."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, shortest_path

from netmap.maps.layout.parts import Pairs, Points

PIVOTS = 24
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def start(count: int, ties: Pairs) -> Points:
    """Give each record of a connected part its first place."""
    matrix = matrix_of(count, ties)
    return rings(matrix) if len(ties) == count - 1 else by_distance(matrix)


def matrix_of(count: int, ties: Pairs) -> csr_array:
    """Give the matrix of neighbours, both ways round."""
    ends = np.concatenate([ties, ties[:, ::-1]])
    return csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))


def sunflower(count: int) -> Points:
    """Give so many places around the origin, one to a unit of area, no two alike: order instead of chance."""
    steps = np.arange(count)
    turned = np.column_stack((np.cos(steps * GOLDEN_ANGLE), np.sin(steps * GOLDEN_ANGLE)))
    return np.asarray(np.sqrt(steps / math.pi)[:, None] * turned)


def by_distance(matrix: csr_array) -> Points:
    """Keep graph distances to a few far-flung records as well as two dimensions can (pivot MDS)."""
    count = matrix.shape[0]
    pivots, nearest, rows = [0], np.full(count, np.inf), []
    for _ in range(min(PIVOTS, count)):
        rows.append(shortest_path(matrix, unweighted=True, indices=pivots[-1]))
        nearest = np.minimum(nearest, rows[-1])
        pivots.append(int(nearest.argmax()))
    squared = np.array(rows).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    directions = np.linalg.eigh(centred.T @ centred)[1][:, :-3:-1]
    points = np.zeros((count, 2))
    points[:, : directions.shape[1]] = signed(centred @ directions)
    # The last digits hang on the machine, and forces would make them grow.
    points = np.round(points / (np.abs(points).max() or 1.0), 9)
    # Records with the same ties land on one spot.
    return np.asarray(points + 0.03 / math.sqrt(count) * sunflower(count))


def signed(columns: Points) -> Points:
    """Fix the sign that a decomposition leaves open, so that no machine mirrors the map."""
    biggest = np.abs(columns).round(9).argmax(axis=0)
    signs = np.sign(columns[biggest, np.arange(columns.shape[1])])
    return np.asarray(columns * np.where(signs == 0, 1.0, signs))


def rings(matrix: csr_array) -> Points:
    """Stand a tree around its middle, each step one ring further out, each branch in a sector of its own.

    A sector is never wider than where a tie from its tip stays within its ring, so no two ties cross.
    """
    order, above = breadth_first_order(matrix, _middle(matrix))
    children: list[list[int]] = [[] for _ in order]
    for row in order[1:].tolist():
        children[above[row]].append(row)
    ends = np.ones(len(order))
    for row in order[::-1].tolist():
        if children[row]:
            ends[row] = ends[children[row]].sum()
    angle, width, ring = np.zeros(len(order)), np.full(len(order), 2 * math.pi), np.zeros(len(order))
    for row in order.tolist():
        room = min(width[row], 2 * math.acos(ring[row] / (ring[row] + 1))) if ring[row] else width[row]
        begins = angle[row] - room / 2
        for child in children[row]:
            width[child], ring[child] = room * ends[child] / ends[row], ring[row] + 1
            angle[child], begins = begins + width[child] / 2, begins + width[child]
    return np.asarray(ring[:, None] * np.column_stack((np.cos(angle), np.sin(angle))))


def _middle(matrix: csr_array) -> int:
    """Find the middle of a longest path of a tree."""
    end = breadth_first_order(matrix, 0, return_predecessors=False)[-1]
    order, above = breadth_first_order(matrix, end)
    path = [int(order[-1])]
    while path[-1] != end:
        path.append(int(above[path[-1]]))
    return path[len(path) // 2]
