"""Where funders pay in parallel: cells swept over time, joined where they share an award, money counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import networkx as nx
import pandas as pd

from netmap.analyses.duplication.awards import DUPLICATION, Award, Register
from netmap.analyses.duplication.sweep import EVERYBODY, Segment, money_of, sweep

PAST, LIVE, AHEAD = "past", "live", "ahead"
SEVERAL = "several"
"""Stands for the currency of a cell in which two awards of different currencies are a pair."""

Cell = tuple[str, str, str, str]
"""Function, place, target and currency."""

Pair = tuple[Award, Award]


@dataclass(frozen=True)
class Overlap:
    """One place in the funding where funders pay in parallel: its awards, cells, stretches and money.

    `currency` is blank, and the money 0, where pairs are in several currencies or no amount is stated.
    """

    awards: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    functions: tuple[str, ...]
    areas: tuple[str, ...]
    targets: tuple[str, ...]
    segments: tuple[Segment, ...]
    currency: str
    gross: tuple[float, float]
    excess: tuple[float, float]
    unpriced: int
    when: str


def find_overlaps(
    register: Register, related: list[tuple[Award, Award, str]], today: pd.Timestamp
) -> tuple[Overlap, ...]:
    """Sweep every cell that holds a pair, and join flagged cells that share an award into one overlap.

    Parameters
        related: pairs of awards with their relation.
        today: the day that tells past, live and ahead apart.
    Returns
        Overlaps, the largest gross amount first.
    Source
        METHODS 5.2 and 11; checked against FUND-SWEEP.
    """
    doubled = [(one, other) for one, other, relation in related if relation == DUPLICATION]
    graph: nx.Graph[Any] = nx.Graph()
    flagged: dict[Cell, list[Segment]] = {}
    wanted = _wanted(register, doubled)
    for cell, pairs in wanted.items():
        stretches = _flagged(_members(register, cell), pairs)
        if stretches:
            flagged[cell] = stretches
            active = {award for segment in stretches for award in segment.active}
            graph.add_edges_from((cell, (award, cell[3] == SEVERAL)) for award in active)
    result = []
    for part in nx.connected_components(graph):
        cells = {cell: flagged[cell] for cell in sorted(node for node in part if node in flagged)}
        pairs = [pair for cell in cells for pair in wanted[cell]]
        result.append(_overlap(cells, register.by_id, pairs, today))
    return tuple(sorted(result, key=lambda overlap: (-overlap.gross[1], overlap.awards)))


def _flagged(members: list[Award], pairs: list[Pair]) -> list[Segment]:
    together = {frozenset(award.id for award in pair) for pair in pairs}
    stretches = sweep(members, lambda one, other: frozenset([one.id, other.id]) in together)
    return [segment for segment in stretches if segment.duplication]


def _wanted(register: Register, doubled: list[Pair]) -> dict[Cell, list[Pair]]:
    """Give the cells in which a pair stands, each with its pairs.

    An award stands in a cell when its function, place and target are the cell's or lie above them.
    """
    found: dict[Cell, list[Pair]] = {}
    for one, other in doubled:
        currencies = {one.currency, other.currency} - {""}
        currency = SEVERAL if len(currencies) > 1 else next(iter(currencies), "")
        targets = (one.targets or {EVERYBODY}) | (other.targets or {EVERYBODY})
        for place in product(one.functions | other.functions, one.areas | other.areas, targets):
            cell = (*place, currency)
            if _stands_in(register, one, cell) and _stands_in(register, other, cell):
                found.setdefault(cell, []).append((one, other))
    return dict(sorted(found.items()))


def _stands_in(register: Register, award: Award, cell: Cell) -> bool:
    function, area, target, _ = cell
    return not (
        award.functions.isdisjoint(register.functions.up(function))
        or award.areas.isdisjoint(register.areas.up(area))
        or (award.targets or {EVERYBODY}).isdisjoint(register.groups.up(target))
    )


def _members(register: Register, cell: Cell) -> list[Award]:
    function, area, _, currency = cell
    near = register.at(register.functions.up(function), register.areas.up(area)).values()
    return sorted(
        (
            award
            for award in near
            if _stands_in(register, award, cell) and (currency == SEVERAL or award.currency in (currency, ""))
        ),
        key=lambda award: award.id,
    )


def _overlap(
    cells: Mapping[Cell, list[Segment]], awards: Mapping[str, Award], pairs: list[Pair], today: pd.Timestamp
) -> Overlap:
    segments = sorted(
        (segment for stretches in cells.values() for segment in stretches),
        key=lambda segment: (segment.start, segment.active),
    )
    members = sorted({award for segment in segments for award in segment.active})
    mixed = any(cell[3] == SEVERAL for cell in cells)
    gross, excess = ((0.0, 0.0), (0.0, 0.0)) if mixed else _union(segments, awards)
    return Overlap(
        awards=tuple(members),
        pairs=tuple(sorted({(one.id, other.id) for one, other in pairs})),
        functions=tuple(sorted({cell[0] for cell in cells})),
        areas=tuple(sorted({cell[1] for cell in cells})),
        targets=tuple(sorted({cell[2] for cell in cells} - {EVERYBODY})),
        segments=tuple(segments),
        currency="" if mixed else next(iter(cells))[3],
        gross=gross,
        excess=excess,
        unpriced=sum(awards[each].daily() is None for each in members),
        when=_when(segments, today),
    )


def _when(segments: list[Segment], today: pd.Timestamp) -> str:
    if any(segment.start <= today < segment.end for segment in segments):
        return LIVE
    return AHEAD if any(segment.start > today for segment in segments) else PAST


def _union(segments: list[Segment], awards: Mapping[str, Award]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Add up the flagged stretches of several cells with each award's daily rate counted once."""
    cuts = sorted({day for segment in segments for day in (segment.start, segment.end)})
    gross, excess = [0.0, 0.0], [0.0, 0.0]
    for start, end in pairwise(cuts):
        active = {
            award for segment in segments if segment.start <= start and segment.end >= end for award in segment.active
        }
        more, over = money_of([awards[each] for each in sorted(active)], (end - start).days)
        for place in (0, 1):
            gross[place] += more[place]
            excess[place] += over[place]
    return (gross[0], gross[1]), (excess[0], excess[1])
