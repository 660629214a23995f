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
from netmap.maps.render import render_maps, write_maps
from netmap.maps.spec import Edge, Facet, MapFinding, MapSpec, Node, key_of
from tests.maps.sample_map import HOSTILE, borough_map, hostile_map, placed_map, sample_map

CELLS = {"th", "td", "tr"}


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
        if tag in CELLS:
            self.open = [each for each in self.open if each not in CELLS]
        if tag not in {"meta", "input", "path", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.open = [each for each in self.open if each not in CELLS]
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


def render_map(spec: MapSpec) -> str:
    return render_maps([spec])


def write_map(spec: MapSpec, path: Path) -> Path:
    return write_maps([spec], path)


def view_of(spec: MapSpec) -> dict[str, Any]:
    view: dict[str, Any] = data_of(render_map(spec))["views"][0]
    return view


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
    assert "http" not in ours.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "sourceMappingURL" not in page


def test_our_script_writes_no_markup() -> None:
    ours = re.findall(r"<script>(.*?)</script>", render_map(placed_map()), re.S)[1]
    sinks = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "setTimeout(")
    assert [sink for sink in sinks if sink in ours] == []


def test_the_page_says_what_it_is() -> None:
    reading = Reading(render_map(placed_map()))
    assert [a["lang"] for a in reading.of("html")] == ["en-GB"]
    assert reading.texts["title"] == ["Which groups have no live voice?"]
    body = " ".join(reading.texts["noscript"][0].split())
    for words in (
        "Which groups have no live voice?",
        "One group of three, Deaf people, has no voice on either partnership.",
        "As at 2026-06-30. Source: datasets/riverton. Scope: Riverton borough. Made for: internal use",
        "partnerships: 2 of 2",
        "organisations: 3 of 412",
        "equality groups: 3; how many there are is not known",
        "Unknown is not no.",
    ):
        assert words in body


def test_without_a_script_every_record_is_listed_with_notes_and_both_sides_of_each_tie() -> None:
    page = render_map(placed_map())
    found = re.findall(r'<tr><th scope="row">(.*?)<td>(.*?)<td>(.*?)<td>(.*)', page)
    rows = {name: rest for name, *rest in found}
    assert set(rows) == {node.name.replace("&", "&amp;") for node in sample_map().nodes}
    assert rows["Deaf people"] == ["equality group; a gap", "Voice: none on 2 of 2 partnerships", "none"]
    assert rows["Trans people"] == ["equality group; not known", "none", "none"]
    cvs = "Riverton Council for Voluntary Service"
    held = (
        "holds a seat on Health and Wellbeing Board (Role: member, voting); holds a seat on Safer Riverton Partnership"
    )
    assert rows[cvs] == ["organisation", "Seats held: 2 of 4", held]
    assert f"{cvs} holds a seat on this" in rows["Health and Wellbeing Board"][2]
    assert rows["Older people"] == ["equality group", "none", "Age Forward Riverton advocates for this"]


def test_the_data_holds_places_names_signs_and_keys() -> None:
    spec = placed_map()
    view = view_of(spec)
    assert [(node["x"], node["y"]) for node in view["nodes"]] == [(node.x, node.y) for node in spec.nodes]
    assert view["nodes"][3]["name"] == "B & Q Community Fund"
    signed = {node["name"]: node["group"][-1] for node in view["nodes"] if not node["group"].isdigit()}
    assert signed == {"Deaf people": "!", "Trans people": "?", "Seat for a carer": "!"}
    assert [node["key"] for node in view["nodes"]] == [key_of(node.id) for node in spec.nodes]
    assert data_of(render_map(spec))["options"]["physics"] == {"enabled": False}
    assert [(edge["from"], edge["to"]) for edge in view["edges"]] == [(2, 0), (2, 1), (3, 0), (9, 0), (0, 8), (4, 5)]


def test_findings_point_to_records_and_ties_by_their_numbers() -> None:
    edges = (*placed_map().edges[:1], replace(placed_map().edges[1], id="second"))
    finding = MapFinding(
        "f", "high", "Two seats.", ("o1", "g2"), ("second",), (("S1", "minutes"),), "A mandate.", ("Ask.",)
    )
    view = view_of(replace(placed_map(), edges=edges, findings=(finding,), opens_on=("o1",)))
    assert view["findings"] == [
        {
            "severity": "high",
            "statement": "Two seats.",
            "nodes": [2, 6],
            "edges": [1],
            "evidence": [["S1", "minutes"]],
            "change": "A mandate.",
            "actions": ["Ask."],
        }
    ]
    assert view["opensOn"] == [2]


def test_facets_are_numbered_in_the_order_of_their_names_and_keep_what_is_not_recorded() -> None:
    given = {"o1": (("sector", ("Voluntary", "Health")),), "o2": (("sector", ()),)}
    nodes = tuple(replace(node, facets=given.get(node.id, ())) for node in placed_map().nodes)
    view = view_of(replace(placed_map(), nodes=nodes, facets=(Facet("sector", "Sector"),)))
    assert view["facets"] == [{"name": "Sector", "values": ["Health", "Voluntary"]}]
    assert [node.get("facets") for node in view["nodes"][2:5]] == [{"0": [1, 0]}, {"0": []}, None]


def test_several_maps_stand_in_one_page_in_their_order() -> None:
    page = render_maps([placed_map(), replace(placed_map(), view="dominance", question="Who holds the seats?")])
    assert [view["id"] for view in data_of(page)["views"]] == ["overview", "dominance"]
    assert page.count("@version 9.1.2") == 1
    assert "<h1>Who holds the seats?</h1>" in page


def test_no_map_is_no_page() -> None:
    with pytest.raises(RenderError, match="no map"):
        render_maps([])


def test_an_ampersand_is_escaped_once() -> None:
    page = render_map(placed_map())
    assert "B &amp; Q Community Fund" in page
    assert "&amp;amp;" not in page


def test_hostile_names_stay_text() -> None:
    page = render_map(hostile_map())
    assert {node["name"] for node in data_of(page)["views"][0]["nodes"]} == set(HOSTILE)
    assert set(HOSTILE) <= {text.strip() for text in Reading(page).texts["th"]}


def test_characters_that_no_page_can_hold_are_marked() -> None:
    spec = place(replace(sample_map(), nodes=(Node("a", "half \ud800 bell \x07", "group"),), edges=()))
    page = render_map(spec)
    page.encode("utf-8")
    assert "half \ufffd bell \ufffd" in {text.strip() for text in Reading(page).texts["th"]}
    assert data_of(page)["views"][0]["nodes"][0]["name"] == "half \ufffd bell \ufffd"


def test_ties_of_one_pair_do_not_hide_each_other() -> None:
    spec = replace(placed_map(), edges=(Edge("o1", "p1", "seat"), Edge("p1", "o1", "covers"), Edge("o1", "p2", "seat")))
    assert [edge.get("bend") for edge in view_of(spec)["edges"]] == [None, 1, None]


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
    assert len(small) < 580_000
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
