"""Is it more than chance? Seats thrown at random (null A), and partnerships filled at random (null B)."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from netmap.errors import AnalysisError
from netmap.measures.fillings import one_reaching, patterns, random_fillings
from netmap.measures.multiple import monte_carlo_p

EXACT, BOUND, DRAWN = "exact", "bound", "drawn"

BITS_MULTIPLIED = 2_000_000_000
"""Work, in bits of whole numbers, up to which seats thrown at random are counted exactly."""
STATES_A_STEP = 2_000
"""Ways of filling the seats that one step stands for, at least; most stand for many more."""
SMALL = 0.01
"""Chance below which the sum over organisations is at most half of this, in relative terms, above the chance itself."""
MOST_STATES = 10**18
"""Number of ways beyond which it is not given any more."""


@dataclass(frozen=True)
class Chance:
    """How likely chance alone reaches an observed figure, with a stated pool.

    `method` is exact (`states` ways of filling the seats were counted; None beyond 10^18), bound (p is an upper bound,
    at most half a percent of itself too high) or drawn (`draws` random ways, p = (b + 1) / (m + 1)).
    `expected` is the mean under chance; None where it has not been worked out.
    """

    statistic: str
    observed: float
    expected: float | None
    p: float
    method: str
    states: int | None
    draws: int | None
    pool: int


def multinomial_chance(counts: Sequence[int], *, pool: int, draws: int = 1_999, seed: int = 1) -> dict[str, Chance]:
    """Would seats thrown at random on all who could hold one be shared as unevenly?

    Definition: null A. Each of S seats falls on each of N organisations alike. `hhi`: the chance of
    an HHI at least as high, expected 1/N + (1 - 1/N)/S. `cr1`: the chance of a largest share at least
    as large. Range of p 0..1, never 0; unit none.
    Isolated and vacant: organisations without a seat count through the pool; vacant seats are left out.

    Parameters
        counts: seats of each organisation, whole numbers, in any order; zeros may be left out.
        pool: N, the organisations that could hold a seat, those with one among them.
        draws: draws of the HHI where it is not counted exactly.
        seed: seed of the draws.
    Returns
        Chance by statistic, `hhi` and `cr1`; nothing where there is no seat. HHI is exact up to
        about 100 seats, drawn beyond. The largest share is exact at any size, or a bound where p is
        below 0.01 and the seats are many.
    Raises
        AnalysisError: counts are not whole, or the pool is smaller than those seated.
    Cost
        Bounded where exact; draws times seats where drawn.
    Source
        METHODS 3.6; checked against NULL-MULTI, NULL-SIMPSON.
    Example
        >>> chance = multinomial_chance([2, 1], pool=2)
        >>> chance["hhi"].expected, chance["hhi"].p, chance["cr1"].p
        (0.6666666666666666, 1.0, 1.0)
        >>> multinomial_chance([3], pool=2)["cr1"].p
        0.25
    """
    held = [int(count) for count in counts if count]
    if any(count < 0 for count in counts) or sum(held) != math.fsum(counts):
        raise AnalysisError("Seats are counted in whole numbers.", "Give whole seats, none below zero.")
    _check_pool(pool, len(held))
    seats, largest = sum(held), max(held, default=0)
    if not seats:
        return {}
    pairs = sum(math.comb(count, 2) for count in held)
    expected = 1 / pool + (1 - 1 / pool) / seats
    p, method = _thrown_hhi(seats, pool, pairs, draws, seed)
    top, top_method = _thrown_largest(seats, pool, largest)
    ways = pool**seats if seats * math.log(pool) < math.log(MOST_STATES) else None
    hhi = (2 * pairs + seats) / seats**2
    return {
        "hhi": _chance("hhi", hhi, expected, p, method, ways, draws, pool),
        "cr1": _chance("cr1", largest / seats, None, top, top_method, ways, draws, pool),
    }


def _chance(
    statistic: str,
    observed: float,
    expected: float | None,
    p: float,
    method: str,
    ways: int | None,
    draws: int,
    pool: int,
) -> Chance:
    return Chance(
        statistic=statistic,
        observed=observed,
        expected=expected,
        p=min(1.0, max(p, sys.float_info.min)),
        method=method,
        states=ways if method == EXACT and ways is not None and ways < MOST_STATES else None,
        draws=draws if method == DRAWN else None,
        pool=pool,
    )


def _check_pool(pool: int, seated: int) -> None:
    if pool < max(1, seated):
        raise AnalysisError(
            f"A pool of {pool} is smaller than those who are seated.", "Count everybody with a seat into the pool."
        )


def _thrown_hhi(seats: int, pool: int, pairs: int, draws: int, seed: int) -> tuple[float, str]:
    """Give the chance that at least so many pairs of seats have one holder; HHI is a straight line of that."""
    if not pairs:
        return 1.0, EXACT
    bits = seats * pool.bit_length() + seats.bit_length() + 1
    largest = min(seats, math.isqrt(2 * pairs) + 1)
    if seats * largest * bits * pairs <= BITS_MULTIPLIED:
        fewer = _ways_of_throwing(seats, pool, largest, bits, pairs)
        below = sum((fewer >> bits * place) & ((1 << bits) - 1) for place in range(pairs))
        return (pool**seats - below) / pool**seats, EXACT
    observed = 2 * pairs + seats
    squares = np.concatenate([squares for squares, _ in random_fillings([1] * seats, pool, draws=draws, seed=seed)])
    return monte_carlo_p(int((squares >= observed).sum()), draws), DRAWN


def _ways_of_throwing(seats: int, pool: int, largest: int, bits: int, pairs: int) -> int:
    """Count the ways of throwing seats so that nobody gets more than `largest`, by pairs of seats with one holder.

    The count for each number of pairs below `pairs` stands in `bits` bits of one whole number; without
    bits, pairs are not told apart. With a(j) = 1 / j! the recurrence is that of a power of a power series.
    """
    mask = (1 << bits * pairs) - 1 if bits else -1
    counts = [1]
    for k in range(1, seats + 1):
        total = sum(
            (j * (pool + 1) - k) * math.comb(k, j) * (counts[k - j] << bits * math.comb(j, 2))
            for j in range(1, min(k, largest) + 1)
        )
        counts.append((total & mask) // k)
    return counts[seats]


def _thrown_largest(seats: int, pool: int, largest: int) -> tuple[float, str]:
    """Give the chance that somebody gets at least so many."""
    below = largest - 1
    if seats * below * seats * pool.bit_length() <= BITS_MULTIPLIED // 1_000:
        ways = pool**seats
        return (ways - _ways_of_throwing(seats, pool, below, 0, 0)) / ways, EXACT
    bound = pool * float(bdtrc(below, seats, 1 / pool))
    if bound <= SMALL:
        return bound, BOUND
    from scipy import fft
    from scipy.stats import poisson  # a third of a second, for few

    # Seats thrown at random are independent Poisson counts that happen to have the right sum.
    each = poisson.pmf(np.arange(largest), seats / pool)
    length = fft.next_fast_len(pool * below + 1, real=True)
    together = fft.irfft(fft.rfft(each, length) ** pool, length)[seats] if pool * below >= seats else 0.0
    return 1 - float(together / poisson.pmf(seats, seats)), EXACT


def expected_fixed_sizes_hhi(sizes: Sequence[int], pool: int) -> float | None:
    """What HHI would partnerships of these sizes have on average, if filled at random?

    Definition: 1/N + N * sum of p (1 - p) / S^2 with p = size / N, for S places in all. Range 0..1,
    unit none.

    Parameters
        sizes: organisations on each partnership.
        pool: N, the organisations that could sit, at least the largest size.
    Returns
        The expected HHI; None where there is no place.
    Raises
        AnalysisError: the pool is smaller than a partnership.
    Cost
        Linear in partnerships.
    Source
        METHODS 3.6; checked against NULL-COLFIXED.
    Example
        >>> round(expected_fixed_sizes_hhi([2, 3, 2, 2], 8), 4)
        0.2037
    """
    _check_pool(pool, max(sizes, default=0))
    places = sum(sizes)
    if not places:
        return None
    return 1 / pool + pool * math.fsum(size / pool * (1 - size / pool) for size in sizes) / places**2


def fixed_sizes_chance(
    holders_by_partnership: Sequence[Sequence[int]],
    *,
    pool: int,
    exact_states: int = 2_000_000,
    draws: int = 1_999,
    seed: int = 1,
) -> dict[str, Chance]:
    """Would partnerships of the same sizes, each filled at random, share their places as unevenly?

    Definition: null B. Each partnership of n organisations takes any n of the N in the pool alike,
    apart from the others. `hhi`: the chance of an HHI of pairs (organisation, partnership) at least as
    high, expected 1/N + N * sum of p (1 - p) / S^2 with p = n / N. `widest`: the chance that one
    organisation sits on at least as many partnerships as any does now. Range of p 0..1, never 0.
    Isolated and vacant: organisations without a seat count through the pool; unknown holders and
    vacant seats are left out.

    Parameters
        holders_by_partnership: the organisations of each partnership, as numbers; an organisation
            twice on one partnership is one pair.
        pool: N, the organisations that could sit, those who do among them.
        exact_states: ways of filling all partnerships up to which they are counted. They are counted
            by pattern (how many organisations sit on 0, 1, 2 ... partnerships), and so beyond that
            too where patterns are few: within a two-thousandth as many steps.
        draws: m, random ways where they are not counted, p = (b + 1) / (m + 1).
        seed: seed of the draws.
    Returns
        Chance by statistic, `hhi` and `widest`; nothing where nobody sits. Where not counted,
        `widest` is an upper bound if below 0.01: the chance of one organisation times N.
    Raises
        AnalysisError: the pool is smaller than those who sit.
    Cost
        Draws times places, about 15 nanoseconds each: a second for a thousand draws of 60,000 places.
    Source
        METHODS 3.6; checked against NULL-COLFIXED, NULL-POOL-SENSITIVITY.
    Example
        >>> chance = fixed_sizes_chance([[0], [0]], pool=4)
        >>> chance["hhi"].p, chance["widest"].p, chance["hhi"].states
        (0.25, 0.25, 16)
    """
    distinct = [set(holders) for holders in holders_by_partnership]
    sums = Counter(holder for holders in distinct for holder in holders)
    _check_pool(pool, len(sums))
    if not sums:
        return {}
    squares, widest = sum(total**2 for total in sums.values()), max(sums.values())
    found = _Filled(tuple(sorted(len(holders) for holders in distinct if holders)), pool, exact_states, draws, seed)
    return {"hhi": found.hhi(squares), "widest": found.widest(widest)}


def pool_sensitivity(
    sizes: Sequence[int],
    observed_widest: int,
    pools: Sequence[int],
    *,
    exact_states: int = 2_000_000,
    draws: int = 1_999,
    seed: int = 1,
) -> tuple[Chance, ...]:
    """How much does the answer hang on who is counted as able to sit?

    Definition: the chance that one organisation sits on as many partnerships as observed (`widest` of
    `fixed_sizes_chance`), for one pool after the other. Range 0..1, never 0.

    Parameters
        sizes: organisations on each partnership.
        observed_widest: the most partnerships of one organisation.
        pools: numbers of organisations that could sit.
        exact_states, draws, seed: as in `fixed_sizes_chance`.
    Returns
        One Chance for each pool, in the order given; none where there is no place.
    Raises
        AnalysisError: a pool is smaller than a partnership, or nobody can sit on so many.
    Cost
        That of `fixed_sizes_chance`, for each pool.
    Source
        METHODS 0.3; checked against NULL-POOL-SENSITIVITY.
    Example
        >>> [round(chance.p, 3) for chance in pool_sensitivity([1, 1], 2, [2, 4, 100])]
        [0.5, 0.25, 0.01]
    """
    filled = tuple(sorted(size for size in sizes if size))
    for pool in pools:
        _check_pool(pool, max(filled, default=0))
    if not filled:
        return ()
    if not 1 <= observed_widest <= len(filled):
        raise AnalysisError(
            f"Nobody sits on {observed_widest} of {len(filled)} partnerships.", "Count partnerships with somebody on."
        )
    return tuple(_Filled(filled, pool, exact_states, draws, seed).widest(observed_widest) for pool in pools)


class _Filled:
    """Partnerships of given sizes filled at random: counted by pattern where that is few steps, else drawn."""

    def __init__(self, sizes: tuple[int, ...], pool: int, exact_states: int, draws: int, seed: int) -> None:
        self.sizes, self.pool, self.draws, self.seed = sizes, pool, draws, seed
        self.ways = 0
        self._patterns = patterns(sizes, pool, most_steps=exact_states // STATES_A_STEP)
        if self._patterns is not None:
            self.ways = math.prod(math.comb(pool, size) for size in sizes)
        self._sums: tuple[np.ndarray, np.ndarray] | None = None

    def hhi(self, squares: int) -> Chance:
        """Give the chance of row sums whose squares add up to at least so much."""
        places = sum(self.sizes)
        p, method = self._reaching(0, squares)
        expected = expected_fixed_sizes_hhi(self.sizes, self.pool)
        return _chance("hhi", squares / places**2, expected, p, method, self.ways, self.draws, self.pool)

    def widest(self, most: int) -> Chance:
        """Give the chance that one organisation sits on at least so many partnerships."""
        expected: float | None = None
        if self._patterns is not None:
            p, method = self._reaching(1, most)
            total = sum(ways * (len(pattern) - 1) for pattern, ways in self._patterns.items())
            expected = total / self.ways
        else:
            p, method = self.pool * one_reaching(self.sizes, self.pool, most), BOUND
            if p > SMALL:
                p, method = self._reaching(1, most)
            if self._sums is not None:
                expected = float(self._sums[1].mean())
        return _chance("widest", float(most), expected, p, method, self.ways, self.draws, self.pool)

    def _reaching(self, which: int, observed: int) -> tuple[float, str]:
        """Give the chance that the sum of squares (0) or the largest (1) of the row sums reaches a value."""
        if self._patterns is not None:
            reached = sum(ways for pattern, ways in self._patterns.items() if _figures(pattern)[which] >= observed)
            return reached / self.ways, EXACT
        if self._sums is None:
            parts = list(random_fillings(self.sizes, self.pool, draws=self.draws, seed=self.seed))
            self._sums = (np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]))
        return monte_carlo_p(int((self._sums[which] >= observed).sum()), self.draws), DRAWN


def _figures(pattern: tuple[int, ...]) -> tuple[int, int]:
    return sum(number * total**2 for total, number in enumerate(pattern)), len(pattern) - 1
