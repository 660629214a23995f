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
    from netmap.maps.making import make_maps
    from netmap.maps.render import write_maps
    from netmap.network import Network
    from netmap.reports.answers import ask_all
    from netmap.reports.appendix import Asked
    from netmap.reports.build import compose_report
    from netmap.reports.writing import write_report
    from netmap.shipped import shipped
    from netmap.sources.reading import read_source
    from netmap.stores import open_store

    dataset = read_source(shipped("datasets") / DATASET)
    show_ledger(dataset.ledger)
    output.mkdir(parents=True, exist_ok=True)
    store = open_store(str(output / f"{DATASET}.db"))
    store.load(dataset.name, dataset.records)
    network = Network(store)
    click.echo(f"\nRiverton as at {DAY}:")
    answers = ask_all(network, Asked(as_of=DAY))
    for _, headline in answers.headlines():
        click.echo(f"- {headline}")
    at_hand = {result.name: result for _, result in answers.by_question()}
    specs = make_maps(network, source=DATASET, as_of=DAY, answered=at_hand)
    drawn = write_maps(specs, output / f"{DATASET}-map.html")
    written = write_report(
        compose_report(answers, source=DATASET, ledger=dataset.ledger), output / f"{DATASET}-report.html"
    )
    click.echo(
        f"\nMap:    {drawn.resolve()}\nReport: {written.resolve()}\nStore:  {(output / f'{DATASET}.db').resolve()}"
    )
    click.echo(f"Ask it: netmap query {output / f'{DATASET}.db'} --list")
