"""Whether some kinds of organisation hold more, or fewer, seats than their number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

BANDS = ("micro", "small", "medium", "large", "major", "super_major")
NOT_RECORDED = "not_recorded"
BAND_EDGES = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
"""The yearly income from which each band but the first begins: the six bands of the NCVO Almanac."""

Key = TypeVar("Key")


@dataclass(frozen=True)
class Balance:
    """One kind of organisation: its share of organisations and of seats, and how the two compare."""

    organisations: int
    seats: int
    organisation_share: float | None
    seat_share: float | None
    ratio: float | None
    log2: float | None


def size_balance(counts: Mapping[Key, tuple[int, int]]) -> dict[Key, Balance]:
    """Do small bodies hold as many seats as their number would suggest?

    Definition: for each kind, its share of organisations (every organisation counts once, whatever its
    size), its share of seats, and ratio = seat share / organisation share; range 0 upwards, 1 is even.
    log2 of the ratio is -1 at half as many seats as organisations, +1 at twice as many.
    Isolated and vacant: an organisation without a seat counts among the organisations; a vacant seat
    counts nowhere.

    Parameters
        counts: for each kind (number of organisations, number of seats).
    Returns
        Balance by kind, in the order given; a share of nothing, the ratio of a kind without
        organisations, and log2 of a ratio of 0 are None.
    Source
        METHODS 7.4; checked against SIZE-BALANCE.
    Example
        >>> size_balance({"small": (80, 2), "large": (20, 8)})["small"].ratio
        0.25
    """
    bodies = sum(own for own, _ in counts.values())
    seats = sum(held for _, held in counts.values())
    return {kind: _balance(own, held, bodies, seats) for kind, (own, held) in counts.items()}


def _balance(own: int, held: int, bodies: int, seats: int) -> Balance:
    body_share = own / bodies if bodies else None
    seat_share = held / seats if seats else None
    ratio = seat_share / body_share if body_share and seat_share is not None else None
    return Balance(own, held, body_share, seat_share, ratio, math.log2(ratio) if ratio else None)


def income_band(income: float | None) -> str:
    """In which band of yearly income is an organisation?

    Definition: the six bands of the NCVO Almanac, each from its lower edge up to below the next;
    `not_recorded` where the income is missing. An income of 0 is a micro organisation's, not a missing one.

    Parameters
        income: yearly income in pounds; None or not a number where it is not recorded.
    Source
        METHODS 7.4.
    Example
        >>> income_band(9_999), income_band(10_000), income_band(None)
        ('micro', 'small', 'not_recorded')
    """
    if income is None or math.isnan(income):
        return NOT_RECORDED
    return BANDS[sum(income >= edge for edge in BAND_EDGES)]
