"""Equality groups whose place on the ladder rests on one person, or on one organisation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.levels import DIRECT_LED
from netmap.analyses.issues.links import ORGANISATION, PERSON
from netmap.analyses.issues.single_points import HOLDER
from netmap.analyses.seating import Seating
from netmap.model.words import LEVELS

DROP_COLUMNS = ("kind", "id", "name", "group_id", "group", "level", "level_without", "best_without", "certain")


def group_drops(seating: Seating) -> pd.DataFrame:
    """Which equality groups would drop a level of the ladder if one person, or one organisation, left?

    Definition: the level of a group in the whole system is the best recorded level of any seat, or what it is without
    seats (served, unserved). It rests on a holder when every seat of that level is theirs. `level_without`: the
    recorded level of all other seats; `best_without`: the best that records nobody made could make of it;
    `certain`: even that is below the level.
    Isolated and vacant: a vacant seat is nobody's; a seat that names no person depends on none.

    Parameters
        seating: the network on one day.
    Returns
        One row for each holder and group that drops: columns DROP_COLUMNS, people before organisations, by name and id,
        then by group in tree order.
    Cost
        That of the ladder.
    Source
        METHODS 7.3; checked by taking each holder out and asking again.
    """
    ladder = Ladder(seating)
    people = dict(zip(ladder.benches.rows["representative_id"], ladder.benches.rows["representative"], strict=True))
    names = {PERSON: people, ORGANISATION: seating.network.names("Organisation")}
    holders = {kind: ladder.benches.rows[column].to_numpy(dtype=object) for kind, column in HOLDER.items()}
    rows = []
    for group in ladder.groups.ids:
        grades = ladder.column(group).grades
        floor, open_floor = ladder.without_seats(grades)
        best_floor = DIRECT_LED if seating.partly_listed else open_floor
        for kind, sitting in holders.items():
            who = _only_holder(grades.recorded, sitting, floor)
            if who is None:
                continue
            others = sitting != who
            level, without = int(grades.recorded.min()), int(grades.recorded[others].min(initial=floor))
            best = int(grades.possible[others].min(initial=best_floor))
            named = {"kind": kind, "id": who, "name": names[kind].get(who) or who}
            levels = {"level": LEVELS[level], "level_without": LEVELS[without], "best_without": LEVELS[best]}
            rows.append(
                {**named, "group_id": group, "group": ladder.groups.names[group], **levels, "certain": best > level}
            )
    rows.sort(key=lambda row: (row["kind"] != PERSON, row["name"], row["id"]))
    return pd.DataFrame(rows, columns=list(DROP_COLUMNS), dtype=object)


def _only_holder(levels: np.ndarray, holders: np.ndarray, floor: int) -> str | None:
    """Give the holder of every seat of the best level; None where there are several, nobody, or seats do not matter."""
    if levels.min(initial=floor) >= floor:
        return None
    best = set(holders[levels == levels.min()].tolist())
    who = best.pop()
    return who if isinstance(who, str) and not best else None
