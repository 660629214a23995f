"""How strongly and by how many hand-offs each group is heard, and what its voices come to together."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.coverage.ladder import Column, Ladder
from netmap.analyses.coverage.levels import GradedSeat
from netmap.analyses.coverage.routes import NAMED, WEIGHTS, Route, bodies_on, links_of, routes_of, strongest
from netmap.measures.strength import RankRange, Voice, combined_strength, rank_ranges
from netmap.model.words import LEVELS
from netmap.words import words_of

_say = words_of("analyses/coverage")

STRENGTH_COLUMNS = (
    "group_id",
    "group",
    "recorded",
    "strength",
    "depth",
    "partnership_id",
    "partnership",
    "route",
    "rank",
    "best_rank",
    "worst_rank",
    "of_groups",
    "voices",
    "people",
    "combined",
)
ROUTE_COLUMNS = ("group_id", "group", "partnership_id", "partnership", "recorded", "strength", "depth", "route")


class Voices:
    """The strongest routes of one ladder."""

    def __init__(self, ladder: Ladder) -> None:
        self._ladder = ladder
        self._settings = ladder.seating.settings.coverage

    @cached_property
    def people(self) -> np.ndarray:
        """Give who sits in each row; a seat without a person stands for itself."""
        rows = self._ladder.benches.rows
        return np.asarray(rows["representative_id"].where(rows["representative_id"].notna(), "seat " + rows["seat_id"]))

    @cached_property
    def _bodies(self) -> np.ndarray:
        rows = self._ladder.benches.rows
        return np.asarray(rows["organisation_id"].where(rows["organisation_id"].notna(), "seat " + rows["seat_id"]))

    @cached_property
    def _ranks(self) -> dict[str, RankRange]:
        paths = {group: self._ladder.column(group).grades.paths for group in self._ladder.groups.ids}
        weights = {name: getattr(self._settings, name) for name in WEIGHTS}
        return rank_ranges(paths, weights, sway=self._settings.weight_sway)

    def combined(self, column: Column) -> float | None:
        """Give what the seats that represent a group come to together."""
        rows = column.voices
        if len(rows) and column.grades.strength[rows].max() == 1:
            return 1.0
        found = zip(column.grades.strength[rows].tolist(), self.people[rows], self._bodies[rows], strict=True)
        voices = [Voice(strength, person, body) for strength, person, body in found]
        return combined_strength(voices, limit=self._settings.most_voices_combined)

    def strength_table(self) -> pd.DataFrame:
        """Give one row for each group: its strongest route, its rank by it, and what its voices come to."""
        rows = [self._of_group(group) for group in self._ladder.groups.ids]
        return _as_table(rows, STRENGTH_COLUMNS)

    def _of_group(self, group: str) -> dict[str, object]:
        column = self._ladder.column(group)
        best = self._best_rows(column)
        order = np.lexsort((column.grades.depth[best], -column.grades.strength[best].round(12)))
        first = best[order[0]] if len(best) else None
        ranks = self._ranks.get(group)
        return {
            "group_id": group,
            "group": self._ladder.groups.names[group],
            "recorded": LEVELS[int(column.recorded.min())] if len(column.recorded) else None,
            **(self._of_row(column, int(first)) if first is not None else {}),
            **({"rank": ranks.rank, "best_rank": ranks.best, "worst_rank": ranks.worst} if ranks else {}),
            "of_groups": len(self._ranks),
            "voices": len(column.voices),
            "people": len(set(self.people[column.voices])),
            "combined": self.combined(column),
        }

    def route_table(self) -> pd.DataFrame:
        """Give one row for each group and partnership with a route; without rows where there are too many cells."""
        groups, places = self._ladder.groups.ids, len(self._ladder.place_ids)
        found = []
        if len(groups) * places <= self._settings.most_cells_in_detail:
            for group in groups:
                column = self._ladder.column(group)
                for row in self._best_rows(column).tolist():
                    recorded = LEVELS[int(column.recorded[self._ladder.benches.place[row]])]
                    named = {"group_id": group, "group": self._ladder.groups.names[group], "recorded": recorded}
                    found.append({**named, **self._of_row(column, row)})
        return _as_table(found, ROUTE_COLUMNS)

    def _best_rows(self, column: Column) -> np.ndarray:
        """Give the row with the strongest, then the shortest route on each partnership that has one."""
        rows = np.flatnonzero(column.grades.strength > 0)
        place = self._ladder.benches.place[rows]
        order = np.lexsort((column.grades.depth[rows], -column.grades.strength[rows].round(12), place))
        return rows[order[np.unique(place[order], return_index=True)[1]]]

    def _of_row(self, column: Column, row: int) -> dict[str, object]:
        place = int(self._ladder.benches.place[row])
        return {
            "partnership_id": self._ladder.place_ids[place],
            "partnership": self._ladder.place_names[place],
            "strength": float(column.grades.strength[row]),
            "depth": int(column.grades.depth[row]),
            "route": " → ".join([*self._names(column, row), self._ladder.place_names[place]]),
        }

    def _names(self, column: Column, row: int) -> list[str]:
        """Name the group, the wider one, the organisations and the person on the strongest route."""
        groups, group, seat = self._ladder.groups, column.group, self._ladder.benches.seat(row)
        code_of, reach = groups.code_of(groups.codes(group)), groups.reach(group, seat.bodies)
        route = strongest(routes_of(seat, reach, links_of(seat, code_of)), self._settings)
        assert route is not None
        bodies = bodies_on(route, seat, code_of)
        wider = [groups.names[self._above(group, route, seat, bodies)]] if route.wider else []
        called = [self._ladder.called.get(body, body) for body in bodies]
        return [groups.names[group], *wider, *called, seat.person or _say("path_seat", seat=seat.id)]

    def _above(self, group: str, route: Route, seat: GradedSeat, bodies: tuple[str, ...]) -> str:
        if route.start == NAMED:
            return seat.mandates[route.mandate].target
        return self._ladder.groups.above_with(group, bodies[0])


def _as_table(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Lay out rows; what is missing is None in every column."""
    values = {name: [row.get(name) for row in rows] for name in columns}
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in values.items()})
