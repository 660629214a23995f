"""How much of its award income does an organisation with a seat get from a body on the same board?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from netmap.analyses.duplication.register import Register
from netmap.analyses.scope import Scope
from netmap.measures.terms import share_of_ends

THIRD_SECTOR, OBSERVER = "third_sector", "observer"
_YEAR = 365
INDEPENDENCE = (
    "organisation_id",
    "organisation",
    "partnership_id",
    "partnership",
    "funders_on_board",
    "currency",
    "from_board_low",
    "from_board_high",
    "income_low",
    "income_high",
    "share_low",
    "share_high",
    "awards",
    "unpriced",
)


def independence_table(
    register: Register, scope: Scope, named: Mapping[str, str], as_of: str, today: int
) -> pd.DataFrame:
    """Where do third-sector bodies sit beside those that fund them, and what share of their income is it?

    Definition: of the awards that run on the day, by daily rate and in one currency, the part that comes from
    bodies with a seat on the same partnership. Range 0..1; a flag to declare, not a fault. Observers are left
    out, branches count as their parents; awards without an amount are counted apart.
    """
    seats = _seats(register, scope, as_of)
    income = _income(register, today)
    around = income[income["payer"].isin(seats["payee"])]
    sitting = seats[seats["third_sector"]].merge(around, on="payee")
    width = len(register.bodies)
    boards = (seats["partnership"] * width + seats["payee"]).to_numpy()
    on_board = np.isin((sitting["partnership"] * width + sitting["payer"]).to_numpy(), boards)
    behind = sitting[on_board].groupby(["partnership", "payee", "currency"])
    board = behind[["low", "high"]].sum().rename(columns={"low": "low_board", "high": "high_board"})
    board["funders_on_board"] = behind["payer"].nunique()
    whole = income.groupby(["payee", "currency"])[["low", "high", "awards", "unpriced"]].sum()
    return _shown(board.join(whole, on=["payee", "currency"]).reset_index(), register, named, scope)


def _seats(register: Register, scope: Scope, as_of: str) -> pd.DataFrame:
    """Give the bodies with a seat that counts on the day and with an award, by partnership, each once."""
    network = scope.network
    held = network.table("held-for")
    runs = (held["start_day"].fillna("") <= as_of) & (held["end_day"].fillna("9999") > as_of)
    held = held[runs & (held["capacity"] != OBSERVER)]
    places = network.table("seats")[["seat_id", "partnership_id"]].drop_duplicates("seat_id")
    seats = held[["seat_id", "organisation_id"]].merge(places, on="seat_id")
    bodies = network.table("organisations")[["id", "sector"]]
    third = pd.Index(bodies.loc[bodies["sector"] == THIRD_SECTOR, "id"])
    tops = [register.lines.top(body) for body in seats["organisation_id"]]
    table = pd.DataFrame(
        {
            "partnership": pd.Index(scope.partnerships()["id"]).get_indexer(seats["partnership_id"]),
            "payee": pd.Index(register.bodies).get_indexer(pd.Index(tops, dtype=object)),
            "third_sector": third.get_indexer(seats["organisation_id"]) >= 0,
        }
    )
    table = table[(table["partnership"] >= 0) & (table["payee"] >= 0)]
    return table.groupby(["partnership", "payee"], as_index=False)["third_sector"].any()


def _income(register: Register, today: int) -> pd.DataFrame:
    """Give what each body gets from each funder a day, from the awards that run on the day."""
    rows = register.ledger[["payer", "payee", "currency", "start", "end", "low", "high"]]
    rows = rows[(rows["start"] <= today) & (rows["end"] > today) & (rows["payer"] != rows["payee"])]
    days, unpriced = rows["end"] - rows["start"], rows["low"].isna().astype(int)
    rates = {"low": (rows["low"] / days).fillna(0.0), "high": (rows["high"] / days).fillna(0.0)}
    rows = rows.assign(**rates, unpriced=unpriced, awards=1)
    return rows.groupby(["payee", "payer", "currency"], as_index=False)[["low", "high", "awards", "unpriced"]].sum()


def _shown(table: pd.DataFrame, register: Register, named: Mapping[str, str], scope: Scope) -> pd.DataFrame:
    """Give the table by name, what a year at the day's rate would come to, and the share at both ends."""
    if table.empty:
        return pd.DataFrame(columns=list(INDEPENDENCE))
    partnerships = scope.partnerships()["id"].to_numpy(dtype=object)[table["partnership"]]
    called, bodies = scope.network.names("Partnership"), register.bodies[table["payee"]]
    board = (table["low_board"].to_numpy(), table["high_board"].to_numpy())
    rest = (np.maximum(table["low"] - board[0], 0.0), np.maximum(table["high"] - board[1], 0.0))
    shares = [share_of_ends((a, b), (c, d)) or (None, None) for a, b, c, d in zip(*board, *rest, strict=True)]
    shown = pd.DataFrame(
        {
            "organisation_id": bodies,
            "organisation": [named.get(body, body) for body in bodies],
            "partnership_id": partnerships,
            "partnership": [called.get(each, each) for each in partnerships],
            "funders_on_board": table["funders_on_board"],
            "currency": [register.currency_names[at] for at in table["currency"]],
            "from_board_low": (board[0] * _YEAR).round(6),
            "from_board_high": (board[1] * _YEAR).round(6),
            "income_low": (table["low"] * _YEAR).round(6),
            "income_high": (table["high"] * _YEAR).round(6),
            "share_low": [low for low, _ in shares],
            "share_high": [high for _, high in shares],
            "awards": table["awards"],
            "unpriced": table["unpriced"],
        }
    )
    order = ["organisation", "organisation_id", "partnership", "partnership_id", "currency"]
    return shown.sort_values(order).reset_index(drop=True)
