"""Names as people type them: one key for looking them up, one slug for making an id."""

from __future__ import annotations

import re

import pandas as pd

from netmap.model.distinct import by_distinct

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_NO_WORD = re.compile(r"[^\w]+")


def name_key(name: str) -> str:
    """Give the form in which two spellings of one name agree: case, spaces and curly quotes set aside.

    Example
        >>> name_key("  Women’s  AID ")
        "women's aid"
    """
    return " ".join(name.translate(_STRAIGHT).split()).casefold()


def slug(name: str) -> str:
    """Give a name as it may stand in an id; a name of marks alone stands as it is.

    Example
        >>> slug("Women’s Aid (North)")
        'womens-aid-north'
        >>> slug("!!!")
        '!!!'
    """
    key = name_key(name)
    return _NO_WORD.sub("-", key.replace("'", "")).strip("-") or key


def name_keys(names: pd.Series) -> pd.Series:
    """Apply `name_key` to a column, once to each different name; None stays None."""
    return by_distinct(names, name_key)


def slugs(names: pd.Series) -> pd.Series:
    """Apply `slug` to a column, once to each different name; None stays None."""
    return by_distinct(names, slug)
