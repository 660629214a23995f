"""One side of a comparison: a network on a day, with ids that can be compared with those of another source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import pandas as pd

from netmap.analyses.seating import OBSERVER, THIRD_SECTOR, Seating
from netmap.model.distinct import by_distinct
from netmap.network import Network

MADE = "~:"
"""Begins the key of an id that was made from a name: what follows is the name, without its source."""

NAMED = {
    "organisations": "id",
    "partnerships": "id",
    "seats": "seat_id",
    "holders": "representative_id",
    "groups": "id",
    "themes": "id",
    "areas": "id",
    "functions": "id",
    "award-records": "award_id",
}


class Keyed:
    """A network with ids that can be compared with those of another source.

    Ids that a source made from a name begin with the source's name. Two sources of other names can only be
    compared without it: such ids become keys. An id of a person's own stays as it is.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._prefixes = tuple(f"{name}:" for name in network.datasets())
        self._tables: dict[str, pd.DataFrame] = {}

    def key(self, node: str) -> str:
        """Give the key of one id."""
        bare = self._bare(node)
        return node if bare in self._shared else bare

    def _bare(self, node: str) -> str:
        prefix = next((each for each in self._prefixes if node.startswith(each)), None)
        return node if prefix is None else MADE + node[len(prefix) :]

    @cached_property
    def _shared(self) -> frozenset[str]:
        """Give the keys that two ids of this network would share: such ids are kept whole."""
        if len(self._prefixes) < 2:
            return frozenset()
        found: set[str] = set()
        for table, column in NAMED.items():
            ids = self.network.table(table)[column].dropna().drop_duplicates()
            keys = by_distinct(ids, self._bare)
            found |= set(keys[keys.duplicated()])
        return frozenset(found)

    def keys(self, ids: pd.Series) -> pd.Series:
        """Give a column of ids as keys; blank stays None."""
        return by_distinct(ids, self.key)

    def table(self, name: str) -> pd.DataFrame:
        """Get a projection with keys in place of all ids; read only."""
        if name not in self._tables:
            rows = self.network.table(name)
            ids = [column for column in rows if (column == "id" or column.endswith("_id")) and column != "pooled_id"]
            self._tables[name] = rows.assign(**{column: self.keys(rows[column]) for column in ids})
        return self._tables[name]

    @cached_property
    def made(self) -> Mapping[str, str]:
        """Give the id behind each key that is not the id itself."""
        found: dict[str, str] = {}
        for table, column in NAMED.items():
            ids = self.network.table(table)[column].dropna().drop_duplicates()
            keys = self.keys(ids)
            other = keys.str.startswith(MADE).astype(bool)
            found |= dict(zip(keys[other], ids[other], strict=True))
        return found

    def names_of(self, keys: frozenset[str]) -> Mapping[str, str]:
        """Give the name behind each of some keys; what has none is left out."""
        found: dict[str, str] = {}
        for table, column in NAMED.items():
            label = {"holders": "representative"}.get(table, "name")
            rows = self.table(table)
            if label in rows:
                rows = rows[rows[column].isin(keys)].dropna(subset=[label]).drop_duplicates(column)
                found |= dict(zip(rows[column], rows[label], strict=True))
        return found


class Snapshot:
    """A network on a day, in keys."""

    def __init__(self, keyed: Keyed, seating: Seating) -> None:
        self.keyed = keyed
        self.network = keyed.network
        self.seating = seating
        self.day = seating.as_of

    def key(self, node: str) -> str:
        """Give the key of one id."""
        return self.keyed.key(node)

    def keys(self, ids: Iterable[str]) -> pd.Series:
        """Give ids as keys; blank stays None."""
        return self.keyed.keys(ids if isinstance(ids, pd.Series) else pd.Series(list(ids), dtype=object))

    def table(self, name: str) -> pd.DataFrame:
        """Get a projection with keys in place of all ids; read only."""
        return self.keyed.table(name)

    @cached_property
    def places(self) -> frozenset[str]:
        """Give the partnerships in scope."""
        return frozenset(self.keys(self.seating.scope.partnerships()["id"]))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Give the organisations in scope."""
        return frozenset(self.keys(sorted(self.seating.scope.organisations())))

    @cached_property
    def third_sector(self) -> frozenset[str]:
        """Give the organisations of the third sector."""
        rows = self.table("organisations")
        return frozenset(rows.loc[rows["sector"] == THIRD_SECTOR, "id"])

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Give the seats in scope on the day: key, partnership, state, holder, sector, capacity."""
        rows = self.seating.seats
        ids = ["seat_id", "partnership_id", "representative_id", "organisation_id"]
        return rows.assign(**{column: self.keys(rows[column]) for column in ids})

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Give the filled seats of third-sector organisations, observers left out."""
        seats = self.seats[self.seats["seat_id"].isin(self.keys(self.seating.filled["seat_id"]))]
        return seats[(seats["sector"] == THIRD_SECTOR) & (seats["capacity"] != OBSERVER)]

    def tenures(self, table: str, who: str) -> pd.DataFrame:
        """Give the times for which somebody is recorded on a partnership in scope.

        Parameters
            table: `holders` or `held-for`.
            who: its column of holders.
        """
        on = self.table("seats").drop_duplicates("seat_id").set_index("seat_id")["partnership_id"]
        rows = self.table(table)
        found = pd.DataFrame(
            {
                "partnership_id": rows["seat_id"].map(on).astype(object),
                "who": rows[who],
                "seat_id": rows["seat_id"],
                "start_day": rows["start_day"],
                "end_day": rows["end_day"],
            }
        )
        return found[found["partnership_id"].isin(self.places)].reset_index(drop=True)


def ids_of(keys: Iterable[str], before: Snapshot, after: Snapshot) -> list[str]:
    """Give the id behind each key, as the later side has it, else as the earlier."""
    old, new = before.keyed.made, after.keyed.made
    return [new.get(key) or old.get(key, key) for key in keys]


def names_of(keys: Iterable[str], before: Snapshot, after: Snapshot) -> list[str]:
    """Give the name behind each key, as the later side has it, else as the earlier; an id where there is none."""
    keys = list(keys)
    wanted = frozenset(key for key in keys if isinstance(key, str))
    new = after.keyed.names_of(wanted)
    old = new if after.keyed is before.keyed else before.keyed.names_of(wanted)
    return [new.get(key) or old.get(key) or node for key, node in zip(keys, ids_of(keys, before, after), strict=True)]
