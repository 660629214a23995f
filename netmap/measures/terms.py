"""How long awards last and what they are, by number and by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LONG_DAYS, SHORT_DAYS = 1095, 365

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
    days: Sequence[float] | npt.NDArray[np.float64],
    lows: Sequence[float] | npt.NDArray[np.float64],
    highs: Sequence[float] | npt.NDArray[np.float64],
    contracts: Sequence[float] | npt.NDArray[np.float64],
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
    length, low, high, contract = (np.asarray(values, dtype=float) for values in (days, lows, highs, contracts))
    dated, priced = ~np.isnan(length), ~np.isnan(low) & ~np.isnan(high)
    both, sorted_ = dated & priced, priced & ~np.isnan(contract)
    long, short = int((length >= long_days).sum()), int((length < short_days).sum())
    known = int(dated.sum())
    return Terms(
        awards=len(length),
        dated=known,
        priced=int(priced.sum()),
        dated_priced=int(both.sum()),
        sorted_priced=int(sorted_.sum()),
        long=long,
        short=short,
        long_share=long / known if known else None,
        short_share=short / known if known else None,
        long_value_share=share_of_value(length[both] >= long_days, low[both], high[both]),
        contract_value_share=share_of_value(contract[sorted_] == 1, low[sorted_], high[sorted_]),
    )


def share_of_value(
    chosen: npt.NDArray[np.bool_], lows: npt.NDArray[np.float64], highs: npt.NDArray[np.float64]
) -> Ends | None:
    """What part of the money do some of the awards carry?

    Definition: the money of the chosen over all money. Lowest with the chosen at the low end of their amounts
    and the others at the high end, highest the other way round. Range 0..1.

    Parameters
        chosen: which awards.
        lows, highs: both ends of each amount, all known and none below zero.
    Returns
        (lowest, highest); None where there is no money.
    Source
        METHODS 5.3 and 11.
    Example
        >>> share_of_value(np.array([True, False]), np.array([10.0, 30.0]), np.array([30.0, 30.0]))
        (0.25, 0.5)
    """
    if not highs.sum() > 0:
        return None
    return share_of_ends(
        (float(lows[chosen].sum()), float(highs[chosen].sum())),
        (float(lows[~chosen].sum()), float(highs[~chosen].sum())),
    )


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
