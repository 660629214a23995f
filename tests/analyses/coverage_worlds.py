"""Many small made-up places in one graph: each has its own board, seats and organisations; the groups are shared."""

from __future__ import annotations

from random import Random
from typing import Any

import networkx as nx

GROUPS = ("G", "Top", "Sub", "Other")
PARENTS = {"G": "Top", "Sub": "G"}
LINK_TYPES = ("LED_BY", "SERVES", "ADVOCATES_FOR")
ROUTES = ("election", "open_call", "nomination", "assumed", "appointed_by_partnership")
Graph = nx.MultiDiGraph


def make_world(seed: int, count: int, *, whole: bool = False, dated: bool = False) -> Graph[Any]:
    """Make `count` small places; `whole` leaves nothing unrecorded, `dated` gives seats terms."""
    graph: Graph[Any] = nx.MultiDiGraph()
    for group in GROUPS:
        graph.add_node(group, label="EqualityGroup", name=group)
    for child, parent in PARENTS.items():
        graph.add_edge(child, parent, "PART_OF")
    chance = Random(seed)
    for number in range(count):
        _add_place(graph, chance, f"{number:03}", whole, dated)
    return graph


def _add_place(graph: Graph[Any], chance: Random, number: str, whole: bool, dated: bool) -> None:
    place, bodies = f"P{number}", [f"{name}{number}" for name in "ABCFNH"]
    graph.add_node(place, label="Partnership", name=f"Board {number}", seats_listed="all")
    for body in bodies:
        _add_body(graph, chance, body, whole)
    forum, network = bodies[3], bodies[4]
    for body in bodies[:3]:
        for above in (forum, network):
            if chance.random() < 0.4:
                graph.add_edge(body, above, "MEMBER_OF")
    if chance.random() < 0.3:
        graph.add_edge(network, forum, "MEMBER_OF")
    for seat in range(chance.randint(1, 3)):
        _add_seat(graph, chance, f"s{seat}-{number}", place, bodies, whole, dated)


def _add_body(graph: Graph[Any], chance: Random, body: str, whole: bool) -> None:
    sector = "health" if body.startswith("H") else chance.choice(["third_sector", "third_sector", None])
    graph.add_node(body, label="Organisation", name=f"body {body}", **({"sector": sector} if sector else {}))
    for group in GROUPS:
        if chance.random() < 0.2:
            graph.add_edge(body, group, chance.choice(LINK_TYPES))
        if whole or chance.random() < 0.35:
            graph.add_edge(body, group, "ASKED_ABOUT")


def _add_seat(
    graph: Graph[Any], chance: Random, seat: str, place: str, bodies: list[str], whole: bool, dated: bool
) -> None:
    blank = [] if whole else [None]
    capacity = chance.choice(["representative", "representative", "own_voice", "expert", "observer", *blank])
    graph.add_node(seat, label="Seat", name=seat, **({"capacity": capacity} if capacity else {}))
    graph.add_edge(seat, place, "SEAT_ON")
    targets = chance.choice([["none"], ["one"], ["one"], ["one", "two"], *([] if whole else [[]])])
    if targets:
        graph.nodes[seat]["mandate_recorded"] = True
    for tenure in range(chance.randint(1, 3) if dated else 1):
        term = _term(chance, tenure) if dated else {}
        person = f"person {chance.randint(1, 4)} {seat[1:]}"
        graph.add_node(person, label="Representative", name=person)
        graph.add_edge(person, seat, f"HOLDS:{tenure}", **term)
        if whole or chance.random() < 0.85:
            graph.add_edge(seat, chance.choice(bodies), f"HELD_FOR:{tenure}", **term)
        for _ in [each for each in targets if each != "none"]:
            target = chance.choice([*bodies, *GROUPS])
            route = chance.choice([*ROUTES, *blank])
            values = {**term, **({"route": route} if route else {})}
            graph.add_edge(seat, target, f"SPEAKS_FOR:{tenure}", **values)


def _term(chance: Random, tenure: int) -> dict[str, str]:
    """Give a term that may overlap the one before, leave a gap after it, or have no start or end recorded."""
    start, end = f"{2023 + tenure}-{chance.randint(1, 12):02}-01", f"{2024 + tenure}-{chance.randint(1, 12):02}-15"
    term = {"start_date": start, "end_date": end}
    if chance.random() < 0.2:
        del term["start_date"]
    if chance.random() < 0.2:
        del term["end_date"]
    return term


def hidden(graph: Graph[Any], seed: int) -> Graph[Any]:
    """Take records away: what a third-sector body was asked, whom its seat speaks for, for which body it is held.

    Public bodies keep theirs: netmap takes them to speak for a group only on record.
    """
    less, chance = graph.copy(), Random(seed)
    for node, values in graph.nodes(data=True):
        if values["label"] == "Organisation" and values.get("sector") != "health" and chance.random() < 0.3:
            _cut(less, node, (*LINK_TYPES, "ASKED_ABOUT"))
        if values["label"] == "Seat" and chance.random() < 0.3 and not _is_public(graph, node):
            _cut(less, node, ("SPEAKS_FOR",))
            less.nodes[node].pop("mandate_recorded", None)
        if values["label"] == "Seat" and chance.random() < 0.2:
            _cut(less, node, ("HELD_FOR",))
    return less


def _is_public(graph: Graph[Any], seat: str) -> bool:
    return any(graph.nodes[body].get("sector") == "health" for body in graph.successors(seat))


def _cut(graph: Graph[Any], node: str, kinds: tuple[str, ...]) -> None:
    gone = [(node, other, key) for _, other, key in graph.out_edges(node, keys=True) if key.split(":")[0] in kinds]
    graph.remove_edges_from(gone)
