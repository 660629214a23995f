"""Which awards pay twice for the same engagement function, in one place, for one group, at one time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pandas as pd

from netmap.analyses.awards import (
    DUPLICATION,
    NONE,
    UNKNOWN,
    Award,
    Register,
    overlap_days,
    read_register,
)
from netmap.analyses.result import MEDIUM, Evidence, Finding, Result, in_order
from netmap.analyses.scope import Scope
from netmap.analyses.sweep import EVERYBODY, Segment, money_of, sweep
from netmap.analyses.thresholds import OVERLAP_DAYS
from netmap.model.words import counted, listed, money
from netmap.network import Network

PAST, LIVE, AHEAD = "past", "live", "ahead"
COLUMNS = ("award", "other_award", "relation", "funder", "other_funder", "recipient", "other_recipient", "overlap_days")


@dataclass(frozen=True)
class Overlap:
    """One place in the funding where funders pay in parallel: its awards, cells, stretches and money."""

    awards: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    functions: tuple[str, ...]
    areas: tuple[str, ...]
    targets: tuple[str, ...]
    segments: tuple[Segment, ...]
    currency: str
    gross: tuple[float, float]
    excess: tuple[float, float]
    unpriced: int
    when: str


@dataclass(frozen=True, kw_only=True)
class DuplicationResult(Result):
    """The relation of every comparable pair of awards, and the overlaps that pairs form.

    Pairs that are unrelated are left out of the table; `folded` lists (parent, child) of passed-on
    awards, `kept` what each parent kept.
    """

    name = "duplication"
    in_short = COLUMNS
    overlaps: tuple[Overlap, ...]
    folded: tuple[tuple[str, str], ...]
    kept: Mapping[str, tuple[float, float]]


def duplication(network: Network, *, as_of: str, area: str | None = None) -> DuplicationResult:
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
    Returns
        DuplicationResult: its table has one row for each related pair, in order of award ids.
    Raises
        AnalysisError: the area is not known.
    Cost
        Pairs of awards within one family of functions.
    Source
        METHODS 5; checked against FUND-SWEEP, FUND-INTERVAL, FUND-2FUNDERS-NOT-ENOUGH.
    """
    scope = Scope(network, area)
    register = read_register(network, scope)
    named = network.names("Organisation")
    pairs = _pairs(register)
    table = _table(pairs, named)
    overlaps = _overlaps(register, pairs, pd.Timestamp(as_of))
    folded = [(parent, child, "pass_through") for parent, child in register.folded]
    return DuplicationResult(
        as_of=as_of,
        scope=scope.name,
        parameters={"overlap_days": OVERLAP_DAYS},
        headline=_headline(register, overlaps),
        values=_values(register, table, overlaps),
        caveats=tuple(_caveats(register, table, overlaps)),
        findings=in_order([_finding(network, register, overlap, as_of) for overlap in overlaps]),
        rows=pd.concat([table, pd.DataFrame(folded, columns=list(COLUMNS[:3]))], ignore_index=True),
        overlaps=overlaps,
        folded=register.folded,
        kept=register.kept,
    )


def _pairs(register: Register) -> list[tuple[Award, Award, str]]:
    """Compare the awards of each family of functions with each other, and siblings of one chain."""
    families: dict[str, list[Award]] = {}
    for award in register.awards:
        for top in {register.functions.top(function) for function in award.functions}:
            families.setdefault(top, []).append(award)
    compared = {
        (one.id, other.id): (one, other) for family in families.values() for one, other in combinations(family, 2)
    }
    related = ((one, other, register.relation(one, other)) for _, (one, other) in sorted(compared.items()))
    return [(one, other, relation) for one, other, relation in related if relation != NONE]


def _table(pairs: list[tuple[Award, Award, str]], named: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        (
            one.id,
            other.id,
            relation,
            named.get(one.funder, one.funder),
            named.get(other.funder, other.funder),
            named.get(one.recipient, one.recipient),
            named.get(other.recipient, other.recipient),
            overlap_days(one, other),
        )
        for one, other, relation in pairs
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _overlaps(register: Register, pairs: list[tuple[Award, Award, str]], today: pd.Timestamp) -> tuple[Overlap, ...]:
    """Sweep every cell that holds a pair, and join flagged cells that share an award into one overlap."""
    doubled = {(one.id, other.id) for one, other, relation in pairs if relation == DUPLICATION}
    awards = {award.id: award for award in register.awards}

    def is_pair(one: Award, other: Award) -> bool:
        return (one.id, other.id) in doubled or (other.id, one.id) in doubled

    graph: nx.Graph[Any] = nx.Graph()
    flagged: dict[tuple[str, str, str, str], list[Segment]] = {}
    for cell, members in _cells(register, doubled).items():
        stretches = [segment for segment in sweep(members, is_pair) if segment.duplication]
        if stretches:
            flagged[cell] = stretches
            active = {award for segment in stretches for award in segment.active}
            graph.add_edges_from((("cell", cell), award) for award in active)
    result = []
    for part in nx.connected_components(graph):
        cells = sorted(node[1] for node in part if isinstance(node, tuple))
        segments = [segment for cell in cells for segment in flagged[cell]]
        result.append(_overlap(cells, segments, awards, doubled, today))
    return tuple(sorted(result, key=lambda overlap: (-overlap.gross[1], overlap.awards)))


def _cells(register: Register, doubled: set[tuple[str, str]]) -> dict[tuple[str, str, str, str], list[Award]]:
    """Spread awards over the cells (function, place, target, currency) in which a pair stands.

    An award stands in a cell when its function, place and target are the cell's or lie above them.
    """
    awards = {award.id: award for award in register.awards}
    involved = [awards[each] for each in sorted({award for pair in doubled for award in pair})]
    wanted = {
        (function, area, target, award.currency)
        for award in involved
        for function in award.functions
        for area in award.areas
        for target in (award.targets or {EVERYBODY})
    }
    return {cell: members for cell in sorted(wanted) if len(members := _members(register, cell)) > 1}


def _members(register: Register, cell: tuple[str, str, str, str]) -> list[Award]:
    function, area, target, currency = cell
    functions, areas = set(register.functions.up(function)), set(register.areas.up(area))
    targets = set(register.groups.up(target)) if target else {EVERYBODY}
    return [
        award
        for award in register.awards
        if award.functions & functions
        and award.areas & areas
        and (award.targets or {EVERYBODY}) & targets
        and award.currency in (currency, "")
    ]


def _overlap(
    cells: list[tuple[str, str, str, str]],
    segments: list[Segment],
    awards: Mapping[str, Award],
    doubled: set[tuple[str, str]],
    today: pd.Timestamp,
) -> Overlap:
    members = sorted({award for segment in segments for award in segment.active})
    gross, excess = _union(segments, awards)
    start, end = min(segment.start for segment in segments), max(segment.end for segment in segments)
    return Overlap(
        awards=tuple(members),
        pairs=tuple(sorted(pair for pair in doubled if pair[0] in members and pair[1] in members)),
        functions=tuple(sorted({cell[0] for cell in cells})),
        areas=tuple(sorted({cell[1] for cell in cells})),
        targets=tuple(sorted({cell[2] for cell in cells} - {EVERYBODY})),
        segments=tuple(sorted(segments, key=lambda segment: (segment.start, segment.active))),
        currency=next((awards[each].currency for each in members if awards[each].currency), ""),
        gross=gross,
        excess=excess,
        unpriced=sum(awards[each].daily() is None for each in members),
        when=PAST if end <= today else AHEAD if start > today else LIVE,
    )


def _union(segments: list[Segment], awards: Mapping[str, Award]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Add up the flagged stretches of several cells with each award's daily rate counted once."""
    cuts = sorted({day for segment in segments for day in (segment.start, segment.end)})
    gross, excess = [0.0, 0.0], [0.0, 0.0]
    for start, end in pairwise(cuts):
        active = {
            award for segment in segments if segment.start <= start and segment.end >= end for award in segment.active
        }
        more, over = money_of([awards[each] for each in sorted(active)], (end - start).days)
        for place in (0, 1):
            gross[place] += more[place]
            excess[place] += over[place]
    return (gross[0], gross[1]), (excess[0], excess[1])


def _headline(register: Register, overlaps: tuple[Overlap, ...]) -> str:
    with_function = sum(bool(award.functions) for award in register.awards)
    if not register.awards:
        return "No award is recorded, so nothing can be said about duplicated funding."
    if not with_function:
        total = counted(len(register.awards), "award")
        return f"None of {total} says which engagement function it pays for, so duplication is not known."
    live = [overlap for overlap in overlaps if overlap.when == LIVE]
    pairs = sum(len(overlap.pairs) for overlap in live)
    of = f"{with_function} of {counted(len(register.awards), 'award')} with a function recorded"
    if not live:
        return f"No live overlap between funders is recorded among {of}."
    gross = _sums(live, "gross")
    return (
        f"{counted(pairs, 'pair')} of awards in {counted(len(live), 'live overlap')} may pay twice for one function, "
        f"among {of}; {gross} is in scope for joint-investment review."
    )


def _sums(overlaps: list[Overlap] | tuple[Overlap, ...], what: str) -> str:
    totals: dict[str, tuple[float, float]] = {}
    for overlap in overlaps:
        low, high = totals.get(overlap.currency, (0.0, 0.0))
        more = getattr(overlap, what)
        totals[overlap.currency] = (low + more[0], high + more[1])
    return listed([money(*ends, currency) for currency, ends in sorted(totals.items())]) or "no stated amount"


def _values(register: Register, table: pd.DataFrame, overlaps: tuple[Overlap, ...]) -> dict[str, Any]:
    return {
        "awards": len(register.awards) + len({parent for parent, _ in register.folded}),
        "awards_compared": sum(bool(award.functions) for award in register.awards),
        "awards_folded": len({parent for parent, _ in register.folded}),
        "relations": table["relation"].value_counts().sort_index().to_dict(),
        "overlaps": [
            {
                "awards": overlap.awards,
                "pairs": overlap.pairs,
                "when": overlap.when,
                "currency": overlap.currency,
                "gross": overlap.gross,
                "excess": overlap.excess,
                "unpriced": overlap.unpriced,
                "segments": [
                    {
                        "start": str(segment.start.date()),
                        "end": str(segment.end.date()),
                        "days": segment.days,
                        "active": segment.active,
                        "gross": segment.gross,
                        "excess": segment.excess,
                    }
                    for segment in overlap.segments
                ],
            }
            for overlap in overlaps
        ],
    }


def _finding(network: Network, register: Register, overlap: Overlap, as_of: str) -> Finding:
    named = network.names("Organisation")
    awards = {award.id: award for award in register.awards}
    members = [awards[each] for each in overlap.awards]
    funders = sorted({named.get(award.funder, award.funder) for award in members})
    recipients = sorted({named.get(award.recipient, award.recipient) for award in members})
    functions = listed([network.names("EngagementFunction")[each] for each in overlap.functions])
    areas = listed([network.names("Area")[each] for each in overlap.areas])
    tense = {PAST: "paid", LIVE: "pay", AHEAD: "are to pay"}[overlap.when]
    start = min(segment.start for segment in overlap.segments).date()
    end = max(segment.end for segment in overlap.segments).date()
    amount = (
        f"{money(*overlap.gross, overlap.currency)} is in scope for joint-investment review; "
        f"at most {money(*overlap.excess, overlap.currency)} of it is beyond the best-funded recipient"
        if overlap.gross[1]
        else "the amounts are not known"
    )
    return Finding(
        id=f"duplication:{'+'.join(overlap.awards)}",
        type="duplication_candidate",
        severity=MEDIUM,
        subjects=overlap.awards,
        statement=f"{listed(funders)} {tense} {listed(recipients)} separately for {functions} in {areas} "
        f"between {start} and {end} ({overlap.when}): {amount}.",
        measure="gross amount in scope",
        value=overlap.gross[1],
        out_of=len(register.awards),
        bounds=overlap.gross,
        evidence=_award_evidence(network, overlap),
        would_change="one pooled agreement for these awards, or a record that they pay for different work",
        assumptions=(
            f"Amounts are spread evenly over the days of each award; overlaps under {OVERLAP_DAYS} days are left out.",
            *([f"{counted(overlap.unpriced, 'award')} without a stated amount."] if overlap.unpriced else []),
        ),
        actions=("Bring the funders together before the next renewal and look at one agreement.",),
        as_of=as_of,
    )


def _award_evidence(network: Network, overlap: Overlap) -> tuple[Evidence, ...]:
    rows = network.table("awards").drop_duplicates("award_id").set_index("award_id")
    named = network.names("Organisation")
    texts = []
    for award in overlap.awards:
        row = rows.loc[award]
        amount = "amount not known"
        if row["amount_min"] == row["amount_min"] and row["amount_min"] is not None:
            amount = money(row["amount_min"], row["amount_max"], row["currency"] or "")
        term = f"{row['start_day']} to {row['end_day']}"
        says = f"{named[row['funder_id']]} to {named[row['recipient_id']]}, {amount}, {term}"
        texts.append(Evidence(award, says, row["source"] or "", row["as_of"] or ""))
    return tuple(texts)


def _caveats(register: Register, table: pd.DataFrame, overlaps: tuple[Overlap, ...]) -> list[str]:
    caveats = []
    total = len(register.awards)
    missing = sum(not award.functions for award in register.awards)
    if missing:
        caveats.append(
            f"{missing} of {counted(total, 'award')} have no engagement function recorded and are compared with none."
        )
    unknown = int((table["relation"] == UNKNOWN).sum()) if len(table) else 0
    if unknown:
        caveats.append(f"{counted(unknown, 'pair')} of awards cannot be judged: an area, a start or an end is missing.")
    parents = len({parent for parent, _ in register.folded})
    if parents:
        caveats.append(f"Counted as what they passed on, to the last recipients: {counted(parents, 'award')}.")
    if len({overlap.currency for overlap in overlaps}) > 1:
        caveats.append("Amounts are in several currencies and are not added up.")
    return caveats
