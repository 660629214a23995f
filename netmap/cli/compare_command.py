"""`netmap compare`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.answering import show_answer, table_option
from netmap.cli.options import asking_options
from netmap.cli.showing import chosen_format, format_option, say_refusals

if TYPE_CHECKING:
    from netmap.analyses.change import ChangeResult
    from netmap.cli.opening import Opened
    from netmap.network import Network


@click.command("compare")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--to", metavar="DATE", help="The day to look at on the second side; that of --as-of if left out.")
@table_option
@asking_options
@format_option
@click.pass_context
def command(
    context: click.Context,
    before: str,
    after: str | None,
    to: str | None,
    table: str | None,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
    format_: str | None,
) -> None:
    """Say what changed from BEFORE to AFTER, and whether it happened or was only recorded.

    Both are sources, as for `netmap analyse`. With one source, --to names the second day. What happened between the
    two days, what is the same time recorded differently, and what no date tells are kept apart.

    \b
    Example:
      netmap compare mine --as-of 2025-06-30 --to 2026-06-30
    """
    from netmap.analyses.change import compare
    from netmap.cli.opening import day_or_today, open_source, settings_of

    if after is None and to is None:
        raise click.UsageError("Name a second source, or a second day with --to.")
    first = day_or_today(as_of)
    last = first if to is None else day_or_today(to, "--to")
    settings = settings_of(settings_path)
    one = open_source(before, strict=strict)
    other = one if after in (None, before) else open_source(after, strict=strict)

    def answer(old: Network, new: Network) -> ChangeResult:
        return compare(old, new, as_of_before=first, as_of_after=last, area=area, settings=settings)

    result = one.ask(lambda old: answer(old, old) if other is one else other.ask(lambda new: answer(old, new)))
    show_answer(result, table, chosen_format(format_))
    _finish(context, [one] if other is one else [one, other])


def _finish(context: click.Context, sides: Sequence[Opened]) -> None:
    """Say what was refused on either side, and end with the exit code that says so."""
    refused = [side.ledger for side in sides if side.ledger is not None and side.ledger.refused()]
    for ledger in refused:
        say_refusals(ledger)
    for side in sides:
        side.store.close()
    if refused:
        context.exit(REFUSED_ROWS)
