"""The report as PDF, printed by a real browser, and what is said where none can."""

import io
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from netmap.errors import RenderError
from netmap.reports.document import Document, Heading, Paragraph, Picture
from netmap.reports.renderers import browser
from netmap.reports.renderers.as_pdf import render_pdf
from netmap.reports.renderers.browser import BROWSER_SETTING, Browser
from netmap.reports.writing import waiting_browser, write_reports
from tests.reports.facts import facts_of
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import HOSTILE, hostile_document, sample_document

MAKERS = {"sample": sample_document, "figures": figures_document}
A4 = {(595, 842), (842, 595)}


@pytest.fixture(scope="module", params=MAKERS)
def printed(request) -> tuple[Document, bytes]:
    document = MAKERS[request.param]()
    return document, render_pdf(document)


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All that is printed, page after page, without its blanks and the count of pages."""
    pages = [re.sub(r"Page \d+ of \d+", "", page.extract_text()) for page in reader(data).pages]
    return "".join("".join(pages).split())


def said(fact: tuple) -> list[str]:
    """What of a fact is printed without a break; shapes are drawn, and have no letter."""
    kind, *parts = fact
    if kind in ("heading", "step"):
        return [parts[1]]
    if kind == "finding":
        number, _, statement, lines = parts
        return [f"Finding {number}", statement, *(text for label, items in lines for text in (label, *items))]
    if kind == "table":
        return [parts[0], *(text for row in parts[1] for text in _row(row))]
    if kind == "text" and "Key: " in parts[0]:
        return []
    if kind in ("front", "defined"):
        return [parts[0].split(": ", 1)[-1]]
    return [parts[0]] if kind != "text" else []


def _row(row: tuple[str, ...]) -> list[str]:
    """A row of a table is printed in one go, one of a matrix with its shapes apart from its two ends."""
    shapes = [cell[0] in "●◕◐◔○?–" and cell[1:2] == " " for cell in row]
    inside = "".join(cell[2:] for cell, shape in zip(row, shapes, strict=True) if shape)
    return [row[0], inside, row[-1]] if any(shapes) else ["".join(row)]


@pytest.mark.browser
def test_everything_that_the_document_says_is_printed(printed):
    document, data = printed
    text = text_of(data)
    wanted = [words for fact in facts_of(document) for words in said(fact)]
    wanted += [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert [words for words in wanted if "".join(words.split()) not in text] == []
    assert len(wanted) > 60


@pytest.mark.browser
def test_pages_are_a4_with_tags_outline_language_and_the_reports_day(printed):
    document, data = printed
    pdf = reader(data)
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} <= A4
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    titles = [entry.title for entry in flat(pdf.outline)]
    assert titles[0] == document.title
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert [title for title in titles if title in headings] == headings
    assert pdf.metadata.title == document.title
    assert {pdf.metadata.creation_date.date(), pdf.metadata.modification_date.date()} == {document.as_of}
    assert re.findall(r"Page (\d+) of", pdf.pages[-1].extract_text()) == [str(len(pdf.pages))]


def flat(outline: list) -> list:
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


@pytest.mark.browser
def test_the_same_browser_gives_the_same_bytes(printed):
    document, data = printed
    assert render_pdf(document) == data


@pytest.mark.browser
def test_the_data_of_a_picture_are_printed_though_the_page_folds_them_away():
    text = text_of(render_pdf(figures_document()))
    assert text.count("Thedataoffigure1:Shareoftheseatsofeachorganisation") == 1


@pytest.mark.browser
def test_a_link_leads_to_the_file_beside_the_report_and_tells_no_path_of_this_machine():
    document = figures_document()
    data = render_pdf(document)
    links = [
        each.get_object()["/A"]["/URI"]
        for page in reader(data).pages
        for each in page.get("/Annots", [])
        if "/URI" in each.get_object().get("/A", {})
    ]
    wanted = [each.link.address for each in document.blocks if isinstance(each, Picture) and each.link]
    assert links == wanted != []
    assert b"netmap-" not in data and b"file:" not in data


@pytest.mark.browser
def test_hostile_text_is_printed_and_does_nothing():
    data = render_pdf(hostile_document())
    text = text_of(data)
    assert all("".join(words.split()) in text for words in HOSTILE[:23])
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|EmbeddedFile)\b", data)


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def refused(tmp_path: Path) -> RenderError:
    """The error of a report as Markdown and PDF of which nothing was written."""
    with pytest.raises(RenderError) as refusal:
        write_reports(sample_document(), [tmp_path / "a.md", tmp_path / "a.pdf"])
    assert not list(tmp_path.glob("a.*"))
    assert BROWSER_SETTING in refusal.value.hint
    return refusal.value


def test_without_a_browser_it_is_said_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv(BROWSER_SETTING, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "none was found" in refused(tmp_path).message


def test_a_setting_that_names_no_program_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv(BROWSER_SETTING, str(tmp_path / "absent"))
    assert f"names '{tmp_path}/absent', which is no program" in refused(tmp_path).message


def test_on_windows_it_is_said_what_to_do(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(RenderError, match="on Windows") as refusal:
        browser.find_browser()
    assert refusal.value.hint == "Write .html and print it from a browser, or write .docx."


def test_a_browser_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setenv(BROWSER_SETTING, program(tmp_path / "browser", "echo one >&2; echo the last word >&2; exit 3"))
    assert refused(tmp_path).message.endswith("failed: the last word")


def test_of_a_browser_that_says_much_the_fatal_line_is_quoted(tmp_path, monkeypatch):
    said = "echo '[7:7:FATAL:file.cc:1] Socket path too long' >&2; echo more >&2; exit 3"
    monkeypatch.setenv(BROWSER_SETTING, program(tmp_path / "browser", said))
    assert refused(tmp_path).message.endswith("failed: [7:7:FATAL:file.cc:1] Socket path too long")


def test_a_browser_that_prints_nothing_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setenv(BROWSER_SETTING, program(tmp_path / "browser", "exit 0"))
    assert refused(tmp_path).message.endswith("printed nothing.")


def test_a_browser_that_refuses_is_quoted_and_stopped(tmp_path, monkeypatch):
    answer = """printf '{"id":1,"error":{"message":"No tabs here"}}\\0' >&4; exec sleep 20"""
    monkeypatch.setenv(BROWSER_SETTING, program(tmp_path / "browser", f"echo $$ > {tmp_path}/number; {answer}"))
    assert refused(tmp_path).message.endswith("failed: No tabs here")
    assert not is_running(int((tmp_path / "number").read_text()))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def own_temporary(monkeypatch) -> Iterator[Path]:
    """A folder for temporary files, of this process and of those that it starts; browsers need its name to be short."""
    with tempfile.TemporaryDirectory(prefix="n") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


@pytest.mark.browser
def test_printing_leaves_nothing_behind(own_temporary):
    render_pdf(sample_document())
    assert list(own_temporary.iterdir()) == []


@pytest.mark.browser
def test_a_browser_that_waits_is_stopped_when_there_is_no_page_for_it(own_temporary):
    with pytest.raises(ZeroDivisionError), waiting_browser([Path("a.html"), Path("a.PDF")]) as waiting:
        assert isinstance(waiting, Browser)
        process = waiting._process.pid
        assert is_running(process)
        raise ZeroDivisionError
    assert not is_running(process)
    assert list(own_temporary.iterdir()) == []


def test_no_browser_waits_where_nothing_is_printed(monkeypatch):
    monkeypatch.setenv(BROWSER_SETTING, "absent")
    with waiting_browser([Path("a.html"), Path("pdf")]) as waiting:
        assert waiting is None


def test_a_browser_that_hangs_is_stopped_with_all_that_it_started(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    pipe = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    hang = f"(sleep 20; echo still alive) > {tmp_path}/pipe & wait"
    monkeypatch.setenv(BROWSER_SETTING, program(tmp_path / "browser", hang))
    monkeypatch.setattr(browser, "PATIENCE", 1)
    assert "was not done after 1 seconds" in refused(tmp_path).message
    os.set_blocking(pipe, True)
    with os.fdopen(pipe, "rb") as said_after:
        assert said_after.read() == b""  # the end comes when nobody is left who could write
