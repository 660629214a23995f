"""What the seats say, in findings: who dominates, where one body speaks alone, where the sector has no vote."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.dominance.chance import AT_RANDOM, ChanceOfSeats
from netmap.analyses.dominance.classes import LAPSED, MANDATED, OWN_VOICE, UNKNOWN, classify
from netmap.analyses.result import HIGH, MEDIUM, Evidence, Finding
from netmap.analyses.seating import FILLED, OBSERVER, THIRD_SECTOR, VACANT, Seating
from netmap.measures.nulls import DRAWN, EXACT
from netmap.model.words import CLASSIFICATION, chance_of, counted, percent

METHOD_WORDS = {EXACT: "worked out exactly", DRAWN: "estimated from random draws"}
"""How the chance of an uneven sharing of all seats was found."""


def dominant(
    seating: Seating,
    held: pd.DataFrame,
    table: pd.DataFrame,
    *,
    recorded: int,
    unknown: int,
    pool: int,
    chance: ChanceOfSeats,
) -> list[Finding]:
    """Name the organisations above the alert line.

    Parameters
        held: the filled seats of known organisations, observers left out.
        table: one row for each organisation with a seat that is or may be third-sector.
        recorded, unknown: seats of bodies recorded as third sector, and seats that name no organisation.
        pool: number of organisations that could hold a seat.
        chance: what chance would make of the seats.
    """
    total, limits = int(table["seats"].sum()), seating.settings.dominance
    if total < limits.fewest_seats_to_classify:
        return []
    over = table[(table["share"] >= limits.alert_share) & (table["share"] * pool >= limits.alert_times_equal)]
    said = _said_of_chance(chance) if len(over) else ()
    return [
        _finding(seating, held[held["organisation_id"] == row["organisation_id"]], row, total, recorded, unknown, said)
        for row in over.to_dict("records")
    ]


def _said_of_chance(chance: ChanceOfSeats) -> tuple[str, ...]:
    found = chance.by_null.get(AT_RANDOM, {}).get("hhi")
    if found is None:
        return ()
    return (
        f"Suppose each partnership filled its third-sector seats at random from a pool of {found.pool} organisations. "
        f"The seats would then be shared this unevenly in {chance_of(found.p)} of cases "
        f"({METHOD_WORDS[found.method]}). "
        "A small figure says that it is no lottery, not that it is unfair.",
    )


def pool_caveat(pools: pd.DataFrame) -> list[str]:
    """Say how much the figures on chance hang on who is counted as able to sit."""
    if pools.empty:
        return []
    sizes = dict(zip(pools["which"], pools["pool"], strict=True))
    said = {size: chance_of(p) for size, p in sorted(zip(pools["pool"], pools["p"], strict=True))}
    first, *others = said.items()
    told = f"{first[1]} with a pool of {counted(first[0], 'organisation')}"
    told += "".join(f", {chance} with {size:,}" for size, chance in others)
    if len(set(said.values())) == 1:
        told = f"{first[1]} with any pool from {min(said):,} to {counted(max(said), 'organisation')}"
    return [
        f"Chance is judged against a pool of {counted(sizes['pool'], 'organisation')}, and hangs on its size. "
        f"One organisation sits on {counted(pools['widest'].iloc[0], 'partnership')}, the most of any. "
        f"The probability of that by chance is {told}."
    ]


def _bounds(row: dict[str, Any], total: int, recorded: int, unknown: int) -> tuple[float, float]:
    """Give the lowest and highest share that records nobody made could give an organisation."""
    seats = row["seats"]
    if row["sector"] != THIRD_SECTOR:
        return 0.0, (seats + unknown) / (recorded + seats + unknown)
    return seats / (total + unknown), (seats + unknown) / (recorded + unknown)


def _finding(
    seating: Seating,
    own: pd.DataFrame,
    row: dict[str, Any],
    total: int,
    recorded: int,
    unknown: int,
    chance: tuple[str, ...],
) -> Finding:
    kind = classify(row["seats"], row["mandated_seats"], row["reported_back_seats"], row["mandate_not_recorded"])
    of = "third-sector seats" if total == recorded else "seats that are or may be third-sector"
    statement = (
        f"{row['organisation']} holds {row['seats']} of {total} {of} ({percent(row['share'])}); "
        f"{CLASSIFICATION[kind]}. "
        f"It sits on {row['partnerships']} of {counted(row['of_partnerships'], 'partnership')}. "
        f"Its own voice is {row['voice']:.1f} of {total} seats ({percent(row['voice_share'])})."
    )
    unmandated = row["seats"] - row["mandated_seats"]
    actions = {
        OWN_VOICE: "Ask the forum to elect who sits there, or rotate a seat to another organisation.",
        MANDATED: "Keep the mandates under review, and share seats where one person holds several.",
        LAPSED: "Agree when the holders report back to those they speak for, and record it.",
        UNKNOWN: f"Record for whom the {counted(unmandated, 'seat')} without a mandate speak.",
    }
    return Finding(
        id=f"dominance:{row['organisation_id']}",
        type=kind,
        severity=HIGH if kind == OWN_VOICE else MEDIUM,
        subjects=(row["organisation_id"],),
        statement=statement,
        measure="share of third-sector seats",
        value=row["share"],
        out_of=total,
        bounds=_bounds(row, total, recorded, unknown),
        evidence=_seat_evidence(seating, own),
        would_change="a current mandate recorded for one of its seats without one"
        if unmandated
        else "the end of a mandate, or a report back that does not come",
        assumptions=(
            f"Named from {percent(seating.settings.dominance.alert_share)} of seats upwards, "
            f"and {seating.settings.dominance.alert_times_equal:g} times an equal share.",
            *chance,
        ),
        actions=(actions[kind],),
        as_of=seating.as_of,
    )


def _seat_evidence(seating: Seating, seats: pd.DataFrame) -> tuple[Evidence, ...]:
    places = seating.network.names("Partnership")
    return tuple(
        seating.evidence(
            row["seat_id"],
            f"seat on {places.get(row['partnership_id'], row['partnership_id'])}"
            + (f", held by {row['representative']}" if row["representative"] else ""),
        )
        for row in seats.sort_values("seat_id").to_dict("records")
    )


def single_voices(seating: Seating, held: pd.DataFrame) -> list[Finding]:
    """Flag each partnership whose every third-sector seat is held by one organisation, even if mandated."""
    recorded = held[held["sector"] == THIRD_SECTOR]
    holders = recorded.groupby("partnership_id")["organisation_id"].nunique()
    alone = recorded[recorded["partnership_id"].isin(holders[holders == 1].index)]
    return [_single_voice(seating, str(place), seats) for place, seats in alone.groupby("partnership_id")]


def _single_voice(seating: Seating, place: str, seats: pd.DataFrame) -> Finding:
    listed = seating.on(place)
    filled = listed[listed["state"] == FILLED]
    body, count = seats["organisation_id"].iloc[0], len(seats)
    who, where = seating.network.names("Organisation")[body], seating.network.names("Partnership")[place]
    all_of_them = {1: "The only third-sector seat", 2: "Both third-sector seats"}
    said = all_of_them.get(count, f"All {count} third-sector seats")
    unsure = _other_voices(seating, place, filled[filled["capacity"] != OBSERVER], body)
    vacant = int((listed["state"] == VACANT).sum())
    return Finding(
        id=f"single-voice:{place}",
        type="single_organisation_partnership",
        severity=HIGH if count > 1 and not unsure else MEDIUM,
        subjects=(place, body),
        statement=f"{said} of {where} {'is' if count == 1 else 'are'} held by {who}."
        + (f" This is not certain: {unsure}." if unsure else ""),
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


def _other_voices(seating: Seating, place: str, filled: pd.DataFrame, body: str) -> str:
    """Say what is not recorded on a partnership and could be a second third-sector organisation."""
    nobody = int(filled["organisation_id"].isna().sum())
    no_sector = filled["organisation_id"].notna() & filled["sector"].isna() & (filled["organisation_id"] != body)
    reasons = []
    if nobody:
        reasons.append(f"the organisation is not recorded for {counted(nobody, 'seat')} there")
    if no_sector.any():
        reasons.append(f"the sector is not recorded behind {counted(int(no_sector.sum()), 'seat')} there")
    if place in seating.partly_listed:
        reasons.append("not every seat there is listed")
    return "; ".join(reasons)


def without_vote(seating: Seating, places: pd.DataFrame) -> list[Finding]:
    """Name the partnerships whose recorded seats give the third sector no vote."""
    filled = seating.filled[seating.filled["capacity"] != OBSERVER]
    counts = filled["partnership_id"].value_counts().to_dict()
    return [
        _without_vote(seating, row, counts[row["partnership_id"]])
        for row in places.to_dict("records")
        if row["partnership_id"] in counts
        and row["partnership_id"] not in seating.partly_listed
        and not row["third_sector_voting"]
        and not (row["voting_not_recorded"] or row["sector_not_recorded"] or row["without_organisation"])
    ]


def _without_vote(seating: Seating, row: dict[str, Any], count: int) -> Finding:
    seats = seating.on(row["partnership_id"])
    return Finding(
        id=f"no-vote:{row['partnership_id']}",
        type="partnership_without_third_sector_vote",
        severity=MEDIUM,
        subjects=(row["partnership_id"],),
        statement=f"{row['partnership']} has no third-sector voting seat among its "
        f"{counted(count, 'filled seat')}, observers left out.",
        measure="third-sector voting seats",
        value=0,
        out_of=count,
        evidence=_seat_evidence(seating, seats),
        would_change="a voting seat held by a third-sector organisation",
        actions=("Offer the sector a voting seat there, filled by election or open call.",),
        as_of=seating.as_of,
    )
