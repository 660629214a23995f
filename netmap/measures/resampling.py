"""How much a concentration hangs on single clusters: leave one out, and the bootstrap of clusters."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

Clusters = Mapping[str, Mapping[str, float]]

CHUNK = 2_000_000
"""Numbers held at once while resamples are summed."""


@dataclass(frozen=True)
class Bootstrap:
    """HHI over resamples of clusters; `method` is exact (all resamples) or drawn."""

    method: str
    clusters: int
    resamples: int
    mean: float
    lowest: float
    highest: float
    quantiles: Mapping[float, float]


def leave_one_out(counts_by_cluster: Clusters) -> dict[str, float | None]:
    """Does the picture hang on one partnership?

    Definition: the HHI of all counts but those of one cluster, for each cluster. Range 0..1, unit none.

    Parameters
        counts_by_cluster: what each holder holds, by cluster (a partnership) and holder, none below zero.
    Returns
        HHI without the cluster, by cluster in the order given; None where nothing is left without it.
    Cost
        Linear in the pairs of cluster and holder.
    Source
        METHODS 3.6; checked against BOOT-CLUSTER.
    Example
        >>> leave_one_out({"P1": {"a": 2}, "P2": {"a": 1, "b": 1}, "P3": {"b": 1}})
        {'P1': 0.5555555555555556, 'P2': 0.5555555555555556, 'P3': 0.625}
    """
    matrix = _matrix(counts_by_cluster)
    totals = np.asarray(matrix.sum(axis=0)).ravel()
    own = np.asarray(matrix.sum(axis=1)).ravel()
    squares = (totals**2).sum() - 2 * (matrix @ totals) + np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    left = totals.sum() - own
    nothing = totals.sum() * 1e-12
    return {
        cluster: float(square / rest**2) if rest > nothing else None
        for cluster, square, rest in zip(counts_by_cluster, squares, left, strict=True)
    }


def _matrix(counts_by_cluster: Clusters) -> sparse.csr_array:
    """Give what is held, clusters by holders."""
    holders: dict[str, int] = {}
    columns = [holders.setdefault(who, len(holders)) for own in counts_by_cluster.values() for who in own]
    values = [float(count) for own in counts_by_cluster.values() for count in own.values()]
    starts = list(itertools.accumulate((len(own) for own in counts_by_cluster.values()), initial=0))
    return sparse.csr_array((values, columns, starts), shape=(len(counts_by_cluster), len(holders)), dtype=float)


def jackknife_error(left_out: Iterable[float | None]) -> float | None:
    """By how much would the figure move if another partnership had been there instead?

    Definition: the square root of (k - 1) / k times the sum of squared differences between the k
    figures without one cluster and their mean. Range 0 upwards, unit that of the figure.

    Parameters
        left_out: the figure without each cluster, such as `leave_one_out` gives.
    Returns
        The standard error; None for fewer than two clusters or where a figure is undefined.
    Cost
        Linear in clusters.
    Source
        Efron and Tibshirani 1993, chapter 11; checked against BOOT-CLUSTER.
    Example
        >>> jackknife_error([1.0, 3.0])
        1.0
    """
    figures = list(left_out)
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures) or len(known) < 2:
        return None
    mean = math.fsum(known) / len(known)
    return math.sqrt((len(known) - 1) / len(known) * math.fsum((figure - mean) ** 2 for figure in known))


def cluster_bootstrap(
    counts_by_cluster: Clusters,
    *,
    quantiles: tuple[float, ...] = (0.025, 0.5, 0.975),
    exact_resamples: int = 100_000,
    draws: int = 1_999,
    seed: int = 1,
) -> Bootstrap | None:
    """Between what would the concentration lie if partnerships were drawn again from those there are?

    Definition: the HHI over resamples of as many clusters, drawn with replacement; clusters, never
    single seats. A quantile q is the least value reached by a share q of the resamples. Range 0..1,
    unit none. Duplicating a cluster duplicates its holders, so the mean lies above the observed HHI:
    leave one out comes first, and alone below eight clusters.

    Parameters
        counts_by_cluster: what each holder holds, by cluster and holder; clusters without any count
            are left out.
        quantiles: shares of the resamples, 0..1.
        exact_resamples: most different resamples (order apart) that are all worked out; beyond, they are drawn.
        draws: resamples drawn.
        seed: seed of the draws.
    Returns
        Bootstrap: `resamples` counts orders too when exact, k to the power of k; None without a count.
    Cost
        Resamples times pairs of cluster and holder.
    Source
        METHODS 3.6; checked against BOOT-CLUSTER.
    Example
        >>> found = cluster_bootstrap({"P1": {"a": 1}, "P2": {"b": 1}})
        >>> found.resamples, found.mean, found.lowest, found.highest
        (4, 0.75, 0.5, 1.0)
    """
    with_counts = {name: own for name, own in counts_by_cluster.items() if sum(own.values()) > 0}
    k = len(with_counts)
    if not k:
        return None
    # In order of their counts, clusters are drawn alike whatever they and their holders are called.
    ordered = sorted(with_counts, key=lambda name: sorted(with_counts[name].values()))
    matrix = _matrix({name: with_counts[name] for name in ordered})
    exact = math.comb(2 * k - 1, k) <= exact_resamples
    if exact:
        times, ways = _all_resamples(k)
    else:
        times = np.random.default_rng(seed).multinomial(k, [1 / k] * k, size=draws)
        ways = np.ones(draws)
    figures = _hhi_of_resamples(times, matrix)
    order = np.argsort(figures, kind="stable")
    reached = np.cumsum(ways[order]) / ways.sum()
    places = {q: min(int(np.searchsorted(reached, q - 1e-12)), len(order) - 1) for q in quantiles}
    return Bootstrap(
        method="exact" if exact else "drawn",
        clusters=k,
        resamples=k**k if exact else draws,
        mean=float((figures * ways).sum() / ways.sum()),
        lowest=float(figures[order[0]]),
        highest=float(figures[order[-1]]),
        quantiles={q: float(figures[order[place]]) for q, place in places.items()},
    )


def _all_resamples(k: int) -> tuple[np.ndarray, np.ndarray]:
    """Give how often each cluster is in each resample, and in how many orders that resample can be drawn."""
    chosen = np.array(list(itertools.combinations_with_replacement(range(k), k)))
    times = np.zeros((len(chosen), k), dtype=int)
    np.add.at(times, (np.arange(len(chosen))[:, None], chosen), 1)
    factorials = np.array([float(math.factorial(n)) for n in range(k + 1)])
    return times, factorials[k] / factorials[times].prod(axis=1)


def _hhi_of_resamples(times: np.ndarray, matrix: sparse.csr_array) -> np.ndarray:
    step = max(1, CHUNK // max(1, matrix.shape[1]))
    parts = []
    for start in range(0, len(times), step):
        totals = np.asarray(times[start : start + step] @ matrix)
        parts.append((totals**2).sum(axis=1) / totals.sum(axis=1) ** 2)
    return np.concatenate(parts)
