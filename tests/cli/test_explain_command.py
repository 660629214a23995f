"""`netmap explain` as a person meets it: the tree, the list, the document, and what is said to who errs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from netmap.sources.reading import read_source
from netmap.sources.templates import write_tables
from tests.cli.conftest import Run

DAY = ("--as-of", "2026-01-31")
FINDING = "dominance:CVS"


def test_the_tree_names_the_row_the_source_and_the_question(run: Run) -> None:
    """s09 is the tenth row of seats.csv, from the board minutes checked in January 2026."""
    done = run("explain", "mine", FINDING, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Anytown Council for Voluntary Service holds 5 of 10 third-sector seats (50 %)")
    assert lines[1] == "  dominance:CVS, from dominance as at 2026-01-31, by METHODS 1"
    assert "  Figure: share of third-sector seats: 0.500, out of 10" in lines
    assert any(line.startswith("  Severity: medium, because the organisation holds at least 0.15 of") for line in lines)
    assert "    alert_share 0.15: share of third-sector seats from which an organisation is named as dominant" in lines
    at = lines.index("    s09: seat on Children and young people, held by Ann")
    assert lines[at + 1 : at + 5] == [
        "      seat: member on P4",
        "      seats.csv, row 10",
        "      source: board minutes, checked 2026-01; dataset mine",
        "      netmap query mine records-by-id --param ids=s09",
    ]


def test_the_question_of_the_tree_shows_the_record(run: Run) -> None:
    done = run("query", "mine", "records-by-id", "--param", "ids=s09|CVS", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        "organisation,CVS,Anytown Council for Voluntary Service,,register of members,2026-01,mine,"
        '"organisations.csv, row 2"',
        'seat,s09,member on P4,,board minutes,2026-01,mine,"seats.csv, row 10"',
    ]


def test_a_workbook_and_a_store_lead_to_their_rows(run: Run, desk: Path) -> None:
    write_tables(desk / "network.xlsx", read_source(desk / "mine").tables)
    done = run("explain", "network.xlsx", FINDING, *DAY)
    assert "      network.xlsx, sheet seats, row 10" in done.stdout.splitlines()
    assert run("load", "mine", "--into", "netmap.db").returncode == 0
    done = run("explain", FINDING, *DAY)
    assert done.returncode == 0
    assert "      seats.csv, row 10" in done.stdout.splitlines()
    assert "      netmap query netmap.db records-by-id --param ids=s09" in done.stdout.splitlines()


def test_a_sheet_that_was_sorted_is_followed_and_nothing_counts_as_changed(run: Run, desk: Path) -> None:
    """The sixth of eleven seats stays in its row, and so does Dee, who holds it: ten seats and five people move."""
    assert run("load", "mine", "--into", "netmap.db").returncode == 0
    seats = desk / "mine" / "seats.csv"
    head, *lines = seats.read_text(encoding="utf-8").splitlines()
    seats.write_text("\n".join([head, *reversed(lines), ""]), encoding="utf-8")
    done = run("load", "mine", "--into", "netmap.db")
    assert "nothing changed, 232 records are the same. 15 stand in other rows or files than before." in done.stdout
    assert "      seats.csv, row 4" in run("explain", FINDING, *DAY).stdout.splitlines()
    assert "stand in other rows" not in run("load", "mine", "--into", "netmap.db").stdout


def test_the_document(run: Run) -> None:
    done = run("explain", "mine", FINDING, "--format", "json", *DAY)
    document = json.loads(done.stdout)
    assert document["schema"] == "netmap/explanation/1"
    assert document["evidence"][-1]["places"] == ["seats.csv, row 10"]


def test_the_list_has_every_finding_with_its_severity(run: Run) -> None:
    rows = json.loads(run("explain", "mine", "--list", "--format", "json", *DAY).stdout)["findings"]
    assert [row["severity"] for row in rows if row["id"] == FINDING] == ["medium"]
    piped = run("explain", "mine", "--list", *DAY).stdout.splitlines()
    assert piped[0] == "id,severity,analysis,type,statement" and len(piped) == len(rows) + 1


def test_settings_of_ones_own_are_those_explained(run: Run, desk: Path) -> None:
    (desk / "netmap.toml").write_text("[dominance]\nalert_share = 0.45\n", encoding="utf-8")
    assert "    alert_share 0.45: share of" in run("explain", "mine", FINDING, *DAY).stdout
    (desk / "other.toml").write_text("[dominance]\nalert_share = 0.6\n", encoding="utf-8")
    done = run("explain", "mine", FINDING, "--settings", "other.toml", *DAY)
    assert done.returncode == 1
    assert done.stderr.startswith("There is no finding dominance:CVS as at 2026-01-31.\n")


def test_on_a_terminal_it_is_drawn(desk: Path) -> None:
    main, terminal = pty.openpty()
    words = [sys.executable, "-m", "netmap.cli", "explain", "mine", FINDING, *DAY]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(words, cwd=desk, env=environment, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(main, 65_536)
            except OSError:
                break
            if not part:
                break
            shown += part
        assert process.wait(timeout=120) == 0
    os.close(main)
    text = shown.decode("utf-8")
    assert "├── Figure: share of third-sector seats" in text
    assert "└── netmap query mine records-by-id --param ids=s09" in text


MISUSE = [
    (("explain", "mine"), 2, "Name a finding"),
    (("explain", "mine", "dominance:CSV", *DAY), 1, "The nearest: dominance:CVS"),
    (("explain", "nowhere/here", "x:y", *DAY), 1, "There is no file or folder nowhere/here."),
    (("explain", "x:y"), 1, "No source is given, and there is no netmap.db here."),
    (("explain", "mine", FINDING, "--as-of", "soon"), 2, "soon is not a full date"),
    (("explain", "mine", FINDING, "--area", "Nowhereland", *DAY), 1, "Nowhereland"),
    (("explain", "mine", FINDING, "--format", "csv", *DAY), 2, "Invalid value"),
    (("explain", "mine", FINDING, "--settings", "nowhere.toml", *DAY), 1, "nowhere.toml cannot be read"),
    (("analyse", "dominance", "mine", "--settings", "mine", *DAY), 2, "is a directory"),
    (("explain", "mine", FINDING, "--settings", "wrong.toml", *DAY), 1, "no setting 'alert_shar'"),
    (("analyse", "coverage", "mine", "--settings", "wrong.toml", *DAY), 1, "no setting 'alert_shar'"),
    (("report", "mine", "--settings", "wrong.toml", *DAY), 1, "no setting 'alert_shar'"),
    (("map", "mine", "--settings", "wrong.toml", *DAY), 1, "no setting 'alert_shar'"),
]


@pytest.mark.parametrize(("words", "code", "said"), MISUSE, ids=[" ".join(words) for words, _, _ in MISUSE])
def test_misuse_is_answered_in_plain_lines(words: tuple[str, ...], code: int, said: str, run: Run, desk: Path) -> None:
    (desk / "wrong.toml").write_text("[dominance]\nalert_shar = 0.2\n", encoding="utf-8")
    done = run(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 2, done.stderr


def test_a_settings_file_here_that_is_wrong_stops_the_command(run: Run, desk: Path) -> None:
    (desk / "netmap.toml").write_text("[dominance]\nseed = true\n", encoding="utf-8")
    done = run("analyse", "dominance", "mine", *DAY)
    assert done.returncode == 1
    assert done.stderr == "netmap.toml: [dominance] seed is True.\nWrite a whole number from 0 upwards.\n"
