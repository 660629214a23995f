"""Chance, against counting every way of filling the seats."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures import fillings, nulls
from netmap.measures.concentration import concentration
from netmap.measures.fillings import one_reaching, patterns, random_fillings
from netmap.measures.nulls import expected_fixed_sizes_hhi, fixed_sizes_chance, multinomial_chance, pool_sensitivity

ANYTOWN = [[0, 1], [0, 1, 2], [0, 3], [0, 4]]


def every_throw(seats: int, pool: int) -> list[list[int]]:
    return [[throw.count(who) for who in range(pool)] for throw in itertools.product(range(pool), repeat=seats)]


def every_filling(sizes: list[int], pool: int) -> list[list[int]]:
    choices = [itertools.combinations(range(pool), size) for size in sizes]
    return [[sum(who in own for own in filling) for who in range(pool)] for filling in itertools.product(*choices)]


def squares(counts: list[int]) -> int:
    return sum(count**2 for count in counts)


def share(fulfilled: list[bool]) -> float:
    return sum(fulfilled) / len(fulfilled)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=4).filter(lambda counts: 1 <= sum(counts) <= 6))
def test_seats_thrown_are_counted_as_by_throwing_them_every_way(counts: list[int]) -> None:
    throws = every_throw(sum(counts), len(counts))
    found = multinomial_chance(counts, pool=len(counts))
    assert found["hhi"].p == pytest.approx(share([squares(throw) >= squares(counts) for throw in throws]), abs=1e-12)
    assert found["cr1"].p == pytest.approx(share([max(throw) >= max(counts) for throw in throws]), abs=1e-12)
    assert found["hhi"].expected == pytest.approx(np.mean([concentration(throw).hhi for throw in throws]))
    assert found["hhi"].observed == pytest.approx(concentration(counts).hhi)
    assert found["cr1"].observed == pytest.approx(concentration(counts).cr1)
    assert {each.states for each in found.values()} == {len(throws)}


def partitions(seats: int, most: int, parts: int) -> list[list[int]]:
    """Give all ways of writing a number of seats as at most so many parts, none above `most`."""
    if not seats:
        return [[]]
    if not parts:
        return []
    return [
        [first, *rest]
        for first in range(min(seats, most), 0, -1)
        for rest in partitions(seats - first, first, parts - 1)
    ]


@pytest.mark.parametrize(("counts", "pool"), [([9, 5, 3, 3, 2, 2, 1], 12), ([4, 3, 3, 3, 3, 2, 2, 2, 1, 1, 1], 30)])
def test_seats_thrown_are_counted_as_by_partitions(counts: list[int], pool: int) -> None:
    seats, as_uneven, as_large = sum(counts), 0, 0
    for parts in partitions(seats, seats, pool):
        which = Counter([*parts, *[0] * (pool - len(parts))])
        ways = math.factorial(seats) * math.factorial(pool)
        for part, times in which.items():
            ways //= math.factorial(part) ** times * math.factorial(times)
        as_uneven += ways * (squares(parts) >= squares(counts))
        as_large += ways * (parts[0] >= max(counts))
    found = multinomial_chance(counts, pool=pool)
    assert Fraction(found["hhi"].p) == Fraction(as_uneven / pool**seats)
    assert Fraction(found["cr1"].p) == Fraction(as_large / pool**seats)


@pytest.mark.parametrize(("seats", "pool", "largest"), [(60, 20, 9), (400, 90, 14), (1000, 300, 11), (30, 2, 20)])
def test_the_three_ways_to_the_largest_agree(
    monkeypatch: pytest.MonkeyPatch, seats: int, pool: int, largest: int
) -> None:
    exact, method = nulls._thrown_largest(seats, pool, largest)
    assert method == "exact"
    monkeypatch.setattr(nulls, "BITS_MULTIPLIED", 0)
    monkeypatch.setattr(nulls, "SMALL", 2 * pool)
    bound, method = nulls._thrown_largest(seats, pool, largest)
    assert method == "bound"
    monkeypatch.setattr(nulls, "SMALL", -1)
    transformed, method = nulls._thrown_largest(seats, pool, largest)
    assert method == "exact"
    assert transformed == pytest.approx(exact, abs=1e-10)
    # The bound is the chance of one times the pool; the chance itself is at least that of as many on their own.
    assert 1 - (1 - bound / pool) ** pool - 1e-9 <= exact <= bound + 1e-9


def test_many_seats_are_drawn_and_come_near_the_exact_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [4, 3, 2, 2, 2, 2, *[1] * 15]
    exact = multinomial_chance(counts, pool=40)["hhi"]
    monkeypatch.setattr(nulls, "BITS_MULTIPLIED", 0)
    drawn = multinomial_chance(counts, pool=40, draws=19_999)["hhi"]
    assert (exact.method, drawn.method, drawn.draws, drawn.states) == ("exact", "drawn", 19_999, None)
    assert exact.draws is None
    assert 0.2 < exact.p < 0.8
    assert drawn.p == pytest.approx(exact.p, abs=0.015)


def test_a_hundred_thousand_seats_have_a_chance() -> None:
    counts = np.bincount(np.arange(100_000) % 40_000, minlength=40_000).tolist()
    found = multinomial_chance(counts, pool=60_000, draws=99)
    assert found["hhi"].p == 1 and found["hhi"].method == "drawn"
    assert found["cr1"].p == pytest.approx(1) and found["cr1"].states is None
    lopsided = multinomial_chance([400, *[1] * 99_600], pool=100_000, draws=99)
    assert lopsided["cr1"].method == "bound"
    assert 0 < lopsided["cr1"].p < 1e-300
    assert lopsided["hhi"].expected == pytest.approx(2e-5, rel=1e-4)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(1, 4), st.data())
def test_partnerships_filled_are_counted_as_by_filling_them_every_way(pool: int, data: st.DataObject) -> None:
    holders = data.draw(st.lists(st.lists(st.integers(0, pool - 1), max_size=5), min_size=1, max_size=4))
    found = fixed_sizes_chance(holders, pool=pool)
    sizes = [len(set(own)) for own in holders]
    if not sum(sizes):
        assert found == {}
        return
    observed = [sum(who in own for own in holders) for who in range(pool)]
    filled = every_filling(sizes, pool)
    assert found["hhi"].p == pytest.approx(share([squares(sums) >= squares(observed) for sums in filled]))
    assert found["widest"].p == pytest.approx(share([max(sums) >= max(observed) for sums in filled]))
    assert found["hhi"].expected == pytest.approx(np.mean([concentration(sums).hhi for sums in filled]))
    assert found["widest"].expected == pytest.approx(np.mean([max(sums) for sums in filled]))
    assert found["hhi"].observed == pytest.approx(concentration(observed).hhi)
    assert found["widest"].observed == max(observed)
    assert {each.states for each in found.values()} == {len(filled)}


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=20), st.integers(6, 60))
def test_up_to_two_million_ways_are_always_counted(sizes: list[int], pool: int) -> None:
    while math.prod(math.comb(pool, size) for size in sizes) > 2_000_000:
        sizes = sizes[:-1]
    if sizes:
        assert patterns(sizes, pool, most_steps=2_000_000 // nulls.STATES_A_STEP) is not None


def test_patterns_stop_when_there_are_too_many() -> None:
    assert patterns([3, 3, 3], 9, most_steps=3) is None


def test_drawn_chances_come_near_counted_ones() -> None:
    exact = fixed_sizes_chance(ANYTOWN, pool=8)
    drawn = fixed_sizes_chance(ANYTOWN, pool=8, exact_states=0, draws=19_999)
    for statistic in ("hhi", "widest"):
        assert (exact[statistic].method, drawn[statistic].method) == ("exact", "drawn")
        assert drawn[statistic].p == pytest.approx(exact[statistic].p, abs=0.006)
    assert drawn["widest"].expected == pytest.approx(exact["widest"].expected, abs=0.02)


@pytest.mark.parametrize(("sizes", "pool"), [([2, 3], 4), ([3, 3], 3), ([1, 2, 1], 3)])
def test_every_filling_is_drawn_alike(sizes: list[int], pool: int) -> None:
    drawn = [part.copy() for part in fillings._fillings(fillings._lasts(sizes, pool), 30_000, np.random.default_rng(1))]
    largest_first = sorted(sizes, reverse=True)
    seen = Counter(
        tuple(
            tuple(sorted(int(part[which, copy]) for part in drawn[:size])) for which, size in enumerate(largest_first)
        )
        for copy in range(30_000)
    )
    wanted = set(itertools.product(*[itertools.combinations(range(pool), size) for size in largest_first]))
    assert set(seen) == wanted
    each = 30_000 / len(wanted)
    assert sum((times - each) ** 2 / each for times in seen.values()) < len(wanted) + 5 * math.sqrt(2 * len(wanted))


def test_draws_have_the_expected_mean() -> None:
    sizes = [3, 8, 8, 20, 1, 40]
    drawn = np.concatenate([part for part, _ in random_fillings(sizes, 50, draws=4_000, seed=1)])
    assert len(drawn) == 4_000
    assert drawn.mean() / sum(sizes) ** 2 == pytest.approx(expected_fixed_sizes_hhi(sizes, 50), rel=0.01)


def all_on_all(sizes: list[int], pool: int) -> float:
    """Give the chance that somebody sits on every partnership, by inclusion and exclusion."""
    total = Fraction(0)
    for several in range(1, min(sizes) + 1):
        ways = math.prod(Fraction(math.comb(pool - several, size - several), math.comb(pool, size)) for size in sizes)
        total += (-1) ** (several + 1) * math.comb(pool, several) * ways
    return float(total)


@pytest.mark.parametrize("sizes", [[2, 3, 2, 2], [4, 5, 6], [7, 9, 8, 12, 6, 10, 5]])
def test_sitting_everywhere_is_as_unlikely_as_inclusion_and_exclusion_say(sizes: list[int]) -> None:
    pools = [12, 40, 500]
    for exact_states in (2_000_000, 0):
        for chance in pool_sensitivity(sizes, len(sizes), pools, exact_states=exact_states, draws=9_999):
            wanted = all_on_all(sizes, chance.pool)
            if chance.method == "exact":
                assert chance.p == pytest.approx(wanted, rel=1e-12)
            elif chance.method == "bound":
                assert wanted * (1 - 1e-9) <= chance.p <= wanted * 1.0051
            else:
                assert chance.p == pytest.approx(wanted, abs=0.02)
        assert chance.pool == 500 and chance.method == ("exact" if exact_states and len(sizes) < 7 else "bound")


def test_one_given_organisation_against_all_fillings() -> None:
    filled = every_filling([1, 2, 3, 2], 4)
    for most in (1, 2, 3, 4):
        assert one_reaching([1, 2, 3, 2], 4, most) == pytest.approx(share([sums[0] >= most for sums in filled]))


def test_names_and_order_make_no_difference_to_draws() -> None:
    holders = [[who for who in range(40) if (who * k) % 7 < 2] for k in range(1, 9)]
    renamed = [[39 - who for who in own[::-1]] for own in holders[::-1]]
    one = fixed_sizes_chance(holders, pool=50, exact_states=0)
    assert one == fixed_sizes_chance(renamed, pool=50, exact_states=0)
    assert one["hhi"].method == "drawn"
    assert one == fixed_sizes_chance([*holders, []], pool=50, exact_states=0)


def test_another_seed_draws_otherwise() -> None:
    one, two = (fixed_sizes_chance(ANYTOWN, pool=8, exact_states=0, draws=999, seed=seed) for seed in (1, 2))
    assert one["hhi"].p != two["hhi"].p


def test_nothing_can_be_said_without_seats() -> None:
    assert multinomial_chance([0, 0], pool=5) == {}
    assert fixed_sizes_chance([[], []], pool=5) == {}
    assert expected_fixed_sizes_hhi([], 5) is None
    assert pool_sensitivity([], 1, [5]) == ()


def test_what_cannot_be_is_refused() -> None:
    for call in (
        lambda: multinomial_chance([1, 1], pool=1),
        lambda: multinomial_chance([1.5], pool=3),  # type: ignore[list-item]
        lambda: multinomial_chance([2, -1], pool=3),
        lambda: fixed_sizes_chance([[0, 1]], pool=1),
        lambda: expected_fixed_sizes_hhi([3], 2),
        lambda: pool_sensitivity([3, 1], 2, [2]),
        lambda: pool_sensitivity([3, 1], 3, [9]),
        lambda: pool_sensitivity([3, 1], 0, [9]),
    ):
        with pytest.raises(AnalysisError):
            call()
