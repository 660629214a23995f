"""What holds a network together: the nodes whose leaving splits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import networkx as nx
import pandas as pd

ORGANISATION, PARTNERSHIP = "organisation", "partnership"


def articulation_points(edges: Iterable[tuple[Any, Any]], *, drop_pendant_organisations: bool = False) -> pd.DataFrame:
    """Without which organisation or partnership would the web of seats fall into pieces?

    Definition: an articulation point is a node without which its component splits. `parts` is the number of
    pieces left of its component, range 2..degree, unit pieces.
    Direction and weight: none; a double seat is one tie.
    Isolated and vacant: never articulation points.

    A partnership with a member that sits nowhere else is always one, which says little: leave such pendant
    organisations out to see what holds the rest together. For voices that are lost, count voices, not pieces.

    Parameters
        edges: (organisation, partnership).
        drop_pendant_organisations: leave out organisations with a single partnership first.
    Returns
        kind (organisation or partnership), id, parts; most parts first, then by kind and id.
    Cost
        Linear in ties.
    Source
        Hopcroft & Tarjan 1973.
    Example
        >>> articulation_points([("CVS", "P1"), ("CVS", "P2"), ("AgeHelp", "P2")]).values.tolist()
        [['organisation', 'CVS', 2], ['partnership', 'P2', 2]]
        >>> articulation_points([("A", 1), ("V", 1), ("V", 2)], drop_pendant_organisations=True).values.tolist()
        [['organisation', 'V', 2]]
    """
    pairs = sorted(set(edges))
    seats = Counter(organisation for organisation, _ in pairs)
    graph = nx.Graph(
        ((ORGANISATION, organisation), (PARTNERSHIP, partnership))
        for organisation, partnership in pairs
        if not drop_pendant_organisations or seats[organisation] > 1
    )
    parts = Counter(node for block in nx.biconnected_components(graph) for node in block)
    rows = [(kind, each, number) for (kind, each), number in parts.items() if number > 1]
    return pd.DataFrame(sorted(rows, key=lambda row: (-row[2], row[0], row[1])), columns=["kind", "id", "parts"])
