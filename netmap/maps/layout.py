"""Where each node stands: worked out once in Python, so that a map holds still and looks the same next time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

from netmap.maps.spec import MapSpec, Node

Points = npt.NDArray[np.float64]
Part = tuple[list[str], Points]

SPACING, WIDER_FOR_FEW, WIDEST_SPACING = 28.0, 1500.0, 120.0
CLEAR = 36.0
CELL = (160.0, 46.0)
MARGIN = 70.0
SHAPE_OF_PAGE = 1.3
FORCES_UP_TO = 600
PIVOTS = 60


def place(spec: MapSpec) -> MapSpec:
    """Where does each record stand, so that neighbours are near and nothing lies on anything else?

    Definition: each connected part is laid out by ForceAtlas2 from a start that keeps graph distances
    (pivot MDS; above 600 nodes that start is the layout), turned so that its long side lies flat and
    pushed apart until no two nodes touch. Smaller parts, and a grid of the records with no tie, stand
    beside the largest part or below it. Nothing is left to chance, so there is no seed.
    Direction and weight: ties are read without either.

    Parameters
        spec: the map; places it already has are replaced.
    Returns
        MapSpec: the same map with x and y on every node; y grows downwards.
    Raises
        RenderError: the map does not hold together (see `MapSpec.validate`).
    Cost
        Grows with the square of a part's nodes up to 600 nodes, above that with nodes and ties.
    Source
        Jacomy et al. 2014, ForceAtlas2; Brandes and Pich 2006, pivot MDS.
    """
    spec.validate()
    nodes = {node.id: node for node in spec.nodes}
    graph = _graph(nodes, ((edge.source, edge.target) for edge in spec.edges))
    spacing = min(WIDEST_SPACING, SPACING + WIDER_FOR_FEW / max(1, len(nodes)))
    parts = [_laid_out(graph.subgraph(part), nodes, spacing) for part in _parts(graph)]
    alone = sorted(nx.isolates(graph), key=_reading_order(spec))
    places = _packed(parts, alone)
    return replace(spec, nodes=tuple(replace(n, x=places[n.id][0], y=places[n.id][1]) for n in spec.nodes))


def _graph(ids: Iterable[str], ties: Iterable[tuple[str, str]]) -> nx.Graph[str]:
    """Build a graph whose order depends on nothing but its ids, for the order decides the layout."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_edges_from(sorted({(min(tie), max(tie)) for tie in ties if tie[0] != tie[1]}))
    return graph


def _parts(graph: nx.Graph[str]) -> list[list[str]]:
    parts = [sorted(part) for part in nx.connected_components(graph) if len(part) > 1]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _reading_order(spec: MapSpec) -> Callable[[str], tuple[int, str, str]]:
    order = {kind.id: place for place, kind in enumerate(spec.kinds)}
    key = {node.id: (order[node.kind], node.name.casefold(), node.id) for node in spec.nodes}
    return key.__getitem__


def _laid_out(graph: nx.Graph[str], nodes: dict[str, Node], spacing: float) -> Part:
    """Lay one connected part out, its box beginning at (0, 0)."""
    ids = sorted(graph)
    points = _by_distance(graph, ids)
    if 2 < len(ids) <= FORCES_UP_TO:
        start = {one: points[row] for row, one in enumerate(ids)}
        found = nx.forceatlas2_layout(_graph(ids, graph.edges), pos=start, max_iter=400)
        points = np.array([found[one] for one in ids])
    radii = np.array([nodes[one].size for one in ids])
    points = _apart(_flat(_spaced(points, spacing)), radii)
    return ids, points - points.min(axis=0)


def _by_distance(graph: nx.Graph[str], ids: list[str]) -> Points:
    """Keep graph distances to a few far-flung nodes as well as two dimensions can (pivot MDS)."""
    matrix = nx.to_scipy_sparse_array(graph, nodelist=ids, format="csr")
    pivots, nearest = [0], np.full(len(ids), np.inf)
    rows = []
    for _ in range(min(PIVOTS, len(ids))):
        row = shortest_path(matrix, unweighted=True, indices=pivots[-1])
        rows.append(row)
        nearest = np.minimum(nearest, row)
        pivots.append(int(nearest.argmax()))
    squared = np.array(rows).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    left, strength, _ = np.linalg.svd(-centred / 2, full_matrices=False)
    points = np.zeros((len(ids), 2))
    kept = min(2, len(strength))
    points[:, :kept] = _signed(left[:, :kept]) * strength[:kept]
    # Nodes with the same ties land on one spot; a spiral, not chance, tells them apart.
    turn = np.arange(len(ids)) * 2.399963
    spread = 0.02 * (np.abs(points).max() or 1.0)
    spiral = np.column_stack((np.cos(turn), np.sin(turn))) * np.sqrt(np.arange(len(ids)) / len(ids))[:, None]
    return points + spread * spiral


def _signed(columns: Points) -> Points:
    """Fix the sign that a decomposition leaves open, so that no machine mirrors the map."""
    biggest = np.abs(columns).argmax(axis=0)
    signs = np.sign(columns[biggest, np.arange(columns.shape[1])])
    return np.asarray(columns * np.where(signs == 0, 1.0, signs))


def _spaced(points: Points, spacing: float) -> Points:
    """Scale until a node's nearest neighbour is usually one spacing away."""
    gaps = cKDTree(points).query(points, k=2)[0][:, 1]
    return points * (spacing / max(float(np.median(gaps)), 1e-9))


def _flat(points: Points) -> Points:
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    return np.asarray(centred @ _signed(axes.T))


def _apart(points: Points, radii: Points) -> Points:
    """Push touching nodes apart, half the way each, until none touch."""
    points = points.copy()
    for _ in range(400):
        pairs = cKDTree(points).query_pairs(2 * radii.max() + CLEAR, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        across = points[pairs[:, 1]] - points[pairs[:, 0]]
        far = np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-6)
        lack = radii[pairs].sum(axis=1) + CLEAR - far
        touching = lack > 0.01
        if not touching.any():
            break
        push = across[touching] / far[touching, None] * (lack[touching, None] / 2)
        np.add.at(points, pairs[touching, 0], -push)
        np.add.at(points, pairs[touching, 1], push)
    return points


def _packed(parts: list[Part], alone: list[str]) -> dict[str, tuple[float, float]]:
    """Stand the parts and the grid in columns or in rows, largest first, whichever fills the page better."""
    tries = []
    for axis in (1, 0):
        area = sum(math.prod(_box(points)) for _, points in parts) + len(alone) * math.prod(CELL)
        shape = SHAPE_OF_PAGE if axis == 0 else 1 / SHAPE_OF_PAGE
        least = max([_box(points)[axis] for _, points in parts] + [math.sqrt(area * shape)])
        for limit in (least, 1.2 * least, 1.4 * least):
            boxes = [*parts, _grid(alone, axis, limit)] if alone else parts
            sizes = np.array([_box(points) for _, points in boxes]).reshape(-1, 2)
            tries.append((boxes, sizes, _stacked(sizes, axis, limit)))
    boxes, _, corners = min(tries, key=lambda one: _page(one[2] + one[1]))
    return {
        one: (float(round(x)), float(round(y)))
        for (ids, points), corner in zip(boxes, corners, strict=True)
        for one, (x, y) in zip(ids, points + corner, strict=True)
    }


def _grid(alone: list[str], axis: int, limit: float) -> Part:
    """Stand records with no tie in even rows and columns, reading down each column."""
    room = max(1, int((limit - CELL[axis]) // CELL[axis]))
    rows = room if axis == 1 else math.ceil(len(alone) / room)
    places = np.arange(len(alone))
    return alone, np.column_stack((places // rows, places % rows)) * np.array(CELL)


def _stacked(sizes: Points, axis: int, limit: float) -> Points:
    """Give each box its corner, filling one axis up to the limit before going on along the other."""
    corners = np.zeros_like(sizes)
    along = across = thick = 0.0
    for row, size in enumerate(sizes):
        if along and along + size[axis] > limit:
            along, across, thick = 0.0, across + thick, 0.0
        corners[row, axis], corners[row, 1 - axis] = along, across
        along, thick = along + size[axis], max(thick, size[1 - axis])
    return corners


def _page(far_corners: Points) -> float:
    """How tall a page of the wanted shape must be to hold the boxes."""
    wide, high = far_corners.max(axis=0, initial=0.0)
    return max(float(wide) / SHAPE_OF_PAGE, float(high))


def _box(points: Points) -> tuple[float, float]:
    wide, high = np.ptp(points, axis=0)
    return float(wide) + 2 * MARGIN, float(high) + MARGIN
