"""Made-up tables of any size, the same for the same seed.

At scale 1 they are as large as the whole United Kingdom: 170,000 organisations, 10,000 partnerships,
200,000 seats and 1,000,000 awards. Organisations mostly sit and are paid where they are: each
district has a council, a hospital trust and a few networks that hold many seats, and many small bodies
that hold none. A few funders pay most awards.

`python -m benchmarks.generator --scale 0.01 -o FOLDER` writes the tables as a dataset folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import words
from benchmarks.dice import Dice, Places, as_cells, joined
from netmap.model.tables import TABLES
from netmap.sources.raw import RawSource, RawTable, column_letter

WHOLE_UK = {"organisations": 170_000, "partnerships": 10_000, "seats": 200_000, "funding": 1_000_000}
AS_OF = "2026-06-01"
"""The day that counts in the tables: terms before it are over, and so the figures do not depend on the clock."""

Cells = dict[str, np.ndarray]


@dataclass
class World:
    """What the tables made so far hold for those that name their rows."""

    seed: int
    sizes: dict[str, int]
    districts: list[str]
    groups: list[str]
    themes: list[str]
    functions: list[str]
    bodies: np.ndarray
    homes: Places
    networks: np.ndarray


def make_source(
    scale: float = 1.0, seed: int = 1, name: str = "made-up", sizes: Mapping[str, int] = WHOLE_UK
) -> RawSource:
    """Make all tables of the given share of the whole United Kingdom, or of other sizes."""
    sizes = {table: max(60, round(count * scale)) for table, count in sizes.items()}
    districts = words.DISTRICTS[: max(4, min(len(words.DISTRICTS), round(360 * scale)))]
    areas, groups, themes, functions = _areas(districts), _groups(), _themes(), _functions()
    organisations, world = _organisations(seed, sizes, districts, [list(each["name"]) for each in (groups, themes)])
    world.functions = [each for each in functions["name"] if each not in words.FUNCTIONS]
    partnerships, board_places = _partnerships(world)
    tables = {
        "areas": areas,
        "equality_groups": groups,
        "themes": themes,
        "functions": functions,
        "organisations": organisations,
        "partnerships": partnerships,
        "seats": _seats(world, partnerships["id"], board_places),
        "funding": _funding(world),
    }
    return RawSource(name, tuple(_raw(table, cells, seed) for table, cells in tables.items()))


def _raw(name: str, cells: Cells, seed: int) -> RawTable:
    rows = len(next(iter(cells.values())))
    dice = Dice(seed, 100 + list(TABLES).index(name))
    cells |= {"source": dice.one_of(words.SOURCES, rows, 0.85), "as_of": dice.one_of(words.CHECKED, rows, 0.9)}
    frame = pd.DataFrame({column: cells[column] for column in TABLES[name].by_name() if column in cells}, dtype=object)
    headings = {column: column for column in frame.columns}
    letters = {column: column_letter(place) for place, column in enumerate(frame.columns)}
    return RawTable(name, frame, np.arange(2, rows + 2), f"{name}.csv", headings=headings, letters=letters)


def _tree(parents: dict[str, str | None], **more: np.ndarray) -> Cells:
    parent = np.empty(len(parents), dtype=object)
    parent[:] = list(parents.values())
    return {"name": as_cells(list(parents)), "parent": parent, **more}


def _areas(districts: list[str]) -> Cells:
    parents: dict[str, str | None] = {"United Kingdom": None}
    regions = [region for nation in words.REGIONS.values() for region in nation]
    for nation, within in words.REGIONS.items():
        parents |= {nation: "United Kingdom"} | dict.fromkeys(within, nation)
    parents |= {district: regions[place % len(regions)] for place, district in enumerate(districts)}
    return _tree(parents, gss=as_cells([f"E{place:08}" for place in range(len(parents))]))


def _groups() -> Cells:
    parents: dict[str, str | None] = dict.fromkeys(words.GROUPS)
    for top, below in words.GROUPS.items():
        parents |= dict.fromkeys(below, top)
    people = as_cells([str(1_000_000 + 37_000 * place) for place in range(len(parents))])
    return _tree(parents, scheme=as_cells(["Equality Act"] * len(parents)), population=people)


def _themes() -> Cells:
    parents: dict[str, str | None] = dict.fromkeys(words.THEMES)
    for top in words.THEMES:
        for aspect in words.ASPECTS:
            parents[f"{top}: {aspect}"] = top
            parents |= {f"{top}: {aspect} {setting}": f"{top}: {aspect}" for setting in words.SETTINGS}
    return _tree(parents)


def _functions() -> Cells:
    parents: dict[str, str | None] = dict.fromkeys(words.FUNCTIONS)
    for top, below in words.FUNCTIONS.items():
        parents |= dict.fromkeys(below, top)
    return _tree(parents)


FOUNDING = {
    "{} Council": ("local_authority", "council"),
    "{} Hospitals Trust": ("health", "hospital trust"),
    "{} Council for Voluntary Service": ("third_sector", "infrastructure"),
    "{} Voices Forum": ("third_sector", "forum"),
    "{} Equality Network": ("third_sector", "network"),
}


def _organisations(
    seed: int, sizes: dict[str, int], districts: list[str], named: list[list[str]]
) -> tuple[Cells, World]:
    dice, size, count = Dice(seed, 1), sizes["organisations"], len(districts)
    homes = np.concatenate([np.tile(np.arange(count), len(FOUNDING)), dice.draw.integers(0, count, size)])[:size]
    names, sector, kind = _names_and_kinds(dice, homes, districts)
    networks = names[2 * count : 5 * count]
    world = World(seed, sizes, districts, named[0], named[1], [], names, Places(homes, count), networks)
    third, plain = sector == "third_sector", np.arange(size) >= 5 * count
    member = np.where(plain & dice.chance(size, 0.15), as_cells(networks)[count + homes], None)
    wider = dice.one_of([*networks[-20:], "Unlisted National Forum", "Unlisted Alliance"], size, 0.02)
    above = names[dice.draw.integers(0, 3 * count, size)]
    return {
        "name": names,
        "id": np.where(plain, None, as_cells([f"org-{place}" for place in range(size)])),
        "org_id": np.where(
            third & plain & dice.chance(size, 0.6),
            as_cells([f"GB-CHC-{place}" for place in range(1_000_000, 1_000_000 + size)]),
            None,
        ),
        "sector": dice.kept(sector, 0.93),
        "kind": kind,
        "legal_form": np.where(third, dice.one_of(words.LEGAL_FORMS, size, 0.6), None),
        "tier": dice.one_of(["local", "sub_regional", "regional", "national"], size, 0.7, [90, 6, 2, 2]),
        "income": dice.whole(500, 5_000_000, size, 0.5),
        "parent": np.where(plain & dice.chance(size, 0.02), above, None),
        "member_of": _blank(joined(member, np.where(wider == names, None, wider))),
        "themes": dice.some_of(world.themes, size, 0.6),
        "led_by": np.where(third, dice.some_of(world.groups, size, 0.04, 2), None),
        "serves": np.where(third, dice.some_of(world.groups, size, 0.12), None),
        "advocates_for": np.where(third, dice.some_of(world.groups, size, 0.05, 2), None),
        "groups_asked": np.where(dice.chance(size, 0.08), "all", dice.some_of(world.groups, size, 0.06)),
        "areas": np.where(dice.chance(size, 0.6), as_cells(districts)[homes], None),
        "eligible": dice.one_of(["yes", "no"], size, 0.02),
    }, world


def _names_and_kinds(dice: Dice, homes: np.ndarray, districts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size, count = len(homes), len(districts)
    causes, bodies = dice.one_of(words.CAUSES, size), dice.one_of(words.BODIES, size)
    names = as_cells([f"{districts[homes[row]]} {causes[row]} {bodies[row]} {row}" for row in range(size)])
    sector = dice.one_of(list(words.SECTORS), size, weights=list(words.SECTORS.values()))
    kind = dice.one_of(["forum", "network", "group", "service", "anchor"], size, 0.3, [1, 1, 5, 5, 1])
    for place, (name, (its_sector, its_kind)) in enumerate(FOUNDING.items()):
        rows = slice(place * count, (place + 1) * count)
        names[rows] = [name.format(district) for district in districts]
        sector[rows], kind[rows] = its_sector, its_kind
    return names, sector, kind


def _blank(cells: np.ndarray) -> np.ndarray:
    return np.where(cells == "", None, cells)


def _partnerships(world: World) -> tuple[Cells, np.ndarray]:
    dice, size, count = Dice(world.seed, 2), world.sizes["partnerships"], len(world.districts)
    homes = dice.draw.integers(0, count, size)
    boards = np.arange(size) < 0.75 * size
    topics, kinds = dice.one_of(words.THEMES, size), dice.one_of(words.BOARDS, size)
    ids = as_cells([f"P{row:05}" for row in range(size)])
    above = Places(homes[boards], count).pick(dice, homes, 30)
    above = np.where(homes[above] == homes, above, dice.draw.integers(0, boards.sum(), size))
    place = as_cells(world.districts)[homes]
    address = as_cells([f"https://example.org/terms/{row}" for row in range(size)])
    return {
        "name": as_cells([f"{place[row]} {topics[row]} {kinds[row]} {row}" for row in range(size)]),
        "id": ids,
        "kind": np.where(boards, dice.kept(kinds, 0.9), "sub-group"),
        "purpose": dice.one_of([f"agrees the {topic.lower()} plan" for topic in words.THEMES], size, 0.3),
        "parent": np.where(boards, None, ids[above]),
        "themes": dice.some_of(world.themes, size, 0.85, 4),
        "areas": dice.kept(place, 0.9),
        "terms_url": dice.kept(address, 0.5),
        "meetings_per_year": dice.one_of(["2", "4", "6", "12"], size, 0.6),
        "hours_per_meeting": dice.one_of(["1", "1.5", "2", "3"], size, 0.5),
        "contact": dice.one_of(words.CONTACTS, size, 0.4),
        "seats_listed": dice.one_of(["all", "some", "none"], size, 0.8, [85, 12, 3]),
    }, homes


def _seats(world: World, boards: np.ndarray, board_places: np.ndarray) -> Cells:
    dice, size = Dice(world.seed, 3), world.sizes["seats"]
    weights = dice.draw.lognormal(0, 0.6, len(boards))
    on = np.sort(dice.draw.choice(len(boards), size, p=weights / weights.sum()))
    ids = as_cells([f"S{row:06}" for row in range(size)])
    place = board_places[on]
    now = _tenures(world, dice, place)
    again = np.flatnonzero(dice.chance(size, 0.05))
    now["start_date"][again] = "2023-05"
    before = _tenures(world, dice, place[again], vacant=0)
    before |= {"start_date": dice.one_of(["2017", "2018-05", "2019-01-07"], len(again), 0.8)}
    before |= {"end_date": dice.one_of(["2022", "2022-04-01", "2023-01"], len(again))}
    rows = np.concatenate([np.arange(size), again])
    columns = {"partnership": boards[on][rows], "id": ids[rows]}
    return columns | {name: np.concatenate([now[name], before[name]]) for name in now}


def _tenures(world: World, dice: Dice, place: np.ndarray, vacant: float = 0.04) -> Cells:
    size = len(place)
    empty = dice.chance(size, vacant)
    capacity = dice.one_of(["representative", "expert", "own_voice", "observer"], size, 0.85, [50, 20, 20, 10])
    asked = np.where(dice.chance(size, 0.85), capacity, dice.one_of(["representative", "expert"], size))
    votes = np.where(capacity == "observer", "no", dice.one_of(["yes", "no"], size, 0.85, [9, 1]))
    bodies = world.bodies[world.homes.pick(dice, place, 2, 0.7)]
    unlisted = dice.one_of([f"Unlisted body {number}" for number in range(50)], size)
    ended = dice.chance(size, 0.06)
    spoken, route, evidence, reported = _mandates(world, dice, place)
    cells = {
        "representative": dice.kept(_people(world, dice, place), 0.8),
        "organisation": dice.kept(np.where(dice.chance(size, 0.003), unlisted, bodies), 0.85),
        "speaks_for": spoken,
        "route": route,
        "evidence": evidence,
        "reported_back": reported,
    }
    cells = {name: np.where(empty, None, column) for name, column in cells.items()}
    over = dice.one_of(["2025", "2025-06", "2025-11-01", "2026-04-01"], size)
    ahead = dice.one_of(["2026-09", "2026-12-31", "2027", "2027-04-01", "2028-05", "2029"], size, 0.45)
    return cells | {
        "role": dice.one_of(words.ROLES, size, 0.9),
        "voting": votes,
        "capacity": np.where(empty, None, capacity),
        "capacity_required": dice.kept(asked, 0.4),
        "skills_required": dice.one_of(words.SKILLS, size, 0.05),
        "deputy": dice.one_of(["yes", "no", "vice chair"], size, 0.1),
        "start_date": dice.one_of(["2020", "2022-09", "2023-04-01", "2024", "2024-05-20", "2025-01"], size, 0.85),
        "end_date": np.where(empty, None, np.where(ended, over, ahead)),
    }


def _mandates(world: World, dice: Dice, place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    size, count = len(place), len(world.districts)
    bodies = world.networks[count + place + count * dice.draw.integers(0, 2, size)]
    bodies = np.where(dice.chance(size, 0.01), "Unlisted National Forum", bodies)
    lots = dice.draw.random(size)
    groups, themes = dice.some_of(world.groups, size, 1, 2), dice.some_of(world.themes, size, 1, 2)
    spoken = np.select([lots < 0.17, lots < 0.25, lots < 0.3, lots < 0.34], [bodies, groups, themes, "none"], None)
    routes = ["election", "open_call", "nomination", "appointed_by_constituency", "appointed_by_partnership", "assumed"]
    mandated = lots < 0.3
    return (
        spoken,
        np.where(mandated, dice.one_of(routes, size, 0.8), None),
        np.where(mandated, dice.one_of(words.EVIDENCE, size, 0.4), None),
        np.where(mandated, dice.one_of(["2024", "2025-03", "2025-11-20", "2026-02"], size, 0.4), None),
    )


def _people(world: World, dice: Dice, place: np.ndarray) -> np.ndarray:
    """Give each seat a person of its place; some of them sit in several."""
    count = len(world.districts)
    people = max(30 * count, round(0.6 * world.sizes["seats"]))
    names = as_cells(
        [
            f"{words.FIRST_NAMES[row % len(words.FIRST_NAMES)]} {words.SURNAMES[row // len(words.FIRST_NAMES)]}"
            for row in range(people)
        ]
    )
    return names[Places(np.arange(people) % count, count).pick(dice, place, 100)]


def _funding(world: World) -> Cells:
    dice, size, count = Dice(world.seed, 4), world.sizes["funding"], len(world.districts)
    place = dice.draw.integers(0, count, size)
    recipient = world.bodies[world.homes.pick(dice, place, 20, 0.6)]
    funder = world.bodies[_funders(world, dice, place)]
    funder = np.where(dice.chance(size, 0.001), "Unlisted Family Trust", funder)
    ids = as_cells([f"A{row:07}" for row in range(size)])
    passed = np.flatnonzero(np.arange(size) >= 0.995 * size)
    first = dice.draw.integers(0, size // 2, len(passed))
    funder[passed], from_award = recipient[first], np.full(size, None, dtype=object)
    from_award[passed] = ids[first]
    pool = np.where(dice.chance(size, 0.003), dice.draw.integers(0, max(3, size // 2000), size), -1)
    pooled, functions, places = pool >= 0, as_cells(world.functions), as_cells(world.districts)
    amount = dice.whole(300, 400_000, size, 0.96)
    ranges = np.where((amount != None) & dice.chance(size, 0.02), "500000", None)  # noqa: E711 - cell by cell
    return {
        "funder": funder,
        "recipient": recipient,
        "id": ids,
        "function": np.where(pooled, functions[pool % len(functions)], dice.some_of(world.functions, size, 0.08, 2)),
        "amount": amount,
        "amount_max": ranges,
        "currency": dice.one_of(["GBP", "EUR"], size, 0.3, [98, 2]),
        "instrument": dice.one_of(["grant", "contract", "service_agreement", "in_kind"], size, 0.9, [80, 12, 6, 2]),
        "themes": dice.some_of(world.themes, size, 0.2, 2),
        "targets": dice.some_of(world.groups, size, 0.08, 2),
        "areas": np.where(pooled, places[pool % count], dice.kept(places[place], 0.6)),
        "pooled_id": np.where(pooled, as_cells([f"pool-{number}" for number in pool]), None),
        "passed_on_from": from_award,
        "payment_terms": dice.one_of(["advance", "arrears", "instalments"], size, 0.2),
        "overheads": dice.one_of(["yes", "no"], size, 0.1),
        "start_date": dice.one_of(_days(2019, 2025), size, 0.97),
        "end_date": dice.one_of(_days(2026, 2029), size, 0.85),
    }


def _funders(world: World, dice: Dice, place: np.ndarray) -> np.ndarray:
    """Give each award a body that pays: mostly one of a few large ones, else the council or trust of the place."""
    large = max(20, round(0.01 * world.sizes["organisations"]))
    rows = Places(np.zeros(large, dtype=int), 1).pick(dice, np.zeros(len(place), dtype=int), 3)
    count = len(world.districts)
    near = place + count * dice.draw.integers(0, 3, len(place))
    return np.where(dice.chance(len(place), 0.7), len(world.bodies) - 1 - rows, near)


def _days(first: int, last: int) -> list[str]:
    """Give the days on which awards begin and end: mostly the first of a month, some by month or year alone."""
    months = [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    return [*(f"{month}-01" for month in months), *months[::4], *(str(year) for year in range(first, last + 1))]


def write_folder(raw: RawSource, folder: Path) -> None:
    """Write the tables as the CSV files of a dataset folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in raw.tables:
        table.cells.to_csv(folder / table.file, index=False, lineterminator="\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write made-up tables as a dataset folder.")
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    write_folder(make_source(given.scale, given.seed), given.output)


if __name__ == "__main__":
    main()
