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
from netmap.words import words_of

_say = words_of("analyses/coverage")


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
    said = {"group": capital(row["group"]), "day": row["silent_from"], "seats": counted(len(voices), "seat")}
    only, seats = len(voices) == 1, listed(voices)
    return Finding(
        id=f"coverage-silence:{group}",
        type="group_falls_silent",
        severity=MEDIUM,
        subjects=(group,),
        statement=_say("silence_statement_one", **said) if only else _say("silence_statement_many", **said),
        measure=_say("silence_measure"),
        value=row["silent_from"],
        evidence=tuple(ladder.seating.evidence(seat, _say("silence_evidence")) for seat in voices[:most]),
        would_change=_say("silence_change"),
        assumptions=(_say("silence_assumption"),),
        actions=(_say("silence_action_one", seats=seats) if only else _say("silence_action_many", seats=seats),),
        as_of=as_of,
    )


def _gap(ladder: Ladder, group: str, verdict: Verdict, as_of: str) -> Finding:
    name, boards = capital(ladder.groups.names[group]), any_of(len(ladder.partnerships), "partnership")
    open_records = counted(verdict.open_count, "open record")
    statements = {
        NOT_REPRESENTED: _say(
            "gap_statement_not_represented", group=name, boards=boards, level=LEVEL_WORDS[verdict.recorded]
        ),
        EXPERT_ONLY: _say("gap_statement_expert", group=name, boards=boards),
        NOT_KNOWN: _say("gap_statement_not_known", group=name, boards=boards, records=open_records),
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
        measure=_say("gap_measure"),
        value=0,
        out_of=len(ladder.partnerships),
        bounds=(0, ladder.possible_boards(group)),
        evidence=_evidence(ladder, group, verdict),
        would_change=verdict.would_change,
        assumptions=(
            _say("gap_assumption"),
            _say("gap_people", people=f"{people:,.0f}", largest=f"{largest:,.0f}")
            if people is not None
            else _say("gap_people_not_known"),
        ),
        actions=(_action(ladder, group, verdict),),
        as_of=as_of,
    )


def _action(ladder: Ladder, group: str, verdict: Verdict) -> str:
    if verdict.verdict == NOT_KNOWN:
        return _say("gap_action_ask", question=verdict.would_change)
    lapsed = _lapsed(ladder, group)
    if lapsed:
        return _say("gap_action_renew", seats=listed(lapsed))
    bodies = [ladder.called[body] for body, _ in _organisations_of(ladder, group)]
    if not bodies:
        return _say("gap_action_outreach")
    return _say("gap_action_invite", organisations=listed(bodies[:3]))


def _organisations_of(ladder: Ladder, group: str) -> list[tuple[str, str]]:
    """List the organisations directly linked to a group, as (id, how)."""
    found = {body: how for link, how in reversed(LINK_WORDS.items()) for body in ladder.groups.of(link, group)}
    return [
        (body, _say("gap_evidence_linked", organisation=ladder.called[body], linked=how))
        for body, how in sorted(found.items())
    ]


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
        named = tuple(
            say(each.record, _say("gap_evidence_open", question=each.question)) for each in verdict.open_records
        )
        more = verdict.open_count - len(named)
        left = _say("gap_evidence_more", records=counted(more, "open record"))
        return (*named, *[Evidence(group, left)] * (more > 0))
    route = _say("gap_evidence_route", route=" → ".join(verdict.path))
    path = [say(verdict.seat, route)] if verdict.seat else []
    bodies = [say(body, how) for body, how in _organisations_of(ladder, group)]
    ended = [say(seat, _say("gap_evidence_ended", state=ENDED)) for seat in _lapsed(ladder, group)]
    asked, voices = ladder.groups.asked_about(group)
    none = _say("gap_evidence_none", asked=asked, organisations=counted(voices, "organisation"))
    return (*path, *bodies, *ended) or (Evidence(group, none),)
