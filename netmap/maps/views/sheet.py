"""A map in the making: nodes and ties as views add them, each once, with the records that each tie is drawn for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from netmap.maps.ground import Ground
from netmap.maps.spec import Edge, Node, Note, Span
from netmap.maps.views.spans import joined, stands


def between(subject: str, record: str) -> str:
    """Name what a tie is drawn for where it counts only in a finding about a subject, such as a theme and a seat."""
    return f"{subject}|{record}"


@dataclass
class Sheet:
    """The nodes and ties of one map by their ids.

    `by_ties` are the nodes that stand only while one of their ties does, such as an organisation that once had
    a seat; `drawn_for` gives the ties drawn for a record, such as `seat:s01`, or `between` a subject and a record.
    """

    ground: Ground
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    by_ties: set[str] = field(default_factory=set)
    drawn_for: dict[str, list[str]] = field(default_factory=dict)

    def add(self, *nodes: Node, by_ties: bool = False) -> None:
        """Add nodes; one that is there already stays as it is."""
        for node in nodes:
            if node.id not in self.nodes:
                self.nodes[node.id] = node
                if by_ties:
                    self.by_ties.add(node.id)

    def tie(
        self,
        source: str,
        target: str,
        kind: str,
        *,
        notes: tuple[Note, ...] = (),
        width: float = 1.5,
        spans: tuple[Span, ...] = (),
        records: Iterable[str] = (),
    ) -> None:
        """Add a tie between two nodes of the map; one of a kind between two nodes is drawn once."""
        if source == target or source not in self.nodes or target not in self.nodes:
            return
        name = f"{kind}|{source}|{target}"
        self.edges.setdefault(name, Edge(source, target, kind, notes, width, spans, name))
        for record in records:
            self.drawn_for.setdefault(record, []).append(name)

    def take(self, other: Sheet, keep: Collection[str]) -> None:
        """Add from another sheet the nodes to keep and the ties among nodes that are here then."""
        for name in other.nodes:
            if name in keep:
                self.add(other.nodes[name], by_ties=name in other.by_ties)
        added = {
            name: edge
            for name, edge in other.edges.items()
            if name not in self.edges and edge.source in self.nodes and edge.target in self.nodes
        }
        self.edges |= added
        for record, names in other.drawn_for.items():
            own = [name for name in names if name in added]
            if own:
                self.drawn_for.setdefault(record, []).extend(own)

    def only(self, keep: Collection[str]) -> Sheet:
        """Give a sheet with some of the nodes and the ties among them."""
        part = Sheet(self.ground)
        part.take(self, keep)
        return part

    def neighbours(self) -> dict[str, list[str]]:
        """Give the neighbours of each node in the order of the ties."""
        found: dict[str, list[str]] = {name: [] for name in self.nodes}
        for edge in self.edges.values():
            found[edge.source].append(edge.target)
            found[edge.target].append(edge.source)
        return found

    def around(self, centres: Iterable[str], steps: int) -> set[str]:
        """Give the nodes that are at most so many ties away from any of some nodes."""
        near = self.neighbours()
        found = {name for name in centres if name in near}
        frontier = found
        for _ in range(steps):
            frontier = {other for name in frontier for other in near[name]} - found
            found = found | frontier
        return found

    def settle(self) -> None:
        """Give the nodes that stand by their ties the times of these, and leave those without any tie always."""
        times: dict[str, list[tuple[Span, ...]]] = {}
        for edge in self.edges.values():
            for end in (edge.source, edge.target):
                if end in self.by_ties:
                    times.setdefault(end, []).append(edge.spans)
        for name, spans in times.items():
            self.nodes[name] = replace(self.nodes[name], spans=joined(spans))

    def standing(self) -> set[str]:
        """Give the nodes that stand on the day."""
        return {name for name, node in self.nodes.items() if stands(node.spans, self.ground.as_of)}
