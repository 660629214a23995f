"""What holds still: parts when something else changes, and everything that a layout file keeps."""

import random
from itertools import pairwise
from math import hypot

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.maps.layout import place
from netmap.maps.layout.keeping import attached
from netmap.maps.layout.parts import parts_of
from netmap.maps.layout_file import Layout
from netmap.maps.spec import MapSpec, key_of
from tests.maps.layout_networks import grid, least_gap, of_ties, places, two_mode

LARGE, RING, PAIR = two_mode(80), list(pairwise("uvwxyzu")), [("k", "l")]


def offsets(spec: MapSpec, ids: set[str]) -> dict[str, tuple[float, float]]:
    """Give the places of some records from that of the first."""
    found = places(spec)
    x, y = found[min(ids)]
    return {one: (found[one][0] - x, found[one][1] - y) for one in ids}


def ids_of(ties: list[tuple[str, str]]) -> set[str]:
    return {one for tie in ties for one in tie}


def keeping(spec: MapSpec, *, without: set[str] | None = None) -> Layout:
    found = {key_of(one): place_ for one, place_ in places(spec).items() if one not in (without or set())}
    return Layout({spec.view: found})


@pytest.mark.parametrize(
    "more",
    [{"alone": "q"}, {"alone": map(str, range(300))}, {"ties": two_mode(400, prefix="more ")}, {"ties": [("0", "00")]}],
    ids=["a record alone", "300 alone", "a larger part", "a smaller part"],
)
def test_what_is_not_tied_to_a_part_changes_nothing_inside_it(more: dict[str, list[tuple[str, str]]]) -> None:
    before = place(of_ties(*LARGE, *RING, *PAIR))
    after = place(of_ties(*LARGE, *RING, *PAIR, *more.get("ties", []), alone=more.get("alone", ())))
    for part in parts_of(of_ties(*LARGE, *RING, *PAIR)):
        assert offsets(before, set(part.ids)) == offsets(after, set(part.ids))


@given(alone=st.integers(0, 40), pairs=st.integers(0, 12), seed=st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_a_part_looks_the_same_in_any_company(alone: int, pairs: int, seed: int) -> None:
    ties = [(f"m{one}", f"m{other}") for one, other in two_mode(20, seed=seed)]
    part = set(parts_of(of_ties(*ties))[0].ids)
    company = of_ties(
        *ties, *((f"{row} a", f"{row} b") for row in range(pairs)), alone=map(str, range(100, 100 + alone))
    )
    assert offsets(place(of_ties(*ties)), part) == offsets(place(company), part)


def test_what_is_kept_stands_exactly_where_it_did() -> None:
    spec = of_ties(*LARGE, *RING, alone="pq")
    chance = random.Random(2)
    wanted = {one: (chance.uniform(-900, 900), chance.uniform(-900, 900)) for one in places(place(spec))}
    layout = Layout({"overview": {key_of(one): place_ for one, place_ in wanted.items()}, "other": {"0": (0.0, 0.0)}})
    assert places(place(spec, kept=layout)) == wanted


def test_keeping_all_places_changes_nothing() -> None:
    placed = place(of_ties(*LARGE, *RING, *PAIR, alone="pq"))
    assert place(placed, kept=keeping(placed)) == placed


def test_a_layout_of_another_view_or_of_no_record_here_keeps_nothing() -> None:
    spec = of_ties(*RING)
    assert place(spec, kept=Layout({"funding": {key_of("u"): (1.0, 2.0)}})) == place(spec)
    assert place(spec, kept=Layout({"overview": {key_of("nobody"): (1.0, 2.0)}})) == place(spec)
    assert place(spec, kept=Layout()) == place(spec)


def test_one_more_record_stands_near_its_neighbours_and_moves_nobody() -> None:
    before = place(of_ties(*grid(6, 6)))
    after = place(of_ties(*grid(6, 6), ("new", "2.2"), ("new", "3.3")), kept=keeping(before))
    old, new = places(before), places(after)
    assert {one: new[one] for one in old} == old
    middle = np.mean([old["2.2"], old["3.3"]], axis=0)
    width = np.ptp(np.array(list(old.values())), axis=0).max()
    assert hypot(*(np.array(new["new"]) - middle)) < 0.3 * width
    assert least_gap(after) > 0


def test_between_two_that_stand_apart_a_new_record_stands_in_the_middle() -> None:
    layout = Layout({"overview": {key_of("a"): (0.0, 0.0), key_of("b"): (400.0, 200.0)}})
    assert places(place(of_ties(("a", "n"), ("n", "b")), kept=layout))["n"] == (200.0, 100.0)


def test_what_hangs_on_a_new_record_stands_near_that() -> None:
    before = place(of_ties(*grid(6, 6)))
    chain = [("5.5", "n1"), ("n1", "n2"), ("n2", "n3")]
    found = places(place(of_ties(*grid(6, 6), *chain), kept=keeping(before)))
    steps = [hypot(found[one][0] - found[other][0], found[one][1] - found[other][1]) for one, other in chain]
    assert max(steps) < 200


@pytest.mark.parametrize(
    "new",
    [
        [("b0", f"leaf {row}") for row in range(200)],
        [(f"b{row % 5}", f"tied {row}") for row in range(60)] + [(f"b{row % 4}", f"tied {row}") for row in range(60)],
        [("o1", "c0"), *pairwise(f"c{row}" for row in range(40))],
        two_mode(120, seed=3, prefix="other "),
        [(f"o{row}", f"far {row} {leaf}") for row in range(10) for leaf in range(8)],
    ],
    ids=["a fan", "shared neighbours", "a chain", "a part of their own", "fans"],
)
def test_new_records_touch_nobody_and_the_kept_stay(new: list[tuple[str, str]]) -> None:
    before = place(of_ties(*LARGE, alone="pq"))
    after = place(of_ties(*LARGE, *new, alone="pqrs"), kept=keeping(before))
    old = places(before)
    assert {one: places(after)[one] for one in old} == old
    assert least_gap(after) > 0


def test_records_that_the_reader_put_on_one_another_stay_and_the_new_one_evades_them() -> None:
    layout = Layout({"overview": {key_of(one): (10.0, 10.0) for one in "abc"}})
    found = places(place(of_ties(("a", "b"), ("b", "c"), ("c", "new")), kept=layout))
    assert {found[one] for one in "abc"} == {(10.0, 10.0)}
    assert hypot(found["new"][0] - 10, found["new"][1] - 10) > 20


def walls(side: int, hole: range) -> dict[str, tuple[float, float]]:
    """Give marks so close that nothing fits between them, but in a hole."""
    rows = [(x, y) for x in range(side) for y in range(side) if not (x in hole and y in hole)]
    return {f"w{x:02}.{y:02}": (24.0 * x, 24.0 * y) for x, y in rows}


def test_walled_in_a_new_record_takes_the_nearest_free_place() -> None:
    wall = walls(12, range(0))
    layout = Layout({"overview": {key_of(one): place_ for one, place_ in wall.items()}})
    after = place(of_ties(*pairwise(sorted(wall)), ("w05.05", "new")), kept=layout)
    x, y = places(after)["new"]
    assert min(hypot(x - a, y - b) for a, b in wall.values()) > 20
    assert hypot(x - 120, y - 120) < 300


def test_of_many_that_are_pushed_into_one_hole_none_is_left_on_another() -> None:
    wall = walls(30, range(12, 18))
    layout = Layout({"overview": {key_of(one): place_ for one, place_ in wall.items()}})
    ties = [(f"new {row}", f"w{x}.{12 + turn % 6}") for row in range(12) for x, turn in ((11, row), (18, row // 6))]
    after = place(of_ties(*pairwise(sorted(wall)), *ties), kept=layout)
    found = places(after)
    assert {one: found[one] for one in wall} == wall
    assert least_gap(after) > 0


def test_new_parts_and_records_alone_stand_beside_what_is_kept() -> None:
    before = place(of_ties(*LARGE))
    after = place(of_ties(*LARGE, *RING, *PAIR, alone="pq"), kept=keeping(before))
    old = np.array(list(places(before).values()))
    new = np.array([places(after)[one] for one in (*"uvwxyz", *"kl", *"pq")])
    assert (new[:, 0] > old[:, 0].max()).all() or (new[:, 1] > old[:, 1].max()).all()
    assert offsets(after, ids_of(RING)) == offsets(place(of_ties(*RING)), ids_of(RING))
    assert least_gap(after) > 0


@given(lost=st.sets(st.sampled_from(sorted(ids_of(LARGE)))), seed=st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_any_part_of_a_layout_can_be_kept(lost: set[str], seed: int) -> None:
    spec = of_ties(*LARGE, *RING)
    before = place(spec)
    chance = random.Random(seed)
    turned = of_ties(*chance.sample([*LARGE, *RING], len(LARGE) + len(RING)))
    after = place(turned, kept=keeping(before, without=lost))
    assert {one: places(after)[one] for one in places(before) if one not in lost} == {
        one: where for one, where in places(before).items() if one not in lost
    }
    assert least_gap(after) > 0
    assert places(after) == places(place(spec, kept=keeping(before, without=lost)))


def test_a_part_of_which_few_are_kept_is_laid_out_anew_and_turned_onto_them() -> None:
    before = places(place(of_ties(*LARGE)))
    few = [one for row, one in enumerate(sorted(before)) if row % 9 == 0]
    # A quarter turn and a shift.
    layout = Layout({"overview": {key_of(one): (5_000 - before[one][1], before[one][0] - 700) for one in few}})
    after = places(place(of_ties(*LARGE), kept=layout))
    assert len(few) < len(before) / 4
    strayed = {one: hypot(after[one][0] - 5_000 + y, after[one][1] + 700 - x) for one, (x, y) in before.items()}
    assert max(strayed.values()) < 2


def test_a_map_on_which_every_record_is_kept_has_nothing_to_attach() -> None:
    spec = of_ties(*PAIR)
    assert attached(parts_of(spec), {"k": (0.0, 0.0), "l": (9.0, 0.0)}) == {}


def test_many_new_records_are_attached_without_comparing_all_pairs() -> None:
    before = place(of_ties(*two_mode(400)))
    fan = [("b0", f"leaf {row}") for row in range(4_000)]
    after = place(of_ties(*two_mode(400), *fan), kept=keeping(before))
    assert least_gap(after) > 0
