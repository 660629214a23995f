"""Ties between payers and payees: every count against going through all pairs and all subsets."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.bicliques import bicliques, maximal_bicliques, parallel_pairs

TIES = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abwx")), max_size=12)
Ties = list[tuple[str, str]]


def is_whole(payers: tuple[str, ...], payees: tuple[str, ...], ties: set[tuple[str, str]]) -> bool:
    return all((payer, payee) in ties for payer in payers for payee in payees)


def sides(ties: Ties) -> tuple[list[str], list[str]]:
    return sorted({payer for payer, _ in ties}), sorted({payee for _, payee in ties})


def subsets(bodies: list[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(bodies, size) for size in range(2, len(bodies) + 1)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TIES)
def test_parallel_pairs_by_looking_at_every_pair(ties: Ties) -> None:
    pairs = combinations(sorted(set(ties)), 2)
    assert parallel_pairs(ties) == sum(one[0] != other[0] and one[1] != other[1] for one, other in pairs)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TIES)
def test_bicliques_by_looking_at_every_two_and_two(ties: Ties) -> None:
    payers, payees = sides(ties)
    every = [(one, other) for one in combinations(payers, 2) for other in combinations(payees, 2)]
    assert bicliques(ties) == sum(is_whole(one, other, set(ties)) for one, other in every)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TIES)
def test_maximal_bicliques_by_looking_at_every_subset(ties: Ties) -> None:
    payers, payees = sides(ties)
    whole = [(one, other) for one in subsets(payers) for other in subsets(payees) if is_whole(one, other, set(ties))]
    largest = [
        (one, other)
        for one, other in whole
        if not any(set(one) <= set(a) and set(other) <= set(b) and (one, other) != (a, b) for a, b in whole)
    ]
    assert maximal_bicliques(ties) == sorted(largest)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TIES, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(ties: Ties, random: object) -> None:
    shuffled = list(ties)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    renamed = [(f"x{payer}", f"y{payee}") for payer, payee in shuffled]
    assert (parallel_pairs(renamed), bicliques(renamed)) == (parallel_pairs(ties), bicliques(ties))


def test_beyond_the_limit_the_largest_groups_are_not_known() -> None:
    assert maximal_bicliques([("a", "w"), ("b", "w")], limit=2) is None
    assert maximal_bicliques([("a", "w"), ("b", "w")], limit=3) == []
    assert maximal_bicliques([]) == []


def test_a_body_that_pays_and_is_paid_is_two_ends() -> None:
    assert parallel_pairs([("a", "b"), ("b", "a")]) == 1
