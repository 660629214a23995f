"""How much of a year people spend in meetings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def load(
    people: Sequence[str],
    places: Sequence[str],
    meetings: Sequence[float | None],
    hours: Sequence[float | None],
    *,
    preparation: float = 1.5,
) -> pd.DataFrame:
    """How many seats does one diary hold, and how many hours of meetings a year?

    Definition: for each person the number of seats; meetings a year, and meetings times their length,
    summed over the partnerships sat on, each once however many seats the person has there; and these
    hours times `preparation`. Unit hours a year, range 0 upwards. A partnership of which either figure
    is missing adds nothing to the hours and one to `partnerships_without_hours`, so with any of those
    the hours are the least they can be.
    Isolated and vacant: a person without a seat is not in the table; a vacant seat has no person.

    Parameters
        people, places: the person and the partnership of each filled seat.
        meetings, hours: meetings a year and hours a meeting of that partnership; None where not recorded.
        preparation: hours in all for each hour in a meeting, 1 or more.
    Returns
        DataFrame: one row for each person, most seats first, then most hours, then by person; `meetings`
        and hours are missing where they are known of no partnership, never 0.
    Cost
        Linear in seats, and n log n in people.
    Source
        METHODS 7.2; checked against OVERLOAD.
    Example
        >>> load(["Ann", "Ann", "Bob"], ["P1", "P2", "P1"], [6, 10, 6], [3, None, 3])[
        ...     ["person", "seats", "meetings", "meeting_hours", "partnerships_without_hours"]
        ... ].values.tolist()
        [['Ann', 2, 16.0, 18.0, 1], ['Bob', 1, 6.0, 18.0, 0]]
    """
    who, names = pd.factorize(np.asarray(people, dtype=object), sort=True)
    where, places_met = pd.factorize(np.asarray(places, dtype=object))
    _, once = np.unique(who * max(len(places_met), 1) + where, return_index=True)
    yearly = np.asarray(meetings, dtype=float)[once]
    spent = yearly * np.asarray(hours, dtype=float)[once]
    boards = _sums(who[once], np.ones(len(once)), len(names)).astype(int)
    timed = _sums(who[once], ~np.isnan(spent), len(names)).astype(int)
    met = _sums(who[once], ~np.isnan(yearly), len(names))
    in_meetings = np.where(timed > 0, _sums(who[once], np.nan_to_num(spent), len(names)), np.nan)
    table = pd.DataFrame(
        {
            "person": names,
            "seats": np.bincount(who, minlength=len(names)),
            "partnerships": boards,
            "partnerships_without_hours": boards - timed,
            "meetings": np.where(met > 0, _sums(who[once], np.nan_to_num(yearly), len(names)), np.nan),
            "meeting_hours": in_meetings,
            "hours_with_preparation": in_meetings * preparation,
        }
    )
    order = np.lexsort((np.arange(len(names)), -np.nan_to_num(in_meetings, nan=-1), -table["seats"]))
    return table.iloc[order].reset_index(drop=True)


def _sums(who: np.ndarray, values: np.ndarray, people: int) -> np.ndarray:
    return np.bincount(who, weights=values, minlength=people)
