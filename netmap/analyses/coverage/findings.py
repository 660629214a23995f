"""What coverage finds: groups without a voice, or whose voice is not known."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

import pandas as pd

from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.levels import NOMINAL
from netmap.analyses.coverage.verdicts import Verdict
from netmap.analyses.result import HIGH, LOW, MEDIUM, Evidence, Finding, capital
from netmap.analyses.seating import ENDED
from netmap.model.words import (
    EXPERT_ONLY,
    LEVEL_WORDS,
    LINK_WORDS,
    NOT_KNOWN,
    NOT_REPRESENTED,
    REPRESENTED,
    any_of,
    counted,
    listed,
)


def findings_of(
    ladder: Ladder, verdicts: Mapping[str, Verdict], details: Mapping[str, pd.DataFrame], as_of: str
) -> list[Finding]:
    """Give what is found of groups that are not represented, or that fall silent soon.

    A group that is not represented anywhere: high where it is large, else medium; by an expert only: medium;
    not known, or reached by membership only where that is no gap: low. A last voice that ends soon: medium.
    """
    if not ladder.partnerships:
        return []
    members = only_members(ladder, verdicts)
    gaps = [
        _gap(ladder, group, verdict, as_of) for group, verdict in verdicts.items() if verdict.verdict != REPRESENTED
    ]
    return [
        *(_by_membership(gap) if gap.subjects[0] in members else gap for gap in gaps),
        *_silences(ladder, details["time"], as_of),
    ]


def only_members(ladder: Ladder, verdicts: Mapping[str, Verdict]) -> list[str]:
    """List the groups reached only through general membership, where the settings say that this is no gap."""
    if ladder.seating.settings.coverage.membership_is_a_gap:
        return []
    return [
        group
        for group, verdict in verdicts.items()
        if verdict.verdict == NOT_REPRESENTED and verdict.recorded == NOMINAL
    ]


def _by_membership(gap: Finding) -> Finding:
    return dataclasses.replace(gap, type="group_by_membership_only", severity=LOW)


def _silences(ladder: Ladder, time: pd.DataFrame, as_of: str) -> list[Finding]:
    notice = ladder.seating.settings.coverage.silence_notice_days
    last = (datetime.date.fromisoformat(as_of) + datetime.timedelta(days=notice)).isoformat()
    soon = [row for row in time.to_dict("records") if row["silent_from"] and row["silent_from"] <= last]
    return [_silence(ladder, row, as_of) for row in soon]


def _silence(ladder: Ladder, row: dict[Any, Any], as_of: str) -> Finding:
    group, voices = row["group_id"], ladder.seat_ids[ladder.column(row["group_id"]).voices].tolist()
    most = ladder.seating.settings.coverage.most_open_records
    return Finding(
        id=f"coverage-silence:{group}",
        type="group_falls_silent",
        severity=MEDIUM,
        subjects=(group,),
        statement=f"{capital(row['group'])}: by the terms on record nobody speaks for them from {row['silent_from']} "
        f"on. Today {counted(len(voices), 'seat')} {'does' if len(voices) == 1 else 'do'}.",
        measure="first day without a recorded voice",
        value=row["silent_from"],
        evidence=tuple(ladder.seating.evidence(seat, "speaks for the group; its term ends") for seat in voices[:most]),
        would_change="a recorded renewal, or a further seat that speaks for the group",
        assumptions=("A term without a recorded end runs on.",),
        actions=(f"Ask whether {'seat' if len(voices) == 1 else 'seats'} {listed(voices)} will be renewed.",),
        as_of=as_of,
    )


def _gap(ladder: Ladder, group: str, verdict: Verdict, as_of: str) -> Finding:
    name, boards = capital(ladder.groups.names[group]), any_of(len(ladder.partnerships), "partnership")
    statements = {
        NOT_REPRESENTED: f"{name}: nobody speaks for them on {boards}. "
        f"On the best route the group {LEVEL_WORDS[verdict.recorded]}.",
        EXPERT_ONLY: f"{name}: an expert advises, but nobody represents them on {boards}.",
        NOT_KNOWN: f"{name}: it is not known whether anybody speaks for them. The records show no voice on "
        f"{boards}, but {counted(verdict.open_count, 'open record')} could change that.",
    }
    populations = ladder.groups.populations
    largest, people = max(populations.values(), default=0), populations.get(group)
    large = people is not None and people >= ladder.seating.settings.coverage.large_group_share * largest
    return Finding(
        id=f"coverage:{group}",
        type=f"group_{verdict.verdict}",
        severity=LOW if verdict.verdict == NOT_KNOWN else HIGH if large and verdict.recorded >= NOMINAL else MEDIUM,
        subjects=(group,),
        statement=statements[verdict.verdict],
        measure="partnerships on which the group is represented",
        value=0,
        out_of=len(ladder.partnerships),
        bounds=(0, ladder.possible_boards(group)),
        evidence=_evidence(ladder, group, verdict),
        would_change=verdict.would_change,
        assumptions=(
            "General membership of a forum does not represent a group.",
            f"The group has {people:,.0f} people, the largest group on record {largest:,.0f}."
            if people is not None
            else "How many people belong to the group is not recorded.",
        ),
        actions=(_action(ladder, group, verdict),),
        as_of=as_of,
    )


def _action(ladder: Ladder, group: str, verdict: Verdict) -> str:
    if verdict.verdict == NOT_KNOWN:
        return f"Find out: {verdict.would_change}."
    lapsed = _lapsed(ladder, group)
    if lapsed:
        return f"Renew or refill seat {listed(lapsed)}: the term of its holder has ended."
    bodies = [ladder.called[body] for body, _ in _organisations_of(ladder, group)]
    if not bodies:
        return (
            "Nobody on file: this is a development need, met by outreach and capacity building, not by an invitation."
        )
    return f"Invite {listed(bodies[:3])}, or ask a forum for a mandate that names the group."


def _organisations_of(ladder: Ladder, group: str) -> list[tuple[str, str]]:
    """List the organisations directly linked to a group, as (id, how)."""
    found = {body: how for link, how in reversed(LINK_WORDS.items()) for body in ladder.groups.of(link, group)}
    return [(body, f"{ladder.called[body]} {how} the group") for body, how in sorted(found.items())]


def _lapsed(ladder: Ladder, group: str) -> list[str]:
    """List the seats past their end whose last holder is linked to the group."""
    seats = ladder.seating.seats
    ended = seats.loc[seats["state"] == ENDED, "seat_id"]
    rows = ladder.seating.network.table("held-for").sort_values(["seat_id", "end_day"])
    rows = rows[rows["seat_id"].isin(ended)]
    last = dict(zip(rows["seat_id"], rows["organisation_id"], strict=True))
    reach = ladder.groups.reach(group, last.values())
    return [seat for seat, body in last.items() if reach.is_linked(body)]


def _evidence(ladder: Ladder, group: str, verdict: Verdict) -> tuple[Evidence, ...]:
    """Name the records that a verdict other than represented rests on."""
    say = ladder.seating.evidence
    if verdict.verdict == NOT_KNOWN:
        named = tuple(say(each.record, f"open: {each.question}") for each in verdict.open_records)
        more = verdict.open_count - len(named)
        return (*named, *[Evidence(group, f"and {counted(more, 'open record')} more")] * (more > 0))
    path = [say(verdict.seat, f"best route: {' → '.join(verdict.path)}")] if verdict.seat else []
    bodies = [say(body, how) for body, how in _organisations_of(ladder, group)]
    ended = [say(seat, f"{ENDED}: held for a body of the group") for seat in _lapsed(ladder, group)]
    asked, voices = ladder.groups.asked_about(group)
    none = f"no organisation is linked to it; {asked} of {counted(voices, 'organisation')} were asked about it"
    return (*path, *bodies, *ended) or (Evidence(group, none),)
