"""Fingerprints of tables: they tell what a table holds, however long it is and in whatever order."""

from __future__ import annotations

import pandas as pd
import pytest

from netmap.model.records import Records
from netmap.stores import fingerprints as module
from netmap.stores.fingerprints import fingerprints


def themes(count: int) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"t{row}" for row in range(count)], "name": ["same"] * count}, dtype=object)


def fingerprint(rows: pd.DataFrame) -> str:
    return fingerprints(Records({"Theme": rows}))["Theme"]


def test_short_and_long_tables_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of reading texts give one fingerprint: a store keeps it while netmap may learn a better limit."""
    rows = themes(50)
    short = fingerprint(rows)
    monkeypatch.setattr(module, "FEW", 10)
    assert fingerprint(rows) == short


def test_the_order_of_rows_does_not_matter_and_each_value_does() -> None:
    rows = themes(50)
    assert fingerprint(rows.iloc[::-1]) == fingerprint(rows)
    assert fingerprint(rows.assign(name="other")) != fingerprint(rows)
