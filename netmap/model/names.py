"""Names as people type them: one key for looking them up, one slug for making an id."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def name_key(name: str) -> str:
    """Give the form in which two spellings of one name agree: case, spaces and curly quotes set aside.

    Example
        >>> name_key("  Women’s  AID ")
        "women's aid"
    """
    return " ".join(name.translate(_STRAIGHT).split()).casefold()


def slug(name: str) -> str:
    """Give a name as it may stand in an id.

    Example
        >>> slug("Women’s Aid (North)")
        'womens-aid-north'
    """
    return re.sub(r"[^\w]+", "-", name_key(name).replace("'", "")).strip("-")


def name_keys(names: pd.Series) -> pd.Series:
    """Apply `name_key` to a column, once to each different name; None stays None."""
    return _once(names, name_key)


def slugs(names: pd.Series) -> pd.Series:
    """Apply `slug` to a column, once to each different name; None stays None."""
    return _once(names, slug)


def _once(names: pd.Series, change: Callable[[str], str]) -> pd.Series:
    different = pd.Series(names.dropna().unique(), dtype=object)
    changed = dict(zip(different, different.map(change), strict=True))
    result = names.astype(object).map(changed)
    return result.where(result.notna(), None)
