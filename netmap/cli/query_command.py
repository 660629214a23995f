"""`netmap query`."""

from __future__ import annotations

import click

from netmap.cli import CUT_ROWS
from netmap.cli.showing import JSON, TABLE, chosen_format, format_option, show_json, show_rows
from netmap.errors import QueryError
from netmap.stores.contract import ROW_CAP, TIME_LIMIT_SECONDS, Answer


@click.command("query")
@click.argument("source", required=False)
@click.argument("name", required=False)
@click.option("--list", "list_", is_flag=True, help="List the ready-made questions.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question; repeat it.")
@click.option("--cypher", metavar="TEXT", help="Your own question, in Cypher that only reads.")
@click.option(
    "--limit", metavar="ROWS", type=click.IntRange(min=1), default=ROW_CAP, show_default=True, help="The most to print."
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=TIME_LIMIT_SECONDS,
    show_default=True,
    help="The longest that the question may take.",
)
@format_option
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    name: str | None,
    list_: bool,
    params: tuple[str, ...],
    cypher: str | None,
    limit: int,
    timeout: float,
    format_: str | None,
) -> None:
    """Ask SOURCE the ready-made question NAME, or your own with --cypher.

    Your own text may only read. Ask step by step where you filter on relationships: one MATCH of
    several steps with such a filter can lose rows in the embedded engine, and a warning says so.

    \b
    Example:
      netmap query --list
      netmap query mine organisations-on-several-partnerships --param least=2
      netmap query mine --cypher "MATCH (o:Organisation) RETURN o.name AS name ORDER BY name"
    """
    from netmap.cli.opening import is_there, open_source
    from netmap.library import run

    if list_:
        _show_list(format_)
        return
    if name is None and cypher is None:
        if source and not is_there(source):
            source, name = None, source
        else:
            raise click.UsageError("Name a question, or give one with --cypher; --list shows the ready-made ones.")
    given = dict(_pair(text) for text in params)
    opened = open_source(source)
    if cypher:
        answer = opened.store.read(cypher, given, row_cap=limit, seconds=timeout)
    else:
        answer = run(opened.store, name or "", given, row_cap=limit, seconds=timeout)
    _show_answer(answer, chosen_format(format_), name, given, limit)
    opened.finish(context, ends_with=None if answer.cut_at is None else CUT_ROWS)


def _show_answer(answer: Answer, format_: str, name: str | None, given: dict[str, str], limit: int) -> None:
    if format_ == JSON:
        rows = answer.rows.astype(object).where(answer.rows.notna(), None).to_dict("records")
        show_json(
            {
                "schema": "netmap/query/1",
                "name": name,
                "parameters": given,
                "truncated": answer.cut_at is not None,
                "limit": limit,
                "warnings": answer.notes,
                "table": rows,
            }
        )
    else:
        show_rows(answer.rows, format_)
    for note in answer.notes:
        click.echo(f"Warning: {note}", err=True)
    if answer.cut_at is not None:
        click.echo(
            f"Cut after row {answer.cut_at}: there are more. See them with a higher --limit, or narrow the question.",
            err=True,
        )


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise QueryError(f"The parameter {text} has no value.", "Write it as NAME=VALUE.")
    return name, value


def _show_list(format_: str | None) -> None:
    import pandas as pd

    from netmap.library import queries

    rows = [
        {
            "name": query.name,
            "question": query.question,
            "parameters": ", ".join(
                parameter.name if parameter.default is None else f"{parameter.name}={parameter.default}"
                for parameter in query.parameters
            ),
        }
        for query in queries().values()
    ]
    format_ = chosen_format(format_)
    if format_ == JSON:
        show_json({"schema": "netmap/queries/1", "table": rows})
    else:
        show_rows(pd.DataFrame(rows), format_)
    if format_ == TABLE:
        click.echo("Ask one with: netmap query SOURCE NAME --param name=value")
