"""What the database holds, read inside one transaction."""

from __future__ import annotations

import pandas as pd
from neo4j import ManagedTransaction

from netmap.model.graph import BOOKKEEPING, LABELS
from netmap.model.records import Records, every_end
from netmap.stores.fingerprints import PART_SEPARATOR
from netmap.stores.neo4j.marks import Mark
from netmap.stores.neo4j.paging import read_nodes, read_relationships


class HeldGraph:
    """The graph as one transaction sees it; `mark` says how whole it is."""

    def __init__(self, transaction: ManagedTransaction, mark: Mark) -> None:
        self._transaction = transaction
        self.mark = mark

    def datasets(self) -> list[str]:
        """List the loaded datasets in the order in which they were first loaded."""
        rows = self._bookkept("NetmapDataset").sort_values("position")
        return list(rows["id"])

    def read_parts(self, without: set[str]) -> Records:
        """Read the graph, leaving out the parts named."""
        if self.mark.is_missing:
            return Records()
        extras = self._extras()
        wanted = set(extras) - without
        nodes = {label: read_nodes(self._transaction, label, extras[label]) for label in LABELS if label in wanted}
        relationships = {
            ends: read_relationships(self._transaction, ends)
            for ends in every_end()
            if PART_SEPARATOR.join(ends) in wanted
        }
        return Records(
            {label: rows for label, rows in nodes.items() if len(rows)},
            {ends: rows for ends, rows in relationships.items() if len(rows)},
        )

    def extra_columns(self) -> set[str]:
        """Give the names of all properties that users brought."""
        return {name for names in self._extras().values() for name in names}

    def _extras(self) -> dict[str, list[str]]:
        """Give for each part of the graph the properties that users brought."""
        parts = self._bookkept("NetmapPart")
        return {
            part: names.split(PART_SEPARATOR) if names else []
            for part, names in zip(parts["id"], parts["extra_columns"], strict=True)
        }

    def fingerprints(self) -> dict[str, str]:
        """Give the fingerprint of each part that is known for certain."""
        rows = self._bookkept("NetmapPart").dropna(subset="fingerprint")
        return dict(zip(rows["id"], rows["fingerprint"], strict=True))

    def statements(self) -> pd.DataFrame:
        """Give what several datasets said of one record."""
        return self._bookkept("NetmapStatement")

    def version(self) -> int:
        """Count the loads that have changed the graph."""
        return self.mark.version

    def bookkeeping(self) -> dict[str, pd.DataFrame]:
        """Give the rows of the labels that netmap keeps for itself."""
        return {label: self._bookkept(label) for label in BOOKKEEPING}

    def _bookkept(self, label: str) -> pd.DataFrame:
        return read_nodes(self._transaction, label, [])
