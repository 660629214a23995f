"""What the seats say, in findings: who dominates, where one body speaks alone, where the sector has no vote."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.result import HIGH, MEDIUM, Evidence, Finding
from netmap.analyses.seating import FILLED, THIRD_SECTOR, VACANT, Seating
from netmap.analyses.thresholds import ALERT_SHARE, ALERT_TIMES_EQUAL, FEWEST_SEATS_TO_CLASSIFY
from netmap.model.words import CLASSIFICATION, counted, percent

OWN_VOICE, MANDATED, LAPSED, UNKNOWN = (
    "dominant_own_voice",
    "dominant_mandated",
    "dominant_mandate_lapsed",
    "dominant_unknown",
)


def classify(seats: int, mandated: int, reported: int, not_recorded: int) -> str:
    """How does an organisation with many seats come to speak there?

    Definition: `dominant_own_voice` when at least half of its seats carry no current mandate,
    `dominant_mandated` when more than half do and each of those reported back in time,
    `dominant_mandate_lapsed` when a report back is missing, `dominant_unknown` when mandates that
    nobody wrote down could change the answer.

    Parameters
        seats, mandated, reported, not_recorded: counts of its seats.
    Returns
        One of the four codes.
    Source
        METHODS 3.5.
    Example
        >>> classify(5, 3, 3, 0), classify(5, 1, 1, 0), classify(5, 1, 1, 4)
        ('dominant_mandated', 'dominant_own_voice', 'dominant_unknown')
    """
    own = seats - mandated
    if own * 2 >= seats:
        return UNKNOWN if (own - not_recorded) * 2 < seats else OWN_VOICE
    return MANDATED if reported == mandated else LAPSED


def dominant(seating: Seating, table: pd.DataFrame, bounds: tuple[float, float] | None, pool: int) -> list[Finding]:
    """Name the organisations above the alert line; `bounds` are those of the largest share."""
    total = int(table["seats"].sum()) if len(table) else 0
    if total < FEWEST_SEATS_TO_CLASSIFY:
        return []
    over = table[(table["share"] >= ALERT_SHARE) & (table["share"] * pool >= ALERT_TIMES_EQUAL)]
    return [
        _finding(seating, row, total, bounds if place == 0 else None)
        for place, row in enumerate(over.to_dict("records"))
    ]


def _finding(seating: Seating, row: dict[str, Any], total: int, bounds: tuple[float, float] | None) -> Finding:
    kind = classify(row["seats"], row["mandated_seats"], row["reported_back_seats"], row["mandate_not_recorded"])
    statement = (
        f"{row['organisation']} holds {row['seats']} of {total} third-sector seats ({percent(row['share'])}), "
        f"on {row['partnerships']} of {counted(row['of_partnerships'], 'partnership')}; "
        f"{CLASSIFICATION[kind]}. Its own voice is {row['voice']:.1f} of {total} seats ({percent(row['voice_share'])})."
    )
    unmandated = row["seats"] - row["mandated_seats"]
    actions = {
        OWN_VOICE: "Ask the forum to elect who sits there, or rotate a seat to another organisation.",
        MANDATED: "Keep the mandates under review, and share seats where one person holds several.",
        LAPSED: "Agree when the holders report back to those they speak for, and record it.",
        UNKNOWN: f"Record for whom the {counted(unmandated, 'seat')} without a mandate speak.",
    }
    own = seating.filled()
    own = own[own["organisation_id"] == row["organisation_id"]]
    return Finding(
        id=f"dominance:{row['organisation_id']}",
        type=kind,
        severity=HIGH if kind == OWN_VOICE else MEDIUM,
        subjects=(row["organisation_id"],),
        statement=statement,
        measure="share of third-sector seats",
        value=row["share"],
        out_of=total,
        bounds=bounds,
        evidence=_seat_evidence(seating, own),
        would_change="a current mandate recorded for one of its seats without one" if unmandated else "",
        assumptions=(
            f"Named from {percent(ALERT_SHARE)} of seats upwards, and {ALERT_TIMES_EQUAL} times an equal share.",
        ),
        actions=(actions[kind],),
        as_of=seating.as_of,
    )


def _seat_evidence(seating: Seating, seats: pd.DataFrame) -> tuple[Evidence, ...]:
    places = seating.network.names("Partnership")
    return tuple(
        Evidence(
            row["seat_id"],
            f"seat on {places.get(row['partnership_id'], row['partnership_id'])}"
            + (f", held by {row['representative']}" if row["representative"] else ""),
            row["source"] or "",
            row["as_of"] or "",
        )
        for row in seats.sort_values("seat_id").to_dict("records")
    )


def single_voices(seating: Seating, held: pd.DataFrame) -> list[Finding]:
    """Flag each partnership whose every third-sector seat is held by one organisation, even if mandated."""
    findings = []
    names, places = seating.network.names("Organisation"), seating.network.names("Partnership")
    for partnership, seats in held[held["third"]].groupby("partnership_id"):
        if seats["organisation_id"].nunique() != 1 or (seats["sector"] != THIRD_SECTOR).all():
            continue
        body, count = seats["organisation_id"].iloc[0], len(seats)
        open_seats = seating.seats[seating.seats["partnership_id"] == partnership]
        vacant = int((open_seats["state"] == VACANT).sum())
        nobody = int((open_seats["state"].eq(FILLED) & open_seats["organisation_id"].isna()).sum())
        all_of_them = {1: "The only third-sector seat", 2: "Both third-sector seats"}
        said = all_of_them.get(count, f"All {count} third-sector seats")
        maybe = f" {counted(nobody, 'seat')} there have no organisation recorded." if nobody else ""
        findings.append(
            Finding(
                id=f"single-voice:{partnership}",
                type="single_organisation_partnership",
                severity=HIGH if count > 1 else MEDIUM,
                subjects=(str(partnership), body),
                statement=f"{said} of {places[str(partnership)]} {'is' if count == 1 else 'are'} held by "
                f"{names.get(body, body)}.{maybe}",
                measure="organisations holding the partnership's third-sector seats",
                value=1,
                out_of=count,
                evidence=_seat_evidence(seating, seats),
                would_change="a third-sector seat held by a second organisation",
                actions=(
                    f"Fill the {counted(vacant, 'vacant seat')} with another organisation."
                    if vacant
                    else "Offer a seat, or a share of this one, to another organisation.",
                ),
                as_of=seating.as_of,
            )
        )
    return findings


def without_vote(seating: Seating, places: pd.DataFrame) -> list[Finding]:
    """Name the partnerships whose recorded seats give the third sector no vote."""
    complete = seating.scope.partnerships().set_index("id")["seats_listed"]
    findings = []
    for row in places.to_dict("records"):
        open_seats = row["voting_not_recorded"] + row["sector_not_recorded"] + row["without_organisation"]
        partly = complete[row["partnership_id"]] in ("some", "none")
        if not row["filled"] or row["third_sector_voting"] or open_seats or partly:
            continue
        seats = seating.seats[seating.seats["partnership_id"] == row["partnership_id"]]
        findings.append(
            Finding(
                id=f"no-vote:{row['partnership_id']}",
                type="partnership_without_third_sector_vote",
                severity=MEDIUM,
                subjects=(row["partnership_id"],),
                statement=f"{row['partnership']} has no third-sector voting seat among its "
                f"{counted(row['filled'], 'filled seat')}.",
                measure="third-sector voting seats",
                value=0,
                out_of=row["filled"],
                evidence=_seat_evidence(seating, seats),
                would_change="a voting seat held by a third-sector organisation",
                actions=("Offer the sector a voting seat there, filled by election or open call.",),
                as_of=seating.as_of,
            )
        )
    return findings
