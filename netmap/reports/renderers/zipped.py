"""Packages of Word and Excel with nothing in them that another run would write otherwise."""

from __future__ import annotations

import datetime
import io
import zipfile

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16
_UNIX = 3
# What a reader of a package looks for first stands first; the rest by name.
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def start_of(day: datetime.date) -> datetime.datetime:
    """Give the moment that a package is dated by: the first of the day that the report speaks of."""
    return datetime.datetime(day.year, day.month, day.day)


def zipped_alike(package: bytes) -> bytes:
    """Write a zip package again with its parts in one order, under one date, with the same attributes.

    Parameters
        package: a whole zip file, as python-docx and openpyxl write it: with the clock in every entry.
    Returns
        A package with the same parts, whose bytes depend on nothing but their names and contents.
    Cost
        Linear in the size of the parts.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.create_system, entry.external_attr = _UNIX, _ORDINARY_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
