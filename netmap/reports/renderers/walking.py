"""The order of a report: the number and address of every block, and the one walk that renderers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, TypeVar

from netmap.errors import RenderError
from netmap.reports.document import Block, Document, Finding, Heading, Matrix, Picture, Table

Written = TypeVar("Written")


@dataclass(frozen=True)
class Place:
    """Where a block stands: its own address, and its number among findings, tables or pictures (0: none)."""

    anchor: str = ""
    number: int = 0
    word: str = ""

    def caption(self, text: str) -> str:
        """Give the caption of a table or a picture with its number."""
        return f"{self.word} {self.number}: {text}"

    def data_caption(self, text: str) -> str:
        """Give the caption of the table behind a picture."""
        return f"The data of {self.word.lower()} {self.number}: {text}"


def places(document: Document) -> Iterator[tuple[Block, Place]]:
    """Give every block with its number and its address, in order.

    Returns
        Findings are F1, F2 …, tables and matrices together T1, T2 …, pictures P1, P2 …; headings have
        lower-case addresses, so that none of them can be the same.
    """
    taken = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    findings, tables, pictures = count(1), count(1), count(1)
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block, Place(block.anchor or _free_anchor(block.text, taken))
        elif isinstance(block, Finding):
            number = next(findings)
            yield block, Place(f"F{number}", number, "Finding")
        elif isinstance(block, Table | Matrix):
            number = next(tables)
            yield block, Place(f"T{number}", number, "Table")
        elif isinstance(block, Picture):
            number = next(pictures)
            yield block, Place(f"P{number}", number, "Figure")
        else:
            yield block, Place()


def walk(
    document: Document, handlers: Mapping[type, Callable[[Any, Place], Written]], renderer: str
) -> Iterator[Written]:
    """Write every block in order with the handler for its type.

    Parameters
        handlers: block type -> function of the block and its place.
        renderer: the name of the format, for the error.
    Raises
        RenderError: the format has no handler for a block; nothing is left out of a report in silence.
    """
    for block, place in places(document):
        handler = handlers.get(type(block))
        if handler is None:
            raise RenderError(
                f"A report in {renderer} cannot show a {type(block).__name__}.",
                "Write the report in another format.",
                renderer=renderer,
                block=type(block).__name__,
            )
        yield handler(block, place)


def _free_anchor(text: str, taken: set[str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    stem = words if words[:1].isalpha() else f"section-{words}".strip("-")
    tries = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    anchor = next(anchor for anchor in tries if anchor not in taken)
    taken.add(anchor)
    return anchor
