"""The one place that knows pyvis and vis-network: a map's records and ties as they are drawn, and the script."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup
from pyvis.edge import Edge as PyvisEdge
from pyvis.network import Network as PyvisNetwork
from pyvis.node import Node as PyvisNode

from netmap.errors import RenderError
from netmap.maps.marks import sign_of
from netmap.maps.spec import MapSpec, Node, key_of
from netmap.pages import showable

USUAL_WIDTH = 1.5
_SCRIPT = "lib/vis-9.1.2/vis-network.min.js"

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hideNodesOnDrag": True},
}


def drawn_network(spec: MapSpec) -> PyvisNetwork:
    """Fill a pyvis network by its lists: its `add_node` and `add_edge` search all earlier ones each time.

    Numbers stand for records, so that no id leaves the spec; `group` is the kind, with the sign of a
    gap or of what is not known. Names are written by the page, where they fit.
    """
    network = PyvisNetwork()
    kinds = {kind.id: (place, kind.shape) for place, kind in enumerate(spec.kinds)}
    network.nodes = [_drawn_node(number, node, *kinds[node.kind]) for number, node in enumerate(spec.nodes)]
    network.node_ids = list(range(len(spec.nodes)))
    network.edges = _drawn_edges(spec)
    return network


def _drawn_node(number: int, node: Node, kind: int, shape: str) -> dict[str, Any]:
    more = {"name": showable(node.name), "key": key_of(node.id)}
    size, x, y = _short(node.size), _short(node.x), _short(node.y)
    drawn = PyvisNode(number, shape, "", group=f"{kind}{sign_of(node)}", size=size, x=x, y=y, **more).options
    # The kind has the shape, and the page writes the name where it fits.
    del drawn["label"], drawn["shape"]
    return dict(drawn)


def _drawn_edges(spec: MapSpec) -> list[dict[str, Any]]:
    numbers = {node.id: place for place, node in enumerate(spec.nodes)}
    kinds = {tie.id: place for place, tie in enumerate(spec.ties)}
    between: defaultdict[tuple[int, int], int] = defaultdict(int)
    drawn = []
    for edge in spec.edges:
        source, target = numbers[edge.source], numbers[edge.target]
        pair = (min(source, target), max(source, target))
        more: dict[str, Any] = {} if edge.width == USUAL_WIDTH else {"width": _short(edge.width)}
        if between[pair]:
            # A second tie of the same pair would hide under the first.
            more["bend"] = between[pair]
        between[pair] += 1
        drawn.append(PyvisEdge(source, target, kind=kinds[edge.kind], **more).options)
    return drawn


def _short(number: float | None) -> float | None:
    """Write a whole number without a point, and no more than two places."""
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 2)


@cache
def vis_script() -> Markup:
    """Read the script that pyvis ships, without the line that sends a debugger to look for its map."""
    try:
        script = resources.files("pyvis").joinpath(_SCRIPT).read_text("utf-8")
    except OSError as error:
        raise RenderError(
            f"pyvis does not hold '{_SCRIPT}'.", "Install pyvis 0.3.2: pip install pyvis==0.3.2."
        ) from error
    return Markup(script.partition("//# sourceMappingURL=")[0])
