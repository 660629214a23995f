"""Prints the summary of a report, and gives the pages that it takes."""

import io
from dataclasses import replace

import pypdf

from netmap.reports.document import Document, Heading
from netmap.reports.renderers.as_pdf import render_pdf


def pages_of_summary(document: Document) -> list[str]:
    """The text of each page from the summary's heading on, of a report that ends with its summary."""
    starts = [place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 2]
    (summary,) = [place for place in starts if document.blocks[place].anchor == "summary"]
    after = starts[starts.index(summary) + 1]
    data = render_pdf(replace(document, blocks=document.blocks[:after], notes=(), appendix=None))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    (first,) = [number for number, text in enumerate(pages) if "Summary" in text.splitlines()]
    return pages[first:]
