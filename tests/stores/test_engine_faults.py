"""The engine's fault itself, so that a mended engine is noticed, and the warning that stands until then."""

from __future__ import annotations

import ladybug
import pytest

from netmap.library import PROJECTIONS, queries
from netmap.stores.engine_faults import LOST_ROWS, find_faults

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
