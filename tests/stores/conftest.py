"""The stores that the contract is run over: another one needs a line in `STORES` and a way to open it empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netmap.stores import open_store
from netmap.stores.contract import Store

STORES: dict[str, Callable[[Path], str | None]] = {
    "memory": lambda folder: None,
    "file": lambda folder: str(folder / "netmap.db"),
}


@pytest.fixture(params=list(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(STORES[request.param](tmp_path))
    yield opened
    opened.close()
