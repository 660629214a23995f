"""What no block may be: without its text, or with rows of another length than its headings."""

from __future__ import annotations

from netmap.errors import RenderError


def refuse_blank(what: str, **texts: str) -> None:
    """Refuse a text that says nothing."""
    for name, text in texts.items():
        if not text.strip():
            raise RenderError(f"A {what} has no text for '{name}'.", "Give it one.")


def refuse_other_length(caption: str, row: int, found: int, wanted: int) -> None:
    """Refuse a row that has more or fewer cells than there are headings."""
    if found != wanted:
        raise RenderError(
            f"Row {row} of '{caption}' has {found} cells under {wanted} headings.", "Give one cell for each heading."
        )
