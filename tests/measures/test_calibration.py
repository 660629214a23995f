"""Where nothing but chance is at work, p-values at 5 % call it more than chance in about 5 % of cases.

With few seats the p-values that can occur lie far apart, and fewer alarms than 5 % are right; the sizes
here are such that one between 4.9 % and 5 % can occur. Where none do, the test says what it does about it.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from netmap.measures.backbone import backbone, shared_by_chance
from netmap.measures.margins import any_matrix, curveball_copies
from netmap.measures.nulls import fixed_sizes_chance, multinomial_chance

CASES = 2_000


def assert_about_five_percent(p_values: list[float]) -> None:
    assert len(p_values) == CASES
    assert 0.04 <= sum(p <= 0.05 for p in p_values) / CASES <= 0.06


@pytest.mark.parametrize(("statistic", "seats", "pool"), [("hhi", 44, 24), ("cr1", 65, 220)])
def test_counted_seats_thrown_at_random(statistic: str, seats: int, pool: int) -> None:
    rng = np.random.default_rng(1)
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
    rng = np.random.default_rng(1)
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
    rng = np.random.default_rng(1)
    p_values = []
    for case in range(CASES):
        counts = np.bincount(rng.integers(0, 60, 900), minlength=60).tolist()
        chance = multinomial_chance(counts, pool=60, draws=99, seed=case)["hhi"]
        assert chance.method == "drawn"
        p_values.append(chance.p)
    assert_about_five_percent(p_values)


def test_drawn_partnerships_filled_at_random() -> None:
    rng = np.random.default_rng(1)
    sizes = [*[6] * 20, *[12] * 20]
    p_values = []
    for case in range(CASES):
        chance = fixed_sizes_chance(random_holders(rng, sizes, 60), pool=60, draws=99, seed=case)["hhi"]
        assert chance.method == "drawn"
        p_values.append(chance.p)
    assert_about_five_percent(p_values)


def test_shared_partnerships_of_tables_drawn_at_random() -> None:
    """Few numbers of shared partnerships can occur: p is taken evenly between those of s and of s + 1."""
    rng = np.random.default_rng(1)
    rows, cols = [12, 9, *[4] * 8, *[2] * 12, *[1] * 15], [8, 8, 7, 7, 6, *[4] * 12]
    tails = shared_by_chance(rows, cols, [(12, 9)], draws=3_999)
    assert tails.method == "drawn"
    drawn = next(curveball_copies(any_matrix(rows, cols), copies=CASES, first=30, between=0, rng=rng))
    shared = [len(set(one) & set(two)) for one, two in zip(drawn[0].tolist(), drawn[1].tolist(), strict=True)]
    at_least = [*tails.at_least[12, 9], 0.0]
    assert_about_five_percent([at_least[s + 1] + rng.random() * (at_least[s] - at_least[s + 1]) for s in shared])


def test_a_backbone_of_chance_is_nearly_always_empty() -> None:
    """Benjamini and Hochberg promise at most 5 % of networks with any false tie where all ties are false."""
    rng = np.random.default_rng(1)
    rows, cols = [4, 4, 3, 3, 2, 1], [5, 4, 3, 3, 2]
    drawn = next(curveball_copies(any_matrix(rows, cols), copies=400, first=40, between=0, rng=rng))
    alarms = 0
    for copy in range(400):
        seats = np.zeros((len(rows), len(cols)), dtype=int)
        for row, columns in enumerate(drawn):
            seats[row, columns[copy]] = 1
        found = backbone(sparse.csr_array(seats))
        assert found.method == "exact"
        alarms += bool(found.pairs["kept"].any())
    assert alarms / 400 <= 0.06
