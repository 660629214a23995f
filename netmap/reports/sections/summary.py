"""The first page: the four answers, how many findings of which priority, and what is not known."""

from __future__ import annotations

from netmap.analyses import result as analysed
from netmap.model.words import counted
from netmap.reports.answers import Answers
from netmap.reports.document import (
    Block,
    Bullets,
    Definitions,
    Heading,
    Notice,
    NoticeKind,
    Paragraph,
    Severity,
    Table,
)
from netmap.reports.sections.tables import columns, cut_table, day_of, share

SHOWN_FIRST = 6
_SEVERITIES = (analysed.HIGH, analysed.MEDIUM, analysed.LOW)


def summary_section(answers: Answers, source: str) -> tuple[Block, ...]:
    """Answer the four questions on one page, each with its denominator, and say what is not known."""
    place = answers.dominance.scope or "every place on record"
    return (
        Heading(2, "Summary", "summary"),
        Paragraph(
            f"These are the answers as at {day_of(answers.as_of)}, for {place}, from {source}. "
            "Each figure stands with what it is out of."
        ),
        Definitions(answers.headlines()),
        *_first(answers),
        Heading(3, "How many findings", "how-many-findings"),
        _counts(answers),
        Heading(3, "What is not known", "not-known"),
        *_open(answers),
    )


def _findings(answers: Answers) -> list[analysed.Finding]:
    return [found for _, result in answers.by_question() for found in result.findings]


def _first(answers: Answers) -> tuple[Block, ...]:
    high = [found.statement for found in _findings(answers) if found.severity == analysed.HIGH]
    if not high:
        return ()
    every = counted(len(_findings(answers)), "finding")
    verb = "is" if len(high) == 1 else "are"
    shown = f"; the first {SHOWN_FIRST} are" if len(high) > SHOWN_FIRST else ", and"
    return (
        Heading(3, "What needs attention first", "first"),
        Paragraph(f"Of {every}, {len(high)} {verb} of high priority{shown} listed here. The evidence stands below."),
        Bullets(tuple(high[:SHOWN_FIRST])),
    )


def _counts(answers: Answers) -> Table:
    rows = []
    for question, result in answers.by_question():
        total = len(result.findings)
        counts = [sum(found.severity == severity for found in result.findings) for severity in _SEVERITIES]
        rows.append((question, *(share(count, total) if total else "none" for count in counts)))
    numeric = tuple(Severity(severity).word for severity in _SEVERITIES)
    return cut_table(
        f"{counted(len(_findings(answers)), 'finding')} by question and priority",
        columns("Question", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note="Answers that are not known for certain are of low priority: ask first.",
    )


def _open(answers: Answers) -> tuple[Block, ...]:
    caveats = answers.caveats()
    if not caveats:
        return (Paragraph("No analysis met a gap in the records that it would have to report."),)
    return (
        Notice(NoticeKind.UNKNOWN, "Whatever is listed here is open, and is never counted as no."),
        Bullets(caveats),
    )
