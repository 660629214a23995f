"""The stores that the contract is run over: another one needs a line in `STORES` and a way to open it empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from netmap.stores import open_store
from netmap.stores.contract import Store


def _memory(request: pytest.FixtureRequest) -> str | None:
    return None


def _file(request: pytest.FixtureRequest) -> str:
    folder: Path = request.getfixturevalue("tmp_path")
    return str(folder / "netmap.db")


def _neo4j(request: pytest.FixtureRequest) -> str:
    server: Any = request.getfixturevalue("empty_neo4j")
    return str(server.url)


STORES: dict[str, Callable[[pytest.FixtureRequest], str | None]] = {"memory": _memory, "file": _file, "neo4j": _neo4j}


@pytest.fixture(params=list(STORES))
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    opened = open_store(STORES[request.param](request))
    yield opened
    opened.close()
