"""The last section: what was read and refused, where the records come from, what terms and thresholds mean."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.result import capital
from netmap.analyses.settings import Settings
from netmap.model.words import counted, plainly
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Bullets, Definitions, Heading, Notice, NoticeKind, Paragraph, Table
from netmap.reports.sections.findings import ID_COLUMNS
from netmap.reports.sections.tables import columns, cut_table, not_known, share, shortened
from netmap.sources.ledger import Ledger

SHOWN_REFUSALS, SHOWN_SOURCES, SHOWN_NOTICES = 50, 30, 20
TERMS = (
    (
        "Seat",
        "One place on a partnership, filled or vacant. A seat counts on the day if its term has begun and not ended.",
    ),
    ("Holder", "The organisation for which a seat is held."),
    (
        "Third sector",
        "Charities, voluntary and community groups, and social enterprises, as recorded in the sector column.",
    ),
    (
        "Mandate",
        "A record of whom a seat speaks for. It is current if the holder was elected, nominated or openly called.",
    ),
    ("Voice", "A seat as heard: it is shared among those who gave the mandate. Without a mandate the holder keeps it."),
    (
        "Represented",
        "A group is represented on a partnership if its own body, a body serving it, or its mandate sits there.",
    ),
    ("Not known", "A record that nobody has made could turn the answer. It is never counted as no."),
    ("Overlap", "Two funders pay two recipients for one function, in one area, for one group, at one time."),
    ("Amount in scope", "What overlapping awards pay while they run together, spread evenly over their days."),
    ("Owned", "A theme is owned by a partnership whose terms of reference have it, or have a wider theme."),
    ("Voiced", "A theme is voiced where an organisation that works on it sits, or where a mandate names it."),
)


def certainty_section(answers: Answers, ledger: Ledger | None, source: str) -> tuple[Block, ...]:
    """Say how far the report can be relied on: reading, sources, terms, thresholds."""
    return (
        Heading(2, "How sure is this", "certainty"),
        Paragraph(
            "This report shows who sits where, and for whom, as far as it is written down. "
            "It does not say how well anybody represents. What is not known is listed in the summary."
        ),
        Heading(3, "What was read", "ledger"),
        *(_reading(ledger) if ledger else _stored(source)),
        Heading(3, "Where the records come from", "sources"),
        *_sources(answers),
        Heading(3, "What the words mean", "terms"),
        Definitions(TERMS),
        Heading(3, "The thresholds", "thresholds"),
        _thresholds(answers),
    )


def _stored(source: str) -> tuple[Block, ...]:
    return (
        Paragraph(
            f"This report is made from {source}, into which records were loaded earlier. "
            "What was refused then was said then; netmap check says it again for the tables."
        ),
    )


def _reading(ledger: Ledger) -> tuple[Block, ...]:
    rows = [
        (name.replace("_", " "), *(f"{figure:,}" for figure in _counts(count))) for name, count in ledger.tables.items()
    ]
    numeric = ("Read", "Loaded", "Merged", "Refused", "Named only", "Linked to nothing")
    table = cut_table(
        f"Rows of each table of {ledger.source}",
        columns("Table", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note="Every row that was read is loaded, merged with another, or refused. Named only: a cell names the record "
        "and no row describes it. Linked to nothing: the record is kept and stands alone.",
    )
    left = len(ledger.notices) - SHOWN_NOTICES
    more = (f"and {left} more; to list them: netmap check SOURCE",) if left > 0 else ()
    notices = (Bullets((*ledger.notices[:SHOWN_NOTICES], *more)),) if ledger.notices else ()
    return (table, *notices, *_refusals(ledger))


def _counts(count: Any) -> tuple[int, ...]:
    return (count.read, count.loaded, count.merged, count.refused, count.stubs, count.isolates)


def _refusals(ledger: Ledger) -> tuple[Block, ...]:
    read = sum(count.read for count in ledger.tables.values())
    if not ledger.refused():
        return (Paragraph(f"None of {counted(read, 'row')} was refused."),)
    said = f"Refused: {share(ledger.refused(), read)} rows. No figure here counts them."
    rows = [
        (
            each.address(),
            each.column or "the row",
            shortened(each.value) or "blank",
            each.reason,
            each.fix or "none given",
        )
        for each in ledger.refusals
    ]
    table = cut_table(
        "What was refused, and what would be right",
        columns("Where", "Column", "Value", "Why", "What to do"),
        rows,
        limit=SHOWN_REFUSALS,
        rest="netmap check SOURCE --format csv",
    )
    return (Notice(NoticeKind.CAUTION, said), table)


def _sources(answers: Answers) -> tuple[Block, ...]:
    """Count the records of each stated source, with the dates on which they were checked."""
    parts = []
    for name, column in ID_COLUMNS.items():
        rows = answers.network.table(name).drop_duplicates(column)
        parts.append(rows[["source", "as_of"]])
    records = pd.concat(parts, ignore_index=True)
    if records.empty:
        return not_known(("No record is there, so no source either.",))
    records = records.astype(object).where(records.notna(), "")
    rows = [_source(str(source), part) for source, part in records.groupby("source")]
    rows.sort(key=lambda row: (-row[0], row[1]))
    total = len(records)
    table = cut_table(
        "Organisations, partnerships, seats and awards by source",
        columns("Source", "Records", "First checked", "Last checked", "No date", numeric=("Records", "No date")),
        [(name, share(count, total), first, last, undated) for count, name, first, last, undated in rows],
        limit=SHOWN_SOURCES,
        rest="netmap query SOURCE sources --format csv",
    )
    return (table,)


def _source(source: str, part: pd.DataFrame) -> tuple[int, str, str, str, str]:
    dates = sorted(date for date in part["as_of"] if date)
    ends = (dates[0], dates[-1]) if dates else ("not recorded", "not recorded")
    return len(part), source or "source not recorded", *ends, share(len(part) - len(dates), len(part))


def _thresholds(answers: Answers) -> Table:
    given = {name: value for _, result in answers.by_question() for name, value in result.parameters.items()}
    words = Settings.words()
    rows = [(capital(words[name]), plainly(value)) for name, value in given.items()]
    return cut_table(
        "Thresholds used",
        columns("Threshold", "Value", numeric=("Value",)),
        rows,
        limit=len(rows),
        rest="",
        note="These are judgements, not research.",
    )
