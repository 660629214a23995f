"""A small map, worded as the views word theirs, whose private parts can be chosen: names, seats, counts and days."""

from __future__ import annotations

from dataclasses import dataclass

from netmap.analyses.result import SEVERITY_ORDER
from netmap.maps.publishing import Private
from netmap.maps.spec import Count, Edge, Facet, MapFinding, MapSpec, Node, Note
from netmap.maps.views import looks
from netmap.model import words
from netmap.model.words import counted, listed, percent

DAY = "2026-06-30"
BOARD, BODY, OTHER, GROUP, THEME = (
    "partnership:P-HWB",
    "organisation:age-forward",
    "organisation:villages",
    "group:older",
    "theme:loneliness",
)
TOTAL = 60


@dataclass(frozen=True)
class Secrets:
    """What the public must not see: `held`, `other` and `vacant` are counts of seats, the names are of people."""

    people: tuple[str, ...]
    seats: tuple[str, ...]
    held: int
    other: int
    vacant: int
    start: str

    @property
    def private(self) -> Private:
        """Give the names and ids, as they are read from a network."""
        return Private(frozenset(self.people), frozenset(self.seats))


def world(secrets: Secrets) -> MapSpec:
    """Give the map of one world, with everything in it."""
    return MapSpec(
        view="overview",
        title="Who sits where, and for whom: Riverton",
        question="Who sits where, for whom do they speak, and who is left without a voice?",
        summary=_summary(secrets),
        as_of=DAY,
        source="riverton",
        scope="",
        kinds=tuple(looks.KINDS[kind] for kind in _KINDS),
        ties=tuple(looks.TIES.values()),
        nodes=_nodes(secrets),
        edges=_edges(secrets),
        facets=(Facet("sector", "sector"), Facet("area", "area")),
        findings=_findings(secrets),
        counts=(Count("partnerships", 1, 1), Count("vacant seats", secrets.vacant, secrets.vacant)),
        caveats=(
            f"The sector is not recorded for the organisations behind {secrets.other} of {TOTAL} seats.",
            f"With a person and no organisation: {counted(secrets.other, 'filled seat')}; they widen the bounds.",
            "65 of 134 organisations were never asked which groups they work with.",
        ),
        sizes="The more seats an organisation holds, the larger its mark.",
        opens_on=(BOARD, *(f"seat:{seat}" for seat in _vacant(secrets))),
    )


_KINDS = (looks.PARTNERSHIP, looks.THIRD, looks.THEME, looks.UNRECORDED, looks.GROUP, looks.VACANCY, looks.PUBLIC)


def _vacant(secrets: Secrets) -> tuple[str, ...]:
    return secrets.seats[1 : 1 + secrets.vacant]


def _share(secrets: Secrets) -> str:
    return percent(secrets.held / TOTAL)


def _summary(secrets: Secrets) -> str:
    return (
        f"Age Forward holds {secrets.held} of {TOTAL} third-sector seats ({_share(secrets)}) on 6 of 12 partnerships. "
        f"Health Board has {counted(secrets.held + secrets.other, 'seat')} on record: {secrets.held} filled, "
        f"{secrets.other} of them by third-sector organisations; {secrets.vacant} vacant. Of 35 equality groups, 3 are "
        f"represented there and 2 not known. {secrets.people[0]} sits there for {secrets.seats[0]}, and "
        "Forum of 5 Villages too."
    )


def _nodes(secrets: Secrets) -> tuple[Node, ...]:
    seats: tuple[Note, ...] = (
        (words.NOTE_SEATS, f"{secrets.held} filled of {secrets.held + secrets.vacant} listed"),
        (words.NOTE_VACANT, listed(_vacant(secrets))),
        (words.NOTE_NO_BODY, listed(secrets.people)),
        (words.NOTE_LARGEST, f"Age Forward, {_share(secrets)} of {counted(secrets.held, 'third-sector seat')}"),
    )
    own: tuple[Note, ...] = (
        (words.NOTE_SECTOR, "third sector"),
        (words.NOTE_SEATS, f"{secrets.held} on 6 partnerships"),
        (words.NOTE_SHARE, f"{secrets.held} of {TOTAL}"),
        (words.NOTE_OWN_VOICE, f"{secrets.held / 2:.1f} of {TOTAL} seats ({_share(secrets)})"),
    )
    area = (("area", ("Ward 5",)),)
    voice = ((words.NOTE_VOICE, "represented"), (words.NOTE_PLACES, "2 of 12 partnerships; not known for 3"))
    change = ((words.NOTE_CHANGE, f"the end of seat {secrets.seats[0]}"), (words.NOTE_PEOPLE, str(secrets.other)))
    breaks = ((words.NOTE_BREAKS, f"{counted(secrets.held, 'person')} leaves"),)
    span = ((secrets.start, ""),)
    return (
        Node(BOARD, "Health Board", looks.PARTNERSHIP, 18.0, seats, facets=area),
        Node(BODY, "Age Forward", looks.THIRD, 8 + 2.5 * secrets.held**0.5, own, facets=(("sector", ()), *area)),
        Node(OTHER, "Forum of 5 Villages", looks.PUBLIC, 8 + secrets.other, spans=span),
        Node(GROUP, "Older people", looks.GROUP, 12.0, (*voice, *change)),
        Node(THEME, "Loneliness", looks.THEME, 10.0, ((words.NOTE_STATUS, "owned and voiced"), *breaks)),
        Node(f"seat:{secrets.seats[0]}", f"Holder of {secrets.seats[0]}", looks.UNRECORDED, 9.0, seats[2:3]),
        *(
            Node(f"seat:{seat}", f"Vacant: {secrets.people[-1]}", looks.VACANCY, 9.0, gap=True, spans=span)
            for seat in _vacant(secrets)
        ),
    )


def _edges(secrets: Secrets) -> tuple[Edge, ...]:
    held: tuple[Note, ...] = (
        (words.NOTE_SEATS, counted(secrets.held, "seat")),
        (words.NOTE_HELD_BY, listed([f"{name} (chair)" for name in secrets.people])),
        (words.NOTE_ROLE, f"chair for {secrets.people[0]}"),
        (words.NOTE_TERMS, f"{secrets.start} to no end recorded"),
    )
    carried: tuple[Note, ...] = (
        (words.NOTE_STATUS, "heard there"),
        (words.NOTE_CARRIED, f"Age Forward ({counted(secrets.held, 'seat')})"),
        (words.NOTE_BREAKS, f"the holder of {secrets.seats[0]} leaves"),
    )
    span, width = ((secrets.start, ""),), 0.8 + 0.6 * secrets.held
    tenures = (
        Edge(BODY, BOARD, looks.SITS, (*held, ("Row", str(row))), width, span, f"sits|{row}|{seat}")
        for row, seat in enumerate(secrets.seats[: 1 + secrets.other])
    )
    return (
        *tenures,
        Edge(OTHER, BOARD, looks.SITS, held, width, span, f"sits|{secrets.seats[0]}"),
        Edge(OTHER, BOARD, looks.ENDED, held, width, (), "ended"),
        Edge(BOARD, THEME, looks.HEARS, carried, id=f"hears|{secrets.seats[-1]}"),
        Edge(GROUP, BOARD, looks.REPRESENTED, ((words.NOTE_ROUTE, f"Board → {secrets.people[0]}"),), id="voice"),
        Edge(BODY, GROUP, looks.MANDATE, ((words.NOTE_SEATS, listed(secrets.seats)),), id="mandate"),
        Edge(f"seat:{secrets.seats[0]}", BOARD, looks.SITS, held[1:], id=f"sits|{secrets.people[0]}"),
        *(
            Edge(f"seat:{seat}", BOARD, looks.VACANT, (), 1.5, span, f"vacant|{seat}|{BOARD}")
            for seat in _vacant(secrets)
        ),
    )


def _findings(secrets: Secrets) -> tuple[MapFinding, ...]:
    said = {1: "The only third-sector seat", 2: "Both third-sector seats"}
    alone = said.get(secrets.held, f"All {secrets.held} third-sector seats")
    evidence = ((secrets.seats[0], f"seat on Health Board, held by {secrets.people[0]} (minutes of March, 2026-03)"),)
    vacant = tuple(f"seat:{seat}" for seat in _vacant(secrets))

    def found(kind: str, severity: str, statement: str, *nodes: str, edges: tuple[str, ...] = ()) -> MapFinding:
        change, action = f"another holder of {secrets.seats[0]}", f"Ask {secrets.people[0]} about it."
        return MapFinding(f"{kind}:x", severity, statement, nodes, edges, evidence, change, (action,))

    every = (
        found(
            "dominance",
            "medium",
            f"Age Forward holds {secrets.held} of {TOTAL} third-sector seats ({_share(secrets)}), on 6 of 12 "
            f"partnerships. Its own voice is {secrets.held / 2:.1f} of {TOTAL} seats ({_share(secrets)}).",
            BODY,
        ),
        found(
            "single-voice",
            "high" if secrets.held > 1 else "medium",
            f"{alone} of Health Board {'is' if secrets.held == 1 else 'are'} held by Age Forward. This is not certain: "
            f"the organisation is not recorded for {counted(secrets.other, 'seat')} there.",
            BOARD,
            BODY,
            edges=(f"sits|0|{secrets.seats[0]}",),
        ),
        found(
            "no-vote", "medium", f"Health Board has no vote among its {counted(secrets.held, 'filled seat')}.", BOARD
        ),
        found("coverage", "low", f"Older people: {counted(secrets.other, 'open record')} could change that.", GROUP),
        found("vacancy", "low", f"Health Board: {secrets.vacant} of {TOTAL} seats, {listed(vacant)}.", BOARD, *vacant),
        found("load", "low", f"{secrets.people[0]} holds {secrets.held} of {TOTAL} filled seats.", BODY),
        found("single-person", "low", f"If the holder of {secrets.seats[0]} left, nobody would carry it.", THEME),
        found("last-voice", "low", f"No mandate but that of the holder of {secrets.seats[0]}.", BOARD),
    )
    return tuple(sorted(every, key=lambda each: SEVERITY_ORDER[each.severity]))
