"""Partnerships of given sizes filled at random out of one pool: counted by pattern, bounded, and drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from netmap.measures.margins import picks

AT_ONCE = 100_000
"""Places drawn at once; the number decides the draws together with the seed."""


def patterns(sizes: Sequence[int], pool: int, *, most_steps: int) -> dict[tuple[int, ...], int] | None:
    """In how many ways do so many organisations sit on none, one, two ... of the partnerships?

    Definition: each partnership of n takes any n of the pool. A pattern says how many organisations
    sit on 0, 1, 2 ... partnerships; who they are makes no difference to any figure of concentration.

    Parameters
        sizes: organisations on each partnership.
        pool: organisations that could sit, at least the largest size.
        most_steps: steps from one pattern to the next that are taken at most.
    Returns
        The ways of filling all partnerships, by pattern; None where that takes more steps.
    Cost
        At most `most_steps`.
    Source
        Checked against NULL-COLFIXED.
    Example
        >>> patterns([1, 1], 4, most_steps=10)
        {(3, 0, 1): 4, (2, 2): 12}
    """
    states: dict[tuple[int, ...], int] = {(pool,): 1}
    steps = 0
    for size in sizes:
        following: defaultdict[tuple[int, ...], int] = defaultdict(int)
        for pattern, ways in states.items():
            for taken, choices in picks(pattern, size):
                steps += 1
                if steps > most_steps:
                    return None
                after = [here - gone for here, gone in zip(pattern, taken, strict=True)] + [0]
                for total, gone in enumerate(taken):
                    after[total + 1] += gone
                following[tuple(after if after[-1] else after[:-1])] += ways * choices
        states = following
    return dict(states)


def one_reaching(sizes: Sequence[int], pool: int, most: int) -> float:
    """How likely is it that one given organisation sits on at least so many partnerships?

    Definition: it sits on each with chance size / pool, apart from the others. Range 0..1, unit none.

    Parameters
        sizes: organisations on each partnership.
        pool: organisations that could sit, at least the largest size.
        most: number of partnerships, at least 1.
    Returns
        The chance; times the pool it is an upper bound for that of any organisation.
    Cost
        Partnerships times `most`.
    Source
        Checked against NULL-POOL-SENSITIVITY.
    Example
        >>> one_reaching([1, 2], 4, 2)
        0.125
    """
    on = np.zeros(most + 1)
    on[0] = 1
    for size in sizes:
        chance = size / pool
        reached = on[most] + on[most - 1] * chance
        on[1:] = on[1:] * (1 - chance) + on[:-1] * chance
        on[0] *= 1 - chance
        on[most] = reached
    return float(on[most])


def random_fillings(
    sizes: Sequence[int], pool: int, *, draws: int, seed: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """How are seats shared when partnerships of these sizes are filled at random, again and again?

    Parameters
        sizes: organisations on each partnership, each at least 1; no order matters.
        pool: organisations that could sit, at least the largest size.
        draws: how often they are filled.
        seed: seed of the draws.
    Returns
        In batches, for each draw the sum over organisations of their partnerships squared, and the
        most partnerships of one organisation.
    Cost
        About 15 nanoseconds for each draw and place.
    Source
        Floyd's sampling without replacement (Bentley 1987).
    Example
        >>> [(squares.tolist(), most.tolist()) for squares, most in random_fillings([2, 2], 2, draws=2, seed=1)]
        [([8, 8], [2, 2])]
    """
    rng = np.random.default_rng(seed)
    lasts = _lasts(sizes, pool)
    step = max(1, AT_ONCE // max(sum(sizes), pool))
    for first in range(0, draws, step):
        copies = min(step, draws - first)
        offsets = np.arange(copies, dtype=np.int64) * pool
        keys = np.concatenate([(who + offsets).ravel() for who in _fillings(lasts, copies, rng)])
        sums = np.bincount(keys, minlength=copies * pool).reshape(copies, pool)
        yield np.einsum("ij,ij->i", sums, sums), sums.max(axis=1)


def _lasts(sizes: Sequence[int], pool: int) -> list[np.ndarray]:
    """Give for each place, of the partnerships that have it, the last of the pool that is drawn among, as a column."""
    largest_first = np.sort(np.asarray(sizes, dtype=np.int32))[::-1]
    return [pool - largest_first[largest_first > place, None] + place for place in range(int(largest_first[0]))]


def _fillings(lasts: list[np.ndarray], copies: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Fill every partnership with different organisations, each choice alike: all first places, all second ones ..."""
    chosen = np.empty((len(lasts), len(lasts[0]), copies), dtype=np.int32)
    for place, last in enumerate(lasts):
        # Floyd: draw among the first of the pool, one more each time; who is in already gives way to the last of them.
        having = len(last)
        new = (rng.random((having, copies)) * (last + 1)).astype(np.int32)
        taken = (chosen[:place, :having] == new).any(axis=0)
        chosen[place, :having] = np.where(taken, last, new)
        yield chosen[place, :having]
