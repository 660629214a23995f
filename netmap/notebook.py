"""The whole way from a source to a map, for notebooks and scripts."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from netmap.analyses.settings import Settings
from netmap.errors import InputError
from netmap.maps.drawn import DrawnMaps
from netmap.maps.layout_file import Layout, read_layout
from netmap.maps.making import make_maps
from netmap.maps.spec import INTERNAL
from netmap.model.dates import read_day
from netmap.model.words import listed
from netmap.network import Network
from netmap.opening import open_at, settings_of
from netmap.sources.ledger import Ledger

SHOWN_REFUSALS = 5

Draw = Callable[[Network, str], DrawnMaps]


def map(
    source: str | Path | Network | nx.MultiDiGraph[Any],
    *,
    view: str | None = None,
    focus: str | None = None,
    steps: int = 1,
    as_of: str | datetime.date | None = None,
    area: str | None = None,
    publish: str = INTERNAL,
    layout: str | Path | None = None,
    settings: Settings | str | Path | None = None,
) -> DrawnMaps:
    """Who speaks for whom, as a map that shows itself in a notebook and saves to a file?

    Parameters
        source: a dataset folder, a workbook, a store file, the address of a Neo4j server, a `netmap.network.Network`,
            or a `networkx.MultiDiGraph` of the documented shape, which is not changed.
        view: one question alone: overview, partnership, organisation, dominance, coverage, funding or issue; None
            means a page with a tab for each that has something to show.
        focus: the partnership, organisation, group or theme to look at, by name or id; None means everything.
        steps: 1 to 3, how many ties away from the focus something may be.
        as_of: the day to look at; None means today.
        area: a place by name or id; None means everywhere.
        publish: who may see it: internal, partners or public; the page says what is left out.
        layout: a file of places that an earlier page saved; None places everything anew.
        settings: thresholds, or a file of them; None means a netmap.toml here, else the usual ones.
    Returns
        DrawnMaps: `.save(path)`, `.html`, `.to_json()`, `.specs`.
    Raises
        NetmapError: the source cannot be read, or the view, focus, day, area, profile or a file makes no sense.
    Cost
        That of reading the source and of the analyses that the views rest on; warns of rows that were refused.
    Example
        >>> from netmap.shipped import shipped
        >>> drawn = map(shipped("datasets") / "anytown", view="coverage", as_of="2026-01-31")
        >>> drawn.specs[0].title
        'Which groups have a voice, and where: anytown'
    """
    chosen = settings if isinstance(settings, Settings) else settings_of(Path(settings) if settings else None)
    kept, day = read_layout(Path(layout)) if layout else None, _day(as_of)

    def draw(network: Network, name: str) -> DrawnMaps:
        """Draw the network that a source turned out to be."""
        made = make_maps(
            network,
            source=name,
            as_of=day,
            area=area,
            settings=chosen,
            view=view,
            focus=focus,
            steps=steps,
            profile=publish,
            kept=kept,
        )
        return DrawnMaps(made)

    drawn, ledger = _drawn(source, draw)
    for said in (*_of_refusals(ledger), *_of_layout(kept, drawn)):
        warnings.warn(said, stacklevel=2)
    return drawn


def _drawn(source: str | Path | Network | nx.MultiDiGraph[Any], draw: Draw) -> tuple[DrawnMaps, Ledger | None]:
    """Draw a source, and give the ledger of reading it where it was read from tables."""
    if isinstance(source, nx.Graph):
        source = Network.from_networkx(source)
    if isinstance(source, Network):
        return draw(source, listed(source.datasets()) or "nothing"), None
    opened = open_at(str(source))
    try:
        return opened.ask(lambda network: draw(network, opened.name)), opened.ledger
    finally:
        opened.store.close()


def _day(as_of: str | datetime.date | None) -> str:
    if isinstance(as_of, datetime.date):
        return as_of.isoformat()[:10]
    day = datetime.date.today() if as_of is None else read_day(as_of)
    if day is None:
        raise InputError(f"{as_of} is not a full date.", "Write 2026-03-09.")
    return day.isoformat()


def _of_refusals(ledger: Ledger | None) -> list[str]:
    """Say how many rows were refused, and of the first of them where, why, and what would be right."""
    if ledger is None or not ledger.refused():
        return []
    first = [f"{each.address()}: {each.reason}. {each.fix}" for each in ledger.refusals[:SHOWN_REFUSALS]]
    more = ledger.refused() - len(first)
    said = " ".join([*first, *([f"And {more} more: `netmap check` lists them all."] if more > 0 else [])])
    return [f"{ledger.refused()} row(s) were refused; everything else is taken. {said}"]


def _of_layout(kept: Layout | None, drawn: DrawnMaps) -> list[str]:
    """Say which places of a layout are of nothing on a map."""
    used = [kept.used(spec) for spec in drawn.specs] if kept else []
    return [each.sentence for each in used if each.not_on_map]
