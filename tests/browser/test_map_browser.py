import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from netmap.maps.layout import place
from netmap.maps.render import write_map
from netmap.maps.spec import MapSpec
from tests.maps.sample_map import HOSTILE, borough_map, hostile_map, placed_map

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

POSITIONS = "() => document.getElementById('drawing').network.getPositions()"
VIEW = """() => {
  const network = document.getElementById('drawing').network;
  return { ...network.getViewPosition(), scale: network.getScale() };
}"""
COLOUR_AT = """number => {
  const drawing = document.getElementById('drawing'), canvas = drawing.querySelector('canvas');
  const { x, y } = drawing.network.canvasToDOM(drawing.network.getPosition(number));
  const ratio = canvas.width / canvas.clientWidth;
  const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
  const [r, g, b] = copy.getImageData(0, 0, 1, 1).data;
  return '#' + [r, g, b].map(part => part.toString(16).padStart(2, '0')).join('');
}"""
PLACE_OF = """number => {
  const drawing = document.getElementById('drawing'), box = drawing.getBoundingClientRect();
  const { x, y } = drawing.network.canvasToDOM(drawing.network.getPosition(number));
  return [box.x + x, box.y + y];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("maps")


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    return write_map(placed_map(), folder / "small.html")


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    return write_map(place(borough_map()), folder / "large.html")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Path:
    return write_map(hostile_map(), folder / "hostile.html")


def number_of(spec: MapSpec, name: str) -> int:
    return next(number for number, node in enumerate(spec.nodes) if node.name == name)


def click_on(page: Page, number: int) -> None:
    x, y = page.evaluate(PLACE_OF, number)
    page.mouse.click(x, y)


def view(page: Page) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(VIEW)
    return found


def test_records_stand_where_they_were_placed_and_stay_there(open_page: Open, large: Path) -> None:
    page = open_page(large)
    spec = place(borough_map())
    wanted = {str(number): {"x": node.x, "y": node.y} for number, node in enumerate(spec.nodes)}
    assert page.evaluate(POSITIONS) == wanted
    page.get_by_role("button", name="Zoom in").click()
    x, y = page.evaluate(PLACE_OF, 0)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=4)
    page.mouse.up()
    assert page.evaluate(POSITIONS) == wanted


def test_every_record_is_drawn_in_its_colour(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = placed_map()
    colours = {kind.id: kind.colour.lower() for kind in spec.kinds}
    wanted = ["#ffffff" if n.gap else "#dde2e7" if n.unknown else colours[n.kind] for n in spec.nodes]
    assert [page.evaluate(COLOUR_AT, number) for number in range(len(spec.nodes))] == wanted


def test_a_click_tells_what_is_known_and_lights_the_neighbours(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = placed_map()
    board, pair = number_of(spec, "Health and Wellbeing Board"), number_of(spec, "Older people")
    click_on(page, board)
    panel = page.locator("#chosen")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Health and Wellbeing Board")
    expect(panel.locator("#chosen-notes")).to_have_text("Seats3 of 4 filled")
    expect(panel.get_by_role("listitem")).to_have_text(
        [
            "B & Q Community Fund holds a seat on this",
            "Riverton Council for Voluntary Service holds a seat on this: member, voting",
            "covers Loneliness",
            "Seat for a carer is vacant on this",
        ]
    )
    lit, unlit = number_of(spec, "Loneliness"), page.evaluate(COLOUR_AT, pair)
    assert page.evaluate(COLOUR_AT, lit) == "#f46a25"
    assert unlit != "#801650"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate(COLOUR_AT, pair) == "#801650"


def test_a_tie_in_the_panel_leads_to_its_other_end(open_page: Open, small: Path) -> None:
    page = open_page(small)
    click_on(page, number_of(placed_map(), "Loneliness"))
    page.locator("#chosen").get_by_role("link", name="Health and Wellbeing Board").press("Enter")
    expect(page.locator("#chosen-heading")).to_have_text("Health and Wellbeing Board")
    expect(page.locator("#chosen-heading")).to_be_focused()


def test_search_moves_to_a_record(open_page: Open, large: Path) -> None:
    page = open_page(large)
    spec = place(borough_map())
    page.get_by_label("Find by name").fill("council for action 42")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Found Riverton Council for Action 42.")
    expect(page.locator("#chosen-heading")).to_have_text("Riverton Council for Action 42")
    node = spec.nodes[number_of(spec, "Riverton Council for Action 42")]
    assert (view(page)["x"], view(page)["y"]) == pytest.approx((node.x, node.y), abs=0.5)
    assert view(page)["scale"] >= 1


def test_search_goes_through_several_matches_and_owns_up_to_none(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.get_by_label("Find by name").fill("people")
    find = page.get_by_role("button", name="Find")
    found = []
    for turn in ("1 of 3", "2 of 3", "3 of 3", "1 of 3"):
        find.click()
        expect(page.locator("#status")).to_contain_text(turn)
        found.append(page.locator("#chosen-heading").inner_text())
    assert found == ["Older people", "Deaf people", "Trans people", "Older people"]
    page.get_by_label("Find by name").fill("Atlantis")
    find.click()
    expect(page.locator("#status")).to_have_text("Nothing on this map is called “Atlantis”.")


def test_search_offers_every_name(open_page: Open, small: Path) -> None:
    page = open_page(small)
    offered = page.locator("#names option").evaluate_all("options => options.map(option => option.value)")
    assert offered == sorted(node.name for node in placed_map().nodes)


def test_the_buttons_move_the_view(open_page: Open, small: Path) -> None:
    page = open_page(small)
    start = view(page)

    def after(name: str) -> dict[str, float]:
        page.get_by_role("button", name=name).click()
        return view(page)

    assert after("Zoom in")["scale"] == pytest.approx(start["scale"] * 1.3)
    assert after("Zoom out")["scale"] == pytest.approx(start["scale"])
    assert after("Move left")["x"] < start["x"]
    assert after("Move right")["x"] == pytest.approx(start["x"])
    assert after("Move up")["y"] < start["y"]
    after("Move down")
    after("Zoom in")
    assert after("Whole map") == pytest.approx(start)


def test_all_controls_are_reached_by_keyboard_and_show_it(open_page: Open, small: Path) -> None:
    page = open_page(small)
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("""() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              const ring = getComputedStyle(at);
              return [at.ariaLabel || at.id || at.textContent, ring.outlineStyle, Math.min(box.width, box.height)];
            }""")
        )
    names = [name for name, _, _ in reached]
    assert names[:3] == ["Skip to the table", "name", "Find"]
    buttons = ["Zoom in", "Zoom out", "Move left", "Move right", "Move up", "Move down", "Whole map", "Save picture"]
    assert names[3:11] == buttons
    assert {ring for _, ring, _ in reached} == {"solid"}
    assert min(size for _, _, size in reached[1:11]) >= 24


def test_a_button_works_from_the_keyboard(open_page: Open, small: Path) -> None:
    page = open_page(small)
    before = view(page)["scale"]
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Enter")
    assert view(page)["scale"] == pytest.approx(before * 1.3)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_table_lists_every_record(open_page: Open, large: Path, scripts: bool) -> None:
    page = open_page(large, scripts=scripts)
    page.get_by_text("225 records with their notes and ties").click()
    names = page.get_by_role("rowheader").all_inner_texts()
    assert sorted(names) == sorted(node.name for node in borough_map().nodes)


def test_without_scripts_the_page_says_so_and_hides_what_would_not_work(open_page: Open, small: Path) -> None:
    page = open_page(small, scripts=False)
    expect(page.get_by_text("The drawing needs JavaScript.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which groups have no live voice?")


def test_an_ampersand_reads_as_written(open_page: Open, small: Path) -> None:
    page = open_page(small)
    click_on(page, number_of(placed_map(), "B & Q Community Fund"))
    expect(page.locator("#chosen-heading")).to_have_text("B & Q Community Fund")


def test_hostile_words_stay_text(open_page: Open, hostile: Path) -> None:
    page = open_page(hostile)
    title = "".join(HOSTILE[:3])
    assert page.title() == title
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.locator("summary").click()
    assert sorted(page.locator("tbody th").all_text_contents()) == sorted(HOSTILE)
    for attack in HOSTILE:
        page.get_by_label("Find by name").fill(attack)
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.getElementById('chosen').hidden")
        heading: Any = page.locator("#chosen-heading").text_content()
        assert heading.split() == attack.split()
        page.keyboard.press("Escape")
    assert page.evaluate("[window.ran, document.querySelectorAll('img, iframe, link, main a[href^=data]').length]") == [
        None,
        0,
    ]


@pytest.mark.parametrize("which", ["small", "large", "hostile"])
def test_a_narrow_screen_needs_no_sideways_scrolling(
    open_page: Open, which: str, request: pytest.FixtureRequest
) -> None:
    page = open_page(request.getfixturevalue(which), width=320, height=640)
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("#drawing").evaluate("drawing => drawing.clientWidth") > 260


def test_no_name_covers_another(open_page: Open, large: Path) -> None:
    page = open_page(large)
    written = page.locator("#written").inner_text()
    assert written.endswith("of 225 names fit at this size; zoom in for more.")
    assert int(written.split()[0]) > 40
    boxes = page.evaluate("document.getElementById('drawing').names().map(({ box }) => box)")
    assert len(boxes) == int(written.split()[0])
    overlapping = [
        (a, b)
        for row, a in enumerate(boxes)
        for b in boxes[:row]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert overlapping == []


def test_paper_gets_the_drawing_and_the_whole_table(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator("#drawing canvas")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(10)
    expect(page.locator("tbody tr").last).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_saved_picture_holds_more_than_the_drawing(open_page: Open, small: Path, tmp_path: Path) -> None:
    page = open_page(small)
    drawing = page.locator("#drawing canvas").evaluate("canvas => [canvas.width, canvas.height]")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    download.value.save_as(tmp_path / "map.png")
    head = (tmp_path / "map.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", head[16:24])
    assert wide > drawing[0] + 200
    assert high > drawing[1] + 6 * 20
