"""Cells of one column to values: what each kind of column accepts, and what to say where it does not."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from netmap.model.codes import CODE_LISTS
from netmap.model.dates import parse_dates
from netmap.model.distinct import by_distinct
from netmap.model.tables import CODE, CURRENCY, DATE, MONEY, NUMBER, YES_NO, Column

YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_MONEY_SIGN = re.compile(r"^([+-]?)[£€$]")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Read:
    """The values of one column, where they are bad, and how to explain one bad cell (reason, fix)."""

    values: pd.Series
    bad: pd.Series
    explain: Callable[[str], tuple[str, str]]


def read_column(column: Column, cells: pd.Series) -> Read:
    """Read the cells of a column by its kind; blank cells are None and never bad.

    Cost
        One pass over the column; nothing is explained until `explain` is called for a bad cell.
    """
    reader = _READERS.get(column.kind)
    if reader is None:
        return Read(cells, pd.Series(False, index=cells.index), lambda value: ("", ""))
    return reader(column, cells)


def _mapped(cells: pd.Series, accepted: Mapping[str, object]) -> tuple[pd.Series, pd.Series]:
    values = by_distinct(cells, lambda text: accepted.get(text.strip().lower()))
    return values, cells.notna() & values.isna()


def _read_code(column: Column, cells: pd.Series) -> Read:
    codes = CODE_LISTS[column.codes]
    accepted = codes.accepted()
    values, bad = _mapped(cells, accepted)

    def explain(value: str) -> tuple[str, str]:
        near = difflib.get_close_matches(value.lower(), list(accepted), n=1)
        hint = f"Did you mean {accepted[near[0]]}? " if near else ""
        return f"is not in the list for {column.name}", f"{hint}Use one of: {', '.join(codes.words)}."

    return Read(values, bad, explain)


def _read_yes_no(column: Column, cells: pd.Series) -> Read:
    values, bad = _mapped(cells, YES)
    return Read(values, bad, lambda value: ("is neither yes nor no", "Write yes or no, or leave the cell blank."))


def _read_date(column: Column, cells: pd.Series) -> Read:
    values = parse_dates(cells)
    bad = cells.notna() & values.isna()
    fix = "Write 2024, 2024-03, 2024-03-09 or 09/03/2024."
    return Read(values, bad, lambda value: ("is not a date that netmap can read", fix))


def _number(text: str, money: bool) -> float | None:
    plain = "".join(text.split())
    if money:
        plain = _MONEY_SIGN.sub(r"\1", plain)
    number = float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None
    return number if number is not None and math.isfinite(number) else None


def _read_number(column: Column, cells: pd.Series) -> Read:
    values = by_distinct(cells, lambda text: _number(text, column.kind == MONEY))
    bad = cells.notna() & (values.isna() | (values.astype(float) < 0))

    def explain(value: str) -> tuple[str, str]:
        if value.strip().startswith("-"):
            return "is below zero", "Write the amount without a minus sign, or leave the cell blank."
        if "-" in value or " to " in value:
            return "is a range", "Put the lower end in amount and the upper end in amount_max."
        return "is not a number", "Write digits only, such as 12000 or 12,000.50, or leave the cell blank."

    return Read(values, bad, explain)


def _read_currency(column: Column, cells: pd.Series) -> Read:
    values = by_distinct(cells, lambda text: text.upper() if _CURRENCY.fullmatch(text.upper()) else None)
    bad = cells.notna() & values.isna()
    return Read(values, bad, lambda value: ("is not a currency code", "Write three letters, such as GBP."))


_READERS: dict[str, Callable[[Column, pd.Series], Read]] = {
    CODE: _read_code,
    YES_NO: _read_yes_no,
    DATE: _read_date,
    MONEY: _read_number,
    NUMBER: _read_number,
    CURRENCY: _read_currency,
}
