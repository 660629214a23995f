"""Loads that are killed in the middle: readers see the old graph or the new one, and the next load mends the rest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from netmap.cli import main
from netmap.errors import StoreError
from netmap.model.records import Records
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.neo4j_server import PASSWORD

SIGKILL = 9
MOMENTS = 25
HALF = "holds half of a load of town"

Killed = Callable[[str, int], int]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two states of one dataset, which differ in most of their records: names, bodies that come and go, seats."""
    folder = tmp_path_factory.mktemp("towns")
    for state in ("old", "new"):
        shutil.copytree(shipped("datasets") / "anytown", folder / state)
    bodies = folder / "new" / "organisations.csv"
    rows = pd.read_csv(bodies, dtype=object)
    rows["name"] = rows["name"] + " (new)"
    rows["colour"] = "red"
    rows.to_csv(bodies, index=False)
    seats = pd.read_csv(folder / "new" / "seats.csv", dtype=object).iloc[2:]
    seats["role"] = "chair"
    seats.to_csv(folder / "new" / "seats.csv", index=False)
    return {state: folder / state for state in ("old", "new")}


def held(records: Records) -> dict[Any, list[str]]:
    """Give the records in an order and with types that do not depend on the store."""
    tables: dict[Any, pd.DataFrame] = {**records.nodes, **records.relationships}
    lines = {
        part: sorted(
            repr({name: value for name, value in sorted(row.items()) if not pd.isna(value) and name != "dataset"})
            for row in rows.to_dict("records")
        )
        for part, rows in tables.items()
    }
    return {part: rows for part, rows in lines.items() if rows}


@pytest.fixture(scope="module")
def states(towns: dict[str, Path]) -> dict[str, dict[Any, list[str]]]:
    return {state: held(read_source(folder).records) for state, folder in towns.items()}


@contextmanager
def killing(address: str, how: str, towns: dict[str, Path]) -> Iterator[Killed]:
    """Give a function that loads a state in a process which is killed at a moment, and says what became of it."""
    script = Path(__file__).with_name("killing.py")
    words = [sys.executable, str(script), address, how, "itself"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout

        def killed(state: str, moment: int) -> int:
            assert process.stdin and process.stdout
            print(towns[state], moment, file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield killed
        process.stdin.close()


def read_held(address: str) -> dict[Any, list[str]] | str:
    """Read the whole graph as a newcomer does, or give the sentence that refuses it."""
    store = open_store(address)
    try:
        return held(store.records())
    except StoreError as error:
        return error.message
    finally:
        store.close()


def kill_everywhere(
    address: str, how: str, towns: dict[str, Path], states: dict[str, Any], moments: int = MOMENTS
) -> set[str]:
    """Kill a load at moments spread over its whole length, from one state to the other and back; say what was seen."""
    seen = set()
    with killing(address, how, towns) as load:
        assert load("old", 0) > 0
        length = {"new": load("new", 0), "old": load("old", 0)}
        before, after = "old", "new"
        for number in range(moments):
            ended = load(after, 1 + (length[after] - 1) * number // (moments - 1))
            assert ended == -SIGKILL
            found = read_held(address)
            if isinstance(found, str):
                assert HALF in found
                seen.add("half")
            else:
                assert found in (states[before], states[after])
                seen.add("before" if found == states[before] else "after")
            assert load(after, 0) >= 0
            assert read_held(address) == states[after]
            before, after = after, before
    return seen


def test_a_load_in_one_transaction_is_there_whole_or_not_at_all(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    assert kill_everywhere(empty_neo4j.url, "once", towns, states) == {"before", "after"}


def test_half_of_a_load_in_steps_is_recognised_and_mended(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    assert "half" in kill_everywhere(empty_neo4j.url, "steps", towns, states)


def test_a_file_is_the_old_one_or_the_new_one_and_nothing_is_left_beside_it(
    tmp_path: Path, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    seen = kill_everywhere(str(tmp_path / "netmap.db"), "once", towns, states, 2 * MOMENTS)
    assert seen == {"before", "after"}
    assert [path.name for path in tmp_path.iterdir()] == ["netmap.db"]


def test_every_command_says_that_half_of_a_load_is_there(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any], tmp_path: Path
) -> None:
    address, riverton = empty_neo4j.url, str(shipped("datasets") / "riverton")
    with killing(address, "steps", towns) as load:
        load("old", 0)
        length = load("new", 0)
        load("old", 0)
        for tenths in (6, 7, 8, 9):  # a load first reads what is there, and writes towards its end
            assert load("new", length * tenths // 10) == -SIGKILL
            if isinstance(read_held(address), str):
                break
    assert isinstance(read_held(address), str)
    for words in (
        ("query", address, "sources"),
        ("analyse", "dominance", address),
        ("map", address, "-o", str(tmp_path / "map.html")),
        ("report", address, "-o", str(tmp_path / "report.html")),
        ("export", address, "--format", "neo4j-admin", "-o", str(tmp_path / "bulk")),
        ("load", riverton, "--into", address),
    ):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 1 and done.stdout == "" and list(tmp_path.iterdir()) == []
        said, way_out = done.stderr.splitlines()
        assert said.endswith(f"{HALF}, which is under way or was stopped.")
        assert way_out == "Wait for it, or load town again: that mends it."
    done = CliRunner().invoke(main, ["load", str(towns["new"]), "--name", "town", "--into", address])
    assert done.exit_code == 0 and read_held(address) == states["new"]


TRIES = 10


def test_a_server_killed_in_mid_load_holds_the_old_graph_the_new_one_or_half_of_one(
    start_server: Callable[[], Any], towns: dict[str, Path], states: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other load is one transaction, every other one in steps; the client is told of it in plain words."""
    server = start_server()
    monkeypatch.setenv(PASSWORD, server.password)
    seen, before, after = set(), "old", "new"
    length = {}
    for how in ("once", "steps"):
        with killing(server.url, how, towns) as load:
            assert load("old", 0) >= 0
            length[how] = {"new": load("new", 0), "old": load("old", 0)}
    for number in range(TRIES):
        how = ("once", "steps")[number % 2]
        said = kill_the_server(server, how, towns[after], length[how][after] * (number + 1) // (TRIES + 1))
        assert said == "" or ("No Neo4j answers" in said or "connection to" in said), said
        server.restart()
        found = read_held(server.url)
        if isinstance(found, str):
            assert HALF in found and how == "steps"
            seen.add("half")
        else:
            assert found in (states[before], states[after])
            seen.add("whole")
        with killing(server.url, how, towns) as load:
            assert load(after, 0) >= 0
        assert read_held(server.url) == states[after]
        before, after = after, before
    assert seen == {"half", "whole"}


def kill_the_server(server: Any, how: str, folder: Path, moment: int) -> str:
    """Kill the server when a load comes to a moment; give what the load said."""
    script = Path(__file__).with_name("killing.py")
    words = [sys.executable, str(script), server.url, how, "server"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, text=True, **pipes) as process:
        assert process.stdin and process.stdout and process.stderr
        print(folder, moment, file=process.stdin, flush=True)
        process.stdin.close()
        assert process.stdout.readline() == "now\n"
        server.kill()
        return process.stderr.read()
