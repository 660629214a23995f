"""The summary, one page at most: the answers, and the findings to look at first with what could be done."""

from __future__ import annotations

from collections import Counter

from netmap.analyses import result as analysed
from netmap.model.words import counted
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Definitions, Heading, Notice, NoticeKind, Paragraph
from netmap.reports.sections.findings import certainty_of, figure_of, first_of, in_a_word
from netmap.reports.sections.tables import Row, columns, cut_table, in_short
from netmap.words import words_of

SHOWN_FIRST = 5
_say = words_of("reports/summary")


def summary_section(answers: Answers) -> tuple[Block, ...]:
    """Answer the questions on one page, each with its denominator, and say what to look at first."""
    return (
        Heading(2, _say("heading"), "summary", on_new_page=True),
        Paragraph(_say("opening")),
        Definitions(answers.headlines()),
        Heading(3, _say("first_heading"), "first"),
        *_first(answers),
        _open(answers),
    )


def _first(answers: Answers) -> tuple[Block, ...]:
    every = tuple(answers.findings())
    first = first_of(answers, SHOWN_FIRST)
    if not first:
        return (Paragraph(_say("no_findings")),)
    table = cut_table(
        _say("first_caption", shown=len(first), total=counted(len(every), "finding")),
        columns("What was found", "Figure", "How sure", "What could be done"),
        [_row(answers, found) for found in first],
        limit=len(first),
        rest="",
        note=" ".join((_say("first_note"), *dict.fromkeys(certainty_of(found, answers.settings) for found in first))),
        name="first-findings",
    )
    counts = Counter(found.severity for found in every)
    said = {severity: counts[severity] for severity in (analysed.HIGH, analysed.MEDIUM, analysed.LOW)}
    return (table, Paragraph(_say("counts", total=counted(len(every), "finding"), **said)))


def _row(answers: Answers, found: analysed.Finding) -> Row:
    _, figure, of = figure_of(answers, found)
    return (
        in_short(found.statement),
        f"{figure} of {of}" if figure else _say("no_figure"),
        in_a_word(certainty_of(found, answers.settings)),
        in_short(found.actions[0]) if found.actions else _say("no_action"),
    )


def _open(answers: Answers) -> Block:
    caveats = answers.caveats()
    if not caveats:
        return Paragraph(_say("open_none"))
    return Notice(NoticeKind.UNKNOWN, _say("open_items", count=len(caveats)))
