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
from netmap.words import words_of

Row = dict[str, Any]
_say = words_of("analyses/health")


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
        contact = own[0]["contact"]
        return Finding(
            id=f"vacancy:{place}",
            type="long_vacancy",
            severity=MEDIUM if row["weight"] >= limits.long_vacancy_days else LOW,
            subjects=(place, *[each["seat_id"] for each in own]),
            statement=_vacant(row, total, limits.alert_meetings),
            measure=_say("vacancy_measure"),
            value=len(own),
            out_of=total,
            bounds=(len(own), len(own) + unsure.get(place, 0)),
            evidence=tuple(
                seats.seating.evidence(each["seat_id"], _say("vacancy_evidence", day=each["vacant_from"]))
                for each in own
            ),
            would_change=_say("vacancy_would_change"),
            assumptions=(_say("vacancy_assumption"),),
            actions=(
                _say("vacancy_action_contact", contact=contact) if isinstance(contact, str) else _say("vacancy_action"),
            ),
            as_of=seats.seating.as_of,
        )

    older = vacant[vacant["older"] == YES]
    return _of_places(older, "days_at_least", say, limits.most_findings)


def _vacant(row: Row, total: int, alert: float) -> str:
    """Say how many seats have been vacant for too long, and each for how long."""
    name, own, seats, meetings = capital(row["partnership"]), row["own"], counted(total, "seat"), f"{alert:g}"
    by_seat = listed(
        [
            _say(
                "vacancy_seat",
                seat=each["seat_id"],
                days=f"{each['days_at_least']:.0f}",
                meetings=f"{each['meetings_at_least']:.1f}",
            )
            for each in own
        ]
    )
    places = {"partnership": name, "count": len(own), "seats": seats, "meetings": meetings, "by_seat": by_seat}
    if len(own) == 1:
        return _say("vacancy_statement_one", **places)
    return _say("vacancy_statement_many", **places)


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
    name, month, of_terms = capital(row["partnership"]), row["largest_month"], counted(known, "known term")
    if row["is_soon"]:
        count, measure = row["soon"], _say("cliff_measure_soon", days=days)
        share, ends = percent(count / known), ends[:count]
        said = _say("cliff_statement_soon", partnership=name, count=count, terms=of_terms, share=share, days=days)
    else:
        count, measure = row["in_largest_month"], _say("cliff_measure_month", month=month)
        share, ends = percent(count / known), [each for each in ends if each["end"].startswith(month)]
        said = _say("cliff_statement_month", partnership=name, count=count, terms=of_terms, share=share, month=month)
    if row["unknown"]:
        said = f"{said} {_say('cliff_no_end', seats=counted(row['unknown'], 'more seat'))}"
    return Finding(
        id=f"term-cliff:{row['partnership_id']}",
        type="term_cliff",
        severity=MEDIUM if row["is_soon"] else LOW,
        subjects=(row["partnership_id"], *[each["seat_id"] for each in ends]),
        statement=said,
        measure=measure,
        value=count,
        out_of=known,
        bounds=(count, count + row["unknown"]),
        evidence=tuple(
            seats.seating.evidence(each["seat_id"], _say("cliff_evidence", day=each["end"])) for each in ends
        ),
        would_change=_say("cliff_would_change"),
        actions=(_say("cliff_action"),),
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
    limits, hours = seats.seating.settings.health, row["meeting_hours"]
    twice = row["seats"] >= 2 * limits.alert_seats or hours >= 2 * limits.alert_hours
    held = [each["seat_id"] for each in own]
    return Finding(
        id=f"load:{held[0]}",
        type="heavy_load",
        severity=MEDIUM if twice else LOW,
        subjects=tuple(held),
        statement=_say(
            "load_statement",
            count=row["seats"],
            filled=f"{out_of:,}",
            partnerships=counted(row["partnerships"], "partnership"),
            seats=listed(held),
            hours=_hours(row),
        ),
        measure=_say("load_measure"),
        value=row["seats"],
        out_of=out_of,
        evidence=tuple(
            seats.seating.evidence(each["seat_id"], _say("load_evidence", partnership=each["partnership"]))
            for each in own
        ),
        would_change=_say("load_would_change"),
        assumptions=(
            _say("load_assumption", seats=counted(limits.alert_seats, "seat"), hours=f"{limits.alert_hours:g}"),
        ),
        actions=(_say("load_action"),),
        as_of=seats.seating.as_of,
    )


def _hours(row: Row) -> str:
    """Say how many hours a person's seats take, or at least take."""
    hours = row["meeting_hours"]
    if hours != hours:
        return _say("load_no_hours")
    prepared = f"{row['hours_with_preparation']:g}"
    if row["partnerships_without_hours"]:
        return _say("load_hours_least", hours=f"{hours:g}", prepared=prepared)
    return _say("load_hours", hours=f"{hours:g}", prepared=prepared)


def capacity_mismatches(seats: SectorSeats, table: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the partnerships with seats not sat in as asked for, or with mandates that give no voice."""
    filled = table["partnership_id"].value_counts().to_dict()
    unsure = table.loc[table["match"] == UNKNOWN, "partnership_id"].value_counts().to_dict()
    odd = table[table["match"].isin([MISMATCH, UNUSED_MANDATE])]
    odd = odd.assign(weight=((odd["match"] == MISMATCH) & (odd["capacity_required"] == REPRESENTATIVE)).astype(int))

    def say(row: Row) -> Finding:
        """Make the finding of one partnership."""
        own, place = sorted(row["own"], key=lambda each: str(each["seat_id"])), row["partnership_id"]
        return Finding(
            id=f"mismatch:{place}",
            type="capacity_mismatch",
            severity=MEDIUM if row["weight"] else LOW,
            subjects=(place, *[each["seat_id"] for each in own]),
            statement=_at_odds(capital(row["partnership"]), own, filled[place]),
            measure=_say("mismatch_measure"),
            value=len(own),
            out_of=filled[place],
            bounds=(len(own), len(own) + unsure.get(place, 0)),
            evidence=tuple(_seat(seats, each) for each in own),
            would_change=_say("mismatch_would_change"),
            actions=(_say("mismatch_action"),),
            as_of=seats.seating.as_of,
        )

    return _of_places(odd, "weight", say, seats.seating.settings.health.most_findings)


def _at_odds(partnership: str, own: list[Row], total: int) -> str:
    """Say how many seats are at odds with their record, and each in what way."""
    count, filled, by_seat = len(own), counted(total, "filled seat"), sentences([_how(each) for each in own])
    if count == 1:
        return _say("mismatch_statement_one", partnership=partnership, count=count, filled=filled, by_seat=by_seat)
    return _say("mismatch_statement_many", partnership=partnership, count=count, filled=filled, by_seat=by_seat)


def _how(row: Row) -> str:
    if row["match"] == UNUSED_MANDATE:
        return _say("mismatch_seat_unused", seat=row["seat_id"], found=MATCH_WORDS[UNUSED_MANDATE])
    asked, sits = (CAPACITY.words[row[name]] for name in ("capacity_required", "capacity"))
    return _say("mismatch_seat", seat=row["seat_id"], asked=asked, sits=sits)


def _seat(seats: SectorSeats, row: Row) -> Evidence:
    found, holder = MATCH_WORDS[row["match"]], row["organisation"]
    held = _say("mismatch_evidence_held", found=found, organisation=holder) if isinstance(holder, str) else found
    return seats.seating.evidence(row["seat_id"], held)


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
