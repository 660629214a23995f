"""Positions of organisations and partnerships, against counting every shortest path and against their own laws."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from networkx.algorithms import bipartite

from netmap.measures.incidence import incidence
from netmap.measures.shortest_paths import shortest_paths
from netmap.measures.two_mode import leading, positions
from tests.measures.pairs import PAIRS, Pair, graph_of, renamed, turned

FIGURES = ["degree", "degree_share", "component_size", "closeness", "betweenness", "eigenvector"]


def both(pairs: list[Pair], **more: list[str]) -> pd.DataFrame:
    return pd.concat(positions(pairs, **more)).set_index("id")


def through(graph: nx.Graph[str], node: str) -> float:
    """Count the shortest paths between others that pass the node, each pair counting one in all."""
    total = 0.0
    for one, other in itertools.combinations(sorted(set(graph) - {node}), 2):
        if nx.has_path(graph, one, other):
            paths = list(nx.all_shortest_paths(graph, one, other))
            total += sum(node in path for path in paths) / len(paths)
    return total


def star_value(own: int, other: int) -> float:
    """Count the paths through the best-placed node there could be, written out as Borgatti and Everett do."""
    s, t = (own - 1) // other, (own - 1) % other
    return 0.5 * (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3))


def far(graph: nx.Graph[str], node: str) -> dict[str, int]:
    """Search in breadth, step by step."""
    distances, ahead = {node: 0}, [node]
    while ahead:
        here = ahead.pop(0)
        for neighbour in graph[here]:
            if neighbour not in distances:
                distances[neighbour] = distances[here] + 1
                ahead.append(neighbour)
    return distances


@settings(deadline=None, derandomize=True, max_examples=30)
@given(PAIRS)
def test_betweenness_counts_every_shortest_path(pairs: list[Pair]) -> None:
    table, graph = both(pairs), graph_of(pairs)
    n, m = (sum(node.startswith(mode) for node in graph) for mode in "op")
    for node in graph:
        expected = through(graph, node) / (star_value(n, m) if node[0] == "o" else star_value(m, n)) if n > 1 < m else 0
        assert table.loc[node, "betweenness"] == (pytest.approx(expected, abs=1e-9) if n > 1 < m else None)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(PAIRS)
def test_closeness_is_that_of_a_search_within_the_component(pairs: list[Pair]) -> None:
    table, graph = both(pairs), graph_of(pairs)
    for node in graph:
        distances = far(graph, node)
        own = sum(other[0] == node[0] for other in distances)
        least = len(distances) - own + 2 * (own - 1)
        assert table.loc[node, "closeness"] == pytest.approx(least / sum(distances.values()))
        assert table.loc[node, "component_size"] == len(distances)
        assert set(table.index[table["component"] == table.loc[node, "component"]]) == set(distances)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(PAIRS)
def test_eigenvector_is_the_leading_one_of_one_component_alone(pairs: list[Pair]) -> None:
    table, ties = both(pairs), incidence(pairs)
    sigmas = []
    for _, part in table.groupby("component"):
        inside = [(one, other) for one, other in pairs if one in part.index]
        sigmas.append((np.linalg.svd(incidence(inside).matrix.toarray())[1].max(), set(part.index)))
    sigmas.sort(key=lambda found: -found[0])
    tied = len(sigmas) > 1 and math.isclose(sigmas[0][0], sigmas[1][0])
    expected = set() if tied or not pairs else sigmas[0][1]
    assert set(table.index[table["eigenvector"].notna()]) == expected
    if expected:
        n = len(ties.organisations)
        scores = table["eigenvector"].fillna(0).to_numpy(dtype=float)
        assert ties.matrix @ scores[n:] == pytest.approx(sigmas[0][0] * scores[:n], abs=1e-9)
        assert [np.linalg.norm(scores[:n]), np.linalg.norm(scores[n:])] == pytest.approx([1, 1])
        assert leading(pairs).sigma == pytest.approx(sigmas[0][0], abs=1e-9)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(PAIRS)
def test_names_order_and_double_seats_change_nothing(pairs: list[Pair]) -> None:
    before, after = both(pairs), both([*renamed(pairs), *renamed(pairs)[:3]])
    assert set(after.index) == {turned(node) for node in before.index}
    for node in before.index:
        for figure in FIGURES:
            value = before.loc[node, figure]
            assert after.loc[turned(node), figure] == (None if value is None else pytest.approx(value, abs=1e-9))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(PAIRS)
def test_an_isolate_changes_only_what_is_out_of_all(pairs: list[Pair]) -> None:
    before, after = both(pairs), both(pairs, organisations=["z"])
    assert after.loc["z", ["degree", "component_size", "closeness", "eigenvector"]].tolist() == [0, 1, 0, None]
    same = ["degree", "component", "component_size", "closeness", "eigenvector"]
    pd.testing.assert_frame_equal(after.drop(index="z")[same], before[same], check_dtype=False, check_index_type=False)
    n = sum(node[0] == "o" for node in before.index)
    for node in before.index:
        share = before.loc[node, "degree_share"]
        assert after.loc[node, "degree_share"] == pytest.approx(share if node[0] == "o" else share * n / (n + 1))


@settings(deadline=None, derandomize=True, max_examples=20)
@given(PAIRS)
def test_memory_changes_no_figure(pairs: list[Pair]) -> None:
    matrix = incidence(pairs).matrix
    whole, pieces = shortest_paths(matrix), shortest_paths(matrix, cells=1)
    assert pieces.between == pytest.approx(whole.between)
    assert pieces.distances == pytest.approx(whole.distances)


def test_a_larger_network_agrees_with_networkx() -> None:
    random = np.random.default_rng(3)
    drawn = zip(random.random(260), random.integers(0, 40, 260), strict=True)
    pairs = sorted({(f"o{int(90 * where**2)}", f"p{board}") for where, board in drawn})
    table = both(pairs)
    graph, top = graph_of(pairs), sorted({organisation for organisation, _ in pairs})
    betweenness = bipartite.betweenness_centrality(graph, top)
    assert table["betweenness"].to_dict() == pytest.approx(betweenness, abs=1e-9)
    assert nx.is_connected(graph)
    assert table["closeness"].to_dict() == pytest.approx(bipartite.closeness_centrality(graph, top))


def test_a_large_component_has_the_same_leading_vector_by_either_way() -> None:
    random = np.random.default_rng(4)
    pairs = [(f"o{number % 700}", f"p{one}") for number, one in enumerate(random.integers(0, 500, 3000))]
    found = leading(pairs)
    _, sigmas, right = np.linalg.svd(incidence(pairs).matrix.toarray(), full_matrices=False)
    assert found.sigma == pytest.approx(sigmas[0])
    values = list(found.partnerships.values())
    assert values == pytest.approx(np.abs(right[0]).tolist(), abs=1e-8)
    assert leading(pairs) == found


def test_one_partnership_has_no_betweenness() -> None:
    organisations, partnerships = positions([("CVS", "P1"), ("AgeHelp", "P1")])
    assert organisations["betweenness"].tolist() == [None, None]
    assert partnerships["betweenness"].tolist() == [None]
    assert organisations["closeness"].tolist() == [pytest.approx(1.0)] * 2


def test_too_many_ties_leave_paths_unknown_and_the_rest_known() -> None:
    pairs = [("CVS", "P1"), ("CVS", "P2"), ("AgeHelp", "P2")]
    known, unknown = positions(pairs, most_ties=3)[0], positions(pairs, most_ties=2)[0]
    assert known["betweenness"].notna().all() and known["closeness"].notna().all()
    assert unknown[["closeness", "betweenness"]].values.tolist() == [[None, None]] * 2
    same = ["id", "degree", "degree_share", "component", "eigenvector"]
    pd.testing.assert_frame_equal(unknown[same], known[same])


def test_an_organisation_and_a_partnership_may_have_one_id() -> None:
    organisations, partnerships = positions([("1", "1"), ("2", "1"), ("1", "2")])
    assert organisations["degree"].tolist() == [2, 1] and partnerships["degree"].tolist() == [2, 1]
    assert organisations["component_size"].tolist() == [4, 4]


def test_nothing_at_all_gives_empty_tables() -> None:
    for table in positions([]):
        assert table.empty and list(table.columns)[:2] == ["id", "degree"]


def test_the_component_of_the_largest_degree_need_not_lead() -> None:
    """Four on one partnership reach a singular value of 2, three on the same three partnerships one of 3."""
    star, square = [(each, "hub") for each in "abcd"], [(each, board) for each in "xyz" for board in "PQR"]
    organisations, _ = positions(star + square)
    assert organisations["eigenvector"].tolist() == [*[None] * 4, *[pytest.approx(1 / math.sqrt(3))] * 3]
    assert leading(star + square).sigma == pytest.approx(3)


def test_components_of_equal_strength_are_not_ranked() -> None:
    organisations, _ = positions([("a", "p"), ("b", "p"), ("c", "q"), ("d", "q"), ("e", "r")])
    assert organisations["eigenvector"].tolist() == [None] * 5
    assert organisations["component"].tolist() == [1, 1, 2, 2, 3]
