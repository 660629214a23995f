"""Money through one body: who collects from several and pays on to several, and what reaches the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmap.measures.terms import Ends, share_of_ends

_ENDS = ("payee", "payer")
Amounts = Sequence[float] | npt.NDArray[np.float64]


@dataclass(frozen=True)
class Gateway:
    """One body that several pay and that pays several; amounts at both ends, unknown ones counted in `unpriced`.

    `direct` is what the same funders pay to others; `ratio` is None where no money is stated.
    """

    body: Any
    funders: int
    recipients: int
    inflow: Ends
    outflow: Ends
    direct: Ends
    ratio: Ends | None
    unpriced: int


def gateways(payers: Sequence[Any], payees: Sequence[Any], lows: Amounts, highs: Amounts) -> list[Gateway]:
    """Does money of several funders go through one body to several recipients?

    Definition: a body with at least two payers and at least two payees. Its ratio is what it pays out over that
    and what its payers pay to others directly. Range of the ratio 0..1.
    Direction: money runs from payer to payee; a body's payments to itself are left out.
    Isolated and vacant: unknown amounts add nothing and are counted.

    Parameters
        payers, payees: who pays and who is paid, one entry for each award.
        lows, highs: both ends of each amount, in one currency; NaN means not known.
    Returns
        Gateways in order of name.
    Cost
        Number of awards.
    Source
        METHODS 5.3; checked against FUND-GATEWAY.
    Example
        >>> found, = gateways(["f", "g", "p", "p", "f"], ["p", "p", "r", "s", "t"], [6, 4, 5, 5, 2], [6, 4, 5, 5, 2])
        >>> found.body, found.funders, found.recipients, round(found.ratio[0], 3)
        ('p', 2, 2, 0.833)
    """
    rows = pd.DataFrame({"payer": payers, "payee": payees, "low": lows, "high": highs})
    rows = rows[rows["payer"] != rows["payee"]]
    rows["unpriced"] = (rows["low"].isna() | rows["high"].isna()).astype(int)
    rows.loc[rows["unpriced"] == 1, ["low", "high"]] = 0.0
    ties = rows.groupby(["payer", "payee"], as_index=False)[["low", "high", "unpriced"]].sum()
    sums = ["low", "high", "unpriced"]
    into, out = (
        ties.groupby(end).agg(bodies=("low", "size"), **{name: (name, "sum") for name in sums}) for end in _ENDS
    )
    both = pd.concat([into.add_suffix("_in"), out.add_suffix("_out")], axis="columns", join="inner").sort_index()
    both = both[(both["bodies_in"] > 1) & (both["bodies_out"] > 1)]
    paid = ties[ties["payee"].isin(both.index)]
    for name in sums[:2]:
        # Where nobody pays anybody, pandas gives texts of nothing, not numbers.
        paid = paid.assign(**{f"{name}_left": (paid["payer"].map(out[name]).astype(float) - paid[name]).clip(lower=0)})
    both = both.join(paid.groupby("payee")[["low_left", "high_left"]].sum())
    return [_gateway(row) for row in both.reset_index(names="body").to_dict("records")]


def _gateway(row: dict[Any, Any]) -> Gateway:
    inflow, outflow, direct = (
        (float(row[low]), float(row[high]))
        for low, high in (("low_in", "high_in"), ("low_out", "high_out"), ("low_left", "high_left"))
    )
    return Gateway(
        body=row["body"],
        funders=int(row["bodies_in"]),
        recipients=int(row["bodies_out"]),
        inflow=inflow,
        outflow=outflow,
        direct=direct,
        ratio=share_of_ends(outflow, direct),
        unpriced=int(row["unpriced_in"]) + int(row["unpriced_out"]),
    )


def terminal_spend(lows: Amounts, highs: Amounts, passed_on: Sequence[bool] | npt.NDArray[np.bool_]) -> Ends | None:
    """How much reaches the last recipients, each sum counted once?

    Definition: the amounts of the awards that were not passed on. Adding every award would count money once
    for each body that it goes through. Unit: the awards' one currency.

    Parameters
        lows, highs: both ends of each amount, in one currency; NaN means not known and adds nothing.
        passed_on: for each award, whether its recipient paid it on to others.
    Returns
        (low, high); None where no such award states an amount.
    Source
        METHODS 5.3; checked against FUND-GATEWAY.
    Example
        >>> terminal_spend([10, 6, 4, 2], [10, 6, 4, 3], [True, False, False, False])
        (12.0, 13.0)
    """
    low, high = np.asarray(lows, dtype=float), np.asarray(highs, dtype=float)
    last = ~np.asarray(passed_on, dtype=bool) & ~np.isnan(low) & ~np.isnan(high)
    return (float(low[last].sum()), float(high[last].sum())) if last.any() else None
