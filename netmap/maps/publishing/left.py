"""What was taken away from a map, counted on the way and said on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from netmap.maps.publishing.figures import MASK
from netmap.maps.publishing.profiles import KNOWN_KINDS, KNOWN_TERMS, PERSONAL
from netmap.maps.views.looks import KINDS, TIES
from netmap.model.words import counted, listed

OTHER = ""
"""Stands for every kind and term that no list knows: its name could itself be what is not to be seen."""


@dataclass
class Left:
    """The tally of one map."""

    notes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    personal: int = 0
    findings: int = 0
    grounds: int = 0
    facets: int = 0
    counts: int = 0
    other_days: int = 0
    dates: int = 0
    seats: int = 0
    sizes: int = 0
    masks: int = 0

    def note(self, term: str) -> None:
        """Count a note that stays in."""
        self.notes[term if term in KNOWN_TERMS else OTHER] += 1

    def kind(self, kind: str) -> None:
        """Count a node or tie that stays in for its kind."""
        self.kinds[kind if kind in KNOWN_KINDS else OTHER] += 1

    def finding(self, kind: str) -> None:
        """Count a finding that stays in."""
        self.personal += kind in PERSONAL
        self.findings += kind not in PERSONAL

    def said(self, day: str, least: int) -> Iterator[str]:
        """Say what is left out, a sentence for each thing; nothing where nothing is."""
        if self.people:
            yield f"The names of {_shown(len(self.people), least)} people."
        if self.personal:
            yield f"{counted(self.personal, 'finding')} about single people or single seats."
        if self.findings:
            yield f"{counted(self.findings, 'finding')} of other kinds."
        if self.grounds:
            yield f"Of {counted(self.grounds, 'finding')} the records, sources and contacts that they rest on."
        if self.notes:
            yield f"Notes: {_tally(self.notes, {}, least)}."
        if self.kinds:
            yield f"Records and ties: {_tally(self.kinds, _NAMES, least)}."
        if self.seats:
            yield "Single vacant seats: one mark stands for those of a partnership."
        if self.dates:
            yield f"The dates of seats: who sits where is shown for {day} alone."
        if self.other_days:
            yield f"Records and ties that do not stand on that day: {_shown(self.other_days, least)}."
        if self.sizes:
            yield "Sizes of marks and widths of ties that tell how many seats there are."
        if self.facets or self.counts:
            parts = [counted(each, what) for each, what in ((self.facets, "filter"), (self.counts, "total")) if each]
            yield f"{listed(parts)}: about seats or people, or not listed for these readers."
        if self.masks or 0 < len(self.people) < least:
            yield f"{MASK} stands for a count of seats or people below {least}, or for what would give one away."


_NAMES = {name: f"'{looks.name}'" for kinds in (KINDS, TIES) for name, looks in kinds.items()}


def _tally(found: Counter[str], names: dict[str, str], least: int) -> str:
    """List what is known by its name, the most frequent first, and the rest together."""
    known = sorted((name for name in found if name != OTHER), key=lambda name: (-found[name], name))
    parts = [f"{names.get(name, name)} ({_shown(found[name], least)})" for name in known]
    return listed(
        [*parts, *([f"{_shown(found[OTHER], least)} of other kinds"] if found[OTHER] else [])], len(parts) + 1
    )


def _shown(count: int, least: int) -> str:
    """Give a count, or the mask for one that may be about few seats or people."""
    return f"{count:,}" if count >= least else MASK
