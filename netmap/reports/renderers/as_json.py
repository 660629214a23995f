"""A report as JSON, for programs: the document model as it is, every block with its type and number."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from netmap.pages import showable
from netmap.reports.document import (
    SHORTHAND,
    Bullets,
    Definitions,
    Document,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
)
from netmap.reports.renderers.walking import Place, walk

SCHEMA = "netmap/report/1"

_BLOCK_NAMES: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Steps: "steps",
    Notice: "notice",
    Definitions: "definitions",
    Table: "table",
    Matrix: "matrix",
    Finding: "finding",
    Picture: "picture",
}


def render_json(document: Document) -> str:
    """Write a report as JSON.

    Returns
        An object with `schema`, the front matter, `shorthand` and `blocks`; each block has the fields of its
        class in netmap.reports.document, with `type`, and `number` and `anchor` where it has them. Rows of a
        table are lists in the order of its columns.
    """
    handlers = {block: _writer(name) for block, name in _BLOCK_NAMES.items()}
    whole = {
        "schema": SCHEMA,
        "title": document.title,
        "subtitle": document.subtitle,
        "as_of": document.as_of.isoformat(),
        "scope": document.scope,
        "source": document.source,
        "shorthand": dict(SHORTHAND),
        "blocks": list(walk(document, handlers, "JSON")),
        "notes": list(document.notes),
    }
    return json.dumps(_printable(whole), ensure_ascii=False, indent=2) + "\n"


def _writer(name: str) -> Callable[[Any, Place], dict[str, Any]]:
    def write(block: Any, place: Place) -> dict[str, Any]:
        numbers = {key: value for key, value in asdict(place).items() if value}
        return {"type": name, **numbers, **asdict(block), **numbers}

    return write


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
