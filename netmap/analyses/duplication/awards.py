"""Awards as the duplication analysis compares them: consolidated, passed-on chains folded, each with its scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

import pandas as pd

from netmap.analyses.scope import Scope
from netmap.analyses.trees import Tree
from netmap.network import Network

PASS_THROUGH, POOLED, SERIES, UNKNOWN, NONE = "pass_through", "pooled", "same_award_series", "unknown", "none"
COMPLEMENTARY, SPLIT, CO_FUNDING, DUPLICATION = (
    "complementary_target",
    "split_commission",
    "co_funding",
    "duplication_candidate",
)
NOWHERE = ""
"""Stands for the place of an award that names none."""


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

    def days(self) -> int | None:
        """Count the funded days; None where a date is missing."""
        return None if self.start is None or self.end is None else (self.end - self.start).days

    def lacks(self) -> list[str]:
        """Name what is not recorded and needed to judge an overlap."""
        parts = {"function": self.functions, "area": self.areas, "start": self.start, "end": self.end}
        return [name for name, part in parts.items() if not part]

    def daily(self) -> tuple[float, float] | None:
        """Give the daily rate at both ends of the amount; None where the amount or a date is missing."""
        days = self.days()
        if not days or self.low is None or self.high is None:
            return None
        return self.low / days, self.high / days


@dataclass(frozen=True)
class Register:
    """The awards in scope, the trees they are compared in, and what was folded.

    `parents` are awards that were passed on, as they were paid; `folded` lists (parent, child), `kept`
    what each parent kept for itself at both ends of the amounts.
    """

    awards: tuple[Award, ...]
    parents: Mapping[str, Award]
    functions: Tree
    areas: Tree
    groups: Tree
    folded: tuple[tuple[str, str], ...]
    kept: Mapping[str, tuple[float, float]]
    total: int
    least_days: int

    @cached_property
    def by_id(self) -> dict[str, Award]:
        """Give the awards by their ids."""
        return {award.id: award for award in self.awards}

    @property
    def with_function(self) -> int:
        """Count the awards that say what they pay for."""
        return sum(bool(award.functions) for award in self.awards)

    @cached_property
    def _at(self) -> dict[tuple[str, str], list[Award]]:
        found: dict[tuple[str, str], list[Award]] = {}
        for award in self.awards:
            for cell in product(award.functions, award.areas or {NOWHERE}):
                found.setdefault(cell, []).append(award)
        return found

    def at(self, functions: Iterable[str], areas: Iterable[str]) -> dict[str, Award]:
        """Give the awards recorded for just one of these functions in just one of these places."""
        return {award.id: award for cell in product(functions, areas) for award in self._at.get(cell, ())}

    def comparable(self) -> list[tuple[Award, Award]]:
        """List the pairs that may be related: by function and place as far as recorded, a series or an agreement.

        Pairs whose functions or places are known to be apart are left out; no date could join them.
        """
        found: dict[tuple[str, str], tuple[Award, Award]] = {}
        everywhere = {NOWHERE, *self.areas.ids}
        groups: dict[object, list[Award]] = {}
        for award in self.awards:
            groups.setdefault((award.funder, award.recipient), []).append(award)
            groups.setdefault(award.pooled or award.id, []).append(award)
            functions = {near for each in award.functions for near in self.functions.near(each)}
            areas = {NOWHERE}.union(*(self.areas.up(area) for area in award.areas)) if award.areas else everywhere
            for other in self.at(functions, areas).values():
                one, two = (award, other) if award.id < other.id else (other, award)
                if one.id != two.id:
                    found[one.id, two.id] = (one, two)
        for members in groups.values():
            for one, other in combinations(members, 2):
                found[one.id, other.id] = (one, other)
        return [pair for _, pair in sorted(found.items())]

    def relation(self, one: Award, other: Award) -> str:
        """How do two awards relate? The first of these that holds.

        Definition: pooled (one agreement), same_award_series (same funder, recipient and function,
        or one above it), unknown (function, area, start or end missing), none (functions or
        areas apart, or fewer days together than the threshold), complementary_target (one for all,
        one for a group, or groups apart), split_commission (one funder), co_funding (one recipient),
        duplication_candidate (two funders, two recipients).
        Source
            METHODS 5.1 and 11; checked against FUND-SWEEP, FUND-INTERVAL. Parent and child of a chain
            never meet here: the chain stands as its last awards.
        """
        if one.pooled and one.pooled == other.pooled:
            return POOLED
        related = self.functions.any_related(one.functions, other.functions)
        if related and one.funder == other.funder and one.recipient == other.recipient:
            return SERIES
        days = overlap_days(one, other)
        if not (one.functions and other.functions and one.areas and other.areas) or days is None:
            return UNKNOWN
        if not related or not self.areas.any_related(one.areas, other.areas) or days < self.least_days:
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


def read_register(network: Network, scope: Scope, least_days: int) -> Register:
    """Read the awards in scope that can be compared: with a function, in an agreement, or in a chain.

    Each chain of passed-on awards stands as its last ones; `total` counts all awards so folded.
    """
    rows = network.table("awards").drop_duplicates("award_id").sort_values("award_id")
    rows = rows[rows["award_id"].isin(scope.awards())]
    chains = network.table("passed-on")
    chains = chains[chains["award_id"].isin(rows["award_id"]) & chains["parent_id"].isin(rows["award_id"])]
    scopes = _scopes(network)
    reading = _Reading(
        scopes=scopes,
        above=Tree(chains.rename(columns={"award_id": "id"})),
        bodies=Tree(network.table("branches").rename(columns={"branch_id": "id"})),
        funders=dict(zip(rows["award_id"], rows["funder_id"], strict=True)),
    )
    passed = set(chains["parent_id"])
    last = rows[~rows["award_id"].isin(passed)]
    says_what_for = {award for award, kind in scopes if kind == "function"} | set(chains["award_id"])
    compared = last[last["award_id"].isin(says_what_for) | last["pooled_id"].notna()]
    parents = rows[rows["award_id"].isin(passed)]
    functions, areas, groups = (Tree(network.table(name)) for name in ("functions", "areas", "groups"))
    return Register(
        awards=tuple(reading.award(row) for row in compared.to_dict("records")),
        parents={row["award_id"]: reading.award(row) for row in parents.to_dict("records")},
        functions=functions,
        areas=areas,
        groups=groups,
        folded=tuple(sorted(zip(chains["parent_id"], chains["award_id"], strict=True))),
        kept=_kept(rows, chains),
        total=len(last),
        least_days=least_days,
    )


def _scopes(network: Network) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for award, kind, target in network.table("award-scopes")[["award_id", "kind", "target_id"]].itertuples(index=False):
        found.setdefault((award, kind), set()).add(target)
    return {key: frozenset(targets) for key, targets in found.items()}


@dataclass(frozen=True)
class _Reading:
    """What it takes to make an award of a row: what an award leaves out it takes from the one it was paid out of."""

    scopes: Mapping[tuple[str, str], frozenset[str]]
    above: Tree
    bodies: Tree
    funders: Mapping[str, str]

    def _scope(self, award: str, kind: str) -> frozenset[str]:
        stated = (self.scopes.get((each, kind)) for each in self.above.up(award))
        return next((targets for targets in stated if targets), frozenset())

    def award(self, row: Mapping[Any, Any]) -> Award:
        """Give the award of a row, paid by the funder at the top of its chain."""
        award = str(row["award_id"])
        return Award(
            id=award,
            funder=self.bodies.top(self.funders[self.above.top(award)]),
            recipient=self.bodies.top(str(row["recipient_id"])),
            functions=self._scope(award, "function"),
            areas=self._scope(award, "area"),
            targets=self._scope(award, "group"),
            start=_day(row["start_day"]),
            end=_day(row["end_day"]),
            low=_figure(row["amount_min"]),
            high=_figure(row["amount_max"]),
            currency=str(row["currency"] or ""),
            pooled=str(row["pooled_id"] or ""),
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
