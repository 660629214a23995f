"""A map as one HTML file: pyvis and the vis-network script it ships draw it, our own page carries it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pyvis.edge import Edge as PyvisEdge
from pyvis.network import Network as PyvisNetwork
from pyvis.node import Node as PyvisNode

from netmap.errors import RenderError
from netmap.maps.spec import Edge, Kind, MapSpec, Node
from netmap.pages import policy_hash, showable, templates_of
from netmap.placing import write_in_place

GAP_SIGN, UNKNOWN_SIGN = "!", "?"
_DASHED, _DOTTED = [5, 3], [1.5, 2.5]
_HOLLOW, _GREY = "#ffffff", "#dde2e7"
_VIS = "lib/vis-9.1.2/vis-network.min.js"

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {"smooth": False, "chosen": False, "arrowStrikethrough": False},
}

_OUTLINES = {
    "dot": "M19 12A7 7 0 1 1 5 12A7 7 0 1 1 19 12Z",
    "square": "M5 5H19V19H5Z",
    "triangle": "M12 4L20 18.5H4Z",
    "triangleDown": "M12 20L20 5.5H4Z",
    "diamond": "M12 3L21 12L12 21L3 12Z",
    "hexagon": "M20 12L16 18.9H8L4 12L8 5.1H16Z",
    "star": "M12 2.5L14.3 9.1L21.3 9.2L15.7 13.4L17.8 20.1L12 16.1L6.2 20.1L8.3 13.4L2.7 9.2L9.7 9.1Z",
}
_LINE, _ARROW = "M0 12H34", "M0 12H34M27 7L34 12L27 17"


def render_map(spec: MapSpec) -> str:
    """Write a map as one HTML page that needs nothing beside it and asks nothing of any network.

    The page holds the drawing, its legend, a search box and, drawn up here so that it can be read
    without a script, a table of every record with its notes and ties. Its policy allows the two
    scripts and the style sheet in it, by hash, and nothing else.

    Parameters
        spec: a map with places (`netmap.maps.layout.place`).
    Returns
        The page; equal maps give equal pages.
    Raises
        RenderError: the map does not hold together, or a node has no place.
    Cost
        Grows with nodes and ties; the page is the size of vis-network (0.5 MB) and the records.
    """
    spec.validate()
    astray = [node.id for node in spec.nodes if node.x is None or node.y is None]
    if astray:
        raise RenderError(f"The node '{astray[0]}' has no place.", "Call netmap.maps.layout.place(spec) first.")
    style, scripts = _own("map.css"), (_vis_network(), _own("map.js"))
    template = templates_of("netmap.maps").get_template("map.html")
    return template.render(
        spec=spec,
        rows=_rows(spec),
        legend=_legend(spec),
        data=_data(spec),
        style=style,
        style_hash=policy_hash(style),
        scripts=scripts,
        script_hashes=[policy_hash(script) for script in scripts],
    )


def write_map(spec: MapSpec, path: str | Path) -> Path:
    """Write a map to an HTML file; a file that was there stays as it was until the new one is whole.

    Returns
        The path written.
    Raises
        RenderError: the map cannot be drawn (see `render_map`) or the file cannot be written.
    """
    return write_in_place(Path(path), render_map(spec), RenderError)


def _data(spec: MapSpec) -> dict[str, Any]:
    """Give what the script draws: numbers stand for records, so that no id leaves the spec."""
    network = _network(spec)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _network(spec: MapSpec) -> PyvisNetwork:
    """Fill a pyvis network by its lists: its `add_node` and `add_edge` search all earlier ones each time."""
    network = PyvisNetwork()
    kinds = {kind.id: kind for kind in spec.kinds}
    groups = {kind.id: f"kind{place}" for place, kind in enumerate(spec.kinds)}
    network.options = {**_OPTIONS, "groups": {groups[kind.id]: _paint(kind) for kind in spec.kinds}}
    network.nodes = [
        _drawn_node(place, node, kinds[node.kind], groups[node.kind]) for place, node in enumerate(spec.nodes)
    ]
    network.node_ids = [options["id"] for options in network.nodes]
    network.node_map = {options["id"]: options for options in network.nodes}
    network.edges = _drawn_edges(spec)
    return network


def _paint(kind: Kind) -> dict[str, Any]:
    look = {"background": kind.colour, "border": kind.outline}
    return {"color": {**look, "highlight": look}}


def _drawn_node(number: int, node: Node, kind: Kind, group: str) -> dict[str, Any]:
    """Give a node to pyvis without a label: the page's own script writes names where they fit."""
    more: dict[str, Any] = {}
    if node.gap or node.unknown:
        dashes, fill = (_DASHED, _HOLLOW) if node.gap else (_DOTTED, _GREY)
        look = {"background": fill, "border": kind.outline}
        more = {"color": {**look, "highlight": look}, "borderWidth": 2, "shapeProperties": {"borderDashes": dashes}}
    name = _called(node)
    drawn = PyvisNode(number, kind.shape, "", group=group, name=name, size=node.size, x=node.x, y=node.y, **more)
    return dict(drawn.options)


def _called(node: Node) -> str:
    sign = f"{GAP_SIGN} " if node.gap else f"{UNKNOWN_SIGN} " if node.unknown else ""
    return f"{sign}{showable(node.name)}"


def _drawn_edges(spec: MapSpec) -> list[dict[str, Any]]:
    numbers = {node.id: place for place, node in enumerate(spec.nodes)}
    looks = {tie.id: tie for tie in spec.ties}
    between: defaultdict[frozenset[str], int] = defaultdict(int)
    drawn = []
    for number, edge in enumerate(spec.edges):
        tie, more = looks[edge.kind], dict[str, Any]()
        if tie.dash:
            more["dashes"] = list(tie.dash)
        if tie.arrow:
            more["arrows"] = {"to": {"enabled": True, "scaleFactor": 0.5}}
        pair = frozenset((edge.source, edge.target))
        if between[pair]:
            # A second tie of the same pair would hide under the first.
            more["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": round(0.12 * between[pair], 2)}
        between[pair] += 1
        ends = numbers[edge.source], numbers[edge.target]
        drawn.append(PyvisEdge(*ends, id=number, color={"color": tie.colour}, width=edge.width, **more).options)
    return drawn


def _rows(spec: MapSpec) -> list[dict[str, Any]]:
    """Give the table of records: by kind, then by name, each with its ties read from its own side."""
    order = {kind.id: place for place, kind in enumerate(spec.kinds)}
    kinds = {kind.id: kind.name for kind in spec.kinds}
    ties = _ties(spec)
    numbered = sorted(enumerate(spec.nodes), key=lambda pair: (order[pair[1].kind], pair[1].name.casefold(), pair[0]))
    return [
        {"number": number, "node": node, "kind": kinds[node.kind], "ties": ties[node.id]} for number, node in numbered
    ]


def _ties(spec: MapSpec) -> defaultdict[str, list[dict[str, Any]]]:
    numbers = {node.id: place for place, node in enumerate(spec.nodes)}
    names = {node.id: node.name for node in spec.nodes}
    kinds = {tie.id: (place, tie.name) for place, tie in enumerate(spec.ties)}
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def in_order(edge: Edge) -> tuple[int, str, str]:
        return kinds[edge.kind][0], names[edge.source].casefold(), names[edge.target].casefold()

    for edge in sorted(spec.edges, key=in_order):
        for end, other in {edge.source: edge.target, edge.target: edge.source}.items():
            entry = {"phrase": kinds[edge.kind][1], "name": names[other], "number": numbers[other], "note": edge.note}
            found[end].append({**entry, "outward": end == edge.source})
    return found


def _legend(spec: MapSpec) -> list[dict[str, Any]]:
    """Give the marks that the map uses as paths, drawn alike in the page and in a saved picture."""
    filled = {node.kind for node in spec.nodes if not node.gap}
    present = {node.kind for node in spec.nodes}
    kinds = [
        _mark(_OUTLINES[kind.shape], kind.colour, kind.outline, (), kind.name)
        if kind.id in filled
        else _mark(_OUTLINES[kind.shape], _HOLLOW, kind.outline, _DASHED, kind.name)
        for kind in spec.kinds
        if kind.id in present
    ]
    states = [
        _mark(_OUTLINES["dot"], fill, "#1d1d1d", dash, words)
        for used, fill, dash, words in (
            (any(node.gap for node in spec.nodes), _HOLLOW, _DASHED, f"a gap: hollow and dashed, with {GAP_SIGN}"),
            (
                any(node.unknown for node in spec.nodes),
                _GREY,
                _DOTTED,
                f"not known: grey and dotted, with {UNKNOWN_SIGN}",
            ),
        )
        if used
    ]
    tied = {edge.kind for edge in spec.edges}
    ties = [
        _mark(_ARROW if tie.arrow else _LINE, "none", tie.colour, tie.dash, tie.name)
        for tie in spec.ties
        if tie.id in tied
    ]
    return kinds + states + ties


def _mark(path: str, fill: str, line: str, dash: Iterable[float], words: str) -> dict[str, str]:
    return {"path": path, "fill": fill, "line": line, "dash": " ".join(map(str, dash)), "words": words}


@cache
def _own(name: str) -> Markup:
    """Read a file of our own that goes into the page unescaped."""
    return Markup(resources.files("netmap.maps").joinpath("templates", name).read_text("utf-8"))


@cache
def _vis_network() -> Markup:
    """Read the script that pyvis ships, without the line that sends a debugger to look for its map."""
    try:
        script = resources.files("pyvis").joinpath(_VIS).read_text("utf-8")
    except OSError as error:
        raise RenderError(f"pyvis does not hold '{_VIS}'.", "Install pyvis 0.3.2: pip install pyvis==0.3.2.") from error
    return Markup(script.partition("//# sourceMappingURL=")[0])
