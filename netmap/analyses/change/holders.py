"""Who came and went: holders of seats, mandates, and what they did to the concentration of seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.change.natures import ADDED, CHANGED, REMOVED, Times, differences
from netmap.analyses.change.snapshot import Keyed, Snapshot, ids_of, names_of
from netmap.measures.change import HhiChange, Turnover, hhi_change, turnover
from netmap.model.words import CHANGE_NOT_KNOWN, REAL_CHANGE, RECORD_CHANGE

PAIR = ("partnership_id", "who")
PEOPLE, ORGANISATIONS = "people", "organisations"
HOLDERS = {PEOPLE: ("holders", "representative_id"), ORGANISATIONS: ("held-for", "organisation_id")}
MANDATE = ("seat_id", "target_id")
MANDATE_FACTS = ("route", "evidence", "reported_back")


@dataclass(frozen=True)
class Moved:
    """Turnover of one kind of holder.

    `plain` takes both sides as they are. `least` and `most` leave out pairs that the sides only record
    differently; of pairs for which no date tells, `least` leaves them out and `most` takes them in.
    """

    plain: Turnover
    least: Turnover
    most: Turnover


@dataclass(frozen=True)
class Holders:
    """Holders of seats on both sides."""

    before: Snapshot
    after: Snapshot

    def changes(self, who: str) -> pd.DataFrame:
        """Give the pairs of partnership and holder that are on one side only, with `change` and `nature`."""
        return self._changes[who]

    @cached_property
    def _changes(self) -> Mapping[str, pd.DataFrame]:
        return {who: differences(*self._times(who), PAIR) for who in HOLDERS}

    def _times(self, who: str) -> tuple[Times, Times]:
        before, after = (Times(self._tenures[side.keyed, who], side.day) for side in (self.before, self.after))
        return before, after

    @cached_property
    def _tenures(self) -> Mapping[tuple[Keyed, str], pd.DataFrame]:
        sides = {side.keyed: side for side in (self.before, self.after)}
        return {(keyed, who): side.tenures(*HOLDERS[who]) for keyed, side in sides.items() for who in HOLDERS}

    def _pairs(self, who: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self._on_days[who]

    @cached_property
    def _on_days(self) -> Mapping[str, tuple[pd.DataFrame, pd.DataFrame]]:
        found = {}
        for who in HOLDERS:
            before, after = (
                times.on(times.day)[list(PAIR)].dropna().drop_duplicates().reset_index(drop=True)
                for times in self._times(who)
            )
            found[who] = (before, after)
        return found

    def moved(self, who: str) -> Moved:
        """Give the turnover of people or of organisations over all partnerships in scope."""
        before, after = (list(pairs.itertuples(index=False, name=None)) for pairs in self._pairs(who))
        changes = self.changes(who)
        natures = dict(zip(zip(changes["partnership_id"], changes["who"], strict=True), changes["nature"], strict=True))
        ranges = [
            [[pair for pair in side if natures.get(pair) not in without] for side in (before, after)]
            for without in ((), (RECORD_CHANGE, CHANGE_NOT_KNOWN), (RECORD_CHANGE,))
        ]
        return Moved(*(turnover(*sides) for sides in ranges))

    def by_partnership(self) -> pd.DataFrame:
        """Give for each partnership, people and organisations apart, who stayed, left and joined."""
        parts = [self._by_partnership(who) for who in HOLDERS]
        rows = pd.concat(parts, ignore_index=True)
        rows.insert(1, "partnership", names_of(rows["partnership_id"], self.before, self.after))
        rows["partnership_id"] = ids_of(rows["partnership_id"], self.before, self.after)
        return rows.sort_values(["partnership", "partnership_id", "holders"], ignore_index=True)

    def _by_partnership(self, who: str) -> pd.DataFrame:
        before, after = self._pairs(who)
        changes = self.changes(who)
        real = changes["nature"] == REAL_CHANGE
        counts = {
            "before": before,
            "after": after,
            "left": changes[changes["change"] == REMOVED],
            "joined": changes[changes["change"] == ADDED],
            "left_or_joined_in_between": changes[real],
            "recorded_differently": changes[changes["nature"] == RECORD_CHANGE],
            "not_known": changes[changes["nature"] == CHANGE_NOT_KNOWN],
        }
        table = pd.DataFrame({name: rows["partnership_id"].value_counts() for name, rows in counts.items()})
        table = table.reindex(sorted(self.before.places | self.after.places)).fillna(0).astype(int)
        table.insert(2, "stayed", table["before"] - table["left"])
        of, union = table["before"] + table["after"], table["stayed"] + table["left"] + table["joined"]
        table["turnover"] = ((table["left"] + table["joined"]) / of).where(of > 0)
        table["jaccard"] = (table["stayed"] / union).where(union > 0)
        return table.rename_axis("partnership_id").reset_index().assign(holders=who)

    def concentration(self, *, recorded_alike: bool = False) -> HhiChange:
        """Give the change of the HHI of third-sector seats.

        `recorded_alike` leaves out seats of pairs that the two sides only record differently.
        """
        return hhi_change(*(dict(counts) for counts in self.seat_counts(recorded_alike=recorded_alike)))

    def seat_counts(self, *, recorded_alike: bool = False) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Give the third-sector seats of each organisation on both sides."""
        before, after = self._seats(self.before, recorded_alike), self._seats(self.after, recorded_alike)
        return before, after

    def _seats(self, side: Snapshot, recorded_alike: bool) -> Mapping[str, int]:
        seats = side.counted
        if recorded_alike:
            changes = self.changes(ORGANISATIONS)
            odd = changes.loc[changes["nature"] == RECORD_CHANGE, list(PAIR)]
            pairs = pd.MultiIndex.from_frame(seats[["partnership_id", "organisation_id"]])
            seats = seats[~pairs.isin(pd.MultiIndex.from_frame(odd))] if len(odd) else seats
        return dict(sorted(seats["organisation_id"].value_counts().items()))

    def rows(self) -> Iterator[pd.DataFrame]:
        """Give holders, places and mandates that changed, in the columns of the result."""
        for who, kind in ((PEOPLE, "person on a partnership"), (ORGANISATIONS, "organisation on a partnership")):
            changes = self.changes(who)
            yield changes.rename(columns={"partnership_id": "key", "who": "other_key"}).assign(kind=kind, what="")
        yield self._places()
        yield self._mandates()

    def _places(self) -> pd.DataFrame:
        """Give the places that both sides have and that are filled on one of them only."""
        both = set(self.before.seats["seat_id"]) & set(self.after.seats["seat_id"])
        sides = []
        for side in (self.before, self.after):
            rows = pd.concat([self._tenures[side.keyed, who] for who in HOLDERS]).dropna(subset=["who"])
            sides.append(Times(rows[rows["seat_id"].isin(both)], side.day))
        found = differences(sides[0], sides[1], ["seat_id"])
        what = found["change"].map({ADDED: "filled", REMOVED: "vacant or ended"})
        return found.rename(columns={"seat_id": "key"}).assign(kind="seat", what=what, change=CHANGED)

    def _mandates(self) -> pd.DataFrame:
        before, after = (Times(self._mandates_of(side), side.day) for side in (self.before, self.after))
        found = differences(before, after, MANDATE).assign(what="")
        parts = [found, self._mandate_facts(before, after)]
        rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        return rows.rename(columns={"seat_id": "key", "target_id": "other_key"}).assign(kind="mandate")

    def _mandates_of(self, side: Snapshot) -> pd.DataFrame:
        rows = side.table("mandates")
        return rows[rows["seat_id"].isin(set(side.seats["seat_id"]))]

    def _mandate_facts(self, before: Times, after: Times) -> pd.DataFrame:
        """Give what is said otherwise of mandates that hold on both sides."""
        if self.before.network is self.after.network:
            return pd.DataFrame()
        old, new = (side.on(side.day).drop_duplicates(list(MANDATE)) for side in (before, after))
        pairs = old.merge(new, "inner", list(MANDATE), suffixes=("_before", "_after"))
        parts = []
        for fact in MANDATE_FACTS:
            was, now = (pairs[f"{fact}_{side}"].astype(object) for side in ("before", "after"))
            other = ~((was == now) | (was.isna() & now.isna()))
            said = pairs.loc[other, list(MANDATE)]
            nature = [self._fact_nature(fact, one, two) for one, two in zip(was[other], now[other], strict=True)]
            parts.append(said.assign(what=fact, before=was[other], after=now[other], nature=nature, change=CHANGED))
        return pd.concat(parts, ignore_index=True)

    def _fact_nature(self, fact: str, was: str | None, now: str | None) -> str:
        """A report back has a date of its own: where it lies between the two days, it happened in between."""
        first, last = sorted((self.before.day, self.after.day))
        latest = max(was or "", now or "") if fact == "reported_back" else ""
        if latest:
            return REAL_CHANGE if first < latest <= last else RECORD_CHANGE
        return RECORD_CHANGE if first == last else CHANGE_NOT_KNOWN
