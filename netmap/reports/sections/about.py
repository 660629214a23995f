"""The first words of a report: what it is, and what it is not."""

from __future__ import annotations

from netmap.reports.answers import Answers
from netmap.reports.document import Block, Bullets, Heading, Paragraph
from netmap.reports.sections.tables import day_of
from netmap.words import words_of

_say = words_of("reports/about")


def about_section(answers: Answers, source: str) -> tuple[Block, ...]:
    """Say what the report rests on, and what nobody should read into it."""
    place = answers.dominance.scope or "every place on record"
    return (
        Heading(2, _say("heading"), "about"),
        Paragraph(_say("is", place=place, source=source, day=day_of(answers.as_of))),
        Paragraph(_say("not_known")),
        Paragraph(_say("is_not_head")),
        Bullets((_say("not_quality"), _say("not_needs"), _say("not_whole"), _say("not_finding_of_fault"))),
    )
