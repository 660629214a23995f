import re

import pytest
from markdown_it import MarkdownIt

from netmap.reports.document import Finding
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import escaped, render_markdown
from tests.reports.pages import Element, read_page, table_rows, walk
from tests.reports.sample_report import HOSTILE, hostile_document, sample_document

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
SYMBOLS = "●◐○?–"


def read_markdown(text: str) -> Element:
    """Read Markdown with a parser that netmap did not write."""
    return read_page(READER.render(text))


def spaced(text: str) -> str:
    return " ".join(text.split())


def without_symbol(text: str) -> str:
    return text[2:] if text[:1] in SYMBOLS and text[1:2] == " " else text


def statements(page: Element) -> list[str]:
    found = (re.fullmatch(r"Finding \d+ \([a-z ]+\)\. (.*)", line.text()) for line in page.all("p"))
    return [match.group(1) for match in found if match]


@pytest.mark.parametrize("make", [sample_document, hostile_document])
def test_markdown_and_html_show_the_same_tables_and_findings(make):
    html, markdown = read_page(render_html(make())), read_markdown(render_markdown(make()))
    shown = [[[without_symbol(cell) for cell in row] for row in table] for table in table_rows(markdown)]
    assert shown == table_rows(html)
    assert statements(markdown) == [line.text() for line in html.classed("statement")]
    assert [h.text() for h in markdown.all("h1", "h2", "h3")] == [
        h.text() for h in html.all("h1", "h2", "h3") if h.attributes.get("id") != "Contents"
    ]


def test_every_row_of_a_table_has_a_cell_for_each_heading():
    for text in (render_markdown(sample_document()), render_markdown(hostile_document())):
        tables = re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE)
        assert tables
        for table in tables:
            bars = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table.splitlines()]
            assert len(set(bars)) == 1


def test_parts_of_a_finding_stand_under_it_as_on_the_page():
    html = read_page(render_html(sample_document()))
    markdown = spaced(read_markdown(render_markdown(sample_document())).text())
    findings = [block for block in sample_document().blocks if isinstance(block, Finding)]
    assert len(html.classed("finding")) == len(findings) == 8
    for article in html.classed("finding"):
        for part in article.all("dl")[0].all("div"):
            label, lines = part.all("dt")[0].text(), [item.text() for item in part.all("li")]
            for line in lines or [part.all("dd")[0].text()]:
                assert line in markdown
            assert f"{label}: {part.all('dd')[0].text()}" in markdown or lines


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_a_line_can_begin(text):
    for form in ("{}", "- {}", "> {}", "# {}"):
        page = read_page(READER.render(form.format(escaped(text))))
        assert {element.tag for element in walk(page)} <= {"page", "p", "ul", "li", "blockquote", "h1"}
        assert page.text() == spaced(text)


def test_hostile_document_makes_no_tag_of_its_own():
    page = read_markdown(render_markdown(hostile_document()))
    made = {element.tag for element in walk(page)}
    assert made <= {"page", "h1", "h2", "p", "strong", "ul", "li", "blockquote", "hr", *TABLE}


def test_plain_words_are_left_alone():
    assert escaped("B & Q, no. 7 (2026) - £5 #1 at 50%") == "B & Q, no. 7 (2026) - £5 #1 at 50%"
