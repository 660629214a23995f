"""A map that does not show how many seats there are: none by itself, none by a size, a width, a tie or a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from netmap.maps.publishing.left import Left
from netmap.maps.spec import Edge, MapSpec, Node
from netmap.maps.views.looks import VACANCY, VACANT
from netmap.maps.views.spans import joined, stands

SEAT, TOGETHER, PARTNERSHIP = "seat:", "vacancies:", "partnership:"
VACANT_SEATS = "Vacant seats"
SIZES = "The more records a mark is tied to on this map, the larger it is."
LARGEST, WIDTH = 30.0, 1.5


def without_single_seats(spec: MapSpec, dated: frozenset[str], left: Left) -> MapSpec:
    """Show no single seat: one mark for the vacant seats of a partnership, one tie of a kind, sizes by neighbours.

    Parameters
        spec: the map, with the kinds of nodes and ties alone that may go out.
        dated: the kinds whose times may be seen, because they are about no seat.
        left: the tally of what is taken away.
    Returns
        MapSpec: what stands on the day, and everything dated.
    """
    for step in (_on_the_day, _vacancies_together, _ties_together):
        spec = step(spec, dated, left)
    return _evenly_sized(spec, left)


def _on_the_day(spec: MapSpec, dated: frozenset[str], left: Left) -> MapSpec:
    """Take away the times of seats, with what does not stand on the day."""
    day = spec.as_of
    left.dates += sum(bool(edge.spans) and edge.kind not in dated for edge in spec.edges)
    edges = [
        edge if edge.kind in dated else replace(edge, spans=())
        for edge in spec.edges
        if edge.kind in dated or stands(edge.spans, day)
    ]
    ties = _by_end(spec, edges)
    nodes = [
        node if node.kind in dated or not node.spans else replace(node, spans=joined(e.spans for e in ties[node.id]))
        for node in spec.nodes
        if node.kind in dated or ties[node.id] or stands(node.spans, day)
    ]
    here = {node.id for node in nodes}
    edges = [edge for edge in edges if edge.source in here and edge.target in here]
    left.other_days += len(spec.nodes) - len(nodes) + len(spec.edges) - len(edges)
    return repointed(replace(spec, nodes=tuple(nodes), edges=tuple(edges)))


def _by_end(spec: MapSpec, edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {node.id: [] for node in spec.nodes}
    for edge in edges:
        for end in {edge.source, edge.target}:
            found[end].append(edge)
    return found


def _vacancies_together(spec: MapSpec, dated: frozenset[str], left: Left) -> MapSpec:
    """Draw the vacant seats of a partnership as one mark, and no seat that somebody holds."""
    single = {node.id: node for node in spec.nodes if _is_one_seat(node)}
    if not single:
        return spec
    left.seats += len(single)
    places = {
        edge.source: edge.target for edge in spec.edges if edge.source in single and edge.target.startswith(PARTNERSHIP)
    }
    marks: dict[str, Node] = {}
    for name, node in single.items():
        if node.kind == VACANCY and name in places:
            mark = TOGETHER + places[name].removeprefix(PARTNERSHIP)
            together = replace(node, id=mark, name=VACANT_SEATS, notes=(), spans=())
            marks.setdefault(mark, together)
    moved = {
        name: mark
        for name, place in places.items()
        if (mark := TOGETHER + place.removeprefix(PARTNERSHIP)) in marks and single[name].kind == VACANCY
    }
    nodes = [node for node in spec.nodes if node.id not in single]
    edges = [edge for edge in spec.edges if edge.source not in single and edge.target not in single]
    edges += [
        replace(edge, source=moved[edge.source], notes=())
        for edge in spec.edges
        if edge.kind == VACANT and edge.source in moved
    ]
    return repointed(replace(spec, nodes=(*nodes, *marks.values()), edges=tuple(edges)), moved)


def _is_one_seat(node: Node) -> bool:
    return node.id.startswith(SEAT) or (node.kind == VACANCY and not node.id.startswith(TOGETHER))


def _ties_together(spec: MapSpec, dated: frozenset[str], left: Left) -> MapSpec:
    """Draw one tie of a kind between two records, with the notes that all of them share; money stays apart."""
    found: dict[tuple[str, str, str, int], list[Edge]] = {}
    for place, edge in enumerate(spec.edges):
        apart = place if edge.kind in dated else -1
        found.setdefault((edge.kind, edge.source, edge.target, apart), []).append(edge)
    edges, moved, used = list[Edge](), dict[str, str](), set[str]()
    for (kind, source, target, _), own in found.items():
        name = f"{kind}|{source}|{target}"
        while name in used:
            name += "|"
        used.add(name)
        moved |= {edge.id: name for edge in own if edge.id}
        shared = tuple(note for note in own[0].notes if all(note in edge.notes for edge in own))
        edges.append(replace(own[0], notes=shared, id=name if any(edge.id for edge in own) else ""))
    return repointed(replace(spec, edges=tuple(edges)), ties=moved)


def _evenly_sized(spec: MapSpec, left: Left) -> MapSpec:
    """Give every mark the size of its neighbourhood and every tie one width."""
    near: dict[str, set[str]] = {node.id: set() for node in spec.nodes}
    for edge in spec.edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    nodes = tuple(replace(node, size=min(8 + 2.5 * len(near[node.id]) ** 0.5, LARGEST)) for node in spec.nodes)
    edges = tuple(replace(edge, width=WIDTH) for edge in spec.edges)
    left.sizes += (nodes, edges) != (spec.nodes, spec.edges)
    return replace(spec, nodes=nodes, edges=edges, sizes=SIZES)


def repointed(spec: MapSpec, nodes: Mapping[str, str] | None = None, ties: Mapping[str, str] | None = None) -> MapSpec:
    """Let findings and what the map opens on point to what is there now, each once.

    Parameters
        nodes, ties: new ids by old ones; what is not named keeps its id.
    """
    here, drawn = {node.id for node in spec.nodes}, {edge.id for edge in spec.edges}

    def moved(pointers: Iterable[str], to: Mapping[str, str], known: set[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for each in pointers if (name := to.get(each, each)) in known))

    findings = tuple(
        replace(
            finding,
            nodes=moved(finding.nodes, nodes or {}, here),
            edges=moved(finding.edges, ties or {}, drawn),
        )
        for finding in spec.findings
    )
    return replace(spec, findings=findings, opens_on=moved(spec.opens_on, nodes or {}, here))
