"""A tool for people who live in spreadsheets is judged by what it says when the sheet is wrong.

Every case is tried with `check`, `report` and `load`: two plain lines or an address with a fix, the
exit code that DESIGN gives, and nothing half-written.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.cli.conftest import Run

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADINGS = ("partnership", "representative", "organisation", "voting")
ROWS = (("Town board", "A. B.", "Town charity", "yes"), ("Town board", "C. D.", "Town club", "no"))


def workbook(path: Path, *rows: tuple[object, ...], merge: str = "", blank: int = 0) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "seats"
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    for number in range(blank):
        sheet.cell(row=len(rows) + 1 + number, column=1).fill = PatternFill("solid", fgColor="FFEEEE")
    book.save(path)
    return path


def text(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(3000):
                part.write(b" " * 1_000_000)
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    text(path / "notes.txt", "nothing here")
    return path


UNUSABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty csv": (lambda desk: text(desk / "seats.csv", ""), "empty"),
    "empty xlsx": (lambda desk: text(desk / "seats.xlsx", ""), "empty"),
    "missing column": (lambda desk: text(desk / "seats.csv", "representative,organisation\nA,X\n"), "partnership"),
    "misspelt column": (lambda desk: text(desk / "seats.csv", "partnershp,organisation\nTown board,X\n"), "partnershp"),
    "merged headings": (
        lambda desk: workbook(
            desk / "seats.xlsx", ("partnership", "who", None), ("Town board", "A", "B"), merge="B1:C1"
        ),
        "merged",
    ),
    "old excel": (lambda desk: text(desk / "seats.xls", OLE + b"\0" * 2000), ".xlsx"),
    "password": (
        lambda desk: text(
            desk / "seats.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
        ),
        "password",
    ),
    "zip bomb": (lambda desk: bomb(desk / "seats.xlsx"), "unpack"),
    "folder without a table": (lambda desk: folder(desk / "notes"), "no table"),
    "csv called xlsx": (lambda desk: text(desk / "seats.xlsx", "partnership\nTown board\n"), "CSV"),
    "pdf called csv": (lambda desk: text(desk / "seats.csv", b"%PDF-1.7\n\x00\x01\x02 binary"), "PDF"),
    "malformed json": (lambda desk: text(desk / "grants.json", '{"grants": [,,]}'), "line 1"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_be_used_gets_two_plain_lines(case: str, run: Run, desk: Path) -> None:
    (desk / "try").mkdir()
    make, said = UNUSABLE[case]
    source = make(desk / "try")
    before = sorted(desk.rglob("*"))
    for words in (("check", source), ("report", source, "-o", "r.html"), ("load", source, "--into", "x.db")):
        done = run(*map(str, words))
        lines = done.stderr.strip().splitlines()
        assert (done.returncode, done.stdout, len(lines)) == (1, "", 2), done.stderr
        assert said.lower() in done.stderr.lower()
        assert all(line.rstrip().endswith((".", "?")) for line in lines)
    assert sorted(desk.rglob("*")) == before


REFUSED: dict[str, tuple[Callable[[Path], Path], str, int]] = {
    "formula error": (
        lambda desk: workbook(desk / "seats.xlsx", HEADINGS, *ROWS, ("Town board", "#REF!", "Town group", "yes")),
        "seats!B4",
        2,
    ),
    "formula never calculated": (
        lambda desk: workbook(desk / "seats.xlsx", HEADINGS, *ROWS, ("Town board", "=A2", "Town group", "yes")),
        "seats!B4",
        2,
    ),
    "row of totals": (
        lambda desk: workbook(desk / "seats.xlsx", HEADINGS, *ROWS, ("Total", None, None, "2")),
        "seats!A4",
        2,
    ),
    "second row of headings": (lambda desk: workbook(desk / "seats.xlsx", HEADINGS, HEADINGS, *ROWS), "seats!A2", 2),
    "blank where a value is needed": (
        lambda desk: workbook(desk / "seats.xlsx", HEADINGS, *ROWS, (None, "E. F.", "Town group", "yes")),
        "seats!A4",
        2,
    ),
    "neither yes nor no": (
        lambda desk: workbook(desk / "seats.xlsx", HEADINGS, *ROWS, ("Town board", "E. F.", "Town group", "perhaps")),
        "seats!D4",
        2,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_row_is_named_and_the_good_ones_are_loaded(case: str, run: Run, desk: Path) -> None:
    make, address, loaded = REFUSED[case]
    source = make(desk)
    done = run("check", str(source), "--format", "json")
    assert done.returncode == 3
    assert f'"loaded": {loaded}' in done.stdout
    assert f'"cell": "{address}"' in done.stdout
    said = run("report", str(source), "-o", "r.md")
    assert said.returncode == 3
    assert address in said.stderr and "Traceback" not in said.stderr
    assert (desk / "r.md").is_file()


def test_a_title_above_the_headings_is_passed_over_and_said(run: Run, desk: Path) -> None:
    source = workbook(desk / "seats.xlsx", ("Our seats, spring 2026",), HEADINGS, *ROWS)
    done = run("check", str(source))
    assert done.returncode == 0
    assert "1 row(s) above the headings" in done.stdout


def test_swapped_columns_are_noticed(run: Run, desk: Path) -> None:
    mine = desk / "mine" / "seats.csv"
    mine.write_text(mine.read_text().replace("representative,organisation,", "organisation,representative,", 1))
    done = run("check", "mine")
    assert "swapped" in done.stdout


def test_blank_styled_rows_cost_nothing(run: Run, desk: Path) -> None:
    source = workbook(desk / "seats.xlsx", HEADINGS, *ROWS, blank=50_000)
    assert '"loaded": 2' in run("check", str(source), "--format", "json").stdout


def test_a_bad_source_leaves_an_existing_report_and_store_alone(run: Run, desk: Path) -> None:
    run("load", "mine", "--into", "x.db")
    run("report", "mine", "-o", "r.html")
    before = {name: (desk / name).read_bytes() for name in ("x.db", "r.html")}
    bad = text(desk / "seats.csv", "")
    assert run("load", str(bad), "--into", "x.db").returncode == 1
    assert run("report", str(bad), "-o", "r.html").returncode == 1
    assert {name: (desk / name).read_bytes() for name in before} == before


DANGEROUS = ["=1+1", "+44", "-cmd", "@SUM(A1)", "\tx", "\nx", "＝1", "'=1"]


def test_what_netmap_writes_is_no_formula_and_reads_back_equal(run: Run, desk: Path) -> None:
    table = desk / "mine" / "partnerships.csv"
    heading, *rows = table.read_text(encoding="utf-8").splitlines()
    guarded = [name if name[0] != "'" else "'" + name for name in DANGEROUS]
    rows += [f'X{number},"{name}"' for number, name in enumerate(guarded)]
    table.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    question = "MATCH (p:Partnership) WHERE p.id STARTS WITH 'X' RETURN p.id AS id, p.name AS name ORDER BY id"
    words = ("--cypher", question, "--format", "json")
    before = run("query", "mine", *words)
    assert [row["name"] for row in json.loads(before.stdout)["table"]] == [name.strip() for name in DANGEROUS]
    for target in ("out", "out.xlsx", "out.ods"):
        assert run("import", "mine", "-o", target).returncode == 0
        assert run("query", target, *words).stdout == before.stdout
    written = (desk / "out" / "partnerships.csv").read_text(encoding="utf-8-sig")
    assert not any(cell.startswith(('"=', '"+', '"-', '"@', '"\t', '"\n', '"＝')) for cell in written.split(","))
