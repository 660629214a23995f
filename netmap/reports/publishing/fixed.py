"""Texts that say the same in every report: whatever figures they have are no counts of anybody."""

from __future__ import annotations

from functools import cache

from netmap.words import every_text


@cache
def fixed_texts() -> frozenset[str]:
    """Which texts of reports have no place for a value?

    Returns
        Every such text of every section, terms of the glossary with them.
    Example
        >>> "Who speaks for whom" in fixed_texts()
        True
    """
    return frozenset(text for text in every_text("reports") if "{" not in text)
