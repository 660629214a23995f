"""This year's health check beside one that was saved: which answers changed, and what can be said of each area."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from netmap.analyses.health.check import SCHEMA, HealthCheck
from netmap.analyses.health.checklist import (
    FROM_RECORDS,
    FROM_YOU,
    MET,
    NOT_MET,
    OPEN,
    AreaScore,
    items,
    score,
    version,
)
from netmap.analyses.result import plain
from netmap.analyses.settings import Settings
from netmap.errors import AnalysisError, InputError
from netmap.model.dates import read_day
from netmap.model.letters import read_json
from netmap.model.words import plainly
from netmap.words import words_of

LARGEST_FILE = 5_000_000
HIGHER, LOWER, SAME, CANNOT_TELL = "higher", "lower", "same", "cannot_tell"
_say = words_of("analyses/health")
AREA_WORDS = {
    HIGHER: _say("since_higher"),
    LOWER: _say("since_lower"),
    SAME: _say("since_same"),
    CANNOT_TELL: _say("since_cannot_tell"),
}
"""How the bounds of two years compare: for certain only where they do not touch."""
THRESHOLDS = (
    "report_back_months",
    "small_income",
    "fair_ratio",
    "record_months",
    "award_months",
    "long_award_years",
    "short_award_months",
    "item_share_of_records",
    "item_share_of_awards",
    "flag_share_of_awards",
    "blanket_awards",
    "most_seats_in_detail",
)
"""The settings that an answer from records rests on."""


@dataclass(frozen=True)
class SavedCheck:
    """A health check as it was saved: its day, its place, which items it asked, the answers and who gave them."""

    file: str
    as_of: str
    scope: str
    checklist: str
    parameters: Mapping[str, Any]
    answers: Mapping[str, str]
    answered_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaChange:
    """The score of one area then and now; `verdict` is one of the words of `AREA_WORDS`."""

    area: str
    then: AreaScore
    now: AreaScore
    verdict: str


@dataclass(frozen=True)
class ItemChange:
    """One item answered otherwise than before, and by whom each time."""

    id: str
    area: str
    kind: str
    text: str
    then: str
    now: str
    then_by: str
    now_by: str


@dataclass(frozen=True)
class Comparison:
    """What changed since a saved check: areas (the last for all items), answers, what became known, what to mind."""

    as_of: str
    areas: tuple[AreaChange, ...]
    changes: tuple[ItemChange, ...]
    caveats: tuple[str, ...] = ()

    @property
    def became_known(self) -> tuple[str, ...]:
        """Give the items that were not known then and are now."""
        return tuple(each.id for each in self.changes if each.then == OPEN)

    @property
    def no_longer_known(self) -> tuple[str, ...]:
        """Give the items that were known then and are not now."""
        return tuple(each.id for each in self.changes if each.now == OPEN)

    @property
    def turned(self) -> tuple[str, ...]:
        """Give the items that were answered one way then and are answered the other way now."""
        return tuple(each.id for each in self.changes if OPEN not in (each.then, each.now))


def compared(check: HealthCheck, last: SavedCheck) -> Comparison:
    """What changed since last year's health check?

    Definition: an area is higher for certain where its lower figure now is above its upper figure then, lower
    for certain the other way round, the same where both are known and equal; else it cannot be told, because
    what is not known could go either way. An item that became known says nothing about a change of the place.

    Parameters
        check: this year's.
        last: a saved one, of an earlier day or the same, of the same place and the same items.
    Returns
        Comparison: areas in the order of the checklist and the one for all items last; the items whose answer
        differs, in the order of the checklist.
    Raises
        AnalysisError: the saved check asked other items, is of another place or of a later day; the two
        cannot be compared then.
    Source
        METHODS 7.6.
    """
    _refuse_unlike(check, last)
    before = score(last.answers)
    pairs = zip((*before.areas, before.overall), (*check.score.areas, check.score.overall), strict=True)
    return Comparison(
        as_of=last.as_of,
        areas=tuple(AreaChange(now.area, then, now, _verdict(then, now)) for then, now in pairs),
        changes=tuple(
            ItemChange(
                row["id"],
                row["area"],
                row["kind"],
                row["text"],
                last.answers[row["id"]],
                row["answer"],
                last.answered_by.get(row["id"], FROM_RECORDS),
                row["answered_by"],
            )
            for row in check.rows.to_dict("records")
            if row["answer"] != last.answers[row["id"]]
        ),
        caveats=_other_thresholds(check, last),
    )


def _verdict(then: AreaScore, now: AreaScore) -> str:
    if None in (then.lower, then.upper, now.lower, now.upper):
        return CANNOT_TELL
    if now.met > then.met + then.not_known:
        return HIGHER
    if now.met + now.not_known < then.met:
        return LOWER
    return SAME if not then.not_known and not now.not_known else CANNOT_TELL


def _refuse_unlike(check: HealthCheck, last: SavedCheck) -> None:
    if last.checklist != check.checklist:
        raise AnalysisError(
            f"The check in '{last.file}' asked other items (checklist {last.checklist}) than this one "
            f"({check.checklist}), so their scores cannot be compared.",
            "Leave out --last. To compare, make the earlier check again from the earlier records and answers.",
        )
    if last.scope != check.scope:
        then, now = (scope or "everything on record" for scope in (last.scope, check.scope))
        raise AnalysisError(
            f"The check in '{last.file}' is of {then}, and this one is of {now}, so they cannot be compared.",
            "Name the same place with --area, or another file with --last.",
        )
    if last.as_of > check.as_of:
        raise AnalysisError(
            f"The check in '{last.file}' is of {last.as_of}, later than this one of {check.as_of}.",
            "Give the earlier check with --last, or a later day with --as-of.",
        )


def _other_thresholds(check: HealthCheck, last: SavedCheck) -> tuple[str, ...]:
    """Say which thresholds differ: an answer of records may have changed for that alone."""
    words, now = Settings.words(), dict(plain(check.parameters))
    other = [
        _say(
            "since_threshold",
            setting=words.get(name, name),
            then=_shown(last.parameters.get(name)),
            now=_shown(now.get(name)),
        )
        for name in THRESHOLDS
        if last.parameters.get(name) != now.get(name)
    ]
    if not other:
        return ()
    return (_say("since_thresholds", changes="; ".join(other)),)


def _shown(value: Any) -> str:
    return plainly(value) if isinstance(value, (int, float)) else _say("since_no_threshold")


def saved_text(check: HealthCheck) -> str:
    """Give a check as the text of the file that `read_saved` reads."""
    return json.dumps(check.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def read_saved(path: Path) -> SavedCheck:
    """Read a health check that `netmap health -o FILE.json` saved.

    Returns
        SavedCheck: scores are not taken from the file; they follow from its answers.
    Raises
        InputError: the file cannot be read, is not such a check, or lacks a part of it.
    Cost
        Linear in the file; files of more than 5 MB are refused.
    """
    path = Path(path)
    document = _read(path)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        _refuse(path, f"is not a health check of the form {SCHEMA}")
    rows = document.get("items")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _refuse(path, "has no list of items")
    parameters = document.get("parameters")
    saved = SavedCheck(
        path.name,
        _as_of(path, document.get("as_of")),
        _string(path, document, "scope"),
        _string(path, document, "checklist"),
        parameters if isinstance(parameters, dict) else {},
        _column(path, rows, "answer", (MET, NOT_MET, OPEN)),
        _column(path, rows, "answered_by", (FROM_RECORDS, FROM_YOU)),
    )
    _refuse_incomplete(path, saved)
    return saved


def _refuse_incomplete(path: Path, saved: SavedCheck) -> None:
    """Refuse a check of this checklist that has other items; one of another checklist is refused when compared."""
    known = [item.id for item in items()]
    if saved.checklist == version() and set(saved.answers) != set(known):
        odd = sorted(set(saved.answers) ^ set(known))[0]
        _refuse(path, f"{'lacks the item' if odd in known else 'has an item that is none,'} {odd}")


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            _refuse(path, "is larger than 5 MB, more than any health check")
        return read_json(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"The saved check '{path}' cannot be read: {error.strerror or error}.",
            "Check its name and place.",
            file=str(path),
        ) from error
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        _refuse(path, f"is not JSON{where}")


def _as_of(path: Path, value: Any) -> str:
    day = read_day(value) if isinstance(value, str) else None
    if day is None:
        _refuse(path, "does not say of which day it is")
    return day.isoformat()


def _string(path: Path, document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        _refuse(path, f"has no text under '{name}'")
    return value


def _column(path: Path, rows: list[dict[str, Any]], name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, row in enumerate(rows, start=1):
        item, value = row.get("id"), row.get(name)
        if not isinstance(item, str) or item in found:
            _refuse(path, f"has no id, or one that was there before, in item {place}")
        if value not in allowed:
            _refuse(path, f"has '{value}' as {name} of {item}, which is none of {', '.join(allowed)}")
        found[item] = value
    return found


def _refuse(path: Path, what: str) -> NoReturn:
    raise InputError(
        f"The saved check '{path.name}' {what}.",
        "Give a file that `netmap health SOURCE -o FILE.json` wrote, as it was written.",
        file=str(path),
    )
