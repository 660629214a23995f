"""The drawing itself: marks, names, choosing, moving the view, dragging."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from netmap.maps.layout import place
from netmap.maps.render import write_maps
from tests.browser.reading import (
    COLOUR_AT,
    PLACE_OF,
    POSITIONS,
    Open,
    click_on,
    lit,
    number_of,
    search,
    status,
    view,
)
from tests.maps.sample_map import HOSTILE, borough_map, full_map, hostile_map, placed_map

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("maps")


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    return write_maps([full_map()], folder / "small.html")


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    return write_maps([place(borough_map())], folder / "large.html")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Path:
    return write_maps([hostile_map()], folder / "hostile.html")


def test_records_stand_where_they_were_placed_and_stay_there(open_page: Open, large: Path) -> None:
    page = open_page(large)
    spec = place(borough_map())
    wanted = {str(number): {"x": node.x, "y": node.y} for number, node in enumerate(spec.nodes)}
    assert page.evaluate(POSITIONS) == wanted
    page.get_by_role("button", name="Zoom in").click()
    click_on(page, 0)
    page.get_by_role("button", name="Whole map").click()
    assert page.evaluate(POSITIONS) == wanted


def test_every_record_is_drawn_in_its_colour(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    colours = {kind.id: kind.colour.lower() for kind in spec.kinds}
    wanted = ["#ffffff" if n.gap else "#dde2e7" if n.unknown else colours[n.kind] for n in spec.nodes]
    assert [page.evaluate(COLOUR_AT, number) for number in range(len(spec.nodes))] == wanted


def test_a_click_tells_what_is_known_and_lights_the_neighbours(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    board, pair = number_of(spec, "Health and Wellbeing Board"), number_of(spec, "Older people")
    click_on(page, board)
    panel = page.locator("#chosen")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Health and Wellbeing Board")
    expect(panel.locator("#chosen-notes")).to_have_text("Seats3 of 4 filled")
    expect(panel.locator("#chosen-ties > li")).to_have_text(
        [
            "B & Q Community Fund holds a seat on this",
            "Riverton Council for Voluntary Service holds a seat on thisRolemember, voting",
            "covers Loneliness",
            "Seat for a carer (a gap) is vacant on this",
        ]
    )
    assert lit(page, spec) == {"p1", "o1", "o2", "t1", "s1"}
    assert page.evaluate(COLOUR_AT, number_of(spec, "Loneliness")) == "#f46a25"
    assert page.evaluate(COLOUR_AT, pair) != "#801650"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert lit(page, spec) is None
    assert page.evaluate(COLOUR_AT, pair) == "#801650"


def test_a_tie_in_the_panel_leads_to_its_other_end_and_back(open_page: Open, small: Path) -> None:
    page = open_page(small)
    click_on(page, number_of(full_map(), "Loneliness"))
    page.locator("#chosen").get_by_role("button", name="Health and Wellbeing Board").press("Enter")
    expect(page.locator("#chosen-heading")).to_have_text("Health and Wellbeing Board")
    expect(page.locator("#chosen-heading")).to_be_focused()
    page.get_by_role("button", name="Back to Loneliness").click()
    expect(page.locator("#chosen-heading")).to_have_text("Loneliness")


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


def test_dragging_the_ground_moves_the_view_and_no_record(open_page: Open, large: Path) -> None:
    page = open_page(large)
    before, start = page.evaluate(POSITIONS), view(page)
    box = page.locator("#drawing").bounding_box()
    assert box
    x, y = box["x"] + 4, box["y"] + 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 60, steps=6)
    page.mouse.up()
    assert page.evaluate(POSITIONS) == before
    after = view(page)
    assert after["scale"] == start["scale"]
    assert (start["x"] - after["x"]) * start["scale"] == pytest.approx(90, abs=3)
    assert (start["y"] - after["y"]) * start["scale"] == pytest.approx(60, abs=3)


def test_the_still_of_a_drag_looks_like_the_map(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    number = number_of(spec, "Loneliness")
    box = page.locator("#drawing").bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=5)
    assert page.evaluate("document.getElementById('drawing').network.renderer.dragging")
    assert page.evaluate(COLOUR_AT, number) == "#f46a25"
    page.mouse.up()
    assert page.evaluate(COLOUR_AT, number) == "#f46a25"


def test_a_dragged_record_stays_where_it_was_put_and_the_address_knows(open_page: Open, small: Path) -> None:
    page = open_page(small)
    number = number_of(full_map(), "Loneliness")
    x, y = page.evaluate(PLACE_OF, number)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 70, y + 20, steps=5)
    page.mouse.up()
    expect(status(page)).to_contain_text("Moved.")
    moved = page.evaluate(POSITIONS)[str(number)]
    assert moved != {"x": full_map().nodes[number].x, "y": full_map().nodes[number].y}
    page.reload()
    assert page.evaluate(POSITIONS)[str(number)] == {key: pytest.approx(value, abs=1) for key, value in moved.items()}


def test_a_record_is_moved_without_dragging(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    number = number_of(spec, "Loneliness")
    click_on(page, number)
    page.get_by_text("Move its mark").click()
    page.get_by_role("button", name="Mark to the right").click()
    page.get_by_role("button", name="Mark down").click()
    node = spec.nodes[number]
    assert page.evaluate(POSITIONS)[str(number)] == {"x": node.x + 24, "y": node.y + 24}  # type: ignore[operator]


def test_nudge_parts_what_crowds_and_then_holds_still(open_page: Open, folder: Path) -> None:
    spec = full_map()
    crowded = [(0.0, 0.0), (6.0, 0.0)]
    nodes = tuple(
        type(node)(**{**node.__dict__, "x": x, "y": y}) for node, (x, y) in zip(spec.nodes[:2], crowded, strict=True)
    )
    tight = type(spec)(**{**spec.__dict__, "nodes": nodes, "edges": (), "findings": ()})
    page = open_page(write_maps([tight], folder / "crowded.html"))
    page.get_by_role("button", name="Nudge").click()
    after = page.evaluate(POSITIONS)
    assert after["0"]["y"] == after["1"]["y"] == 0
    assert after["1"]["x"] - after["0"]["x"] == pytest.approx(22 + 20 + 26, abs=1)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(POSITIONS) == after


def test_no_name_covers_another(open_page: Open, large: Path) -> None:
    page = open_page(large, width=1440, height=1000)
    written = page.locator("#written")
    expect(written).to_contain_text("of 225 names fit at this size; zoom in for more.")
    count = int(written.inner_text().split()[0])
    assert count > 40
    boxes = page.evaluate("document.getElementById('drawing').names().map(({ box }) => box)")
    assert len(boxes) == count
    overlapping = [
        (a, b)
        for row, a in enumerate(boxes)
        for b in boxes[:row]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert overlapping == []


def test_an_ampersand_reads_as_written(open_page: Open, small: Path) -> None:
    page = open_page(small)
    click_on(page, number_of(full_map(), "B & Q Community Fund"))
    expect(page.locator("#chosen-heading")).to_have_text("B & Q Community Fund")


def test_hostile_words_stay_text(open_page: Open, hostile: Path) -> None:
    page = open_page(hostile)
    title = "".join(HOSTILE[:3])
    assert page.title() == title
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("heading", name="The same as a table").click()
    page.locator("tbody th").first.wait_for()
    assert sorted(page.locator("tbody th").all_text_contents()) == sorted(HOSTILE)
    for attack in HOSTILE:
        search(page).fill(attack)
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.getElementById('chosen').hidden")
        heading: Any = page.locator("#chosen-heading").text_content()
        assert heading.split() == attack.split()
        page.keyboard.press("Escape")
    assert page.evaluate("[window.ran, document.querySelectorAll('img, iframe, link, main a').length]") == [None, 0]


def test_a_map_of_nothing_says_so(open_page: Open, folder: Path) -> None:
    spec = placed_map()
    empty = type(spec)(**{**spec.__dict__, "nodes": (), "edges": ()})
    page = open_page(write_maps([empty], folder / "empty.html"))
    expect(page.get_by_text("There is nothing to draw for this question.")).to_be_visible()
    page.keyboard.press("Tab")
