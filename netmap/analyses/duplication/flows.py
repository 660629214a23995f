"""Where money goes: gateways, what was passed on, pooled agreements, and what reaches the last recipients."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from netmap.analyses.duplication.register import Register, dates, iso_days
from netmap.analyses.duplication.sets import Indices
from netmap.measures.gateways import Gateway, gateways, terminal_spend
from netmap.measures.terms import Ends

_MONEY = ("inflow_low", "inflow_high", "outflow_low", "outflow_high")
GATEWAYS = (
    "gateway_id",
    "gateway",
    "currency",
    "funders",
    "recipients",
    *_MONEY,
    "direct_low",
    "direct_high",
    "ratio_low",
    "ratio_high",
    "unpriced",
    "recorded_funders",
    "recorded_recipients",
)
YEARS = ("gateway_id", "gateway", "currency", "year", *_MONEY, "difference_low", "difference_high")
PASSED_ON = (
    "parent",
    "award",
    "funder",
    "through",
    "recipient",
    "currency",
    "parent_low",
    "parent_high",
    "low",
    "high",
    "kept_low",
    "kept_high",
)
AGREEMENTS = (
    "pooled_id",
    "currency",
    "awards",
    "funders",
    "recipients",
    "low",
    "high",
    "unpriced",
    "start",
    "end",
    "undated",
)


def money_by_currency(register: Register) -> dict[str, dict[str, Ends | None]]:
    """Give for each currency what all awards add up to, row by row, and what reaches the last recipients."""
    found = {}
    for at, rows in register.ledger[["low", "high", "currency", "passed_on"]].groupby("currency"):
        every = terminal_spend(rows["low"], rows["high"], np.zeros(len(rows), dtype=bool))
        last = terminal_spend(rows["low"], rows["high"], rows["passed_on"].to_numpy())
        found[register.currency_names[at]] = {"rows_total": every, "terminal_spend": last}
    return found


def steps_of(register: Register) -> pd.DataFrame:
    """Give parent and child of each step of a chain: bodies by their places, amounts at both ends."""
    chains, ledger = register.chains, register.ledger
    own, child = (
        ledger.iloc[register.places.get_indexer(chains[end])].reset_index(drop=True)
        for end in ("parent_id", "award_id")
    )
    return pd.DataFrame(
        {
            "parent": own["award_id"],
            "award": child["award_id"],
            "funder": own["payer"],
            "through": own["payee"],
            "recipient": child["payee"],
            "currency": child["currency"],
            "parent_currency": own["currency"],
            "parent_low": own["low"],
            "parent_high": own["high"],
            "low": child["low"],
            "high": child["high"],
        }
    )


def kept_of(steps: pd.DataFrame) -> dict[str, Ends]:
    """Work out what each parent of a chain kept for itself.

    A parent is left out where its amount or that of an award paid out of it is missing, or in another currency.
    """
    steps = steps.assign(sure=(steps["currency"] == steps["parent_currency"]) & steps["low"].notna())
    by_parent = steps.groupby("parent")
    sums = by_parent[["low", "high"]].sum()
    own = by_parent.first()
    low, high = own["parent_low"] - sums["high"], own["parent_high"] - sums["low"]
    sure = by_parent["sure"].all() & low.notna() & high.notna()
    return {str(parent): (float(low[parent]), float(high[parent])) for parent in sums.index[sure]}


def passed_on_table(
    register: Register, steps: pd.DataFrame, named: Mapping[str, str], kept: Mapping[str, Ends]
) -> pd.DataFrame:
    """List every step of a chain: what came in, what was paid on, and what its parent kept in all."""
    nothing = (None, None)
    bodies = {column: _called(register, steps[column], named) for column in ("funder", "through", "recipient")}
    ends = {
        column: [kept.get(parent, nothing)[end] for parent in steps["parent"]]
        for end, column in enumerate(("kept_low", "kept_high"))
    }
    currency = [register.currency_names[at] for at in steps["currency"]]
    table = steps.assign(**bodies, **ends, currency=currency)[list(PASSED_ON)]
    return table.astype({"kept_low": float, "kept_high": float})


def _called(register: Register, places: pd.Series, named: Mapping[str, str]) -> list[str]:
    return [named.get(body, body) for body in register.bodies[places]]


def agreements_table(register: Register) -> pd.DataFrame:
    """List pooled agreements by currency; an award that was passed on stands as its last awards."""
    rows = register.rows[register.rows["pooled"] >= 0]
    found = rows.assign(unpriced=rows["low"].isna(), undated=rows["start"].isna() | rows["end"].isna())
    groups = found.groupby(["pooled", "currency"])
    table = groups.agg(
        awards=("award_id", "size"),
        funders=("payer", "nunique"),
        recipients=("payee", "nunique"),
        unpriced=("unpriced", "sum"),
        start=("start", "min"),
        end=("end", "max"),
        undated=("undated", "sum"),
    )
    table = table.join(groups[["low", "high"]].sum(min_count=1)).reset_index()
    return table.assign(
        pooled_id=[register.agreements[at] for at in table["pooled"]],
        currency=[register.currency_names[at] for at in table["currency"]],
        start=iso_days(table["start"]),
        end=iso_days(table["end"]),
    )[list(AGREEMENTS)]


def gateways_table(register: Register, steps: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame:
    """List bodies that several funders pay and that pay several recipients, by currency.

    `recorded_funders` and `recorded_recipients` count those joined by awards on record as paid out of one another.
    """
    steps = steps[(steps["funder"] != steps["through"]) & (steps["recipient"] != steps["through"])]
    counts = steps.groupby("through")[["funder", "recipient"]].nunique()
    recorded = {int(body): (int(funders), int(others)) for body, funders, others in counts.itertuples()}
    rows = [
        _gateway(found, register, register.currency_names[at], named, recorded)
        for at, part in register.ledger[["payer", "payee", "low", "high", "currency"]].groupby("currency")
        for found in gateways(part["payer"], part["payee"], part["low"], part["high"])
    ]
    table = pd.DataFrame(rows, columns=list(GATEWAYS))
    return table.sort_values(
        ["recorded_funders", "recorded_recipients", "outflow_high", "gateway", "gateway_id", "currency"],
        ascending=[False, False, False, True, True, True],
    ).reset_index(drop=True)


def _gateway(
    found: Gateway,
    register: Register,
    currency: str,
    named: Mapping[str, str],
    recorded: Mapping[int, tuple[int, int]],
) -> tuple[object, ...]:
    body = register.bodies[found.body]
    return (
        body,
        named.get(body, body),
        currency,
        found.funders,
        found.recipients,
        *found.inflow,
        *found.outflow,
        *found.direct,
        *(found.ratio or (None, None)),
        found.unpriced,
        *recorded.get(found.body, (0, 0)),
    )


def gateway_years_table(register: Register, table: pd.DataFrame) -> pd.DataFrame:
    """Give inflow and outflow of each gateway by calendar year, spread evenly over the days of each award.

    Inflow and outflow need not be equal: what is left at the end of a year is not on record.
    """
    width = len(register.currencies)
    bodies = np.searchsorted(register.bodies, table["gateway_id"].to_numpy(dtype=object))
    keys = bodies * width + np.array(
        [register.currency_names.index(each) for each in table["currency"]], dtype=np.int64
    )
    order = np.argsort(keys)
    rows = register.ledger[["payer", "payee", "currency", "start", "end", "low", "high"]].dropna()
    rows = rows[(rows["payer"] != rows["payee"]) & (rows["end"] > rows["start"])]
    parts = []
    for column, flow in (("payee", "inflow"), ("payer", "outflow")):
        wanted = (rows[column] * width + rows["currency"]).to_numpy()
        place = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
        concerned = keys[order][place] == wanted if len(keys) else np.zeros(len(rows), dtype=bool)
        parts.append(_by_year(rows[concerned], order[place[concerned]], len(table), flow))
    found = pd.concat(parts, axis="columns").fillna(0.0).reset_index()
    found["difference_low"] = found["inflow_low"] - found["outflow_high"]
    found["difference_high"] = found["inflow_high"] - found["outflow_low"]
    found[list(YEARS[4:])] = found[list(YEARS[4:])].round(6)
    found = found.join(table[["gateway_id", "gateway", "currency"]], on="at")
    return found.sort_values(["at", "year"])[list(YEARS)].reset_index(drop=True)


def _by_year(rows: pd.DataFrame, at: Indices, count: int, flow: str) -> pd.DataFrame:
    """Add up the money of each year for each gateway; years without any are left out."""
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    columns = [f"{flow}_low", f"{flow}_high"]
    nothing = pd.MultiIndex.from_arrays([np.empty(0, np.int64), np.empty(0, np.int64)], names=["at", "year"])
    parts = [pd.DataFrame(columns=columns, index=nothing, dtype=float)]
    first, last = (dates([day])[0].year for day in (start.min(), end.max())) if len(rows) else (1, 0)
    for year in range(first, last + 1):
        begins, stops = (np.datetime64(f"{each:04}-01-01", "D").astype(int) for each in (year, year + 1))
        share = np.clip(np.minimum(end, stops) - np.maximum(start, begins), 0, None) / (end - start)
        sums = {
            column: np.bincount(at, weights=share * rows[name].to_numpy(), minlength=count)
            for column, name in zip(columns, ("low", "high"), strict=True)
        }
        paid = np.flatnonzero(np.bincount(at, weights=share, minlength=count))
        index = pd.MultiIndex.from_product([paid, [year]], names=["at", "year"])
        parts.append(pd.DataFrame({column: values[paid] for column, values in sums.items()}, index=index))
    return pd.concat([part for part in parts if len(part)] or parts)
