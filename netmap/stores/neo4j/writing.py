"""The difference between two graphs, as steps that each fit into one message to the server.

Labels, types and declared properties stand in the text and come from the model; every value, and
every name of a property that a user brought, is a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from neo4j import ManagedTransaction

from netmap.errors import StoreError
from netmap.model.graph import BOOKKEEPING, INTEGER, LABELS, NUMBER, RELATIONSHIPS, TEXT, YES_NO
from netmap.model.records import FROM, TO, Ends, identity_columns
from netmap.stores.merging import Differences, difference
from netmap.stores.neo4j.schema import FUNDER

ROWS_IN_A_STEP = 10_000
TYPES: Mapping[str, Callable[[Any], Any]] = {NUMBER: float, INTEGER: int, YES_NO: bool}
EACH = "UNWIND range(0, size($id) - 1) AS i "


@dataclass(frozen=True)
class Step:
    """One statement with its rows; where it makes relationships, one for each row."""

    cypher: str
    values: Mapping[str, Any]
    makes: str = ""

    @property
    def rows(self) -> int:
        """Count the rows; a statement on all nodes of a label has none."""
        return len(self.values.get("id", ()))

    def run(self, transaction: ManagedTransaction) -> None:
        """Write the rows.

        Raises
            StoreError: a relationship names a record that is not in the graph.
        """
        counters = transaction.run(self.cypher, dict(self.values)).consume().counters
        if self.makes and counters.relationships_created != self.rows:
            raise StoreError(
                f"The dataset cannot be loaded: a {self.makes} relationship names a record that is not there.",
                "Check the tables with `netmap check`.",
            )


def graph_steps(found: Differences) -> Iterator[Step]:
    """Give the steps that change the graph, in an order in which no relationship ever lacks an end."""
    for ends, link in found.relationships.items():
        yield from _with_relationships(ends, link.removed, "DELETE r")
    for label, node in found.nodes.items():
        yield from _stepped(f"UNWIND $id AS id MATCH (n:{label} {{id: id}}) DELETE n", node.removed, {"id": "id"})
    for label, node in found.nodes.items():
        yield from create_nodes(label, node.added)
        yield from _change_nodes(label, node.changed)
        yield from _change_nodes(label, node.moved)
    for ends, link in found.relationships.items():
        yield from _create_relationships(ends, link.added)
        yield from _change_relationships(ends, link.changed)


def opening_steps(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> Iterator[Step]:
    """Give the steps before the graph is changed, after which a load that stops can be taken up again.

    What datasets said is written before their records change and removed only afterwards, and no
    fingerprint vouches for a part that is being changed.
    """
    yield from create_nodes("NetmapDataset", difference(old["NetmapDataset"], new["NetmapDataset"], ["id"]).added)
    yield from create_nodes("NetmapStatement", difference(old["NetmapStatement"], new["NetmapStatement"], ["id"]).added)
    parts = pd.concat([old["NetmapPart"], new["NetmapPart"]]).groupby("id")["extra_columns"].agg(_joined)
    yield from _replace_parts(parts.reset_index().astype(object))


def closing_steps(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> Iterator[Step]:
    """Give the steps after the graph was changed."""
    gone = difference(old["NetmapStatement"], new["NetmapStatement"], ["id"]).removed
    yield from _stepped("UNWIND $id AS id MATCH (n:NetmapStatement {id: id}) DELETE n", gone, {"id": "id"})
    yield from _replace_parts(new["NetmapPart"])


def together(steps: Iterator[Step]) -> Iterator[list[Step]]:
    """Put small steps together: each commit waits for the disk, so one for each would take longer than the writing."""
    some: list[Step] = []
    for step in steps:
        some.append(step)
        if sum(each.rows for each in some) >= ROWS_IN_A_STEP:
            yield some
            some = []
    if some:
        yield some


def _joined(names: pd.Series) -> str | None:
    return " ".join(sorted({name for text in names.dropna() for name in text.split(" ")})) or None


def _replace_parts(parts: pd.DataFrame) -> Iterator[Step]:
    yield Step("MATCH (n:NetmapPart) DELETE n", {})
    yield from create_nodes("NetmapPart", parts)


def create_nodes(label: str, rows: pd.DataFrame) -> Iterator[Step]:
    """Give the steps that make the nodes of a label."""
    for labels, own in _by_funding(label, rows):
        names = _declared(label, own)
        extras = [name for name in own.columns if name not in _kinds(label) and own[name].notna().any()]
        values = ", ".join(f"{name}: ${name}[i]" for name in names)
        more = " SET n += $extras[i]" if extras else ""
        cypher = f"{EACH}CREATE (n:{':'.join(labels)} {{{values}}}){more}"
        yield from _stepped(cypher, own, dict(zip(names, names, strict=True)), _kinds(label), maps={"extras": extras})


def _change_nodes(label: str, rows: pd.DataFrame) -> Iterator[Step]:
    for labels, own in _by_funding(label, rows):
        role = f" SET n:{FUNDER}" if FUNDER in labels else f" REMOVE n:{FUNDER}" if label == "Organisation" else ""
        cypher = f"{EACH}MATCH (n:{label} {{id: $id[i]}}) SET n = $row[i]{role}"
        yield from _stepped(cypher, own, {"id": "id"}, _kinds(label), maps={"row": list(own.columns)})


def _by_funding(label: str, rows: pd.DataFrame) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    """Part organisations into those that fund, which carry a second label, and all others."""
    if label != "Organisation" or rows.empty:
        yield (label,), rows
        return
    funds = rows["is_funder"].eq(True)
    yield (label,), rows[~funds]
    yield (label, FUNDER), rows[funds]


def _create_relationships(ends: Ends, rows: pd.DataFrame) -> Iterator[Step]:
    kind, start, end = ends
    kinds = RELATIONSHIPS[kind].kinds()
    names = [name for name in kinds if rows[name].notna().any()] if len(rows) else []
    values = ", ".join(f"{name}: ${name}[i]" for name in names)
    cypher = (
        f"{EACH}MATCH (a:{start} {{id: $id[i]}}) MATCH (b:{end} {{id: $to[i]}}) CREATE (a)-[:{kind} {{{values}}}]->(b)"
    )
    columns = {"id": FROM, "to": TO, **dict(zip(names, names, strict=True))}
    yield from _stepped(cypher, rows, columns, kinds, makes=kind)


def _change_relationships(ends: Ends, rows: pd.DataFrame) -> Iterator[Step]:
    yield from _with_relationships(ends, rows, "SET r = $row[i]", {"row": list(RELATIONSHIPS[ends[0]].kinds())})


def _with_relationships(
    ends: Ends, rows: pd.DataFrame, clause: str, maps: Mapping[str, list[str]] | None = None
) -> Iterator[Step]:
    """Find relationships by their ends and by what else tells two of them apart, and do something with each."""
    kind, start, end = ends
    apart = [name for name in identity_columns(kind) if name not in (FROM, TO)]
    which = " AND ".join(f"coalesce(r.{name}, '') = coalesce(${name}[i], '')" for name in apart)
    where = f" WHERE {which}" if which else ""
    cypher = f"{EACH}MATCH (:{start} {{id: $id[i]}})-[r:{kind}]->(:{end} {{id: $to[i]}}){where} {clause}"
    columns = {"id": FROM, "to": TO, **dict(zip(apart, apart, strict=True))}
    yield from _stepped(cypher, rows, columns, RELATIONSHIPS[kind].kinds(), maps=maps)


def _kinds(label: str) -> dict[str, str]:
    return (LABELS.get(label) or BOOKKEEPING[label]).kinds()


def _declared(label: str, rows: pd.DataFrame) -> list[str]:
    return [name for name in _kinds(label) if name in rows.columns and rows[name].notna().any()]


def _stepped(
    cypher: str,
    rows: pd.DataFrame,
    columns: Mapping[str, str],
    kinds: Mapping[str, str] | None = None,
    *,
    maps: Mapping[str, list[str]] | None = None,
    makes: str = "",
) -> Iterator[Step]:
    """Cut rows into steps.

    Parameters
        columns: the parameters that are lists of values, and the column of each.
        kinds: the kind of each column; what is not named is text.
        maps: the parameters that are lists of maps, and the columns that go into each map where they hold something.
        makes: the type of relationship that the statement makes, one for each row.
    """
    kinds = kinds or {}
    for first in range(0, len(rows), ROWS_IN_A_STEP):
        part = rows.iloc[first : first + ROWS_IN_A_STEP]
        values: dict[str, Any] = {name: _values(part[column], kinds.get(column)) for name, column in columns.items()}
        for name, wanted in (maps or {}).items():
            if wanted:
                values[name] = _maps(part, wanted, kinds)
        yield Step(cypher, values, makes)


def _values(column: pd.Series, kind: str | None) -> list[Any]:
    made = TYPES.get(kind or TEXT)
    values = column.astype(object).where(column.notna(), None).tolist()
    return values if made is None else [None if value is None else made(value) for value in values]


def _maps(rows: pd.DataFrame, columns: list[str], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    lists = [_values(rows[column], kinds.get(column)) for column in columns]
    return [
        {name: value for name, value in zip(columns, each, strict=True) if value is not None}
        for each in zip(*lists, strict=True)
    ]
