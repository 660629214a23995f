"""Tables as they stood in a file: text cells under netmap's column names, each with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Sheet:
    """One grid of text as read from a CSV file or a workbook, before anybody knows what it holds.

    `cells` has one row for each row of the file that is not blank, indexed by its row number in the
    file (from 1), and columns 0, 1, 2 … in file order; cells are stripped text, or None where blank.
    `name` is the sheet's name, '' for a CSV file. `merged` lists merged ranges such as 'A1:C1'.
    """

    file: str
    name: str
    cells: pd.DataFrame
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """One table of netmap as a file gave it.

    `cells` has text or None under the column names of `netmap.model.tables`; extra columns keep a
    name made from their heading. `rows` is the row number in the file for each row. `headings`
    gives for each column the heading as the file wrote it, `letters` its spreadsheet letter (none
    for JSON). `derived` marks a table that the reader worked out from another one. `sheets` names the
    sheet of each row where the rows stand in several.
    """

    name: str
    cells: pd.DataFrame
    rows: np.ndarray
    file: str
    sheet: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    merged: int = 0
    sheets: Sequence[str] = ()

    def places(self) -> pd.Series:
        """Say for each row where a person finds it, such as `network.xlsx, sheet seats, row 14`."""
        rows = self.rows.tolist()
        where = {name: f"{self.file}, sheet {name}" if name else self.file for name in {self.sheet, *self.sheets}}
        if self.sheets:
            said = [f"{where[name]}, row {row}" for name, row in zip(self.sheets, rows, strict=True)]
        else:
            said = [f"{where[self.sheet]}, row {row}" for row in rows]
        return pd.Series(said, index=self.cells.index, dtype=object)


@dataclass(frozen=True)
class RawRefusal:
    """One row that a reader could not turn into a row of any table; the ledger carries it on."""

    table: str
    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    reason: str
    fix: str


@dataclass(frozen=True)
class RawSource:
    """Everything that one reader took from one source: its name, tables, own refusals and notices."""

    name: str
    tables: tuple[RawTable, ...]
    refusals: tuple[RawRefusal, ...] = ()
    notices: tuple[str, ...] = ()


def column_letter(place: int) -> str:
    """Give the spreadsheet letter of a column counted from 0.

    Example
        >>> column_letter(0), column_letter(26)
        ('A', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
