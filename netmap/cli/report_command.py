"""`netmap report`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.options import asking_options


@click.command("report")
@click.argument("source", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="report.html",
    show_default=True,
    help="The file to write; its ending, .html, .md or .json, says how.",
)
@asking_options
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    output: Path,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
) -> None:
    """Write the coverage-gap report on SOURCE: the four questions, the evidence, and what is not known.

    \b
    Example:
      netmap report mine -o report.html --as-of 2026-06-30
    """
    from netmap.cli.opening import day_or_today, open_source, settings_of
    from netmap.reports.answers import ask_all
    from netmap.reports.appendix import Asked
    from netmap.reports.build import compose_report
    from netmap.reports.writing import get_renderer, write_report

    get_renderer(output)
    day, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    answers = opened.ask(lambda network: ask_all(network, Asked(as_of=day, area=area, settings=settings)))
    written = write_report(compose_report(answers, source=opened.name, ledger=opened.ledger), output)
    click.echo(f"The report is in {written}.")
    for question, headline in answers.headlines():
        click.echo(f"{question} {headline}")
    opened.finish(context)
