"""Every kind of refusal: which cell, by its address; what stands there; why not; what would be right."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from netmap.sources.dataset import read_dataset
from netmap.sources.ledger import Refusal
from netmap.sources.raw import RawRefusal, RawSource, RawTable
from netmap.sources.reading import read_source
from netmap.sources.templates import write_tables

SEATS = "id,partnership,start_date,end_date,voting,capacity,organisation\n"
FUNDING = "id,funder,recipient,amount,amount_max,currency\n"


def refusals(folder: Path, strict: bool = False, **tables: str) -> list[Refusal]:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    dataset = read_source(folder, strict=strict)
    assert dataset.ledger.balances()
    return dataset.ledger.refusals


CELLS = [
    ("seats", SEATS + "1,Board,2024-13,,,,\n", "seats!C2", "start_date", "2024-13", "is not a date", "2024-03-09"),
    ("seats", SEATS + "1,Board,spring,,,,\n", "seats!C2", "start_date", "spring", "is not a date", "09/03/2024"),
    ("seats", SEATS + "1,Board,2024,2023,,,\n", "seats!D2", "end_date", "2023", "not after the start", "swap"),
    ("seats", SEATS + "1,Board,2024-05-01,1/5/2024,,,\n", "seats!D2", "end_date", "1/5/2024", "not after", "day after"),
    ("seats", SEATS + "1,Board,,,maybe,,\n", "seats!E2", "voting", "maybe", "neither yes nor no", "Write yes or no"),
    ("seats", SEATS + "1,Board,,,,represntative,\n", "seats!F2", "capacity", "represntative", "is not in the list",
     "Did you mean representative? Use one of: representative, expert, own_voice, observer."),
    ("seats", SEATS + "1,Board,,,,zzz,\n", "seats!F2", "capacity", "zzz", "is not in the list", "Use one of:"),
    ("seats", SEATS + "1,,2024,,,,\n", "seats!B2", "partnership", "", "is blank", "Fill in partnership"),
    ("funding", FUNDING + "1,X,Y,-5,,\n", "funding!D2", "amount", "-5", "is below zero", "without a minus sign"),
    ("funding", FUNDING + "1,X,Y,about 5,,\n", "funding!D2", "amount", "about 5", "is not a number", "digits only"),
    ("funding", FUNDING + "1,X,Y,5-7,,\n", "funding!D2", "amount", "5-7", "is a range", "amount_max"),
    ("funding", FUNDING + "1,X,Y,5 to 7,,\n", "funding!D2", "amount", "5 to 7", "is a range", "amount_max"),
    ("funding", FUNDING + f"1,X,Y,{'9' * 400},,\n", "funding!D2", "amount", "9" * 400, "is not a number", "digits"),
    ("funding", FUNDING + "1,X,Y,1e5,,\n", "funding!D2", "amount", "1e5", "is not a number", "digits only"),
    ("funding", FUNDING + "1,X,Y,7,5,\n", "funding!E2", "amount_max", "5", "is less than the amount", "Swap"),
    ("funding", FUNDING + "1,X,Y,7,,pounds\n", "funding!F2", "currency", "pounds", "not a currency code", "GBP"),
    ("funding", FUNDING + "1,X,,7,,\n", "funding!C2", "recipient", "", "is blank", "Fill in recipient"),
    ("funding", FUNDING + "1,X,Y,#REF!,,\n", "funding!D2", "amount", "#REF!", "formula", "Put the value itself"),
    ("funding", FUNDING + "1,#N/A,Y,,,\n", "funding!B2", "funder", "#N/A", "formula", "Put the value itself"),
    ("funding", FUNDING + "1,X,Y\x02Z,,,\n", "funding!C2", "recipient", "Y\x02Z", "cannot be shown", "by hand"),
    ("themes", "name,parent\na,A\n", "themes!B2", "parent", "A", "makes a circle", "Correct one"),
    ("themes", "name,parent\na,b\nb,a\n", "themes!B3", "parent", "a", "makes a circle", "Correct one"),
    ("themes", "name,parent\na,b\nb,c\nc,a\nd,a\n", "themes!B4", "parent", "a", "makes a circle", "Correct one"),
    ("partnerships", "name,parent\na,b\nb,a\n", "partnerships!B3", "parent", "a", "makes a circle", "Correct one"),
    ("themes", "name\na\nTotal:\n", "themes!A3", "name", "Total:", "row of totals", "Delete the row"),
    ("themes", "name,parent\na,\nname,parent\n", "themes!A3", "name", "name", "second row of headings", "one row"),
    ("organisations", "id,name,sector\n1,A,health\n1,A,police\n", "organisations!A3", "id", "1",
     "is the same record as organisations.csv, row 2 but says something else", "its own id"),
    ("organisations", "name,sector\nA,health\na,police\n", "organisations!A3", "name", "a",
     "is the same record as organisations.csv, row 2", "Make one row"),
    ("seats", SEATS + "1,Board,2024,,,,\n1,Other,2020,2021,,,\n", "seats!A3", "id", "1",
     "is the id of a seat on another partnership (seats.csv, row 2)", "its own id"),
    ("seats", SEATS + "1,Board,2022,,,,\n1,Board,2024,,,,\n", "seats!A3", "id", "1",
     "overlaps in time with another tenure of the same seat (seats.csv, row 2)", "dates to the day"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "address", "column", "value", "reason", "fix"), CELLS)
def test_a_refused_cell_is_named_with_its_reason_and_its_cure(
    tmp_path: Path, table: str, text: str, address: str, column: str, value: str, reason: str, fix: str
) -> None:
    (refusal,) = refusals(tmp_path, **{table: text})
    row = int("".join(letter for letter in address.partition("!")[2] if letter.isdigit()))
    assert (refusal.address(), refusal.table, refusal.file) == (address, table, f"{table}.csv")
    assert (refusal.row, refusal.column, refusal.value) == (row, column, value)
    assert reason in refusal.reason and fix in refusal.fix


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods"])
def test_the_address_in_a_workbook_is_the_cell_that_a_person_sees(tmp_path: Path, name: str) -> None:
    seats = pd.DataFrame([["1", "Board", None], [None, None, None], ["2", "Board", "nope"]], dtype=object)
    seats.columns = ["Ref", "Board", "Voting*"]
    write_tables(tmp_path / name, {"my seats": seats.rename(columns={"Ref": "id", "Board": "partnership"}),
                                   "themes": pd.DataFrame({"name": ["a", "a"], "parent": [None, "b"]})})  # fmt: skip
    first, second = read_source(tmp_path / name).ledger.refusals
    assert (first.file, first.sheet, first.cell, first.column) == (name, "my seats", "my seats!C4", "Voting*")
    assert second.cell == "themes!A3" and "themes, row 2" in second.reason


def test_a_row_is_refused_once_however_much_is_wrong_with_it(tmp_path: Path) -> None:
    (refusal,) = refusals(tmp_path, funding=FUNDING + "1,#REF!,Y,-5,x,pounds\n")
    assert refusal.column == "funder"


def test_a_formula_error_on_a_second_line_of_a_note_is_a_note(tmp_path: Path) -> None:
    assert refusals(tmp_path, themes='name,note\na,"see\n#REF! in the sheet"\n') == []


@pytest.mark.parametrize(
    "cell", ["12000", "12,000.50", "£12,000", "€ 5", "+7", "0", "0.5", " 1 000 "], ids=lambda cell: cell.strip()
)
def test_amounts_as_people_write_them(tmp_path: Path, cell: str) -> None:
    assert refusals(tmp_path, funding=f'id,funder,recipient,amount\n1,X,Y,"{cell}"\n') == []


def test_spellings_of_one_code_are_equal_rows(tmp_path: Path) -> None:
    rows = "id,name,sector,income,eligible\n1,A,VCSE,5,Y\n1,A,third sector,£5.0,yes\n"
    (tmp_path / "organisations.csv").write_text(rows)
    ledger = read_source(tmp_path).ledger
    assert (ledger.refusals, ledger.tables["organisations"].merged) == ([], 1)


def test_duplicates_and_circles_are_found_across_files(tmp_path: Path) -> None:
    found = refusals(tmp_path, orgs="id,name,parent\n1,A,2\n3,C,\n", organisations="id,name,parent\n2,B,1\n3,D,\n")
    assert sorted((item.address(), item.reason[:14]) for item in found) == [
        ("organisations!C2", "makes a circle"),
        ("orgs!A3", "is the same re"),
    ] or sorted((item.address(), item.reason[:14]) for item in found) == [
        ("orgs!A3", "is the same re"),
        ("orgs!C2", "makes a circle"),
    ]


def test_a_name_of_a_refused_row_is_still_named(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("name,parent\nUpper,Lower\nLower,Upper\n")
    themes = read_source(tmp_path).records.nodes["Theme"].set_index("name")["stub"]
    assert themes.to_dict() == {"Upper": None, "Lower": True}


def test_many_refusals_are_addressed_one_by_one(tmp_path: Path) -> None:
    rows = "".join(f"{number},X,Y,-{number}\n" for number in range(1, 301))
    found = refusals(tmp_path, funding="id,funder,recipient,amount\n" + rows)
    assert [(item.cell, item.value) for item in found] == [(f"funding!D{n + 1}", f"-{n}") for n in range(1, 301)]


def test_what_a_reader_refused_is_counted_with_the_rest() -> None:
    table = RawTable(
        "themes", pd.DataFrame({"name": ["a"]}, dtype=object), pd.Index([2]).to_numpy(), "x.json", merged=2
    )
    refused = RawRefusal("themes", "x.json", "", None, "name", "", "has no name", "Give it one.")
    ledger = read_dataset(RawSource("x", (table,), (refused,), ("A notice.",))).ledger
    count = ledger.tables["themes"]
    assert (count.read, count.loaded, count.merged, count.refused) == (4, 1, 2, 1)
    assert ledger.refusals[0].address() == "x.json" and ledger.notices == ["A notice."]
