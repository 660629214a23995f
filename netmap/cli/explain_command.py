"""`netmap explain`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli.options import asking_options
from netmap.cli.showing import JSON, TABLE, chosen_format, show_json, show_rows

if TYPE_CHECKING:
    import pandas as pd
    from rich.tree import Tree

    from netmap.analyses.explaining import Branch

TEXT = "text"


@click.command("explain")
@click.argument("source", required=False)
@click.argument("finding", metavar="[FINDING-ID]", required=False)
@click.option("--list", "list_", is_flag=True, help="List all findings with their ids instead.")
@asking_options
@click.option(
    "--format",
    "format_",
    type=click.Choice([TEXT, JSON]),
    default=TEXT,
    show_default=True,
    help="How to print: a tree for people, or a document.",
)
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    finding: str | None,
    list_: bool,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
    format_: str,
) -> None:
    """Show what one finding on SOURCE rests on: figure, rule, thresholds, and the rows of your files.

    Reports and `netmap analyse` give the ids; so does --list. Ask as at the same day as there.

    \b
    Example:
      netmap explain mine --list --as-of 2026-01-31
      netmap explain mine dominance:CVS --as-of 2026-01-31
    """
    from netmap.analyses.explaining import all_findings, explain
    from netmap.cli.opening import day_or_today, is_there, open_source, settings_of

    if finding is None and source is not None and not list_ and not is_there(source):
        source, finding = None, source
    if finding is None and not list_:
        raise click.UsageError("Name a finding; --list shows the ids of all.")
    day, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    if finding is None or list_:
        _show_all(
            opened.ask(lambda network: all_findings(network, as_of=day, area=area, settings=settings)), day, format_
        )
    else:
        wanted = finding
        found = opened.ask(lambda network: explain(network, wanted, as_of=day, area=area, settings=settings))
        if format_ == JSON:
            show_json(found.to_dict(opened.address))
        else:
            _show(found.tree(opened.address))
    opened.finish(context)


def _show(tree: Branch) -> None:
    """Draw a tree for a person; in a pipe, indent it."""
    if not sys.stdout.isatty():
        click.echo("\n".join(tree.lines()))
        return
    from rich.console import Console

    Console().print(_drawn(tree))


def _drawn(branch: Branch) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    drawn = Tree(Text(branch.text))
    for below in branch.below:
        drawn.children.append(_drawn(below))
    return drawn


def _show_all(rows: pd.DataFrame, day: str, format_: str) -> None:
    if format_ == JSON:
        show_json({"schema": "netmap/findings/1", "as_of": day, "findings": rows.to_dict("records")})
        return
    show_rows(rows, chosen_format(None))
    if chosen_format(None) == TABLE:
        click.echo(f"{len(rows)} findings as at {day}. Explain one with: netmap explain SOURCE FINDING-ID")
