"""The register of awards: all in scope as they were paid, and those that can be compared, as columns."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from netmap.analyses.duplication.relations import EVERYBODY
from netmap.analyses.duplication.sets import Indices, Mask, Sets
from netmap.analyses.scope import Scope
from netmap.analyses.trees import Tree
from netmap.network import Network

Days = npt.NDArray[np.float64]
"""Days since 1970; NaN means that a date is not known."""
CONTRACT = "contract"
NO_AGREEMENT = -1
NOT_STATED = "not stated"
"""Stands in tables for a currency that is not recorded."""


@dataclass(frozen=True)
class Register:
    """The awards in scope.

    `ledger` has every award as it was paid, in order of id: award_id, funder and recipient (places in `bodies`),
    payer and payee (the same, consolidated to parent bodies), contract (1, 0 or NaN), low, high, currency (place
    in `currencies`, blank where none is stated), start, end (days since 1970), pooled (place in `agreements`, or -1),
    and passed_on (its recipient paid some of it on). `rows` has the awards that can be compared,
    as those stand: a chain of passed-on awards as its last ones, its payer the funder at the top. `chains` lists
    parent_id and award_id of each step of a chain, `above` is the same as a tree, `lines` are the lines of parent
    bodies.
    """

    ledger: pd.DataFrame
    rows: pd.DataFrame
    chains: pd.DataFrame
    above: Tree
    lines: Tree
    bodies: npt.NDArray[np.object_]
    currencies: list[str]
    agreements: list[str]
    functions: Sets
    areas: Sets
    targets: Sets
    total: int
    repeated: int

    @cached_property
    def with_function(self) -> int:
        """Count the awards that say what they pay for."""
        return int(self.functions.known.sum())

    @cached_property
    def currency_names(self) -> list[str]:
        """Give the currencies as they are shown."""
        return [currency or NOT_STATED for currency in self.currencies]

    @cached_property
    def parents(self) -> int:
        """Count the awards that were passed on."""
        return int(self.ledger["passed_on"].sum())

    @cached_property
    def places(self) -> pd.Index:
        """Find awards of the ledger by id."""
        return pd.Index(self.ledger["award_id"])

    @cached_property
    def whole(self) -> Mask:
        """Say for each compared award whether function, place and both dates are recorded."""
        dated = self.rows["start"].notna() & self.rows["end"].notna()
        return np.asarray(self.functions.known & self.areas.known & dated.to_numpy(), dtype=bool)

    @cached_property
    def lacking(self) -> npt.NDArray[np.object_]:
        """Name for each compared award what is not recorded and needed to judge an overlap; blank if nothing."""
        words = np.full(len(self.rows), "", dtype=object)
        missing = {
            "function": ~self.functions.known,
            "area": ~self.areas.known,
            "start": self.rows["start"].isna().to_numpy(),
            "end": self.rows["end"].isna().to_numpy(),
        }
        for name, lacks in missing.items():
            words[lacks] = [f"{word}+{name}" if word else name for word in words[lacks]]
        return words

    def top_payers(self, awards: Iterable[str]) -> Indices:
        """Give for each award the funder at the top of its chain, by its place in `bodies`."""
        return _top_payers(self.ledger, self.places, self.above, awards)


def dates(days: Iterable[float]) -> list[datetime.date]:
    """Give days since 1970 as dates."""
    return list(np.asarray(list(days), dtype=np.int64).astype("datetime64[D]").tolist())


def iso_days(days: Iterable[float]) -> list[str | None]:
    """Give days since 1970 as ISO text; None where not known."""
    return [str(dates([day])[0]) if day == day else None for day in days]


def day_number(day: str) -> int:
    """Give a day in ISO text as days since 1970."""
    return int(np.datetime64(day, "D").astype(np.int64))


def read_register(network: Network, scope: Scope) -> Register:
    """Read the awards in scope, and those that can be compared: with a function, in an agreement, or in a chain.

    Each chain of passed-on awards stands as its last ones; `total` counts all awards so folded, `repeated` the
    awards with several payers or recipients on record, of which the first is taken.
    """
    found = network.table("awards")
    repeated = found["award_id"].duplicated()
    rows = found[~repeated] if repeated.any() else found
    if scope.area:
        rows = rows[rows["award_id"].isin(scope.awards())]
    index = pd.Index(rows["award_id"])
    chains = _chains(network, index)
    above = Tree(chains.rename(columns={"award_id": "id"}))
    lines = Tree(network.table("branches").rename(columns={"branch_id": "id"}))
    ledger, bodies, currencies, agreements = _ledger(rows, index.get_indexer(chains["parent_id"]), lines)
    scopes = network.table("award-scopes")[["award_id", "kind", "target_id"]]
    wanted = np.array(ledger["pooled"] != NO_AGREEMENT)
    says = index.get_indexer([*scopes.loc[scopes["kind"] == "function", "award_id"], *chains["award_id"]])
    wanted[says[says >= 0]] = True
    compared = ledger[wanted & ~ledger["passed_on"].to_numpy()].reset_index(drop=True)
    compared["payer"] = _top_payers(ledger, index, above, compared["award_id"])
    functions, areas, targets = (
        _named(Tree(network.table(table)), scopes[scopes["kind"] == kind], compared["award_id"], above, otherwise)
        for kind, table, otherwise in (
            ("function", "functions", ()),
            ("area", "areas", ()),
            ("group", "groups", (EVERYBODY,)),
        )
    )
    return Register(
        ledger=ledger,
        rows=compared,
        chains=chains,
        above=above,
        lines=lines,
        bodies=bodies,
        currencies=currencies,
        agreements=agreements,
        functions=functions,
        areas=areas,
        targets=targets,
        total=int((~ledger["passed_on"]).sum()),
        repeated=int(repeated.sum()),
    )


def _chains(network: Network, index: pd.Index) -> pd.DataFrame:
    """Give parent and child of each step of a chain in scope."""
    chains = network.table("passed-on").drop_duplicates("award_id")
    inside = (index.get_indexer(chains["award_id"]) >= 0) & (index.get_indexer(chains["parent_id"]) >= 0)
    return chains.loc[inside, ["parent_id", "award_id"]].sort_values(["parent_id", "award_id"]).reset_index(drop=True)


def _ledger(
    rows: pd.DataFrame, parents: Indices, lines: Tree
) -> tuple[pd.DataFrame, npt.NDArray[np.object_], list[str], list[str]]:
    """Give the awards as columns, with bodies, currencies and agreements as places in lists of them."""
    count = len(rows)
    named = np.concatenate([rows["funder_id"].to_numpy(dtype=object), rows["recipient_id"].to_numpy(dtype=object)])
    codes, different = pd.factorize(named)
    tops = [lines.top(body) for body in different]
    bodies = np.array(sorted({*different, *tops}), dtype=object)
    place = {body: at for at, body in enumerate(bodies)}
    own, top = (np.array([place[body] for body in each], dtype=np.int64)[codes] for each in (different, tops))
    currency, currencies = pd.factorize(rows["currency"].fillna("").to_numpy(dtype=object), sort=True)
    pooled, agreements = pd.factorize(rows["pooled_id"].to_numpy(dtype=object), sort=True)
    low, high = (rows[end].to_numpy(dtype=float) for end in ("amount_min", "amount_max"))
    known = ~np.isnan(low) & ~np.isnan(high)
    instrument = rows["instrument"]
    passed_on = np.zeros(count, dtype=bool)
    passed_on[parents] = True
    columns = {
        "award_id": pd.Series(rows["award_id"].to_numpy(dtype=object), dtype=object),
        "funder": own[:count],
        "recipient": own[count:],
        "payer": top[:count],
        "payee": top[count:],
        "contract": np.where(instrument.isna(), np.nan, (instrument == CONTRACT).to_numpy(dtype=float)),
        "low": np.where(known, low, np.nan),
        "high": np.where(known, high, np.nan),
        "currency": currency,
        "start": _days(rows["start_day"]),
        "end": _days(rows["end_day"]),
        "pooled": pooled,
        "passed_on": passed_on,
    }
    return pd.DataFrame(columns), bodies, list(currencies), list(agreements)


def _days(written: pd.Series) -> Days:
    codes, different = pd.factorize(written.to_numpy(dtype=object))
    days = np.array([*map(day_number, different), np.nan], dtype=float)
    return np.asarray(days[codes], dtype=float)


def _top_payers(ledger: pd.DataFrame, index: pd.Index, above: Tree, awards: Iterable[str]) -> Indices:
    known = set(above.ids)
    tops = [above.top(award) if award in known else award for award in awards]
    return np.asarray(ledger["payer"].to_numpy()[index.get_indexer(tops)], dtype=np.int64)


def _named(tree: Tree, scopes: pd.DataFrame, awards: pd.Series, above: Tree, otherwise: tuple[str, ...]) -> Sets:
    """Give what each award names; what it leaves out it takes from the one it was paid out of."""
    known = set(above.ids)
    chained = {at: award for at, award in enumerate(awards) if award in known}
    everything = {*awards, *(each for award in chained.values() for each in above.above(award))}
    stated: dict[str, list[str]] = {}
    scopes = scopes[scopes["award_id"].isin(everything)]
    for award, target in zip(scopes["award_id"], scopes["target_id"], strict=True):
        stated.setdefault(award, []).append(target)
    named = {award: tuple(sorted(set(targets))) for award, targets in stated.items()}
    found = [named.get(award, ()) for award in awards]
    for at, award in chained.items():
        found[at] = next((named[each] for each in above.up(award) if each in named), ())
    return Sets(tree, [each or otherwise for each in found])
