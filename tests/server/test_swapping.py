"""Another database in the place of the one that is served: taken when it answers, else the old one stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from netmap.errors import ServerError
from netmap.server.admin import run_admin
from netmap.server.fetching import fetch_jars
from netmap.server.home import Home
from netmap.server.passwords import get_password
from netmap.server.ports import find_port
from netmap.server.process import Running, end, find_running
from netmap.server.starting import start
from netmap.server.swapping import swap_data
from tests.neo4j_server import MEMORY
from tests.server.conftest import environment

SLEEPER = """
import sys
from netmap.server.fetching import fetch_jars
from netmap.server.home import find_home
from netmap.server.swapping import swap_data

def wait(running):
    print("serving", flush=True)
    sys.stdin.read()

swap_data(find_home(), fetch_jars(), lambda data: None, wait)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("swapping") / "a server")
    yield home
    if running := find_running(home):
        end(running)


def importing(home: Home, file: Path, name: str) -> Callable[[str], str]:
    """Give what fills a folder of data with one organisation, through Neo4j's own importer."""
    file.write_text(f"id:ID,name,:LABEL\no1,{name},Organisation\n", encoding="utf-8")
    words = ["database", "import", "full", "neo4j", f"--nodes={file}"]
    return lambda data: run_admin(home, fetch_jars(), words, data=data, memory=MEMORY)


def names(running: Running) -> list[str]:
    with neo4j.GraphDatabase.driver(
        f"bolt://127.0.0.1:{running.port}", auth=("neo4j", get_password(running.home))
    ) as d:
        return [record["name"] for record in d.execute_query("MATCH (o:Organisation) RETURN o.name AS name").records]


def folders(home: Home) -> list[str]:
    return sorted(path.name for path in home.folder.glob("data-*"))


def test_a_filled_database_is_served_and_is_all_that_is_left(home: Home, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    fill = importing(home, tmp_path / "some nodes.csv", "Carers' forum")
    running = swap_data(
        home, fetch_jars(), fill, lambda running: seen.append(names(running)), port=find_port(), memory=MEMORY
    )
    assert names(running) == ["Carers' forum"]
    assert seen == [["Carers' forum"]]
    assert (home.read().data, folders(home)) == ("data-2", ["data-2"])
    assert list(home.folder.glob("admin-*")) == []


def test_a_database_that_cannot_be_filled_leaves_the_old_one_served(home: Home, tmp_path: Path) -> None:
    port = home.read().port
    with pytest.raises(ServerError, match=r"Neo4j's `database import` failed: File '.*nowhere\.csv' doesn't exist\."):
        swap_data(
            home,
            fetch_jars(),
            lambda data: run_admin(
                home, fetch_jars(), ["database", "import", "full", f"--nodes={tmp_path / 'nowhere.csv'}"], data=data
            ),
            lambda running: None,
        )
    running = find_running(home)
    assert running is not None and running.port == port
    assert names(running) == ["Carers' forum"]
    assert (home.read().data, folders(home)) == ("data-2", ["data-2"])


def test_a_database_that_does_not_answer_leaves_the_old_one_served(home: Home) -> None:
    def spoil(data: str) -> None:
        (home.folder / data / "databases").mkdir(parents=True)
        (home.folder / data / "databases" / "system").write_text("no database")

    with pytest.raises(ServerError, match="Neo4j did not start"):
        swap_data(home, fetch_jars(), spoil, lambda running: None)
    running = find_running(home)
    assert running is not None
    assert names(running) == ["Carers' forum"]
    assert (home.read().data, folders(home)) == ("data-2", ["data-2"])


def test_a_swap_that_is_killed_before_its_end_leaves_the_old_one_to_the_next_start(home: Home) -> None:
    swap = subprocess.Popen(
        [sys.executable, "-c", SLEEPER],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert swap.stdout is not None
    assert swap.stdout.readline() == "serving\n"
    swap.kill()
    swap.communicate()
    assert (home.read().data, home.read().serving, folders(home)) == ("data-2", "data-3", ["data-2", "data-3"])
    assert names(start(home, fetch_jars())) == ["Carers' forum"]
    assert (home.read().serving, find_running(home) is not None) == ("data-2", True)
