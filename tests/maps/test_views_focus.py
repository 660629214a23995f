"""Looking at one record: how it is named, what is near it, and what is said where it cannot be shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from netmap.errors import NetmapError
from netmap.maps.ground import Ground
from netmap.maps.views import TABS, VIEWS, build_views
from netmap.maps.views.focus import find_focus
from netmap.model.words import VIEW_NAMES
from netmap.network import Network
from tests.maps.reading_specs import one_view


def test_every_view_has_a_name_and_a_line_of_help() -> None:
    assert set(VIEWS) == set(VIEW_NAMES)
    assert all(view.help and view.kinds for view in VIEWS.values())
    assert {name for name, view in VIEWS.items() if view.needs_focus} == {"partnership", "organisation"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P2", ("partnership", "P2")),
        ("health  AND wellbeing", ("partnership", "P2")),
        ("women’s aid anytown", ("organisation", "WomensAid")),
        ("loneliness", ("theme", "anytown:loneliness")),
        ("lgbt+ people", ("group", "G-lgbt")),
        ("group:G-lgbt", ("group", "G-lgbt")),
    ],
)
def test_a_record_is_found_by_id_or_by_name(town: Ground, text: str, found: tuple[str, str]) -> None:
    assert find_focus(town, text) == found


ASKED_WRONGLY: list[tuple[dict[str, Any], str, str]] = [
    ({"focus": "Womens Aid Anytwon"}, "There is no partnership or organisation", "Did you mean Women's Aid Anytown?"),
    ({"focus": "Zzyzx"}, "named Zzyzx", "Name a record by its id or its name"),
    ({"view": "partnership"}, "is about one partnership, and none is named", "Health and wellbeing"),
    ({"view": "organisation"}, "is about one organisation, and none is named", "Age"),
    ({"view": "partnership", "focus": "CVS"}, "There is no partnership named CVS.", "take the view organisation"),
    ({"view": "issue", "focus": "G-lgbt"}, "There is no theme or partnership named", "take the view coverage"),
    ({"view": "coverage", "focus": "YouthCo"}, "YouthCo is not on the map", "Take the view organisation"),
    ({"view": "planets"}, "There is no view 'planets'.", "overview"),
    ({"steps": 4}, "A map cannot show 4 steps.", "1 to 3"),
    ({"steps": 0}, "A map cannot show 0 steps.", "1 to 3"),
]


@pytest.mark.parametrize(("asked", "said", "hint"), ASKED_WRONGLY, ids=[str(each[0]) for each in ASKED_WRONGLY])
def test_what_cannot_be_shown_is_said_with_the_way_out(
    town: Ground, asked: dict[str, Any], said: str, hint: str
) -> None:
    with pytest.raises(NetmapError) as refusal:
        build_views(town, **asked)
    assert said in refusal.value.message
    assert hint in refusal.value.hint


def test_a_name_of_two_records_is_not_guessed(network_of: Callable[..., Network]) -> None:
    network = network_of(partnerships="id,name\nP1,Youth", themes="id,name\nT1,youth")
    ground = Ground(network, "2026-01-01")
    with pytest.raises(NetmapError) as refusal:
        build_views(ground, focus="Youth")
    assert refusal.value.message == "2 records are named Youth."
    assert "partnership:P1 and theme:T1" in refusal.value.hint
    assert build_views(ground, focus="theme:T1")[0].view == "issue"
    assert one_view(ground, "partnership", "Youth").view == "partnership"


@pytest.mark.parametrize(
    ("focus", "first"),
    [("P2", "partnership"), ("CVS", "organisation"), ("loneliness", "issue"), ("older people", "coverage")],
)
def test_the_view_that_is_about_the_record_comes_first(town: Ground, focus: str, first: str) -> None:
    views = [spec.view for spec in build_views(town, focus=focus)]
    assert views == [first, *(tab for tab in TABS if tab != first)]


def test_neighbours_are_counted_in_ties(town: Ground) -> None:
    near = {node.name for node in one_view(town, "coverage", "older people").nodes}
    assert near == {"older people", "Strategic board", "Health and wellbeing"}
    further = {node.name for node in one_view(town, "coverage", "older people", steps=2).nodes}
    assert further == near | {"disabled people"}


def test_a_board_of_two_steps_shows_where_else_its_members_sit(town: Ground) -> None:
    near = {node.id for node in one_view(town, "partnership", "P3").nodes if node.kind == "partnership"}
    assert near == {"partnership:P3"}
    spec = one_view(town, "partnership", "P3", steps=2)
    # The CVS sits on all four; the other member, Women's Aid, nowhere else.
    assert {node.id for node in spec.nodes if node.kind == "partnership"} == {f"partnership:P{n}" for n in (1, 2, 3, 4)}
    assert "organisation:AgeHelp" not in {node.id for node in spec.nodes}
    assert "organisation:AgeHelp" in {node.id for node in one_view(town, "partnership", "P3", steps=3).nodes}


def test_findings_of_one_record_are_about_it(borough: Ground) -> None:
    spec = one_view(borough, "partnership", "P-DIG")
    listed = {finding.id for finding in spec.findings}
    assert {"single-voice:P-DIG", "issue:riverton:online-harm"} <= listed
    assert not {"single-voice:P-PLF", "vacancy:P-MHP", "term-cliff:P-HWB"} & listed
    assert any("are not about" in caveat for caveat in spec.caveats)


def test_one_place_alone(riverton: Network) -> None:
    spec = one_view(Ground(riverton, "2026-06-30", "Elmsworth", source="riverton"), "overview")
    assert spec.scope == "Elmsworth"
    assert "Elmsworth" in spec.title
    shown = [node.id for node in spec.nodes if node.kind == "partnership"]
    assert shown == ["partnership:P-ELM"]
    (count,) = [each for each in spec.counts if each.name == "partnerships"]
    assert (count.shown, count.total) == (1, 29)
