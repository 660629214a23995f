"""Who pays twice: funders and those they pay, and where several may pay for the same thing at the same time."""

from __future__ import annotations

from netmap.analyses.duplication.pairs import MAY_BE
from netmap.analyses.duplication.relations import UNKNOWN
from netmap.maps.ground import Ground
from netmap.maps.spec import Count, MapSpec
from netmap.maps.views.awards import awards_of, draw_awards
from netmap.maps.views.finishing import Telling, narrowed
from netmap.maps.views.looks import OVERLAP
from netmap.maps.views.overlaps import draw_overlaps, draw_unknown
from netmap.maps.views.records import organisation_node
from netmap.maps.views.sheet import Sheet
from netmap.model.words import counted

ANALYSES: dict[str, tuple[str, ...]] = {"duplication": ()}
SIZES = "The larger a mark, the more awards the organisation pays or is paid."


def funding(ground: Ground, focus: str = "", steps: int = 1) -> MapSpec:
    """Who pays whom, and where may several funders pay twice for the same thing?"""
    return narrowed(_sheet(ground), _telling(ground), focus, steps)


def _sheet(ground: Ground) -> Sheet:
    sheet = Sheet(ground)
    awards: dict[str, int] = {}
    for row in awards_of(ground).rows:
        for body in (row["funder_id"], row["recipient_id"]):
            awards[body] = awards.get(body, 0) + 1
    for body in sorted(awards):
        sheet.add(organisation_node(ground, body, size=min(8 + 2.0 * awards[body] ** 0.5, 30.0)), by_ties=True)
    draw_overlaps(sheet)
    draw_unknown(sheet)
    draw_awards(sheet)
    return sheet


def _telling(ground: Ground) -> Telling:
    awards, result = awards_of(ground), ground.duplication
    live = awards.live
    said = f"On the day {len(live):,} of {counted(awards.total, 'award')} run or may run." if awards.total else ""
    return Telling(
        view="funding",
        title=f"Who may be paying twice for the same: {ground.place}",
        question="Who pays whom, and where may several funders pay separately for the same work?",
        summary=f"{result.headline} {said}".strip(),
        analyses=ANALYSES,
        totals={"organisations": len(ground.network.names("Organisation"))},
        counts=_counts,
        caveats=(*_not_recorded(ground), *result.caveats),
        sizes=SIZES,
    )


def _counts(sheet: Sheet) -> tuple[Count, ...]:
    """Count the awards and the overlaps of the day; the total of these is of all times."""
    awards, here = awards_of(sheet.ground), sheet.standing()
    running = [name for name in here if sheet.nodes[name].kind == OVERLAP and not sheet.nodes[name].unknown]
    return (
        Count("awards", sum(f"award:{award}" in sheet.drawn_for for award in awards.live), awards.total),
        Count("possible double payments", len(running), len(sheet.ground.duplication.overlaps)),
    )


def _not_recorded(ground: Ground) -> list[str]:
    """Say of how many awards the function or the days are not recorded, and how these are drawn."""
    awards = awards_of(ground)
    undated = {row["award_id"] for row in awards.rows if not (row["start_day"] and row["end_day"])}
    of = counted(awards.total, "award")
    said = []
    if awards.without_function:
        said.append(f"{awards.without_function:,} of {of} name no function: drawn as money paid, never as paid twice.")
    if undated:
        said.append(f"{len(undated):,} of {of} lack a start or an end: that side is not known and is drawn as open.")
    pairs = ground.duplication.details["relations"]
    pairs = pairs[(pairs["relation"] == UNKNOWN) & (pairs["why"] == MAY_BE)]
    listed, every = int(pairs["listed"].sum()), int(pairs["pairs"].sum())
    if listed < every:
        said.append(f"{listed:,} of {counted(every, 'pair')} that may or may not be paid twice are drawn as not known.")
    return said
