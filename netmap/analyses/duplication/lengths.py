"""How long awards last and what they are, by funder."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from netmap.analyses.duplication.register import Register
from netmap.analyses.duplication.sets import Indices
from netmap.analyses.settings import DuplicationSettings
from netmap.measures.terms import Terms, terms_by_group
from netmap.words import words_of

ALL = "all"
_say = words_of("analyses/duplication")
TERMS = (
    "funder_id",
    "funder",
    "currency",
    "awards",
    "dated",
    "undated",
    "long",
    "long_share",
    "short",
    "short_share",
    "dated_priced",
    "long_value_low",
    "long_value_high",
    "sorted_priced",
    "contract_value_low",
    "contract_value_high",
)


def terms_table(register: Register, named: Mapping[str, str], settings: DuplicationSettings) -> pd.DataFrame:
    """Give the terms of all awards and of each funder's: first over all currencies, then for each if several.

    Each award counts once, as it was paid by its own funder; money of several currencies is not added up, and
    the row over all currencies then has no share by value.
    """
    ledger = register.ledger
    if ledger.empty:
        return pd.DataFrame(columns=list(TERMS))
    payer, currency = ledger["payer"].to_numpy(), ledger["currency"].to_numpy()
    everybody = np.full(len(ledger), -1)
    rows = [*_rows(register, everybody, currency, settings), *_rows(register, payer, currency, settings)]
    called = [("", _say("terms_all_funders")) if at < 0 else _named(register, at, named) for at, _ in rows]
    return pd.DataFrame([(*who, *row) for who, (_, row) in zip(called, rows, strict=True)], columns=list(TERMS))


def _named(register: Register, at: int, named: Mapping[str, str]) -> tuple[str, str]:
    body = register.bodies[at]
    return body, named.get(body, body)


def _rows(
    register: Register, payer: Indices, currency: Indices, settings: DuplicationSettings
) -> list[tuple[int, tuple[object, ...]]]:
    """Give each payer's terms over all currencies, followed by those in each where there are several."""
    width = len(register.currencies)
    whole = _terms(register, payer, settings)
    apart = _terms(register, payer * width + currency, settings)
    currencies: dict[int, list[int]] = {}
    for key in apart:
        currencies.setdefault(key // width, []).append(key)
    rows = []
    for body, found in whole.items():
        keys = currencies[body]
        single = len(keys) == 1
        rows.append((body, _row(register.currency_names[keys[0] % width] if single else ALL, found, by_value=single)))
        if not single:
            rows += [(body, _row(register.currency_names[key % width], apart[key], by_value=True)) for key in keys]
    return rows


def _terms(register: Register, keys: Indices, settings: DuplicationSettings) -> dict[int, Terms]:
    """Give the terms of the awards under each key, keys rising."""
    ledger = register.ledger
    different, groups = np.unique(keys, return_inverse=True)
    days = (ledger["end"] - ledger["start"]).to_numpy()
    found = terms_by_group(
        groups.astype(np.int64),
        len(different),
        days,
        ledger["low"].to_numpy(),
        ledger["high"].to_numpy(),
        ledger["contract"].to_numpy(),
        long_days=settings.long_term_days,
        short_days=settings.short_term_days,
    )
    return dict(zip(different.tolist(), found, strict=True))


def _row(currency: str, terms: Terms, *, by_value: bool) -> tuple[object, ...]:
    nothing = (None, None)
    return (
        currency,
        terms.awards,
        terms.dated,
        terms.awards - terms.dated,
        terms.long,
        terms.long_share,
        terms.short,
        terms.short_share,
        terms.dated_priced,
        *((terms.long_value_share or nothing) if by_value else nothing),
        terms.sorted_priced,
        *((terms.contract_value_share or nothing) if by_value else nothing),
    )


def whole_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Give the first row of each funder: over all its awards, whatever their currency."""
    return table.drop_duplicates("funder_id")
