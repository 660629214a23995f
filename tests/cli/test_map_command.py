"""`netmap map`: one page or one view, what it prints, what it keeps, and for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netmap.maps.spec import key_of
from tests.cli.conftest import Run

DAY = ("--as-of", "2026-01-31")


def test_the_page_of_tabs_is_told_tab_by_tab(run: Run, desk: Path) -> None:
    done = run("map", "mine", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Overview: 4 of 4 partnerships, 7 of 17 organisations, 5 of 5 equality groups, 7 of 7 themes, "
        "1 of 1 vacant seats.",
        "Who holds the seats: 4 of 4 partnerships, 5 of 17 organisations, 10 of 10 third-sector seats.",
        "Who has a voice: 5 of 5 equality groups, 4 of 4 partnerships, 2 of 17 organisations, "
        "3 of 20 pairs of a group and a partnership.",
        "Who pays twice: 6 of 17 organisations, 5 of 5 awards, 1 of 1 possible double payments.",
        "How issues travel: 7 of 7 themes, 4 of 4 partnerships.",
        "Wrote map.html.",
    ]
    assert "Who sits where, for whom do they speak" in (desk / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("--view", "coverage"), "Who has a voice: 5 of 5 equality groups"),
        (("--view", "partnership", "--focus", "Health and wellbeing"), "One partnership: 1 of 4 partnerships, "),
        (("--view", "organisation", "--focus", "cvs"), "One organisation: 4 of 4 partnerships, "),
        (("--view", "issue", "--focus", "hate crime"), "How issues travel: 1 of 7 themes, 2 of 4 partnerships, "),
        (("--view", "partnership", "--focus", "P3", "--steps", "2"), "One partnership: 4 of 4 partnerships, "),
    ],
)
def test_one_view_alone(run: Run, desk: Path, words: tuple[str, ...], begins: str) -> None:
    done = run("map", "mine", "-o", "one.html", *DAY, *words)
    assert (done.returncode, done.stderr) == (0, "")
    first, last = done.stdout.splitlines()
    assert first.startswith(begins)
    assert last == "Wrote one.html."


def test_a_focus_without_a_view_comes_first(run: Run) -> None:
    done = run("map", "mine", *DAY, "--focus", "loneliness")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:2]] == ["How issues travel", "Overview"]


def test_the_public_reads_no_names_of_people(run: Run, desk: Path) -> None:
    internal, public = (
        run("map", "mine", "-o", f"{name}.html", *DAY, "--publish", name) for name in ("internal", "public")
    )
    assert internal.returncode == public.returncode == 0, public.stderr
    texts = {name: (desk / f"{name}.html").read_text(encoding="utf-8") for name in ("internal", "public")}
    assert "Ann (member" in texts["internal"]
    assert "Ann (member" not in texts["public"]


def test_settings_change_what_is_found(run: Run, desk: Path) -> None:
    (desk / "mine.toml").write_text("[dominance]\nalert_share = 0.9\n", encoding="utf-8")
    for words in ((), ("--settings", "mine.toml")):
        assert run("map", "mine", "-o", f"m{len(words)}.html", *DAY, "--view", "dominance", *words).returncode == 0
    assert "most of these seats carry a current mandate with a report back. It sits" in (desk / "m0.html").read_text()
    assert (
        "most of these seats carry a current mandate with a report back. It sits" not in (desk / "m2.html").read_text()
    )


def test_places_of_an_earlier_map_are_kept_and_counted(run: Run, desk: Path) -> None:
    places = {key_of("organisation:CVS"): [1000.0, -500.0], key_of("organisation:Gone"): [0.0, 0.0]}
    layout = {"schema": "netmap/layout/1", "places": {"dominance": places}}
    (desk / "places.json").write_text(json.dumps(layout), encoding="utf-8")
    done = run("map", "mine", *DAY, "--view", "dominance", "--layout", "places.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == (
        "Layout: 1 place kept in dominance; 1 place in the layout is of nothing on this map; 8 records are new."
    )
