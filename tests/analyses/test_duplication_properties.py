"""Who pays twice against slow and obvious ways, and what must not change a figure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations, product
from math import comb
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.duplication.cells import read_cells, read_meetings
from netmap.analyses.duplication.overlaps import find_overlaps
from netmap.analyses.duplication.pairs import Pairs, classified, find_pairs
from netmap.analyses.duplication.register import Register
from netmap.analyses.duplication.sets import Sets
from netmap.analyses.settings import DuplicationSettings
from netmap.analyses.trees import Tree
from netmap.network import Network

NAN = float("nan")
ABOVE = {"f": None, "g": "f", "h": "f", "k": None}
PLACES = {"U": None, "V": "U", "W": "U"}
GROUPS = {"G": None, "Sub": "G", "K": None}
CURRENCIES = ["", "EUR", "GBP"]


def some(names: Any) -> Any:
    return st.lists(st.sampled_from(sorted(names)), max_size=2, unique=True).map(sorted).map(tuple)


AWARD = st.fixed_dictionaries(
    {
        "payer": st.integers(0, 2),
        "payee": st.integers(3, 5),
        "functions": some(ABOVE),
        "areas": some(PLACES),
        "targets": some(GROUPS).map(lambda each: each or ("",)),
        "start": st.sampled_from([NAN, 0.0, 5.0, 20.0, 35.0, 60.0]),
        "days": st.sampled_from([NAN, 5.0, 35.0, 50.0, 65.0, 90.0]),
        "amount": st.one_of(st.none(), st.tuples(st.integers(0, 99), st.integers(0, 99))),
        "currency": st.integers(0, 2),
        "pooled": st.sampled_from([-1, -1, -1, 0, 1]),
    }
)
Award = dict[str, Any]


def tree(parents: dict[str, Any]) -> Tree:
    return Tree(pd.DataFrame({"id": list(parents), "parent_id": list(parents.values())}))


def register_of(awards: list[Award]) -> Register:
    rows = pd.DataFrame(
        {
            "award_id": pd.Series([f"a{at:02}" for at in range(len(awards))], dtype=object),
            "payer": [each["payer"] for each in awards],
            "payee": [each["payee"] for each in awards],
            "low": [NAN if each["amount"] is None else float(min(each["amount"])) for each in awards],
            "high": [NAN if each["amount"] is None else float(max(each["amount"])) for each in awards],
            "currency": [each["currency"] for each in awards],
            "start": [each["start"] for each in awards],
            "end": [each["start"] + each["days"] for each in awards],
            "pooled": [each["pooled"] for each in awards],
            "passed_on": [False] * len(awards),
        }
    )
    nothing = pd.DataFrame({"parent_id": [], "award_id": []}, dtype=object)
    functions, areas, targets = (
        Sets(tree(parents), [each[name] for each in awards])
        for name, parents in (("functions", ABOVE), ("areas", PLACES), ("targets", GROUPS))
    )
    return Register(
        ledger=rows,
        rows=rows,
        chains=nothing,
        above=Tree(nothing.rename(columns={"award_id": "id"})),
        lines=Tree(pd.DataFrame({"id": [], "parent_id": []})),
        bodies=np.array([f"b{at}" for at in range(6)], dtype=object),
        currencies=CURRENCIES,
        agreements=["p", "q"],
        functions=functions,
        areas=areas,
        targets=targets,
        total=len(rows),
        repeated=0,
    )


def kin(one: tuple[str, ...], other: tuple[str, ...], parents: dict[str, Any]) -> bool:
    return any(a in up(b, parents) or b in up(a, parents) for a, b in product(one, other))


def up(node: str, parents: dict[str, Any]) -> list[str]:
    return [node, *(up(parents[node], parents) if parents.get(node) else [])]


def together(one: Award, other: Award) -> float:
    ends = [each["start"] + each["days"] for each in (one, other)]
    if any(day != day for day in (*ends, one["start"], other["start"])):
        return NAN
    return max(0.0, min(ends) - max(one["start"], other["start"]))


def relation(one: Award, other: Award) -> str:
    """The relation as it is written down, rule by rule."""
    days, related = together(one, other), kin(one["functions"], other["functions"], ABOVE)
    same_payer, same_payee = one["payer"] == other["payer"], one["payee"] == other["payee"]
    if one["pooled"] >= 0 and one["pooled"] == other["pooled"]:
        return "pooled"
    if related and same_payer and same_payee:
        return "same_award_series"
    if days != days or not all(each[name] for each in (one, other) for name in ("functions", "areas")):
        return "unknown"
    if not related or not kin(one["areas"], other["areas"], PLACES) or days < 30:
        return "none"
    if not kin(one["targets"], other["targets"], GROUPS):
        return "complementary_target"
    return "split_commission" if same_payer else "co_funding" if same_payee else "duplication_candidate"


def is_open(one: Award, other: Award) -> bool:
    """Whether nothing recorded sets function and place of the two apart."""
    near = not one["areas"] or not other["areas"] or kin(one["areas"], other["areas"], PLACES)
    return near and kin(one["functions"], other["functions"], ABOVE)


def listed(pairs: Pairs) -> dict[tuple[int, int], str]:
    return dict(zip(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True), pairs.relation, strict=True))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(AWARD, max_size=8))
def test_every_pair_by_the_rules_as_written(awards: list[Award]) -> None:
    pairs = find_pairs(register_of(awards), DuplicationSettings())
    every = {(one, other): relation(awards[one], awards[other]) for one, other in combinations(range(len(awards)), 2)}
    assert listed(pairs) == {
        pair: name
        for pair, name in every.items()
        if name != "none" and (name != "unknown" or is_open(awards[pair[0]], awards[pair[1]]))
    }
    table = pairs.counts()
    assert table.groupby("relation")["pairs"].sum().to_dict() == {
        **dict.fromkeys(table["relation"], 0),
        **Counter(every.values()),
    }
    assert table["pairs"].sum() == comb(len(awards), 2)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(AWARD, min_size=2, max_size=8))
def test_counting_without_listing_is_counting(awards: list[Award]) -> None:
    """With a limit too low to list the pairs without a place, the counts and what is lacking stay the same."""
    register = register_of(awards)
    whole, short = (find_pairs(register, DuplicationSettings(listed_pairs=most)) for most in (1000, 1))
    assert whole.counts()["pairs"].tolist() == short.counts()["pairs"].tolist()
    assert set(whole.lacking().index) <= set(short.lacking().index) or not short.unlisted


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(AWARD, min_size=2, max_size=6))
def test_a_relation_is_the_same_from_both_sides(awards: list[Award]) -> None:
    register = register_of(awards)
    one, other = (np.array(side) for side in zip(*combinations(range(len(awards)), 2), strict=True))
    there, back = classified(register, one, other, 30), classified(register, other, one, 30)
    assert there[0].tolist() == back[0].tolist()
    assert np.array_equal(there[1], back[1], equal_nan=True)


def cells_of(one: Award, other: Award) -> set[tuple[str, str, str]]:
    """The cells that one of the two names and in or above which both stand."""
    found = set()
    names = [set(one[name]) | set(other[name]) for name in ("functions", "areas", "targets")]
    for cell in product(*names):
        if stands(one, cell) and stands(other, cell):
            found.add(cell)
    return found


def stands(award: Award, cell: tuple[str, str, str]) -> bool:
    trees = zip(("functions", "areas", "targets"), cell, (ABOVE, PLACES, GROUPS), strict=True)
    return all(set(award[name]) & set(up(node, parents)) for name, node, parents in trees)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(AWARD, min_size=2, max_size=7))
def test_overlaps_day_by_day(awards: list[Award]) -> None:
    """Each currency's gross over all overlaps is the money of every award and day of a flagged cell, once."""
    register, limits = register_of(awards), DuplicationSettings()
    pairs = find_pairs(register, limits)
    cells = read_cells(register, limits.funded_cells)
    meetings = read_meetings(cells, pairs, limits.funded_cells)
    assert meetings is not None
    overlaps, live = find_overlaps(register, cells, meetings, 40)
    doubled = [pair for pair, name in listed(pairs).items() if name == "duplication_candidate"]
    assert sorted({pair for each in overlaps for pair in each.pairs}) == [(f"a{a:02}", f"a{b:02}") for a, b in doubled]
    expected: dict[str, float] = {}
    live_cells = set()
    for day in range(160):
        for currency, cell_awards, cell in flagged(awards, doubled, day):
            for at in cell_awards:
                expected[f"{currency}|{at}|{day}"] = rate(awards[at], currency)
            live_cells |= {cell} if day == 40 else set()
    assert {cells.named(code) for code in live} == live_cells
    for currency in CURRENCIES:
        total = sum(value for key, value in expected.items() if key.split("|")[0] == currency)
        found = sum(each.gross[1] for each in overlaps if each.gross and each.currency == currency)
        assert found == pytest.approx(total)
    for each in overlaps:
        stated = {CURRENCIES[awards[int(name[1:])]["currency"]] for name in each.awards} - {""}
        assert each.mixed or len(stated) <= 1
        if each.gross and each.excess:
            assert 0 <= each.excess[0] <= each.excess[1] + 1e-9 <= each.gross[1] + 1e-8
            assert each.gross[0] <= each.gross[1]


def flagged(
    awards: list[Award], doubled: list[tuple[int, int]], day: int
) -> list[tuple[str, list[int], tuple[str, str, str]]]:
    """The cells in which a pair runs on the day, by currency, with the awards that run there."""
    running = [at for at, each in enumerate(awards) if each["start"] <= day < each["start"] + each["days"]]
    found = []
    for one, other in doubled:
        if one not in running or other not in running:
            continue
        named = {CURRENCIES[awards[at]["currency"]] for at in (one, other)} - {""}
        currency = "several" if len(named) > 1 else next(iter(named), "")
        for cell in cells_of(awards[one], awards[other]):
            fits = [
                at
                for at in running
                if stands(awards[at], cell)
                and (currency == "several" or CURRENCIES[awards[at]["currency"]] in (currency, ""))
            ]
            found.append((currency, fits, cell))
    return found


def rate(award: Award, currency: str) -> float:
    if award["amount"] is None or CURRENCIES[award["currency"]] != currency:
        return 0.0
    return float(max(award["amount"]) / award["days"])


Make = Callable[..., Network]
COLUMNS = (
    "id,funder,recipient,function,amount,amount_max,currency,targets,areas,pooled_id,passed_on_from,start_date,end_date"
)
BASE = {
    "functions": "id,name,parent\nf,f,\ng,g,f",
    "areas": "id,name,parent\nU,U,\nV,V,U",
    "equality_groups": "id,name\nG,G",
    "partnerships": "id,name\nP,P",
}


def award_line(prefix: str, at: int, dice: random.Random) -> str:
    """One made-up award; two are in one agreement and one is paid out of the first."""
    cells = (
        f"{prefix}{at:02}",
        f"{prefix}F{dice.randrange(3)}",
        f"{prefix}R{dice.randrange(4)}",
        dice.choice("fg"),
        str(dice.randrange(1, 90)),
        "" if at % 3 else "99",
        "GBP",
        dice.choice(["", "", "G"]),
        dice.choice("UV"),
        "p" if at in (3, 4) else "",
        f"{prefix}00" if at == 9 else "",
        f"2025-0{dice.randrange(1, 9)}-01",
        f"2026-0{dice.randrange(1, 9)}-01",
    )
    return ",".join(cells)


def asked(make: Make, prefix: str, seed: int, *, isolate: bool = False) -> DuplicationResult:
    """One made-up register, its awards and bodies named by a prefix and its rows in an order of the seed."""
    dice, mixed = random.Random(7), random.Random(seed)
    awards = [award_line(prefix, at, dice) for at in range(12)]
    bodies = [f"{prefix}{name},{prefix}{name},third_sector" for name in ("F0", "F1", "F2", "R0", "R1", "R2", "R3")]
    seats = [f"{prefix}s{at},P,{prefix}{name}" for at, name in enumerate(("F0", "R0", "R1"))]
    bodies += ["Isolate,Isolate,third_sector"] * isolate
    for rows in (awards, bodies, seats):
        mixed.shuffle(rows)
    tables = {
        "funding": "\n".join([COLUMNS, *awards]),
        "organisations": "\n".join(["id,name,sector", *bodies]),
        "seats": "\n".join(["id,partnership,organisation", *seats]),
    }
    return duplication(make(**BASE, **tables), as_of="2025-12-01")


def document(result: DuplicationResult, prefix: str) -> Any:
    """The result as plain values, without the prefix of its names."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        return value.replace(prefix, "") if isinstance(value, str) else value

    return plain(result.to_dict())


def test_order_names_and_isolates_change_nothing(network_of: Make) -> None:
    first = document(asked(network_of, "x:", 1), "x:")
    assert first["values"]["overlaps_counted"] and first["details"]["independence"]
    assert document(asked(network_of, "x:", 2), "x:") == first
    assert document(asked(network_of, "y:", 3), "y:") == first
    assert document(asked(network_of, "x:", 1, isolate=True), "x:") == first


def test_nothing_is_called_a_saving(network_of: Make) -> None:
    assert "saving" not in str(asked(network_of, "x:", 1).to_dict()).lower()
