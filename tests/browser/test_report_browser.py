import dataclasses
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from netmap.reports.document import Document, Matrix
from netmap.reports.writing import write_reports
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import HOSTILE, hostile_document, sample_document

pytestmark = pytest.mark.browser

DOCUMENTS = {"sample": sample_document, "hostile": hostile_document, "figures": figures_document}
A4_LYING = round((297 - 15 - 15) / 25.4 * 96)  # between the margins, in CSS pixels
A4_UPRIGHT = round((210 - 15 - 15) / 25.4 * 96)

# Contrast by the WCAG formula, of every element that holds text, against the first opaque ground under it.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const opaque = colour => parts(colour).length === 3 || parts(colour)[3] === 1;
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (opaque(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    });
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    where = shutil.which("chromium")
    assert where, "Chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Visit:
    """One page opened from a file, with whatever it said or asked for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page, self.path = page, path
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(path.as_uri())

    def width(self) -> int:
        return self.page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture
def visit(chromium, tmp_path):
    pages = []

    def open_report(document: Document, width: int = 1280) -> Visit:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        return Visit(page, write_reports(document, [tmp_path / "report.html"])[0])

    yield open_report
    for page in pages:
        page.close()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_opens_from_a_file_in_silence_and_asks_for_nothing_else(visit, name):
    seen = visit(DOCUMENTS[name]())
    assert seen.said == []
    assert seen.asked == [seen.path.as_uri()]
    assert seen.page.evaluate("getComputedStyle(document.body).maxWidth") == "1088px"


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_page_never_scrolls_sideways_but_tables_may(visit, name, width):
    seen = visit(DOCUMENTS[name](), width)
    assert seen.width() == width
    if name == "sample" and width == 320:
        inner, outer = seen.page.evaluate(
            "(e => [e.scrollWidth, e.clientWidth])(document.querySelector('[role=region]'))"
        )
        assert inner > outer


def test_matrix_is_scrolled_by_keyboard_with_its_row_heads_in_sight(visit):
    page = visit(sample_document(), 320).page
    page.get_by_role("region").first.focus()
    page.evaluate("() => { window.ended = new Promise(d => document.activeElement.addEventListener('scrollend', d)); }")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("() => window.ended.then(() => document.activeElement.scrollLeft)") > 10
    head = page.locator(".matrix tbody th").first.bounding_box()
    assert head is not None
    assert 0 <= head["x"] <= 20


def test_first_tab_stop_skips_to_the_report(visit):
    page = visit(sample_document()).page
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert link.evaluate("e => e === document.activeElement")
    assert link.evaluate("e => e.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    expect(page.locator("#Main")).to_be_focused()


def test_text_is_large_and_dark_enough(visit):
    page = visit(sample_document()).page
    ratios = page.evaluate(CONTRAST)
    assert len(ratios) > 200
    assert min(ratios) >= 4.5
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "16px"


def test_shapes_of_the_matrix_stay_apart_without_colour(visit):
    page = visit(sample_document()).page
    forms = page.evaluate(
        """() => [...document.querySelectorAll('.key .sign')].map(e => {
            const s = getComputedStyle(e);
            const fill = s.backgroundImage.split('(')[0] + (s.backgroundColor === s.borderTopColor ? 'full' : '');
            return [s.borderRadius, s.borderTopStyle, s.height, fill].join(' ');
        })"""
    )
    assert len(forms) == len(set(forms)) == 5


def test_hostile_text_is_shown_and_not_obeyed(visit):
    page = visit(hostile_document()).page
    shown = page.locator("main h2").all_inner_texts()
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in HOSTILE]
    assert page.locator("script, img, svg").count() == 0
    assert page.locator("main h2").first.is_visible()


@pytest.mark.parametrize("times", [1, 3])
def test_matrix_on_paper_is_not_cut_off(visit, times):
    page = visit(_wider(sample_document(), times), A4_LYING).page
    page.emulate_media(media="print")
    assert page.locator(".matrix").evaluate("e => e.scrollWidth") <= A4_LYING


def _wider(document: Document, times: int) -> Document:
    def repeat(block):
        if not isinstance(block, Matrix):
            return block
        rows = tuple(dataclasses.replace(row, cells=row.cells * times) for row in block.rows)
        return dataclasses.replace(block, columns=block.columns * times, rows=rows)

    return dataclasses.replace(document, blocks=tuple(map(repeat, document.blocks)))


def test_prints_on_a4_with_heads_repeated(visit):
    page = visit(sample_document()).page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('h2')).breakAfter") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", pdf)) == {(b"594", b"841"), (b"841", b"594")}


def test_pictures_keep_within_the_page_and_unfold_their_data_on_paper(visit):
    page = visit(figures_document(), 390).page
    drawings = page.locator(".drawing svg")
    assert drawings.count() == 2
    assert all(box["width"] <= 390 - 32 for box in (each.bounding_box() for each in drawings.all()))
    table = page.locator("details table").first
    assert not table.is_visible()
    page.get_by_text("The data of figure 1").first.click()
    assert table.is_visible()
    second = page.locator("details").nth(1)
    page.emulate_media(media="print")
    assert second.evaluate("e => getComputedStyle(e, '::details-content').contentVisibility") == "visible"
    assert not second.locator("summary").is_visible()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_on_paper_is_wider_than_its_sheet(visit, name):
    """A browser shrinks all that it prints where one table is too wide."""
    for width, lying in ((A4_UPRIGHT, False), (A4_LYING, True)):
        page = visit(DOCUMENTS[name](), width).page
        page.emulate_media(media="print")
        wide = page.evaluate(
            "lying => [...document.querySelectorAll('table')].filter(e => !!e.closest('.wide') === lying)"
            ".map(e => e.scrollWidth)",
            lying,
        )
        assert max(wide, default=0) <= width
