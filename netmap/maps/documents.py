"""Maps as documents: a map spec to JSON and back, and the JSON schema for whoever draws it by other means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from netmap.errors import RenderError
from netmap.maps.spec import SCHEMA, Count, Edge, Facet, Kind, MapFinding, MapSpec, Node, TieKind

Read = TypeVar("Read")

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"

FIELDS: Mapping[type, Mapping[str, str]] = {
    Kind: {
        "id": "what nodes name it by",
        "name": "a singular noun, such as 'vacant seat'",
        "shape": "its mark; no two kinds of one map share one",
        "colour": "the fill, as # and six digits",
        "outline": "the ring around the fill",
    },
    TieKind: {
        "id": "what edges name it by",
        "name": "a verb phrase that reads 'source NAME target'",
        "colour": "the colour of the line",
        "dash": "lengths of strokes and gaps in turn; none for a full line",
        "arrow": "whether the line points to its target",
    },
    Node: {
        "id": "kind of record and its id, such as 'organisation:GB-CHC-1001635'; never shown",
        "name": "what the record is called",
        "kind": "the id of its kind",
        "size": "the radius of the mark on the map",
        "notes": "pairs of a term and its text, in the order in which they are read",
        "gap": "whether it is a known lack, such as a group without a voice",
        "unknown": "whether nobody has asked; never together with gap",
        "x": "where it stands, growing to the right; null before it is placed",
        "y": "where it stands, growing downwards; null before it is placed",
        "facets": "pairs of the id of a facet and its values; no values: nothing is recorded; no pair: no concern",
        "spans": "when it stands, as pairs of the first day and the day after the last; '' is open; none is always",
    },
    Edge: {
        "source": "the id of the node that it comes from",
        "target": "the id of the node that it goes to",
        "kind": "the id of its kind",
        "notes": "pairs of a term and its text",
        "width": "the width of the line on the map",
        "spans": "when it stands, as for nodes",
        "id": "what findings point to it by; may be empty",
    },
    Facet: {
        "id": "what nodes name it by",
        "name": "what readers filter by, such as 'sector'",
    },
    MapFinding: {
        "id": "its type, a colon and the records that it is about; never shown",
        "severity": "how grave it is",
        "statement": "what was found, in a sentence",
        "nodes": "the ids of the nodes that it is about or rests on",
        "edges": "the ids of the ties that it is about or rests on",
        "evidence": "pairs of a record and what it says, with source and date",
        "would_change": "the record that would change the answer",
        "actions": "what can be done about it, a sentence each",
    },
    Count: {
        "name": "what is counted, in the plural",
        "shown": "how many of it the map shows on its day",
        "total": "how many there are; null where nobody knows",
    },
    MapSpec: {
        "view": "which question it answers, as it stands in an address",
        "title": "what it is called, with its place",
        "question": "the question that it answers",
        "summary": "a paragraph that answers it",
        "as_of": "the day that it shows, as ISO text",
        "source": "the name of the data",
        "scope": "the place that it is about; empty for everything in the data",
        "kinds": "the kinds of its nodes",
        "ties": "the kinds of its edges",
        "nodes": "the records",
        "edges": "the ties between them",
        "facets": "what readers can filter by",
        "findings": "what was found, the gravest first",
        "counts": "how much of what there is it shows",
        "caveats": "what to read it with, a sentence each",
        "sizes": "what the size of a mark means; empty where it means nothing",
        "opens_on": "the ids of the nodes that are shown at first; none means all",
        "profile": "for whom it is made",
        "left_out": "what was taken away for them, a sentence each",
        "schema": "the name and version of this form",
    },
}
"""What each field says, for the schema."""


class _Head(msgspec.Struct):
    schema: str = ""


def to_json(spec: MapSpec) -> str:
    """Write a map as a JSON document.

    Parameters
        spec: a map, with or without places.
    Returns
        The document, which `from_json` reads back equal; equal maps give equal documents.
    Raises
        RenderError: the map does not hold together, or a text holds half of a letter.
    Cost
        Linear in what the map holds.
    """
    spec.validate()
    try:
        # Read back once, so that 22 and 22.0 give one text and nothing is written that would be refused.
        document = msgspec.json.encode(_decoded(msgspec.json.encode(spec), MapSpec))
    except UnicodeEncodeError as error:
        raise RenderError(
            f"A text of the map holds half of a letter: {error.object[:40]!r}.", "Read it with `whole_letters`."
        ) from error
    return msgspec.json.format(document, indent=1).decode() + "\n"


def from_json(text: str | bytes) -> MapSpec:
    """Read a map from the JSON document that `to_json` writes.

    Parameters
        text: the document; nothing but what `schema` allows may stand in it.
    Returns
        MapSpec, checked.
    Raises
        RenderError: it is no JSON, of another version, or no map; `details` holds the place, such as
            `$.nodes[3].size`, and the message names it.
    Cost
        Linear in the length of the document.
    Example
        >>> from_json('{"schema": "netmap/map/1", "view": 1}')
        Traceback (most recent call last):
        netmap.errors.RenderError: The map cannot be read: Expected `str`, got `int` at $.view. Correct it; ...
    """
    version = _decoded(text, _Head).schema
    if version != SCHEMA:
        raise RenderError(
            f"The document has the schema '{version}', and this netmap reads '{SCHEMA}'.",
            "Write it again with this netmap, or read it with the one that wrote it.",
            place="$.schema",
        )
    spec = _decoded(text, MapSpec)
    strange = next(_strange(msgspec.json.decode(text), msgspec.to_builtins(spec), "$"), None)
    if strange:
        raise _unreadable("There is a field that maps do not have", strange)
    spec.validate()
    return spec


def schema() -> dict[str, Any]:
    """Give the JSON schema of the document, which `docs/map-spec.schema.json` holds.

    Returns
        The schema (draft 2020-12), with a description of every field.
    """
    document = msgspec.json.schema(MapSpec)
    for part, fields in FIELDS.items():
        own = document["$defs"][part.__name__]
        own |= {"description": inspect.getdoc(part), "additionalProperties": False}
        for name, says in fields.items():
            own["properties"][name]["description"] = says
    whole = document["$defs"][MapSpec.__name__]
    whole["properties"]["schema"]["const"] = SCHEMA
    whole["required"] = [*whole["required"], "schema"]
    whole_schema = {"$schema": JSON_SCHEMA, "title": "A map of netmap", **document}
    return msgspec.json.decode(msgspec.json.encode(whole_schema), type=dict[str, Any])


def _decoded(text: str | bytes, type_: type[Read]) -> Read:
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at ")
        raise _unreadable(what, place.strip("`") or "$") from error
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise RenderError(f"The document is no JSON: {error}.", "Give what `to_json` writes.", place="$") from error


def _unreadable(what: str, place: str) -> RenderError:
    hint = "Correct it; docs/map-spec.schema.json says what may stand there."
    return RenderError(f"The map cannot be read: {what} at {place}.", hint, place=place)


def _strange(given: Any, known: Any, place: str) -> Iterator[str]:
    """Give the places of fields in a document that were not read."""
    if isinstance(given, dict):
        for name, value in given.items():
            inner = f"{place}.{name}"
            yield from _strange(value, known[name], inner) if name in known else [inner]
    elif isinstance(given, list):
        for at, (value, read) in enumerate(zip(given, known, strict=True)):
            yield from _strange(value, read, f"{place}[{at}]")
