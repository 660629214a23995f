"""Do those who sit together sit together again: clustering in the seats, and in the ties made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp

from netmap.measures.incidence import Incidence, incidence, product_within, steps_of


@dataclass(frozen=True)
class Clustering:
    """How many open chains are closed: `coefficient` = `closed` / `chains`, None where there is no chain.

    `local` has id, chains, closed, coefficient for chains with the organisation in the middle. All figures
    are None where counting was refused because it would take too long.
    """

    chains: int | None
    closed: int | None
    coefficient: float | None
    local: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Cycles:
    """Pairs of organisations on pairs of partnerships, out of the chains that could be such."""

    butterflies: int
    three_paths: int
    robins_alexander: float | None


def two_mode_clustering(pairs: Iterable[tuple[Any, Any]], *, most_chains: int | None = None) -> Clustering:
    """When two organisations each sit with a third on different partnerships, do they sit together on another one?

    Definition: chains are a - P - b - Q - c with three organisations and two partnerships, all different,
    each counted once and by b; closed when a and c share a partnership other than P and Q. Coefficient
    range 0..1; None without a chain.
    Direction and weight: none. Isolated and vacant: no chain, coefficient None.

    Parameters
        pairs: (organisation, partnership); a pair given twice is one tie.
        most_chains: beyond this many chains nothing is counted and figures are None; None means no limit.
    Returns
        Clustering; `local` sorted by id.
    Cost
        The number of chains.
    Source
        Opsahl 2013, Social Networks 35; checked against DAVIS-OPSAHL and CLIQUE-A.
    Example
        >>> two_mode_clustering([("A", 1), ("B", 1), ("B", 2), ("C", 2), ("A", 3), ("C", 3)]).coefficient
        1.0
    """
    ties = incidence(pairs)
    matrix = ties.matrix
    others = matrix.sum(axis=0) - 1
    around = matrix @ others
    chains = around**2 - matrix @ others**2 - (ties.shared.power(2).sum(axis=1) - ties.shared.sum(axis=1))
    chains = np.rint(chains / 2).astype(np.int64)
    if most_chains is not None and chains.sum() > most_chains:
        return _clustering(ties, None, None)
    closed = np.array([_closed(matrix, each) if chains[each] else 0 for each in range(len(chains))], dtype=np.int64)
    return _clustering(ties, chains, closed)


def _closed(matrix: sp.csr_array, middle: int) -> int:
    """Count the closed chains with this organisation in the middle, by all pairs of seats beside its own."""
    boards = matrix[[middle]].indices
    beside = matrix[:, boards].tocoo()
    kept = beside.row != middle
    body, board = beside.row[kept], boards[beside.col[kept]]
    rows = matrix[body]
    sits = rows[:, board].toarray()
    elsewhere = (rows @ rows.T).toarray() - sits - sits.T
    differ = (body[:, None] != body) & (board[:, None] != board)
    return int(((elsewhere > 0) & differ).sum()) // 2


def projected_clustering(pairs: Iterable[tuple[Any, Any]], *, most_steps: int | None = None) -> Clustering:
    """How clustered do the ties between organisations look once partnerships are turned into ties?

    Definition: chains are a - b - c of ties between three organisations, counted once and by b; closed when
    a and c are tied too (transitivity). Range 0..1; None without a chain. Every partnership of three closes
    its own chains, so this is higher than the clustering of the seats: show both or neither.
    Direction and weight: none. Isolated and vacant: no chain, coefficient None.

    Parameters
        pairs: (organisation, partnership); a pair given twice is one tie.
        most_steps: beyond this many multiplications nothing is counted and figures are None; None means no limit.
    Returns
        Clustering; `local` sorted by id.
    Cost
        Chains of ties.
    Source
        Wasserman & Faust 1994; checked against DAVIS-OPSAHL and CLIQUE-A.
    Example
        >>> projected_clustering([("A", 1), ("B", 1), ("C", 1)]).coefficient
        1.0
    """
    ties = incidence(pairs)
    tied = ties.shared.sign()
    if most_steps is not None and steps_of(tied, tied).sum() > most_steps:
        return _clustering(ties, None, None)
    contacts = tied.sum(axis=1).astype(np.int64)
    closed = product_within(tied, tied, tied).sum(axis=1).astype(np.int64) // 2
    return _clustering(ties, contacts * (contacts - 1) // 2, closed)


def cycles(pairs: Iterable[tuple[Any, Any]]) -> Cycles:
    """How often do the same two organisations meet on two partnerships?

    Definition: a butterfly is two organisations that both sit on two partnerships. Robins-Alexander clustering
    is 4 x butterflies / three_paths, a three-path being three ties in a row (P - a - Q - b); range 0..1, None
    without a three-path.
    Direction and weight: none. Isolated and vacant: no part in either.

    Parameters
        pairs: (organisation, partnership); a pair given twice is one tie.
    Returns
        Cycles.
    Cost
        The number of pairs that sit together.
    Source
        Robins & Alexander 2004; checked against DAVIS-BUTTERFLY.
    Example
        >>> cycles([("A", 1), ("A", 2), ("B", 1), ("B", 2)])
        Cycles(butterflies=1, three_paths=4, robins_alexander=1.0)
    """
    ties = incidence(pairs)
    shared = ties.shared.data
    butterflies = int((shared * (shared - 1)).sum()) // 4
    own, others = ties.matrix.sum(axis=1) - 1, ties.matrix.sum(axis=0) - 1
    paths = int(own @ (ties.matrix @ others))
    return Cycles(butterflies, paths, 4 * butterflies / paths if paths else None)


def _clustering(ties: Incidence, chains: np.ndarray | None, closed: np.ndarray | None) -> Clustering:
    local = pd.DataFrame({"id": list(ties.organisations), "chains": None, "closed": None, "coefficient": None})
    if chains is None or closed is None:
        return Clustering(None, None, None, local)
    share = np.divide(closed, chains, out=np.full(len(chains), np.nan), where=chains > 0)
    local = local.assign(chains=chains, closed=closed, coefficient=pd.Series(share).astype(object))
    local["coefficient"] = local["coefficient"].where(local["coefficient"].notna(), None)
    total, shut = int(chains.sum()), int(closed.sum())
    return Clustering(total, shut, shut / total if total else None, local)
