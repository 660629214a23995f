"""`netmap health`, run as a person runs it: the sheet, the answers, the papers, and the year after."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from netmap.analyses.health.checklist import DO, items
from netmap.cli import main
from netmap.shipped import shipped

ANYTOWN, RIVERTON = (str(shipped("datasets") / name) for name in ("anytown", "riverton"))
DAY = ("--as-of", "2026-01-31")


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["health", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(*words: str) -> str:
    result = run(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def fill_in(path: Path, answers: Mapping[str, str], evidence: Mapping[str, str] | None = None) -> None:
    """Fill in the sheet as a spreadsheet program of Windows saves it: semicolons, Windows-1252."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["answer"] = answers.get(row["id"], row["answer"])
        row["evidence"] = (evidence or {}).get(row["id"], row["evidence"])
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    assert "50 items, 5 of them answered by records" in done(ANYTOWN, *DAY, "--template", str(path))
    return path


def test_the_check_is_printed_area_by_area(tmp_path: Path) -> None:
    lines = done(ANYTOWN, *DAY).splitlines()
    assert lines[0] == (
        "Health check of everything on record as at 2026-01-31. Of 50 items, records answer 5, people 0; "
        "45 are not known."
    )
    cells = {
        line.split("│")[0].strip(): [cell.strip() for cell in line.split("│")[1:]] for line in lines if "│" in line
    }
    assert cells["understanding"] == ["1 of 5", "0 of 5", "4 of 5", "20 % to 100 %"]
    assert cells["funding"] == ["0 of 7", "1 of 7", "6 of 7", "0 % to 86 %"]
    assert cells["all areas"] == ["1 of 25", "1 of 25", "23 of 25", "4.0 % to 96 %"]
    text = "\n".join(lines)
    assert "Not met: 1 of 25 things to do; not known: 23.\n  FUN-D1: Consider" in text
    assert "Warning signs: 1 of 25 things not to do; not known: 22.\n  SHA-X3: Lose" in text
    assert "Ask next, 6 of 44 questions, the least work first:\n  FUN-D5: fill in payment_terms in funding" in text
    assert list(tmp_path.iterdir()) == []


def test_the_reference_case_through_a_filled_sheet(
    tmp_path: Path, answers: Path, cases: Mapping[str, dict[str, Any]]
) -> None:
    """10 yes, 6 no and 9 not known of 25: between 0.40 and 0.76, whatever the records say."""
    case = cases["HEALTH"]
    given = {}
    for area, letters in case["input"]["answers"].items():
        own = [item.id for item in items() if item.area == area and item.kind == DO]
        given.update(zip(own, letters, strict=True))
    fill_in(answers, given)
    out = tmp_path / "check.json"
    done(ANYTOWN, *DAY, "--answers", str(answers), "-o", str(out))
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["all_areas"]["lower"], document["all_areas"]["upper"]) == (0.40, 0.76)
    for area in document["areas"]:
        expected = case["expected"]["areas"][area["area"]]
        assert (area["lower"], area["upper"], area["coverage"]) == pytest.approx(
            (expected["lower"], expected["upper"], expected["coverage"])
        )
    assert len(document["not_met"]) == case["expected"]["counts"]["N"]


def test_an_answer_against_the_records_is_said_aloud_everywhere(tmp_path: Path, answers: Path) -> None:
    fill_in(answers, {"FUN-D1": "Yes"}, {"FUN-D1": "café minutes of 3 May"})
    words = (ANYTOWN, *DAY, "--answers", str(answers))
    said = "FUN-D1: records say no, not met (awards of 3 years or more: 1 of 3); you say yes, met. Your answer stands."
    assert said in run(*words).stdout
    paper, saved = tmp_path / "check.md", tmp_path / "check.json"
    result = run(*words, "-o", str(paper), "-o", str(saved))
    assert "'answers.csv' is not in UTF-8 and was read as Windows-1252" in result.stderr
    assert said in result.stdout and f"The health check is in {paper}." in result.stdout
    assert "Where people and records differ" in paper.read_text(encoding="utf-8")
    document = json.loads(saved.read_text(encoding="utf-8"))
    assert any(caveat.startswith(said) for caveat in document["caveats"])
    (row,) = [row for row in document["items"] if row["id"] == "FUN-D1"]
    assert (row["answer"], row["records_say"], row["answered_by"], row["evidence"]) == (
        "Y",
        "N",
        "you",
        "café minutes of 3 May",
    )


def test_the_year_after(tmp_path: Path, answers: Path) -> None:
    last = tmp_path / "health-2026.json"
    fill_in(answers, {"SHA-D1": "no", "SHA-D2": "no", "SHA-D3": "no", "SHA-D4": "no", "UND-D2": "yes"})
    run(ANYTOWN, *DAY, "--answers", str(answers), "-o", str(last))
    fill_in_again(answers)
    words = (ANYTOWN, "--as-of", "2027-01-31", "--answers", str(answers), "--last", str(last))
    text = run(*words).stdout
    assert "Since 2026-01-31:" in text
    assert "  sharing: 0 % then, 50 % now; higher for certain" in text
    assert "  organising: 0 % to 100 % then, 0 % to 100 % now; cannot be told" in text
    assert "  SHA-D1: not met then, met now" in text and "  UND-D2: met then, not known now" in text
    paper = tmp_path / "check.html"
    run(*words, "-o", str(paper))
    page = paper.read_text(encoding="utf-8")
    assert "Since 31 Jan 2026" in page and "higher for certain" in page


def fill_in_again(path: Path) -> None:
    """Answer anew in a sheet that Windows has saved."""
    rows = list(csv.DictReader(path.read_text(encoding="cp1252").splitlines(), delimiter=";"))
    for row in rows:
        row["answer"] = {"SHA-D1": "Y", "SHA-D2": "Y", "UND-D2": ""}.get(row["id"], row["answer"])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_filled_sheet_is_never_written_over(answers: Path) -> None:
    assert run(ANYTOWN, *DAY, "--template", str(answers)).exit_code == 0
    fill_in(answers, {"UND-D4": "yes"})
    before = answers.read_bytes()
    result = run(ANYTOWN, *DAY, "--template", str(answers))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "'answers.csv' is there already and holds answers or evidence for 1 of 50 items.",
        "It stays as it is. Name another file for a new sheet.",
    ]
    assert answers.read_bytes() == before


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for number in (1, 2):
        outputs = [word for end in ("json", "html", "md") for word in ("-o", str(tmp_path / f"{number}.{end}"))]
        done(RIVERTON, "--as-of", "2026-06-30", *outputs)
    for end in ("json", "html", "md"):
        assert (tmp_path / f"1.{end}").read_bytes() == (tmp_path / f"2.{end}").read_bytes()


def test_refused_rows_end_with_three_and_the_check_is_there(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "seats.csv").write_text(
        "partnership,representative,start_date\nBoard,A. B.,2025-01-01\nBoard,C. D.,someday\n", encoding="utf-8"
    )
    result = run(str(tmp_path / "in"), *DAY, "-o", str(tmp_path / "check.json"))
    assert result.exit_code == 3 and "1 row(s) were refused" in result.stderr
    assert json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))["as_of"] == "2026-01-31"


SPOILT = {
    "strange.csv": "id,answer,evidence\nUND-D1,perhaps,\n",
    "unknown.csv": "id,answer,evidence\nUND-D99,yes,\n",
    "twice.csv": "id,answer,evidence\nUND-D1,yes,\nUND-D1,no,\n",
    "other.csv": "name,sector\nTown charity,third_sector\n",
    "other.json": '{"schema": "netmap/health/1"}',
    "old.json": '{"schema": "netmap/health-check/1", "as_of": "2025-01-31", "scope": "", "checklist": "0123456789ab", '
    '"parameters": {}, "items": [{"id": "OLD-1", "answer": "Y", "answered_by": "you"}]}',
}
MISUSE = [
    (("nowhere",), 1, "There is no file or folder nowhere."),
    (("mine", "--as-of", "soon"), 2, "soon is not a full date"),
    (("mine", "--area", "Anytwon"), 1, "There is no area named Anytwon."),
    (("mine", "--answers", "missing.csv"), 1, "'missing.csv'"),
    (("mine", "--answers", "strange.csv"), 1, "strange.csv!B2 (answer): 'perhaps' is not an answer to UND-D1."),
    (("mine", "--answers", "unknown.csv"), 1, "unknown.csv!A2 (id): 'UND-D99' is not an item of the health check."),
    (("mine", "--answers", "twice.csv"), 1, "twice.csv!A3 (id): 'UND-D1' stands in row 2 too."),
    (("mine", "--answers", "other.csv"), 1, "Row 1 of 'other.csv' lacks the headings id, answer and evidence."),
    (("mine", "--answers", "other.json"), 1, "is not a kind of file that netmap reads"),
    (("mine", "--last", "missing.json"), 1, "The saved check 'missing.json' cannot be read"),
    (("mine", "--last", "strange.csv"), 1, "The saved check 'strange.csv' is not JSON"),
    (("mine", "--last", "other.json"), 1, "is not a health check of the form netmap/health-check/1."),
    (("mine", "--last", "old.json"), 1, "asked other items (checklist 0123456789ab)"),
    (("mine", "--template", "sheet.xlsx"), 1, "cannot be written as 'sheet.xlsx'."),
    (("mine", "--template", "nowhere/sheet.csv"), 1, "there is no folder 'nowhere'."),
    (("mine", "--template", "other.csv"), 1, "is not an empty sheet of answers."),
    (("mine", "--template", "s.csv", "--answers", "twice.csv"), 2, "Give --template without"),
    (("mine", "--template", "s.csv", "-o", "check.md"), 2, "Give --template without"),
    (("nowhere", "-o", "check.rtf"), 1, "A report cannot be written as 'check.rtf'."),
    (("mine", "-o", "nowhere/check.html"), 1, "cannot be written"),
    (("mine", "-o", "nowhere/check.json"), 1, "cannot be written"),
    (("mine", "--last", "old.json", "-o", "old.json"), 2, "would write over the file given with --last."),
    (("mine", "--answers", "twice.csv", "-o", "./twice.csv"), 2, "would write over the file given with --answers."),
    (("mine", "-o", "check.md", "-o", "./check.md"), 1, "is named twice as a file for the report."),
]


@pytest.mark.parametrize(("words", "code", "said"), MISUSE, ids=[" ".join(words) for words, _, _ in MISUSE])
def test_misuse_is_answered_in_plain_lines(
    words: tuple[str, ...], code: int, said: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in SPOILT.items():
        (desk / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(desk)
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr and result.stdout == ""
    if code == 1:
        lines = result.stderr.strip().splitlines()
        assert len(lines) == 2 and all(line.endswith((".", "?")) for line in lines), result.stderr
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
