"""Money as a whole: what rows add up to and what reaches its last recipients, and for how long awards are made."""

from __future__ import annotations

import math
from typing import Any

from netmap.model.words import money, percent
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading
from netmap.reports.sections.tables import NOT_AVAILABLE, Row, columns, count_of, cut_table
from netmap.words import words_of

SHOWN_FUNDERS = 20
_say = words_of("reports/money")


def money_part(answers: Answers) -> tuple[Block, ...]:
    """Show sums and lengths of awards; none where no award has an amount or a length."""
    return (*_sums(answers), *_terms(answers))


def _sums(answers: Answers) -> tuple[Block, ...]:
    """Give by currency the sum of all rows beside what reaches last recipients; the difference is counted twice."""
    sums = answers.duplication.values["money"]
    if not sums:
        return ()
    rows = [
        (
            currency,
            _amount(each["rows_total"], currency),
            _amount(each["terminal_spend"], currency),
        )
        for currency, each in sorted(sums.items())
    ]
    numeric = ("All rows together", "What reaches last recipients")
    table = cut_table(
        _say("sums_caption"),
        columns("Currency", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note=_say("sums_note"),
        name="money-through",
    )
    return (Heading(3, _say("sums_heading"), "sums"), table)


def _amount(ends: tuple[float, float] | None, currency: str) -> Cell:
    """Say a sum; where no award of a currency has an amount there is none."""
    if ends is None:
        return Cell("", NOT_AVAILABLE)
    low, high = ends
    return Cell(money(low, high, currency), figure=Figure(round(low, 2), high=None if low == high else round(high, 2)))


def _terms(answers: Answers) -> tuple[Block, ...]:
    """Give for all funders and for each how many awards run for three years or more, and with how much of the money."""
    terms = answers.duplication.details["terms"]
    dated = terms[terms["dated"] > 0]
    if dated.empty:
        return ()
    numeric = ("Three years or more", "With this part of the money", "No length recorded")
    table = cut_table(
        _say("terms_caption"),
        columns("Funder", *numeric, numeric=numeric),
        [_term(row) for row in dated.to_dict("records")],
        limit=SHOWN_FUNDERS,
        rest=f"{answers.command(answers.duplication)} --table terms",
        note=_say("terms_note"),
        name="terms-of-awards",
    )
    return (Heading(3, _say("terms_heading"), "terms-of-awards"), table)


def _term(row: dict[Any, Any]) -> Row:
    return (
        row["funder"],
        count_of(row["long"], row["dated"]),
        _part(row["long_value_low"], row["long_value_high"]),
        count_of(row["undated"], row["awards"]),
    )


def _part(low: float | None, high: float | None) -> Cell:
    """Say a part of the money; where no award has an amount there is none."""
    if low is None or high is None or math.isnan(low):
        return Cell("", NOT_AVAILABLE)
    return Cell(percent(low) if low == high else f"{percent(low)} to {percent(high)}")
