"""Columns whose cells repeat: each different text is read once, however many cells hold it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd


def by_distinct(cells: pd.Series, read: Callable[[str], object]) -> pd.Series:
    """Apply a function of one text to a column, once to each different text; blank cells give None.

    Cost
        One step for each cell, and one call for each different text.
    Example
        >>> by_distinct(pd.Series(["a", None, "a"]), str.upper).tolist()
        ['A', None, 'A']
    """
    codes, different = pd.factorize(cells.to_numpy(dtype=object))
    made = np.empty(len(different) + 1, dtype=object)
    for place, text in enumerate(different):
        made[place] = read(str(text))
    return pd.Series(made[codes], index=cells.index, dtype=object)
