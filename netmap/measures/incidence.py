"""Who sits where as a 0/1 matrix: organisations in the rows, partnerships in the columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

CHUNK = 4_000_000


@dataclass(frozen=True)
class Incidence:
    """The ids in sorted order and the matrix of ties; each mode has its own numbering, so ids may overlap."""

    organisations: tuple[Any, ...]
    partnerships: tuple[Any, ...]
    matrix: sp.csr_array

    @property
    def shared(self) -> sp.csr_array:
        """Give how many partnerships each two organisations share; nothing on the diagonal."""
        return off_diagonal(self.matrix @ self.matrix.T)


def incidence(
    pairs: Iterable[tuple[Any, Any]], *, organisations: Iterable[Any] = (), partnerships: Iterable[Any] = ()
) -> Incidence:
    """Which organisation sits on which partnership, each pair once?

    Parameters
        pairs: (organisation, partnership); a pair given twice (a double seat) is one tie.
        organisations: further organisations, which may sit nowhere.
        partnerships: further partnerships, on which nobody may sit.
    Returns
        Incidence: ids sorted; the matrix has floats 0 and 1.
    Cost
        n log n in pairs.
    Example
        >>> incidence([("CVS", "P1"), ("CVS", "P1"), ("AgeHelp", "P1")]).matrix.toarray().tolist()
        [[1.0], [1.0]]
    """
    ties = list(pairs)
    rows, row_of = _numbered([organisation for organisation, _ in ties], organisations)
    columns, column_of = _numbered([partnership for _, partnership in ties], partnerships)
    at = ([row_of[organisation] for organisation, _ in ties], [column_of[partnership] for _, partnership in ties])
    matrix = sp.csr_array((np.ones(len(ties)), at), shape=(len(rows), len(columns)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return Incidence(rows, columns, matrix)


def _numbered(tied: Sequence[Any], further: Iterable[Any]) -> tuple[tuple[Any, ...], dict[Any, int]]:
    ids = tuple(sorted({*tied, *further}))
    return ids, {each: number for number, each in enumerate(ids)}


def off_diagonal(matrix: sp.csr_array) -> sp.csr_array:
    """Give a square matrix without what stands on its diagonal, indices sorted."""
    entries = matrix.tocoo()
    off = (entries.row != entries.col) & (entries.data != 0)
    result = sp.csr_array((entries.data[off], (entries.row[off], entries.col[off])), shape=matrix.shape)
    result.sort_indices()
    return result


def steps_of(left: sp.csr_array, right: sp.csr_array) -> np.ndarray:
    """Give for each row of a product how many multiplications it takes, so that it can be refused beforehand."""
    lengths = np.diff(right.indptr)
    of_entries = np.concatenate([[0], np.cumsum(lengths[left.indices], dtype=np.int64)])
    return np.asarray(of_entries[left.indptr[1:]] - of_entries[left.indptr[:-1]])


def product_within(left: sp.csr_array, right: sp.csr_array, mask: sp.csr_array, *, chunk: int = CHUNK) -> sp.csr_array:
    """Multiply, and keep the product only where the mask has an entry; worked out in pieces to spare memory."""
    steps = np.cumsum(steps_of(left, right))
    cuts = [0, *(np.flatnonzero(np.diff(steps // chunk)) + 1).tolist(), left.shape[0]]
    pattern = mask.copy()
    pattern.data = np.ones_like(pattern.data)
    pieces = [
        (left[first:last] @ right).multiply(pattern[first:last]).tocsr() for first, last in itertools.pairwise(cuts)
    ]
    return sp.csr_array(sp.vstack(pieces, format="csr"))
