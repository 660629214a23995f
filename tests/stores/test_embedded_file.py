"""The file of the embedded store: replaced whole or not at all, and nothing left beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from netmap.errors import StoreError
from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS
from netmap.model.records import Records
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import embedded, open_store
from netmap.stores.embedded import EmbeddedStore, schema


def anytown() -> Records:
    return read_source(shipped("datasets") / "anytown").records


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_loaded_file_stands_alone_and_opens_again(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "new" / "folder" / "a [b].db")
    store.load("anytown", anytown())
    store.load("again", anytown())
    store.close()
    assert names_in(tmp_path / "new" / "folder") == ["a [b].db"]
    again = EmbeddedStore(tmp_path / "new" / "folder" / "a [b].db")
    assert again.datasets() == ["anytown", "again"] and again.records().counts()["Seat"] == 11


def test_a_load_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore(tmp_path / "netmap.db")
    store.load("anytown", anytown())
    before = (tmp_path / "netmap.db").read_bytes()
    build = embedded._build

    def fails_at_the_end(*parts: object) -> None:
        build(*parts)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(embedded, "_build", fails_at_the_end)
    with pytest.raises(StoreError, match="other cannot be loaded: the disk is full"):
        store.load("other", read_source(shipped("datasets") / "riverton").records)
    assert names_in(tmp_path) == ["netmap.db"]
    assert (tmp_path / "netmap.db").read_bytes() == before
    assert store.datasets() == ["anytown"]


def test_a_file_that_cannot_be_moved_into_place_leaves_the_store_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EmbeddedStore(tmp_path / "netmap.db")
    store.load("anytown", anytown())

    def refuses(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuses)
    with pytest.raises(StoreError, match="Permission denied"):
        store.load("other", anytown())
    assert names_in(tmp_path) == ["netmap.db"]
    assert store.datasets() == ["anytown"]


KILLED = """
import os, signal, sys
from pathlib import Path
from netmap.sources.reading import read_source
from netmap.stores import embedded
copy = embedded._copy
def dies(connection, table, *rest):
    copy(connection, table, *rest)
    if table == "SEAT_ON":
        os.kill(os.getpid(), signal.SIGKILL)
embedded._copy = dies
embedded.EmbeddedStore(Path(sys.argv[1])).load("killed", read_source(Path(sys.argv[2])).records)
"""


def test_a_process_killed_in_mid_load_leaves_the_old_graph_and_the_next_load_cleans_up(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "netmap.db")
    store.load("anytown", anytown())
    before = (tmp_path / "netmap.db").read_bytes()
    words = [sys.executable, "-c", KILLED, str(tmp_path / "netmap.db"), str(shipped("datasets") / "riverton")]
    assert subprocess.run(words).returncode == -signal.SIGKILL
    left = names_in(tmp_path)
    assert "netmap.db" in left and any(name.endswith(".building") for name in left)
    assert (tmp_path / "netmap.db").read_bytes() == before
    assert EmbeddedStore(tmp_path / "netmap.db").datasets() == ["anytown"]
    store.load("after", anytown())
    assert names_in(tmp_path) == ["netmap.db"]


def test_the_half_built_file_of_a_running_load_is_left_alone(tmp_path: Path) -> None:
    running = tmp_path / f".netmap.db.{os.getppid()}.building"
    running.write_text("half")
    EmbeddedStore(tmp_path / "netmap.db").load("anytown", anytown())
    assert names_in(tmp_path) == [running.name, "netmap.db"]


def test_a_reader_keeps_the_graph_that_it_opened(tmp_path: Path) -> None:
    writer = EmbeddedStore(tmp_path / "netmap.db")
    writer.load("anytown", anytown())
    reader = EmbeddedStore(tmp_path / "netmap.db")
    writer.load("anytown", Records())
    assert reader.records().counts()["Seat"] == 11
    assert EmbeddedStore(tmp_path / "netmap.db").records().counts() == {}


@pytest.mark.parametrize("content", [b"", b"name,kind\nA,b\n", bytes(range(256)) * 64])
def test_a_file_that_is_no_store_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "partners.csv"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a store that netmap made"):
        EmbeddedStore(path)
    assert path.read_bytes() == content


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        EmbeddedStore(tmp_path / "file" / "netmap.db").load("anytown", anytown())


def test_no_store_and_neo4j_are_explained(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        open_store(str(tmp_path / "none.db")).datasets()


def test_the_schema_is_the_model_and_nothing_else() -> None:
    statements = schema(Records())
    made = [statement.split("(")[0].split()[-1] for statement in statements if " TABLE " in statement]
    assert made == [*LABELS, *BOOKKEEPING, *RELATIONSHIPS]
