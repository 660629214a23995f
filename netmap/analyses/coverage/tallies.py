"""How many people on seats speak for each group, and on which partnership: the counts behind parity and quotients."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.voices import Voices
from netmap.analyses.seating import OBSERVER
from netmap.measures.proportions import is_same_total, location_quotient, shrunken_quotient

QUOTIENT_COLUMNS = (
    "group_id",
    "group",
    "partnership_id",
    "partnership",
    "seats_of_group",
    "seats",
    "group_everywhere",
    "seats_everywhere",
    "quotient",
    "shrunken_quotient",
)


class Tallies:
    """Counts over the seats that could speak: of third-sector bodies, or of bodies of no known sector, no observers."""

    def __init__(self, ladder: Ladder, voices: Voices) -> None:
        self._ladder = ladder
        self._people = voices.people

    @cached_property
    def counted(self) -> np.ndarray:
        """Say which rows are counted."""
        benches = self._ladder.benches
        return np.asarray(benches.may_speak & (benches.rows["capacity"] != OBSERVER))

    @cached_property
    def all_people(self) -> int:
        """Count the people on these seats, each once."""
        return len(set(self._people[self.counted]))

    def people_of(self, group: str) -> int:
        """Count the people on these seats who speak for a group, each once."""
        return len(set(self._people[self._voices(group)]))

    def _voices(self, group: str) -> np.ndarray:
        rows = self._ladder.column(group).voices
        return np.asarray(rows[self.counted[rows]])

    @cached_property
    def everybody(self) -> float | None:
        """Give the number of people in all, where the records tell it.

        Definition: the largest total of a group whose sub-groups have populations (its own, else theirs
        together), if no group is larger. None where there is no such total.
        """
        populations, tolerance = self._ladder.groups.populations, self._tolerance
        totals = [self.total_of(parent) for parent in self._with_categories]
        largest = max((total for total in totals if total is not None), default=None)
        if largest is None or max(populations.values()) > largest * (1 + tolerance):
            return None
        return largest

    @property
    def _tolerance(self) -> float:
        return self._ladder.seating.settings.coverage.census_tolerance

    @cached_property
    def _with_categories(self) -> list[str]:
        return [group for group in self._ladder.groups.ids if len(self.categories(group)) > 1]

    def categories(self, parent: str) -> list[str]:
        """List the sub-groups of a group that have a population."""
        return [each for each in self._ladder.groups.children(parent) if each in self._ladder.groups.populations]

    def total_of(self, parent: str) -> float | None:
        """Give the population of a group, else of its sub-groups together; None where these exceed it."""
        populations = self._ladder.groups.populations
        together = sum(populations[each] for each in self.categories(parent))
        total = populations.get(parent, together)
        return total if together <= total * (1 + self._tolerance) else None

    def is_everybody(self, group: str) -> bool:
        """Say whether a group is everybody."""
        people, all_ = self._ladder.groups.populations.get(group), self.everybody
        return people is not None and all_ is not None and is_same_total(people, all_, tolerance=self._tolerance)

    def divides_everybody(self, parent: str) -> bool:
        """Say whether the sub-groups of a group are categories that exclude each other, out of everybody."""
        total = self.total_of(parent) if parent in self._with_categories else None
        return total is not None and self.everybody is not None and is_same_total(
            total, self.everybody, tolerance=self._tolerance
        )  # fmt: skip

    def quotient_table(self) -> pd.DataFrame:
        """Is a group gathered on some partnerships? One row for each where it is heard; none of too many cells."""
        settings, ladder = self._ladder.seating.settings.coverage, self._ladder
        here = np.bincount(ladder.benches.place[self.counted], minlength=len(ladder.place_ids))
        rows: list[tuple[object, ...]] = []
        groups = ladder.groups.ids if len(ladder.groups.ids) * len(here) <= settings.most_cells_in_detail else []
        for group in groups:
            own = np.bincount(ladder.benches.place[self._voices(group)], minlength=len(here))
            total, of_group = int(here.sum()), int(own.sum())
            for place in np.flatnonzero(own).tolist():
                counts = int(own[place]), int(here[place]), of_group, total
                shrunken = shrunken_quotient(
                    counts[0], counts[1], of_group / total, pseudo_seats=settings.quotient_pseudo_seats
                )
                named = (group, ladder.groups.names[group], ladder.place_ids[place], ladder.place_names[place])
                rows.append((*named, *counts, location_quotient(*counts), shrunken))
        return pd.DataFrame(rows, columns=list(QUOTIENT_COLUMNS))
