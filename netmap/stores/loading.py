"""What a load would do to a store: the graph afterwards, and where it differs from the graph before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from netmap.errors import StoreError
from netmap.model.graph import JOINED
from netmap.model.records import FROM, TO, Records
from netmap.stores.contract import LoadSummary
from netmap.stores.fingerprints import extra_columns, fingerprints
from netmap.stores.merging import Differences, compare, merge, shared_statements, stamped, take_apart

GRAPH, WHOLE = "graph", "whole"


class Held(Protocol):
    """What a store tells of the graph that it holds, so that a load can be planned."""

    def datasets(self) -> list[str]:
        """List the loaded datasets in the order in which they were first loaded; none in a new store."""

    def read_parts(self, without: set[str]) -> Records:
        """Read the graph, leaving out the parts named."""

    def fingerprints(self) -> dict[str, str]:
        """Give the fingerprint of each part that is known for certain."""

    def statements(self) -> pd.DataFrame:
        """Give what several datasets said of one record: rows of `NetmapStatement`."""

    def version(self) -> int:
        """Count the loads that have changed the graph."""


class Nothing:
    """A store that nothing was loaded into yet."""

    def datasets(self) -> list[str]:
        """Give none."""
        return []

    def read_parts(self, without: set[str]) -> Records:
        """Give an empty graph."""
        return Records()

    def fingerprints(self) -> dict[str, str]:
        """Give none."""
        return {}

    def statements(self) -> pd.DataFrame:
        """Give none."""
        return pd.DataFrame(columns=["dataset", "part", "content"])

    def version(self) -> int:
        """Give 0."""
        return 0


@dataclass(frozen=True)
class Plan:
    """The graph after a load, where it differs from the graph before, and the account of the change."""

    summary: LoadSummary
    after: Records
    differences: Differences
    bookkeeping: Mapping[str, pd.DataFrame]
    is_new: bool

    @property
    def is_needed(self) -> bool:
        """Say whether anything is to be written."""
        return self.is_new or self.rows_to_write > 0

    @property
    def rows_to_write(self) -> int:
        """Count the records that a store must add, change or remove, those that only moved in the files too."""
        return self.summary.changed() + self.summary.moved()


def plan_load(held: Held, dataset: str, records: Records) -> Plan:
    """Work out what loading a dataset would change; nothing is written.

    Parameters
        held: the store as it is.
        dataset: its name; what it said before is replaced.
        records: all that it says now.
    Raises
        StoreError: the dataset has a name that would blur who said what.
    Cost
        Linear in the records. Parts whose fingerprint stays the same are neither read back nor compared
        where the dataset is the only one.
    """
    if JOINED in dataset:
        raise StoreError(f"A dataset cannot be named {dataset}.", f"Take the {JOINED} out of its name.")
    names = held.datasets()
    alone = set(names) <= {dataset}
    before = Records() if alone else held.read_parts(set())
    statements = {} if alone else take_apart(before, held.statements(), names)
    statements[dataset] = stamped(records, dataset)
    after, conflicts = merge(statements)
    known, made = held.fingerprints(), fingerprints(after)
    same = {part for part, fingerprint in made.items() if known.get(part) == fingerprint}
    if alone:
        before = held.read_parts(same)
    differences = compare(before, after, same)
    summary = LoadSummary(dataset, differences.changes(), tuple(conflicts))
    bookkeeping = _bookkeeping(statements, after, made, dataset, held.version() + 1)
    return Plan(summary, after, differences, bookkeeping, dataset not in names)


def check_ends(graph: Records, dataset: str) -> None:
    """Refuse a graph in which a relationship lacks an end, which a server would leave out in silence.

    Raises
        StoreError: one does; it is named.
    """
    for (kind, start, end), rows in graph.relationships.items():
        for label, column in ((start, FROM), (end, TO)):
            there = rows[column].isin(graph.nodes[label]["id"]) if label in graph.nodes else rows[column].isna()
            if not there.all():
                missing = rows.loc[~there, column].iloc[0]
                raise StoreError(
                    f"{dataset} cannot be loaded: {kind} names the {label} {missing}, which is not there.",
                    "The graph is as it was. Check the tables with `netmap check`.",
                )


def _bookkeeping(
    statements: Mapping[str, Records], after: Records, made: Mapping[str, str], dataset: str, version: int
) -> dict[str, pd.DataFrame]:
    """Give the rows of the labels that netmap keeps for itself."""
    extras = extra_columns(after)
    parts = [(part, fingerprint, extras.get(part)) for part, fingerprint in made.items()]
    load = {"id": [GRAPH], "version": [version], "dataset": [dataset], "state": [WHOLE]}
    return {
        "NetmapDataset": pd.DataFrame({"id": list(statements), "position": range(len(statements))}, dtype=object),
        "NetmapPart": pd.DataFrame(parts, columns=["id", "fingerprint", "extra_columns"], dtype=object),
        "NetmapStatement": shared_statements(statements),
        "NetmapLoad": pd.DataFrame(load, dtype=object),
    }
