"""How issues travel: themes, the partnerships that own and hear them, and who could pass them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from netmap.analyses.issues.links import PERSON
from netmap.analyses.result import capital
from netmap.analyses.trees import Tree
from netmap.maps.ground import Ground, Row, rows_of
from netmap.maps.spec import MapSpec, Note
from netmap.maps.views.finishing import Telling, finished, narrowed
from netmap.maps.views.looks import MANDATE, RELAY, VOICED, WORKS_ON
from netmap.maps.views.mandates import theme_rows
from netmap.maps.views.records import named, organisation_node, partnership_node, theme_node
from netmap.maps.views.remits import carried_notes, carriers, draw_remits, records_of
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import draw_seats
from netmap.model.words import (
    NOTE_BREAKS,
    NOTE_CARRIED,
    NOTE_SHARED_BODY,
    NOTE_SHARED_PERSON,
    NOTE_THEMES,
    THEME_WORDS,
    counted,
    listed,
)

ANALYSES: dict[str, tuple[str, ...]] = {"issues": ()}
MOST_NAMED = 8


def issue(ground: Ground, focus: str = "", steps: int = 1) -> MapSpec:
    """How does each issue reach a partnership that owns it, and what would break that way?

    A theme as the focus shows its own routes, with the organisations that carry it; another record its neighbourhood.
    """
    kind, _, record = focus.partition(":")
    if kind == "theme":
        return finished(_routes(ground, record, steps), _telling_of(ground, theme_rows(ground)[record]))
    return narrowed(_sheet(ground, theme_rows(ground).values()), _telling(ground), focus, steps)


def _sheet(ground: Ground, themes: Iterable[Row]) -> Sheet:
    sheet, rows = Sheet(ground), list(themes)
    wanted = {row["theme_id"] for row in rows}
    relays = [row for row in rows_of(ground.issues.details["relays"]) if row["theme_id"] in wanted]
    places = {place for row in rows for place in (*row["remit"], *row["voiced_in"])}
    places |= {place for row in relays for place in row["through"]}
    sheet.add(*(theme_node(ground, row, _cut_notes(row)) for row in rows))
    sheet.add(*(partnership_node(ground, place) for place in ground.partnerships if place in places))
    draw_remits(sheet)
    for row in rows:
        _draw_voiced(sheet, row)
    _draw_relays(sheet, relays)
    return sheet


def _cut_notes(row: Row) -> tuple[Note, ...]:
    """Say how few must leave before nobody carries a theme to those that own it."""
    heard = [place for place in row["remit"] if place in row["voiced_in"]]
    if not heard:
        return ()
    people, bodies = row["person_cut_remit"], row["organisation_cut_remit"]
    said = [
        f"{counted(int(count), noun)} {'leaves' if count == 1 else 'leave'}"
        for count, noun in ((people, "person"), (bodies, "organisation"))
        if count not in (None, float("inf"))
    ]
    said = [each.replace("persons", "people") for each in said]
    return ((NOTE_BREAKS, f"{' or '.join(said)}: then no owner hears it"),) if said else ()


def _draw_voiced(sheet: Sheet, row: Row) -> None:
    """Tie a theme to the partnerships where it is voiced and that do not own it."""
    owners = set(row["remit"])
    for place, seats in carriers(sheet.ground, row["theme_id"]).items():
        if place not in owners:
            sheet.tie(
                f"theme:{row['theme_id']}",
                f"partnership:{place}",
                VOICED,
                notes=carried_notes(sheet.ground, seats),
                records=records_of(row["theme_id"], place, seats),
            )


def _draw_relays(sheet: Sheet, relays: Iterable[Row]) -> None:
    """Tie partnerships along the shortest ways from where an issue is voiced to an owner that does not hear it."""
    steps: dict[tuple[str, str], list[tuple[Row, str, str, str]]] = {}
    for row in relays:
        if row["from_id"]:
            way = [row["from_id"], *row["through"], row["partnership_id"]]
            shared = zip(pairwise(way), row["by_ids"], row["by"], row["by_kind"], strict=True)
            for pair, who, name, kind in shared:
                steps.setdefault(pair, []).append((row, who, name, kind))
    for (one, other), own in steps.items():
        sheet.tie(
            f"partnership:{one}", f"partnership:{other}", RELAY, notes=_relay_notes(sheet.ground, (one, other), own)
        )


def _relay_notes(ground: Ground, places: tuple[str, str], own: list[tuple[Row, str, str, str]]) -> tuple[Note, ...]:
    themes = listed([row["theme"] for row, _, _, _ in own], MOST_NAMED)
    people = {who: name for _, who, name, kind in own if kind == PERSON}
    bodies = sorted({name for _, _, name, kind in own if kind != PERSON})
    held = [seat for who in people for seat in _seats_of(ground, who, places)]
    notes: list[Note] = [(NOTE_THEMES, themes)]
    if people:
        notes += [(NOTE_CARRIED, f"the holder of {listed(held, MOST_NAMED)}")]
        notes += [(NOTE_SHARED_PERSON, listed(sorted(people.values()), MOST_NAMED))]
    notes += [(NOTE_SHARED_BODY, listed(bodies, MOST_NAMED))] if bodies else []
    breaks = [
        f"{row['theme']}: {' or '.join(f'the holder of {_seats_said(ground, who)}' for who in leaving)} leaves"
        for row, _, _, _ in own
        if (leaving := row["breaks_if_leaves_ids"])
    ]
    return (*notes, *([(NOTE_BREAKS, listed(breaks, MOST_NAMED))] if breaks else []))


def _seats_said(ground: Ground, person: str) -> str:
    return listed(_seats_of(ground, person), MOST_NAMED)


def _seats_of(ground: Ground, person: str, places: Iterable[str] = ()) -> list[str]:
    """Name the seats that a person holds, on some partnerships or on all."""
    held: dict[str, list[tuple[str, str]]] = ground.once("seats of people", _seats_of_people)
    wanted = set(places)
    return [seat for seat, place in held.get(person, ()) if not wanted or place in wanted]


def _seats_of_people(ground: Ground) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    rows = ground.seating.filled.dropna(subset=["representative_id"]).sort_values("seat_id")
    for person, seat, place in zip(rows["representative_id"], rows["seat_id"], rows["partnership_id"], strict=True):
        found.setdefault(person, []).append((seat, place))
    return found


def _routes(ground: Ground, theme: str, steps: int) -> Sheet:
    """Draw one theme with its owners, where it is voiced, who carries it there, and who could pass it on."""
    sheet = _sheet(ground, [theme_rows(ground)[theme]])
    below = Tree(ground.network.table("themes")).down(theme)
    rows = ground.network.table("organisation-themes")
    working = set(rows.loc[rows["theme_id"].isin(below), "organisation_id"])
    carrying = {body for seats in carriers(ground, theme).values() for _, _, body in seats}
    for body in sorted(working | carrying):
        sheet.add(organisation_node(ground, body))
        sheet.tie(f"organisation:{body}", f"theme:{theme}", WORKS_ON if body in working else MANDATE)
    draw_seats(sheet)
    if steps > 1:
        whole = _sheet(ground, theme_rows(ground).values())
        sheet.take(whole, whole.around(sheet.nodes, steps - 1))
    return sheet


def _telling(ground: Ground) -> Telling:
    return Telling(
        view="issue",
        title=f"How issues travel, and what gets stuck: {ground.place}",
        question="How does each issue reach a partnership that owns it, and what would break that way?",
        summary=ground.issues.headline,
        analyses=ANALYSES,
        totals={"themes": len(ground.issues.rows), "partnerships": len(ground.network.names("Partnership"))},
        caveats=ground.issues.caveats,
    )


def _telling_of(ground: Ground, row: Row) -> Telling:
    theme, whole = row["theme"], _telling(ground)
    owners, heard = (named(ground, row[each]) or "no recorded partnership" for each in ("remit", "voiced_in"))
    of = counted(len(ground.partnerships), "partnership")
    sure = "" if row["known"] else " (not certain)"
    return replace(
        whole,
        title=f"How {theme} reaches its owners, and what breaks that",
        question=f"How does {theme} reach a partnership that owns it, and what would break that way?",
        summary=f"{capital(theme)} is {THEME_WORDS[row['status']]}{sure}. It is in the remit of {len(row['remit'])} of "
        f"{of} ({owners}) and voiced on {len(row['voiced_in'])} ({heard}).",
        totals={**whole.totals, "organisations": len(ground.network.names("Organisation"))},
    )
