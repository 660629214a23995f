"""Ties between organisations that sit together: how many partnerships they share, and Newman's weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp

from netmap.measures.incidence import Incidence, incidence


@dataclass(frozen=True)
class Projection:
    """Ties between organisations: `ties` has one, other, shared, weight; one comes before other, rows sorted.

    `left_out` names the partnerships too large to be projected, whose ties are missing; `pairs_left_out`
    is how many pairs of organisations sit together on them.
    """

    ties: pd.DataFrame = field(repr=False)
    left_out: tuple[Any, ...] = ()
    pairs_left_out: int = 0

    def strength(self) -> pd.DataFrame:
        """How much does each organisation sit together with others?

        Definition: the sum of Newman weights of its ties; it equals the number of its partnerships that at
        least two organisations sit on, those left out apart. Range 0.., unit partnerships.
        Isolated and vacant: an organisation without a tie has no row.
        Returns
            id, strength, contacts (number of organisations it is tied to), sorted by id.
        Source
            Newman 2001, Physical Review E 64 016132; checked against NEWMAN.
        Example
            >>> newman([("CVS", "P1"), ("AgeHelp", "P1"), ("CVS", "P2")]).strength().values.tolist()
            [['AgeHelp', 1.0, 1], ['CVS', 1.0, 1]]
        """
        ends = [self.ties[[end, "weight"]].set_axis(["id", "weight"], axis=1) for end in ("one", "other")]
        sums = pd.concat(ends).groupby("id")["weight"].agg(["sum", "size"]).reset_index()
        sums["sum"] = sums["sum"].round(12)
        return sums.set_axis(["id", "strength", "contacts"], axis=1)


def newman(pairs: Iterable[tuple[Any, Any]], *, most_pairs: int | None = None) -> Projection:
    """Which organisations sit together, and how closely?

    Definition: `shared` is the number of partnerships that both sit on (range 1.., unit partnerships);
    `weight` adds 1 / (n - 1) for each of them, n the number of organisations on it (range above 0, unit
    partnerships).
    Direction: none. Weight: a strength (larger is closer); take 1 / weight where a length is wanted.
    Isolated and vacant: an organisation that shares no partnership has no tie.

    A partnership of n organisations makes n (n - 1) / 2 ties, so the ties look more clustered than the
    seats are. The largest partnerships are left out, all of one size together, until no more than
    `most_pairs` pairs are made; `shared` and `weight` of pairs on them are then too low.

    Parameters
        pairs: (organisation, partnership); a pair given twice is one tie.
        most_pairs: most pairs of organisations over all partnerships; None means no limit.
    Returns
        Projection: its ties, and what was left out.
    Cost
        The number of pairs that sit together.
    Source
        Newman 2001, Physical Review E 64 016132; checked against NEWMAN, NEWMAN-NX, PROJ-BLOWUP.
    Example
        >>> newman([("CVS", "P1"), ("AgeHelp", "P1"), ("CVS", "P2"), ("AgeHelp", "P2")]).ties.values.tolist()
        [['AgeHelp', 'CVS', 2, 2.0]]
    """
    ties = incidence(pairs)
    sizes = ties.matrix.sum(axis=0).astype(int)
    out = _too_large(sizes, most_pairs)
    kept = ties.matrix @ sp.diags_array((~out).astype(float))
    inverse = np.divide(1.0, sizes - 1, out=np.zeros(len(sizes)), where=sizes > 1)
    shared = sp.csr_array(sp.triu(kept @ ties.matrix.T, k=1))
    weight = sp.csr_array(sp.triu(kept @ sp.diags_array(inverse) @ ties.matrix.T, k=1))
    left_out = tuple(each for each, large in zip(ties.partnerships, out, strict=True) if large)
    return Projection(_table(ties, shared, weight), left_out, int(_pairs_of(sizes)[out].sum()))


def _pairs_of(sizes: np.ndarray) -> np.ndarray:
    return np.asarray(sizes * (sizes - 1) // 2)


def _too_large(sizes: np.ndarray, most_pairs: int | None) -> np.ndarray:
    """Mark the largest partnerships, all of one size together, so that the others make few enough pairs."""
    if most_pairs is None:
        return np.zeros(len(sizes), dtype=bool)
    made = np.bincount(sizes, weights=_pairs_of(sizes), minlength=1)
    fits = np.cumsum(made) <= most_pairs
    return np.asarray(~fits[sizes])


def _table(ties: Incidence, shared: sp.csr_array, weight: sp.csr_array) -> pd.DataFrame:
    for matrix in (shared, weight):
        matrix.eliminate_zeros()
        matrix.sort_indices()
    row, column = shared.nonzero()
    names = np.array(ties.organisations, dtype=object)
    columns = {"one": names[row], "other": names[column], "shared": shared.data.astype(int)}
    return pd.DataFrame({**columns, "weight": np.round(weight.data, 12)})
