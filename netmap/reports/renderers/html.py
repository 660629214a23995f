"""A report as one HTML file: no script, no request, readable on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup

from netmap.pages import policy_hash, templates_of
from netmap.reports.document import (
    Bullets,
    Definitions,
    Document,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
)
from netmap.reports.renderers.walking import Place, places, walk
from netmap.reports.renderers.widths import columns_of, longest_word, wants_lying

_MACROS: dict[type, str] = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Steps: "steps",
    Notice: "notice",
    Definitions: "definitions",
    Finding: "finding",
}
_MACROS_ON_PAPER: dict[type, str] = {Heading: "heading", Table: "table", Matrix: "matrix"}
_PICTURE = "picture"
_LISTED_LEVELS = (2, 3)
WIDE, BROKEN = "wide", "broken"
_UPRIGHT, _LYING = 108, 160  # characters of 9 pt between the margins of A4
_PACKAGE = "netmap.reports.renderers"


def render_html(document: Document) -> str:
    """Write a report as one HTML page that needs nothing beside it.

    Returns
        A page without script. Its policy allows the one style sheet in it, by hash, and nothing else.
    """
    templates = templates_of(_PACKAGE)
    blocks = templates.get_template("report_blocks.html").module
    handlers = {block: _handler(getattr(blocks, name)) for block, name in _MACROS.items()}
    papers = _papers(document)
    handlers |= {block: _on_paper(getattr(blocks, name), papers) for block, name in _MACROS_ON_PAPER.items()}
    handlers[Picture] = _picture_handler(getattr(blocks, _PICTURE))
    style = _style()
    return templates.get_template("report.html").render(
        document=document,
        contents=_contents(document),
        body=list(walk(document, handlers, "HTML")),
        style=style,
        style_hash=policy_hash(style),
    )


@cache
def _style() -> Markup:
    """Read our own style sheet, the only text that goes into a page unescaped."""
    return Markup(resources.files(_PACKAGE).joinpath("templates", "report.css").read_text("utf-8"))


def _handler(macro: Callable[..., Markup]) -> Callable[[Any, Place], Markup]:
    return lambda block, place: macro(block, place)


def _on_paper(macro: Callable[..., Markup], papers: Mapping[str, str]) -> Callable[[Any, Place], Markup]:
    return lambda block, place: macro(block, place, papers.get(place.anchor, ""))


def _papers(document: Document) -> dict[str, str]:
    """Give the class of paper of what stands on a lying sheet when printed, and of the headings right above it."""
    papers: dict[str, str] = {}
    below = ""
    for block, place in reversed(list(places(document))):
        if isinstance(block, Table | Matrix):
            below = _paper(block)
            papers[place.anchor] = below
        elif isinstance(block, Heading) and WIDE in below:
            papers[place.anchor] = WIDE
        else:
            below = ""
    return papers


def _paper(block: Table | Matrix) -> str:
    """Words are broken only where the sheet does not take the longest of them side by side."""
    columns = columns_of(block)
    per_column = 4 if isinstance(block, Table) else 5
    upright, lying = (room - per_column * len(columns) for room in (_UPRIGHT, _LYING))
    is_lying = wants_lying(columns, upright, lying)
    is_broken = sum(map(longest_word, columns)) > (lying if is_lying else upright)
    return " ".join([WIDE] * is_lying + [BROKEN] * is_broken)


def _picture_handler(macro: Callable[..., Markup]) -> Callable[[Picture, Place], Markup]:
    """Let a picture's lines in as they are: they are drawn here, and hold no style, script or address."""
    return lambda block, place: macro(block, place, Markup(block.svg), block.link.address if block.link else "")


def _contents(document: Document) -> list[tuple[Heading, Place, list[tuple[Heading, Place]]]]:
    """Give the headings of the first two levels, each lower one under the one above it."""
    contents: list[tuple[Heading, Place, list[tuple[Heading, Place]]]] = []
    for block, place in places(document):
        if isinstance(block, Heading) and block.level == _LISTED_LEVELS[0]:
            contents.append((block, place, []))
        elif isinstance(block, Heading) and block.level == _LISTED_LEVELS[1]:
            contents[-1][2].append((block, place))
    return contents
