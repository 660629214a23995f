"""How readable a drawing of a connected network is: crossings, stress, and neighbours that stay neighbours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

Points = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]

MOST_PAIRS, SOURCES, SAMPLE = 1_000_000, 100, 400


def crossings(points: Points, ties: Pairs, *, most_pairs: int = MOST_PAIRS) -> float:
    """How often do two ties cross?

    Definition: pairs of ties without a common end whose lines cross at a point inside both. Up to `most_pairs`
    pairs of ties all are looked at; of more, so many by chance, the same for every drawing of a
    network, and what is found stands for all.
    """
    one, other, share = _pairs_of_ties(len(ties), most_pairs)
    a, b, c, d = ties[one, 0], ties[one, 1], ties[other, 0], ties[other, 1]
    apart = (a != c) & (a != d) & (b != c) & (b != d)
    a, b, c, d = (points[end[apart]] for end in (a, b, c, d))
    crossing = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
    return float(crossing.sum()) / share


def _pairs_of_ties(count: int, most: int) -> tuple[Pairs, Pairs, float]:
    every = count * (count - 1) // 2
    if every <= most:
        return (*np.triu_indices(count, 1), 1.0)
    chance = np.random.default_rng(1)
    one, other = chance.integers(0, count, most), chance.integers(0, count - 1, most)
    return one, other + (other >= one), most / every


def _side(start: Points, end: Points, point: Points) -> Points:
    """Say on which side of a line a point lies: -1, 0 or 1."""
    line, to_point = end - start, point - start
    return np.sign(line[:, 0] * to_point[:, 1] - line[:, 1] * to_point[:, 0])


def stress(points: Points, ties: Pairs, *, sources: int = SOURCES) -> float:
    """How far are the distances on the page from the steps between records?

    Definition: sum of (a x - d)^2 / d^2 over pairs, by their number, with x the distance on the page, d the steps
    and a the scale that makes it least. Range 0 (as they should be) to 1 (all on one spot). Pairs of `sources`
    records by chance with all others; the same for every drawing of a network.
    """
    chosen = _sample(len(points), sources, seed=2)
    steps = shortest_path(_matrix(len(points), ties), unweighted=True, indices=chosen)
    across = points[chosen][:, None] - points[None]
    ratio = (np.hypot(across[..., 0], across[..., 1]) / np.where(steps == 0, np.inf, steps))[steps > 0]
    squares = float((ratio**2).sum())
    return 1 - float(ratio.sum()) ** 2 / (squares * len(ratio)) if squares else 1.0


def neighbours_kept(points: Points, ties: Pairs, *, sample: int = SAMPLE) -> float:
    """How many of the records within two steps are among the nearest on the page?

    Definition: for a record with k others within two steps, what these and its k nearest on the page
    have in common, by what they are together (Jaccard); the mean over `sample` records by chance. Range 0..1.
    """
    matrix = _matrix(len(points), ties)
    near = (matrix + matrix @ matrix).tocsr()
    tree, found = cKDTree(points), []
    for row in _sample(len(points), sample, seed=3).tolist():
        tied = set(near.indices[near.indptr[row] : near.indptr[row + 1]].tolist()) - {row}
        closest = tree.query(points[row], k=len(tied) + 1)[1]
        drawn = set(closest.tolist()) - {row}
        found.append(len(tied & drawn) / len(tied | drawn))
    return float(np.mean(found))


def _sample(count: int, most: int, *, seed: int) -> Pairs:
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, most, replace=False))


def _matrix(count: int, ties: Pairs) -> csr_array:
    ends = np.concatenate([ties, ties[:, ::-1]])
    return csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
