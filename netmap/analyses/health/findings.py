"""What is found about vacancies, terms, load and capacity: places and seats are named, never what a person is like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from netmap.analyses.health.fit import UNUSED_MANDATE
from netmap.analyses.health.sector_seats import ALL_PLACES, SectorSeats
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding, capital, sentences
from netmap.analyses.seating import REPRESENTATIVE
from netmap.measures.tristate import MISMATCH, UNKNOWN, YES
from netmap.model.codes import CAPACITY
from netmap.model.words import MATCH_WORDS, counted, listed, percent

Row = dict[str, Any]


def long_vacancies(seats: SectorSeats, vacant: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the partnerships with a place empty for longer than the meetings of the setting."""
    limits = seats.seating.settings.health
    places = seats.rows["partnership_id"].value_counts().to_dict()
    ended = seats.lapsed["partnership_id"].value_counts().to_dict()
    unsure = vacant.loc[vacant["older"] == UNKNOWN, "partnership_id"].value_counts().to_dict()

    def say(row: Row) -> Finding:
        """Make the finding of one partnership."""
        own, place = row["own"], row["partnership_id"]
        total = places[place] - ended.get(place, 0)
        said = [
            f"{each['seat_id']} for {each['days_at_least']:.0f} days, about {each['meetings_at_least']:.1f} meetings"
            for each in own
        ]
        verb = "has" if len(own) == 1 else "have"
        contact = own[0]["contact"]
        return Finding(
            id=f"vacancy:{place}",
            type="long_vacancy",
            severity=MEDIUM if row["weight"] >= limits.long_vacancy_days else LOW,
            subjects=(place, *[each["seat_id"] for each in own]),
            statement=f"{capital(row['partnership'])}: {len(own)} of {counted(total, 'seat')} that are or may be the "
            f"sector's {verb} been vacant for more than {limits.alert_meetings:g} meetings. By seat: {listed(said)}.",
            measure="seats vacant for longer than the meetings of the setting",
            value=len(own),
            out_of=total,
            bounds=(len(own), len(own) + unsure.get(place, 0)),
            evidence=tuple(
                seats.seating.evidence(each["seat_id"], f"vacant since {each['vacant_from']}") for each in own
            ),
            would_change="a holder recorded for the seat, or a later day on which it fell vacant",
            assumptions=("Meetings are taken to be spread evenly over the year.",),
            actions=(
                f"Ask {contact} how the place is to be filled, and fill it by election or open call."
                if isinstance(contact, str)
                else "Fill the place by election or open call, or agree that it is no longer needed.",
            ),
            as_of=seats.seating.as_of,
        )

    older = vacant[vacant["older"] == YES]
    return _of_places(older, "days_at_least", say, limits.most_findings)


def term_cliffs(seats: SectorSeats, table: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the partnerships where many known terms end soon, or in one month."""
    limits = seats.seating.settings.health
    own = table[table["partnership_id"] != ALL_PLACES]
    soon = (own["soon"] >= limits.cliff_seats) & (own["share_soon"].astype(float) >= limits.cliff_share)
    together = (own["in_largest_month"] >= limits.cliff_seats) & (
        own["share_largest_month"].astype(float) >= limits.cliff_share
    )
    found = own[soon | together].assign(is_soon=soon[soon | together])
    found = found.sort_values(["is_soon", "in_largest_month", "partnership_id"], ascending=[False, False, True])
    left_out, found = max(len(found) - limits.most_findings, 0), found.head(limits.most_findings)
    ends = seats.filled[seats.filled["partnership_id"].isin(found["partnership_id"]) & seats.filled["end"].notna()]
    own_ends = _gathered(ends[["partnership_id", "seat_id", "end"]].sort_values(["end", "seat_id"]), "partnership_id")
    return [_term_cliff(seats, row, own_ends[row["partnership_id"]]) for row in found.to_dict("records")], left_out


def _term_cliff(seats: SectorSeats, row: Row, ends: list[Row]) -> Finding:
    days, known = seats.seating.settings.health.cliff_days, row["known"]
    if row["is_soon"]:
        count, when = row["soon"], f"within {days} days"
        ends = ends[:count]
    else:
        count, when = row["in_largest_month"], f"in {row['largest_month']}"
        ends = [each for each in ends if each["end"].startswith(row["largest_month"])]
    unknown = f" For {counted(row['unknown'], 'more seat')} no end is recorded." if row["unknown"] else ""
    return Finding(
        id=f"term-cliff:{row['partnership_id']}",
        type="term_cliff",
        severity=MEDIUM if row["is_soon"] else LOW,
        subjects=(row["partnership_id"], *[each["seat_id"] for each in ends]),
        statement=f"{capital(row['partnership'])}: {count} of {counted(known, 'known term')} "
        f"({percent(count / known)}) end {when}.{unknown}",
        measure=f"terms that end {when}",
        value=count,
        out_of=known,
        bounds=(count, count + row["unknown"]),
        evidence=tuple(seats.seating.evidence(each["seat_id"], f"the term ends on {each['end']}") for each in ends),
        would_change="other ends, recorded or agreed, for some of these terms",
        actions=("Agree with the partnership that some terms end later, and begin the next nominations now.",),
        as_of=seats.seating.as_of,
    )


def heavy_loads(seats: SectorSeats, table: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the seats that one person holds where their number or hours reach the alert; the person is not named."""
    limits = seats.seating.settings.health
    people = seats.filled.dropna(subset=["representative_id"])
    heavy = table[table["heavy"] == YES]
    left_out, heavy = max(len(heavy) - limits.most_findings, 0), heavy.head(limits.most_findings)
    own = people[people["representative_id"].isin(heavy["representative_id"])].sort_values("seat_id")
    held = _gathered(own[["representative_id", "seat_id", "partnership"]], "representative_id")
    return [
        _heavy_load(seats, row, held[row["representative_id"]], len(people)) for row in heavy.to_dict("records")
    ], left_out


def _heavy_load(seats: SectorSeats, row: Row, own: list[Row], out_of: int) -> Finding:
    limits, hours, missing = seats.seating.settings.health, row["meeting_hours"], row["partnerships_without_hours"]
    twice = row["seats"] >= 2 * limits.alert_seats or hours >= 2 * limits.alert_hours
    least = "at least " if missing else ""
    time = (
        f"That is {least}{hours:g} hours in meetings a year, {least}{row['hours_with_preparation']:g} with preparation"
        if hours == hours
        else "The hours are not recorded"
    )
    held = [each["seat_id"] for each in own]
    return Finding(
        id=f"load:{held[0]}",
        type="heavy_load",
        severity=MEDIUM if twice else LOW,
        subjects=tuple(held),
        statement=f"One person holds {row['seats']} of {out_of:,} filled seats that name somebody, on "
        f"{counted(row['partnerships'], 'partnership')} ({listed(held)}). {time}.",
        measure="filled seats held by one person",
        value=row["seats"],
        out_of=out_of,
        evidence=tuple(
            seats.seating.evidence(each["seat_id"], f"held by the same person, on {each['partnership']}")
            for each in own
        ),
        would_change="one of these seats held by another person",
        assumptions=(
            f"Called heavy from {counted(limits.alert_seats, 'seat')} or {limits.alert_hours:g} hours upwards. "
            "An area may set its own.",
        ),
        actions=("Ask the holder what would help: a deputy, a shared seat, or support with papers and preparation.",),
        as_of=seats.seating.as_of,
    )


def capacity_mismatches(seats: SectorSeats, table: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the partnerships with seats not sat in as asked for, or with mandates that give no voice."""
    filled = table["partnership_id"].value_counts().to_dict()
    unsure = table.loc[table["match"] == UNKNOWN, "partnership_id"].value_counts().to_dict()
    odd = table[table["match"].isin([MISMATCH, UNUSED_MANDATE])]
    odd = odd.assign(weight=((odd["match"] == MISMATCH) & (odd["capacity_required"] == REPRESENTATIVE)).astype(int))

    def say(row: Row) -> Finding:
        """Make the finding of one partnership."""
        own, place = sorted(row["own"], key=lambda each: str(each["seat_id"])), row["partnership_id"]
        verb = "is" if len(own) == 1 else "are"
        return Finding(
            id=f"mismatch:{place}",
            type="capacity_mismatch",
            severity=MEDIUM if row["weight"] else LOW,
            subjects=(place, *[each["seat_id"] for each in own]),
            statement=f"{capital(row['partnership'])}: {len(own)} of {counted(filled[place], 'filled seat')} {verb} "
            f"at odds with what is recorded of the place. {sentences([_how(each) for each in own])}",
            measure="filled seats whose capacity and record differ",
            value=len(own),
            out_of=filled[place],
            bounds=(len(own), len(own) + unsure.get(place, 0)),
            evidence=tuple(_seat(seats, each) for each in own),
            would_change="another capacity recorded, as asked for or as sat in",
            actions=("Ask the partnership which it needs, a representative or an expert, and agree who can give it.",),
            as_of=seats.seating.as_of,
        )

    return _of_places(odd, "weight", say, seats.seating.settings.health.most_findings)


def _how(row: Row) -> str:
    if row["match"] == UNUSED_MANDATE:
        return f"seat {row['seat_id']}: {MATCH_WORDS[UNUSED_MANDATE]}"
    asked, sits = (CAPACITY.words[row[name]] for name in ("capacity_required", "capacity"))
    return f"seat {row['seat_id']}: asked for {asked}, filled as {sits}"


def _seat(seats: SectorSeats, row: Row) -> Evidence:
    held = f", held for {row['organisation']}" if isinstance(row["organisation"], str) else ""
    return seats.seating.evidence(row["seat_id"], f"{MATCH_WORDS[row['match']]}{held}")


def _of_places(rows: pd.DataFrame, weight: str, say: Callable[[Row], Finding], most: int) -> tuple[list[Finding], int]:
    """Make one finding of the rows of each partnership, the weightiest row first, and count those left out."""
    heaviest = rows.groupby("partnership_id")[weight].max().to_dict()
    order = sorted(heaviest, key=lambda place: (-heaviest[place], place))
    first = order[:most]
    own = _gathered(rows[rows["partnership_id"].isin(first)], "partnership_id")
    found = [
        {
            "partnership_id": place,
            "partnership": own[place][0]["partnership"],
            "weight": heaviest[place],
            "own": own[place],
        }
        for place in first
    ]
    return [say(row) for row in found], len(order) - len(first)


def _gathered(rows: pd.DataFrame, key: str) -> dict[str, list[Row]]:
    """Gather rows by one of their columns, in order."""
    found: dict[str, list[Row]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(row[key], []).append(row)
    return found
