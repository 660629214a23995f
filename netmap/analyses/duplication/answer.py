"""Which awards pay twice for the same engagement function, in one place, for one group, at one time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from netmap.analyses.collecting import without_collecting
from netmap.analyses.duplication.cells import Cells, Meetings, read_cells, read_meetings
from netmap.analyses.duplication.findings import (
    Told,
    gateway_findings,
    in_scope,
    overlap_findings,
    terms_findings,
    with_sources,
)
from netmap.analyses.duplication.flows import (
    agreements_table,
    gateway_years_table,
    gateways_table,
    kept_of,
    money_by_currency,
    passed_on_table,
    steps_of,
)
from netmap.analyses.duplication.independence import independence_table
from netmap.analyses.duplication.joint import candidates_table
from netmap.analyses.duplication.lengths import terms_table, whole_rows
from netmap.analyses.duplication.overlaps import LIVE, Overlap, find_overlaps
from netmap.analyses.duplication.pairs import MAY_BE, Pairs, find_pairs
from netmap.analyses.duplication.register import Register, day_number, read_register
from netmap.analyses.duplication.relations import GRAVEST_FIRST, PASS_THROUGH
from netmap.analyses.duplication.structures import (
    CELLS,
    STRUCTURES,
    CellNames,
    Funding,
    cells_table,
    read_funding,
    structures_table,
)
from netmap.analyses.result import Result, capital, in_order
from netmap.analyses.scope import Scope
from netmap.analyses.settings import DEFAULTS, DuplicationSettings, Settings
from netmap.measures.sweep import overlap_days
from netmap.measures.terms import Ends
from netmap.model.words import counted, listed
from netmap.network import Network
from netmap.words import words_of

_say = words_of("analyses/duplication")

COLUMNS = ("award", "other_award", "relation", "funder", "other_funder", "recipient", "other_recipient", "overlap_days")


@dataclass(frozen=True, kw_only=True)
class DuplicationResult(Result):
    """The relation of every comparable pair of awards, and the overlaps that pairs form.

    Pairs that are unrelated are left out of the table; `folded` lists (parent, child) of passed-on
    awards, `kept` what each parent kept, `parties` the funder and recipient of each award in an overlap.
    """

    name = "duplication"
    in_short = COLUMNS
    overlaps: tuple[Overlap, ...]
    folded: tuple[tuple[str, str], ...]
    kept: Mapping[str, Ends]
    parties: Mapping[str, tuple[str, str]]


@without_collecting()
def duplication(
    network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS
) -> DuplicationResult:
    """Do several funders pay separately, through several bodies, for the same engagement work?

    Definition: two awards are a duplication candidate when functions are equal or one lies above the
    other, areas and targets overlap, they run together for at least the threshold of days, and both
    funders and recipients differ after parents are consolidated and passed-on chains folded. Money is
    pro rata by day and keeps both ends of a range; currencies are never added. Unit: each currency.
    Isolated and vacant: an award without function, area or dates is compared with none and counted.

    Parameters
        network: the network.
        as_of: the day that tells past, live and ahead apart, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and limits, in the section `duplication`.
    Returns
        DuplicationResult: its table has one row for each related pair, in order of award ids; further
            tables are relations, structures, cells, joint_investment, gateways, gateway_years, passed_on,
            agreements, terms and independence.
    Raises
        AnalysisError: the area is not known.
    Cost
        Awards, pairs of awards for functions and places of one line, and the cells that hold a candidate.
    Source
        METHODS 5; checked against FUND-SWEEP, FUND-INTERVAL, FUND-MOTIFS, FUND-2FUNDERS-NOT-ENOUGH, FUND-TERMS.
    """
    work = _work_out(network, Scope(network, area), settings.duplication, as_of)
    told = Told(network, work.register, settings.duplication, as_of)
    findings = (
        *overlap_findings(told, work.overlaps),
        *gateway_findings(told, work.gateways),
        *terms_findings(told, work.terms),
    )
    return DuplicationResult(
        as_of=as_of,
        scope=work.scope.name,
        parameters=settings.used("duplication"),
        headline=_headline(work),
        values=_values(work),
        caveats=(*work.scope.caveats(), *_caveats(work.register, work.pairs, work.overlaps), *_limits(work)),
        findings=in_order(with_sources(network, findings)),
        rows=work.rows,
        details=_details(work),
        overlaps=work.overlaps,
        folded=tuple(work.register.chains.itertuples(index=False, name=None)),
        kept=work.kept,
        parties=_parties(work.register, work.overlaps, work.bodies),
    )


@dataclass(frozen=True)
class _Work:
    """What is worked out once and shown in several places."""

    scope: Scope
    limits: DuplicationSettings
    as_of: str
    register: Register
    pairs: Pairs
    cells: Cells
    meetings: Meetings | None
    overlaps: tuple[Overlap, ...]
    funding: Funding | None

    @cached_property
    def today(self) -> int:
        return day_number(self.as_of)

    @cached_property
    def named(self) -> Mapping[str, str]:
        return self.scope.network.names("Organisation")

    @cached_property
    def bodies(self) -> np.ndarray:
        return np.array([self.named.get(body, body) for body in self.register.bodies], dtype=object)

    @cached_property
    def rows(self) -> pd.DataFrame:
        return _table(self.pairs, self.bodies, self.limits.listed_pairs)

    @cached_property
    def relations(self) -> pd.DataFrame:
        return self.pairs.counts()

    @cached_property
    def candidates(self) -> tuple[pd.DataFrame, int]:
        return candidates_table(self.cells, self.scope.network, self.today, self.limits)

    @cached_property
    def steps(self) -> pd.DataFrame:
        return steps_of(self.register)

    @cached_property
    def kept(self) -> dict[str, Ends]:
        return kept_of(self.steps)

    @cached_property
    def gateways(self) -> pd.DataFrame:
        return gateways_table(self.register, self.steps, self.named)

    @cached_property
    def terms(self) -> pd.DataFrame:
        return terms_table(self.register, self.named, self.limits)


def _work_out(network: Network, scope: Scope, limits: DuplicationSettings, as_of: str) -> _Work:
    register = read_register(network, scope)
    pairs = find_pairs(register, limits)
    cells = read_cells(register, limits.funded_cells)
    meetings = read_meetings(cells, pairs, limits.funded_cells)
    today = day_number(as_of)
    overlaps, live = find_overlaps(register, cells, meetings, today) if meetings else ((), frozenset())
    funding = read_funding(cells, live, today, limits.funded_cells) if meetings else None
    return _Work(scope, limits, as_of, register, pairs, cells, meetings, overlaps, funding)


def _details(work: _Work) -> dict[str, pd.DataFrame]:
    names, limits = CellNames.of(work.cells, work.scope.network), work.limits
    nothing = {"structures": pd.DataFrame(columns=list(STRUCTURES)), "cells": pd.DataFrame(columns=list(CELLS))}
    if work.meetings:
        nothing["structures"] = structures_table(work.cells, work.meetings, names, limits)
    if work.funding:
        nothing["cells"] = cells_table(work.funding, names, limits.listed_cells)
    return {
        "relations": work.relations.assign(listed=_listed(work.relations, work.rows)),
        **nothing,
        "joint_investment": work.candidates[0],
        "gateways": work.gateways,
        "gateway_years": gateway_years_table(work.register, work.gateways),
        "passed_on": passed_on_table(work.register, work.steps, work.named, work.kept),
        "agreements": agreements_table(work.register),
        "terms": work.terms,
        "independence": independence_table(work.register, work.scope, work.named, work.as_of, work.today),
    }


def _parties(register: Register, overlaps: tuple[Overlap, ...], bodies: np.ndarray) -> dict[str, tuple[str, str]]:
    rows, involved = register.rows, {award for overlap in overlaps for award in overlap.awards}
    parties = zip(rows["award_id"], bodies[rows["payer"]], bodies[rows["payee"]], strict=True)
    return {award: (payer, payee) for award, payer, payee in parties if award in involved}


def _table(pairs: Pairs, bodies: np.ndarray, most: int) -> pd.DataFrame:
    """List related pairs, the gravest relations first where there are more than are listed; then steps of chains."""
    register = pairs.register
    ranks = np.select([pairs.relation == each for each in GRAVEST_FIRST], range(len(GRAVEST_FIRST)))
    chosen = np.sort(np.lexsort((pairs.other, pairs.one, ranks))[:most])
    one, other = (register.rows.iloc[side[chosen]] for side in (pairs.one, pairs.other))
    steps = [_step(register, register.chains[end]) for end in ("parent_id", "award_id")]
    relation = [*pairs.relation[chosen], *[PASS_THROUGH] * len(register.chains)]
    return _side_by_side(pd.concat([one, steps[0]]), pd.concat([other, steps[1]]), relation, bodies)


def _step(register: Register, awards: pd.Series) -> pd.DataFrame:
    """Give awards of chains, paid by the funder at the top."""
    return register.ledger.iloc[register.places.get_indexer(awards)].assign(payer=register.top_payers(awards))


def _side_by_side(one: pd.DataFrame, other: pd.DataFrame, relation: list[str], bodies: np.ndarray) -> pd.DataFrame:
    called = [bodies[side[end].to_numpy(dtype=np.int64)] for end in ("payer", "payee") for side in (one, other)]
    days = overlap_days(*(side[day].to_numpy() for side in (one, other) for day in ("start", "end")))
    values = (one["award_id"].to_numpy(), other["award_id"].to_numpy(), relation, *called, days)
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)), columns=list(COLUMNS))


def _listed(relations: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """Count the listed pairs of each row of the table of relations."""
    counts = rows["relation"].value_counts()
    return [
        int(counts.get(relation, 0)) if seen else 0
        for relation, seen in zip(relations["relation"], relations["listed"], strict=True)
    ]


def _headline(work: _Work) -> str:
    register, overlaps = work.register, work.overlaps
    whole = work.meetings is not None and not work.pairs.skipped
    total = counted(register.total, "award")
    if not register.total:
        return _say("headline_no_award")
    if not register.with_function:
        return _say("headline_no_function", awards=total)
    live = [overlap for overlap in overlaps if overlap.when == LIVE]
    pairs = sum(len(overlap.pairs) for overlap in live)
    of = {"known": register.with_function, "awards": total}
    if not live:
        return _say("headline_none", **of) if whole else _say("headline_too_many", **of)
    said = {"pairs": counted(pairs, "pair"), "overlaps": counted(len(live), "live overlap"), **of}
    amount = capital(in_scope(live))
    return _say("headline", amount=amount, **said) if whole else _say("headline_at_least", amount=amount, **said)


def _values(work: _Work) -> dict[str, Any]:
    register, relations, overlaps = work.register, work.relations, work.overlaps
    certain = relations[relations["why"].isin(["", MAY_BE])]
    return {
        "awards": register.total + register.parents,
        "awards_compared": register.with_function,
        "awards_folded": register.parents,
        "relations": dict(zip(certain["relation"], certain["pairs"], strict=True)),
        "money": money_by_currency(register),
        "terms": whole_rows(work.terms).head(1).to_dict("records"),
        "cells": work.funding.counts() if work.funding else None,
        "joint_investment_candidates": work.candidates[1],
        "overlaps_counted": len(overlaps),
        "overlaps": [_overlap_values(overlap) for overlap in overlaps[: work.limits.listed_overlaps]],
    }


def _overlap_values(overlap: Overlap) -> dict[str, Any]:
    return {
        "awards": overlap.awards,
        "pairs": overlap.pairs,
        "when": overlap.when,
        "currency": overlap.currency,
        "gross": overlap.gross,
        "excess": overlap.excess,
        "unpriced": overlap.unpriced,
        "segments": [
            {
                "start": str(segment.start),
                "end": str(segment.end),
                "days": segment.days,
                "active": segment.active,
                "gross": segment.gross,
                "excess": segment.excess,
            }
            for segment in overlap.segments
        ],
    }


def _caveats(register: Register, pairs: Pairs, overlaps: tuple[Overlap, ...]) -> list[str]:
    """Say what is not known."""
    caveats = []
    missing = register.total - register.with_function
    if missing:
        caveats.append(_say("caveat_no_function", count=missing, awards=counted(register.total, "award")))
    if pairs.open_unknown:
        lacking = [f"{award} ({listed(lacks.split('+'))})" for award, lacks in pairs.lacking().items()]
        open_pairs = counted(pairs.open_unknown, "pair")
        caveats.append(_say("caveat_not_judged", pairs=open_pairs, missing=listed(sorted(lacking))))
    if register.parents:
        caveats.append(_say("caveat_passed_on", awards=counted(register.parents, "award")))
    if len({overlap.currency for overlap in overlaps}) > 1 or any(overlap.mixed for overlap in overlaps):
        caveats.append(_say("caveat_currencies"))
    if register.repeated:
        caveats.append(_say("caveat_repeated", bodies=counted(register.repeated, "further payer or recipient")))
    return caveats


def _limits(work: _Work) -> list[str]:
    """Say what was left out because there was too much of it."""
    pairs, limits, funding = work.pairs, work.limits, work.funding
    shown, candidates = work.candidates
    said = []
    every = len(pairs.one) + pairs.unlisted + len(pairs.register.chains)
    if len(work.rows) < every:
        said.append(_say("limit_pairs", shown=f"{len(work.rows):,}", all=f"{every:,}"))
    if pairs.skipped:
        said.append(_say("limit_groups", groups=counted(pairs.skipped, "group")))
    if work.meetings is None:
        said.append(_say("limit_no_overlaps"))
    if len(work.overlaps) > limits.listed_overlaps:
        overlaps = f"{len(work.overlaps):,}"
        said.append(_say("limit_overlaps", shown=f"{limits.listed_overlaps:,}", all=overlaps))
    if len(shown) < candidates:
        said.append(_say("limit_candidates", shown=f"{len(shown):,}", all=f"{candidates:,}"))
    if funding is None and pairs.register.with_function:
        said.append(_say("limit_no_cells"))
    elif funding is not None and len(funding.codes) > limits.listed_cells:
        said.append(_say("limit_cells", shown=f"{limits.listed_cells:,}", all=f"{len(funding.codes):,}"))
    return said
