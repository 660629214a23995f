"""Who holds the third sector's seats: organisations by seats, and the partnerships they sit on."""

from __future__ import annotations

from netmap.analyses.dominance.places import TOO_FEW
from netmap.analyses.seating import THIRD_SECTOR
from netmap.maps.ground import Ground, Row, rows_of
from netmap.maps.spec import Count, MapSpec, Note
from netmap.maps.views.facets import facets_of
from netmap.maps.views.finishing import BY_SEATS, Telling, narrowed
from netmap.maps.views.records import by_seats, organisation_node, partnership_node
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import draw_seats
from netmap.maps.views.spans import sitting_spans
from netmap.model.words import CLASSIFICATION, NOTE_LARGEST, NOTE_OWN_VOICE, counted, listed, percent

ANALYSES: dict[str, tuple[str, ...]] = {"dominance": (), "health": ("heavy_load",)}
SINGLE, NO_VOTE = "single_organisation_partnership", "partnership_without_third_sector_vote"


def dominance(ground: Ground, focus: str = "", steps: int = 1) -> MapSpec:
    """Do a few organisations hold most of the third sector's seats, and do they speak for others there?"""
    return narrowed(_sheet(ground), _telling(ground), focus, steps)


def _sheet(ground: Ground) -> Sheet:
    sheet = Sheet(ground)
    places = rows_of(ground.dominance.places)
    sheet.add(*(partnership_node(ground, row["partnership_id"], _place_notes(row)) for row in places))
    shares = {row["organisation_id"]: row for row in rows_of(ground.dominance.rows)}
    for body in sorted({body for body, _ in sitting_spans(ground, observers=False)}):
        if facets_of(ground).sectors.get(body, THIRD_SECTOR) == THIRD_SECTOR:
            row = shares.get(body)
            size, notes = by_seats(row["seats"] if row else 0), _voice_notes(row)
            sheet.add(organisation_node(ground, body, notes, size=size), by_ties=True)
    draw_seats(sheet, observers=False)
    return sheet


def _voice_notes(row: Row | None) -> tuple[Note, ...]:
    if row is None:
        return ()
    return ((NOTE_OWN_VOICE, f"{row['voice']:.1f} of {row['of_seats']} seats ({percent(row['voice_share'])})"),)


def _place_notes(row: Row) -> tuple[Note, ...]:
    if not row["largest"]:
        return ((NOTE_LARGEST, "no third-sector organisation holds a seat that counts"),)
    said = f"{row['largest']}, {percent(row['cr1'])} of {counted(row['third_sector'], 'third-sector seat')}"
    found = row["class"]
    why = "too few seats to compare shares" if found == TOO_FEW else CLASSIFICATION.get(str(found), "")
    return ((NOTE_LARGEST, said + (f"; {why}" if why else "")),)


def _telling(ground: Ground) -> Telling:
    result = ground.dominance
    seats = result.values["third_sector_seats_with_unrecorded_sector"]
    return Telling(
        view="dominance",
        title=f"Who holds the seats, and for whom: {ground.place}",
        question="Do a few organisations hold most of the third sector's seats, and do they speak for others there?",
        summary=" ".join([result.headline, _boards_said(ground)]),
        analyses=ANALYSES,
        totals={
            "partnerships": len(ground.network.names("Partnership")),
            "organisations": len(ground.network.names("Organisation")),
        },
        counts=lambda sheet: (Count("third-sector seats", len(sheet.drawn_for), seats),),
        caveats=("Seats of observers and of public and private bodies are not drawn.", *result.caveats),
        sizes=BY_SEATS,
    )


def _boards_said(ground: Ground) -> str:
    found = {kind: [each for each in ground.dominance.findings if each.type == kind] for kind in (SINGLE, NO_VOTE)}
    alone, without = (
        [ground.name("partnership", finding.subjects[0]) for finding in found[kind]] for kind in (SINGLE, NO_VOTE)
    )
    of = counted(len(ground.partnerships), "partnership")
    if not ground.partnerships:
        return "No partnership is recorded."
    return (
        f"On {len(alone)} of {of} one organisation holds every third-sector seat{_named(alone)}; "
        f"on {len(without)} the sector is recorded without a vote{_named(without)}."
    )


def _named(places: list[str]) -> str:
    return f" ({listed(places, 3)})" if places else ""
