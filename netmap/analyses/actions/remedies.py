"""Gaps that no action on file can close: what they need instead."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.actions.ground import Ground
from netmap.analyses.actions.plan import Plan
from netmap.analyses.actions.universe import GROUP, THEME, Gap, Universe
from netmap.model.words import listed
from netmap.words import words_of

REACH = ("gap_id", "gap", "why", "remedy", "cost")
_say = words_of("analyses/actions")


def out_of_reach(ground: Ground, universe: Universe, plan: Plan) -> pd.DataFrame:
    """List the gaps that nobody on file can close, and the themes that no partnership owns, each with its remedy.

    Returns
        One row for each, in order of id; the cost is None where it is no action that netmap prices.
    """
    closable = {gap for action in plan.actions for gap in action.closes}
    cost = ground.seating.settings.actions.outreach_cost
    rows: list[tuple[str, str, str, str, float | None]] = [
        (gap.id, gap.says, *_remedy(ground, gap), cost) for gap in universe.gaps if gap.id not in closable
    ]
    rows += [(each.about, each.says, _say("unowned_why"), each.ask, None) for each in universe.unowned]
    table = pd.DataFrame(sorted(rows, key=lambda row: row[0]), columns=list(REACH), dtype=object)
    return table.where(table.notna(), None)


def _remedy(ground: Ground, gap: Gap) -> tuple[str, str]:
    """Say why nobody on file can close a gap, and what would."""
    linked = {
        GROUP: frozenset(ground.links.get(gap.subject, {})),
        THEME: ground.theme_bodies(gap.subject) if gap.kind == THEME else frozenset(),
    }.get(gap.kind, frozenset())
    outside = sorted(linked - ground.may_sit)
    if outside:
        who = listed([ground.body(body) for body in outside])
        return _say("outside_why", organisations=who), _say("outside_remedy")
    if linked:
        return _say("seated_why"), _say("seated_remedy")
    return _say("nobody_why"), _say("nobody_remedy")
