"""Answers of the driver as tables, with the types that the embedded store gives for the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import neo4j.graph
import neo4j.time
import pandas as pd

from netmap.model.graph import LABELS
from netmap.stores.elements import element


def table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Make a table of rows: fractions have NaN for what is missing, all else is objects with None.

    Example
        >>> table(["n", "x", "y"], [[1, "a", 0.5], [None, None, None]]).to_dict("list")
        {'n': [1, None], 'x': ['a', None], 'y': [0.5, nan]}
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    made = [_column(values) for values in columns]
    return pd.DataFrame(dict(enumerate(made))).set_axis(list(names), axis=1) if names else pd.DataFrame()


def _column(values: Sequence[Any]) -> pd.Series:
    kinds = {type(value) for value in values}
    if float in kinds and kinds <= {int, float, type(None)}:
        return pd.Series(values, dtype="float64")
    if kinds == {int}:
        return pd.Series(values, dtype="int64")
    if kinds <= {int, str, bool, type(None)}:
        return pd.Series(values, dtype=object)
    return pd.Series([plain(value) for value in values], dtype=object)


def plain(value: Any) -> Any:
    """Give a value of the driver as plain data: a node or relationship as its label or type and its properties."""
    if isinstance(value, neo4j.graph.Node):
        return element(next((label for label in sorted(value.labels) if label in LABELS), ""), dict(value))
    if isinstance(value, neo4j.graph.Relationship):
        return element(value.type, dict(value))
    if isinstance(value, neo4j.graph.Path):
        steps: list[neo4j.graph.Entity] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship, node]
        return [plain(step) for step in steps]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time | neo4j.time.Duration):
        return value.iso_format()
    return value
