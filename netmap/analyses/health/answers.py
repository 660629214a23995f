"""What the records answer to the items of the checklist, each answer with its figure and denominator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.health import seat_items
from netmap.analyses.health.award_items import CAPACITY_BUILDING, TRAINING, Awards
from netmap.analyses.health.balance import Bodies
from netmap.analyses.health.checklist import FROM_RECORDS, MET, NOT_MET, OPEN, Item, items
from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.health.tally import Tally
from netmap.analyses.settings import HealthSettings
from netmap.model.words import CHECKLIST_ANSWERS
from netmap.words import words_of

Answer = tuple[str, Tally]
COLUMNS = (
    "id",
    "area",
    "kind",
    "mode",
    "text",
    "answer",
    "answered_by",
    "indicator",
    "counts",
    "note",
    "figure",
    "not_known",
    "out_of",
    "asks",
)
_say = words_of("analyses/health")


@dataclass(frozen=True)
class Records:
    """What the checklist's answers rest on."""

    seats: SectorSeats
    bodies: Bodies

    @cached_property
    def awards(self) -> Awards:
        """Give the awards of the day."""
        return Awards(self.seats)

    @property
    def limits(self) -> HealthSettings:
        """Give the thresholds."""
        return self.seats.seating.settings.health


def checklist_table(records: Records) -> pd.DataFrame:
    """What do the records answer to each item of the health check?

    Definition: Y where the share of records that are so reaches the setting for certain, N where it
    certainly does not, U where records that are missing could turn it. An item that the tables have no
    column for, and a manual one, is U: it is asked for.

    Returns
        One row for each of the 50 items: `figure` of `out_of` records are so, `not_known` of them could be;
        `counts` says what is counted, blank where nothing is, `note` what the counts alone do not say.
    Cost
        Linear in seats, organisations and awards.
    Source
        METHODS 7.5.
    """
    return pd.DataFrame([_row(records, item) for item in items()], columns=list(COLUMNS), dtype=object)


def _row(records: Records, item: Item) -> dict[str, object]:
    answer, found = ANSWERS[item.id](records) if item.id in ANSWERS else (OPEN, Tally(""))
    counted = {"figure": found.yes, "not_known": found.unknown, "out_of": found.out_of} if found.out_of else {}
    blank: dict[str, object] = {"figure": None, "not_known": None, "out_of": None}
    return {
        **{name: getattr(item, name) for name in ("id", "area", "kind", "mode", "text", "asks")},
        "answer": answer,
        "answered_by": FROM_RECORDS,
        "indicator": _indicator(item, answer, found),
        "counts": found.says,
        "note": found.note,
        **blank,
        **counted,
    }


def _indicator(item: Item, answer: str, found: Tally) -> str:
    """Say in words what the answer rests on, or what is asked for."""
    asked = _say("basis_asked_for", asks=item.asks)
    if not found.says:
        return asked
    if not found.out_of:
        return f"{_say('basis_no_record', counts=found.says)}; {asked}"
    if answer == OPEN:
        return f"{found.told()}; {asked}"
    return f"{found.told()}; {CHECKLIST_ANSWERS[item.kind, answer]}"


def _records(count: Callable[[SectorSeats], Tally]) -> Callable[[Records], Answer]:
    def answer(records: Records) -> Answer:
        found = count(records.seats)
        return found.answer(records.limits.item_share_of_records), found

    return answer


def _awards(count: Callable[[Awards], Tally]) -> Callable[[Records], Answer]:
    def answer(records: Records) -> Answer:
        found = count(records.awards)
        return found.answer(records.limits.item_share_of_awards), found

    return answer


def _sign(count: Callable[[Awards], Tally]) -> Callable[[Records], Answer]:
    def answer(records: Records) -> Answer:
        found = count(records.awards)
        return found.answer(records.limits.flag_share_of_awards), found

    return answer


def _any(found: Tally) -> Answer:
    """Answer Y where one is known to be so, N where none can be, else U."""
    if not found.out_of:
        return OPEN, found
    return (MET if found.yes else OPEN if found.unknown else NOT_MET), found


def _proper_reflection(records: Records) -> Answer:
    """Ask for both sectors on nearly every partnership, and for small bodies seen at least at the fair ratio."""
    found, limits = seat_items.both_sectors(records.seats), records.limits
    ratio = records.bodies.small_ratio
    if ratio is None:
        return (NOT_MET if found.answer(limits.item_share_of_records) == NOT_MET else OPEN), found
    note = _say("counts_both_sectors_note", ratio=f"{ratio:.2f}")
    found = Tally(found.says, found.yes, found.no, found.unknown, f"{found.note}; {note}" if found.note else note)
    both = found.answer(limits.item_share_of_records)
    return (NOT_MET if ratio < limits.fair_ratio else both), found


def _paid_for(function: str) -> Callable[[Records], Answer]:
    """Take an award for a function as a yes; none is not a no, for nobody says that every award is recorded."""

    def answer(records: Records) -> Answer:
        found = records.awards.for_function(function)
        return (MET if found.yes else OPEN), found

    return answer


def _shown_only(records: Records) -> Answer:
    return OPEN, records.awards.to_small()


def _history(records: Records) -> Answer:
    """Take it for a sign that no history is kept where no seat has a date, never where some have."""
    found = seat_items.seats_without_history(records.seats)
    if not found.out_of:
        return OPEN, found
    return (MET if found.yes == found.out_of else NOT_MET), found


ANSWERS: dict[str, Callable[[Records], Answer]] = {
    "UND-D1": _records(seat_items.records_checked),
    "POL-D3": _records(seat_items.subgroups_with_vote),
    "POL-D4": _records(seat_items.accountability),
    "ORG-D1": _proper_reflection,
    "ORG-D2": _paid_for(CAPACITY_BUILDING),
    "ORG-D4": _records(seat_items.reporting_lines),
    "ORG-X1": lambda records: _any(seat_items.single_voices(records.seats)),
    "SHA-D4": _paid_for(TRAINING),
    "SHA-X3": _history,
    "FUN-D1": _awards(Awards.long),
    "FUN-D5": _awards(Awards.in_advance),
    "FUN-D6": _shown_only,
    "FUN-D7": _awards(Awards.overheads),
    "FUN-X1": _sign(Awards.short),
    "FUN-X5": _sign(Awards.small_in_arrears),
    "FUN-X7": lambda records: _any(records.awards.blanket_refusals()),
}
"""How each item that records can speak to is answered, by its id."""
