"""Covers against trying every choice, and the bounds that the greedy rule promises."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.covers import Cover, Limit, best_cover, greedy_cover, greedy_share, harmonic

GAPS = range(7)
FAMILIES = st.dictionaries(st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from(GAPS)), min_size=1, max_size=7)
COSTS = st.lists(st.sampled_from([0.5, 0.75, 1.0, 1.5, 2.0]), min_size=8, max_size=8)
WEIGHTS = st.lists(st.integers(-2, 3), min_size=8, max_size=8)
quick = settings(max_examples=60, deadline=None, derandomize=True)
Family = Mapping[str, frozenset[int]]


def choices(family: Family) -> Iterator[tuple[str, ...]]:
    for size in range(len(family) + 1):
        yield from combinations(sorted(family), size)


def covered(family: Family, chosen: Sequence[str]) -> frozenset[int]:
    return frozenset(gap for name in chosen for gap in family[name])


def by_trying(family: Family, costs: Mapping[str, float], limits: Sequence[Limit]) -> tuple[int, float] | None:
    """Most gaps covered, and the least cost of that, over all choices that keep the limits."""
    kept = [
        chosen
        for chosen in choices(family)
        if all(
            limit.at_least <= sum(limit.weights.get(name, 0) for name in chosen) <= limit.at_most for limit in limits
        )
    ]
    return min(
        ((-len(covered(family, chosen)), math.fsum(costs[name] for name in chosen)) for chosen in kept), default=None
    )


def priced(family: Family, costs: Sequence[float]) -> dict[str, float]:
    return {name: costs["abcdefgh".index(name)] for name in family}


def reached(cover: Cover | None) -> tuple[int, float] | None:
    return None if cover is None else (-len(cover.covered), pytest.approx(cover.cost))


@quick
@given(FAMILIES, COSTS)
def test_the_best_cover_is_the_best_of_all(family: Family, costs: Sequence[float]) -> None:
    price = priced(family, costs)
    assert by_trying(family, price, []) == reached(best_cover(GAPS, family, costs=price))


@quick
@given(FAMILIES, COSTS, WEIGHTS, st.integers(0, 5), st.integers(1, 3))
def test_limits_are_kept_and_nothing_better_keeps_them(
    family: Family, costs: Sequence[float], weights: Sequence[int], most: int, least: int
) -> None:
    price = priced(family, costs)
    weighed = Limit("weight", {name: weights["abcdefgh".index(name)] for name in family}, at_most=most)
    quota = Limit("quota", {name: 1.0 for name in family if name < "d"}, at_least=least)
    for limits in ([weighed], [quota], [weighed, quota]):
        best = best_cover(GAPS, family, costs=price, limits=limits)
        assert by_trying(family, price, limits) == reached(best)
        assert best is None or best.broken == ()
        rough = greedy_cover(GAPS, family, costs=price, limits=limits)
        assert set(rough.broken) <= {"quota"} or min(weights) < 0
        assert best is None or rough.broken or len(rough.covered) <= len(best.covered)


@quick
@given(FAMILIES, COSTS)
def test_greedy_is_within_its_bound_and_covers_all_that_can_be(family: Family, costs: Sequence[float]) -> None:
    price = priced(family, costs)
    rough, best = greedy_cover(GAPS, family, costs=price), best_cover(GAPS, family, costs=price)
    assert best is not None
    assert rough.covered == best.covered == covered(family, sorted(family))
    assert rough.uncoverable == frozenset(GAPS) - rough.covered
    assert rough.cost <= harmonic(max(len(own) for own in family.values())) * best.cost + 1e-9
    assert [len(gain) for gain in rough.gains] == [
        len(own - covered(family, rough.chosen[:place]))
        for place, own in ((place, family[name]) for place, name in enumerate(rough.chosen))
    ]


@quick
@given(FAMILIES, st.integers(1, 4))
def test_greedy_covers_its_share_of_what_k_sets_can(family: Family, k: int) -> None:
    few = Limit("few", dict.fromkeys(family, 1.0), at_most=k)
    rough, best = greedy_cover(GAPS, family, limits=[few]), best_cover(GAPS, family, limits=[few])
    share = greedy_share(k)
    assert best is not None and share is not None
    assert len(rough.chosen) <= k
    assert len(rough.covered) >= share * len(best.covered) - 1e-9


@quick
@given(FAMILIES, COSTS, st.permutations(sorted("abcdefgh")))
def test_order_of_rows_changes_nothing_and_names_change_no_figure(
    family: Family, costs: Sequence[float], names: Sequence[str]
) -> None:
    price = priced(family, costs)
    turned = dict(reversed(list(family.items())))
    assert greedy_cover(GAPS, turned, costs=price) == greedy_cover(GAPS, family, costs=price)
    assert best_cover(GAPS, turned, costs=price) == best_cover(GAPS, family, costs=price)
    called = dict(zip(sorted("abcdefgh"), names, strict=True))
    renamed = {called[name]: own for name, own in family.items()}
    repriced = {called[name]: cost for name, cost in price.items()}
    assert reached(best_cover(GAPS, renamed, costs=repriced)) == by_trying(family, price, [])


def test_a_dearer_set_that_covers_more_is_left_for_two_cheap_ones() -> None:
    sets = {"all": [1, 2], "one": [1], "two": [2]}
    costs = {"all": 2.5, "one": 1.0, "two": 1.0}
    best = best_cover([1, 2], sets, costs=costs)
    assert best is not None and best.chosen == ("one", "two")
    assert greedy_cover([1, 2], sets, costs=costs).chosen == ("one", "two")


def test_limits_that_nothing_can_keep_leave_no_choice() -> None:
    limit = Limit("two of one", {"a": 1.0}, at_least=2)
    assert best_cover([1], {"a": [1]}, limits=[limit]) is None
    assert greedy_cover([1], {"a": [1]}, limits=[limit]).broken == ("two of one",)


def test_what_a_limit_kept_out_is_taken_once_another_makes_room() -> None:
    limit = Limit("share", {"big": 1.0, "small": -1.0}, at_most=0)
    assert greedy_cover([1, 2, 3], {"big": [1, 2], "small": [3]}, limits=[limit]).chosen == ("small", "big")


def test_nothing_to_cover_needs_nothing() -> None:
    best = best_cover([], {"a": [1]})
    assert best is not None and (best.chosen, best.cost, best.uncoverable) == ((), 0.0, frozenset())
    assert best_cover([1], {}) is not None
    assert best_cover([1], {}, limits=[Limit("one", {}, at_least=1)]) is None


def test_a_cost_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cost of a"):
        greedy_cover([1], {"a": [1]}, costs={"a": 0.0})


def test_the_shares_that_greedy_promises() -> None:
    assert harmonic(0) == 0.0 and harmonic(3) == pytest.approx(11 / 6)
    assert greedy_share(0) is None and greedy_share(1) == 1.0
    assert greedy_share(10_000) == pytest.approx(1 - 1 / math.e, abs=1e-4)
