"""`netmap report`, run as a person runs it."""

import json
import os
import pty
import subprocess
import sys
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


DAY = ("--as-of", "2026-01-31")
STARTS = {
    "html": b"<!DOCTYPE html>",
    "md": b"# Who speaks for whom",
    "json": b"{",
    "docx": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF",
}


def on_a_terminal(*arguments: str) -> str:
    """Run the command as at a terminal, and give what is shown there."""
    main_end, terminal = pty.openpty()
    words = [sys.executable, "-m", "netmap.cli", "report", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "400", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(words, env=environment, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(main_end, 65_536)
            except OSError:
                break
            if not part:
                break
            shown += part
        assert process.wait(timeout=120) == 0
    os.close(main_end)
    return shown.decode("utf-8")


@pytest.mark.browser
def test_writes_all_formats_at_once_and_says_nothing_without_a_terminal(tmp_path: Path) -> None:
    files = [tmp_path / f"report.{ending}" for ending in STARTS]
    result = run(ANYTOWN, *(word for file in files for word in ("-o", str(file))), *DAY)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert [file.read_bytes()[: len(start)] for file, start in zip(files, STARTS.values(), strict=True)] == [
        *STARTS.values()
    ]
    assert "5 of 10" in files[0].read_text(encoding="utf-8")


def test_a_person_at_a_terminal_is_told_where_it_is_and_what_it_answers(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    lines = [line for line in on_a_terminal(ANYTOWN, "-o", str(file), *DAY).splitlines() if line]
    (wrote,) = [place for place, line in enumerate(lines) if line.endswith(f"Wrote {file}.")]
    questions = [line.split("?")[0] for line in lines[wrote + 1 :]]
    assert questions == [
        "Who dominates",
        "Which groups have a voice",
        "Who pays twice",
        "Which issues get stuck",
        "Can engagement be carried on",
    ]
    assert "5 of 10" in lines[wrote + 1] and "£81,968" in lines[wrote + 3]


def test_another_ending_is_refused_in_two_lines_before_the_source_is_read(tmp_path: Path) -> None:
    file = tmp_path / "report.odt"
    result = run(str(tmp_path / "no-such-source"), "-o", str(file))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "A report cannot be written as 'report.odt'.",
        "End its name in .html, .md, .json, .docx, .xlsx or .pdf.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_that_no_browser_is_there_is_said_before_the_source_is_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("NETMAP_BROWSER", str(tmp_path / "absent"))
    result = run(str(tmp_path / "no-such-source"), "-o", str(tmp_path / "report.pdf"))
    assert result.exit_code == 1
    assert "which is no program" in result.stderr and "no-such-source" not in result.stderr


def test_the_live_map_lies_beside_the_report_and_is_linked(tmp_path: Path) -> None:
    file, live = tmp_path / "report.html", tmp_path / "map of us.html"
    assert run(ANYTOWN, "-o", str(file), "--map", str(live), *DAY).exit_code == 0
    assert 'href="map%20of%20us.html#view=coverage"' in file.read_text(encoding="utf-8")
    assert live.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    elsewhere = run(ANYTOWN, "-o", str(file), "--map", str(tmp_path / "sub" / "map.html"), *DAY)
    assert elsewhere.exit_code == 2 and "into the folder of the report" in elsewhere.stderr


@pytest.mark.parametrize(("severity", "code"), [("high", 4), ("medium", 4), ("low", 4)])
def test_a_finding_that_stands_ends_with_four(tmp_path: Path, severity: str, code: int) -> None:
    file = tmp_path / "report.md"
    assert run(ANYTOWN, "-o", str(file), "--fail-on", severity, *DAY).exit_code == code
    assert "High priority" in file.read_text(encoding="utf-8")


def test_without_a_finding_of_that_priority_it_is_done(tmp_path: Path) -> None:
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    (quiet / "organisations.csv").write_text("name,sector\nHelp,third sector\n", encoding="utf-8")
    assert run(str(quiet), "-o", str(tmp_path / "report.md"), "--fail-on", "low", *DAY).exit_code == 0


def test_what_changed_since_a_day_of_the_same_records(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    assert run(ANYTOWN, "-o", str(file), "--since", "2025-01-31", *DAY).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert "## What changed" in text and "Since 31 Jan 2025, against the same records on 2025-01-31" in text


def test_a_saved_report_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    endings = ("html", "md", "docx", "xlsx", "json")
    first, again = ([tmp_path / f"{name}.{ending}" for ending in endings] for name in ("first", "again"))
    asked = ("--since", "2025-01-31", "--area", "Anytown", *DAY)
    for source, files, more in ((ANYTOWN, [*first, saved], asked), (str(saved), again, ())):
        done = run(source, *(word for file in files for word in ("-o", str(file))), *more)
        assert done.exit_code == 0, done.stderr
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.suffix


def test_a_saved_report_can_be_compared_with_on_its_own_day(tmp_path: Path) -> None:
    saved, file = tmp_path / "last-year.json", tmp_path / "report.md"
    assert run(ANYTOWN, "-o", str(saved), "--as-of", "2025-01-31").exit_code == 0
    assert run(ANYTOWN, "-o", str(file), "--since", str(saved), *DAY).exit_code == 0
    assert "Since 31 Jan 2025, against anytown" in file.read_text(encoding="utf-8")


def test_a_saved_report_for_others_holds_no_records_and_says_so(tmp_path: Path) -> None:
    saved = tmp_path / "public.json"
    assert run(ANYTOWN, "-o", str(saved), "--publish", "public", *DAY).exit_code == 0
    assert "appendix" not in json.loads(saved.read_text(encoding="utf-8"))
    result = run(str(saved), "-o", str(tmp_path / "again.html"))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "public.json holds a report without the records that it was made from."


def test_a_damaged_saved_report_is_refused_in_two_lines(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(
        '{\n  "schema": "netmap/report/2",\n  "appendix": {"source": "x", "ledger": null}', encoding="utf-8"
    )
    for text in (saved.read_text(encoding="utf-8"), saved.read_text(encoding="utf-8") + "}"):
        saved.write_text(text, encoding="utf-8")
        result = run(str(saved), "-o", str(tmp_path / "again.html"))
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 2
        assert "saved.json cannot be read as a report." in result.stderr


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
