"""The ties between partnerships and the themes in their remit, heard there or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from netmap.maps.ground import Ground, rows_of
from netmap.maps.spec import Note
from netmap.maps.views.looks import HEARS, OWNS
from netmap.maps.views.sheet import Sheet, between
from netmap.model.words import NOTE_BREAKS, NOTE_CARRIED, NOTE_STATUS, counted, listed

MOST_NAMED = 8


Carrier = tuple[str, str, str]
"""A seat that carries a theme, the person who holds it ('' where none is named) and the organisation."""


def draw_remits(sheet: Sheet) -> None:
    """Tie every partnership on the sheet to the themes on it that are in its remit."""
    for row in rows_of(sheet.ground.issues.rows):
        heard = set(row["voiced_in"])
        for place in row["remit"]:
            _draw_remit(sheet, row, place, heard=place in heard)


def _draw_remit(sheet: Sheet, row: Mapping[str, Any], place: str, *, heard: bool) -> None:
    unheard = "not heard there" if row["known"] else "not heard there on record; that is not certain"
    seats, theme = carriers(sheet.ground, row["theme_id"]).get(place, []), row["theme_id"]
    sheet.tie(
        f"partnership:{place}",
        f"theme:{theme}",
        HEARS if heard else OWNS,
        notes=((NOTE_STATUS, "heard there" if heard else unheard), *carried_notes(sheet.ground, seats)),
        records=records_of(theme, place, seats),
    )


def records_of(theme: str, place: str, seats: Iterable[Carrier]) -> list[str]:
    """Give the records that a tie between a theme and a partnership is drawn for."""
    return [
        between(f"theme:{theme}", other)
        for other in (f"partnership:{place}", *(f"seat:{seat}" for seat, _, _ in seats))
    ]


def carriers(ground: Ground, theme: str) -> Mapping[str, list[Carrier]]:
    """Give for each partnership where a theme is voiced the seats that carry it."""
    return ground.once(("carriers", theme), lambda ground: _carriers(ground, theme))


def _carriers(ground: Ground, theme: str) -> dict[str, list[Carrier]]:
    found: dict[str, list[Carrier]] = {}
    for route in ground.issues.routes.get(theme, ()):
        found.setdefault(route.partnership, []).append((route.seat, route.person, route.organisation))
    return found


def carried_notes(ground: Ground, seats: list[Carrier]) -> tuple[Note, ...]:
    """Say which organisations carry a theme to a partnership, and the holder of which seats does so alone."""
    if not seats:
        return ()
    bodies = sorted({ground.name("organisation", body) for _, _, body in seats})
    carried = (NOTE_CARRIED, f"{listed(bodies, MOST_NAMED)} ({counted(len(seats), 'seat')})")
    people = {person for _, person, _ in seats}
    if len(people) > 1 or "" in people:
        return (carried,)
    return carried, (NOTE_BREAKS, f"the holder of {listed([seat for seat, _, _ in seats], MOST_NAMED)} leaves")
