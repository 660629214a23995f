"""The annual health check in a report, and as a paper of its own: areas, items, what to ask next, what changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from netmap.analyses.health.asking import EFFORTS, questions
from netmap.analyses.health.check import ANSWER_WORDS, HealthCheck, answered, share_met
from netmap.analyses.health.checklist import AREAS, DO, FROM_YOU, MANUAL, OPEN, AreaScore, items, said
from netmap.analyses.health.last_year import AREA_WORDS, Comparison, ItemChange
from netmap.analyses.result import capital
from netmap.model.words import counted, listed
from netmap.reports.document import Block, Cell, Document, Figure, Heading, Notice, NoticeKind, Paragraph, Table
from netmap.reports.sections.tables import NOT_AVAILABLE, columns, count_of, cut_table, day_of, share
from netmap.words import words_of

SHOWN_QUESTIONS = 8
NOT_APPLICABLE = "z"
_COUNTS_SEATS = frozenset({"SHA-X3"})
"""The items whose figure counts seats; the others count partnerships, awards, funders or kinds of records."""
_say = words_of("reports/health")

Row = Mapping[str, Any]


def checklist_blocks(check: HealthCheck, last: Comparison | None = None, *, level: int) -> tuple[Block, ...]:
    """Show the health check: areas, what is not met, warning signs, what to ask next, what changed, every item.

    Parameters
        check: of the day, with the answers of people if there are any.
        last: what changed since a saved check; None leaves that part out.
        level: of the headings.
    """
    return (
        Heading(level, _say("areas_heading"), "health-areas"),
        Paragraph(_say("check_intro", answered=answered(check))),
        _areas(check),
        *_against(check, level),
        *_not_met(check, level),
        *_signs(check, level),
        *_asking(check, level),
        *(_since(last, level) if last else ()),
        Heading(level, _say("items_heading"), "health-items"),
        *(_items(check, area) for area in AREAS),
    )


def health_document(check: HealthCheck, last: Comparison | None = None, *, source: str) -> Document:
    """Lay out the health check as a paper of its own.

    Parameters
        check, last: as in `checklist_blocks`.
        source: what the records come from, in the user's words.
    Returns
        Document: equal for equal input.
    """
    return Document(
        title=_say("title_of_place", place=check.scope) if check.scope else _say("title"),
        subtitle=_say("subtitle"),
        as_of=datetime.date.fromisoformat(check.as_of),
        scope=_say("scope", place=check.scope or _say("everywhere")),
        source=source,
        blocks=checklist_blocks(check, last, level=2),
        notes=(_say("foot"),),
    )


def _areas(check: HealthCheck) -> Table:
    numeric = ("Met", "Not met", "Not known", "Share met", "Answered")
    return cut_table(
        _say("areas"),
        columns("Area", *numeric, numeric=numeric),
        [_area(each) for each in (*check.score.areas, check.score.overall)],
        limit=len(AREAS) + 1,
        rest="",
        note=_say("areas_note"),
        name="health-areas",
    )


def _area(each: AreaScore) -> Sequence[str | Cell]:
    total = each.met + each.not_met + each.not_known
    counts = (count_of(figure, total) for figure in (each.met, each.not_met, each.not_known))
    return (capital(each.area), *counts, _range(each), count_of(each.met + each.not_met, total))


def _range(each: AreaScore) -> Cell:
    """Say between what and what the share of an area lies."""
    if each.lower is None or each.upper is None:
        return Cell("", NOT_AVAILABLE)
    return Cell(share_met(each), figure=Figure(each.lower, each.upper if each.upper != each.lower else None))


def _against(check: HealthCheck, level: int) -> tuple[Block, ...]:
    rows = check.contradictions.to_dict("records")
    if not rows:
        return ()
    cells = [
        (_name(row), ANSWER_WORDS[row["records_say"]], _on_record(row), ANSWER_WORDS[row["answer"]], _evidence(row))
        for row in rows
    ]
    table = cut_table(
        _say("against", count=len(rows), total=len(check.rows)),
        columns("Item", "Records say", "On record", "People say", "Evidence given"),
        cells,
        limit=len(cells),
        rest="",
        name="health-against-records",
    )
    return (
        Heading(level, _say("against_heading"), "health-against-records"),
        Notice(NoticeKind.CAUTION, _say("against_intro")),
        table,
    )


def _not_met(check: HealthCheck, level: int) -> tuple[Block, ...]:
    todo = sum(item.kind == DO for item in items())
    head = Heading(level, _say("not_met_heading"), "health-not-met")
    if not check.score.not_met:
        return (head, Paragraph(_say("none_not_met", unknown=check.score.overall.not_known, total=todo)))
    count = len(check.score.not_met)
    return (head, _short(check, check.score.not_met, _say("not_met", count=count, total=todo), "health-not-met"))


def _signs(check: HealthCheck, level: int) -> tuple[Block, ...]:
    score, total = check.score, sum(item.kind != DO for item in items())
    head = Heading(level, _say("signs_heading"), "health-signs")
    if not score.signs:
        return (head, Paragraph(_say("no_signs", unknown=score.signs_not_known, total=total)))
    caption = _say("signs", count=len(score.signs), total=total)
    note = _say("signs_note", unknown=score.signs_not_known, total=total)
    return (head, _short(check, score.signs, caption, "health-signs", note))


def _short(check: HealthCheck, ids: Sequence[str], caption: str, name: str, note: str = "") -> Table:
    """List a few items with what they rest on."""
    rows = check.rows.set_index("id", drop=False).loc[list(ids)].to_dict("records")
    given = _is_given(rows)
    return cut_table(
        caption,
        columns("Item", "On record", "What it rests on", *given),
        [(_name(row), _on_record(row), _rests(row), *(_evidence(row) for _ in given)) for row in rows],
        limit=len(rows),
        rest="",
        note=note,
        name=name,
    )


def _is_given(rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the heading for what people say shows their answers; none where no row is answered by people."""
    return ("Evidence given",) if any(row["answered_by"] == FROM_YOU or row["evidence"] for row in rows) else ()


def _asking(check: HealthCheck, level: int) -> tuple[Block, ...]:
    every = questions(check)
    head = Heading(level, _say("ask_heading"), "health-questions")
    if not every:
        return (head, Paragraph(_say("nothing_to_ask")))
    cells = [
        (
            capital(each.asks),
            EFFORTS[each.effort],
            listed(list(each.items), len(each.items)),
            count_of(each.missing, each.out_of) if each.out_of else Cell("", NOT_APPLICABLE),
        )
        for each in every[:SHOWN_QUESTIONS]
    ]
    table = cut_table(
        _say("ask", count=len(cells), total=len(every)),
        columns("What is asked for", "What it takes", "Items it could settle", "Not known", numeric=("Not known",)),
        cells,
        limit=len(cells),
        rest="",
        note=_say("ask_note"),
        name="health-questions",
    )
    return (head, table)


def _since(last: Comparison, level: int) -> tuple[Block, ...]:
    day = day_of(last.as_of)
    known, lost, turned = (counted(len(ids), "item") for ids in (last.became_known, last.no_longer_known, last.turned))
    areas = cut_table(
        _say("last_areas", day=day),
        columns("Area", "Then", "Now", "Change", numeric=("Then", "Now")),
        [(capital(each.area), _range(each.then), _range(each.now), AREA_WORDS[each.verdict]) for each in last.areas],
        limit=len(last.areas),
        rest="",
        note=_say("last_areas_note"),
        name="health-areas-then-and-now",
    )
    return (
        Heading(level, _say("last_heading", day=day), "health-last-year"),
        Paragraph(_say("last_intro", known=known, lost=lost, turned=turned)),
        *(Notice(NoticeKind.CAUTION, text) for text in last.caveats),
        areas,
        _changes(last, day) if last.changes else Paragraph(_say("no_change", day=day)),
    )


def _changes(last: Comparison, day: str) -> Table:
    return cut_table(
        _say("last_items", day=day, count=len(last.changes), total=len(items())),
        columns("Item", "Then", "Now"),
        [
            (
                f"{each.id}: {each.text}",
                _answer_then(each, each.then, each.then_by),
                _answer_then(each, each.now, each.now_by),
            )
            for each in last.changes
        ],
        limit=len(last.changes),
        rest="",
        name="health-changes",
    )


def _answer_then(each: ItemChange, answer: str, by: str) -> str:
    return said(each.kind, answer) if answer == OPEN else f"{said(each.kind, answer)} ({_by(answer, by)})"


def _items(check: HealthCheck, area: str) -> Table:
    rows = check.rows[check.rows["area"] == area].to_dict("records")
    given = _is_given(check.rows.to_dict("records"))
    headings = ("Item", "Answer", "Answered by", "On record", "What it rests on, or what is asked for")
    cells = [
        (
            _name(row),
            said(row["kind"], row["answer"]),
            _by(row["answer"], row["answered_by"]),
            _on_record(row),
            _rests(row),
            *(_evidence(row) for _ in given),
        )
        for row in rows
    ]
    return cut_table(
        _say("items", area=capital(area)),
        columns(*headings, *given),
        cells,
        limit=len(cells),
        rest="",
        note=_say("items_note"),
        name=f"health-items-{area}",
    )


def _name(row: Row) -> str:
    return f"{row['id']}: {row['text']}"


def _by(answer: str, by: str) -> str:
    if by == FROM_YOU:
        return _say("by_people")
    return _say("by_nobody") if answer == OPEN else _say("by_records")


def _on_record(row: Row) -> Cell:
    """Say how many records are so, of how many; what could be so as well makes a range."""
    if row["out_of"] is None:
        return Cell("", NOT_APPLICABLE if row["mode"] == MANUAL else NOT_AVAILABLE)
    low, unknown, total = row["figure"], row["not_known"], row["out_of"]
    text = f"{low:,} to {share(low + unknown, total)}" if unknown else share(low, total)
    key = f"checklist:{row['id']}" if row["id"] in _COUNTS_SEATS else ""
    figure = Figure(low, low + unknown if unknown else None, total, key, f"{key}:of" if key else "")
    return Cell(text, figure=figure)


def _rests(row: Row) -> str:
    """Say what an answer rests on; of an open item, what is counted and what is asked for."""
    if row["answered_by"] == FROM_YOU:
        return _say("of_people")
    if row["out_of"] is None:
        return str(row["indicator"])
    counts = [text for text in (row["counts"], row["note"]) if text]
    return "; ".join([*counts, _say("asked_for", asks=row["asks"])] if row["answer"] == OPEN else counts)


def _evidence(row: Row) -> str | Cell:
    """Give what people say shows their answer; an item that they left alone has none to give."""
    if row["evidence"]:
        return str(row["evidence"])
    return _say("no_evidence") if row["answered_by"] == FROM_YOU else Cell("", NOT_APPLICABLE)
