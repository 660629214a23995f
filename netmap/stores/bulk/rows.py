"""Tables as CSV that Neo4j's importer reads back value by value.

The importer takes nothing between two commas for a missing value and two quotation marks for an
empty text. The csv module of Python 3.11 and pandas cannot write both, so rows are joined here; it
is also the faster way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netmap.errors import StoreError
from netmap.model.graph import INTEGER, NUMBER, YES_NO

ROWS_AT_ONCE = 50_000
LETTERS_SHOWN = 30


@dataclass(frozen=True)
class Column:
    """One column of a file: what stands above it, the kind of its values, and the values; None is a missing one."""

    heading: str
    kind: str
    values: Any


def write_header(path: Path, columns: Sequence[Column]) -> None:
    """Write the line of headings, which the importer reads from a file of its own."""
    path.write_bytes((",".join(_text(column.heading) for column in columns) + "\n").encode())


def write_rows(path: Path, columns: Sequence[Column]) -> int:
    """Write rows as UTF-8, every text in quotation marks, and give the letters of the longest.

    Parameters
        columns: all of one length; the first has no missing values.
    Raises
        StoreError: a text holds what UTF-8 cannot.
    Cost
        One pass over the values, and memory for ROWS_AT_ONCE rows.
    """
    longest = 0
    with path.open("wb") as file:
        for start in range(0, len(columns[0].values), ROWS_AT_ONCE):
            lines = _lines(columns, slice(start, start + ROWS_AT_ONCE))
            longest = max(longest, *map(len, lines))
            file.write(_encoded("".join(lines), path.stem))
    return longest


def _lines(columns: Sequence[Column], rows: slice) -> list[str]:
    """Fill the pattern of a row; a column with one value throughout stands in the pattern itself."""
    pattern, varying = [], []
    for place, column in enumerate(columns):
        values = column.values[rows]
        known = values.tolist()
        same = place > 0 and known[0] == known[-1] and known.count(known[0]) == len(known)
        mark, cells = _cells(values[:1] if same else values, column.kind)
        if same:
            pattern.append((mark % tuple(cells)).replace("%", "%%"))
        else:
            pattern.append(mark)
            varying.append(cells)
    return list(map((",".join(pattern) + "\n").__mod__, zip(*varying, strict=True)))


def _cells(values: Any, kind: str) -> tuple[str, list[Any]]:
    """Give what stands for a column in the pattern of a row, and the values to fill in."""
    missing = pd.isna(values)
    mark, present = _present(values[~missing].tolist(), kind)
    if not missing.any():
        return mark, present
    cells = np.full(len(values), "", dtype=object)
    cells[~missing] = [mark % value for value in present]
    return "%s", cells.tolist()


def _present(values: list[Any], kind: str) -> tuple[str, list[Any]]:
    """Give the same for values of which none is missing."""
    if kind == NUMBER:
        return "%s", values if math.isfinite(sum(values)) else [_number(value) for value in values]
    if kind == INTEGER:
        return "%s", [int(value) for value in values]
    if kind == YES_NO:
        return "%s", ["true" if value else "false" for value in values]
    try:
        quoted = '"' in "".join(values)
    except TypeError:
        return _present([str(value) for value in values], kind)
    return '"%s"', [value.replace('"', '""') for value in values] if quoted else values


def _number(value: float) -> str:
    return str(value) if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _encoded(block: str, where: str) -> bytes:
    try:
        return block.encode()
    except UnicodeEncodeError as fault:
        before = block[max(0, fault.start - LETTERS_SHOWN) : fault.start].rpartition("\n")[2]
        raise StoreError(
            f"A text in {where} holds half of a letter, which no file can hold, after '{before}'.",
            "Type that letter again in the table that it comes from, and load it again.",
        ) from fault
