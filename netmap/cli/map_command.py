"""`netmap map`."""

from __future__ import annotations

from pathlib import Path

import click

from netmap.cli.options import asking_options


@click.command("map")
@click.argument("source", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="map.html", show_default=True, help="The file."
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
    """Draw who sits where in SOURCE as one HTML file that needs no network.

    \b
    Example:
      netmap map mine -o map.html --as-of 2026-06-30
    """
    from netmap.analyses import coverage, dominance, issues
    from netmap.cli.opening import day_or_today, open_source, settings_of
    from netmap.maps.build import build_map
    from netmap.maps.layout import place
    from netmap.maps.render import write_map

    when, settings = day_or_today(as_of), settings_of(settings_path)
    opened = open_source(source, strict=strict)
    spec = opened.ask(
        lambda network: build_map(
            network,
            dominance(network, as_of=when, area=area, settings=settings),
            coverage(network, as_of=when, area=area, settings=settings),
            issues(network, as_of=when, area=area, settings=settings),
            source=opened.name,
        )
    )
    written = write_map(place(spec), output)
    click.echo(
        f"Wrote {written}: {', '.join(f'{count.shown} of {count.total} {count.name}' for count in spec.counts)}."
    )
    opened.finish(context)
