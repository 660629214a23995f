"""The whole report: its blocks in order, under what it is called and the day and place it speaks of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netmap.errors import RenderError
from netmap.model.words import INTERNAL, PROFILE_WORDS
from netmap.reports.document.findings import Finding
from netmap.reports.document.marks import SHORTHAND
from netmap.reports.document.matrices import Matrix
from netmap.reports.document.pictures import Picture
from netmap.reports.document.refusing import refuse_blank
from netmap.reports.document.tables import Table
from netmap.reports.document.texts import Bullets, Definitions, Heading, Notice, Paragraph, Steps

if TYPE_CHECKING:
    from netmap.reports.appendix import Appendix

_HIGHEST_LEVEL, _LOWEST_LEVEL = 2, 4

Block = Heading | Paragraph | Bullets | Steps | Notice | Definitions | Table | Matrix | Finding | Picture


@dataclass(frozen=True)
class Document:
    """A whole report: what it is called, the day and the place it speaks of, its blocks in order.

    Parameters
        as_of: the day that the records are read at.
        scope: what is covered and what is not. source: where the records came from.
        notes: lines for the foot of the report.
        profile: for whom it is: internal, partners or public.
        appendix: what it was made with, which the report as JSON carries; None where that is not given away.
    Raises
        RenderError: no title, a heading that skips a level, or an anchor given twice.
    """

    title: str
    subtitle: str
    as_of: datetime.date
    scope: str
    source: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    profile: str = INTERNAL
    appendix: Appendix | None = None

    def __post_init__(self) -> None:
        refuse_blank("report", title=self.title)
        _check_headings([block for block in self.blocks if isinstance(block, Heading)])

    def front(self) -> tuple[tuple[str, str], ...]:
        """Give the lines under the title as (label, text)."""
        as_of = f"{self.as_of.day} {self.as_of:%B %Y}"
        lines = (
            ("As at", as_of),
            ("Covers", self.scope),
            ("Source", self.source),
            ("Made for", PROFILE_WORDS[self.profile]),
        )
        return tuple((label, text) for label, text in lines if text)

    def marks(self) -> tuple[tuple[str, str], ...]:
        """Give the marks that stand in cells of this report, each with what it stands for."""
        used = {letter for table in _tables(self.blocks) for row in table.rows for cell in row for letter in cell.mark}
        return tuple((f"[{letter}]", meaning) for letter, meaning in SHORTHAND.items() if letter in used)


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield block.table


def _check_headings(headings: list[Heading]) -> None:
    above = _HIGHEST_LEVEL - 1
    seen: set[str] = set()
    for heading in headings:
        if not _HIGHEST_LEVEL <= heading.level <= min(above + 1, _LOWEST_LEVEL):
            raise RenderError(
                f"The heading '{heading.text}' has level {heading.level} below one of level {above}.",
                f"Headings have levels {_HIGHEST_LEVEL} to {_LOWEST_LEVEL} and go down one level at a time.",
            )
        if heading.anchor in seen:
            raise RenderError(f"Two headings have the anchor '{heading.anchor}'.", "Change one of them.")
        above, seen = heading.level, seen | ({heading.anchor} - {""})
