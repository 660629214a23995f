"""Real Neo4j servers for the tests: one that every folder of tests shares, and others for tests that need their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

from netmap.server.fetching import fetch_jars
from netmap.server.home import Home
from netmap.server.passwords import USER, get_password
from netmap.server.ports import find_port
from netmap.server.process import end, find_running
from netmap.server.starting import start
from netmap.stores import open_store
from netmap.stores.contract import Store

URL, PASSWORD = "NETMAP_TEST_NEO4J", "NETMAP_NEO4J_PASSWORD"
MEMORY = "512m"


@dataclass(frozen=True)
class Neo4jServer:
    """A server that answers."""

    url: str
    password: str

    def store(self) -> Store:
        """Open it as a store."""
        return open_store(self.url, ask=lambda question: self.password)

    def driver(self) -> neo4j.Driver:
        scheme, _, rest = self.url.partition("://")
        user, _, address = rest.rpartition("@")
        return neo4j.GraphDatabase.driver(f"{scheme}://{address}", auth=(user or USER, self.password))


@dataclass(frozen=True)
class OwnServer(Neo4jServer):
    """A server that a test may kill, and start again on the same port and data."""

    home: Home

    @property
    def pid(self) -> int:
        running = find_running(self.home)
        assert running is not None
        return running.process.pid

    def kill(self) -> None:
        """End it as a power cut would."""
        running = find_running(self.home)
        assert running is not None
        running.process.kill()
        running.process.wait()

    def restart(self) -> None:
        start(self.home, fetch_jars())

    def remove(self) -> None:
        running = find_running(self.home)
        if running:
            end(running)


def start_own(folder: Path) -> OwnServer:
    home = Home(folder)
    running = start(home, fetch_jars(), port=find_port(), memory=MEMORY)
    return OwnServer(running.url, get_password(home), home)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Give the server that NETMAP_TEST_NEO4J names, else start one for all tests of this process."""
    if os.environ.get(URL):
        yield Neo4jServer(os.environ[URL], os.environ[PASSWORD])
        return
    server = start_own(tmp_path_factory.mktemp("shared") / "neo4j")
    yield server
    server.remove()


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], OwnServer]]:
    """Give a way to start servers of one's own; they are stopped after the file's last test."""
    started: list[OwnServer] = []

    def start_one() -> OwnServer:
        started.append(start_own(tmp_path_factory.mktemp("own") / "neo4j"))
        return started[-1]

    yield start_one
    for server in started:
        server.remove()


def emptied(server: Neo4jServer) -> Neo4jServer:
    """Take everything out of the database of a server."""
    with server.driver() as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return server


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:
    """Give the shared server with nothing in its database, and its password where netmap looks for it."""
    monkeypatch.setenv(PASSWORD, neo4j_server.password)
    return emptied(neo4j_server)
