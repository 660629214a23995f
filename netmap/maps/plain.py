"""A map as rows of plain text, for whoever opens the page without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from netmap.maps.spec import Edge, MapSpec, Node, Note
from netmap.pages import showable


def plain_rows(spec: MapSpec) -> list[tuple[str, str, str, str]]:
    """List every record of a map with its notes, and its ties read from its own side.

    Returns
        One row for each node, by kind and then by name: name, kind (with what is a gap or not known), notes, ties.
    Cost
        Grows with nodes and ties.
    """
    order = {kind.id: (place, kind.name) for place, kind in enumerate(spec.kinds)}
    ties = _ties(spec)

    def in_order(node: Node) -> tuple[int, str, str]:
        return order[node.kind][0], node.name.casefold(), node.id

    return [
        (
            showable(node.name),
            order[node.kind][1] + ("; a gap" if node.gap else "; not known" if node.unknown else ""),
            showable(worded(node.notes)) or "none",
            showable("; ".join(ties[node.id])) or "none",
        )
        for node in sorted(spec.nodes, key=in_order)
    ]


def worded(notes: Iterable[Note]) -> str:
    """Write notes as one line of text.

    Example
        >>> worded((("Sector", "health"), ("Seats", "2")))
        'Sector: health; Seats: 2'
    """
    return "; ".join(f"{term}: {text}" for term, text in notes)


def _ties(spec: MapSpec) -> defaultdict[str, list[str]]:
    names = {node.id: node.name for node in spec.nodes}
    kinds = {tie.id: (place, tie.name) for place, tie in enumerate(spec.ties)}
    found: defaultdict[str, list[str]] = defaultdict(list)

    def in_order(edge: Edge) -> tuple[int, str, str]:
        return kinds[edge.kind][0], names[edge.source].casefold(), names[edge.target].casefold()

    for edge in sorted(spec.edges, key=in_order):
        phrase, notes = kinds[edge.kind][1], worded(edge.notes)
        found[edge.source].append(f"{phrase} {names[edge.target]}" + (f" ({notes})" if notes else ""))
        if edge.target != edge.source:
            found[edge.target].append(f"{names[edge.source]} {phrase} this")
    return found
