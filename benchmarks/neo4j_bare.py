"""What somebody who knows Neo4j would write to load the same rows, without netmap: the yardstick of its load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from neo4j import Driver

from netmap.model.records import FROM, TO, Records

ROWS_IN_A_BATCH = 10_000


def load_bare(driver: Driver, records: Records) -> None:
    """Load into an empty database: constraints, nodes, then relationships between nodes found by id."""
    with driver.session() as session:
        for label in records.nodes:
            session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for label, rows in records.nodes.items():
            text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
            for batch in _batches(rows):
                session.run(text, rows=batch).consume()
        for (kind, start, end), rows in records.relationships.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row.values"
            )
            for batch in _batches(rows):
                ends = [{"start": row.pop(FROM), "end": row.pop(TO), "values": row} for row in batch]
                session.run(text, rows=ends).consume()


def _batches(rows: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    for first in range(0, len(rows), ROWS_IN_A_BATCH):
        yield [
            {name: value for name, value in row.items() if value is not None}
            for row in rows.iloc[first : first + ROWS_IN_A_BATCH].to_dict("records")
        ]
