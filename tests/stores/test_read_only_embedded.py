"""Two walls of the embedded store: the guard over the text, and the engine's read-only transaction.

Each is tried with the other down. The engine lets a read-only transaction reach files and its own
settings, so for those the guard stands alone; tests say so, and fail on the day that this changes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmap.errors import QueryError
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import embedded
from netmap.stores.cypher.cursor import Statement
from netmap.stores.embedded import EmbeddedStore
from netmap.stores.reading import check_reading
from tests.stores.cypher_texts import GOOD, GOOD_ON_EMBEDDED, HIDDEN, OTHER, REACHING, SCHEMA, WRITING
from tests.stores.listening import listening

FETCHING = ("httpfs", "postgres")
"""What would make the engine fetch an extension from its makers if the guard were down."""
ON_DISK = [
    cypher for cypher in WRITING + SCHEMA + REACHING + HIDDEN + OTHER if not any(part in cypher for part in FETCHING)
]
FILE, MEMORY = "file", "memory"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EmbeddedStore]]:
    opened = {FILE: EmbeddedStore(tmp_path_factory.mktemp("store") / "netmap.db"), MEMORY: EmbeddedStore()}
    for store in opened.values():
        store.load("anytown", read_source(shipped("datasets") / "anytown").records)
    yield opened
    for store in opened.values():
        store.close()


@pytest.fixture
def small() -> Iterator[EmbeddedStore]:
    """Give a store with a graph of one node."""
    store = EmbeddedStore()
    store._database = embedded._new_database(None)
    with store._connection(10) as connection:
        connection.execute("CREATE NODE TABLE Theme(id STRING, name STRING, PRIMARY KEY(id))")
        connection.execute("CREATE NODE TABLE Partnership(id STRING, PRIMARY KEY(id))")
        connection.execute("CREATE REL TABLE PART_OF(FROM Theme TO Theme, source STRING)")
        connection.execute("CREATE (:Theme {id: 'kept', name: 'as it is'})")
    yield store
    store.close()


@pytest.fixture
def engine(small: EmbeddedStore) -> Iterator[Any]:
    """Give the bare engine, which writes whatever it is told to."""
    with small._connection(10) as connection:
        yield connection


@pytest.fixture
def without_guard(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(embedded, "check_reading", lambda *_, **__: Statement())


def everything(store: EmbeddedStore) -> list[Any]:
    """Say what there is: tables, columns, macros, sequences, rows, and what the rows of one table hold."""
    with store._connection(30) as connection:

        def asked(cypher: str) -> list[Any]:
            return sorted(map(repr, connection.execute(cypher).get_all()))

        tables = ["CALL show_tables() RETURN *", "CALL table_info('Theme') RETURN *"]
        rows = ["MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)", "MATCH (n:Theme) RETURN n.*"]
        return [
            asked(cypher)
            for cypher in (*tables, "CALL show_macros() RETURN *", "CALL show_sequences() RETURN *", *rows)
        ]


@pytest.mark.parametrize("cypher", GOOD + GOOD_ON_EMBEDDED)
def test_what_only_reads_is_answered(stores: dict[str, EmbeddedStore], cypher: str) -> None:
    assert len(stores[FILE].read(cypher).rows) >= 0


@pytest.mark.parametrize("cypher", REACHING)
def test_the_guard_keeps_everything_else_out_of_reach(
    stores: dict[str, EmbeddedStore], folder: Path, monkeypatch: pytest.MonkeyPatch, cypher: str
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    with pytest.raises(QueryError):
        stores[FILE].read(cypher)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("cypher", WRITING + SCHEMA[:-1])
@pytest.mark.parametrize("kind", [FILE, MEMORY])
@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_refuses_to_write(stores: dict[str, EmbeddedStore], kind: str, cypher: str) -> None:
    before = everything(stores[kind])
    with pytest.raises(QueryError):
        stores[kind].read(cypher)
    assert everything(stores[kind]) == before


@pytest.mark.parametrize("kind", [FILE, MEMORY])
@pytest.mark.usefixtures("without_guard")
def test_no_attempt_gets_past_the_engine_alone(stores: dict[str, EmbeddedStore], kind: str) -> None:
    before = everything(stores[kind])
    for cypher in ON_DISK:
        with contextlib.suppress(QueryError, AttributeError, TypeError):  # two statements, half a letter
            stores[kind].read(cypher)
    assert everything(stores[kind]) == before


@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_would_read_and_write_files(stores: dict[str, EmbeddedStore], folder: Path) -> None:
    """Where this fails, the engine has learned to refuse files, and the guard has a wall behind it there too."""
    (folder / "secret.csv").write_text("word\nplain\n")
    for store in stores.values():
        assert len(store.read(f"LOAD FROM '{folder / 'secret.csv'}' RETURN *").rows) >= 1
        store.read(f"COPY (MATCH (n:Theme) RETURN n.id) TO '{folder / 'out.csv'}'")
        assert (folder / "out.csv").exists()
        (folder / "out.csv").unlink()


@pytest.mark.parametrize(
    "text", ["LOAD FROM '{}' RETURN *", "COPY Theme FROM '{}'", "COPY (RETURN 1 AS x) TO '{}'", "ATTACH '{}' AS other"]
)
def test_nothing_is_fetched(
    stores: dict[str, EmbeddedStore], monkeypatch: pytest.MonkeyPatch, folder: Path, text: str
) -> None:
    """The engine alone does not know the way either, as long as nobody has it install an extension."""
    monkeypatch.chdir(folder)
    with listening() as (address, asked):
        with pytest.raises(QueryError):
            stores[FILE].read(text.format(address))
        monkeypatch.setattr(embedded, "check_reading", lambda *_, **__: Statement())
        with pytest.raises(QueryError):
            stores[FILE].read(text.format(address))
        assert asked == []


@pytest.mark.parametrize("cypher", ["CALL threads = 2", "CALL timeout = 100000", "CALL show_tables() RETURN *"])
@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_would_change_settings_and_show_the_schema(
    stores: dict[str, EmbeddedStore], cypher: str
) -> None:
    stores[FILE].read(cypher)


@pytest.mark.usefixtures("without_guard")
def test_the_engine_alone_would_be_led_out_of_its_transaction(small: EmbeddedStore) -> None:
    """In memory, where the graph is not opened for reading only, the guard alone keeps to one statement."""
    with contextlib.suppress(AttributeError):  # an answer to each statement
        small.read("COMMIT; CREATE (:Theme {id: 'led out'})")
    assert small.read("MATCH (n:Theme) WHERE n.id = 'led out' RETURN n.id").rows["n.id"].tolist() == ["led out"]


@pytest.mark.usefixtures("without_guard")
def test_a_file_is_opened_for_reading_only(stores: dict[str, EmbeddedStore]) -> None:
    before = everything(stores[FILE])
    with contextlib.suppress(AttributeError, QueryError):
        stores[FILE].read("COMMIT; CREATE (:Theme {id: 'led out'})")
    assert everything(stores[FILE]) == before


HOSTILE = [
    "CREATE (:Theme {id: 'hidden'})",
    "MATCH (m:Theme) DELETE m",
    "MATCH (m:Theme) SET m.name = 'x'",
    "DROP TABLE Theme",
]
MARKS = st.text("'\"`\\/*; \n\r.1:$(", max_size=8)


@given(
    st.sampled_from(GOOD + GOOD_ON_EMBEDDED), st.integers(0, 200), MARKS, st.sampled_from([*HOSTILE, *WRITING]), MARKS
)
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mixture_of_marks_hides_a_clause_from_guard_and_engine(
    engine: Any, good: str, place: int, before: str, hostile: str, after: str
) -> None:
    """Whatever stands around it: the guard refuses, or the engine takes the clause for part of a text or a comment."""
    at = place % (len(good) + 1)
    cypher = f"{good[:at]}{before} {hostile} {after}{good[at:]}"
    try:
        check_reading(cypher)
    except QueryError:
        return
    with contextlib.suppress(RuntimeError):
        engine.execute(cypher)
    assert engine.execute("MATCH (n:Theme) RETURN n.id, n.name").get_all() == [["kept", "as it is"]]
