"""Through whom an issue runs: the people and organisations that most of its routes need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.analyses.issues.links import ORGANISATION, PERSON
from netmap.analyses.issues.themes import Themes

BROKER_COLUMNS = (
    "theme_id",
    "theme",
    "kind",
    "id",
    "name",
    "routes",
    "partnerships",
    "betweenness",
    "reached",
    "share",
    "rank",
)


def brokers(themes: Themes) -> pd.DataFrame:
    """Through whom does each issue run?

    Definition: betweenness of people and organisations on the shortest ways from the theme to the
    partnerships where it is voiced, in the directed layers theme - organisation - seat - partnership: for each
    partnership the part of its routes that run through them, summed. `share` is that sum out of the
    partnerships reached, range 0 (exclusive) to 1: everything everywhere runs through them. All routes are
    equally long in these layers, so the sum is exact without a search; areas and other themes play no part.
    Direction: theme to partnership. Weight: none.
    Isolated and vacant: who carries nothing has no row; a seat that names no person counts for its organisation.

    Returns
        By theme, organisations before people, the highest first; `most_routes` of each kind.
    Cost
        Routes.
    Source
        METHODS 6.4 (brokers of a theme); checked against networkx.betweenness_centrality_subset.
    """
    most = themes.seating.settings.issues.most_routes
    rows: list[dict[str, object]] = []
    for theme in themes.ids:
        routes = themes.routes(theme)
        places = [route.partnership for route in routes]
        said = {"theme_id": theme, "theme": themes.names[theme]}
        for kind, holders, names in (
            (ORGANISATION, [route.organisation for route in routes], themes.bodies),
            (PERSON, [route.person or None for route in routes], themes.people),
        ):
            found = betweenness(places, holders, most)
            rows += [{**said, "kind": kind, "name": names[each.id], **vars(each)} for each in found]
    return pd.DataFrame(rows, columns=list(BROKER_COLUMNS))


@dataclass(frozen=True)
class Broker:
    """One holder and what runs through them: routes, partnerships, and their part of all partnerships reached."""

    id: str
    routes: int
    partnerships: int
    betweenness: float
    reached: int
    share: float
    rank: int


def betweenness(places: Sequence[str], holders: Sequence[str | None], most: int | None = None) -> list[Broker]:
    """What part of the routes to each partnership runs through each holder?

    Definition: see `brokers`. `places` and `holders` have one entry for each route; None is nobody and left out.
    Returns
        The highest first, then by id; `most` of them, None means all.
    Example
        >>> for each in betweenness(["P", "P", "Q"], ["Ann", "Bob", "Ann"]):
        ...     print(each.id, each.betweenness, each.reached, each.share)
        Ann 1.5 2 0.75
        Bob 0.5 2 0.25
    """
    place, names = pd.factorize(np.asarray(places, dtype=object))
    holder, ids = pd.factorize(np.asarray(holders, dtype=object), sort=True)
    part = 1 / np.bincount(place)[place] if len(place) else np.empty(0)
    known = holder >= 0
    total = np.bincount(holder[known], part[known], len(ids)).round(12)
    routes = np.bincount(holder[known], minlength=len(ids))
    boards = np.bincount(np.unique(holder[known] * len(names) + place[known]) // max(len(names), 1), minlength=len(ids))
    rising = np.sort(total)
    rank = 1 + len(ids) - np.searchsorted(rising, total, "right")
    order = np.argsort(rank, kind="stable")[:most].tolist()
    return [
        Broker(
            str(ids[each]),
            int(routes[each]),
            int(boards[each]),
            float(total[each]),
            len(names),
            float(total[each]) / len(names),
            int(rank[each]),
        )
        for each in order
    ]
