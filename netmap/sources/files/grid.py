"""From loose cells to a `Sheet`: blank rows and columns left out, row numbers kept, limits watched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from netmap.sources.files.safety import CELLS, COLUMNS, ROWS, too_large
from netmap.sources.raw import Sheet, column_letter

Row = list[str | None]


def build_sheet(
    path: Path, name: str, numbers: Sequence[int], rows: list[Row], merged: Sequence[str] = ()
) -> Sheet | None:
    """Make a sheet of rows that end at their last cell with text; None where no row is given."""
    if not rows:
        return None
    width = max(len(row) for row in rows)
    check_extent(path, name, numbers[-1], width, len(rows))
    columns = {place: [row[place] if place < len(row) else None for row in rows] for place in range(width)}
    cells = pd.DataFrame(columns, index=pd.Index(numbers, dtype=int), dtype=object)
    return Sheet(path.name, name, cells, tuple(merged))


def check_extent(path: Path, sheet: str, last_row: int, last_column: int, filled_rows: int) -> None:
    """Refuse a sheet of a workbook whose cells lie further out than a spreadsheet reaches, or are too many.

    Parameters
        last_row, last_column: the furthest row and column with a cell that is not blank, from 1.
        filled_rows: how many rows are to be held in memory.
    """
    if last_row <= ROWS and last_column <= COLUMNS and filled_rows * last_column <= CELLS:
        return
    corner = f"{column_letter(last_column - 1)}{last_row}"
    raise too_large(
        path,
        f"fills sheet '{sheet}' as far as cell {corner}",
        f"The limits are {ROWS:,} rows, {COLUMNS:,} columns and {CELLS:,} cells. "
        "Delete what stands far outside the table, or split the table.",
        sheet=sheet,
    )


def is_ignored(name: str) -> bool:
    """Say whether a sheet's name asks to be left out, as in 'Notes (ignore)'."""
    return "(ignore)" in name.lower()
