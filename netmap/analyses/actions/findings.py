"""What a plan says, in findings: organisations, forums and open calls, never a named person."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.actions.candidates import FILL, RE_MANDATE, RENEW, REPORT_BACK, Action
from netmap.analyses.actions.plan import Plan
from netmap.analyses.actions.universe import GROUP, THEME
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding, sentences
from netmap.model.words import counted, listed
from netmap.words import words_of

SHOWN = 4
TOGETHER = (RE_MANDATE, REPORT_BACK, FILL, RENEW)
"""The kinds whose actions share one finding where they give no group and no theme a voice."""
_say = words_of("analyses/actions")


def findings_of(plan: Plan, reach: pd.DataFrame, as_of: str) -> list[Finding]:
    """Give one finding for each action on who sits, one for mandates, one for report backs, one for what is left."""
    seats: list[tuple[Action, tuple[str, ...], str]] = []
    together: dict[str, list[Action]] = {kind: [] for kind in TOGETHER}
    kinds = {gap.id: gap.kind for gap in plan.gaps}
    for name, gain in zip(plan.chosen.chosen, plan.chosen.gains, strict=True):
        action, gained = plan.by_id[name], tuple(sorted(map(str, gain)))
        voice = any(kinds[gap] in (GROUP, THEME) for gap in gained)
        if action.kind in together and not voice and not (action.kind == FILL and action.body):
            together[action.kind].append(action)
        else:
            seats.append((action, gained, MEDIUM if voice else LOW))
    many = [_together(plan, kind, some, as_of) for kind, some in together.items() if some]
    most = plan.ground.seating.settings.health.most_findings
    single = [_action(plan, action, gained, severity, as_of) for action, gained, severity in seats[:most]]
    return [*single, *many, *([_left(plan, reach, as_of)] if len(reach) else [])]


def _action(plan: Plan, action: Action, gained: tuple[str, ...], severity: str, as_of: str) -> Finding:
    says = {gap.id: gap.says for gap in plan.gaps}
    unsure = [gap.id for gap in plan.gaps if gap.id in gained and not gap.certain]
    say = plan.ground.seating.evidence
    _, other = plan.runner_up(action.id, frozenset(gained))
    statement = _say(
        "single_statement",
        action=action.says,
        gaps=counted(len(gained), "gap"),
        all=f"{len(plan.gaps):,}",
        named=sentences([says[gap] for gap in gained], SHOWN),
    )
    return Finding(
        id=f"actions:{action.id}",
        type=f"action_{action.kind}",
        severity=severity,
        subjects=tuple(each for each in (action.body, action.place, action.seat) if each) or (action.record,),
        statement=" ".join([statement, *_unsure(len(unsure), len(gained))]),
        measure=_say("single_measure"),
        value=len(gained),
        out_of=len(plan.gaps),
        bounds=(len(gained) - len(unsure), len(gained)),
        evidence=tuple(say(action.record, action.closes[gap]) for gap in gained),
        would_change=_say("single_runner_up", action=other) if other else _say("single_nobody_else"),
        assumptions=(_say("single_assumption"),) if action.body else (),
        actions=(action.says + ".",),
        as_of=as_of,
    )


def _unsure(count: int, of: int) -> list[str]:
    if not count:
        return []
    return [_say("single_unsure_only") if of == 1 else _say("single_unsure_some", count=count)]


def _together(plan: Plan, kind: str, some: list[Action], as_of: str) -> Finding:
    return Finding(
        id=f"actions:{kind}",
        type=f"action_{kind}",
        severity=LOW,
        subjects=tuple(action.seat for action in some),
        statement=_of_all(kind, counted(len(some), "seat"), listed([action.seat for action in some])),
        measure=_say("together_measure"),
        value=len(some),
        out_of=len(plan.gaps),
        evidence=tuple(plan.ground.seating.evidence(action.record, action.says) for action in some),
        would_change=_say("together_would_change"),
        actions=tuple(action.says + "." for action in some[:SHOWN]),
        as_of=as_of,
    )


def _of_all(kind: str, seats: str, named: str) -> str:
    if kind == RE_MANDATE:
        return _say("together_mandates", seats=seats, named=named)
    if kind == REPORT_BACK:
        return _say("together_report_backs", seats=seats, named=named)
    if kind == FILL:
        return _say("together_open_calls", seats=seats, named=named)
    return _say("together_renewals", seats=seats, named=named)


def _left(plan: Plan, reach: pd.DataFrame, as_of: str) -> Finding:
    rows = reach.to_dict("records")
    subject = {gap.id: gap.subject for gap in plan.gaps}
    named = sentences([row["gap"] for row in rows], SHOWN)
    about = {row["gap_id"]: subject.get(row["gap_id"], row["gap_id"].partition(":")[2]) for row in rows}
    return Finding(
        id="actions:out_of_reach",
        type="gaps_out_of_reach",
        severity=LOW,
        subjects=tuple(dict.fromkeys(about.values())),
        statement=_say("left_statement", gaps=counted(len(rows), "gap"), named=named),
        measure=_say("left_measure"),
        value=len(rows),
        out_of=len(plan.gaps) + sum(row["cost"] is None for row in rows),
        evidence=tuple(
            Evidence(about[row["gap_id"]], _say("left_evidence", gap=row["gap"], why=row["why"])) for row in rows
        ),
        would_change=_say("left_would_change"),
        actions=tuple(dict.fromkeys(f"{row['remedy'][:1].upper()}{row['remedy'][1:]}." for row in rows)),
        as_of=as_of,
    )
