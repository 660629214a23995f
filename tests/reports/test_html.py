import base64
import hashlib
import re
from itertools import pairwise

import pytest

from netmap.reports.document import Heading, Paragraph
from netmap.reports.renderers.html import render_html
from tests.reports.pages import Element, read_page, table_rows, walk
from tests.reports.sample_report import BOARDS, GROUPS, HOSTILE, hostile_document, sample_document

ALLOWED = {
    *("page", "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "article"),
    *("h1", "h2", "h3", "p", "a", "strong", "span", "div", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
DOCUMENTS = {"sample": sample_document, "hostile": hostile_document}


@pytest.fixture(params=DOCUMENTS)
def html(request) -> str:
    return render_html(DOCUMENTS[request.param]())


@pytest.fixture
def page(html) -> Element:
    return read_page(html)


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_one_title_and_no_level_skipped(page):
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert page.all("html")[0].attributes["lang"] == "en-GB"


def test_every_table_has_a_caption_scoped_heads_and_no_empty_cell(page):
    tables = page.all("table")
    assert tables
    for table in tables:
        assert len(table.all("caption")) == 1
        assert table.all("caption")[0].text().startswith("Table ")
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))
        assert all(cell.text() for cell in table.all("th", "td"))
        widths = {len(row.all("th", "td")) for row in table.all("tr")}
        assert len(widths) == 1


def test_wide_tables_scroll_in_a_region_of_their_own_name(page):
    regions = page.classed("scroll")
    names = [region.attributes["aria-label"] for region in regions]
    assert len(regions) == len(page.all("table")) == len(set(names))
    assert all(region.attributes["role"] == "region" and region.attributes["tabindex"] == "0" for region in regions)


def test_addresses_are_unique_and_every_link_arrives(page):
    ids = [element.attributes["id"] for element in walk(page) if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert all(link.attributes["href"][1:] in ids for link in page.all("a"))
    assert page.all("a")[0].attributes["class"] == "skip"


def test_policy_allows_the_one_style_sheet_by_its_hash_and_nothing_else(html, page):
    policy = next(meta.attributes["content"] for meta in page.all("meta") if "http-equiv" in meta.attributes)
    inside = html.split("<style>")[1].split("</style>")[0]
    recomputed = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{recomputed}'; base-uri 'none'; form-action 'none'"
    assert len(page.all("style")) == 1


def test_page_holds_nothing_that_runs_or_fetches(page):
    assert {element.tag for element in walk(page)} <= ALLOWED
    names = {name for element in walk(page) for name in element.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src")}
    assert not re.search(r"url\(|@import|https?:", page.all("style")[0].text())


def test_contents_list_the_sections_and_what_is_below_them():
    nav = read_page(render_html(sample_document())).all("nav")[0]
    headings = [block for block in sample_document().blocks if isinstance(block, Heading)]
    assert [link.text() for link in nav.all("a")] == [heading.text for heading in headings]
    below = [link.text() for inner in nav.all("ol")[1:] for link in inner.all("a")]
    assert below == [heading.text for heading in headings if heading.level == 3]


def test_matrix_says_each_status_in_a_word_and_a_shape():
    table = read_page(render_html(sample_document())).classed("matrix")[0]
    rows = [[cell.text() for cell in row.all("th", "td")] for row in table.all("tr")]
    assert rows[0] == ["Equality group", *BOARDS, "Boards with a voice"]
    assert rows[3] == [
        "Disabled people", "led by", "expert only", "gap", "gap", "not known", "gap", "gap", "expert only",
        "1 to 2 of 8",
    ]  # fmt: skip
    assert len(rows) == 1 + len(GROUPS)
    shapes = {(cell.all("span")[0].attributes["class"], cell.text()) for cell in table.all("td") if cell.all("span")}
    assert len({shape for shape, _ in shapes}) == 5
    assert ("sign unmet", "gap") in shapes
    assert ("sign unknown", "not known") in shapes


def test_hostile_text_reads_as_it_was_written():
    page = read_page(render_html(hostile_document()))
    wanted = [spaced(text) for text in HOSTILE]
    assert [heading.text() for heading in page.all("main")[0].all("h2")] == wanted
    assert [statement.text() for statement in page.classed("statement")] == wanted
    assert [note.text() for note in page.all("footer")[0].all("p")] == wanted
    tables = table_rows(page)[::2]
    assert tables == [[[text, text], [text, f"{text} [u]"]] for text in wanted]


def test_what_no_page_can_show_becomes_a_visible_sign():
    sample = sample_document()
    changed = type(sample)("Nul\x00", "", sample.as_of, "", "", (Paragraph("half\ud83d"),))
    html = render_html(changed)
    assert "<h1>Nul\ufffd</h1>" in html
    assert "<p>half\ufffd</p>" in html


def test_same_document_same_bytes(html):
    assert html in {render_html(make()) for make in DOCUMENTS.values()}
