"""The real views for the public: nobody named, no seat, no small count, and names and seats make no difference."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from netmap.maps.ground import Ground
from netmap.maps.layout import place
from netmap.maps.publishing import Private, private_of, published
from netmap.maps.render import render_maps
from netmap.maps.spec import PARTNERS, PROFILES, PUBLIC, MapSpec
from netmap.maps.views import build_views
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.maps.reading_specs import DAYS
from tests.maps.test_publishing import strings

SMALL_COUNT = re.compile(
    r"(?<![\w.,/-])\d(?:\.\d+)? (?:of \d+ )?(?:[a-z-]+ ){0,2}?(?:seats?|people|persons?|holders?|filled|vacant)\b"
)
ABOUT_ONE = ("partnership", "organisation", "issue")


def every_view(ground: Ground) -> list[MapSpec]:
    """Give the tabs, and each view that is about one record for a record with much to show."""
    board = max(ground.partnerships, key=lambda each: len(ground.seating.on(each)))
    body, theme = ground.dominance.rows["organisation_id"].iloc[0], ground.issues.rows["theme_id"].iloc[0]
    single = [
        build_views(ground, view=view, focus=focus, steps=2)[0]
        for view, focus in zip(ABOUT_ONE, (board, body, theme), strict=True)
    ]
    return [*build_views(ground), *single]


@pytest.fixture(scope="module")
def views(borough: Ground) -> list[MapSpec]:
    return every_view(borough)


@pytest.fixture(scope="module")
def private(riverton: Network) -> Private:
    return private_of(riverton)


def texts(spec: MapSpec) -> Iterator[str]:
    return strings(msgspec.to_builtins(spec))


def test_the_network_tells_who_is_private(private: Private, riverton: Network) -> None:
    assert "T. G." in private.people and "S-HWB-13" in private.seats
    assert len(private.seats) == len(riverton.table("seats"))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_view_holds_together_for_every_profile(views: list[MapSpec], private: Private, profile: str) -> None:
    for spec in views:
        shown = published(spec, profile, private=private)
        shown.validate()
        assert published(shown, profile, private=private) == shown
        assert (shown.left_out == ()) == (profile not in (PARTNERS, PUBLIC)), spec.view


def test_the_public_sees_no_person_and_no_seat(views: list[MapSpec], private: Private) -> None:
    secrets = {name for name in (*private.people, *private.seats) if len(name) > 1}
    records = {node.name for spec in views for node in spec.nodes if not node.id.startswith("seat:")}
    for spec in views:
        shown = "\n".join(texts(published(spec, PUBLIC, private=private)))
        for name in records:
            shown = shown.replace(name, "")
        found = [name for name in secrets if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)]
        assert found == [], spec.view


def test_the_public_sees_no_small_count_of_seats_or_people(views: list[MapSpec], private: Private) -> None:
    assert [text for spec in views for text in texts(spec) if SMALL_COUNT.search(text)] != []
    for spec in views:
        shown = published(spec, PUBLIC, private=private)
        assert [text for text in texts(shown) if SMALL_COUNT.search(text)] == [], spec.view


def test_a_map_for_the_public_still_answers(views: list[MapSpec], private: Private) -> None:
    whole = {spec.view: spec for spec in views}
    shown = {spec.view: published(spec, PUBLIC, private=private) for spec in views}
    assert {node.id for node in shown["coverage"].nodes} == {node.id for node in whole["coverage"].nodes}
    assert shown["funding"].edges != () and any(edge.spans for edge in shown["funding"].edges)
    kinds = {finding.id.partition(":")[0] for spec in shown.values() for finding in spec.findings}
    assert kinds == {"single-voice", "dominance", "no-vote", "coverage", "issue", "duplication"}
    assert "28 of 152" in shown["dominance"].summary


def test_no_id_is_in_the_page(views: list[MapSpec], private: Private) -> None:
    spec = place(published(views[0], PUBLIC, private=private))
    page = render_maps([spec])
    names = set(texts(spec)) - {node.id for node in spec.nodes}
    ids = {node.id.partition(":")[2] for node in spec.nodes if re.search(r"\d", node.id)}
    assert len(ids) > 30
    assert [each for each in ids if each not in names and each in page] == []


def renamed(folder: Path) -> Path:
    """Copy anytown with other people on other seats: the same order, and not a letter the same."""
    made = folder / "anytown"
    made.mkdir()
    for source in sorted((shipped("datasets") / "anytown").glob("*.csv")):
        with source.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows if source.stem == "seats" else ():
            row["id"] = row["id"].replace("s", "place-")
            row["representative"] = row["representative"] and f"Q{row['representative'].upper()}x"
        with (made / source.name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return made


def public_views(folder: Path) -> list[Any]:
    store, dataset = open_store(), read_source(folder)
    store.load(dataset.name, dataset.records)
    network = Network(store)
    assert network.table("seats")["seat_id"].notna().all()
    private = private_of(network)
    ground = Ground(network, DAYS["anytown"], source="anytown")
    return [published(spec, PUBLIC, private=private) for spec in every_view(ground)]


def test_who_sits_there_and_on_which_seat_makes_no_difference_to_the_public(tmp_path: Path) -> None:
    assert public_views(shipped("datasets") / "anytown") == public_views(renamed(tmp_path))
