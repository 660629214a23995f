"""A report as a workbook: a sheet to start from, the text, the findings, and one sheet for each table."""

from __future__ import annotations

import io
import math
import re
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from netmap.errors import RenderError
from netmap.pages import showable
from netmap.reports.document import (
    Bullets,
    Definitions,
    Document,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
)
from netmap.reports.renderers.typed import NO_FIGURE, Typed, typed_table
from netmap.reports.renderers.walking import Place, places, walk
from netmap.reports.renderers.widths import columns_of, shared_out
from netmap.reports.renderers.zipped import start_of, zipped_alike
from netmap.sources.files.cells import protect

START, TEXT, FINDINGS = "Report", "Text", "Findings"
LONGEST_NAME, LONGEST_TEXT = 30, 32_767

_MAKER, _LANGUAGE, _A4 = "netmap", "en-GB", 9
_ROOM, _NARROWEST, _MARGIN, _NOTE = 170, 10, 3, 90
# A column is measured in digits, and a letter is narrower than a digit in the mean.
_LETTER, _LINE_HEIGHT, _HIGHEST_ROW = 0.9, 12.8, 409.0
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_BREAKS = re.compile(r"\s*[\r\n\u0085\u2028\u2029]\s*")
_TITLE, _HEAD, _WORDS, _NUMBER, _LINK, _LINE = (
    "Report title", "Report head", "Report text", "Report number", "Report link", "Report line",
)  # fmt: skip


@dataclass(frozen=True)
class _Sheet:
    """One sheet: its tab, what stands above the table, and the table."""

    name: str
    title: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Typed, ...], ...]
    links: tuple[str, ...] = ()  # for each row the address that its first cell leads to; blank: none


def render_xlsx(document: Document) -> bytes:
    """Write a report as a workbook.

    Returns
        A package whose bytes depend on the document alone. Figures are numbers and days; no text is ever a
        formula, whatever sign it begins with.
    Raises
        RenderError: a text is longer than a cell can hold.
    Cost
        Linear in the cells of the report.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for style in _styles():
        book.add_named_style(style)
    sheets = [_running_text(document), *_findings(document), *_tables(document)]
    _write_start(book.create_sheet(START), document, sheets)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    _describe(book.properties, document)
    out = io.BytesIO()
    # Not book.save, which would put the clock into the properties.
    ExcelWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return zipped_alike(out.getvalue())


def sheet_name(place: Place, caption: str, name: str = "") -> str:
    """Name the sheet of a table by its number and its name, or its caption, as Excel allows.

    Example
        >>> sheet_name(Place("T3", 3, "Table"), "Seats", "seats-by-organisation")
        'T3 Seats by organisation'
    """
    words = _NOT_IN_NAMES.sub(" ", showable(name.replace("-", " ").capitalize() or caption))
    whole = " ".join([place.anchor, *words.split()])
    return textwrap.wrap(whole, LONGEST_NAME)[0].strip(" ',")


def _running_text(document: Document) -> _Sheet:
    handlers: dict[type, Any] = {
        Heading: lambda block, place: [(f"Heading {block.level - 1}", block.text, "")],
        Paragraph: lambda block, place: [("Text", block.text, "")],
        Bullets: lambda block, place: [("List", item, "") for item in block.items],
        Steps: lambda block, place: [(f"Step {number}", item, "") for number, item in enumerate(block.items, 1)],
        Notice: lambda block, place: [(block.kind.word, block.text, "")],
        Definitions: lambda block, place: [("Definition", _defined(*item), "") for item in block.items],
        Table: _mentioned,
        Matrix: _mentioned,
        Finding: lambda block, place: [(f"Finding {place.number}", block.statement, _inside(FINDINGS))],
        Picture: _mentioned_picture,
    }
    lines = [line for lines in walk(document, handlers, "Excel") for line in lines]
    lines += [("End note", note, "") for note in document.notes]
    rows = tuple((Typed(kind), Typed(text)) for kind, text, _ in lines)
    return _Sheet(
        TEXT, "The text of the report, in order", (), ("Kind", "Text"), rows, tuple(line[2] for line in lines)
    )


def _defined(term: str, text: str) -> str:
    return f"{term}{'' if term.endswith('?') else ':'} {text}"


def _mentioned(block: Table | Matrix, place: Place) -> list[tuple[str, str, str]]:
    return [(place.word, place.caption(block.caption), _inside(sheet_name(place, block.caption, block.name)))]


def _mentioned_picture(block: Picture, place: Place) -> list[tuple[str, str, str]]:
    address = _inside(sheet_name(place, block.caption, block.name))
    beside = [("Further", block.link.text, block.link.address)] if block.link else []
    return [(place.word, place.caption(block.caption), address), ("In words", block.alt, ""), *beside]


def _findings(document: Document) -> Iterator[_Sheet]:
    found = [(block, place) for block, place in places(document) if isinstance(block, Finding)]
    if not found:
        return
    labels = tuple(dict.fromkeys(label for block, _ in found for label, _ in block.parts()))
    rows = tuple(
        (
            Typed(place.number, "0"),
            Typed(block.severity.word),
            Typed(block.statement),
            *(Typed(_part(dict(block.parts()).get(label, ()))) for label in labels),
        )
        for block, place in found
    )
    note = f"{NO_FIGURE} not applicable: nothing is said of this."
    yield _Sheet(FINDINGS, "Findings", (note,), ("Finding", "Priority", "What was found", *labels), rows)


def _part(lines: tuple[str, ...]) -> str:
    return "\n".join(_BREAKS.sub(" ", line) for line in lines) or NO_FIGURE


def _tables(document: Document) -> Iterator[_Sheet]:
    for block, place in places(document):
        if isinstance(block, Table):
            yield _table(sheet_name(place, block.caption, block.name), place.caption(block.caption), (), block)
        elif isinstance(block, Matrix):
            yield _matrix(block, place)
        elif isinstance(block, Picture):
            name, caption = sheet_name(place, block.caption, block.name), place.data_caption(block.table.caption)
            yield _table(name, caption, (block.alt,), block.table)


def _table(name: str, title: str, above: tuple[str, ...], table: Table) -> _Sheet:
    typed = typed_table(table)
    return _Sheet(name, title, (*above, *table.footnotes(), *typed.notes), typed.heads, typed.rows)


def _matrix(block: Matrix, place: Place) -> _Sheet:
    heads, *rows = zip(*columns_of(block), strict=True)
    key = "; ".join(f"{status.symbol} {meaning}" for status, meaning in block.legend())
    notes = tuple(line for line in (f"Key: {key}." if key else "", block.note) if line)
    texts = tuple(tuple(map(Typed, row)) for row in rows)
    return _Sheet(sheet_name(place, block.caption, block.name), place.caption(block.caption), notes, heads, texts)


def _write_start(page: Any, document: Document, sheets: Sequence[_Sheet]) -> None:
    """Write the first sheet: what the report is, what the marks mean, and where everything stands."""
    lines = [(document.title, _TITLE)] + ([(document.subtitle, _LINE)] if document.subtitle else [])
    for row, (text, style) in enumerate(lines, start=1):
        _put(page.cell(row, 1), Typed(text), style)
    groups: tuple[tuple[tuple[str, str], Sequence[tuple[str, str]]], ...] = (
        (("About this report", "What it says of itself"), document.front()),
        (("Mark in a cell", "What it stands for"), document.marks()),
        (("Sheet", "What it holds"), [(sheet.name, sheet.title) for sheet in sheets]),
    )
    row = len(lines) + 1
    for heads, entries in (group for group in groups if group[1]):
        for column, head in enumerate(heads, start=1):
            _put(page.cell(row, column), Typed(head), _HEAD)
        for name, text in entries:
            row += 1
            _put(page.cell(row, 1), Typed(name), _WORDS)
            _put(page.cell(row, 2), Typed(text), _WORDS)
            if heads[0] == "Sheet":
                _lead(page.cell(row, 1), _inside(name))
        row += 1
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 32, 100
    _lay_out(page)


def _write(page: Any, sheet: _Sheet) -> None:
    """Write one sheet: the title, the way back, the notes, then the table under a head that stays in sight."""
    for row, (text, style) in enumerate([(sheet.title, _TITLE), (f"Back to the sheet {START}", _LINE)], start=1):
        _put(page.cell(row, 1), Typed(text), style)
    _lead(page.cell(2, 1), _inside(START))
    widths = _widths(sheet)
    notes = [line for note in sheet.notes for line in _wrapped(note, max(sum(widths), _NOTE))]
    for row, note in enumerate(notes, start=3):
        _put(page.cell(row, 1), Typed(note), _LINE)
    top = 3 + len(notes)
    for column, head in enumerate(sheet.heads, start=1):
        _put(page.cell(top, column), Typed(head), _HEAD)
    for row, cells in enumerate(sheet.rows, start=top + 1):
        for column, typed in enumerate(cells, start=1):
            _put(page.cell(row, column), typed, _WORDS if isinstance(typed.value, str) else _NUMBER)
    for row, target in enumerate(sheet.links, start=top + 1):
        if target:
            _lead(page.cell(row, 1), target)
    page.freeze_panes = page.cell(top + 1, 2)
    last = get_column_letter(len(sheet.heads))
    page.auto_filter.ref = f"A{top}:{last}{top + len(sheet.rows)}"
    page.print_title_rows = f"{top}:{top}"
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for row, cells in enumerate((tuple(map(Typed, sheet.heads)), *sheet.rows), start=top):
        page.row_dimensions[row].height = _height(cells, widths)
    _lay_out(page)


def _wrapped(note: str, width: int) -> list[str]:
    """Break a note into lines that are in sight whole, as it stands in one narrow cell without a border."""
    return textwrap.wrap(showable(note), width, break_long_words=False, break_on_hyphens=False)


def _widths(sheet: _Sheet) -> list[int]:
    columns = [
        [head, *(str(cell.value) for cell in cells)] for head, *cells in zip(sheet.heads, *sheet.rows, strict=True)
    ]
    return [max(width + _MARGIN, _NARROWEST) for width in shared_out(columns, _ROOM)]


def _height(cells: Sequence[Typed], widths: Sequence[int]) -> float:
    """Give the height of a row, as not every program works it out from texts that are broken into lines."""
    lines = [
        sum(math.ceil(_LETTER * (len(line) + 1) / width) for line in str(cell.value).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return min(_LINE_HEIGHT * max(lines) + 2, _HIGHEST_ROW)


def _put(cell: Any, typed: Typed, style: str) -> None:
    """Fill a cell; a text stays one, also where it begins as a formula does, and after it was edited in Excel."""
    if isinstance(typed.value, str):
        text = showable(typed.value)
        if len(text) > LONGEST_TEXT:
            raise RenderError(
                f"A text of {len(text):,} characters is longer than a cell can hold: '{text[:40]}…'.",
                "Shorten it, or write the report in another format.",
            )
        cell.value = text
        cell.data_type = "s"
        cell.style = style
        if protect(text) != text:
            cell.quotePrefix = True
    else:
        cell.value = typed.value
        cell.style = style
        cell.number_format = typed.form


def _inside(name: str) -> str:
    """Give the address of a sheet of this workbook."""
    quoted = name.replace("'", "''")
    return f"#'{quoted}'!A1"


def _lead(cell: Any, address: str) -> None:
    """Make a cell lead to a sheet, or to a file beside the workbook."""
    if address.startswith("#"):
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=address[1:])
    else:
        cell.hyperlink = address
    cell.style = _LINK


def _lay_out(page: Any) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.right.text = "Page &P of &N"


def _styles() -> Iterator[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    line = Border(bottom=Side("medium"))
    yield NamedStyle(_TITLE, font=Font("Arial", 14, bold=True), number_format="@")
    yield NamedStyle(_LINE, font=Font("Arial", 10), number_format="@")
    yield NamedStyle(
        _HEAD, font=Font("Arial", 10, bold=True), alignment=Alignment(vertical="bottom", wrap_text=True), border=line
    )
    yield NamedStyle(_WORDS, font=Font("Arial", 10), alignment=top)
    yield NamedStyle(_NUMBER, font=Font("Arial", 10), alignment=Alignment("right", "top", indent=1))
    yield NamedStyle(_LINK, font=Font("Arial", 10, underline="single", color="12436D"), alignment=top)


def _describe(about: Any, document: Document) -> None:
    about.title, about.subject = showable(document.title)[:255], showable(document.subtitle)[:255]
    about.creator = about.lastModifiedBy = _MAKER
    about.language = _LANGUAGE
    about.created = about.modified = start_of(document.as_of)
