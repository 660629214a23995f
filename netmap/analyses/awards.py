"""Awards as the duplication analysis compares them: consolidated, passed-on chains folded, each with its scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from netmap.analyses.scope import Scope
from netmap.analyses.thresholds import OVERLAP_DAYS
from netmap.analyses.trees import Tree
from netmap.network import Network

PASS_THROUGH, POOLED, SERIES, UNKNOWN, NONE = "pass_through", "pooled", "same_award_series", "unknown", "none"
COMPLEMENTARY, SPLIT, CO_FUNDING, DUPLICATION = (
    "complementary_target",
    "split_commission",
    "co_funding",
    "duplication_candidate",
)


@dataclass(frozen=True)
class Award:
    """One award as it is compared: bodies consolidated to their parents, sets of what it is for."""

    id: str
    funder: str
    recipient: str
    functions: frozenset[str]
    areas: frozenset[str]
    targets: frozenset[str]
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    low: float | None
    high: float | None
    currency: str
    pooled: str
    chain: frozenset[str] = frozenset()

    def days(self) -> int | None:
        """Count the funded days; None where a date is missing."""
        return None if self.start is None or self.end is None else (self.end - self.start).days

    def daily(self) -> tuple[float, float] | None:
        """Give the daily rate at both ends of the amount; None where the amount or a date is missing."""
        days = self.days()
        if not days or self.low is None or self.high is None:
            return None
        return self.low / days, self.high / days


@dataclass(frozen=True)
class Register:
    """The awards in scope, the trees they are compared in, and what was folded."""

    awards: tuple[Award, ...]
    functions: Tree
    areas: Tree
    groups: Tree
    folded: tuple[tuple[str, str], ...]
    kept: Mapping[str, tuple[float, float]]

    def relation(self, one: Award, other: Award) -> str:
        """How do two awards relate? The first of these that holds.

        Definition: pass_through (one chain), pooled (one agreement), same_award_series (same funder,
        recipient and function), unknown (function, area, start or end missing), none (functions or
        areas apart, or fewer days together than the threshold), complementary_target (one for all,
        one for a group, or groups apart), split_commission (one funder), co_funding (one recipient),
        duplication_candidate (two funders, two recipients).
        Source
            METHODS 5.1 and 11; checked against FUND-SWEEP, FUND-INTERVAL.
        """
        if one.chain & other.chain:
            return PASS_THROUGH
        if one.pooled and one.pooled == other.pooled:
            return POOLED
        related = self.functions.any_related(one.functions, other.functions)
        if related and one.funder == other.funder and one.recipient == other.recipient:
            return SERIES
        days = overlap_days(one, other)
        if not (one.functions and other.functions and one.areas and other.areas) or days is None:
            return UNKNOWN
        if not related or not self.areas.any_related(one.areas, other.areas) or days < OVERLAP_DAYS:
            return NONE
        if not self._same_target(one, other):
            return COMPLEMENTARY
        if one.funder == other.funder:
            return SPLIT
        return CO_FUNDING if one.recipient == other.recipient else DUPLICATION

    def _same_target(self, one: Award, other: Award) -> bool:
        if not one.targets or not other.targets:
            return not one.targets and not other.targets
        return self.groups.any_related(one.targets, other.targets)


def overlap_days(one: Award, other: Award) -> int | None:
    """Count the days on which both awards run; None where a date is missing. Touching awards share none.

    Source
        METHODS 5.4; checked against FUND-INTERVAL.
    """
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    return max(0, int((min(one.end, other.end) - max(one.start, other.start)).days))


def read_register(network: Network, scope: Scope) -> Register:
    """Read the awards in scope, each chain of passed-on awards standing as its last ones."""
    rows = network.table("awards").drop_duplicates("award_id")
    rows = rows[rows["award_id"].isin(scope.awards())]
    chains = network.table("passed-on")
    chains = chains[chains["award_id"].isin(rows["award_id"]) & chains["parent_id"].isin(rows["award_id"])]
    above = Tree(chains.rename(columns={"award_id": "id"}))
    passed = set(chains["parent_id"])
    funders = dict(zip(rows["award_id"], rows["funder_id"], strict=True))
    bodies = Tree(network.table("branches").rename(columns={"branch_id": "id"}))
    scopes = _scopes(network)
    awards = tuple(
        _award(row, bodies.top(funders.get(above.top(row["award_id"]), row["funder_id"])), bodies, scopes, above)
        for row in rows.sort_values("award_id").to_dict("records")
        if row["award_id"] not in passed
    )
    folded = tuple(sorted(zip(chains["parent_id"], chains["award_id"], strict=True)))
    functions, areas, groups = (Tree(network.table(name)) for name in ("functions", "areas", "groups"))
    return Register(awards, functions, areas, groups, folded, _kept(rows, chains))


def _scopes(network: Network) -> dict[tuple[str, str], frozenset[str]]:
    rows = network.table("award-scopes")
    return {key: frozenset(part) for key, part in rows.groupby(["award_id", "kind"])["target_id"]}


def _award(
    row: dict[str, object], funder: str, bodies: Tree, scopes: Mapping[tuple[str, str], frozenset[str]], above: Tree
) -> Award:
    award = str(row["award_id"])
    chain = above.above(award)

    def inherited(kind: str) -> frozenset[str]:
        for each in [award, *chain]:
            if (each, kind) in scopes:
                return scopes[each, kind]
        return frozenset()

    return Award(
        id=award,
        funder=funder,
        recipient=bodies.top(str(row["recipient_id"])),
        functions=inherited("function"),
        areas=inherited("area"),
        targets=inherited("group"),
        start=_day(row["start_day"]),
        end=_day(row["end_day"]),
        low=_figure(row["amount_min"]),
        high=_figure(row["amount_max"]),
        currency=str(row["currency"] or ""),
        pooled=str(row["pooled_id"] or ""),
        chain=frozenset([award, *chain]) if chain else frozenset(),
    )


def _day(text: object) -> pd.Timestamp | None:
    return pd.Timestamp(str(text)) if text and text == text else None


def _figure(value: object) -> float | None:
    return None if value is None or value != value else float(str(value))


def _kept(rows: pd.DataFrame, chains: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Work out what each parent of a chain kept for itself, at both ends of the amounts."""
    amounts = rows.set_index("award_id")[["amount_min", "amount_max"]].astype(float)
    kept = {}
    for parent, parts in chains.groupby("parent_id")["award_id"]:
        own, passed = amounts.loc[parent], amounts.loc[list(parts)]
        if own.notna().all() and passed.notna().all(axis=None):
            low = own["amount_min"] - passed["amount_max"].sum()
            high = own["amount_max"] - passed["amount_min"].sum()
            kept[str(parent)] = (float(low), float(high))
    return kept
