"""Terms on a line of days: how long two run together, and the sweep that finds when some run side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from netmap.measures.terms import Ends

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_CHUNK = 4_000_000


def overlap_days(
    starts: Floats | Sequence[float],
    ends: Floats | Sequence[float],
    other_starts: Floats | Sequence[float],
    other_ends: Floats | Sequence[float],
) -> Floats:
    """How many days do two terms run together?

    Definition: days from the later start to the earlier end, ends exclusive; touching terms share none.
    Range 0.., unit days. A missing end is unknown, not endless.

    Parameters
        starts, ends, other_starts, other_ends: day numbers, one entry for each pair; NaN means not known.
    Returns
        Days for each pair; NaN where one of the four is not known.
    Source
        METHODS 5.4; checked against FUND-INTERVAL.
    Example
        >>> overlap_days([0, 0], [365, 365], [365, 364], [730, float("nan")]).tolist()
        [0.0, nan]
    """
    earlier = np.minimum(np.asarray(ends, dtype=float), np.asarray(other_ends, dtype=float))
    later = np.maximum(np.asarray(starts, dtype=float), np.asarray(other_starts, dtype=float))
    return np.asarray(np.maximum(earlier - later, 0.0), dtype=float)


@dataclass(frozen=True)
class Awards:
    """Awards of one cell as columns, all of one length: day numbers, amounts, codes of who pays and who is paid.

    An amount of NaN is not known. All awards have both dates.
    """

    starts: Floats
    ends: Floats
    lows: Floats
    highs: Floats
    payers: Indices
    payees: Indices

    def rates(self) -> tuple[Floats, Floats]:
        """Give the daily rates at both ends; 0 where the amount is not known or there is no day."""
        days = self.ends - self.starts
        known = self.priced()
        return (
            np.divide(self.lows, days, out=np.zeros(len(days)), where=known),
            np.divide(self.highs, days, out=np.zeros(len(days)), where=known),
        )

    def priced(self) -> Mask:
        """Say which awards have a daily rate."""
        return ~np.isnan(self.lows) & ~np.isnan(self.highs) & (self.ends > self.starts)


@dataclass(frozen=True)
class Stretch:
    """A stretch of days in which the same awards run; money pro rata by day, at both ends of the amounts.

    `active` are places in the columns. `gross` and `excess` are None where no award states an amount;
    `unpriced` counts those that do not.
    """

    start: int
    end: int
    active: tuple[int, ...]
    payers: int
    payees: int
    flagged: bool
    gross: Ends | None
    excess: Ends | None
    unpriced: int

    @property
    def days(self) -> int:
        """Count the days."""
        return self.end - self.start


def sweep(awards: Awards, pairs: Sequence[tuple[int, int]] | Indices, *, flagged_only: bool = False) -> list[Stretch]:
    """When do at least two funders pay at least two recipients at once?

    Definition: the timeline is cut wherever an award starts or ends; a stretch is flagged when both awards of
    one of the pairs run in it. Gross is the sum of daily rates times days, excess the gross less what the
    best-funded recipient gets: an upper bound of what an agreement could touch. Unit: the awards' one currency.

    Parameters
        awards: awards of one cell, in one currency.
        pairs: places of the awards that are a pair.
        flagged_only: leave out stretches that are not flagged.
    Returns
        Every stretch with at least one award, in order of time.
    Cost
        k log k to cut; awards times stretches for the money.
    Source
        METHODS 5.2; checked against FUND-SWEEP.
    Example
        >>> year = np.array([0.0, 183.0]), np.array([365.0, 365.0]), np.array([365.0, 182.0]), np.array([365.0, 182.0])
        >>> found = sweep(Awards(*year, np.array([0, 1]), np.array([0, 1])), [(0, 1)])
        >>> [(each.days, each.flagged, each.gross, each.excess) for each in found]
        [(183, False, (183.0, 183.0), (0.0, 0.0)), (182, True, (364.0, 364.0), (182.0, 182.0))]
    """
    cuts = np.unique(np.concatenate([awards.starts, awards.ends]))
    first, last = np.searchsorted(cuts, awards.starts), np.searchsorted(cuts, awards.ends)
    flagged = _covered(first, last, np.asarray(pairs, dtype=np.int64).reshape(-1, 2), len(cuts))
    wanted = np.flatnonzero(flagged[:-1]) if flagged_only else np.arange(max(len(cuts) - 1, 0))
    return [stretch for part in _chunks(wanted, len(first)) for stretch in _stretches(awards, cuts, part, flagged)]


def _covered(first: Indices, last: Indices, pairs: Indices, length: int) -> Mask:
    """Say which stretches lie within both awards of a pair."""
    begin = np.maximum(first[pairs[:, 0]], first[pairs[:, 1]])
    end = np.maximum(np.minimum(last[pairs[:, 0]], last[pairs[:, 1]]), begin)
    steps = np.bincount(begin, minlength=length + 1) - np.bincount(end, minlength=length + 1)
    return np.asarray(np.cumsum(steps)[:length] > 0)


def _chunks(stretches: Indices, awards: int) -> Iterator[Indices]:
    """Cut the stretches so that the table of awards by stretches stays small."""
    size = max(1, _CHUNK // max(awards, 1))
    for begin in range(0, len(stretches), size):
        yield stretches[begin : begin + size]


def _stretches(awards: Awards, cuts: Floats, stretches: Indices, flagged: Mask) -> Iterator[Stretch]:
    begins, ends = cuts[stretches], cuts[stretches + 1]
    runs = (awards.starts[:, None] <= begins) & (awards.ends[:, None] >= ends)
    gross, excess = money(awards, runs, ends - begins)
    priced = (runs & awards.priced()[:, None]).sum(axis=0)
    payers, payees = (
        (_by_body(runs.astype(np.int32), codes) > 0).sum(axis=0) for codes in (awards.payers, awards.payees)
    )
    counts = runs.sum(axis=0)
    active, stops = np.nonzero(runs.T)[1].tolist(), np.cumsum(counts).tolist()
    for at in np.flatnonzero(counts).tolist():
        yield Stretch(
            start=int(begins[at]),
            end=int(ends[at]),
            active=tuple(active[stops[at] - int(counts[at]) : stops[at]]),
            payers=int(payers[at]),
            payees=int(payees[at]),
            flagged=bool(flagged[stretches[at]]),
            gross=(float(gross[0, at]), float(gross[1, at])) if priced[at] else None,
            excess=(float(excess[0, at]), float(excess[1, at])) if priced[at] else None,
            unpriced=int(counts[at] - priced[at]),
        )


def _by_body(values: npt.NDArray[Any], codes: Indices) -> npt.NDArray[Any]:
    """Add up the rows of awards by the body that their codes name."""
    order = np.argsort(codes, kind="stable")
    _, first = np.unique(codes[order], return_index=True)
    return np.asarray(np.add.reduceat(values[order], first, axis=0)) if len(codes) else values


def money(awards: Awards, runs: Mask, days: Floats) -> tuple[Floats, Floats]:
    """How much do awards pay in each stretch, and how much of it beyond the best-funded recipient?

    Definition: gross is the sum of daily rates times days; excess is gross less the largest sum of one payee.
    Both grow with every amount, so that the ends of ranges give the ends of the figure.

    Parameters
        awards: awards of one currency.
        runs: awards by stretches, which runs when.
        days: length of each stretch.
    Returns
        Gross and excess, each as two rows (low, high) by stretches.
    Source
        METHODS 5.2; checked against FUND-SWEEP.
    Example
        >>> one = np.array([1.0]), np.array([11.0]), np.array([10.0]), np.array([20.0]), np.array([0]), np.array([0])
        >>> money(Awards(*one), np.array([[True]]), np.array([5.0]))[0].tolist()
        [[5.0], [10.0]]
    """
    gross, excess = np.zeros((2, runs.shape[1])), np.zeros((2, runs.shape[1]))
    for end, rates in enumerate(awards.rates()):
        sums = _by_body(runs * rates[:, None], awards.payees)
        gross[end] = sums.sum(axis=0) * days
        excess[end] = gross[end] - sums.max(axis=0, initial=0.0) * days
    return gross, np.maximum(excess, 0.0)
