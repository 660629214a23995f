"""Cuts against removing every subset, and against networkx where it answers the same question."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures.cuts import (
    RouteCuts,
    disjoint_paths,
    minimum_cut,
    route_cuts,
    single_points_of,
    smallest_cover,
)

NODES = ["S", "a", "b", "c", "d", "e", "f", "Z"]
Edges = list[tuple[str, str]]
edges_of = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda edge: edge[0] != edge[1]), max_size=18
)
kinds = st.sets(st.sampled_from(NODES[1:-1]))
calm = settings(deadline=None, derandomize=True, max_examples=150)


def leads(edges: Iterable[tuple[str, str]], gone: Collection[str] = ()) -> bool:
    graph = nx.DiGraph([edge for edge in edges if not set(edge) & set(gone)])
    graph.add_nodes_from(["S", "Z"])
    return bool(nx.has_path(graph, "S", "Z"))


def fewest(edges: Edges, removable: Collection[str]) -> float:
    for size in range(len(removable) + 1):
        for gone in combinations(sorted(removable), size):
            if not leads(edges, gone):
                return size
    return math.inf


@calm
@given(edges_of, kinds)
def test_a_cut_is_the_smallest_subset_that_breaks_every_way(edges: Edges, removable: set[str]) -> None:
    cut = minimum_cut(edges, ["S"], ["Z"], removable)
    assert cut.size == fewest(edges, removable)
    assert len(cut.members) == (0 if cut.size == math.inf else cut.size)
    assert set(cut.members) <= removable
    assert cut.size == math.inf or not leads(edges, cut.members)


@calm
@given(edges_of, kinds)
def test_single_points_are_all_of_them(edges: Edges, removable: set[str]) -> None:
    expected = {node for node in removable if leads(edges) and not leads(edges, [node])}
    assert set(single_points_of(edges, ["S"], ["Z"], removable)) == expected


@calm
@given(edges_of)
def test_disjoint_paths_are_as_many_as_must_leave(edges: Edges) -> None:
    paths = disjoint_paths(edges, ["S"], ["Z"])
    direct = ("S", "Z") in edges
    assert len(paths) == fewest([edge for edge in edges if edge != ("S", "Z")], NODES[1:-1]) + direct
    inner = [node for path in paths for node in path[1:-1]]
    assert len(inner) == len(set(inner)) and not set(inner) & {"S", "Z"}
    for path in paths:
        assert (path[0], path[-1]) == ("S", "Z")
        assert all(step in edges for step in pairwise(path))


@calm
@given(edges_of, st.permutations(NODES[1:-1]))
def test_renaming_changes_no_size(edges: Edges, names: list[str]) -> None:
    called = dict(zip(NODES[1:-1], names, strict=True)) | {"S": "S", "Z": "Z"}
    renamed = [(called[one], called[other]) for one, other in edges]
    removable = {"a", "b", "c"}
    one = minimum_cut(edges, ["S"], ["Z"], removable).size
    assert one == minimum_cut(reversed(renamed), ["S"], ["Z"], {called[each] for each in removable}).size


def test_several_sources_and_targets_share_one_cut() -> None:
    edges = [("s", "Ann"), ("t", "Ann"), ("Ann", "P"), ("Ann", "Q"), ("t", "Bob"), ("Bob", "Q")]
    assert minimum_cut(edges, ["s", "t"], ["P"], {"Ann", "Bob"}).size == 1
    assert minimum_cut(edges, ["s", "t"], ["P", "Q"], {"Ann", "Bob"}).size == 2


def test_the_ends_never_leave() -> None:
    assert minimum_cut([("S", "Z")], ["S"], ["Z"], {"S", "Z"}).size == math.inf


def test_an_end_that_is_a_start_is_refused() -> None:
    with pytest.raises(AnalysisError, match="begins where it ends"):
        minimum_cut([("S", "Z")], ["S"], ["S", "Z"], {"a"})


def test_no_way_is_no_error() -> None:
    assert minimum_cut([], ["S"], ["Z"], {"a"}) == minimum_cut([("Z", "S")], ["S"], ["Z"], {"a"})
    assert minimum_cut([], ["S"], ["Z"], {"a"}).size == 0
    assert disjoint_paths([], ["S"], ["Z"]) == [] and single_points_of([], ["S"], ["Z"], {"a"}) == ()


people, bodies = st.sampled_from([None, "p", "q", "r", "t"]), st.sampled_from(["A", "B", "C", "D"])


@calm
@given(st.lists(st.tuples(people, bodies), max_size=8))
def test_route_cuts_by_removing_every_subset(pairs: list[tuple[str | None, str]]) -> None:
    found = route_cuts([person for person, _ in pairs], [body for _, body in pairs])
    who, which = {person for person, _ in pairs if person}, {body for _, body in pairs}

    def least(persons: set[str], organisations: set[str]) -> float:
        removable = sorted(persons | organisations)
        for size in range(len(removable) + 1):
            for gone in combinations(removable, size):
                if all(person in gone or body in gone for person, body in pairs):
                    return size
        return math.inf

    assert found == RouteCuts(least(who, set()), int(least(set(), which)), int(least(who, which)))


def test_no_route_has_no_cut() -> None:
    assert route_cuts([], []) == RouteCuts(0, 0, 0)


def test_people_and_organisations_come_in_pairs() -> None:
    with pytest.raises(AnalysisError, match="2 people for 1 organisations"):
        route_cuts(["Ann", "Bob"], ["CVS"])


@calm
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_a_cover_touches_every_pair(pairs: list[tuple[int, int]]) -> None:
    every = [("left", each) for each in range(5)] + [("right", each) for each in range(5)]
    least = next(
        size
        for size in range(6)
        if any(
            all(("left", one) in chosen or ("right", other) in chosen for one, other in pairs)
            for chosen in combinations(every, size)
        )
    )
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    assert smallest_cover(left, right) == least
