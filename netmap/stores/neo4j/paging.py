"""Whole labels and relationship types out of the database, a page of ids at a time.

A page is one row that holds many, which the driver unpacks six times as fast as rows of their own;
pages follow the index on `id`, so that neither side ever holds more than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from neo4j import ManagedTransaction

from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS
from netmap.model.records import FROM, TO, Ends, node_columns, relationship_columns, with_columns
from netmap.stores.frames import of_rows
from netmap.stores.neo4j.values import plain

PAGE = 10_000
MANY_AT_THE_END = ("FUNDS",)
"""Types of which one start can have very many: a page of starts could hold the whole type."""


def read_nodes(transaction: ManagedTransaction, label: str, extras: list[str]) -> pd.DataFrame:
    """Read all nodes of a label, in order of id, with the properties of the model and those that users brought."""
    names = [*(LABELS.get(label) or BOOKKEEPING[label]).kinds(), *extras]
    wanted = ", ".join(f"n[$names[{place}]]" for place in range(len(names)))
    cypher = (
        f"MATCH (n:{label}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $page "
        f"RETURN max(n.id) AS last, collect([{wanted}]) AS rows"
    )
    rows = of_rows(names, list(_pages(transaction, cypher, names)), plain)
    return with_columns(rows, node_columns(label) if label in LABELS else names)


def read_relationships(transaction: ManagedTransaction, ends: Ends) -> pd.DataFrame:
    """Read all relationships of a type between two labels."""
    kind, start, end = ends
    own = ", ".join(f"r.{name}" for name in RELATIONSHIPS[kind].kinds())
    paged, label = ("b", end) if kind in MANY_AT_THE_END else ("a", start)
    pattern = f"(a:{start})-[r:{kind}]->(b:{end})"
    cypher = (
        f"MATCH ({paged}:{label}) WHERE {paged}.id > $after WITH {paged} ORDER BY {paged}.id LIMIT $page "
        f"OPTIONAL MATCH {pattern} "
        f"RETURN max({paged}.id) AS last, collect(CASE WHEN r IS NOT NULL THEN [a.id, b.id, {own}] END) AS rows"
    )
    columns = relationship_columns(kind)
    assert columns[:2] == [FROM, TO]
    return with_columns(of_rows(columns, list(_pages(transaction, cypher, [])), plain), columns)


def _pages(transaction: ManagedTransaction, cypher: str, names: list[str]) -> Iterator[list[Any]]:
    after: str | None = ""
    while after is not None:
        page = transaction.run(cypher, after=after, page=PAGE, names=names).single(strict=True)
        after = page["last"]
        yield from page["rows"]
