"""What `read_sheets` makes of good files: every cell as a person sees it, every row with its own number."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from netmap.errors import InputError
from netmap.sources.files.tabular import read_sheets
from netmap.sources.raw import Sheet

Write = Callable[..., Path]


def read_text(path: Path, content: bytes) -> Sheet:
    path.write_bytes(content)
    (sheet,), notices = read_sheets(path)
    assert notices == []
    return sheet


def rows_of(sheet: Sheet) -> dict[int, list[str | None]]:
    return {int(number): list(row) for number, row in zip(sheet.cells.index, sheet.cells.to_numpy(), strict=True)}


def test_a_csv_file_is_one_sheet_of_stripped_text(tmp_path: Path) -> None:
    sheet = read_text(tmp_path / "a.csv", b"name, code\n Age Well ,007\nNA,\n")
    assert (sheet.file, sheet.name, sheet.merged) == ("a.csv", "", ())
    assert rows_of(sheet) == {1: ["name", "code"], 2: ["Age Well", "007"], 3: ["NA", None]}
    assert list(sheet.cells.columns) == [0, 1]


def test_rows_keep_the_number_a_spreadsheet_shows(tmp_path: Path) -> None:
    content = b'name,note\n\nx,"two\r\nlines"\n,\n\n"y","three\nmore\nlines"\nz\n'
    assert rows_of(read_text(tmp_path / "a.csv", content)) == {
        1: ["name", "note"],
        3: ["x", "two\nlines"],
        6: ["y", "three\nmore\nlines"],
        7: ["z", None],
    }


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"Our list\nname,kind\nx,y,z\n\nw\n",
            {1: ["Our list", None, None], 2: ["name", "kind", None], 3: ["x", "y", "z"], 5: ["w", None, None]},
        ),
        (b"\n\na,b\n", {3: ["a", "b"]}),
        (b"a,b,,,\nc,d,,,\n", {1: ["a", "b"], 2: ["c", "d"]}),
        (b"a,,c\n", {1: ["a", None, "c"]}),
        (b"a,b\rc,d\r", {1: ["a", "b"], 2: ["c", "d"]}),
        (b'a,"say ""no"""\n', {1: ["a", 'say "no"']}),
    ],
)
def test_ragged_rows_and_blank_edges(tmp_path: Path, content: bytes, expected: dict[int, list[str | None]]) -> None:
    assert rows_of(read_text(tmp_path / "a.csv", content)) == expected


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (b"name;amount\nx;12,5\ny;13,5\n", ["name", "amount"]),
        (b"name\tamount\nx, y\t12,5\n", ["name", "amount"]),
        (b"name,themes\nx,a;b\ny,c;d;e\n", ["name", "themes"]),
        (b"names\na;b\n", ["names", None]),
        (b"Our list\nname;kind\nx;y\n", ["Our list", None]),
        (b'"name, in full";kind\n"x, y";z\n', ["name, in full", "kind"]),
        (b'name,note\nx,"a;b;c"\n', ["name", "note"]),
    ],
)
def test_the_separator_is_found(tmp_path: Path, content: bytes, first: list[str | None]) -> None:
    assert rows_of(read_text(tmp_path / "a.csv", content))[1] == first


@pytest.mark.parametrize("ending", [".tsv", ".tab", ".txt", ".CSV"])
def test_other_endings_of_text(tmp_path: Path, ending: str) -> None:
    assert rows_of(read_text(tmp_path / f"a{ending}", b"name\tkind\n")) == {1: ["name", "kind"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    text = ("\ufeff" if encoding == "utf-16-be" else "") + "name,amount\nCaffè Åsa,£5\n"
    assert rows_of(read_text(tmp_path / "a.csv", text.encode(encoding))) == {
        1: ["name", "amount"],
        2: ["Caffè Åsa", "£5"],
    }


def test_windows_1252_is_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("name,amount\nCaffè “Åsa”,£5 – €6\n".encode("cp1252"))
    (sheet,), (notice,) = read_sheets(path)
    assert rows_of(sheet)[2] == ["Caffè “Åsa”", "£5 – €6"]
    assert "'old.csv'" in notice and "Windows-1252" in notice


def test_bytes_of_no_known_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"name\nCaf\x81\x8d\n")
    with pytest.raises(InputError, match="CSV UTF-8"):
        read_sheets(path)


def test_a_late_accent_is_still_found(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(b"name\n" + b"plain\n" * 400_000 + "Caffè\n".encode("cp1252"))
    (sheet,), notices = read_sheets(path)
    assert sheet.cells.iloc[-1, 0] == "Caffè" and len(notices) == 1


def test_values_of_a_workbook_are_shown_as_a_person_sees_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    moment = datetime.datetime(2024, 3, 9, 14, 30)
    book.active.append([12000.0, 0.1 + 0.2, -5, 1e21, True, False, "007", " x ", "NA", "a\nb"])
    book.active.append([datetime.datetime(2024, 3, 9), datetime.date(2024, 3, 9), moment, datetime.time(9, 5)])
    book.save(tmp_path / "a.xlsx")
    (sheet,), _ = read_sheets(tmp_path / "a.xlsx")
    assert rows_of(sheet) == {
        1: ["12000", "0.3", "-5", "1000000000000000000000", "yes", "no", "007", "x", "NA", "a\nb"],
        2: ["2024-03-09", "2024-03-09", "2024-03-09 14:30:00", "09:05:00", *[None] * 6],
    }


def test_sheets_come_in_order_hidden_ones_too_and_ignored_ones_with_a_notice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "seats"
    for name in ("blank", "Notes (Ignore)", "themes"):
        book.create_sheet(name)
    for name in ("seats", "Notes (Ignore)", "themes"):
        book[name]["B3"] = name
    book["themes"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsm")
    sheets, notices = read_sheets(tmp_path / "a.xlsm")
    assert [(sheet.name, rows_of(sheet)) for sheet in sheets] == [
        ("seats", {3: [None, "seats"]}),
        ("themes", {3: [None, "themes"]}),
    ]
    assert notices == ["Sheet 'Notes (Ignore)' of 'a.xlsm' was left out, because its name says '(ignore)'."]


def test_a_workbook_of_ignored_sheets_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "draft (ignore)"
    book.active["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="outside the sheets to be ignored"):
        read_sheets(tmp_path / "a.xlsx")


def test_a_dimension_that_lies_is_not_believed(write_excel: Write) -> None:
    cells = '<row r="2"><c r="B2"><v>7</v></c></row>'
    for claim in ("A1", "A1:XFD1048576"):
        (sheet,), _ = read_sheets(write_excel(f'<dimension ref="{claim}"/><sheetData>{cells}</sheetData>'))
        assert rows_of(sheet) == {2: [None, "7"]}


def test_characters_that_excel_escapes_are_given_back(write_excel: Write) -> None:
    cell = '<c r="A1" t="inlineStr"><is><t>a_x000D_\nb_x000B_c_x005F_x000B_</t></is></c>'
    (sheet,), _ = read_sheets(write_excel(f'<sheetData><row r="1">{cell}</row></sheetData>'))
    assert rows_of(sheet) == {1: ["a\nb\x0bc_x000B_"]}


ODS_CELLS = {
    'office:value-type="float" office:value="12000.0"><text:p>£12,000</text:p>': "12000",
    'office:value-type="currency" office:value="1234.5"><text:p>£1,234.50</text:p>': "1234.5",
    'office:value-type="date" office:date-value="2024-03-09"><text:p>09/03/24</text:p>': "2024-03-09",
    'office:value-type="date" office:date-value="2024-03-09T00:00:00"><text:p>9 Mar</text:p>': "2024-03-09",
    'office:value-type="date" office:date-value="2024-03-09T14:30:00"><text:p>9 Mar</text:p>': "2024-03-09 14:30:00",
    'office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>': "yes",
    'office:value-type="string"><text:p>007</text:p>': "007",
    'office:value-type="string" office:string-value="only here">': "only here",
    "><text:p>a<text:s text:c='2'/>b<text:tab/><text:span>c</text:span></text:p><text:p>d</text:p>": "a  b\tc\nd",
    'office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>x</text:p>': "x",
    "><draw:frame><text:p>in a picture</text:p></draw:frame>": None,
    'office:value-type="string" table:number-columns-repeated="2"><text:p>twice</text:p>': "twice",
}


def test_values_of_an_ods_are_shown_as_a_person_sees_them(write_ods: Write) -> None:
    cells = "".join(f"<table:table-cell {inside}</table:table-cell>" for inside in ODS_CELLS)
    rows = f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>"
    (sheet,), _ = read_sheets(write_ods(f'<table:table table:name="a">{rows}</table:table>'))
    assert rows_of(sheet) == {1: [*ODS_CELLS.values(), "twice"]}


def test_sheets_of_an_ods(write_ods: Write) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="{{}}">{cell}</table:table-row>'
    inside = (
        f'<table:table table:name="seats">{row.format(2, "a")}{row.format(1, "b")}</table:table>'
        f'<table:table table:name="x (ignore)">{row.format(1, "c")}</table:table>'
        f'<table:table table:name="copy"><table:table-source/>{row.format(1, "d")}</table:table>'
    )
    (sheet,), notices = read_sheets(write_ods(inside))
    assert (sheet.name, rows_of(sheet)) == ("seats", {1: ["a"], 2: ["a"], 3: ["b"]})
    assert len(notices) == 1 and "'x (ignore)'" in notices[0]
