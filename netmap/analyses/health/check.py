"""The health check of one day: what records answer, what people answer, and the score of both as bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from netmap.analyses.health.answer import HealthResult
from netmap.analyses.health.checklist import (
    DO,
    FROM_YOU,
    MET,
    NOT_MET,
    OPEN,
    AreaScore,
    Score,
    items,
    said,
    score,
    version,
    with_answers,
)
from netmap.analyses.health.tally import Tally
from netmap.analyses.result import plain
from netmap.model.words import counted, percent
from netmap.words import words_of

SCHEMA = "netmap/health-check/1"
_say = words_of("analyses/health")
ANSWER_WORDS = {MET: _say("answer_yes"), NOT_MET: _say("answer_no"), OPEN: _say("not_known")}
KIND_WORDS = {DO: _say("kind_do"), "dont": _say("kind_dont")}


@dataclass(frozen=True)
class HealthCheck:
    """The fifty items with their answers on one day, and between what and what each area lies.

    `rows` is the checklist of a `HealthResult` with `records_say` (the answer of the records alone) and
    `evidence` (what people give for theirs, blank where nothing). `checklist` tells which items were asked.
    """

    as_of: str
    scope: str
    parameters: Mapping[str, Any]
    score: Score
    checklist: str
    rows: pd.DataFrame = field(repr=False)

    @property
    def contradictions(self) -> pd.DataFrame:
        """Give the rows that records answer one way and people another."""
        rows = self.rows
        differ = (rows["records_say"] != OPEN) & (rows["answer"] != rows["records_say"])
        return rows[differ].reset_index(drop=True)

    def against(self) -> tuple[str, ...]:
        """Say of each item that records and people answer differently what each say; people's answer stands."""
        return tuple(_against(row) for row in self.contradictions.to_dict("records"))

    def said_of(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Say of some items what they ask and what their answer rests on."""
        rows = self.rows.set_index("id", drop=False).loc[list(ids)].to_dict("records")
        return tuple(f"{row['id']}: {row['text']} ({_rests(row)})" for row in rows)

    def caveats(self) -> tuple[str, ...]:
        """Say what is open, and where people and records differ."""
        return (*_open(self.score), *self.against())

    def to_dict(self) -> dict[str, Any]:
        """Give the check as a versioned document of plain values, to be kept for next year."""
        columns = (
            "id",
            "area",
            "kind",
            "text",
            "answer",
            "answered_by",
            "records_say",
            "indicator",
            "figure",
            "not_known",
            "out_of",
            "evidence",
        )
        document = {
            "schema": SCHEMA,
            "as_of": self.as_of,
            "scope": self.scope,
            "checklist": self.checklist,
            "parameters": self.parameters,
            "areas": [dataclasses.asdict(each) for each in self.score.areas],
            "all_areas": dataclasses.asdict(self.score.overall),
            "not_met": self.score.not_met,
            "signs": self.score.signs,
            "signs_not_known": self.score.signs_not_known,
            "caveats": self.caveats(),
            "items": self.rows[list(columns)].to_dict("records"),
        }
        return dict(plain(document))


def check_of(
    result: HealthResult, answers: Mapping[str, str] | None = None, evidence: Mapping[str, str] | None = None
) -> HealthCheck:
    """How does the place stand on the health check, by what is recorded and by what people answer?

    Definition: an answer of people stands in the place of what records say, also where the two differ, which
    is then said. The score counts the answers as they stand then.

    Parameters
        result: engagement health on the day.
        answers: of people, by the id of an item: Y, N or U.
        evidence: what shows it, by the id of an item.
    Returns
        HealthCheck.
    Raises
        AnalysisError: an id that no item has, or an answer other than Y, N and U.
    Source
        METHODS 7.5; checked against HEALTH.
    """
    table = result.details["checklist"]
    rows = with_answers(table, answers or {})
    rows["records_say"] = table["answer"]
    rows["evidence"] = rows["id"].map(lambda item: (evidence or {}).get(item, ""))
    return HealthCheck(
        as_of=result.as_of,
        scope=result.scope,
        parameters=result.parameters,
        score=score(rows.set_index("id")["answer"].to_dict()),
        checklist=version(),
        rows=rows,
    )


def sheet_of(check: HealthCheck) -> pd.DataFrame:
    """Give the sheet that people fill in: each item with what records say of it and what is asked for.

    Returns
        One row for each item; `answer` and `evidence` are blank, so that what is recorded later still counts.
    """
    rows = check.rows
    return pd.DataFrame(
        {
            "id": rows["id"],
            "area": rows["area"],
            "kind": rows["kind"].map(KIND_WORDS),
            "item": rows["text"],
            "answer": "",
            "evidence": "",
            "asks": rows["asks"],
            "from_records": [_recorded(row) for row in rows.to_dict("records")],
        }
    )


def _recorded(row: Mapping[str, Any]) -> str:
    """Say what records say of an item, with the figure that they have."""
    if not row["counts"]:
        return _say("sheet_not_in_tables")
    if row["out_of"] is None:
        return _say("sheet_no_record", counts=row["counts"])
    return f"{ANSWER_WORDS[row['records_say']]}: {basis(row)}"


def basis(row: Mapping[str, Any]) -> str:
    """Say what an item's answer from records rests on: the count, and what the count alone does not say.

    Parameters
        row: of the checklist, with a figure.
    """
    so, unknown = row["figure"], row["not_known"]
    return Tally(row["counts"], so, row["out_of"] - so - unknown, unknown, row["note"]).told()


def _rests(row: Mapping[str, Any]) -> str:
    """Say what an answer rests on: the evidence of people, or the records."""
    if row["answered_by"] == FROM_YOU:
        shown = row["evidence"]
        return _say("basis_your_answer", evidence=shown) if shown else _say("basis_your_answer_bare")
    return basis(row)


def share_met(each: AreaScore) -> str:
    """Say between what and what the share of an area's items that are met lies.

    Example
        >>> share_met(score({"UND-D1": "Y", "UND-D2": "N"}).areas[0])
        '20 % to 80 %'
    """
    if each.lower is None or each.upper is None:
        return _say("not_known")
    lower, upper = percent(each.lower), percent(each.upper)
    return lower if lower == upper else _say("share_met_range", lower=lower, upper=upper)


def _open(found: Score) -> tuple[str, ...]:
    todo, signs = found.overall.not_known, found.signs_not_known
    if not todo and not signs:
        return ()
    of = sum(item.kind == DO for item in items())
    return (_say("check_open", todo=todo, things=counted(of, "thing"), signs=signs, signs_of=len(items()) - of),)


def _against(row: Mapping[str, Any]) -> str:
    """Say that people and records differ, and that the people's answer stands."""
    records, people = (
        f"{ANSWER_WORDS[row[name]]}, {said(row['kind'], row[name])}" for name in ("records_say", "answer")
    )
    item, rests, shown = row["id"], basis(row), row["evidence"]
    if not shown:
        return _say("check_against", item=item, records=records, basis=rests, people=people)
    return _say("check_against_shown", item=item, records=records, basis=rests, people=people, evidence=shown)


def answered(check: HealthCheck) -> str:
    """Say in a sentence how many items records answer, how many people, and how many are open."""
    rows = check.rows
    open_, people = (
        int((rows["answer"] == OPEN).sum()),
        int(((rows["answered_by"] == FROM_YOU) & (rows["answer"] != OPEN)).sum()),
    )
    records = len(rows) - open_ - people
    if open_ == 1:
        return _say("check_answered_one", items=len(rows), records=records, people=people, open=open_)
    return _say("check_answered_many", items=len(rows), records=records, people=people, open=open_)
