"""The groups that are looked for, and how each organisation relates to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from netmap.analyses.coverage.levels import Reach
from netmap.analyses.seating import THIRD_SECTOR
from netmap.analyses.trees import Tree
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.model.names import name_key, slug
from netmap.model.words import LINK_WORDS
from netmap.network import Network

ASKED = "asked_about"
INTERSECTION = "intersection"

LED, SERVING, ADVOCATING = 1, 2, 4
DIRECT = LED | SERVING | ADVOCATING
WIDER_SHIFT = 3
WIDER = DIRECT << WIDER_SHIFT
UNASKED, NOBODY = 64, 128
BIT_OF = {"led_by": LED, "serves": SERVING, "advocates_for": ADVOCATING}


@dataclass(frozen=True)
class Bodies:
    """All organisations in order of id, with a place of its own at the end for a holder that is not recorded."""

    ids: np.ndarray
    index: Mapping[str, int]

    @classmethod
    def of(cls, network: Network) -> Bodies:
        """List the organisations of a network."""
        ids = np.sort(np.array(network.table("organisations")["id"].unique(), dtype=object))
        return cls(ids, {body: place for place, body in enumerate(ids)})

    @property
    def nobody(self) -> int:
        """Give the place that stands for a holder that is not recorded."""
        return len(self.ids)

    def places(self, ids: pd.Series) -> np.ndarray:
        """Give the place of each organisation; a blank is nobody."""
        return np.asarray(ids.map(self.index).fillna(self.nobody), dtype=np.int64)


class Groups:
    """The groups recorded, else the nine protected characteristics.

    A group whose scheme is `intersection` stands by itself: a link or a mandate for a group above it,
    or for one of its parts, does not cover it. Who was asked about the group above was asked about it too.
    """

    def __init__(self, network: Network, bodies: Bodies) -> None:
        self._network = network
        self.bodies = bodies
        self._last: tuple[str, np.ndarray] | None = None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give one row for each group that is looked for."""
        rows = self._network.table("groups").drop_duplicates("id")
        if len(rows):
            alone = rows["scheme"].fillna("").str.strip().str.lower() == INTERSECTION
            return rows.assign(intersection=alone, parent_id=rows["parent_id"].where(~alone, None))
        usual = [{"id": slug(name), "name": name, "intersection": False} for name in PROTECTED_CHARACTERISTICS]
        return pd.DataFrame(usual).reindex(columns=[*rows.columns, "intersection"])

    @property
    def is_recorded(self) -> bool:
        """Say whether the network names any group of its own."""
        return len(self._network.table("groups")) > 0

    @cached_property
    def tree(self) -> Tree:
        """Give the groups as a tree in which what is linked to a group covers those below it."""
        return Tree(self.rows)

    @cached_property
    def _written_tree(self) -> Tree:
        """Give the groups as the records place them: who was asked about a group was asked about all below it."""
        return Tree(self._network.table("groups") if self.is_recorded else self.rows)

    @cached_property
    def ids(self) -> list[str]:
        """List all groups, each followed by its sub-groups."""
        tops = sorted({self.tree.top(group) for group in self.tree.ids})
        return list(dict.fromkeys(node for top in tops for node in self.tree.down(top)))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give the name of each group."""
        return dict(zip(self.rows["id"], self.rows["name"], strict=True))

    @cached_property
    def populations(self) -> Mapping[str, float]:
        """Give the population of each group that has one recorded."""
        rows = self.rows.dropna(subset=["population"])
        return dict(zip(rows["id"], rows["population"].astype(float), strict=True))

    def children(self, group: str) -> list[str]:
        """List the sub-groups directly below a group."""
        return [each for each in self.tree.down(group)[1:] if self.tree.above(each)[0] == group]

    def is_intersection(self, group: str) -> bool:
        """Say whether a group is an intersection."""
        return bool(self._by_id[group]["intersection"])

    def parts_of(self, group: str) -> list[str]:
        """List the groups that the code of an intersection names; none where one of them is not found."""
        found = {name_key(name): each for each, name in self.names.items()}
        found |= {name_key(each): each for each in self.names}
        parts = [found.get(name_key(part)) for part in self.code_written(group).split("+")]
        return [part for part in parts if part] if all(parts) and len(parts) > 1 else []

    def code_written(self, group: str) -> str:
        """Give the code of a group as written; blank where it has none."""
        return str(self._by_id[group]["code"] or "")

    def source_of(self, group: str) -> str | None:
        """Give where the population of a group comes from."""
        return self._by_id[group]["population_source"] or None

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Any]]:
        rows = self.rows.astype(object).where(self.rows.notna(), None)
        return {str(row["id"]): dict(row) for row in rows.to_dict("records")}

    @cached_property
    def may_speak(self) -> np.ndarray:
        """Say which organisations are, or may be, third sector: a public body speaks for a group only on record."""
        rows = self._network.table("organisations")
        voices = rows.loc[rows["sector"].isna() | (rows["sector"] == THIRD_SECTOR), "id"]
        found = np.zeros(self.bodies.nobody + 1, dtype=bool)
        found[self.bodies.places(voices)] = True
        found[self.bodies.nobody] = True
        return found

    @cached_property
    def _linked(self) -> dict[tuple[str, str], np.ndarray]:
        rows = self._network.table("group-links")
        places = self.bodies.places(rows["organisation_id"])
        found = rows.groupby(["link", "group_id"]).indices
        return {(str(link), str(group)): places[at] for (link, group), at in found.items()}

    def of(self, link: str, group: str) -> list[str]:
        """List the organisations with one kind of link to a group."""
        return sorted(self.bodies.ids[self._places(link, group)])

    def _places(self, link: str, group: str) -> np.ndarray:
        return self._linked.get((link, group), np.empty(0, dtype=np.int64))

    def codes(self, group: str) -> np.ndarray:
        """Give for each organisation how it relates to a group, as bits; the last place is a blank holder.

        Direct links are LED, SERVING and ADVOCATING; the same bits shifted are links to a group above,
        which count unless the organisation was asked about one below it. UNASKED is never asked.
        """
        if self._last is None or self._last[0] != group:
            self._last = (group, self._work_out(group))
        return self._last[1]

    def _work_out(self, group: str) -> np.ndarray:
        direct = np.zeros(self.bodies.nobody + 1, dtype=np.uint8)
        for link, bit in BIT_OF.items():
            direct[self._places(link, group)] |= np.uint8(bit)
        wider, asked = np.zeros_like(direct), np.zeros(len(direct), dtype=bool)
        asked[self._places(ASKED, group)] = True
        covering = self.tree.above(group)
        for above in self._written_tree.above(group):
            for link, bit in BIT_OF.items() if above in covering else ():
                at = self._places(link, above)
                wider[at[~asked[at]]] |= np.uint8(bit << WIDER_SHIFT)
            asked[self._places(ASKED, above)] = True
        codes = np.where(direct > 0, direct, wider)
        codes[(codes == 0) & self.may_speak & ~asked] = UNASKED
        codes[self.bodies.nobody] = NOBODY
        return codes

    def code_of(self, codes: np.ndarray) -> Callable[[str], int]:
        """Give a way to look up how one organisation relates to a group; a blank or unknown one is NOBODY."""
        index, held = self.bodies.index, codes.tobytes()
        return lambda body: held[index[body]] if body in index else NOBODY

    def reach(self, group: str, bodies: Iterable[str]) -> Reach:
        """Give what a group is linked to, among some organisations."""
        code_of = self.code_of(self.codes(group))
        found = {body: code_of(body) for body in bodies if body in self.bodies.index}
        led, direct, wider, unasked = (
            frozenset(body for body, code in found.items() if code & bits) for bits in (LED, DIRECT, WIDER, UNASKED)
        )
        return Reach(group, led, direct, wider, unasked, frozenset(self.tree.up(group)))

    def above_with(self, group: str, body: str) -> str:
        """Name the nearest group above that an organisation is linked to."""
        at = self.bodies.index[body]
        linked = (
            above for above in self.tree.above(group) if any(at in self._places(link, above) for link in LINK_WORDS)
        )
        return next(linked)

    @cached_property
    def never_asked(self) -> int:
        """Count the organisations that may speak and were asked about no group."""
        asked = np.zeros(self.bodies.nobody + 1, dtype=bool)
        for (link, _), places in self._linked.items():
            if link == ASKED:
                asked[places] = True
        return int((self.may_speak & ~asked)[:-1].sum())

    def asked_about(self, group: str) -> tuple[int, int]:
        """Count the organisations that may speak and were asked about a group, and all that may speak."""
        may_speak = self.may_speak[:-1]
        unasked = (self.codes(group)[:-1] & UNASKED) > 0
        return int(may_speak.sum() - unasked.sum()), int(may_speak.sum())
