"""The times in which ties and vacancies stand: every tenure and every award, past and coming ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from netmap.analyses.seating import OBSERVER
from netmap.maps.ground import Ground
from netmap.maps.spec import Span
from netmap.model.dates import first_days

ALWAYS: tuple[Span, ...] = ()
NO_DAY = ""
_LAST = "9999-99-99"


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap, in order of time; those of no day are left out.

    Example
        >>> merged([("2024-01-01", ""), ("2022-01-01", "2024-01-01"), ("", "2020-01-01")])
        (('', '2020-01-01'), ('2022-01-01', ''))
        >>> merged([("", "2024-01-01"), ("2023-01-01", "")])
        (('', ''),)
    """
    found: list[Span] = []
    for start, end in sorted((start, end or _LAST) for start, end in spans if not end or start < end):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple((start, NO_DAY if end == _LAST else end) for start, end in found)


def stands(spans: Iterable[Span], day: str) -> bool:
    """Say whether something with these spans stands on a day; without any it always does.

    Example
        >>> stands([("2024-01-01", "2025-01-01")], "2025-01-01"), stands([], "2025-01-01")
        (False, True)
    """
    spans = list(spans)
    return not spans or any(start <= day and (not end or day < end) for start, end in spans)


def joined(spans: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Give when any of several things stands."""
    every = list(spans)
    return ALWAYS if not all(every) else _short(merged(each for own in every for each in own))


def _short(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return ALWAYS if spans == ((NO_DAY, NO_DAY),) else spans


def tenures(ground: Ground) -> pd.DataFrame:
    """Give every tenure of an organisation on a seat in scope: seat, partnership, organisation, start, end."""
    return ground.once("tenures", _tenures)


def _tenures(ground: Ground) -> pd.DataFrame:
    seats = ground.seating.seats[["seat_id", "partnership_id", "role", "state"]]
    rows = ground.network.table("held-for").merge(seats, "inner", "seat_id")
    rows["start"], rows["end"] = (rows[name].astype(object).fillna(NO_DAY) for name in ("start_day", "end_day"))
    return rows[(rows["end"] == NO_DAY) | (rows["start"] < rows["end"])]


def sitting_spans(ground: Ground, observers: bool = True) -> Mapping[tuple[str, str], tuple[Span, ...]]:
    """Give for each organisation and partnership when the one has, had or is to have a seat on the other."""
    return ground.once(("sitting", observers), lambda ground: _sitting_spans(ground, observers))


def _sitting_spans(ground: Ground, observers: bool) -> dict[tuple[str, str], tuple[Span, ...]]:
    rows = tenures(ground)
    rows = rows if observers else rows[rows["capacity"] != OBSERVER]
    found: dict[tuple[str, str], list[Span]] = {}
    for body, place, start, end in zip(*(rows[each] for each in _TENURE), strict=True):
        found.setdefault((body, place), []).append((start, end))
    return {pair: _short(merged(spans)) for pair, spans in found.items()}


_TENURE = ("organisation_id", "partnership_id", "start", "end")


def vacancy_spans(ground: Ground) -> Mapping[str, tuple[Span, ...]]:
    """Give for each seat that is, was or is to be vacant when it is.

    A vacancy runs from the day on which it is recorded to the start of the next tenure; a seat that never had a
    holder is vacant always.
    """
    return ground.once("vacancies", _vacancy_spans)


def _vacancy_spans(ground: Ground) -> dict[str, tuple[Span, ...]]:
    held: dict[str, list[Span]] = {}
    for name in ("holders", "held-for"):
        rows = ground.network.table(name)
        starts, ends = (rows[day].astype(object).fillna(NO_DAY) for day in ("start_day", "end_day"))
        for seat, start, end in zip(rows["seat_id"], starts, ends, strict=True):
            held.setdefault(seat, []).append((start, end))
    seats = ground.seating.seats
    emptied = first_days(seats["vacant_from"]).astype(object).fillna(NO_DAY)
    found = {}
    for seat, since in zip(seats["seat_id"], emptied, strict=True):
        if seat not in held:
            found[seat] = ((since, NO_DAY),) if since and since <= ground.as_of else ALWAYS
        elif since:
            after = min((start for start, end in held[seat] if not end or end > since), default=_LAST)
            if since < after:
                found[seat] = ((since, NO_DAY if after == _LAST else after),)
    return found


def award_spans(start: str | None, end: str | None) -> Span:
    """Give the span of an award; a day that is not recorded is left open."""
    return start or NO_DAY, end or NO_DAY
