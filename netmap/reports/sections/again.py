"""The last part of the appendix: what the report was made with, so that anybody can make it again."""

from __future__ import annotations

import dataclasses

from netmap import __version__
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import plainly
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph
from netmap.reports.sections.tables import columns, cut_table
from netmap.words import words_of

_say = words_of("reports/again")


def again_section(answers: Answers, fingerprint: str) -> tuple[Block, ...]:
    """Say all that the report depends on: records, day, place, settings and the version of netmap.

    Parameters
        fingerprint: of the records; two reports with one fingerprint rest on the same records.
    """
    rows = [
        (_say("records"), fingerprint),
        (_say("day"), answers.as_of),
        (_say("place"), answers.asked.area or _say("everywhere")),
        (_say("settings"), _changed(answers.settings)),
        (_say("version"), __version__),
    ]
    table = cut_table(_say("caption"), columns("What", "Value"), rows, limit=len(rows), rest="", name="again")
    return (Heading(3, _say("heading"), "again"), Paragraph(_say("how")), table)


def _changed(settings: Settings) -> str:
    """Name the settings that are not the usual ones, as a file of settings has them."""
    usual, own = dataclasses.asdict(DEFAULTS), dataclasses.asdict(settings)
    changed = [
        f"{section}.{name} = {plainly(value)}"
        for section, values in own.items()
        for name, value in values.items()
        if value != usual[section][name]
    ]
    return ", ".join(changed) or _say("usual")
