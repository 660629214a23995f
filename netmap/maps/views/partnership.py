"""One partnership: who sits on it and for whom, which seats are empty, and which groups and themes nobody carries."""

from __future__ import annotations

from dataclasses import replace

from netmap.analyses.seating import ENDED, FILLED, THIRD_SECTOR, VACANT
from netmap.maps.ground import Ground, Row, rows_of
from netmap.maps.spec import MapSpec, Node, Note
from netmap.maps.views.facets import facets_of
from netmap.maps.views.finishing import BY_SEATS, Telling, finished
from netmap.maps.views.groups import draw_voice, voice_notes
from netmap.maps.views.looks import BODIES, PARTNERSHIP, REPORTS, SILENT, SITS, UNASKED, UNRECORDED
from netmap.maps.views.mandates import draw_mandates, theme_rows
from netmap.maps.views.overview import draw_vacancies, overview_sheet, totals
from netmap.maps.views.records import (
    SEAT_SIZE,
    group_node,
    organisation_node,
    partnership_node,
    theme_node,
    vacancy_nodes,
)
from netmap.maps.views.remits import draw_remits
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import draw_ended, draw_seats, role_words
from netmap.maps.views.spans import tenures
from netmap.model.words import (
    EXPERT_ONLY,
    NOT_KNOWN,
    NOT_REPRESENTED,
    NOTE_CHANGE,
    NOTE_HELD_BY,
    NOTE_LEVEL,
    NOTE_ROLE,
    NOTE_SECTOR,
    REPRESENTED,
    counted,
)

ANALYSES: dict[str, tuple[str, ...]] = dict.fromkeys(("dominance", "coverage", "issues", "health"), ())
FOCUS_SIZE = 26.0


def partnership(ground: Ground, focus: str, steps: int = 1) -> MapSpec:
    """Who sits on this partnership, for whom, and whom and what does nobody there speak for?"""
    place = focus.partition(":")[2]
    sheet = _sheet(ground, place)
    if steps > 1:
        whole = overview_sheet(ground)
        sitting = [name for name, node in sheet.nodes.items() if node.kind in (*BODIES, PARTNERSHIP)]
        sheet.take(whole, whole.around(sitting, steps - 1))
    return finished(sheet, _telling(ground, place))


def _sheet(ground: Ground, place: str) -> Sheet:
    sheet = Sheet(ground)
    sheet.add(replace(partnership_node(ground, place), size=FOCUS_SIZE))
    rows = tenures(ground)
    bodies = sorted(set(rows.loc[rows["partnership_id"] == place, "organisation_id"]))
    sheet.add(*(organisation_node(ground, body) for body in bodies), by_ties=True)
    sheet.add(*vacancy_nodes(ground, place))
    draw_seats(sheet)
    draw_ended(sheet)
    draw_vacancies(sheet)
    _draw_nameless(sheet, place)
    _draw_themes(sheet, place)
    _draw_groups(sheet, place)
    draw_mandates(sheet, places={place})
    _draw_lines(sheet, place)
    return sheet


def _draw_nameless(sheet: Sheet, place: str) -> None:
    """Draw each seat that somebody holds for no named organisation."""
    seats = sheet.ground.seating.on(place)
    for row in rows_of(seats[(seats["state"] == FILLED) & seats["organisation_id"].isna()]):
        name = f"seat:{row['seat_id']}"
        notes: tuple[Note, ...] = (
            (NOTE_SECTOR, "no organisation is recorded"),
            (NOTE_ROLE, role_words(row)),
            (NOTE_HELD_BY, row["representative"] or "nobody is named"),
        )
        called = f"Holder of {row['seat_id']}, for no recorded organisation"
        facets = facets_of(sheet.ground).seat(place)
        sheet.add(Node(name, called, UNRECORDED, SEAT_SIZE, notes, unknown=True, facets=facets))
        sheet.tie(name, f"partnership:{place}", SITS, notes=notes[1:], records=[name])


def _draw_themes(sheet: Sheet, place: str) -> None:
    """Draw the themes in the remit: one that nobody carries there is a gap, or unknown where that is not certain."""
    for row in theme_rows(sheet.ground).values():
        if place in row["remit"]:
            unheard = place in row["left_out"]
            node = theme_node(sheet.ground, row)
            sheet.add(replace(node, gap=unheard and bool(row["known"]), unknown=unheard and not row["known"]))
    draw_remits(sheet)


def _draw_groups(sheet: Sheet, place: str) -> None:
    """Draw every group as it is heard there: not represented is a gap, not known is unknown."""
    for row in _cells(sheet.ground, place):
        sheet.add(group_node(sheet.ground, row))
        if row["verdict"] in (REPRESENTED, EXPERT_ONLY):
            draw_voice(sheet, row)
        else:
            kind = UNASKED if row["verdict"] == NOT_KNOWN else SILENT
            notes = tuple(note for note in voice_notes(row) if note[0] in (NOTE_LEVEL, NOTE_CHANGE))
            sheet.tie(
                f"partnership:{place}",
                f"group:{row['group_id']}",
                kind,
                notes=notes,
                records=[f"group:{row['group_id']}"],
            )


def _cells(ground: Ground, place: str) -> list[Row]:
    cells = ground.coverage.cells
    return rows_of(cells[cells["partnership_id"] == place])


def _draw_lines(sheet: Sheet, place: str) -> None:
    """Draw the partnership that this one reports to, and its sub-groups."""
    rows = sheet.ground.scope.partnerships().dropna(subset=["parent_id"])
    for child, parent in zip(rows["id"], rows["parent_id"], strict=True):
        other = parent if child == place else child if parent == place else ""
        if other in sheet.ground.partnerships:
            sheet.add(partnership_node(sheet.ground, other))
            sheet.tie(f"partnership:{child}", f"partnership:{parent}", REPORTS)


def _telling(ground: Ground, place: str) -> Telling:
    name, seats = ground.partnerships[place], ground.seating.on(place)
    cells = _cells(ground, place)
    themes = [row for row in theme_rows(ground).values() if place in row["remit"]]
    return Telling(
        view="partnership",
        title=f"{name}: who sits there, and for whom?",
        question=f"Who sits on {name}, for whom, and whom and what does nobody there speak for?",
        summary=" ".join([_seats_said(name, rows_of(seats)), _groups_said(cells), _themes_said(themes, place)]),
        analyses=ANALYSES,
        totals=totals(ground),
        caveats=(*ground.coverage.caveats, *ground.issues.caveats),
        sizes=BY_SEATS,
        about=f"partnership:{place}",
    )


def _seats_said(name: str, seats: list[Row]) -> str:
    if not seats:
        return f"No seat of {name} is recorded, so nothing can be said about who sits there."
    filled = [row for row in seats if row["state"] == FILLED]
    third = sum(row["sector"] == THIRD_SECTOR for row in filled)
    vacant, ended = (sum(row["state"] == state for row in seats) for state in (VACANT, ENDED))
    return (
        f"{name} has {counted(len(seats), 'seat')} on record: {len(filled)} filled, {third} of them by third-sector "
        f"organisations; {vacant} vacant; {ended} past the holder's term and still listed."
    )


def _groups_said(cells: list[Row]) -> str:
    counts = {each: sum(row["verdict"] == each for row in cells) for each in _VERDICTS}
    return (
        f"Of {counted(len(cells), 'equality group')}: {counts[REPRESENTED]} represented there, "
        f"{counts[EXPERT_ONLY]} touched by an expert's advice only, {counts[NOT_REPRESENTED]} not represented, "
        f"{counts[NOT_KNOWN]} not known."
    )


_VERDICTS = (REPRESENTED, EXPERT_ONLY, NOT_REPRESENTED, NOT_KNOWN)


def _themes_said(themes: list[Row], place: str) -> str:
    if not themes:
        return "No theme is recorded in its remit."
    unheard = sum(place in row["left_out"] for row in themes)
    lack = "lacks" if unheard == 1 else "lack"
    return f"Of {counted(len(themes), 'theme')} in its remit, {unheard} {lack} a recorded voice there."
