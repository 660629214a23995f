"""The one model of a report: blocks of plain text that every renderer writes in its own way.

A block holds words and figures, never markup. What is said about a block in more than one format
(numbers, captions, labels, legends) is composed here, so that no renderer words it again.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from netmap.errors import RenderError

SHORTHAND: Mapping[str, str] = {
    "c": "confidential",
    "e": "estimated",
    "p": "provisional",
    "r": "revised",
    "u": "low reliability",
    "x": "not available",
    "z": "not applicable",
}

_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
_HIGHEST_LEVEL, _LOWEST_LEVEL = 2, 4


class Severity(StrEnum):
    """How much a finding matters; the value is what analyses use, `word` is what people read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"

    @property
    def word(self) -> str:
        """Give the words that stand beside the finding's number."""
        return "For information" if self is Severity.NOTE else f"{self.value.capitalize()} priority"


class Status(StrEnum):
    """What a cell of a matrix shows, told by its shape; the cell's own word says it exactly."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def symbol(self) -> str:
        """Give the shape as one character, for formats that cannot draw."""
        return {"met": "●", "partly": "◐", "unmet": "○", "unknown": "?", "not_applicable": "–"}[self.value]


class NoticeKind(StrEnum):
    """Why a notice stands apart from the text around it."""

    NOTE = "note"
    CAUTION = "caution"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """Give the word that opens the notice."""
        return {"note": "Note", "caution": "Caution", "unknown": "Not known"}[self.value]


@dataclass(frozen=True)
class Heading:
    """The head of a section: level 2 to 4 (the title is level 1); `anchor` is made from the text if blank."""

    level: int
    text: str
    anchor: str = ""

    def __post_init__(self) -> None:
        _refuse_blank("heading", text=self.text)
        if self.anchor and not _ANCHOR.fullmatch(self.anchor):
            raise RenderError(
                f"The heading '{self.text}' has the anchor '{self.anchor}'.",
                "Use lower-case letters, digits and hyphens, a letter first.",
            )


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list whose order carries no meaning."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A remark that the reader must not miss: what a figure leaves out, what is not known."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True)
class Definitions:
    """Terms and what each means here, as (term, text)."""

    items: tuple[tuple[str, str], ...]


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
    """Rows under headings, one cell to each column; the first cell of a row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        _refuse_blank("table", caption=self.caption)
        for column in self.columns:
            _refuse_blank("table column", key=column.key, heading=column.heading)
        for place, row in enumerate(self.rows, start=1):
            _refuse_other_length(self.caption, place, len(row), len(self.columns))

    def footnotes(self) -> tuple[str, ...]:
        """Give the lines that stand under the table: that it is bare, its note, the marks it uses."""
        used = {letter for row in self.rows for cell in row for letter in cell.mark}
        marks = tuple(f"[{letter}] {meaning}" for letter, meaning in SHORTHAND.items() if letter in used)
        lines = ("" if self.rows else "This table has no rows.", self.note, _sentence("Marks", marks))
        return tuple(line for line in lines if line)


@dataclass(frozen=True)
class MatrixCell:
    """One crossing of a matrix: its shape, and the word that says what the shape stands for here."""

    status: Status
    word: str

    def __post_init__(self) -> None:
        _refuse_blank("matrix cell", word=self.word)


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

    def __post_init__(self) -> None:
        _refuse_blank("matrix", caption=self.caption, corner=self.corner)
        for place, row in enumerate(self.rows, start=1):
            _refuse_other_length(self.caption, place, len(row.cells), len(self.columns))
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


@dataclass(frozen=True)
class Evidence:
    """One record that a finding rests on, where it came from and when it was checked."""

    text: str
    source: str = ""
    checked: str = ""

    @property
    def shown(self) -> str:
        """Give the record with its source and date; what is missing is said, not left out."""
        source = self.source or "source not recorded"
        checked = f"checked {self.checked}" if self.checked else "date not recorded"
        return f"{self.text} ({source}, {checked})"


@dataclass(frozen=True)
class Finding:
    """One thing found out, with the figure behind it, what it is out of, and the records it rests on.

    Parameters
        statement: one plain sentence.
        figure, of: the value and its denominator, read as 'figure of of': '6' of '9 voting seats'.
        measure: what the figure counts, where the statement does not say it.
        bounds: the range that the figure lies in, such as 'between 5 and 7', and why.
        would_change: the records that would change the finding if they were known.
        evidence_left_out: how many more records it rests on than are listed.
    Raises
        RenderError: no evidence, or a figure without its denominator.
    """

    severity: Severity
    statement: str
    evidence: tuple[Evidence, ...]
    figure: str = ""
    of: str = ""
    measure: str = ""
    bounds: str = ""
    assumptions: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    evidence_left_out: int = 0

    def __post_init__(self) -> None:
        _refuse_blank("finding", statement=self.statement)
        if not self.evidence:
            raise RenderError(f"The finding '{self.statement}' has no evidence.", "Name the records that it rests on.")
        if bool(self.figure) != bool(self.of):
            raise RenderError(
                f"The finding '{self.statement}' gives a figure without what it is out of, or the reverse.",
                "Give both, or neither.",
            )

    def reckoning(self) -> str:
        """Give the figure in one line: measure, value, denominator, bounds; blank where there is no figure."""
        if not self.figure:
            return self.bounds
        measure = f"{self.measure}: " if self.measure else ""
        bounds = f" ({self.bounds})" if self.bounds else ""
        return f"{measure}{self.figure} of {self.of}{bounds}"

    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give what stands under the statement, as (label, lines); parts with nothing to say are left out."""
        figure = self.reckoning()
        more = (f"and {self.evidence_left_out} more",) if self.evidence_left_out else ()
        parts = (
            ("Figure", (figure,) if figure else ()),
            ("Evidence", (*(record.shown for record in self.evidence), *more)),
            ("Assumes", self.assumptions),
            ("Would change if known", self.would_change),
            ("What could be done", self.actions),
        )
        return tuple((label, lines) for label, lines in parts if lines)


Block = Heading | Paragraph | Bullets | Notice | Definitions | Table | Matrix | Finding


@dataclass(frozen=True)
class Document:
    """A whole report: what it is called, the day and the place it speaks of, its blocks in order.

    Parameters
        as_of: the day that the records are read at.
        scope: what is covered and what is not. source: where the records came from.
        notes: lines for the foot of the report.
    Raises
        RenderError: no title, a heading that skips a level, or an anchor given twice.
    """

    title: str
    subtitle: str
    as_of: datetime.date
    scope: str
    source: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse_blank("report", title=self.title)
        _check_headings([block for block in self.blocks if isinstance(block, Heading)])

    def front(self) -> tuple[tuple[str, str], ...]:
        """Give the lines under the title as (label, text)."""
        as_of = f"{self.as_of.day} {self.as_of:%B %Y}"
        lines = (("As at", as_of), ("Covers", self.scope), ("Source", self.source))
        return tuple((label, text) for label, text in lines if text)


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


def _sentence(label: str, parts: tuple[str, ...]) -> str:
    return f"{label}: {'; '.join(parts)}." if parts else ""


def _check_headings(headings: list[Heading]) -> None:
    above = _HIGHEST_LEVEL - 1
    seen: set[str] = set()
    for heading in headings:
        if not _HIGHEST_LEVEL <= heading.level <= min(above + 1, _LOWEST_LEVEL):
            raise RenderError(
                f"The heading '{heading.text}' has level {heading.level} below one of level {above}.",
                f"Headings have levels {_HIGHEST_LEVEL} to {_LOWEST_LEVEL} and go down one level at a time.",
            )
        if heading.anchor in seen:
            raise RenderError(f"Two headings have the anchor '{heading.anchor}'.", "Change one of them.")
        above, seen = heading.level, seen | ({heading.anchor} - {""})


def _refuse_blank(what: str, **texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise RenderError(f"A {what} has no text for '{name}'.", "Give it one.")


def _refuse_other_length(caption: str, row: int, found: int, wanted: int) -> None:
    if found != wanted:
        raise RenderError(
            f"Row {row} of '{caption}' has {found} cells under {wanted} headings.", "Give one cell for each heading."
        )
