"""The options that several commands share, each worded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

strict_option = click.option(
    "--strict", is_flag=True, help="Refuse names that no table describes, instead of making stubs."
)

settings_option = click.option(
    "--settings",
    "settings_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Thresholds and weights of your own; netmap.toml here, where there is one, if left out.",
)


def asking_options(command: Command) -> Command:
    """Add what every command takes that asks about a day and a place."""
    for option in (
        strict_option,
        settings_option,
        click.option("--area", metavar="NAME", help="Only this place and the places within it."),
        click.option("--as-of", metavar="DATE", help="The day to look at; today if left out."),
    ):
        command = option(command)
    return command
