"""A report as JSON, for programs: the document model as it is, every block with its type and number, and its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import msgspec

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
from netmap.sources.saved import APPENDIX, REPORT

SCHEMA = f"{REPORT}2"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"

BLOCKS: dict[type, str] = {
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
_DOTS = "dots"
_UNDRAWN = {"type": "null"}


def render_json(document: Document) -> str:
    """Write a report as JSON.

    Returns
        An object with `schema`, the front matter, `shorthand` and `blocks`; each block has the fields of its
        class in netmap.reports.document, with `type`, and `number` and `anchor` where it has them. Rows of a
        table are lists in the order of its columns. A report for internal use ends in its `appendix`, from which
        it can be made again. docs/report.schema.json is its schema.
    """
    handlers = {block: _writer(name) for block, name in BLOCKS.items()}
    whole = {
        "schema": SCHEMA,
        "title": document.title,
        "subtitle": document.subtitle,
        "as_of": document.as_of.isoformat(),
        "scope": document.scope,
        "source": document.source,
        "profile": document.profile,
        "shorthand": dict(SHORTHAND),
        "blocks": list(walk(document, handlers, "JSON")),
        "notes": list(document.notes),
    }
    text = json.dumps(_printable(whole), ensure_ascii=False, indent=2)
    return f"{text.removesuffix('}').rstrip()}{_appendix(document)}\n}}\n"


def _appendix(document: Document) -> str:
    """Give the appendix on one line: it is for programs, and by far the longest part."""
    if document.appendix is None:
        return ""
    text = json.dumps(document.appendix.to_dict(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f',\n  "{APPENDIX}": {text}'


def report_schema() -> dict[str, Any]:
    """Give the JSON schema of what `render_json` writes, made from the classes of the document.

    Example
        >>> sorted(report_schema()["properties"])[:3]
        ['appendix', 'as_of', 'blocks']
    """
    _, parts = msgspec.json.schema_components(
        tuple(BLOCKS), ref_template="#/$defs/{name}", schema_hook=lambda _: _UNDRAWN
    )
    for kind, name in BLOCKS.items():
        parts[kind.__name__] = _block_schema(parts[kind.__name__], name)
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "schema": {"const": SCHEMA},
        **dict.fromkeys(("title", "subtitle", "scope", "source"), text),
        "as_of": {"type": "string", "format": "date"},
        "profile": {"enum": ["internal", "partners", "public"]},
        "shorthand": {"type": "object", "additionalProperties": text},
        "blocks": {"type": "array", "items": {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in BLOCKS]}},
        "notes": {"type": "array", "items": text},
        APPENDIX: {"type": "object"},
    }
    return {
        "$schema": JSON_SCHEMA,
        "$id": SCHEMA,
        "title": "A report of netmap",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != APPENDIX],
        "additionalProperties": False,
        "$defs": dict(sorted(parts.items())),
    }


def _block_schema(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Add to the schema of a block what the walk through a document adds to it, and nothing else may stand there."""
    own = {"type": {"const": name}, "number": {"type": "integer"}, "anchor": {"type": "string"}}
    properties = {**own, **{key: value for key, value in schema["properties"].items() if key != _DOTS}}
    required = [key for key in (*schema.get("required", ()), "type") if key != _DOTS]
    return {**schema, "properties": properties, "required": required, "additionalProperties": False}


def _writer(name: str) -> Callable[[Any, Place], dict[str, Any]]:
    def write(block: Any, place: Place) -> dict[str, Any]:
        numbers = {key: value for key, value in asdict(place).items() if value and key != "word"}
        fields = msgspec.to_builtins(block, enc_hook=lambda _: None)
        fields.pop(_DOTS, None)
        return {"type": name, **fields, **numbers}

    return write


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
