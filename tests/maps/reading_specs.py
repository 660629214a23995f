"""What tests ask of a map spec: what stands on a day, which ends a tie has, what a note says."""

from __future__ import annotations

from netmap.maps.ground import Ground
from netmap.maps.spec import Edge, MapFinding, MapSpec, Node, Span
from netmap.maps.views import VIEWS, build_views
from netmap.network import Network

DAYS = {"anytown": "2026-01-31", "riverton": "2026-06-30"}


def ground_of(network: Network, name: str) -> Ground:
    return Ground(network, DAYS[name], source=name)


def one_view(ground: Ground, view: str, focus: str | None = None, steps: int = 1) -> MapSpec:
    (spec,) = build_views(ground, view=view, focus=focus, steps=steps)
    return spec


def on(spans: tuple[Span, ...], day: str) -> bool:
    return not spans or any((not start or start <= day) and (not end or day < end) for start, end in spans)


def pairs(spec: MapSpec, kind: str, day: str | None = None) -> set[tuple[str, str]]:
    """Give the ends of the ties of a kind that stand on a day (that of the map if none is given)."""
    when = day or spec.as_of
    return {(edge.source, edge.target) for edge in spec.edges if edge.kind == kind and on(edge.spans, when)}


def node_of(spec: MapSpec, name: str) -> Node:
    (found,) = [node for node in spec.nodes if node.id == name]
    return found


def tie_of(spec: MapSpec, source: str, target: str) -> Edge:
    (found,) = [edge for edge in spec.edges if (edge.source, edge.target) == (source, target)]
    return found


def finding_of(spec: MapSpec, name: str) -> MapFinding:
    (found,) = [finding for finding in spec.findings if finding.id == name]
    return found


def marked(spec: MapSpec, mark: str) -> set[str]:
    """Give the nodes of the day that are drawn as a gap, or as unknown."""
    return {node.id for node in spec.nodes if getattr(node, mark) and on(node.spans, spec.as_of)}


def counted(spec: MapSpec) -> dict[str, tuple[int, int | None]]:
    return {count.name: (count.shown, count.total) for count in spec.counts}


EVERY_VIEW = tuple(VIEWS)
