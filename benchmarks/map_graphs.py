"""Made-up networks to draw: boards with many seats, bodies with one or a few, groups and themes, 1.5 ties a node."""

from __future__ import annotations

import random

from netmap.maps.spec import Count, Edge, Facet, Kind, MapFinding, MapSpec, Node, TieKind

SECTORS = ("voluntary", "health", "council", "faith", "business")
KINDS = (
    Kind("partnership", "partnership", "square", "#12436D"),
    Kind("organisation", "organisation", "dot", "#28A197"),
    Kind("group", "equality group", "hexagon", "#A285D1"),
    Kind("theme", "theme", "triangle", "#801650"),
)
TIES = (
    TieKind("sits", "sits on", "#5F6B76"),
    TieKind("speaks", "works with", "#12436D", (2, 4)),
    TieKind("owns", "has in its remit", "#801650", (8, 5)),
)


def graph_to_draw(size: int) -> MapSpec:
    """Give a map of so many nodes without positions; the same size is the same map."""
    chance = random.Random(size)
    boards, groups, themes = max(1, size // 20), max(1, size // 40), max(1, size // 40)
    counts = {"partnership": boards, "group": groups, "theme": themes}
    counts["organisation"] = size - sum(counts.values())
    nodes = [_node(kind, number, chance) for kind, count in counts.items() for number in range(count)]
    edges = [_edge(counts, chance) for _ in range(int(size * 1.5))]
    return MapSpec(
        view="overview",
        title="Who speaks for whom in a made-up place",
        question="Who sits where, and who is left out?",
        summary="Made up, to see how long a map takes.",
        as_of="2026-06-01",
        source="made-up",
        scope="",
        kinds=KINDS,
        ties=TIES,
        nodes=tuple(nodes),
        edges=tuple(edges),
        facets=(Facet("sector", "Sector"),),
        findings=(MapFinding("made-up:1", "high", "One board stands out.", ("partnership:0",)),),
        counts=(Count("records", size, size),),
    )


def _node(kind: str, number: int, chance: random.Random) -> Node:
    facets = (("sector", (chance.choice(SECTORS),)),) if kind == "organisation" else ()
    notes = (("Seats", f"{chance.randrange(9)} of 12"),) if kind in ("organisation", "partnership") else ()
    size = {"partnership": 18.0, "organisation": 8.0}.get(kind, 11.0)
    gap = kind == "group" and number % 5 == 0
    return Node(f"{kind}:{number}", f"Made-up {kind} for wellbeing {number}", kind, size, notes, gap, facets=facets)


def _edge(counts: dict[str, int], chance: random.Random) -> Edge:
    # The square of a random number makes few bodies hold many seats.
    body = f"organisation:{int(counts['organisation'] * chance.random() ** 2)}"
    kind = chance.choices(("sits", "speaks", "owns"), (8, 1, 1))[0]
    board = f"partnership:{chance.randrange(counts['partnership'])}"
    if kind == "sits":
        return Edge(body, board, kind, (("Seats", "1"),))
    if kind == "speaks":
        return Edge(body, f"group:{chance.randrange(counts['group'])}", kind)
    return Edge(board, f"theme:{chance.randrange(counts['theme'])}", kind)
