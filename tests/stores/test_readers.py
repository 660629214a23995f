"""Eight readers while one loads: no error, and no answer that mixes two states of the graph."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from netmap.cli.opening import Opened
from netmap.model.records import Records
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

READERS, LOADS = 8, 4
MARKED = ("Organisation", "Seat", "Award", "Representative")
COUNT = f"MATCH (n:{'|'.join(MARKED)}) RETURN n.state AS state, count(*) AS n ORDER BY state"


def state(name: str) -> Records:
    """Give anytown with every record marked."""
    records = read_source(shipped("datasets") / "anytown").records
    for rows in records.nodes.values():
        rows["state"] = name
        rows["name"] = rows["name"].fillna("") + name
    return records


@pytest.fixture(scope="module")
def states() -> dict[str, Records]:
    return {name: state(name) for name in "ab"}


@pytest.fixture(params=["file", "neo4j"])
def address(request: pytest.FixtureRequest, tmp_path: Path, states: dict[str, Records]) -> str:
    found = str(tmp_path / "netmap.db") if request.param == "file" else request.getfixturevalue("empty_neo4j").url
    store = open_store(found)
    store.load("town", states["b"])
    store.close()
    return str(found)


def load_again_and_again(address: str) -> None:
    """Load one state after the other: called in a process of its own."""
    store = open_store(address)
    states = {name: state(name) for name in "ab"}
    for number in range(LOADS):
        store.load("town", states["ab"[number % 2]])


def read_while_loading(address: str, reading: Callable[[], Any]) -> list[Any]:
    """Let eight readers read again and again until another process has loaded a few times; give what they read."""
    called = f"from {__name__} import load_again_and_again as load; load({address!r})"
    loader = subprocess.Popen([sys.executable, "-c", called], cwd=Path(__file__).parents[2])

    def reads() -> list[Any]:
        seen = [reading()]
        while loader.poll() is None:
            seen.append(reading())
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(reads) for _ in range(READERS)]
        answers = [each for reader in readers for each in reader.result()]
    assert loader.wait() == 0
    return answers


def test_every_answer_shows_one_state_whole(address: str, states: dict[str, Records]) -> None:
    whole = sum(len(states["a"].nodes[label]) for label in MARKED)

    def reading() -> tuple[tuple[Any, ...], ...]:
        store = open_store(address)
        rows = store.read(COUNT).rows
        store.close()
        return tuple(rows.itertuples(index=False, name=None))

    answers = read_while_loading(address, reading)
    assert len(answers) > READERS
    assert set(answers) <= {(("a", whole),), (("b", whole),)}


def test_tables_that_belong_together_are_of_one_state(address: str) -> None:
    def states_of(network: Network) -> set[str]:
        tables = [network.table(name)["name"] for name in ("organisations", "partnerships", "themes")]
        return {name[-1] for table in tables for name in table}

    def reading() -> int:
        opened = Opened("town", open_store(address))
        seen = opened.ask(states_of)
        opened.store.close()
        return len(seen)

    answers = read_while_loading(address, reading)
    assert len(answers) > READERS
    assert set(answers) == {1}
