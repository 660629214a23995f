"""The way of each issue that gets stuck: from where it is voiced, over whom, to a partnership that owns it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from netmap.analyses.issues import IssuesResult
from netmap.analyses.seating import THIRD_SECTOR, read_seating
from netmap.network import Network

LINKED, APART, BROKEN, NOT_SOUGHT = "linked", "apart", "broken", "not_sought"
"""Somebody sits on both ends; nobody does; no route is on record; routes were not worked out."""
_STUCK = "issue:"
"""How the ids of findings on issues that get stuck begin."""

Sitting = Mapping[str, tuple[frozenset[str], frozenset[str]]]
"""The people and the organisations on the third-sector seats of each partnership."""


@dataclass(frozen=True)
class Way:
    """One issue that gets stuck, as a route diagram shows it.

    `voiced` and `owners` name partnerships, the end of the way first; none means that there is none on record.
    `people` and `bodies` count for each step the people and the organisations that sit on both its ends, `through`
    names what lies between, `breaks` counts the people without any one of whom the way is broken.
    """

    issue: str
    status: str
    is_certain: bool
    voiced: tuple[str, ...]
    owners: tuple[str, ...]
    link: str
    through: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    breaks: int = 0


def read_ways(result: IssuesResult, network: Network) -> list[Way]:
    """List the issues that `issues` finds stuck, the gravest first, each with its nearest way to an owner."""
    rows = {row["theme_id"]: row for row in result.rows.to_dict("records")}
    relays: dict[str, dict[Any, Any]] = {}
    for relay in result.details["relays"].to_dict("records"):
        relays.setdefault(relay["theme_id"], relay)
    names, sitting = network.names("Partnership"), _sitting(network, result.as_of)
    stuck = [finding.subjects[0] for finding in result.findings if finding.id.startswith(_STUCK)]
    return [_way(rows[theme], relays.get(theme), names, sitting) for theme in stuck]


def _sitting(network: Network, as_of: str) -> Sitting:
    filled = read_seating(network, as_of).filled
    seats = filled[filled["sector"] == THIRD_SECTOR]
    columns = (seats[name] for name in ("partnership_id", "representative_id", "organisation_id"))
    found: dict[str, tuple[set[str], set[str]]] = {}
    for place, person, body in zip(*columns, strict=True):
        people, bodies = found.setdefault(place, (set(), set()))
        people.update([person] if person else [])
        bodies.update([body] if body else [])
    return {place: (frozenset(people), frozenset(bodies)) for place, (people, bodies) in found.items()}


def _way(row: Mapping[str, Any], relay: Mapping[str, Any] | None, names: Mapping[str, str], sitting: Sitting) -> Way:
    about = (row["theme"], row["status"], bool(row["known"]))
    if relay and relay["from_id"]:
        places = [relay["from_id"], *relay["through"], relay["partnership_id"]]
        shared = [_shared(one, other, sitting) for one, other in pairwise(places)]
        return Way(
            *about,
            voiced=_named([places[0], *row["voiced_in"]], names),
            owners=_named([places[-1], *row["left_out"]], names),
            link=LINKED,
            through=_named(places[1:-1], names),
            people=tuple(people for people, _ in shared),
            bodies=tuple(bodies for _, bodies in shared),
            breaks=len(relay["breaks_if_leaves_ids"]),
        )
    if row["unlinked"]:
        one, other = row["unlinked"][0]
        elsewhere = [place for place in row["voiced_in"] if place != other]
        return Way(*about, voiced=_named([one, *elsewhere], names), owners=_named([other], names), link=APART)
    sought = relay is not None or not (row["voiced_in"] and row["left_out"])
    voiced, owners = _named(row["voiced_in"], names), _named(row["remit"], names)
    return Way(*about, voiced=voiced, owners=owners, link=BROKEN if sought else NOT_SOUGHT)


def _shared(one: str, other: str, sitting: Sitting) -> tuple[int, int]:
    """Count the people and the organisations that sit on both of two partnerships."""
    nobody: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    people, bodies = (len(a & b) for a, b in zip(sitting.get(one, nobody), sitting.get(other, nobody), strict=True))
    return people, bodies


def _named(places: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(place, place) for place in dict.fromkeys(places))
