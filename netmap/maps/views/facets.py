"""What each node can be filtered by: sector, theme, equality group, area and partnership, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import pandas as pd

from netmap.analyses.trees import Tree
from netmap.maps.ground import Ground
from netmap.maps.spec import Facet
from netmap.maps.views.awards import awards_of
from netmap.maps.views.spans import tenures
from netmap.model.codes import SECTOR
from netmap.model.words import NO_VOICE, NONE_NAMED, NOWHERE, REPRESENTED

FACETS = (
    Facet("sector", "sector"),
    Facet("theme", "theme"),
    Facet("group", "equality group"),
    Facet("area", "area"),
    Facet("partnership", "partnership"),
)
Values = tuple[tuple[str, tuple[str, ...]], ...]


class Facets:
    """The values of every record; an empty tuple says that nothing is recorded, which is not a no."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._network = ground.network

    def organisation(self, body: str) -> Values:
        """Give the values of an organisation."""
        sector = self.sectors.get(body)
        groups = self._groups_of.get(body) or ((NONE_NAMED,) if body in self._asked else ())
        return (
            ("sector", (SECTOR.words.get(sector, sector),) if sector else ()),
            ("theme", self._themes_of.get(body, ())),
            ("group", groups),
            ("area", self._areas_of.get(body, ())),
            ("partnership", self._places_of.get(body, (NOWHERE,))),
        )

    def partnership(self, place: str) -> Values:
        """Give the values of a partnership."""
        return (
            ("theme", self._remits_of.get(place, ())),
            ("group", self._voices_on.get(place, (NO_VOICE,))),
            ("area", self._areas_around.get(place, ())),
            ("partnership", (self._ground.name("partnership", place),)),
        )

    def group(self, group: str) -> Values:
        """Give the values of a group: it stands under the wider groups too."""
        return (
            ("group", self._up("group", group)),
            ("partnership", self._boards_of.get(group, (NOWHERE,))),
        )

    def theme(self, theme: str, places: Iterable[str]) -> Values:
        """Give the values of a theme that some partnerships own or hear."""
        names = sorted({self._ground.name("partnership", place) for place in places})
        return ("theme", self._up("theme", theme)), ("partnership", tuple(names) or (NOWHERE,))

    def seat(self, place: str) -> Values:
        """Give the values of a seat: those of its partnership that concern it."""
        return tuple((facet, values) for facet, values in self.partnership(place) if facet in ("area", "partnership"))

    def awards(self, awards: Iterable[str]) -> Values:
        """Give the values of what some awards pay for together; awards that name no group are for everybody."""
        own, known = list(awards), awards_of(self._ground)
        values = [(kind, tuple(known.named(own, kind))) for kind in ("theme", "group", "area")]
        return tuple((kind, names) for kind, names in values if names or kind != "group")

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """Give the code of the sector of every organisation of which it is recorded."""
        rows = self._network.table("organisations").drop_duplicates("id").dropna(subset=["sector"])
        return dict(zip(rows["id"], rows["sector"], strict=True))

    @cached_property
    def _themes_of(self) -> dict[str, tuple[str, ...]]:
        rows = self._network.table("organisation-themes")
        return _named(rows, "organisation_id", "theme_id", self._network.names("Theme"))

    @cached_property
    def _groups_of(self) -> dict[str, tuple[str, ...]]:
        rows = self._network.table("group-links")
        rows = rows[rows["link"] != "asked_about"]
        return _named(rows, "organisation_id", "group_id", self._network.names("EqualityGroup"))

    @cached_property
    def _asked(self) -> set[str]:
        rows = self._network.table("group-links")
        return set(rows.loc[rows["link"] == "asked_about", "organisation_id"])

    @cached_property
    def _areas_of(self) -> dict[str, tuple[str, ...]]:
        rows = self._network.table("organisation-areas")
        return _named(rows, "organisation_id", "area_id", self._network.names("Area"))

    @cached_property
    def _places_of(self) -> dict[str, tuple[str, ...]]:
        return _named(tenures(self._ground), "organisation_id", "partnership_id", self._ground.partnerships)

    @cached_property
    def _remits_of(self) -> dict[str, tuple[str, ...]]:
        return _named(self._network.table("remits"), "partnership_id", "theme_id", self._network.names("Theme"))

    @cached_property
    def _areas_around(self) -> dict[str, tuple[str, ...]]:
        rows = self._network.table("partnership-areas")
        return _named(rows, "partnership_id", "area_id", self._network.names("Area"))

    @cached_property
    def _voiced(self) -> pd.DataFrame:
        cells = self._ground.coverage.cells
        return cells[cells["verdict"] == REPRESENTED]

    @cached_property
    def _voices_on(self) -> dict[str, tuple[str, ...]]:
        return _named(self._voiced, "partnership_id", "group_id", self._network.names("EqualityGroup"))

    @cached_property
    def _boards_of(self) -> dict[str, tuple[str, ...]]:
        return _named(self._voiced, "group_id", "partnership_id", self._ground.partnerships)

    @cached_property
    def _trees(self) -> dict[str, Tree]:
        return {"group": Tree(self._network.table("groups")), "theme": Tree(self._network.table("themes"))}

    def _up(self, kind: str, record: str) -> tuple[str, ...]:
        return tuple(self._ground.name(kind, each) for each in self._trees[kind].up(record))


def facets_of(ground: Ground) -> Facets:
    """Give the facets of a ground, read once."""
    return ground.once("facets", Facets)


def _named(rows: pd.DataFrame, key: str, value: str, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Gather the names of one column by the values of another, each once, in order of name."""
    found: dict[str, set[str]] = {}
    for one, other in zip(rows[key], rows[value], strict=True):
        found.setdefault(one, set()).add(names.get(other, other))
    return {one: tuple(sorted(each)) for one, each in found.items()}
