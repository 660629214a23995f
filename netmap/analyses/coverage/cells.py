"""The main table of coverage: one row for each group in the whole system and on each partnership."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.coverage.ladder import NONE, Column, Ladder
from netmap.analyses.coverage.levels import LAST_REPRESENTED
from netmap.analyses.coverage.verdicts import Verdict, end_of, remedy, verdict_of
from netmap.model.words import LEVELS

SYSTEM = ""
COLUMNS = (
    "group_id",
    "group",
    "partnership_id",
    "partnership",
    "verdict",
    "recorded",
    "possible",
    "proof",
    "would_change",
    "open_records",
)
_LEVELS = np.array(["", *LEVELS.values()], dtype=object)
_VERDICTS = np.array(
    [[verdict_of(recorded, possible) for possible in range(len(_LEVELS))] for recorded in range(len(_LEVELS))],
    dtype=object,
)


def cells_of(ladder: Ladder, verdicts: dict[str, Verdict]) -> pd.DataFrame:
    """Lay out the verdicts, the system's before those on partnerships, by group in tree order.

    Cost
        One text for each cell.
    """
    names = np.array([SYSTEM, *ladder.partnerships.values()], dtype=object)
    ids = np.array([SYSTEM, *ladder.partnerships], dtype=object)
    size, groups = len(ids), ladder.groups.ids
    columns = [ladder.column(group) for group in groups]
    systems = [verdicts[group] for group in groups]
    recorded = _stacked([verdict.recorded for verdict in systems], [column.recorded for column in columns])
    possible = _stacked([verdict.possible for verdict in systems], [column.possible for column in columns])
    opened = _stacked([verdict.open_count for verdict in systems], [column.open for column in columns])
    proofs, changes = [], []
    for verdict, column in zip(systems, columns, strict=True):
        proofs += [" → ".join(verdict.path), *_proofs(ladder, column)]
        changes += [verdict.would_change, *_changes(ladder, column)]
    values = (
        np.repeat(np.array(groups, dtype=object), size),
        np.repeat(np.array([ladder.groups.names[group] for group in groups], dtype=object), size),
        np.tile(ids, len(groups)),
        np.tile(names, len(groups)),
        _VERDICTS[recorded, possible],
        _LEVELS[recorded],
        _LEVELS[possible],
        np.array(proofs, dtype=object),
        np.array(changes, dtype=object),
        opened,
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)), columns=list(COLUMNS))


def _stacked(systems: list[int], columns: list[np.ndarray]) -> np.ndarray:
    parts = [np.concatenate([[system], column]) for system, column in zip(systems, columns, strict=True)]
    return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, dtype=np.int64)


def _proofs(ladder: Ladder, column: Column) -> list[str]:
    texts = [""] * len(column.best)
    for place in np.flatnonzero(column.best != NONE).tolist():
        texts[place] = " → ".join(ladder.path(column, int(column.best[place])))
    return texts


def _changes(ladder: Ladder, column: Column) -> list[str]:
    known = column.grades.is_known
    texts = [remedy(known, place) if known else remedy(known) for place in ladder.partnerships.values()]
    for place in np.flatnonzero(column.is_open).tolist():
        texts[place] = ladder.first_question(column, place)
    found, starts = np.unique(ladder.benches.place[column.voices], return_index=True)
    seats, ends = ladder.seat_ids[column.voices].tolist(), [*starts[1:].tolist(), len(column.voices)]
    for place, first, end in zip(found.tolist(), starts.tolist(), ends, strict=False):
        texts[place] = end_of(seats[first:end])
    return texts


def represented(column: Column) -> int:
    """Count the partnerships on which a group is represented."""
    return int((column.recorded <= LAST_REPRESENTED).sum())
