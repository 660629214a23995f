"""360Giving: recognised and read, from JSON and from sheets, into netmap's own tables.

One grant may hold several objects of a kind in three ways in a sheet, all read here: on extra sheets
whose first column is the grant's Identifier, in numbered columns, and on repeated rows with blanks.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from netmap.sources.raw import RawRefusal, RawSource, Sheet, column_letter
from netmap.sources.threesixty.fields import (
    PARTS,
    Grants,
    Heading,
    is_threesixty_row,
    joined,
    known_texts,
    read_heading,
)
from netmap.sources.threesixty.from_json import is_threesixty_json, read_json_grants
from netmap.sources.threesixty.tables import build_tables

__all__ = ["is_threesixty_json", "is_threesixty_sheets", "read_threesixty_json", "read_threesixty_sheets"]

META = "meta"


def is_threesixty_sheets(sheets: list[Sheet]) -> bool:
    """Tell whether any sheet has the row of headings of the 360Giving table form.

    Example
        >>> cells = pd.DataFrame([["Identifier", "Amount Awarded", "Funding Org : Name"]], index=[1])
        >>> is_threesixty_sheets([Sheet("grants.csv", "", cells)])
        True
    """
    return any(is_threesixty_row(_headings(sheet)) for sheet in sheets)


def read_threesixty_json(path: Path) -> RawSource:
    """Read a 360Giving JSON file.

    Parameters
        path: the file, UTF-8 with or without a byte order mark.
    Returns
        RawSource: tables funding, organisations, themes and areas; the row is the place in the list of grants.
    Raises
        InputError: the file is no JSON, or holds no list of grants; says where and what to do.
    Cost
        One step for each grant, then one pass over each column.
    """
    return build_tables(read_json_grants(path))


def read_threesixty_sheets(sheets: list[Sheet], name: str) -> RawSource:
    """Read the table form of 360Giving: one sheet or several, with or without Meta.

    Parameters
        sheets: all sheets of one file; a sheet that is no 360Giving table is named in a notice.
        name: the name of the source.
    Returns
        RawSource: tables funding (one for each sheet of grants), organisations, themes and areas.
    Cost
        One pass over each column.
    """
    ours = [sheet for sheet in sheets if sheet.name.lower() != META and is_threesixty_row(_headings(sheet))]
    mains = [sheet for sheet in ours if _holds_grants(sheet)] or ours[:1]
    grants = _stack([_read_grants(sheet) for sheet in mains], name)
    for sheet in sheets:
        if sheet in mains or sheet.name.lower() == META or sheet.cells.empty:
            continue
        if sheet in ours or _is_bare(sheet):
            _add_sheet(grants, sheet)
        else:
            grants.notices.append(f"Left out: sheet {sheet.name} is no 360Giving table. Save it on its own to load it.")
    return build_tables(grants)


def _headings(sheet: Sheet) -> list[Heading]:
    if sheet.cells.empty:
        return []
    texts = sheet.cells.iloc[0]
    return [
        read_heading(" ".join(str(text).split()), column_letter(int(place))) for place, text in texts.dropna().items()
    ]


def _holds_grants(sheet: Sheet) -> bool:
    """Tell a sheet of grants from one that only adds objects to them by the grants' Identifier."""
    headings = _headings(sheet)
    own = {heading.key[0] for heading in headings if len(heading.key) == 1 and heading.is_known()}
    return own != {"identifier"}


def _is_bare(sheet: Sheet) -> bool:
    """Recognise an extra sheet whose columns are unknown or still missing, by its first heading."""
    first = _headings(sheet)[:1]
    return bool(first) and first[0].key == ("identifier",) and first[0].letter == "A"


def _columns(sheet: Sheet) -> tuple[dict[str, Heading], pd.DataFrame, list[Heading]]:
    """Give the first heading of each field by its name, and the rows with a column for each heading."""
    headings = _headings(sheet)
    body = sheet.cells.iloc[1:]
    blank = [place for place in body.columns if pd.isna(sheet.cells.iloc[0][place]) and body[place].notna().any()]
    headings += [Heading("", letter, (f"column_{letter.lower()}",)) for letter in map(column_letter, blank)]
    places = {column_letter(int(place)): place for place in body.columns}
    cells = pd.DataFrame({item.letter: body[places[item.letter]] for item in headings}, index=body.index, dtype=object)
    by_name: dict[str, Heading] = {}
    for item in headings:
        by_name.setdefault("_".join(item.key), item)
    return by_name, cells.where(cells.notna(), None), headings


def _read_grants(sheet: Sheet) -> Grants:
    by_name, cells, headings = _columns(sheet)
    refusals = _refuse_repeated_headings(sheet, by_name, cells)
    cells = cells.drop(index=[refusal.row for refusal in refusals])
    own = [item for item in headings if item.key[0] not in PARTS or len(item.key) == 1]
    fields = _join_columns(cells, own)
    grant = _grant_of_row(fields, cells)
    first = ~pd.Series(grant).duplicated().to_numpy()
    parts = _take_parts(cells, headings, grant)
    if not first.all():
        fields = fields.groupby(grant, sort=True).first()
    fields = fields.reset_index(drop=True)
    rows = cells.index.to_numpy(dtype=int)[first]
    said = [(sheet.name, by_name)]
    folded = [int((~first).sum())]
    where = np.zeros(len(rows), dtype=int)
    return Grants("", sheet.file, fields, rows, where, said, folded, parts, refusals)


def _refuse_repeated_headings(sheet: Sheet, by_name: dict[str, Heading], cells: pd.DataFrame) -> list[RawRefusal]:
    named = [item for item in by_name.values() if item.key == ("identifier",)] or list(by_name.values())[:1]
    if not named or cells.empty:
        return []
    words = known_texts(cells[named[0].letter])
    hits = cells.index[(words.str.casefold() == named[0].text.casefold()).fillna(False).astype(bool)]
    reason, fix = "is a second row of headings", "Keep one row of headings."
    return [
        RawRefusal("funding", sheet.file, sheet.name, int(row), named[0].text, named[0].text, reason, fix)
        for row in hits
    ]


def _join_columns(cells: pd.DataFrame, headings: list[Heading]) -> pd.DataFrame:
    """Give one column for each field; numbered columns of one field are joined, a repeated title is numbered."""
    fields: dict[str, pd.Series] = {}
    for item in headings:
        name, column = "_".join(item.key), cells[item.letter]
        if name not in fields:
            fields[name] = column
        elif item.number:
            both = fields[name].notna() & column.notna()
            fields[name] = fields[name].where(fields[name].notna(), column)
            fields[name] = fields[name].where(~both, fields[name].astype(str) + "|" + column.astype(str))
        else:
            fields[f"{name}_{item.letter.lower()}"] = column
    return pd.DataFrame(fields, index=cells.index, dtype=object)


def _grant_of_row(fields: pd.DataFrame, cells: pd.DataFrame) -> np.ndarray:
    """Number the grant that each row belongs to.

    A row continues an earlier one when it has the same Identifier, states no amount and says
    nothing else about the grant than the earlier row does. Any other repeated Identifier is left as
    a grant of its own, for the check of duplicates.
    """
    own = pd.Series(True, index=fields.index)
    if {"identifier", "amount_awarded"} <= set(fields.columns):
        again = fields["identifier"].notna() & fields["identifier"].duplicated() & fields["amount_awarded"].isna()
        later = fields[again]
        first = fields.drop_duplicates("identifier").set_index("identifier").reindex(later["identifier"])
        same = pd.Series(True, index=later.index)
        for name in later.columns.drop("identifier"):
            mine, theirs = later[name], pd.Series(first[name].to_numpy(), index=later.index, dtype=object)
            same &= mine.isna() | theirs.isna() | (mine == theirs)
        own.loc[later.index[same]] = False
    number: np.ndarray = np.cumsum(own.to_numpy()) - 1
    if not own.all():
        firsts = pd.Series(number, index=fields["identifier"])[own.to_numpy()]
        firsts = firsts[~firsts.index.duplicated()]
        continues = ~own.to_numpy()
        number[continues] = firsts.reindex(fields["identifier"][continues]).to_numpy()
    return number


def _take_parts(cells: pd.DataFrame, headings: list[Heading], grant: np.ndarray) -> dict[str, pd.DataFrame]:
    """Give the objects of each kind: one row for each grant and each number in the headings."""
    parts: dict[str, pd.DataFrame] = {}
    for part in PARTS:
        groups: dict[int, list[Heading]] = {}
        for item in headings:
            if item.key[0] == part and len(item.key) > 1:
                groups.setdefault(item.number[0] if _is_numbered_object(item) else 0, []).append(item)
        found = [_part_rows(cells, groups[number], grant) for number in sorted(groups)]
        if found:
            parts[part] = pd.concat(found, ignore_index=True).sort_values("grant", kind="stable", ignore_index=True)
    return parts


def _is_numbered_object(item: Heading) -> bool:
    """Tell 'Beneficiary Location:1:Name' from 'Recipient Org:Location:1:Name', which numbers a place of one body."""
    return bool(item.number) and (len(item.number) > 1 or "location" not in item.key[1:])


def _part_rows(cells: pd.DataFrame, headings: list[Heading], grant: np.ndarray) -> pd.DataFrame:
    short = [Heading(item.text, item.letter, item.key[1:], item.number) for item in headings]
    fields = _join_columns(cells, short)
    known = fields.notna().any(axis=1).to_numpy()
    return fields[known].assign(grant=grant[known])


def _stack(mains: list[Grants], name: str) -> Grants:
    """Put the grants of several sheets one below the other."""
    offsets = np.cumsum([0, *(len(main.cells) for main in mains)])
    parts: dict[str, list[pd.DataFrame]] = {}
    for main, offset in zip(mains, offsets, strict=False):
        for part, rows in main.parts.items():
            parts.setdefault(part, []).append(rows.assign(grant=rows["grant"] + offset))
    cells = pd.concat([main.cells for main in mains], ignore_index=True)
    return Grants(
        name,
        mains[0].file,
        cells.where(cells.notna(), None),
        np.concatenate([main.rows for main in mains]),
        np.repeat(np.arange(len(mains)), [len(main.cells) for main in mains]),
        [sheet for main in mains for sheet in main.sheets],
        [count for main in mains for count in main.folded],
        {part: pd.concat(rows, ignore_index=True) for part, rows in parts.items()},
        [refusal for main in mains for refusal in main.refusals],
    )


def _add_sheet(grants: Grants, sheet: Sheet) -> None:
    """Add the objects of an extra sheet to the grants that its Identifiers name."""
    by_name, cells, headings = _columns(sheet)
    ids = cells[by_name["identifier"].letter]
    known = pd.Series(np.arange(len(grants.cells)), index=grants.field("identifier"))
    known = known[known.index.notna() & ~known.index.duplicated()]
    grant = known.reindex(ids).to_numpy(dtype=float)
    _refuse_strays(grants, sheet, by_name["identifier"], ids[np.isnan(grant)])
    kept = ~np.isnan(grant)
    places, cells = grant[kept].astype(int), cells[kept]
    for part, rows in _take_parts(cells, headings, places).items():
        before = [grants.parts[part]] if part in grants.parts else []
        grants.parts[part] = pd.concat([*before, rows], ignore_index=True).sort_values("grant", kind="stable")
    own = [
        item for item in headings if item.key != ("identifier",) and (item.key[0] not in PARTS or len(item.key) == 1)
    ]
    for name, column in _join_columns(cells, own).items():
        stated = grants.field(str(name))
        values = pd.concat([stated, pd.Series(column.to_numpy(), dtype=object)], ignore_index=True)
        where = pd.Series(np.concatenate([stated.index.to_numpy(), places]))
        grants.cells[str(name)] = known_texts(joined(values, where).reindex(grants.cells.index))


def _refuse_strays(grants: Grants, sheet: Sheet, heading: Heading, ids: pd.Series) -> None:
    reason = "belongs to no grant: no sheet of grants has this Identifier"
    fix = "Correct the Identifier, or add the grant to the sheet of grants."
    grants.refusals += [
        RawRefusal("funding", sheet.file, sheet.name, int(str(row)), heading.text, str(value or ""), reason, fix)
        for row, value in ids.items()
    ]
