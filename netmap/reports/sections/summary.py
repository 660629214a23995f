"""The summary, one page at most: the answers, and the findings to look at first with what could be done."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from netmap.analyses import result as analysed
from netmap.model.words import counted, sentences_of
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Definitions, Finding, Heading, Notice, NoticeKind, Paragraph
from netmap.reports.sections.findings import certainty_of, figure_of, first_of, in_a_word
from netmap.reports.sections.tables import Row, columns, cut_table, even_limit, shortened
from netmap.words import words_of

SHOWN_FIRST = 5
FOUND_LINE, DONE_LINE = 45, 30
"""Letters on a line of what is said, and of what could be done, as paper lays the table."""
ROOM = 22
"""Lines that the first findings may take together, so that the summary stays on its page."""
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
        [_row(answers, found, *short) for found, short in zip(first, in_short(first), strict=True)],
        limit=len(first),
        rest="",
        note=" ".join((_say("first_note"), *dict.fromkeys(certainty_of(found, answers.settings) for found in first))),
        name="first-findings",
    )
    counts = Counter(found.severity for found in every)
    said = {severity: counts[severity] for severity in (analysed.HIGH, analysed.MEDIUM, analysed.LOW)}
    return (table, Paragraph(_say("counts", total=counted(len(every), "finding"), **said)))


def in_short(first: Sequence[analysed.Finding] | Sequence[Finding]) -> list[tuple[str, str]]:
    """Give the first sentences of what findings say and propose; the long ones are cut, and stand whole below."""
    found = [sentences_of(each.statement)[0] for each in first]
    done = [sentences_of(each.actions[0])[0] if each.actions else "" for each in first]
    told = list(zip(found, done, strict=True))
    lines = [max(math.ceil(len(said) / FOUND_LINE), math.ceil(len(action) / DONE_LINE)) for said, action in told]
    most = even_limit(lines, ROOM)
    return [(shortened(said, most * FOUND_LINE), shortened(action, most * DONE_LINE)) for said, action in told]


def _row(answers: Answers, found: analysed.Finding, said: str, action: str) -> Row:
    _, figure, of = figure_of(answers, found)
    return (
        said,
        f"{figure} of {of}" if figure else _say("no_figure"),
        in_a_word(certainty_of(found, answers.settings)),
        action or _say("no_action"),
    )


def _open(answers: Answers) -> Block:
    caveats = answers.caveats()
    if not caveats:
        return Paragraph(_say("open_none"))
    return Notice(NoticeKind.UNKNOWN, _say("open_items", count=len(caveats)))
