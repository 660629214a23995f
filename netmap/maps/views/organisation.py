"""One organisation: where it sits, for whom it speaks, what it belongs to, and who pays it or is paid by it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from netmap.analyses.seating import OBSERVER
from netmap.maps.ground import Ground
from netmap.maps.spec import MapSpec
from netmap.maps.views.awards import awards_of, draw_awards, runs
from netmap.maps.views.finishing import BY_SEATS, Telling, finished
from netmap.maps.views.groups import draw_links, group_links
from netmap.maps.views.looks import BRANCH, MEMBER, WORKS_ON
from netmap.maps.views.mandates import draw_mandates, spoken_for
from netmap.maps.views.overview import overview_sheet, totals
from netmap.maps.views.records import organisation_node, partnership_node
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import draw_seats, held_today, mandates_of_seats
from netmap.maps.views.spans import sitting_spans
from netmap.model.words import counted

ANALYSES: dict[str, tuple[str, ...]] = dict.fromkeys(("dominance", "coverage", "duplication", "issues", "health"), ())
LEAST_SIZE = 22.0


def organisation(ground: Ground, focus: str, steps: int = 1) -> MapSpec:
    """Where does this organisation sit, for whom does it speak, and who pays it?"""
    body = focus.partition(":")[2]
    sheet = _sheet(ground, body)
    if steps > 1:
        whole = overview_sheet(ground)
        sheet.take(whole, whole.around(sheet.nodes, steps - 1))
    return finished(sheet, _telling(ground, body))


def _sheet(ground: Ground, body: str) -> Sheet:
    sheet = Sheet(ground)
    node = organisation_node(ground, body)
    sheet.add(replace(node, size=max(node.size, LEAST_SIZE)))
    places = sorted({place for other, place in sitting_spans(ground) if other == body})
    sheet.add(*(partnership_node(ground, place) for place in places), by_ties=True)
    draw_seats(sheet)
    draw_mandates(sheet, bodies={body})
    for other, group in group_links(ground):
        if other == body:
            sheet.add(*spoken_for(ground, "group", group))
    draw_links(sheet)
    _draw_themes(sheet, body)
    _draw_lines(sheet, body)
    _draw_money(sheet, body)
    return sheet


def _draw_themes(sheet: Sheet, body: str) -> None:
    rows = sheet.ground.network.table("organisation-themes")
    for theme in rows.loc[rows["organisation_id"] == body, "theme_id"]:
        sheet.add(*spoken_for(sheet.ground, "theme", theme))
        sheet.tie(f"organisation:{body}", f"theme:{theme}", WORKS_ON)


def _draw_lines(sheet: Sheet, body: str) -> None:
    """Draw the bodies that it is a branch or a member of, and its own branches and members."""
    for table, ends, kind in (
        ("branches", ("branch_id", "parent_id"), BRANCH),
        ("memberships", ("member_id", "body_id"), MEMBER),
    ):
        for one, other in _pairs(sheet.ground.network.table(table), ends, body):
            sheet.add(*(organisation_node(sheet.ground, each) for each in (one, other)))
            sheet.tie(f"organisation:{one}", f"organisation:{other}", kind)


def _pairs(rows: pd.DataFrame, ends: tuple[str, str], body: str) -> list[tuple[str, str]]:
    own = rows[(rows[ends[0]] == body) | (rows[ends[1]] == body)]
    return list(zip(own[ends[0]], own[ends[1]], strict=True))


def _draw_money(sheet: Sheet, body: str) -> None:
    """Draw who pays it and whom it pays; money among these others is left to the view of funding."""
    own = Sheet(sheet.ground)
    for row in awards_of(sheet.ground).rows:
        if body in (row["funder_id"], row["recipient_id"]):
            both = (row["funder_id"], row["recipient_id"])
            own.add(*(organisation_node(sheet.ground, each) for each in both), by_ties=True)
    draw_awards(own)
    centre = f"organisation:{body}"
    own.edges = {name: edge for name, edge in own.edges.items() if centre in (edge.source, edge.target)}
    own.drawn_for = {key: [name for name in names if name in own.edges] for key, names in own.drawn_for.items()}
    sheet.take(own, own.nodes)


def _telling(ground: Ground, body: str) -> Telling:
    name = ground.name("organisation", body)
    return Telling(
        view="organisation",
        title=f"{name}: where it sits, and for whom?",
        question=f"Where does {name} sit, for whom does it speak, and who pays it or is paid by it?",
        summary=" ".join([_seats_said(ground, name, body), _money_said(ground, name, body)]),
        analyses=ANALYSES,
        totals=totals(ground),
        caveats=ground.dominance.caveats,
        sizes=BY_SEATS,
        about=f"organisation:{body}",
    )


def _seats_said(ground: Ground, name: str, body: str) -> str:
    held = [row for (other, _), own in held_today(ground).items() if other == body for row in own]
    boards, given = {row["partnership_id"] for row in held}, mandates_of_seats(ground)
    mandated = sum(any(mandate["current"] for mandate in given.get(row["seat_id"], ())) for row in held)
    watching = sum(row["capacity"] == OBSERVER for row in held)
    as_observer = f" ({watching} as observer)" if watching else ""
    every = counted(len(ground.seating.filled), "filled seat")
    if not held:
        return f"{name} holds none of {every} on record."
    return (
        f"{name} holds {len(held)} of {every}{as_observer}, on {len(boards)} of "
        f"{counted(len(ground.partnerships), 'partnership')}; {mandated} of {counted(len(held), 'seat')} "
        f"{'carries' if mandated == 1 else 'carry'} a current mandate."
    )


def _money_said(ground: Ground, name: str, body: str) -> str:
    awards = awards_of(ground)
    live = [row for row in awards.rows if runs(row, ground.as_of)]
    if not awards.total:
        return "No award is recorded."
    paid = {row["award_id"] for row in live if row["recipient_id"] == body}
    given = {row["award_id"] for row in live if row["funder_id"] == body}
    return (
        f"Of {counted(awards.total, 'award')} on record, {len(paid)} that run or may run on the day are paid to it "
        f"and {len(given)} are paid by it."
    )
