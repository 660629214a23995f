"""Networks and reference cases that many tests share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

CASES = Path(__file__).parent / "data" / "reference_cases.json"


def read_network(folder: Path) -> Network:
    """Load a dataset folder into a store in memory; every row has to be accepted."""
    dataset = read_source(folder)
    assert not dataset.ledger.refusals
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Network(store)


@pytest.fixture(scope="session")
def cases() -> Mapping[str, dict[str, Any]]:
    """The reference cases by their id."""
    return {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))["cases"]}


@pytest.fixture(scope="session")
def anytown() -> Network:
    return read_network(shipped("datasets") / "anytown")


@pytest.fixture(scope="session")
def riverton() -> Network:
    return read_network(shipped("datasets") / "riverton")


@pytest.fixture
def network_of(tmp_path: Path) -> Callable[..., Network]:
    """Make a network of tables given as CSV text; a call with the same table replaces it."""

    def make(**tables: str) -> Network:
        for name, text in tables.items():
            lines = [line.strip() for line in text.strip().splitlines()]
            (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_network(tmp_path)

    return make
