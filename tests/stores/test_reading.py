"""Two walls before the graph and the files: the guard over the text, and the engine's read-only transaction.

Each is tried with the other down. The engine lets a read-only transaction reach files, so for those
the guard stands alone, and a test shows that it must.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import QueryError
from netmap.library import PROJECTIONS, QUESTIONS, queries
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import embedded
from netmap.stores.embedded import EmbeddedStore
from netmap.stores.reading import check_reading

WRITING = [
    "CREATE (:Theme {id: 'x'})",
    "create (:Theme {id: 'x'})",
    "MERGE (:Theme {id: 'x'})",
    "MATCH (n:Theme) SET n.name = 'x'",
    "MATCH (n:Theme) REMOVE n.name",
    "MATCH (n:Theme) DELETE n",
    "MATCH (n:Theme) DETACH DELETE n",
    "DROP TABLE Theme",
    "ALTER TABLE Theme ADD colour STRING",
    "CREATE MACRO f(x) AS x",
    "COPY Theme FROM 'themes.csv'",
    "COMMENT ON TABLE Theme IS 'x'",
    "MATCH (n:Theme) WHERE 1. CREATE (:Theme {id: 'x'})",
]
REACHING = [
    "LOAD FROM '/etc/hostname' (file_format='csv') RETURN *",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "UNWIND [1] AS x LOAD FROM '/etc/hostname' RETURN *",
    "COPY (MATCH (n) RETURN n.id) TO 'out.csv'",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'in'",
    "INSTALL httpfs",
    "ATTACH 'other.db' AS other",
    "DETACH other",
    "USE other",
    "CALL show_tables() RETURN *",
    "MATCH (n:Theme) CALL show_tables() RETURN *",
    "CALL threads = 1",
    "CALL { RETURN 1 } RETURN 2",
    "MATCH (n) FOREACH (x IN [1] | RETURN x)",
]
OTHER = [
    "BEGIN TRANSACTION",
    "COMMIT",
    "ROLLBACK",
    "CHECKPOINT",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "UNINSTALL httpfs",
    "UPDATE httpfs",
    "",
    "   ",
    "// only a comment",
    "/* nothing */",
    ";",
]
HIDDEN = [
    "/* MATCH */ CREATE (:Theme {id: 'x'})",
    "// MATCH\nCREATE (:Theme {id: 'x'})",
    "MATCH (n:Theme) RETURN n /* ; */ ; CREATE (:Theme {id: 'x'})",
    "RETURN 1; COPY (RETURN 1) TO 'out.csv'",
    "RETURN 1;;",
    "RETURN 'a\\\\'; CREATE (:Theme {id: 'x'}) //'",
    "RETURN \"'\" CREATE (:Theme {id: 'x'}) //'",
    "RETURN `'` CREATE (:Theme {id: 'x'}) //'",
    "RETURN 'it\\'s' CREATE (:Theme {id: 'x'})",
    "RETURN 1 /*/ */ CREATE (:Theme {id: 'x'})",
    "\\u0043REATE (:Theme {id: 'x'})",
    "RETURN 'a\\u0027 AS x LOAD CSV FROM \\u0027file:///etc/hostname\\u0027 AS line RETURN line //'",
    "// \\u000a LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "MATCH (n) WHERE n.x > 1. LOAD FROM '/etc/hostname' RETURN *",
]
GOOD = [
    "MATCH (n:Theme) RETURN n.name",
    "match (n:Theme) return n.name;",
    "MATCH (n:Theme) RETURN n.name ; // done",
    "OPTIONAL MATCH (n:Theme) RETURN count(n)",
    "WITH 1 AS one RETURN one",
    "UNWIND [1, 2] AS n RETURN n UNION ALL RETURN 3 AS n",
    "// who?\nMATCH (n:Theme) /* all */ RETURN n.name",
    "MATCH (n:Theme) WHERE n.name = 'CREATE; DROP // LOAD' RETURN n.name",
    'MATCH (n:Theme) WHERE n.name = "it\'s" RETURN n.name',
    "MATCH (n:Theme) RETURN n.name AS `set`",
    "MATCH (`create`:Theme) RETURN `create`.id",
    "MATCH (n:Theme)-[:PART_OF*0..5]->(m:Theme) RETURN count(*) AS n, 1.5 AS x",
    "RETURN 'a\\\\' AS x",
    "RETURN 'it\\'s' AS x",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading")


@pytest.fixture(scope="module")
def file_store(folder: Path) -> EmbeddedStore:
    store = EmbeddedStore(folder / "netmap.db")
    store.load("anytown", read_source(shipped("datasets") / "anytown").records)
    return store


@pytest.fixture(scope="module")
def memory_store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.load("anytown", read_source(shipped("datasets") / "anytown").records)
    return store


@pytest.fixture
def without_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "check_reading", lambda cypher, given: None)


@pytest.mark.parametrize("cypher", WRITING + REACHING + OTHER + HIDDEN)
def test_the_guard_alone_refuses(cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_reading(cypher)
    assert caught.value.hint


@pytest.mark.parametrize("cypher", GOOD)
def test_what_only_reads_is_let_through_and_answered(file_store: EmbeddedStore, cypher: str) -> None:
    assert len(file_store.read(cypher).rows) >= 0


@pytest.mark.parametrize("cypher", WRITING)
@pytest.mark.parametrize("kind", ["file_store", "memory_store"])
@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_writes_nothing(request: pytest.FixtureRequest, kind: str, cypher: str) -> None:
    store: EmbeddedStore = request.getfixturevalue(kind)
    with pytest.raises(QueryError):
        store.read(cypher)
    rows = store.read("MATCH (n:Theme) RETURN count(n) AS n, count(n.name) AS named").rows
    assert rows.to_numpy().tolist() == [[7, 7]]


@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_would_read_and_write_files(file_store: EmbeddedStore, folder: Path) -> None:
    """Where this fails, the engine has learned to refuse files, and the guard has a wall behind it there too."""
    (folder / "secret.csv").write_text("word\nplain\n")
    file_store.read(f"COPY (MATCH (n:Theme) RETURN n.id) TO '{folder / 'out.csv'}'")
    assert (folder / "out.csv").exists()
    assert len(file_store.read(f"LOAD FROM '{folder / 'secret.csv'}' RETURN *").rows) >= 1


@pytest.mark.parametrize("cypher", ["LOAD FROM '{}' RETURN *", "COPY (RETURN 1) TO '{}'"])
def test_the_guard_keeps_files_out_of_reach(file_store: EmbeddedStore, folder: Path, cypher: str) -> None:
    with pytest.raises(QueryError, match="reaches outside the graph"):
        file_store.read(cypher.format(folder / "untouched.csv"))
    assert not (folder / "untouched.csv").exists()


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_text_in_quotation_marks_gets_out_of_them(text: str) -> None:
    inside = text.replace("\\", "\\\\").replace("'", "\\'")
    if "\\u" in inside.lower():
        return
    check_reading(f"RETURN '{inside}' AS x")
    with pytest.raises(QueryError):
        check_reading(f"RETURN '{inside}' AS x CREATE (:Theme)")


@given(st.text("'\"`\\/*; \n.1:$(", max_size=12))
@settings(deadline=None)
def test_no_mixture_of_marks_hides_a_clause_from_guard_and_engine(marks: str) -> None:
    """Whatever stands before it: the guard refuses, or the engine takes the clause for part of a text."""
    cypher = f"RETURN 1 AS x {marks} CREATE (:Theme {{id: 'hidden'}})"
    try:
        check_reading(cypher)
    except QueryError:
        return
    store = EmbeddedStore()
    database = embedded._new_database(None)
    store._database = database
    with store._connection(10) as connection:
        connection.execute("CREATE NODE TABLE Theme(id STRING, PRIMARY KEY(id))")
        try:
            connection.execute(cypher)
        except RuntimeError:
            return
        assert connection.execute("MATCH (n:Theme) RETURN count(n)").get_all() == [[0]]


@pytest.mark.parametrize("kind", [QUESTIONS, PROJECTIONS])
def test_every_shipped_query_passes(kind: str) -> None:
    for query in queries(kind).values():
        check_reading(query.cypher, [parameter.name for parameter in query.parameters])


def test_a_parameter_without_a_value_is_asked_for() -> None:
    with pytest.raises(QueryError, match="needs a value for name"):
        check_reading("MATCH (n {name: $name}) RETURN n", ["other"])
    check_reading("MATCH (n {name: $name}) WHERE n.id <> '$none' RETURN n", ["name"])
