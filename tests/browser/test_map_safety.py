"""Maps of hostile words stay text in every place, ask for nothing, and show what the profile lets out."""

import csv
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from netmap.maps.drawn import DrawnMaps
from netmap.maps.making import make_maps
from netmap.maps.render import write_maps
from netmap.maps.spec import MapSpec
from netmap.network import Network
from netmap.pages import showable
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.browser.reading import Open, saved, search, shown
from tests.maps.hostile import HOSTILE, hostile_dataset
from tests.maps.sample_map import full_map

pytestmark = pytest.mark.browser

DAY = "2026-06-30"
INTRUDERS = "img, iframe, object, embed, link, base, form[action], audio, video, marquee, math, template"
RAN = f"() => [window.ran ?? null, document.querySelectorAll('{INTRUDERS}').length]"


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> list[MapSpec]:
    dataset = read_source(hostile_dataset(tmp_path_factory.mktemp("hostile")))
    store = open_store()
    store.load(dataset.name, dataset.records)
    network = Network(store)
    return [
        *make_maps(network, source="hostile", as_of=DAY),
        *make_maps(network, source="hostile", as_of=DAY, view="partnership", focus=HOSTILE[0]),
    ]


@pytest.fixture(scope="module")
def hostile(maps: list[MapSpec], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_maps(maps, tmp_path_factory.mktemp("maps") / "hostile.html")


def views(page: Page, maps: list[MapSpec]) -> list[tuple[int, MapSpec]]:
    buttons = page.locator("#views button")
    expect(buttons).to_have_count(len(maps))
    return list(enumerate(maps))


def test_no_view_of_hostile_words_runs_anything_or_asks_for_anything(
    open_page: Open, hostile: Path, maps: list[MapSpec]
) -> None:
    page = open_page(hostile)
    for number, spec in views(page, maps):
        page.locator("#views button").nth(number).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(" ".join(showable(spec.question).split()))
        for finding in page.locator(".finding").all()[:8]:
            finding.click()
        assert page.evaluate(RAN) == [None, 0], spec.view
    page.wait_for_load_state("networkidle")


def test_every_hostile_name_reads_as_written_in_the_table_and_in_the_panel(
    open_page: Open, hostile: Path, maps: list[MapSpec]
) -> None:
    page = open_page(hostile)
    spec = maps[0]
    if spec.opens_on:
        page.get_by_role("button", name="Show all records").click()
    page.get_by_role("heading", name="The same as a table").click()
    page.locator("#rows th").first.wait_for()  # a browser tells the page of the opening a moment later
    while page.get_by_role("button", name="Show more rows").is_visible():
        page.get_by_role("button", name="Show more rows").click()
    here = shown(page, spec)
    wanted = sorted(showable(node.name) for node in spec.nodes if node.id in here)
    assert sorted(page.locator("#rows th").all_text_contents()) == wanted
    assert len(set(wanted) & {showable(text) for text in HOSTILE}) >= 100
    page.get_by_role("heading", name="The same as a table").click()
    page.locator("#drawing").focus()
    read = set()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        read.add(page.locator("#chosen-heading").text_content())
    assert len(read) > 50
    assert read <= set(wanted)
    assert page.evaluate(RAN) == [None, 0]


def test_hostile_names_are_searched_for_and_suggested_as_text(open_page: Open, hostile: Path) -> None:
    page = open_page(hostile)
    for text in HOSTILE[::6]:
        search(page).fill(" ".join(text.split())[:80])
        assert page.evaluate(RAN) == [None, 0], text


def test_hostile_names_stay_text_in_what_is_saved(open_page: Open, hostile: Path, tmp_path: Path) -> None:
    page = open_page(hostile)
    root = ElementTree.fromstring(saved(page, "Picture (SVG)", tmp_path).read_text("utf-8"))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "defs", "clipPath", "rect", "g", "path", "text"}
    with saved(page, "Table (CSV)", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > 400
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")] == []
    assert page.evaluate(RAN) == [None, 0]


def test_the_page_says_for_whom_it_is_and_what_was_left_out(open_page: Open, riverton: Network, tmp_path: Path) -> None:
    specs = make_maps(riverton, source="riverton", as_of=DAY, profile="public")
    page = open_page(write_maps(specs, tmp_path / "public.html"))
    expect(page.locator("#facts")).to_contain_text("the public (no people, no small counts)")
    expect(page.locator("#left-out")).to_be_visible()
    expect(page.locator("#left-out li")).to_have_count(len(specs[0].left_out))
    people = riverton.table("holders")["representative"].dropna().unique()
    names = {node.name for spec in specs for node in spec.nodes}
    text = (tmp_path / "public.html").read_text("utf-8")
    assert [name for name in people if name and name in text and name not in names and name not in words(specs)] == []


def words(specs: tuple[MapSpec, ...]) -> str:
    """Give every word of the maps that is about no person: titles of posts are words of boards as well."""
    return " ".join(node.name for spec in specs for node in spec.nodes if node.kind != "vacancy")


def test_a_map_shows_itself_in_a_notebook_without_leaving_its_frame(open_page: Open, tmp_path: Path) -> None:
    cell = DrawnMaps((replace(full_map(), title='"><script>window.ran = 1</script>'),))._repr_html_()
    outer = tmp_path / "cell.html"
    outer.write_text(f"<!DOCTYPE html><title>cell</title><main>{cell}</main>", "utf-8")
    page = open_page(outer)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Which groups have no live voice?")
    frame.get_by_role("button", name="nobody speaks for them").click()
    expect(frame.locator("#status")).to_have_text("1 record of this finding lit on the map.")
    box = page.locator("iframe").bounding_box()
    assert box
    assert box["height"] >= 600
    assert page.evaluate("window.ran ?? null") is None
