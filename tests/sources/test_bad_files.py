"""Every bad file that a person may bring: it is refused in two plain sentences, or read for what it is."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from netmap.errors import InputError
from netmap.sources.files.cells import UNCALCULATED
from netmap.sources.files.safety import RATIO_FROM_BYTES
from netmap.sources.files.tabular import read_sheets

Write = Callable[..., Path]

ONE_CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def refusal(path: Path) -> str:
    """Read the file, which must be refused, and give both sentences."""
    with pytest.raises(InputError) as caught:
        read_sheets(path)
    error = caught.value
    assert path.name in error.message
    assert error.details["file"] == path.name
    assert error.message.endswith(".") and error.hint.endswith((".", "?"))
    assert "Traceback" not in str(error) and "Error" not in str(error)
    return f"{error.message} {error.hint}"


READ_ALONE = """
import sys, time
from pathlib import Path
from netmap.errors import InputError
from netmap.sources.files.tabular import read_sheets
start = time.process_time()
try:
    print(sum(len(sheet.cells) for sheet in read_sheets(Path(sys.argv[1]))[0]))
except InputError as error:
    print(error.message)
print(time.process_time() - start)
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""


class Alone(NamedTuple):
    """What came of a reading in a process of its own: rows or the refusal, seconds of the processor, peak memory in kB.

    Time is the process's own, so that a bound on it says what the work costs and not how busy the machine is.
    """

    said: str
    seconds: float
    peak: int


def read_alone(path: Path) -> Alone:
    command = [sys.executable, "-c", READ_ALONE, str(path)]
    said, seconds, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return Alone(said, float(seconds), int(peak))


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def bomb(path: Path, size: int, name: str = "xl/worksheets/sheet1.xml") -> Path:
    """Write an archive that unpacks to `size` zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(name, "w", force_zip64=True) as stream:
            for _ in range(size // 10_000_000):
                stream.write(b"0" * 10_000_000)
    return path


def claim_small(path: Path) -> None:
    """Overwrite the sizes in the zip directory, so that the header claims one byte for each part."""
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(sign)
        while place >= 0:
            data[place + at : place + at + 4] = (1).to_bytes(4, "little")
            place = data.find(sign, place + 4)
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["empty.csv", "empty.xlsx", "empty.ods"])
def test_an_empty_file_is_named_and_may_be_saved_again(tmp_path: Path, name: str) -> None:
    words = refusal(put(tmp_path / name, b""))
    assert "is empty" in words and "Save it again" in words


@pytest.mark.parametrize("content", [b"\n\n\n", b",,\n,,\n", b"\xef\xbb\xbf", b"  \t \n"])
def test_a_file_of_blanks_is_empty_too(tmp_path: Path, content: bytes) -> None:
    assert "holds no filled cell" in refusal(put(tmp_path / "blank.csv", content))


def test_a_workbook_without_a_filled_cell_is_empty(write_excel: Write, write_ods: Write) -> None:
    assert "holds no filled cell" in refusal(write_excel('<sheetData><row r="3"><c r="A3" s="0"/></row></sheetData>'))
    assert "holds no filled cell" in refusal(write_ods('<table:table table:name="a"/>'))


def test_what_is_not_there_gets_a_near_name(tmp_path: Path) -> None:
    put(tmp_path / "organisations.csv", b"name\nx\n")
    assert "Did you mean 'organisations.csv'?" in refusal(tmp_path / "organisation.csv")
    assert "Check the name" in refusal(tmp_path / "nowhere" / "zzz.csv")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "tables.csv").mkdir()
    assert "is a folder" in refusal(tmp_path / "tables.csv")


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    words = refusal(loop)
    assert "cannot be opened" in words and "check that you may read it" in words


@pytest.mark.parametrize("name", ["partners.numbers", "partners.docx", "partners", "partners.json"])
def test_an_ending_that_netmap_does_not_know(tmp_path: Path, name: str) -> None:
    assert ".csv, .tsv" in refusal(put(tmp_path / name, b"name\nx\n"))


@pytest.mark.parametrize("name", ["old.xls", "old.xlsx", "old.csv"])
def test_the_old_excel_form_is_to_be_saved_anew(tmp_path: Path, name: str) -> None:
    assert "save it as .xlsx" in refusal(put(tmp_path / name, OLE))


def test_a_locked_workbook_says_password(tmp_path: Path, write_ods: Write) -> None:
    locked = put(tmp_path / "locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(96))
    assert "password" in refusal(locked) and "save a copy" in refusal(locked)
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    assert "password" in refusal(write_ods("", manifest=manifest))


def test_a_locked_zip_part_says_password(write_excel: Write) -> None:
    path = write_excel(ONE_CELL)
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + at] |= 1
    assert "password" in refusal(put(path, bytes(data)))


@pytest.mark.parametrize("lie", [False, True])
def test_a_zip_bomb_is_refused_quickly_and_in_little_memory(tmp_path: Path, lie: bool) -> None:
    path = bomb(tmp_path / "bomb.xlsx", 1_500_000_000)
    if lie:
        claim_small(path)
    assert path.stat().st_size < 3_000_000
    said, seconds, peak = read_alone(path)
    assert ("is damaged" if lie else "unpacks to more than 200,000,000 bytes") in said
    assert seconds < 20
    assert peak < 200_000


def test_a_small_bomb_is_refused_for_its_ratio(tmp_path: Path) -> None:
    path = bomb(tmp_path / "ratio.xlsx", 100_000_000, name="xl/media/image1.bin")
    size = path.stat().st_size
    assert size < 100_000_000 // 1000 and size > RATIO_FROM_BYTES // 1000
    assert "times its size" in refusal(path)


def test_an_archive_of_many_parts_is_refused(write_excel: Write) -> None:
    path = write_excel(ONE_CELL)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1_000):
            archive.writestr(f"xl/media/{number}", "")
    assert "1,005 parts" in refusal(path)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {letter} "{f"&{before};" * 10}">' for before, letter in zip("abcdefghi", "bcdefghij", strict=True)
)
ATTACKS = {
    "billion laughs": LAUGHS + "]>",
    "quadratic": f'<!DOCTYPE x [<!ENTITY j "{"A" * 100_000}">]>',
    "external": '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    "document type alone": '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_entities_and_document_types_are_refused(write_excel: Write, write_ods: Write, attack: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{"&j;" * 10_000}</t></is></c>'
    book = write_excel(f'<sheetData><row r="1">{cell}</row></sheetData>', before=ATTACKS[attack])
    sheet = '<table:table table:name="a"><table:table-row><table:table-cell><text:p>&j;</text:p>'
    ods = write_ods(sheet + "</table:table-cell></table:table-row></table:table>", before=ATTACKS[attack])
    for path in (book, ods):
        words = refusal(path)
        assert "document type" in words and "do not trust" in words


def test_an_attack_in_a_part_of_any_name_or_encoding_is_found(write_excel: Write) -> None:
    path = write_excel(ONE_CELL)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/harmless.bin", (ATTACKS["quadratic"] + "<x>&j;</x>").encode("utf-16"))
    assert "'xl/harmless.bin'" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "found", "fix"),
    [
        ("list.xlsx", b"name,kind\nx,y\n", "plain text", "change its ending to .csv"),
        ("list.ods", b"name,kind\nx,y\n", "plain text", "change its ending to .csv"),
        ("list.xlsx", b"<!DOCTYPE html><html><body>Log in</body></html>", "a web page", "log-in page"),
        ("list.csv", b"\n <HTML><table><tr><td>1</td></tr></table>", "a web page", "fetch it again"),
        ("list.xlsx", b"%PDF-1.7\n", "a PDF", "saved as .xlsx"),
        ("list.csv", b"%PDF-1.7\n", "a PDF", "saved as .csv"),
        ("list.csv", b'<?xml version="1.0"?><a/>', "an XML file", "saved as .csv"),
        ("list.csv", b'{"grants": []}', "a JSON file", "saved as .csv"),
        ("list.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "a picture", "saved as .csv"),
        ("list.csv", b"name\n" + bytes(range(256)) * 40, "binary data", "saved as .csv"),
        ("list.csv", b"name\n" + b"x" * 5000 + b"\x00", "binary data", "CSV UTF-8"),
        ("list.csv", b"name\n" + bytes([1, 2, 3, 200, 201, 130]) * 1000, "binary data", "CSV UTF-8"),
    ],
)
def test_wrong_content_is_named(tmp_path: Path, name: str, content: bytes, found: str, fix: str) -> None:
    words = refusal(put(tmp_path / name, content))
    assert found in words and fix in words


def test_a_packed_file_under_another_ending_is_named(tmp_path: Path, write_excel: Write, write_ods: Write) -> None:
    assert "an Excel workbook. Change its ending to .xlsx" in refusal(write_excel(ONE_CELL, "book.csv"))
    assert "an Excel workbook" in refusal(write_excel(ONE_CELL, "book2.ods"))
    assert "an OpenDocument spreadsheet. Change its ending to .ods" in refusal(write_ods("", "sheet.xlsx"))
    with zipfile.ZipFile(tmp_path / "tables.csv", "w") as archive:
        archive.writestr("organisations.csv", "name\nx\n")
    assert "a zip archive. Unpack it first" in refusal(tmp_path / "tables.csv")
    with zipfile.ZipFile(tmp_path / "minutes.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "a text document" in refusal(tmp_path / "minutes.xlsx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_or_garbled_workbook_is_damaged(write_excel: Write, share: float) -> None:
    path = write_excel("".join(["<sheetData>", *_rows(500), "</sheetData>"]))
    data = path.read_bytes()
    words = refusal(put(path, data[: int(len(data) * share)]))
    assert "is damaged" in words and "fresh copy" in words
    garbled = bytearray(data)
    place = data.find(b"sheet1.xml") + 40 + int(share * 300)
    garbled[place : place + 40] = bytes(40)
    assert "is damaged" in refusal(put(path, bytes(garbled)))


def _rows(count: int) -> list[str]:
    return [f'<row r="{row}"><c r="A{row}"><v>{row * 7919 % 1000}</v></c></row>' for row in range(1, count + 1)]


@pytest.mark.parametrize(
    "inside",
    [
        "<sheetData><row><c><v>1</row></sheetData>",
        '<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>many</v></c></row></sheetData>',
        '<sheetData><row r="one"><c r="??"><v>1</v></c></row></sheetData>',
    ],
)
def test_garbled_xml_is_damaged(write_excel: Write, inside: str) -> None:
    assert "is damaged" in refusal(write_excel(inside))


def test_a_million_blank_styled_rows_cost_little(write_excel: Write) -> None:
    styled = (f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(4, 1_048_577))
    path = write_excel(['<dimension ref="A1:A1048576"/><sheetData>', *_rows(3), *styled, "</sheetData>"])
    said, _, peak = read_alone(path)
    assert said == "3"
    assert peak < 150_000


def test_two_stray_cells_in_far_corners_cost_little(write_excel: Write) -> None:
    cells = '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'
    (sheet,), _ = read_sheets(write_excel(f"<sheetData>{cells}</sheetData>"))
    assert sheet.cells.index.to_list() == [1, 1_048_576]
    assert sheet.cells.loc[1].dropna().to_dict() == {16_383: "1"}


@pytest.mark.parametrize(
    "row", ['<row r="1048577"><c r="A1048577"><v>1</v></c></row>', '<row><c r="XFE1"><v>1</v></c></row>']
)
def test_a_cell_beyond_the_edge_is_refused(write_excel: Write, row: str) -> None:
    words = refusal(write_excel(f"<sheetData>{row}</sheetData>"))
    assert "organisations" in words and "Delete what stands far outside" in words


def test_one_long_text_in_many_cells_is_held_once(write_excel: Write) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{main}"><si><t> {"x" * 1_000_000} </t></si></sst>'
    types = (
        '<Override PartName="/xl/sharedStrings.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 5001))
    plain = write_excel(ONE_CELL, "plain.xlsx")
    with zipfile.ZipFile(plain) as archive:
        content_types = archive.read("[Content_Types].xml").decode().replace("</Types>", types)
    parts = {"[Content_Types].xml": content_types, "xl/sharedStrings.xml": strings}
    path = write_excel(f"<sheetData>{cells}</sheetData>", **parts)
    said, _, peak = read_alone(path)
    assert said == "5000"
    assert peak < 300_000


def ods_row(text: str, cell: str = "", row: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-row {row}><table:table-cell {cell}>{paragraph}</table:table-cell></table:table-row>"


def test_an_ods_of_giant_blank_repeats_costs_nothing(write_ods: Write) -> None:
    wide = 'table:number-columns-repeated="16384"'
    high = 'table:number-rows-repeated="1048570"'
    inside = ods_row("a") + ods_row("", wide, 'table:number-rows-repeated="4"') + ods_row("b") + ods_row("", wide, high)
    path = write_ods(f'<table:table table:name="a">{inside}</table:table>')
    (sheet,), _ = read_sheets(path)
    assert sheet.cells[0].to_dict() == {1: "a", 6: "b"}
    alone = read_alone(path)
    assert alone.seconds < 2
    assert alone.peak < 200_000


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ('table:number-columns-repeated="16384"', 'table:number-rows-repeated="1048576"'),
        ('table:number-columns-repeated="999999999"', ""),
        ("", 'table:number-rows-repeated="999999999"'),
    ],
)
def test_an_ods_of_giant_filled_repeats_is_refused(write_ods: Write, cell: str, row: str) -> None:
    words = refusal(write_ods(f'<table:table table:name="a">{ods_row("x", cell, row)}</table:table>'))
    assert "fills sheet 'a' as far as cell" in words


def test_an_ods_of_endless_blanks_is_refused(write_ods: Write) -> None:
    text = 'a<text:s text:c="999999999"/>b'
    assert "blanks" in refusal(write_ods(f'<table:table table:name="a">{ods_row(text)}</table:table>'))


def test_excel_error_values_stay_as_their_text(write_excel: Write) -> None:
    values = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!"]
    cells = "".join(f'<c t="e"><f>A9</f><v>{value}</v></c>' for value in values)
    (sheet,), _ = read_sheets(write_excel(f"<sheetData><row>{cells}</row></sheetData>"))
    assert sheet.cells.loc[1].to_list() == values


def test_ods_error_values_stay_as_their_text(write_ods: Write) -> None:
    cell = 'office:value-type="string" office:string-value="" table:formula="of:=A9"'
    (sheet,), _ = read_sheets(write_ods(f'<table:table table:name="a">{ods_row("#N/A", cell)}</table:table>'))
    assert sheet.cells.loc[1, 0] == "#N/A"


def test_a_formula_without_a_result_is_not_blank(write_excel: Write, write_ods: Write) -> None:
    cells = (
        '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f t="shared" si="0"/></c>'
    )
    (sheet,), _ = read_sheets(write_excel(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert sheet.cells.loc[1].to_list() == [UNCALCULATED, UNCALCULATED, "2", None, UNCALCULATED]
    rows = ods_row("", 'table:formula="of:=1+1"') + ods_row(
        "", 'table:formula="of:=x" office:value-type="string" office:string-value=""'
    )
    (sheet,), _ = read_sheets(write_ods(f'<table:table table:name="a">{rows}</table:table>'))
    assert sheet.cells[0].to_dict() == {1: UNCALCULATED}


def test_merged_cells_are_listed(write_excel: Write, write_ods: Write) -> None:
    merged = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A4"/></mergeCells>'
    (sheet,), _ = read_sheets(write_excel(ONE_CELL + merged))
    assert sheet.merged == ("A1:C1", "A2:A4")
    row = ods_row("x", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
    (sheet,), _ = read_sheets(write_ods(f'<table:table table:name="a">{ods_row("") + row}</table:table>'))
    assert sheet.merged == ("A2:C3",)


def test_a_quotation_mark_that_is_never_closed_is_placed(tmp_path: Path) -> None:
    words = refusal(put(tmp_path / "open.csv", b'name,kind\na,b\nc,"d\ne,f\n'))
    assert "Row 3" in words and "never closed" in words


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    words = refusal(put(tmp_path / "cell.csv", b'a\nb,c\n"' + b"x\n" * 200_000 + b'"\n'))
    assert "quotation mark" in words and "CSV UTF-8" in words


def test_a_row_that_is_far_too_long_is_refused(tmp_path: Path) -> None:
    words = refusal(put(tmp_path / "long.csv", b"a\n" + b"," * 20_000 + b"x\n"))
    assert "20,001 cells" in words


def test_broken_utf16_is_refused(tmp_path: Path) -> None:
    assert "no text in the encoding" in refusal(put(tmp_path / "half.csv", b"\xff\xfea\x00b\x00\x00\xd8"))
