"""Four walls before a Neo4j server: guard, plan, access mode, rollback; each is tried with all the others down."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from netmap.errors import QueryError
from netmap.stores.plans import check_plan
from netmap.stores.reading import READING_PROCEDURES, check_reading
from tests.neo4j_server import Neo4jServer
from tests.stores.cypher_texts import GOOD, GOOD_ON_NEO4J, HIDDEN, OTHER, SCHEMA, WRITING
from tests.stores.cypher_texts import REACHING as REACHING_ON_EITHER
from tests.stores.listening import listening
from tests.stores.neo4j_texts import CHANGING, NOT_HERE, REACHING, USER

GUARD, PLAN, MODE, ROLLBACK = "guard", "plan", "access mode", "rollback"
WALLS = (GUARD, PLAN, MODE, ROLLBACK)
REFUSALS = (QueryError, Neo4jError, DriverError, UnicodeError)
GRAPH = (
    "CREATE (:Theme {id: 'alone'}) WITH 1 AS one UNWIND range(1, 3) AS i CREATE (:Theme {id: 't' + i, name: 'Theme'})"
    "-[:PART_OF {source: 's'}]->(:Theme {id: 'u' + i})<-[:ABOUT]-(:Seat {id: 's' + i})"
)
PUT_BACK = ("MATCH (n) DETACH DELETE n", GRAPH, "CREATE INDEX netmap_test FOR (n:Theme) ON (n.id)")


def ask(driver: neo4j.Driver, cypher: str, *walls: str) -> list[list[Any]]:
    """Ask a server with these walls standing and no others."""
    if GUARD in walls:
        check_reading(cypher, procedures=READING_PROCEDURES)
    access = neo4j.READ_ACCESS if MODE in walls else neo4j.WRITE_ACCESS
    with driver.session(default_access_mode=access) as session:
        if PLAN in walls:
            check_plan(session.run(f"EXPLAIN {cypher}").consume())
        if ROLLBACK not in walls:
            return session.run(cypher).values()
        transaction = session.begin_transaction()
        try:
            return transaction.run(cypher).values()
        finally:
            transaction.rollback()


def everything(driver: neo4j.Driver) -> list[Any]:
    """Say what there is: labels, properties, relationships, indexes, users and databases."""
    graph = (
        "MATCH (n) RETURN labels(n), properties(n) ORDER BY n.id",
        "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id ORDER BY a.id, b.id",
        "SHOW INDEXES YIELD name, type ORDER BY name",
        "SHOW CONSTRAINTS YIELD name ORDER BY name",
    )
    system = (
        "SHOW USERS YIELD user, suspended, passwordChangeRequired ORDER BY user",
        "SHOW DATABASES YIELD name, access, requestedStatus ORDER BY name",
    )
    with driver.session() as session, driver.session(database="system") as admin:
        return [session.run(text).values() for text in graph] + [admin.run(text).values() for text in system]


def drop_schema(driver: neo4j.Driver) -> None:
    """Take away what earlier loads left: a constraint on ids would stop the very writes that the walls are to stop."""
    with driver.session() as session:
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            session.run(f"DROP CONSTRAINT `{name}`").consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value():
            session.run(f"DROP INDEX `{name}`").consume()


def put_back(driver: neo4j.Driver) -> None:
    drop_schema(driver)
    with driver.session() as session:
        for text in PUT_BACK:
            session.run(text).consume()
    with driver.session(database="system") as admin:
        admin.run(f"DROP USER {USER}_new IF EXISTS").consume()
        admin.run(
            f"CREATE OR REPLACE USER {USER} SET PASSWORD 'secretsecret' SET PASSWORD CHANGE NOT REQUIRED"
        ).consume()


@pytest.fixture(scope="module")
def driver(neo4j_server: Neo4jServer) -> Iterator[neo4j.Driver]:
    with neo4j_server.driver() as opened:
        put_back(opened)
        yield opened
        drop_schema(opened)
        with opened.session() as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        with opened.session(database="system") as admin:
            admin.run(f"DROP USER {USER} IF EXISTS").consume()


@pytest.fixture(scope="module")
def untouched(driver: neo4j.Driver) -> list[Any]:
    return everything(driver)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    with listening() as heard:
        yield heard


@pytest.mark.parametrize("cypher", GOOD + GOOD_ON_NEO4J)
def test_what_only_reads_passes_all_walls(driver: neo4j.Driver, cypher: str) -> None:
    ask(driver, cypher, *WALLS)


@pytest.mark.parametrize("cypher", CHANGING + REACHING + NOT_HERE)
def test_the_guard_alone_refuses(cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_reading(cypher, procedures=READING_PROCEDURES)
    assert caught.value.hint


@pytest.mark.parametrize("cypher", WRITING + CHANGING)
def test_without_any_wall_it_is_changed(driver: neo4j.Driver, untouched: list[Any], cypher: str) -> None:
    """The attempts are real: otherwise the walls would be praised for nothing."""
    ask(driver, cypher)
    changed = everything(driver) != untouched
    put_back(driver)
    assert changed
    assert everything(driver) == untouched


@pytest.mark.parametrize("cypher", WRITING + CHANGING)
@pytest.mark.parametrize("wall", WALLS)
def test_each_wall_alone_keeps_everything_as_it_is(
    driver: neo4j.Driver, untouched: list[Any], wall: str, cypher: str
) -> None:
    if wall == ROLLBACK:
        with contextlib.suppress(Neo4jError):  # some cannot be run in a transaction at all
            ask(driver, cypher, wall)
    else:
        with pytest.raises((QueryError, ClientError)):
            ask(driver, cypher, wall)
    assert everything(driver) == untouched


@pytest.mark.parametrize("cypher", REACHING)
def test_guard_and_plan_stop_what_looks_or_reaches_elsewhere(driver: neo4j.Driver, cypher: str) -> None:
    for wall in (GUARD, PLAN):
        with pytest.raises(QueryError):
            ask(driver, cypher, wall)


@pytest.mark.parametrize("cypher", REACHING)
@pytest.mark.parametrize("wall", [MODE, ROLLBACK])
def test_access_mode_and_rollback_stop_none_of_that(driver: neo4j.Driver, wall: str, cypher: str) -> None:
    """Where this fails, Neo4j has learned to refuse it, and there is one more wall than we knew."""
    ask(driver, cypher, wall)


@pytest.mark.parametrize("cypher", NOT_HERE)
def test_what_neo4j_itself_refuses_changes_nothing(driver: neo4j.Driver, untouched: list[Any], cypher: str) -> None:
    for wall in (PLAN, MODE, ROLLBACK):
        with pytest.raises((QueryError, ClientError)):
            ask(driver, cypher, wall)
    assert everything(driver) == untouched


def test_with_the_guard_down_no_attempt_gets_past_the_others(driver: neo4j.Driver, untouched: list[Any]) -> None:
    """All attempts on either store; what comes through has read the graph and nothing else."""
    through = set()
    for cypher in (*WRITING, *HIDDEN, *SCHEMA, *OTHER, *REACHING_ON_EITHER, *CHANGING, *REACHING, *NOT_HERE):
        with contextlib.suppress(*REFUSALS):
            ask(driver, cypher, PLAN, MODE, ROLLBACK)
            through.add(cypher)
    assert everything(driver) == untouched
    assert through == {
        "MATCH (CREATE:Theme) RETURN 1",
        "EXPLAIN MATCH (n) RETURN n",
        "USE neo4j MATCH (n) RETURN n",
        "CYPHER 5 MATCH (n) RETURN n",
        "CYPHER runtime=slotted MATCH (n) RETURN n",
    }


LOAD = "LOAD CSV FROM '{}' AS line RETURN line"


@pytest.mark.parametrize(
    "text",
    [LOAD, "CALL { " + LOAD + " } RETURN line", "load csv with headers from '{}' as l return l.id", "EXPLAIN " + LOAD],
)
def test_nothing_is_fetched(driver: neo4j.Driver, listener: tuple[str, list[str]], text: str) -> None:
    address, asked = listener
    for walls in ((GUARD,), (PLAN,), WALLS, (PLAN, MODE, ROLLBACK)):
        with contextlib.suppress(QueryError):
            ask(driver, text.replace("{}", address), *walls)
    assert asked == []


@pytest.mark.parametrize("wall", [MODE, ROLLBACK])
def test_access_mode_and_rollback_alone_would_fetch(
    driver: neo4j.Driver, listener: tuple[str, list[str]], wall: str
) -> None:
    """Neo4j calls LOAD CSV reading: where this fails, it has learned better."""
    address, asked = listener
    assert ask(driver, LOAD.replace("{}", address), wall) == [[["id"]], [["x"]]]
    assert asked.pop().startswith("GET /x.csv ")
    with pytest.raises(ClientError) as caught:
        ask(driver, LOAD.replace("{}", "file:///no-such-file-of-netmap.csv"), wall)
    assert caught.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"


def test_what_is_fetched_to_be_written_is_stopped_too(
    driver: neo4j.Driver, untouched: list[Any], listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    text = f"LOAD CSV FROM '{address}' AS line CREATE (:Theme {{id: line[0]}})"
    for wall in (GUARD, PLAN, MODE):
        with pytest.raises((QueryError, ClientError)):
            ask(driver, text, wall)
    assert asked == []
    ask(driver, text, ROLLBACK)
    assert asked.pop().startswith("GET /x.csv ")
    assert everything(driver) == untouched


def test_every_procedure_of_the_server_off_the_list_is_refused_by_guard_and_plan(driver: neo4j.Driver) -> None:
    listed = ask(driver, "SHOW PROCEDURES YIELD name, argumentDescription RETURN name, size(argumentDescription)")
    names = {name for name, _ in listed}
    assert names > READING_PROCEDURES
    assert len(names) > 40
    for name, arguments in listed:
        call = f"CALL {name}({', '.join(['null'] * arguments)})"
        if name in READING_PROCEDURES:
            ask(driver, call, *WALLS)
            continue
        for text in (call, f"CALL {name}", f"MATCH (n) {call} YIELD x RETURN x", f"CALL {{ {call} }} RETURN 1"):
            with pytest.raises(QueryError, match="reaches outside"):
                check_reading(text, procedures=READING_PROCEDURES)
        with pytest.raises((QueryError, ClientError)):
            ask(driver, call, PLAN)


def test_every_function_of_the_server_with_a_dot_is_known(driver: neo4j.Driver) -> None:
    """A new one is either put on the list, or refused by name here."""
    dotted = [name for (name,) in ask(driver, "SHOW FUNCTIONS YIELD name WHERE name CONTAINS '.' RETURN name")]
    refused = set()
    for name in dotted:
        try:
            check_reading(f"RETURN {name}() AS x")
        except QueryError:
            refused.add(name)
    assert refused == {"graph.byElementId", "graph.byName"}


HOSTILE = ["CREATE (:Zz)", "SET n.x = 1", "DETACH DELETE n", "REMOVE n.x", "MERGE (z:Zz)", "INSERT (:Zz)", "USE system"]
HOSTILE += ["FOREACH (i IN [1] | CREATE (:Zz))", "CALL { CREATE (:Zz) }", "CALL dbms.listConfig()", "IN TRANSACTIONS"]
HOSTILE += [
    "LOAD CSV FROM 'file:///x' AS l",
    "SHOW USERS",
    "{ CREATE (:Zz) }",
    "EXISTS { CREATE (:Zz) }",
    "; CREATE (:Zz)",
]
ORDINARY = [
    "'",
    '"',
    "`",
    "/*",
    "*/",
    "//",
    "\n",
    "\r",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "|",
    "$",
    "*",
    "-",
    "->",
]
ORDINARY += [
    "1",
    "'x'",
    "AS x",
    "n",
    "CASE",
    "WHEN",
    "END",
    "IN",
    "WITH",
    "RETURN",
    "WHERE",
    "UNION",
    "MATCH (n)",
    "IS",
    "::",
]


@given(
    st.sampled_from(GOOD + GOOD_ON_NEO4J),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(HOSTILE + ORDINARY)), min_size=1, max_size=3),
)
@settings(deadline=None, max_examples=800)
def test_whatever_the_guard_lets_through_neo4j_calls_reading_or_wrong(
    driver: neo4j.Driver, good: str, added: list[tuple[int, str]]
) -> None:
    cypher = good
    for place, fragment in added:
        at = place % (len(cypher) + 1)
        cypher = f"{cypher[:at]} {fragment} {cypher[at:]}"
    try:
        check_reading(cypher, procedures=READING_PROCEDURES)
    except QueryError:
        return
    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        try:
            explained = session.run(f"EXPLAIN {cypher}").consume()
        except ClientError:
            return
        check_plan(explained)
