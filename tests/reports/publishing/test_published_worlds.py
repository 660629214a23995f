"""Worlds that differ only in what is hidden: the public reads the same bytes of all of them."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netmap.model.words import PUBLIC
from netmap.reports.document import Document
from netmap.reports.writing import RENDERERS
from tests.reports.publishing.real_reports import Report

DAY = "2026-06-30"
ENDINGS = (".html", ".md", ".json", ".docx", ".xlsx")
SEAT = ("id", "partnership", "representative", "organisation", "voting", "capacity", "start_date", "end_date", "source")


@dataclass(frozen=True)
class World:
    """What the public must not see: how many seats Alpha has (Beta has the rest), how many are vacant or past their
    end, who sits, what the seats are called, where each was read, and since when they are held."""

    alpha: int
    vacant: int
    ended: int
    names: tuple[str, ...]
    prefix: str
    source: str
    start: str

    def seats(self) -> list[tuple[str, ...]]:
        """Give the seats: forty of the council, twenty of Gamma, eleven of Alpha and Beta, vacant and ended ones."""
        held = [("Health Board", "Council", 20), ("Safety Board", "Council", 20)]
        held += [("Health Board", "Gamma Trust", 12), ("Safety Board", "Gamma Trust", 8)]
        held += [("Health Board", "Alpha Trust", self.alpha), ("Health Board", "Beta Trust", 11 - self.alpha)]
        found: list[tuple[str, ...]] = []
        for board, body, count in held:
            for _ in range(count):
                name = self.names[len(found) % len(self.names)]
                found.append((board, name, body, "yes", "own_voice", self.start, ""))
        found += [("Safety Board", "", "", "yes", "own_voice", "", "")] * self.vacant
        past = ("Safety Board", self.names[0], "Council", "yes", "own_voice", "2019-01-01", "2020-01-01")
        found += [past] * self.ended
        return [
            (f"{self.prefix}{place}", *seat[:-1], seat[-1], self.source) for place, seat in enumerate(found, start=1)
        ]


def folder_of(world: World, folder: Path) -> Path:
    """Write the tables of a world."""
    tables = {
        "organisations": [
            ("name", "sector", "groups_asked", "themes", "serves"),
            ("Council", "local authority", "all", "", ""),
            ("Alpha Trust", "third sector", "all", "loneliness", ""),
            ("Beta Trust", "third sector", "all", "", "older people"),
            ("Gamma Trust", "third sector", "all", "", ""),
        ],
        "partnerships": [
            ("name", "seats_listed", "themes"),
            ("Health Board", "all", "loneliness"),
            ("Safety Board", "all", ""),
        ],
        "equality_groups": [("name",), ("older people",), ("women",)],
        "themes": [("name",), ("loneliness",)],
        "seats": [SEAT, *world.seats()],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def public(world: World) -> Document:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "records"
        folder.mkdir()
        return Report(folder_of(world, folder), DAY).published(PUBLIC, 10)


names = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=3, max_size=9).map("Qx{}".format)
world = st.builds(
    World,
    alpha=st.integers(1, 10),
    vacant=st.integers(1, 3),
    ended=st.integers(1, 3),
    names=st.lists(names, min_size=3, max_size=6, unique=True).map(tuple),
    prefix=st.sampled_from(["S-", "ZQ-", "seat-"]),
    source=st.sampled_from(["minutes of March", "a note by the clerk"]),
    start=st.sampled_from(["", "2020-01-01", "2024-02-17"]),
)
ONE = World(3, 1, 2, ("Ann Quill", "Bo Åker", "Cy"), "S-", "minutes of March", "")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(world)
def test_every_world_looks_alike_to_the_public(other: World) -> None:
    """The strongest form: nothing hidden reaches the file, by whatever way, if it makes no difference to the file."""
    here, there = public(ONE), public(other)
    assert here == there
    assert [RENDERERS[ending](here) for ending in ENDINGS] == [RENDERERS[ending](there) for ending in ENDINGS]


def test_the_public_still_reads_what_is_not_small() -> None:
    assert "| local authority | 40 |" in RENDERERS[".md"](public(ONE)).decode()


@pytest.mark.parametrize("more", [World(3, 1, 2, ("Ann Quill",), "S-", "minutes of March", "")])
def test_within_the_house_the_worlds_differ(more: World, tmp_path: Path) -> None:
    """So that the test above could fail."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first, second = Report(folder_of(ONE, one), DAY), Report(folder_of(more, other), DAY)
    assert RENDERERS[".md"](first.document) != RENDERERS[".md"](second.document)
