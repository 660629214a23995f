"""Two ways of counting the same seats: who holds them, and for whom they speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from netmap.analyses.seating import Seating
from netmap.measures.concentration import Concentration, concentration, missing_bounds

Held = tuple[str, str]
"""A seat and the organisation that holds it."""


@dataclass(frozen=True)
class View:
    """One way of counting: who holds the seats, or for whom they speak.

    `counts` gives seats (or shares of seats) by organisation, largest first; `bounds` the lowest and
    highest HHI and CR1 when seats with an unknown holder are dealt out.
    """

    name: str
    counts: Mapping[str, float]
    measures: Concentration
    bounds: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Voices:
    """Counts any set of seats of one seating in each view."""

    seating: Seating

    def views(self, held: Sequence[Held], unknown: int) -> dict[str, View]:
        """Give the holder, voice and consolidated view of some seats; `unknown` more have no known holder."""
        holders = summed((body, 1) for _, body in held)
        parents = self.seating.parents
        together = summed((parents.get(body, body), seats) for body, seats in holders.items())
        heard = summed(share for seat, holder in held for share in self._shares(seat, holder))
        return {
            "holders": _view("holders", holders, missing_bounds(list(holders.values()), unknown)),
            "voice": _view("voice", {body: share for body, share in heard.items() if share > 0}),
            "consolidated": _view("consolidated", together),
        }

    def _shares(self, seat: str, holder: str) -> Iterable[tuple[str, float]]:
        """Share a seat over its mandates, and each mandate over its constituency."""
        mandates = self._mandates.get(seat)
        if mandates is None:
            yield holder, 1.0
            return
        for kind, target, strength in mandates:
            constituency = self.seating.constituency(kind, target)
            passed = strength if constituency else 0.0
            yield holder, (1 - passed) / len(mandates)
            for body in sorted(constituency) if passed else ():
                yield body, passed / len(constituency) / len(mandates)

    @cached_property
    def _mandates(self) -> dict[str, list[tuple[str, str, float]]]:
        found: dict[str, list[tuple[str, str, float]]] = {}
        rows = self.seating.mandates[["seat_id", "target_kind", "target_id", "strength"]]
        for seat, *mandate in rows.itertuples(index=False):
            found.setdefault(seat, []).append((mandate[0], mandate[1], mandate[2]))
        return found


def _view(name: str, counts: dict[str, float], bounds: Mapping[str, tuple[float, float] | None] | None = None) -> View:
    return View(name, counts, concentration(list(counts.values())), bounds or {})


def summed(shares: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Add up shares by organisation, largest first."""
    counts: dict[str, float] = {}
    for body, share in shares:
        counts[body] = counts.get(body, 0) + share
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
