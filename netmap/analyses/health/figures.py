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
from netmap.words import words_of

TERM_VALUES = ("known", "unknown", "lapsed", "soon", "share_soon", "largest_month", "share_largest_month")
_say = words_of("analyses/health")


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
        return _say("headline_no_seat")
    terms, soon = counted(values["terms"]["known"], "known term"), f"{values['terms']['soon']:,}"
    ends = (
        _say("headline_ends", soon=soon, terms=terms, days=limits.cliff_days)
        if values["terms"]["known"]
        else _say("headline_no_ends")
    )
    return f"{_vacant(values, limits)} {_named(values)} {ends}"


def _vacant(values: Mapping[str, Any], limits: HealthSettings) -> str:
    """Say how many seats are vacant, and for how many of them too long."""
    seats, vacant, share = counted(values["seats"], "seat"), values["vacant"], percent(values["vacancy_rate"])
    if not vacant:
        return _say("headline_vacant_none", seats=seats, vacant=vacant, share=share)
    long, meetings = values["vacant_too_long"], f"{limits.alert_meetings:g}"
    places = {"seats": seats, "vacant": f"{vacant:,}", "share": share, "long": f"{long[YES]:,}", "meetings": meetings}
    if vacant == 1:
        return _say("headline_vacant_one", **places, open=_open(long))
    return _say("headline_vacant_many", **places, open=_open(long))


def _named(values: Mapping[str, Any]) -> str:
    """Say how many people are named, and how many of them carry a heavy load."""
    people, heavy = values["people"], values["heavy_load"]
    if people == 1:
        return _say("headline_people_one", heavy=f"{heavy[YES]:,}", open=_open(heavy))
    return _say("headline_people_many", people=f"{people:,}", heavy=f"{heavy[YES]:,}", open=_open(heavy))


def _open(counts: Mapping[str, int]) -> str:
    return _say("headline_open", count=f"{counts[UNKNOWN]:,}") if counts[UNKNOWN] else ""


def caveats(seats: SectorSeats, details: Mapping[str, pd.DataFrame], values: Mapping[str, Any]) -> list[str]:
    """Say what is not recorded and how far the figures go without it."""
    said = seats.seating.scope.caveats()
    said += _of_seats(seats.seating, details, values)
    said += _of_balance(values)
    if not in_detail(seats):
        most = seats.seating.settings.health.most_seats_in_detail
        said.append(_say("caveat_too_many_seats", most=f"{most:,}"))
    overall = values["checklist"]["overall"]
    items = overall["met"] + overall["not_met"] + overall["not_known"]
    if overall["not_known"]:
        said.append(_say("caveat_checklist", count=items - overall["not_known"], items=items))
    return said


def _of_seats(seating: Seating, details: Mapping[str, pd.DataFrame], values: Mapping[str, Any]) -> list[str]:
    said, matches, terms = [], values["matches"], values["terms"]
    if terms["lapsed"]:
        said.append(_say("caveat_lapsed", seats=counted(terms["lapsed"], "seat")))
    if terms["unknown"]:
        said.append(_say("caveat_no_end", count=f"{terms['unknown']:,}", filled=f"{values['filled']:,}"))
    if values["vacant_too_long"][UNKNOWN]:
        vacant = counted(values["vacant"], "vacant seat")
        said.append(_say("caveat_vacant_open", count=values["vacant_too_long"][UNKNOWN], vacant=vacant))
    without = int((details["load"]["partnerships_without_hours"] > 0).sum())
    if without:
        said.append(_say("caveat_hours", count=f"{without:,}", people=f"{values['people']:,}"))
    if matches[UNKNOWN]:
        filled = counted(sum(matches.values()), "filled seat")
        said.append(_say("caveat_capacity", count=f"{matches[UNKNOWN]:,}", filled=filled))
    partly = len(seating.partly_listed)
    if partly:
        partnerships = counted(values["partnerships"], "partnership")
        said.append(_say("caveat_partly_listed", count=f"{partly:,}", partnerships=partnerships))
    return said


def _of_balance(values: Mapping[str, Any]) -> list[str]:
    unknown, branches = values["sizes"]["not_recorded"], values["branches_counted_as_large"]
    said = []
    if unknown:
        organisations = counted(values["organisations"], "organisation")
        said.append(_say("caveat_no_income", count=f"{unknown['organisations']:,}", organisations=organisations))
    if branches:
        said.append(_say("caveat_branches", organisations=counted(branches, "organisation")))
    return said
