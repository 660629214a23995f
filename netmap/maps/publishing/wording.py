"""Texts as a profile lets them out: nobody named, small counts masked, the names of records whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from netmap.maps.publishing.figures import masked
from netmap.maps.publishing.private import SOME_SEATS, SOMEBODY, Names, Private, unnamed
from netmap.maps.publishing.profiles import UNCOUNTED
from netmap.maps.spec import MapSpec


class Tally(Protocol):
    """Where it is counted what was put in other words."""

    masks: int
    people: set[str]


class Wording:
    """How the texts of one map or report are put for others."""

    def __init__(self, names: Iterable[str], private: Private, least: int, left: Tally, *, singly: bool) -> None:
        """Take the names of records, which stay whole; `singly`: readers may see single seats and small counts."""
        spared = frozenset(names)
        self._spared = Names(spared)
        self._people = Names(private.people)
        self._names = Names({*spared, *private.people, *private.seats})
        seats = () if singly else private.seats
        self._instead = ((self._spared, ""), (self._people, SOMEBODY), (Names(seats), SOME_SEATS))
        self._least, self._left = 0 if singly else least, left
        self._said: dict[str, tuple[str, int]] = {}

    def prose(self, text: str) -> str:
        """Put a text without the names of people and single seats, its small counts masked."""
        if text not in self._said:
            plain = unnamed(text, self._names, self._instead)
            self._said[text] = masked(plain, self._least, self._spared.within(plain))
        said, count = self._said[text]
        self._left.masks += count
        return said

    def note(self, term: str, text: str) -> str:
        """Put the text of a note that may go out; one whose term says that it names things stays as it is."""
        return text if term in UNCOUNTED else self.prose(text)

    def count_names(self, text: str) -> None:
        """Count the people who are named in a text that stays in."""
        self._left.people |= {text[start:end] for start, end in self._people.within(text)}


def names_on(spec: MapSpec) -> Iterable[str]:
    """Give what is called by a name on the map, and whose figures count nothing."""
    yield from (spec.scope, spec.source)
    for node in spec.nodes:
        if not node.id.startswith("seat:"):
            yield node.name
            yield from (value for _, values in node.facets for value in values)
