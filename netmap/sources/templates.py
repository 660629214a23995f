"""Empty sheets to fill in, with a filled example and a page that explains every column."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from netmap.errors import InputError
from netmap.model.codes import CODE_LISTS
from netmap.model.tables import TABLES, Column
from netmap.shipped import shipped
from netmap.sources.files.writing import write_csv_tables, write_workbook

EXAMPLE = "anytown"
GUIDE_SHEET = "columns (ignore)"


def write_tables(target: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the tables of a dataset: a folder of CSV files, or a workbook where the name has an ending.

    Raises
        InputError: the place cannot be written to, or a cell cannot be held; nothing half-written is left.
    """
    if target.suffix:
        write_workbook(target, tables)
    else:
        write_csv_tables(target, tables)


def write_template(target: Path) -> list[str]:
    """Write a dataset to fill in: a folder of CSV files, or a workbook where the ending says so.

    Parameters
        target: a folder that is not there yet or is empty, or a path that ends in .xlsx or .ods.
    Returns
        What was written, in sentences for the person.
    Raises
        InputError: something is there already, or the ending is that of no workbook netmap writes.
    """
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise InputError(f"{target} is already there.", "Name a new folder or file, so that nothing is overwritten.")
    empty = {name: pd.DataFrame(columns=list(table.by_name()), dtype=object) for name, table in TABLES.items()}
    if target.suffix:
        write_tables(target, {**empty, GUIDE_SHEET: _guide()})
        return [f"Wrote {target}: one sheet for each table, and a sheet that explains every column."]
    write_tables(target, empty)
    shutil.copytree(shipped("datasets") / EXAMPLE, target / "example", ignore=shutil.ignore_patterns("*.md"))
    (target / "COLUMNS.md").write_text(columns_page(), encoding="utf-8")
    return [
        f"Wrote {target}: one CSV file for each table. Fill in those that you have.",
        f"{target / 'example'} holds a filled example; {target / 'COLUMNS.md'} explains every column.",
    ]


def _guide() -> pd.DataFrame:
    rows = [
        (table.name, column.name, "yes" if column.required else "no", explained(column), column.example)
        for table in TABLES.values()
        for column in table.columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "required", "what it holds", "example"], dtype=object)


def explained(column: Column) -> str:
    """Say what a column holds, with the values of its code list."""
    codes = CODE_LISTS.get(column.codes)
    return column.about + (f"; one of: {', '.join(codes.words)}" if codes else "")


def columns_page() -> str:
    """Give the explanation of every table and column as Markdown."""
    lines = ["# What goes into which column", "", "Several values in one cell are parted by |."]
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", f"{table.about[:1].upper()}{table.about[1:]}.", ""]
        lines += ["| Column | What it holds | Example |", "|---|---|---|"]
        for column in table.columns:
            name = f"**{column.name}**" if column.required else column.name
            example = column.example.replace("|", "\\|")
            lines.append(f"| {name} | {explained(column).replace('|', chr(92) + '|')} | {example} |")
    return "\n".join(lines) + "\n"
