"""The lines of mySociety's file of UK parliamentary groups, one JSON record for each group."""

from __future__ import annotations

import datetime
import gzip
import html
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import pandas as pd

from netmap.errors import InputError
from netmap.model.letters import read_json
from netmap.model.names import name_key
from netmap.sources.files.safety import UNPACKED_BYTES, too_large
from netmap.sources.raw import RawRefusal, RawTable

ENDINGS = (".jsonl", ".jsonl.gz")
WELSH = "senedd-cy"
_KEYS = {"slug", "title", "parliament", "officers", "members_list"}
_RELEASE = re.compile(r"(?<!\d)(\d{4}-(?:0[1-9]|1[0-2]))(?!\d)")
_FIRST_LINE_BYTES = 1 << 22
_UNREADABLE = (OSError, EOFError, zlib.error, ValueError, RecursionError)

Record = dict[str, Any]
Row = tuple[int, dict[str, str | None]]
"""Number of the line in the file, and the cells by column."""


@dataclass(frozen=True)
class Parliament:
    """One legislature: the first part of its groups' ids, its name, its own id and its area."""

    key: str
    name: str
    id: str
    area: str


_SENEDD = Parliament("senedd", "Senedd Cymru", "senedd-cymru", "Wales")
PARLIAMENTS = {
    "uk": Parliament("uk", "UK Parliament", "uk-parliament", "United Kingdom"),
    "scottish-parliament": Parliament("scottish-parliament", "Scottish Parliament", "scottish-parliament", "Scotland"),
    "senedd-en": _SENEDD,
    WELSH: _SENEDD,
    "ni-assembly": Parliament(
        "ni-assembly", "Northern Ireland Assembly", "northern-ireland-assembly", "Northern Ireland"
    ),
}


@dataclass(frozen=True)
class Group:
    """One group as the file gives it, with the line it stands on and the date it was checked."""

    row: int
    record: Record
    parliament: Parliament
    as_of: str | None

    @property
    def key(self) -> str:
        """Give the id: a slug alone names up to four different groups."""
        return f"{self.parliament.key}/{self.record['slug']}"

    @property
    def is_welsh(self) -> bool:
        """Say whether this is the Welsh listing of a Senedd group."""
        return bool(self.record["parliament"] == WELSH)

    def records(self, name: str) -> list[Record]:
        """Give `officers`, `members` or `detailed_benefits`; none where the file has null."""
        holder = self.record["members_list"] if name == "members" else self.record
        return list(holder.get(name) or [])

    def source(self) -> str | None:
        """Give the address of the group's page in its register."""
        return plain(self.record.get("source_url"))


def plain(value: object) -> str | None:
    """Give text with HTML entities resolved and runs of spaces made one; None where nothing is left.

    Example
        >>> plain(" Welsh Women&#39;s&nbsp; Aid ")
        "Welsh Women's Aid"
    """
    return " ".join(html.unescape(str(value)).split()) or None if value is not None else None


def scoped_id(parliament: Parliament, kind: str, name: str) -> str:
    """Give the id of something that has only a name: two registers never share one.

    Definition: the name's `name_key`, spaces as underscores, and not its slug: 'Home Start Cymru' and
    'Home-Start Cymru' are two until somebody says otherwise.
    """
    return f"{parliament.key}/{kind}/{name_key(name).replace(' ', '_')}"


def is_group_lines(path: Path) -> bool:
    """Say whether the first line of a .jsonl or .jsonl.gz file is the record of a parliamentary group."""
    if not path.name.lower().endswith(ENDINGS) or not path.is_file():
        return False
    try:
        with _open(path) as stream:
            first = next((line for line in iter(lambda: stream.readline(_FIRST_LINE_BYTES), b"") if line.strip()), b"")
        record = read_json(first.decode("utf-8-sig"))
    except _UNREADABLE:
        return False
    return isinstance(record, dict) and record.keys() >= _KEYS


def read_groups(path: Path) -> tuple[list[Group], list[RawRefusal]]:
    """Read every line that is a group, and refuse the others by line.

    Raises
        InputError: the file cannot be opened, unpacked or read as UTF-8, or unpacks to more than 200 MB.
    """
    release = _RELEASE.search(path.name)
    groups, refusals = [], []
    for row, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        record = _record(line)
        reason, fix = _fault(record)
        if reason:
            shown = line[:80] if record is None else str(record.get("slug"))
            refusals.append(RawRefusal("partnerships", path.name, "", row, "", shown, reason, fix))
        elif record is not None:
            as_of = _index_day(record.get("index_date")) or (release[1] if release else None)
            groups.append(Group(row, record, PARLIAMENTS[record["parliament"]], as_of))
    return groups, refusals


def raw_table(
    name: str, rows: Iterable[Row], headings: Mapping[str, str], file: str, *, derived: bool = False, merged: int = 0
) -> RawTable:
    """Make a table of the file from its rows; `headings` gives each column and its key path in the file."""
    rows = list(rows)
    filled = [[cells.get(column) for column in headings] for _, cells in rows]
    table = pd.DataFrame(filled, columns=list(headings), dtype=object)
    numbers = np.array([number for number, _ in rows], dtype=np.int64)
    return RawTable(name, table, numbers, file, headings=dict(headings), derived=derived, merged=merged)


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(path: Path) -> list[str]:
    try:
        with _open(path) as stream:
            content = stream.read(UNPACKED_BYTES + 1)
        text = content.decode("utf-8-sig")
    except _UNREADABLE as error:
        raise InputError(
            f"'{path.name}' cannot be read to its end: it is cut short, garbled or not UTF-8.",
            "Get a fresh copy of the file.",
            file=path.name,
        ) from error
    if len(content) > UNPACKED_BYTES:
        raise too_large(path, f"unpacks to more than {UNPACKED_BYTES:,} bytes", "Split it into smaller files.")
    return text.split("\n")  # splitlines would also cut at the line separators that JSON text may hold


def _record(line: str) -> Record | None:
    try:
        record = read_json(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _fault(record: Record | None) -> tuple[str, str]:
    if record is None:
        return "is not a JSON record", "Get a fresh copy of the file, or delete the line."
    if not record.keys() >= _KEYS or not _has_the_shape(record):
        return "is not a group as the file of groups writes them", "Get a fresh copy of the file, or delete the line."
    if record["parliament"] not in PARLIAMENTS:
        return f"is in a parliament that netmap does not know ({record['parliament']})", "Use a newer netmap."
    return "", ""


def _has_the_shape(record: Record) -> bool:
    """Say whether every list and record that is read further on is one, or null."""
    people, contact = record["members_list"], record.get("contact_details") or {}
    if not isinstance(people, dict) or not isinstance(contact, dict):
        return False
    records = [record["officers"], people.get("members"), record.get("detailed_benefits")]
    texts = [record.get("categories"), people.get("source_url")]
    return (
        all(isinstance(record[name], str) and plain(record[name]) for name in ("slug", "title", "parliament"))
        and isinstance(contact.get("website") or {}, dict)
        and all(_is_list_of(items, dict) for items in records)
        and all(_is_list_of(items, str) for items in texts)
    )


def _is_list_of(items: object, kind: type) -> bool:
    return items is None or (isinstance(items, list) and all(isinstance(item, kind) for item in items))


def _index_day(text: object) -> str | None:
    """Read the register's own date: '260629' is 29 June 2026."""
    try:
        return datetime.datetime.strptime(str(text), "%y%m%d").date().isoformat()
    except ValueError:
        return None
