"""Organisations that only show when the seats of their branches are added up."""

from __future__ import annotations

from netmap.analyses.seating import read_seating
from netmap.model.words import listed, percent
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading
from netmap.reports.sections.tables import Row, columns, cut_table, share
from netmap.words import words_of

SHOWN_BODIES = 15
_say = words_of("reports/branches")


def branches_part(answers: Answers) -> tuple[Block, ...]:
    """Give each body of which several parts hold third-sector seats, with all their seats together."""
    result = answers.dominance
    together, apart = (result.views[name].counts for name in ("consolidated", "holders"))
    seating = read_seating(answers.network, answers.as_of, answers.asked.area, answers.settings)
    parts: dict[str, list[str]] = {}
    for body in apart:
        parts.setdefault(seating.parents.get(body, body), []).append(body)
    several = [body for body in together if len(parts.get(body, ())) > 1]
    if not several:
        return ()
    names, total = answers.network.names("Organisation"), result.views["consolidated"].measures.total
    table = cut_table(
        _say("caption"),
        columns("Body", "Seats together", "Held by", numeric=("Seats together",)),
        [_row(names[body], together[body], total, [names[each] for each in parts[body]]) for body in several],
        limit=SHOWN_BODIES,
        rest=f"{answers.command(result)} --table units",
        note=_say("note"),
        name="branches",
    )
    return (Heading(3, _say("heading"), "branches"), table)


def _row(body: str, seats: float, total: float, parts: list[str]) -> Row:
    figure = Figure(seats, of=total)
    return body, Cell(f"{share(seats, total)} ({percent(seats / total)})", figure=figure), listed(sorted(parts), 6)
