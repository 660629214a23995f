"""Cells that name other records: found, made into stubs, asked about when two would fit, refused under --strict."""

from __future__ import annotations

from pathlib import Path

import pytest

from netmap.sources.dataset import Dataset
from netmap.sources.reading import read_source

TWO_NAMES = "id,name\no1,Age Help\no2,age help\no3,CVS\n"


def read(folder: Path, strict: bool = False, **tables: str) -> Dataset:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_source(folder, strict=strict)


def test_a_name_that_two_records_share_is_asked_about(tmp_path: Path) -> None:
    dataset = read(
        tmp_path, organisations=TWO_NAMES, seats="partnership,organisation\nBoard,Age Help\nBoard,o2\nBoard,CVS\n"
    )
    (refusal,) = dataset.ledger.refusals
    assert (refusal.cell, refusal.value) == ("seats!B2", "Age Help")
    assert refusal.reason == "names more than one record (Age Help)"
    assert refusal.fix == "Write the id instead: o1 or o2."


def test_a_name_that_two_kinds_share_is_settled_by_a_prefix(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        themes="name\nhealth\n",
        equality_groups="name\nhealth\nyouth\n",
        organisations="name\nYouth\n",
        seats="id,partnership,speaks_for\n1,B,health\n2,B,group: Health\n3,B,theme:health|organisation:youth\n4,B,x\n",
    )
    (refusal,) = dataset.ledger.refusals
    assert (refusal.cell, refusal.fix) == ("seats!C2", "Put 'group:', 'theme:' or 'organisation:' before it.")
    said = {
        (kind[2], *pair)
        for kind, rows in dataset.records.relationships.items() if kind[0] == "SPEAKS_FOR"
        for pair in zip(rows["from_id"], rows["to_id"], strict=True)
    }  # fmt: skip
    source = dataset.name
    assert said == {
        ("EqualityGroup", "2", f"{source}:health"),
        ("Theme", "3", f"{source}:health"),
        ("Organisation", "3", f"{source}:youth"),
        ("Organisation", "4", f"{source}:x"),
    }


@pytest.mark.parametrize(
    ("cell", "fix"),
    [("Age Halp", "Did you mean Age Help?"), ("AGE HALP", "Did you mean Age Help?"), ("Zzz", "Add a row for it")],
)
def test_strict_refuses_an_unknown_name_and_gives_the_nearest(tmp_path: Path, cell: str, fix: str) -> None:
    tables = {"organisations": f"name,member_of\nAge Help,\nCVS,Age Help|{cell}\n"}
    (refusal,) = read(tmp_path, strict=True, **tables).ledger.refusals
    assert refusal.cell == "organisations!B3"
    assert refusal.reason == f"names a record that no table has ({cell})" and fix in refusal.fix
    assert read(tmp_path, **tables).ledger.refusals == []


def test_strict_keeps_what_names_only_known_records(tmp_path: Path) -> None:
    tables = {"partnerships": "name\nBoard\n", "organisations": "name,groups_asked\nA,all\n", "seats": (
        "partnership,representative,organisation,speaks_for\nboard,Ann,a,none\nBoard,,A,A\n"
    )}  # fmt: skip
    assert read(tmp_path, strict=True, **tables).ledger.refusals == []


def test_none_is_no_name_and_blank_is_not_recorded(tmp_path: Path) -> None:
    seats = "id,partnership,speaks_for\n1,Board,None\n2,Board,\n3,Board,none|A\n"
    dataset = read(tmp_path, seats=seats)
    seat = dataset.records.nodes["Seat"].set_index("id")["mandate_recorded"]
    assert seat.to_dict() == {"1": True, "2": None, "3": True}
    assert len(dataset.records.relationships["SPEAKS_FOR", "Seat", "Organisation"]) == 1


def test_lists_are_split_by_one_mark_and_repeats_count_once(tmp_path: Path) -> None:
    dataset = read(tmp_path, organisations="name,themes\nA,x|y; z|x||\nB,x; y\nC,|\nD,x\n")
    rows = dataset.records.relationships["WORKS_ON", "Organisation", "Theme"]
    names = dict(zip(dataset.records.nodes["Theme"]["id"], dataset.records.nodes["Theme"]["name"], strict=True))
    found: dict[str, list[str]] = {}
    for start, end in zip(rows["from_id"], rows["to_id"], strict=True):
        found.setdefault(start[-1], []).append(names[end])
    assert found == {"a": ["x", "y; z"], "b": ["x", "y"], "d": ["x"]}


def test_an_award_is_passed_on_from_the_award_that_is_named(tmp_path: Path) -> None:
    dataset = read(tmp_path, funding="id,funder,recipient,passed_on_from\na,X,Y,\nb,Y,Z,A\nc,Y,Z,old award\n")
    rows = dataset.records.relationships["PASSED_ON_FROM", "Award", "Award"]
    assert dict(zip(rows["from_id"], rows["to_id"], strict=True)) == {"b": "a", "c": f"{dataset.name}:old-award"}
    assert dataset.ledger.tables["funding"].stubs == 1


def test_what_a_refused_row_says_of_its_parent_makes_no_circle(tmp_path: Path) -> None:
    rows = "id,name,parent,member_of\n1,A,2,Twin\n2,B,1,\n3,Twin,,\n4,Twin,,\n"
    dataset = read(tmp_path, organisations=rows)
    assert [refusal.cell for refusal in dataset.ledger.refusals] == ["organisations!D2"]
    assert dataset.records.relationships["BRANCH_OF", "Organisation", "Organisation"]["from_id"].tolist() == ["2"]
