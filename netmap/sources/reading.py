"""What a file or folder is, told by its content, and the reader that takes it."""

from __future__ import annotations

from pathlib import Path

from netmap.errors import InputError
from netmap.sources.appg.reading import is_appg_file, is_appg_folder, read_appg_file, read_appg_folder
from netmap.sources.dataset import Dataset, read_dataset
from netmap.sources.files.tabular import read_sheets
from netmap.sources.headings import find_table, take_table
from netmap.sources.raw import RawSource, RawTable, Sheet
from netmap.sources.saved import is_saved, read_saved
from netmap.sources.threesixty.reading import is_threesixty_sheets, read_threesixty_json, read_threesixty_sheets

TABULAR = (".csv", ".tsv", ".xlsx", ".xlsm", ".ods")


def read_source(path: Path, *, strict: bool = False) -> Dataset:
    """Read whatever netmap recognises: a dataset folder, a workbook, a 360Giving file, the UK groups, a saved report.

    Parameters
        path: a file or a folder.
        strict: whether a name that no table describes is refused; else it becomes a stub.
    Returns
        Dataset: graph records, accepted rows and a ledger that balances.
    Raises
        InputError: nothing is there, or nothing that netmap can read.
    Cost
        Linear in the number of cells.
    """
    if is_saved(path):
        return read_saved(path)
    return read_dataset(read_raw(path), strict=strict)


def read_raw(path: Path) -> RawSource:
    """Read the tables of a source with their addresses, before any row is checked."""
    if not path.exists():
        raise InputError(f"There is no file or folder {path}.", "Check the spelling, or make one with `netmap init`.")
    if path.is_dir():
        return read_appg_folder(path) if is_appg_folder(path) else _read_folder(path)
    if is_appg_file(path):
        return read_appg_file(path)
    if path.suffix.lower() == ".json":
        return read_threesixty_json(path)
    sheets, notices = read_sheets(path)
    if is_threesixty_sheets(sheets):
        raw = read_threesixty_sheets(sheets, path.stem)
        return RawSource(raw.name, raw.tables, raw.refusals, (*notices, *raw.notices))
    return _take_sheets(sheets, path.stem, notices, path.name)


def _read_folder(folder: Path) -> RawSource:
    files = sorted(item for item in folder.iterdir() if item.suffix.lower() in TABULAR and item.name[0] not in ".~")
    sheets, notices = [], []
    for file in files:
        found, said = read_sheets(file)
        sheets += found
        notices += said
    return _take_sheets(sheets, folder.resolve().name, notices, folder.name)


def _take_sheets(sheets: list[Sheet], name: str, notices: list[str], place: str) -> RawSource:
    tables: list[RawTable] = []
    notices = list(notices)
    for sheet in sheets:
        table = find_table(sheet)
        if table is None:
            where = f"sheet {sheet.name} of {sheet.file}" if sheet.name else sheet.file
            notices.append(f"Left out: {where} is no table that netmap knows.")
            continue
        taken, said = take_table(sheet, table)
        tables.append(taken)
        notices += said
    if not tables:
        raise InputError(
            f"{place} holds no table that netmap knows.",
            "It needs at least one of: organisations, partnerships, seats, funding. `netmap init` writes an example.",
            file=place,
        )
    return RawSource(name, tuple(tables), notices=tuple(notices))
