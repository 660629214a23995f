"""`netmap report`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netmap.cli import FINDING_STANDS
from netmap.cli.options import asking_options
from netmap.model.words import INTERNAL, PROFILE_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    from netmap.network import Network
    from netmap.reports.appendix import Asked, Earlier
    from netmap.reports.making import Report

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("report")
@click.argument("source", required=False)
@click.option(
    "-o",
    "--output",
    "outputs",
    type=_FILE,
    multiple=True,
    default=["report.html"],
    show_default=True,
    help="The file to write; .html, .docx, .md, .xlsx, .pdf or .json at its end says how. May be given several times.",
)
@click.option("--map", "map_path", type=_FILE, metavar="FILE", help="Write the live map beside it, and link to it.")
@click.option(
    "--publish",
    "profile",
    type=click.Choice(list(PROFILE_WORDS)),
    default=INTERNAL,
    show_default=True,
    help="Who may see it; the report lists what is left out for them.",
)
@click.option(
    "--since", metavar="OLD", help="Add what changed since a day, an earlier source, or a report saved as JSON."
)
@click.option(
    "--since-day", metavar="DATE", help="The day to look at in the earlier source; that of --as-of if left out."
)
@click.option("--answers", type=_FILE, metavar="FILE", help="The filled sheet of the health check.")
@click.option("--last", type=_FILE, metavar="FILE", help="Last year's health check, as netmap health saved it.")
@click.option(
    "--fail-on",
    type=click.Choice(list(SEVERITY_WORDS)),
    help="End with exit code 4 if a finding of this priority, or a higher one, stands.",
)
@asking_options
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    outputs: tuple[Path, ...],
    map_path: Path | None,
    profile: str,
    since: str | None,
    since_day: str | None,
    answers: Path | None,
    last: Path | None,
    fail_on: str | None,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
) -> None:
    """Write the coverage-gap report on SOURCE: a board paper with its evidence, and what is not known.

    A report that was saved as JSON is a SOURCE too: it gives the same report again, in any format. Without a terminal
    nothing is printed but what was refused.

    \b
    Example:
      netmap report mine -o report.html -o report.docx --as-of 2026-06-30
      netmap report mine --publish public -o public.html
      netmap report mine --since 2025-06-30 -o report.html
    """
    from netmap.cli.opening import open_source
    from netmap.reports.making import make_report
    from netmap.reports.writing import checked_targets, waiting_browser, write_reports

    checked_targets(outputs)
    _refuse_to_lose([*outputs, *([map_path] if map_path else [])], (source, since, answers, last, settings_path))
    live_map = _beside(map_path, outputs)
    wanted = _Wanted(as_of, area, settings_path, since, since_day, answers, last, strict)
    given = wanted.given()
    with waiting_browser(outputs) as browser:
        opened = open_source(source, strict=strict)
        report = opened.ask(
            lambda network: make_report(
                network,
                wanted.asked(network, opened.address, given),
                source=opened.name,
                ledger=opened.ledger,
                profile=profile,
                live_map=live_map,
            )
        )
        written = write_reports(report.document, outputs, browser=browser)
    if map_path:
        written = (*written, _write_map(report, map_path))
    _say(report, written)
    opened.finish(context, ends_with=FINDING_STANDS if fail_on and _stands(report, fail_on) else None)


@dataclass(frozen=True)
class _Wanted:
    """What the options ask for, as they were typed."""

    as_of: str | None
    area: str | None
    settings_path: Path | None
    since: str | None
    since_day: str | None
    answers: Path | None
    last: Path | None
    strict: bool

    def given(self) -> dict[str, Any]:
        """Read the files and days that are named, before the source is read."""
        from netmap.analyses.health import read_saved
        from netmap.analyses.health.checklist import items
        from netmap.cli.opening import day_or_today, settings_of
        from netmap.sources.answers_file import read_answers

        if self.since_day and not self.since:
            raise click.UsageError("--since-day says which day of --since to look at: give that too.")
        found: dict[str, Any] = {
            "as_of": day_or_today(self.as_of) if self.as_of else None,
            "area": self.area,
            "settings": settings_of(self.settings_path) if self.settings_path else None,
            "filled": read_answers(self.answers, known=[item.id for item in items()]) if self.answers else None,
            "last": read_saved(self.last) if self.last else None,
        }
        return {name: value for name, value in found.items() if value is not None}

    def asked(self, network: Network, address: str, given: dict[str, Any]) -> Asked:
        """Say what the report is asked to tell; a saved report goes on asking what it asked."""
        from netmap.cli.opening import day_or_today, settings_of
        from netmap.reports.appendix import Asked, read_asked
        from netmap.sources.saved import is_saved

        if is_saved(Path(address)):
            asked = read_asked(Path(address), network)
        else:
            asked = Asked(as_of=day_or_today(None), settings=settings_of(None))
        asked = replace(asked, **given)
        return replace(asked, earlier=self._earlier(network, asked)) if self.since else asked

    def _earlier(self, network: Network, asked: Asked) -> Earlier:
        """Find what --since names: a day of the same records, a saved report of its own day, or another source."""
        from netmap.cli.opening import day_or_today, open_source
        from netmap.model.dates import read_day
        from netmap.reports.appendix import Earlier, read_asked
        from netmap.sources.saved import is_saved

        old = str(self.since)
        day = read_day(old)
        if day is not None:
            return Earlier(network, f"the same records on {day.isoformat()}", day.isoformat())
        opened = open_source(old, strict=self.strict)
        before = opened.ask(lambda each: each)
        if self.since_day:
            return Earlier(before, opened.name, day_or_today(self.since_day, "--since-day"))
        own = read_asked(Path(old), before).as_of if is_saved(Path(old)) else asked.as_of
        return Earlier(before, opened.name, own)


def _refuse_to_lose(targets: Sequence[Path], read: Sequence[str | Path | None]) -> None:
    """Refuse to write over a file that is read, or one file twice."""
    known = {Path(each).resolve() for each in read if each}
    for target in targets:
        if target.resolve() in known:
            raise click.UsageError(f"{target} would be written over: name a file that is not read or written already.")
        known.add(target.resolve())


def _beside(map_path: Path | None, outputs: Sequence[Path]) -> str:
    """Give the name by which reports link to the map; they have to lie in one folder."""
    if map_path is None:
        return ""
    if any(output.resolve().parent != map_path.resolve().parent for output in outputs):
        raise click.UsageError("Write the map into the folder of the report, so that the link to it holds.")
    return map_path.name


def _write_map(report: Report, path: Path) -> Path:
    from netmap.maps.render import write_maps

    return write_maps(report.maps, path)


def _stands(report: Report, severity: str) -> bool:
    """Say whether a finding of a severity or a graver one stands."""
    from netmap.analyses.result import SEVERITY_ORDER

    return any(SEVERITY_ORDER[found.severity] <= SEVERITY_ORDER[severity] for found in report.answers.findings())


def _say(report: Report, written: Sequence[Path]) -> None:
    """Tell a person at a terminal where the report is and what it answers; a timetable needs no words."""
    if not sys.stdout.isatty():
        return
    for path in written:
        click.echo(f"Wrote {path}.")
    for question, headline in report.answers.headlines():
        click.echo(f"{question} {headline}")
