"""From a network to maps that can be written: views, then the profile, then places."""

from __future__ import annotations

import dataclasses

import pytest

from netmap.errors import NetmapError
from netmap.maps.ground import Ground
from netmap.maps.layout_file import Layout
from netmap.maps.making import make_maps
from netmap.maps.spec import key_of
from netmap.maps.views import TABS
from netmap.network import Network

DAY = "2026-01-31"


def test_every_tab_comes_with_places(anytown: Network) -> None:
    maps = make_maps(anytown, source="anytown", as_of=DAY)
    assert tuple(spec.view for spec in maps) == TABS
    assert all(node.x is not None and node.y is not None for spec in maps for node in spec.nodes)
    assert {spec.profile for spec in maps} == {"internal"}
    assert {(spec.source, spec.as_of) for spec in maps} == {("anytown", DAY)}


def test_the_same_again_is_equal(anytown: Network) -> None:
    one, other = (make_maps(anytown, source="anytown", as_of=DAY, view="overview") for _ in range(2))
    assert one == other


def test_for_the_public_no_name_of_a_person_is_left(anytown: Network) -> None:
    (internal,) = make_maps(anytown, source="anytown", as_of=DAY, view="overview")
    (public,) = make_maps(anytown, source="anytown", as_of=DAY, view="overview", profile="public")
    assert "Cath" in str(dataclasses.asdict(internal))
    assert "Cath" not in str(dataclasses.asdict(public))
    assert public.profile == "public" and public.left_out


def test_kept_places_are_kept(anytown: Network) -> None:
    kept = Layout({"coverage": {key_of("group:G-older"): (321.0, -123.0)}})
    (spec,) = make_maps(anytown, source="anytown", as_of=DAY, view="coverage", kept=kept)
    (node,) = [node for node in spec.nodes if node.id == "group:G-older"]
    assert (node.x, node.y) == (321.0, -123.0)


def test_results_at_hand_are_taken(anytown: Network) -> None:
    asked = Ground(anytown, DAY).dominance
    told = dataclasses.replace(asked, headline="This was at hand.")
    (spec,) = make_maps(anytown, source="anytown", as_of=DAY, view="dominance", answered={"dominance": told})
    assert spec.summary.startswith("This was at hand.")


def test_what_is_asked_wrongly_is_refused(anytown: Network) -> None:
    for wrong in ({"profile": "press"}, {"view": "planets"}, {"area": "Nowhere"}, {"focus": "Nobody at all"}):
        with pytest.raises(NetmapError) as refusal:
            make_maps(anytown, source="anytown", as_of=DAY, **wrong)  # type: ignore[arg-type]
        assert refusal.value.hint
