"""A source as anyone names it, ready to be asked: a folder, a workbook, a store file or the address of a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from netmap.model.words import listed
from netmap.network import Network
from netmap.sources.ledger import Ledger
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.contract import GraphChangedError, Store
from netmap.stores.neo4j.address import is_address

if TYPE_CHECKING:
    from netmap.analyses.settings import Settings

STORE_MARK = b"LBUG"
TIMES_TO_ASK = 5

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Source:
    """A source that is ready to be asked, with the ledger of reading it where it was read from tables.

    `name` is that of the datasets in it, so that what is written about a graph does not depend on where it is kept;
    `address` is what a command names it by, without a password.
    """

    name: str
    store: Store
    ledger: Ledger | None = None
    address: str = ""

    def ask(self, question: Callable[[Network], Answer]) -> Answer:
        """Ask something of the network; where it was loaded anew meanwhile, ask again of the new one.

        Raises
            GraphChangedError: it was loaded anew each time.
        """
        for _ in range(TIMES_TO_ASK - 1):
            try:
                return question(Network(self.store))
            except GraphChangedError:
                continue
        return question(Network(self.store))


def open_at(address: str, *, strict: bool = False, ask: Callable[[str], str] | None = None) -> Source:
    """Open the store at an address, or read the tables there into a store in memory.

    Parameters
        address: a folder, a file or the address of a server.
        strict: whether a name that no table describes is refused; else it becomes a stub.
        ask: gets a password by asking a person; None where nobody can be asked.
    Raises
        NetmapError: there is no such source, or it cannot be read.
    """
    if is_store(address):
        store = open_store(address, ask=ask)
        return Source(listed(store.datasets()) or "nothing", store, address=store.address)
    dataset = read_source(Path(address), strict=strict)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Source(dataset.name, store, dataset.ledger, address)


def is_store(address: str) -> bool:
    """Say whether an address is a store, by its scheme or by the first bytes of the file."""
    if is_address(address):
        return True
    path = Path(address)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(STORE_MARK)) == STORE_MARK


def settings_of(path: Path | None) -> Settings:
    """Read the settings of a file; where none is named, those of a netmap.toml here, else the usual ones.

    Raises
        InputError: the file cannot be read, or has something in it that makes no sense.
    """
    from netmap.analyses.settings import DEFAULTS, FILE_NAME, read_settings

    here = Path(FILE_NAME)
    if path is None and not here.exists():
        return DEFAULTS
    return read_settings(path or here)
