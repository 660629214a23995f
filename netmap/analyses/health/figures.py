"""The figures of engagement health, the answer in one sentence, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netmap.analyses.health.balance import SMALL, Bodies
from netmap.analyses.health.checklist import Score
from netmap.analyses.health.fit import MATCHES
from netmap.analyses.health.one_person import in_detail
from netmap.analyses.health.sector_seats import ALL_PLACES, SectorSeats
from netmap.analyses.seating import Seating
from netmap.analyses.settings import HealthSettings
from netmap.measures.tristate import NO, UNKNOWN, YES
from netmap.measures.vacancy import vacancy_rate
from netmap.model.words import counted, percent

TERM_VALUES = ("known", "unknown", "lapsed", "soon", "share_soon", "largest_month", "share_largest_month")


def values_of(seats: SectorSeats, bodies: Bodies, details: Mapping[str, pd.DataFrame], found: Score) -> dict[str, Any]:
    """Give the figures by name, each beside its denominator."""
    vacant, people = details["vacancies"], details["load"]
    total = len(seats.filled) + len(vacant)
    whole = details["terms"].set_index("partnership_id").loc[ALL_PLACES].to_dict()
    sizes = {size: vars(each) for (size,), each in bodies.balance("size").items()}
    return {
        "partnerships": len(seats.partnerships),
        "seats": total,
        "filled": len(seats.filled),
        "vacant": len(vacant),
        "vacancy_rate": vacancy_rate(total, len(vacant)),
        "vacant_too_long": {each: int((vacant["older"] == each).sum()) for each in (YES, NO, UNKNOWN)},
        "days_vacant_at_least": float(vacant["days_at_least"].sum()) if vacant["days_at_least"].notna().any() else None,
        "vacancies_of_unknown_length": int(vacant["days_at_least"].isna().sum()),
        "people": len(people),
        "heavy_load": {each: int((people["heavy"] == each).sum()) for each in (YES, NO, UNKNOWN)},
        "terms": {name: whole[name] for name in TERM_VALUES},
        "matches": {match: int((details["mismatches"]["match"] == match).sum()) for match in MATCHES},
        "specified": _mean_bounds(details["specification"]),
        "sizes": {size: sizes.get(size) for size in (SMALL, "larger", "not_recorded")},
        "organisations": len(bodies.rows),
        "branches_counted_as_large": int(bodies.rows["raised"].sum()),
        "checklist": {
            "areas": {each.area: vars(each) for each in found.areas},
            "overall": vars(found.overall),
            "not_met": found.not_met,
            "signs": found.signs,
            "signs_not_known": found.signs_not_known,
        },
    }


def _mean_bounds(table: pd.DataFrame) -> tuple[float, float] | None:
    """Give the mean of both bounds over partnerships; None without a partnership."""
    return (float(table["lower"].mean()), float(table["upper"].mean())) if len(table) else None


def headline(values: Mapping[str, Any], limits: HealthSettings) -> str:
    """Give the answer in one sentence, or say that nothing can be said."""
    if not values["seats"]:
        return "No seat is recorded that is or may be the sector's, so nothing can be said about their health."
    vacant, terms = values["vacant"], values["terms"]
    empty = f"{vacant:,} {'is' if vacant == 1 else 'are'} vacant ({percent(values['vacancy_rate'])})"
    if vacant:
        long = values["vacant_too_long"]
        empty += f", {long[YES]:,} of them for more than {limits.alert_meetings:g} meetings{_open(long)}"
    people = "1 person is" if values["people"] == 1 else f"{values['people']:,} people are"
    heavy = values["heavy_load"]
    ends = (
        f"{terms['soon']:,} of {counted(terms['known'], 'known term')} end within {limits.cliff_days} days"
        if terms["known"]
        else "No end of a term is recorded"
    )
    return (
        f"Of {counted(values['seats'], 'seat')} that are or may be the sector's, {empty}. "
        f"{people} named on the others, "
        f"{heavy[YES]:,} of them with a heavy load{_open(heavy)}. {ends}."
    )


def _open(counts: Mapping[str, int]) -> str:
    return f" (not known for {counts[UNKNOWN]:,})" if counts[UNKNOWN] else ""


def caveats(seats: SectorSeats, details: Mapping[str, pd.DataFrame], values: Mapping[str, Any]) -> list[str]:
    """Say what is not recorded and how far the figures go without it."""
    said = seats.seating.scope.caveats()
    said += _of_seats(seats.seating, details, values)
    said += _of_balance(values)
    if not in_detail(seats):
        said.append(
            "What hangs on one person, and the accountability of mandates, are not worked out for more than "
            f"{seats.seating.settings.health.most_seats_in_detail:,} filled seats. Name an area."
        )
    overall = values["checklist"]["overall"]
    items = overall["met"] + overall["not_met"] + overall["not_known"]
    if overall["not_known"]:
        said.append(
            f"Records answer {items - overall['not_known']} of {items} things to do of the health check. "
            "The others are asked for, and its score is given as bounds."
        )
    return said


def _of_seats(seating: Seating, details: Mapping[str, pd.DataFrame], values: Mapping[str, Any]) -> list[str]:
    said, matches, terms = [], values["matches"], values["terms"]
    if terms["lapsed"]:
        said.append(f"Past their end and still listed: {counted(terms['lapsed'], 'seat')}; not counted as filled.")
    if terms["unknown"]:
        said.append(f"No end of the term is recorded for {terms['unknown']:,} of {values['filled']:,} filled seats.")
    if values["vacant_too_long"][UNKNOWN]:
        said.append(
            f"For {values['vacant_too_long'][UNKNOWN]} of {counted(values['vacant'], 'vacant seat')} it is not "
            "recorded since when, or how often the partnership meets."
        )
    without = int((details["load"]["partnerships_without_hours"] > 0).sum())
    if without:
        said.append(
            f"The hours of {without:,} of {values['people']:,} people are the least they can be, "
            "because a partnership's meetings or their length are not recorded."
        )
    if matches[UNKNOWN]:
        said.append(
            f"For {matches[UNKNOWN]:,} of {counted(sum(matches.values()), 'filled seat')} the capacity asked for "
            "or sat in is not recorded."
        )
    partly = len(seating.partly_listed)
    if partly:
        said.append(
            f"The list of seats is not complete for {partly:,} of {counted(values['partnerships'], 'partnership')}."
        )
    return said


def _of_balance(values: Mapping[str, Any]) -> list[str]:
    unknown, branches = values["sizes"]["not_recorded"], values["branches_counted_as_large"]
    said = []
    if unknown:
        said.append(
            f"No income is recorded for {unknown['organisations']:,} of "
            f"{counted(values['organisations'], 'organisation')}; they are a kind of their own."
        )
    if branches:
        said.append(f"Counted as large, as parts of a larger body: {counted(branches, 'organisation')}.")
    return said
