"""Two states of one dataset, between which loads are killed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netmap.shipped import shipped
from netmap.sources.reading import read_source
from tests.stores.kills.killed import held


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two states of one dataset, which differ in most of their records: names, bodies that come and go, seats."""
    folder = tmp_path_factory.mktemp("towns")
    for state in ("old", "new"):
        shutil.copytree(shipped("datasets") / "anytown", folder / state)
    bodies = folder / "new" / "organisations.csv"
    rows = pd.read_csv(bodies, dtype=object)
    rows["name"] = rows["name"] + " (new)"
    rows["colour"] = "red"
    rows.to_csv(bodies, index=False)
    seats = pd.read_csv(folder / "new" / "seats.csv", dtype=object).iloc[2:]
    seats["role"] = "chair"
    seats.to_csv(folder / "new" / "seats.csv", index=False)
    return {state: folder / state for state in ("old", "new")}


@pytest.fixture(scope="session")
def states(towns: dict[str, Path]) -> dict[str, dict[Any, list[str]]]:
    return {state: held(read_source(folder).records) for state, folder in towns.items()}
