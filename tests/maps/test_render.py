import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from netmap.errors import RenderError
from netmap.maps.layout import place
from netmap.maps.render import render_map, write_map
from netmap.maps.spec import Edge, Node
from tests.maps.sample_map import HOSTILE, borough_map, hostile_map, placed_map, sample_map

NAMESPACES = {"http://www.w3.org/2000/svg"}


class Reading(HTMLParser):
    """What a browser would find: elements with their attributes, and the text that stands in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.setdefault(tag, []).append("")
        if tag not in {"meta", "input", "path", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="map-data">(.*?)</script>', page, re.S)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def policy_of(page: str) -> dict[str, list[str]]:
    content = next(m["content"] for m in Reading(page).of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    return {name: words for name, *words in (part.split() for part in content.split(";"))}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_the_blocks_in_the_page_and_nothing_else() -> None:
    page = render_map(placed_map())
    policy = policy_of(page)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == [hash_of(block) for block in re.findall(r"<script>(.*?)</script>", page, re.S)]
    assert policy["style-src"] == [hash_of(block) for block in re.findall(r"<style>(.*?)</style>", page, re.S)]
    assert "unsafe" not in " ".join(word for words in policy.values() for word in words)
    assert not [attributes for _, attributes in Reading(page).elements if "style" in attributes]


@pytest.mark.parametrize("spec", [placed_map(), hostile_map()], ids=["plain", "hostile"])
def test_nothing_is_fetched_and_nothing_runs_but_our_scripts(spec: Any) -> None:
    reading = Reading(render_map(spec))
    assert not [a for _, a in reading.elements if "src" in a or any(name.startswith("on") for name in a)]
    assert all(link["href"].startswith("#") for link in reading.of("a"))
    assert {tag for tag, _ in reading.elements} & {"link", "img", "iframe", "object", "embed", "base"} == set()
    assert len(reading.of("script")) == 3


def test_our_own_words_name_no_address() -> None:
    page = render_map(placed_map())
    ours = page.replace(re.findall(r"<script>(.*?)</script>", page, re.S)[0], "")
    assert "http" not in ours.replace("http-equiv", "")
    assert "sourceMappingURL" not in page


def test_the_page_says_what_it_is() -> None:
    reading = Reading(render_map(placed_map()))
    assert reading.of("html") == [{"lang": "en-GB"}]
    assert reading.texts["title"] == ["Which groups have no live voice?"]
    assert reading.texts["h1"] == ["Which groups have no live voice?"]
    body = " ".join(reading.texts["body"][0].split())
    for words in (
        "One group of three, Deaf people, has no voice on either partnership.",
        "As at30 June 2026",
        "Sourcedatasets/riverton",
        "ScopeRiverton borough",
        "partnerships2 of 2 shown",
        "organisations3 of 412 shown",
        "equality groups3 shown; how many there are is not known",
        "Unknown is not no.",
    ):
        assert words in body


def test_the_table_lists_every_record_with_notes_and_both_sides_of_each_tie() -> None:
    page = render_map(placed_map())
    found = re.findall(r'<tr id="record-\d+">\s*<th scope="row">(.*?)</th>(.*?)</tr>', page, re.S)
    rows = {name: " ".join(re.sub("<[^>]*>", " ", rest).split()) for name, rest in found}
    assert set(rows) == {node.name.replace("&", "&amp;") for node in sample_map().nodes}
    assert rows["Deaf people"] == "equality group; a gap Voice none on 2 of 2 partnerships none"
    assert rows["Trans people"] == "equality group; not known none none"
    cvs = "Riverton Council for Voluntary Service"
    assert "holds a seat on Health and Wellbeing Board : member, voting" in rows[cvs]
    assert f"{cvs} holds a seat on this: member, voting" in rows["Health and Wellbeing Board"]
    assert rows["Older people"] == "equality group none Age Forward Riverton advocates for this: minutes of March 2026"


def test_the_data_holds_places_names_and_marks() -> None:
    spec = placed_map()
    data = data_of(render_map(spec))
    assert [(node["x"], node["y"]) for node in data["nodes"]] == [(node.x, node.y) for node in spec.nodes]
    names = [node["name"] for node in data["nodes"]]
    assert names[3] == "B & Q Community Fund"
    assert [name for name in names if name[0] in "!?"] == ["! Deaf people", "? Trans people", "! Seat for a carer"]
    dashed = [node["name"] for node in data["nodes"] if "shapeProperties" in node]
    assert dashed == ["! Deaf people", "? Trans people", "! Seat for a carer"]
    assert data["options"]["physics"] == {"enabled": False}
    assert [(edge["from"], edge["to"]) for edge in data["edges"]] == [(2, 0), (2, 1), (3, 0), (9, 0), (0, 8), (4, 5)]


def test_an_ampersand_is_escaped_once() -> None:
    page = render_map(placed_map())
    assert "B &amp; Q Community Fund" in page
    assert "&amp;amp;" not in page


def test_hostile_names_stay_text() -> None:
    page = render_map(hostile_map())
    assert {node["name"].removeprefix("! ") for node in data_of(page)["nodes"]} == set(HOSTILE)
    assert set(HOSTILE) <= set(Reading(page).texts["th"])


def test_characters_that_no_page_can_hold_are_marked() -> None:
    spec = place(replace(sample_map(), nodes=(Node("a", "half \ud800 bell \x07", "group"),), edges=()))
    page = render_map(spec)
    page.encode("utf-8")
    assert "half \ufffd bell \ufffd" in Reading(page).texts["th"]


def test_ties_of_one_pair_do_not_hide_each_other() -> None:
    spec = replace(placed_map(), edges=(Edge("o1", "p1", "seat"), Edge("p1", "o1", "covers"), Edge("o1", "p2", "seat")))
    edges = data_of(render_map(spec))["edges"]
    assert ["smooth" in edge for edge in edges] == [False, True, False]


def test_the_legend_names_the_marks_that_are_used() -> None:
    legend = Reading(render_map(placed_map())).texts["ul"][0]
    for words in ("partnership", "equality group", "advocates for", "a gap:", "not known:"):
        assert words in legend
    plain = replace(placed_map(), nodes=tuple(replace(n, gap=False, unknown=False) for n in placed_map().nodes))
    assert "a gap:" not in Reading(render_map(plain)).texts["ul"][0]
    alone = render_map(replace(placed_map(), nodes=placed_map().nodes[:1], edges=()))
    assert Reading(alone).texts["ul"][0].split() == ["partnership"]


def test_the_meaning_of_size_is_said_where_it_has_one() -> None:
    words = "A larger mark has more seats."
    assert words in render_map(replace(placed_map(), sizes=words))
    assert "larger" not in Reading(render_map(placed_map())).texts["aside"][0]


def test_the_grid_is_explained_where_there_is_one() -> None:
    words = "Records without a tie stand in a grid of their own."
    assert words in render_map(placed_map())
    assert words not in render_map(
        replace(placed_map(), nodes=placed_map().nodes[:2], edges=(Edge("p1", "p2", "covers"),))
    )


def test_equal_maps_give_equal_pages_and_stay_unchanged() -> None:
    spec = placed_map()
    assert render_map(spec) == render_map(placed_map())
    assert spec == placed_map()


@dataclass(frozen=True)
class Marked(Node):
    """A record with more on it than a map shows."""

    secret: str = ""


def test_ids_and_whatever_else_a_record_holds_stay_at_home() -> None:
    nodes = (Marked("id-4711", "Age Forward Riverton", "organisation", x=0.0, y=0.0, secret="planted"),)
    page = render_map(replace(sample_map(), nodes=nodes, edges=()))
    assert "Age Forward Riverton" in page
    assert "planted" not in page
    assert "id-4711" not in page


def test_a_map_without_places_is_refused() -> None:
    with pytest.raises(RenderError, match="no place"):
        render_map(sample_map())


def test_a_page_is_the_drawing_script_and_little_more() -> None:
    page, small = render_map(place(borough_map())), render_map(placed_map())
    assert len(small) < 520_000
    assert len(page) - len(small) < 225 * 1_000
    assert page.count("vis-network.min") == 0
    assert page.count("@version 9.1.2") == 1


def test_a_map_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert write_map(placed_map(), target) == target
    assert target.read_text("utf-8") == render_map(placed_map())
    with pytest.raises(RenderError, match="no place"):
        write_map(sample_map(), target)
    assert target.read_text("utf-8") == render_map(placed_map())
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as refusal:
        write_map(placed_map(), tmp_path / "nowhere" / "map.html")
    assert "nowhere" in refusal.value.message
    assert "folder" in refusal.value.hint
