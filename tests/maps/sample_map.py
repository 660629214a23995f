"""Maps that the tests draw: one of ten records, one hostile, one as large as a borough."""

import random
from dataclasses import replace
from itertools import pairwise

from netmap.maps.colours import KIND_LOOKS, TIE_LOOKS
from netmap.maps.layout import place
from netmap.maps.spec import Count, Edge, Facet, Kind, MapFinding, MapSpec, Node, TieKind

KINDS = tuple(
    Kind(one, name, *KIND_LOOKS[row])
    for row, (one, name) in enumerate(
        (
            ("partnership", "partnership"),
            ("organisation", "organisation"),
            ("group", "equality group"),
            ("theme", "theme"),
            ("vacant", "vacant seat"),
        )
    )
)
TIES = (
    TieKind("seat", "holds a seat on", *TIE_LOOKS[0]),
    TieKind("speaks", "advocates for", *TIE_LOOKS[1], arrow=True),
    TieKind("covers", "covers", *TIE_LOOKS[2]),
    TieKind("vacant", "is vacant on", *TIE_LOOKS[3]),
)

HOSTILE = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    '"><svg onload=window.ran=1>',
    "' onmouseover='window.ran=1' x='",
    "javascript:window.ran=1",
    "<iframe src='javascript:parent.ran=1'></iframe>",
    "<!--<script>window.ran = 1",
    "]]><script>window.ran = 1</script>",
    "{{ 7 * 7 }}{% raw %}${window.ran=1}",
    "</title></style></textarea><script>window.ran = 1</script>",
    "<a href='data:text/html,<script>1</script>'>go</a>",
    "&lt;script&gt;window.ran = 1&lt;/script&gt;",
    "<link rel=stylesheet href=//example.org/x.css>",
    "__proto__",
    "line\u2028and paragraph\u2029ends",
)


def sample_map() -> MapSpec:
    """Ten records: two boards that one organisation joins, two gaps, one thing not known, one pair apart."""
    nodes = (
        Node("p1", "Health and Wellbeing Board", "partnership", 22, (("Seats", "3 of 4 filled"),)),
        Node("p2", "Safer Riverton Partnership", "partnership", 20),
        Node("o1", "Riverton Council for Voluntary Service", "organisation", 14, (("Seats held", "2 of 4"),)),
        Node("o2", "B & Q Community Fund", "organisation", 12),
        Node("o3", "Age Forward Riverton", "organisation", 10),
        Node("g1", "Older people", "group", 12),
        Node("g2", "Deaf people", "group", 12, (("Voice", "none on 2 of 2 partnerships"),), gap=True),
        Node("g3", "Trans people", "group", 12, unknown=True),
        Node("t1", "Loneliness", "theme", 12),
        Node("s1", "Seat for a carer", "vacant", 12, gap=True),
    )
    edges = (
        Edge("o1", "p1", "seat", (("Role", "member, voting"),)),
        Edge("o1", "p2", "seat"),
        Edge("o2", "p1", "seat"),
        Edge("s1", "p1", "vacant"),
        Edge("p1", "t1", "covers"),
        Edge("o3", "g1", "speaks", (("Known from", "minutes of March 2026"),)),
    )
    return MapSpec(
        view="overview",
        title="Who speaks for whom in Riverton",
        question="Which groups have no live voice?",
        summary="One group of three, Deaf people, has no voice on either partnership. For one we do not know.",
        as_of="2026-06-30",
        source="datasets/riverton",
        scope="Riverton borough",
        kinds=KINDS,
        ties=TIES,
        nodes=nodes,
        edges=edges,
        counts=(Count("partnerships", 2, 2), Count("organisations", 3, 412), Count("equality groups", 3, None)),
        caveats=("Unknown is not no.",),
    )


def placed_map() -> MapSpec:
    return place(sample_map())


def full_map() -> MapSpec:
    """The ten records with sectors (one not recorded), findings, and times: a seat held twice, nobody between."""
    sectors = {"o1": (("sector", ("voluntary",)),), "o2": (("sector", ("health",)),), "o3": (("sector", ()),)}
    nodes = tuple(replace(node, facets=sectors.get(node.id, ())) for node in sample_map().nodes)
    nodes = tuple(replace(node, spans=(("2026-02-01", ""),)) if node.id == "s1" else node for node in nodes)
    times = {0: (("2024-01-01", "2025-06-01"), ("2025-09-01", "")), 3: (("2026-02-01", ""),)}
    edges = tuple(replace(edge, id=f"e{n}", spans=times.get(n, ())) for n, edge in enumerate(sample_map().edges))
    findings = (
        MapFinding(
            "coverage:g2",
            "high",
            "Deaf people: nobody speaks for them on any of 2 partnerships.",
            ("g2",),
            (),
            (("Deaf people", "asked about and not named (audit, 2026-03)"),),
            "A mandate that names them.",
            ("Invite the Deaf Forum to fill the vacant seat.",),
        ),
        MapFinding(
            "dominance:o1",
            "medium",
            "Riverton Council for Voluntary Service holds 2 of 3 seats.",
            ("o1",),
            ("e0", "e1"),
        ),
    )
    return place(
        replace(sample_map(), nodes=nodes, edges=edges, facets=(Facet("sector", "Sector"),), findings=findings)
    )


def hostile_map() -> MapSpec:
    """Put an attack wherever a word of the user's can stand."""
    nodes = tuple(
        Node(f"{attack}", attack, "group", notes=((attack, attack),), gap=row % 2 == 0)
        for row, attack in enumerate(HOSTILE)
    )
    edges = tuple(Edge(one.id, other.id, "x", (("Note", one.name),)) for one, other in pairwise(nodes))
    attack = "".join(HOSTILE[:3])
    return place(
        replace(
            sample_map(),
            title=attack,
            question=attack,
            summary=attack,
            as_of=attack,
            source=attack,
            scope=attack,
            kinds=(Kind("group", attack, *KIND_LOOKS[0]),),
            ties=(TieKind("x", attack, *TIE_LOOKS[0]),),
            nodes=nodes,
            edges=edges,
            counts=(Count(attack, 1, 2),),
            caveats=HOSTILE,
        )
    )


def borough_map(partnerships: int = 25, organisations: int = 150, groups: int = 30, themes: int = 20) -> MapSpec:
    """A map of the size of a borough: few organisations hold many seats, many hold none."""
    chance = random.Random(1)
    boards = [Node(f"p{n}", f"Riverton Partnership for Wellbeing {n}", "partnership", 18) for n in range(partnerships)]
    bodies = [Node(f"o{n}", f"Riverton Council for Action {n}", "organisation") for n in range(organisations)]
    voices = [Node(f"g{n}", f"People of group {n}", "group", gap=n % 5 == 0) for n in range(groups)]
    subjects = [Node(f"t{n}", f"Theme {n}", "theme") for n in range(themes)]
    weights = [1 / (n + 1) for n in range(organisations // 2)]
    edges = [
        Edge(f"o{body}", board.id, "seat")
        for board in boards
        for body in sorted(set(chance.choices(range(organisations // 2), weights, k=8)))
    ]
    edges += [Edge(board.id, chance.choice(subjects).id, "covers") for board in boards]
    edges += [Edge(body.id, chance.choice(voices).id, "speaks") for body in bodies[: organisations // 3]]
    return replace(sample_map(), nodes=(*boards, *bodies, *voices, *subjects), edges=tuple(edges))
