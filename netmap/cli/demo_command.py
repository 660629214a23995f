"""`netmap demo`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.showing import show_ledger

DATASET, DAY = "riverton", "2026-06-30"


@click.command("demo")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="demo",
    show_default=True,
    help="Folder for the map and the report.",
)
def command(output: Path) -> None:
    """Load the shipped borough of Riverton, print the four headlines, and make its map and report.

    Riverton is fictional. Nothing is fetched and nothing outside the output folder is written.

    \b
    Example:
      netmap demo -o demo
    """
    from netmap.maps.render import write_maps
    from netmap.network import Network
    from netmap.reports.appendix import Asked
    from netmap.reports.making import make_report
    from netmap.reports.writing import write_reports
    from netmap.shipped import shipped
    from netmap.sources.reading import read_source
    from netmap.stores import open_store

    dataset = read_source(shipped("datasets") / DATASET)
    show_ledger(dataset.ledger)
    output.mkdir(parents=True, exist_ok=True)
    stored, live_map = output / f"{DATASET}.db", output / f"{DATASET}-map.html"
    store = open_store(str(stored))
    store.load(dataset.name, dataset.records)
    click.echo(f"\nRiverton as at {DAY}:")
    report = make_report(
        Network(store), Asked(as_of=DAY), source=DATASET, ledger=dataset.ledger, live_map=live_map.name
    )
    for _, headline in report.answers.headlines():
        click.echo(f"- {headline}")
    drawn = write_maps(report.maps, live_map)
    written = write_reports(report.document, [output / f"{DATASET}-report{ending}" for ending in (".html", ".docx")])
    click.echo(f"\nMap:    {drawn.resolve()}")
    for path in written:
        click.echo(f"Report: {path.resolve()}")
    click.echo(f"Store:  {stored.resolve()}")
    click.echo(f"Ask it: netmap query {stored} --list")
