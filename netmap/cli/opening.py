"""What every command does with SOURCE: find it, read it, and say what was refused."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.showing import say_refusals
from netmap.errors import StoreError
from netmap.model.dates import read_day
from netmap.network import Network
from netmap.sources.ledger import Ledger
from netmap.sources.reading import read_source
from netmap.stores import NEO4J_SCHEMES, open_store
from netmap.stores.contract import Store

DEFAULT_STORE = "netmap.db"
STORE_MARK = b"LBUG"


@dataclass(frozen=True)
class Opened:
    """A source that is ready to be asked, with the ledger of reading it where it was read from tables."""

    name: str
    store: Store
    ledger: Ledger | None = None

    @property
    def network(self) -> Network:
        """Give the network that the analyses read."""
        return Network(self.store)

    def finish(self, context: click.Context) -> None:
        """Say what was refused, and end with the exit code that says so."""
        if self.ledger and self.ledger.refused():
            say_refusals(self.ledger)
            context.exit(REFUSED_ROWS)


def open_source(source: str | None, *, strict: bool = False) -> Opened:
    """Open a store, or read a source into a store in memory.

    Raises
        NetmapError: there is no such source, or it cannot be read.
    """
    address = source or os.environ.get("NETMAP_STORE") or DEFAULT_STORE
    if is_store(address):
        return Opened(Path(address).name, open_store(address))
    if source is None and not Path(address).exists():
        raise StoreError(
            f"No source is given, and there is no {address} here.",
            "Name a folder, a workbook or a store, or make a store with `netmap load SOURCE --into netmap.db`.",
        )
    dataset = read_source(Path(address), strict=strict)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Opened(dataset.name, store, dataset.ledger)


def is_store(address: str) -> bool:
    """Say whether an address is a store, by its scheme or by the first bytes of the file."""
    if address.startswith(NEO4J_SCHEMES):
        return True
    path = Path(address)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(STORE_MARK)) == STORE_MARK


def day_or_today(text: str | None) -> str:
    """Read the day of --as-of; today where none is given.

    Raises
        BadParameter: it is no full date.
    """
    day = datetime.date.today() if text is None else read_day(text)
    if day is None:
        raise click.BadParameter(f"{text} is not a full date; write 2026-03-09.", param_hint="--as-of")
    return day.isoformat()
