"""The picture that leaves a map: it carries its question, legend, day, filter and source, and nothing that runs."""

import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from netmap.maps.render import write_maps
from netmap.maps.spec import key_of
from tests.browser.reading import Open, click_on, number_of, saved, status
from tests.maps.sample_map import HOSTILE, full_map, hostile_map

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_maps([full_map()], tmp_path_factory.mktemp("maps") / "small.html")


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_a_saved_svg_holds_everything_that_a_reader_of_it_needs(open_page: Open, small: Path, tmp_path: Path) -> None:
    page = open_page(small)
    page.get_by_text("Filters").click()
    page.get_by_label("Sector").select_option("health")
    path = saved(page, "Picture (SVG)", tmp_path)
    assert path.name == "overview-2026-06-30.svg"
    expect(status(page)).to_have_text("overview-2026-06-30.svg is in your downloads.")
    root = ElementTree.fromstring(path.read_text("utf-8"))
    said = texts(root)
    for words in (
        "Which groups have no live voice?",
        "Who speaks for whom in Riverton",
        "As at 30 June 2026. Source: datasets/riverton. Made for: internal use (it may name people).",
        "8 of 10 records and 3 of 6 ties shown.",
        "Filter: Sector: health.",
        "Equality group",
        "Holds a seat on",
        "A gap: hollow and dashed, with !",
        "Not known: grey and dotted, with ?",
        "! Deaf people",
        "Wellbeing Board",
    ):
        assert words in said, words
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Which groups have no live voice?"
    group = root.find(f"{SVG}g")
    assert group is not None
    paths = group.findall(f"{SVG}path")
    assert len([path for path in paths if path.get("fill") == "none"]) == 3
    assert (
        len([path for path in paths if path.get("fill") != "none" and path.get("transform", "").endswith("(-12 -12)")])
        == 8
    )


def test_a_saved_png_is_larger_than_the_drawing_and_shows_more_than_paper(
    open_page: Open, small: Path, tmp_path: Path
) -> None:
    page = open_page(small)
    wide, high = page.locator("#drawing").evaluate("drawing => [drawing.clientWidth, drawing.clientHeight]")
    content = saved(page, "Picture (PNG)", tmp_path).read_bytes()
    assert content.startswith(b"\x89PNG")
    across, down = struct.unpack(">II", content[16:24])
    assert across == 2 * (wide + 300)
    assert down > 2 * (high + 64)
    packed = content[content.index(b"IDAT") + 4 :]
    assert len(set(zlib.decompressobj().decompress(packed, 4_000_000))) > 20


def test_a_dark_page_saves_a_light_picture(open_page: Open, small: Path) -> None:
    light = open_page(small, color_scheme="light").evaluate("document.getElementById('drawing').svg()")
    dark = open_page(small, color_scheme="dark").evaluate("document.getElementById('drawing').svg()")
    assert light == dark


def test_hostile_names_stay_text_in_a_picture(open_page: Open, tmp_path: Path) -> None:
    page = open_page(write_maps([hostile_map()], tmp_path / "hostile.html"))
    root = ElementTree.fromstring(page.evaluate("document.getElementById('drawing').svg()"))
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds == {"svg", "title", "desc", "defs", "clipPath", "rect", "g", "path", "text"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "".join(HOSTILE[:3])


def test_saved_positions_name_every_record_by_its_key(open_page: Open, small: Path, tmp_path: Path) -> None:
    page = open_page(small)
    spec = full_map()
    click_on(page, number_of(spec, "Loneliness"))
    page.get_by_text("Move its mark").click()
    page.get_by_role("button", name="Mark to the right").click()
    path = saved(page, "Positions", tmp_path)
    layout = page.evaluate("text => JSON.parse(text)", path.read_text("utf-8"))
    assert path.name == "layout.json"
    assert layout["schema"] == "netmap/layout/1"
    places = {node.id: layout["places"]["overview"][key_of(node.id)] for node in spec.nodes}
    assert len(layout["places"]["overview"]) == len(spec.nodes)
    for node in spec.nodes:
        shift = 24 if node.id == "t1" else 0
        assert places[node.id] == [(node.x or 0) + shift, node.y]
