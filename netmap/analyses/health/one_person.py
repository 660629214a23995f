"""Partnerships whose last mandated voice is one person's."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.health.group_drops import DROP_COLUMNS, group_drops
from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.issues.links import PERSON
from netmap.analyses.issues.single_points import POINT_COLUMNS, single_points
from netmap.analyses.issues.themes import Themes
from netmap.analyses.result import LOW, MEDIUM, Finding, capital
from netmap.model.words import counted, listed
from netmap.words import words_of

_say = words_of("analyses/health")


def in_detail(seats: SectorSeats) -> bool:
    """Say whether the seats are few enough for what is worked out holder by holder and mandate by mandate."""
    return len(seats.seating.filled) <= seats.seating.settings.health.most_seats_in_detail


def points(seats: SectorSeats) -> pd.DataFrame:
    """What would be lost if one person, or one organisation, left?

    Returns
        The table of `netmap.analyses.issues.single_points`; empty beyond the seats of the setting, where
        a place has to be named.
    Source
        METHODS 7.3; checked against SPOF.
    """
    if not in_detail(seats):
        return pd.DataFrame(columns=list(POINT_COLUMNS))
    return single_points(seats.seating, Themes(seats.seating))


def drops(seats: SectorSeats) -> pd.DataFrame:
    """Which equality groups would drop a level if one person, or one organisation, left? Empty where `points` is."""
    return group_drops(seats.seating) if in_detail(seats) else pd.DataFrame(columns=list(DROP_COLUMNS))


def last_voices(seats: SectorSeats, table: pd.DataFrame) -> tuple[list[Finding], int]:
    """Name the partnerships that one person's leaving would leave without a mandated third-sector voice.

    Themes that one person carries are found by the question about issues, and not again here.
    """
    alone = table[(table["kind"] == PERSON) & (table["last_mandated_voice"].map(len) > 0)]
    most = seats.seating.settings.health.most_findings
    current = seats.seating.mandates.loc[seats.seating.mandates["current"], "seat_id"]
    own = seats.filled[seats.filled["seat_id"].isin(current)]
    found = [_last_voice(seats, row, own) for row in alone.head(most).to_dict("records")]
    return found, len(alone) - len(found)


def _last_voice(seats: SectorSeats, row: dict[str, Any], mandated: pd.DataFrame) -> Finding:
    lost = row["last_mandated_voice"]
    own = mandated[(mandated["representative_id"] == row["id"]) & mandated["partnership_id"].isin(lost)]
    own = own.sort_values("seat_id")
    held, places = list(own["seat_id"]), list(dict.fromkeys(own["partnership"]))
    open_places = [place for place in lost if place in row["not_certain"]]
    return Finding(
        id=f"last-voice:{held[0]}",
        type="last_mandated_voice",
        severity=MEDIUM if len(lost) > 1 and not open_places else LOW,
        subjects=(*lost, *held),
        statement=_says(len(lost), places, held, len(open_places)),
        measure=_say("last_voice_measure"),
        value=len(lost),
        out_of=mandated["partnership_id"].nunique(),
        bounds=(len(lost) - len(open_places), len(lost)),
        evidence=tuple(
            seats.seating.evidence(seat, _say("last_voice_evidence", partnership=place))
            for seat, place in zip(held, own["partnership"], strict=True)
        ),
        would_change=_say("last_voice_would_change"),
        actions=(_say("last_voice_action"),),
        as_of=seats.seating.as_of,
    )


def _says(lost: int, places: list[str], held: list[str], unsure: int) -> str:
    """Say which partnerships have no other mandate, and on how many that is not certain."""
    partnerships, seats = capital(listed(places)), listed(held)
    if lost == 1:
        said = _say("last_voice_statement_one", partnerships=partnerships, seats=seats)
    else:
        said = _say("last_voice_statement_many", partnerships=partnerships, seats=seats)
    if not unsure:
        return said
    return f"{said} {_say('last_voice_not_certain', partnerships=counted(unsure, 'partnership'))}"
