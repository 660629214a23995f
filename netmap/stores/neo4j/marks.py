"""How a reader tells a finished load from one that is at work or was stopped.

Neo4j lets a reader see a commit while it is being applied, and a large load is many commits. So the
database holds a node `NetmapLoad` that says how whole the graph is, and for the moment of a commit a
second one. A reader looks at both before and after its question, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from neo4j import ManagedTransaction, Transaction

from netmap.errors import StoreError
from netmap.stores.loading import GRAPH, WHOLE
from netmap.stores.neo4j.address import Address
from netmap.stores.neo4j.faults import Unsettled

HALF = "half"
COMMIT = "commit"
LONGEST_COMMIT = 10_000
"""Milliseconds after which a commit that was announced is over, whether it came or its loader was killed before."""

_READ = f"""
OPTIONAL MATCH (g:NetmapLoad {{id: '{GRAPH}'}})
OPTIONAL MATCH (c:NetmapLoad {{id: '{COMMIT}'}})
RETURN g.version, g.dataset, g.state, g.load, c.load, datetime().epochMillis - c.since
"""


class Overtaken(Exception):  # noqa: N818
    """Another load changed the graph after this one was planned; it is planned again."""


@dataclass(frozen=True)
class Mark:
    """The state of the graph: `placing` names a load whose commit is under way."""

    version: int = 0
    dataset: str | None = None
    state: str | None = None
    load: str | None = None
    placing: str | None = None

    @property
    def is_missing(self) -> bool:
        """Say whether netmap never loaded anything here."""
        return self.state is None

    @property
    def is_half(self) -> bool:
        """Say whether a load that is written in several steps is under way, or was stopped."""
        return self.state == HALF


def read_mark(transaction: ManagedTransaction | Transaction) -> Mark:
    """Read the state of the graph."""
    found = transaction.run(_READ).single(strict=True)
    version, dataset, state, load, placing, age = found.values()
    return Mark(version or 0, dataset, state, load, placing if placing and age < LONGEST_COMMIT else None)


def check_whole(mark: Mark, address: Address) -> None:
    """Refuse to read a graph that is not whole.

    Raises
        StoreError: nothing was loaded, or half of a load is there.
        Unsettled: a commit is under way; the driver tries again.
    """
    if mark.is_missing:
        raise StoreError(f"There is no graph at {address}.", f"Load one with `netmap load SOURCE --into {address}`.")
    if mark.is_half:
        raise StoreError(
            f"{address} holds half of a load of {mark.dataset}, which is under way or was stopped.",
            f"Wait for it, or load {mark.dataset} again: that mends it.",
        )
    if mark.placing:
        raise Unsettled("a commit is under way")


def check_same(before: Mark, after: Mark) -> None:
    """Refuse an answer that was read while the graph changed.

    Raises
        Unsettled: it did; the driver tries again.
    """
    if after != before or after.state != WHOLE:
        raise Unsettled("the graph changed")


def take_hold(transaction: ManagedTransaction | Transaction, expected: Mark) -> None:
    """Keep other loads away until this transaction ends, and make sure that none came between.

    Raises
        Overtaken: the graph is not what the load was planned on.
    """
    # Writing to the node takes its lock, which the server lets go when the commit has been applied.
    transaction.run(f"MERGE (g:NetmapLoad {{id: '{GRAPH}'}}) SET g.load = g.load").consume()
    if read_mark(transaction) != expected:
        raise Overtaken


def set_half(transaction: ManagedTransaction, dataset: str, load: str) -> None:
    """Mark the graph as being changed in several steps by a load."""
    transaction.run(
        f"MATCH (g:NetmapLoad {{id: '{GRAPH}'}}) "
        f"SET g.version = coalesce(g.version, 0), g.dataset = $dataset, g.state = '{HALF}', g.load = $load",
        dataset=dataset,
        load=load,
    ).consume()


def set_whole(transaction: ManagedTransaction, dataset: str, version: int) -> None:
    """Mark the graph as whole."""
    transaction.run(
        f"MATCH (g:NetmapLoad {{id: '{GRAPH}'}}) SET g = {{id: '{GRAPH}', version: $version, dataset: $dataset, "
        f"state: '{WHOLE}'}}",
        dataset=dataset,
        version=version,
    ).consume()


def announce(transaction: ManagedTransaction, load: str) -> None:
    """Let readers know that a commit comes now."""
    transaction.run(
        f"MERGE (c:NetmapLoad {{id: '{COMMIT}'}}) SET c.load = $load, c.since = datetime().epochMillis", load=load
    ).consume()


def call_off(transaction: ManagedTransaction) -> None:
    """Let readers know that the commit is over."""
    transaction.run(f"MATCH (c:NetmapLoad {{id: '{COMMIT}'}}) DELETE c").consume()


def keep_hold(transaction: ManagedTransaction, load: str) -> None:
    """Make sure that the half of a load which is there is still this load's.

    Raises
        Overtaken: the same dataset is being loaded by somebody else, who took it up.
    """
    found = transaction.run(
        f"MATCH (g:NetmapLoad {{id: '{GRAPH}', load: $load}}) SET g.load = g.load RETURN g.id", load=load
    ).single()
    if found is None:
        raise Overtaken
