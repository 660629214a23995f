"""Tables into the embedded store, against the engine's own COPY of the same frames; and again with one row changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import ladybug

from benchmarks.generator import make_source
from benchmarks.measuring import Figure, peak, timed
from netmap.model.graph import LABELS, RELATIONSHIPS
from netmap.model.records import Records
from netmap.sources.dataset import read_dataset
from netmap.sources.raw import RawSource
from netmap.stores import embedded
from netmap.stores.contract import LoadSummary

NAME = "made-up"


def store_path(scale: float, folder: Path) -> Path:
    return folder / f"uk-{scale:g}.db"


def measure(scale: float, folder: Path) -> list[Figure]:
    read: list[Records] = []
    reading = timed(lambda: read.append(read_dataset(make_source(scale)).records))
    records, path = read[0], store_path(scale, folder)
    path.unlink(missing_ok=True)
    loading, summary = _load(path, records)
    memory = peak()
    bare = timed(lambda: _copy_all(records, folder / "bare.db"))
    (folder / "bare.db").unlink()
    read.clear()
    changed = read_dataset(with_one_change(make_source(scale))).records
    again, second = _load(path, changed)
    size = f"{sum(records.counts().values()):,} records"
    return [
        Figure(f"tables read and checked ({size})", reading, "s"),
        Figure(f"loaded into the embedded store ({summary.changed():,} added)", loading, "s"),
        Figure("the engine's own COPY of the same frames", bare, "s"),
        Figure("embedded load, against that COPY", loading / bare, "times", 2.5),
        Figure("reading, checking and loading, against that COPY", (reading + loading) / bare, "times"),
        Figure("memory of reading and loading", memory, "GB", 4),
        Figure("load again with one row changed, against the first load", again / loading, "times", 1),
        Figure("records changed by that, as the load says", second.changed(), "", 1),
    ]


def with_one_change(raw: RawSource) -> RawSource:
    """Give the source with another legal form for its last organisation."""
    tables = list(raw.tables)
    place = next(number for number, table in enumerate(tables) if table.name == "organisations")
    cells = tables[place].cells.copy()
    cells.loc[cells.index[-1], "legal_form"] = "co-operative"
    tables[place] = dataclasses.replace(tables[place], cells=cells)
    return dataclasses.replace(raw, tables=tuple(tables))


def _load(path: Path, records: Records) -> tuple[float, LoadSummary]:
    said: list[LoadSummary] = []

    def load() -> None:
        store = embedded.EmbeddedStore(path)
        said.append(store.load(NAME, records))
        store.close()

    return timed(load), said[0]


def _copy_all(records: Records, path: Path) -> None:
    connection = ladybug.Connection(ladybug.Database(str(path)))
    for statement in embedded.schema(records):
        connection.execute(statement)
    for label, rows in records.nodes.items():
        embedded._copy(connection, label, rows, LABELS[label].kinds())
    for (kind, start, end), rows in records.relationships.items():
        embedded._copy(connection, kind, rows, RELATIONSHIPS[kind].kinds(), f" (from='{start}', to='{end}')")


def open_loaded(scale: float, folder: Path) -> embedded.EmbeddedStore:
    """Open the store of that size, which is made first where no other measure has left it."""
    path = store_path(scale, folder)
    if not path.exists():
        _load(path, read_dataset(make_source(scale)).records)
    return embedded.EmbeddedStore(path)
