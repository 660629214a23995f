"""What the records do not say, and the cheapest records that would tell."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from netmap.analyses.coverage.verdicts import asked_of_all
from netmap.analyses.result import capital
from netmap.model.words import NOT_KNOWN
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Bullets, Heading, Notice, NoticeKind, Paragraph
from netmap.reports.sections.mending import mending_part
from netmap.reports.sections.tables import columns, count_of, cut_table
from netmap.words import words_of

SHOWN_RECORDS = 20
_say = words_of("reports/unknown")


def unknown_section(answers: Answers) -> tuple[Block, ...]:
    """List what is open, and what to ask first to close most of it."""
    caveats = answers.caveats()
    said: tuple[Block, ...] = (Paragraph(_say("none")),)
    if caveats:
        said = (Notice(NoticeKind.UNKNOWN, _say("opening")), Bullets(caveats))
    return (
        Heading(2, _say("heading"), "not-known"),
        *said,
        Heading(3, _say("records_heading"), "cheapest-records"),
        *_records(answers),
        *mending_part(answers),
    )


def _records(answers: Answers) -> tuple[Block, ...]:
    """Rank the records that would tell by how many open answers hang on each."""
    asked, alone = _asked(answers.coverage.cells)
    total = answers.coverage.values["cells"][NOT_KNOWN]
    if not asked:
        return (Paragraph(_say("no_records")),)
    ranked = sorted(asked, key=lambda ask: (-alone[ask], -asked[ask], ask))
    numeric = ("Settles by itself", "Bears on")
    table = cut_table(
        _say("records_caption"),
        columns("What to ask", *numeric, numeric=numeric),
        [(capital(ask), count_of(alone[ask], total), count_of(asked[ask], total)) for ask in ranked],
        limit=SHOWN_RECORDS,
        rest=answers.command(answers.coverage),
        note=_say("records_note"),
        name="cheapest-records",
    )
    return (table,)


def _asked(cells: pd.DataFrame) -> tuple[Counter[str], Counter[str]]:
    """Count the open cells that each question bears on, and those that it would settle by itself."""
    asked, alone = Counter[str](), Counter[str]()
    if len(cells):
        unsure = cells[cells["verdict"] == NOT_KNOWN]
        for text, group, records in zip(unsure["would_change"], unsure["group"], unsure["open_records"], strict=True):
            ask = asked_of_all(text, group)
            asked[ask] += 1
            alone[ask] += records == 1
    return asked, alone
