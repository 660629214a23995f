"""Pictures of a report: as lines for a page, as dots for a document that asks for them, with their data as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from netmap.errors import RenderError
from netmap.reports.document.refusing import refuse_blank
from netmap.reports.document.tables import Table


@dataclass(frozen=True)
class Link:
    """A link to a file that lies beside the report: what it is called, its name, and the part of it to open at."""

    text: str
    target: str
    part: str = ""

    def __post_init__(self) -> None:
        refuse_blank("link", text=self.text, target=self.target)

    @property
    def address(self) -> str:
        """Give the link as an address."""
        return quote(self.target) + (f"#{self.part}" if self.part else "")


class Dots:
    """A picture as a PNG file, drawn when a format first asks for it: most formats never do."""

    def __init__(self, draw: Callable[[], bytes]) -> None:
        self._draw = draw

    @cached_property
    def png(self) -> bytes:
        """Give the file."""
        return self._draw()


@dataclass(frozen=True)
class Picture:
    """A chart or a map that stands still, with what it shows in words and as a table.

    Parameters
        caption: what it shows, of whom, and when, in one line.
        alt: what a reader who cannot see it needs: at most a few sentences.
        svg: one <svg> element for a page, without script, style sheet or anything fetched.
        dots: the same as dots, for formats that take no lines.
        width, height: its size in CSS pixels.
        table: the figures behind it.
        link: where a reader may look further.
    Raises
        RenderError: it lacks its words or its lines.
    """

    caption: str
    alt: str
    svg: str
    dots: Dots = field(repr=False, compare=False)
    width: int
    height: int
    table: Table
    name: str = ""
    link: Link | None = None

    def __post_init__(self) -> None:
        refuse_blank("picture", caption=self.caption, alt=self.alt)
        if not self.svg.startswith("<svg"):
            raise RenderError(f"The picture '{self.caption}' is not drawn in lines.", "Give it one <svg> element.")
