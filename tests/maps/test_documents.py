"""Maps as documents: equal again when read, refused by place where they are wrong, and of the shipped schema."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import RenderError
from netmap.maps.documents import FIELDS, from_json, schema, to_json
from netmap.maps.spec import PROFILES, SEVERITIES, SHAPES, Count, Edge, Facet, MapFinding, MapSpec, Node
from tests.maps.hostile import HOSTILE, UNREADABLE
from tests.maps.sample_map import KINDS, TIES, borough_map, sample_map

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docs" / "map-spec.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SHIPPED.read_text(encoding="utf-8")))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(HOSTILE)
days = st.dates().map(str) | st.just("")
notes = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
spans = st.lists(st.tuples(days, days), max_size=2).map(tuple)
lengths = st.floats(0.001, 1e6)
places = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def specs(draw: Callable[..., Any]) -> MapSpec:
    """Draw a map that holds together, with whatever its fields may hold."""
    ids = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    ends = st.sampled_from(ids)
    facets = (Facet("sector", draw(texts)), Facet("area", "area"))
    nodes = tuple(
        Node(
            each,
            draw(texts),
            draw(st.sampled_from([kind.id for kind in KINDS])),
            draw(lengths),
            draw(notes),
            *draw(st.sampled_from([(False, False), (True, False), (False, True)])),
            draw(places),
            draw(places),
            tuple((facet.id, tuple(draw(st.lists(texts, max_size=2)))) for facet in facets[: draw(st.integers(0, 2))]),
            draw(spans),
        )
        for each in ids
    )
    edges = tuple(
        Edge(draw(ends), draw(ends), draw(st.sampled_from(TIES)).id, draw(notes), draw(lengths), draw(spans), f"e{row}")
        for row in range(draw(st.integers(0, 3)))
    )
    finding = MapFinding(
        draw(texts),
        draw(st.sampled_from(SEVERITIES)),
        draw(texts),
        tuple(ids[:1]),
        tuple(edge.id for edge in edges),
        draw(notes),
        draw(texts),
        (draw(texts),),
    )
    return replace(
        sample_map(),
        title=draw(texts),
        summary=draw(texts),
        nodes=nodes,
        edges=edges,
        facets=facets,
        findings=(finding,),
        counts=(Count(draw(texts), draw(st.integers(0, 9)), draw(st.none() | st.integers(0, 99))),),
        opens_on=tuple(ids[:2]),
        profile=draw(st.sampled_from(PROFILES)),
        left_out=(draw(texts),),
    )


@settings(max_examples=60, deadline=None)
@given(specs())
def test_a_map_reads_back_equal_and_is_of_the_schema(spec: MapSpec) -> None:
    document = to_json(spec)
    assert from_json(document) == spec
    assert from_json(document.encode()) == spec
    assert list(VALIDATOR.iter_errors(json.loads(document))) == []


def test_equal_maps_give_equal_documents() -> None:
    assert to_json(sample_map()) == to_json(from_json(to_json(sample_map())))
    assert to_json(borough_map()) == to_json(borough_map())


def test_the_shipped_schema_is_the_one_of_the_code() -> None:
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == schema()
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.PAGES["map-spec.schema.json"]()
    assert SHIPPED.read_text(encoding="utf-8") == page, "run: python docs/generate.py"


def test_the_schema_is_one_and_describes_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    parts = schema()["$defs"]
    assert {part.__name__ for part in FIELDS} == set(parts)
    for part, says in FIELDS.items():
        names = [field.name for field in fields(part)]
        assert list(says) == names == list(parts[part.__name__]["properties"])
        assert all(each["description"] for each in parts[part.__name__]["properties"].values())
        assert "\n    " not in parts[part.__name__]["description"]


def document(**changes: Any) -> dict[str, Any]:
    return json.loads(to_json(sample_map())) | changes


def changed(place: list[Any], value: Any) -> dict[str, Any]:
    """Give the sample as a document with one value changed."""
    whole = part = document()
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        (["nodes", 3, "size"], "large", "$.nodes[3].size"),
        (["nodes", 3, "size"], 0, "$.nodes[3].size"),
        (["nodes", 3, "size"], None, "$.nodes[3].size"),
        (["nodes", 0, "notes", 0], ["Seats"], "$.nodes[0].notes[0]"),
        (["nodes", 0, "notes", 0, 1], 3, "$.nodes[0].notes[0][1]"),
        (["nodes", 1, "gap"], "yes", "$.nodes[1].gap"),
        (["nodes", 1, "spans"], [["2026", ""]], "$.nodes[1].spans[0][0]"),
        (["nodes", 1, "spans"], [["2026-01-01"]], "$.nodes[1].spans[0]"),
        (["kinds", 2, "shape"], "blob", "$.kinds[2].shape"),
        (["kinds", 2, "colour"], "red", "$.kinds[2].colour"),
        (["ties", 1, "dash"], [1.5], "$.ties[1].dash[0]"),
        (["edges", 0, "width"], -1, "$.edges[0].width"),
        (["edges", 0], [], "$.edges[0]"),
        (["counts", 0, "total"], "all", "$.counts[0].total"),
        (["profile"], "everybody", "$.profile"),
        (["nodes"], {}, "$.nodes"),
        (["nodes", 4, "secret"], "x", "$.nodes[4].secret"),
        (["colour"], "red", "$.colour"),
        (["schema"], "netmap/map/2", "$.schema"),
        (["schema"], None, "$.schema"),
    ],
)
def test_what_is_wrong_is_refused_by_its_place_and_by_the_schema(place: list[Any], value: Any, where: str) -> None:
    wrong = changed(place, value)
    with pytest.raises(RenderError) as refusal:
        from_json(json.dumps(wrong))
    assert refusal.value.details["place"] == where
    assert refusal.value.hint
    assert list(VALIDATOR.iter_errors(wrong)) != []


@pytest.mark.parametrize("name", ["view", "nodes", "schema"])
def test_what_is_missing_is_named(name: str) -> None:
    wrong = document()
    del wrong[name]
    with pytest.raises(RenderError) as refusal:
        from_json(json.dumps(wrong))
    assert name in str(refusal.value)
    assert list(VALIDATOR.iter_errors(wrong)) != []


def test_a_map_that_does_not_hold_together_is_refused_in_both_directions() -> None:
    astray = changed(["edges", 0, "target"], "nobody")
    with pytest.raises(RenderError, match="'nobody' that is not on the map"):
        from_json(json.dumps(astray))
    with pytest.raises(RenderError, match="'nobody' that is not on the map"):
        to_json(replace(sample_map(), edges=(Edge("o1", "nobody", "seat"),)))


@pytest.mark.parametrize("text", ["", "{", "[]x", "nothing", b"\xff\xfe", "\ud800", '{"schema": 1e999}'])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(RenderError) as refusal:
        from_json(text)
    assert refusal.value.hint and refusal.value.details["place"] in ("$", "$.schema")


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_text_that_no_page_can_show_is_kept_or_refused_in_words(text: str) -> None:
    spec = replace(sample_map(), title=text)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        with pytest.raises(RenderError, match="half of a letter"):
            to_json(spec)
    else:
        assert from_json(to_json(spec)) == spec


def test_every_shape_profile_and_severity_is_in_the_schema() -> None:
    for name in SHAPES:
        kinds = (replace(KINDS[0], shape=name),)
        spec = replace(sample_map(), kinds=kinds, nodes=(Node("a", "A", KINDS[0].id),), edges=())
        assert from_json(to_json(spec)) == spec
