"""`netmap check`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli import REFUSED_ROWS
from netmap.cli.options import strict_option
from netmap.cli.showing import CSV, JSON, chosen_format, format_option, say_refusals, show_json, show_ledger, show_rows


@click.command("check")
@click.argument("source", type=click.Path(path_type=Path))
@strict_option
@format_option
@click.pass_context
def command(context: click.Context, source: Path, strict: bool, format_: str | None) -> None:
    """Say what would be loaded from SOURCE and what is wrong with it; nothing is changed.

    With --format csv the refusals are printed as a list to work through.

    \b
    Example:
      netmap check mine
      netmap check mine --format csv > to-mend.csv
    """
    import pandas as pd

    from netmap.sources.reading import read_source

    ledger = read_source(source, strict=strict).ledger
    if format_ == JSON:
        show_json(ledger.to_dict())
    elif format_ == CSV:
        show_rows(pd.DataFrame([vars(refusal) for refusal in ledger.refusals]), chosen_format(format_))
    else:
        show_ledger(ledger)
    if ledger.refused():
        if format_ not in (JSON, CSV):
            say_refusals(ledger)
        context.exit(REFUSED_ROWS)
