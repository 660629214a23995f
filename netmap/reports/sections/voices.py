"""What one group has on one partnership, in six states that a table and a picture share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netmap.model.words import EXPERT_ONLY, LEVELS, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.reports.document import Status

VOICED, INDIRECT, EXPERT, SERVED, SILENT, UNKNOWN = "represented", "indirect", "expert", "served", "silent", "unknown"


@dataclass(frozen=True)
class State:
    """One state of a group on a partnership: its key, the words for it, the shape that tells it, and a short word."""

    key: str
    word: str
    status: Status
    short: str

    @property
    def in_full(self) -> str:
        """Give the short word with what it stands for."""
        return self.word if self.short == self.word else f"{self.short}: {self.word}"


STATES: Mapping[str, State] = {
    state.key: state
    for state in (
        State(VOICED, "represented", Status.MET, "yes"),
        State(INDIRECT, "represented indirectly", Status.INDIRECT, "indirectly"),
        State(EXPERT, "expert only", Status.PARTLY, "expert"),
        State(SERVED, "served but not represented", Status.SERVED, "served"),
        State(SILENT, "not represented", Status.UNMET, "no"),
        State(UNKNOWN, "not known", Status.UNKNOWN, "not known"),
    )
}
"""The states in order, the closest voice first."""

_BY_MANDATE = LEVELS[3]
_WITHOUT_ORGANISATION = LEVELS[7]


def state_of(row: Mapping[str, Any]) -> str:
    """What does a group have on a partnership, in one of six states?

    Definition: represented, through an organisation of the group (levels 1 and 2) or indirectly through a mandate that
    names it (level 3); touched by an expert only; served, by an organisation that has no seat there or is heard only as
    one member of a forum (levels 6 and 5); not represented, for no organisation is known (level 7); not known.

    Parameters
        row: a row of `CoverageResult.cells` or `.system`, with `verdict` and `recorded`.
    Returns
        A key of `STATES`.
    Source
        METHODS 4.2.
    Example
        >>> state_of({"verdict": "not_represented", "recorded": "nominal_only"})
        'served'
    """
    verdict, recorded = row["verdict"], row["recorded"]
    if verdict == REPRESENTED:
        return INDIRECT if recorded == _BY_MANDATE else VOICED
    if verdict == NOT_REPRESENTED:
        return SILENT if recorded == _WITHOUT_ORGANISATION else SERVED
    return {EXPERT_ONLY: EXPERT, NOT_KNOWN: UNKNOWN}[verdict]
