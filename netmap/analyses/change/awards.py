"""Awards on two days: which began, ended, were renewed, or are recorded differently."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.change.natures import ADDED, CHANGED, REMOVED
from netmap.analyses.change.snapshot import Snapshot, ids_of, names_of
from netmap.analyses.trees import Tree
from netmap.model.words import CHANGE_NOT_KNOWN, REAL_CHANGE, RECORD_CHANGE

RUNNING, AHEAD, OVER, NOT_KNOWN, MISSING = "running", "not started", "over", "not known", ""
FACTS = ("funder_id", "recipient_id", "amount_min", "amount_max", "currency", "instrument", "start_day", "end_day")
DETAILS = (
    "award_id",
    "award",
    "funder",
    "recipient",
    "before",
    "after",
    "nature",
    "ended",
    "renewed",
    "renewed_by",
)


def states(rows: pd.DataFrame, day: str) -> np.ndarray:
    """Give the state of each award on a day; a missing start or end leaves it open wherever it could matter."""
    start, end = rows["start_day"].fillna(""), rows["end_day"].fillna("")
    return np.select(
        [(end != "") & (end <= day), (start != "") & (start > day), (start != "") & (end != "")],
        [OVER, AHEAD, RUNNING],
        NOT_KNOWN,
    )


@dataclass(frozen=True)
class Awards:
    """The awards in scope of both sides."""

    before: Snapshot
    after: Snapshot
    renewal_days: int

    @cached_property
    def both(self) -> pd.DataFrame:
        """Give every award of either side with its state as each side has it on each day."""
        old, new = self._side(self.before), self._side(self.after)
        return old.merge(new, "outer", "award_id", suffixes=("_before", "_after")).sort_values(
            "award_id", ignore_index=True
        )

    def _side(self, side: Snapshot) -> pd.DataFrame:
        rows = side.table("awards").drop_duplicates("award_id")
        scope = side.seating.scope
        if scope.area:
            rows = rows[rows["award_id"].isin(set(side.keys(sorted(scope.awards()))))]
        days = {"first": self.before.day, "last": self.after.day}
        return rows[["award_id", *FACTS]].assign(**{name: states(rows, day) for name, day in days.items()})

    @cached_property
    def moved(self) -> pd.DataFrame:
        """Give the awards whose state differs between the sides, or that one side lacks, with change and nature."""
        rows = self.both
        was, now = rows["first_before"].fillna(MISSING), rows["last_after"].fillna(MISSING)
        other = np.where(was == MISSING, rows["first_after"], rows["last_before"])
        alone = (was == MISSING) | (now == MISSING)
        shows = np.where(was == MISSING, now, was)
        same_day = self.before.day == self.after.day
        moved_alone = (other != shows) & ((shows == RUNNING) | (other == RUNNING))
        nature = np.select(
            [
                alone & moved_alone,
                alone & (same_day | (other != NOT_KNOWN)),
                alone,
                (rows["first_after"] == was) | (rows["last_before"] == now),
            ],
            [REAL_CHANGE, RECORD_CHANGE, CHANGE_NOT_KNOWN, REAL_CHANGE],
            RECORD_CHANGE,
        )
        change = np.select([was == MISSING, now == MISSING], [ADDED, REMOVED], CHANGED)
        found = pd.DataFrame({"key": rows["award_id"], "change": change, "nature": nature, "before": was, "after": now})
        return found[(was != now).to_numpy()].assign(kind="award", what="state")

    def rows(self) -> pd.DataFrame:
        """Give the awards that changed, in the columns of the result: their state, and facts said otherwise."""
        if self.before.network is self.after.network:
            return self.moved
        rows = self.both[self.both["first_before"].notna() & self.both["first_after"].notna()]
        parts = [self.moved]
        for fact in FACTS:
            was, now = (rows[f"{fact}_{side}"].astype(object) for side in ("before", "after"))
            other = ~((was == now) | (was.isna() & now.isna()))
            said = pd.DataFrame({"key": rows.loc[other, "award_id"], "before": was[other], "after": now[other]})
            parts.append(said.assign(what=fact, change=CHANGED, nature=RECORD_CHANGE, kind="award"))
        return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)

    @cached_property
    def ended(self) -> pd.DataFrame:
        """Give the awards that ended between the two days, with whether another took their place.

        Renewed is *yes* where the same funder pays the same recipient for the same function, or for one above or
        below it, from within the agreed days of the end; *not known* where a function is not recorded.
        """
        side = max((self.before, self.after), key=lambda each: each.day)
        rows = side.table("awards").drop_duplicates("award_id")
        rows = rows[rows["award_id"].isin(set(self.both["award_id"]))]
        first, last = sorted((self.before.day, self.after.day))
        end = rows["end_day"].fillna("")
        over = rows[(end > first) & (end <= last) & (rows["start_day"].fillna("") <= end)]
        pairs = over.merge(rows, "left", ["funder_id", "recipient_id"], suffixes=("", "_next"))
        until = pairs["end_day"].map(self._until)
        follows = (
            (pairs["award_id_next"] != pairs["award_id"])
            & (pairs["start_day_next"].fillna("") > pairs["start_day"].fillna(""))
            & (pairs["start_day_next"].fillna("9999") <= until)
            & (pairs["end_day_next"].fillna("9999") > pairs["end_day"])
        )
        return self._renewals(over, pairs[follows], side)

    def _until(self, end: str) -> str:
        return (datetime.date.fromisoformat(end) + datetime.timedelta(days=self.renewal_days)).isoformat()

    def _renewals(self, over: pd.DataFrame, pairs: pd.DataFrame, side: Snapshot) -> pd.DataFrame:
        functions = _functions(side, set(pairs["award_id"]) | set(pairs["award_id_next"]))
        tree = Tree(side.table("functions"))
        renewed: dict[str, tuple[str, str]] = {}
        for award, later in pairs[["award_id", "award_id_next"]].sort_values(["award_id", "award_id_next"]).to_numpy():
            ours, theirs = functions.get(award, ()), functions.get(later, ())
            verdict = ("yes" if tree.any_related(ours, theirs) else "no") if ours and theirs else NOT_KNOWN
            if verdict != "no" and renewed.get(award, (NOT_KNOWN, ""))[0] != "yes":
                renewed[award] = (verdict, later if verdict == "yes" else renewed.get(award, ("", later))[1])
        found = over[["award_id", "end_day"]].copy()
        found["renewed"] = [renewed.get(award, ("no", ""))[0] for award in found["award_id"]]
        found["renewed_by"] = [renewed.get(award, ("no", ""))[1] for award in found["award_id"]]
        return found.rename(columns={"end_day": "ended"})

    def details(self) -> pd.DataFrame:
        """Give one row for each award whose state differs or that ended in between."""
        moved = self.moved[["key", "before", "after", "nature"]].rename(columns={"key": "award_id"})
        rows = moved.merge(self.ended, "outer", "award_id").sort_values("award_id", ignore_index=True)
        facts = self.both.set_index("award_id")
        for who in ("funder", "recipient"):
            key = facts[f"{who}_id_after"].where(facts[f"{who}_id_after"].notna(), facts[f"{who}_id_before"])
            rows[who] = names_of(key.reindex(rows["award_id"]), self.before, self.after)
        rows["award"] = names_of(rows["award_id"], self.before, self.after)
        for column in ("award_id", "renewed_by"):
            rows[column] = ids_of(rows[column], self.before, self.after)
        return rows.reindex(columns=list(DETAILS))


def _functions(side: Snapshot, awards: set[str]) -> dict[str, list[str]]:
    rows = side.table("award-scopes")
    rows = rows[(rows["kind"] == "function") & rows["award_id"].isin(awards)]
    found: dict[str, list[str]] = {}
    for award, function in zip(rows["award_id"], rows["target_id"], strict=True):
        found.setdefault(award, []).append(function)
    return found
