"""`netmap analyse`."""

from __future__ import annotations

import click

from netmap.cli.options import asking_options
from netmap.cli.showing import JSON, TABLE, chosen_format, format_option, show_json, show_rows

ANALYSES = ("dominance", "coverage", "duplication", "issues")


@click.command("analyse")
@click.argument("analysis", type=click.Choice(ANALYSES))
@click.argument("source", required=False)
@asking_options
@format_option
@click.pass_context
def command(
    context: click.Context,
    analysis: str,
    source: str | None,
    as_of: str | None,
    area: str | None,
    strict: bool,
    format_: str | None,
) -> None:
    """Ask SOURCE one of the four questions.

    \b
    dominance    who holds most seats, and with whose mandate
    coverage     which equality groups have a voice, and where
    duplication  which awards may pay twice for one function
    issues       which themes have no owner or no route to it

    \b
    Example:
      netmap analyse coverage mine --as-of 2026-06-30
    """
    from netmap.analyses import run_analysis
    from netmap.cli.opening import day_or_today, open_source

    opened = open_source(source, strict=strict)
    result = opened.ask(lambda network: run_analysis(analysis, network, as_of=day_or_today(as_of), area=area))
    format_ = chosen_format(format_)
    if format_ == JSON:
        show_json(result.to_dict())
    else:
        if format_ == TABLE:
            click.echo(result.headline)
        rows = result.table()
        show_rows(rows[list(result.in_short)] if format_ == TABLE else rows, format_)
        if format_ == TABLE:
            for finding in result.findings:
                click.echo(f"{finding.severity}: {finding.statement}")
            for caveat in result.caveats:
                click.echo(f"Note: {caveat}")
    opened.finish(context)
