"""What to ask next: the open items of the health check, those first that are answered with the least work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from netmap.analyses.health.check import HealthCheck
from netmap.analyses.health.checklist import MANUAL, OPEN
from netmap.model.words import listed
from netmap.words import words_of

COLUMN, TABLE, DOCUMENT, PEOPLE = "column", "table", "document", "people"
_say = words_of("analyses/health")
EFFORTS = {
    COLUMN: _say("ask_effort_column"),
    TABLE: _say("ask_effort_table"),
    DOCUMENT: _say("ask_effort_document"),
    PEOPLE: _say("ask_effort_people"),
}
"""What an answer takes, the least work first."""
SETTLED_BY: Mapping[str, tuple[str, ...]] = {
    "UND-D1": ("organisations.as_of", "partnerships.as_of", "seats.as_of"),
    "POL-D3": ("seats.organisation", "seats.voting"),
    "POL-D4": (
        "seats.route",
        "seats.evidence",
        "seats.reported_back",
        "seats.end_date",
        "seats.deputy",
        "seats.role_description",
    ),
    "ORG-D1": ("seats.organisation", "organisations.sector", "organisations.income"),
    "ORG-D2": ("funding.function",),
    "ORG-D4": ("partnerships.parent",),
    "ORG-X1": ("seats.organisation", "organisations.sector"),
    "SHA-D4": ("funding.function",),
    "SHA-X3": ("seats.start_date", "seats.end_date"),
    "FUN-D1": ("funding.start_date", "funding.end_date"),
    "FUN-D5": ("funding.payment_terms",),
    "FUN-D7": ("funding.overheads",),
    "FUN-X1": ("funding.start_date", "funding.end_date"),
    "FUN-X5": ("funding.payment_terms",),
    "FUN-X7": ("funding.overheads",),
}
"""The columns that an item's answer is read from; an item that is not here is answered by people."""


@dataclass(frozen=True)
class Question:
    """One thing to ask for: the items that it could settle, what it takes, and how many records lack it."""

    items: tuple[str, ...]
    effort: str
    asks: str
    missing: int = 0
    out_of: int = 0


def questions(check: HealthCheck) -> tuple[Question, ...]:
    """What should be asked next, if the health check is to say more?

    Definition: every open item is asked for once; items that the same columns, or the same evidence, would
    settle are one question. First come questions that blank cells of tables would settle, those with the
    fewest blank cells first; then those that need records of one kind; then one document; then people. Among
    equals the question that settles more items comes first, then the order of the checklist.

    Parameters
        check: with the answers of people, if there are any.
    Returns
        All questions, in that order; none where no item is open.
    """
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in check.rows[check.rows["answer"] == OPEN].to_dict("records"):
        effort = _effort(row)
        by = SETTLED_BY[row["id"]] if effort == COLUMN else (row["asks"],)
        found.setdefault((effort, *by), []).append(row)
    asked = [_question(effort, by, rows) for (effort, *by), rows in found.items()]
    rank = list(EFFORTS)
    return tuple(sorted(asked, key=lambda each: (rank.index(each.effort), each.missing, -len(each.items))))


def _effort(row: Mapping[str, Any]) -> str:
    if row["id"] in SETTLED_BY and row["not_known"]:
        return COLUMN
    if row["id"] in SETTLED_BY and row["out_of"] is None:
        return TABLE
    return PEOPLE if row["mode"] == MANUAL else DOCUMENT


def _question(effort: str, by: list[str], rows: list[dict[str, Any]]) -> Question:
    ids = tuple(row["id"] for row in rows)
    if effort == TABLE and rows[0]["counts"]:
        return Question(ids, effort, _say("ask_records", column=by[0], counts=rows[0]["counts"]))
    if effort != COLUMN:
        return Question(ids, effort, by[0])
    most = max(rows, key=lambda row: row["not_known"])
    asks = _say("ask_cells", columns=_columns(by), counts=most["counts"])
    return Question(ids, effort, asks, most["not_known"], most["out_of"])


def _columns(names: list[str]) -> str:
    """Name columns with their tables.

    Example
        >>> _columns(["seats.route", "seats.deputy", "partnerships.parent"])
        'route and deputy in seats, parent in partnerships'
    """
    tables: dict[str, list[str]] = {}
    for name in names:
        table, _, column = name.partition(".")
        tables.setdefault(table, []).append(column)
    return ", ".join(
        _say("ask_columns", columns=listed(columns, len(columns)), table=table) for table, columns in tables.items()
    )
