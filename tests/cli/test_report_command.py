"""`netmap report`, run as a person runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netmap.cli import main

ANYTOWN = str(Path(__file__).parents[2] / "datasets" / "anytown")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["report", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("ending", "start"), [("html", "<!DOCTYPE html>"), ("md", "# Who speaks for whom"), ("json", "{")]
)
def test_writes_each_format_and_says_where(tmp_path: Path, ending: str, start: str) -> None:
    file = tmp_path / f"report.{ending}"
    result = run(ANYTOWN, "-o", str(file), "--as-of", "2026-01-31")
    assert result.exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith(start) and "5 of 10" in text
    lines = result.stdout.splitlines()
    assert lines[0] == f"The report is in {file}."
    assert [line.split("?")[0] for line in lines[1:]] == [
        "Who dominates",
        "Which groups have a voice",
        "Who pays twice",
        "Which issues get stuck",
    ]
    assert "5 of 10" in lines[1] and "£81,968" in lines[3]


def test_another_ending_is_refused_in_two_lines_before_the_source_is_read(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    result = run(str(tmp_path / "no-such-source"), "-o", str(file))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "A report cannot be written as 'report.pdf'.",
        "End its name in .html, .md or .json.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_stays_when_a_report_fails(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("the old report", encoding="utf-8")
    result = run(ANYTOWN, "-o", str(file), "--as-of", "2026-01-31", "--area", "Nowhere")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "There is no area named Nowhere."
    assert file.read_text(encoding="utf-8") == "the old report"
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    result = run(ANYTOWN, "-o", str(tmp_path / "missing" / "report.html"), "--as-of", "2026-01-31")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    result = run(ANYTOWN, "-o", str(tmp_path / "report.html"), "--as-of", "2026-02-31")
    assert result.exit_code == 2
    assert "2026-02-31" in result.stderr


def test_refused_rows_are_said_counted_and_end_with_three(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "partnerships.csv").write_text("name\nBoard\n", encoding="utf-8")
    (tmp_path / "in" / "seats.csv").write_text(
        "partnership,representative,start_date\nBoard,A. B.,2025-01-01\nBoard,C. D.,someday\n", encoding="utf-8"
    )
    file = tmp_path / "report.json"
    result = run(str(tmp_path / "in"), "-o", str(file), "--as-of", "2026-01-31")
    assert result.exit_code == 3
    assert "1 row(s) were refused" in result.stderr
    assert "someday" in file.read_text(encoding="utf-8")


def test_a_store_names_the_datasets_it_holds(tmp_path: Path) -> None:
    store, file = tmp_path / "mine.db", tmp_path / "report.json"
    loaded = CliRunner().invoke(main, ["load", ANYTOWN, "--into", str(store)])
    assert loaded.exit_code == 0
    result = run(str(store), "-o", str(file), "--as-of", "2026-01-31")
    assert result.exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["source"] == "anytown"
