"""Matrices of a report: what holds at each crossing of rows and columns, told by a shape and a word."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from netmap.errors import RenderError
from netmap.reports.document.marks import Status
from netmap.reports.document.refusing import refuse_blank, refuse_other_length


@dataclass(frozen=True)
class MatrixCell:
    """One crossing of a matrix: its shape, and the word that says what the shape stands for here."""

    status: Status
    word: str

    def __post_init__(self) -> None:
        refuse_blank("matrix cell", word=self.word)


@dataclass(frozen=True)
class MatrixRow:
    """One row of a matrix; `summary` counts the row, with its denominator ('3 of 8')."""

    heading: str
    cells: tuple[MatrixCell, ...]
    summary: str = ""


@dataclass(frozen=True)
class Matrix:
    """A grid such as groups by partnerships. `corner` heads the row headings, `key` explains each status.

    `summary` heads a last column with the rows' summaries; blank means that there is none.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    key: tuple[tuple[Status, str], ...]
    summary: str = ""
    note: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        refuse_blank("matrix", caption=self.caption, corner=self.corner)
        for place, row in enumerate(self.rows, start=1):
            refuse_other_length(self.caption, place, len(row.cells), len(self.columns))
            if bool(row.summary) != bool(self.summary):
                raise RenderError(
                    f"Row {place} of the matrix '{self.caption}' and its heading disagree about a summary.",
                    "Give the summary column a heading and every row a summary, or neither.",
                )
        for status in self._used() - dict(self.key).keys():
            raise RenderError(f"The matrix '{self.caption}' does not explain '{status}'.", "Add it to the key.")

    def _used(self) -> set[Status]:
        return {cell.status for row in self.rows for cell in row.cells}

    def legend(self) -> tuple[tuple[Status, str], ...]:
        """Give the key, less whatever this matrix does not show."""
        used = self._used()
        return tuple((status, meaning) for status, meaning in self.key if status in used)


def split_matrix(matrix: Matrix, width: int = 12) -> tuple[Matrix, ...]:
    """Cut a matrix with more columns than a sheet of paper takes into parts of nearly equal width.

    Returns
        The matrix itself where it fits; else parts in order, the summary column in the last one.
    """
    parts = math.ceil(len(matrix.columns) / width)
    if parts <= 1:
        return (matrix,)
    size = math.ceil(len(matrix.columns) / parts)
    return tuple(_part(matrix, number, parts, slice(number * size, (number + 1) * size)) for number in range(parts))


def _part(matrix: Matrix, number: int, parts: int, columns: slice) -> Matrix:
    last = number == parts - 1
    return replace(
        matrix,
        caption=f"{matrix.caption} (part {number + 1} of {parts})",
        columns=matrix.columns[columns],
        rows=tuple(replace(row, cells=row.cells[columns], summary=row.summary if last else "") for row in matrix.rows),
        summary=matrix.summary if last else "",
    )
