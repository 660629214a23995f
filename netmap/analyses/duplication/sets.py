"""The sets of functions, places or targets that awards name, each set once, and how they lie in their tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from netmap.analyses.trees import Tree

Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Sets:
    """Which nodes of a tree each award names: `codes` gives the set of each award, `members` the nodes of each set."""

    def __init__(self, tree: Tree, named: Sequence[tuple[str, ...]]) -> None:
        places: dict[tuple[str, ...], int] = {}
        self.codes: Indices = np.array([places.setdefault(each, len(places)) for each in named], dtype=np.int64)
        self.members: list[tuple[str, ...]] = list(places)
        self.nodes: list[str] = sorted({*tree.ids, *(node for each in self.members for node in each)})
        self._tree = tree
        self.empty: Mask = np.array([not each for each in self.members], dtype=bool)

    @property
    def known(self) -> Mask:
        """Say for each award whether it names anything."""
        return ~self.empty[self.codes] if len(self.codes) else np.zeros(0, dtype=bool)

    @cached_property
    def own(self) -> sparse.csr_array:
        """Sets by nodes: what each set names."""
        place = {node: at for at, node in enumerate(self.nodes)}
        return _matrix(([place[node] for node in each] for each in self.members), len(self.nodes))

    @cached_property
    def _above(self) -> sparse.csr_array:
        place = {node: at for at, node in enumerate(self.nodes)}
        return _matrix(([place[each] for each in self._tree.up(node)] for node in self.nodes), len(self.nodes))

    @cached_property
    def up(self) -> sparse.csr_array:
        """Sets by nodes: what each set names, and all above that."""
        return _ones(self.own @ self._above)

    @cached_property
    def down(self) -> sparse.csr_array:
        """Sets by nodes: what each set names, and all below that which any set names."""
        named = sparse.diags_array((self.own.sum(axis=0) > 0).astype(np.int32), dtype=np.int32)
        return _ones(self.own @ self._above.T @ named)

    @cached_property
    def kin(self) -> sparse.csr_array:
        """Sets by sets: whether a node of one is, or lies above or below, a node of the other."""
        reach = _ones(self.own @ (self._above + self._above.T))
        return _ones(reach @ self.own.T)

    def related(self, one: Indices, other: Indices) -> Mask:
        """Say for pairs of sets, by their codes, whether they are kin."""
        return _holds(self.kin, one, other)

    def names(self, sets: Indices, nodes: Indices) -> Mask:
        """Say for pairs of a set, by its code, and a node, by its place, whether the set names it."""
        return _holds(self.own, sets, nodes)

    def meets(self, one: Indices, other: Indices) -> tuple[sparse.csr_array, Indices]:
        """Give the nodes in which pairs of sets meet: named by one of them, and named by or below both.

        Returns
            One row for each different pair of codes, and for each pair its row.
        """
        keys, rows = np.unique(one * len(self.members) + other, return_inverse=True)
        first, second = np.divmod(keys, max(len(self.members), 1))
        either = _ones(self.own[first] + self.own[second])
        return _ones(either.multiply(self.down[first]).multiply(self.down[second])), rows.astype(np.int64)


def _holds(matrix: sparse.csr_array, rows: Indices, columns: Indices) -> Mask:
    """Say for pairs of row and column whether the matrix has an entry there."""
    width = matrix.shape[1]
    keys = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    return np.isin(rows * width + columns, keys)


def _matrix(rows: Iterable[Sequence[int]], width: int) -> sparse.csr_array:
    lists = [sorted(set(row)) for row in rows]
    ends = np.cumsum([0, *map(len, lists)])
    columns = np.array([at for row in lists for at in row], dtype=np.int64)
    data = np.ones(len(columns), dtype=np.int32)
    return sparse.csr_array((data, columns, ends), shape=(len(lists), width))


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    """Give the matrix with 1 wherever it is not 0, columns in order within each row."""
    result = sparse.csr_array(matrix)
    result.eliminate_zeros()
    result.sort_indices()
    result.data = np.ones(len(result.data), dtype=np.int32)
    return result


def exploded(matrix: sparse.csr_array, rows: Indices) -> tuple[Indices, Indices]:
    """Give (place in `rows`, column) for every entry of the given rows of a matrix, in order."""
    starts, lengths = matrix.indptr[:-1][rows], np.diff(matrix.indptr)[rows]
    places = np.repeat(np.arange(len(rows)), lengths)
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return places, matrix.indices[np.repeat(starts, lengths) + offsets].astype(np.int64)


def size_of(*parts: tuple[sparse.csr_array, Indices]) -> int:
    """Count the combinations that `product_of` would give, without making them."""
    lengths = [np.diff(matrix.indptr)[rows].astype(float) for matrix, rows in parts]
    return int(np.prod(lengths, axis=0).sum()) if len(lengths[0]) else 0


def product_of(*parts: tuple[sparse.csr_array, Indices]) -> list[Indices]:
    """Combine the entries of several matrices row by row.

    Parameters
        parts: matrices, each with the row that stands for each item; all name equally many items.
    Returns
        The place of the item, then one column for each matrix; each combination once, in order.
    """
    places = np.arange(len(parts[0][1]))
    columns: list[Indices] = []
    for matrix, rows in parts:
        at, column = exploded(matrix, rows[places])
        places, columns = places[at], [each[at] for each in columns]
        columns.append(column)
    return [places, *columns]
