"""The sheet of answers: what spreadsheet programs make of it reads back equal; what is wrong is named by its cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from netmap.errors import InputError
from netmap.sources.answers_file import COLUMNS, Filled, read_answers, write_answers

KNOWN = ("UND-D1", "UND-D2", "UND-X1", "FUN-D1")
EVIDENCE = "=HYPERLINK(café)"


def sheet(**cells: tuple[str, str]) -> pd.DataFrame:
    """Make the sheet of the four items; `UND_D1=("yes", "minutes")` fills answer and evidence in."""
    rows = []
    for item in KNOWN:
        answer, evidence = cells.get(item.replace("-", "_"), ("", ""))
        rows.append([item, "an area", "to do", f"-{item} in words", answer, evidence, "minutes", "not recorded"])
    return pd.DataFrame(rows, columns=list(COLUMNS))


def as_text(table: pd.DataFrame, separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([list(table.columns), *table.values.tolist()])
    return out.getvalue()


def read(path: Path, text: str) -> Filled:
    path.write_text(text, encoding="utf-8")
    return read_answers(path, known=KNOWN)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_whatever_a_spreadsheet_program_saves_reads_the_same(tmp_path: Path, encoding: str, separator: str) -> None:
    filled = sheet(UND_D1=("Yes", EVIDENCE), UND_D2=("N", ""), UND_X1=("Not  known", "asked in May"))
    path = tmp_path / "answers.csv"
    path.write_bytes(as_text(filled, separator).encode(encoding))
    found = read_answers(path, known=KNOWN)
    assert found.answers == {"UND-D1": "Y", "UND-D2": "N", "UND-X1": "U"}
    assert found.evidence == {"UND-D1": EVIDENCE, "UND-X1": "asked in May"}
    assert [notice for notice in found.notices if "Windows-1252" not in notice] == []
    assert ("Windows-1252" in " ".join(found.notices)) == (encoding == "cp1252")


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    sheet(FUN_D1=("y", "register")).to_excel(path, index=False)
    assert read_answers(path, known=KNOWN) == Filled({"FUN-D1": "Y"}, {"FUN-D1": "register"})


@pytest.mark.parametrize(
    ("written", "answer"),
    [("y", "Y"), ("YES", "Y"), ("No", "N"), ("n", "N"), ("u", "U"), ("unknown", "U"), ("NOT KNOWN", "U")],
)
def test_the_ways_to_write_an_answer(tmp_path: Path, written: str, answer: str) -> None:
    assert read(tmp_path / "a.csv", f"id,answer,evidence\nund-d1,{written},\n").answers == {"UND-D1": answer}


def test_what_is_blank_has_no_answer_and_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "Evidence,notes,ID ,Answer\nminutes,ours,UND-D2,\n,,,\n,,FUN-D1,no\n")
    assert found.answers == {"FUN-D1": "N"} and found.evidence == {"UND-D2": "minutes"}
    assert found.notices == (
        "The column 'notes' of 'a.csv' is not read.",
        "2 of 4 items have no row in 'a.csv': UND-D1 and UND-X1.",
    )


WRONG = [
    ("id,answer,evidence\nUND-D1,yes,\nUND-D11,yes,\n", "a.csv!A3 (id): 'UND-D11' is not an item", "UND-D1?", 3),
    ("id,answer,evidence\nchairs,yes,\n", "a.csv!A2 (id): 'chairs' is not an item", "from UND-D1 to FUN-D1", 2),
    ("id,evidence,answer\nUND-D2,,perhaps\n", "a.csv!C2 (answer): 'perhaps' is not an answer to UND-D2", "yes, no", 2),
    ("id,answer,evidence\nUND-D1,yes,\n\nund-d1,yes,\n", "a.csv!A4 (id): 'und-d1' stands in row 2 too", "one of", 4),
    ("id,answer,evidence\n,yes,\n", "a.csv!A2 (id): names no item", "UND-D1", 2),
    ("id,anwser,evidence\nUND-D1,yes,\n", "Row 1 of 'a.csv' lacks the heading answer.", "'anwser'", 1),
    ("UND-D1,yes,minutes\n", "lacks the headings id, answer and evidence.", "--template", 1),
    ("id,answer,answer,evidence\n", "a.csv!C1 (answer): 'answer' is a heading that stands there twice", "out", 1),
]


@pytest.mark.parametrize(("text", "message", "hint", "row"), WRONG, ids=[message for _, message, _, _ in WRONG])
def test_what_is_wrong_is_named_by_its_cell(tmp_path: Path, text: str, message: str, hint: str, row: int) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a.csv", text)
    assert message in caught.value.message and hint in caught.value.hint
    assert (caught.value.details["file"], caught.value.details["row"]) == ("a.csv", row)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"\x00\x01\x02" * 50, "binary data"),
        ("a.csv", b"%PDF-1.7 \n", "PDF"),
        ("a.csv", b"", "empty"),
        ("a.docx", b"id,answer,evidence\n", "not a kind of file that netmap reads"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / name, known=KNOWN)
    assert said in caught.value.message and caught.value.hint


def test_the_sheet_reads_back_equal_and_holds_no_formula(tmp_path: Path) -> None:
    rows = sheet(UND_D1=("yes", EVIDENCE), FUN_D1=("no", "'quoted'"))
    path = write_answers(tmp_path / "answers.csv", rows, known=KNOWN)
    assert read_answers(path, known=KNOWN) == Filled(
        {"UND-D1": "Y", "FUN-D1": "N"}, {"UND-D1": EVIDENCE, "FUN-D1": "'quoted'"}
    )
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'-UND-D1 in words" in cells and "'" + EVIDENCE in cells
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_empty_sheet_is_written_anew(tmp_path: Path) -> None:
    path = write_answers(tmp_path / "answers.csv", sheet(), known=KNOWN)
    before = path.read_bytes()
    write_answers(path, sheet().assign(from_records="yes: 3 of 3"), known=KNOWN)
    assert path.read_bytes() != before


def fill_in(path: Path) -> None:
    path.write_text(as_text(sheet(UND_D1=("yes", "")), ";"), encoding="utf-8")


def evidence_only(path: Path) -> None:
    path.write_text(as_text(sheet(UND_D2=("", "minutes")), ","), encoding="utf-8")


def another_table(path: Path) -> None:
    path.write_text("name,sector\nTown charity,third_sector\n", encoding="utf-8")


def a_wrong_answer(path: Path) -> None:
    path.write_text(as_text(sheet(UND_D1=("perhaps", "")), ","), encoding="utf-8")


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (fill_in, "holds answers or evidence for 1 of 4 items"),
        (evidence_only, "holds answers or evidence for 1 of 4 items"),
        (another_table, "is not an empty sheet of answers"),
        (a_wrong_answer, "is not an empty sheet of answers"),
    ],
)
def test_what_somebody_wrote_stays(tmp_path: Path, put: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "answers.csv"
    put(path)
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        write_answers(path, sheet(), known=KNOWN)
    assert said in caught.value.message and caught.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["answers.xlsx", "answers", "missing/answers.csv"])
def test_another_ending_or_a_missing_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        write_answers(tmp_path / name, sheet(), known=KNOWN)
    assert list(tmp_path.iterdir()) == []
