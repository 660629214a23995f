"""Which awards pay twice for the same engagement function, in one place, for one group, at one time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.duplication.awards import NONE, PASS_THROUGH, UNKNOWN, Award, Register, overlap_days, read_register
from netmap.analyses.duplication.overlaps import AHEAD, LIVE, PAST, Overlap, find_overlaps
from netmap.analyses.result import MEDIUM, Evidence, Finding, Result, in_order
from netmap.analyses.scope import Scope
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import counted, listed, money
from netmap.network import Network

COLUMNS = ("award", "other_award", "relation", "funder", "other_funder", "recipient", "other_recipient", "overlap_days")


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
        settings: thresholds, in the section `duplication`.
    Returns
        DuplicationResult: its table has one row for each related pair, in order of award ids.
    Raises
        AnalysisError: the area is not known.
    Cost
        Pairs of awards for functions and places of one line, and the cells that hold a candidate.
    Source
        METHODS 5; checked against FUND-SWEEP, FUND-INTERVAL, FUND-2FUNDERS-NOT-ENOUGH.
    """
    scope = Scope(network, area)
    register = read_register(network, scope, settings.duplication.overlap_days)
    related = ((one, other, register.relation(one, other)) for one, other in register.comparable())
    pairs = [(one, other, relation) for one, other, relation in related if relation != NONE]
    overlaps = find_overlaps(register, pairs, pd.Timestamp(as_of))
    evidence = _evidence(network, overlaps)
    table = _table([*pairs, *_passed_on(register)], network.names("Organisation"))
    return DuplicationResult(
        as_of=as_of,
        scope=scope.name,
        parameters=settings.used("duplication"),
        headline=_headline(register, overlaps),
        values=_values(register, table, overlaps),
        caveats=(*scope.caveats(), *_caveats(register, pairs, overlaps)),
        findings=in_order([_finding(network, register, overlap, evidence, as_of) for overlap in overlaps]),
        rows=table,
        overlaps=overlaps,
        folded=register.folded,
        kept=register.kept,
    )


def _passed_on(register: Register) -> list[tuple[Award, Award, str]]:
    """Give each award that was passed on with those paid out of it."""
    awards = {**register.by_id, **register.parents}
    return [(awards[parent], awards[child], PASS_THROUGH) for parent, child in register.folded]


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


def _headline(register: Register, overlaps: tuple[Overlap, ...]) -> str:
    total = counted(register.total, "award")
    if not register.total:
        return "No award is recorded, so nothing can be said about duplicated funding."
    if not register.with_function:
        return f"None of {total} says which engagement function it pays for, so duplication is not known."
    live = [overlap for overlap in overlaps if overlap.when == LIVE]
    pairs = sum(len(overlap.pairs) for overlap in live)
    of = f"{register.with_function} of {total} with a function recorded"
    if not live:
        return f"No live overlap between funders is recorded among {of}."
    return (
        f"{counted(pairs, 'pair')} of awards in {counted(len(live), 'live overlap')} may pay twice for one function, "
        f"among {of}; {_in_scope(live)} is in scope for joint-investment review."
    )


def _in_scope(overlaps: list[Overlap]) -> str:
    """Say the gross amounts, one sum for each currency."""
    totals: dict[str, tuple[float, float]] = {}
    for overlap in overlaps:
        low, high = totals.get(overlap.currency, (0.0, 0.0))
        totals[overlap.currency] = (low + overlap.gross[0], high + overlap.gross[1])
    stated = [money(*ends, currency) for currency, ends in sorted(totals.items()) if ends[1]]
    return listed(stated) or "no stated amount"


def _values(register: Register, table: pd.DataFrame, overlaps: tuple[Overlap, ...]) -> dict[str, Any]:
    return {
        "awards": register.total + len(register.parents),
        "awards_compared": register.with_function,
        "awards_folded": len(register.parents),
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


def _finding(
    network: Network, register: Register, overlap: Overlap, evidence: Mapping[str, Evidence], as_of: str
) -> Finding:
    known = bool(overlap.gross[1])
    return Finding(
        id=f"duplication:{'+'.join(overlap.awards)}",
        type="duplication_candidate",
        severity=MEDIUM,
        subjects=overlap.awards,
        statement=_statement(network, register, overlap),
        measure="gross amount in scope",
        value=overlap.gross[1] if known else "not known",
        out_of=register.total,
        bounds=overlap.gross if known else None,
        evidence=tuple(evidence[award] for award in overlap.awards),
        would_change="one pooled agreement for these awards, or a record that they pay for different work",
        assumptions=tuple(_assumptions(register, overlap)),
        actions=("Bring the funders together before the next renewal and look at one agreement.",),
        as_of=as_of,
    )


def _statement(network: Network, register: Register, overlap: Overlap) -> str:
    named = network.names("Organisation")
    members = [register.by_id[award] for award in overlap.awards]
    funders = listed(sorted({named.get(award.funder, award.funder) for award in members}))
    recipients = listed(sorted({named.get(award.recipient, award.recipient) for award in members}))
    functions = listed([network.names("EngagementFunction")[each] for each in overlap.functions])
    groups = listed([network.names("EqualityGroup")[each] for each in overlap.targets])
    areas = listed([network.names("Area")[each] for each in overlap.areas])
    tense = {PAST: "paid", LIVE: "pay", AHEAD: "are to pay"}[overlap.when]
    start = min(segment.start for segment in overlap.segments).date()
    end = max(segment.end for segment in overlap.segments).date()
    if overlap.gross[1]:
        amount = (
            f"{money(*overlap.gross, overlap.currency)} is in scope for joint-investment review; "
            f"at most {money(*overlap.excess, overlap.currency)} of it is beyond the best-funded recipient"
        )
    elif overlap.unpriced:
        amount = "the amounts are not known"
    else:
        amount = "the amounts are in several currencies and are not added up"
    return (
        f"{funders} {tense} {recipients} separately for {functions}{f' for {groups}' if groups else ''} in {areas} "
        f"between {start} and {end} ({overlap.when}): {amount}."
    )


def _assumptions(register: Register, overlap: Overlap) -> list[str]:
    unsplit = [award for award in overlap.awards if len(register.by_id[award].functions) > 1]
    said = [
        "Amounts are spread evenly over the days of each award; "
        f"overlaps under {register.least_days} days are left out."
    ]
    if overlap.unpriced:
        said.append(f"{counted(overlap.unpriced, 'award')} without a stated amount.")
    if unsplit:
        said.append(f"Unsplit: {listed(unsplit)} for several functions, counted whole.")
    return said


def _evidence(network: Network, overlaps: tuple[Overlap, ...]) -> dict[str, Evidence]:
    """Say of each award in an overlap who pays whom, how much and when."""
    involved = {award for overlap in overlaps for award in overlap.awards}
    rows = network.table("awards").drop_duplicates("award_id")
    rows = rows[rows["award_id"].isin(involved)]
    named = network.names("Organisation")
    found = {}
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        amount = "amount not known"
        if row["amount_min"] is not None:
            amount = money(row["amount_min"], row["amount_max"], row["currency"] or "")
        term = f"{row['start_day']} to {row['end_day']}"
        says = f"{named[row['funder_id']]} to {named[row['recipient_id']]}, {amount}, {term}"
        found[row["award_id"]] = Evidence(row["award_id"], says, row["source"] or "", row["as_of"] or "")
    return found


def _caveats(register: Register, pairs: list[tuple[Award, Award, str]], overlaps: tuple[Overlap, ...]) -> list[str]:
    caveats = []
    missing = register.total - register.with_function
    if missing:
        caveats.append(
            f"{missing} of {counted(register.total, 'award')} have no engagement function recorded "
            "and are compared with none."
        )
    unknown = [(one, other) for one, other, relation in pairs if relation == UNKNOWN]
    if unknown:
        lacking = sorted(
            {f"{award.id} ({listed(award.lacks())})" for pair in unknown for award in pair if award.lacks()}
        )
        caveats.append(f"{counted(len(unknown), 'pair')} of awards cannot be judged. Missing: {listed(lacking)}.")
    if register.parents:
        parents = counted(len(register.parents), "award")
        caveats.append(f"Counted as what they passed on, to the last recipients: {parents}.")
    if len({overlap.currency for overlap in overlaps}) > 1:
        caveats.append("Amounts are in several currencies and are not added up.")
    return caveats
