"""`netmap load`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.options import strict_option
from netmap.cli.showing import JSON, format_option, said_of_load, say_refusals, show_json, show_ledger


@click.command("load")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--into",
    metavar="STORE",
    envvar="NETMAP_STORE",
    default="netmap.db",
    show_default=True,
    help="A file, or the URL of a Neo4j server.",
)
@click.option("--name", help="Name of the dataset in the store, if not that of the file or folder.")
@strict_option
@format_option
@click.pass_context
def command(
    context: click.Context, source: Path, into: str, name: str | None, strict: bool, format_: str | None
) -> None:
    """Load SOURCE into a store, merging by id with what is there.

    Loading the same dataset again replaces what it said before, and changes nothing if nothing changed.

    The password of a server is read from NETMAP_NEO4J_PASSWORD, else asked for; that of
    `netmap server` is known.

    \b
    Example:
      netmap load mine --into netmap.db
    """
    from netmap.cli.opening import open_store_of
    from netmap.sources.reading import read_source

    dataset = read_source(source, strict=strict)
    store = open_store_of(into)
    summary = store.load(name or dataset.name, dataset.records)
    store.close()
    if format_ == JSON:
        changes = {kind: vars(change) for kind, change in summary.changes.items()}
        show_json({**dataset.ledger.to_dict(), "into": into, "changes": changes, "conflicts": summary.conflicts})
    else:
        show_ledger(dataset.ledger)
        click.echo(said_of_load(summary, into))
        for conflict in summary.conflicts:
            click.echo(f"Note: {conflict}")
    if dataset.ledger.refused():
        say_refusals(dataset.ledger)
        context.exit(REFUSED_ROWS)
