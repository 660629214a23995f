"""The sheet in which people answer what records cannot: written for a spreadsheet program, and read back."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pandas as pd

from netmap.errors import InputError
from netmap.model.words import listed
from netmap.sources.files.tabular import read_sheets
from netmap.sources.files.writing import write_csv_tables
from netmap.sources.raw import Sheet, column_letter

ID, ANSWER, EVIDENCE = "id", "answer", "evidence"
COLUMNS = (ID, "area", "kind", "item", ANSWER, EVIDENCE, "asks", "from_records")
ACCEPTED = {
    "yes": "Y",
    "y": "Y",
    "no": "N",
    "n": "N",
    "not known": "U",
    "unknown": "U",
    "u": "U",
}
"""How an answer may be written, in any case; a blank one leaves what records say."""
_ENDING = ".csv"
_SHOWN = 80


@dataclass(frozen=True)
class Filled:
    """What people filled in: answers (Y, N or U) and evidence by the id of the item, and what was noticed."""

    answers: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def read_answers(path: Path, *, known: Sequence[str]) -> Filled:
    """What did people answer, and what shows it?

    Definition: one row for each item, under the headings `id`, `answer` and `evidence` in any order and
    any case; the other columns of the sheet are for reading only. A blank answer is none: what records
    say stays. An item without a row has no answer.

    Parameters
        path: what a spreadsheet program saved: a CSV file (comma, semicolon or tab; UTF-8, UTF-16 with BOM
        or Windows-1252), or a workbook, of which the first sheet counts.
        known: the ids of all items.
    Returns
        Filled: with a notice for each column that nobody reads, for items without a row, and for a file
        that is not in UTF-8.
    Raises
        InputError: the file cannot be read as a table; a heading is missing or stands there twice; an item is
        not known or is answered twice; an answer is none of those allowed. It names file, row, column and value.
    Cost
        One pass over the file.
    """
    path = Path(path)
    sheets, notices = read_sheets(path)
    sheet = sheets[0]
    places, more = _headings(sheet)
    answers: dict[str, str] = {}
    evidence: dict[str, str] = {}
    rows: dict[str, int] = {}
    for row, cells in sheet.cells.iloc[1:].iterrows():
        number = int(str(row))
        texts = {name: _text(cells[place]) for name, place in places.items()}
        if not any(texts.values()):
            continue
        item = _item(_Place(path, number, column_letter(places[ID])), texts[ID], known, rows)
        rows[item] = number
        if texts[ANSWER]:
            answers[item] = _answer(_Place(path, number, column_letter(places[ANSWER])), item, texts[ANSWER])
        if texts[EVIDENCE]:
            evidence[item] = texts[EVIDENCE]
    return Filled(answers, evidence, (*notices, *more, *_without_row(path, rows, known)))


def write_answers(path: Path, rows: pd.DataFrame, *, known: Sequence[str]) -> Path:
    """Write the sheet to fill in; a sheet that somebody has filled in already stays as it is.

    Definition: as `write_csv_tables` writes: UTF-8 with BOM, every cell quoted, a text that looks like a
    formula guarded. `read_answers` gives the same texts back.

    Parameters
        path: ends in .csv; its folder exists.
        rows: one row for each item, with the columns of `COLUMNS`.
        known: the ids of all items.
    Returns
        the path.
    Raises
        InputError: another ending, a file that holds answers or is something else, or a place that cannot be
        written to.
    Cost
        Linear in the cells.
    """
    path = Path(path)
    if path.suffix != _ENDING:
        raise InputError(
            f"The sheet to fill in cannot be written as '{path.name}'.", f"End its name in {_ENDING}.", file=str(path)
        )
    if not path.parent.is_dir():
        raise InputError(
            f"'{path.name}' cannot be written: there is no folder '{path.parent}'.",
            "Make the folder first, or name another place.",
            file=str(path),
        )
    if path.exists():
        _refuse_to_lose(path, known)
    (written,) = write_csv_tables(path.parent, {path.stem: rows[list(COLUMNS)]})
    return written


def _refuse_to_lose(path: Path, known: Sequence[str]) -> None:
    """Refuse to write over a file unless it is such a sheet with nothing filled in."""
    try:
        filled = read_answers(path, known=known)
    except InputError as error:
        raise InputError(
            f"'{path.name}' is there already and is not an empty sheet of answers.",
            "Name another file, or move this one away.",
            file=str(path),
        ) from error
    if filled.answers or filled.evidence:
        items = len(filled.answers.keys() | filled.evidence.keys())
        raise InputError(
            f"'{path.name}' is there already and holds answers or evidence for {items} of {len(known)} items.",
            "It stays as it is. Name another file for a new sheet.",
            file=str(path),
        )


@dataclass(frozen=True)
class _Place:
    """Where a cell stands, for an error that says so."""

    path: Path
    row: int
    letter: str

    def refuse(self, column: str, value: str, why: str, hint: str) -> NoReturn:
        """Refuse the cell."""
        shown = f" '{value[:_SHOWN]}'" if value else ""
        raise InputError(
            f"{self.path.name}!{self.letter}{self.row} ({column}):{shown} {why}.",
            hint,
            file=self.path.name,
            row=self.row,
            column=column,
            value=value,
        )


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _headings(sheet: Sheet) -> tuple[dict[str, int], list[str]]:
    """Find the columns that are read, and name those that nobody reads."""
    row = int(str(sheet.cells.index[0]))
    texts = {place: _text(cell) for place, cell in sheet.cells.iloc[0].items()}
    places: dict[str, int] = {}
    strange = []
    for place, text in texts.items():
        name = text.strip().lower()
        if name in places:
            _Place(Path(sheet.file), row, column_letter(int(str(place)))).refuse(
                name, text, "is a heading that stands there twice", "Take one of the two columns out."
            )
        if name in COLUMNS:
            places[name] = int(str(place))
        elif text:
            strange.append(f"The column '{text[:_SHOWN]}' of '{sheet.file}' is not read.")
    missing = [name for name in (ID, ANSWER, EVIDENCE) if name not in places]
    if missing:
        _lacking(sheet.file, row, missing, texts.values())
    return {name: places[name] for name in (ID, ANSWER, EVIDENCE)}, strange


def _lacking(file: str, row: int, missing: Sequence[str], found: Iterable[str]) -> NoReturn:
    near = difflib.get_close_matches(missing[0], [text.lower() for text in found], n=1)
    did = f"Did you mean it by '{near[0]}'? " if near else ""
    noun = "heading" if len(missing) == 1 else "headings"
    raise InputError(
        f"Row {row} of '{file}' lacks the {noun} {listed(missing)}.",
        f"{did}The first row names the columns, as in the sheet that `netmap health SOURCE --template FILE` writes.",
        file=file,
        row=row,
        column=missing[0],
    )


def _item(place: _Place, name: str, known: Sequence[str], rows: Mapping[str, int]) -> str:
    """Find the item that a row is about."""
    if not name:
        place.refuse(ID, "", "names no item", "Write its id, such as " + known[0] + ", or clear the row.")
    item = next((each for each in known if each.lower() == name.lower()), None)
    if item is None:
        near = difflib.get_close_matches(name.upper(), known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"The ids run from {known[0]} to {known[-1]}."
        place.refuse(ID, name, "is not an item of the health check", hint)
    if item in rows:
        place.refuse(ID, name, f"stands in row {rows[item]} too", "Keep one of the two rows.")
    return item


def _answer(place: _Place, item: str, text: str) -> str:
    answer = ACCEPTED.get(" ".join(text.lower().split()))
    if answer is None:
        place.refuse(
            ANSWER,
            text,
            f"is not an answer to {item}",
            "Write yes, no or not known; leave it blank to take what records say.",
        )
    return answer


def _without_row(path: Path, rows: Mapping[str, int], known: Sequence[str]) -> tuple[str, ...]:
    missing = [item for item in known if item not in rows]
    if not missing:
        return ()
    verb = "has" if len(missing) == 1 else "have"
    return (f"{len(missing)} of {len(known)} items {verb} no row in '{path.name}': {listed(missing)}.",)
