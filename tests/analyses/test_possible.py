"""The possible level by a second way: add what nobody recorded to the graph itself, and ask again."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.model.words import LEVELS
from netmap.network import Network

DAY = "2026-01-31"
RUNGS = {name: level for level, name in LEVELS.items()}


def recorded(result: CoverageResult) -> dict[tuple[str, str], int]:
    rows = result.table()
    return {(row["group_id"], row["partnership_id"]): RUNGS[row["recorded"]] for row in rows.to_dict("records")}


def completed(network: Network, group: str, day: str = DAY) -> Network:
    """Add what nobody recorded, in favour of one group, to the graph itself: the second way of getting `possible`."""
    graph = network.to_networkx()
    sectors = {node: values.get("sector") for node, values in graph.nodes(data=True)}
    links = network.table("group-links")
    tree = dict(network.table("groups")[["id", "parent_id"]].itertuples(index=False))
    line = [group]
    while isinstance(tree.get(line[-1]), str):
        line.append(tree[line[-1]])
    asked = set(links.loc[(links["link"] == "asked_about") & links["group_id"].isin(line), "organisation_id"])
    _, wider = direct_and_wider(links, line)
    for body in network.table("organisations")["id"]:
        if sectors[body] in (None, "third_sector") and body not in asked | wider:
            graph.add_edge(body, group, "LED_BY")
    for seat in network.table("seats").to_dict("records"):
        add_seat_records(graph, seat["seat_id"], group, day)
    return Network.from_networkx(graph)


def direct_and_wider(links: pd.DataFrame, line: list[str]) -> tuple[set[str], set[str]]:
    real = links[links["link"] != "asked_about"]
    direct = set(real.loc[real["group_id"] == line[0], "organisation_id"])
    asked: set[str] = set()
    wider: set[str] = set()
    for place, group in enumerate(line):
        if place:
            wider |= set(real.loc[real["group_id"] == group, "organisation_id"]) - asked
        asked |= set(links.loc[(links["link"] == "asked_about") & (links["group_id"] == group), "organisation_id"])
    return direct, wider | direct


def add_seat_records(graph: nx.MultiDiGraph[Any], seat: str, group: str, day: str) -> None:
    def runs(values: dict[str, Any]) -> bool:
        return str(values.get("start_day") or "") <= day < str(values.get("end_day") or "9999")

    holders = [
        one for one, _, key, v in graph.in_edges(seat, keys=True, data=True) if key.startswith("HOLDS") and runs(v)
    ]
    bodies = [
        two for _, two, key, v in graph.out_edges(seat, keys=True, data=True) if key.startswith("HELD_FOR") and runs(v)
    ]
    mandates = [v for _, _, key, v in graph.out_edges(seat, keys=True, data=True) if key.startswith("SPEAKS_FOR")]
    values = graph.nodes[seat]
    if holders and not bodies:
        graph.add_node(f"new of {seat}", label="Organisation", name="new", sector="third_sector")
        graph.add_edge(f"new of {seat}", group, "LED_BY")
        graph.add_edge(seat, f"new of {seat}", "HELD_FOR")
        bodies = [f"new of {seat}"]
    if not bodies:
        return
    for mandate in mandates:
        mandate.setdefault("route", "election")
    if mandates and not values.get("capacity"):
        values["capacity"] = "representative"
    public = graph.nodes[bodies[0]].get("sector") not in (None, "third_sector")
    if values.get("capacity") == "representative" and not values.get("mandate_recorded") and not public:
        graph.add_edge(seat, group, "SPEAKS_FOR", route="election")


RIVERTON_GROUPS = [
    "people-with-convictions",
    "age",
    "people-who-live-on-boats",
    "deaf-people-who-use-british-sign-language",
]


@pytest.mark.parametrize("name", RIVERTON_GROUPS)
def test_possible_is_what_the_completed_network_records(riverton: Network, name: str) -> None:
    day, group = "2026-06-30", f"riverton:{name}"
    before = coverage(riverton, as_of=day).table()
    after = recorded(coverage(completed(riverton, group, day), as_of=day))
    own = before[before["group_id"] == group]
    assert len(own) == 30
    for row in own.to_dict("records"):
        assert RUNGS[row["possible"]] == after[group, row["partnership_id"]], row


BODIES = ("A", "B", "F", "H")


@st.composite
def small_networks(draw: st.DrawFn) -> nx.MultiDiGraph[Any]:
    """A board with two seats, three third-sector bodies (one a forum) and a public one, two groups, blanks anywhere."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("P", label="Partnership", name="Board", seats_listed="all")
    for group in ("G", "Top"):
        graph.add_node(group, label="EqualityGroup", name=group)
    graph.add_edge("G", "Top", "PART_OF")
    for body in BODIES:
        sector = "health" if body == "H" else draw(st.sampled_from(["third_sector", None]))
        graph.add_node(body, label="Organisation", name=body, **({"sector": sector} if sector else {}))
        for group in ("G", "Top"):
            for kind in ("LED_BY", "SERVES", "ASKED_ABOUT"):
                if draw(st.integers(0, 3)) == 0:
                    graph.add_edge(body, group, kind)
    for body in ("A", "B"):
        if draw(st.booleans()):
            graph.add_edge(body, "F", "MEMBER_OF")
    for seat in ("s", "t"):
        _draw_seat(draw, graph, seat)
    return graph


def _draw_seat(draw: st.DrawFn, graph: nx.MultiDiGraph[Any], seat: str) -> None:
    values: dict[str, Any] = {}
    capacity = draw(st.sampled_from(["representative", "own_voice", "expert", "observer", None]))
    if capacity:
        values["capacity"] = capacity
    target = draw(st.sampled_from([None, "none", "A", "B", "F", "G", "Top"]))
    if target:
        values["mandate_recorded"] = True
    graph.add_node(seat, label="Seat", name=seat, **values)
    graph.add_edge(seat, "P", "SEAT_ON")
    graph.add_node(f"person {seat}", label="Representative", name=seat)
    graph.add_edge(f"person {seat}", seat, "HOLDS")
    body = draw(st.sampled_from([*BODIES, None]))
    if body:
        graph.add_edge(seat, body, "HELD_FOR")
    if target not in (None, "none"):
        route = draw(st.sampled_from(["election", "assumed", None]))
        graph.add_edge(seat, target, "SPEAKS_FOR", **({"route": route} if route else {}))


@settings(max_examples=12, deadline=None)
@given(small_networks())
def test_possible_by_a_second_way_on_any_small_network(graph: nx.MultiDiGraph[Any]) -> None:
    network = Network.from_networkx(graph)
    rows = coverage(network, as_of=DAY)
    after = recorded(coverage(completed(network, "G"), as_of=DAY))
    cells = rows.cells[rows.cells["group_id"] == "G"]
    (possible,) = cells["possible"].map(RUNGS)
    assert possible == after["G", "P"]
    assert possible <= recorded(rows)["G", "P"]
