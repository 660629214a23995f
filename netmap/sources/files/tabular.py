"""Reads a CSV file or a workbook as sheets of text, each cell as a person sees it and each row with its number."""

from __future__ import annotations

from pathlib import Path

from netmap.errors import InputError, NetmapError
from netmap.sources.files.delimited import read_delimited
from netmap.sources.files.safety import ODS_ENDINGS, TEXT_ENDINGS, check_file, damaged
from netmap.sources.raw import Sheet


def read_sheets(path: Path) -> tuple[list[Sheet], list[str]]:
    """What does this CSV file or workbook hold, sheet by sheet?

    Definition: one sheet for a CSV or TSV file (name ''), one for each sheet of a workbook that has
    a filled cell, hidden ones too. Every cell is text as a person sees it: 12000.0 is '12000', a day
    '2024-03-09', a truth 'yes' or 'no', an error value its text, a formula without a stored result
    `UNCALCULATED`; stripped, line ends as line feeds, without the apostrophe that netmap puts before
    a text that looks like a formula. Row numbers are those of a spreadsheet program.

    Parameters
        path: .csv, .tsv, .tab or .txt (separator comma, semicolon or tab; UTF-8, UTF-16 with BOM or
        Windows-1252), .xlsx, .xlsm or .ods.
    Returns
        the sheets in file order, without blank rows; and notices: what was assumed or left out.
    Raises
        InputError: the file may not be read (see `check_file`), is damaged or holds no filled cell.
    Cost
        Linear in the cells of the file; memory grows with the filled rows.
    """
    path = Path(path)
    check_file(path)
    is_text = path.suffix.lower() in TEXT_ENDINGS
    sheets, notices = read_delimited(path) if is_text else _read_workbook(path)
    if not sheets:
        left_out = " outside the sheets to be ignored" if notices and not is_text else ""
        raise InputError(
            f"'{path.name}' is empty: it holds no filled cell{left_out}.",
            "Save it again from the program that made it, or leave it out.",
            file=path.name,
        )
    return sheets, notices


def _read_workbook(path: Path) -> tuple[list[Sheet], list[str]]:
    if path.suffix.lower() in ODS_ENDINGS:
        from netmap.sources.files.ods import read_ods as read
    else:
        from netmap.sources.files.excel import read_excel as read  # a tenth of a second, for workbooks only
    try:
        sheets, ignored = read(path)
    except NetmapError:
        raise
    # a garbled workbook makes the libraries raise almost anything, and all of it means the same
    except Exception as error:
        raise damaged(path) from error
    notices = [f"Sheet '{name}' of '{path.name}' was left out, because its name says '(ignore)'." for name in ignored]
    return sheets, notices
