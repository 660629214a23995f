"""Blocks of running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netmap.errors import RenderError
from netmap.reports.document.marks import NoticeKind
from netmap.reports.document.refusing import refuse_blank

_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Heading:
    """The head of a section: level 2 to 4 (the title is level 1); `anchor` is made from the text if blank.

    `on_new_page`: on paper the section begins a page.
    """

    level: int
    text: str
    anchor: str = ""
    on_new_page: bool = False

    def __post_init__(self) -> None:
        refuse_blank("heading", text=self.text)
        if self.anchor and not _ANCHOR.fullmatch(self.anchor):
            raise RenderError(
                f"The heading '{self.text}' has the anchor '{self.anchor}'.",
                "Use lower-case letters, digits and hyphens, a letter first.",
            )


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list whose order carries no meaning."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Steps:
    """A numbered list: its items are in order, or are referred to by their number."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A remark that the reader must not miss: what a figure leaves out, what is not known."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True)
class Definitions:
    """Terms and what each means here, as (term, text)."""

    items: tuple[tuple[str, str], ...]
