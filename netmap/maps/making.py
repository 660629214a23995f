"""From a network to finished maps, the way that commands and the Python interface share: views, profile, places."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from netmap.analyses.result import Result
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.maps.ground import Ground
from netmap.maps.spec import INTERNAL, MapSpec
from netmap.maps.views import TABS, build_views
from netmap.network import Network

if TYPE_CHECKING:
    from netmap.maps.layout_file import Layout


def make_maps(
    network: Network,
    *,
    source: str,
    as_of: str,
    area: str | None = None,
    settings: Settings = DEFAULTS,
    view: str | None = None,
    focus: str | None = None,
    steps: int = 1,
    profile: str = INTERNAL,
    kept: Layout | None = None,
    answered: Mapping[str, Result] = MappingProxyType({}),
    tabs: tuple[str, ...] = TABS,
) -> tuple[MapSpec, ...]:
    """Which maps answer what is asked, ready to be written?

    Parameters
        network: the network.
        source: the name of the data, shown on the page.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and weights of the analyses.
        view, focus, steps, tabs: as for `netmap.maps.views.build_views`.
        profile: for whom the map is: internal, partners or public.
        kept: places from an earlier map, as its page saves them; None places every node anew.
        answered: results by name that are at hand, of this network, day, place and settings; the others are worked out.
    Returns
        Map specs with places, without what the profile takes away; the same for equal input.
    Raises
        RenderError: there is no such view or profile, or the view lacks a focus or does not have it on it.
        AnalysisError: the area or the focus is not known.
    Cost
        That of the analyses that the views rest on, and of placing each map.
    Example
        >>> from netmap.shipped import shipped
        >>> from netmap.sources.reading import read_source
        >>> from netmap.stores import open_store
        >>> store, dataset = open_store(), read_source(shipped("datasets") / "anytown")
        >>> _ = store.load(dataset.name, dataset.records)
        >>> maps = make_maps(Network(store), source="anytown", as_of="2026-01-31", view="coverage")
        >>> [(count.name, count.shown, count.total) for count in maps[0].counts][0]
        ('equality groups', 5, 5)
    """
    from netmap.maps.layout import place
    from netmap.maps.publishing import NOTHING_PRIVATE, private_of, published

    private = NOTHING_PRIVATE if profile == INTERNAL else private_of(network)
    least = settings.publishing.least_count
    ground = Ground(network, as_of, area, settings, source, answered)
    specs = build_views(ground, view=view, focus=focus, steps=steps, tabs=tabs)
    return tuple(place(published(spec, profile, least=least, private=private), kept=kept) for spec in specs)
