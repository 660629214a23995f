"""`netmap analyse`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli.options import asking_options
from netmap.cli.showing import JSON, TABLE, chosen_format, format_option, show_json, show_rows

if TYPE_CHECKING:
    from netmap.analyses.result import Result

ANALYSES = ("dominance", "coverage", "duplication", "issues")


@click.command("analyse")
@click.argument("analysis", type=click.Choice(ANALYSES))
@click.argument("source", required=False)
@click.option("--table", "table", metavar="NAME", help="A further table of the answer; `--table list` names them.")
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
    from netmap.cli.opening import day_or_today, open_source, settings_of

    day, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    result = opened.ask(lambda network: run_analysis(analysis, network, as_of=day, area=area, settings=settings))
    format_ = chosen_format(format_)
    if table is not None:
        _show_detail(result, table, format_)
    elif format_ == JSON:
        show_json(result.to_dict())
    else:
        _show(result, format_)
    opened.finish(context)


def _show(result: Result, format_: str) -> None:
    if format_ == TABLE:
        click.echo(result.headline)
    rows = result.table()
    show_rows(rows[list(result.in_short)] if format_ == TABLE else rows, format_)
    if format_ != TABLE:
        return
    for finding in result.findings:
        click.echo(f"{finding.severity}: {finding.statement}")
    for caveat in result.caveats:
        click.echo(f"Note: {caveat}")
    used = ", ".join(f"{name} {value:g}" for name, value in result.parameters.items())
    click.echo(f"Thresholds: {used}. Further tables: {', '.join(result.details) or 'none'}.")


def _show_detail(result: Result, name: str, format_: str) -> None:
    if name == "list":
        for each, rows in result.details.items():
            click.echo(f"{each} ({len(rows)} rows)")
    elif name not in result.details:
        raise click.BadParameter(
            f"there is no table {name}; {', '.join(result.details) or 'none'}.", param_hint="--table"
        )
    elif format_ == JSON:
        show_json({"schema": f"netmap/{result.name}-{name}/1", "rows": result.details[name].to_dict("records")})
    else:
        show_rows(result.details[name], format_)
