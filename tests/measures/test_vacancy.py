"""Vacancies: rates and meetings that went by."""

from __future__ import annotations

import pytest

from netmap.measures.vacancy import meetings_missed, vacancy_rate


def test_no_seat_has_no_rate() -> None:
    assert vacancy_rate(0, 0) is None
    assert vacancy_rate(4, 0) == 0


@pytest.mark.parametrize(("days", "pace"), [(None, 6), (30, None), (None, None)])
def test_what_is_not_known_makes_meetings_not_known(days: float | None, pace: float | None) -> None:
    assert meetings_missed(days, pace) is None


def test_meetings_are_spread_over_the_year() -> None:
    assert meetings_missed(365, 4) == 4
    assert meetings_missed(73, 5) == pytest.approx(1)
    assert meetings_missed(100, 0) == 0
