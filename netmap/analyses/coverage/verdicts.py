"""One verdict on one group, and the words for what proves it and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain, combinations

from netmap.analyses.coverage.levels import (
    ADVICE,
    BODY,
    CAPACITY,
    CHEAPEST_FIRST,
    HOLDER,
    LAST_REPRESENTED,
    LIST,
    MANDATE,
    MEMBERS,
    ROUTE,
)
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.words import words_of

_say = words_of("analyses/coverage")


def _work(asked: tuple[str, ...]) -> tuple[int, ...]:
    return (len(asked), *(CHEAPEST_FIRST.index(kind) for kind in asked))


_ALONE = [kind for kind in CHEAPEST_FIRST if kind != LIST]
ASKS: tuple[tuple[str, ...], ...] = tuple(
    sorted([(LIST,), *chain.from_iterable(combinations(_ALONE, size) for size in range(1, len(_ALONE) + 1))], key=_work)
)
"""All that could be asked to settle a cell, the least work first."""
ASK_NUMBER = {asked: number for number, asked in enumerate(ASKS)}
ASK_HOLDER, ASK_LIST = ASK_NUMBER[(HOLDER,)], ASK_NUMBER[(LIST,)]


@dataclass(frozen=True, order=True)
class OpenRecord:
    """A record that keeps a cell open: how much work it is to settle, which record it is, what to do."""

    work: tuple[int, ...]
    record: str
    question: str


@dataclass(frozen=True)
class Verdict:
    """One cell: the recorded and the possible level, the path that proves it, and what keeps it open.

    `path` names the records from the partnership to the group, `seat` the seat on it. `open_records` are the
    cheapest of the open ones, `open_count` the number of all. `voices` are the seats that represent the group.
    """

    recorded: int
    possible: int
    path: tuple[str, ...] = ()
    seat: str = ""
    open_records: tuple[OpenRecord, ...] = ()
    open_count: int = 0
    voices: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def verdict(self) -> str:
        """Give the three-valued answer, advice by experts apart."""
        return verdict_of(self.recorded, self.possible)

    @property
    def would_change(self) -> str:
        """Name the cheapest record that would change the verdict."""
        if self.verdict == NOT_KNOWN:
            return self.open_records[0].question
        return end_of(self.voices) if self.verdict == REPRESENTED else self.remedy


def verdict_of(recorded: int, possible: int) -> str:
    """Give the three-valued answer to two levels, advice by experts apart."""
    if recorded <= LAST_REPRESENTED:
        return REPRESENTED
    if possible <= LAST_REPRESENTED:
        return NOT_KNOWN
    return EXPERT_ONLY if recorded == ADVICE else NOT_REPRESENTED


def end_of(seats: Iterable[str]) -> str:
    """Say which seats would have to end before a group is heard no more."""
    seats = list(seats)
    named = ", ".join(seats)
    return _say("end_of_one", seats=named) if len(seats) == 1 else _say("end_of_all", seats=named)


def open_record(asked: tuple[str, ...], seat: str, holder: tuple[str, str], place: str, group: str) -> OpenRecord:
    """Say what to ask of a seat; a body that was never asked is one record however many seats it holds."""
    body, called = holder
    record = body if asked == (HOLDER,) else seat
    return OpenRecord(_work(asked), record, question(asked, seat, called, place, group))


def unlisted(place: str, called: str) -> OpenRecord:
    """Say that the list of seats of a partnership has to be made whole."""
    return OpenRecord(_work((LIST,)), place, _say("ask_seats", place=called))


def _joined(first: str, second: str) -> str:
    return _say("ask_both", first=first, second=second)


_OPEN = {name: f"{{{name}}}" for name in ("seat", "body", "place", "group")}
_IT, _THEY = _say("whether_it_works", **_OPEN), _say("whether_they_work", **_OPEN)
_QUESTIONS = {
    HOLDER: _say("ask_holder", whether=_IT, **_OPEN),
    ROUTE: _say("ask_route", **_OPEN),
    CAPACITY: _say("ask_capacity", **_OPEN),
    MANDATE: _say("ask_mandate", **_OPEN),
    MEMBERS: _say("ask_members", whether=_THEY, **_OPEN),
    BODY: _say("ask_body", **_OPEN),
    LIST: _say("ask_seats", **_OPEN),
}
_QUESTION = {asked: reduce(_joined, (_QUESTIONS[kind] for kind in asked)) for asked in ASKS}
"""All that could be asked in words whose places are still open: each cell puts in its own."""


def question(asked: tuple[str, ...], seat: str, body: str, place: str, group: str) -> str:
    """Say what to ask."""
    return _QUESTION[asked].format(seat=seat, body=body, place=place, group=group)


def asked_of_all(asked: str, group: str) -> str:
    """Put a question about one group as the question about all groups: it costs no more, and settles more.

    Example
        >>> asked_of_all("ask Town Care whether it works with older people", "older people")
        'ask Town Care which groups it works with'
    """
    asked = asked.replace(_say("whether_it_works", group=group), _say("which_it_works"))
    return asked.replace(_say("whether_they_work", group=group), _say("which_they_work"))


def remedy(is_known: bool, place: str = "") -> str:
    """Say what would give a group a voice."""
    if not is_known:
        return _say("remedy_outreach")
    return _say("remedy_seat_on", place=place) if place else _say("remedy_seat")
