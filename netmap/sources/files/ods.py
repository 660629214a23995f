"""Reads .ods spreadsheets as a stream: repeated blank cells cost nothing, and no parser is used that is not guarded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from netmap.sources.files.cells import UNCALCULATED, clean, shown_number
from netmap.sources.files.grid import Row, build_sheet, check_extent, is_ignored
from netmap.sources.files.safety import guarded_parser, parse_guarded, too_large
from netmap.sources.raw import Sheet, column_letter

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _TEXT, _OFFICE, _DRAW = (
    f"{_OASIS}:table:1.0}}",
    f"{_OASIS}:text:1.0}}",
    f"{_OASIS}:office:1.0}}",
    f"{_OASIS}:drawing:1.0}}",
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW, _SHEET, _PARAGRAPH, _NOTE = f"{_TABLE}table-row", f"{_TABLE}table", f"{_TEXT}p", f"{_OFFICE}annotation"
_WHITE_SPACE = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_BLANKS = 10_000_000


def read_ods(path: Path) -> tuple[list[Sheet], list[str]]:
    """Read every sheet that holds a filled cell; the file must have passed `check_file`.

    Parameters
        path: an .ods spreadsheet.
    Returns
        the sheets in the order of the file, and the names of those left out as '(ignore)'.
    Raises
        InputError: a sheet is larger than a spreadsheet can be. Whatever else a damaged file
        makes the XML parser raise passes through.
    Cost
        One pass over the XML; memory grows with the filled rows only.
    """
    reader, parser = _ContentReader(path), guarded_parser()
    parser.parser.StartElementHandler = reader.start
    parser.parser.EndElementHandler = reader.end
    parser.parser.CharacterDataHandler = reader.characters
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        parse_guarded(stream, parser)
    return reader.sheets, reader.ignored


class _ContentReader:
    """Handlers for content.xml; `skipped` is the depth inside something that is no part of a cell's text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheets: list[Sheet] = []
        self.ignored: list[str] = []
        self.depth = self.skipped = self.blanks = 0
        self.text: list[str] = []
        self.attributes: dict[str, str] = {}
        self._start_sheet("")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the opening of an element of the document."""
        if self.skipped or tag == _NOTE or tag.startswith(_DRAW):
            self.skipped += 1
        elif tag in _CELLS:
            self.attributes, self.text, self.paragraphs = attributes, [], 0
        elif tag == _PARAGRAPH:
            self.text += ["\n"] if self.paragraphs else []
            self.paragraphs += 1
        elif tag in _WHITE_SPACE:
            self._add_white_space(tag, int(attributes.get(f"{_TEXT}c", 1)))
        elif tag == _ROW:
            self._start_row(_repeats(attributes, "rows"))
        elif tag == _SHEET:
            self.depth += 1
            if self.depth == 1:
                self._start_sheet(attributes.get(f"{_TABLE}name", ""))
        elif tag == f"{_TABLE}table-source":
            # a copy of another file's sheet that LibreOffice keeps for its formulas, and nobody sees
            self.name = ""

    def end(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == _ROW:
            self._end_row()
        elif tag == _SHEET:
            self.depth -= 1
            if self.depth == 0:
                self._end_sheet()

    def characters(self, data: str) -> None:
        if self.paragraphs and not self.skipped:
            self.text.append(data)

    def _add_white_space(self, tag: str, count: int) -> None:
        self.blanks += count
        if self.blanks > _MOST_BLANKS:
            raise too_large(self.path, f"holds over {_MOST_BLANKS:,} blanks in its texts", "Save the sheet as .csv.")
        self.text.append(_WHITE_SPACE[tag] * count)

    def _start_sheet(self, name: str) -> None:
        self.name = name
        self.numbers: list[int] = []
        self.rows: list[Row] = []
        self.merged: list[str] = []
        self._start_row(1)
        self.paragraphs = self.last_row = self.width = 0

    def _start_row(self, repeat: int) -> None:
        self.row: Row = []
        self.column, self.row_repeat = 0, repeat

    def _end_cell(self) -> None:
        repeat = _repeats(self.attributes, "columns")
        value = _cell_text(self.attributes, "".join(self.text) if self.paragraphs else None)
        self.paragraphs = 0
        self._note_merged()
        if value is not None:
            check_extent(self.path, self.name, self.last_row + 1, self.column + repeat, 1)
            self.row += [None] * (self.column - len(self.row)) + [value] * repeat
        self.column += repeat

    def _note_merged(self) -> None:
        wide, high = (int(self.attributes.get(f"{_TABLE}number-{side}-spanned", 1)) for side in ("columns", "rows"))
        if wide > 1 or high > 1:
            end = f"{column_letter(self.column + wide - 1)}{self.last_row + high}"
            self.merged.append(f"{column_letter(self.column)}{self.last_row + 1}:{end}")

    def _end_row(self) -> None:
        if self.row and self.name and not is_ignored(self.name):
            self.width = max(self.width, len(self.row))
            end = self.last_row + self.row_repeat
            check_extent(self.path, self.name, end, self.width, len(self.rows) + self.row_repeat)
            self.numbers += range(self.last_row + 1, end + 1)
            self.rows += [self.row] * self.row_repeat
        self.last_row += self.row_repeat

    def _end_sheet(self) -> None:
        if is_ignored(self.name):
            self.ignored.append(self.name)
        sheet = build_sheet(self.path, self.name, self.numbers, self.rows, self.merged)
        if sheet:
            self.sheets.append(sheet)


def _repeats(attributes: dict[str, str], what: str) -> int:
    return max(1, int(attributes.get(f"{_TABLE}number-{what}-repeated", 1)))


def _cell_text(attributes: dict[str, str], text: str | None) -> str | None:
    """Give a cell as a person sees it, but numbers and dates in full; `text` is what the cell displays."""
    kind = attributes.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency") and f"{_OFFICE}value" in attributes:
        return shown_number(float(attributes[f"{_OFFICE}value"]))
    if kind == "date" and f"{_OFFICE}date-value" in attributes:
        day, _, time = attributes[f"{_OFFICE}date-value"].partition("T")
        return day if not time.strip("0:.") else f"{day} {time.partition('.')[0]}"
    if kind == "boolean":
        return "yes" if attributes.get(f"{_OFFICE}boolean-value") == "true" else "no"
    if text is None:
        text = attributes.get(f"{_OFFICE}string-value", "")
        if kind is None and f"{_TABLE}formula" in attributes:
            return UNCALCULATED
    return clean(text)
