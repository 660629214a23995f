"""Cases on the network of organisations and partnerships: positions, ties, clustering, holes and brokerage."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from networkx.algorithms import bipartite

from netmap.measures.brokerage import roles
from netmap.measures.clustering import cycles, projected_clustering, two_mode_clustering
from netmap.measures.cuts import disjoint_paths, minimum_cut
from netmap.measures.holes import structural_holes
from netmap.measures.margins import is_possible
from netmap.measures.projection import newman
from netmap.measures.resilience import articulation_points
from netmap.measures.two_mode import leading, positions
from tests.reference.cases import CASES, DOCUMENT, Case, check

MEASURES = {"degree": "degree_share", "closeness": "closeness", "betweenness": "betweenness"}


def davis() -> tuple[Any, list[tuple[str, str]]]:
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    return graph, [(woman, event) for woman in women for event in graph[woman]]


def anytown() -> list[tuple[str, str]]:
    seats = DOCUMENT["fixtures"]["anytown"]["seats"]
    return [(seat["org"], seat["partnership"]) for seat in seats if seat["org"]]


def by_id(*tables: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(tables).set_index("id")


def by_pair(ties: pd.DataFrame, column: str) -> dict[str, Any]:
    return {f"{row.one}|{row.other}": getattr(row, column) for row in ties.itertuples()}


def borgatti() -> list[tuple[str, str, float]]:
    return [tuple(tie) for tie in CASES["BURT"]["input"]["edges_weights"]]


@check("DAVIS-2MODE")
def davis_positions(case: Case) -> None:
    _, pairs = davis()
    women, events = positions(pairs)
    table = by_id(women, events)
    assert [len(pairs), len(women), len(events)] == [case.input[f"n_{each}"] for each in ("edges", "women", "events")]
    assert set(table.index) == set(case.expected)
    for node, expected in case.expected.items():
        for name, value in expected.items():
            assert table.loc[node, MEASURES.get(name, name)] == case.near(value), (node, name)


@check("DAVIS-SIGMA")
def davis_sigma(case: Case) -> None:
    graph, pairs = davis()
    found = leading(pairs)
    assert found.sigma == case.near(case.expected["sigma1"])
    theirs = nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-13)
    for node, value in {**found.organisations, **found.partnerships}.items():
        assert value is not None
        assert theirs[node] / value == case.near(case.expected["ratio"])


@check("DAVIS-OPSAHL")
def davis_opsahl(case: Case) -> None:
    graph, pairs = davis()
    seats, ties = two_mode_clustering(pairs), projected_clustering(pairs)
    assert seats.chains is not None and seats.closed is not None
    assert 2 * seats.chains == case.expected["all_4paths"]  # the source counts each chain from both ends
    assert 2 * seats.closed == case.expected["closed_4paths"]
    assert seats.coefficient == case.near(case.expected["global_two_mode"])
    local = seats.local.set_index("id")["coefficient"]
    assert [local[woman] for woman in graph.graph["top"]] == case.near(case.expected["local_two_mode"])
    assert ties.coefficient == case.near(case.expected["one_mode_transitivity"])
    assert len(newman(pairs).ties) == case.expected["projected_edges"]


@check("DAVIS-BUTTERFLY")
def davis_butterfly(case: Case) -> None:
    graph, pairs = davis()
    found = cycles(pairs)
    assert found.butterflies == case.expected["butterflies"]
    assert found.three_paths == case.expected["three_paths"]
    assert found.robins_alexander == case.near(case.expected["robins_alexander"])
    assert found.robins_alexander == case.near(bipartite.robins_alexander_clustering(graph))


@check("CLIQUE-A")
def clique_a(case: Case) -> None:
    pairs = [(woman, event) for woman, events in case.input["incidence"].items() for event in events]
    for prefix, found in (("classical", projected_clustering(pairs)), ("opsahl", two_mode_clustering(pairs))):
        assert found.coefficient == case.near(case.expected[f"{prefix}_global"])
        local = found.local.set_index("id")["coefficient"].to_dict()
        assert local == case.near(case.expected[f"{prefix}_local"])


@check("ANY-2MODE")
def anytown_positions(case: Case) -> None:
    table = by_id(*positions(anytown()))
    for name, column in MEASURES.items():
        assert table[column].to_dict() == case.near(case.expected[name])


@check("NEWMAN")
def anytown_ties(case: Case) -> None:
    projection = newman(anytown())
    assert by_pair(projection.ties, "shared") == case.expected["count"]
    assert by_pair(projection.ties, "weight") == case.near(case.expected["newman"])
    strength = projection.strength().set_index("id")["strength"].to_dict()
    assert strength == case.near(case.expected["newman_strength"])


@check("NEWMAN-NX")
def newman_of_networkx(case: Case) -> None:
    weights = by_pair(newman([tuple(edge) for edge in case.input["edges"]]).ties, "weight")
    assert weights == case.near({pair: case.expected[pair] for pair in ("a|b", "b|c")})


@check("PROJ-BLOWUP")
def blow_up(case: Case) -> None:
    pairs = [(f"o{number:02}", "p") for number in range(case.input["n"])]
    ties = newman(pairs).ties
    assert len(ties) == case.expected["edges"]
    assert ties["weight"].unique().tolist() == case.near([case.expected["newman_weight"]])
    refused = newman(pairs, most_pairs=len(ties) - 1)
    assert (len(refused.ties), refused.left_out, refused.pairs_left_out) == (0, ("p",), len(ties))


@check("NX-CLOSENESS-TRAP")
def closeness_trap(case: Case) -> None:
    pairs = [tuple(edge) for edge in case.input["edges"]]
    theirs = bipartite.closeness_centrality(nx.Graph(pairs), case.input["top"], normalized=True)
    ours = by_id(*positions(pairs))
    for node in case.input["top"]:
        assert theirs[node] == case.near(case.expected[node])
    # In its own component o1 is (2 + 2 * 2) / (1 + 2 + 3 + 4); o4 is alone with its partnership, and is said to be.
    assert ours.loc[case.input["top"], "closeness"].tolist() == case.near([0.6, 1, 0.6, 1])
    assert ours.loc["o4", "component"] != ours.loc["o2", "component"]
    assert ours.loc[["o2", "o4"], "component_size"].tolist() == [5, 2]


@check("NX-MULTIGRAPH-DEGREE")
def double_seat(case: Case) -> None:
    pairs = [tuple(edge) for edge in case.input["edges"]]
    theirs = bipartite.degree_centrality(nx.MultiGraph(pairs), ["CVS", "AgeHelp"])
    assert theirs == case.near({node: case.expected[node] for node in ("AgeHelp", "CVS", "P1")})
    assert by_id(*positions(pairs))["degree_share"].to_dict() == {"AgeHelp": 1, "CVS": 1, "P1": 1}


@check("NX-EIG-DISCONNECTED")
def power_iteration(case: Case) -> None:
    graph = nx.Graph([tuple(edge) for edge in case.input["edges"]])
    theirs = nx.eigenvector_centrality(graph, max_iter=10_000)
    assert 0 < max(theirs[node] for node in (0, 1)) < case.expected["max_small_component"]
    assert min(theirs[node] for node in (2, 3, 4)) > case.expected["min_large_component"]
    seats = [(node, f"{min(edge)}-{max(edge)}") for edge in graph.edges for node in edge]
    ours = positions(seats)[0].set_index("id")["eigenvector"]
    assert ours[[0, 1]].tolist() == [None, None]
    assert ours[[2, 3, 4]].tolist() == pytest.approx([1 / math.sqrt(3)] * 3)


@check("BURT")
def borgatti_holes(case: Case) -> None:
    weighted = structural_holes(borgatti()).set_index("id")
    plain = structural_holes([(one, other, 1) for one, other, _ in borgatti()]).set_index("id")
    for suffix, table in (("", plain), ("_weighted", weighted)):
        for measure in ("constraint", "effective_size"):
            assert table.loc[["A", "C", "G"], measure].to_dict() == case.near(case.expected[f"{measure}{suffix}"])


@check("BURT-BIPARTITE")
def holes_of_seats(case: Case) -> None:
    _, pairs = davis()
    table = structural_holes([(woman, event, 1) for woman, event in pairs])
    off = {
        "max_abs_constraint_minus_inverse_degree": table["constraint"] - 1 / table["contacts"],
        "max_abs_effsize_minus_degree": table["effective_size"] - table["contacts"],
    }
    for name, differences in off.items():
        assert differences.abs().max() == case.near(case.expected[name])


@check("NX-EFFSIZE-BUG")
def effective_size_bug(case: Case) -> None:
    arcs = [tuple(arc) for arc in case.input["directed"]]
    weighted, directed = nx.Graph(), nx.DiGraph(arcs)
    weighted.add_weighted_edges_from(borgatti())
    nx.set_edge_attributes(directed, 1, "weight")
    ours = {
        "weighted": structural_holes(borgatti()).set_index("id")["effective_size"],
        "directed": structural_holes([(*arc, 1) for arc in arcs]).set_index("id")["effective_size"],
    }
    for which, graph in (("weighted", weighted), ("directed", directed)):
        theirs = nx.effective_size(graph, weight="weight")
        wrong, right = case.expected[f"buggy_{which}"], case.expected[f"correct_{which}"]
        assert {str(node): theirs[node] for node in graph if str(node) in wrong} == case.near(wrong)
        assert {str(node): ours[which][node] for node in graph if str(node) in right} == case.near(right)


@check("NX-SINK-NAN")
def sink(case: Case) -> None:
    node, graph = case.input["node"], nx.DiGraph([tuple(edge) for edge in case.input["edges"]])
    asked = [node]
    assert nx.constraint(graph)[node] == case.near(case.expected["constraint_without_nodes"])
    assert case.expected["constraint_with_nodes"] is None and math.isnan(nx.constraint(graph, nodes=asked)[node])
    theirs = nx.effective_size(graph, nodes=asked)[node]
    assert case.expected["effective_size_with_nodes"] is None and math.isnan(theirs)
    ours = structural_holes([(*edge, 1) for edge in graph.edges]).set_index("id")
    assert ours.loc[node, "effective_size"] == case.near(case.expected["correct_effective_size"])
    assert ours.loc[node, "constraint"] == 1


@check("GF-1")
def gould_fernandez(case: Case) -> None:
    table = roles([tuple(edge) for edge in case.input["edges"]], case.input["groups"]).set_index("node")
    for node in case.input["groups"]:
        assert {name: table.loc[node, name] for name in case.expected[node]} == case.expected[node]


@check("GF-UNDIRECTED")
def undirected(case: Case) -> None:
    edges = [tuple(edge) for edge in case.input["undirected_edges"]]
    arcs = [*edges, *(edge[::-1] for edge in edges)]
    node, groups = case.input["node"], case.input["groups"]
    twice = roles(arcs, groups).set_index("node").loc[node]
    for name in ("coordinator", "itinerant", "gatekeeper", "representative", "liaison"):
        assert twice[name] == case.expected[name]
    once = roles(edges, groups, directed=False).set_index("node").loc[node]
    assert [once[name] for name in ("coordinator", "itinerant", "boundary", "liaison")] == [0, 0, 2, 0]
    assert once["boundary"] == (case.expected["gatekeeper"] + case.expected["representative"]) / 2


@check("NX-STCUT-ADJACENT")
def adjacent(case: Case) -> None:
    tied, apart = nx.Graph([tuple(edge) for edge in case.input["adjacent"]]), nx.empty_graph(2)
    assert nx.minimum_node_cut(tied, 0, 1) == set(case.expected["adjacent"])
    assert nx.minimum_node_cut(apart, 0, 1) == set(case.expected["no_path"])
    assert minimum_cut(tied.edges, [0], [1], {0, 1}).size == math.inf
    assert minimum_cut(apart.edges, [0], [1], {0, 1}).size == 0


def board_alone() -> None:
    star = [("a", "p"), ("b", "p")]
    bipartite.betweenness_centrality(nx.Graph(star), ["a", "b"])


def endless() -> None:
    nx.maximum_flow(nx.DiGraph([("theme", "board")]), "theme", "board")


RAISED: Mapping[str, Callable[[], object]] = {
    "articulation_points_digraph": lambda: list(nx.articulation_points(nx.DiGraph([("a", "p"), ("a", "q")]))),
    "bipartite_betweenness_single_partnership": board_alone,
    "bipartite_configuration_model_unequal_sums": lambda: bipartite.configuration_model([2, 1], [1]),
    "bipartite_degree_no_opposite_nodes": lambda: bipartite.degree_centrality(nx.empty_graph(2), [0, 1]),
    "bipartite_sets_disconnected": lambda: bipartite.sets(nx.Graph([("a", "p"), ("b", "q")])),
    "constraint_empty_graph": lambda: nx.constraint(nx.Graph()),
    "eigenvector_null_graph": lambda: nx.eigenvector_centrality(nx.Graph()),
    "eigenvector_numpy_disconnected": lambda: nx.eigenvector_centrality_numpy(nx.Graph([(0, 1), (2, 3)])),
    "maximum_flow_infinite_path": endless,
    "node_disjoint_paths_no_path": lambda: list(nx.node_disjoint_paths(nx.empty_graph(2), 0, 1)),
    "weighted_projection_multigraph": lambda: bipartite.weighted_projected_graph(
        nx.MultiGraph([("a", "p"), ("b", "p")]), ["a", "b"]
    ),
}


@check("NX-EDGE-ERRORS")
def edge_errors(case: Case) -> None:
    assert set(RAISED) == set(case.expected)
    for name, call in RAISED.items():
        with pytest.raises(Exception) as caught:
            call()
        assert type(caught.value).__name__ == case.expected[name], name
    assert articulation_points([("a", "p"), ("a", "q")])["id"].tolist() == ["a"]
    assert positions([("a", "p"), ("b", "p")])[0]["betweenness"].tolist() == [None, None]
    assert not is_possible([2, 1], [1])
    assert positions([], organisations=["a", "b"])[0]["degree_share"].tolist() == [None, None]
    two_parts, _ = positions([("a", "p"), ("b", "q")])
    assert two_parts[["component", "closeness", "eigenvector"]].values.tolist() == [[1, 1.0, None], [2, 1.0, None]]
    assert structural_holes([]).empty and positions([])[0].empty and leading([]).sigma is None
    assert minimum_cut([("theme", "board")], ["theme"], ["board"], set()).size == math.inf
    assert disjoint_paths([], ["theme"], ["board"]) == []
    assert newman([("a", "p"), ("a", "p"), ("b", "p")]).ties.values.tolist() == [["a", "b", 1, 1.0]]
