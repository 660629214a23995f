"""Every projection is the same table from a store and from a networkx graph, and nobody's graph is changed."""

from __future__ import annotations

import copy
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from netmap.errors import ModelError, QueryError
from netmap.network import Network, projections
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

FILLED = {"anytown": 18, "riverton": 20}


def network_of(place: str) -> Network:
    dataset, store = read_source(shipped("datasets") / place), open_store()
    store.load(dataset.name, dataset.records)
    return Network(store)


@pytest.fixture(scope="module", params=list(FILLED))
def both(request: pytest.FixtureRequest) -> tuple[str, Network, Network]:
    network = network_of(request.param)
    return request.param, network, Network.from_networkx(network.to_networkx())


def two_bodies(**values: Any) -> nx.MultiDiGraph[Any]:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("a", label="Organisation", name="A", **values)
    graph.add_node("b", label="Organisation")
    return graph


@pytest.mark.parametrize("name", projections())
def test_a_projection_is_equal_from_store_and_graph(both: tuple[str, Network, Network], name: str) -> None:
    _, from_store, from_graph = both
    pd.testing.assert_frame_equal(from_store.table(name), from_graph.table(name))


def test_the_projections_are_not_all_empty(both: tuple[str, Network, Network]) -> None:
    place, network, _ = both
    assert sum(len(network.table(name)) > 0 for name in projections()) >= FILLED[place] - 2


def test_the_graph_has_every_record_and_comes_back_equal(both: tuple[str, Network, Network]) -> None:
    _, network, again = both
    graph, other = network.to_networkx(), again.to_networkx()
    assert set(graph) == set(other)
    assert sorted(graph.edges(keys=True)) == sorted(other.edges(keys=True))
    for node, values in graph.nodes(data=True):
        assert {**values, "dataset": ""} == {**other.nodes[node], "dataset": ""}


def test_a_table_is_a_copy(both: tuple[str, Network, Network]) -> None:
    _, network, _ = both
    mine = network.table("seats")
    mine.loc[:, "seat_id"] = "spoilt"
    assert "spoilt" not in set(network.table("seats")["seat_id"])


def test_names_fall_back_on_the_id() -> None:
    graph = two_bodies()
    assert dict(Network.from_networkx(graph).names("Organisation")) == {"a": "A", "b": "b"}


def test_the_graph_that_is_given_is_not_changed() -> None:
    graph = network_of("anytown").to_networkx()
    before = copy.deepcopy(graph)
    network = Network.from_networkx(graph)
    for name in projections():
        network.table(name)
    network.to_networkx().clear()
    assert nx.utils.graphs_equal(graph, before)


def test_parallel_awards_survive() -> None:
    graph = two_bodies()
    for award, amount in (("x", 5), ("y", 7.5)):
        graph.add_node(award, label="Award", amount_min=amount, start_date="2024", end_date="2024-06")
        graph.add_edge("a", award, key="FUNDS")
        graph.add_edge(award, "b", key="AWARDED_TO")
    awards = Network.from_networkx(graph).table("awards")
    assert awards[["award_id", "funder_id", "recipient_id", "amount_min"]].to_numpy().tolist() == [
        ["x", "a", "b", 5.0],
        ["y", "a", "b", 7.5],
    ]


def test_two_tenures_of_one_person_survive_there_and_back() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("p", label="Representative")
    graph.add_node("s", label="Seat")
    graph.add_edge("p", "s", key="HOLDS", start_date="2020", end_date="2021")
    graph.add_edge("p", "s", key="HOLDS:2024", start_date="2024-03")
    network = Network.from_networkx(graph)
    for each in (network, Network.from_networkx(network.to_networkx())):
        assert each.table("holders")[["start_day", "end_day"]].to_numpy().tolist() == [
            ["2020-01-01", "2022-01-01"],
            ["2024-03-01", None],
        ]


def test_values_of_other_types_are_brought_to_their_kind() -> None:
    graph = two_bodies(income=np.int64(5), eligible=np.bool_(True), sector=None, tier=float("nan"), extra=7)
    row = Network.from_networkx(graph).table("organisations").iloc[0]
    assert (row["income"], row["eligible"], row["sector"], row["tier"]) == (5.0, True, None, None)
    assert Network.from_networkx(graph).to_networkx().nodes["a"]["extra"] == "7"


def wrong(change: str) -> nx.MultiDiGraph[Any]:
    graph = two_bodies()
    match change:
        case "label":
            graph.add_node("c", label="Charity")
        case "no label":
            graph.add_edge("a", "c", key="MEMBER_OF")
        case "type":
            graph.add_edge("a", "b", key="KNOWS")
        case "ends":
            graph.add_edge("a", "b", key="COVERS")
        case "edge attribute":
            graph.add_edge("a", "b", key="MEMBER_OF", weight=2)
        case "number":
            graph.nodes["a"]["income"] = "a lot"
        case "truth":
            graph.nodes["a"]["eligible"] = "yes"
        case "date":
            graph.nodes["a"]["as_of"] = "spring"
        case "attribute name":
            graph.nodes["a"]["Legal form"] = "charity"
    return graph


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("label", "node c has the label Charity"),
        ("no label", "node c has the label None"),
        ("type", "a to b is KNOWS"),
        ("ends", "COVERS from Organisation to Organisation.*Partnership to Theme"),
        ("edge attribute", "has weight"),
        ("number", "income: a lot, which is not of the kind number"),
        ("truth", "eligible: yes, which is not of the kind yes_no"),
        ("date", "as_of: spring, which is not of the kind date"),
        ("attribute name", "Legal form"),
    ],
)
def test_what_the_vocabulary_does_not_have_is_refused(change: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        Network.from_networkx(wrong(change))


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_another_kind_of_graph_is_refused(kind: type) -> None:
    with pytest.raises(ModelError, match="MultiDiGraph"):
        Network.from_networkx(kind())


def test_an_unknown_projection_gets_a_near_name() -> None:
    with pytest.raises(QueryError, match="Did you mean seats"):
        network_of("anytown").table("seat")


def test_an_award_given_dates_only_gets_its_days() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("f", label="Organisation")
    graph.add_node("a", label="Award", start_date="2024", end_date="2024-06")
    graph.add_edge("f", "a", key="FUNDS")
    graph.add_edge("a", "f", key="AWARDED_TO")
    rows = Network.from_networkx(graph).table("awards")
    assert rows[["start_day", "end_day"]].to_numpy().tolist() == [["2024-01-01", "2024-07-01"]]
