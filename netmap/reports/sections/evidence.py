"""The appendix: the records behind each finding, what was read and refused, sources, and how to make it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from netmap.analyses.explaining import Record, records_of
from netmap.model.words import SEVERITY_WORDS, counted, listed
from netmap.reports.answers import Answers
from netmap.reports.document import (
    Block,
    Bullets,
    Cell,
    Figure,
    Finding,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Severity,
    Table,
)
from netmap.reports.sections.findings import ID_COLUMNS
from netmap.reports.sections.tables import Row, columns, count_of, cut_table, not_known, share, shortened
from netmap.sources.ledger import Ledger
from netmap.words import words_of

SHOWN_REFUSALS, SHOWN_SOURCES, SHOWN_NOTICES, SHOWN_RECORDS = 50, 30, 20, 400
_COUNTS = ("read", "loaded", "merged", "refused", "stubs", "isolates")
_say = words_of("reports/evidence")


def evidence_section(answers: Answers, told: Iterable[Block], ledger: Ledger | None, source: str) -> tuple[Block, ...]:
    """Lead every finding back to the rows of files, and every figure to what was read.

    Parameters
        told: the blocks of the report so far; the findings among them are numbered in their order.
        ledger: the account of reading the tables; None where the records come from a store.
    """
    return (
        Heading(2, _say("heading"), "evidence", on_new_page=True),
        _counts(answers),
        Heading(3, _say("evidence_heading"), "records"),
        *_records(answers, [block for block in told if isinstance(block, Finding)]),
        Heading(3, _say("read_heading"), "ledger"),
        *(_reading(ledger) if ledger else (Paragraph(_say("stored", source=source)),)),
        Heading(3, _say("sources_heading"), "sources"),
        *_sources(answers),
    )


def _counts(answers: Answers) -> Table:
    total = len(tuple(answers.findings()))
    rows: list[Row] = []
    for question, result in answers.by_question():
        counts, own = Counter(found.severity for found in result.findings), len(result.findings)
        rows.append((question, *(_share(counts[severity], own) for severity in SEVERITY_WORDS)))
    numeric = tuple(Severity(severity).word for severity in SEVERITY_WORDS)
    return cut_table(
        _say("counts_caption", total=counted(total, "finding")),
        columns("Question", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note=_say("counts_note"),
        name="findings-by-question",
    )


def _share(count: int, total: int) -> Cell:
    return count_of(count, total) if total else Cell("none", figure=Figure(0))


def _records(answers: Answers, told: list[Finding]) -> tuple[Block, ...]:
    by_id = {found.id: found for found in answers.findings()}
    behind = [(number, each) for number, found in enumerate(told, start=1) for each in by_id[found.id].evidence]
    if not behind:
        return (Paragraph(_say("absent")),)
    records = records_of(answers.network, [each for _, each in behind])
    rows = [_record(number, record) for (number, _), record in zip(behind, records, strict=True)]
    table = cut_table(
        _say("evidence_caption"),
        columns("Finding", "Record", "What it says", "Where it was read", "Source", "Checked"),
        rows,
        limit=SHOWN_RECORDS,
        rest="netmap explain SOURCE NAME",
        note=_say("evidence_note"),
        name="evidence",
    )
    return (table,)


def _record(number: int, record: Record) -> Row:
    return (
        f"Finding {number}",
        record.id,
        record.says,
        listed(record.places) or _say("not_from_file"),
        record.source or _say("no_source"),
        record.as_of or _say("no_date"),
    )


def _reading(ledger: Ledger) -> tuple[Block, ...]:
    rows: list[Row] = [
        (name.replace("_", " "), *(_number(getattr(count, each)) for each in _COUNTS))
        for name, count in ledger.tables.items()
    ]
    numeric = ("Read", "Loaded", "Merged", "Refused", "Named only", "Linked to nothing")
    table = cut_table(
        _say("read_caption", source=ledger.source),
        columns("Table", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note=_say("read_note"),
        name="rows-read",
    )
    left = len(ledger.notices) - SHOWN_NOTICES
    more = (_say("more_notices", count=left),) if left > 0 else ()
    notices = (Bullets((*ledger.notices[:SHOWN_NOTICES], *more)),) if ledger.notices else ()
    return (table, *notices, *_refusals(ledger))


def _number(count: int) -> Cell:
    return Cell(f"{count:,}", figure=Figure(count))


def _refusals(ledger: Ledger) -> tuple[Block, ...]:
    read = sum(count.read for count in ledger.tables.values())
    if not ledger.refused():
        return (Paragraph(_say("none_refused", rows=counted(read, "row"))),)
    rows = [
        (
            each.address(),
            each.column or _say("the_row"),
            shortened(each.value) or _say("blank"),
            each.reason,
            each.fix or _say("no_fix"),
        )
        for each in ledger.refusals
    ]
    table = cut_table(
        _say("refused_caption"),
        columns("Where", "Column", "Value", "Why", "What to do"),
        rows,
        limit=SHOWN_REFUSALS,
        rest="netmap check SOURCE --format csv",
        name="refused",
    )
    return (Notice(NoticeKind.CAUTION, _say("refused", share=share(ledger.refused(), read))), table)


def _sources(answers: Answers) -> tuple[Block, ...]:
    """Count the records of each stated source, with the dates on which they were checked."""
    parts = []
    for name, column in ID_COLUMNS.items():
        rows = answers.network.table(name).drop_duplicates(column)
        parts.append(rows[["source", "as_of"]])
    records = pd.concat(parts, ignore_index=True)
    if records.empty:
        return not_known((_say("no_records"),))
    records = records.astype(object).where(records.notna(), "")
    total = len(records)
    rows = sorted(
        (_source(str(source), part, total) for source, part in records.groupby("source")),
        key=lambda row: (-row[1].figure.value, row[0]),
    )
    table = cut_table(
        _say("sources_caption"),
        columns("Source", "Records", "First checked", "Last checked", "No date", numeric=("Records", "No date")),
        rows,
        limit=SHOWN_SOURCES,
        rest="netmap query SOURCE sources --format csv",
        name="sources",
    )
    return (table,)


def _source(source: str, part: pd.DataFrame, total: int) -> tuple[Any, ...]:
    dates = sorted(date for date in part["as_of"] if date)
    ends = (dates[0], dates[-1]) if dates else (_say("no_date"), _say("no_date"))
    undated = _share(len(part) - len(dates), len(part))
    return source or _say("no_source"), _share(len(part), total), *ends, undated
