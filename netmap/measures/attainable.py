"""How concentrated seats could be at all, given how many there are and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from netmap.errors import AnalysisError


@dataclass(frozen=True)
class Attainable:
    """Concentration between the least and the most that is possible; what is undefined is None, never 0."""

    hhi: float | None
    lowest: float | None
    highest: float | None
    normalised: float | None


def conjugate(sizes: Sequence[int]) -> tuple[int, ...]:
    """If the same organisations sat wherever they could, on how many partnerships would each sit?

    Definition: the conjugate partition of the sizes: its i-th part is the number of partnerships with
    i places or more. No way of filling the places, with at most one for an organisation on each
    partnership, is more concentrated. Range of a part 1..number of partnerships, unit partnerships.

    Parameters
        sizes: places of each partnership, in any order, none below zero.
    Returns
        The parts, largest first; empty where there is no place.
    Cost
        k log k + the largest size, for k partnerships.
    Source
        Gale 1957 and Ryser 1957; checked against CONC-ATTAIN.
    Example
        >>> conjugate([2, 3, 2, 2])
        (4, 4, 1)
    """
    given = np.sort(np.asarray(sizes, dtype=int))
    ranks = np.arange(1, (int(given[-1]) if len(given) else 0) + 1)
    return tuple((len(given) - np.searchsorted(given, ranks)).tolist())


def attainable_hhi(counts: Sequence[int], *, pool: int, sizes: Sequence[int] | None = None) -> Attainable:
    """How near do the seats come to the most concentrated way of filling them?

    Definition: (HHI - lowest) / (highest - lowest). With S seats, N organisations, q = S div N and
    r = S mod N the lowest HHI is ((N - r) q^2 + r (q + 1)^2) / S^2. The highest is that of the
    conjugate partition of the sizes where an organisation has at most one seat on a partnership, and
    1 where it may have several. Range 0..1, unit none.
    Isolated and vacant: organisations without a seat count through the pool; vacant places are left out.

    Parameters
        counts: seats of each organisation, whole numbers, in any order; zeros may be left out.
        pool: N, the organisations that could hold a seat, those with one among them.
        sizes: filled places of each partnership, where an organisation has at most one on each;
            None means that it may have several.
    Returns
        Attainable: all None without a seat; `normalised` None where only one value is possible.
    Raises
        AnalysisError: counts are not whole, the pool is smaller than the seated organisations or
            than a partnership, or the sizes have another total than the counts.
    Cost
        n log n.
    Source
        METHODS 3.4; checked against CONC-ATTAIN, CONC-SMALL-S.
    Example
        >>> round(attainable_hhi([4, 2, 1, 1, 1], pool=8, sizes=[2, 3, 2, 2]).normalised, 3)
        0.545
    """
    held = np.asarray(counts, dtype=float)
    held = held[held != 0]
    _check(held, pool, sizes)
    seats = int(held.sum())
    if not seats:
        return Attainable(None, None, None, None)
    each, over = divmod(seats, pool)
    lowest = (pool - over) * each**2 + over * (each + 1) ** 2
    highest = seats**2 if sizes is None else sum(part**2 for part in conjugate(sizes))
    squares = int((held * held).sum())
    return Attainable(
        hhi=squares / seats**2,
        lowest=lowest / seats**2,
        highest=highest / seats**2,
        normalised=(squares - lowest) / (highest - lowest) if highest > lowest else None,
    )


def _check(held: np.ndarray, pool: int, sizes: Sequence[int] | None) -> None:
    if np.any(held < 0) or np.any(held != np.round(held)):
        raise AnalysisError("Seats are counted in whole numbers.", "Give whole seats, none below zero.")
    if pool < len(held) or (sizes is not None and pool < max(sizes, default=0)):
        raise AnalysisError(
            f"A pool of {pool} is smaller than those who are seated.", "Count everybody with a seat into the pool."
        )
    if sizes is not None and sum(sizes) != held.sum():
        raise AnalysisError("Partnerships and organisations differ in seats.", "Count the same seats in both.")
