"""What all that is shown says of the hidden counts: conditions, ceilings, and sums that any values can meet."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netmap.reports.publishing.system import System


@dataclass(frozen=True)
class Condition:
    """Counts with their factors, and between what their sum must lie."""

    factors: Mapping[str, int]
    low: float
    high: float


@dataclass(frozen=True)
class Conditions:
    """The conditions on the hidden counts.

    `ceilings` are of counts that one condition alone bounds. `settled` are hidden wholes that stand in no other
    condition: whatever their parts are, they are the sum of these, so that their condition says nothing. Each has its
    hidden parts.
    """

    rows: tuple[Condition, ...]
    ceilings: Mapping[str, float]
    settled: Mapping[str, tuple[str, ...]]


def conditions_on(system: System, known: frozenset[str], keep: frozenset[str]) -> Conditions:
    """What must the hidden counts meet, shown ones put in?

    Parameters
        known: keys of the counts that a reader knows.
        keep: keys whose own sums are kept, because they are asked about.
    """
    rows: list[tuple[str, Condition]] = []
    ceilings: dict[str, float] = {}
    for factors, least in system.rows():
        told = sum(by * system.counts[key].value for key, by in factors.items() if key in known)
        hidden = {key: by for key, by in factors.items() if key not in known}
        low, high = -told + (least or 0), -told if least is None else math.inf
        if least is not None and list(hidden.values()) == [-1]:
            (key,) = hidden
            ceilings[key] = min(ceilings.get(key, math.inf), -low)
        elif hidden:
            whole = next((key for key, by in hidden.items() if by > 0 and least is None), "")
            rows.append((whole, Condition(hidden, low, high)))
    settled = _settled(system, rows, keep | ceilings.keys())
    left = tuple(row for whole, row in rows if whole not in settled)
    return Conditions(left, ceilings, {key: tuple(each for each in row if each != key) for key, row in settled.items()})


def _settled(
    system: System, rows: Iterable[tuple[str, Condition]], keep: frozenset[str] | set[str]
) -> dict[str, Mapping[str, int]]:
    """Give the wholes that their own sum alone bears on, and that cannot fall below their floor."""
    stands = Counter(key for _, row in rows for key in row.factors)
    found: dict[str, Mapping[str, int]] = {}
    for whole, row in rows:
        if not whole or whole in keep or stands[whole] > 1 or len(row.factors) == 1:
            continue
        floors = sum(system.counts[key].floor for key in row.factors if key != whole)
        if floors + row.high >= system.counts[whole].floor:
            found[whole] = row.factors
    return found
