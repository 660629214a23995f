"""Cells of function, place and group: which awards stand in each, and in which a pair of awards meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from netmap.analyses.duplication.pairs import Pairs
from netmap.analyses.duplication.register import Register
from netmap.analyses.duplication.relations import DUPLICATION
from netmap.analyses.duplication.sets import Indices, product_of, size_of


@dataclass(frozen=True)
class Cells:
    """Which awards stand in which cell, in order of cell and award.

    An award stands in a cell when its function, place and target are the cell's or lie above them; one that
    says no function or no place stands in none. `whole` is False where there were too many to work out.
    """

    register: Register
    codes: Indices
    awards: Indices
    whole: bool

    def code(self, function: Indices, area: Indices, target: Indices) -> Indices:
        """Give the code of cells by the places of their nodes."""
        register = self.register
        return (function * len(register.areas.nodes) + area) * len(register.targets.nodes) + target

    def parts(self, codes: Indices) -> tuple[Indices, Indices, Indices]:
        """Give the places of function, area and target of cells."""
        rest, target = np.divmod(codes, max(len(self.register.targets.nodes), 1))
        function, area = np.divmod(rest, max(len(self.register.areas.nodes), 1))
        return function, area, target

    def named(self, code: int) -> tuple[str, str, str]:
        """Give function, area and target of a cell by id."""
        function, area, target = (int(part[0]) for part in self.parts(np.array([code])))
        register = self.register
        return register.functions.nodes[function], register.areas.nodes[area], register.targets.nodes[target]

    def members(self, code: int) -> Indices:
        """Give the places of the awards that stand in a cell, rising."""
        first, last = np.searchsorted(self.codes, [code, code + 1])
        return self.awards[first:last]


def read_cells(register: Register, most: int) -> Cells:
    """Place every award in the cells that other awards name, within a limit."""
    functions, areas, targets = register.functions, register.areas, register.targets
    at = np.flatnonzero(functions.known & areas.known)
    parts = [(sets.down, sets.codes[at]) for sets in (functions, areas, targets)]
    nothing = Cells(register, np.empty(0, np.int64), np.empty(0, np.int64), not len(at))
    if not len(at) or size_of(*parts) > most:
        return nothing
    places, function, area, target = product_of(*parts)
    codes, awards = nothing.code(function, area, target), at[places]
    order = np.lexsort((awards, codes))
    return Cells(register, codes[order], awards[order], True)


@dataclass(frozen=True)
class Meetings:
    """In which cells each candidate pair meets: cell, and the places of the two awards; in order of cell."""

    codes: Indices
    one: Indices
    other: Indices

    def by_cell(self) -> Iterator[tuple[int, Indices, Indices]]:
        """Give each cell with the pairs that meet in it."""
        codes, first, counts = np.unique(self.codes, return_index=True, return_counts=True)
        for code, begin, count in zip(codes.tolist(), first.tolist(), counts.tolist(), strict=True):
            yield code, self.one[begin : begin + count], self.other[begin : begin + count]


def read_meetings(cells: Cells, pairs: Pairs, most: int) -> Meetings | None:
    """Find the cells in which candidate pairs meet; None where there are too many."""
    register, at = cells.register, pairs.of(DUPLICATION)
    one, other = pairs.one[at], pairs.other[at]
    parts = [
        sets.meets(sets.codes[one], sets.codes[other])
        for sets in (register.functions, register.areas, register.targets)
    ]
    if not cells.whole or size_of(*parts) > most:
        return None
    places, function, area, target = product_of(*parts)
    codes = cells.code(function, area, target)
    order = np.argsort(codes, kind="stable")
    return Meetings(codes[order], one[places[order]], other[places[order]])
