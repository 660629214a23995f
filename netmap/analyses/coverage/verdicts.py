"""One verdict on one group, and the words for what proves it and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
    return f"the end of {'seat' if len(seats) == 1 else 'all of the seats'} {', '.join(seats)}"


def open_record(asked: tuple[str, ...], seat: str, holder: tuple[str, str], place: str, group: str) -> OpenRecord:
    """Say what to ask of a seat; a body that was never asked is one record however many seats it holds."""
    body, called = holder
    record = body if asked == (HOLDER,) else seat
    return OpenRecord(_work(asked), record, question(asked, seat, called, place, group))


def unlisted(place: str, called: str) -> OpenRecord:
    """Say that the list of seats of a partnership has to be made whole."""
    return OpenRecord(_work((LIST,)), place, f"list all seats of {called}")


_QUESTIONS = {
    HOLDER: "ask {body} whether it works with {group}",
    ROUTE: "record how the holder of seat {seat} on {place} was chosen",
    CAPACITY: "record in which capacity the holder of seat {seat} on {place} sits",
    MANDATE: "record for whom seat {seat} on {place} speaks",
    MEMBERS: "ask those who gave seat {seat} on {place} its mandate whether they work with {group}",
    BODY: "record for which organisation seat {seat} on {place} is held",
    LIST: "list all seats of {place}",
}
_QUESTION = {asked: " and ".join(_QUESTIONS[kind] for kind in asked) for asked in ASKS}


def question(asked: tuple[str, ...], seat: str, body: str, place: str, group: str) -> str:
    """Say what to ask."""
    return _QUESTION[asked].format(seat=seat, body=body, place=place, group=group)


def asked_of_all(asked: str, group: str) -> str:
    """Put a question about one group as the question about all groups: it costs no more, and settles more.

    Example
        >>> asked_of_all("ask Town Care whether it works with older people", "older people")
        'ask Town Care which groups it works with'
    """
    asked = asked.replace(f"whether it works with {group}", "which groups it works with")
    return asked.replace(f"whether they work with {group}", "which groups they work with")


def remedy(is_known: bool, place: str = "") -> str:
    """Say what would give a group a voice."""
    if not is_known:
        return "an organisation that works with the group, found by outreach"
    where = f" on {place}" if place else ""
    return f"a seat{where} for an organisation linked to the group, or a mandate that names the group"
