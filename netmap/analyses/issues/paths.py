"""How many paths lead from each theme to each partnership, of which kind, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from netmap.analyses.issues.themes import Places, Themes, binary, incidence, row_entries
from netmap.analyses.seating import OBSERVER
from netmap.measures.metapaths import damped_step, path_counts
from netmap.model.words import listed
from netmap.words import words_of

PATH_COLUMNS = (
    "theme_id",
    "theme",
    "partnership_id",
    "partnership",
    "in_remit",
    "routes",
    "m1_organisation",
    "m2_sub_theme",
    "named_by_mandate",
    "m3_forum",
    "m4_funder",
    "weight",
    "rank",
    "of",
)
ROUTE_COLUMNS = (
    "theme_id",
    "theme",
    "rank",
    "seat_id",
    "partnership_id",
    "partnership",
    "in_remit",
    "person",
    "organisation",
    "expert",
    "weight",
    "hidden",
)
_say = words_of("analyses/issues")


@dataclass
class Paths:
    """The meta-paths of all themes, counted by sparse matrices; theme by partnership, or theme by seat.

    M1 theme - organisation - seat; M2 theme - sub-theme - organisation - seat; by mandate: theme, or a
    sub-theme, named by the seat's current mandate. These are voice. M3 theme - organisation - forum - seat
    whose current mandate is the forum's is nominal; M4 theme - organisation - funder - seat is influence.
    """

    themes: Themes

    @cached_property
    def _voice(self) -> csr_array:
        """Keep of the seats those that are known to be third sector."""
        kept = np.flatnonzero(self.themes.third)
        return csr_array((np.ones(len(kept), dtype=np.int64), (kept, kept)), shape=(len(self.themes.third),) * 2)

    @cached_property
    def _held(self) -> csr_array:
        return csr_array(self.themes.held @ self._voice)

    @cached_property
    def _mandated(self) -> csr_array:
        return csr_array(self.themes.named @ self._voice)

    @cached_property
    def _on(self) -> csr_array:
        """Say on which partnership each seat is."""
        seats = len(self.themes.seat_place)
        ones = np.ones(seats, dtype=np.int64)
        at = (np.arange(seats), self.themes.seat_place)
        return csr_array((ones, at), shape=(seats, len(self.themes.place_ids)))

    def counts(self) -> dict[str, csr_array]:
        """Count the paths of each kind, theme by partnership."""
        themes, on = self.themes, self._on
        routes = binary(themes.carried @ self._held + self._mandated + themes.below @ self._mandated)
        return {
            "routes": path_counts([routes, on]),
            "m1_organisation": path_counts([themes.works_on, self._held, on]),
            "m2_sub_theme": path_counts([themes.below, themes.works_on, self._held, on]),
            "named_by_mandate": path_counts([csr_array(self._mandated + themes.below @ self._mandated), on]),
            "m3_forum": path_counts([themes.carried, *self._through_forums(), on]),
            "m4_funder": path_counts([themes.carried, *self._through_funders()]),
        }

    def _through_forums(self) -> list[csr_array]:
        """Give organisation - forum, and forum - seat with a current mandate from it."""
        themes, members = self.themes, self.themes.seating.members
        pairs = [(member, body) for body in sorted(members) for member in sorted(members[body])]
        belonging = incidence([one for one, _ in pairs], themes.body_of, [other for _, other in pairs], themes.body_of)
        return [belonging, forum_seats(themes) @ self._voice]

    def _through_funders(self) -> list[csr_array]:
        """Give organisation - funder of an award that runs on the day, and funder - partnership it sits on."""
        themes, seating = self.themes, self.themes.seating
        awards = themes.awards
        live = (awards["start_day"] <= seating.as_of) & (awards["end_day"] > seating.as_of)
        paid = awards.loc[live & (awards["funder_id"] != awards["recipient_id"]), ["recipient_id", "funder_id"]]
        paid = paid.drop_duplicates()
        sits = seating.filled[seating.filled["capacity"] != OBSERVER].dropna(subset=["organisation_id"])
        at = (
            sits["organisation_id"].map(themes.body_of).to_numpy(dtype=np.int64),
            sits["partnership_id"].map(themes.place_of).to_numpy(dtype=np.int64),
        )
        shape = (len(themes.body_of), len(themes.place_ids))
        funded = incidence(paid["recipient_id"], themes.body_of, paid["funder_id"], themes.body_of)
        return [funded, csr_array((np.ones(len(sits), dtype=np.int64), at), shape=shape)]

    @cached_property
    def worth(self) -> csr_array:
        """Give what the voice paths from each theme through each seat are worth, damped."""
        themes, damping = self.themes, self.themes.seating.settings.issues.damping
        down, works, held, named = (
            damped_step(step, damping) for step in (themes.below, themes.works_on, self._held, self._mandated)
        )
        result = csr_array(works @ held + down @ works @ held + named + down @ named)
        last = np.asarray(damped_step(self._voice @ self._on, damping).sum(axis=1)).ravel()
        result.data = result.data * last[result.indices]
        result.sort_indices()
        return result

    def table(self) -> pd.DataFrame:
        """Where does each issue get to, by which kinds of path, and how strongly?

        Definition: number of paths of each kind from the theme to the partnership; weight = the damped worth of
        the voice paths (M1, M2 and mandates), rank 1 the highest of the theme; M3 and M4 are no voice and
        weigh nothing. Unit paths; weight 0 upwards without unit.
        Direction: theme to partnership. Weight: strength.
        Isolated and vacant: a partnership that no path of any kind reaches has no row; rank is None
        where the weight is 0.

        Returns
            By theme, the strongest partnerships first, then by name; `most_routes` of each theme, out of `of`.
        Cost
            Sparse products; entries of the matrices.
        Source
            METHODS 6.2 and 6.3; checked against VOICE-CUT, DWPC, HUB-CAP.
        """
        counts = self.counts()
        weights = path_counts([self.worth, self._on])
        rows: list[dict[str, object]] = []
        for theme in self.themes.ids:
            row = self.themes.row_of[theme]
            here = {name: _dense(matrix, row) for name, matrix in counts.items()}
            rows += self._reached(theme, here, _dense(weights, row).round(12))
        return pd.DataFrame(rows, columns=list(PATH_COLUMNS), dtype=object)

    def _reached(
        self, theme: str, counts: dict[str, npt.NDArray[np.float64]], weight: npt.NDArray[np.float64]
    ) -> list[dict[str, object]]:
        themes = self.themes
        reached = np.flatnonzero(np.sum(list(counts.values()), axis=0))
        order = reached[np.lexsort((self._name_rank[reached], -weight[reached]))]
        remit = set(themes.remit(theme))
        rising = np.sort(weight[reached])
        return [
            {
                "theme_id": theme,
                "theme": themes.names[theme],
                "partnership_id": themes.place_ids[place],
                "partnership": themes.places[themes.place_ids[place]],
                "in_remit": themes.place_ids[place] in remit,
                **{name: int(values[place]) for name, values in counts.items()},
                "weight": float(weight[place]),
                "rank": 1 + len(rising) - int(np.searchsorted(rising, weight[place], "right"))
                if weight[place]
                else None,
                "of": len(reached),
            }
            for place in order[: self._most].tolist()
        ]

    @property
    def _most(self) -> int:
        return self.themes.seating.settings.issues.most_routes

    @cached_property
    def _name_rank(self) -> Places:
        """Give the place of each partnership in order of name."""
        places, names = self.themes.place_ids, self.themes.places
        order = sorted(range(len(places)), key=lambda number: (names[places[number]], places[number]))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return rank

    def routes(self) -> pd.DataFrame:
        """Which routes carry each issue, the strongest first, and how many more are there?

        Definition: one row for each seat that carries the theme; weight = what its voice paths are worth, damped,
        so that a body on many themes and seats does not crowd out a specialist. A row without a seat says in
        `hidden` how many more routes there are, and through whom.
        Returns
            By theme; `most_routes` of each theme.
        Source
            METHODS 6.3; checked against HUB-CAP.
        """
        rows: list[dict[str, object]] = []
        for theme in self.themes.ids:
            rows += self._strongest(theme)
        return pd.DataFrame(rows, columns=list(ROUTE_COLUMNS), dtype=object)

    def _strongest(self, theme: str) -> list[dict[str, object]]:
        row, routes = self.themes.row_of[theme], self.themes.routes(theme)
        weight = _dense(self.worth, row)[row_entries(self.worth, row)].round(12)
        order = np.lexsort((np.arange(len(routes)), -weight)).tolist()
        remit = set(self.themes.remit(theme))
        said: dict[str, object] = {**dict.fromkeys(ROUTE_COLUMNS), "theme_id": theme, "theme": self.themes.names[theme]}
        rising = np.sort(weight)
        rows = [
            {
                **said,
                "rank": 1 + len(rising) - int(np.searchsorted(rising, weight[each], "right")),
                "seat_id": routes[each].seat,
                "partnership_id": routes[each].partnership,
                "partnership": self.themes.places[routes[each].partnership],
                "in_remit": routes[each].partnership in remit,
                "person": self.themes.people.get(routes[each].person),
                "organisation": self.themes.bodies[routes[each].organisation],
                "expert": routes[each].expert,
                "weight": float(weight[each]),
            }
            for each in order[: self._most]
        ]
        hidden = [self.themes.bodies[routes[each].organisation] for each in order[self._most :]]
        return [*rows, {**said, "hidden": _hidden(hidden)}] if hidden else rows


def _hidden(bodies: list[str]) -> str:
    """Say how many routes are not listed, and through whom most of them run."""
    counts = pd.Series(bodies).value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    routes = listed([_say("hidden_routes", count=count, organisation=body) for body, count in ranked[:4]], most=4)
    if not ranked[4:]:
        return routes
    more = sum(count for _, count in ranked[4:])
    return _say("hidden_others", routes=routes, count=more, others=len(ranked) - 4)


def _dense(matrix: csr_array, row: int) -> npt.NDArray[np.float64]:
    result = np.zeros(matrix.shape[1])
    span = slice(matrix.indptr[row], matrix.indptr[row + 1])
    result[matrix.indices[span]] = matrix.data[span]
    return result


def forum_seats(themes: Themes) -> csr_array:
    """Say which body with members has given which seat a current mandate."""
    seats = {seat: number for number, seat in enumerate(themes.seats["seat_id"])}
    rows = themes.seating.mandates
    rows = rows[rows["current"] & (rows["target_kind"] == "Organisation")]
    rows = rows[rows["target_id"].isin(themes.seating.members) & rows["seat_id"].isin(seats)]
    return incidence(rows["target_id"], themes.body_of, rows["seat_id"], seats)


def undated_awards(themes: Themes) -> tuple[int, int]:
    """Count the awards of which the start or the end is not recorded, and all awards."""
    awards = themes.awards
    return int((awards["start_day"].isna() | awards["end_day"].isna()).sum()), len(awards)
