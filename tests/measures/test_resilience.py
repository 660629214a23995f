"""Articulation points, against taking each node out in turn."""

from __future__ import annotations

from collections import Counter

import networkx as nx
from hypothesis import given, settings

from netmap.measures.resilience import articulation_points
from tests.measures.pairs import PAIRS, Pair, graph_of, renamed, turned


def pieces(pairs: list[Pair]) -> dict[str, int]:
    """Take each node out and count the pieces of its component."""
    graph, found = graph_of(pairs), {}
    for node in graph:
        component = nx.node_connected_component(graph, node) - {node}
        found[node] = nx.number_connected_components(graph.subgraph(component))
    return {node: number for node, number in found.items() if number > 1}


def by_id(pairs: list[Pair], *, drop: bool = False) -> dict[str, int]:
    table = articulation_points(pairs, drop_pendant_organisations=drop)
    assert all(row.kind[0] == row.id[0] for row in table.itertuples())
    return dict(zip(table["id"], table["parts"], strict=True))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(PAIRS)
def test_taking_each_out_in_turn(pairs: list[Pair]) -> None:
    assert by_id(pairs) == pieces(pairs)
    seats = Counter(organisation for organisation, _ in set(pairs))
    assert by_id(pairs, drop=True) == pieces([pair for pair in pairs if seats[pair[0]] > 1])


@settings(deadline=None, derandomize=True, max_examples=40)
@given(PAIRS)
def test_names_order_and_double_seats_change_nothing(pairs: list[Pair]) -> None:
    expected = {turned(node): parts for node, parts in by_id(pairs).items()}
    assert by_id([*renamed(pairs), *renamed(pairs)[:3]]) == expected


def cut_points(graph: nx.Graph[object]) -> list[object]:
    """Take each tie as a partnership of two."""
    pairs = [(node, f"tie {number}") for number, tie in enumerate(sorted(graph.edges)) for node in tie]
    table = articulation_points(pairs)
    return sorted(table.loc[table["kind"] == "organisation", "id"])


def test_cut_points_of_published_networks() -> None:
    assert cut_points(nx.krackhardt_kite_graph()) == [7, 8]
    assert cut_points(nx.florentine_families_graph()) == ["Albizzi", "Guadagni", "Medici", "Salviati"]


def test_nothing_at_all_has_no_articulation_point() -> None:
    assert articulation_points([]).empty
    assert list(articulation_points([]).columns) == ["kind", "id", "parts"]
