"""A report as one HTML file: no script, no request, readable on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import groupby
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
from netmap.reports.renderers.papers import lying_places
from netmap.reports.renderers.walking import Place, places, walk
from netmap.reports.renderers.widths import columns_of, longest_word, wants_lying

_MACROS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Steps: "steps",
    Notice: "notice",
    Definitions: "definitions",
    Finding: "finding",
}
_PICTURE = "picture"
_LISTED_LEVELS = (2, 3)
_UPRIGHT, _LYING = 112, 166  # letters of 8.5 pt between the margins of A4
_AROUND_CELL, _AROUND_SHAPE, _SHORT_TEXT = 2, 4, 12
_PACKAGE = "netmap.reports.renderers"


def render_html(document: Document) -> str:
    """Write a report as one HTML page that needs nothing beside it.

    Returns
        A page without script. Its policy allows the one style sheet in it, by hash, and nothing else.
    """
    templates = templates_of(_PACKAGE)
    blocks: Any = templates.get_template("report_blocks.html").module
    handlers = {block: _handler(getattr(blocks, name)) for block, name in _MACROS.items()}
    handlers[Table] = lambda block, place: blocks.table(block, place, _is_broken(block), _kinds(block))
    handlers[Matrix] = lambda block, place: blocks.matrix(block, place, _is_broken(block))
    handlers[Picture] = _picture_handler(getattr(blocks, _PICTURE))
    style = _style()
    return templates.get_template("report.html").render(
        document=document,
        contents=_contents(document),
        body=_on_sheets(list(walk(document, handlers, "HTML")), lying_places(document.blocks, _is_wide)),
        style=style,
        style_hash=policy_hash(style),
    )


@cache
def _style() -> Markup:
    """Read our own style sheet, the only text that goes into a page unescaped."""
    return Markup(resources.files(_PACKAGE).joinpath("templates", "report.css").read_text("utf-8"))


def _handler(macro: Callable[..., Markup]) -> Callable[[Any, Place], Markup]:
    return lambda block, place: macro(block, place)


def _on_sheets(written: list[Markup], lying: frozenset[int]) -> Iterator[tuple[bool, list[Markup]]]:
    """Give the blocks in runs that stand on sheets of one kind when printed, and whether these lie."""
    for is_lying, run in groupby(enumerate(written), lambda entry: entry[0] in lying):
        yield is_lying, [text for _, text in run]


def _rooms(block: Table | Matrix) -> tuple[tuple[tuple[str, ...], ...], int, int]:
    """Give the texts of a grid column by column, and the letters that an upright and a lying sheet take."""
    columns = columns_of(block)
    around = (_AROUND_CELL if isinstance(block, Table) else _AROUND_SHAPE) * len(columns)
    return columns, _UPRIGHT - around, _LYING - around


def _is_wide(block: Table | Matrix) -> bool:
    return wants_lying(*_rooms(block))


def _is_broken(block: Table | Matrix) -> bool:
    """Let words be broken on paper only where the sheet does not take the longest of them side by side."""
    columns, upright, lying = _rooms(block)
    return sum(map(longest_word, columns)) > (lying if wants_lying(columns, upright, lying) else upright)


def _kinds(table: Table) -> list[str]:
    """Give for each column whether it holds figures, or texts so short that they stay on one line."""
    return [
        "number" if column.numeric else "short" if max(map(len, texts), default=0) <= _SHORT_TEXT else ""
        for column, (_, *texts) in zip(table.columns, columns_of(table), strict=True)
    ]


def _picture_handler(macro: Callable[..., Markup]) -> Callable[[Picture, Place], Markup]:
    """Let a picture's lines in as they are: they are drawn here, and hold no style, script or address."""

    def drawn(block: Picture, place: Place) -> Markup:
        return macro(block, place, Markup(block.svg), block.link.address if block.link else "", _kinds(block.table))

    return drawn


def _contents(document: Document) -> list[tuple[Heading, Place, list[tuple[Heading, Place]]]]:
    """Give the headings of the first two levels, each lower one under the one above it."""
    contents: list[tuple[Heading, Place, list[tuple[Heading, Place]]]] = []
    for block, place in places(document):
        if isinstance(block, Heading) and block.level == _LISTED_LEVELS[0]:
            contents.append((block, place, []))
        elif isinstance(block, Heading) and block.level == _LISTED_LEVELS[1]:
            contents[-1][2].append((block, place))
    return contents
