"""Whether small and local bodies hold as many seats as their number would suggest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.seating import FORUM_KINDS, OBSERVER, THIRD_SECTOR
from netmap.measures.size_balance import BANDS, NOT_RECORDED, Balance, income_band, size_balance
from netmap.model.distinct import by_distinct
from netmap.model.names import name_key

LOCAL, WIDER, ALL = "local", "wider", "all"
TIERS = (LOCAL, WIDER, NOT_RECORDED)
SMALL, LARGER = "small", "larger"
NATIONAL, BRANCH, FLOOR = "national", "branch", "large"
COLUMNS = (
    "band",
    "tier",
    "organisations",
    "seats",
    "of_organisations",
    "of_seats",
    "organisation_share",
    "seat_share",
    "ratio",
    "log2",
)


@dataclass(frozen=True)
class Bodies:
    """The third-sector organisations of the place, each with its band, its tier and the seats it holds.

    Forums and networks are left out unless they hold a seat; `eligible` overrules. Observers' seats are
    left out.
    """

    seats: SectorSeats

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give id, size, band, tier, seats and whether the band is a branch's, in order of id."""
        scope, rows, held = self.seats.seating.scope, self.seats.bodies, self._held
        forum = by_distinct(rows["kind"], str.lower).isin(FORUM_KINDS)
        usual = (rows["sector"] == THIRD_SECTOR) & ~forum
        eligible = usual.where(rows["eligible"].isna(), rows["eligible"].eq(True)).astype(bool)
        here = rows["id"].isin(scope.organisations()) if scope.area else True
        rows = rows[(eligible & here) | rows["id"].isin(held.index)].copy()
        rows["seats"] = rows["id"].map(held).fillna(0).astype(int)
        rows["raised"] = rows["id"].isin(self._parts_of_larger(rows))
        rows["band"] = self._bands(rows)
        rows["size"] = self._sizes(rows)
        rows["tier"] = rows["id"].map(self._contained).where(rows["id"].isin(self._contained.index), rows["tier"])
        known = rows["tier"].notna()
        rows["tier"] = rows["tier"].isin([True, LOCAL]).map({True: LOCAL, False: WIDER}).where(known, NOT_RECORDED)
        return rows[["id", "size", "band", "tier", "seats", "raised"]].reset_index(drop=True)

    @cached_property
    def _held(self) -> pd.Series:
        """Count the seats of each third-sector body."""
        filled = self.seats.filled
        return filled.loc[
            (filled["sector"] == THIRD_SECTOR) & (filled["capacity"] != OBSERVER), "organisation_id"
        ].value_counts()

    def _parts_of_larger(self, rows: pd.DataFrame) -> set[str]:
        """List the branches of national or larger bodies that are not constituted by themselves.

        A branch is by itself where it has an identifier of its own or a legal form other than branch.
        """
        every = self.seats.bodies
        limit = self.seats.seating.settings.health.small_income
        large = every.index[(every["tier"] == NATIONAL) | (every["income"].astype(float) >= limit)]
        parents = pd.Series(self.seats.seating.parents, dtype=object)
        form = by_distinct(rows["legal_form"], name_key)
        dependent = rows["org_id"].isna() & (form.isna() | (form == BRANCH))
        return set(rows.loc[dependent & rows["id"].map(parents).isin(large), "id"])

    def _bands(self, rows: pd.DataFrame) -> pd.Series:
        income = rows["income"].astype(float)
        distinct = {value: income_band(value) for value in income.dropna().unique()}
        bands = income.map(distinct).astype(object).where(income.notna(), NOT_RECORDED)
        lifted = rows["raised"] & ~bands.isin(BANDS[BANDS.index(FLOOR) :])
        return bands.where(~lifted, FLOOR)

    def _sizes(self, rows: pd.DataFrame) -> pd.Series:
        income = rows["income"].astype(float)
        small = income < self.seats.seating.settings.health.small_income
        sizes = small.map({True: SMALL, False: LARGER}).where(income.notna(), NOT_RECORDED)
        return sizes.where(~rows["raised"], LARGER)

    @cached_property
    def _contained(self) -> pd.Series:
        """Say for each organisation with places recorded whether all of them lie in the area in question.

        That is the area asked for, else the areas of all partnerships together.
        """
        network, scope = self.seats.seating.network, self.seats.seating.scope
        placed = network.table("partnership-areas")
        inside = {scope.area} if scope.area else set(placed["area_id"])
        within = {area: not inside.isdisjoint(scope.tree.up(area)) for area in scope.tree.ids}
        rows = network.table("organisation-areas") if inside else network.table("organisation-areas").iloc[:0]
        return rows["area_id"].map(within).eq(True).groupby(rows["organisation_id"]).all()

    def balance(self, *columns: str) -> dict[tuple[str, ...], Balance]:
        """Give the balance by some of the columns; kinds without a body are left out."""
        found = self.rows.groupby(list(columns), sort=True)["seats"].agg(["size", "sum"])
        counts = {
            (key if isinstance(key, tuple) else (key,)): (int(own), int(held))
            for key, own, held in found.itertuples(name=None)
        }
        return size_balance(counts)

    @property
    def small_ratio(self) -> float | None:
        """Give the seats of small bodies against their number, those of unknown income in the denominators."""
        found = self.balance("size").get((SMALL,))
        return found.ratio if found else None


def balance_table(bodies: Bodies) -> pd.DataFrame:
    """Do small and local bodies hold as many seats as their number would suggest?

    Definition: `netmap.measures.size_balance` by band of income, by tier and by both. A body is local
    where every place it works in lies in the area asked for (else in the areas of the partnerships),
    wider where one does not; where no place is recorded its `tier` decides. A branch of a national or
    larger body counts as large unless it is constituted by itself. An income or a tier that is not
    recorded is a kind of its own.

    Returns
        Rows by band (tier `all`), then by tier (band `all`), then by both; bands from the smallest up.
    Cost
        Linear in organisations and seats.
    Source
        METHODS 7.4; checked against SIZE-BALANCE.
    """
    found = {(band, ALL): each for (band,), each in bodies.balance("band").items()}
    found |= {(ALL, tier): each for (tier,), each in bodies.balance("tier").items()}
    found |= {(band, tier): each for (band, tier), each in bodies.balance("band", "tier").items()}
    bands = (*BANDS, NOT_RECORDED, ALL)
    order = sorted(
        found, key=lambda key: (key[1] != ALL, key[0] != ALL, bands.index(key[0]), (*TIERS, ALL).index(key[1]))
    )
    rows = bodies.rows
    total = {"of_organisations": len(rows), "of_seats": int(rows["seats"].sum())}
    return pd.DataFrame(
        [{"band": band, "tier": tier, **vars(found[band, tier]), **total} for band, tier in order],
        columns=list(COLUMNS),
    )
