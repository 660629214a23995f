"""What actions are looked for on: seats, who may sit, and what each body would carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from netmap.analyses.seating import ENDED, EXPERT, OBSERVER, REPRESENTATIVE, THIRD_SECTOR, VACANT, Seating
from netmap.model.words import LINK_WORDS
from netmap.words import words_of

Row = dict[str, Any]
_say = words_of("analyses/actions")


@dataclass(frozen=True)
class Ground:
    """The seating, read for actions; all lists are in order of id."""

    seating: Seating

    @cached_property
    def places(self) -> Mapping[str, Row]:
        """Give the partnerships in scope by id."""
        rows = self.seating.scope.partnerships().sort_values("id")
        rows = rows.astype(object).where(rows.notna(), None)
        return {row["id"]: row for row in rows.to_dict("records")}

    def place(self, node: str) -> str:
        """Give the name of a partnership."""
        return str(self.places[node]["name"] or node)

    def hours(self, node: str) -> float | None:
        """Give the hours of meetings in a year; None where they are not recorded."""
        meetings, hours = (self.places[node][name] for name in ("meetings_per_year", "hours_per_meeting"))
        return None if meetings is None or hours is None else float(meetings) * float(hours)

    @cached_property
    def _organisations(self) -> pd.DataFrame:
        return self.seating.network.table("organisations").drop_duplicates("id").sort_values("id")

    def body(self, node: str) -> str:
        """Give the name of an organisation."""
        return self.seating.network.names("Organisation").get(node, node)

    @cached_property
    def may_sit(self) -> frozenset[str]:
        """Give the bodies of the third sector that work in scope, `eligible` overruling; forums among them."""
        rows = self._organisations
        usual = rows["sector"] == THIRD_SECTOR
        may = usual.where(rows["eligible"].isna(), rows["eligible"].eq(True)).astype(bool)
        return frozenset(rows.loc[may, "id"]) & self.seating.scope.organisations()

    @cached_property
    def small(self) -> frozenset[str]:
        """Give the bodies known to be small: income under the line, and no branch of another."""
        rows = self._organisations
        under = rows["income"] < self.seating.settings.health.small_income
        return frozenset(rows.loc[under, "id"]) - set(self.seating.parents)

    @cached_property
    def income_not_known(self) -> frozenset[str]:
        """Give the bodies whose income is not recorded."""
        return frozenset(self._organisations.loc[self._organisations["income"].isna(), "id"])

    @cached_property
    def held(self) -> list[Row]:
        """Give the filled seats of third-sector organisations, observers left out."""
        filled = self.seating.filled
        rows = filled[(filled["sector"] == THIRD_SECTOR) & (filled["capacity"] != OBSERVER)]
        return [dict(row) for row in rows.sort_values("seat_id").to_dict("records")]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Give the third-sector seats of each organisation."""
        found: dict[str, int] = {}
        for seat in self.held:
            found[seat["organisation_id"]] = found.get(seat["organisation_id"], 0) + 1
        return dict(sorted(found.items()))

    @cached_property
    def seated(self) -> Mapping[str, frozenset[str]]:
        """Give the organisations on each partnership that sit as anything but expert or observer."""
        filled = self.seating.filled.dropna(subset=["organisation_id"])
        rows = filled[~filled["capacity"].isin([OBSERVER, EXPERT])]
        found: dict[str, set[str]] = {}
        for place, body in zip(rows["partnership_id"], rows["organisation_id"], strict=True):
            found.setdefault(place, set()).add(body)
        return {place: frozenset(bodies) for place, bodies in found.items()}

    @cached_property
    def _last_holder(self) -> Mapping[str, str]:
        rows = self.seating.network.table("held-for").assign(end=lambda rows: rows["end_day"].fillna("9999"))
        rows = rows[rows["start_day"].fillna("") <= self.seating.as_of].sort_values(["seat_id", "end"])
        return dict(zip(rows["seat_id"], rows["organisation_id"], strict=True))

    @cached_property
    def unfilled(self) -> list[Row]:
        """Give the vacant and ended seats, `last` for who held them; those of public and private bodies left out."""
        seats = self.seating.seats
        rows = seats[seats["state"].isin([VACANT, ENDED])].sort_values("seat_id")
        sectors = dict(zip(self._organisations["id"], self._organisations["sector"], strict=True))
        found = []
        for row in rows.to_dict("records"):
            last = self._last_holder.get(row["seat_id"], "")
            sector = sectors.get(last)
            if sector is None or pd.isna(sector) or sector == THIRD_SECTOR:
                found.append(dict(row) | {"last": last})
        return found

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, str]]:
        """Give for each group the bodies linked to it, and how."""
        rows = self.seating.network.table("group-links")
        found: dict[str, dict[str, str]] = {}
        for kind, words in reversed(LINK_WORDS.items()):
            some = rows[rows["link"] == kind]
            for group, body in zip(some["group_id"], some["organisation_id"], strict=True):
                found.setdefault(group, {})[body] = words
        return found

    def theme_bodies(self, theme: str) -> frozenset[str]:
        """Give the bodies that work on a theme or on one below it."""
        return self.seating.constituency("Theme", theme)

    @cached_property
    def remits(self) -> Mapping[str, frozenset[str]]:
        """Give for each partnership the bodies that work on a theme in its terms of reference."""
        rows = self.seating.network.table("remits")
        found: dict[str, frozenset[str]] = {}
        for place, theme in zip(rows["partnership_id"], rows["theme_id"], strict=True):
            found[place] = found.get(place, frozenset()) | self.theme_bodies(theme)
        return found

    @cached_property
    def current(self) -> Mapping[str, list[Row]]:
        """Give the current mandates of each seat."""
        rows = self.seating.mandates[self.seating.mandates["current"]].sort_values(["seat_id", "target_id"])
        found: dict[str, list[Row]] = {}
        for row in rows.to_dict("records"):
            found.setdefault(row["seat_id"], []).append(dict(row))
        return found

    def called(self, seat: Mapping[str, Any]) -> str:
        """Name a seat by its id, its partnership and the body it is held for; never by a person."""
        name, place, body = seat["seat_id"], self.place(seat["partnership_id"]), seat["organisation_id"]
        if body:
            return _say("seat_called_held", seat=name, partnership=place, organisation=self.body(body))
        return _say("seat_called", seat=name, partnership=place)

    @staticmethod
    def asks_for(seat: Mapping[str, Any]) -> str:
        """Give the capacity that an unfilled seat is for: the one asked for, else the one of its last holder."""
        return str(seat["capacity_required"] or seat["capacity"] or REPRESENTATIVE)
