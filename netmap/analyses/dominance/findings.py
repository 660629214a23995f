"""What the seats say, in findings: who dominates, where one body speaks alone, where the sector has no vote."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.dominance.chance import AT_RANDOM, ChanceOfSeats
from netmap.analyses.dominance.classes import LAPSED, MANDATED, OWN_VOICE, UNKNOWN, classify
from netmap.analyses.result import HIGH, MEDIUM, Evidence, Finding
from netmap.analyses.seating import FILLED, OBSERVER, THIRD_SECTOR, VACANT, Seating
from netmap.measures.nulls import EXACT
from netmap.model.words import CLASSIFICATION, chance_of, counted, percent
from netmap.words import words_of

_say = words_of("analyses/dominance")


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
    if found.method == EXACT:
        return (_say("dominant_chance_exact", pool=found.pool, chance=chance_of(found.p)),)
    return (_say("dominant_chance_drawn", pool=found.pool, chance=chance_of(found.p)),)


def pool_caveat(pools: pd.DataFrame) -> list[str]:
    """Say how much the figures on chance hang on who is counted as able to sit."""
    if pools.empty:
        return []
    sizes = dict(zip(pools["which"], pools["pool"], strict=True))
    said = {size: chance_of(p) for size, p in sorted(zip(pools["pool"], pools["p"], strict=True))}
    (smallest, chance), *others = said.items()
    told = {
        "pool": counted(sizes["pool"], "organisation"),
        "boards": counted(pools["widest"].iloc[0], "partnership"),
        "chance": chance,
    }
    if len(set(said.values())) == 1:
        most = counted(max(said), "organisation")
        return [_say("pool_caveat_same", fewest=f"{min(said):,}", most=most, **told)]
    more = ", ".join(_say("pool_caveat_other", chance=each, size=f"{size:,}") for size, each in others)
    return [_say("pool_caveat", smallest=counted(smallest, "organisation"), others=more, **told)]


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
    unmandated = row["seats"] - row["mandated_seats"]
    return Finding(
        id=f"dominance:{row['organisation_id']}",
        type=kind,
        severity=HIGH if kind == OWN_VOICE else MEDIUM,
        subjects=(row["organisation_id"],),
        statement=_dominant_statement(row, kind, total, certain=total == recorded),
        measure=_say("dominant_measure"),
        value=row["share"],
        out_of=total,
        bounds=_bounds(row, total, recorded, unknown),
        evidence=_seat_evidence(seating, own),
        would_change=_say("dominant_would_change_unmandated") if unmandated else _say("dominant_would_change_mandated"),
        assumptions=(
            _say(
                "dominant_named_from",
                share=percent(seating.settings.dominance.alert_share),
                times=f"{seating.settings.dominance.alert_times_equal:g}",
            ),
            *chance,
        ),
        actions=(_dominant_action(kind, unmandated),),
        as_of=seating.as_of,
    )


def _dominant_statement(row: dict[str, Any], kind: str, total: int, *, certain: bool) -> str:
    said = {
        "holder": row["organisation"],
        "seats": row["seats"],
        "total": total,
        "share": percent(row["share"]),
        "classification": CLASSIFICATION[kind],
        "sits_on": row["partnerships"],
        "boards": counted(row["of_partnerships"], "partnership"),
        "voice": f"{row['voice']:.1f}",
        "voice_share": percent(row["voice_share"]),
    }
    return _say("dominant_statement", **said) if certain else _say("dominant_statement_unsure", **said)


def _dominant_action(kind: str, unmandated: int) -> str:
    actions = {
        OWN_VOICE: _say("dominant_action_own_voice"),
        MANDATED: _say("dominant_action_mandated"),
        LAPSED: _say("dominant_action_lapsed"),
        UNKNOWN: _say("dominant_action_unknown", seats=counted(unmandated, "seat")),
    }
    return actions[kind]


def _seat_evidence(seating: Seating, seats: pd.DataFrame) -> tuple[Evidence, ...]:
    places = seating.network.names("Partnership")
    return tuple(
        seating.evidence(
            row["seat_id"],
            _said_of_seat(places.get(row["partnership_id"], row["partnership_id"]), row["representative"]),
        )
        for row in seats.sort_values("seat_id").to_dict("records")
    )


def _said_of_seat(place: str, person: Any) -> str:
    if person:
        return _say("seat_evidence_held_by", board=place, person=person)
    return _say("seat_evidence", board=place)


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
    unsure = _other_voices(seating, place, filled[filled["capacity"] != OBSERVER], body)
    vacant = int((listed["state"] == VACANT).sum())
    return Finding(
        id=f"single-voice:{place}",
        type="single_organisation_partnership",
        severity=HIGH if count > 1 and not unsure else MEDIUM,
        subjects=(place, body),
        statement=_single_statement(where, who, count, unsure),
        measure=_say("single_measure"),
        value=1,
        out_of=count,
        evidence=_seat_evidence(seating, seats),
        would_change=_say("single_would_change"),
        actions=(
            _say("single_action_vacant", seats=counted(vacant, "vacant seat"))
            if vacant
            else _say("single_action_share"),
        ),
        as_of=seating.as_of,
    )


def _single_statement(board: str, holder: str, count: int, unsure: str) -> str:
    if count == 1:
        statement = _say("single_statement_one", board=board, holder=holder)
    elif count == 2:
        statement = _say("single_statement_both", board=board, holder=holder)
    else:
        statement = _say("single_statement_all", seats=count, board=board, holder=holder)
    return _say("single_statement_unsure", statement=statement, reasons=unsure) if unsure else statement


def _other_voices(seating: Seating, place: str, filled: pd.DataFrame, body: str) -> str:
    """Say what is not recorded on a partnership and could be a second third-sector organisation."""
    nobody = int(filled["organisation_id"].isna().sum())
    no_sector = filled["organisation_id"].notna() & filled["sector"].isna() & (filled["organisation_id"] != body)
    reasons = []
    if nobody:
        reasons.append(_say("single_unsure_organisation", seats=counted(nobody, "seat")))
    if no_sector.any():
        reasons.append(_say("single_unsure_sector", seats=counted(int(no_sector.sum()), "seat")))
    if place in seating.partly_listed:
        reasons.append(_say("single_unsure_listing"))
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
        statement=_say("no_vote_statement", board=row["partnership"], seats=counted(count, "filled seat")),
        measure=_say("no_vote_measure"),
        value=0,
        out_of=count,
        evidence=_seat_evidence(seating, seats),
        would_change=_say("no_vote_would_change"),
        actions=(_say("no_vote_action"),),
        as_of=seating.as_of,
    )
