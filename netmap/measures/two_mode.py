"""Positions in the two-mode network of organisations and partnerships: degree, closeness, betweenness, eigenvector."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import svds

from netmap.measures.incidence import incidence
from netmap.measures.shortest_paths import shortest_paths

PLACES = 12
DENSE_CELLS = 250_000
SAME = 1e-9


@dataclass(frozen=True)
class Leading:
    """The leading singular value, and its vectors by id; None for ids outside its component."""

    sigma: float | None
    organisations: Mapping[Any, float | None]
    partnerships: Mapping[Any, float | None]


def positions(
    pairs: Iterable[tuple[Any, Any]],
    *,
    organisations: Iterable[Any] = (),
    partnerships: Iterable[Any] = (),
    most_ties: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Where does each organisation, and each partnership, stand in the web of seats?

    Definition: with n organisations, m partnerships and one tie for each pair,
    degree: partnerships of an organisation (organisations of a partnership), unit ties; degree_share: out
    of m (out of n), range 0..1.
    closeness: (m + 2(n - 1)) / sum of distances for an organisation, (n + 2(m - 1)) / sum for a partnership,
    with the n and m of its own component, range 0..1.
    betweenness: shortest paths of others through it, over the most there could be, with the n and m of the
    whole, range 0..1.
    eigenvector: leading singular vectors of the 0/1 matrix, each mode of length 1, in the component
    with the largest singular value; never ranked across components, range 0..1.
    Direction: none. Weight: none; a double seat is one tie.
    Isolated and vacant: degree, closeness, betweenness 0; eigenvector None. A vacant seat is no tie.

    Use it to describe position; use seat shares for dominance. Closeness of different components cannot be
    compared: a body that shares its only partnership with nobody has 1.

    Parameters
        pairs: (organisation, partnership).
        organisations, partnerships: further ids, which may have no tie; they count in n and m.
        most_ties: beyond this many ties closeness and betweenness are None; None means no limit.
    Returns
        Two tables, organisations and partnerships, sorted by id: id, degree, degree_share, component (1 is
        the largest), component_size (organisations and partnerships in it), closeness, betweenness, eigenvector.
        None where undefined: degree_share without anything to sit on; betweenness with fewer than two
        organisations or partnerships; eigenvector outside the component of the largest singular value, and
        everywhere when two components have that value.
    Cost
        Closeness and betweenness nodes x ties; the rest about linear in ties.
    Source
        Borgatti & Everett 1997; Borgatti & Halgin 2011; checked against DAVIS-2MODE, DAVIS-SIGMA, ANY-2MODE,
        NX-CLOSENESS-TRAP, NX-MULTIGRAPH-DEGREE, NX-EIG-DISCONNECTED.
    Example
        >>> bodies, boards = positions([("CVS", "P1"), ("CVS", "P2"), ("AgeHelp", "P1")])
        >>> bodies[["id", "degree", "degree_share", "closeness", "betweenness"]].values.tolist()
        [['AgeHelp', 1, 0.5, 0.666666666667, 0.0], ['CVS', 2, 1.0, 1.0, 1.0]]
    """
    ties = incidence(pairs, organisations=organisations, partnerships=partnerships)
    n, m = ties.matrix.shape
    component = _components(ties.matrix)
    table = pd.DataFrame({"id": [*ties.organisations, *ties.partnerships], "degree": _degrees(ties.matrix)})
    table["degree_share"] = _column(_over(table["degree"], np.repeat([m, n], [n, m])))
    table["component"] = component
    table["component_size"] = table.groupby("component")["id"].transform("size")
    closeness, betweenness = _by_paths(ties.matrix, component, most_ties)
    table["closeness"] = _column(closeness)
    table["betweenness"] = _column(betweenness)
    table["eigenvector"] = _column(np.concatenate(_leading(ties.matrix, component)[1:]))
    return table[:n].reset_index(drop=True), table[n:].reset_index(drop=True)


def leading(pairs: Iterable[tuple[Any, Any]]) -> Leading:
    """How much do well-placed organisations sit together on well-attended partnerships?

    Definition: the largest singular value of the 0/1 matrix of organisations and partnerships (range
    1..sqrt(n m)) and its two vectors, each of length 1 and none below zero. A score of the whole graph scaled
    to length 1, as NetworkX gives it, is exactly 1 / sqrt(2) of these.
    Isolated and vacant: without any tie the value is None.

    Parameters
        pairs: (organisation, partnership), each tie once.
    Returns
        Leading: None for ids outside the component of the largest value; for all when two components have it.
    Cost
        A few hundred passes over the ties.
    Source
        Borgatti & Halgin 2011; checked against DAVIS-SIGMA.
    Example
        >>> leading([("CVS", "P1"), ("AgeHelp", "P1")]).sigma
        1.41421356237
    """
    ties = incidence(pairs)
    sigma, *vectors = _leading(ties.matrix, _components(ties.matrix))
    rows, columns = (_column(vector) for vector in vectors)
    value = None if sigma is None else round(sigma, PLACES - 1)
    by_partnership = dict(zip(ties.partnerships, columns, strict=True))
    return Leading(value, dict(zip(ties.organisations, rows, strict=True)), by_partnership)


def _column(values: np.ndarray) -> pd.Series:
    """Give figures rounded past what the order of adding can change; None where there is none."""
    rounded = pd.Series(np.round(values, PLACES))
    return rounded.astype(object).where(rounded.notna(), None)


def _over(above: Any, below: Any) -> np.ndarray:
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    result = np.full(len(above), np.nan)
    np.divide(above, below, out=result, where=below > 0)
    return result


def _degrees(matrix: sp.csr_array) -> np.ndarray:
    return np.concatenate([matrix.sum(axis=1), matrix.sum(axis=0)]).astype(int)


def _components(matrix: sp.csr_array) -> np.ndarray:
    """Number the components, the largest first; of equal ones, that with the first id."""
    if 0 in matrix.shape:
        return np.arange(1, sum(matrix.shape) + 1)
    _, labels = connected_components(sp.block_array([[None, matrix], [matrix.T, None]]), directed=False)
    _, first, inverse, size = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=int)
    rank[np.lexsort((first, -size))] = np.arange(1, len(size) + 1)
    return rank[inverse]


def _by_paths(matrix: sp.csr_array, component: np.ndarray, most_ties: int | None) -> tuple[np.ndarray, np.ndarray]:
    n, m = matrix.shape
    unknown = np.full(n + m, np.nan)
    if most_ties is not None and matrix.nnz > most_ties:
        return unknown, unknown
    paths = shortest_paths(matrix)
    number = component.max(initial=0) + 1
    bodies, boards = (np.bincount(part, minlength=number)[component] for part in (component[:n], component[n:]))
    nearest = np.where(np.arange(n + m) < n, boards + 2 * (bodies - 1), bodies + 2 * (boards - 1))
    closeness = np.nan_to_num(_over(nearest, paths.distances))
    if min(n, m) < 2:
        return closeness, unknown
    return closeness, paths.between / np.repeat([_most_between(n, m), _most_between(m, n)], [n, m])


def _most_between(own: int, other: int) -> float:
    """Give the most shortest paths that can run through a node, with so many in its own mode and in the other."""
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _leading(matrix: sp.csr_array, component: np.ndarray) -> tuple[float | None, np.ndarray, np.ndarray]:
    """Find the leading singular value among the components, and its vectors; not-a-number outside its component."""
    n, m = matrix.shape
    rows, columns = np.full(n, np.nan), np.full(m, np.nan)
    found = sorted((_first_of(matrix, component, each) for each in _candidates(matrix, component)), key=lambda f: -f[0])
    if not found:
        return None, rows, columns
    sigma, at, left, right = found[0]
    if len(found) == 1 or sigma - found[1][0] > SAME * sigma:
        rows[component[:n] == at], columns[component[n:] == at] = np.abs(left), np.abs(right)
    return sigma, rows, columns


def _candidates(matrix: sp.csr_array, component: np.ndarray) -> list[int]:
    """Give the components that may have the largest singular value.

    Its square is at most the largest row sum of the matrix times its transpose, and at least the largest degree.
    """
    n = matrix.shape[0]
    if matrix.nnz == 0:
        return []
    number = component.max() + 1
    at_most, at_least = np.zeros(number), np.zeros(number)
    np.maximum.at(at_most, component[:n], matrix @ matrix.sum(axis=0))
    np.maximum.at(at_least, component, _degrees(matrix).astype(float))
    return list(np.flatnonzero((at_most >= at_least.max() * (1 - SAME)) & (at_least > 0)))


def _first_of(matrix: sp.csr_array, component: np.ndarray, at: int) -> tuple[float, int, np.ndarray, np.ndarray]:
    n = matrix.shape[0]
    part = matrix[component[:n] == at][:, component[n:] == at]
    if part.shape[0] * part.shape[1] <= DENSE_CELLS or min(part.shape) < 3:
        left, values, right = np.linalg.svd(part.toarray(), full_matrices=False)
    else:
        left, values, right = svds(part, k=1, v0=np.ones(min(part.shape)))
    return float(values[0]), at, left[:, 0], right[0]
