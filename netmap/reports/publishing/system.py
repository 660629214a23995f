"""The counts of one publication and how they hang together: what must be known to work one back from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Count:
    """One count: what it is, and the least that a reader knows it to be from what is shown beside the counts."""

    value: int
    floor: int = 0


@dataclass(frozen=True)
class Sum:
    """A count that others add up to, as its readers know."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class AtLeast:
    """A count that is known to be no smaller than others together, and `extra` more."""

    more: str
    parts: tuple[str, ...]
    extra: int = 0


@dataclass(frozen=True)
class System:
    """Counts by key, the sums between them, and which are no smaller than which.

    `told` are counts that readers know by other ways, such as that nobody sits there at all; `behind` are counts that
    no publication shows, and that stand here because of what they tell of others.
    """

    counts: Mapping[str, Count] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    at_least: tuple[AtLeast, ...] = ()
    told: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Give every part with a whole that it is part of."""
        for each in self.sums:
            yield from ((part, each.whole) for part in each.parts)
        for bound in self.at_least:
            yield from ((part, bound.more) for part in bound.parts)

    def rows(self) -> Iterator[tuple[dict[str, int], int | None]]:
        """Give each condition as coefficients whose sum is 0, or, with a number, at least that number."""
        for each in self.sums:
            yield {each.whole: 1} | dict.fromkeys(each.parts, -1), None
        for bound in self.at_least:
            yield {bound.more: 1} | dict.fromkeys(bound.parts, -1), bound.extra

    def broken(self) -> tuple[str, ...]:
        """Say which conditions the counts themselves do not meet; there are none, unless a count is wrong."""
        floors = (f"{key} is below {count.floor}" for key, count in self.counts.items() if count.value < count.floor)
        rows = (
            " ".join(f"{factor:+d} {key}" for key, factor in row.items())
            for row, least in self.rows()
            if not self._meets(row, least)
        )
        return (*floors, *rows)

    def _meets(self, row: Mapping[str, int], least: int | None) -> bool:
        value = sum(factor * self.counts[key].value for key, factor in row.items())
        return value == 0 if least is None else value >= least
