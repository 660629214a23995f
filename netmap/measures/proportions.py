"""Shares of seats against shares of people: intervals, ratios, chance alone, and how far off a whole is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, ndtri

Interval = tuple[float, float]


def wilson(count: int, total: int, *, confidence: float = 0.95) -> Interval | None:
    """Between what and what does a share lie, if what was counted is a sample?

    Definition: Wilson's score interval, (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with p = count / total.
    Range 0..1, no unit; exactly 0 at a count of 0 and exactly 1 at a full count.

    Parameters
        count: how many have it, from 0 to total.
        total: how many there are.
        confidence: from above 0 to below 1.
    Returns
        (lowest, highest); None where there is nothing to count.
    Raises
        ValueError: a count below 0 or above the total.
    Source
        Wilson 1927; Newcombe 1998; checked against WILSON-NEWCOMBE, WILSON-CARDS.
    Example
        >>> [round(end, 4) for end in wilson(0, 20)]
        [0.0, 0.1611]
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} is no count out of {total}")
    if total == 0:
        return None
    z = float(ndtri(0.5 + confidence / 2))
    share, square = count / total, z * z / total
    middle = share + square / 2
    half = math.sqrt(share * (1 - share) * square + square * square / 4)
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return (0.0 if count == 0 else low, 1.0 if count == total else high)


def share_of(count: float, total: float, *, left_out: float = 0) -> float | None:
    """What share is it, of all or of those that answered?

    Definition: count / (total - left_out). Range 0..1, no unit.

    Parameters
        count: how many have it.
        total: how many were asked.
        left_out: how many of them gave no answer and are taken out of the denominator; 0 keeps all.
    Returns
        The share; None where the denominator is 0.
    Source
        METHODS 4.1; checked against ONS-GI.
    Example
        >>> round(share_of(6, 100, left_out=20), 3)
        0.075
    """
    return count / (total - left_out) if total - left_out > 0 else None


def largest_difference(totals: Sequence[float]) -> float | None:
    """How far apart are the totals that several tables give for the same people?

    Definition: highest less lowest. Unit people. Published tables differ by a few on purpose, to protect
    people; equal totals are not to be expected.

    Parameters
        totals: one for each table.
    Returns
        The difference; None where there is no total.
    Source
        METHODS 4.1; checked against ONS-PERTURB.
    Example
        >>> largest_difference([59597540, 59597542])
        2
    """
    return max(totals) - min(totals) if totals else None


def is_same_total(one: float, other: float, *, tolerance: float) -> bool:
    """Do two totals mean the same people, give or take what was changed to protect them?

    Definition: they differ by at most `tolerance` as a share of the larger.

    Parameters
        one, other: totals, not below 0.
        tolerance: a share, such as 0.001.
    Returns
        True or False.
    Source
        METHODS 4.1; checked against ONS-PERTURB.
    Example
        >>> is_same_total(48566373, 48566372, tolerance=0.001), is_same_total(25200, 142300, tolerance=0.001)
        (True, False)
    """
    return abs(one - other) <= tolerance * max(one, other)


@dataclass(frozen=True)
class Parity:
    """The seats of a group against its share of the people; None where a figure is undefined.

    `ratio` is 1 at parity, `low` and `high` its interval, `expected` the seats at parity, `chance_of_so_few`
    the chance of so few seats or fewer, `chance_of_none` that of none, were seats drawn at random.
    """

    seat_share: float | None
    people_share: float | None
    ratio: float | None
    low: float | None
    high: float | None
    expected: float | None
    chance_of_so_few: float | None
    chance_of_none: float | None


def parity(seats: int, all_seats: int, people: float, all_people: float, *, confidence: float = 0.95) -> Parity:
    """Does a group hold as large a share of the seats as it has of the people?

    Definition: ratio = (seats / all_seats) / (people / all_people), range 0 upwards, 1 at parity, no unit;
    its interval is Wilson's for the share of seats, divided by the share of people, which is taken as
    known. Chances are binomial.

    Parameters
        seats: seats that speak for the group, or the people on them, from 0 to all_seats.
        all_seats: all seats, or all people on them.
        people: people in the group.
        all_people: all people.
        confidence: of the interval.
    Returns
        Parity: the ratio and its interval None where there is no seat, or nobody in the group.
    Raises
        ValueError: seats below 0 or above all seats; people below 0 or above all people.
    Source
        METHODS 4.4; checked against PARITY, PARITY-UNDEFINED.
    Example
        >>> result = parity(1, 20, 10, 100)
        >>> result.ratio, result.expected
        (0.5, 2.0)
    """
    if not 0 <= people <= all_people:
        raise ValueError(f"{people} is no part of {all_people}")
    interval = wilson(seats, all_seats, confidence=confidence)
    seat_share, people_share = share_of(seats, all_seats), share_of(people, all_people)
    expected = None if people_share is None else all_seats * people_share
    if interval is None or not people_share or seat_share is None:
        return Parity(seat_share, people_share, None, None, None, expected, None, None)
    return Parity(
        seat_share,
        people_share,
        seat_share / people_share,
        interval[0] / people_share,
        interval[1] / people_share,
        expected,
        float(bdtr(seats, all_seats, people_share)),
        chance_of_none(people_share, all_seats),
    )


def chance_of_none(share: float, seats: int) -> float:
    """How likely is it that a group has no seat, were seats drawn at random?

    Definition: (1 - share) ** seats. Range 0..1, no unit.

    Parameters
        share: the group's share of the people, 0 to 1.
        seats: number of seats.
    Returns
        The chance.
    Source
        METHODS 4.4; checked against PARITY-ZERO.
    Example
        >>> round(chance_of_none(0.05, 20), 3)
        0.358
    """
    return float((1 - share) ** seats)


def seats_needed(share: float, *, alpha: float = 0.05) -> int | None:
    """From how many seats on is it surprising that a group has none?

    Definition: the smallest whole number of seats at which the chance of none is not above alpha,
    ln(alpha) / ln(1 - share) rounded up. Range 1 upwards, unit seats.

    Parameters
        share: the group's share of the people, 0 to 1.
        alpha: the chance from which on it is no longer surprising, above 0 and below 1.
    Returns
        The seats; None where nobody belongs to the group.
    Source
        METHODS 4.4; checked against PARITY-ZERO.
    Example
        >>> seats_needed(0.01), seats_needed(0.05)
        (299, 59)
    """
    if share <= 0:
        return None
    return 1 if share >= 1 else max(1, math.ceil(math.log(alpha) / math.log1p(-share)))


def location_quotient(group_here: float, here: float, group: float, everywhere: float) -> float | None:
    """Are the seats of a group gathered on one partnership?

    Definition: (group_here / here) / (group / everywhere). Range 0 upwards, 1 where the partnership is
    like the whole, no unit.

    Parameters
        group_here, here: seats of the group and all seats on the partnership.
        group, everywhere: the same over all partnerships.
    Returns
        The quotient; None where the partnership or the group has no seat.
    Source
        METHODS 4.4; checked against LQ.
    Example
        >>> location_quotient(2, 8, 4, 64)
        4.0
    """
    if not here or not everywhere or not group:
        return None
    return (group_here / here) / (group / everywhere)


def shrunken_quotient(group_here: float, here: float, share: float, *, pseudo_seats: float = 10) -> float | None:
    """The same for small partnerships: how far is it gathered, after some average seats are mixed in?

    Definition: ((group_here + k share) / (here + k)) / share, k pseudo seats of the average kind. Range 0
    upwards, 1 where the partnership is like the whole, no unit. Weight: the larger k, the nearer to 1.

    Parameters
        group_here, here: seats of the group and all seats on the partnership.
        share: the group's share of the seats over all partnerships.
        pseudo_seats: k, 0 or more.
    Returns
        The quotient; None where the group has no seat, or there is no seat at all.
    Source
        METHODS 4.4; checked against LQ-SHRINK.
    Example
        >>> shrunken_quotient(3, 10, 0.1)
        2.0
    """
    if not share or here + pseudo_seats <= 0:
        return None
    return (group_here + pseudo_seats * share) / (here + pseudo_seats) / share


@dataclass(frozen=True)
class Disproportion:
    """How far shares of seats are from shares of people over a whole set of categories."""

    dissimilarity: float | None
    gallagher: float | None


def disproportion(seats: Sequence[float], people: Sequence[float]) -> Disproportion:
    """Over all categories of a characteristic, how far are the seats from the people?

    Definition: with shares s of the seats and p of the people, the dissimilarity ½ Σ|s - p|, range 0..1, the
    share of seats that would have to change category; the least-squares index of Gallagher
    √(½ Σ(100 s - 100 p)²), range 0..100. The categories exclude each other.

    Parameters
        seats, people: counts or shares by category, in one order, none below 0.
    Returns
        Disproportion: None where there is no seat, or nobody.
    Raises
        ValueError: lists of different lengths, or a count below 0.
    Source
        Duncan and Duncan 1955; Gallagher 1991; checked against DISPROPORTION, GALLAGHER-NZ.
    Example
        >>> result = disproportion([1, 12, 7], [20, 60, 20])
        >>> round(result.dissimilarity, 2), round(result.gallagher, 1)
        (0.15, 15.0)
    """
    s, p = np.asarray(seats, dtype=float), np.asarray(people, dtype=float)
    if s.shape != p.shape or (s < 0).any() or (p < 0).any():
        raise ValueError("seats and people are counts of the same categories, none below 0")
    if not s.sum() or not p.sum():
        return Disproportion(None, None)
    return Disproportion(
        float(np.abs(s / s.sum() - p / p.sum()).sum() / 2), least_squares(100 * s / s.sum(), 100 * p / p.sum())
    )


def least_squares(seats: Sequence[float] | np.ndarray, votes: Sequence[float] | np.ndarray) -> float:
    """How far apart are two lists of shares in percent, as printed?

    Definition: √(½ Σ(s - v)²), the index of Gallagher; the lists are taken as they stand, so that printed
    shares that do not quite add up to 100 keep their own rounding. Range 0..100.

    Parameters
        seats, votes: percentages by category, in one order.
    Returns
        The index.
    Raises
        ValueError: lists of different lengths.
    Source
        Gallagher 1991; checked against GALLAGHER-NZ.
    Example
        >>> least_squares([5, 60, 35], [20, 60, 20])
        15.0
    """
    one, other = np.asarray(seats, dtype=float), np.asarray(votes, dtype=float)
    if one.shape != other.shape:
        raise ValueError("both lists name the same categories")
    return float(math.sqrt(((one - other) ** 2).sum() / 2))


@dataclass(frozen=True)
class Margins:
    """What the sizes of two groups alone would make of the people in both, and how wrong that is."""

    product: float | None
    relative_error: float | None


def margins(one: float, other: float, everybody: float, both: float | None = None) -> Margins:
    """How many people would be in both groups if one said nothing about the other, and how many are?

    Definition: product = one x other / everybody, unit people; its relative error is (product - both) / both.
    The product is no estimate to be used: it shows how far the sizes of two groups mislead about the people
    in both.

    Parameters
        one, other: people in each group.
        everybody: all people.
        both: people in both, from a table that crosses the two; None means not known.
    Returns
        Margins: None where undefined.
    Source
        METHODS 4.5; checked against INTERSECTION.
    Example
        >>> margins(510, 175, 1000).product
        89.25
    """
    product = one * other / everybody if everybody else None
    return Margins(product, (product - both) / both if both and product is not None else None)
