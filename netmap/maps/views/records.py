"""The nodes that several views share, with their notes: partnerships, organisations, groups, themes, vacant seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from netmap.analyses.issues import NO_OWNER, ORPHAN
from netmap.analyses.seating import ENDED, FILLED, THIRD_SECTOR, VACANT
from netmap.maps.ground import Ground, Row, rows_of
from netmap.maps.spec import Node, Note
from netmap.maps.views.facets import facets_of
from netmap.maps.views.looks import GROUP, PARTNERSHIP, PUBLIC, THEME, THIRD, UNRECORDED, VACANCY
from netmap.maps.views.spans import stands, vacancy_spans
from netmap.model.codes import CAPACITY, SECTOR
from netmap.model.words import (
    LEVEL_WORDS,
    LEVELS,
    NOT_KNOWN,
    NOTE_ASKED_FOR,
    NOTE_CHANGE,
    NOTE_ENDED,
    NOTE_KIND,
    NOTE_LEVEL,
    NOTE_MANDATED,
    NOTE_NO_BODY,
    NOTE_OWNERS,
    NOTE_PEOPLE,
    NOTE_PLACES,
    NOTE_SEATS,
    NOTE_SECTOR,
    NOTE_SHARE,
    NOTE_STATUS,
    NOTE_THIRD_SECTOR,
    NOTE_VACANT,
    NOTE_VACANT_SINCE,
    NOTE_VOICE,
    NOTE_VOICED,
    REPRESENTED,
    THEME_WORDS,
    VERDICT_WORDS,
    counted,
    listed,
)

MOST_NAMED = 12
"""Names in one note of a record; a longer list says how many more there are."""
PLACE_SIZE, GROUP_SIZE, THEME_SIZE, SEAT_SIZE = 18.0, 12.0, 10.0, 9.0


def by_seats(seats: float) -> float:
    """Give the size of the mark of a body with so many seats."""
    return float(8 + 2.5 * seats**0.5)


def partnership_node(ground: Ground, place: str, notes: Iterable[Note] = ()) -> Node:
    """Give a partnership with its seats; one of which no seat is recorded is not known."""
    row = ground.once("places", _places)[place]
    said: list[Note] = [
        (NOTE_SEATS, f"{row['filled']} filled of {row['listed']} listed"),
        (NOTE_THIRD_SECTOR, f"{row['third_sector']} of {row['filled']} filled seats"),
        *notes,
        *((term, listed(row[term], MOST_NAMED)) for term in (NOTE_VACANT, NOTE_ENDED, NOTE_NO_BODY) if row[term]),
    ]
    facets = facets_of(ground).partnership(place)
    unknown = not row["listed"]
    name = row["partnership"] or place
    return Node(f"partnership:{place}", name, PARTNERSHIP, PLACE_SIZE, tuple(said), unknown=unknown, facets=facets)


def _places(ground: Ground) -> dict[str, dict[Any, Any]]:
    """Give the counts of every partnership, with its seats that are vacant, past their term or held for no body."""
    found = {row["partnership_id"]: row for row in rows_of(ground.dominance.places)}
    for row in found.values():
        row |= {NOTE_VACANT: [], NOTE_ENDED: [], NOTE_NO_BODY: []}
    seats = ground.seating.seats
    odd = seats["state"].isin([VACANT, ENDED]) | (seats["state"].eq(FILLED) & seats["organisation_id"].isna())
    for row in rows_of(seats[odd]):
        own = found[row["partnership_id"]]
        if row["state"] == FILLED:
            own[NOTE_NO_BODY].append(f"{row['representative'] or 'not named'} ({row['role'] or row['seat_id']})")
        else:
            own[NOTE_VACANT if row["state"] == VACANT else NOTE_ENDED].append(row["seat_id"])
    return found


def organisation_node(ground: Ground, body: str, notes: Iterable[Note] = (), *, size: float | None = None) -> Node:
    """Give an organisation with its sector and the seats it holds on the day."""
    row = ground.once("bodies", _bodies)[body]
    held = row["held"]
    said: list[Note] = [
        (NOTE_SECTOR, SECTOR.words.get(str(row["sector"]), "not recorded")),
        *([(NOTE_KIND, row["kind"])] if row["kind"] else []),
        (NOTE_SEATS, f"{held} on {counted(row['boards'], 'partnership')}"),
    ]
    if row["share"]:
        said += [
            (NOTE_SHARE, f"{row['share']['seats']} of {row['share']['of_seats']}"),
            (NOTE_MANDATED, f"{row['share']['mandated_seats']} of {row['share']['seats']}"),
        ]
    kind = THIRD if row["sector"] == THIRD_SECTOR else PUBLIC if row["sector"] else UNRECORDED
    facets = facets_of(ground).organisation(body)
    size = by_seats(held) if size is None else size
    return Node(f"organisation:{body}", row["name"] or body, kind, size, (*said, *notes), facets=facets)


def _bodies(ground: Ground) -> dict[str, Row]:
    """Give every organisation with the seats and boards of the day, and its row among third-sector holders."""
    seats = ground.seating.filled.dropna(subset=["organisation_id"])
    held = seats.groupby("organisation_id").agg(held=("seat_id", "size"), boards=("partnership_id", "nunique"))
    counts = {body: (int(own), int(boards)) for body, own, boards in held.itertuples()}
    shares = {row["organisation_id"]: row for row in rows_of(ground.dominance.rows)}
    found = {}
    for row in rows_of(ground.network.table("organisations").drop_duplicates("id")):
        own, boards = counts.get(row["id"], (0, 0))
        found[row["id"]] = {**row, "held": own, "boards": boards, "share": shares.get(row["id"])}
    return found


def group_nodes(ground: Ground) -> list[Node]:
    """Give every group: one without a voice anywhere is a gap, one of which that is not known is unknown."""
    cells = ground.coverage.cells
    voiced, open_ = (cells[cells["verdict"] == each].groupby("group_id").size() for each in (REPRESENTED, NOT_KNOWN))
    total = ground.coverage.values["partnerships"]
    people = _populations(ground)
    nodes = []
    for row in rows_of(ground.coverage.system):
        own, unsure = int(voiced.get(row["group_id"], 0)), int(open_.get(row["group_id"], 0))
        where = f"{own} of {counted(total, 'partnership')}" + (f"; not known for {unsure}" if unsure else "")
        notes = ((NOTE_PLACES, where), (NOTE_PEOPLE, people.get(row["group_id"], "not recorded")))
        nodes.append(group_node(ground, row, notes))
    return nodes


def group_node(ground: Ground, row: Mapping[str, Any], notes: Iterable[Note] = ()) -> Node:
    """Give a group with a verdict on it, in the whole system or on one partnership (a row of the result)."""
    verdict = row["verdict"]
    said = [
        (NOTE_VOICE, VERDICT_WORDS[verdict]),
        (NOTE_LEVEL, f"the group {LEVEL_OF[row['recorded']]}"),
        *notes,
        (NOTE_CHANGE, row["would_change"]),
    ]
    return Node(
        f"group:{row['group_id']}",
        row["group"] or row["group_id"],
        GROUP,
        GROUP_SIZE,
        tuple(said),
        gap=verdict not in (REPRESENTED, NOT_KNOWN),
        unknown=verdict == NOT_KNOWN,
        facets=facets_of(ground).group(row["group_id"]),
    )


LEVEL_OF = {name: LEVEL_WORDS[level] for level, name in LEVELS.items()}


def _populations(ground: Ground) -> dict[str, str]:
    rows = ground.network.table("groups").drop_duplicates("id").dropna(subset=["population"])
    return {group: f"{people:,.0f}" for group, people in zip(rows["id"], rows["population"], strict=True)}


def theme_nodes(ground: Ground) -> list[Node]:
    """Give every theme: one that no partnership owns is a gap, or unknown where remits or seats are not recorded."""
    return [theme_node(ground, row) for row in rows_of(ground.issues.rows)]


def theme_node(ground: Ground, row: Mapping[str, Any], notes: Iterable[Note] = ()) -> Node:
    """Give a theme with its status (a row of the result)."""
    owners, heard = (named(ground, row[each]) for each in ("remit", "voiced_in"))
    said = [
        (NOTE_STATUS, THEME_WORDS[row["status"]] + ("" if row["known"] else " (not certain)")),
        (NOTE_OWNERS, owners or "no recorded partnership"),
        (NOTE_VOICED, heard or "no recorded partnership"),
        *notes,
    ]
    without = row["status"] in (NO_OWNER, ORPHAN)
    return Node(
        f"theme:{row['theme_id']}",
        row["theme"] or row["theme_id"],
        THEME,
        THEME_SIZE,
        tuple(said),
        gap=without and bool(row["known"]),
        unknown=without and not row["known"],
        facets=facets_of(ground).theme(row["theme_id"], [*row["remit"], *row["voiced_in"]]),
    )


def named(ground: Ground, places: Iterable[str]) -> str:
    """Name some partnerships; blank for none."""
    return listed([ground.name("partnership", place) for place in places], MOST_NAMED)


def vacancy_nodes(ground: Ground, place: str | None = None) -> list[Node]:
    """Give every seat that is, was or is to be vacant, on one partnership or on all, with the times of that."""
    seats = ground.seating.seats if place is None else ground.seating.on(place)
    spans = vacancy_spans(ground)
    nodes = []
    for row in rows_of(seats[seats["seat_id"].isin(spans.keys()) | seats["state"].eq(VACANT)]):
        own = spans.get(row["seat_id"], ())
        if row["state"] == VACANT and not stands(own, ground.as_of):
            own = ()
        asked = ", ".join(each for each in (_capacity(row), row["skills_required"]) if each)
        notes = [(NOTE_VACANT_SINCE, row["vacant_from"] or "not recorded")]
        notes += [(NOTE_ASKED_FOR, asked)] if asked else []
        nodes.append(
            Node(
                f"seat:{row['seat_id']}",
                f"Vacant: {row['role'] or 'seat'}",
                VACANCY,
                SEAT_SIZE,
                tuple(notes),
                gap=True,
                spans=own,
                facets=facets_of(ground).seat(row["partnership_id"]),
            )
        )
    return nodes


def _capacity(row: Row) -> str:
    return CAPACITY.words.get(str(row["capacity_required"]), "")


def place_of_seats(ground: Ground) -> Mapping[str, str]:
    """Give the partnership of every seat in scope."""
    return ground.once("place of seats", _place_of_seats)


def _place_of_seats(ground: Ground) -> dict[str, str]:
    seats = ground.seating.seats
    return dict(zip(seats["seat_id"], seats["partnership_id"], strict=True))
