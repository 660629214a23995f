"""`netmap init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("target", type=click.Path(path_type=Path))
def command(target: Path) -> None:
    """Write empty sheets to TARGET: a folder of CSV files, or one workbook (.xlsx, .ods).

    \b
    Example:
      netmap init mine
      netmap init mine.xlsx
    """
    from netmap.sources.templates import write_template

    for sentence in write_template(target):
        click.echo(sentence)
    click.echo(f"Then see what is still wrong with: netmap check {target}")
