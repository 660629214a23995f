"""Which themes have no owner, or no route to their owner, and how many must leave before the route breaks?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.collecting import without_collecting
from netmap.analyses.issues.brokers import brokers
from netmap.analyses.issues.findings import Told, findings_of
from netmap.analyses.issues.forums import Forums
from netmap.analyses.issues.links import Links, RemitLinks
from netmap.analyses.issues.paths import Paths
from netmap.analyses.issues.relays import Relays, ThemeRelays, relay_table
from netmap.analyses.issues.routes import Route
from netmap.analyses.issues.saying import caveats_of, headline_of, values_of
from netmap.analyses.issues.single_points import single_points
from netmap.analyses.issues.statuses import (
    CROSS_PARTLY,
    CROSS_UNLINKED,
    MISROUTED,
    NO_OWNER,
    ORPHAN,
    OWNED_UNVOICED,
    status_of,
)
from netmap.analyses.issues.themes import Themes
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.network import Network

COLUMNS = (
    "theme_id",
    "theme",
    "status",
    "known",
    "remit",
    "voiced_in",
    "left_out",
    "pairs",
    "unlinked_pairs",
    "pairs_without_person",
    "unlinked",
    "routes",
    "person_cut_any",
    "person_cut_remit",
    "organisation_cut_any",
    "organisation_cut_remit",
    "either_cut_any",
    "either_cut_remit",
    "open_seats",
    "open_partnerships",
)


@dataclass(frozen=True, kw_only=True)
class IssuesResult(Result):
    """The status of every theme, with the routes of each."""

    name = "issues"
    in_short = ("theme", "status", "known", "routes", "person_cut_any", "person_cut_remit", "organisation_cut_remit")
    routes: Mapping[str, tuple[Route, ...]]


@without_collecting()
def issues(network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS) -> IssuesResult:
    """Does every issue reach a partnership that owns it, and what would break the way there?

    Definition: remit = the partnerships whose terms of reference have the theme or one above it; voice
    = the partnerships reached by theme -> organisation -> third-sector seat, or by a seat whose current
    mandate names the theme. The status follows from both. Cuts: the fewest people, organisations, or
    either, that must leave before no route is left, to anywhere and to the remit; unit people or
    organisations, infinite where a route names nobody.
    Isolated and vacant: a vacant seat carries nothing; a theme without organisation has cuts of 0.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds, in the sections `mandates` and `issues`.
    Returns
        IssuesResult: its table has one row for each theme in order of name. `known` is False where
        seats of which no theme or sector is recorded, seats not listed or remits not recorded could
        turn the status; `unlinked` names the first pairs of the remit that share nobody, `unlinked_pairs`
        counts them all. Details: `paths`, `routes`, `brokers`, `relays`, `links`, `forums`, `single_points`.
    Raises
        AnalysisError: the area is not known.
    Cost
        Seats in scope, routes of all themes, and the pairs of partnerships within each remit.
    Source
        METHODS 6; checked against VOICE-STATUS, VOICE-CUT, SILO.
    """
    themes = Themes(read_seating(network, as_of, area, settings))
    links = Links(themes)
    ordered = sorted(themes.tree.ids, key=lambda theme: (themes.names[theme], theme))
    joined = {theme: links.within(themes.remit(theme)) for theme in ordered}
    table = pd.DataFrame([_row(themes, theme, joined[theme]) for theme in ordered], columns=list(COLUMNS))
    relays = _relays(themes, links, table)
    told = Told(themes, links, relays)
    findings = [found for row in table.to_dict("records") for found in findings_of(told, row)]
    details = _details(themes, relays) | {"links": links.table(joined)}
    return IssuesResult(
        as_of=as_of,
        scope=themes.seating.scope.name,
        parameters=settings.used("mandates", "issues"),
        headline=headline_of(table, themes.any_partnership),
        values=values_of(table, links, relays, details["single_points"]),
        caveats=tuple(caveats_of(themes, links, table, details, relays)),
        findings=in_order(findings),
        rows=table,
        details={**details, "single_points": details["single_points"].head(settings.issues.most_single_points)},
        routes={theme: themes.routes(theme) for theme in ordered},
    )


def _relays(themes: Themes, links: Links, table: pd.DataFrame) -> dict[str, ThemeRelays]:
    """Look for relays for every theme that is voiced, and not wherever it is owned."""
    finder = Relays(themes, links)
    found = {row["theme_id"]: finder.of(row["theme_id"], row["left_out"]) for row in table.to_dict("records")}
    return {theme: relays for theme, relays in found.items() if relays.distances}


def _details(themes: Themes, relays: Mapping[str, ThemeRelays]) -> dict[str, pd.DataFrame]:
    paths = Paths(themes)
    return {
        "paths": paths.table(),
        "routes": paths.routes(),
        "brokers": brokers(themes),
        "relays": relay_table(themes, relays),
        "forums": Forums(themes).table(),
        "single_points": single_points(themes.seating, themes),
    }


def _row(themes: Themes, theme: str, joined: RemitLinks) -> dict[str, Any]:
    routes, remit = themes.routes(theme), themes.remit(theme)
    voiced = {route.partnership for route in routes}
    anywhere, inside = themes.cuts(theme), themes.cuts(theme, remit)
    status = status_of(remit, voiced, joined.unlinked, joined.pairs)
    open_seats, open_places = _open(themes, theme, status, remit, voiced)
    ownerless = status in (NO_OWNER, ORPHAN) and (bool(themes.without_remit) or not themes.any_partnership)
    maybe_linked = status == CROSS_UNLINKED and joined.possibly
    return {
        "theme_id": theme,
        "theme": themes.names[theme],
        "status": status,
        "known": not (open_seats or open_places or ownerless or maybe_linked),
        "remit": remit,
        "voiced_in": sorted(voiced),
        "left_out": [place for place in remit if place not in voiced],
        "pairs": joined.pairs,
        "unlinked_pairs": joined.unlinked,
        "pairs_without_person": joined.without_person,
        "unlinked": list(joined.named),
        "routes": len(routes),
        "person_cut_any": anywhere.person,
        "person_cut_remit": inside.person,
        "organisation_cut_any": anywhere.organisation,
        "organisation_cut_remit": inside.organisation,
        "either_cut_any": anywhere.either,
        "either_cut_remit": inside.either,
        "open_seats": open_seats,
        "open_partnerships": open_places,
    }


def _open(themes: Themes, theme: str, status: str, remit: list[str], voiced: set[str]) -> tuple[int, int]:
    """Count the seats, and the partnerships whose seats are not all listed, that could turn a status."""
    partly = themes.seating.partly_listed
    if status in (MISROUTED, CROSS_PARTLY):
        places = set(remit) - voiced
        return themes.count_open(theme, places), len(places & partly)
    if status in (ORPHAN, OWNED_UNVOICED):
        return themes.count_open(theme), len(partly)
    return 0, len(partly & set(remit)) if status == CROSS_UNLINKED else 0
