"""Measures of concentration on a plain vector of counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    shannon_effective: float | None


def concentration(counts: Sequence[float]) -> Concentration:
    """Do a few hold most of it?

    Definition: with shares s = x / S over n units, CR-k is the sum of the k largest shares, HHI the
    sum of s squared (range 1/n..1), the effective number 1 / HHI (range 1..n, unit units), the
    normalised HHI (HHI - 1/n) / (1 - 1/n), the unbiased index (Simpson) the chance that two different
    places have one holder, Gini and Theil T the usual inequality measures (natural logarithm).
    Zeros count as units: they change Gini, Theil and the normalised HHI and nothing else.

    Parameters
        counts: what each unit holds, in any order, none below zero.
    Returns
        Concentration: None where a measure is undefined (no total; one unit; fewer than two
            places; the unbiased index of counts that are not whole).
    Cost
        n log n.
    Source
        METHODS 3.3; checked against CONC-ANY, CONC-ANY-ZEROS, CONC-EDGE, CONC-GINI-MAX, INEQ-R.
    Example
        >>> concentration([5, 2, 1, 1, 1]).effective_number
        3.125
    """
    x = np.sort(np.asarray(counts, dtype=float))
    n, total = len(x), float(x.sum())
    if total <= 0:
        return Concentration(total, n, *[None] * 11)
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
