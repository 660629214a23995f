"""Which counts are hidden: tables worked by hand, and every world that a reader can think of counted one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.reports.publishing.bounds import Range, Reader
from netmap.reports.publishing.suppression import Suppression, suppressed
from netmap.reports.publishing.system import AtLeast, Count, Sum, System


def counts(**values: int | tuple[int, int]) -> dict[str, Count]:
    """Give counts from values, or from (value, floor)."""
    return {key: Count(*(each if isinstance(each, tuple) else (each,))) for key, each in values.items()}


def worlds(system: System, shown: Iterable[str]) -> dict[str, set[int]]:
    """Give every value that each count has in some world of whole numbers that agrees with all that is shown."""
    known = set(shown) | system.told
    hidden = [key for key in system.counts if key not in known]
    most = max(count.value for count in system.counts.values())
    found: dict[str, set[int]] = {key: set() for key in system.counts}
    reach = [range(system.counts[key].floor, most + 1) for key in hidden]
    for values in itertools.product(*reach):
        world = {key: system.counts[key].value for key in known} | dict(zip(hidden, values, strict=True))
        if all(_meets(world, row, least) for row, least in system.rows()):
            for key, value in world.items():
                found[key].add(value)
    return found


def _meets(world: dict[str, int], row: dict[str, int], least: int | None) -> bool:
    value = sum(by * world[key] for key, by in row.items())
    return value == 0 if least is None else value >= least


def told(system: System, shown: Iterable[str], key: str) -> Range:
    return Reader(system, shown).range_of(key)


def is_proven(found: Suppression, least: int) -> bool:
    return all(each.is_wide(least) for each in found.proof().values())


ONE_TABLE = System(counts(a=1, b=5, c=20, total=26), (Sum("total", ("a", "b", "c")),))


def test_one_hidden_cell_of_a_table_can_be_worked_back() -> None:
    assert told(ONE_TABLE, {"b", "c", "total"}, "a") == Range(1, 1)


def test_so_the_solver_hides_the_smallest_other_cell() -> None:
    found = suppressed(ONE_TABLE, ONE_TABLE.counts, 3)
    assert found.hidden == {"a", "b"} and found.shown == {"c", "total"}
    assert found.proof() == {"a": Range(0, 6), "b": Range(0, 6)}


TWO_TABLES = System(
    counts(a=1, b=6, one=7, c=30, other=31),
    (Sum("one", ("a", "b")), Sum("other", ("a", "c"))),
)


def test_a_cell_that_one_table_hides_well_another_gives_away() -> None:
    assert told(TWO_TABLES, {"one"}, "a") == Range(0, 7)
    assert told(TWO_TABLES, {"one", "other", "c"}, "a") == Range(1, 1)


def test_the_solver_sees_both_tables() -> None:
    found = suppressed(TWO_TABLES, TWO_TABLES.counts, 3)
    assert "a" in found.hidden and "c" in found.hidden
    assert is_proven(found, 3)
    seen = worlds(TWO_TABLES, found.shown)["a"]
    assert max(seen) - min(seen) >= 3


HELD = System(counts(x=(4, 3), y=(4, 3), z=(4, 3), total=12), (Sum("total", ("x", "y", "z")),))


def test_what_is_known_of_each_narrows_what_a_total_leaves_open() -> None:
    """Three boards sit each on three partnerships: of twelve seats nine are known, and none can have more than six."""
    assert told(HELD, {"total"}, "x") == Range(3, 6)
    without_floors = System({key: Count(each.value) for key, each in HELD.counts.items()}, HELD.sums)
    assert told(without_floors, {"total"}, "x") == Range(0, 12)


def test_so_the_total_is_hidden_too() -> None:
    assert suppressed(HELD, HELD.counts, 5).shown == frozenset()
    fewer = System(counts(x=(4, 1), y=(4, 1), z=(4, 1), total=12), HELD.sums)
    assert suppressed(fewer, fewer.counts, 5).shown == {"total"}


WITHIN = System(counts(part=(4, 2), whole=9), at_least=(AtLeast("whole", ("part",)),))


def test_a_part_of_a_shown_whole_lies_between_its_floor_and_the_whole() -> None:
    assert told(WITHIN, {"whole"}, "part") == Range(2, 9)
    assert suppressed(WITHIN, WITHIN.counts, 7).hidden == {"part"}
    assert suppressed(WITHIN, WITHIN.counts, 8).hidden == {"part", "whole"}


@pytest.mark.parametrize(
    ("value", "is_hidden"), [(0, True), (2, True), (3, False), (17, False), (18, True), (20, True)]
)
def test_small_counts_noughts_and_small_rests_are_hidden(value: int, is_hidden: bool) -> None:
    system = System(counts(part=value, rest=20 - value, whole=20), (Sum("whole", ("part", "rest")),))
    assert ("part" in suppressed(system, {"part", "whole"}, 3).hidden) == is_hidden


def test_a_count_of_nobody_in_sight_is_guarded_as_well() -> None:
    """What is shown nowhere must not be worked back either: 31 of 33 leaves two observers."""
    system = System(counts(seats=33, held=30, watching=3), (Sum("seats", ("held", "watching")),))
    assert suppressed(system, {"seats", "held"}, 4).shown == {"seats"}
    assert suppressed(system, {"seats", "held"}, 3).shown == {"seats", "held"}


def test_nought_as_threshold_hides_nothing() -> None:
    assert suppressed(ONE_TABLE, ONE_TABLE.counts, 0).hidden == frozenset()


def test_a_sum_of_what_is_told_is_known_without_the_publication() -> None:
    counts = {"all": Count(0), "board 1": Count(0), "board 2": Count(0)}
    system = System(counts, sums=(Sum("all", ("board 1", "board 2")),), told=frozenset({"board 1", "board 2"}))
    found = suppressed(system, ["all"], 10)
    assert (found.shown, found.hidden, found.guarded) == (frozenset(), frozenset({"all"}), frozenset())


def test_what_is_told_is_known_and_is_not_guarded() -> None:
    system = System(
        counts(nobody=0, a=3, b=9, total=12), (Sum("total", ("nobody", "a", "b")),), told=frozenset({"nobody"})
    )
    found = suppressed(system, system.counts, 4)
    assert found.guarded == {"a", "b"}
    assert "nobody" in found.hidden


SITS = System(
    counts(ann_one=(2, 1), bo_one=(1, 1), ann_two=(1, 1), one=3, two=(1), ann=(3, 2), bo=(1, 1), every=4, boards=4),
    (
        Sum("every", ("one", "two")),
        Sum("one", ("ann_one", "bo_one")),
        Sum("two", ("ann_two",)),
        Sum("ann", ("ann_one", "ann_two")),
        Sum("bo", ("bo_one",)),
        Sum("boards", ("one", "two")),
    ),
    behind=frozenset({"ann_one", "bo_one", "ann_two"}),
)


@pytest.mark.parametrize("shown", [{"every"}, {"every", "boards"}, {"every", "ann"}, {"every", "one"}, {"every", "bo"}])
def test_who_sits_where_is_reckoned_with(shown: set[str]) -> None:
    """Sums that nothing else bears on are set aside; what is found must be what counting every world finds."""
    assert not SITS.broken()
    seen = worlds(SITS, shown)
    assert {key: told(SITS, shown, key) for key in SITS.counts} == {
        key: Range(min(values), max(values)) for key, values in seen.items()
    }


cells = st.lists(st.integers(0, 4), min_size=6, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> System:
    """Give two rows by three columns with their sums, some floors, and a ceiling."""
    values = draw(cells)
    names = [f"{row}{column}" for row in "ab" for column in "xyz"]
    floors = [draw(st.integers(0, value)) for value in values]
    found = {name: Count(value, floor) for name, value, floor in zip(names, values, floors, strict=True)}
    sums = [Sum(line, tuple(name for name in names if line in name)) for line in "abxyz"]
    for each in sums:
        found[each.whole] = Count(sum(found[part].value for part in each.parts))
    found["every"] = Count(sum(values))
    sums += [Sum("every", ("a", "b")), Sum("every", ("x", "y", "z"))]
    at_least = [AtLeast("b", ("ax",))] if found["b"].value >= found["ax"].value and draw(st.booleans()) else []
    return System(found, tuple(sums), tuple(at_least))


def worlds_of_table(system: System, shown: set[str]) -> dict[str, set[int]]:
    """Give the values of each count in every world: the six cells decide all sums."""
    names = [key for key in system.counts if len(key) == 2]
    most, seen = system.counts["every"].value, {key: set[int]() for key in system.counts}
    reach = [[system.counts[key].value] if key in shown else range(system.counts[key].floor, most + 1) for key in names]
    for values in itertools.product(*reach):
        if sum(values) != most:
            continue
        world = dict(zip(names, values, strict=True))
        for line in "abxyz":
            world[line] = sum(value for name, value in zip(names, values, strict=True) if line in name)
        world["every"] = most
        agrees = all(world[key] == system.counts[key].value for key in shown)
        if agrees and all(_meets(world, row, least) for row, least in system.rows()):
            for key, value in world.items():
                seen[key].add(value)
    return seen


@settings(max_examples=25, deadline=None)
@given(tables(), st.data())
def test_the_range_of_a_hidden_count_is_that_of_all_worlds(system: System, data: st.DataObject) -> None:
    shown = {"every"} | {key for key in system.counts if data.draw(st.booleans())}
    if system.counts["every"].value > 9:
        shown |= {"ay", "bz"}
    assert not system.broken()
    for key, values in worlds_of_table(system, shown).items():
        assert told(system, shown, key) == Range(min(values), max(values)), key
        assert values == set(range(min(values), max(values) + 1)), "no gap: each value between the ends is possible"


@settings(max_examples=25, deadline=None)
@given(tables(), st.integers(1, 6))
def test_no_hidden_count_of_a_table_can_be_placed(system: System, least: int) -> None:
    found = suppressed(system, system.counts, least)
    assert is_proven(found, least)
    assert all(system.counts[key].value >= least for key in found.shown)
    assert found.shown | found.hidden == system.counts.keys()
    if "every" in found.shown and system.counts["every"].value <= 12:
        seen = worlds_of_table(system, set(found.shown))
        assert all(max(seen[key]) - min(seen[key]) >= least for key in found.hidden)


@settings(max_examples=15, deadline=None)
@given(tables(), st.integers(1, 5))
def test_hidden_values_do_not_decide_what_else_is_hidden(system: System, least: int) -> None:
    """Of what is hidden for being small, only that it is small counts."""
    found = suppressed(system, system.counts, least)
    again = suppressed(system, found.shown, least)
    assert again.shown == found.shown
