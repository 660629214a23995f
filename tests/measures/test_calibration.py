"""Where nothing but chance is at work, p-values at 5 % call it more than chance in about 5 % of cases.

With few seats the p-values that can occur lie far apart, and fewer alarms than 5 % are right; the sizes
here are such that one between 4.9 % and 5 % can occur. Where none do, the test says what it does about it.
"""

from __future__ import annotations

import numpy as np
import pytest

from netmap.measures.backbone import shared_by_chance
from netmap.measures.margins import any_matrix, curveball_copies
from netmap.measures.multiple import benjamini_hochberg
from netmap.measures.nulls import fixed_sizes_chance, multinomial_chance

CASES, SEED = 2_000, 2


def assert_about_five_percent(p_values: list[float]) -> None:
    assert len(p_values) == CASES
    assert 0.04 <= sum(p <= 0.05 for p in p_values) / CASES <= 0.06


@pytest.mark.parametrize(("statistic", "seats", "pool"), [("hhi", 44, 24), ("cr1", 65, 220)])
def test_counted_seats_thrown_at_random(statistic: str, seats: int, pool: int) -> None:
    rng = np.random.default_rng(SEED)
    known: dict[float, float] = {}
    p_values = []
    for _ in range(CASES):
        counts = np.bincount(rng.integers(0, pool, seats), minlength=pool).tolist()
        figure = float(max(counts)) if statistic == "cr1" else float(sum(count**2 for count in counts))
        if figure not in known:
            chance = multinomial_chance(counts, pool=pool)[statistic]
            assert chance.method == "exact"
            known[figure] = chance.p
        p_values.append(known[figure])
    assert_about_five_percent(p_values)


def random_holders(rng: np.random.Generator, sizes: list[int], pool: int) -> list[list[int]]:
    return [rng.choice(pool, size, replace=False).tolist() for size in sizes]


@pytest.mark.parametrize(("statistic", "sizes", "pool"), [("hhi", [3] * 6, 6), ("widest", [1, 2, 3, 4, 5], 7)])
def test_counted_partnerships_filled_at_random(statistic: str, sizes: list[int], pool: int) -> None:
    rng = np.random.default_rng(SEED)
    known: dict[tuple[int, ...], float] = {}
    p_values = []
    for _ in range(CASES):
        holders = random_holders(rng, sizes, pool)
        sums = tuple(sorted(np.bincount(np.concatenate(holders)).tolist()))
        if sums not in known:
            chance = fixed_sizes_chance(holders, pool=pool)[statistic]
            assert chance.method == "exact"
            known[sums] = chance.p
        p_values.append(known[sums])
    assert_about_five_percent(p_values)


def test_drawn_seats_thrown_at_random() -> None:
    rng = np.random.default_rng(SEED)
    p_values = []
    for case in range(CASES):
        counts = np.bincount(rng.integers(0, 30, 400), minlength=30).tolist()
        chance = multinomial_chance(counts, pool=30, draws=99, seed=case)["hhi"]
        assert chance.method == "drawn"
        p_values.append(chance.p)
    assert_about_five_percent(p_values)


def test_drawn_partnerships_filled_at_random() -> None:
    rng = np.random.default_rng(SEED)
    sizes = [*[6] * 20, *[12] * 20]
    p_values = []
    for case in range(CASES):
        holders = random_holders(rng, sizes, 60)
        chance = fixed_sizes_chance(holders, pool=60, exact_states=0, draws=99, seed=case)["hhi"]
        assert chance.method == "drawn"
        p_values.append(chance.p)
    assert_about_five_percent(p_values)


def test_shared_partnerships_of_tables_drawn_at_random() -> None:
    """Few numbers of shared partnerships can occur: p is taken evenly between those of s and of s + 1."""
    rng = np.random.default_rng(SEED)
    rows, cols = [12, 9, *[4] * 8, *[2] * 10, *[1] * 15], [8, 8, 7, 7, 6, *[4] * 13]
    tails = shared_by_chance(rows, cols, [(12, 9)], draws=3_999)
    assert tails.method == "drawn"
    drawn = next(curveball_copies(any_matrix(rows, cols), copies=CASES, first=30, between=0, rng=rng))
    shared = [len(set(one) & set(two)) for one, two in zip(drawn[0].tolist(), drawn[1].tolist(), strict=True)]
    at_least = [*tails.at_least[12, 9], 0.0]
    assert_about_five_percent([at_least[s + 1] + rng.random() * (at_least[s] - at_least[s + 1]) for s in shared])


def test_a_backbone_of_chance_is_nearly_always_empty() -> None:
    """Benjamini and Hochberg promise at most 5 % of networks with any false tie where all ties are false."""
    rng = np.random.default_rng(SEED)
    rows, cols = [4, 4, 4, *[1] * 15], [3] * 9
    at_least = shared_by_chance(rows, cols, [(4, 4)], draws=3_999).at_least[4, 4]
    drawn = next(curveball_copies(any_matrix(rows, cols), copies=CASES, first=30, between=0, rng=rng))
    on = [[set(places) for places in row.tolist()] for row in drawn[:3]]
    alarms = 0
    for one, two, three in zip(*on, strict=True):
        shared = [len(one & two), len(one & three), len(two & three)]
        alarms += bool((benjamini_hochberg(at_least[shared]) <= 0.05).any())
    assert 0 < alarms / CASES <= 0.05
