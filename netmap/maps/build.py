"""From a network and its results to the map: who sits where, who speaks for whom, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from netmap.analyses.coverage import CoverageResult
from netmap.analyses.dominance import DominanceResult
from netmap.analyses.issues import NO_OWNER, ORPHAN, IssuesResult
from netmap.analyses.seating import FILLED, THIRD_SECTOR, VACANT
from netmap.maps.colours import KIND_LOOKS, TIE_LOOKS
from netmap.maps.spec import Count, Edge, Kind, MapSpec, Node, TieKind
from netmap.model.codes import SECTOR
from netmap.model.words import (
    LEVEL_WORDS,
    LEVELS,
    NOT_KNOWN,
    REPRESENTED,
    THEME_WORDS,
    VERDICT_WORDS,
    counted,
)
from netmap.network import Network

MOST_NODES = 400
"""Above this, organisations that sit on one partnership only are left to the tables, and the page says so."""

KINDS = tuple(
    Kind(kind, name, *look)
    for (kind, name), look in zip(
        (
            ("partnership", "partnership"),
            ("third", "third-sector organisation"),
            ("theme", "theme"),
            ("unrecorded", "organisation of unrecorded sector"),
            ("group", "equality group"),
            ("vacancy", "vacant seat"),
            ("public", "public or private body"),
        ),
        KIND_LOOKS,
        strict=True,
    )
)
TIES = tuple(
    TieKind(kind, name, *look)
    for (kind, name), look in zip(
        (
            ("sits", "sits on"),
            ("owns", "has in its remit"),
            ("speaks", "works with"),
            ("vacant", "is vacant on"),
        ),
        TIE_LOOKS,
        strict=True,
    )
)


def build_map(
    network: Network, seats: DominanceResult, groups: CoverageResult, themes: IssuesResult, *, source: str
) -> MapSpec:
    """Who sits where and speaks for whom, and which groups and themes are left without?

    Parameters
        network: the network.
        seats, groups, themes: what the analyses found in it, for one day and one place.
        source: the name of the data, shown on the page.
    Returns
        MapSpec without positions: partnerships, seated organisations, groups, themes and vacant seats.
        Over 400 nodes, organisations on one partnership only are left out and counted.
    Cost
        One step for each node and tie.
    """
    filled = _by_pair(seats)
    gaps = set(groups.system.loc[groups.system["verdict"] != REPRESENTED, "group_id"])
    links = _links(network, set(filled["organisation_id"]), gaps)
    nodes = [
        *_partnerships(seats),
        *_organisations(network, seats, filled, links),
        *_groups(groups),
        *_themes(themes, network),
        *_vacancies(seats),
    ]
    edges = [*_sitting(filled), *_speaking(links), *_owning(themes), *_vacating(seats)]
    kept, caveats = _readable(nodes, edges)
    ids = {node.id for node in kept}
    return MapSpec(
        title=f"Who speaks for whom in {seats.scope or source}",
        question="Who sits where, for whom do they speak, and who is left without a voice?",
        summary=" ".join([seats.headline, groups.headline, themes.headline]),
        as_of=seats.as_of,
        source=source,
        scope=seats.scope,
        kinds=tuple(kind for kind in KINDS if any(node.kind == kind.id for node in kept)),
        ties=tuple(tie for tie in TIES if any(edge.kind == tie.id for edge in edges)),
        nodes=tuple(kept),
        edges=tuple(edge for edge in edges if edge.source in ids and edge.target in ids),
        counts=_counts(network, seats, kept),
        sizes="The more seats an organisation holds, the larger its mark.",
        caveats=(*caveats, *dict.fromkeys([*seats.caveats, *groups.caveats, *themes.caveats])),
    )


def _by_pair(seats: DominanceResult) -> pd.DataFrame:
    """Count the filled seats of each organisation on each partnership."""
    filled = seats.seats[(seats.seats["state"] == FILLED) & seats.seats["organisation_id"].notna()]
    keys = ["organisation_id", "partnership_id"]
    return filled.groupby(keys, as_index=False).agg(seats=("seat_id", "size"), sector=("sector", "first"))


def _links(network: Network, seated: set[str], gaps: set[str]) -> pd.DataFrame:
    """Give the links to groups of seated bodies, and those of unseated ones to groups without a voice."""
    rows = network.table("group-links")
    rows = rows[rows["link"] != "asked_about"]
    return rows[rows["organisation_id"].isin(seated) | rows["group_id"].isin(gaps)]


def _partnerships(seats: DominanceResult) -> list[Node]:
    return [
        Node(
            f"partnership:{row['partnership_id']}",
            row["partnership"],
            "partnership",
            18,
            (
                ("Seats", f"{row['filled']} filled of {row['listed']} listed"),
                ("Third sector", f"{row['third_sector']} of {row['filled']} filled seats"),
            ),
            unknown=not row["listed"],
        )
        for row in seats.places.to_dict("records")
    ]


def _organisations(network: Network, seats: DominanceResult, filled: pd.DataFrame, links: pd.DataFrame) -> list[Node]:
    names = network.names("Organisation")
    sectors = network.table("organisations").drop_duplicates("id").set_index("id")["sector"].to_dict()
    own = filled.groupby("organisation_id").agg(seats=("seats", "sum"), places=("partnership_id", "nunique"))
    third = seats.table().set_index("organisation_id").to_dict("index") if len(seats.table()) else {}
    nodes = []
    for body in sorted({*own.index, *links["organisation_id"]}):
        sector = sectors.get(body)
        held = int(own["seats"].get(body, 0))
        notes = [
            ("Sector", SECTOR.words.get(str(sector), "not recorded")),
            ("Seats", f"{held} on {counted(int(own['places'].get(body, 0)), 'partnership')}"),
        ]
        if body in third:
            row = third[body]
            notes.append(("Of third-sector seats", f"{row['seats']} of {row['of_seats']}"))
            notes.append(("With a current mandate", f"{row['mandated_seats']} of {row['seats']}"))
        nodes.append(
            Node(f"organisation:{body}", names.get(body, body), _kind_of(sector), 8 + 2.5 * held**0.5, tuple(notes))
        )
    return nodes


def _kind_of(sector: object) -> str:
    if sector == THIRD_SECTOR:
        return "third"
    return "unrecorded" if sector is None or sector != sector else "public"


def _groups(groups: CoverageResult) -> list[Node]:
    words = {name: LEVEL_WORDS[level] for level, name in LEVELS.items()}
    voiced = groups.cells[groups.cells["verdict"] == REPRESENTED].groupby("group_id").size()
    total = groups.values["partnerships"]
    return [
        Node(
            f"group:{row['group_id']}",
            row["group"],
            "group",
            12,
            (
                ("Voice", VERDICT_WORDS[row["verdict"]]),
                ("At best", f"the group {words[row['recorded']]}"),
                ("Represented on", f"{voiced.get(row['group_id'], 0)} of {counted(total, 'partnership')}"),
                ("What would change this", row["would_change"]),
            ),
            gap=row["verdict"] not in (REPRESENTED, NOT_KNOWN),
            unknown=row["verdict"] == NOT_KNOWN,
        )
        for row in groups.system.to_dict("records")
    ]


def _themes(themes: IssuesResult, network: Network) -> list[Node]:
    """Give the themes that a partnership owns, and those without an owner."""
    places = network.names("Partnership")
    return [
        Node(
            f"theme:{row['theme_id']}",
            row["theme"],
            "theme",
            10,
            (
                ("Status", THEME_WORDS[row["status"]] + ("" if row["known"] else " (not certain)")),
                ("Owned by", ", ".join(places[each] for each in row["remit"]) or "no recorded partnership"),
                ("Voiced on", ", ".join(places[each] for each in row["voiced_in"]) or "no recorded partnership"),
            ),
            gap=row["status"] in (NO_OWNER, ORPHAN) and row["known"],
            unknown=row["status"] in (NO_OWNER, ORPHAN) and not row["known"],
        )
        for row in themes.table().to_dict("records")
    ]


def _vacant(seats: DominanceResult) -> pd.DataFrame:
    return seats.seats[seats.seats["state"] == VACANT]


def _vacancies(seats: DominanceResult) -> list[Node]:
    return [
        Node(
            f"seat:{row['seat_id']}",
            f"Vacant: {row['role'] or 'seat'}",
            "vacancy",
            9,
            (("Vacant since", row["vacant_from"] or "not recorded"),),
            gap=True,
        )
        for row in _vacant(seats).to_dict("records")
    ]


def _sitting(filled: pd.DataFrame) -> Iterable[Edge]:
    for row in filled.to_dict("records"):
        yield Edge(
            f"organisation:{row['organisation_id']}",
            f"partnership:{row['partnership_id']}",
            "sits",
            counted(row["seats"], "seat"),
            0.8 + 0.6 * row["seats"],
        )


def _speaking(links: pd.DataFrame) -> Iterable[Edge]:
    said = {"led_by": "is led by", "serves": "serves", "advocates_for": "speaks up for"}
    for (body, group), rows in links.groupby(["organisation_id", "group_id"]):
        note = ", ".join(said[link] for link in said if link in set(rows["link"]))
        yield Edge(f"organisation:{body}", f"group:{group}", "speaks", note)


def _owning(themes: IssuesResult) -> Iterable[Edge]:
    for row in themes.table().to_dict("records"):
        for place in row["remit"]:
            voiced = "voiced there" if place in row["voiced_in"] else "not voiced there"
            yield Edge(f"partnership:{place}", f"theme:{row['theme_id']}", "owns", voiced)


def _vacating(seats: DominanceResult) -> Iterable[Edge]:
    for row in _vacant(seats).to_dict("records"):
        yield Edge(f"seat:{row['seat_id']}", f"partnership:{row['partnership_id']}", "vacant")


def _readable(nodes: list[Node], edges: list[Edge]) -> tuple[list[Node], list[str]]:
    """Over the limit, leave organisations with a single tie to the tables, and say how many."""
    if len(nodes) <= MOST_NODES:
        return nodes, []
    ties: dict[str, int] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            ties[end] = ties.get(end, 0) + 1
    kept = [node for node in nodes if not (node.id.startswith("organisation:") and ties.get(node.id, 0) < 2)]
    left = len(nodes) - len(kept)
    return kept, [
        f"To stay readable, {counted(left, 'organisation')} with a single tie are left out of the map; "
        "`netmap analyse dominance` lists them all."
    ]


def _counts(network: Network, seats: DominanceResult, kept: list[Node]) -> tuple[Count, ...]:
    def shown(prefix: str) -> int:
        return sum(node.id.startswith(prefix) for node in kept)

    return (
        Count("partnerships", shown("partnership:"), len(network.names("Partnership"))),
        Count("organisations", shown("organisation:"), len(network.names("Organisation"))),
        Count("equality groups", shown("group:"), shown("group:")),
        Count("themes", shown("theme:"), len(network.names("Theme"))),
        Count("vacant seats", shown("seat:"), len(_vacant(seats))),
    )
