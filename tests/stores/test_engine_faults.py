"""The engine's faults themselves, so that a mended engine is noticed, and what is done about them until then."""

from __future__ import annotations

import itertools
import random

import ladybug
import pandas as pd
import pytest

from netmap.library import PROJECTIONS, queries
from netmap.model.records import Records
from netmap.stores.cypher.cursor import Sort
from netmap.stores.embedded import EmbeddedStore
from netmap.stores.engine_faults import LOST_ORDER, LOST_ROWS, WIDTHS, find_faults, keep_order

ONE_MATCH = "MATCH (a:A)<-[h:H]-(s:S)-[:O]->(p:P) WHERE a.k = 'x' AND h.d = 'y' RETURN s.id AS id ORDER BY id"
STEP_BY_STEP = (
    "MATCH (a:A)<-[h:H]-(s:S) WHERE a.k = 'x' AND h.d = 'y' WITH DISTINCT s "
    "MATCH (s)-[:O]->(p:P) RETURN s.id AS id ORDER BY id"
)


def small_graph() -> ladybug.Connection:
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    for statement in (
        "CREATE NODE TABLE A(id STRING, k STRING, PRIMARY KEY(id))",
        "CREATE NODE TABLE S(id STRING, PRIMARY KEY(id))",
        "CREATE NODE TABLE P(id STRING, PRIMARY KEY(id))",
        "CREATE REL TABLE H(FROM S TO A, d STRING)",
        "CREATE REL TABLE O(FROM S TO P)",
        "CREATE (:P {id: 'p'})",
    ):
        connection.execute(statement)
    for body, seats in {"a1": "s1y s2y s3n", "a2": "s4n s5y s6n"}.items():
        connection.execute(f"CREATE (:A {{id: '{body}', k: 'x'}})")
        for seat in seats.split():
            name, flag = seat[:2], seat[2]
            connection.execute(f"CREATE (:S {{id: '{name}'}})")
            connection.execute(
                f"MATCH (s:S {{id: '{name}'}}), (a:A {{id: '{body}'}}), (p:P) "
                f"CREATE (s)-[:H {{d: '{flag}'}}]->(a), (s)-[:O]->(p)"
            )
    return connection


def test_the_engine_still_loses_a_row_and_step_by_step_does_not() -> None:
    connection = small_graph()
    assert connection.execute(STEP_BY_STEP).get_as_df()["id"].tolist() == ["s1", "s2", "s5"]
    assert connection.execute(ONE_MATCH).get_as_df()["id"].tolist() != ["s1", "s2", "s5"], "the engine is mended"


@pytest.mark.parametrize(
    "cypher",
    [
        ONE_MATCH,
        "MATCH (a)-[h:H {d: 'y'}]->(s)-->(p) RETURN p",
        "MATCH (x) OPTIONAL MATCH (a)-[:O]->(s)<-[r:H]-(b) WHERE coalesce(r.d, '') = 'y' RETURN b",
    ],
)
def test_a_risky_text_is_warned_about(cypher: str) -> None:
    assert find_faults(cypher) == (LOST_ROWS,)


@pytest.mark.parametrize("cypher", [STEP_BY_STEP, "MATCH (a)-[:H]->(s)-[:O]->(p) WHERE a.k = 'x' RETURN p", "RETURN 1"])
def test_a_safe_text_is_not(cypher: str) -> None:
    assert find_faults(cypher) == ()


@pytest.mark.parametrize("folder", ["questions", PROJECTIONS])
def test_no_shipped_query_has_that_shape(folder: str) -> None:
    assert [query.name for query in queries(folder).values() if find_faults(query.cypher)] == []


MANY = 60_000
TRIES = 40
FOUR_TEXTS = (
    "MATCH (o:Organisation) RETURN o.kind AS a, o.sector AS b, o.legal_form AS c, o.id AS d ORDER BY a, b, c, d"
)


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """More organisations than one block of the engine's sorting holds, in no order."""
    dice = random.Random(1)
    ids = [f"org-{number:06d}" for number in range(MANY)]
    dice.shuffle(ids)
    texts = {name: [f"{name[0]}{dice.randrange(300)}" for _ in ids] for name in ("kind", "sector", "legal_form")}
    return pd.DataFrame({"id": ids, **texts})


def test_the_engine_still_loses_the_order_of_four_texts(many: pd.DataFrame) -> None:
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    connection.execute(
        "CREATE NODE TABLE Organisation(id STRING, kind STRING, sector STRING, legal_form STRING, PRIMARY KEY(id))"
    )
    connection.execute("COPY Organisation FROM $many", {"many": many})
    wanted = in_order(many)
    found = (connection.execute(FOUR_TEXTS).get_as_df().to_numpy().tolist() for _ in range(TRIES))
    assert any(rows != wanted for rows in found), "the engine is mended"


def test_a_store_keeps_that_order(many: pd.DataFrame) -> None:
    store, wanted = EmbeddedStore(), in_order(many)
    store.load("many", Records({"Organisation": many.assign(name=many["id"])}))
    for _ in range(TRIES // 2):
        assert store.read(FOUR_TEXTS).rows.to_numpy().tolist() == wanted
        assert store.read(FOUR_TEXTS, row_cap=30_000).rows.to_numpy().tolist() == wanted[:30_000]


def in_order(many: pd.DataFrame) -> list[list[str]]:
    return sorted([row.kind, row.sector, row.legal_form, row.id] for row in many.itertuples())


@pytest.mark.parametrize("values", range(1, 12))
def test_no_mixture_of_values_fills_a_block_to_its_end(values: int) -> None:
    constants = keep_order("", [Sort(0, values)]).split(", ")[:-1]
    for mixture in itertools.combinations_with_replacement([14, 9, 2], values):
        width = sum(mixture) + 8 + sum(WIDTHS[constant] for constant in constants)
        assert width not in [2**power for power in range(12)]


def test_twelve_values_are_warned_about() -> None:
    assert find_faults("RETURN 1", [Sort(0, 11)]) == ()
    assert find_faults("RETURN 1", [Sort(0, 12)]) == (LOST_ORDER,)


@pytest.mark.parametrize(
    ("cypher", "rows"),
    [
        ("RETURN x, y, count(*) AS n, max(z) AS m ORDER BY n DESC, x, y, m", [["a", 1, 2, 6], ["b", 2, 1, 4]]),
        ("RETURN DISTINCT x, y, 1 AS n, 2 AS m ORDER BY x DESC, y, n, m", [["b", 2, 1, 2], ["a", 1, 1, 2]]),
        ("WITH x, y, z ORDER BY x, y, z DESC, x LIMIT 2 RETURN x, z ORDER BY z", [["a", 5], ["a", 6]]),
        ("WITH x, y, z ORDER BY y, x, z, x LIMIT 2 WITH z ORDER BY z, z, z, z DESC LIMIT 1 RETURN z", [[5]]),
    ],
)
def test_an_order_of_four_values_is_as_before(cypher: str, rows: list[list[object]]) -> None:
    three = "UNWIND [{x: 'a', y: 1, z: 5}, {x: 'a', y: 1, z: 6}, {x: 'b', y: 2, z: 4}] AS row "
    store = EmbeddedStore()
    store.load("none", Records())
    answer = store.read(f"{three} WITH row.x AS x, row.y AS y, row.z AS z {cypher}")
    assert answer.rows.to_numpy().tolist() == rows
