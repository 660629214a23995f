"""Shortest paths between all organisations and partnerships: how far each is, and what each lies between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

CELLS = 4_000_000


@dataclass(frozen=True)
class Paths:
    """For each node (organisations first, then partnerships): the sum of distances to all it reaches, and
    the number of shortest paths through it, each pair of other nodes counting 1 in all.
    """

    distances: np.ndarray
    between: np.ndarray


def shortest_paths(matrix: sp.csr_array, *, cells: int = CELLS) -> Paths:
    """How far is each from all others, and how many of their shortest paths run through it?

    Definition: in the undirected graph of the ties, `distances` is the sum of the lengths of shortest
    paths to every node that can be reached; `between` of v the sum over unordered pairs s, t of others
    of the share of shortest paths from s to t that pass v (Brandes 2001).
    Isolated and vacant: 0 and 0.

    Organisations on exactly the same partnerships have equal places; they are searched from once and
    weighed by their number, which changes no figure.

    Parameters
        matrix: organisations x partnerships, 1 for a tie.
        cells: nodes x sources held in memory at once; it changes no figure.
    Returns
        Paths.
    Cost
        Nodes x ties, after organisations with equal places are taken together.
    Source
        Brandes 2001, J. Math. Sociology 25; checked against DAVIS-2MODE and ANY-2MODE.
    Example
        >>> shortest_paths(sp.csr_array([[1.0, 1.0], [1.0, 0.0]])).between.tolist()
        [2.0, 0.0, 2.0, 0.0]
    """
    m = matrix.shape[1]
    place, first, size = _places(matrix)
    classes = matrix[first]
    graph = sp.csr_array(sp.block_array([[None, classes], [classes.T, None]], format="csr"))
    number = np.concatenate([size, np.ones(m)])
    distances, between = np.zeros(len(number)), np.zeros(len(number))
    batch = max(1, cells // max(1, len(number)))
    for start in range(0, len(number), batch):
        sources = np.arange(start, min(start + batch, len(number)))
        levels, distances[sources] = _outwards(graph, number, sources)
        between += _inwards(graph, number, levels) @ number[sources]
    between /= 2
    degrees = np.diff(classes.indptr)
    distances[: len(size)] += 2 * (size - 1) * (degrees > 0)
    between[len(size) :] += classes.T @ (size * (size - 1) / 2 / np.maximum(degrees, 1))
    of_node = np.concatenate([place, np.arange(len(size), len(size) + m)])
    return Paths(distances[of_node], between[of_node])


def _places(matrix: sp.csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number the different rows; give each row's number, the first row of each number, and how many have it."""
    numbers: dict[bytes, int] = {}
    ends = zip(matrix.indptr, matrix.indptr[1:], strict=False)
    place = np.array(
        [numbers.setdefault(np.sort(matrix.indices[a:b]).tobytes(), len(numbers)) for a, b in ends], dtype=np.int64
    )
    _, first, size = np.unique(place, return_index=True, return_counts=True)
    return place, first, size.astype(float)


def _outwards(graph: sp.csr_array, number: np.ndarray, sources: np.ndarray) -> tuple[list[sp.csr_array], np.ndarray]:
    """Search from all sources at once; give per level the counts of shortest paths (node x source), and distances.

    A source stands for one of its class: the others of the class lie on no shortest path from it.
    """
    shape = (len(number), len(sources))
    here = np.arange(len(sources))
    level = sp.csr_array((np.ones(len(sources)), (sources, here)), shape=shape)
    seen = np.zeros(shape, dtype=bool)
    seen[sources, here] = True
    levels, far, many = [level], np.zeros(len(sources)), np.ones(len(number))
    while True:
        reached = (graph @ _scaled(level, many)).tocoo()
        new = ~seen[reached.row, reached.col]
        if not new.any():
            return levels, far
        row, col = reached.row[new], reached.col[new]
        seen[row, col] = True
        level = sp.csr_array((reached.data[new], (row, col)), shape=shape)
        far += len(levels) * np.bincount(col, weights=number[row], minlength=len(sources))
        levels.append(level)
        many = number


def _inwards(graph: sp.csr_array, number: np.ndarray, levels: list[sp.csr_array]) -> sp.csr_array:
    """Give for each node and source how many nodes the source reaches through the node, by share of paths."""
    total = sp.csr_array(levels[0].shape)
    behind = sp.csr_array(levels[0].shape)
    for nearer, further in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        inverse = sp.csr_array((1 / further.data, further.indices, further.indptr), shape=further.shape)
        owed = _scaled(inverse + inverse.multiply(behind), number)
        behind = sp.csr_array(nearer.multiply(graph @ owed))
        total = total + behind
    return total


def _scaled(matrix: sp.csr_array, factors: np.ndarray) -> sp.csr_array:
    scaled = sp.csr_array(matrix)
    data = scaled.data * np.repeat(factors, np.diff(scaled.indptr))
    return sp.csr_array((data, scaled.indices, scaled.indptr), shape=scaled.shape)
