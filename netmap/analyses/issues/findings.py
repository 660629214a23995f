"""What the themes say, in findings: where an issue gets stuck, and where one person carries it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from netmap.analyses.issues.links import PERSON, Links
from netmap.analyses.issues.relays import Relay, ThemeRelays, name_of
from netmap.analyses.issues.routes import Route
from netmap.analyses.issues.statuses import (
    CROSS_PARTLY,
    CROSS_UNLINKED,
    CROSS_VOICED,
    GAPS,
    MISROUTED,
    NO_OWNER,
    ORPHAN,
    OWNED_UNVOICED,
)
from netmap.analyses.issues.themes import Themes
from netmap.analyses.result import HIGH, LOW, MEDIUM, Evidence, Finding, capital
from netmap.model.words import counted, listed


@dataclass(frozen=True)
class Told:
    """What the findings are told from: the themes, what joins partnerships, and the relays by theme."""

    themes: Themes
    links: Links
    relays: Mapping[str, ThemeRelays]

    def nearest(self, theme: str) -> Relay | None:
        """Give the relay of a theme with the fewest steps, None where there is none."""
        found = self.relays.get(theme)
        return next((relay for relay in found.nearest if relay.steps), None) if found else None


def findings_of(told: Told, row: dict[str, Any]) -> list[Finding]:
    """Give the findings on one theme, none where no partnership is recorded; `row` is its row of the result."""
    themes = told.themes
    if not themes.any_partnership:
        return []
    routes = themes.routes(row["theme_id"])
    found = [_gap(told, row, routes)] if row["status"] in GAPS else []
    if row["status"] == CROSS_VOICED and row["pairs_without_person"] == row["pairs"]:
        found.append(_nobody_shared(told, row, routes))
    if row["person_cut_remit"] == 1:
        found.append(_single_person(themes, row, routes))
    return found


def _gap(told: Told, row: dict[str, Any], routes: tuple[Route, ...]) -> Finding:
    themes = told.themes
    status, unsure = row["status"], _why_open(themes, row)
    owned = bool(row["remit"])
    left = listed([themes.places[each] for each in row["left_out"]])
    return Finding(
        id=f"issue:{row['theme_id']}",
        type=f"theme_{status}",
        severity=LOW if unsure else HIGH if status in (ORPHAN, OWNED_UNVOICED, MISROUTED) else MEDIUM,
        subjects=(row["theme_id"], *row["remit"]),
        statement=f"{capital(row['theme'])}: {_statement(themes, row)}."
        + (f" This is not certain: {unsure}." if unsure else ""),
        measure="partnerships in the remit where the theme is voiced"
        if owned
        else "partnerships with the theme in their remit",
        value=len(row["remit"]) - len(row["left_out"]),
        out_of=len(row["remit"]) if owned else len(themes.seating.scope.partnerships()),
        evidence=_evidence(themes, row, routes),
        would_change=unsure or _turn(status, left),
        actions=(_action(told, row, left),),
        as_of=themes.seating.as_of,
    )


def _statement(themes: Themes, row: dict[str, Any]) -> str:
    owners, heard, left = (
        listed([themes.places[each] for each in row[key]]) for key in ("remit", "voiced_in", "left_out")
    )
    return {
        ORPHAN: "no partnership has it in its terms of reference, and no seat carries it",
        NO_OWNER: f"it is voiced on {heard}, but no partnership has it in its terms of reference",
        MISROUTED: f"it is voiced on {heard}, but not where it is owned ({owners})",
        OWNED_UNVOICED: f"it is owned by {owners}, and no seat anywhere carries it",
        CROSS_PARTLY: f"it is voiced on {heard}, but also owned where no seat carries it ({left})",
        CROSS_UNLINKED: f"it is voiced on {owners}, which share no person and no organisation "
        f"({row['unlinked_pairs']:,} of {counted(row['pairs'], 'pair')})",
    }[str(row["status"])]


def _turn(status: str, left: str) -> str:
    if status in (ORPHAN, NO_OWNER):
        return "a partnership that has it in its terms of reference"
    if status == CROSS_UNLINKED:
        return "a person or an organisation that sits on two of them"
    return f"a seat on {left} that carries it"


def _action(told: Told, row: dict[str, Any], left: str) -> str:
    themes = told.themes
    owners, heard = (listed([themes.places[each] for each in row[key]]) for key in ("remit", "voiced_in"))
    vacant = listed(themes.vacant(row["left_out"]))
    fill = (f" Vacant there: {vacant}." if vacant else "") + _relayed(themes, told.nearest(row["theme_id"]))
    return {
        ORPHAN: "Find a partnership to take the issue into its terms of reference, and an organisation to carry it.",
        NO_OWNER: f"Ask {heard} or the strategic board to take the issue into its terms of reference.",
        MISROUTED: f"Agree with {heard} how the issue reaches {owners}, or seat a body there that works on it.{fill}",
        OWNED_UNVOICED: f"Invite an organisation that works on it to {owners}.{fill}",
        CROSS_PARTLY: f"Seat an organisation that works on it on {left}, or agree who relays it.{fill}",
        CROSS_UNLINKED: "Agree who carries the issue between these partnerships.",
    }[str(row["status"])]


def _relayed(themes: Themes, relay: Relay | None) -> str:
    """Name the shortest live relay, for an action; blank where there is none."""
    if relay is None:
        return ""
    owner, source = themes.places[relay.owner], themes.places[relay.places[0]]
    names = [name_of(themes, kind, who) for kind, who in zip(relay.kinds, relay.by, strict=True)]
    if len(names) == 1:
        who = "who" if relay.kinds[0] == PERSON else "which"
        return f" Could be relayed to {owner} by {names[0]}, {who} sits there and on {source}."
    stations = [themes.places[place] for place in relay.places[1:]]
    steps = [f"{name} to {station}" for name, station in zip(names, stations, strict=True)]
    return f" Could be relayed from {source} in {len(steps)} steps: by {', then '.join(steps)}."


def _why_open(themes: Themes, row: dict[str, Any]) -> str:
    """Say which records are missing that could turn the status; blank where none could."""
    if row["known"]:
        return ""
    reasons = []
    seats = _open_seats(themes, row)
    if seats:
        reasons.append(f"no theme or sector is recorded for the holder of {listed(seats)}, who could carry it")
    if row["open_partnerships"]:
        reasons.append(f"not every seat is listed of {counted(row['open_partnerships'], 'partnership')}")
    if row["status"] in (NO_OWNER, ORPHAN) and themes.without_remit:
        reasons.append(f"no terms of reference are recorded for {counted(len(themes.without_remit), 'partnership')}")
    return "; ".join(reasons) or "bodies of unrecorded sector sit on several of these partnerships"


def _open_seats(themes: Themes, row: dict[str, Any]) -> list[str]:
    """List the seats that the row counts as open."""
    if not row["open_seats"]:
        return []
    return themes.open_seats(row["theme_id"], row["left_out"] if row["voiced_in"] else None)


def _first(themes: Themes, theme: str, found: Iterable[Evidence], count: int) -> list[Evidence]:
    """Give the first of some evidence, and say how much more there is."""
    most = themes.seating.settings.issues.most_evidence
    more = [Evidence(theme, f"and {count - most:,} more records of this kind")] if count > most else []
    return [*islice(found, most), *more]


def _evidence(themes: Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> tuple[Evidence, ...]:
    say, bodies, theme = themes.seating.evidence, themes.bodies, row["theme_id"]
    owns = (say(place, f"{themes.places[place]} has the theme in its remit") for place in row["remit"])
    carries = (
        say(route.seat, f"{bodies[route.organisation]} on {themes.places[route.partnership]}") for route in routes
    )
    seats = _open_seats(themes, row)
    opens = (say(seat, "open: no theme or sector is recorded for its holder") for seat in seats)
    owners = _first(themes, theme, owns, len(row["remit"]))
    carried, unsure = _first(themes, theme, carries, len(routes)), _first(themes, theme, opens, len(seats))
    none = Evidence(row["theme_id"], f"{row['theme']} is in no remit, and no seat carries it")
    return (*owners, *carried, *unsure) or (none,)


def _nobody_shared(told: Told, row: dict[str, Any], routes: tuple[Route, ...]) -> Finding:
    themes = told.themes
    owners = listed([themes.places[each] for each in row["remit"]])
    bodies = {body for one, other in _first_pairs(row["remit"]) for body in told.links.shared(one, other)[1]}
    joined = listed(sorted(themes.bodies[body] for body in bodies))
    return Finding(
        id=f"no-shared-person:{row['theme_id']}",
        type="theme_no_shared_person",
        severity=LOW,
        subjects=(row["theme_id"], *row["remit"]),
        statement=f"{capital(row['theme'])}: it is voiced on {owners}, and no person on record sits on two of them, "
        f"only organisations. They are {joined}.",
        measure="pairs of partnerships in the remit that share a person",
        value=row["pairs"] - row["pairs_without_person"],
        out_of=row["pairs"],
        evidence=_evidence(themes, row, tuple(route for route in routes if route.partnership in row["remit"])),
        would_change="a person who sits on two of them",
        actions=("Agree who of these organisations carries the issue between the partnerships.",),
        as_of=themes.seating.as_of,
    )


def _first_pairs(remit: list[str]) -> list[tuple[str, str]]:
    """Give enough pairs of a remit to name who joins them."""
    return list(islice(combinations(remit, 2), 50))


def _single_person(themes: Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> Finding:
    inside = tuple(route for route in routes if route.partnership in row["remit"])
    owners = listed([themes.places[each] for each in row["remit"]])
    seats = sorted(route.seat for route in inside)
    more = themes.count_open(row["theme_id"], row["remit"])
    unsure = f" {counted(more, 'seat')} there could carry it too; that is not recorded." if more else ""
    return Finding(
        id=f"single-person:{row['theme_id']}",
        type="theme_single_person",
        severity=MEDIUM if more else HIGH,
        subjects=(row["theme_id"], *seats),
        statement=f"{capital(row['theme'])}: if the holder of {' and '.join(seats)} left, the issue "
        f"would have no voice on {owners}.{unsure}",
        measure="people who must leave before the theme has no voice in its remit",
        value=1,
        out_of=len(inside),
        evidence=_evidence(themes, row, inside),
        would_change="a second person who carries the theme there",
        actions=("Name a deputy, or seat a second organisation that works on it.",),
        as_of=themes.seating.as_of,
    )
