"""How the answer to a question is printed: in short with its findings, one of its tables, or all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netmap.cli.showing import JSON, TABLE, show_json, show_rows
from netmap.model.words import plainly

if TYPE_CHECKING:
    from netmap.analyses.result import Result

table_option = click.option(
    "--table", "table", metavar="NAME", help="A further table of the answer; `--table list` names them."
)


def show_answer(result: Result, table: str | None, format_: str) -> None:
    """Print a result, or the table of it that is named.

    Raises
        BadParameter: there is no table of that name.
    """
    if table is not None:
        _show_detail(result, table, format_)
    elif format_ == JSON:
        show_json(result.to_dict())
    else:
        _show(result, format_)


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
    used = ", ".join(f"{name} {plainly(value)}" for name, value in result.parameters.items())
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
