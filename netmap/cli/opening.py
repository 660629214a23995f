"""What every command does with SOURCE: find it, read it, and say what was refused."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.showing import say_refusals
from netmap.cli.waiting import waiting
from netmap.errors import StoreError
from netmap.model.dates import read_day
from netmap.network import Network
from netmap.opening import Answer, Source, is_store, open_at
from netmap.opening import settings_of as settings_of
from netmap.stores import open_store
from netmap.stores.contract import Store

DEFAULT_STORE = "netmap.db"


@dataclass(frozen=True)
class Opened(Source):
    """A source as a command asks it: a person who waits sees that, and hears what was refused."""

    def ask(self, question: Callable[[Network], Answer]) -> Answer:
        """Ask something of the network (`Source.ask`)."""
        with waiting("Working out the answer"):
            return super().ask(question)

    def finish(self, context: click.Context, *, ends_with: int | None = None) -> None:
        """Say what was refused, and end with the exit code given, else with the one that says so."""
        refused = self.ledger is not None and self.ledger.refused() > 0
        if self.ledger and refused:
            say_refusals(self.ledger)
        self.store.close()
        if ends_with or refused:
            context.exit(ends_with or REFUSED_ROWS)


def open_source(source: str | None, *, strict: bool = False) -> Opened:
    """Open a store, or read a source into a store in memory.

    Raises
        NetmapError: there is no such source, or it cannot be read.
    """
    address = source or os.environ.get("NETMAP_STORE") or DEFAULT_STORE
    if source is None and not is_store(address) and not Path(address).exists():
        raise StoreError(
            f"No source is given, and there is no {address} here.",
            "Name a folder, a workbook or a store, or make a store with `netmap load SOURCE --into netmap.db`.",
        )
    return Opened(**vars(open_at(address, strict=strict, ask=_asking())))


def open_store_of(address: str) -> Store:
    """Open the store at an address; a person at a terminal is asked for a password that is not known."""
    return open_store(address, ask=_asking())


def _asking() -> Callable[[str], str] | None:
    """Give what asks a person for a password; None where nobody is there."""

    def ask(question: str) -> str:
        typed: str = click.prompt(question, hide_input=True, err=True)
        return typed

    return ask if sys.stdin.isatty() else None


def is_there(source: str) -> bool:
    """Say whether a word names a source: a file, a folder or an address."""
    return Path(source).exists() or "://" in source


def day_or_today(text: str | None, option: str = "--as-of") -> str:
    """Read the day of an option; today where none is given.

    Raises
        BadParameter: it is no full date.
    """
    day = datetime.date.today() if text is None else read_day(text)
    if day is None:
        raise click.BadParameter(f"{text} is not a full date; write 2026-03-09.", param_hint=option)
    return day.isoformat()
