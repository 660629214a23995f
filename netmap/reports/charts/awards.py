"""The awards that a picture of funding shows: what each pays for, from when until when, and where two may pay twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from netmap.analyses.duplication import DuplicationResult
from netmap.analyses.duplication.overlaps import Overlap
from netmap.analyses.duplication.register import dates, read_register
from netmap.analyses.scope import Scope
from netmap.network import Network

Stretch = tuple[date, date]
"""A day, and the first day after."""


@dataclass(frozen=True)
class Award:
    """One award for one function; a day that is not recorded is None, `twice` are the stretches that may pay twice."""

    id: str
    function: str
    funder: str
    recipient: str
    start: date | None
    end: date | None
    twice: tuple[Stretch, ...]

    @property
    def is_open(self) -> bool:
        """Say whether a day is missing."""
        return self.start is None or self.end is None

    def runs(self, day: date) -> bool:
        """Say whether it runs on a day, or may because a day is missing."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def read_awards(result: DuplicationResult, network: Network, area: str | None) -> list[Award]:
    """List the awards that `duplication` compared and that say what they pay for, once for each function.

    Returns
        Awards by function, functions in which two may pay twice first; within one by start, then by id.
    """
    register = read_register(network, Scope(network, area or result.scope or None))
    bodies, functions = network.names("Organisation"), network.names("EngagementFunction")
    overlaps = _by_award(result.overlaps)
    columns = (register.rows[name] for name in ("award_id", "funder", "recipient", "start", "end"))
    named = (register.functions.members[code] for code in register.functions.codes)
    found = []
    for award, payer, payee, start, end, own in zip(*columns, named, strict=True):
        funder, recipient = (bodies.get(register.bodies[body], register.bodies[body]) for body in (payer, payee))
        for function in own:
            twice = _twice(award, _about(overlaps.get(award, []), function, own))
            label = functions.get(function, function)
            found.append(Award(award, label, funder, recipient, _day(start), _day(end), twice))
    grave = {each.function for each in found if each.twice}
    return sorted(found, key=lambda each: (each.function not in grave, each.function, each.start or date.min, each.id))


def _by_award(overlaps: Iterable[Overlap]) -> dict[str, list[Overlap]]:
    found: dict[str, list[Overlap]] = {}
    for overlap in overlaps:
        for award in overlap.awards:
            found.setdefault(award, []).append(overlap)
    return found


def _about(overlaps: Iterable[Overlap], function: str, named: tuple[str, ...]) -> Iterator[Overlap]:
    """Choose the overlaps in a function; one in a function below those that the award names is about all of them."""
    return (each for each in overlaps if function in each.functions or not set(named) & set(each.functions))


def _twice(award: str, overlaps: Iterable[Overlap]) -> tuple[Stretch, ...]:
    """Give the stretches in which the award runs beside another that it forms a candidate pair with, joined."""
    stretches: list[Stretch] = []
    for overlap in overlaps:
        others = {each for pair in overlap.pairs if award in pair for each in pair} - {award}
        parts = (part for part in overlap.segments if award in part.active and others.intersection(part.active))
        stretches += [(part.start, part.end) for part in parts]
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _day(number: float) -> date | None:
    return None if number != number else dates([number])[0]
