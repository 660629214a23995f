"""A table as a spreadsheet holds it: numbers and days to count with, beside the words that people read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from netmap.reports.document import Cell, Column, Figure, Table

AT_MOST, OUT_OF, AS_WRITTEN = "at most", "out of", "as written"
NO_FIGURE = "[z]"

Value = str | float | datetime.date

_PLAIN, _PLAIN_DAY = "General", "yyyy-mm-dd"


@dataclass(frozen=True)
class Typed:
    """What one cell of a sheet holds, and the format that it is shown in; text has none."""

    value: Value
    form: str = ""


@dataclass(frozen=True)
class TypedTable:
    """The headings and rows of a sheet, and the lines that explain what was added to the table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Typed, ...], ...]
    notes: tuple[str, ...]


def typed_table(table: Table) -> TypedTable:
    """How does a table go into a sheet that can count?

    Definition: a cell with a figure becomes a number or a day. Beside a column with ranges or denominators
    stand one for the highest value and one for what it is out of. Where the words say more than the number
    shows, a column at the right end holds them as written elsewhere.

    Returns
        TypedTable: as many rows as the table; no cell is empty.
    Cost
        Linear in the cells.
    """
    beside = [list(_beside(column, [row[place] for row in table.rows])) for place, column in enumerate(table.columns)]
    written = [
        (f"{column.heading}, {AS_WRITTEN}", [Typed(row[place].shown) for row in table.rows])
        for place, column in enumerate(table.columns)
        if any(row[place].figure and not _form_of(row[place]) for row in table.rows)
    ]
    columns = [*(made for columns in beside for made in columns), *written]
    heads = tuple(head for head, _ in columns)
    rows = tuple(zip(*(cells for _, cells in columns), strict=True))
    return TypedTable(heads, rows, tuple(_notes(heads, rows)))


def _beside(column: Column, cells: list[Cell]) -> Iterator[tuple[str, list[Typed]]]:
    figures = [cell.figure for cell in cells]
    yield column.heading, [_main(cell) for cell in cells]
    if any(figure and figure.high is not None for figure in figures):
        yield f"{column.heading}, {AT_MOST}", [_added(figure, _highest) for figure in figures]
    if any(figure and figure.of is not None for figure in figures):
        yield f"{column.heading}, {OUT_OF}", [_added(figure, lambda figure: figure.of) for figure in figures]


def _notes(heads: tuple[str, ...], rows: tuple[tuple[Typed, ...], ...]) -> Iterator[str]:
    if any(head.endswith(f", {AT_MOST}") for head in heads):
        yield f"A column '{AT_MOST}' gives the highest value that the records allow; the column before it the lowest."
    if any(head.endswith(f", {AS_WRITTEN}") for head in heads):
        yield f"A column '{AS_WRITTEN}' gives the words that stand in the report."
    if any(cell.value == NO_FIGURE for row in rows for cell in row):
        yield f"{NO_FIGURE} not applicable: this row has no such figure."


def _main(cell: Cell) -> Typed:
    if cell.figure is None:
        return Typed(cell.shown)
    return Typed(cell.figure.value, _form_of(cell) or _plain(cell.figure.value))


def _added(figure: Figure | None, part: Callable[[Figure], Value | None]) -> Typed:
    value = part(figure) if figure else None
    return Typed(NO_FIGURE) if value is None else Typed(value, _plain(value))


def _highest(figure: Figure) -> Value:
    return figure.value if figure.high is None else figure.high


def _plain(value: Value) -> str:
    return _PLAIN_DAY if isinstance(value, datetime.date) else _PLAIN


def _form_of(cell: Cell) -> str:
    """Find the format in which the number alone reads as the cell does elsewhere; blank where none does."""
    value = cell.figure.value if cell.figure else ""
    if isinstance(value, datetime.date):
        return next((form for form, shown in _DAY_FORMS.items() if shown(value) == cell.shown), "")
    return next((form for form, shown in _NUMBER_FORMS.items() if shown(Decimal(repr(value))) == cell.shown), "")


def _rounded(value: Decimal, places: int) -> Decimal:
    """Round as spreadsheets do: a half goes away from nothing."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


_NUMBER_FORMS: dict[str, Callable[[Decimal], str]] = {
    "0": lambda value: f"{_rounded(value, 0)}",
    "#,##0": lambda value: f"{_rounded(value, 0):,}",
    "0.0": lambda value: f"{_rounded(value, 1)}",
    "0.00": lambda value: f"{_rounded(value, 2)}",
    "0.000": lambda value: f"{_rounded(value, 3)}",
    "#,##0.0": lambda value: f"{_rounded(value, 1):,}",
    "0\\ %": lambda value: f"{_rounded(value * 100, 0)} %",
    "0.0\\ %": lambda value: f"{_rounded(value * 100, 1)} %",
    "0%": lambda value: f"{_rounded(value * 100, 0)}%",
    '"£"#,##0': lambda value: f"£{_rounded(value, 0):,}",
}
_DAY_FORMS: dict[str, Callable[[datetime.date], str]] = {
    "yyyy-mm-dd": lambda day: day.isoformat(),
    "d\\ mmmm\\ yyyy": lambda day: f"{day.day} {day:%B %Y}",
    "d\\ mmm\\ yyyy": lambda day: f"{day.day} {day:%b %Y}",
}
