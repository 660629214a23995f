"""The embedded store: an openCypher engine inside this process, in memory or in one file.

A load never rolls back. It builds a new graph beside the old one and moves it into place, because
a rolled-back COPY followed by another one crashes this engine, and because a reader then sees the
old graph or the new one and nothing in between.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import glob
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug
import pandas as pd

from netmap.errors import QueryError, StoreError
from netmap.model.graph import BOOKKEEPING, DATE, DAY, INTEGER, LABELS, NUMBER, RELATIONSHIPS, TEXT, YES_NO
from netmap.model.records import Records, every_end, identity_columns, node_columns, relationship_columns, with_columns
from netmap.stores.contract import TIME_LIMIT_SECONDS, Answer, LoadSummary
from netmap.stores.elements import element
from netmap.stores.engine_faults import find_faults, keep_order
from netmap.stores.fingerprints import PART_SEPARATOR
from netmap.stores.frames import of_columns, of_rows
from netmap.stores.loading import Nothing, plan_load
from netmap.stores.reading import check_reading, limited

COLUMN_TYPES = {
    TEXT: "STRING",
    DATE: "STRING",
    DAY: "STRING",
    NUMBER: "DOUBLE",
    INTEGER: "INT64",
    YES_NO: "BOOLEAN",
}

INTERNAL = ("_ID", "_LABEL", "_SRC", "_DST")
PLAIN_TYPES = {"STRING", "BOOL", "INT64", "DOUBLE"}
"""Types of columns that are read as columns; all others are read row by row."""
ROWS_AT_ONCE = 100_000
LARGEST = 2**38
"""Bytes that a store may grow to: the engine reserves as many addresses, and its own 2**43 leave room for 15 stores."""
BUILDING = ".building"
ROWS_IN_MEMORY = 200_000
"""Rows to copy before a commit: one for each table waits for the disk too often, one for all takes much memory."""

MACROS = (
    "CREATE MACRO toFloat(x) AS cast(x, 'DOUBLE')",
    "CREATE MACRO toInteger(x) AS cast(x, 'INT64')",
    "CREATE MACRO type(r) AS label(r)",
)


class EmbeddedStore:
    """A graph in this process: in memory where `path` is None, else in the file it names."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.address = str(path) if path else "memory"
        self._database: Any = None
        if path is not None and path.exists():
            self._database = _open_file(path)

    def load(self, dataset: str, records: Records) -> LoadSummary:
        """Make the store hold exactly these records for the dataset, merged by id with all others."""
        plan = plan_load(self if self._database else Nothing(), dataset, records)
        if plan.is_needed:
            try:
                self._replace(plan.after, plan.bookkeeping)
            except RuntimeError as fault:
                raise StoreError(
                    f"{dataset} cannot be loaded: {_first_line(str(fault))}",
                    "The store is as it was. Check that there is room on the disk, and the tables with `netmap check`.",
                ) from fault
        return plan.summary

    def _replace(self, graph: Records, bookkeeping: Mapping[str, pd.DataFrame]) -> None:
        if self.path is None:
            database = _new_database(None)
            _build(database, graph, bookkeeping)
            self.close()
            self._database = database
        else:
            self._replace_file(self.path, graph, bookkeeping)

    def _replace_file(self, path: Path, graph: Records, bookkeeping: Mapping[str, pd.DataFrame]) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}{BUILDING}")
        try:
            with contextlib.closing(_new_database(beside)) as database:
                _build(database, graph, bookkeeping)
            self.close()
            beside.replace(path)
        except OSError as fault:
            raise StoreError(
                f"{path} cannot be replaced: {fault.strerror}.", "Check that you may write there."
            ) from fault
        finally:
            _remove_what_was_left(path)
            if self._database is None and path.exists():
                self._database = _open_file(path)

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_cap: int | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Answer one reading statement inside a read-only transaction."""
        statement = check_reading(cypher, parameters or {})
        asked = keep_order(limited(cypher, statement, row_cap), statement.sorts)
        with self._connection(seconds or TIME_LIMIT_SECONDS) as connection:
            connection.execute("BEGIN TRANSACTION READ ONLY")
            try:
                result = _execute(connection, asked, dict(parameters or {}))
                return dataclasses.replace(_answer(result, row_cap), notes=find_faults(cypher, statement.sorts))
            finally:
                with contextlib.suppress(RuntimeError):
                    connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def _connection(self, seconds: float) -> Iterator[Any]:
        if self._database is None:
            raise StoreError(f"There is no store at {self.address}.", "Make one with `netmap load SOURCE --into FILE`.")
        connection = ladybug.Connection(self._database)
        connection.set_query_timeout(int(seconds * 1000))
        try:
            yield connection
        finally:
            connection.close()

    def records(self) -> Records:
        """Give the whole graph, merged."""
        return self.read_parts(set())

    def read_parts(self, without: set[str]) -> Records:
        """Read the graph, leaving out the parts named."""
        nodes, relationships = {}, {}
        for label in LABELS:
            if label in without:
                continue
            rows = self._table(f"MATCH (n:{label}) RETURN {_returned('n', self._columns(label))} ORDER BY n.id")
            if len(rows):
                nodes[label] = with_columns(rows, node_columns(label))
        for kind, start, end in every_end():
            if PART_SEPARATOR.join((kind, start, end)) in without:
                continue
            values = _returned("r", list(RELATIONSHIPS[kind].kinds()))
            rows = self._table(
                f"MATCH (a:{start})-[r:{kind}]->(b:{end}) RETURN a.id AS from_id, b.id AS to_id, {values} "
                f"ORDER BY {', '.join(identity_columns(kind))}"
            )
            if len(rows):
                relationships[kind, start, end] = with_columns(rows, relationship_columns(kind))
        return Records(nodes, relationships)

    def bookkeeping(self) -> dict[str, pd.DataFrame]:
        """Give the rows of the labels that netmap keeps for itself."""
        return {
            name: self._table(f"MATCH (n:{name}) RETURN {_returned('n', list(label.kinds()))} ORDER BY n.id")
            for name, label in BOOKKEEPING.items()
        }

    def datasets(self) -> list[str]:
        """List the loaded datasets in the order in which they were first loaded."""
        rows = self._table("MATCH (d:NetmapDataset) RETURN d.id AS id ORDER BY d.position")
        return list(rows["id"])

    def fingerprints(self) -> dict[str, str]:
        """Give the fingerprint of each part."""
        rows = self._table("MATCH (p:NetmapPart) RETURN p.id AS id, p.fingerprint AS fingerprint")
        return dict(zip(rows["id"], rows["fingerprint"], strict=True))

    def statements(self) -> pd.DataFrame:
        """Give what several datasets said of one record."""
        return self._table(
            "MATCH (s:NetmapStatement) RETURN s.dataset AS dataset, s.part AS part, s.content AS content ORDER BY s.id"
        )

    def version(self) -> int:
        """Count the loads that have changed the graph."""
        return int(self._table("MATCH (l:NetmapLoad) RETURN l.version AS version").loc[0, "version"])

    def _table(self, cypher: str) -> pd.DataFrame:
        return self.read(cypher, seconds=3600).rows

    def _columns(self, label: str) -> list[str]:
        with self._connection(TIME_LIMIT_SECONDS) as connection:
            rows = connection.execute(f"CALL table_info('{label}') RETURN *").get_all()
        return [row[1] for row in rows]

    def close(self) -> None:
        """Let go of the engine and of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


def _remove_what_was_left(path: Path) -> None:
    """Remove the half-built files of this process, and of any that was killed while it loaded this store."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*{BUILDING}*"):
        process = left.name.removeprefix(f".{path.name}.").partition(".")[0]
        if process == str(os.getpid()) or (process.isdecimal() and _is_gone(int(process))):
            left.unlink(missing_ok=True)


def _is_gone(process: int) -> bool:
    if os.name != "posix":  # elsewhere, asking for a process by signal 0 may end it
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _returned(variable: str, names: list[str]) -> str:
    return ", ".join(f"{variable}.`{name}` AS `{name}`" for name in names)


def _new_database(path: Path | None) -> Any:
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        return ladybug.Database(str(path) if path else ":memory:", max_db_size=LARGEST)
    except (RuntimeError, OSError) as fault:
        raise StoreError(f"A store cannot be made at {path}.", "Check that the folder may be written to.") from fault


def _open_file(path: Path) -> Any:
    try:
        database = ladybug.Database(str(path), read_only=True, max_db_size=LARGEST)
        connection = ladybug.Connection(database)
        connection.execute("MATCH (l:NetmapLoad) RETURN count(l)")
        connection.close()
        return database
    except (RuntimeError, OSError) as fault:
        if "Buffer manager" in str(fault):
            raise StoreError(
                f"There is not enough memory to open {path}.", "Close other programs, or stores that are open."
            ) from fault
        raise StoreError(
            f"{path} is not a store that netmap made, or it is damaged.",
            "Load the tables again with `netmap load SOURCE --into FILE`: the tables are the truth.",
        ) from fault


def _build(database: Any, graph: Records, bookkeeping: Mapping[str, pd.DataFrame]) -> None:
    """Make every table of the model and fill it."""
    connection = ladybug.Connection(database)
    connection.execute("BEGIN TRANSACTION")
    for statement in schema(graph):
        connection.execute(statement)
    tables = [(name, "", rows, LABELS[name].kinds()) for name, rows in graph.nodes.items()]
    tables += [(name, "", rows, BOOKKEEPING[name].kinds()) for name, rows in bookkeeping.items()]
    for (kind, start, end), rows in graph.relationships.items():
        tables.append((kind, f" (from='{start}', to='{end}')", rows, RELATIONSHIPS[kind].kinds()))
    waiting = 0
    for name, ends, rows, kinds in tables:
        _copy(connection, name, rows, kinds, ends)
        waiting += len(rows)
        if waiting > ROWS_IN_MEMORY:
            connection.execute("COMMIT")
            connection.execute("BEGIN TRANSACTION")
            waiting = 0
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
    connection.close()


def schema(graph: Records) -> list[str]:
    """Give the statements that make the tables of the model, with the extra columns that the graph brings."""
    statements = []
    for label in [*LABELS.values(), *BOOKKEEPING.values()]:
        kinds = dict(label.kinds())
        rows = graph.nodes.get(label.name)
        if rows is not None:
            kinds |= {name: TEXT for name in rows.columns if name not in kinds}
        columns = ", ".join(f"`{name}` {COLUMN_TYPES[kind]}" for name, kind in kinds.items())
        statements.append(f"CREATE NODE TABLE {label.name}({columns}, PRIMARY KEY(id))")
    for relationship in RELATIONSHIPS.values():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in relationship.ends)
        columns = ", ".join(f"`{name}` {COLUMN_TYPES[kind]}" for name, kind in relationship.kinds().items())
        statements.append(f"CREATE REL TABLE {relationship.name}({ends}, {columns})")
    return [*statements, *MACROS]


def _copy(connection: Any, table: str, rows: pd.DataFrame, kinds: Mapping[str, str], ends: str = "") -> None:
    """Hand a whole table to the engine, with every value in the type of its column."""
    if rows.empty:
        return
    frame = rows.astype(object)
    for name in frame.columns:
        if kinds.get(name) == INTEGER:
            frame[name] = pd.Series([None if value is None else int(value) for value in frame[name]], dtype=object)
    columns = "" if ends else "(" + ", ".join(f"`{name}`" for name in frame.columns) + ")"
    connection.execute(f"COPY {table}{columns} FROM frame{ends}")


def _execute(connection: Any, cypher: str, parameters: dict[str, Any]) -> Any:
    try:
        return connection.execute(cypher, parameters)
    except RuntimeError as fault:
        raise _explained(str(fault)) from fault


def _explained(said: str) -> QueryError:
    """Say in plain words what the engine said."""
    if "Interrupted" in said:
        return QueryError("The question took longer than the time limit.", "Narrow it, or raise it with --timeout.")
    missing = re.search(r"Table (\w+) does not exist", said)
    if missing:
        known = ", ".join([*LABELS, *RELATIONSHIPS])
        return QueryError(f"The graph has no label or relationship {missing.group(1)}.", f"It has: {known}.")
    return QueryError(
        f"The query cannot be run: {_first_line(said).rstrip('.')}.",
        "`docs/data-dictionary.md` lists labels and properties.",
    )


def _first_line(said: str) -> str:
    return re.sub(r"^\w+ exception:\s*", "", said).strip().split("\n")[0]


def _answer(result: Any, row_cap: int | None) -> Answer:
    cut = row_cap is not None and result.get_num_tuples() > row_cap
    if not cut and set(result.get_column_data_types()) <= PLAIN_TYPES:
        return Answer(of_columns(result.get_as_arrow(ROWS_AT_ONCE)))
    rows = [result.get_next() for _ in range(row_cap if row_cap is not None and cut else result.get_num_tuples())]
    return Answer(of_rows(result.get_column_names(), rows, _value), cut_at=row_cap if cut else None)


def _value(value: Any) -> Any:
    """Give a value of the engine as plain data: nodes, relationships and paths as what they are, days as text."""
    if isinstance(value, dict) and "_LABEL" in value:
        return element(value["_LABEL"], {name: each for name, each in value.items() if name not in INTERNAL})
    if isinstance(value, dict) and "_NODES" in value:
        links = [*value["_RELS"], None]
        return [_value(step) for pair in zip(value["_NODES"], links, strict=True) for step in pair if step is not None]
    if isinstance(value, dict):
        return {name: _value(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value
