"""Structural holes: how far an organisation's contacts are tied to one another (Burt)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp

from netmap.errors import AnalysisError
from netmap.measures.incidence import off_diagonal, product_within, steps_of


def structural_holes(
    ties: Iterable[tuple[Any, Any, float]], *, nodes: Iterable[Any] = (), most_steps: int | None = None
) -> pd.DataFrame:
    """Whose contacts are tied to one another, and who links contacts that are not?

    Definition: with m_ij the weights between i and j added up in both directions and p_ij = m_ij / sum of i's,
    constraint of i: sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared, range above 0 to about 1.13;
    effective size: sum over contacts j of 1 - sum over q of p_iq m_jq / (largest m of j), range 1 to the
    number of contacts, unit contacts. High constraint and low effective size: the contacts know one another.
    Direction: a tie in either direction makes a contact. Weight: strength.
    Isolated and vacant: both None.

    On seats themselves both say nothing beyond the number of ties (constraint is exactly 1 / degree, effective
    size the degree): use ties between organisations. There constraint falls with the number of partnerships by
    itself: show it only beside how often chance with the same margins gives as much.

    Parameters
        ties: (one, other, weight), weight above 0; of ties given more than once the weights are added; a tie
            to itself is left out.
        nodes: further nodes, which may have no tie.
        most_steps: beyond this many multiplications constraint and effective size are None; None means no limit.
    Returns
        id, contacts, constraint, effective_size; sorted by id.
    Raises
        AnalysisError: a weight is not above 0.
    Cost
        Contacts of contacts, summed over nodes.
    Source
        Burt 1992; Borgatti 1997, Connections 20(1); checked against BURT, BURT-BIPARTITE, NX-EFFSIZE-BUG,
        NX-SINK-NAN.
    Example
        >>> structural_holes([("A", "B", 1), ("A", "C", 1)], nodes=["D"]).values.tolist()
        [['A', 2, 0.5, 2.0], ['B', 1, 1.0, 1.0], ['C', 1, 1.0, 1.0], ['D', 0, None, None]]
    """
    ids, weights = _weights(list(ties), nodes)
    contacts = np.diff(weights.indptr)
    table = pd.DataFrame({"id": list(ids), "contacts": contacts, "constraint": None, "effective_size": None})
    if not weights.nnz or (most_steps is not None and steps_of(weights, weights).sum() > most_steps):
        return table
    tied = contacts > 0
    share, beside = _scaled(weights, weights.sum(axis=1)), _scaled(weights, weights.max(axis=1).toarray())
    through = share + product_within(share, share, weights)
    redundant = product_within(share, sp.csr_array(beside.T), weights).sum(axis=1)
    for name, values in (("constraint", through.power(2).sum(axis=1)), ("effective_size", contacts - redundant)):
        column = pd.Series(np.round(values, 12)).astype(object)
        table[name] = column.where(pd.Series(tied), None)
    return table


def _weights(ties: list[tuple[Any, Any, float]], nodes: Iterable[Any]) -> tuple[tuple[Any, ...], sp.csr_array]:
    """Give the ids in order, and the weights between each two in both directions together."""
    wrong = next((tie for tie in ties if not tie[2] > 0), None)
    if wrong:
        raise AnalysisError(f"The tie of {wrong[0]} and {wrong[1]} weighs {wrong[2]}.", "Leave out ties of no weight.")
    ties = sorted(ties)
    ids = tuple(sorted({*nodes, *(tie[0] for tie in ties), *(tie[1] for tie in ties)}))
    number = {each: at for at, each in enumerate(ids)}
    at = ([number[tie[0]] for tie in ties], [number[tie[1]] for tie in ties])
    one_way = sp.csr_array((np.array([tie[2] for tie in ties], dtype=float), at), shape=(len(ids), len(ids)))
    return ids, off_diagonal(sp.csr_array(one_way + one_way.T))


def _scaled(matrix: sp.csr_array, by: np.ndarray) -> sp.csr_array:
    divisor = np.repeat(np.where(by > 0, by, 1.0), np.diff(matrix.indptr))
    return sp.csr_array((matrix.data / divisor, matrix.indices, matrix.indptr), shape=matrix.shape)
