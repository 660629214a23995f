"""Paths through layers, counted and weighed by sparse matrix products before any is listed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from netmap.errors import AnalysisError

Matrix: TypeAlias = Any
"""A dense numpy array or a sparse array of scipy."""


def path_counts(steps: Sequence[Matrix]) -> csr_array:
    """How many ways lead from each start to each end, step by step through the layers?

    Definition: the product of the matrices of the steps. Range 0 upwards, unit paths.
    Direction: entry (i, j) of a step leads from i of its layer to j of the next.
    Isolated and vacant: what has no entry in a step starts, carries or ends no path.

    Parameters
        steps: at least one matrix, dense or sparse; as many columns as the next has rows. An entry
            is the number of ways from row to column, as a rule 0 or 1.
    Returns
        Sparse matrix: one row for each start, one column for each end.
    Raises
        AnalysisError: no step is given, or two steps do not fit.
    Cost
        The entries of each product; no path is listed.
    Source
        METHODS 6.2; checked against DWPC, HUB-CAP.
    Example
        >>> works_on, holds = np.array([[1, 1]]), np.array([[1, 1], [0, 1]])
        >>> path_counts([works_on, holds]).toarray().astype(int).tolist()
        [[1, 2]]
    """
    layers = [_sparse(step) for step in steps]
    if not layers or any(one.shape[1] != other.shape[0] for one, other in pairwise(layers)):
        shapes = ", ".join(f"{rows} x {columns}" for rows, columns in (each.shape for each in layers)) or "none"
        raise AnalysisError(f"The steps do not make a path: {shapes}.", "Give matrices that fit, at least one.")
    product = layers[0]
    for step in layers[1:]:
        product = csr_array(product @ step)
    product.eliminate_zeros()
    product.sort_indices()
    return product


def damped_step(step: Matrix, damping: float) -> csr_array:
    """What is one step worth when those with many links are damped?

    Definition: each entry times (links of its row x links of its column) ** -damping, links counted
    within this step. Range 0 to the entry, which it is for a damping of 0 or for one link at both ends.
    Source
        METHODS 6.3 (degree-weighted path count, Himmelstein and Baranzini 2015); checked against HUB-CAP.
    Example
        >>> damped_step(np.array([[1, 1], [0, 1]]), 0.5).toarray().round(3).tolist()
        [[0.707, 0.5], [0.0, 0.707]]
    """
    matrix = _sparse(step)
    out, into = (np.asarray(matrix.sum(axis=axis)).ravel() for axis in (1, 0))
    return csr_array(diags_array(_power(out, damping)) @ matrix @ diags_array(_power(into, damping)))


def damped_path_counts(steps: Sequence[Matrix], damping: float) -> csr_array:
    """How strong are the ways from each start to each end, when a path through a body with many links counts less?

    Definition: the degree-weighted path count: each path is worth the product, over its steps, of
    (links at its start x links at its end) ** -damping, links counted within each step; a path's worth
    is summed over all paths. Range 0 to the path count, which it is for a damping of 0. No unit.
    Direction: as in `path_counts`. Weight: strength, more is stronger.
    Isolated and vacant: no link, no path, 0.

    Parameters
        steps: as in `path_counts`.
        damping: from 0 (a hub counts in full) to 1; 0.4 to 0.5 is usual.
    Returns
        Sparse matrix: one row for each start, one column for each end.
    Raises
        AnalysisError: no step is given, or two steps do not fit.
    Cost
        As `path_counts`.
    Source
        METHODS 6.2 and 6.3; Himmelstein and Baranzini 2015; checked against DWPC, HUB-CAP.
    Example
        A hub on 2 themes and 2 boards: each path of its four is worth (1 x 2 x 2 x 1) ** -0.5.

        >>> themes_to_hub, hub_to_boards = np.array([[1], [1]]), np.array([[1, 1]])
        >>> damped_path_counts([themes_to_hub, hub_to_boards], 0.5).toarray().round(3).tolist()
        [[0.5, 0.5], [0.5, 0.5]]
    """
    return path_counts([damped_step(step, damping) for step in steps])


def pathsim(counts: Matrix) -> npt.NDArray[np.float64]:
    """How alike are two starts, by where their paths go and how often?

    Definition: for the symmetric meta-path start -> end -> start, twice the paths between two starts,
    divided by the paths from each back to itself. Range 0..1, no unit.
    Direction: symmetric. Weight: strength.
    Isolated and vacant: undefined, not a number, between two starts that have no path at all.

    Parameters
        counts: paths from each start (row) to each end (column), for example from `path_counts`.
    Returns
        Square array over the starts.
    Cost
        The square of the number of starts.
    Source
        METHODS 6.2; Sun, Han, Yan, Yu and Wu 2011; checked against PATHSIM.
    Example
        >>> pathsim(np.array([[2, 1], [2, 1], [0, 0]])).round(2).tolist()
        [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, nan]]
    """
    matrix = _sparse(counts)
    both = (matrix @ matrix.T).toarray()
    own = both.diagonal()
    sums = own[:, None] + own[None, :]
    alike: npt.NDArray[np.float64] = np.divide(2 * both, sums, out=np.full(both.shape, np.nan), where=sums > 0)
    return alike


def _sparse(step: Matrix) -> csr_array:
    return csr_array(step, dtype=np.float64)


def _power(links: npt.NDArray[np.float64], damping: float) -> npt.NDArray[np.float64]:
    worth: npt.NDArray[np.float64] = np.power(links, -damping, out=np.zeros(len(links)), where=links > 0)
    return worth
