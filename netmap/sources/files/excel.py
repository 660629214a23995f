"""Reads .xlsx and .xlsm workbooks through openpyxl, with what openpyxl does not tell about a sheet."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.cell import coordinate_to_tuple  # type: ignore[import-untyped]

from netmap.sources.files.cells import UNCALCULATED, shown
from netmap.sources.files.grid import Row, build_sheet, check_extent, is_ignored
from netmap.sources.files.safety import guarded_parser, parse_guarded
from netmap.sources.raw import Sheet


@dataclass
class SheetFacts:
    """How far a sheet is filled, which ranges are merged and which formulas hold no result."""

    last_row: int = 0
    last_column: int = 0
    filled_rows: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    uncalculated: dict[int, list[int]] = field(default_factory=dict)


def read_excel(path: Path) -> tuple[list[Sheet], list[str]]:
    """Read every sheet that holds a filled cell; the file must have passed `check_file`.

    Parameters
        path: an .xlsx or .xlsm workbook.
    Returns
        the sheets in the order of the workbook, and the names of those left out as '(ignore)'.
    Raises
        InputError: a sheet is larger than a spreadsheet can be. Whatever else a damaged workbook
        makes openpyxl raise passes through.
    Cost
        Two passes over the XML of a sheet; memory grows with its filled rows only.
    """
    sheets, ignored = [], []
    with zipfile.ZipFile(path) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
            for grid in book.worksheets:
                if is_ignored(grid.title):
                    ignored.append(grid.title)
                else:
                    sheets.append(_read_sheet(path, archive, grid))
    return [sheet for sheet in sheets if sheet], ignored


def _read_sheet(path: Path, archive: zipfile.ZipFile, grid: Any) -> Sheet | None:
    # openpyxl keeps the name of the part that holds the sheet to itself
    facts = read_facts(archive, grid._worksheet_path)
    check_extent(path, grid.title, facts.last_row, facts.last_column, len(facts.filled_rows))
    numbers, rows = _read_rows(grid, facts)
    return build_sheet(path, grid.title, numbers, rows, facts.merged)


def read_facts(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """Go through the XML of one sheet for what openpyxl in its frugal mode leaves out."""
    reader, parser = _FactsReader(), guarded_parser()
    parser.parser.StartElementHandler = reader.start
    parser.parser.CharacterDataHandler = reader.text
    with archive.open(part) as stream:
        parse_guarded(stream, parser)
    reader.finish_cell()
    return reader.facts


def _read_rows(grid: Any, facts: SheetFacts) -> tuple[list[int], list[Row]]:
    """Read up to the last filled row and column, whatever size the sheet claims to have."""
    numbers: list[int] = []
    rows: list[Row] = []
    if not facts.last_row:
        return numbers, rows
    values = grid.iter_rows(max_row=facts.last_row, max_col=facts.last_column, values_only=True)
    # one text may stand in a million cells, so what is shown for it is worked out once
    known: dict[str, str | None] = {}
    for number, cells in enumerate(values, start=1):
        if number not in facts.filled_rows:
            continue
        row = [_shown_once(cell, known) for cell in cells]
        for column in facts.uncalculated.get(number, ()):
            row[column - 1] = UNCALCULATED
        while row and row[-1] is None:
            row.pop()
        if row:
            numbers.append(number)
            rows.append(row)
    return numbers, rows


def _shown_once(cell: object, known: dict[str, str | None]) -> str | None:
    if not isinstance(cell, str):
        return shown(cell)
    if cell not in known:
        known[cell] = shown(cell)
    return known[cell]


class _FactsReader:
    """Handlers for the XML of one sheet; a cell is judged when the next one starts."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = self.column = 0
        self.inside = ""
        self.filled = self.formula = self.result_is_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the opening of an element of the sheet."""
        self.inside = tag = tag.rpartition("}")[2]
        if tag == "c":
            self.finish_cell()
            reference = attributes.get("r")
            self.column = coordinate_to_tuple(reference)[1] if reference else self.column + 1
            self.result_is_text = attributes.get("t") == "str"
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.finish_cell()
            self.row = int(float(attributes.get("r", self.row + 1)))
            self.column = 0
        elif tag == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.inside in ("v", "t") and not data.isspace():
            self.filled = True

    def finish_cell(self) -> None:
        # a formula that gave an empty text is blank; one whose result was never stored is not
        if self.formula and not self.filled and not self.result_is_text:
            self.facts.uncalculated.setdefault(self.row, []).append(self.column)
            self.filled = True
        if self.filled:
            self._extend()
        self.filled = self.formula = False

    def _extend(self) -> None:
        facts = self.facts
        facts.filled_rows.add(self.row)
        facts.last_row = max(facts.last_row, self.row)
        facts.last_column = max(facts.last_column, self.column)
