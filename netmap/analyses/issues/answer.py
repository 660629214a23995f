"""Which themes have no owner, or no route to their owner, and how many must leave before the route breaks?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from netmap.analyses.issues.findings import findings_of
from netmap.analyses.issues.routes import Route, either_cut, organisation_cut, person_cut
from netmap.analyses.issues.statuses import (
    CROSS_PARTLY,
    CROSS_UNLINKED,
    MISROUTED,
    NO_OWNER,
    ORPHAN,
    OWNED_UNVOICED,
    status_of,
)
from netmap.analyses.issues.themes import Shared, Themes
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import counted
from netmap.network import Network

COLUMNS = (
    "theme_id",
    "theme",
    "status",
    "known",
    "remit",
    "voiced_in",
    "left_out",
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
    """The status of every theme, with its routes.

    `routes` gives the routes of each theme, `shared` for each pair of partnerships that have any in
    common the people and the organisations that sit on both.
    """

    name = "issues"
    in_short = ("theme", "status", "known", "routes", "person_cut_any", "person_cut_remit", "organisation_cut_remit")
    routes: Mapping[str, tuple[Route, ...]]
    shared: Mapping[tuple[str, str], Shared]


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
        turn the status.
    Raises
        AnalysisError: the area is not known.
    Cost
        Themes times seats in scope.
    Source
        METHODS 6; checked against VOICE-STATUS, VOICE-CUT, SILO.
    """
    themes = Themes(read_seating(network, as_of, area, settings))
    ordered = sorted(themes.tree.ids, key=lambda theme: (themes.names[theme], theme))
    routes = {theme: themes.routes(theme) for theme in ordered}
    table = pd.DataFrame([_row(themes, theme, routes[theme]) for theme in ordered], columns=list(COLUMNS))
    findings = [
        found for row in table.to_dict("records") for found in findings_of(themes, row, routes[row["theme_id"]])
    ]
    return IssuesResult(
        as_of=as_of,
        scope=themes.seating.scope.name,
        parameters=settings.used("mandates", "issues"),
        headline=_headline(table, themes.any_partnership),
        values=_values(table),
        caveats=tuple(_caveats(themes)),
        findings=in_order(findings),
        rows=table,
        routes=routes,
        shared=themes.shared,
    )


def _row(themes: Themes, theme: str, routes: tuple[Route, ...]) -> dict[str, Any]:
    remit, voiced = themes.remit(theme), {route.partnership for route in routes}
    pairs = list(combinations(remit, 2))
    unlinked = [pair for pair in pairs if pair not in themes.shared]
    inside = [route for route in routes if route.partnership in remit]
    status = status_of(remit, voiced, len(unlinked), len(pairs))
    open_seats, open_places = _open(themes, theme, status, remit, voiced)
    ownerless = status in (NO_OWNER, ORPHAN) and (bool(themes.without_remit) or not themes.any_partnership)
    maybe_linked = status == CROSS_UNLINKED and any(pair in themes.possibly_shared for pair in pairs)
    return {
        "theme_id": theme,
        "theme": themes.names[theme],
        "status": status,
        "known": not (open_seats or open_places or ownerless or maybe_linked),
        "remit": remit,
        "voiced_in": sorted(voiced),
        "left_out": [place for place in remit if place not in voiced],
        "unlinked": unlinked,
        "routes": len(routes),
        "person_cut_any": person_cut(routes),
        "person_cut_remit": person_cut(inside),
        "organisation_cut_any": organisation_cut(routes),
        "organisation_cut_remit": organisation_cut(inside),
        "either_cut_any": either_cut(routes),
        "either_cut_remit": either_cut(inside),
        "open_seats": open_seats,
        "open_partnerships": open_places,
    }


def _open(themes: Themes, theme: str, status: str, remit: list[str], voiced: set[str]) -> tuple[int, int]:
    """Count the seats, and the partnerships whose seats are not all listed, that could turn a status."""
    partly = themes.seating.partly_listed
    if status in (MISROUTED, CROSS_PARTLY):
        places = set(remit) - voiced
        return len(themes.open_seats(theme, places)), len(places & partly)
    if status in (ORPHAN, OWNED_UNVOICED):
        return len(themes.open_seats(theme)), len(partly)
    return 0, len(partly & set(remit)) if status == CROSS_UNLINKED else 0


def _headline(table: pd.DataFrame, any_partnership: bool) -> str:
    if table.empty or not any_partnership:
        lacking = "theme" if table.empty else "partnership"
        return f"No {lacking} is recorded, so nothing can be said about where issues go."
    counts = table["status"].value_counts()
    total = counted(len(table), "theme")
    unowned = int(counts.get(NO_OWNER, 0) + counts.get(ORPHAN, 0))
    unheard = int(counts.get(OWNED_UNVOICED, 0) + counts.get(MISROUTED, 0))
    fragile = int((table["person_cut_remit"] == 1).sum())
    unsure = int((~table["known"].astype(bool)).sum())
    said = (
        f"Of {total}, {unowned} {_have(unowned)} no recorded owner and {unheard} {_have(unheard)} an owner but no "
        f"recorded voice there; {fragile} would fall silent there if one person left."
    )
    return said + (
        f" For {unsure} the answer could change, because themes or remits are not recorded." if unsure else ""
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _values(table: pd.DataFrame) -> dict[str, Any]:
    return {
        "themes": len(table),
        "statuses": table["status"].value_counts().sort_index().to_dict(),
        "known": int(table["known"].astype(bool).sum()),
        "single_person_to_remit": int((table["person_cut_remit"] == 1).sum()),
    }


def _caveats(themes: Themes) -> list[str]:
    caveats = themes.seating.scope.caveats()
    places = len(themes.seating.scope.partnerships())
    if themes.without_remit:
        caveats.append(f"{len(themes.without_remit)} of {counted(places, 'partnership')} have no remit recorded.")
    if len(themes.unthemed):
        caveats.append(
            f"No theme is recorded for the organisations behind {counted(len(themes.unthemed), 'seat')}; "
            "where they sit, a theme is not called silent for certain."
        )
    partly = len(themes.seating.partly_listed)
    if partly:
        caveats.append(
            f"The list of seats is not complete for {partly} of {counted(places, 'partnership')}; "
            "no theme is called silent there for certain."
        )
    return caveats
