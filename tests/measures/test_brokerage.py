"""Brokerage roles, against listing every open path, and every way of dealing out the groups."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.brokerage import roles, two_mode_brokerage
from tests.measures.pairs import ORGANISATIONS, PAIRS, Pair, boards_of, renamed, turned

NODES = list("abcdef")
TIES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=16)
GROUPS = st.fixed_dictionaries({node: st.sampled_from(["third", "state", "trade", None]) for node in NODES})
SECTORS = st.fixed_dictionaries({node: st.sampled_from(["third", "state", None]) for node in ORGANISATIONS})
DIRECTED = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
UNDIRECTED = ("coordinator", "itinerant", "boundary", "liaison")
Groups = Mapping[str, str | None]


def role(a: str | None, v: str | None, c: str | None) -> str:
    if a is None or v is None or c is None:
        return "not_known"
    return {(True, True): "coordinator", (False, False): "itinerant" if a == c else "liaison"}.get(
        (a == v, v == c), "representative" if a == v else "gatekeeper"
    )


def either_way(name: str) -> str:
    return "boundary" if name in ("gatekeeper", "representative") else name


def listed(ties: list[Pair], groups: Groups, *, directed: bool) -> Counter[tuple[str, str]]:
    """Count by broker and role, going through all three nodes in a row."""
    tied = set(ties) if directed else {*ties, *((other, one) for one, other in ties)}
    found: Counter[tuple[str, str]] = Counter()
    for a, v, c in itertools.permutations(NODES, 3):
        if (a, v) in tied and (v, c) in tied and (a, c) not in tied and (directed or a < c):
            name = role(groups[a], groups[v], groups[c])
            found[v, name if directed else either_way(name)] += 1
    return found


@settings(deadline=None, derandomize=True, max_examples=70)
@given(TIES, GROUPS, st.booleans())
def test_every_open_path_is_listed(ties: list[Pair], groups: Groups, directed: bool) -> None:
    table = roles(ties, groups, directed=directed, permutations=0).set_index("node")
    expected = listed(ties, groups, directed=directed)
    names = (*(DIRECTED if directed else UNDIRECTED), "not_known")
    for node in NODES:
        assert {name: table.loc[node, name] for name in names} == {name: expected[node, name] for name in names}
        assert table.loc[node, "paths"] == sum(expected[node, name] for name in names)
        assert table.loc[node, f"{names[0]}_percentile"] is None


@settings(deadline=None, derandomize=True, max_examples=12)
@given(TIES, GROUPS, st.booleans())
def test_expected_counts_and_percentiles_go_through_every_dealing(
    ties: list[Pair], groups: Groups, directed: bool
) -> None:
    names = DIRECTED if directed else UNDIRECTED
    table = roles(ties, groups, directed=directed, permutations=720).set_index("node")
    observed = listed(ties, groups, directed=directed)
    dealt = [
        listed(ties, dict(zip(NODES, order, strict=True)), directed=directed)
        for order in itertools.permutations(groups.values())
    ]
    for node, name in itertools.product(NODES, names):
        counts, own = [each[node, name] for each in dealt], observed[node, name]
        assert table.loc[node, f"{name}_expected"] == pytest.approx(sum(counts) / 720)
        share = sum((count < own) + (count == own) / 2 for count in counts) / 720
        percentile = table.loc[node, f"{name}_percentile"]
        assert percentile == (pytest.approx(share) if table.loc[node, "paths"] else None)


def test_drawn_percentiles_come_near_those_of_every_dealing() -> None:
    ties = [("a", "b"), ("b", "c"), ("b", "d"), ("e", "b"), ("d", "f"), ("c", "e"), ("g", "b"), ("b", "h")]
    groups = {node: "third" if node in "abgh" else "state" for node in "abcdefgh"}
    whole = roles(ties, groups, permutations=70)
    drawn = roles(ties, groups, permutations=69)
    many = [roles(ties, groups, permutations=69, seed=seed) for seed in range(60)]
    assert drawn.equals(roles(ties[::-1], groups, permutations=69))
    at = whole.index[whole["node"] == "b"][0]
    for name in DIRECTED:
        mean = sum(table.loc[at, f"{name}_percentile"] for table in many) / len(many)
        assert mean == pytest.approx(whole.loc[at, f"{name}_percentile"], abs=0.02)
    assert len({table.loc[at, "itinerant_percentile"] for table in many}) > 1
    beside_one_draw = {
        roles(ties, groups, permutations=1, seed=seed).loc[at, "itinerant_percentile"] for seed in range(9)
    }
    assert beside_one_draw <= {0.25, 0.5, 0.75}


def test_too_many_paths_are_refused_whole() -> None:
    ties = [("a", "b"), ("b", "c"), ("b", "d")]
    groups = dict.fromkeys("abcd", "third")
    assert roles(ties, groups, most_paths=2)["coordinator"].tolist() == [0, 2, 0, 0]
    refused = roles(ties, groups, most_paths=1)
    assert list(refused.columns) == list(roles(ties, groups).columns)
    assert refused.drop(columns=["node", "group"]).isna().all(axis=None)


def open_pairs(pairs: list[Pair], sectors: Groups) -> dict[str, Counter[str]]:
    """Go through every path of seats a - P - v - Q - c."""
    boards = boards_of(pairs)
    found = {}
    for v in boards:
        counts: Counter[str] = Counter()
        for a, c in itertools.combinations(sorted(set(boards) - {v}), 2):
            ways = len(boards[a] & boards[v]) * len(boards[v] & boards[c])
            if ways and not boards[a] & boards[c]:
                counts["pairs"] += 1
                counts["paths"] += ways
                counts[either_way(role(sectors[a], sectors[v], sectors[c]))] += ways
        found[v] = counts
    return found


@settings(deadline=None, derandomize=True, max_examples=120)
@given(PAIRS, SECTORS)
def test_every_open_path_of_seats_is_listed(pairs: list[Pair], sectors: Groups) -> None:
    table = two_mode_brokerage(pairs, sectors).set_index("id")
    expected = open_pairs(pairs, sectors)
    assert set(table.index) == set(expected)
    for node, counts in expected.items():
        names = ("pairs", "paths", *UNDIRECTED, "not_known")
        assert {name: table.loc[node, name] for name in names} == {name: counts[name] for name in names}


@settings(deadline=None, derandomize=True, max_examples=6)
@given(PAIRS, SECTORS)
def test_expected_roles_of_seats_are_the_mean_over_every_dealing(pairs: list[Pair], sectors: Groups) -> None:
    nodes = sorted(boards_of(pairs))[:5]
    pairs = [pair for pair in pairs if pair[0] in nodes]
    table = two_mode_brokerage(pairs, sectors).set_index("id")
    dealings = list(itertools.permutations([sectors[node] for node in nodes]))
    dealt = [open_pairs(pairs, dict(zip(nodes, order, strict=True))) for order in dealings]
    for node, name in itertools.product(nodes, UNDIRECTED):
        mean = sum(each[node][name] for each in dealt) / len(dealt)
        assert table.loc[node, f"{name}_expected"] == pytest.approx(mean)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(PAIRS, SECTORS)
def test_names_order_and_double_seats_change_nothing(pairs: list[Pair], sectors: Groups) -> None:
    before = two_mode_brokerage(pairs, sectors).set_index("id")
    other = two_mode_brokerage(
        [*renamed(pairs), *renamed(pairs)[:3]], {turned(node): sector for node, sector in sectors.items()}
    ).set_index("id")
    for node in before.index:
        assert other.loc[turned(node)].tolist() == before.loc[node].tolist()


def test_brokerage_of_seats_by_hand() -> None:
    """CVS alone joins the council on board 1 to two charities on board 2, who also meet on board 3."""
    pairs = [("Council", "1"), ("CVS", "1"), ("CVS", "2"), ("A", "2"), ("B", "2"), ("A", "3"), ("B", "3")]
    sectors = {"Council": "state", "CVS": "third", "A": "third"}
    table = two_mode_brokerage(pairs, sectors).set_index("id")
    wanted = ["pairs", "paths", "boundary", "not_known"]
    assert table.loc["CVS", wanted].tolist() == [2, 2, 1, 1]
    assert table.drop(index="CVS")["paths"].sum() == 0


def test_too_many_steps_are_refused_whole() -> None:
    pairs = [("a", "1"), ("b", "1"), ("b", "2"), ("c", "2")]
    assert two_mode_brokerage(pairs, {}, most_steps=6)["pairs"].tolist() == [0, 1, 0]
    refused = two_mode_brokerage(pairs, {}, most_steps=5)
    assert list(refused.columns) == list(two_mode_brokerage(pairs, {}).columns)
    assert refused.drop(columns=["id", "sector"]).isna().all(axis=None)
