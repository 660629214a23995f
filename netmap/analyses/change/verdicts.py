"""What the two days say of equality groups and themes: who gained or lost a voice, which theme an owner."""

from __future__ import annotations

import pandas as pd

from netmap.analyses.change.snapshot import Snapshot, ids_of, names_of
from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.issues import IssuesResult, issues
from netmap.model.words import LEVELS, NOT_KNOWN, REPRESENTED

LADDER = (
    "group_id",
    "group",
    "move",
    "verdict_before",
    "verdict_after",
    "recorded_before",
    "recorded_after",
    "partnerships_before",
    "partnerships_after",
)
THEMES = (
    "theme_id",
    "theme",
    "changed",
    "status_before",
    "status_after",
    "known_before",
    "known_after",
    "remit_before",
    "remit_after",
    "remit_lost",
    "remit_gained",
    "voice_lost",
    "voice_gained",
)
LEVEL_OF = {name: level for level, name in LEVELS.items()}


def ladder_moves(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Which groups gained a voice, lost one, or moved on the ladder?

    Returns
        One row for each group of either side: verdict and recorded level of the whole system, the partnerships
        on which it is represented, and the move in one word.
    """
    old = _system(before)
    new = old if after is before else _system(after)
    rows = old.merge(new, "outer", "key", suffixes=("_before", "_after")).sort_values("key", ignore_index=True)
    rows = rows.astype(object).where(rows.notna(), None)
    rows["group_id"], rows["group"] = (of(rows["key"], before, after) for of in (ids_of, names_of))
    rows["move"] = [
        move_of(*levels)
        for levels in zip(
            rows["verdict_before"],
            rows["verdict_after"],
            rows["recorded_before"].map(LEVEL_OF),
            rows["recorded_after"].map(LEVEL_OF),
            strict=True,
        )
    ]
    return rows[list(LADDER)].sort_values(["group", "group_id"], ignore_index=True)


def move_of(verdict_before: str | None, verdict_after: str | None, level_before: int, level_after: int) -> str:
    """Say in one word how a group moved.

    Example
        >>> move_of("represented", "not_known", 2, 7), move_of("not_represented", "not_represented", 6, 5)
        ('no_longer_known', 'up')
    """
    if verdict_before is None or verdict_after is None:
        return "only_after" if verdict_before is None else "only_before"
    known = verdict_before != NOT_KNOWN, verdict_after != NOT_KNOWN
    if known != (True, True):
        return {(False, True): "became_known", (True, False): "no_longer_known"}.get(known, "same")
    spoken_for = verdict_before == REPRESENTED, verdict_after == REPRESENTED
    if spoken_for[0] != spoken_for[1]:
        return "gained_voice" if spoken_for[1] else "lost_voice"
    return "same" if level_before == level_after else "up" if level_after < level_before else "down"


def _system(side: Snapshot) -> pd.DataFrame:
    seating = side.seating
    answer: CoverageResult = coverage(
        side.network, as_of=side.day, area=seating.scope.area or None, settings=seating.settings
    )
    boards = answer.cells.loc[answer.cells["verdict"] == REPRESENTED, "group_id"].value_counts()
    system = answer.system
    return pd.DataFrame(
        {
            "key": side.keys(system["group_id"]),
            "verdict": system["verdict"],
            "recorded": system["recorded"],
            "partnerships": system["group_id"].map(boards).fillna(0).astype(int),
        }
    )


def theme_moves(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Which themes gained or lost an owner or a voice?

    Returns
        One row for each theme of either side, with the names of partnerships that came and went.
    """
    old = _themes(before)
    new = old if after is before else _themes(after)
    rows = old.merge(new, "outer", "key", suffixes=("_before", "_after")).sort_values("key", ignore_index=True)
    rows = rows.astype(object).where(rows.notna(), None)
    places = sorted(before.places | after.places)
    called = dict(zip(places, names_of(places, before, after), strict=True))
    for what in ("remit", "voice"):
        was, now = ([set(each or ()) for each in rows[f"{what}_{side}"]] for side in ("before", "after"))
        lost, gained = (
            [sorted(called.get(place, place) for place in one - other) for one, other in zip(*sides, strict=True)]
            for sides in ((was, now), (now, was))
        )
        rows[f"{what}_lost"], rows[f"{what}_gained"] = lost, gained
    for side in ("before", "after"):
        rows[f"remit_{side}"] = [len(each or ()) for each in rows[f"remit_{side}"]]
    rows["changed"] = rows["status_before"] != rows["status_after"]
    rows["theme_id"], rows["theme"] = (of(rows["key"], before, after) for of in (ids_of, names_of))
    return rows[list(THEMES)].sort_values(["theme", "theme_id"], ignore_index=True)


def _themes(side: Snapshot) -> pd.DataFrame:
    seating = side.seating
    answer: IssuesResult = issues(
        side.network, as_of=side.day, area=seating.scope.area or None, settings=seating.settings
    )
    rows = answer.rows
    found = pd.DataFrame({"key": side.keys(rows["theme_id"]), "status": rows["status"], "known": rows["known"]})
    for what, column in (("remit", "remit"), ("voice", "voiced_in")):
        found[what] = [[side.key(place) for place in places] for places in rows[column]]
    return found
