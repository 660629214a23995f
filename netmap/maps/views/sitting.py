"""The ties between organisations and partnerships, with who holds the seats and for whom they speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from netmap.analyses.seating import ENDED as PAST_TERM
from netmap.analyses.seating import FILLED, OBSERVER, THIRD_SECTOR
from netmap.maps.ground import KIND_OF, Ground, Row, rows_of
from netmap.maps.spec import Note, Span
from netmap.maps.views.looks import ENDED, SITS
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.spans import NO_DAY, sitting_spans, tenures
from netmap.model.codes import CAPACITY, ROUTE
from netmap.model.words import (
    NOTE_HELD_BY,
    NOTE_ROLE,
    NOTE_SEATS,
    NOTE_SPEAKS_FOR,
    NOTE_TERMS,
    counted,
    listed,
)

Pair = tuple[str, str]
MOST_NAMED = 8
"""Names in one note; a longer list says how many more there are."""


def draw_seats(sheet: Sheet, *, observers: bool = True) -> None:
    """Tie every organisation on the sheet to the partnerships on which it has, had or is to have a seat."""
    ground = sheet.ground
    held = held_today(ground)
    for (body, place), spans in sitting_spans(ground, observers).items():
        own = [row for row in held.get((body, place), ()) if observers or row["capacity"] != OBSERVER]
        sheet.tie(
            f"organisation:{body}",
            f"partnership:{place}",
            SITS,
            notes=_notes(ground, own, _terms(ground, (body, place))),
            width=0.8 + 0.6 * max(len(own), 1),
            spans=spans,
            records=[f"seat:{row['seat_id']}" for row in own],
        )


def draw_ended(sheet: Sheet) -> None:
    """Tie to each partnership on the sheet who is still listed there after the end of the term."""
    rows = tenures(sheet.ground)
    last = rows[rows["state"] == PAST_TERM].sort_values(["seat_id", "end"]).drop_duplicates("seat_id", keep="last")
    found: dict[Pair, list[Row]] = {}
    for row in rows_of(last):
        found.setdefault((row["organisation_id"], row["partnership_id"]), []).append(row)
    for (body, place), own in found.items():
        said = listed([f"{row['seat_id']} until {row['end']}" for row in own], MOST_NAMED)
        sheet.tie(
            f"organisation:{body}",
            f"partnership:{place}",
            ENDED,
            notes=((NOTE_TERMS, said), (NOTE_ROLE, _roles(own))),
            spans=((min(row["end"] for row in own), NO_DAY),),
            records=[f"seat:{row['seat_id']}" for row in own],
        )


def held_today(ground: Ground) -> Mapping[Pair, list[Row]]:
    """Give the seats that each organisation holds on each partnership on the day."""
    return ground.once("held today", _held_today)


def _held_today(ground: Ground) -> dict[Pair, list[Row]]:
    seats = ground.seating.seats
    found: dict[Pair, list[Row]] = {}
    for row in rows_of(seats[(seats["state"] == FILLED) & seats["organisation_id"].notna()]):
        found.setdefault((row["organisation_id"], row["partnership_id"]), []).append(row)
    return found


def _notes(ground: Ground, own: list[Row], terms: str) -> tuple[Note, ...]:
    notes = [(NOTE_SEATS, counted(len(own), "seat") if own else "none on the day")]
    named = [row for row in own if row["representative"]]
    if own:
        said = [f"{row['representative']} ({role_words(row)})" for row in named]
        notes.append((NOTE_HELD_BY, listed(said, MOST_NAMED) or "nobody is named"))
        notes.append((NOTE_ROLE, _roles(own)))
        notes.append((NOTE_SPEAKS_FOR, listed(_speaks_for(ground, own), MOST_NAMED)))
    return (*notes, *([(NOTE_TERMS, terms)] if terms else []))


def _roles(own: Iterable[Row]) -> str:
    return listed(list(dict.fromkeys(role_words(row) for row in own)), MOST_NAMED)


def role_words(row: Row) -> str:
    """Say the role of a seat and whether it may vote, where that is recorded."""
    vote = "" if row.get("voting") is None else ", voting" if row["voting"] else ", without a vote"
    return f"{row['role'] or 'member'}{vote}"


def _speaks_for(ground: Ground, own: Iterable[Row]) -> list[str]:
    """Say once each for whom some seats speak."""
    given = mandates_of_seats(ground)
    said: dict[str, None] = {}
    for row in own:
        mandates = given.get(row["seat_id"], ())
        texts = [mandate_words(ground, mandate) for mandate in mandates] or [_without_mandate(row)]
        said |= dict.fromkeys(texts)
    return list(said)


def _without_mandate(row: Row) -> str:
    if row["mandate_recorded"]:
        return "nobody beyond itself"
    if row["capacity"] and row["sector"] != THIRD_SECTOR:
        return f"itself ({CAPACITY.words[row['capacity']]})"
    return "not recorded"


def mandates_of_seats(ground: Ground) -> Mapping[str, list[Row]]:
    """Give the mandates on the day by seat."""
    return ground.once("mandates of seats", _mandates_of_seats)


def _mandates_of_seats(ground: Ground) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows_of(ground.seating.mandates):
        found.setdefault(row["seat_id"], []).append(row)
    return found


def mandate_words(ground: Ground, mandate: Mapping[str, Any]) -> str:
    """Say for whom a mandate lets a seat speak, and what it rests on."""
    who = ground.name(KIND_OF[mandate["target_kind"]], mandate["target_id"])
    return f"{who} ({how_chosen(mandate)})"


def how_chosen(mandate: Mapping[str, Any]) -> str:
    """Say how the holder of a mandate was chosen and when they last reported back."""
    route = ROUTE.words.get(str(mandate["route"]), "how chosen is not recorded")
    back = f", reported back {mandate['reported_back']}" if mandate["reported_back"] else ""
    return f"{route}{back}" + ("" if mandate["current"] else "; no current mandate")


def _terms(ground: Ground, pair: Pair) -> str:
    """Say the terms on record of an organisation on a partnership; blank where no day is."""
    known: dict[Pair, list[Span]] = ground.once("terms", _terms_of_pairs)
    said = [f"{start or 'start not recorded'} to {end or 'no end recorded'}" for start, end in known.get(pair, ())]
    return listed(said, MOST_NAMED)


def _terms_of_pairs(ground: Ground) -> dict[Pair, list[Span]]:
    rows = tenures(ground)
    found: dict[Pair, dict[Span, None]] = {}
    columns = (rows[name] for name in ("organisation_id", "partnership_id", "start", "end"))
    for body, place, start, end in zip(*columns, strict=True):
        if start or end:
            found.setdefault((body, place), {})[(start, end)] = None
    return {pair: sorted(spans) for pair, spans in found.items()}
