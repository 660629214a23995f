"""The health check: fifty items in five areas, and its score as bounds."""

from __future__ import annotations

import csv
import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from netmap.errors import AnalysisError
from netmap.measures.tristate import bounds_of
from netmap.model.words import CHECKLIST_ANSWERS
from netmap.words import words_of

PATH = Path(__file__).parent / "checklist.csv"
DO, DONT = "do", "dont"
AUTO, HYBRID, MANUAL = "auto", "hybrid", "manual"
MET, NOT_MET, OPEN = "Y", "N", "U"
AREAS = ("understanding", "policy", "organising", "sharing", "funding")
OVERALL = "all areas"
FROM_RECORDS, FROM_YOU = "records", "you"
_say = words_of("analyses/health")


@dataclass(frozen=True)
class Item:
    """One item: what the checklist says word for word, whether records can answer it, and the evidence it asks for.

    `mode` is auto (records can answer it), hybrid (records can support an answer) or manual.
    """

    id: str
    area: str
    kind: str
    mode: str
    text: str
    asks: str


@dataclass(frozen=True)
class AreaScore:
    """The items of one area: how many are met, and between what and what their share lies.

    `lower` counts what is not known as not met, `upper` as met; `coverage` is the share of items
    answered, `share_of_known` the share met of those answered. All are None without an item.
    """

    area: str
    met: int
    not_met: int
    not_known: int
    lower: float | None
    upper: float | None
    coverage: float | None
    share_of_known: float | None


@dataclass(frozen=True)
class Score:
    """The score of the items to do, by area and overall; the items not met, and the warning signs that show."""

    areas: tuple[AreaScore, ...]
    overall: AreaScore
    not_met: tuple[str, ...]
    signs: tuple[str, ...]
    signs_not_known: int


@cache
def items() -> tuple[Item, ...]:
    """What does the health check ask?

    Returns
        The 25 things to do and the 25 not to do, word for word, in order of area.
    Source
        METHODS 7.5; checked against HC-COUNT.
    Example
        >>> len(items()), items()[0].text
        (50, 'Attempt to map and understand the local third sector and range of public sector bodies')
    """
    with PATH.open(encoding="utf-8", newline="") as stream:
        return tuple(Item(**row) for row in csv.DictReader(stream))


@cache
def version() -> str:
    """Which checklist is this? Scores of two checks compare only where both asked the same items in the same words.

    Returns
        Twelve hex digits made from the ids and the words of all items, in order.
    Source
        METHODS 7.6.
    Example
        >>> len(version())
        12
    """
    words = "\n".join(f"{item.id}\t{item.text}" for item in items())
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:12]


def said(kind: str, answer: str) -> str:
    """Say an answer in words: a thing to do is met, a thing not to do is a warning sign.

    Example
        >>> said("do", "Y"), said("dont", "Y"), said("do", "U")
        ('met', 'a warning sign', 'not known')
    """
    return CHECKLIST_ANSWERS.get((kind, answer), _say("not_known"))


def score(answers: Mapping[str, str | None]) -> Score:
    """How healthy is the engagement, if some items are not known?

    Definition: of the things to do, [met / n, (met + not known) / n] for each area and over all items.
    Range 0..1. The overall figure is the mean of items, not of areas; a mean lets one item make up for
    another, so every item not met is listed. A thing not to do never counts in a score: answered Y it is
    a warning sign.

    Parameters
        answers: by the id of an item Y, N or U; Y means that the item's words describe the place. An
            item without an answer is not known.
    Returns
        Score: areas in the order of the checklist.
    Raises
        AnalysisError: an id that no item has, or an answer other than Y, N and U.
    Source
        METHODS 7.5; checked against HEALTH.
    Example
        >>> found = score({"UND-D1": "Y", "UND-D2": "N"})
        >>> found.areas[0].lower, found.areas[0].upper, found.not_met
        (0.2, 0.8, ('UND-D2',))
    """
    _check(answers)
    given = {item.id: answers.get(item.id) or OPEN for item in items()}
    todo = [item for item in items() if item.kind == DO]
    signs = [given[item.id] for item in items() if item.kind == DONT]
    return Score(
        areas=tuple(_area(area, [given[item.id] for item in todo if item.area == area]) for area in AREAS),
        overall=_area(OVERALL, [given[item.id] for item in todo]),
        not_met=tuple(item.id for item in todo if given[item.id] == NOT_MET),
        signs=tuple(item.id for item in items() if item.kind == DONT and given[item.id] == MET),
        signs_not_known=signs.count(OPEN),
    )


def _area(area: str, answers: list[str]) -> AreaScore:
    bounds, met, not_met = bounds_of(answers), answers.count(MET), answers.count(NOT_MET)
    known = met + not_met
    share = met / known if known else None
    return AreaScore(
        area, met, not_met, len(answers) - known, bounds.lower, bounds.upper, bounds.coverage, share_of_known=share
    )


def _check(answers: Mapping[str, str | None]) -> None:
    known = [item.id for item in items()]
    for name, answer in answers.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise AnalysisError(
                f"The health check has no item {name}.", f"Did you mean {near[0]}?" if near else "See its table."
            )
        if answer not in (MET, NOT_MET, OPEN, None):
            raise AnalysisError(f"The answer to {name} is {answer}.", "Write Y, N or U.")


def with_answers(table: pd.DataFrame, answers: Mapping[str, str | None]) -> pd.DataFrame:
    """What does the checklist say once people have answered what records cannot?

    Parameters
        table: the checklist of a `HealthResult`.
        answers: by the id of an item Y, N or U; they stand in the place of what records say.
    Returns
        A new table, with `answered_by` telling records from people.
    Raises
        AnalysisError: an id that no item has, or an answer other than Y, N and U.
    """
    _check(answers)
    own = table["id"].map({name: answer for name, answer in answers.items() if answer is not None})
    return table.assign(
        answer=table["answer"].where(own.isna(), own),
        answered_by=table["answered_by"].where(own.isna(), FROM_YOU),
    )


def score_table(found: Score) -> pd.DataFrame:
    """Give a score as a table: one row for each area, and the last for all items."""
    return pd.DataFrame([vars(each) for each in (*found.areas, found.overall)])
