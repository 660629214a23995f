"""How results look on a terminal, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from numbers import Real
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from netmap.sources.files.cells import protect
from netmap.sources.ledger import Ledger
from netmap.stores.contract import LoadSummary

TABLE, CSV, JSON = "table", "csv", "json"
SHOWN_REFUSALS = 20

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice([TABLE, CSV, JSON]),
    help="How to print; a table on a terminal and CSV when piped, if left out.",
)


def chosen_format(format_: str | None) -> str:
    """Give the format asked for, else a table for a person and CSV for a pipe."""
    return format_ or (TABLE if sys.stdout.isatty() else CSV)


def show_json(document: Mapping[str, Any]) -> None:
    """Print a document as JSON."""
    from netmap.analyses.result import plain

    click.echo(json.dumps(plain(document), ensure_ascii=False, indent=2, allow_nan=False))


def show_rows(rows: pd.DataFrame, format_: str) -> None:
    """Print a table for a person, or as CSV that a spreadsheet can open safely."""
    if format_ == CSV:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(rows.columns)
        writer.writerows([protect(shown(value)) for value in row] for row in rows.itertuples(index=False))
        click.echo(out.getvalue(), nl=False)
        return
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for name in rows.columns:
        table.add_column(str(name), justify="right" if _is_numeric(rows[name]) else "left", overflow="fold")
    for row in rows.itertuples(index=False):
        table.add_row(*[Text(_short(value)) for value in row])
    _console().print(table)


def _is_numeric(column: pd.Series) -> bool:
    values = column.dropna()
    return bool(len(values)) and all(isinstance(value, Real) and not isinstance(value, bool) for value in values)


def _together(item: Any) -> str:
    """Give one item of a list; a pair within it stays together."""
    return "+".join(shown(part) for part in item) if isinstance(item, (list, tuple)) else shown(item)


def shown(value: Any) -> str:
    """Give a value as a person reads it; what is missing is blank."""
    if isinstance(value, (list, tuple)):
        return "|".join(_together(item) for item in value)
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)


def _short(value: Any) -> str:
    """Give a value as it fits on a terminal: three digits of a fraction."""
    return f"{value:.3g}" if isinstance(value, float) and value % 1 > 0 else shown(value)


def show_ledger(ledger: Ledger) -> None:
    """Print the account of reading a source: one line for each table."""
    rows = [
        (name, count.read, count.loaded, count.merged, count.refused, count.stubs, count.isolates)
        for name, count in ledger.tables.items()
    ]
    columns = ["table", "read", "loaded", "merged", "refused", "stubs", "isolates"]
    show_rows(pd.DataFrame(rows, columns=columns), TABLE)
    for notice in ledger.notices:
        click.echo(f"Note: {notice}")


def said_of_load(summary: LoadSummary, into: str) -> str:
    """Say in one sentence what a load changed."""
    changes = [vars(change) for change in summary.changes.values()]
    moved = f" {summary.moved()} stand in other rows or files than before." if summary.moved() else ""
    total = {what: sum(change[what] for change in changes) for what in ("added", "changed", "removed", "unchanged")}
    if not (total["added"] or total["changed"] or total["removed"]):
        same = total["unchanged"]
        return f"{into} already holds {summary.dataset} as it is: nothing changed, {same} records are the same.{moved}"
    figures = ", ".join(f"{count} {what}" for what, count in total.items())
    return f"Loaded {summary.dataset} into {into}: {figures} (nodes and relationships).{moved}"


def say_refusals(ledger: Ledger) -> None:
    """Say on stderr which rows were refused, where, why, and what would be right."""
    click.echo(f"{ledger.refused()} row(s) were refused; everything else is taken.", err=True)
    for refusal in ledger.refusals[:SHOWN_REFUSALS]:
        value = f" {refusal.value}" if refusal.value else ""
        click.echo(f"  {refusal.address()} ({refusal.column}):{value} {refusal.reason}. {refusal.fix}", err=True)
    left = len(ledger.refusals) - SHOWN_REFUSALS
    if left > 0:
        click.echo(f"  … and {left} more; `netmap check SOURCE --format json` lists them all.", err=True)


def _console() -> Console:
    """Wrap at the terminal's width for a person, and not at all in a pipe."""
    return Console() if sys.stdout.isatty() else Console(width=240)
