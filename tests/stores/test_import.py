"""The importer and the driver put the same graph into a server; where an import fails, the old graph is served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from netmap.errors import StoreError
from netmap.model.records import Records
from netmap.server.fetching import fetch_jars
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores.neo4j.address import read_address
from netmap.stores.neo4j.connecting import connect
from netmap.stores.neo4j.importing import _planned_alone, import_records
from tests.neo4j_server import Neo4jServer, OwnServer, emptied

EVERYTHING = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS kept ORDER BY labels, n.id"
LINKS = (
    "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS kept "
    "ORDER BY type, a, b, r.start_date"
)
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name"


def records(name: str) -> Records:
    return read_source(shipped("datasets") / name).records


def rows(server: Neo4jServer, cypher: str) -> list[dict[str, Any]]:
    with server.driver() as driver, driver.session() as session:
        found: list[dict[str, Any]] = session.run(cypher).data()
        return [{**row, "labels": sorted(row["labels"])} if "labels" in row else row for row in found]


@pytest.fixture(scope="module")
def imported(start_server: Callable[[], OwnServer]) -> OwnServer:
    """A server that got one dataset by the driver, and another one by the importer."""
    server = start_server()
    store = server.store()
    store.load("anytown", records("anytown"))
    store.close()
    summary = import_records(server.home, fetch_jars(), "riverton", records("riverton"))
    assert summary.changed() == 5425
    assert [folder.name for folder in server.home.folder.glob("*-*")] == ["data-2"]
    return server


@pytest.mark.parametrize("cypher", [EVERYTHING, LINKS, CONSTRAINTS], ids=["nodes", "relationships", "constraints"])
def test_the_graph_is_that_of_the_driver(imported: OwnServer, neo4j_server: Neo4jServer, cypher: str) -> None:
    store = emptied(neo4j_server).store()
    for name in ("anytown", "riverton"):
        store.load(name, records(name))
    store.close()
    assert len(rows(imported, cypher)) > 10
    assert rows(imported, cypher) == rows(neo4j_server, cypher)


def test_a_load_by_the_driver_finds_nothing_to_change(imported: OwnServer) -> None:
    store = imported.store()
    assert store.load("riverton", records("riverton")).changed() == 0
    assert store.datasets() == ["anytown", "riverton"]
    store.close()


def test_importing_the_same_again_leaves_the_server_alone(imported: OwnServer) -> None:
    before = imported.pid
    assert import_records(imported.home, fetch_jars(), "riverton", records("riverton")).changed() == 0
    assert imported.pid == before


def test_records_that_do_not_hang_together_leave_the_server_as_it_was(imported: OwnServer) -> None:
    bad = records("riverton")
    first = bad.relationships["SEAT_ON", "Seat", "Partnership"]
    bad.relationships["SEAT_ON", "Seat", "Partnership"] = pd.concat([first, first.iloc[:1].assign(to_id="nowhere")])
    before = imported.pid
    with pytest.raises(StoreError, match="riverton cannot be loaded: SEAT_ON names the Partnership nowhere"):
        import_records(imported.home, fetch_jars(), "riverton", bad)
    assert imported.pid == before


def test_a_hold_on_a_server_that_has_ended_is_let_go_of_in_silence(start_server: Callable[[], OwnServer]) -> None:
    server = start_server()
    address = read_address(server.url)
    with connect(address, server.password) as driver, _planned_alone(driver, address, "town", Records()) as plan:
        server.kill()
    assert plan.is_needed
