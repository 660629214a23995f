"""Which part of the network an analysis is about: all of it, or one place."""

from __future__ import annotations

import difflib
from functools import cached_property

import pandas as pd

from netmap.analyses.trees import Tree
from netmap.errors import AnalysisError
from netmap.model.names import name_key
from netmap.model.words import counted
from netmap.network import Network
from netmap.words import words_of

_say = words_of("analyses/shared")


class Scope:
    """The whole network, or the place named: partnerships of the place or of places within it.

    What has no place recorded is left out of a place's figures and counted in `unplaced`.
    """

    def __init__(self, network: Network, area: str | None) -> None:
        self.network = network
        self.tree = Tree(network.table("areas"))
        self.area = _find_area(network, area) if area else None
        self.name = network.names("Area")[self.area] if self.area else ""
        self._inside = set(self.tree.down(self.area)) if self.area else set()

    def partnerships(self) -> pd.DataFrame:
        """Give the partnerships in scope, in order of name; read only."""
        return self._partnerships

    @cached_property
    def _partnerships(self) -> pd.DataFrame:
        rows = self.network.table("partnerships").drop_duplicates("id").sort_values(["name", "id"])
        placed = self.network.table("partnership-areas")
        inside = placed.loc[placed["area_id"].isin(self._inside), "partnership_id"]
        return rows[rows["id"].isin(inside)] if self.area else rows

    def organisations(self) -> set[str]:
        """Give the organisations that work in the place, in a part of it, or in a wider one around it."""
        if not self.area:
            return set(self.network.table("organisations")["id"])
        rows = self.network.table("organisation-areas")
        around = self._inside | set(self.tree.above(self.area))
        return set(rows.loc[rows["area_id"].isin(around), "organisation_id"])

    def awards(self) -> set[str]:
        """Give the awards for the place, a part of it, or a wider one around it."""
        if not self.area:
            return set(self.network.table("awards")["award_id"])
        rows = self.network.table("award-scopes")
        around = self._inside | set(self.tree.above(self.area))
        return set(rows.loc[(rows["kind"] == "area") & rows["target_id"].isin(around), "award_id"])

    def unplaced(self) -> int:
        """Count the partnerships that no place is recorded for; 0 where the scope is everything."""
        if not self.area:
            return 0
        placed = set(self.network.table("partnership-areas")["partnership_id"])
        return len(set(self.network.table("partnerships")["id"]) - placed)

    def caveats(self) -> list[str]:
        """Say what the choice of place leaves out."""
        count = self.unplaced()
        if not count:
            return []
        every = counted(self.network.table("partnerships")["id"].nunique(), "partnership")
        if count == 1:
            return [_say("unplaced_one", count=count, partnerships=every, area=self.name)]
        return [_say("unplaced_many", count=count, partnerships=every, area=self.name)]


def _find_area(network: Network, area: str) -> str:
    rows = network.table("areas")
    keys = {name_key(name): node for name, node in zip(rows["name"], rows["id"], strict=True)}
    keys |= {name_key(node): node for node in rows["id"]}
    found = keys.get(name_key(area))
    if found is None:
        near = difflib.get_close_matches(name_key(area), list(keys), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Recorded: {', '.join(sorted(rows['name'])) or 'none'}."
        raise AnalysisError(f"There is no area named {area}.", hint)
    return str(found)
