"""Measures of concentration on a plain vector of counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Concentration:
    """How unevenly a total is shared; a measure that is undefined is None, never 0."""

    total: float
    units: int
    cr1: float | None
    cr2: float | None
    cr3: float | None
    hhi: float | None
    effective_number: float | None
    hhi_normalised: float | None
    simpson_unbiased: float | None
    gini: float | None
    gini_corrected: float | None
    theil_t: float | None
    theil_l: float | None
    shannon_effective: float | None

    @property
    def points(self) -> float | None:
        """HHI in points, 0..10,000; no threshold from competition law fits numbers as small as these."""
        return None if self.hhi is None else self.hhi * 10_000


def concentration(counts: Sequence[float]) -> Concentration:
    """Do a few hold most of it?

    Definition: with shares s = x / S over n units, CR-k is the sum of the k largest shares, HHI the
    sum of s squared (range 1/n..1), the effective number 1 / HHI (range 1..n, unit units), the
    normalised HHI (HHI - 1/n) / (1 - 1/n), the unbiased index (Simpson) the chance that two different
    places have one holder, Gini, Theil T and Theil L the usual inequality measures (natural logarithm).
    Zeros count as units: they change Gini, Theil and the normalised HHI and nothing else.

    Parameters
        counts: what each unit holds, in any order, none below zero.
    Returns
        Concentration: None where a measure is undefined (no total; one unit; fewer than two
            places; the unbiased index of counts that are not whole; Theil L with a zero among them).
    Cost
        n log n.
    Source
        METHODS 3.3; checked against CONC-ANY, CONC-ANY-ZEROS, CONC-EDGE, CONC-GINI-MAX, CONC-SMALL-S,
        INEQ-R, HHI-DOJ, HHI-3000, HHI-MERGE, NULL-SIMPSON, SEAT-MONTHS.
    Example
        >>> concentration([5, 2, 1, 1, 1]).effective_number
        3.125
    """
    x = np.sort(np.asarray(counts, dtype=float))
    n, total = len(x), float(x.sum())
    if total <= 0:
        return Concentration(total, n, *[None] * 12)
    s = x / total
    top = [float(s[::-1][:k].sum()) for k in (1, 2, 3)]
    hhi = float((s * s).sum())
    gini = float(((2 * np.arange(1, n + 1) - n - 1) * x).sum() / (n * total))
    positive = s[s > 0]
    entropy = float(-(positive * np.log(positive)).sum())
    return Concentration(
        total=total,
        units=n,
        cr1=top[0],
        cr2=top[1],
        cr3=top[2],
        hhi=hhi,
        effective_number=1 / hhi,
        hhi_normalised=(hhi - 1 / n) / (1 - 1 / n) if n > 1 else None,
        simpson_unbiased=_simpson(x, total),
        gini=gini,
        gini_corrected=gini * n / (n - 1) if n > 1 else None,
        theil_t=math.log(n) - entropy,
        theil_l=float(-np.log(s * n).mean()) if len(positive) == n else None,
        shannon_effective=math.exp(entropy),
    )


def _simpson(x: np.ndarray, total: float) -> float | None:
    """Give the chance that two different places have one holder; places cannot be drawn from shares of places."""
    whole = bool(np.all(x == np.round(x)))
    return float((x * (x - 1)).sum() / (total * (total - 1))) if total >= 2 and whole else None


def missing_bounds(counts: Sequence[float], unknown: int) -> dict[str, tuple[float, float] | None]:
    """Between what and what can the concentration lie when some places have an unknown holder?

    Definition: lowest when every unknown place has a holder of its own, highest when the largest
    holder has them all. Range of both measures 0..1.

    Parameters
        counts: places of each known holder.
        unknown: number of places whose holder is not known.
    Returns
        `hhi` and `cr1` as (lowest, highest); None where there is no place at all.
    Source
        METHODS 3.4; checked against CONC-MISSING.
    Example
        >>> [round(end, 3) for end in missing_bounds([5, 2, 1, 1, 1], 2)["cr1"]]
        [0.417, 0.583]
    """
    known = sorted((count for count in counts if count > 0), reverse=True)
    spread = concentration([*known, *[1] * unknown])
    gathered = concentration([known[0] + unknown, *known[1:]] if known else [unknown])
    if spread.hhi is None or gathered.hhi is None or spread.cr1 is None or gathered.cr1 is None:
        return {"hhi": None, "cr1": None}
    return {"hhi": (spread.hhi, gathered.hhi), "cr1": (spread.cr1, gathered.cr1)}


def lorenz(counts: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Which part of the total do the smallest hold together, step by step?

    Definition: units in ascending order; after i of n units the point (i / n, their share of the
    total). Range of both 0..1, unit none. The straight line is equality; Gini is twice the area
    between the line and the curve.

    Parameters
        counts: what each unit holds, in any order, none below zero; zeros count as units.
    Returns
        n + 1 points from (0, 0) to (1, 1); none where there is no total.
    Cost
        n log n.
    Source
        METHODS 3.3; checked against CONC-ANY.
    Example
        >>> lorenz([3, 1])
        ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    """
    x = np.sort(np.asarray(counts, dtype=float))
    total = float(x.sum())
    if total <= 0:
        return ()
    heights = np.concatenate([[0.0], np.cumsum(x) / total])
    return tuple(zip(np.linspace(0, 1, len(x) + 1).tolist(), heights.tolist(), strict=True))


@dataclass(frozen=True)
class TheilParts:
    """Theil T of everybody, and how much of it lies within groups and between them; None without a total."""

    total: float | None
    within: float | None
    between: float | None


def theil_decomposition(groups: Mapping[str, Sequence[float]]) -> TheilParts:
    """Is it one kind of organisation against another, or inequality inside one kind?

    Definition: T = sum over groups g of (X_g / X) T_g + sum of (X_g / X) ln(mean of g / mean of all):
    the first sum is within, the second between. Range 0..ln n each, unit nats. No such parts exist
    for Gini.

    Parameters
        groups: what each unit of a group holds, by group; zeros count as units; a group without
            units counts for nothing.
    Returns
        TheilParts: all None where nobody holds anything.
    Cost
        n log n.
    Source
        Theil 1967, METHODS 3.3; checked against THEIL-DECOMP.
    Example
        >>> parts = theil_decomposition({"infrastructure": [5], "front line": [2, 1, 1, 1, 0, 0, 0]})
        >>> round(parts.within, 3), round(parts.between, 3)
        (0.307, 0.413)
    """
    everyone = [count for counts in groups.values() for count in counts]
    total = concentration(everyone).theil_t
    if total is None:
        return TheilParts(None, None, None)
    mean, within, between = sum(everyone) / len(everyone), 0.0, 0.0
    for name in sorted(groups):
        own = concentration(groups[name])
        if own.theil_t is not None:
            share = own.total / sum(everyone)
            within += share * own.theil_t
            between += share * math.log(own.total / own.units / mean)
    return TheilParts(total, within, between)
