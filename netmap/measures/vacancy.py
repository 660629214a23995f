"""Places that nobody fills."""

from __future__ import annotations

DAYS_OF_A_YEAR = 365


def vacancy_rate(seats: int, vacant: int) -> float | None:
    """What share of the places is empty?

    Definition: vacant seats over all seats, filled and vacant. Range 0..1; None without a seat.

    Parameters
        seats: all seats. vacant: those of them that are vacant.
    Source
        METHODS 7.2; checked against VACANCY.
    Example
        >>> round(vacancy_rate(11, 1), 4), vacancy_rate(0, 0)
        (0.0909, None)
    """
    return vacant / seats if seats else None


def meetings_missed(days: float | None, meetings_per_year: float | None) -> float | None:
    """How many meetings went by while a place was empty?

    Definition: days times meetings a year over 365, as if meetings were spread evenly. Unit meetings,
    range 0 upwards; None where either is not known.

    Parameters
        days: days for which the place is vacant. meetings_per_year: meetings of the partnership in a year.
    Source
        METHODS 7.2.
    Example
        >>> round(meetings_missed(667, 6), 1), meetings_missed(667, None)
        (11.0, None)
    """
    if days is None or meetings_per_year is None:
        return None
    return days * meetings_per_year / DAYS_OF_A_YEAR
