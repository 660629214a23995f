"""`netmap map`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from netmap.cli.options import asking_options
from netmap.model.words import INTERNAL, PROFILE_WORDS, VIEW_NAMES, shown_of

if TYPE_CHECKING:
    from netmap.maps.layout_file import Layout


@click.command("map")
@click.argument("source", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="map.html", show_default=True, help="The file."
)
@click.option(
    "--view",
    type=click.Choice(list(VIEW_NAMES)),
    help="One question alone; a page of all that have something to show, if left out.",
)
@click.option(
    "--focus", metavar="NAME", help="The partnership, organisation, group or theme to look at, by name or id."
)
@click.option(
    "--steps",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help="How many ties away from the focus something may be.",
)
@click.option(
    "--layout",
    "layout_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the places that a page of an earlier map saved in this file.",
)
@click.option(
    "--publish",
    "profile",
    type=click.Choice(list(PROFILE_WORDS)),
    default=INTERNAL,
    show_default=True,
    help="Who may see it; the page says what is left out for them.",
)
@asking_options
@click.pass_context
def command(
    context: click.Context,
    source: str | None,
    output: Path,
    view: str | None,
    focus: str | None,
    steps: int,
    layout_path: Path | None,
    profile: str,
    as_of: str | None,
    area: str | None,
    settings_path: Path | None,
    strict: bool,
) -> None:
    """Draw who sits where in SOURCE, and for whom, as one HTML file that needs no network.

    The page has a tab for each question: overview, dominance, coverage, funding and issue. --view partnership and
    --view organisation are about the record that --focus names.

    \b
    Example:
      netmap map mine -o map.html --as-of 2026-06-30
      netmap map mine --view partnership --focus "Health and wellbeing" --as-of 2026-06-30 -o board.html
      netmap map mine --publish public -o public.html
    """
    from netmap.cli.opening import day_or_today, open_source, settings_of
    from netmap.maps.making import make_maps
    from netmap.maps.render import write_maps

    when, settings = day_or_today(as_of), settings_of(settings_path)
    kept = _kept(layout_path) if layout_path else None
    opened = open_source(source, strict=strict)
    specs = opened.ask(
        lambda network: make_maps(
            network,
            source=opened.name,
            as_of=when,
            area=area,
            settings=settings,
            view=view,
            focus=focus,
            steps=steps,
            profile=profile,
            kept=kept,
        )
    )
    written = write_maps(specs, output)
    for spec in specs:
        shown = [shown_of(each.shown, each.total, each.name) for each in spec.counts]
        click.echo(f"{VIEW_NAMES[spec.view]}: {', '.join(shown)}.")
        if kept:
            click.echo(f"Layout: {kept.used(spec).sentence}")
    click.echo(f"Wrote {written}.")
    opened.finish(context)


def _kept(path: Path) -> Layout:
    """Read the places of an earlier map."""
    from netmap.maps.layout_file import read_layout

    return read_layout(path)
