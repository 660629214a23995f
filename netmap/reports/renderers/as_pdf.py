"""A report as PDF: its page, printed by the Chromium or Chrome of this machine."""

from __future__ import annotations

import datetime
import re

from netmap.reports.document import Document
from netmap.reports.renderers.browser import Browser
from netmap.reports.renderers.html import render_html

_PARTS = re.compile(rb"\(node(\d{8})\)")
_DATES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)(\d{14})")


def render_pdf(document: Document) -> bytes:
    """Print a report: A4, with tags for readers who listen and an outline of its headings.

    Returns
        What the browser prints, dated by the day that the report speaks of: the same bytes for the same report, as
        long as the same browser prints it.
    Raises
        RenderError: there is no browser, it fails, or it is not done within a minute.
    Cost
        One to three seconds, half a second of it the browser's start.
    """
    with Browser() as browser:
        return print_page(render_html(document), document.as_of, browser)


def print_page(page: str, as_of: datetime.date, browser: Browser) -> bytes:
    """Print the page of a report by a browser that has been started (`render_pdf`)."""
    stamp = f"{as_of:%Y%m%d}000000".encode()
    return _DATES.sub(rb"\g<1>" + stamp, _numbered(browser.print(page)))


def _numbered(printed: bytes) -> bytes:
    """Number the parts of a page from one, in their order: a browser goes on from what it has made before."""
    numbers = {number: b"(node%08d)" % place for place, number in enumerate(sorted(set(_PARTS.findall(printed))), 1)}
    return _PARTS.sub(lambda part: numbers[part[1]], printed)
