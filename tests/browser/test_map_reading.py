"""A map without a mouse, without colour, on a phone, on paper, by ear and without a script."""

import csv
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from netmap.maps.layout import place
from netmap.maps.render import write_maps
from tests.browser.reading import Open, click_on, lit, number_of, saved, search, shown, status
from tests.maps.sample_map import borough_map, full_map, hostile_map

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = """() => [...document.querySelectorAll('button, summary, select, input, label')]
  .filter(one => one.checkVisibility() && one.getClientRects().length)
  .filter(one => !(one.type === 'checkbox' && one.closest('label')))
  .map(one => [one.textContent.trim() || one.id, one.getBoundingClientRect().width, one.getBoundingClientRect().height])
  .filter(([, wide, high]) => Math.min(wide, high) < 24)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("maps")


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    second = replace(place(borough_map()), view="dominance", question="Who holds the seats?")
    return write_maps([full_map(), second], folder / "small.html")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Path:
    return write_maps([hostile_map()], folder / "hostile.html")


def open_table(page: Page) -> None:
    page.get_by_role("heading", name="The same as a table").click()
    expect(page.locator("#rows tr").first).to_be_visible()


def rows(page: Page) -> list[str]:
    return page.locator("#rows th").all_inner_texts()


def test_the_table_holds_what_the_map_shows(open_page: Open, small: Path) -> None:
    page = open_page(small)
    open_table(page)
    spec = full_map()
    assert rows(page) == sorted((node.name for node in spec.nodes), key=str.casefold)
    expect(page.locator("#table-count")).to_have_text("10 of 10 records shown on the map")
    page.get_by_role("checkbox", name="equality group").uncheck()
    assert set(rows(page)) == {node.name for node in spec.nodes if node.kind != "group"}
    board = page.locator("#rows tr").filter(has=page.get_by_role("button", name="Health and Wellbeing Board"))
    expect(board.locator("td").last.locator("li")).to_have_text(
        [
            "B & Q Community Fund holds a seat on this",
            "Riverton Council for Voluntary Service holds a seat on this (Role: member, voting)",
            "covers Loneliness",
            "Seat for a carer is vacant on this",
        ]
    )


def test_the_table_is_sorted_and_searched(open_page: Open, small: Path) -> None:
    page = open_page(small)
    open_table(page)
    page.get_by_role("button", name="Ties").click()
    counts = [0, 0, 1, 1, 1, 1, 1, 1, 2, 4]
    expect(page.get_by_role("columnheader", name="Ties")).to_have_attribute("aria-sort", "ascending")
    assert rows(page)[-2:] == ["Riverton Council for Voluntary Service", "Health and Wellbeing Board"]
    page.get_by_role("button", name="Ties").click()
    expect(page.get_by_role("columnheader", name="Ties")).to_have_attribute("aria-sort", "descending")
    listed = [page.locator("#rows tr").nth(row).locator("td").last.locator("li").count() for row in range(10)]
    assert listed == counts[::-1]
    page.get_by_label("Search the table").fill("loneliness")
    assert set(rows(page)) == {"Loneliness", "Health and Wellbeing Board"}
    expect(page.locator("#table-count")).to_contain_text("2 of 2 records that match, among 10 shown on the map")


def test_one_kind_has_a_column_for_each_note(open_page: Open, small: Path) -> None:
    page = open_page(small)
    open_table(page)
    for kind in ("partnership", "organisation", "theme", "vacant seat"):
        page.get_by_role("checkbox", name=kind).uncheck()
    assert page.locator("#columns th").all_inner_texts()[:3] == ["Name ▲", "Kind", "Voice"]


def test_a_long_table_comes_in_parts(open_page: Open, small: Path) -> None:
    page = open_page(small, fragment="view=dominance")
    open_table(page)
    expect(page.locator("#rows tr")).to_have_count(100)
    page.get_by_role("button", name="Show more rows").click()
    page.get_by_role("button", name="Show more rows").click()
    expect(page.locator("#rows tr")).to_have_count(225)
    expect(page.get_by_role("button", name="Show more rows")).to_be_hidden()


def test_the_table_leads_to_the_map(open_page: Open, small: Path) -> None:
    page = open_page(small)
    open_table(page)
    page.locator("#rows").get_by_role("button", name="Loneliness").click()
    expect(page.locator("#chosen-heading")).to_be_focused()
    assert lit(page, full_map()) == {"t1", "p1"}


def test_the_table_is_saved_as_it_stands_and_starts_no_formula(open_page: Open, folder: Path) -> None:
    spec = full_map()
    nodes = (replace(spec.nodes[0], name='=HYPERLINK("x")'), *spec.nodes[1:])
    page = open_page(write_maps([replace(spec, nodes=nodes)], folder / "formula.html"))
    page.get_by_role("checkbox", name="equality group").uncheck()
    text = saved(page, "Table (CSV)", folder).read_text("utf-8-sig")
    table = list(csv.reader(text.splitlines()))
    assert table[0] == ["Name", "Kind", "Recorded", "Ties"]
    assert len(table) == 1 + 7
    assert '\'=HYPERLINK("x")' in [row[0] for row in table]


def test_arrow_keys_walk_from_a_record_to_its_neighbours_and_back(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.locator("#drawing").focus()
    page.keyboard.press("ArrowDown")
    expect(status(page)).to_have_text("Deaf people, equality group, a gap; record 1 of 10.")
    page.keyboard.press("ArrowRight")
    expect(status(page)).to_have_text("Deaf people has no tie that is shown.")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(status(page)).to_have_text("Health and Wellbeing Board, partnership; record 4 of 10.")
    page.keyboard.press("ArrowRight")
    expect(status(page)).to_have_text(
        "B & Q Community Fund, organisation; neighbour 1 of 4 of Health and Wellbeing Board."
    )
    page.keyboard.press("ArrowDown")
    expect(status(page)).to_contain_text("Riverton Council for Voluntary Service, organisation; neighbour 2 of 4")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(status(page)).to_have_text(
        "Safer Riverton Partnership, partnership; neighbour 2 of 2 of Riverton Council for Voluntary Service."
    )
    assert lit(page, full_map()) == {"p2", "o1"}
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chosen-heading")).to_have_text("Riverton Council for Voluntary Service")
    page.keyboard.press("Escape")
    expect(page.locator("#chosen-heading")).to_have_text("Health and Wellbeing Board")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_be_hidden()


def test_every_control_is_reached_by_the_tab_key_and_shows_it(open_page: Open, small: Path) -> None:
    page = open_page(small)
    reached: list[str] = []
    page.get_by_text("Filters").click()
    page.mouse.click(1, 1)
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        name, ring = page.evaluate("""() => {
          const at = document.activeElement, label = at.labels?.[0]?.textContent;
          return [at.ariaLabel || label || at.textContent.trim() || at.id, getComputedStyle(at).outlineStyle];
        }""")
        assert ring == "solid", name
        reached.append(name)
        page.keyboard.press("Tab")
    wanted = [
        "Skip to the table",
        "Overview",
        "Who holds the seats",
        "Find by name",
        "Find",
        "Zoom in",
        "Zoom out",
        "Move left",
    ]
    assert reached[:8] == wanted
    for name in (
        "Whole map",
        "Save",
        "Nudge",
        "Dark",
        "Filters",
        "Sector",
        "As at 30 June 2026",
        "Findings (2)",
        "Legend",
    ):
        assert name in reached, name
    for words in ("Map of 10 records", "nobody speaks for them", "Equality group", "covers", "The same as a table"):
        assert [name for name in reached if words.casefold() in name.casefold()], words


def test_escape_closes_the_menu_and_gives_the_focus_back(open_page: Open, small: Path) -> None:
    page = open_page(small)
    menu = page.locator("details.menu summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Picture (PNG)")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Picture (PNG)")).to_be_hidden()
    expect(menu).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("which", ["small", "hostile"])
def test_axe_finds_nothing(
    open_page: Open, which: str, width: int, scheme: str, request: pytest.FixtureRequest
) -> None:
    page = open_page(request.getfixturevalue(which), width=width, color_scheme=scheme)
    page.locator("#drawing").focus()
    page.keyboard.press("ArrowDown")
    open_table(page)
    if which == "small":
        page.locator(".finding").first.click()
        search(page).fill("people")
    found = Axe().run(page, options={"runOnly": TAGS})
    assert [
        (fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found.response["violations"]
    ] == []


@pytest.mark.parametrize("which", ["small", "hostile"])
def test_a_narrow_screen_needs_no_sideways_scrolling(
    open_page: Open, which: str, request: pytest.FixtureRequest
) -> None:
    page = open_page(request.getfixturevalue(which), width=320, height=640)
    open_table(page)
    click_on(page, 0)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("#drawing").evaluate("drawing => drawing.clientWidth") > 260


@pytest.mark.parametrize("width", [1280, 320])
def test_targets_are_24_pixels_or_more(open_page: Open, small: Path, width: int) -> None:
    page = open_page(small, width=width)
    click_on(page, number_of(full_map(), "Health and Wellbeing Board"))
    page.get_by_text("Move its mark").click()
    open_table(page)
    assert page.evaluate(SIZES) == []


def test_text_at_twice_its_size_and_wide_spacing_is_not_cut_off(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.evaluate("""() => {
      document.documentElement.style.fontSize = '200%';
      for (const one of document.querySelectorAll('body *')) {
        one.style.lineHeight = '1.5'; one.style.letterSpacing = '.12em'; one.style.wordSpacing = '.16em';
      }
    }""")
    cut = page.evaluate("""() => [...document.querySelectorAll('button, label, p, li, h1, h2, dt, dd, summary')]
      .filter(one => one.checkVisibility() && !one.closest('.unseen, svg') && !one.classList.contains('unseen')
        && getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)
      .map(one => one.textContent)""")
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_touch_chooses_and_moves_without_a_drag(open_page: Open, small: Path) -> None:
    page = open_page(small, width=390, height=800, has_touch=True)
    page.get_by_role("button", name="Find").tap()
    search(page).fill("Loneliness")
    page.locator("#suggestions li").first.tap()
    expect(page.locator("#chosen-heading")).to_have_text("Loneliness")
    page.get_by_role("button", name="Move left").tap()
    page.get_by_role("button", name="Zoom in").tap()


def test_nothing_moves_by_itself(open_page: Open, small: Path) -> None:
    page = open_page(small, reduced_motion="reduce")
    page.locator(".finding").first.click()
    assert page.evaluate("document.getAnimations().length") == 0
    first = page.evaluate("document.getElementById('drawing').network.getViewPosition()")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.getElementById('drawing').network.getViewPosition()") == first


def test_dark_is_followed_and_can_be_chosen(open_page: Open, small: Path) -> None:
    page = open_page(small, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
    dark = page.get_by_role("button", name="Dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    dark.click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_without_scripts_the_page_says_so_and_lists_every_record(open_page: Open, small: Path, folder: Path) -> None:
    """As in a mail that shows its attachment and lets nothing in it run."""
    outer = folder / "mail.html"
    outer.write_text(
        f'<iframe sandbox width=900 height=700 srcdoc="{escape(small.read_text("utf-8"))}"></iframe>', "utf-8"
    )
    page = open_page(outer, quiet=False)
    found = page.frames[1].evaluate("""() => ({
      seen: document.querySelector('noscript').getClientRects().length,
      text: document.querySelector('noscript').innerText,
      headings: [...document.querySelectorAll('noscript h1')].map(one => one.innerText),
      records: [...document.querySelector('noscript table').querySelectorAll('th[scope=row]')]
        .map(one => one.innerText.trim()),
      app: document.getElementById('app').getClientRects().length,
    })""")
    assert found["seen"] > 0
    assert found["app"] == 0
    assert "The drawing needs JavaScript." in found["text"]
    assert found["headings"] == ["Which groups have no live voice?", "Who holds the seats?"]
    assert sorted(found["records"]) == sorted(node.name for node in full_map().nodes)


def test_paper_gets_the_drawing_in_light_and_the_whole_table(open_page: Open, small: Path) -> None:
    page = open_page(small, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator("#drawing canvas")).to_be_visible()
    expect(page.locator("#rows tr")).to_have_count(10)
    expect(page.locator("#rows tr").last).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#rows tr").first).to_be_hidden()
    assert shown(page, full_map()) == {node.id for node in full_map().nodes}


def test_a_page_can_be_printed(open_page: Open, small: Path) -> None:
    assert open_page(small).pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_names_on_the_map_grow_with_the_reader_s_text(open_page: Open, small: Path) -> None:
    heights = {}
    for size in (16, 32):
        page = open_page(small)
        page.add_init_script(
            f"""new MutationObserver((_, watch) => {{
              document.documentElement.style.fontSize = '{size}px';
              watch.disconnect();
            }}).observe(document, {{ childList: true }});"""
        )
        page.reload()
        boxes = page.evaluate("document.getElementById('drawing').names()")
        heights[size] = min(one["box"]["bottom"] - one["box"]["top"] for one in boxes)
    assert heights == {16: 14, 32: 28}


def test_the_page_says_how_to_read_the_map_and_what_sizes_and_grids_mean(open_page: Open, folder: Path) -> None:
    page = open_page(write_maps([replace(full_map(), sizes="A larger mark has more seats.")], folder / "sizes.html"))
    expect(page.locator("#legend-box")).to_contain_text("Each mark is a record and each line a tie between two.")
    expect(page.locator("#sizes")).to_have_text(
        "A larger mark has more seats. Records without a tie stand in a grid of their own."
    )
    expect(page.locator("#keys")).to_contain_text("arrow down and up choose a record")
