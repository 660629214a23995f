"""Which themes have no owner, or no route to their owner, and how many must leave before the route breaks?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import pandas as pd

from netmap.analyses.result import HIGH, LOW, MEDIUM, Evidence, Finding, Result, in_order
from netmap.analyses.routes import Route, either_cut, organisation_cut, person_cut
from netmap.analyses.seating import EXPERT, OBSERVER, THIRD_SECTOR, Seating, read_seating
from netmap.analyses.trees import Tree
from netmap.model.words import counted, listed
from netmap.network import Network

OWNED_VOICED, CROSS_VOICED, CROSS_PARTLY, CROSS_UNLINKED = (
    "owned_voiced",
    "cross_cutting_voiced",
    "cross_cutting_partly_voiced",
    "cross_cutting_unlinked",
)
OWNED_UNVOICED, MISROUTED, NO_OWNER, ORPHAN = "owned_unvoiced", "misrouted", "voiced_no_owner", "orphan_silent"
GAPS = (CROSS_PARTLY, CROSS_UNLINKED, OWNED_UNVOICED, MISROUTED, NO_OWNER, ORPHAN)
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
)


@dataclass(frozen=True, kw_only=True)
class IssuesResult(Result):
    """The status of every theme, with its routes.

    `routes` gives the routes of each theme, `shared` for each pair of partnerships the people and the
    organisations that sit on both.
    """

    name = "issues"
    in_short = ("theme", "status", "known", "routes", "person_cut_any", "person_cut_remit", "organisation_cut_remit")
    routes: Mapping[str, tuple[Route, ...]]
    shared: Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass
class _Themes:
    """Remits, carriers and routes over one seating."""

    seating: Seating
    names: Mapping[str, str] = field(init=False)
    places: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = self.seating.network.names("Theme")
        self.places = self.seating.network.names("Partnership")

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.seating.network.table("themes"))

    @cached_property
    def _remits(self) -> dict[str, set[str]]:
        rows = self.seating.network.table("remits")
        rows = rows[rows["partnership_id"].isin(self.seating.scope.partnerships()["id"])]
        return {theme: set(part) for theme, part in rows.groupby("theme_id")["partnership_id"]}

    @cached_property
    def without_remit(self) -> list[str]:
        stated = set().union(*self._remits.values()) if self._remits else set()
        return sorted(set(self.seating.scope.partnerships()["id"]) - stated)

    def remit(self, theme: str) -> list[str]:
        """List the partnerships whose terms of reference have the theme or one above it."""
        return sorted(set().union(*(self._remits.get(each, set()) for each in self.tree.up(theme))))

    @cached_property
    def _voices(self) -> pd.DataFrame:
        """Give the filled seats that may carry a theme: third sector, observers left out."""
        filled = self.seating.filled()
        return filled[(filled["sector"] == THIRD_SECTOR) & (filled["capacity"] != OBSERVER)]

    @cached_property
    def _carried(self) -> dict[str, set[str]]:
        rows = self.seating.network.table("organisation-themes")
        return {theme: set(part) for theme, part in rows.groupby("theme_id")["organisation_id"]}

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """Give for each theme the seats whose current mandate names it."""
        rows = self.seating.mandates
        rows = rows[rows["current"] & (rows["target_kind"] == "Theme")]
        return {theme: set(part) for theme, part in rows.groupby("target_id")["seat_id"]}

    def routes(self, theme: str) -> tuple[Route, ...]:
        """List the seats that carry the theme or one below it, in order of partnership and seat."""
        below = self.tree.down(theme)
        bodies = set().union(*(self._carried.get(each, set()) for each in below))
        named = set().union(*(self._named.get(each, set()) for each in below))
        seats = self._voices
        seats = seats[seats["organisation_id"].isin(bodies) | seats["seat_id"].isin(named)]
        return tuple(
            Route(
                row["seat_id"],
                row["partnership_id"],
                row["representative_id"] or "",
                row["organisation_id"],
                row["capacity"] == EXPERT,
            )
            for row in seats.sort_values(["partnership_id", "seat_id"]).to_dict("records")
        )

    @cached_property
    def open_seats(self) -> pd.DataFrame:
        """Give the seats that might carry any theme: no theme, no sector or no organisation recorded."""
        filled = self.seating.filled()
        filled = filled[filled["capacity"] != OBSERVER]
        themed = set().union(*self._carried.values()) if self._carried else set()
        voice = filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR)
        unsaid = filled["sector"].isna() | ~filled["organisation_id"].isin(themed)
        return filled[voice & unsaid]

    @cached_property
    def shared(self) -> dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]:
        """Give for each pair of partnerships the people and organisations on third-sector seats of both."""
        filled = self.seating.filled()
        filled = filled[filled["sector"] == THIRD_SECTOR]
        people, bodies = (
            {place: set(part.dropna()) for place, part in filled.groupby("partnership_id")[column]}
            for column in ("representative_id", "organisation_id")
        )
        pairs = combinations(sorted(self.seating.scope.partnerships()["id"]), 2)
        return {
            (one, other): (
                tuple(sorted(people.get(one, set()) & people.get(other, set()))),
                tuple(sorted(bodies.get(one, set()) & bodies.get(other, set()))),
            )
            for one, other in pairs
        }

    def unlinked(self, remit: list[str]) -> list[tuple[str, str]]:
        """List the pairs of partnerships that share neither a person nor an organisation."""
        return [pair for pair in combinations(sorted(remit), 2) if not any(self.shared[pair])]


def issues(network: Network, *, as_of: str, area: str | None = None) -> IssuesResult:
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
    Returns
        IssuesResult: its table has one row for each theme in order of name. `known` is False where seats
        of which no theme is recorded could turn the status.
    Raises
        AnalysisError: the area is not known.
    Cost
        Themes times seats in scope.
    Source
        METHODS 6; checked against VOICE-STATUS, VOICE-CUT, SILO.
    """
    themes = _Themes(read_seating(network, as_of, area))
    ordered = sorted(themes.tree.ids, key=lambda theme: (themes.names[theme], theme))
    routes = {theme: themes.routes(theme) for theme in ordered}
    table = pd.DataFrame([_row(themes, theme, routes[theme]) for theme in ordered], columns=list(COLUMNS))
    findings = [found for row in table.to_dict("records") for found in _findings(themes, row, routes[row["theme_id"]])]
    return IssuesResult(
        as_of=as_of,
        scope=themes.seating.scope.name,
        parameters={},
        headline=_headline(table),
        values=_values(table),
        caveats=tuple(_caveats(themes, table)),
        findings=in_order(findings),
        rows=table,
        routes=routes,
        shared=themes.shared,
    )


def status_of(remit: list[str], voiced: set[str], unlinked: int, pairs: int) -> str:
    """Give the status of a theme from its remit, the partnerships where it is voiced, and the links between them.

    Source
        METHODS 6.1 and 11; checked against VOICE-STATUS.
    Example
        >>> status_of(["P3"], {"P2"}, 0, 0)
        'misrouted'
    """
    inside = voiced & set(remit)
    if not remit:
        return NO_OWNER if voiced else ORPHAN
    if not inside:
        return MISROUTED if voiced else OWNED_UNVOICED
    if len(remit) == 1:
        return OWNED_VOICED
    if len(inside) < len(remit):
        return CROSS_PARTLY
    return CROSS_UNLINKED if unlinked == pairs else CROSS_VOICED


def _row(themes: _Themes, theme: str, routes: tuple[Route, ...]) -> dict[str, Any]:
    remit, voiced = themes.remit(theme), {route.partnership for route in routes}
    unlinked = themes.unlinked(remit)
    inside = [route for route in routes if route.partnership in remit]
    status = status_of(remit, voiced, len(unlinked), len(remit) * (len(remit) - 1) // 2)
    open_seats = _open_seats(themes, status, remit, voiced)
    return {
        "theme_id": theme,
        "theme": themes.names[theme],
        "status": status,
        "known": open_seats == 0 and not (status in (NO_OWNER, ORPHAN) and themes.without_remit),
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
    }


def _open_seats(themes: _Themes, status: str, remit: list[str], voiced: set[str]) -> int:
    """Count the seats of which no theme is recorded and that could turn this status."""
    seats = themes.open_seats
    if status in (OWNED_VOICED, CROSS_VOICED, CROSS_UNLINKED, NO_OWNER):
        return 0
    if status in (MISROUTED, CROSS_PARTLY):
        seats = seats[seats["partnership_id"].isin(set(remit) - voiced)]
    return len(seats)


def _headline(table: pd.DataFrame) -> str:
    if table.empty:
        return "No theme is recorded, so nothing can be said about where issues go."
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


def _findings(themes: _Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> list[Finding]:
    found = [_gap(themes, row, routes)] if row["status"] in GAPS else []
    if row["person_cut_remit"] == 1:
        found.append(_single_person(themes, row, routes))
    return found


def _gap(themes: _Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> Finding:
    status = row["status"]
    owners, heard, left = (
        listed([themes.places[each] for each in row[key]]) for key in ("remit", "voiced_in", "left_out")
    )
    statements = {
        ORPHAN: "no partnership has it in its terms of reference, and no seat carries it",
        NO_OWNER: f"it is voiced on {heard}, but no partnership has it in its terms of reference",
        MISROUTED: f"it is voiced on {heard}, but not where it is owned ({owners})",
        OWNED_UNVOICED: f"it is owned by {owners}, and no seat anywhere carries it",
        CROSS_PARTLY: f"it is voiced on {heard}, but also owned where no seat carries it ({left})",
        CROSS_UNLINKED: f"it is voiced on {owners}, which share no person and no organisation",
    }
    unsure = "" if row["known"] else f" This is not certain: {_why_open(themes, row)}."
    actions = {
        ORPHAN: "Find a partnership to take the issue into its terms of reference, and an organisation to carry it.",
        NO_OWNER: f"Ask {heard} or the strategic board to take the issue into its terms of reference.",
        MISROUTED: f"Agree with {heard} how the issue reaches {owners}, or seat a body there that works on it.",
        OWNED_UNVOICED: f"Invite an organisation that works on it to {owners}.",
        CROSS_PARTLY: f"Seat an organisation that works on it on {left}, or agree who relays it.",
        CROSS_UNLINKED: "Agree who carries the issue between these partnerships.",
    }
    return Finding(
        id=f"issue:{row['theme_id']}",
        type=f"theme_{status}",
        severity=LOW if not row["known"] else HIGH if status in (ORPHAN, OWNED_UNVOICED, MISROUTED) else MEDIUM,
        subjects=(row["theme_id"], *row["remit"]),
        statement=f"{_capital(row['theme'])}: {statements[status]}.{unsure}",
        measure="partnerships in the remit where the theme is voiced",
        value=len(row["remit"]) - len(row["left_out"]),
        out_of=len(row["remit"]),
        evidence=_evidence(themes, row, routes),
        would_change=_why_open(themes, row)
        if not row["known"]
        else f"a seat on {left or 'a partnership'} that carries it",
        actions=(actions[status],),
        as_of=themes.seating.as_of,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _why_open(themes: _Themes, row: dict[str, Any]) -> str:
    reasons = []
    if row["open_seats"]:
        reasons.append(
            f"{counted(row['open_seats'], 'seat')} could carry it, and no theme or sector is recorded for them"
        )
    if row["status"] in (NO_OWNER, ORPHAN) and themes.without_remit:
        reasons.append(f"no terms of reference are recorded for {counted(len(themes.without_remit), 'partnership')}")
    return "; ".join(reasons)


def _evidence(themes: _Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> tuple[Evidence, ...]:
    owners = [Evidence(place, f"{themes.places[place]} has the theme in its remit") for place in row["remit"]]
    bodies = themes.seating.network.names("Organisation")
    carried = [
        Evidence(route.seat, f"{bodies[route.organisation]} on {themes.places[route.partnership]}") for route in routes
    ]
    if owners or carried:
        return (*owners, *carried)
    return (Evidence(row["theme_id"], f"{row['theme']} is in no remit, and no seat carries it"),)


def _single_person(themes: _Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> Finding:
    inside = [route for route in routes if route.partnership in row["remit"]]
    owners = listed([themes.places[each] for each in row["remit"]])
    seats = sorted({route.seat for route in inside})
    return Finding(
        id=f"single-person:{row['theme_id']}",
        type="theme_single_person",
        severity=HIGH,
        subjects=(row["theme_id"], *seats),
        statement=f"{_capital(row['theme'])}: if the holder of {' and '.join(seats)} left, the issue "
        f"would have no voice on {owners}.",
        measure="people who must leave before the theme has no voice in its remit",
        value=1,
        out_of=len(inside),
        evidence=_evidence(themes, row | {"remit": row["remit"]}, tuple(inside)),
        would_change="a second person who carries the theme there",
        actions=("Name a deputy, or seat a second organisation that works on it.",),
        as_of=themes.seating.as_of,
    )


def _caveats(themes: _Themes, table: pd.DataFrame) -> list[str]:
    caveats = themes.seating.scope.caveats()
    places = len(themes.seating.scope.partnerships())
    if themes.without_remit:
        caveats.append(f"{len(themes.without_remit)} of {counted(places, 'partnership')} have no remit recorded.")
    if len(themes.open_seats):
        caveats.append(
            f"No theme is recorded for the organisations behind {counted(len(themes.open_seats), 'seat')}; "
            "where they sit, a theme is not called silent for certain."
        )
    return caveats
