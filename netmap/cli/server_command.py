"""`netmap server`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.options import strict_option
from netmap.cli.showing import (
    JSON,
    chosen_format,
    format_option,
    said_of_load,
    say_refusals,
    show_json,
    show_ledger,
    show_rows,
)
from netmap.shipped import shipped

if TYPE_CHECKING:
    from netmap.server.status import Status

MB = 1_000_000


@click.group("server")
def command() -> None:
    """Run a Neo4j of your own on this machine.

    It answers on this machine alone. Data, logs and the password, which only you can read, are in the
    folder that `netmap server path` prints; NETMAP_SERVER_HOME names another. It needs what
    `pip install "netmap[server]"` brings; Neo4j itself is downloaded by the first start.

    \b
    Example:
      netmap server start
      netmap server status
      netmap server import mine
      netmap server logs --lines 5
      netmap server stop
    """


@command.command("start")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where it answers; as last time, 7687 or a free one, if left out."
)
@click.option(
    "--memory",
    metavar="SIZE",
    envvar="NETMAP_SERVER_MEMORY",
    show_envvar=True,
    help="Memory for its work, such as 512m or 2g; as last time, or an eighth of the machine's, if left out.",
)
def start(port: int | None, memory: str | None) -> None:
    """Start the server and wait until it answers.

    The first start downloads Neo4j, which is 140 MB; later ones take some seconds.
    """
    from netmap.server.fetching import fetch_jars
    from netmap.server.home import find_home
    from netmap.server.jars import NEO4J
    from netmap.server.process import find_running
    from netmap.server.starting import start as start_server

    home = find_home()
    was_running = find_running(home) is not None
    jars = fetch_jars(_progress)
    if not was_running:
        click.echo(f"Starting Neo4j {NEO4J} …", err=True)
    running = start_server(home, jars, port=port, memory=memory)
    click.echo(f"Neo4j {NEO4J} {'was running already' if was_running else 'runs'} at {running.url}")
    example = shipped("datasets") / "riverton"
    click.echo(f'Load an example into it with: netmap load "{example}" --into {running.url}')


@command.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the dataset on the server, if not that of the file or folder.")
@strict_option
@click.pass_context
def import_(context: click.Context, source: Path, name: str | None, strict: bool) -> None:
    """Load SOURCE into the server with Neo4j's own importer: for a great many rows.

    What other datasets say stays. The server is stopped meanwhile, and the old database is kept
    until the new one answers. For less than some hundred thousand rows `netmap load` is quicker.
    """
    from netmap.server.fetching import fetch_jars
    from netmap.server.home import find_home
    from netmap.sources.reading import read_source
    from netmap.stores.neo4j.importing import import_records

    dataset = read_source(source, strict=strict)
    jars = fetch_jars(_progress)
    click.echo("Writing and importing; the server is stopped meanwhile …", err=True)
    summary = import_records(find_home(), jars, name or dataset.name, dataset.records)
    show_ledger(dataset.ledger)
    click.echo(said_of_load(summary, "the server of this machine"))
    if dataset.ledger.refused():
        say_refusals(dataset.ledger)
        context.exit(REFUSED_ROWS)


@command.command("status")
@format_option
def status(format_: str | None) -> None:
    """Say whether the server runs, where, for how long, and how large it is."""
    from netmap.server.home import find_home
    from netmap.server.status import get_status

    said = get_status(find_home())
    format_ = chosen_format(format_)
    if format_ == JSON:
        show_json({"schema": "netmap/server/1", **vars(said), "folder": str(said.folder)})
    else:
        import pandas as pd

        show_rows(pd.DataFrame(_lines(said), columns=["what", "now"]), format_)


@command.command("stop")
def stop() -> None:
    """Stop the server; the data stay."""
    from netmap.server.home import find_home
    from netmap.server.process import SECONDS_TO_STOP
    from netmap.server.starting import stop as stop_server

    went = stop_server(find_home())
    if went is None:
        click.echo("No Neo4j of yours is running.")
    elif went:
        click.echo("Neo4j has stopped.")
    else:
        click.echo(f"Neo4j did not stop within {SECONDS_TO_STOP} seconds and was killed; its data are safe.")


@command.command("logs")
@click.option("--lines", type=click.IntRange(min=1), default=20, show_default=True, help="How many of each log.")
def logs(lines: int) -> None:
    """Print the last lines that the server wrote."""
    from netmap.server.home import find_home
    from netmap.server.logs import read_tail

    home = find_home()
    for file in (home.log, home.console):
        for line in read_tail(file, lines):
            click.echo(line)


@command.command("path")
def path() -> None:
    """Print the folder of the server."""
    from netmap.server.home import find_home

    click.echo(find_home().folder)


def _lines(said: Status) -> list[tuple[str, str]]:
    return [
        ("running", ("yes" if said.answering else "yes, but it does not answer") if said.running else "no"),
        ("url", said.url or ""),
        ("version", said.version),
        ("uptime", f"{said.uptime:,.0f} s" if said.uptime is not None else ""),
        ("memory", f"{said.memory / MB:,.0f} MB" if said.memory is not None else ""),
        ("data", f"{said.data / MB:,.0f} MB"),
        ("folder", str(said.folder)),
    ]


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """Show one bar on a terminal, and one line elsewhere."""
    from netmap.server.jars import NEO4J

    if not sys.stderr.isatty():
        click.echo(f"Fetching Neo4j {NEO4J}, {size / MB:,.0f} MB …", err=True)
        yield lambda arrived: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"Fetching Neo4j {NEO4J}", total=size)
        yield lambda arrived: bar.advance(task, arrived)
