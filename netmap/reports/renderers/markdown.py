"""A report as Markdown with GitHub's tables, to paste into a board paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from netmap.pages import showable
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
from netmap.reports.renderers.walking import Place, walk

_LINE_BREAKS = re.compile(r"\s*[\r\n\u0085\u2028\u2029]\s*")
_CONTROL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+\s*$|\d+(?=[.)](?:\s|$)))")


def render_markdown(document: Document) -> str:
    """Write a report as GitHub-flavoured Markdown.

    Returns
        Text in which every word of the document reads as it is: signs that Markdown would act on are
        escaped, line breaks inside a text become spaces.
    """
    front = [f"**{label}:** {escaped(text)}" for label, text in document.front()]
    parts = [
        f"# {escaped(document.title)}",
        *([f"**{escaped(document.subtitle)}**"] if document.subtitle else []),
        _bulleted(front),
        *walk(document, _HANDLERS, "Markdown"),
        *(["---", *map(escaped, document.notes)] if document.notes else []),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    r"""Give text on one line that Markdown shows as it is.

    Example
        >>> escaped("2. <b>A|B*</b>")
        '2\\. \\<b\\>A\\|B\\*\\</b\\>'
    """
    line = _LINE_BREAKS.sub(" ", showable(text)).strip()
    return _OPENING.sub(_opened, _CONTROL.sub(r"\\\g<0>", line))


def _opened(found: re.Match[str]) -> str:
    sign = found.group()
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def _bulleted(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _heading(block: Heading, place: Place) -> str:
    return f"{'#' * block.level} {escaped(block.text)}"


def _paragraph(block: Paragraph, place: Place) -> str:
    return escaped(block.text)


def _bullets(block: Bullets, place: Place) -> str:
    return _bulleted(map(escaped, block.items))


def _steps(block: Steps, place: Place) -> str:
    return "\n".join(f"{number}. {escaped(item)}" for number, item in enumerate(block.items, start=1))


def _picture(block: Picture, place: Place) -> str:
    """Say what the picture shows and give its figures; Markdown carries no picture with it."""
    lines = [f"**{escaped(place.caption(block.caption))}**", escaped(block.alt)]
    if block.link:
        lines.append(f"[{escaped(block.link.text)}]({block.link.address})")
    table = block.table
    return "\n\n".join([*lines, _rows(table, place.data_caption(table.caption))])


def _notice(block: Notice, place: Place) -> str:
    return f"> **{block.kind.word}:** {escaped(block.text)}"


def _definitions(block: Definitions, place: Place) -> str:
    return _bulleted(
        f"**{escaped(term)}{'' if term.endswith('?') else ':'}** {escaped(text)}" for term, text in block.items
    )


def _table(block: Table, place: Place) -> str:
    return _rows(block, place.caption(block.caption))


def _rows(block: Table, caption: str) -> str:
    heads = [escaped(column.heading) for column in block.columns]
    rules = ["---:" if column.numeric else "---" for column in block.columns]
    rows = [[escaped(cell.shown) for cell in row] for row in block.rows]
    return _captioned(caption, [heads, rules, *rows], map(escaped, block.footnotes()))


def _matrix(block: Matrix, place: Place) -> str:
    heads = [escaped(head) for head in (block.corner, *block.columns, *([block.summary] if block.summary else []))]
    rows = [
        [
            escaped(row.heading),
            *(f"{cell.status.symbol} {escaped(cell.word)}" for cell in row.cells),
            *([escaped(row.summary)] if row.summary else []),
        ]
        for row in block.rows
    ]
    key = "; ".join(f"{status.symbol} {escaped(meaning)}" for status, meaning in block.legend())
    feet = [f"Key: {key}.", *([escaped(block.note)] if block.note else [])]
    return _captioned(place.caption(block.caption), [heads, ["---"] * len(heads), *rows], feet)


def _captioned(caption: str, grid: list[list[str]], feet: Iterable[str]) -> str:
    lines = "\n".join(f"| {' | '.join(row)} |" for row in grid)
    return "\n\n".join([f"**{escaped(caption)}**", lines, *feet])


def _finding(block: Finding, place: Place) -> str:
    lead = f"**Finding {place.number} ({block.severity.word.lower()}).** {escaped(block.statement)}"
    return "\n\n".join([lead, *(_part(label, lines) for label, lines in block.parts())])


def _part(label: str, lines: tuple[str, ...]) -> str:
    if len(lines) == 1:
        return f"{label}: {escaped(lines[0])}"
    return f"{label}:\n\n{_bulleted(map(escaped, lines))}"


_HANDLERS: Mapping[type, Callable[[Any, Place], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Steps: _steps,
    Notice: _notice,
    Definitions: _definitions,
    Table: _table,
    Matrix: _matrix,
    Finding: _finding,
    Picture: _picture,
}
