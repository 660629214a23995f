"""What every command does with SOURCE: find it, read it, and say what was refused."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from netmap.cli import CUT_ROWS, REFUSED_ROWS
from netmap.cli.showing import say_refusals
from netmap.cli.waiting import waiting
from netmap.errors import StoreError
from netmap.model.dates import read_day
from netmap.model.words import listed
from netmap.network import Network
from netmap.sources.ledger import Ledger
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.contract import GraphChangedError, Store
from netmap.stores.neo4j.address import is_address

if TYPE_CHECKING:
    from netmap.analyses.settings import Settings

DEFAULT_STORE = "netmap.db"
STORE_MARK = b"LBUG"
TIMES_TO_ASK = 5

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Opened:
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
        with waiting("Working out the answer"):
            for _ in range(TIMES_TO_ASK - 1):
                try:
                    return question(Network(self.store))
                except GraphChangedError:
                    continue
            return question(Network(self.store))

    def finish(self, context: click.Context, *, cut: bool = False) -> None:
        """Say what was refused, and end with the exit code that says what is missing, if anything is."""
        refused = self.ledger is not None and self.ledger.refused() > 0
        if self.ledger and refused:
            say_refusals(self.ledger)
        self.store.close()
        if cut or refused:
            context.exit(CUT_ROWS if cut else REFUSED_ROWS)


def open_source(source: str | None, *, strict: bool = False) -> Opened:
    """Open a store, or read a source into a store in memory.

    Raises
        NetmapError: there is no such source, or it cannot be read.
    """
    address = source or os.environ.get("NETMAP_STORE") or DEFAULT_STORE
    if is_store(address):
        store = open_store_of(address)
        return Opened(listed(store.datasets()) or "nothing", store, address=store.address)
    if source is None and not Path(address).exists():
        raise StoreError(
            f"No source is given, and there is no {address} here.",
            "Name a folder, a workbook or a store, or make a store with `netmap load SOURCE --into netmap.db`.",
        )
    dataset = read_source(Path(address), strict=strict)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Opened(dataset.name, store, dataset.ledger, address)


def open_store_of(address: str) -> Store:
    """Open the store at an address; a person at a terminal is asked for a password that is not known."""

    def ask(question: str) -> str:
        typed: str = click.prompt(question, hide_input=True, err=True)
        return typed

    return open_store(address, ask=ask if sys.stdin.isatty() else None)


def is_store(address: str) -> bool:
    """Say whether an address is a store, by its scheme or by the first bytes of the file."""
    if is_address(address):
        return True
    path = Path(address)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(STORE_MARK)) == STORE_MARK


def is_there(source: str) -> bool:
    """Say whether a word names a source: a file, a folder or an address."""
    return Path(source).exists() or "://" in source


def settings_of(path: Path | None) -> Settings:
    """Read the settings of --settings; where none are named, those of a netmap.toml here, else the usual ones.

    Raises
        InputError: the file cannot be read, or has something in it that makes no sense.
    """
    from netmap.analyses.settings import DEFAULTS, FILE_NAME, read_settings

    here = Path(FILE_NAME)
    if path is None and not here.exists():
        return DEFAULTS
    return read_settings(path or here)


def day_or_today(text: str | None, option: str = "--as-of") -> str:
    """Read the day of an option; today where none is given.

    Raises
        BadParameter: it is no full date.
    """
    day = datetime.date.today() if text is None else read_day(text)
    if day is None:
        raise click.BadParameter(f"{text} is not a full date; write 2026-03-09.", param_hint=option)
    return day.isoformat()
