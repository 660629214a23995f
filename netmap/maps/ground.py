"""What a map is drawn from: one network on one day in one place, with each analysis asked when a view needs it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.health import HealthResult, health
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.result import Result
from netmap.analyses.scope import Scope
from netmap.analyses.seating import Seating, read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.network import Network

Made = TypeVar("Made")
Found = TypeVar("Found", bound=Result)
Row = dict[str, Any]

LABEL_OF = {
    "organisation": "Organisation",
    "partnership": "Partnership",
    "group": "EqualityGroup",
    "theme": "Theme",
}
"""The label of the records that a node id of each kind names."""
KIND_OF = {label: kind for kind, label in LABEL_OF.items()}


@dataclass(frozen=True)
class Ground:
    """One network, one day and one place (`area` None: everywhere); `source` is the name of the data.

    The results are those of `netmap.analyses`, each worked out on first use and kept; `answered` holds by name those
    that are at hand already, of the same network, day, place and settings.

    Raises
        AnalysisError: the area is not known.
    """

    network: Network
    as_of: str
    area: str | None = None
    settings: Settings = DEFAULTS
    source: str = ""
    answered: Mapping[str, Result] = field(default_factory=dict, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def scope(self) -> Scope:
        """Give the part of the network that the map is about."""
        return Scope(self.network, self.area)

    @property
    def place(self) -> str:
        """Give the name of the place, else that of the data."""
        return self.scope.name or self.source

    @cached_property
    def seating(self) -> Seating:
        """Give who sits where on the day."""
        return read_seating(self.network, self.as_of, self.area, self.settings)

    @cached_property
    def dominance(self) -> DominanceResult:
        """Ask who dominates."""
        return self._ask(dominance, DominanceResult)

    @cached_property
    def coverage(self) -> CoverageResult:
        """Ask which groups have a voice."""
        return self._ask(coverage, CoverageResult)

    @cached_property
    def duplication(self) -> DuplicationResult:
        """Ask who pays twice."""
        return self._ask(duplication, DuplicationResult)

    @cached_property
    def issues(self) -> IssuesResult:
        """Ask which issues get stuck."""
        return self._ask(issues, IssuesResult)

    @cached_property
    def health(self) -> HealthResult:
        """Ask whether places and people can carry engagement."""
        return self._ask(health, HealthResult)

    def _ask(self, analysis: Callable[..., Found], kind: type[Found]) -> Found:
        kept = self.answered.get(kind.name)
        if isinstance(kept, kind):
            return kept
        return analysis(self.network, as_of=self.as_of, area=self.area, settings=self.settings)

    def result(self, name: str) -> Result:
        """Give the result of an analysis by its name."""
        found: Result = getattr(self, name)
        return found

    @cached_property
    def partnerships(self) -> Mapping[str, str]:
        """Give the partnerships in scope, name by id, in order of name."""
        rows = self.scope.partnerships()
        return {place: name or place for place, name in zip(rows["id"], rows["name"], strict=True)}

    def names(self, kind: str) -> Mapping[str, str]:
        """Give the names of all organisations, partnerships, groups or themes by id.

        Where no group is recorded, the groups are those that are looked for instead.
        """
        found = self.network.names(LABEL_OF[kind])
        return self.once("groups", _groups) if kind == "group" and not found else found

    def name(self, kind: str, record: str) -> str:
        """Give the name of an organisation, a partnership, a group or a theme."""
        return self.names(kind).get(record, record)

    def once(self, key: Hashable, make: Callable[[Ground], Made]) -> Made:
        """Give what was made of this ground under this key before, else make it and keep it."""
        if key not in self._made:
            self._made[key] = make(self)
        made: Made = self._made[key]
        return made


def _groups(ground: Ground) -> dict[str, str]:
    system = ground.coverage.system
    return dict(zip(system["group_id"], system["group"], strict=True))


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Give the rows of a table as dictionaries, None where nothing is recorded."""
    values, names = table.to_numpy(dtype=object, copy=True), list(table.columns)
    values[pd.isna(values)] = None
    return [dict(zip(names, row, strict=True)) for row in values.tolist()]
