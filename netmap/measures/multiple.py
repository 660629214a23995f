"""P-values: from random draws, and many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from netmap.errors import AnalysisError


def monte_carlo_p(exceeding: float, draws: int) -> float:
    """How often would chance alone do as much, when chance is drawn rather than counted?

    Definition: (b + 1) / (m + 1) for b of m draws that reach what was observed; what was observed is
    itself one of the ways, so the p-value is never 0. Range 1 / (m + 1)..1, unit none.

    Parameters
        exceeding: draws that reach the observed value, 0..draws; an average over like places may be a fraction.
        draws: number of draws, at least 1.
    Returns
        The p-value.
    Raises
        AnalysisError: there is no draw, or more draws exceed than were made.
    Cost
        Constant.
    Source
        Phipson and Smyth 2010, "Permutation p-values should never be zero"; checked against MC-PVALUE.
    Example
        >>> monte_carlo_p(0, 999)
        0.001
    """
    if draws < 1 or not 0 <= exceeding <= draws:
        raise AnalysisError(
            f"{exceeding} of {draws} draws cannot exceed what was observed.", "Draw at least once, and count the draws."
        )
    return (exceeding + 1) / (draws + 1)


def benjamini_hochberg(p_values: Sequence[float] | np.ndarray, *, family: int | None = None) -> np.ndarray:
    """Which of many p-values still stand out, when a stated share of false alarms is accepted?

    Definition: with p sorted ascending, the adjusted p of rank i is the least of p_j m / j over all
    ranks j >= i, at most 1. Accepting those at or below a rate keeps the expected share of false
    alarms among them at or below that rate. Range 0..1, unit none.

    Parameters
        p_values: one p-value for each question asked, in any order, 0..1.
        family: m, the number of questions asked, where those whose p-value is 1 are not listed;
            None means all are listed.
    Returns
        The adjusted p-values, in the order given; equal p-values have equal adjusted ones.
    Raises
        AnalysisError: a p-value lies outside 0..1, or the family is smaller than the list.
    Cost
        n log n.
    Source
        Benjamini and Hochberg 1995; checked against BH-1995.
    Example
        >>> benjamini_hochberg([0.04, 0.01, 0.5]).tolist()
        [0.06, 0.03, 0.5]
    """
    p = np.asarray(p_values, dtype=float)
    asked = len(p) if family is None else family
    if asked < len(p) or not np.all((p >= 0) & (p <= 1)):
        raise AnalysisError(
            "These are not p-values of one family.", "Give numbers from 0 to 1, and a family no smaller than the list."
        )
    order = np.argsort(p, kind="stable")
    by_rank = p[order] * asked / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(by_rank[::-1])[::-1], 1)
    return adjusted
