"""What every store does; the same suite of tests runs over each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from netmap.errors import StoreError
from netmap.model.records import Records

ROW_CAP = 10_000
TIME_LIMIT_SECONDS = 30.0


class GraphChangedError(StoreError):
    """The graph was loaded anew between two readings that belong together."""


@dataclass(frozen=True)
class Change:
    """How many records of one label or relationship type a load added, changed, removed or left alone.

    `moved` counts those of the unchanged ones that stand in another row or file than before.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0


@dataclass(frozen=True)
class LoadSummary:
    """What a load did to the store, and the values on which datasets disagree."""

    dataset: str
    changes: Mapping[str, Change]
    conflicts: tuple[str, ...] = ()

    def changed(self) -> int:
        """Count the records that the load added, changed or removed."""
        return sum(change.added + change.changed + change.removed for change in self.changes.values())

    def moved(self) -> int:
        """Count the records that say the same and stand in another row or file than before."""
        return sum(change.moved for change in self.changes.values())


@dataclass(frozen=True)
class Answer:
    """The rows of one query, whether there were more than the cap let through, and what the store warns of.

    `version` counts the loads that had changed the graph when it was read; None where it cannot change under a reader.
    """

    rows: pd.DataFrame
    cut_at: int | None = None
    notes: tuple[str, ...] = ()
    version: int | None = None


class Store(Protocol):
    """A place where one graph lives."""

    address: str

    def load(self, dataset: str, records: Records) -> LoadSummary:
        """Make the store hold exactly these records for the dataset, merged by id with all others."""

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_cap: int | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Answer one reading statement; anything that writes, or reaches files or the network, is refused."""

    def records(self) -> Records:
        """Give the whole graph, merged."""

    def datasets(self) -> list[str]:
        """List the loaded datasets in the order in which they were first loaded."""

    def bookkeeping(self) -> Mapping[str, pd.DataFrame]:
        """Give the rows of the labels that netmap keeps for itself, by label."""

    def close(self) -> None:
        """Let go of the file or the connection."""
