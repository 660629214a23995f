"""What a plan says, in findings: organisations, forums and open calls, never a named person."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.actions.candidates import FILL, RE_MANDATE, RENEW, REPORT_BACK, Action
from netmap.analyses.actions.plan import Plan
from netmap.analyses.actions.universe import GROUP, THEME
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding, sentences
from netmap.model.words import counted, listed

SHOWN = 4
TOGETHER = {
    RE_MANDATE: "of the third sector without a current mandate: agree whom each speaks for, and how that is chosen",
    REPORT_BACK: "of the third sector with a current mandate and no report back in time: ask for one",
    FILL: "vacant or past the end of the term: fill by an open call",
    RENEW: "past the end of the term: renew it, or fill by an open call",
}
"""What is said of actions of one kind that give no group and no theme a voice: one finding for all of them."""


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
    return Finding(
        id=f"actions:{action.id}",
        type=f"action_{action.kind}",
        severity=severity,
        subjects=tuple(each for each in (action.body, action.place, action.seat) if each) or (action.record,),
        statement=f"{action.says}. That would close {counted(len(gained), 'gap')} of {len(plan.gaps):,}. "
        + sentences([says[gap] for gap in gained], SHOWN)
        + _unsure(len(unsure), len(gained)),
        measure="open gaps that the action would close",
        value=len(gained),
        out_of=len(plan.gaps),
        bounds=(len(gained) - len(unsure), len(gained)),
        evidence=tuple(say(action.record, action.closes[gap]) for gap in gained),
        would_change=f"the runner-up: {other}" if other else "nobody else on file would close the same gaps",
        assumptions=("The organisation is willing, and finds somebody who has the time.",) if action.body else (),
        actions=(action.says + ".",),
        as_of=as_of,
    )


def _unsure(count: int, of: int) -> str:
    if not count:
        return ""
    return " Whether that is a gap is not certain." if of == 1 else f" Not certain to be gaps: {count} of them."


def _together(plan: Plan, kind: str, some: list[Action], as_of: str) -> Finding:
    seats = counted(len(some), "seat")
    return Finding(
        id=f"actions:{kind}",
        type=f"action_{kind}",
        severity=LOW,
        subjects=tuple(action.seat for action in some),
        statement=f"{seats} {TOGETHER[kind]}. By seat: {listed([action.seat for action in some])}.",
        measure="open gaps that the actions would close",
        value=len(some),
        out_of=len(plan.gaps),
        evidence=tuple(plan.ground.seating.evidence(action.record, action.says) for action in some),
        would_change="a record that shows it done",
        actions=tuple(action.says + "." for action in some[:SHOWN]),
        as_of=as_of,
    )


def _left(plan: Plan, reach: pd.DataFrame, as_of: str) -> Finding:
    rows = reach.to_dict("records")
    subject = {gap.id: gap.subject for gap in plan.gaps}
    about = {row["gap_id"]: subject.get(row["gap_id"], row["gap_id"].partition(":")[2]) for row in rows}
    return Finding(
        id="actions:out_of_reach",
        type="gaps_out_of_reach",
        severity=LOW,
        subjects=tuple(dict.fromkeys(about.values())),
        statement=f"{counted(len(rows), 'gap')} cannot be closed by an invitation to anybody on file. "
        + sentences([row["gap"] for row in rows], SHOWN),
        measure="gaps that no organisation, seat or forum on file can close",
        value=len(rows),
        out_of=len(plan.gaps) + sum(row["cost"] is None for row in rows),
        evidence=tuple(Evidence(about[row["gap_id"]], f"{row['gap']}: {row['why']}") for row in rows),
        would_change="an organisation found by outreach, or a partnership that takes a theme into its remit",
        actions=tuple(dict.fromkeys(f"{row['remedy'][:1].upper()}{row['remedy'][1:]}." for row in rows)),
        as_of=as_of,
    )
