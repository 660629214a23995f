"""How long awards last and what they are, by number and by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LONG_DAYS, SHORT_DAYS = 1095, 365

Floats = Sequence[float] | npt.NDArray[np.float64]
Ends = tuple[float, float]
"""Both ends of a figure: equal where every amount is stated as one sum."""


@dataclass(frozen=True)
class Terms:
    """How long awards last; a share that is undefined is None, never 0.

    `dated` awards have both dates, `priced` ones an amount, `dated_priced` both. Shares by number are out of
    `dated`, shares by value out of the money in `dated_priced`; the share of contracts is out of the money in
    the `sorted_priced` awards that have an amount and say what they are.
    """

    awards: int
    dated: int
    priced: int
    dated_priced: int
    sorted_priced: int
    long: int
    short: int
    long_share: float | None
    short_share: float | None
    long_value_share: Ends | None
    contract_value_share: Ends | None


def term_shares(
    days: Floats,
    lows: Floats,
    highs: Floats,
    contracts: Floats,
    *,
    long_days: int = LONG_DAYS,
    short_days: int = SHORT_DAYS,
) -> Terms:
    """Are most awards long enough to plan with, and how much of the money is in contracts?

    Definition: by number, the awards of at least `long_days` (or under `short_days`) out of those with both
    dates known; by value, their money out of the money of the awards with dates and amount known. Range 0..1.
    Isolated and vacant: an unknown date, amount or instrument leaves the award out of the shares that need it,
    and the counts say how many are in.

    Parameters
        days: length of each award in days; NaN means not known.
        lows, highs: both ends of each amount; NaN means not known.
        contracts: 1 for a contract, 0 for anything else; NaN means not known.
        long_days, short_days: from how many days an award is long, below how many it is short.
    Returns
        Terms.
    Cost
        One pass over the awards.
    Source
        METHODS 5.3; checked against FUND-TERMS.
    Example
        >>> found = term_shares([1096, 365, 182], [60, 45, 45], [60, 45, 45], [0, 1, 0])
        >>> found.long, found.short, found.long_value_share, found.contract_value_share
        (1, 1, (0.4, 0.4), (0.3, 0.3))
    """
    length = np.asarray(days, dtype=float)
    nobody = np.zeros(len(length), dtype=np.int64)
    (found,) = terms_by_group(nobody, 1, length, lows, highs, contracts, long_days=long_days, short_days=short_days)
    return found


def terms_by_group(
    groups: npt.NDArray[np.int64],
    count: int,
    days: Floats,
    lows: Floats,
    highs: Floats,
    contracts: Floats,
    *,
    long_days: int = LONG_DAYS,
    short_days: int = SHORT_DAYS,
) -> list[Terms]:
    """How long are the awards of each group?

    Definition: `term_shares` of the awards of each group.

    Parameters
        groups: the group of each award, from 0 up to `count` less 1; the rest as for `term_shares`.
    Returns
        One entry for each group, in order.
    Cost
        One pass over the awards.
    Source
        METHODS 5.3; checked against FUND-TERMS.
    Example
        >>> one, other = terms_by_group(np.array([0, 1]), 2, [1096, 182], [60, 45], [60, 45], [0, 1])
        >>> one.long, other.short
        (1, 1)
    """
    length, low, high, contract = (np.asarray(values, dtype=float) for values in (days, lows, highs, contracts))
    dated, priced = ~np.isnan(length), ~np.isnan(low) & ~np.isnan(high)
    both, sorted_, is_long = dated & priced, priced & ~np.isnan(contract), length >= long_days
    masks = (np.ones(len(length), dtype=bool), dated, priced, both, sorted_, is_long, length < short_days)
    counts = [np.bincount(groups[mask], minlength=count).tolist() for mask in masks]
    money = [
        np.bincount(groups[mask], weights=ends[mask], minlength=count).tolist()
        for mask in (both & is_long, both & ~is_long, sorted_ & (contract == 1), sorted_ & (contract != 1))
        for ends in (low, high)
    ]
    found = []
    for (awards, known, paid, dated_priced, sorted_priced, long, short), sums in zip(
        zip(*counts, strict=True), zip(*money, strict=True), strict=True
    ):
        found.append(
            Terms(
                awards=awards,
                dated=known,
                priced=paid,
                dated_priced=dated_priced,
                sorted_priced=sorted_priced,
                long=long,
                short=short,
                long_share=long / known if known else None,
                short_share=short / known if known else None,
                long_value_share=share_of_ends(sums[0:2], sums[2:4]),
                contract_value_share=share_of_ends(sums[4:6], sums[6:8]),
            )
        )
    return found


def share_of_ends(part: Ends, rest: Ends) -> Ends | None:
    """What share is one amount of itself and another, when both may be ranges?

    Definition: part / (part + rest), lowest with the part at its low end and the rest at its high end, highest
    the other way round. Range 0..1.

    Parameters
        part, rest: two amounts, each with both ends, none below zero.
    Returns
        (lowest, highest); None where neither amount has a high end above zero.
    Source
        METHODS 5.3 and 11; checked against FUND-GATEWAY.
    Example
        >>> share_of_ends((2.0, 2.0), (0.5, 0.5)), share_of_ends((0.0, 3.0), (1.0, 1.0))
        ((0.8, 0.8), (0.0, 0.75))
    """
    if not part[1] + rest[1] > 0:
        return None
    least = part[0] / (part[0] + rest[1]) if part[0] + rest[1] else 0.0
    most = part[1] / (part[1] + rest[0]) if part[1] + rest[0] else 1.0 if part[1] else 0.0
    return (min(least, most), max(least, most))
