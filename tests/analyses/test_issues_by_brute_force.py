"""Themes on made-up worlds of at most twelve organisations, against trying everything."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.issues.single_points import single_points
from netmap.analyses.issues.themes import Themes
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, IssueSettings
from tests.analyses.issue_worlds import DAY, World, fewest, made, network, united

ALL = replace(DEFAULTS, issues=IssueSettings(most_routes=10_000, most_pairs=10_000, most_single_points=10_000))
STEPS = DEFAULTS.issues.most_steps
worlds = given(st.lists(st.integers(0, 10**6), min_size=12, max_size=12, unique=True))
few = settings(max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate])


@lru_cache(maxsize=2)
def asked(seeds: tuple[int, ...]) -> tuple[dict[str, World], IssuesResult]:
    """Put the worlds side by side, ask once, and give each world by the name before its ids."""
    names = {f"w{seed}.": made(seed) for seed in seeds}
    parts = {name: united({name: world}) for name, world in names.items()}
    return parts, issues(network(united(names)), as_of=DAY, settings=ALL)


def by_theme(rows: pd.DataFrame, theme: str) -> list[dict[str, Any]]:
    return list(rows[rows["theme_id"] == theme].to_dict("records"))


def each_theme(seeds: list[int]) -> list[tuple[World, IssuesResult, str, dict[str, Any]]]:
    parts, result = asked(tuple(seeds))
    rows = result.table().to_dict("records")
    return [(parts[row["theme_id"].split(".")[0] + "."], result, row["theme_id"], row) for row in rows]


@few
@worlds
def test_routes_and_cuts_by_removing_every_subset(seeds: list[int]) -> None:
    for world, result, theme, row in each_theme(seeds):
        carriers = world.carriers(theme)
        assert sorted(route.seat for route in result.routes[theme]) == sorted(each.id for each in carriers)
        assert row["remit"] == world.remit(theme)
        for where, places in (("any", world.places), ("remit", world.remit(theme))):
            kinds = {"person": (True, False), "organisation": (False, True), "either": (True, True)}
            for kind, (people, bodies) in kinds.items():
                assert row[f"{kind}_cut_{where}"] == fewest(world, theme, places, people=people, bodies=bodies)


@few
@worlds
def test_paths_by_listing_them(seeds: list[int]) -> None:
    for world, result, theme, _ in each_theme(seeds):
        listed = {row["partnership_id"]: row for row in by_theme(result.details["paths"], theme)}
        expected = enumerated(world, theme)
        names = ("routes", "m1_organisation", "m2_sub_theme", "named_by_mandate", "m3_forum", "m4_funder")
        found = {place: {name: row[name] for name in names if row[name]} for place, row in listed.items()}
        assert found == {place: dict(counts) for place, counts in expected.items()}
        weights = worth(world, theme)
        for place, row in listed.items():
            assert row["weight"] == pytest.approx(weights.get(place, 0))
            higher = sum(other["weight"] > row["weight"] for other in listed.values())
            assert row["rank"] == (1 + higher if row["weight"] else None)
            assert row["of"] == len(expected)


def enumerated(world: World, theme: str) -> dict[str, Counter[str]]:
    """Walk every path of every kind from a theme, one by one."""
    found: dict[str, Counter[str]] = {}
    below = world.down(theme)
    carrying = {body for body, worked in world.works if worked in below}
    for seat in world.third():
        counts = Counter(routes=int(seat in world.carriers(theme)))
        counts["m1_organisation"] = int((seat.body, theme) in world.works)
        counts["m2_sub_theme"] = sum((seat.body, each) in world.works for each in below - {theme})
        counts["named_by_mandate"] = int(seat.mandate in below)
        counts["m3_forum"] = len(world.constituents(seat.mandate) & carrying) if seat.mandate else 0
        found.setdefault(seat.place, Counter()).update(counts)
    for seat in world.seats:
        if seat.body and seat.capacity != "observer":
            paid = {recipient for funder, recipient in world.awards if funder == seat.body}
            found.setdefault(seat.place, Counter()).update(m4_funder=len(paid & carrying))
    return {place: +counts for place, counts in found.items() if +counts}


def worth(world: World, theme: str) -> dict[str, float]:
    """Weigh every voice path by the links of each body on it, as a product over its steps."""
    seats = world.third()
    found: Counter[str] = Counter()
    heads = {each: len(world.down(each)) - 1 for each in world.above}
    over = {each: sum(each in world.down(other) for other in world.above) - 1 for each in world.above}
    for below in world.down(theme):
        step = 1 if below == theme else heads[theme] * over[below]
        workers = [body for body, worked in world.works if worked == below]
        for seat in seats:
            board = sum(each.place == seat.place for each in seats)
            if seat.body in workers:
                busy = sum(body == seat.body for body, _ in world.works)
                held = sum(each.body == seat.body for each in seats)
                found[seat.place] += (step * len(workers) * busy * held * board) ** -0.5
            if seat.mandate == below:
                found[seat.place] += (step * sum(each.mandate == below for each in seats) * board) ** -0.5
    return dict(found)


@few
@worlds
def test_relays_by_walking_every_way(seeds: list[int]) -> None:
    relayed = 0
    for world, result, theme, row in each_theme(seeds):
        rows = by_theme(result.details["relays"], theme)
        assert {each["partnership_id"] for each in rows} == set(row["left_out"] if row["voiced_in"] else [])
        for each in rows:
            ways = world.shortest(theme, each["partnership_id"], STEPS)
            assert each["steps"] == (len(ways[0]) if ways else None)
            if not ways:
                continue
            relayed += 1
            bodies = [sum(kind == "organisation" for kind, _ in way) for way in ways]
            assert tuple(zip(each["by_kind"], each["by_ids"], strict=True)) in ways
            assert each["by_kind"].count("organisation") == min(bodies)
            assert each["equally_short"] == bodies.count(min(bodies))
            assert each["breaks_if_leaves_ids"] == breaking(world, theme, each["partnership_id"], len(ways[0]))
    assert relayed


def breaking(world: World, theme: str, owner: str, steps: int) -> list[str]:
    """Take each person out and see whether a way of as few steps is left."""
    people = {each.person for each in world.seats} - {""}
    return [who for who in sorted(people) if not world.without(people=[who]).shortest(theme, owner, steps)]


@few
@worlds
def test_links_by_comparing_every_pair(seeds: list[int]) -> None:
    for world, result, theme, row in each_theme(seeds):
        pairs = list(combinations(world.remit(theme), 2))
        shared = {pair: world.joined(*pair) for pair in pairs}
        assert row["pairs"] == len(pairs)
        assert row["unlinked"] == [pair for pair in pairs if not any(shared[pair])]
        assert row["unlinked_pairs"] == len(row["unlinked"])
        assert row["pairs_without_person"] == sum(not people for people, _ in shared.values())
        links = {(each["one_id"], each["other_id"]): each for each in by_theme(result.details["links"], theme)}
        assert {pair: (set(each["people"]), set(each["organisations"])) for pair, each in links.items()} == shared
        assert [each["link"] for each in links.values()] == sorted(
            (each["link"] for each in links.values()), key=["none", "organisation", "person"].index
        )


@few
@worlds
def test_brokers_are_betweenness_on_the_layers(seeds: list[int]) -> None:
    for world, result, theme, row in each_theme(seeds):
        rows = by_theme(result.details["brokers"], theme)
        carriers = world.carriers(theme)
        layers = nx.DiGraph()
        for each in carriers:
            nx.add_path(layers, [theme, f"body {each.body}", f"seat {each.id}", f"place {each.place}"])
        targets = [f"place {place}" for place in row["voiced_in"]]
        scores = nx.betweenness_centrality_subset(layers, [theme], targets) if carriers else {}
        for each in rows:
            if each["kind"] == "organisation":
                expected = scores[f"body {each['id']}"]
            else:
                expected = sum(scores[f"seat {seat.id}"] for seat in carriers if seat.person == each["id"])
            assert each["betweenness"] == pytest.approx(expected)
            assert each["share"] == pytest.approx(expected / len(row["voiced_in"]))
        assert len(rows) == len({each.body for each in carriers}) + len({each.person for each in carriers} - {""})


@few
@worlds
def test_forums_by_removing_every_subset(seeds: list[int]) -> None:
    for world, result, theme, row in each_theme(seeds):
        rows = by_theme(result.details["forums"], theme)
        if not rows:
            assert not nominal(world, theme, list(world.places))(set())
            continue
        for where, places in (("any", list(world.places)), ("remit", row["remit"])):
            for kind in ("person", "organisation", "either"):
                assert rows[0][f"{kind}_cut_{where}"] == cut_forums(world, theme, places, kind)


def cut_forums(world: World, theme: str, places: list[str], kind: str) -> float:
    people, bodies = {each.person for each in world.seats} - {""}, set(world.sector)
    who = sorted({"person": people, "organisation": bodies, "either": people | bodies}[kind])
    left = nominal(world, theme, places)
    for size in range(4):
        if any(not left(set(gone)) for gone in combinations(who, size)):
            return size
    return math.inf


def nominal(world: World, theme: str, places: list[str]) -> Callable[[set[str]], bool]:
    """Say whether any way through a forum is left when some have gone."""
    forums = {into for _, into in world.members}
    carrying = {body for body, worked in world.works if worked in world.down(theme)} - forums
    mandated = [
        (each.mandate, each.person) for each in world.third() if each.place in places and each.mandate in forums
    ]

    def left(gone: set[str]) -> bool:
        reached = carrying - gone
        for _ in world.sector:
            reached |= {into for member, into in world.members if member in reached} - gone
        return any(forum in reached and person not in gone for forum, person in mandated)

    return left


@few
@worlds
def test_single_points_by_taking_each_one_out(seeds: list[int]) -> None:
    parts = {f"w{seed}.": made(seed) for seed in seeds}
    seating = read_seating(network(united(parts)), DAY, None, ALL)
    rows = {(row["kind"], row["id"]): row for row in single_points(seating, Themes(seating)).to_dict("records")}
    for name, part in parts.items():
        world = united({name: part})
        who = [("person", person) for person in sorted({each.person for each in world.seats} - {""})]
        for kind, one in [*who, *(("organisation", body) for body in sorted(world.sector))]:
            row = rows.pop((kind, one), None)
            lost = lost_without(world, kind, one)
            assert {name: (row[name] if row else []) for name in lost} == lost
            assert row is None or row["pairs_unlinked"] == len(row["pairs"])
    assert not rows


def lost_without(world: World, kind: str, one: str) -> dict[str, list[Any]]:
    """Take one person or organisation out and say what there is no more; a link counts as its only holder's."""
    before = kept(world)
    after = kept(world.without(people=[one]) if kind == "person" else world.without(bodies=[one]))
    lost = {name: sorted(before[name] - after[name]) for name in before}
    pairs = combinations(sorted(world.places), 2)
    lost["pairs"] = [pair for pair in pairs if world.joined(*pair)[kind == "organisation"] == {one}]
    if kind == "organisation":
        assert lost["organisations_unseated"] in ([], [one])
        lost["organisations_unseated"] = []
    return lost


def kept(world: World) -> dict[str, set[Any]]:
    """Give what there is that can be lost."""
    mandated = {each.place for each in world.third() if each.mandate}
    carriers = {theme: world.carriers(theme) for theme in world.above}
    return {
        "last_mandated_voice": mandated,
        "organisations_unseated": {each.body for each in world.third()},
        "themes_silenced": {theme for theme, seats in carriers.items() if seats},
        "themes_silenced_in_remit": {
            theme for theme, seats in carriers.items() if {each.place for each in seats} & set(world.remit(theme))
        },
    }


@pytest.fixture(scope="module")
def world() -> World:
    return united({f"w{seed}.": made(seed) for seed in (3, 14, 15, 92, 65, 35)})


class TestInvariance:
    def plain(self, world: World, prefix: str = "", shuffled: int | None = None) -> dict[str, Any]:
        """Ask, and take the prefix off every id again."""
        result = issues(
            network(united({prefix: world}) if prefix else world, shuffled=shuffled), as_of=DAY, settings=ALL
        )
        tables = {"table": result.table(), **result.details}
        return {
            name: rows.to_csv(index=False).replace(prefix, "") if prefix else rows.to_csv(index=False)
            for name, rows in tables.items()
        }

    def test_the_order_of_rows_changes_nothing(self, world: World) -> None:
        assert self.plain(world, shuffled=5) == self.plain(world)

    def test_other_ids_change_nothing(self, world: World) -> None:
        assert self.plain(world, prefix="zz-") == self.plain(world)

    def test_an_isolate_changes_nothing(self, world: World) -> None:
        more = replace(world, sector=world.sector | {"alone": "third_sector"})
        assert self.plain(more) == self.plain(world)
