"""When each group was heard, and until when it will be: voices over time, from the dates of terms and mandates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.analyses.coverage.benches import Benches, read_benches
from netmap.analyses.coverage.grading import Grader
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.levels import LAST_REPRESENTED

COLUMNS = (
    "group_id",
    "group",
    "quarters_heard",
    "quarters_proved",
    "of_quarters",
    "share",
    "heard_on_the_day",
    "silent_from",
    "end_recorded",
)
EVER, NEVER = "", "9999"


def quarter_ends(day: str, count: int) -> list[str]:
    """List the last days of the latest quarters, none after a day; the earliest first.

    Example
        >>> quarter_ends("2026-06-30", 2), quarter_ends("2026-06-29", 1)
        (['2026-03-31', '2026-06-30'], ['2026-03-31'])
    """
    asked = datetime.date.fromisoformat(day) + datetime.timedelta(days=1)
    quarter = asked.year * 4 + (asked.month - 1) // 3
    firsts = [datetime.date(each // 4, each % 4 * 3 + 1, 1) for each in range(quarter - count + 1, quarter + 1)]
    return [(first - datetime.timedelta(days=1)).isoformat() for first in firsts]


@dataclass(frozen=True)
class Terms:
    """Every seat's time, cut into terms in which holder, capacity and mandates stay the same.

    `keys` number the terms by seat, then by day; `seat` and `start` are those of each, `end` the day after
    the last, as numbers of `seats` and `days`.
    """

    seats: pd.Index
    days: np.ndarray
    keys: np.ndarray

    @property
    def seat(self) -> np.ndarray:
        """Give the seat of each term."""
        return self.keys // len(self.days)

    @property
    def start(self) -> np.ndarray:
        """Give the first day of each term."""
        return self.keys % len(self.days)

    @property
    def end(self) -> np.ndarray:
        """Give the day after the last of each term."""
        following = np.append(self.start[1:], 0)
        last = np.append(self.seat[1:] != self.seat[:-1], True) if len(self.keys) else np.empty(0, dtype=bool)
        return np.where(last, len(self.days) - 1, following[: len(self.keys)])

    def running(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Give the pairs of a term and a row of a table that runs in it, by term, then in the order of the table."""
        seat, start, end = _numbered(table, self.seats, self.days)
        rows = np.flatnonzero((seat >= 0) & (start < end))
        low = np.searchsorted(self.keys, seat[rows] * len(self.days) + start[rows])
        counts = np.searchsorted(self.keys, seat[rows] * len(self.days) + end[rows]) - low
        terms = np.repeat(low, counts) + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        order = np.argsort(terms, kind="stable")
        return terms[order], np.repeat(rows, counts)[order]


def _numbered(table: pd.DataFrame, seats: pd.Index, days: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the number of the seat, of the first day (none before the first of all) and of the day after the last."""
    index = pd.Index(days)
    start = np.maximum(index.get_indexer(table["start_day"].fillna(EVER)), 0)
    end = np.maximum(index.get_indexer(table["end_day"].fillna(NEVER)), 0)
    return seats.get_indexer(table["seat_id"]), start, end


def cut(tables: list[pd.DataFrame], seats: pd.Index, since: str) -> Terms:
    """Cut the time of seats between any two days on which something of them starts or ends, from a day on."""
    written = pd.concat([table[name] for table in tables for name in ("start_day", "end_day")]).dropna().unique()
    days = np.array([since, *sorted(day for day in written if since < day < NEVER), NEVER], dtype=object)
    keys = []
    for table in tables:
        seat, start, end = _numbered(table, seats, days)
        kept = (seat >= 0) & (start < end)
        keys += [seat[kept] * len(days) + each[kept] for each in (start, end)]
    found = np.unique(np.concatenate(keys)) if keys else np.empty(0, dtype=np.int64)
    return Terms(seats, days, found[found % len(days) < len(days) - 1])


def terms_of(ladder: Ladder, since: str) -> Benches:
    """Give the terms of every seat as filled seats of their own, from a day on.

    Definition: on every day of a term the seat is as `read_seating` gives it for that day. `start` and
    `end` are the first day and the day after the last; `dated` says that the holder's start is recorded.
    """
    network, seats = ladder.seating.network, ladder.seating.seats
    people, bodies, mandates = (network.table(name) for name in ("holders", "held-for", "mandates"))
    terms = cut([people, bodies, mandates], pd.Index(seats["seat_id"]), since)
    latest = (
        network.table("seats").drop_duplicates("seat_id").set_index("seat_id")["capacity"].reindex(seats["seat_id"])
    )
    of_seats = seats[["seat_id", "partnership_id", "mandate_recorded"]].iloc[terms.seat].reset_index(drop=True)
    person, body = _first(terms, people), _first(terms, bodies)
    rows = of_seats.assign(
        key=np.arange(len(of_seats)),
        start=terms.days[terms.start],
        end=terms.days[terms.end],
        representative_id=person["representative_id"],
        representative=person["representative"],
        organisation_id=body["organisation_id"],
        capacity=person["capacity"].fillna(body["capacity"]).fillna(latest.iloc[terms.seat].reset_index(drop=True)),
        dated=body["start_day"].where(body["organisation_id"].notna(), person["start_day"]).notna(),
    )
    rows = rows[rows["representative_id"].notna() | rows["organisation_id"].notna()]
    rows = rows.astype(object).where(rows.notna(), None)
    term, row = terms.running(mandates)
    places = {place: at for at, place in enumerate(ladder.partnerships)}
    given = mandates.iloc[row].assign(key=term)
    return read_benches(rows, given, places, ladder.groups, ladder.seating)


def _first(terms: Terms, table: pd.DataFrame) -> pd.DataFrame:
    """Give for each term the first row of a table that runs in it; blank where none does."""
    term, row = terms.running(table)
    found, at = np.unique(term, return_index=True)
    rows = table.iloc[row[at]].set_axis(found)
    return rows.reindex(np.arange(len(terms.keys)))


def time_table(ladder: Ladder, as_of: str) -> pd.DataFrame:
    """When was each group heard, and from when will it not be?

    Definition: a group is heard on a day when a seat represents it (level 1 to 3) by the records.
    `quarters_heard` of `of_quarters` ends of quarters, counting a term without a recorded start as
    always running; `quarters_proved` counts only terms whose start is recorded. `silent_from` is the
    first day from `as_of` on without a recorded voice; None where it is not heard on the day, or where
    no end is recorded of the last voice (`end_recorded`).
    Cost
        One grading of all terms for each group.
    """
    days = quarter_ends(as_of, ladder.seating.settings.coverage.quarters)
    benches = terms_of(ladder, min(days[0], as_of))
    grader = Grader(ladder.groups, benches, ladder.seating.settings.coverage)
    starts, ends = (benches.rows[name].to_numpy(dtype=object).astype(str) for name in ("start", "end"))
    running = np.array([(starts <= day) & (ends > day) for day in days])
    dated = benches.rows["dated"].eq(True).to_numpy()
    rows = []
    for group in ladder.groups.ids:
        heard = grader.recorded(group) <= LAST_REPRESENTED
        until = _until(starts[heard], ends[heard], as_of)
        quarters = (running & heard).any(axis=1)
        rows.append(
            {
                "group_id": group,
                "group": ladder.groups.names[group],
                "quarters_heard": int(quarters.sum()),
                "quarters_proved": int((running & heard & dated).any(axis=1).sum()),
                "of_quarters": len(days),
                "share": float(quarters.mean()),
                "heard_on_the_day": until is not None,
                "silent_from": until if until != NEVER else None,
                "end_recorded": None if until is None else until != NEVER,
            }
        )
    values = {name: [row[name] for row in rows] for name in COLUMNS}
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in values.items()})


def _until(starts: np.ndarray, ends: np.ndarray, day: str) -> str | None:
    """Give the first day from `day` on that none of some spans covers; None where none covers `day` itself."""
    ahead = ends > day
    order = np.argsort(starts[ahead], kind="stable")
    until = day
    for start, end in zip(starts[ahead][order].tolist(), ends[ahead][order].tolist(), strict=True):
        if start > until:
            break
        until = max(until, end)
    return until if until > day else None
