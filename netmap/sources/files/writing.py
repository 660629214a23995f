"""Writes tables as CSV files or a workbook that is safe to open in a spreadsheet program and reads back equal."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

import pandas as pd
from odf.element import Element
from odf.namespaces import nsdict

from netmap.errors import InputError
from netmap.placing import placed
from netmap.sources.files.cells import UNWRITABLE_IN_XML, escape_for_excel, protect, shown
from netmap.sources.files.safety import COLUMNS, ROWS
from netmap.sources.raw import column_letter

_UNWRITABLE_IN_CSV = re.compile("[\x00\ud800-\udfff]")
_LONGEST_EXCEL_TEXT = 32_767
_LONGEST_SHEET_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^[.']|'$|^$")
_ENGINES = {".xlsx": "openpyxl", ".ods": "odf"}
_HEADING_STYLE = "font-weight: bold; font-size: 11pt"
_MOMENT = re.compile(rb"(<(dcterms:(?:created|modified)|meta:creation-date|dc:date)\b[^>]*>)[^<]*(</\2>)")
_NO_MOMENT = b"1980-01-01T00:00:00Z"


def write_csv_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Write each table as a CSV file that a spreadsheet program opens without running any of its texts.

    Definition: UTF-8 with BOM (or Excel takes it for Windows-1252), comma, every cell quoted, a text
    that looks like a formula guarded by an apostrophe (see `protect`), a number plain, a truth 'yes'
    or 'no', a missing value blank. `read_sheets` gives the stripped original back. All files are
    written beside their targets and moved into place together, when every one has been written.

    Parameters
        folder: where to write; made if it is not there.
        tables: by name, without ending; a file of that name is replaced.
    Returns
        the files, in the order of the tables.
    Raises
        InputError: a name or a cell that cannot be written (a NUL character, half a character), or
        a folder that cannot be written to. Files that were there stay as they were.
    Cost
        Linear in the cells.
    """
    folder = Path(folder)
    targets = [folder / f"{_checked_name(name)}.csv" for name in tables]
    _make_folder(folder)
    with placed(targets, InputError) as parts:
        for part, (name, table) in zip(parts, tables.items(), strict=True):
            _with_cells(name, table, _csv_cell).to_csv(
                part, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, lineterminator="\r\n"
            )
    return targets


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame]) -> Path:
    """Write the tables as the sheets of one workbook, none of whose cells is a formula.

    Definition: .xlsx or .ods by the ending; sheets in the order of the tables, headings bold. Texts
    are text cells, guarded as in `write_csv_tables` so that the sheet may be saved as CSV later;
    numbers, truths and dates keep their type. Characters that XML cannot hold (a vertical tab
    pasted from a slide) are written in .xlsx as Excel writes them and come back; .ods has no way to
    hold them, and dropping them would be silent, so there the cell is refused by its address.
    The same tables give the same bytes.

    Parameters
        path: the workbook to write or replace.
        tables: by sheet name, at most 31 characters; column names must differ.
    Returns
        the path.
    Raises
        InputError: an ending, name, cell or size that the format cannot hold, no table at all, or a
        place that cannot be written to. A file that was there stays as it was.
    Cost
        Linear in the cells: 200,000 take about 5 s as .xlsx and 15 s as .ods.
    """
    path = Path(path)
    engine = _ENGINES.get(path.suffix.lower())
    if engine is None:
        raise InputError(
            f"'{path.name}' is not a kind of workbook that netmap writes.",
            "Give a name that ends in .xlsx or .ods.",
            file=path.name,
        )
    if not tables:
        raise InputError(f"There is no table to write to '{path.name}'.", "Give at least one.", file=path.name)
    cell = _excel_cell if engine == "openpyxl" else _ods_cell
    sheets = {_checked_name(name): _with_cells(name, _fitting(name, table), cell) for name, table in tables.items()}
    _make_folder(path.parent)
    with placed([path], InputError) as parts:
        with parts[0].open("wb") as stream:
            _write_sheets(stream, engine, sheets)
        _forget_the_clock(parts[0])
    return path


def _write_sheets(stream: IO[bytes], engine: str, sheets: Mapping[str, pd.DataFrame]) -> None:
    if engine == "odf":
        _declare_namespaces()
    with pd.ExcelWriter(stream, engine=engine) as writer:
        for name, table in sheets.items():
            styled = table.style.map_index(lambda _: _HEADING_STYLE, axis="columns")
            styled.to_excel(writer, sheet_name=name, index=False)


def _declare_namespaces() -> None:
    """Let odfpy know every namespace, or each workbook declares those of all that were written before it."""
    for namespace in nsdict:
        Element(qname=(namespace, "any"), check_grammar=False).get_nsprefix(namespace)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"'{folder}' cannot be written to: {error.strerror or error}.",
            "Check that you may write there, or choose another folder.",
            file=str(folder),
        ) from error


def _forget_the_clock(path: Path) -> None:
    """Pack the workbook again without the moment it was made, which the libraries put in several places."""
    with zipfile.ZipFile(path) as archive:
        contents = [(part, archive.read(part)) for part in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in contents:
            timeless = zipfile.ZipInfo(part.filename)
            timeless.compress_type = part.compress_type
            archive.writestr(
                timeless, _MOMENT.sub(rb"\g<1>" + _NO_MOMENT + rb"\g<3>", content) if _is_about(part) else content
            )


def _is_about(part: zipfile.ZipInfo) -> bool:
    return part.filename in ("docProps/core.xml", "meta.xml")


def _checked_name(name: str) -> str:
    if _NOT_IN_NAMES.search(name) or len(name) > _LONGEST_SHEET_NAME:
        raise InputError(
            f"'{name}' cannot be the name of a sheet or file.",
            f"Use at most {_LONGEST_SHEET_NAME} characters and none of [ ] : * ? / \\.",
            sheet=name,
        )
    return name


def _fitting(name: str, table: pd.DataFrame) -> pd.DataFrame:
    if len(table) >= ROWS or len(table.columns) > COLUMNS:
        raise InputError(
            f"Table '{name}' has {len(table):,} rows and {len(table.columns):,} columns, "
            f"more than a sheet can hold ({ROWS:,} and {COLUMNS:,}).",
            "Write CSV files instead.",
            sheet=name,
        )
    return table


def _with_cells(name: str, table: pd.DataFrame, cell: Callable[[Any], Any]) -> pd.DataFrame:
    """Pass every heading and cell through `cell`, which raises ValueError for what it cannot hold."""
    columns = {}
    for place, heading in enumerate(table.columns):
        values = [heading, *table.iloc[:, place].astype(object)]
        columns[place] = _converted(name, place, values, cell)
    cells = pd.DataFrame({place: values[1:] for place, values in columns.items()}, dtype=object)
    cells.columns = pd.Index([values[0] for values in columns.values()], dtype=object)
    return cells


def _converted(name: str, place: int, values: list[Any], cell: Callable[[Any], Any]) -> list[Any]:
    made = []
    for number, value in enumerate(values, start=1):
        try:
            made.append(None if pd.isna(value) else cell(value))
        except ValueError as error:
            address = f"{column_letter(place)}{number}"
            raise InputError(
                f"Cell {address} of table '{name}' cannot be written: {error}",
                "Take that out of the cell, or write .xlsx or CSV.",
                sheet=name,
                row=number,
                column=str(values[0]),
                value=str(value)[:80],
            ) from error
    return made


def _csv_cell(value: Any) -> str | None:
    text = protect(value) if isinstance(value, str) else protect(shown(value) or "")
    if _UNWRITABLE_IN_CSV.search(text):
        raise ValueError("it holds a character that no text file may hold.")
    return text


def _excel_cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = escape_for_excel(protect(value))
    if len(text) > _LONGEST_EXCEL_TEXT:
        raise ValueError(f"it is {len(text):,} characters long, and Excel cuts off after {_LONGEST_EXCEL_TEXT:,}.")
    return text


def _ods_cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = protect(value)
    if UNWRITABLE_IN_XML.search(text):
        raise ValueError("it holds an invisible control character that an .ods file cannot hold.")
    return text
