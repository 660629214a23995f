"""Items of the checklist that the records of awards can answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.health.tally import Tally, tally
from netmap.analyses.seating import THIRD_SECTOR, Seating
from netmap.analyses.trees import Tree
from netmap.model.dates import end_days
from netmap.model.distinct import by_distinct
from netmap.model.names import name_key
from netmap.words import words_of

AWARD_COLUMNS = ["award_id", "funder_id", "recipient_id", "start_day", "end_day"]
RECORD_COLUMNS = ["award_id", "payment_terms", "overheads"]
ADVANCE, ARREARS = "advance", "arrears"
CAPACITY_BUILDING, TRAINING = "capacity building", "training"
_say = words_of("analyses/health")


@dataclass(frozen=True)
class Awards:
    """The awards in scope begun lately, to bodies not known to be public or private.

    Begun lately means within `award_months` of the day, whether over by now or not: of the awards that
    run on one day short ones would be too few. An award without a first day may have begun then.
    """

    seats: SectorSeats

    @property
    def seating(self) -> Seating:
        """Give the network on the day."""
        return self.seats.seating

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give one row for each award, with `income` of its recipient."""
        day, back = self.seating.as_of, self.seating.settings.health.award_months
        since = (pd.Timestamp(day) - pd.DateOffset(months=back)).strftime("%Y-%m-%d")
        rows = self.seating.network.table("awards")[AWARD_COLUMNS]
        lately = by_distinct(rows["start_day"], lambda start: since < start <= day)
        rows, bodies = rows[lately.ne(False)], self.seats.bodies
        if self.seating.scope.area:
            rows = rows[rows["award_id"].isin(self.seating.scope.awards())]
        ours = bodies["sector"].isna() | (bodies["sector"] == THIRD_SECTOR)
        at = bodies.index.get_indexer(rows["recipient_id"])
        income = bodies["income"].to_numpy(dtype=float)[at]
        rows = rows.assign(income=income)[ours.to_numpy()[at]]
        records = self.seating.network.table("award-records")[RECORD_COLUMNS]
        return rows.drop_duplicates("award_id").merge(records, "left", "award_id")

    @cached_property
    def small(self) -> pd.Series:
        """Say which awards go to bodies known to be small."""
        return self.rows["income"] < self.seating.settings.health.small_income

    def long(self) -> Tally:
        """Count the awards that run for years."""
        years = self.seating.settings.health.long_award_years
        reaches, known = self._against(years * 12)
        return tally(_say("counts_long", years=years), reaches & known, ~reaches & known)

    def short(self) -> Tally:
        """Count the awards that run for less than the months of the setting."""
        months = self.seating.settings.health.short_award_months
        reaches, known = self._against(months)
        return tally(_say("counts_short", months=months), ~reaches & known, reaches & known)

    def _against(self, months: int) -> tuple[pd.Series, pd.Series]:
        """Say for each award whether it runs for so many months, and whether both its days are known."""
        later = by_distinct(self.rows["start_day"], lambda day: _later(day, months))
        known = self.rows["start_day"].notna() & self.rows["end_day"].notna()
        return (self.rows["end_day"].fillna("") >= later.fillna("9999")).astype(bool), known

    def in_advance(self) -> Tally:
        """Count the awards paid in advance; by instalments says neither yes nor no."""
        paid = self.rows["payment_terms"]
        return tally(_say("counts_in_advance"), paid == ADVANCE, paid == ARREARS)

    def small_in_arrears(self) -> Tally:
        """Count the awards to small bodies that are paid in arrears; bodies of unknown income are left out."""
        paid = self.rows.loc[self.small, "payment_terms"]
        return tally(_say("counts_in_arrears"), paid == ARREARS, paid == ADVANCE)

    def to_small(self) -> Tally:
        """Count the awards that go to small bodies."""
        known = self.rows["income"].notna()
        return tally(_say("counts_to_small"), self.small, known & ~self.small)

    def overheads(self) -> Tally:
        """Count the awards that pay a share of overheads."""
        paid = self.rows["overheads"].astype(object)
        return tally(_say("counts_overheads"), paid.eq(True), paid.eq(False))

    def blanket_refusals(self) -> Tally:
        """Count the funders with several awards none of which pays overheads."""
        rows, least = self.rows, self.seating.settings.health.blanket_awards
        marks = rows.assign(yes=rows["overheads"].eq(True), no=rows["overheads"].eq(False))
        found = marks.groupby("funder_id").agg(all=("yes", "size"), yes=("yes", "sum"), no=("no", "sum"))
        found = found[found["all"] >= least]
        return tally(
            _say("counts_blanket_refusals", least=least),
            found["no"] == found["all"],
            found["yes"] > 0,
        )

    def for_function(self, name: str) -> Tally:
        """Count the awards for functions of a name and those below them; untagged awards are not known."""
        functions = self.seating.network.table("functions")
        tree, key = Tree(functions), name_key(name)
        named = [node for node, own in zip(functions["id"], functions["name"], strict=True) if key in name_key(own)]
        wanted = {below for node in named for below in tree.down(node)}
        tags, count = self._functions, len(self.rows)
        tagged = np.bincount(tags["at"], minlength=count) > 0
        so = np.bincount(tags.loc[tags["target_id"].isin(wanted), "at"], minlength=count) > 0
        return tally(_say("counts_function", function=name), pd.Series(so), pd.Series(tagged & ~so))

    @cached_property
    def _functions(self) -> pd.DataFrame:
        """Give the functions of the awards, each with the position of its award."""
        scopes = self.seating.network.table("award-scopes")
        scopes = scopes[scopes["kind"] == "function"]
        scopes = scopes.assign(at=pd.Index(self.rows["award_id"]).get_indexer(scopes["award_id"]))
        return scopes[scopes["at"] >= 0]


def _later(day: str, months: int) -> str:
    """Give the day so many months later; from the 29th on in a month that is too short, the first of the next."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    wanted = f"{year:04}-{month + 1:02}-{day[8:]}"
    last = end_days(pd.Series([wanted[:7]], dtype=object))[0]
    return min(wanted, str(last))
