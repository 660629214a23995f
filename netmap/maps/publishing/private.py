"""What names people and single seats: found wherever it stands in a text, and put in words that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netmap.network import Network

Place = tuple[int, int]
SOMEBODY, SOME_SEATS = "one or more people", "one or more seats"

_WORD = re.compile(r"\w+|[^\w\s]")
_JOINT, _MORE = re.compile(r",? and |, "), re.compile(r" and \d+ more\b")
SHORTEST = 2
"""A name of one letter stands everywhere and points to nobody."""


@dataclass(frozen=True)
class Private:
    """The names of all people and the ids of all seats of a network."""

    people: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()


NOTHING_PRIVATE = Private()


def private_of(network: Network) -> Private:
    """Whose names, and the ids of which seats, are never to stand in a text?

    Parameters
        network: the network.
    Returns
        Private: every person who holds or held a seat, by name and id, and every seat.
    Cost
        Two projections.
    """
    holders = network.table("holders")
    people = frozenset(holders["representative"].dropna()) | frozenset(holders["representative_id"].dropna())
    return Private(people, frozenset(network.table("seats")["seat_id"].dropna()))


class Names:
    """Some names, found in texts in one pass; the longest that fits wins, and only whole words count."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name for each in names if len(each) >= SHORTEST for name in (each, each[:1].upper() + each[1:])}
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            first = _WORD.search(name)
            if first and not first.start():
                lengths.setdefault(first.group(), set()).add(len(name))
        self._lengths = {word: sorted(each, reverse=True) for word, each in lengths.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def within(self, text: str) -> Iterator[Place]:
        """Give where names stand in a text, from left to right and none within another."""
        done = 0
        for word in _WORD.finditer(text) if self._lengths else ():
            start = word.start()
            if start < done:
                continue
            for length in self._lengths.get(word.group(), ()):
                if text[start : start + length] in self._names and _ends(text, start + length):
                    done = start + length
                    yield start, done
                    break


def _ends(text: str, end: int) -> bool:
    """Say whether a word ends here."""
    return end >= len(text) or not (text[end - 1].isalnum() and text[end].isalnum())


def unnamed(text: str, names: Names, instead: Iterable[tuple[Names, str]]) -> str:
    """Put other words in the place of some names, a row of them in one; all other names stay whole.

    Parameters
        text: the text.
        names: all names that are looked for.
        instead: some of them, and what to put in the place of each; a name in several is put as the first says.
    Example
        >>> people, firms = Names(["Ann", "Bo"]), Names(["Ann Ltd"])
        >>> unnamed("Ann, Bo and 2 more left; Ann Ltd stays.", Names(["Ann", "Bo", "Ann Ltd"]), [(people, "people")])
        'people left; Ann Ltd stays.'
    """
    rows: list[tuple[int, int, str]] = []
    for start, end in names.within(text):
        put = next((words for some, words in instead if text[start:end] in some), "")
        if rows and put == rows[-1][2] and put and _JOINT.fullmatch(text, rows[-1][1], start):
            rows[-1] = (rows[-1][0], end, put)
        elif put:
            rows.append((start, end, put))
    for start, end, put in reversed(rows):
        more = _MORE.match(text, end)
        text = text[:start] + put + text[more.end() if more else end :]
    return text
