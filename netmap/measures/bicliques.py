"""Ties between two kinds of bodies: pairs side by side, and groups in which everyone is tied to everyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Tie = tuple[Any, Any]
"""One body and another: who pays, who is paid."""


def parallel_pairs(ties: Iterable[Tie]) -> int:
    """How many pairs of ties have neither end in common?

    Definition: unordered pairs of distinct ties whose first ends differ and whose second ends differ: all
    pairs less those that share an end. Range 0..n(n-1)/2 for n ties, unit pairs.
    Direction: a tie runs from who pays to who is paid; the two ends are never compared with one another.

    Parameters
        ties: (first end, second end); a tie given twice counts once.
    Returns
        The number of pairs.
    Cost
        Number of ties.
    Source
        METHODS 5.1 and 5.3; checked against FUND-MOTIFS, FUND-2FUNDERS-NOT-ENOUGH.
    Example
        >>> parallel_pairs([("f1", "r1"), ("f2", "r1"), ("f1", "r2")])
        1
    """
    distinct = set(ties)
    sharing = sum(comb(count, 2) for end in (0, 1) for count in Counter(tie[end] for tie in distinct).values())
    return comb(len(distinct), 2) - sharing


def bicliques(ties: Iterable[Tie]) -> int:
    """How often do the same two bodies pay the same two bodies?

    Definition: the number of 2 x 2 groups in which both of the first kind are tied to both of the second:
    over pairs of the first kind, the number of pairs of ends that they have in common. Unit groups.

    Parameters
        ties: (first end, second end); a tie given twice counts once.
    Returns
        The number of groups.
    Cost
        For each body of the second kind, the pairs of bodies tied to it.
    Source
        METHODS 5.3; checked against FUND-MOTIFS.
    Example
        >>> bicliques([("f1", "r1"), ("f1", "r2"), ("f2", "r1"), ("f2", "r2")])
        1
    """
    paying: dict[Any, set[Any]] = {}
    for payer, payee in ties:
        paying.setdefault(payee, set()).add(payer)
    shared = Counter(pair for payers in paying.values() for pair in combinations(sorted(payers), 2))
    return sum(comb(count, 2) for count in shared.values())


def maximal_bicliques(ties: Iterable[Tie], *, limit: int = 60) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]] | None:
    """Which are the largest groups in which every body pays every other?

    Definition: sets of at least two payers and at least two payees, every payer tied to every payee, to which
    no body can be added: the cliques that are left when all bodies of one kind are tied to each other.

    Parameters
        ties: (payer, payee).
        limit: most bodies for which this is worked out.
    Returns
        (payers, payees) in order; None where there are more bodies than the limit.
    Cost
        Exponential in the worst case; hence the limit.
    Source
        METHODS 5.3.
    Example
        >>> maximal_bicliques([("f1", "r1"), ("f1", "r2"), ("f2", "r1"), ("f2", "r2"), ("f3", "r2")])
        [(('f1', 'f2'), ('r1', 'r2'))]
    """
    distinct = set(ties)
    payers, payees = (sorted({tie[end] for tie in distinct}) for end in (0, 1))
    if len(payers) + len(payees) > limit:
        return None
    import networkx as nx  # a tenth of a second, for small ones

    graph: nx.Graph[Any] = nx.Graph()
    for side, bodies in enumerate((payers, payees)):
        graph.add_nodes_from((side, body) for body in bodies)
        graph.add_edges_from(((side, one), (side, other)) for one, other in combinations(bodies, 2))
    graph.add_edges_from(((0, payer), (1, payee)) for payer, payee in distinct)
    sides = [
        tuple(tuple(sorted(body for side, body in clique if side == each)) for each in (0, 1))
        for clique in nx.find_cliques(graph)
    ]
    return sorted((one, other) for one, other in sides if len(one) > 1 and len(other) > 1)
