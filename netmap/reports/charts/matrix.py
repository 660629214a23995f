"""Which groups have a voice on which partnership, as a picture: a shape at every crossing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.coverage import CoverageResult
from netmap.model.words import NOT_KNOWN, REPRESENTED, counted, shown_of
from netmap.reports.charts.drawing import Point, Sheet, box
from netmap.reports.charts.letters import unbroken
from netmap.reports.charts.shapes import draw_states
from netmap.reports.charts.style import LINE, MARGIN, QUIET, SMALL, WASH
from netmap.reports.document import Cell, Column, Figure, Picture, Table
from netmap.reports.sections.tables import day_of, share
from netmap.reports.sections.voices import EXPERT, INDIRECT, SERVED, SILENT, STATES, UNKNOWN, VOICED, state_of
from netmap.words import words_of

NAME = "voice"
MOST_GROUPS, MOST_PARTNERSHIPS = 36, 30
_LABEL, _ANY, _NARROW = 212, 34, 84
"""Room for the names of groups and for the column of all partnerships; a wider column has its name written above it."""
_GAPS = (SERVED, SILENT)
_say = words_of("reports/charts")


@dataclass(frozen=True)
class _Grid:
    """What is drawn: groups down and partnerships across, by id, with their names and the state at each crossing."""

    groups: Mapping[str, str]
    partnerships: Mapping[str, str]
    cells: Mapping[tuple[str, str], str]
    anywhere: Mapping[str, str]

    @cached_property
    def shown_groups(self) -> list[str]:
        """Choose the groups with the most gaps where there are too many, and keep their order."""
        gaps = Counter(group for (group, _), state in self.cells.items() if state in _GAPS)
        return _first(self.groups, gaps, MOST_GROUPS)

    @cached_property
    def shown_partnerships(self) -> list[str]:
        """Choose the partnerships with the most gaps where there are too many, and keep their order."""
        gaps = Counter(place for (_, place), state in self.cells.items() if state in _GAPS)
        return _first(self.partnerships, gaps, MOST_PARTNERSHIPS)

    @property
    def is_cut(self) -> bool:
        """Say whether some are left out."""
        return len(self.groups) > MOST_GROUPS or len(self.partnerships) > MOST_PARTNERSHIPS

    def counts(self, group: str) -> Counter[str]:
        """Count the partnerships shown by what a group has there."""
        return Counter(self.cells[group, place] for place in self.shown_partnerships)

    @cached_property
    def totals(self) -> Counter[str]:
        """Count all crossings shown by their state."""
        return sum((self.counts(group) for group in self.shown_groups), Counter())


def _first(names: Iterable[str], gaps: Mapping[str, int], most: int) -> list[str]:
    ordered = list(names)
    chosen = set(sorted(ordered, key=lambda name: -gaps.get(name, 0))[:most])
    return [name for name in ordered if name in chosen]


def voice_picture(result: CoverageResult) -> Picture | None:
    """Which groups have a voice on which partnership?

    Definition: one shape for each group on each partnership, in the states of `netmap.reports.sections.voices`, and one
    for the best of all partnerships. Of more than 36 groups, or 30 partnerships, those with the most gaps on record
    are shown; the caption says so.

    Parameters
        result: of `coverage`.
    Returns
        Picture named `voice`; None where there is no group or no partnership.
    Cost
        Grows with groups times partnerships.
    """
    if result.cells.empty:
        return None
    grid = _grid(result)
    place, day = result.scope or _say("everywhere"), day_of(result.as_of)
    groups, partnerships = counted(len(grid.groups), "group"), counted(len(grid.partnerships), "partnership")
    sheet = Sheet()
    subtitle = _say("voice_subtitle", groups=groups, partnerships=partnerships, place=place, day=unbroken(day))
    top = _key(sheet, sheet.head(_headline(result), subtitle))
    foot = _crossings(sheet, top, grid)
    return sheet.finished(
        NAME,
        caption=_say("voice_caption", place=place, day=day, shown=_cut(grid)),
        alt=_alt(grid),
        table=_table(grid),
        high=foot + MARGIN,
    )


def _grid(result: CoverageResult) -> _Grid:
    cells, system = result.cells, result.system
    crossings = zip(cells["group_id"], cells["partnership_id"], strict=True)
    return _Grid(
        groups=dict(zip(system["group_id"], system["group"], strict=True)),
        partnerships=dict(zip(cells["partnership_id"], cells["partnership"], strict=True)),
        cells=dict(zip(crossings, _states(cells), strict=True)),
        anywhere=dict(zip(system["group_id"], _states(system), strict=True)),
    )


def _states(rows: pd.DataFrame) -> list[str]:
    """Give the state of each row; rows of one verdict and level have the same."""
    told = list(zip(rows["verdict"], rows["recorded"], strict=True))
    known = {each: state_of({"verdict": each[0], "recorded": each[1]}) for each in dict.fromkeys(told)}
    return [known[each] for each in told]


def _headline(result: CoverageResult) -> str:
    counts, groups = result.values["system"], counted(result.values["groups"], "group")
    low, unsure = counts[REPRESENTED], counts[NOT_KNOWN]
    if unsure:
        return _say("voice_title_between", low=low, high=low + unsure, groups=groups)
    return _say("voice_title_one", groups=groups) if low == 1 else _say("voice_title", count=low, groups=groups)


def _cut(grid: _Grid) -> str:
    if not grid.is_cut:
        return ""
    groups = shown_of(len(grid.shown_groups), len(grid.groups), "groups")
    partnerships = shown_of(len(grid.shown_partnerships), len(grid.partnerships), "partnerships")
    return _say("voice_shown", groups=groups, partnerships=partnerships)


def _alt(grid: _Grid) -> str:
    found = {state: f"{grid.totals[state]:,}" for state in STATES}
    of = f"{sum(grid.totals.values()):,}"
    heard = _say("voice_alt", of=of, voiced=found[VOICED], indirect=found[INDIRECT], expert=found[EXPERT])
    gaps = _say("voice_alt_gaps", served=found[SERVED], silent=found[SILENT], unknown=found[UNKNOWN])
    return f"{heard} {gaps}"


def _key(sheet: Sheet, top: float) -> float:
    """Draw the six shapes with their words above the crossings, in two rows of three."""
    y = top
    for number, state in enumerate(STATES.values()):
        row, column = divmod(number, 3)
        x, y = MARGIN + (0, 216, 420)[column], top + LINE + row * (LINE + 4)
        draw_states(sheet, state.status, [(x + 7, y - 4)], 6)
        sheet.write(x + 20, y, state.word)
    return y + LINE


def _crossings(sheet: Sheet, top: float, grid: _Grid) -> float:
    """Draw names and shapes, and give where they end."""
    wide = (sheet.wide - 2 * MARGIN - _LABEL - _ANY) / len(grid.shown_partnerships)
    named = wide >= _NARROW
    top = _heads(sheet, top, grid, wide) if named else _numbers(sheet, top, grid, wide)
    step = 30 if len(grid.shown_groups) <= 12 else 18 if len(grid.shown_groups) <= 24 else 15.5
    places: dict[str, list[Point]] = {state: [] for state in STATES}
    for row, group in enumerate(grid.shown_groups):
        y = top + row * step
        if row % 2 == 0:
            sheet.draw([box(MARGIN, y, sheet.wide - 2 * MARGIN, step)], fill=WASH)
        sheet.write(MARGIN + 4, y + step / 2 + 4, grid.groups[group], widest=_LABEL - 8, size=SMALL)
        places[grid.anywhere[group]].append((MARGIN + _LABEL + _ANY / 2, y + step / 2))
        for column, place in enumerate(grid.shown_partnerships):
            across = MARGIN + _LABEL + _ANY + (column + 0.5) * wide
            places[grid.cells[group, place]].append((across, y + step / 2))
    for state, found in places.items():
        draw_states(sheet, STATES[state].status, found, 7 if step == 30 else 5)
    foot = top + len(grid.shown_groups) * step
    return foot if named else _names(sheet, foot, grid)


def _heads(sheet: Sheet, top: float, grid: _Grid, wide: float) -> float:
    """Write the names of partnerships above their columns, and give where the rows begin."""
    heads: list[tuple[str, float, float]] = [(_say("voice_any"), _LABEL + _ANY / 2, _ANY)]
    for column, place in enumerate(grid.shown_partnerships):
        heads.append((grid.partnerships[place], _LABEL + _ANY + (column + 0.5) * wide, wide - 8))
    feet = [
        sheet.lay(MARGIN + x, top + SMALL + 4, text, widest=room, most=3, size=SMALL, align="middle", colour=QUIET)
        for text, x, room in heads
    ]
    return max(feet) - SMALL + 4


def _numbers(sheet: Sheet, top: float, grid: _Grid, wide: float) -> float:
    """Number the columns, every second one a line lower where they are narrow; give where the rows begin."""
    y = top + SMALL + 4
    lower = LINE - 2 if wide < 22 else 0
    sheet.write(MARGIN + _LABEL + _ANY / 2, y + lower, _say("voice_any"), size=SMALL, align="middle", colour=QUIET)
    sheet.write(MARGIN + 4, y + lower, _say("voice_any_meaning"), size=SMALL, colour=QUIET)
    for column in range(len(grid.shown_partnerships)):
        x = MARGIN + _LABEL + _ANY + (column + 0.5) * wide
        sheet.write(x, y + lower * (column % 2), str(column + 1), size=SMALL, align="middle", colour=QUIET)
    return y + lower + 6


def _names(sheet: Sheet, top: float, grid: _Grid) -> float:
    """Say below the crossings which partnership each number stands for, in two columns read downwards."""
    names = [grid.partnerships[place] for place in grid.shown_partnerships]
    rows, half = -(-len(names) // 2), (sheet.wide - 2 * MARGIN) / 2
    for number, name in enumerate(names):
        column, row = divmod(number, rows)
        x, y = MARGIN + column * half, top + (row + 1.3) * (LINE - 2)
        sheet.write(x + 20, y, str(number + 1), size=SMALL, align="end", colour=QUIET)
        sheet.write(x + 26, y, name, size=SMALL, widest=half - 34)
    return top + (rows + 0.6) * (LINE - 2)


def _table(grid: _Grid) -> Table:
    of = len(grid.shown_partnerships)
    return Table(
        _say("voice_table"),
        (
            Column("group", _say("voice_group")),
            Column("anywhere", _say("voice_anywhere")),
            *(Column(state.key, state.word.capitalize(), numeric=True) for state in STATES.values()),
        ),
        tuple(_row(grid, group, of) for group in grid.shown_groups),
        _say("voice_note", partnerships=counted(of, "partnership")),
        f"{NAME}-data",
    )


def _row(grid: _Grid, group: str, of: int) -> tuple[Cell, ...]:
    counts: Mapping[str, int] = grid.counts(group)
    found = (Cell(share(counts[state], of), figure=Figure(counts[state], of=of)) for state in STATES)
    return Cell(grid.groups[group]), Cell(STATES[grid.anywhere[group]].word), *found
