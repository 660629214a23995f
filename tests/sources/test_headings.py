"""Which table a sheet is, and what its headings mean; what could be read in two ways is asked about."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from netmap.errors import InputError
from netmap.sources.headings import SHEET_NAMES, find_table, heading_key
from netmap.sources.raw import Sheet
from netmap.sources.reading import read_source

GOOD = "name\nbuses\n"


def sheet(name: str, *rows: list[str | None]) -> Sheet:
    cells = pd.DataFrame(list(rows), dtype=object)
    return Sheet(f"{name}.csv", "", cells.set_axis(range(1, len(rows) + 1), axis=0))


def table_of(name: str, *rows: list[str | None]) -> str | None:
    found = find_table(sheet(name, *rows))
    return found.name if found else None


def refused(folder: Path, **tables: str) -> InputError:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_source(folder)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("name", "table"), [*SHEET_NAMES.items(), ("Seats", "seats"), ("Equality Groups", "equality_groups")]
)
def test_a_sheet_is_known_by_its_name(name: str, table: str) -> None:
    assert table_of(name, ["whatever"]) == table


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (["Id", "Label", "Type", "Tags"], "organisations"),
        (["Id", "Label"], "organisations"),
        (["Name", "Type", "Visible"], "organisations"),
        (["Primary Organization", "Sector", "Primary Org Function"], "organisations"),
        (["Partnership", "Representative", "Organisation", "Role"], "seats"),
        (["funder", "recipient", "amount"], "funding"),
        (["Colour", "Size"], None),
        (["name"], None),
    ],
)
def test_a_sheet_of_another_name_is_known_by_its_whole_heading_row(headings: list[str], table: str | None) -> None:
    assert table_of("export", headings, ["x"] * len(headings)) == table


@pytest.mark.parametrize("headings", [["From", "To", "Type"], ["Source", "Target", "Weight"], ["Label", "From", "To"]])
def test_ends_that_could_mean_two_things_are_refused(headings: list[str]) -> None:
    with pytest.raises(InputError, match="cannot tell what the joining means"):
        table_of("export", headings, ["x", "y", "z"])


@pytest.mark.parametrize("heading", [" Start Date* ", "start_date", "START-DATE", "Start  date"])
def test_spellings_of_a_heading(heading: str) -> None:
    assert heading_key(heading) == "start_date"


def test_headings_in_any_order_with_others_between(tmp_path: Path) -> None:
    (tmp_path / "seats.csv").write_text("Board,Colour,Person,Organization,Start\nB,red,Ann,A,2024\n")
    dataset = read_source(tmp_path)
    holds = dataset.records.relationships["HOLDS", "Representative", "Seat"].iloc[0]
    assert holds["start_date"] == "2024"
    assert dataset.records.nodes["Seat"].iloc[0]["colour"] == "red"
    assert dataset.ledger.notices == ["seats.csv: kept as extra columns: Colour."]


def test_a_title_above_the_headings_is_left_out_aloud_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("Our themes,\n,\nname,parent\nbuses,\nrail,RAIL\n")
    ledger = read_source(tmp_path).ledger
    assert ledger.notices == ["themes.csv: 1 row(s) above the headings are left out."]
    assert ledger.refusals[0].address() == "themes!B5"


def test_two_rows_of_headings(tmp_path: Path) -> None:
    (tmp_path / "seats.csv").write_text("Where,Who,\npartnership,representative,organisation\nBoard,Ann,A\n")
    ledger = read_source(tmp_path).ledger
    assert ledger.tables["seats"].loaded == 1
    assert ledger.notices == ["seats.csv: 1 row(s) above the headings are left out."]


def test_a_column_that_every_row_needs(tmp_path: Path) -> None:
    fault = refused(tmp_path, seats="Partnershp,organisation\nB,A\n")
    assert "has no column partnership" in fault.message and fault.details["column"] == "partnership"
    assert fault.hint == "Is Partnershp meant? Rename it to partnership."
    assert (
        refused(tmp_path, seats="representative,organisation\nB,A\n").hint == "Add a column partnership and fill it in."
    )


def test_a_blank_heading_above_values(tmp_path: Path) -> None:
    fault = refused(tmp_path, seats="partnership,,organisation\nB,x,A\n")
    assert "values in column B but no heading" in fault.message and fault.details["column"] == "B"


def test_a_blank_column_needs_no_heading(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("name,,parent\nbuses,,transport\n")
    assert read_source(tmp_path).ledger.tables["themes"].loaded == 1


def test_merged_headings_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "seats"
    for row in (["partnership", "organisation", None], ["Board", "A", "Ann"]):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match=r"column C but no heading above them \(merged cells: B1:C1\)"):
        read_source(tmp_path / "book.xlsx")


def test_two_headings_for_one_column(tmp_path: Path) -> None:
    assert (
        "two columns that mean partnership: partnership and Board"
        in refused(tmp_path, seats="partnership,Board,organisation\nB,B,A\n").message
    )


def test_a_table_without_any_known_heading(tmp_path: Path) -> None:
    assert "has no row of headings that netmap knows" in refused(tmp_path, themes="x,y\n1,2\n").message


def test_a_folder_without_a_table(tmp_path: Path) -> None:
    fault = refused(tmp_path, notes="x,y\n1,2\n")
    assert "holds no table that netmap knows" in fault.message and "netmap init" in fault.hint
    (tmp_path / "notes.csv").unlink()
    assert "holds no table" in refused(tmp_path).message


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file or folder"):
        read_source(tmp_path / "nowhere")


def test_an_unknown_sheet_is_left_out_aloud(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("x,y\n1,2\n")
    (tmp_path / "themes.csv").write_text(GOOD)
    (tmp_path / ".hidden.csv").write_text(GOOD)
    ledger = read_source(tmp_path).ledger
    assert ledger.notices == ["Left out: notes.csv is no table that netmap knows."]
    assert ledger.tables["themes"].read == 1


def test_a_table_of_headings_alone_is_an_empty_table(tmp_path: Path) -> None:
    for name, text in {"seats": "partnership,organisation\n", "funding": "funder,recipient\n", "themes": GOOD}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    dataset = read_source(tmp_path)
    assert dataset.records.counts() == {"Theme": 1}
    assert dataset.ledger.tables["seats"].read == 0
