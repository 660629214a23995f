"""Which few steps would close most of the open gaps, and which gaps can nobody on file close?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from netmap.analyses.actions.candidates import Action, Candidates
from netmap.analyses.actions.findings import findings_of
from netmap.analyses.actions.ground import Ground
from netmap.analyses.actions.plan import Plan
from netmap.analyses.actions.remedies import out_of_reach
from netmap.analyses.actions.universe import Question, Universe, read_universe
from netmap.analyses.actions.weighing import Weighed
from netmap.analyses.collecting import without_collecting
from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, ActionSettings, Settings
from netmap.measures.covers import Cover
from netmap.model.words import counted
from netmap.network import Network
from netmap.words import words_of

COLUMNS = (
    "order",
    "action_id",
    "kind",
    "action",
    "cost",
    "closes",
    "of_gaps",
    "closes_gaps",
    "organisation_id",
    "organisation",
    "partnership_id",
    "partnership",
    "seat_id",
    "largest_share_after",
    "hours_per_year",
    "evidence",
    "runner_up",
    "runner_up_id",
)
GAPS = ("gap_id", "kind", "gap", "partnership_id", "certain", "candidates", "closed_by")
CANDIDATES = (
    "action_id",
    "kind",
    "action",
    "cost",
    "closes",
    "in_plan",
    "organisation_id",
    "partnership_id",
    "seat_id",
)
CLOSES = ("action_id", "gap_id", "gap", "why", "record")
GREEDY_STEPS = ("order", "action_id", "action", "cost", "closes", "gaps_per_cost")
QUESTIONS = ("about", "not_known", "ask")
_say = words_of("analyses/actions")


@dataclass(frozen=True, kw_only=True)
class ActionsResult(Result):
    """A plan of actions: one row for each, in order of what it closes for its cost.

    `details` has `gaps` (all that are open), `candidates` (all actions that would close one), `closes` (why each
    action would close each of its gaps), `greedy` (the choice step by step), `out_of_reach` (gaps that nobody on
    file can close, each with a remedy) and `to_find_out` (what may be a gap and is not known).
    """

    name = "actions"
    in_short = ("order", "action", "cost", "closes", "closes_gaps", "runner_up")


@without_collecting()
def actions(
    network: Network,
    *,
    as_of: str,
    area: str | None = None,
    settings: Settings = DEFAULTS,
    answered: Mapping[str, Result] = MappingProxyType({}),
) -> ActionsResult:
    """What should we do first, for whom would it be done, and what is left that no invitation can mend?

    Definition: the universe is every open gap: a group without a voice, a theme without a voice where it is owned, a
    vacant or ended seat, a representative's seat without a current mandate or a report back in time, a seat
    wanted for a small organisation. An action closes a gap where the records of the action's organisation,
    seat or forum would close it in the analysis that found it. The plan closes the most gaps inside the limits, at
    the least cost (unit: one vacant seat filled). Greedy beside it: always the most gaps for the cost.
    Isolated and vacant: an organisation without a seat is a candidate; a vacant seat is a gap and a free place.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: costs and limits, in the sections `mandates`, `coverage`, `issues` and `actions`.
        answered: results by name that are at hand, of this network, day, place and settings; the others are worked out.
    Returns
        ActionsResult: where there are too many partnerships or candidates, no row, and figures of None.
    Raises
        AnalysisError: the area is not known.
    Cost
        That of coverage and issues where they are not at hand, plus that of the cover; bounded by
        `most_partnerships` and `most_candidates`.
    Source
        METHODS 7.7; checked against COVER-ANYTOWN, COVER-WEIGHTED, COVER-CONSTRAINED.
    """
    seating = read_seating(network, as_of, area, settings)
    ground = Ground(seating)
    base: dict[str, Any] = {
        "as_of": as_of,
        "scope": seating.scope.name,
        "parameters": settings.used("mandates", "actions") | {"small_income": settings.health.small_income},
    }
    if len(ground.places) > settings.actions.most_partnerships:
        return _too_many(base, counted(len(ground.places), "partnership"), settings.actions.most_partnerships)
    covered, carried = answered.get(CoverageResult.name), answered.get(IssuesResult.name)
    if not isinstance(covered, CoverageResult):
        covered = coverage(network, as_of=as_of, area=area, settings=settings)
    if not isinstance(carried, IssuesResult):
        carried = issues(network, as_of=as_of, area=area, settings=settings)
    universe = read_universe(ground, covered, carried)
    found = Candidates(ground, universe.gaps)
    candidates = found.all()
    if len(candidates) > settings.actions.most_candidates:
        return _too_many(base, counted(len(candidates), "candidate action"), settings.actions.most_candidates)
    plan = Plan(ground, universe.gaps, candidates)
    reach = out_of_reach(ground, universe, plan)
    return ActionsResult(
        **base,
        headline=_headline(plan, universe),
        values=_values(plan, universe, reach),
        caveats=(*_caveats(plan), *_cut(found.weighed, settings.actions)),
        findings=in_order(findings_of(plan, reach, as_of)),
        rows=_rows(plan),
        details=_details(plan, universe) | {"out_of_reach": reach},
    )


def _too_many(base: Mapping[str, Any], what: str, most: int) -> ActionsResult:
    text = _say("too_many", what=f"{what[:1].upper()}{what[1:]}", most=f"{most:,}")
    names = ("gaps", "gaps_in_reach", "closed", "cost", "candidates", "out_of_reach", "to_find_out")
    tables = {
        "gaps": GAPS,
        "candidates": CANDIDATES,
        "closes": CLOSES,
        "greedy": GREEDY_STEPS,
        "to_find_out": QUESTIONS,
        "out_of_reach": ("gap_id", "gap", "remedy", "cost"),
    }
    return ActionsResult(
        **base,
        headline=text,
        values=dict.fromkeys(names),
        caveats=(text,),
        rows=pd.DataFrame(columns=list(COLUMNS)),
        details={name: pd.DataFrame(columns=list(columns)) for name, columns in tables.items()},
    )


def _rows(plan: Plan) -> pd.DataFrame:
    says = {gap.id: gap.says for gap in plan.gaps}
    cover, rows = plan.chosen, []
    for order, (name, gain) in enumerate(zip(cover.chosen, cover.gains, strict=True), start=1):
        action, gained = plan.by_id[name], sorted(map(str, gain))
        other, what = plan.runner_up(name, frozenset(gained))
        rows.append(
            {
                "order": order,
                "action_id": name,
                "kind": action.kind,
                "action": action.says,
                "cost": action.cost,
                "closes": len(gained),
                "of_gaps": len(plan.gaps),
                "closes_gaps": [says[gap] for gap in gained],
                **_where(plan, action),
                "largest_share_after": plan.largest_shares[order],
                "hours_per_year": plan.ground.hours(action.place) if action.body else None,
                "evidence": [action.closes[gap] for gap in gained],
                "runner_up": what,
                "runner_up_id": other,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _where(plan: Plan, action: Action) -> dict[str, str]:
    return {
        "organisation_id": action.body,
        "organisation": plan.ground.body(action.body) if action.body else "",
        "partnership_id": action.place,
        "partnership": plan.ground.place(action.place) if action.place else "",
        "seat_id": action.seat,
    }


def _details(plan: Plan, universe: Universe) -> dict[str, pd.DataFrame]:
    says = {gap.id: gap.says for gap in plan.gaps}
    closers = Counter(gap for action in plan.actions for gap in action.closes)
    closed = _closed_by(plan.chosen)
    gaps = [
        (gap.id, gap.kind, gap.says, gap.place, gap.certain, closers[gap.id], closed.get(gap.id, ""))
        for gap in plan.gaps
    ]
    chosen = set(plan.chosen.chosen)
    candidates = [
        (
            each.id,
            each.kind,
            each.says,
            each.cost,
            len(each.closes),
            each.id in chosen,
            each.body,
            each.place,
            each.seat,
        )
        for each in plan.actions
    ]
    closes = [
        (action.id, gap, says[gap], why, action.record)
        for action in plan.actions
        for gap, why in sorted(action.closes.items())
    ]
    greedy = [
        (order, name, plan.by_id[name].says, plan.by_id[name].cost, len(gain), len(gain) / plan.by_id[name].cost)
        for order, (name, gain) in enumerate(zip(plan.greedy.chosen, plan.greedy.gains, strict=True), start=1)
    ]
    return {
        "gaps": pd.DataFrame(gaps, columns=list(GAPS)),
        "candidates": pd.DataFrame(candidates, columns=list(CANDIDATES)),
        "closes": pd.DataFrame(closes, columns=list(CLOSES)),
        "greedy": pd.DataFrame(greedy, columns=list(GREEDY_STEPS)),
        "to_find_out": _questions(universe.questions),
    }


def _questions(questions: Sequence[Question]) -> pd.DataFrame:
    return pd.DataFrame([(each.about, each.says, each.ask) for each in questions], columns=list(QUESTIONS))


def _closed_by(cover: Cover) -> dict[str, str]:
    return {str(gap): name for name, gain in zip(cover.chosen, cover.gains, strict=True) for gap in gain}


def _values(plan: Plan, universe: Universe, reach: pd.DataFrame) -> dict[str, Any]:
    exact, greedy, chosen = plan.exact, plan.greedy, plan.chosen
    return {
        "gaps": len(plan.gaps),
        "gaps_by_kind": dict(sorted(Counter(gap.kind for gap in plan.gaps).items())),
        "gaps_not_certain": sum(not gap.certain for gap in plan.gaps),
        "gaps_in_reach": len(plan.gaps) - len(chosen.uncoverable),
        "closed": len(chosen.covered),
        "left_by_limits": len(chosen.uncovered),
        "out_of_reach": len(reach),
        "to_find_out": len(universe.questions),
        "candidates": len(plan.actions),
        "method": plan.method,
        "actions": len(chosen.chosen),
        "cost": chosen.cost,
        "broken_limits": list(chosen.broken),
        "greedy": {"actions": len(greedy.chosen), "closed": len(greedy.covered), "cost": greedy.cost},
        "exact": None
        if exact is None
        else {"actions": len(exact.chosen), "closed": len(exact.covered), "cost": exact.cost},
        "greedy_cost_at_most_times_best": plan.bound,
        "largest_share_before": plan.largest_shares[0],
        "largest_share_after": plan.largest_shares[-1],
    }


def _headline(plan: Plan, universe: Universe) -> str:
    if not plan.ground.places:
        return _say("headline_no_partnership")
    chosen, open_questions = plan.chosen, len(universe.questions)
    if not plan.gaps:
        return _say("headline_no_gap", questions=counted(open_questions, "question"))
    says = _say(
        "headline_plan",
        actions=counted(len(chosen.chosen), "action"),
        closed=f"{len(chosen.covered):,}",
        gaps=counted(len(plan.gaps), "open gap"),
        cost=f"{chosen.cost:g}",
        unit=f"{plan.ground.seating.settings.actions.fill_cost:g}",
    )
    more = _say("headline_questions", questions=counted(open_questions, "open question")) if open_questions else ""
    out, unowned = len(chosen.uncoverable), len(universe.unowned)
    if unowned:
        return " ".join([says, _beyond_reach(out, ""), _without_owner(unowned, more)])
    return " ".join([says, _beyond_reach(out, more)])


def _beyond_reach(count: int, questions: str) -> str:
    if count == 1:
        return _say("headline_reach_one", count=count, questions=questions)
    return _say("headline_reach_many", count=f"{count:,}", questions=questions)


def _without_owner(count: int, questions: str) -> str:
    themes = counted(count, "theme")
    if count == 1:
        return _say("headline_unowned_one", themes=themes, questions=questions)
    return _say("headline_unowned_many", themes=themes, questions=questions)


def _cut(weighed: Weighed, limits: ActionSettings) -> list[str]:
    """Say what was not weighed."""
    texts = []
    if weighed.cut_gaps:
        texts.append(_say("cut_gaps", gaps=counted(weighed.cut_gaps, "gap"), most=limits.bodies_per_gap))
    if weighed.cut_bodies:
        many = counted(weighed.cut_bodies, "organisation")
        texts.append(_say("cut_bodies", organisations=many, most=limits.places_per_body))
    return texts


def _caveats(plan: Plan) -> list[str]:
    texts = plan.ground.seating.scope.caveats()
    if plan.exact is None and plan.actions:
        limit = plan.ground.seating.settings.actions.exact_candidates
        many = len(plan.actions) > limit
        texts.append(
            _say("greedy_only", actions=f"{len(plan.actions):,}", most=f"{limit:,}")
            if many
            else _say("limits_not_kept")
        )
    if plan.chosen.broken:
        texts.append(_say("broken_limits", limits=", ".join(plan.chosen.broken)))
    unsure = sum(not gap.certain for gap in plan.gaps)
    if unsure:
        texts.append(_say("gaps_not_certain", count=f"{unsure:,}", gaps=f"{len(plan.gaps):,}"))
    seats = [plan.by_id[name] for name in plan.chosen.chosen if plan.by_id[name].body]
    if seats:
        texts.append(_say("hours_not_asked"))
    if len(seats) > plan.ground.seating.settings.health.most_findings:
        texts.append(_say("more_than_findings"))
    if not plan.ground.counts:
        texts.append(_say("no_share"))
    texts.append(_say("costs_are_judgements"))
    return texts
