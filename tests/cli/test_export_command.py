"""`netmap export`: what is written, what is said, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.conftest import Run

WORDS = ("--format", "neo4j-admin", "-o")


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_counts_and_the_rows_that_they_come_from_are_said(run: Run, desk: Path) -> None:
    done = run("export", "mine", *WORDS, "bulk")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wrote 58 nodes and 174 relationships, from 52 of 52 rows read, to bulk." in done.stdout
    assert "bulk/README.txt" in done.stdout
    assert len(table(desk / "bulk" / "Organisation.csv")) == 17
    assert json.loads((desk / "bulk" / "ledger.json").read_text(encoding="utf-8"))["tables"]["seats"]["loaded"] == 11


def test_a_store_gives_the_files_that_its_source_gives(run: Run, desk: Path) -> None:
    run("load", "mine", "--into", "store.db")
    run("export", "mine", *WORDS, "from-tables")
    done = run("export", *WORDS, "from-store", NETMAP_STORE="store.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wrote 58 nodes and 174 relationships to from-store." in done.stdout
    tables, store = (
        {path.name: path.read_bytes() for path in (desk / f"from-{name}").iterdir()} for name in ("tables", "store")
    )
    del tables["ledger.json"], tables["README.txt"], store["README.txt"]
    assert tables == store


def test_texts_stand_as_they_are_and_not_guarded_for_a_spreadsheet(run: Run, desk: Path) -> None:
    (desk / "odd").mkdir()
    (desk / "odd" / "organisations.csv").write_text("id,name\na,'=1+1\n", encoding="utf-8")
    assert run("export", "odd", *WORDS, "bulk").returncode == 0
    assert table(desk / "bulk" / "Organisation.csv")[0][:2] == ["a", "=1+1"]


def test_refused_rows_are_said_and_the_rest_is_written(run: Run, desk: Path) -> None:
    (desk / "odd").mkdir()
    (desk / "odd" / "organisations.csv").write_text("id,name,income\na,A,5\nb,B,much\n", encoding="utf-8")
    done = run("export", "odd", *WORDS, "bulk")
    assert done.returncode == 3
    assert "1 row(s) were refused" in done.stderr
    assert "from 1 of 2 rows read" in done.stdout
    assert [row[0] for row in table(desk / "bulk" / "Organisation.csv")] == ["a"]


def test_a_folder_with_something_in_it_is_left_alone(run: Run, desk: Path) -> None:
    before = sorted(path.name for path in (desk / "mine").iterdir())
    done = run("export", "mine", *WORDS, "mine")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["mine is already there.", "Name a new folder, or empty this one first."]
    assert sorted(path.name for path in (desk / "mine").iterdir()) == before


def test_the_format_must_be_named(run: Run, desk: Path) -> None:
    done = run("export", "mine", "-o", "bulk")
    assert done.returncode == 2
    assert "--format" in done.stderr and "neo4j-admin" in done.stderr
    assert not (desk / "bulk").exists()


def test_a_sheet_without_rows_is_no_error(run: Run, desk: Path) -> None:
    run("init", "fresh")
    done = run("export", "fresh", *WORDS, "bulk")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wrote 0 nodes and 0 relationships" in done.stdout
