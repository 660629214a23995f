"""The options that several commands share, each worded once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]

strict_option = click.option(
    "--strict", is_flag=True, help="Refuse names that no table describes, instead of making stubs."
)


def asking_options(command: Command) -> Command:
    """Add what every command takes that asks about a day and a place."""
    for option in (
        strict_option,
        click.option("--area", metavar="NAME", help="Only this place and the places within it."),
        click.option("--as-of", metavar="DATE", help="The day to look at; today if left out."),
    ):
        command = option(command)
    return command
