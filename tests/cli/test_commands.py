"""Each command once, as its help shows it, and the documents that scripts read."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from itertools import pairwise
from pathlib import Path

import click
import pytest

from netmap.cli import COMMANDS, main
from tests.cli.conftest import Run


def examples() -> list[tuple[str, str]]:
    """Give every example line of every command's help."""
    found = []
    for name in COMMANDS:
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        _, _, lines = (command.help or "").partition("Example:")
        found += [(name, line.strip()) for line in lines.splitlines() if line.strip().startswith("netmap ")]
    return found


def test_every_command_has_an_example() -> None:
    assert {name for name, _ in examples()} == set(COMMANDS)


# Those of the server start one: tests/server runs them with a home of their own.
RUN_HERE = [(name, line) for name, line in examples() if name != "server"]


@pytest.mark.parametrize(("name", "line"), RUN_HERE, ids=[line for _, line in RUN_HERE])
def test_the_example_in_the_help_runs(name: str, line: str, run: Run, desk: Path) -> None:
    words = shlex.split(line.split(" > ")[0])[1:]
    if name == "init":
        words = [word.replace("mine", "fresh") for word in words]
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    written = [desk / after for word, after in pairwise(words) if word == "-o"]
    # A report says nothing without a terminal: its files are what it gives.
    assert done.stdout.strip() or "--format csv" in line or (name == "report" and all(map(Path.exists, written)))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_option_says_what_it_does(name: str) -> None:
    command = main.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    parts = command.commands.values() if isinstance(command, click.Group) else [command]
    for part in parts:
        assert part.help
        for parameter in part.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {part.name} {parameter.name}"


def test_the_list_of_commands_agrees_with_each_command() -> None:
    for name, said in COMMANDS.items():
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None and command.name == name
        assert said.endswith(".")


def test_check_gives_the_ledger_as_a_document(run: Run) -> None:
    done = run("check", "mine", "--format", "json")
    ledger = json.loads(done.stdout)
    assert ledger["schema"] == "netmap/ledger/1"
    assert ledger["tables"]["seats"] == {
        "read": 11,
        "loaded": 11,
        "merged": 0,
        "refused": 0,
        "stubs": 0,
        "isolates": 0,
    }
    assert ledger["refusals"] == []


@pytest.mark.parametrize("analysis", ["dominance", "coverage", "duplication", "issues", "health", "actions"])
def test_analyse_gives_a_versioned_document(run: Run, analysis: str) -> None:
    done = run("analyse", analysis, "mine", "--as-of", "2026-01-31", "--format", "json")
    document = json.loads(done.stdout)
    assert document["schema"] == f"netmap/{analysis}/1"
    assert document["as_of"] == "2026-01-31"
    assert set(document) == {
        "schema",
        "as_of",
        "scope",
        "parameters",
        "values",
        "table",
        "details",
        "findings",
        "caveats",
    }


def test_analyse_prints_csv_into_a_pipe(run: Run) -> None:
    done = run("analyse", "dominance", "mine", "--as-of", "2026-01-31")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["organisation_id"], row["seats"], row["of_seats"]) for row in rows][:2] == [
        ("CVS", "5", "10"),
        ("AgeHelp", "2", "10"),
    ]


def test_area_narrows_and_an_unknown_one_is_answered_with_the_nearest(run: Run) -> None:
    inside = run("analyse", "dominance", "mine", "--as-of", "2026-01-31", "--area", "anytown", "--format", "json")
    assert json.loads(inside.stdout)["values"]["pool"] == 8
    missing = run("analyse", "dominance", "mine", "--area", "Anytwon")
    assert missing.returncode == 1
    assert "Did you mean anytown?" in missing.stderr


def test_loading_twice_changes_nothing_and_says_so(run: Run) -> None:
    first = run("load", "mine", "--into", "store.db")
    again = run("load", "mine", "--into", "store.db")
    assert "added" in first.stdout
    assert "nothing changed" in again.stdout


def test_a_store_gives_the_answers_that_its_source_gives(run: Run) -> None:
    run("load", "mine", "--into", "store.db")
    for analysis in ("dominance", "coverage", "duplication", "issues", "health", "actions"):
        words = ("analyse", analysis, "--as-of", "2026-01-31", "--format", "json")
        from_tables = run(*words[:2], "mine", *words[2:])
        from_store = run(*words[:2], "store.db", *words[2:])
        from_variable = run(*words[:2], *words[2:], NETMAP_STORE="store.db")
        assert from_store.stdout == from_tables.stdout == from_variable.stdout


def test_import_writes_tables_that_read_back_equal(run: Run, desk: Path) -> None:
    done = run("import", "grants.json", "-o", "grants.xlsx")
    assert done.returncode == 0, done.stderr
    tables = json.loads(run("check", "grants.xlsx", "--format", "json").stdout)["tables"]
    assert tables["funding"]["loaded"] == 1
    assert tables["organisations"]["loaded"] == 2


def test_the_same_map_and_report_byte_for_byte(run: Run, desk: Path) -> None:
    for seed in ("1", "2"):
        run("map", "mine", "-o", f"map{seed}.html", "--as-of", "2026-01-31", PYTHONHASHSEED=seed)
        run("report", "mine", "-o", f"report{seed}.html", "--as-of", "2026-01-31", PYTHONHASHSEED=seed)
    for kind in ("map", "report"):
        assert (desk / f"{kind}1.html").read_bytes() == (desk / f"{kind}2.html").read_bytes()


def test_query_takes_parameters(run: Run) -> None:
    words = ("query", "mine", "--cypher", "MATCH (o:Organisation) WHERE o.id = $id RETURN o.name AS name")
    assert run(*words, "--param", "id=CVS").stdout == "name\nAnytown Council for Voluntary Service\n"


def test_filled_template_is_checked_reported_and_mapped(run: Run, desk: Path) -> None:
    assert run("init", "fresh").returncode == 0
    (desk / "fresh" / "partnerships.csv").write_text("name\nTown board\n", encoding="utf-8")
    (desk / "fresh" / "seats.csv").write_text(
        "partnership,representative,organisation\nTown board,A. B.,Town charity\n", encoding="utf-8"
    )
    assert run("check", "fresh").returncode == 0
    assert run("report", "fresh", "-o", "report.html").returncode == 0
    assert run("map", "fresh", "-o", "map.html").returncode == 0
    assert re.search(r"Town board", (desk / "map.html").read_text(encoding="utf-8"))


def test_an_untouched_template_is_no_error(run: Run) -> None:
    run("init", "fresh")
    for words in (("check", "fresh"), ("report", "fresh", "-o", "r.md"), ("map", "fresh", "-o", "m.html")):
        done = run(*words)
        assert (done.returncode, done.stderr) == (0, "")
