"""What else to hide where a hidden count can be worked back: the count that is missed least of those that tell it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from netmap.reports.keys import worth
from netmap.reports.publishing.system import System

TELLS = 1e-9
"""A shown count bears on an end of a range if that end moves with it; below this it is rounding."""


def next_to_hide(system: System, shown: frozenset[str], unsafe: str, least: int) -> str:
    """Which shown count should be hidden, so that another cannot be worked back?

    Definition: a whole that leaves its hidden part too little room by itself; else, of the shown counts with which an
    end of the part's range moves (the shadow prices of a linear programme), the one that is missed least, the smallest
    of these first.

    Parameters
        shown: keys of the counts that are shown now.
        unsafe: the key of a hidden count.
        least: how far apart the ends of its range are to be.
    Returns
        A key of `shown`.
    Cost
        At most two linear programmes over all counts.
    """
    floor = system.counts[unsafe].floor
    for bound in system.at_least:
        if bound.parts == (unsafe,) and bound.more in shown and system.counts[bound.more].value - floor < least:
            return bound.more
    bearing = set(_bearing(system, shown, unsafe)) or set(shown)
    return min(bearing, key=lambda key: (worth(key), system.counts[key].value, key))


def _bearing(system: System, shown: frozenset[str], unsafe: str) -> Iterator[str]:
    keys = list(system.counts)
    column = {key: place for place, key in enumerate(keys)}
    matrix, sums = _matrix(system, column)
    equal = np.array([least is None for _, least in system.rows()], dtype=bool)
    known = shown | system.told
    bounds = [
        (count.value, count.value) if key in known else (count.floor, None) for key, count in system.counts.items()
    ]
    for sign in (1.0, -1.0):
        aim = np.zeros(len(keys))
        aim[column[unsafe]] = sign
        found = linprog(
            aim, A_ub=-matrix[~equal], b_ub=-sums[~equal], A_eq=matrix[equal], b_eq=sums[equal], bounds=bounds
        )
        if found.status == 0:
            moves = np.abs(found.lower.marginals) + np.abs(found.upper.marginals)
            yield from (key for key in shown if moves[column[key]] > TELLS)


def _matrix(system: System, column: dict[str, int]) -> tuple[csr_array, np.ndarray]:
    rows = list(system.rows())
    entries = [(row, column[key], by) for row, (factors, _) in enumerate(rows) for key, by in factors.items()]
    across, down, factors = zip(*entries, strict=True)
    matrix = csr_array((np.array(factors, dtype=float), (across, down)), shape=(len(rows), len(column)))
    return matrix, np.array([least or 0 for _, least in rows], dtype=float)
