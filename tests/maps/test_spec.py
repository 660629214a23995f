from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from netmap.errors import RenderError
from netmap.maps.colours import KIND_LOOKS, TIE_LOOKS, contrast
from netmap.maps.spec import SHAPES, Edge, Facet, Kind, MapFinding, Node, TieKind
from tests.maps.sample_map import KINDS, TIES, sample_map

LONE = Node("x", "X", "group")


def test_a_sound_map_is_accepted() -> None:
    sample_map().validate()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nodes": (LONE, LONE)}, "id 'x'"),
        ({"kinds": (KINDS[0], KINDS[0])}, "id 'partnership'"),
        ({"ties": (*TIES, TIES[0])}, "id 'seat'"),
        ({"nodes": (replace(LONE, kind="planet"),)}, "kind 'planet'"),
        ({"nodes": (replace(LONE, size=0.0),)}, "size 0.0"),
        ({"nodes": (replace(LONE, size=float("nan")),)}, "size nan"),
        ({"nodes": (replace(LONE, x=float("inf"), y=0.0),)}, "no place"),
        ({"nodes": (replace(LONE, gap=True, unknown=True),)}, "both a gap and not known"),
        ({"edges": (Edge("o1", "nobody", "seat"),)}, "end 'nobody'"),
        ({"edges": (Edge("nobody", "o1", "seat"),)}, "end 'nobody'"),
        ({"edges": (Edge("o1", "p1", "marries"),)}, "kind 'marries'"),
        ({"edges": (Edge("o1", "p1", "seat", width=-1.0),)}, "width -1.0"),
        ({"edges": (Edge("o1", "p1", "seat", spans=(("2024", ""),)),)}, "date '2024'"),
        ({"edges": (Edge("o1", "p1", "seat", id="e"), Edge("o1", "p2", "seat", id="e"))}, "id 'e'"),
        ({"nodes": (replace(LONE, spans=(("", "1 May"),)),)}, "date '1 May'"),
        ({"nodes": (replace(LONE, facets=(("sector", ()),)),)}, "facet 'sector'"),
        ({"facets": (Facet("sector", "Sector"), Facet("sector", "Sector"))}, "id 'sector'"),
        ({"opens_on": ("nobody",)}, "opens on 'nobody'"),
        ({"findings": (MapFinding("f", "high", "It is so.", ("nobody",)),)}, "'f' points to 'nobody'"),
        ({"findings": (MapFinding("f", "high", "It is so.", (), ("no tie",)),)}, "'f' points to 'no tie'"),
        ({"findings": (MapFinding("f", "high", "a"), MapFinding("f", "low", "b"))}, "id 'f'"),
        ({"profile": "everybody"}, "profile 'everybody'"),
        ({"kinds": (*KINDS, Kind("more", "more", "blob", "#000000"))}, "shape 'blob'"),
        ({"kinds": (*KINDS, Kind("more", "more", "dot", "#000000"))}, "share the shape 'dot'"),
        ({"kinds": (*KINDS, Kind("more", "more", "star", "red"))}, "'red' is not a colour"),
        ({"ties": (*TIES, TieKind("more", "more", "#12345"))}, "'#12345' is not a colour"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(change: dict[str, Any], words: str) -> None:
    spec = replace(sample_map(), **{"edges": (), **change} if "nodes" in change else change)
    with pytest.raises(RenderError) as refusal:
        spec.validate()
    assert words in refusal.value.message
    assert refusal.value.hint


def test_contrast_agrees_with_published_figures() -> None:
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#12436D") == pytest.approx(10.25, abs=0.005)


def test_every_look_stands_out_from_white() -> None:
    colours = [colour for _, colour in KIND_LOOKS] + [colour for colour, _ in TIE_LOOKS]
    assert [colour for colour in colours if contrast(colour, "#ffffff") < 3] == []


def test_looks_differ_in_more_than_colour() -> None:
    assert all(one[0] != other[0] for one, other in combinations(KIND_LOOKS, 2))
    assert all(one[1] != other[1] for one, other in combinations(TIE_LOOKS, 2))
    assert {shape for shape, _ in KIND_LOOKS} == set(SHAPES)
