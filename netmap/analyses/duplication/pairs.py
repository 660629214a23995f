"""Every pair of awards and how the two relate: related ones are found by joins, the rest only counted."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from netmap.analyses.duplication.register import Register
from netmap.analyses.duplication.relations import (
    CO_FUNDING,
    COMPLEMENTARY,
    DUPLICATION,
    GRAVEST_FIRST,
    NONE,
    NOT_COMPARED,
    PASS_THROUGH,
    POOLED,
    SERIES,
    SPLIT,
    UNKNOWN,
)
from netmap.analyses.duplication.sets import Indices, Mask, exploded, product_of, size_of
from netmap.analyses.settings import DuplicationSettings
from netmap.measures.sweep import overlap_days

MAY_BE, NO_FUNCTION, SETTLED = (
    "nothing recorded sets them apart",
    "an award says no function",
    "something is not recorded, but function or place set them apart",
)


@dataclass(frozen=True)
class Pairs:
    """Pairs of compared awards by their places in the register, each pair once, with relation and days together.

    Pairs that are unrelated are left out. `open_unknown` counts pairs that cannot be judged and that nothing
    recorded sets apart, also where they are too many to be listed (`unlisted`). `skipped` counts groups of
    awards too large to compare pair by pair: with any, the figures they touch are None.
    """

    register: Register
    one: Indices
    other: Indices
    relation: np.ndarray
    days: np.ndarray
    open_unknown: int
    unlisted: int
    skipped: int
    special_unsure: int
    special_without_function: int

    def of(self, relation: str) -> Indices:
        """Give the places of the pairs of one relation."""
        return np.flatnonzero(self.relation == relation)

    def lacking(self) -> pd.Series:
        """Give for each award that is in a pair that cannot be judged what it lacks, by award id."""
        register, at = self.register, self.of(UNKNOWN)
        concerned = np.zeros(len(register.rows), dtype=bool)
        concerned[self.one[at]] = concerned[self.other[at]] = True
        if self.unlisted:
            concerned |= _meets_no_place(register)
        places = np.flatnonzero(concerned & (register.lacking != ""))
        return pd.Series(register.lacking[places], index=register.rows["award_id"].to_numpy()[places], dtype=object)

    def counts(self) -> pd.DataFrame:
        """Count every pair of awards in scope, by relation: relation, why, pairs, listed, of."""
        register = self.register
        everything = register.total + register.parents
        compared, chained = comb(register.total, 2), len(register.chains)
        found = {relation: len(self.of(relation)) for relation in GRAVEST_FIRST}
        whole, with_function = int(register.whole.sum()), register.with_function
        unsure = compared - comb(whole, 2) - self.special_unsure
        no_function = compared - comb(with_function, 2) - self.special_without_function
        settled = unsure - no_function - self.open_unknown
        apart = comb(whole, 2) - (found[POOLED] + found[SERIES] - self.special_unsure)
        apart -= sum(found[each] for each in (DUPLICATION, CO_FUNDING, SPLIT, COMPLEMENTARY))
        rows = [(each, "", found[each], found[each]) for each in GRAVEST_FIRST[:-2]]
        rows += [
            (UNKNOWN, MAY_BE, self.open_unknown, found[UNKNOWN]),
            (UNKNOWN, NO_FUNCTION, no_function, 0),
            (UNKNOWN, SETTLED, settled, 0),
            (NONE, "", apart, 0),
            (PASS_THROUGH, "", chained, chained),
            (NOT_COMPARED, "passed on: stands as its last awards", comb(everything, 2) - compared - chained, 0),
        ]
        table = pd.DataFrame(rows, columns=["relation", "why", "pairs", "listed"]).astype({"pairs": object})
        if self.skipped:
            table.loc[~table["relation"].isin([PASS_THROUGH, NOT_COMPARED]), "pairs"] = None
        return table.assign(of=comb(everything, 2))


def find_pairs(register: Register, settings: DuplicationSettings) -> Pairs:
    """How does each pair of awards relate? The first of these that holds.

    Definition: pooled (one agreement), same_award_series (same funder, recipient and function, or one above
    it), unknown (function, area, start or end missing), none (functions or areas apart, or fewer days together
    than the threshold), complementary_target (one for all, one for a group, or groups apart), split_commission
    (one funder), co_funding (one recipient), duplication_candidate (two funders, two recipients). Parent and
    child of a chain never meet here: the chain stands as its last awards.

    Cost
        Awards of one function and place by pairs, bounded by `compared_pairs`.
    Source
        METHODS 5.1 and 11; checked against FUND-SWEEP, FUND-INTERVAL.
    """
    most = settings.compared_pairs
    special, large = _special(register, most)
    placed, crowded = _of_one_function_and_place(register, most)
    open_ones = _without_place(register)
    without_place = open_ones.enumerated() if open_ones.count <= settings.listed_pairs else np.empty((0, 2), np.int64)
    keys = _distinct(np.concatenate([special, placed, without_place]), len(register.rows))
    one, other = keys[:, 0], keys[:, 1]
    relation, days = classified(register, one, other, settings.overlap_days)
    is_special = (relation == POOLED) | (relation == SERIES)
    unlisted = 0 if len(without_place) or not open_ones.count else open_ones.less(register, one, other, is_special)
    unsure = is_special & ~(register.whole[one] & register.whole[other])
    functions = register.functions.known
    kept = relation != NONE
    return Pairs(
        register=register,
        one=one[kept],
        other=other[kept],
        relation=relation[kept],
        days=days[kept],
        open_unknown=int((relation == UNKNOWN).sum()) + unlisted,
        unlisted=unlisted,
        skipped=large + crowded,
        special_unsure=int(unsure.sum()),
        special_without_function=int((is_special & ~(functions[one] & functions[other])).sum()),
    )


def classified(register: Register, one: Indices, other: Indices, least_days: int) -> tuple[np.ndarray, np.ndarray]:
    """Give relation and days together of pairs of awards; days are NaN where a date is missing."""
    rows = register.rows
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    days = overlap_days(start[one], end[one], start[other], end[other])
    pooled, funder, recipient = (rows[name].to_numpy() for name in ("pooled", "payer", "payee"))
    same_funder, same_recipient = funder[one] == funder[other], recipient[one] == recipient[other]
    related, near, alike = (
        sets.related(sets.codes[one], sets.codes[other])
        for sets in (register.functions, register.areas, register.targets)
    )
    rules = [
        ((pooled[one] == pooled[other]) & (pooled[one] >= 0), POOLED),
        (related & same_funder & same_recipient, SERIES),
        (~(register.whole[one] & register.whole[other]), UNKNOWN),
        (~related | ~near | (days < least_days), NONE),
        (~alike, COMPLEMENTARY),
        (same_funder, SPLIT),
        (same_recipient, CO_FUNDING),
    ]
    return np.select([holds for holds, _ in rules], [name for _, name in rules], DUPLICATION).astype(object), days


def _distinct(pairs: Indices, count: int) -> Indices:
    """Give each pair once, the earlier award first; an award is no pair with itself."""
    low, high = pairs.min(axis=1, initial=count), pairs.max(axis=1, initial=-1)
    keys = np.sort(pd.unique((low * count + high)[low < high]))
    return np.column_stack(np.divmod(keys, max(count, 1)))


def _special(register: Register, most: int) -> tuple[Indices, int]:
    """Pair the awards of one agreement, and those of one funder, recipient and line of functions."""
    rows = register.rows
    both = rows["payer"].to_numpy() * len(register.bodies) + rows["payee"].to_numpy()
    both = np.where(register.functions.known, both, -1)
    agreed, large = _within(rows["pooled"].to_numpy(), most)
    series, larger = _within(both, most)
    functions = register.functions
    kin = functions.related(functions.codes[series[:, 0]], functions.codes[series[:, 1]])
    return np.concatenate([agreed, series[kin]]), large + larger


def _within(groups: np.ndarray, most: int) -> tuple[Indices, int]:
    """Pair all members of each group (below 0: in none), and count the groups that are too large for it."""
    places = np.flatnonzero(groups >= 0)
    left, right, skipped = _join(groups[places], groups[places], most)
    return np.column_stack([places[left], places[right]])[left < right], skipped


def _of_one_function_and_place(register: Register, most: int) -> tuple[Indices, int]:
    """Pair the awards with one function and one place, or with one that lies above the other's."""
    functions, areas = register.functions, register.areas
    at = np.flatnonzero(functions.known & areas.known)
    fcodes, acodes, width = functions.codes[at], areas.codes[at], len(areas.nodes)
    found, skipped = [np.empty((0, 2), np.int64)], 0
    joins = ((functions.up, areas.up, functions.own, areas.own), (functions.up, areas.own, functions.own, areas.up))
    for left_f, left_a, right_f, right_a in joins:
        sides = [((left_f, fcodes), (left_a, acodes)), ((right_f, fcodes), (right_a, acodes))]
        if any(size_of(*side) > most for side in sides):
            skipped += 1
            continue
        (left, lf, la), (right, rf, ra) = (product_of(*side) for side in sides)
        one, other, too_many = _join(lf * width + la, rf * width + ra, most)
        found.append(np.column_stack([at[left[one]], at[right[other]]]))
        skipped += too_many
    return np.concatenate(found), skipped


def _join(left: np.ndarray, right: np.ndarray, most: int) -> tuple[Indices, Indices, int]:
    """Match equal keys, leaving out the most frequent ones once there would be more than `most` matches.

    Returns
        Places in left, places in right, and the number of keys left out.
    """
    order = np.argsort(right, kind="stable")
    keys, first, counts = np.unique(right[order], return_index=True, return_counts=True)
    if not len(keys):
        return np.empty(0, np.int64), np.empty(0, np.int64), 0
    at = np.minimum(np.searchsorted(keys, left), len(keys) - 1)
    matched = keys[at] == left
    matches = np.bincount(at[matched], minlength=len(keys)) * counts
    smallest_first = np.argsort(matches, kind="stable")
    fits = np.zeros(len(keys), dtype=bool)
    fits[smallest_first] = np.cumsum(matches[smallest_first]) <= most
    chosen = np.flatnonzero(matched & fits[at])
    lengths = counts[at[chosen]]
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(chosen, lengths), order[np.repeat(first[at[chosen]], lengths) + offsets], int((~fits).sum())


@dataclass(frozen=True)
class _WithoutPlace:
    """The pairs of related functions of which at least one award names no place, counted by sets of functions."""

    register: Register
    places: Indices
    count: int

    def enumerated(self) -> Indices:
        functions = self.register.functions
        at, kin = exploded(functions.kin, functions.codes[self.places])
        everybody = np.flatnonzero(functions.known)
        one, other, _ = _join(kin, functions.codes[everybody], 4 * self.count + len(self.places) + 1)
        return np.column_stack([self.places[at[one]], everybody[other]])

    def less(self, register: Register, one: Indices, other: Indices, special: Mask) -> int:
        """Give the count without pairs of one agreement or series."""
        functions, areas = register.functions, register.areas
        related = functions.related(functions.codes[one], functions.codes[other])
        return self.count - int((special & related & ~(areas.known[one] & areas.known[other])).sum())


def _without_place(register: Register) -> _WithoutPlace:
    functions, areas = register.functions, register.areas
    places = np.flatnonzero(functions.known & ~areas.known)
    width = len(functions.members)
    blank = np.bincount(functions.codes[places], minlength=width)
    placed = np.bincount(functions.codes[functions.known & areas.known], minlength=width)
    among = int(blank @ (functions.kin @ blank)) - len(places)
    return _WithoutPlace(register, places, int(blank @ (functions.kin @ placed)) + among // 2)


def _meets_no_place(register: Register) -> Mask:
    """Say which awards have, among those of related functions, one without a place, or have none themselves."""
    functions, areas = register.functions, register.areas
    width = len(functions.members)
    blank = np.bincount(functions.codes[functions.known & ~areas.known], minlength=width)
    everybody = np.bincount(functions.codes[functions.known], minlength=width)
    of_blank, of_any = functions.kin @ blank, functions.kin @ everybody
    meets = np.where(areas.known, of_blank[functions.codes] > 0, of_any[functions.codes] > 1)
    return np.asarray(functions.known & meets, dtype=bool)
