"""Where the graph lives: one contract, one file or folder for each store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from netmap.stores.contract import Store
from netmap.stores.neo4j.address import is_address, read_address


def open_store(address: str | None = None, *, ask: Callable[[str], str] | None = None) -> Store:
    """Open the store at an address: None for one in memory, the URL of a Neo4j server, else a file.

    Parameters
        ask: gets a password by asking a person; None where nobody can be asked.
    Raises
        StoreError: the server does not answer or refuses, or the file is no store.
    """
    if address and is_address(address):
        from netmap.stores.neo4j.store import Neo4jStore

        return Neo4jStore(read_address(address), ask)
    from netmap.stores.embedded import EmbeddedStore

    return EmbeddedStore(Path(address) if address else None)
