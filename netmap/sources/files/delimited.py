"""Reads CSV and TSV files: finds the encoding and the separator, then lets pandas take the text apart."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.errors import EmptyDataError, ParserError

from netmap.errors import InputError
from netmap.sources.files.cells import clean
from netmap.sources.files.safety import CELLS, COLUMNS, too_large
from netmap.sources.raw import Sheet

_SEPARATORS = (",", ";", "\t")
_SAMPLE_CHARACTERS = 65_536
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_CONTROLS = bytes(set(range(256)) - (set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a")))
_MOST_CONTROLS = 0.01


def read_delimited(path: Path) -> tuple[list[Sheet], list[str]]:
    """Read a CSV or TSV file as one sheet without a name; the file must have passed `check_file`.

    Parameters
        path: the file; rows may differ in length, quoted cells may hold line ends.
    Returns
        the sheet, or none where no cell is filled; and a notice where Windows-1252 was assumed.
    Raises
        InputError: the bytes are no text, a quotation mark is never closed, or there are too many cells.
    Cost
        Two passes over the bytes, a third where the first row is not the widest.
    """
    encoding = _find_encoding(path)
    notices = []
    if encoding == "cp1252":
        notices.append(f"'{path.name}' is not in UTF-8 and was read as Windows-1252; check accents and currency signs.")
    table = _parse(path, encoding, _find_separator(path, encoding))
    sheet = _build_sheet(path, table)
    return ([sheet] if sheet else []), notices


def _find_encoding(path: Path) -> str:
    """Choose the first encoding that the whole file is valid in; refuse what is no text."""
    with path.open("rb") as stream:
        head = stream.read(4)
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    if marked != "utf-16" and any(b"\x00" in chunk for chunk in _chunks(path)):
        raise _binary(path)
    if _is_valid(path, marked or "utf-8"):
        return marked or "utf-8"
    if not marked and _share_of_controls(path) > _MOST_CONTROLS:
        raise _binary(path)
    if not marked and _is_valid(path, "cp1252"):
        return "cp1252"
    raise InputError(
        f"'{path.name}' holds bytes that are no text in the encoding that it seems to be in ({marked or 'UTF-8'}).",
        "Open it in your spreadsheet program and save it as 'CSV UTF-8'.",
        file=path.name,
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _share_of_controls(path: Path) -> float:
    found = sum(len(chunk.translate(None, _NOT_CONTROLS)) for chunk in _chunks(path))
    return found / path.stat().st_size


def _binary(path: Path) -> InputError:
    return InputError(
        f"'{path.name}' is not what its ending says: it is binary data, not a table of text.",
        "Open it in the program that made it and save the table as 'CSV UTF-8'.",
        file=path.name,
    )


def _is_valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _find_separator(path: Path, encoding: str) -> str:
    """Choose the separator that splits the largest share of the first rows, and splits them most evenly."""
    with path.open(encoding=encoding, newline="") as stream:
        sample = stream.read(_SAMPLE_CHARACTERS)
    lines = list(io.StringIO(sample, newline=""))
    if len(sample) == _SAMPLE_CHARACTERS and len(lines) > 1:
        lines.pop()

    def evenness(separator: str) -> tuple[float, float]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        split = Counter(width for width in widths if width > 1)
        return split.total() / max(len(widths), 1), max(split.values(), default=0) / max(len(widths), 1)

    try:
        return max(_SEPARATORS, key=evenness)
    except csv.Error as error:
        raise _unreadable(path, error) from error


def _parse(path: Path, encoding: str, separator: str) -> pd.DataFrame:
    """Let pandas parse; it expects no row to be longer than the first, so one that is calls for a count."""
    try:
        try:
            return _read_csv(path, encoding, separator, None)
        except (ParserError, EmptyDataError):
            width = _count_columns(path, encoding, separator)
            return _read_csv(path, encoding, separator, range(width))
    except (ParserError, csv.Error) as error:
        raise _unreadable(path, error) from error


def _read_csv(path: Path, encoding: str, separator: str, names: range | None) -> pd.DataFrame:
    return pd.read_csv(
        path,
        sep=separator,
        encoding=encoding,
        header=None,
        names=names,
        dtype=object,
        keep_default_na=False,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
    )


def _count_columns(path: Path, encoding: str, separator: str) -> int:
    width = rows = 0
    with path.open(encoding=encoding, newline="") as stream:
        for row in csv.reader(stream, delimiter=separator):
            width, rows = max(width, len(row)), rows + 1
    if width > COLUMNS or width * rows > CELLS:
        raise too_large(
            path,
            f"has a row of {width:,} cells among {rows:,} rows",
            f"The limits are {COLUMNS:,} columns and {CELLS:,} cells. Look for a row that is far too long.",
        )
    return max(width, 1)


def _unreadable(path: Path, error: Exception) -> InputError:
    opened = re.search(r"EOF inside string starting at row (\d+)", str(error))
    if opened:
        row = int(opened.group(1)) + 1
        return InputError(
            f"Row {row} of '{path.name}' opens a quotation mark (\") that is never closed.",
            "Close it, or take it out.",
            file=path.name,
            row=row,
        )
    return InputError(
        f"'{path.name}' cannot be taken apart into cells.",
        "Look for a quotation mark (\") that is never closed, or save it again as 'CSV UTF-8'.",
        file=path.name,
    )


def _build_sheet(path: Path, table: pd.DataFrame) -> Sheet | None:
    columns = {place: _clean_column(table[column]) for place, column in enumerate(table.columns)}
    filled = np.zeros(len(table), dtype=bool)
    for place in reversed(range(len(columns))):
        here = pd.notna(columns[place])
        if not here.any() and place == len(columns) - 1:
            del columns[place]
        filled |= here
    if not filled.any():
        return None
    cells = pd.DataFrame(columns, index=pd.RangeIndex(1, len(table) + 1), dtype=object)
    return Sheet(path.name, "", cells[filled])


def _clean_column(values: pd.Series) -> np.ndarray:
    texts = np.empty(len(values), dtype=object)
    texts[:] = [clean(text) if text else None for text in values.to_numpy(dtype=object)]
    return texts
