"""The sweep over time: when, in one cell of function, place and target, funders pay in parallel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import pandas as pd

from netmap.analyses.duplication.awards import Award

EVERYBODY = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which the same awards run; money is pro rata by day, at both ends of the amounts.

    `gross` and `excess` are None where nobody stated an amount; `unpriced` counts such awards.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    active: tuple[str, ...]
    funders: int
    recipients: int
    duplication: bool
    gross: tuple[float, float]
    excess: tuple[float, float]
    unpriced: int

    @property
    def days(self) -> int:
        """Count the days."""
        return int((self.end - self.start).days)


def sweep(awards: Sequence[Award], is_pair: Callable[[Award, Award], bool]) -> list[Segment]:
    """When do at least two funders pay at least two recipients at once?

    Definition: the timeline is cut wherever an award starts or ends; a stretch is flagged when two of
    the awards that run in it are a pair. Gross is the sum of daily rates times days, excess the gross
    less the best-funded recipient's: an upper bound, never a saving. Unit: the awards' one currency.

    Parameters
        awards: awards of one cell with both dates known, in one currency.
        is_pair: says whether two awards are a parallel pair.
    Returns
        Every stretch with at least one award, in order of time.
    Cost
        k log k to cut, and the pairs of awards that run together.
    Source
        METHODS 5.2; checked against FUND-SWEEP.
    """
    dated = [award for award in awards if award.start is not None and award.end is not None]
    cuts = sorted({day for award in dated for day in (award.start, award.end) if day is not None})
    segments = []
    for start, end in pairwise(cuts):
        active = [award for award in dated if award.start <= start and award.end >= end]
        if active:
            segments.append(_segment(start, end, active, is_pair))
    return segments


def _segment(
    start: pd.Timestamp, end: pd.Timestamp, active: list[Award], is_pair: Callable[[Award, Award], bool]
) -> Segment:
    priced = [award for award in active if award.daily() is not None]
    gross, excess = money_of(priced, (end - start).days)
    return Segment(
        start,
        end,
        tuple(sorted(award.id for award in active)),
        len({award.funder for award in active}),
        len({award.recipient for award in active}),
        any(is_pair(one, other) for one, other in combinations(active, 2)),
        gross,
        excess,
        len(active) - len(priced),
    )


def money_of(awards: Iterable[Award], days: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give gross and excess over a number of days, each at both ends of the amounts."""
    by_recipient: dict[str, list[float]] = {}
    for award in awards:
        rates = award.daily()
        if rates is not None:
            sums = by_recipient.setdefault(award.recipient, [0.0, 0.0])
            sums[0] += rates[0] * days
            sums[1] += rates[1] * days
    lows, highs = ([sums[end] for sums in by_recipient.values()] for end in (0, 1))
    gross = (sum(lows), sum(highs))
    return gross, (gross[0] - max(lows, default=0.0), gross[1] - max(highs, default=0.0))
