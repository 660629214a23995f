"""Checks that look at one table by itself; rows are visited only to explain a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.model.dates import end_days, first_days
from netmap.model.distinct import by_distinct
from netmap.model.tables import NAMES, TABLES, Table
from netmap.sources.ledger import Refusal
from netmap.sources.raw import RawTable
from netmap.sources.values import read_column

ERROR_VALUES = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|NOT CALCULATED!|GETTING_DATA)")
TOTAL_WORDS = ("total", "totals", "grand total", "sum", "subtotal")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")

Explain = Callable[[str], tuple[str, str]]


@dataclass
class CheckedTable:
    """A table on its way in: cells as read, typed values, and which rows are refused so far."""

    raw: RawTable
    table: Table
    values: pd.DataFrame
    refused: pd.Series
    merged: pd.Series
    refusals: list[Refusal] = field(default_factory=list)

    @cached_property
    def places(self) -> pd.Series:
        """Where a person finds each row."""
        return self.raw.places()

    def stating(self) -> pd.Series:
        """Say for each row whether it states a record: all but the refused ones, those merged with another too."""
        return ~self.refused

    def standing(self) -> pd.Series:
        """Say for each row whether it is neither refused nor merged."""
        return ~(self.refused | self.merged)

    def kept(self, columns: list[str] | None = None) -> pd.DataFrame:
        """Give the values of the rows that stand, of all columns or of those named."""
        values = self.values if columns is None else self.values[columns]
        return values[self.standing()]

    def refuse(self, rows: pd.Series, column: str, explain: Explain) -> None:
        """Refuse the rows where `rows` is true, explaining each by the value in `column`."""
        for place in np.flatnonzero(rows.to_numpy(dtype=bool)):
            self.refusals.append(self._refusal(int(place), column, explain))
        self.refused |= rows.astype(bool)

    def refuse_row(self, row: object, column: str, reason: str, fix: str) -> None:
        """Refuse one row by its label."""
        place = self.values.index.get_loc(row)
        self.refusals.append(self._refusal(place, column, fixed(reason, fix)))
        self.refused.iat[place] = True

    def _refusal(self, place: int, column: str, explain: Explain) -> Refusal:
        raw, row = self.raw, int(self.raw.rows[place])
        cell = self.raw.cells[column].iloc[place] if column in self.raw.cells else None
        value = "" if cell is None else str(cell)
        reason, fix = explain(value)
        letter = raw.letters.get(column, "")
        sheet = raw.sheet or raw.file.removesuffix(".csv")
        address = f"{sheet}!{letter}{row}" if letter else ""
        heading = raw.headings.get(column, column)
        return Refusal(self.table.name, raw.file, raw.sheet, row, heading, address, value, reason, fix)


def check_table(raw: RawTable) -> CheckedTable:
    """Read the cells of one table by their columns and refuse every row that breaks a rule on its own.

    Parameters
        raw: the table as the file gave it.
    Returns
        CheckedTable: typed values and the refusals, with nothing dropped.
    Cost
        One pass over each column, and one step for each refusal.
    """
    checked = CheckedTable(
        raw,
        TABLES[raw.name],
        raw.cells.copy(),
        pd.Series(False, index=raw.cells.index),
        pd.Series(False, index=raw.cells.index),
    )
    _refuse_broken_cells(checked)
    _refuse_rows_that_are_no_records(checked)
    _read_values(checked)
    _refuse_missing(checked)
    _refuse_backwards(checked)
    return checked


def _refuse_broken_cells(checked: CheckedTable) -> None:
    """Refuse formula errors and control characters, whatever the column; hardly any column has one."""
    for name in checked.raw.cells.columns:
        cells = checked.raw.cells[name]
        text = "\n".join(cells.dropna())
        if "#" in text:
            explain = fixed("is a formula that could not be worked out", "Put the value itself into the cell.")
            checked.refuse(_cells_with(cells, ERROR_VALUES.match) & ~checked.refused, name, explain)
        if CONTROL.search(text):
            explain = fixed("holds a character that cannot be shown", "Type the cell again by hand.")
            checked.refuse(_cells_with(cells, CONTROL.search) & ~checked.refused, name, explain)


def _cells_with(cells: pd.Series, look: Callable[[str], object]) -> pd.Series:
    return by_distinct(cells, lambda text: True if look(text) else None).notna()


def _refuse_rows_that_are_no_records(checked: CheckedTable) -> None:
    """Refuse a second row of headings and a row of totals under the table."""
    cells, columns = checked.raw.cells, list(checked.raw.cells.columns)
    headings = pd.Series(True, index=cells.index)
    for name in columns:
        headings &= cells[name].isna() | cells[name].isin([name, checked.raw.headings.get(name, name)])
    headings[headings] = cells[headings].notna().sum(axis=1) >= 2
    first = columns[0] if columns else ""
    checked.refuse(
        headings & ~checked.refused, first, fixed("is a second row of headings", "Keep one row of headings.")
    )
    if len(cells) and first:
        words = cells[columns].iloc[-1].dropna().astype(str)
        is_total = len(words) > 0 and words.iloc[0].strip(" :").lower() in TOTAL_WORDS
        rows = pd.Series(False, index=cells.index)
        rows.iloc[-1] = is_total
        column = str(words.index[0]) if len(words) else first
        explain = fixed("is a row of totals, not a record", "Delete the row, or move it off the sheet.")
        checked.refuse(rows & ~checked.refused, column, explain)


def _read_values(checked: CheckedTable) -> None:
    for column in checked.table.columns:
        if column.name not in checked.values or column.kind == NAMES:
            continue
        read = read_column(column, checked.raw.cells[column.name])
        checked.values[column.name] = read.values.astype(object)
        checked.refuse(read.bad & ~checked.refused, column.name, read.explain)


def _refuse_missing(checked: CheckedTable) -> None:
    for name in checked.table.required():
        if name not in checked.values:
            continue
        blank = checked.raw.cells[name].isna() & ~checked.refused
        checked.refuse(blank, name, fixed("is blank, and every row needs it", f"Fill in {name}, or delete the row."))


def _refuse_backwards(checked: CheckedTable) -> None:
    values, open_rows = checked.values, ~checked.refused
    if {"start_date", "end_date"} <= set(values.columns):
        start, end = first_days(values["start_date"]), end_days(values["end_date"])
        both = start.notna() & end.notna() & open_rows
        wrong = both & (end.where(both, "") <= start.where(both, "~"))
        reason = "is not after the start date"
        checked.refuse(wrong, "end_date", fixed(reason, "The end is the day after the last day; swap the two dates?"))
    if {"amount", "amount_max"} <= set(values.columns):
        low = pd.to_numeric(values["amount"], errors="coerce")
        high = pd.to_numeric(values["amount_max"], errors="coerce")
        wrong = (high < low) & ~checked.refused
        checked.refuse(wrong, "amount_max", fixed("is less than the amount", "Swap amount and amount_max?"))


def fixed(reason: str, fix: str) -> Explain:
    """Explain every value in the same words."""
    return lambda value: (reason, fix)
