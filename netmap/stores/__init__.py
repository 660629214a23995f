"""Where the graph lives: one contract, one file for each store."""

from __future__ import annotations

from pathlib import Path

from netmap.errors import StoreError
from netmap.stores.contract import Store

NEO4J_SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def open_store(address: str | None = None) -> Store:
    """Open the store at an address: None for one in memory, else a file.

    Raises
        StoreError: the address is a Neo4j URL, which this version cannot open, or the file is no store.
    """
    from netmap.stores.embedded import EmbeddedStore

    if address and address.startswith(NEO4J_SCHEMES):
        raise StoreError(
            "This version of netmap keeps its graph in a file and cannot open Neo4j.",
            "Give the name of a file, such as netmap.db.",
        )
    return EmbeddedStore(Path(address) if address else None)
