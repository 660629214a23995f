"""Answers as tables, alike from every store: numbers as they are, all else plain objects with None for what is missing.

Equal texts of a column are one object: a million rows name few bodies, days and sources.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa


def of_rows(names: Sequence[str], rows: Sequence[Sequence[Any]], plain: Callable[[Any], Any]) -> pd.DataFrame:
    """Make a table of rows; `plain` gives a store's own values, such as nodes and days, as plain data.

    Example
        >>> of_rows(["n", "x", "y"], [[1, "a", 0.5], [None, None, None]], str).to_dict("list")
        {'n': [1, None], 'x': ['a', None], 'y': [0.5, nan]}
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return _named(names, [_of_values(values, plain) for values in columns])


def of_columns(columns: pa.Table) -> pd.DataFrame:
    """Make a table of texts, numbers and truth values that come as columns.

    Example
        >>> of_columns(pa.table({"n": [1, None], "x": ["a", None], "y": [0.5, None]})).to_dict("list")
        {'n': [1, None], 'x': ['a', None], 'y': [0.5, nan]}
    """
    return _named(columns.column_names, [_of_column(values) for values in columns.columns])


def _named(names: Sequence[str], columns: list[pd.Series]) -> pd.DataFrame:
    if not names:
        return pd.DataFrame()
    return pd.DataFrame(dict(enumerate(columns))).set_axis(pd.Index(names, dtype=object), axis=1)


def _of_values(values: Sequence[Any], plain: Callable[[Any], Any]) -> pd.Series:
    kinds = {type(value) for value in values}
    if float in kinds and kinds <= {int, float, type(None)}:
        return pd.Series(values, dtype="float64")
    if kinds == {int}:
        return pd.Series(values, dtype="int64")
    if kinds <= {str, type(None)}:
        known: dict[Any, Any] = {}
        return pd.Series([known.setdefault(value, value) for value in values], dtype=object)
    if kinds <= {int, str, bool, type(None)}:
        return pd.Series(values, dtype=object)
    return pd.Series([plain(value) for value in values], dtype=object)


def _of_column(values: pa.ChunkedArray) -> pd.Series:
    if pa.types.is_string(values.type):
        return pd.Series(_texts(values.combine_chunks()), dtype=object)
    if pa.types.is_floating(values.type) or (pa.types.is_integer(values.type) and not values.null_count):
        return pd.Series(values.to_numpy())
    return pd.Series(values.to_pylist(), dtype=object)


def _texts(values: pa.Array) -> np.ndarray:
    coded = values.dictionary_encode()
    if 2 * len(coded.dictionary) > len(values):
        return np.asarray(values.to_numpy(zero_copy_only=False), dtype=object)
    texts = np.array([*coded.dictionary.to_pylist(), None], dtype=object)
    return np.asarray(texts[coded.indices.fill_null(len(texts) - 1).to_numpy()])
