"""`netmap compare`: one source on two days, two sources, its tables, and refused rows on either side."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run

DAYS = ("--as-of", "2025-06-30", "--to", "2026-06-30")


def edited(desk: Path, name: str, old: str, new: str) -> str:
    """Copy the dataset under another name, with one text in its seats replaced."""
    shutil.copytree(desk / "mine", desk / name)
    seats = desk / name / "seats.csv"
    text = seats.read_text(encoding="utf-8")
    assert old in text
    seats.write_text(text.replace(old, new), encoding="utf-8")
    return name


def test_one_source_on_two_days(run: Run) -> None:
    done = run("compare", "mine", *DAYS)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {(row["kind"], row["id"], row["before"], row["after"]) for row in rows} == {
        ("award", "a2", "running", "over"),
        ("award", "a3", "not started", "running"),
        ("award", "a4", "running", "over"),
    }
    assert {row["nature"] for row in rows} == {"real"}


def test_two_sources_give_a_versioned_document(run: Run, desk: Path) -> None:
    edited(desk, "yours", "s08,P3,Eve,WomensAid", "s08,P3,Gus,YouthCo")
    document = json.loads(run("compare", "mine", "yours", "--as-of", "2026-01-31", "--format", "json").stdout)
    assert document["schema"] == "netmap/change/1"
    assert document["as_of"] == "2026-01-31"
    people = [row for row in document["table"] if row["kind"] == "person on a partnership"]
    assert [(row["change"], row["nature"], row["other"]) for row in people] == [
        ("added", "record", "Gus"),
        ("removed", "record", "Eve"),
    ]
    assert document["values"]["turnover"]["people"]["as_recorded"]["turnover"] == 2 / 20
    assert set(document["details"]) == {"turnover", "concentration", "ladder", "themes", "awards"}


def test_the_second_side_has_a_day_of_its_own(run: Run, desk: Path) -> None:
    edited(desk, "yours", "s08,P3,Eve,WomensAid", "s08,P3,Gus,YouthCo")
    done = run("compare", "mine", "yours", *DAYS)
    assert {row["nature"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["kind"] != "award"} == {
        "not_known"
    }


def test_its_tables(run: Run) -> None:
    assert "turnover (8 rows)" in run("compare", "mine", *DAYS, "--table", "list").stdout
    awards = list(csv.DictReader(io.StringIO(run("compare", "mine", *DAYS, "--table", "awards").stdout)))
    assert [(row["award_id"], row["renewed"]) for row in awards] == [("a2", "no"), ("a3", ""), ("a4", "no")]


def test_for_a_person_it_says_what_happened_in_a_sentence(run: Run) -> None:
    said = run("compare", "mine", *DAYS, "--format", "table").stdout
    assert said.startswith("Between 2025-06-30 and 2026-06-30: 3 changes that happened, 0 only recorded differently")
    assert "low: Of 2 awards that ended" in said
    assert "Thresholds: " in said


def test_a_store_compares_as_its_source_does(run: Run) -> None:
    run("load", "mine", "--into", "store.db")
    words = ("--as-of", "2026-01-31", "--format", "json")
    document = json.loads(run("compare", "mine", "store.db", *words).stdout)
    assert document["table"] == [] and document["findings"] == []
    assert run("compare", "store.db", *DAYS).stdout == run("compare", "mine", *DAYS).stdout


def test_refused_rows_on_either_side_give_three(run: Run, desk: Path) -> None:
    edited(desk, "yours", "s06,P2,Dee,DisabAct,member,yes,representative", "s06,P2,Dee,DisabAct,member,yes,chairish")
    for sides in (("mine", "yours"), ("yours", "mine"), ("yours", "yours")):
        done = run("compare", *sides, *DAYS)
        assert done.returncode == 3
        assert done.stderr.count("seats!G7") == 1
        assert done.stdout


def test_settings_are_heeded_and_printed(run: Run, desk: Path) -> None:
    (desk / "own.toml").write_text("[change]\nrenewal_days = 10\n", encoding="utf-8")
    document = json.loads(run("compare", "mine", *DAYS, "--settings", "own.toml", "--format", "json").stdout)
    assert document["parameters"]["renewal_days"] == 10
