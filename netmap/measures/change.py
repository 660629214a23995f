"""Measures of change between two days: who stayed, and what moved the concentration."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from netmap.measures.concentration import concentration


@dataclass(frozen=True)
class Turnover:
    """How many stayed, left and joined; a share that is undefined is None."""

    stayed: int
    left: int
    joined: int

    @property
    def turnover(self) -> float | None:
        """Give those who left or joined as a share of all on both days; None where nobody was there on either."""
        of = 2 * self.stayed + self.left + self.joined
        return (self.left + self.joined) / of if of else None

    @property
    def jaccard(self) -> float | None:
        """Give those who stayed as a share of all who were there on either day; None where nobody was."""
        of = self.stayed + self.left + self.joined
        return self.stayed / of if of else None


def turnover(before: Collection[Hashable], after: Collection[Hashable]) -> Turnover:
    """How many of those who sit today sat there before?

    Definition: of two sets, stayed = in both, left = only before, joined = only after. Turnover =
    (left + joined) / (size before + size after), Jaccard = stayed / size of the union. Range 0..1, no unit.
    Turnover is 0 and Jaccard 1 where nothing changed.

    Parameters
        before, after: what is compared, such as pairs of a partnership and a holder; repeats count once.
    Returns
        Turnover: its shares are None where both sets are empty.
    Cost
        Linear.
    Source
        METHODS 7.6; checked against DIFF-TURNOVER.
    Example
        >>> moved = turnover([("P1", "Ann"), ("P1", "Bob")], [("P1", "Ann"), ("P1", "Cy")])
        >>> moved.stayed, moved.left, moved.joined, moved.turnover
        (1, 1, 1, 0.5)
    """
    old, new = frozenset(before), frozenset(after)
    return Turnover(len(old & new), len(old - new), len(new - old))


@dataclass(frozen=True)
class HhiChange:
    """The HHI on two days, what it moved by, and the part of each unit; None where one of the two is undefined."""

    before: float | None
    after: float | None
    delta: float | None
    by_unit: Mapping[str, float | None]


def hhi_change(before: Mapping[str, float], after: Mapping[str, float]) -> HhiChange:
    """Who moved the concentration, and by how much?

    Definition: the HHI is the sum of squared shares, so its change is, exactly, the sum over all units of
    (share after)² - (share before)²; a unit that is missing on one day has share 0 there. Range -1..1, no unit.

    Parameters
        before, after: places of each unit on the two days, none below zero.
    Returns
        HhiChange: `by_unit` in order of the units' names. All changes are None where one day has no place at all.
    Cost
        Linear.
    Source
        METHODS 7.6; checked against DIFF-HHI.
    Example
        >>> moved = hhi_change({"A": 1, "B": 1}, {"A": 3, "B": 1})
        >>> moved.before, moved.after, moved.delta
        (0.5, 0.625, 0.125)
        >>> dict(moved.by_unit)
        {'A': 0.3125, 'B': -0.1875}
    """
    old, new = (concentration(list(counts.values())).hhi for counts in (before, after))
    units = sorted({*before, *after})
    if old is None or new is None:
        return HhiChange(old, new, None, dict.fromkeys(units))
    totals = sum(before.values()), sum(after.values())
    parts = {unit: (after.get(unit, 0) / totals[1]) ** 2 - (before.get(unit, 0) / totals[0]) ** 2 for unit in units}
    return HhiChange(old, new, new - old, parts)
