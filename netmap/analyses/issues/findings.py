"""What the themes say, in findings: where an issue gets stuck, and where one person carries it alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
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
from netmap.words import words_of

_say = words_of("analyses/issues")


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
        statement=_say("not_certain", statement=_statement(themes, row), reasons=unsure)
        if unsure
        else _statement(themes, row),
        measure=_say("owned_measure") if owned else _say("unowned_measure"),
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
    theme, status = capital(row["theme"]), row["status"]
    if status == ORPHAN:
        return _say("orphan_statement", theme=theme)
    if status == NO_OWNER:
        return _say("no_owner_statement", theme=theme, heard=heard)
    if status == MISROUTED:
        return _say("misrouted_statement", theme=theme, heard=heard, owners=owners)
    if status == OWNED_UNVOICED:
        return _say("unvoiced_statement", theme=theme, owners=owners)
    if status == CROSS_PARTLY:
        return _say("partly_statement", theme=theme, heard=heard, left=left)
    pairs = counted(row["pairs"], "pair")
    return _say("unlinked_statement", theme=theme, owners=owners, unlinked=row["unlinked_pairs"], pairs=pairs)


def _turn(status: str, left: str) -> str:
    if status in (ORPHAN, NO_OWNER):
        return _say("unowned_change")
    if status == CROSS_UNLINKED:
        return _say("unlinked_change")
    return _say("unvoiced_change", left=left)


def _action(told: Told, row: dict[str, Any], left: str) -> str:
    themes, status = told.themes, row["status"]
    owners, heard = (listed([themes.places[each] for each in row[key]]) for key in ("remit", "voiced_in"))
    if status == ORPHAN:
        return _say("orphan_action")
    if status == NO_OWNER:
        return _say("no_owner_action", heard=heard)
    if status == CROSS_UNLINKED:
        return _say("unlinked_action")
    if status == MISROUTED:
        action = _say("misrouted_action", heard=heard, owners=owners)
    elif status == OWNED_UNVOICED:
        action = _say("unvoiced_action", owners=owners)
    else:
        action = _say("partly_action", left=left)
    vacant = listed(themes.vacant(row["left_out"]))
    filled = _say("action_vacant", action=action, seats=vacant) if vacant else action
    return _relayed(themes, filled, told.nearest(row["theme_id"]))


def _relayed(themes: Themes, action: str, relay: Relay | None) -> str:
    """Name the shortest live relay after an action; the action alone where there is none."""
    if relay is None:
        return action
    owner, source = themes.places[relay.owner], themes.places[relay.places[0]]
    names = [name_of(themes, kind, who) for kind, who in zip(relay.kinds, relay.by, strict=True)]
    if len(names) == 1 and relay.kinds[0] == PERSON:
        return _say("action_person", action=action, owner=owner, name=names[0], source=source)
    if len(names) == 1:
        return _say("action_organisation", action=action, owner=owner, name=names[0], source=source)
    stations = [themes.places[place] for place in relay.places[1:]]
    steps = [_say("relay_step", name=name, station=station) for name, station in zip(names, stations, strict=True)]
    way = reduce(lambda before, step: _say("relay_then", steps=before, step=step), steps)
    return _say("action_steps", action=action, source=source, count=len(steps), steps=way)


def _why_open(themes: Themes, row: dict[str, Any]) -> str:
    """Say which records are missing that could turn the status; blank where none could."""
    if row["known"]:
        return ""
    reasons = []
    seats = _open_seats(themes, row)
    if seats:
        reasons.append(_say("reason_holders", seats=listed(seats)))
    if row["open_partnerships"]:
        reasons.append(_say("reason_seats", partnerships=counted(row["open_partnerships"], "partnership")))
    if row["status"] in (NO_OWNER, ORPHAN) and themes.without_remit:
        reasons.append(_say("reason_remits", partnerships=counted(len(themes.without_remit), "partnership")))
    return "; ".join(reasons) or _say("reason_sectors")


def _open_seats(themes: Themes, row: dict[str, Any]) -> list[str]:
    """List the seats that the row counts as open."""
    if not row["open_seats"]:
        return []
    return themes.open_seats(row["theme_id"], row["left_out"] if row["voiced_in"] else None)


def _first(themes: Themes, theme: str, found: Iterable[Evidence], count: int) -> list[Evidence]:
    """Give the first of some evidence, and say how much more there is."""
    most = themes.seating.settings.issues.most_evidence
    more = [Evidence(theme, _say("more_evidence", count=count - most))] if count > most else []
    return [*islice(found, most), *more]


def _evidence(themes: Themes, row: dict[str, Any], routes: tuple[Route, ...]) -> tuple[Evidence, ...]:
    say, bodies, theme = themes.seating.evidence, themes.bodies, row["theme_id"]
    owns = (say(place, _say("owner_evidence", partnership=themes.places[place])) for place in row["remit"])
    carries = (
        say(
            route.seat,
            _say(
                "carrier_evidence",
                organisation=bodies[route.organisation],
                partnership=themes.places[route.partnership],
            ),
        )
        for route in routes
    )
    seats = _open_seats(themes, row)
    opens = (say(seat, _say("open_evidence")) for seat in seats)
    owners = _first(themes, theme, owns, len(row["remit"]))
    carried, unsure = _first(themes, theme, carries, len(routes)), _first(themes, theme, opens, len(seats))
    none = Evidence(row["theme_id"], _say("orphan_evidence", theme=row["theme"]))
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
        statement=_say("no_person_statement", theme=capital(row["theme"]), owners=owners, organisations=joined),
        measure=_say("no_person_measure"),
        value=row["pairs"] - row["pairs_without_person"],
        out_of=row["pairs"],
        evidence=_evidence(themes, row, tuple(route for route in routes if route.partnership in row["remit"])),
        would_change=_say("no_person_change"),
        actions=(_say("no_person_action"),),
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
    theme = capital(row["theme"])
    statement = _say("one_person_statement", theme=theme, seats=" and ".join(seats), owners=owners)
    return Finding(
        id=f"single-person:{row['theme_id']}",
        type="theme_single_person",
        severity=MEDIUM if more else HIGH,
        subjects=(row["theme_id"], *seats),
        statement=_say("one_person_not_certain", statement=statement, seats=counted(more, "seat"))
        if more
        else statement,
        measure=_say("one_person_measure"),
        value=1,
        out_of=len(inside),
        evidence=_evidence(themes, row, inside),
        would_change=_say("one_person_change"),
        actions=(_say("one_person_action"),),
        as_of=themes.seating.as_of,
    )
