"""What a map can be filtered by: names, a known no, and nothing where nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable

from netmap.maps.ground import Ground
from netmap.model.words import NO_VOICE, NONE_NAMED, NOWHERE
from netmap.network import Network
from tests.maps.reading_specs import node_of, one_view


def test_the_facets_of_a_town(town: Ground) -> None:
    spec = one_view(town, "overview")
    assert dict(node_of(spec, "organisation:AgeHelp").facets) == {
        "sector": ("third sector",),
        "theme": ("loneliness",),
        "group": ("older people",),
        "area": ("Anytown",),
        "partnership": ("Health and wellbeing", "Strategic board"),
    }
    assert dict(node_of(spec, "partnership:P2").facets) == {
        "theme": ("loneliness", "mental health"),
        "group": ("disabled people", "older people"),
        "area": ("Anytown",),
        "partnership": ("Health and wellbeing",),
    }
    assert dict(node_of(spec, "partnership:P3").facets)["group"] == (NO_VOICE,)
    assert dict(node_of(spec, "seat:s11").facets) == {"area": ("Anytown",), "partnership": ("Safer communities",)}


def test_unknown_is_not_no(town: Ground) -> None:
    spec = one_view(town, "overview")
    youth = dict(node_of(spec, "organisation:YouthCo").facets)
    assert youth["group"] == (NONE_NAMED,)  # it was asked about all groups and named none
    assert youth["theme"] == ()  # nobody recorded what it works on
    assert dict(node_of(spec, "organisation:BMEForum").facets)["partnership"] == (NOWHERE,)
    assert dict(node_of(spec, "group:G-lgbt").facets)["partnership"] == (NOWHERE,)


def test_nothing_recorded_is_an_empty_value(network_of: Callable[..., Network]) -> None:
    network = network_of(seats="partnership,organisation\nBoard,Body")
    spec = one_view(Ground(network, "2026-01-01"), "overview")
    body = next(node for node in spec.nodes if node.name == "Body")
    facets = dict(body.facets)
    assert (facets["sector"], facets["theme"], facets["group"], facets["area"]) == ((), (), (), ())
    assert facets["partnership"] == ("Board",)


def test_a_group_stands_under_the_wider_one(borough: Ground) -> None:
    spec = one_view(borough, "coverage")
    facets = dict(node_of(spec, "group:riverton:deaf-people-who-use-british-sign-language").facets)
    assert facets["group"] == ("Deaf people who use British Sign Language", "Disability")
    # Entry 13: heard through the wider group, on four boards.
    assert len(facets["partnership"]) == 4


def test_awards_for_everybody_concern_no_group_alone(borough: Ground) -> None:
    spec = one_view(borough, "funding")
    facets = dict(node_of(spec, "overlap:duplication:RV-E01+RV-E02+RV-E03").facets)
    assert facets == {"theme": (), "area": ("Riverton",)}
