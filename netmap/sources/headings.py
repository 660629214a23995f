"""Which table a sheet is, which row holds its headings, and which column each heading means."""

from __future__ import annotations

import difflib
import re

import pandas as pd

from netmap.errors import InputError
from netmap.model.tables import TABLES, Table
from netmap.sources.raw import RawTable, Sheet, column_letter

HEADING_ROWS = 10

SHEET_NAMES = {
    "organizations": "organisations",
    "organisation": "organisations",
    "orgs": "organisations",
    "boards": "partnerships",
    "partnership": "partnerships",
    "seat": "seats",
    "awards": "funding",
    "grants": "funding",
    "theme": "themes",
    "groups": "equality_groups",
    "equality groups": "equality_groups",
    "equality-groups": "equality_groups",
    "area": "areas",
    "function": "functions",
}

OTHER_HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "organisations": {
        "name": ("label", "organisation", "organization", "organisation name", "primary organization"),
        "kind": ("type", "primary org function"),
        "legal_form": ("legal form",),
    },
    "partnerships": {"name": ("label", "board", "partnership"), "kind": ("type",)},
    "seats": {
        "partnership": ("board", "board_id", "forum"),
        "organisation": ("organization", "organisation_id"),
        "representative": ("person", "person_ref", "name of representative"),
        "start_date": ("start",),
        "end_date": ("end",),
    },
    "funding": {
        "funder": ("funder_id", "funding organisation"),
        "recipient": ("recipient_id", "recipient organisation"),
        "targets": ("groups",),
        "start_date": ("start",),
        "end_date": ("end",),
    },
    "equality_groups": {"name": ("group", "label"), "parent": ("broader_id",)},
    "themes": {"name": ("theme", "label")},
    "areas": {"name": ("area", "label"), "gss": ("area_code", "gss code")},
    "functions": {"name": ("function", "label")},
}

NODE_LISTS = (
    {"label", "type", "tags"},
    {"id", "label"},
    {"name", "type", "visible"},
    {"primary organization", "sector"},
)
CONNECTION_LISTS = ({"from", "to"}, {"source", "target"})


def heading_key(heading: str | None) -> str:
    """Give the form in which two spellings of one heading agree.

    Example
        >>> heading_key(" Start Date* ")
        'start_date'
    """
    return re.sub(r"[^a-z0-9]+", "_", (heading or "").lower()).strip("_")


def find_table(sheet: Sheet) -> Table | None:
    """Find the table that a sheet is, by its name, else by its whole row of headings; None where it is none.

    Raises
        InputError: the headings could mean two things (From and To, Source and Target).
    """
    name = (sheet.name or sheet.file.rsplit(".", 1)[0]).strip().lower()
    name = SHEET_NAMES.get(name, name.replace(" ", "_"))
    if name in TABLES:
        return TABLES[name]
    row = _heading_row(sheet, None)
    headings = {heading_key(cell) for cell in sheet.cells.iloc[row] if cell} if row is not None else set()
    plain = {text.replace("_", " ") for text in headings}
    if any(ends <= plain for ends in CONNECTION_LISTS):
        raise InputError(
            f"{_place(sheet)} joins two columns of names, and netmap cannot tell what the joining means.",
            "Put the rows into the table they belong to (seats, funding …); `netmap init` writes one to fill in.",
            file=sheet.file,
            sheet=sheet.name,
        )
    fitting = [table for table in TABLES.values() if table.required() and set(table.required()) <= headings]
    fitting = [table for table in fitting if len(headings & set(table.by_name())) >= max(2, len(headings) // 2)]
    if not fitting and any(nodes <= plain for nodes in NODE_LISTS):
        return TABLES["organisations"]
    return max(fitting, key=lambda table: len(headings & set(table.by_name())), default=None)


def take_table(sheet: Sheet, table: Table) -> tuple[RawTable, list[str]]:
    """Read a sheet as the given table.

    Returns
        The table with its addresses, and notices for the ledger.
    Raises
        InputError: there are no headings, a required one is missing, two say the same, or cells are merged.
    """
    row = _heading_row(sheet, table)
    if row is None:
        raise InputError(
            f"{_place(sheet)} has no row of headings that netmap knows.",
            f"The first row should read: {', '.join(table.by_name())}.",
            file=sheet.file,
            sheet=sheet.name,
        )
    columns = _columns(sheet, table, row)
    body = sheet.cells.iloc[row + 1 :]
    cells = pd.DataFrame({name: body[place].to_numpy() for name, (place, _) in columns.items()}, dtype=object)
    cells.columns = cells.columns.astype(object)  # plain texts are found faster than pandas' own kind
    filled = cells.notna().any(axis=1)
    notices = [f"{_place(sheet)}: {row} row(s) above the headings are left out."] if row else []
    unknown = [text for name, (_, text) in columns.items() if name not in table.by_name()]
    if unknown:
        notices.append(f"{_place(sheet)}: kept as extra columns: {', '.join(unknown)}.")
    return (
        RawTable(
            table.name,
            cells[filled].reset_index(drop=True),
            body.index.to_numpy()[filled.to_numpy()],
            sheet.file,
            sheet.name,
            {name: text for name, (_, text) in columns.items()},
            {name: column_letter(place) for name, (place, _) in columns.items()},
        ),
        notices,
    )


def _place(sheet: Sheet) -> str:
    return f"Sheet {sheet.name} of {sheet.file}" if sheet.name else sheet.file


def _heading_row(sheet: Sheet, table: Table | None) -> int | None:
    """Find the row, among the first few, in which most cells are known headings."""
    known = _spellings(table) if table else {key: key for each in TABLES.values() for key in _spellings(each)}
    scores = [
        sum(heading_key(cell) in known for cell in sheet.cells.iloc[row] if cell)
        for row in range(min(HEADING_ROWS, len(sheet.cells)))
    ]
    if not scores or not max(scores):
        return None if table else (0 if scores else None)
    return scores.index(max(scores))


def _spellings(table: Table) -> dict[str, str]:
    own = {name: name for name in table.by_name()}
    other = {heading_key(text): name for name, texts in OTHER_HEADINGS.get(table.name, {}).items() for text in texts}
    return {**other, **own}


def _columns(sheet: Sheet, table: Table, row: int) -> dict[str, tuple[int, str]]:
    """Give for each column name its place and its heading as written."""
    spellings, body = _spellings(table), sheet.cells.iloc[row + 1 :]
    columns: dict[str, tuple[int, str]] = {}
    for place in sheet.cells.columns:
        heading = sheet.cells.iat[row, sheet.cells.columns.get_loc(place)]
        if not heading:
            if body[place].notna().any():
                _refuse_blank_heading(sheet, place)
            continue
        key = heading_key(heading)
        name = spellings.get(key, key)
        if name in columns:
            raise InputError(
                f"{_place(sheet)} has two columns that mean {name}: {columns[name][1]} and {heading}.",
                "Rename or remove one of them.",
                file=sheet.file,
                sheet=sheet.name,
            )
        columns[name] = (place, str(heading))
    _refuse_missing(sheet, table, columns)
    return columns


def _refuse_blank_heading(sheet: Sheet, place: int) -> None:
    letter = column_letter(place)
    why = f" (merged cells: {', '.join(sheet.merged)})" if sheet.merged else ""
    raise InputError(
        f"{_place(sheet)} has values in column {letter} but no heading above them{why}.",
        "Unmerge the headings and give every column one of its own.",
        file=sheet.file,
        sheet=sheet.name,
        column=letter,
    )


def _refuse_missing(sheet: Sheet, table: Table, columns: dict[str, tuple[int, str]]) -> None:
    for name in table.required():
        if name not in columns:
            headings = [text for other, (_, text) in columns.items() if other not in table.by_name()]
            near = difflib.get_close_matches(name, headings, n=1)
            hint = f"Is {near[0]} meant? Rename it to {name}." if near else f"Add a column {name} and fill it in."
            raise InputError(
                f"{_place(sheet)} has no column {name}, and every row needs it.",
                hint,
                file=sheet.file,
                sheet=sheet.name,
                column=name,
            )
