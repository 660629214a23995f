"""The decisions that the report asks for: what would close most gaps, what to agree with funders, what to find out."""

from __future__ import annotations

from typing import Any

from netmap.model.words import counted, money
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading, Paragraph, Steps
from netmap.reports.sections.tables import columns, count_of, cut_table
from netmap.words import words_of

SHOWN_ACTIONS, LISTED_ACTIONS = 4, 40
_say = words_of("reports/decisions")


def decisions_section(answers: Answers) -> tuple[Block, ...]:
    """Ask for a few decisions, each with what it rests on, and give the plan that they come from."""
    asked = (*_actions(answers), *_funders(answers), *_reach(answers), *_questions(answers))
    return (
        Heading(2, _say("heading"), "decisions"),
        Paragraph(_say("opening")),
        Steps((*(asked or (_say("none"),)), _say("again"))),
        Paragraph(_say("places")),
        *_plan(answers),
    )


def _gaps(answers: Answers) -> str:
    return counted(answers.actions.values["gaps"], "open gap")


def _actions(answers: Answers) -> tuple[str, ...]:
    first = answers.actions.rows.head(SHOWN_ACTIONS).to_dict("records")
    return tuple(_say("action", action=row["action"], closes=row["closes"], gaps=_gaps(answers)) for row in first)


def _funders(answers: Answers) -> tuple[str, ...]:
    """Ask for one talk about all overlaps that run now; amounts of several currencies are never added up."""
    live = [(each.currency, each.gross) for each in answers.duplication.overlaps if each.when == "live" and each.gross]
    if not live:
        return ()
    amounts: dict[str, tuple[float, float]] = {}
    for currency, gross in live:
        low, high = amounts.get(currency, (0.0, 0.0))
        amounts[currency] = (low + gross[0], high + gross[1])
    said = " and ".join(money(low, high, currency) for currency, (low, high) in sorted(amounts.items()))
    return (_say("funders", count=counted(len(live), "overlap"), amount=said),)


def _reach(answers: Answers) -> tuple[str, ...]:
    rows = answers.actions.details["out_of_reach"]
    if rows.empty:
        return ()
    return (_say("reach", count=counted(len(rows), "gap"), first=rows["gap"].iloc[0]),)


def _questions(answers: Answers) -> tuple[str, ...]:
    asks = answers.actions.details["to_find_out"]["ask"]
    return (_say("find_out", first=asks.iloc[0]),) if len(asks) else ()


def _plan(answers: Answers) -> tuple[Block, ...]:
    result = answers.actions
    head = Heading(3, _say("plan_heading"), "plan")
    if result.rows.empty:
        return (head, Paragraph(_say("no_plan", why=result.headline)))
    table = cut_table(
        _say("plan_caption", closed=result.values["closed"], gaps=_gaps(answers)),
        columns("Action", "Closes", "Cost", "If not this", numeric=("Closes", "Cost")),
        [_action(row) for row in result.rows.to_dict("records")],
        limit=LISTED_ACTIONS,
        rest=answers.command(result),
        note=_say("plan_note"),
        name="decisions",
    )
    return (head, Paragraph(result.headline), table)


def _action(row: dict[Any, Any]) -> tuple[str | Cell, ...]:
    return (
        row["action"],
        count_of(row["closes"], row["of_gaps"]),
        Cell(f"{row['cost']:g}", figure=Figure(row["cost"])),
        row["runner_up"] or "nothing else on file",
    )
