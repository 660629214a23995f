"""Loads into a Neo4j server: netmap's against a bare loop of the driver, and Neo4j's importer against both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j

from benchmarks.generator import make_source
from benchmarks.measuring import Figure, peak, timed
from benchmarks.neo4j_bare import load_bare
from benchmarks.questions import ask_all
from netmap.model.records import Records
from netmap.server.admin import run_admin
from netmap.server.fetching import fetch_jars
from netmap.server.home import Home
from netmap.server.passwords import USER, get_password
from netmap.server.ports import find_port
from netmap.server.process import Running
from netmap.server.settings import HOST
from netmap.server.starting import start, stop
from netmap.sources.dataset import read_dataset
from netmap.stores import open_store
from netmap.stores.bulk.files import write_bulk
from netmap.stores.contract import Store
from netmap.stores.loading import Nothing, plan_load
from netmap.stores.neo4j.importing import DATABASE, import_records

NAME = "made-up"
MEMORY = "2g"
ORGANISATIONS_AND_SEATS = {"organisations": 100_000, "partnerships": 10_000, "seats": 200_000, "funding": 60}


def measure_load(scale: float, folder: Path) -> list[Figure]:
    """Measure a load of 100,000 organisations and 200,000 seats, each way into a server of its own."""
    records = read_dataset(make_source(scale, sizes=ORGANISATIONS_AND_SEATS)).records
    before, count = peak(), sum(records.counts().values())
    with _served(folder) as home, _driver(home) as driver:
        bare = timed(lambda: load_bare(driver, records))
    with _served(folder) as home, _store(home) as store:
        loading = timed(lambda: store.load(NAME, records))
        memory = peak()
        again = timed(lambda: store.load(NAME, records))
        server = _memory(start(home, fetch_jars()))
    return [
        Figure(f"bare loop of the driver ({count:,} records)", count / bare, "records a second"),
        Figure("netmap's load of the same into Neo4j", count / loading, "records a second"),
        Figure("netmap's load, against the bare loop", loading / bare, "times", 1.3),
        Figure("the same load again, against the first", again / loading, "times", 1),
        Figure("memory of the client", memory, "GB", note=f"{before:.1f} GB before the load"),
        Figure(f"memory of the server, of which {MEMORY} for its work", server, "GB"),
    ]


def measure_import(scale: float, folder: Path) -> list[Figure]:
    """Measure the importer: what netmap makes of it, alone, and against the driver; and all questions on Neo4j."""
    records = read_dataset(make_source(scale)).records
    alone = _importer_alone(records, folder)
    with _served(folder) as home:
        importing = timed(lambda: import_records(home, fetch_jars(), NAME, records))
        memory = peak()
        with _store(home) as store:
            times = ask_all(store, runs=1)
        server = _memory(start(home, fetch_jars()))
    with _served(folder) as home, _store(home) as store:
        loading = timed(lambda: store.load(NAME, records))
    figures = [
        Figure(f"question {name} on Neo4j, asked once", seconds, "s", note=note)
        for name, (seconds, note) in times.items()
    ]
    return [
        Figure("the importer alone", alone, "s"),
        Figure("`netmap server import`, against the importer alone", importing / alone, "times", 1.5),
        Figure(
            "the same by the driver, against `netmap server import`", loading / importing, "times", 8, at_least=True
        ),
        Figure("memory of the client", memory, "GB"),
        Figure(f"memory of the server after all questions, of which {MEMORY} for its work", server, "GB"),
        *figures,
    ]


def _importer_alone(records: Records, folder: Path) -> float:
    """Give the seconds of Neo4j's own tool on files that are there already."""
    plan = plan_load(Nothing(), NAME, records)
    with TemporaryDirectory(dir=folder) as place:
        home = Home(Path(place) / "home")
        home.make()
        bulk = write_bulk(plan.after, plan.bookkeeping, home.folder / "files")
        words = [*bulk.words(home.folder), DATABASE]
        return timed(lambda: run_admin(home, fetch_jars(), words, data="data-1", memory=MEMORY))


@contextmanager
def _served(folder: Path) -> Iterator[Home]:
    """Give the home of a new server, which is stopped and removed afterwards."""
    with TemporaryDirectory(dir=folder) as place:
        home = Home(Path(place) / "home")
        start(home, fetch_jars(), port=find_port(), memory=MEMORY)
        try:
            yield home
        finally:
            stop(home)


@contextmanager
def _driver(home: Home) -> Iterator[neo4j.Driver]:
    address = f"bolt://{HOST}:{start(home, fetch_jars()).port}"
    with neo4j.GraphDatabase.driver(address, auth=(USER, get_password(home))) as driver:
        yield driver


@contextmanager
def _store(home: Home) -> Iterator[Store]:
    os.environ["NETMAP_NEO4J_PASSWORD"] = get_password(home)
    store = open_store(start(home, fetch_jars()).url)
    try:
        yield store
    finally:
        store.close()


def _memory(running: Running) -> float:
    return float(running.process.memory_info().rss) / 1e9
