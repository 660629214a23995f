"""Ways to lay a connected network out, from the number of its records and its ties to places."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import shortest_path

from benchmarks.layout_measures import Pairs, Points
from netmap.maps.layout.forces import unfolded
from netmap.maps.layout.starting import by_distance, matrix_of, start

ANY = 1_000_000
PIVOTS, ROUNDS = 100, 60


@dataclass(frozen=True)
class Candidate:
    """A layout, and the most records on which it is tried, for it to end within a minute."""

    name: str
    lay_out: Callable[[int, Pairs], Points]
    most: int = ANY
    module: str = "networkx"


def ours(count: int, ties: Pairs) -> Points:
    return unfolded(start(count, ties), ties)


def pivot_mds(count: int, ties: Pairs) -> Points:
    return by_distance(matrix_of(count, ties))


def before(count: int, ties: Pairs) -> Points:
    return forceatlas2(count, ties, rounds=400) if count <= 600 else pivot_mds(count, ties)


def sparse_stress(count: int, ties: Pairs) -> Points:
    """Majorise the stress to neighbours and to pivots that stand for the records around them.

    Ortmann, Klimenta and Brandes 2017: the weight of a pivot for a record is the number of those around the pivot
    that are no further from it than half of the record's own distance, by that distance squared. Pivots are drawn
    by chance, and so is the pivot of a record that is as near to several: the first would take most of them.
    """
    matrix, chance = matrix_of(count, ties), np.random.default_rng(1)
    pivots = chance.choice(count, min(PIVOTS, count), replace=False)
    steps = shortest_path(matrix, unweighted=True, indices=pivots).T
    region = (steps + 0.5 * chance.random(steps.shape)).argmin(axis=1)
    weight = np.zeros_like(steps)
    for pivot in range(steps.shape[1]):
        around = np.sort(steps[region == pivot, pivot])
        weight[:, pivot] = np.searchsorted(around, steps[:, pivot] / 2, side="right")
    weight = np.divide(weight, steps**2, out=np.zeros_like(weight), where=steps > 0)
    ends, others = np.concatenate([ties, ties[:, ::-1]]).T
    total = np.bincount(ends, minlength=count) + weight.sum(axis=1)
    points = by_distance(matrix)
    points *= len(ties) / np.hypot(*(points[ties[:, 1]] - points[ties[:, 0]]).T).sum()
    for _ in range(ROUNDS):
        points = _majorised(points, points[pivots], steps, weight, (ends, others), total)
    return points


def _majorised(
    points: Points, at: Points, steps: Points, weight: Points, ties: tuple[Pairs, Pairs], total: Points
) -> Points:
    """Give each record the mean of where its neighbours and the pivots would have it."""
    away = points[:, None] - at[None]
    far = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-9)
    wanted = (weight[..., None] * (at[None] + (steps / far)[..., None] * away)).sum(axis=1)
    across = points[ties[0]] - points[ties[1]]
    near = points[ties[1]] + across / np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    for axis in (0, 1):
        wanted[:, axis] += np.bincount(ties[0], near[:, axis], len(points))
    return wanted / total[:, None]


def _graph(count: int, ties: Pairs) -> nx.Graph:
    graph = nx.empty_graph(count)
    graph.add_edges_from(ties.tolist())
    return graph


def _rows(places: dict[int, Points], count: int) -> Points:
    return np.array([places[row] for row in range(count)], dtype=float)


def forceatlas2(count: int, ties: Pairs, *, rounds: int = 100) -> Points:
    begin = dict(enumerate(pivot_mds(count, ties)))
    return _rows(nx.forceatlas2_layout(_graph(count, ties), pos=begin, max_iter=rounds), count)


def spring(count: int, ties: Pairs) -> Points:
    return _rows(nx.spring_layout(_graph(count, ties), seed=1), count)


def kamada_kawai(count: int, ties: Pairs) -> Points:
    return _rows(nx.kamada_kawai_layout(_graph(count, ties)), count)


def rustworkx_spring(count: int, ties: Pairs) -> Points:
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data([tuple(tie) for tie in ties.tolist()])
    return _rows(dict(rustworkx.spring_layout(graph, seed=1, num_iter=100).items()), count)


def networkit_maxent(count: int, ties: Pairs) -> Points:
    import networkit

    graph = networkit.Graph(count)
    for one, other in ties.tolist():
        graph.addEdge(one, other)
    pivots = networkit.viz.PivotMDS(graph, 2, min(50, count)).run()
    return np.array(
        networkit.viz.MaxentStress(graph, 2, 1, pivots.getCoordinates(), tolerance=1e-3).run().getCoordinates()
    )


def umap(count: int, ties: Pairs) -> Points:
    from umap.umap_ import find_ab_params, simplicial_set_embedding

    begin = (10 * pivot_mds(count, ties)).astype(np.float32)
    spread = find_ab_params(1.0, 0.1)
    rest = (300, begin, np.random.RandomState(1), "euclidean", {}, False, {}, False)
    return np.asarray(simplicial_set_embedding(None, matrix_of(count, ties).tocoo(), 2, 1.0, *spread, 1.0, 5, *rest)[0])


def _of_graph_layout(name: str) -> Callable[[int, Pairs], Points]:
    def lay_out(count: int, ties: Pairs) -> Points:
        import graph_layout

        links = [{"source": one, "target": other} for one, other in ties.tolist()]
        layout = getattr(graph_layout, name)(nodes=[{} for _ in range(count)], links=links)
        layout.run()
        return np.array([[node.x, node.y] for node in layout.nodes])

    return lay_out


def crategraph_forceatlas2(count: int, ties: Pairs) -> Points:
    import crategraph_forceatlas2 as crategraph

    begin = 100 * pivot_mds(count, ties)
    edges = [tuple(tie) for tie in ties.tolist()]
    return np.asarray(crategraph.layout(count, edges, init=begin, iterations=300, **crategraph.infer_settings(count)))


def graphviz_sfdp(count: int, ties: Pairs) -> Points:
    import pygraphviz

    graph = pygraphviz.AGraph(overlap="true")
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties.tolist())
    graph.layout(prog="sfdp")
    return np.array([[float(one) for one in graph.get_node(row).attr["pos"].split(",")] for row in range(count)])


def egraph_sparse_stress(count: int, ties: Pairs) -> Points:
    import egraph

    graph, chance = egraph.Graph(), egraph.Rng.seed_from(0)
    for row in range(count):
        graph.add_node(row)
    for one, other in ties.tolist():
        graph.add_edge(one, other, None)
    drawing = egraph.Drawing.initial_placement(graph)
    descent = egraph.SparseSgd(graph, lambda _: 1.0, min(100, count), chance)

    def step(rate: float) -> None:
        descent.shuffle(chance)
        descent.apply(drawing, rate)

    descent.scheduler(30, 0.1).run(step)
    return np.array([[drawing.x(row), drawing.y(row)] for row in range(count)])


CANDIDATES = [
    candidate
    for candidate in (
        Candidate("netmap", ours),
        Candidate("before: ForceAtlas2 up to 600, else pivot MDS", before),
        Candidate("pivot MDS", pivot_mds),
        Candidate("sparse stress", sparse_stress),
        Candidate("networkx forceatlas2", forceatlas2, 2_000),
        Candidate("networkx spring", spring, 3_000),
        Candidate("networkx kamada_kawai", kamada_kawai, 500),
        Candidate("rustworkx spring", rustworkx_spring, 3_000, "rustworkx"),
        Candidate("networkit MaxentStress", networkit_maxent, ANY, "networkit"),
        Candidate("umap-learn", umap, ANY, "umap"),
        Candidate("graph-layout ForceAtlas2", _of_graph_layout("ForceAtlas2Layout"), ANY, "graph_layout"),
        Candidate("graph-layout YifanHu", _of_graph_layout("YifanHuLayout"), 3_000, "graph_layout"),
        Candidate("crategraph-forceatlas2", crategraph_forceatlas2, ANY, "crategraph_forceatlas2"),
        Candidate("pygraphviz sfdp", graphviz_sfdp, ANY, "pygraphviz"),
        Candidate("egraph SparseSgd", egraph_sparse_stress, ANY, "egraph"),
    )
    if importlib.util.find_spec(candidate.module)
]
