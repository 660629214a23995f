"""Tables of a report: cells as they are read, with the number or the day behind them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from netmap.errors import RenderError
from netmap.reports.document.marks import SHORTHAND
from netmap.reports.document.refusing import refuse_blank, refuse_other_length


@dataclass(frozen=True)
class Figure:
    """What a cell says as a number or a day, so that a spreadsheet can count with it.

    Parameters
        value: the number, or the lowest that it can be; or the day.
        high: the highest that it can be; None where it is known.
        of: the denominator; None where there is none.
        counts, of_counts: what the number, and its denominator, count, where they count seats or people:
            a key that stands for the same count wherever it is shown (`netmap.reports.publishing`).
    """

    value: float | datetime.date
    high: float | None = None
    of: float | None = None
    counts: str = ""
    of_counts: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table; `numeric` ones are set flush right."""

    key: str
    heading: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in one cell. `mark` holds letters of SHORTHAND: 'u' shows as [u], 're' as [r][e]."""

    text: str
    mark: str = ""
    figure: Figure | None = None

    def __post_init__(self) -> None:
        strange = [letter for letter in self.mark if letter not in SHORTHAND]
        if strange:
            raise RenderError(f"[{strange[0]}] is not a shorthand mark.", f"Use one of {', '.join(SHORTHAND)}.")
        if not self.shown:
            raise RenderError("A table cell is empty.", "Give it a figure, a word or the mark x (not available).")

    @property
    def shown(self) -> str:
        """Give the cell as it is read: its text, then its marks in square brackets."""
        return f"{self.text.strip()} {''.join(f'[{letter}]' for letter in self.mark)}".strip()


@dataclass(frozen=True)
class Table:
    """Rows under headings, one cell to each column; the first cell of a row names the row.

    `name` is what publishing and spreadsheets know the table by: lower-case words joined by hyphens.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        refuse_blank("table", caption=self.caption)
        for column in self.columns:
            refuse_blank("table column", key=column.key, heading=column.heading)
        for place, row in enumerate(self.rows, start=1):
            refuse_other_length(self.caption, place, len(row), len(self.columns))

    def footnotes(self) -> tuple[str, ...]:
        """Give the lines that stand under the table: that it is bare, its note, the marks it uses."""
        used = {letter for row in self.rows for cell in row for letter in cell.mark}
        marks = tuple(f"[{letter}] {meaning}" for letter, meaning in SHORTHAND.items() if letter in used)
        lines = ("" if self.rows else "This table has no rows.", self.note, _sentence("Marks", marks))
        return tuple(line for line in lines if line)


def _sentence(label: str, parts: tuple[str, ...]) -> str:
    return f"{label}: {'; '.join(parts)}." if parts else ""
