"""A folder of files for the importer: a header file and a data file for each label and relationship type."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from netmap.errors import StoreError
from netmap.model.graph import BOOKKEEPING, DATE, DAY, INTEGER, LABELS, NUMBER, RELATIONSHIPS, TEXT, YES_NO
from netmap.model.records import FROM, TO, Ends, Records
from netmap.stores.bulk.guide import ARGUMENTS, CONSTRAINTS, LEDGER, READ_ME, Group, import_options, read_me
from netmap.stores.bulk.rows import Column, write_header, write_rows
from netmap.stores.contract import Store
from netmap.stores.neo4j.schema import FUNDER, constraints

COLUMN_TYPES = {
    TEXT: "string",
    DATE: "string",
    DAY: "string",
    NUMBER: "double",
    INTEGER: "long",
    YES_NO: "boolean",
}
UNFIT_IN_NAMES = frozenset("{}\r\n")
GLANCE = 1000


@dataclass(frozen=True)
class Bulk:
    """A folder of files for the importer, and how many rows of each label and relationship type it holds.

    `groups` are its pairs of files, netmap's own labels among them; `longest` counts the letters of the longest row.
    """

    folder: Path
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]
    groups: tuple[Group, ...]
    longest: int

    def words(self, place: Path) -> list[str]:
        """Give the words after `neo4j-admin` when it is run in a place; the name of the database follows them.

        Parameters
            place: best the folder itself or one above it: the importer cuts the names of files at commas.
        """
        way = Path(os.path.relpath(self.folder, place)).as_posix()
        return ["database", "import", "full", *import_options(self.groups, self.longest, way)]


def read_whole(store: Store) -> tuple[Records, Mapping[str, pd.DataFrame]]:
    """Read the graph and what netmap keeps beside it as of one moment: both again, where a load came between."""
    while True:
        before, records, after = store.bookkeeping(), store.records(), store.bookkeeping()
        if before["NetmapLoad"].equals(after["NetmapLoad"]):
            return records, after


def write_bulk(
    records: Records,
    bookkeeping: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    ledger: Mapping[str, Any] | None = None,
) -> Bulk:
    """Write a merged graph as the files that Neo4j's importer reads.

    Parameters
        records: the merged graph, as a store gives it.
        bookkeeping: the rows of the labels that netmap keeps for itself, as the same store gives them.
        folder: not there yet, or empty.
        ledger: the account of reading the source, as a document, where there is one.
    Returns
        Bulk: what was written, and the words for the importer. Labels and types without rows have no
        files, and properties without values no columns.
    Raises
        StoreError: the folder holds something or cannot be written to, or something cannot be written
        for the importer; nothing is left behind.
    Cost
        One pass over the values; beside the graph, memory for some ten thousand rows.
    """
    nodes = {label: rows for label, rows in records.nodes.items() if len(rows)}
    kept = {label: rows for label, rows in bookkeeping.items() if len(rows)}
    relationships = {ends: rows for ends, rows in records.relationships.items() if len(rows)}
    with _made(folder) as part:
        files = {Group("nodes", label, label): _node_columns(label, rows) for label, rows in {**nodes, **kept}.items()}
        for ends, rows in relationships.items():
            files[Group("relationships", ends[0], "-".join(ends))] = _relationship_columns(ends, rows)
        longest = max((_write_pair(part, group.file, columns) for group, columns in files.items()), default=0)
        _write_guide(part, import_options(files, longest), ledger)
    return Bulk(folder, _counted(nodes), _counted(relationships), tuple(files), longest)


def _counted(tables: Mapping[Any, pd.DataFrame]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, rows in tables.items():
        kind = name if isinstance(name, str) else name[0]
        counts[kind] = counts.get(kind, 0) + len(rows)
    return counts


def _write_pair(folder: Path, name: str, columns: list[Column]) -> int:
    write_header(folder / f"{name}-header.csv", columns)
    return write_rows(folder / f"{name}.csv", columns)


def _node_columns(label: str, rows: pd.DataFrame) -> list[Column]:
    kinds = (LABELS.get(label) or BOOKKEEPING[label]).kinds()
    columns = [Column(f"id:ID({label})", TEXT, rows["id"].to_numpy())]
    columns += _properties(rows, [name for name in rows.columns if name != "id"], kinds)
    funds = rows["is_funder"].eq(True) if label == "Organisation" and "is_funder" in rows else pd.Series(dtype=bool)
    if funds.any():
        columns.append(
            Column(":LABEL", TEXT, pd.Series(FUNDER, rows.index, dtype=object).where(funds, None).to_numpy())
        )
    return columns


def _relationship_columns(ends: Ends, rows: pd.DataFrame) -> list[Column]:
    kind, start, end = ends
    columns = [
        Column(f":START_ID({start})", TEXT, rows[FROM].to_numpy()),
        Column(f":END_ID({end})", TEXT, rows[TO].to_numpy()),
    ]
    return columns + _properties(
        rows, [name for name in rows.columns if name not in (FROM, TO)], RELATIONSHIPS[kind].kinds()
    )


def _properties(rows: pd.DataFrame, names: list[str], kinds: Mapping[str, str]) -> list[Column]:
    """Give the columns that hold anything; what the model does not declare is text."""
    columns = []
    for name in names:
        if not UNFIT_IN_NAMES.isdisjoint(name):
            raise StoreError(
                f"Neo4j's importer cannot take a property that is called {name!r}.",
                "Take the braces and line ends out of the heading of that column, and load it again.",
            )
        if rows[name].iloc[:GLANCE].notna().any() or rows[name].notna().any():
            kind = kinds.get(name, TEXT)
            columns.append(Column(f"{name}:{COLUMN_TYPES[kind]}", kind, rows[name].to_numpy()))
    return columns


def _write_guide(folder: Path, options: list[str], ledger: Mapping[str, Any] | None) -> None:
    texts = {
        ARGUMENTS: "".join(f"{option}\n" for option in options),
        CONSTRAINTS: "".join(f"{statement};\n" for statement in constraints()),
        READ_ME: read_me(has_ledger=ledger is not None),
    }
    if ledger is not None:
        texts[LEDGER] = json.dumps(ledger, ensure_ascii=False, indent=2) + "\n"
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Give a folder to write in, whose files are moved to where they belong if the block succeeds.

    A folder that is there stays the one it is: it may be a mounted disk, or one whose parent is not ours.
    """
    there = folder.exists()
    part = folder / f".{os.getpid()}.part" if there else folder.with_name(f".{folder.name}.{os.getpid()}.part")
    names: list[str] = []
    try:
        if there and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder} is already there.", "Name a new folder, or empty this one first.")
        part.mkdir(parents=True)
        yield part
        if not there:
            part.rename(folder)
        names += [file.name for file in part.iterdir()] if there else []
        for name in names:
            (part / name).rename(folder / name)
    except OSError as error:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        raise StoreError(
            f"{folder} cannot be written: {error.strerror or error}.",
            "Check that you may write there, and that the disk has room.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
