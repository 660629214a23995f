"""`netmap analyse`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.answering import show_answer, table_option
from netmap.cli.options import asking_options
from netmap.cli.showing import chosen_format, format_option

ANALYSES = ("dominance", "coverage", "duplication", "issues", "health", "actions")


@click.command("analyse")
@click.argument("analysis", type=click.Choice(ANALYSES))
@click.argument("source", required=False)
@table_option
@asking_options
@format_option
@click.pass_context
def command(
    context: click.Context,
    analysis: str,
    source: str | None,
    table: str | None,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
    format_: str | None,
) -> None:
    """Ask SOURCE one of the six questions.

    \b
    dominance    who holds most seats, and with whose mandate
    coverage     which equality groups have a voice, and where
    duplication  which awards may pay twice for one function
    issues       which themes have no owner or no route to it
    health       which seats are vacant, ending, overloaded or not as asked for
    actions      which few steps would close most of the open gaps

    \b
    Example:
      netmap analyse coverage mine --as-of 2026-06-30
    """
    from netmap.analyses import run_analysis
    from netmap.cli.opening import day_or_today, open_source, settings_of

    day, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    result = opened.ask(lambda network: run_analysis(analysis, network, as_of=day, area=area, settings=settings))
    show_answer(result, table, chosen_format(format_))
    opened.finish(context)
