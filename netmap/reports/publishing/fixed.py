"""Texts that say the same in every report: whatever figures they have are no counts of anybody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

WORDS = "netmap.reports.words"


@cache
def fixed_texts() -> frozenset[str]:
    """Which texts of reports have no place for a value?

    Returns
        Every such text of every section, terms of the glossary with them.
    Example
        >>> "Who speaks for whom" in fixed_texts()
        True
    """
    files = sorted(resources.files(WORDS).iterdir(), key=lambda file: file.name)
    texts = (file.read_text("utf-8") for file in files if file.name.endswith(".toml"))
    return frozenset(text for each in texts for text in _strings(tomllib.loads(each)) if "{" not in text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (name, *_strings(inner))
