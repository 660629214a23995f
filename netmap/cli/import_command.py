"""`netmap import`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.showing import say_refusals, show_ledger


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder, or .xlsx or .ods file.")
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], output: Path) -> None:
    """Turn FILES of any kind that netmap reads into the tables of a dataset that you can edit.

    \b
    Example:
      netmap import grants.json -o grants
    """
    import pandas as pd

    from netmap.errors import InputError
    from netmap.model.tables import TABLES
    from netmap.sources.reading import read_source
    from netmap.sources.templates import write_tables

    if output.exists() and (output.is_file() or any(output.iterdir())):
        raise InputError(f"{output} is already there.", "Name a new folder or file, or remove this one first.")
    datasets = [read_source(file) for file in files]
    tables = {
        name: pd.concat([each.tables[name] for each in datasets if name in each.tables], ignore_index=True)
        for name in TABLES
        if any(name in each.tables for each in datasets)
    }
    write_tables(output, tables)
    for dataset in datasets:
        show_ledger(dataset.ledger)
    click.echo(f"Wrote {', '.join(tables)} to {output}.")
    if any(dataset.ledger.refused() for dataset in datasets):
        for dataset in datasets:
            say_refusals(dataset.ledger)
        context.exit(REFUSED_ROWS)
