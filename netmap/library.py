"""Finds, reads and runs the named Cypher in `queries/`."""

from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netmap.errors import QueryError
from netmap.model.dates import read_day
from netmap.model.graph import JOINED
from netmap.shipped import shipped
from netmap.stores.contract import ROW_CAP, Answer, Store

QUESTIONS, PROJECTIONS = "questions", "projections"
TODAY = "today"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query; `default` is None where it must be given.

    `kind` is text, texts (several), whole number or date.
    """

    name: str
    kind: str
    default: str | None
    about: str


@dataclass(frozen=True)
class Query:
    """One named query: what it asks, what it needs, what it returns, and its Cypher."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    cypher: str


def queries(folder: str = QUESTIONS) -> dict[str, Query]:
    """Give the shipped queries of a folder by name, in order of name.

    Parameters
        folder: `questions`, which analysts ask, or `projections`, which the analyses read through.
    Raises
        QueryError: a file has no proper header.
    """
    return {path.stem: _read(path) for path in sorted((shipped("queries") / folder).glob("*.cypher"))}


def get_query(name: str, folder: str = QUESTIONS) -> Query:
    """Get one shipped query.

    Raises
        QueryError: there is none of that name; the hint gives the nearest.
    """
    path = shipped("queries") / folder / f"{name}.cypher"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        near = difflib.get_close_matches(name, [item.stem for item in path.parent.glob("*.cypher")], n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise QueryError(f"There is no query named {name}.", f"{hint}`netmap query --list` shows them all.")
    return _read(path)


@functools.cache
def _read(path: Path) -> Query:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line[2:].rstrip() for line in lines if line.startswith("//")]
    cypher = "\n".join(line for line in lines if not line.startswith("//")).strip()
    parts = _header_parts(header)
    missing = [part for part in ("title", "question", "columns") if part not in parts]
    if missing:
        raise QueryError(f"{path.name} has no {' and no '.join(missing)} in its header.", "See CONTRIBUTING.md.")
    columns = dict(_entry(line) for line in parts["columns"])
    parameters = tuple(_parameter(line) for line in parts.get("parameters", []))
    return Query(path.stem, " ".join(parts["title"]), " ".join(parts["question"]), parameters, columns, cypher)


def _header_parts(header: list[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in header:
        opening = re.match(r" (title|question|parameters|columns):\s*(.*)", line)
        if opening:
            current = parts.setdefault(opening.group(1), [])
            line = opening.group(2)
        if line.strip():
            current.append(line.strip())
    return parts


def _entry(line: str) -> tuple[str, str]:
    name, _, about = line.partition(":")
    return name.strip(), about.strip()


def _parameter(line: str) -> Parameter:
    name, rest = _entry(line)
    kind, _, about = rest.partition(" -- ")
    kind, _, default = kind.partition("=")
    given = default.strip().strip('"') if default else None
    return Parameter(name, kind.strip(), given, about.strip())


def run(
    store: Store,
    name: str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
    *,
    folder: str = QUESTIONS,
    row_cap: int | None = ROW_CAP,
    seconds: float | None = None,
) -> Answer:
    """Ask a named question of a store.

    Parameters
        store: any store.
        name: the name of a shipped query.
        parameters: values as text; what is left out takes its default. Several texts are a list, or joined by |.
        row_cap: the most rows to return; the answer says when rows were cut. None means all.
        seconds: the time limit.
    Returns
        Answer: rows in the order that the query states, with its documented columns.
    Raises
        QueryError: an unknown name or parameter, a value of the wrong kind, or the time limit passed.
    """
    query = get_query(name, folder)
    values = _values(query, dict(parameters or {}))
    return store.read(query.cypher, values, row_cap=row_cap, seconds=seconds)


def _values(query: Query, given: dict[str, str | Sequence[str]]) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "no parameters"
            raise QueryError(f"The query {query.name} has no parameter {name}.", f"It takes {takes}.")
    values = {}
    for name, parameter in known.items():
        text = given.get(name, parameter.default)
        if text is None:
            raise QueryError(
                f"The query {query.name} needs a value for {name} ({parameter.about}).", f"Add --param {name}=VALUE."
            )
        values[name] = _value(parameter, text)
    return values


def _value(parameter: Parameter, text: str | Sequence[str]) -> Any:
    if parameter.kind == "texts":
        return [part for part in (text.split(JOINED) if isinstance(text, str) else text) if part]
    if not isinstance(text, str):
        raise QueryError(f"The parameter {parameter.name} takes one value, not several.", "Give one.")
    if parameter.kind == "whole number":
        if not re.fullmatch(r"-?\d+", text.strip()):
            raise QueryError(f"The parameter {parameter.name} takes a whole number, not {text}.", "Write digits only.")
        return int(text)
    if parameter.kind == "date":
        day = datetime.date.today() if text == TODAY else read_day(text)
        if day is None:
            raise QueryError(f"The parameter {parameter.name} takes a date, not {text}.", "Write 2026-03-09.")
        return day.isoformat()
    return text
