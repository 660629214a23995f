"""`netmap health`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli.options import asking_options

if TYPE_CHECKING:
    from netmap.analyses.health import Comparison, HealthCheck
    from netmap.analyses.health.checklist import AreaScore
    from netmap.sources.answers_file import Filled

SAVED = ".json"
SHOWN_QUESTIONS = 6
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("health")
@click.argument("source", required=False)
@click.option("--answers", type=_FILE, metavar="FILE", help="The sheet with your answers, as CSV or a workbook.")
@click.option("--template", type=_FILE, metavar="FILE", help="Write the sheet to fill in, a .csv file, and stop.")
@click.option("--last", type=_FILE, metavar="FILE", help="Last year's check, as saved with -o FILE.json.")
@click.option(
    "-o",
    "--output",
    "outputs",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="Save the check (.json) or write it as a paper (.html, .docx, .pdf …); may be given several times.",
)
@asking_options
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    answers: Path | None,
    template: Path | None,
    last: Path | None,
    outputs: tuple[Path, ...],
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
) -> None:
    """Make the annual health check of SOURCE: 25 things to do and 25 not to do, in five areas.

    Records answer what they can. For the rest, write the sheet with --template, answer yes, no or not known in a
    spreadsheet program, and give it back with --answers. Without -o the check is printed.

    \b
    Example:
      netmap health mine --as-of 2026-01-31
      netmap health mine --template answers.csv
      netmap health mine -o health-2026.json -o health-2026.html
    """
    from netmap.analyses.health import check_of, compared, health, read_saved
    from netmap.cli.opening import day_or_today, open_source, settings_of

    _check_usage(answers, template, last, outputs)
    filled, earlier = _filled(answers), read_saved(last) if last else None
    day, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    result = opened.ask(lambda network: health(network, as_of=day, area=area, settings=settings))
    check = check_of(result, filled.answers, filled.evidence)
    since = compared(check, earlier) if earlier else None
    if template:
        _write_template(check, template, source)
    elif outputs:
        _write(check, since, outputs, opened.name)
    else:
        _show(check, since, asked=answers is not None)
    for notice in filled.notices:
        click.echo(f"Note: {notice}", err=True)
    opened.finish(context)


def _check_usage(answers: Path | None, template: Path | None, last: Path | None, outputs: tuple[Path, ...]) -> None:
    """Refuse what cannot be meant, before anything is read."""
    from netmap.reports.writing import checked_targets

    if template and (answers or last or outputs):
        raise click.UsageError("Give --template without --answers, --last and -o: it writes the sheet and stops.")
    for output in outputs:
        for given, option in ((answers, "--answers"), (last, "--last")):
            if given and given.resolve() == output.resolve():
                raise click.UsageError(f"-o {output} would write over the file given with {option}.")
    if papers := [output for output in outputs if not _is_saved(output)]:
        checked_targets(papers)


def _filled(path: Path | None) -> Filled:
    from netmap.analyses.health.checklist import items
    from netmap.sources.answers_file import Filled, read_answers

    return read_answers(path, known=[item.id for item in items()]) if path else Filled()


def _write_template(check: HealthCheck, path: Path, source: str | None) -> None:
    from netmap.analyses.health import sheet_of
    from netmap.analyses.health.checklist import OPEN, items
    from netmap.sources.answers_file import write_answers

    written = write_answers(path, sheet_of(check), known=[item.id for item in items()])
    known = int((check.rows["answer"] != OPEN).sum())
    click.echo(f"The sheet to fill in is {written}: {len(check.rows)} items, {known} of them answered by records.")
    click.echo("Write yes, no or not known under answer, and what shows it under evidence.")
    click.echo("Leave blank what you do not know, and what the records have right.")
    click.echo("Yes to a thing not to do is a warning sign.")
    click.echo(f"Then: netmap health{f' {source}' if source else ''} --answers {written}")


def _write(check: HealthCheck, since: Comparison | None, outputs: Sequence[Path], source: str) -> None:
    from netmap.analyses.health import saved_text
    from netmap.analyses.health.check import answered
    from netmap.errors import RenderError
    from netmap.placing import write_in_place
    from netmap.reports.sections.checklist import health_document
    from netmap.reports.writing import write_reports

    papers = [output for output in outputs if not _is_saved(output)]
    if papers:
        for paper in write_reports(health_document(check, since, source=source), papers):
            click.echo(f"The health check is in {paper}.")
    for output in filter(_is_saved, outputs):
        write_in_place(output, saved_text(check), RenderError)
        click.echo(f"The health check is saved in {output}; next year, give it with --last.")
    click.echo(answered(check))
    _lines("Where you and the records differ:", check.against())


def _is_saved(output: Path) -> bool:
    """Say whether a file is the saved check, not a paper."""
    return output.suffix.lower() == SAVED


def _show(check: HealthCheck, since: Comparison | None, *, asked: bool) -> None:
    import pandas as pd

    from netmap.analyses.health.check import answered
    from netmap.cli.showing import TABLE, show_rows

    click.echo(f"Health check of {check.scope or 'everything on record'} as at {check.as_of}. {answered(check)}")
    show_rows(pd.DataFrame([_area(each) for each in (*check.score.areas, check.score.overall)]), TABLE)
    _show_items(check)
    _lines("Where you and the records differ:", check.against())
    if since:
        _show_since(since)
    _show_questions(check)
    if not asked:
        click.echo("For a sheet in which to answer what records cannot: netmap health SOURCE --template answers.csv")


def _area(each: AreaScore) -> dict[str, str]:
    from netmap.analyses.health.check import share_met

    total = each.met + each.not_met + each.not_known
    return {
        "area": each.area,
        "met": f"{each.met} of {total}",
        "not met": f"{each.not_met} of {total}",
        "not known": f"{each.not_known} of {total}",
        "share met": share_met(each),
    }


def _lines(head: str, lines: Iterable[str]) -> None:
    """Print a list under its head; nothing where it is empty."""
    for at, line in enumerate(lines):
        if not at:
            click.echo(head)
        click.echo(f"  {line}")


def _show_items(check: HealthCheck) -> None:
    from netmap.analyses.health.checklist import DO, items

    todo = sum(item.kind == DO for item in items())
    score, signs = check.score, len(items()) - todo
    click.echo(f"Not met: {len(score.not_met)} of {todo} things to do; not known: {score.overall.not_known}.")
    _lines_of(check, score.not_met)
    click.echo(f"Warning signs: {len(score.signs)} of {signs} things not to do; not known: {score.signs_not_known}.")
    _lines_of(check, score.signs)


def _lines_of(check: HealthCheck, ids: tuple[str, ...]) -> None:
    for line in check.said_of(ids):
        click.echo(f"  {line}")


def _show_since(since: Comparison) -> None:
    from netmap.analyses.health.check import share_met
    from netmap.analyses.health.checklist import said
    from netmap.analyses.health.last_year import AREA_WORDS

    click.echo(f"Since {since.as_of}:")
    for area in since.areas:
        then, now = share_met(area.then), share_met(area.now)
        click.echo(f"  {area.area}: {then} then, {now} now; {AREA_WORDS[area.verdict]}")
    known, lost = len(since.became_known), len(since.no_longer_known)
    click.echo(f"  became known: {known}; known no longer: {lost}; answered the other way: {len(since.turned)}")
    for each in since.changes:
        click.echo(f"  {each.id}: {said(each.kind, each.then)} then, {said(each.kind, each.now)} now")
    for caveat in since.caveats:
        click.echo(f"  {caveat}")


def _show_questions(check: HealthCheck) -> None:
    from netmap.analyses.health import questions

    every = questions(check)
    if not every:
        return
    shown = every[:SHOWN_QUESTIONS]
    click.echo(f"Ask next, {len(shown)} of {len(every)} questions, the least work first:")
    for each in shown:
        missing = f", not known for {each.missing} of {each.out_of}" if each.out_of else ""
        click.echo(f"  {', '.join(each.items)}: {each.asks}{missing}")
