"""How the figures were worked out, in plain words, and the thresholds that make a finding."""

from __future__ import annotations

from netmap.analyses.result import capital
from netmap.analyses.settings import Settings
from netmap.model.words import plainly
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Bullets, Cell, Figure, Heading, Table
from netmap.reports.sections.tables import columns, cut_table
from netmap.words import words_of

_say = words_of("reports/method")


def method_section(answers: Answers) -> tuple[Block, ...]:
    """Say in a sentence or three how each question was answered."""
    said = (
        _say("dominance"),
        _say("coverage"),
        _say("duplication"),
        _say("issues"),
        _say("health"),
        _say("bounds"),
        _say("severity"),
    )
    return (
        Heading(2, _say("heading"), "method"),
        Bullets(said),
        Heading(3, _say("thresholds_heading"), "thresholds"),
        _thresholds(answers),
    )


def _thresholds(answers: Answers) -> Table:
    results = (*(result for _, result in answers.by_question()), answers.actions)
    given = {name: value for result in results for name, value in result.parameters.items()}
    words = Settings.words()
    rows = [(capital(words[name]), _value(value)) for name, value in given.items()]
    return cut_table(
        _say("thresholds_caption"),
        columns("Threshold", "Value", numeric=("Value",)),
        rows,
        limit=len(rows),
        rest="",
        note=_say("thresholds_note"),
        name="thresholds",
    )


def _value(value: float | bool) -> Cell:
    return Cell(plainly(value), figure=None if isinstance(value, bool) else Figure(value))
