"""The ties between organisations and those for whom their seats speak."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from netmap.maps.ground import KIND_OF, Ground, Row, rows_of
from netmap.maps.spec import Node, Note, Span
from netmap.maps.views.looks import MANDATE
from netmap.maps.views.records import group_node, organisation_node, theme_node
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import held_today, how_chosen, mandates_of_seats
from netmap.maps.views.spans import NO_DAY, joined, sitting_spans
from netmap.model.words import NOTE_CHOSEN, NOTE_SEATS, NOTE_VOICE, listed

MOST_NAMED = 8


def draw_mandates(
    sheet: Sheet, *, places: Collection[str] | None = None, bodies: Collection[str] | None = None
) -> None:
    """Tie organisations to those for whom their seats speak on the day, adding these where they are not there.

    Parameters
        places, bodies: only seats on these partnerships, and of these organisations; None means all.
    """
    ground = sheet.ground
    given = mandates_of_seats(ground)
    found: dict[tuple[str, str, str], list[Row]] = {}
    for (body, place), own in held_today(ground).items():
        if (places is None or place in places) and (bodies is None or body in bodies):
            for mandate in (each for row in own for each in given.get(row["seat_id"], ())):
                key = (body, KIND_OF[mandate["target_kind"]], mandate["target_id"])
                found.setdefault(key, []).append(
                    {**mandate, "spans": _spans(mandate, sitting_spans(ground)[body, place])}
                )
    for (body, kind, target), own in found.items():
        sheet.add(*spoken_for(ground, kind, target))
        sheet.tie(
            f"organisation:{body}",
            f"{kind}:{target}",
            MANDATE,
            notes=_notes(own),
            spans=joined(row["spans"] for row in own),
            records=[f"seat:{row['seat_id']}" for row in own],
        )


def _spans(mandate: Row, sitting: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give when a mandate stands: without days of its own as long as the body sits there."""
    start, end = (mandate[day] or NO_DAY for day in ("start_day", "end_day"))
    return ((start, end),) if start or end else sitting


def _notes(mandates: list[Row]) -> tuple[Note, ...]:
    seats = listed([row["seat_id"] for row in mandates], MOST_NAMED)
    chosen = list(dict.fromkeys(how_chosen(row) for row in mandates))
    current = sum(bool(row["current"]) for row in mandates)
    return (
        (NOTE_SEATS, seats),
        (NOTE_CHOSEN, listed(chosen, MOST_NAMED)),
        (NOTE_VOICE, f"a current mandate on {current} of {len(mandates)}"),
    )


def spoken_for(ground: Ground, kind: str, record: str) -> list[Node]:
    """Give the node of a group, a theme or an organisation for which a seat speaks."""
    if kind == "organisation":
        return [organisation_node(ground, record)]
    if kind == "group":
        return [group_node(ground, row) for row in [group_rows(ground).get(record)] if row]
    return [theme_node(ground, row) for row in [theme_rows(ground).get(record)] if row]


def group_rows(ground: Ground) -> dict[str, Row]:
    """Give the verdict on every group in the whole system."""
    return ground.once("rows of groups", lambda ground: _by(ground.coverage.system, "group_id"))


def theme_rows(ground: Ground) -> dict[str, Row]:
    """Give the status of every theme."""
    return ground.once("rows of themes", lambda ground: _by(ground.issues.rows, "theme_id"))


def _by(table: pd.DataFrame, key: str) -> dict[str, Row]:
    return {row[key]: row for row in rows_of(table)}
