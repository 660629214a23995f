"""`netmap export`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.options import strict_option

NEO4J_ADMIN = "neo4j-admin"


@click.command("export")
@click.argument("source", required=False)
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice([NEO4J_ADMIN]),
    help="What to write: neo4j-admin, the CSV files of Neo4j's own importer.",
)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder, which is new or empty.")
@strict_option
@click.pass_context
def command(context: click.Context, source: str | None, format_: str, output: Path, strict: bool) -> None:
    """Write the graph of SOURCE as files for other programs.

    neo4j-admin is for a Neo4j server of your own: README.txt in the folder says how to import them.

    \b
    Example:
      netmap export mine --format neo4j-admin -o bulk
    """
    from netmap.cli.opening import open_source
    from netmap.cli.showing import show_ledger
    from netmap.errors import InputError
    from netmap.stores.bulk.files import read_whole, write_bulk

    if output.exists() and (output.is_file() or any(output.iterdir())):
        raise InputError(f"{output} is already there.", "Name a new folder, or empty this one first.")
    opened = open_source(source, strict=strict)
    records, bookkeeping = read_whole(opened.store)
    ledger = opened.ledger
    bulk = write_bulk(records, bookkeeping, output, ledger=ledger.to_dict() if ledger else None)
    written = f"Wrote {sum(bulk.nodes.values()):,} nodes and {sum(bulk.relationships.values()):,} relationships"
    if ledger:
        show_ledger(ledger)
        read = sum(count.read for count in ledger.tables.values())
        written += f", from {read - ledger.refused():,} of {read:,} rows read,"
    click.echo(f"{written} to {output}.")
    click.echo(f"Next: {output / 'README.txt'} says how to import them into a Neo4j server.")
    opened.finish(context)
