"""The representation ladder over one seating: for each group and partnership, what is proved and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from netmap.analyses.coverage.benches import Benches, read_benches
from netmap.analyses.coverage.grading import Grader, Grades
from netmap.analyses.coverage.groups import Bodies, Groups
from netmap.analyses.coverage.levels import DIRECT_LED, LAST_REPRESENTED, NOMINAL, SERVED, UNSERVED
from netmap.analyses.coverage.verdicts import (
    ASK_HOLDER,
    ASK_LIST,
    ASKS,
    OpenRecord,
    Verdict,
    open_record,
    question,
    remedy,
    unlisted,
)
from netmap.analyses.seating import Seating
from netmap.words import words_of

NONE = -1
_say = words_of("analyses/coverage")


@dataclass(frozen=True)
class Column:
    """The cells of one group, one for each partnership by number.

    `best` is the row of the seat that gives the recorded level, `asked` what to ask first of the seat in
    row `asked_of`, `open` the number of open records; -1 is none. `voices` are the rows of the seats that
    represent the group, in order of partnership and seat.
    """

    group: str
    grades: Grades
    recorded: np.ndarray
    possible: np.ndarray
    best: np.ndarray
    asked: np.ndarray
    asked_of: np.ndarray
    open: np.ndarray
    voices: np.ndarray

    @property
    def is_open(self) -> np.ndarray:
        """Say for which partnerships it is not known whether the group is represented."""
        return (self.recorded > LAST_REPRESENTED) & (self.possible <= LAST_REPRESENTED)


@dataclass
class Ladder:
    """The ladder over one seating; `groups` are in tree order."""

    seating: Seating
    _columns: dict[str, Column] = field(default_factory=dict)

    @cached_property
    def groups(self) -> Groups:
        """Give the groups that are looked for."""
        return Groups(self.seating.network, self._bodies)

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies.of(self.seating.network)

    @cached_property
    def partnerships(self) -> Mapping[str, str]:
        """Give the name of each partnership in scope, in order of name."""
        rows = self.seating.scope.partnerships()
        return dict(zip(rows["id"], rows["name"], strict=True))

    @cached_property
    def place_ids(self) -> np.ndarray:
        """Give the partnerships by number."""
        return np.array(list(self.partnerships), dtype=object)

    @cached_property
    def place_names(self) -> list[str]:
        """Give the names of the partnerships by number."""
        return list(self.partnerships.values())

    @cached_property
    def benches(self) -> Benches:
        """Give the filled seats as arrays."""
        places = {place: at for at, place in enumerate(self.partnerships)}
        rows = self.seating.filled.assign(key=self.seating.filled["seat_id"])
        mandates = self.seating.mandates.assign(key=self.seating.mandates["seat_id"])
        return read_benches(rows, mandates, places, self.groups, self.seating)

    @cached_property
    def grader(self) -> Grader:
        """Give what grades seats."""
        return Grader(self.groups, self.benches, self.seating.settings.coverage)

    @cached_property
    def _partly(self) -> np.ndarray:
        return np.isin(self.place_ids, list(self.seating.partly_listed))

    @cached_property
    def _seat_ranks(self) -> np.ndarray:
        """Give the place of each seat in the order of ids."""
        ranks = np.empty(len(self.benches.rows), dtype=np.int64)
        ranks[np.argsort(self.benches.rows["seat_id"].to_numpy(dtype=object), kind="stable")] = np.arange(len(ranks))
        return ranks

    def column(self, group: str) -> Column:
        """Give the cells of one group."""
        if group not in self._columns:
            self._columns[group] = self._worked_out(group, self.grader.grades(group))
        return self._columns[group]

    def _worked_out(self, group: str, grades: Grades) -> Column:
        unseated, unseated_at_best = self.without_seats(grades)
        recorded = np.full(len(self.place_ids), unseated, dtype=np.int8)
        possible = np.where(self._partly, DIRECT_LED, unseated_at_best).astype(np.int8)
        best = np.full(len(self.place_ids), NONE, dtype=np.int64)
        size = len(grades.recorded)
        keys, here = self._least(grades.recorded.astype(np.int64) * size + np.arange(size))
        levels, rows = np.divmod(keys, max(1, size))
        recorded[here] = np.minimum(recorded[here], levels)
        best[here] = np.where(levels <= NOMINAL, rows, NONE)
        least, _ = self._least(grades.possible)
        possible[here] = np.minimum(possible[here], least)
        voices = np.flatnonzero(grades.recorded <= LAST_REPRESENTED)
        voices = voices[np.lexsort((self._seat_ranks[voices], self.benches.place[voices]))]
        return Column(group, grades, recorded, possible, best, *self._open(grades, recorded), voices)

    def _least(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the least value on each partnership that has seats, and those partnerships."""
        here, starts = np.unique(self.benches.place, return_index=True)
        return (np.minimum.reduceat(values, starts) if len(here) else values[:0]), here

    def _askable(self, grades: Grades, recorded: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give the seats that may still represent a group, what to ask of each, and its record by rank of id."""
        rows = np.flatnonzero(grades.asked >= 0)
        rows = rows[recorded[self.benches.place[rows]] > LAST_REPRESENTED]
        numbers = grades.asked[rows].astype(np.int64)
        return rows, numbers, np.where(numbers == ASK_HOLDER, self.benches.holder[rows], self._seat_ranks[rows])

    @property
    def _span(self) -> int:
        return len(self._seat_ranks) + self._bodies.nobody + 1

    def _open(self, grades: Grades, recorded: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Find what to ask first on each partnership, and count what could be asked."""
        asked, asked_of = (np.full(len(recorded), NONE, dtype=np.int64) for _ in range(2))
        rows, numbers, ranks = self._askable(grades, recorded)
        place = self.benches.place[rows]
        keys = (place * len(ASKS) + numbers) * self._span + ranks
        different, at = np.unique(keys, return_index=True)
        counts = np.bincount(different // self._span // len(ASKS), minlength=len(recorded))
        here, first = np.unique(place[at], return_index=True)
        asked[here], asked_of[here] = numbers[at][first], rows[at][first]
        partly = self._partly & (recorded > LAST_REPRESENTED)
        sooner = partly & ((asked == NONE) | (asked > ASK_LIST))
        asked[sooner], asked_of[sooner] = ASK_LIST, NONE
        return asked, asked_of, counts + partly

    def without_seats(self, grades: Grades) -> tuple[int, int]:
        """Give the recorded and the possible level of a group that no seat touches."""
        known, unasked = grades.is_known, grades.is_unasked
        return (SERVED if known else UNSERVED), (SERVED if known or unasked else UNSERVED)

    def system(self, group: str) -> Verdict:
        """Give the verdict for the whole system: the best recorded level and the best possible one."""
        column = self.column(group)
        known = column.grades.is_known
        if not self.partnerships:
            record = OpenRecord((1,), group, _say("ask_partnerships"))
            return Verdict(self.without_seats(column.grades)[0], DIRECT_LED, open_records=(record,), open_count=1)
        best = int(column.best[np.argmin(column.recorded)])
        records, count = self._open_records(column)
        return Verdict(
            int(column.recorded.min()),
            int(column.possible.min()),
            self.path(column, best) if best != NONE else (),
            str(self.seat_ids[best]) if best != NONE else "",
            records,
            count,
            tuple(self.seat_ids[column.voices]),
            remedy(known),
        )

    def _open_records(self, column: Column) -> tuple[tuple[OpenRecord, ...], int]:
        """Give the open records of all partnerships, the cheapest as far as evidence is listed, and their number."""
        most, group = self.seating.settings.coverage.most_open_records, self.groups.names[column.group]
        rows, numbers, ranks = self._askable(column.grades, column.recorded)
        _, first = np.unique(numbers * self._span + ranks, return_index=True)
        found = [open_record(ASKS[column.grades.asked[row]], *self._told(row), group) for row in rows[first[:most]]]
        partly = self.place_ids[self._partly & (column.recorded > LAST_REPRESENTED)]
        found += [unlisted(place, self.partnerships[place]) for place in np.sort(partly)[:most]]
        return tuple(sorted(found)[:most]), len(first) + len(partly)

    def _told(self, row: int) -> tuple[str, tuple[str, str], str]:
        place = str(self.place_ids[self.benches.place[row]])
        holder = str(self._holders[row] or "")
        return str(self.seat_ids[row]), (holder, self.called.get(holder, holder)), self.partnerships[place]

    @cached_property
    def seat_ids(self) -> np.ndarray:
        """Give the id of the seat in each row."""
        return np.asarray(self.benches.rows["seat_id"], dtype=object)

    @cached_property
    def _holders(self) -> np.ndarray:
        return np.asarray(self.benches.rows["organisation_id"], dtype=object)

    @cached_property
    def called(self) -> Mapping[str, str]:
        """Give the name of each organisation."""
        return self.seating.network.names("Organisation")

    @cached_property
    def told(self) -> list[str]:
        """Say for each row who sits there."""
        rows = self.benches.rows
        said = []
        for seat, person, holder in zip(rows["seat_id"], rows["representative"], rows["organisation_id"], strict=True):
            body = self.called.get(holder, holder) if holder else ""
            if not body:
                said.append(_say("path_person", person=person, seat=seat))
            elif person:
                said.append(_say("path_person_for", person=person, body=body, seat=seat))
            else:
                said.append(_say("path_seat_for", body=body, seat=seat))
        return said

    def path(self, column: Column, row: int) -> tuple[str, ...]:
        """Name the records from the partnership to the group."""
        place, group = self.place_names[self.benches.place[row]], self.groups.names[column.group]
        via = self.benches.target(row, int(column.grades.via[row]))
        if not via:
            return (place, self.told[row], group)
        target = self.called.get(via) or self.groups.names.get(via) or via
        return (place, self.told[row], _say("path_mandate", giver=target), group)

    def first_question(self, column: Column, place: int) -> str:
        """Say what to ask first about an open cell."""
        asked, row, group = ASKS[column.asked[place]], column.asked_of[place], self.groups.names[column.group]
        if row == NONE:
            return question(asked, "", "", self.place_names[place], group)
        holder = self._holders[row]
        return question(asked, self.seat_ids[row], self.called.get(holder, holder), self.place_names[place], group)

    def possible_boards(self, group: str) -> int:
        """Count the partnerships on which the group may be represented."""
        return int((self.column(group).possible <= LAST_REPRESENTED).sum())
