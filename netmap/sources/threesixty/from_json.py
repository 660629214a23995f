"""360Giving JSON to grants: one step for each grant, its objects laid flat under the names of their fields."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from netmap.errors import InputError
from netmap.model.letters import read_json
from netmap.sources.raw import RawRefusal
from netmap.sources.threesixty.fields import PARTS, Grants, Heading, Key, field_key

_LISTS = {
    "plannedDates": "planned_dates",
    "actualDates": "actual_dates",
    "recipientOrganization": "recipient_org",
    "fundingOrganization": "funding_org",
    "beneficiaryLocation": "beneficiary_location",
    "grantProgramme": "grant_programme",
}
_OBJECTS = {"recipientIndividual": "recipient_ind", "toIndividualsDetails": "to_individuals_details"}
_SINGLE = ("id", "title", "description", "currency", "amountAwarded", "awardDate")

_EXPECTED: tuple[Key, ...] = (
    ("fundingOrganization", "id"),
    ("fundingOrganization", "name"),
    ("recipientOrganization", "id"),
    ("recipientOrganization", "name"),
)

_Flat = dict[Key, list[str]]


def is_threesixty_json(document: object) -> bool:
    """Tell whether a JSON document is a 360Giving package: an object with a list called 'grants'.

    Example
        >>> is_threesixty_json({"grants": []}), is_threesixty_json([])
        (True, False)
    """
    return isinstance(document, dict) and isinstance(document.get("grants"), list)


def read_json_grants(path: Path) -> Grants:
    """Read the grants of a 360Giving JSON file.

    Parameters
        path: the file, UTF-8 with or without a byte order mark.
    Returns
        Grants: whose rows are places in the list from 1; what is no grant is refused.
    Raises
        InputError: the file is no JSON, or has no list of grants.
    Cost
        One step for each grant; the whole document is held in memory.
    """
    document = _load(path)
    if not is_threesixty_json(document):
        raise InputError(
            f"{path.name} is JSON, but no 360Giving file: it has no list called 'grants'.",
            'A 360Giving file looks like {"grants": [ … ]}. Ask for the file as published, or save it as CSV or XLSX.',
            file=path.name,
        )
    return _flatten(document["grants"], path)


def _load(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        # Numbers stay as they are written, so that no amount is rounded on the way.
        return read_json(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputError(
            f"{path.name} is not valid JSON: it breaks at {where}.",
            "Open it in a text editor at that place and look for a comma, quote or bracket too many or too few, "
            "or fetch the file again.",
            file=path.name,
            row=error.lineno,
            column=error.colno,
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not written in UTF-8, as JSON has to be.",
            "Open it in a text editor and save it with the encoding UTF-8.",
            file=path.name,
        ) from error
    except RecursionError as error:
        raise InputError(
            f"{path.name} holds lists within lists too deep to read.",
            "Fetch the file again; a 360Giving file is a few levels deep.",
            file=path.name,
        ) from error
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.", "Check its name and place.") from error


class _Columns:
    """Records kept by column, because a million small dictionaries cost more than the values in them."""

    def __init__(self) -> None:
        self.length = 0
        self.columns: dict[str, list[Any]] = {}

    def add(self, record: dict[str, Any]) -> None:
        for name, value in record.items():
            column = self.columns.setdefault(name, [])
            if len(column) < self.length:
                column.extend([None] * (self.length - len(column)))
            column.append(value)
        self.length += 1

    def frame(self) -> pd.DataFrame:
        self.add(dict.fromkeys(self.columns))
        columns = {name: pd.Series(column[:-1], dtype=object) for name, column in self.columns.items()}
        return pd.DataFrame(columns, index=range(self.length - 1), dtype=object)


def _flatten(documents: list[Any], path: Path) -> Grants:
    cells, rows = _Columns(), []
    parts = {name: _Columns() for name in PARTS}
    headings: dict[str, Heading] = {}
    for expected in _EXPECTED:
        _note_heading(expected, headings)
    refusals: list[RawRefusal] = []
    for place, document in enumerate(documents, start=1):
        documents[place - 1] = None  # lets go of each grant once it is taken, for large files
        faults = _faults(document)
        if faults:
            reason = "; ".join(said for _, said in faults)
            fix = "Write the grant as the standard has it, or leave the field out."
            refusals.append(RawRefusal("funding", path.name, "", place, faults[0][0], "", reason, fix))
            continue
        cells.add(_take_grant(document, cells.length, parts, headings))
        rows.append(place)
    return Grants(
        path.stem,
        path.name,
        cells.frame(),
        np.array(rows, dtype=int),
        np.zeros(len(rows), dtype=int),
        [("", headings)],
        [0],
        {name: found.frame().astype({"grant": int}) for name, found in parts.items() if found.length},
        refusals,
    )


def _faults(grant: Any) -> list[tuple[str, str]]:
    """List what keeps a grant from being read, as (JSON key, what is wrong with it)."""
    if not isinstance(grant, dict):
        return [("grants", f"is {_kind(grant)}, not a grant")]
    faults: list[tuple[str, str]] = []
    for key in _LISTS:
        value = grant.get(key)
        if value is None:
            continue
        if not isinstance(value, list):
            faults.append((key, f"{key} is {_kind(value)} where a list of objects is needed"))
        elif wrong := [item for item in value if item is not None and not isinstance(item, dict)]:
            faults.append((key, f"{key} holds {_kind(wrong[0])} where objects are needed"))
    for keys, fitting, wanted in ((_OBJECTS, dict | None, "object"), (_SINGLE, str | bool | None, "value")):
        wrong_keys = [key for key in keys if not isinstance(grant.get(key), fitting)]
        faults += [(key, f"{key} is {_kind(grant[key])} where one {wanted} is needed") for key in wrong_keys]
    return faults


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else "yes or no" if isinstance(value, bool) else "a text or a number"


def _take_grant(
    document: dict[str, Any], place: int, parts: dict[str, _Columns], headings: dict[str, Heading]
) -> dict[str, str]:
    """Give the grant's own fields, and put its objects into their tables."""
    flat: _Flat = {}
    for key, value in document.items():
        part = _LISTS.get(key) or _OBJECTS.get(key)
        if part is None:
            _lay_flat(value, (key,), flat)
            continue
        for item in value if isinstance(value, list) else [value]:
            fields = _named(_object_fields(key, item), headings, 1)
            if fields:
                parts[part].add({**fields, "grant": place})
    return _named(flat, headings, 0)


def _object_fields(key: str, item: dict[str, Any] | None) -> _Flat:
    flat: _Flat = {}
    for name, value in (item or {}).items():
        _lay_flat(value, (key, name), flat)
    return flat


def _named(flat: _Flat, headings: dict[str, Heading], start: int) -> dict[str, str]:
    """Give the values by the names of their fields, from a place in the path on."""
    result: dict[str, str] = {}
    for path, values in flat.items():
        full, inner = _field_names(path)
        if full not in headings:
            _note_heading(path, headings)
        name = inner if start else full
        text = values[0] if len(values) == 1 else "|".join(values)
        result[name] = f"{result[name]}|{text}" if name in result else text
    return result


@cache
def _field_names(path: Key) -> tuple[str, str]:
    key = field_key(path)
    return "_".join(key), "_".join(key[1:])


def _note_heading(path: Key, headings: dict[str, Heading]) -> None:
    pieces = [path[0], "0", *path[1:]] if path[0] in _LISTS else path
    headings[_field_names(path)[0]] = Heading("/".join(pieces), "", field_key(path))


def _lay_flat(value: Any, path: Key, flat: _Flat) -> None:
    """Put every value under the path of names that leads to it; a list of plain values is one text."""
    if isinstance(value, str):
        if text := value.strip():
            flat.setdefault(path, []).append(text)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _lay_flat(inner, (*path, name), flat)
    elif isinstance(value, list):
        plain = [_text(item) for item in value if not isinstance(item, dict | list) and item is not None]
        if any(plain):
            flat.setdefault(path, []).append(";".join(plain))
        for item in value:
            if isinstance(item, dict | list):
                _lay_flat(item, path, flat)
    elif value is not None:
        flat.setdefault(path, []).append(_text(value))


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()
