"""Files that netmap writes: nothing in them runs, everything comes back, and no write destroys what was there."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import TableCell

from netmap.errors import InputError
from netmap.sources.files.cells import clean, escape_for_excel, protect, unescape_from_excel
from netmap.sources.files.tabular import read_sheets
from netmap.sources.files.writing import write_csv_tables, write_workbook

DANGEROUS = "=+-@\t\r\n＝＋－＠"
ATTACKS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1+1",
    "''-x",
    "- Trustees",
    " =1+1",
    "=",
]
HARMLESS = ["-5", "+3.2", "-1e5", "-.5", "'quoted'", "it's", "a=b", "x@example.org", "2024-03-09"]

text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
tricky = st.text("'=+-@\t\r\n＝ a1_x000B;,\"\x0b\u00a0", max_size=8)
writable_text = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
writable_tricky = st.text("'=+-@\t\r\n＝ a1_x000B;,\"\u00a0", max_size=8)


def tables_of(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    shapes = st.integers(1, 4)
    return shapes.flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5))


def kept(cell: str) -> str | None:
    """What must come back: the text without white space at its ends and with plain line feeds."""
    return cell.strip().replace("\r\n", "\n").replace("\r", "\n") or None


def come_back(rows: list[list[str]], write: Callable[[Path, pd.DataFrame], Path]) -> bool:
    table = pd.DataFrame(rows, dtype=object)
    table.columns = [f"c{place}" for place in range(len(table.columns))] if rows else []
    if not rows:
        table = pd.DataFrame({"c0": []})
    with TemporaryDirectory() as folder:
        (sheet,), _ = read_sheets(write(Path(folder), table))
    found = {int(number): list(row) for number, row in zip(sheet.cells.index, sheet.cells.to_numpy(), strict=True)}
    expected = {number: [kept(cell) for cell in row] for number, row in enumerate(rows, start=2)}
    filled = {number: row for number, row in expected.items() if any(row)}
    return found == {1: list(table.columns)} | filled


@given(tables_of(text | tricky))
@settings(max_examples=500, deadline=None)
def test_any_text_comes_back_from_csv(rows: list[list[str]]) -> None:
    assert come_back(rows, lambda folder, table: write_csv_tables(folder, {"a": table})[0])


@given(tables_of(text | tricky))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_from_excel(rows: list[list[str]]) -> None:
    assert come_back(rows, lambda folder, table: write_workbook(folder / "a.xlsx", {"a": table}))


@given(tables_of(writable_text | writable_tricky))
@settings(max_examples=60, deadline=None)
def test_any_text_that_xml_can_hold_comes_back_from_ods(rows: list[list[str]]) -> None:
    assert come_back(rows, lambda folder, table: write_workbook(folder / "a.ods", {"a": table}))


@given(text | tricky)
def test_no_written_text_begins_with_a_dangerous_character(cell: str) -> None:
    written = protect(cell)
    bare = written.lstrip(" \u00a0")
    number = bare.strip().lstrip("+-").replace(".", "", 1).replace("e", "", 1).replace("+", "").replace("-", "")
    assert not bare.startswith(tuple(DANGEROUS)) or number.replace("E", "").isdecimal()
    assert clean(written) == kept(cell)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_is_left_in_any_file(tmp_path: Path, attack: str) -> None:
    table = pd.DataFrame({attack: [attack, "x"]})
    (file,) = write_csv_tables(tmp_path, {"a": table})
    with file.open(encoding="utf-8-sig", newline="") as stream:
        written = [row[0] for row in csv.reader(stream)]
    book = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", {"a": table}))
    written += [cell.value for cell in book.active["A"]]
    assert {cell.data_type for cell in book.active["A"]} == {"s"}
    ods = load(write_workbook(tmp_path / "a.ods", {"a": table}))
    cells = ods.getElementsByType(TableCell)
    assert [cell.getAttribute("formula") for cell in cells] == [None] * 3
    written += [str(cell) for cell in cells]
    assert sum(cell.strip(" ").startswith("'") for cell in written) == 6
    for path in (file, tmp_path / "a.xlsx", tmp_path / "a.ods"):
        (sheet,), _ = read_sheets(path)
        assert sheet.cells[0].to_list() == [kept(attack), kept(attack), "x"]


@pytest.mark.parametrize("cell", HARMLESS)
def test_numbers_and_harmless_texts_stay_as_they_are(cell: str) -> None:
    assert protect(cell) == cell


@pytest.mark.parametrize("cell", ["_x000B_", "_x000D\x0b", "_\x0b", "_x005F_x000B_", "__x000b_", "\uffff"])
def test_what_excel_escapes_comes_back(cell: str) -> None:
    assert unescape_from_excel(escape_for_excel(cell)) == cell


def test_half_of_a_letter_is_shown_as_such_and_two_halves_are_one() -> None:
    assert unescape_from_excel("a _xD83D_ b _xD83D__xDE00_") == "a \ufffd b \U0001f600"


def test_csv_is_quoted_and_plain(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["Caffè", None], "amount": [-12000.0, None], "voting": [True, False]})
    table["amount"] = table["amount"].astype(object)
    (file,) = write_csv_tables(tmp_path / "new" / "folder", {"seats": table})
    assert file == tmp_path / "new" / "folder" / "seats.csv"
    expected = '"name","amount","voting"\r\n"Caffè","-12000","yes"\r\n"","","no"\r\n'
    assert file.read_bytes() == expected.encode("utf-8-sig")


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_workbook_keeps_order_and_types(tmp_path: Path, ending: str) -> None:
    when = pd.Timestamp("2024-03-09")
    table = pd.DataFrame({"n": [1.5, -2.0], "b": [True, False], "d": [when, when], "t": ["-5", None]})
    path = write_workbook(tmp_path / f"a{ending}", {"themes": table, "areas": table})
    sheets, _ = read_sheets(path)
    assert [sheet.name for sheet in sheets] == ["themes", "areas"]
    assert sheets[0].cells.to_numpy().tolist() == [
        ["n", "b", "d", "t"],
        ["1.5", "yes", "2024-03-09", "-5"],
        ["-2", "no", "2024-03-09", None],
    ]


def test_headings_of_a_workbook_are_bold_and_of_readable_size(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["x"]})
    heading, cell = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", {"a": table})).active["A"]
    assert heading.font.bold and not cell.font.bold
    assert heading.font.size >= 10 and cell.font.size >= 10


WRITE = """
import sys
import pandas as pd
from pathlib import Path
from netmap.sources.files.writing import write_workbook
write_workbook(Path(sys.argv[1]), {"a": pd.DataFrame({"name": ["x", "=y"]})})
"""


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_same_tables_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"1{ending}", tmp_path / f"2{ending}"
    subprocess.run([sys.executable, "-c", WRITE, str(first)], check=True)
    write_workbook(tmp_path / f"other{ending}", {"b": pd.DataFrame({"n": [1.5]})})
    write_workbook(second, {"a": pd.DataFrame({"name": ["x", "=y"]})})
    assert first.read_bytes() == second.read_bytes()


def test_a_cell_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["x", "y"], "note": ["fine", "a\x0bb"]})
    with pytest.raises(InputError, match=r"Cell B3 of table 'seats'.*\.ods.*\.xlsx or CSV"):
        write_workbook(tmp_path / "a.ods", {"seats": table})
    with pytest.raises(InputError, match=r"Cell A2 of table 'seats'.*Excel cuts off"):
        write_workbook(tmp_path / "a.xlsx", {"seats": pd.DataFrame({"name": ["x" * 32_768]})})
    for broken in ("\x00", "a\ud800"):
        with pytest.raises(InputError, match="Cell A2 of table 'seats'"):
            write_csv_tables(tmp_path, {"seats": pd.DataFrame({"name": [broken]}, dtype=object)})
    assert list(tmp_path.iterdir()) == []


def test_what_a_workbook_cannot_be_is_refused(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["x"]})
    with pytest.raises(InputError, match=r"\.xlsx or \.ods"):
        write_workbook(tmp_path / "a.xls", {"a": table})
    with pytest.raises(InputError, match="no table"):
        write_workbook(tmp_path / "a.xlsx", {})
    with pytest.raises(InputError, match="Write CSV files instead"):
        write_workbook(tmp_path / "a.xlsx", {"a": pd.DataFrame({"n": range(1_048_576)})})
    for name in ("a/b", "x" * 32, "", "../up", "'a"):
        with pytest.raises(InputError, match="cannot be the name"):
            write_workbook(tmp_path / "a.xlsx", {name: table})
        with pytest.raises(InputError, match="cannot be the name"):
            write_csv_tables(tmp_path, {name: table})
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_everything_as_it_was(tmp_path: Path) -> None:
    good, bad = pd.DataFrame({"name": ["new"]}), pd.DataFrame({"name": ["\x00"]})
    for name in ("a.csv", "b.csv", "a.ods"):
        (tmp_path / name).write_text("old")
    with pytest.raises(InputError):
        write_csv_tables(tmp_path, {"a": good, "b": bad})
    with pytest.raises(InputError):
        write_workbook(tmp_path / "a.ods", {"a": good, "b": bad})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(
        ("a.csv", "b.csv", "a.ods"), "old"
    )


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    table = pd.DataFrame({"name": ["x"]})
    (tmp_path / "file").write_text("old")
    (tmp_path / "a.xlsx").mkdir()
    for write in (
        lambda: write_csv_tables(tmp_path / "file", {"a": table}),
        lambda: write_workbook(tmp_path / "file" / "a.xlsx", {"a": table}),
        lambda: write_workbook(tmp_path / "a.xlsx", {"a": table}),
    ):
        with pytest.raises(InputError, match="cannot be written"):
            write()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "file"]
