"""Did it happen between the two days, or is only the record another?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.model.words import CHANGE_NOT_KNOWN, REAL_CHANGE, RECORD_CHANGE

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Times:
    """What one side records of when something held: rows with key columns, `start_day` and `end_day`, and its day."""

    rows: pd.DataFrame
    day: str

    def on(self, day: str) -> pd.DataFrame:
        """Give the rows that hold on a day; a missing start counts as started, a missing end as not ended."""
        rows = self.rows
        return rows[(rows["start_day"].fillna("") <= day) & (rows["end_day"].fillna("9999") > day)]


def differences(before: Times, after: Times, keys: Sequence[str]) -> pd.DataFrame:
    """What held on one side only, and did that happen in between or is it only recorded so?

    Definition: of what holds on its side's day there and not here, the nature is *real* where its own dates say
    that it did not hold on the other day; *record* where they say that it did, so that the other side lacks
    it, or where the other side has it with dates that leave out both days; *not known* where no date tells.
    On one and the same day nothing can have happened in between: a difference without dates is of the record.

    Parameters
        before, after: what both sides record.
        keys: the columns that say what is the same thing.
    Returns
        One row for each difference, with `change` (added or removed) and `nature`; swapping the sides swaps added
        and removed and nothing else.
    Source
        METHODS 7.6 and 2 (valid time and record time).
    """
    parts = [
        _only(after, before, keys).assign(change=ADDED),
        _only(before, after, keys).assign(change=REMOVED),
    ]
    return pd.concat(parts, ignore_index=True).sort_values([*keys, "change"], ignore_index=True)


def _only(here: Times, there: Times, keys: Sequence[str]) -> pd.DataFrame:
    """Give what holds on this side's day and not on the other side's, with its nature."""
    held = here.on(here.day)[list(keys)].dropna().drop_duplicates()
    held = held[~_among(held, there.on(there.day), keys)]
    both = here.on(there.day)
    bound = "start_day" if there.day < here.day else "end_day"
    same_day = here.day == there.day
    natures = np.select(
        [
            ~_among(held, both, keys),
            _among(held, both[both[bound].notna()], keys) | same_day,
            _among(held, there.on(here.day), keys),
            _among(held, there.rows, keys),
        ],
        [REAL_CHANGE, RECORD_CHANGE, REAL_CHANGE, RECORD_CHANGE],
        CHANGE_NOT_KNOWN,
    )
    return held.assign(nature=natures)


def _among(rows: pd.DataFrame, others: pd.DataFrame, keys: Sequence[str]) -> np.ndarray:
    """Say which rows have their key among those of other rows."""
    return np.asarray(_joined(rows, keys).isin(_joined(others, keys)))


def _joined(rows: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """Give the key of each row as one text; what lacks a part has none that another row could share."""
    first, *further = keys
    joined = rows[first].astype(object)
    for key in further:
        joined = joined + "\x1f" + rows[key].astype(object)
    return joined.where(joined.notna(), None)


def undated(before_day: str, after_day: str) -> str:
    """Give the nature of a difference between two sources in something that has no dates."""
    return RECORD_CHANGE if before_day == after_day else CHANGE_NOT_KNOWN
