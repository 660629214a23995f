"""`netmap demo`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.showing import say_refusals, show_ledger

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
    from netmap.analyses import ANALYSES
    from netmap.maps.build import build_map
    from netmap.maps.layout import place
    from netmap.maps.render import write_map
    from netmap.network import Network
    from netmap.reports.build import build_report
    from netmap.reports.writing import write_report
    from netmap.shipped import shipped
    from netmap.sources.reading import read_source
    from netmap.stores import open_store

    dataset = read_source(shipped("datasets") / DATASET)
    show_ledger(dataset.ledger)
    say_refusals(dataset.ledger) if dataset.ledger.refused() else None
    output.mkdir(parents=True, exist_ok=True)
    store = open_store(str(output / f"{DATASET}.db"))
    store.load(dataset.name, dataset.records)
    network = Network(store)
    click.echo(f"\nRiverton as at {DAY}:")
    for analysis in ANALYSES.values():
        click.echo(f"- {analysis(network, as_of=DAY).headline}")
    drawn = write_map(place(build_map(network, as_of=DAY, source=DATASET)), output / f"{DATASET}-map.html")
    document = build_report(network, as_of=DAY, source=DATASET, ledger=dataset.ledger)
    written = write_report(document, output / f"{DATASET}-report.html")
    click.echo(
        f"\nMap:    {drawn.resolve()}\nReport: {written.resolve()}\nStore:  {(output / f'{DATASET}.db').resolve()}"
    )
    click.echo(f"Ask it: netmap query {output / f'{DATASET}.db'} --list")
