"""The curve of seats: anytown's five holders have 5, 2, 1, 1 and 1 of 10 seats, worked out by hand in the methods."""

from dataclasses import replace

import numpy as np
import pytest

from netmap.analyses.dominance import DominanceResult, View, dominance
from netmap.measures.concentration import concentration
from netmap.network import Network
from netmap.reports.charts.lorenz import lorenz_picture
from netmap.reports.charts.style import BLUE, ORANGE
from tests.reports.charts.reading import assert_is_plain, paths, words

DAY = "2026-01-31"
SEATS = [("1 of 5", 0.1), ("2 of 5", 0.2), ("3 of 5", 0.3), ("4 of 5", 0.5), ("5 of 5", 1.0)]
VOICES = [0.03, 0.06, 0.09, 0.12, 0.15, 0.28, 0.41, 0.54, 0.77, 1.0]
"""Five members of a forum have 0.3 of a seat each; three bodies have 1.3, and two 2.3, of 10."""


@pytest.fixture
def result(anytown: Network) -> DominanceResult:
    return dominance(anytown, as_of=DAY)


def holding(result: DominanceResult, *counts: float) -> DominanceResult:
    """Give the result as it would be if organisations held these seats, in their own voice."""
    held = {f"o{number}": count for number, count in enumerate(counts)}
    view = View("holders", held, concentration(list(held.values())))
    shares = [0.0, *np.cumsum(sorted(counts)) / sum(counts)] if counts else []
    lorenz = result.details["lorenz"].head(0)
    lorenz = lorenz.reindex(range(len(shares))).assign(
        share_of_holders=np.linspace(0, 1, len(shares)) if shares else [], share_of_seats=shares
    )
    details = {**result.details, "lorenz": lorenz}
    return replace(result, views={**result.views, "holders": view, "voice": view}, details=details)


def test_the_table_gives_every_step_of_both_curves(result):
    rows = lorenz_picture(result).table.rows
    assert [(row[1].shown, row[4].figure.value) for row in rows if row[0].shown == "seats held"] == SEATS
    voices = [row for row in rows if row[0].shown == "voice"]
    assert [row[4].figure.value for row in voices] == pytest.approx(VOICES)
    assert [row[3].shown for row in voices][:2] == ["0.3 of 10", "0.6 of 10"]


@pytest.mark.parametrize(("colour", "shares"), ((BLUE, [share for _, share in SEATS]), (ORANGE, VOICES)))
def test_the_curves_run_through_these_points(result, colour, shares):
    tall = [path for path in paths(lorenz_picture(result)) if path.line == colour and path.width > 2]
    (curve,) = [path for path in tall for _, top, _, foot in path.boxes() if foot - top > 100]
    x, y = np.array(curve.parts[0]).T
    across, up = (x - x[0]) / (x[-1] - x[0]), (y - y[0]) / (y[-1] - y[0])
    steps = np.arange(1, len(shares) + 1) / len(shares)
    assert np.interp(steps, across, up) == pytest.approx(shares, abs=0.002)


def test_the_words_say_the_figures(result):
    picture = lorenz_picture(result)
    assert words(picture)[0] == "The largest holder has 5 of 10 third-sector seats"
    assert picture.alt == (
        "Of 10 third-sector seats: 2 (20 %) with the 2 smallest of 5 holders, 5 (50 %) with the largest. "
        "Of the voice in them: 15 % with the 5 smallest of 10 organisations, 23 % with the largest."
    )
    assert "20 % of the seats held" in words(picture)
    assert "31 Jan 2026" in picture.caption
    assert (picture.name, picture.table.name) == ("lorenz", "lorenz-data")
    assert_is_plain(picture)


def test_the_place_is_named(anytown):
    picture = lorenz_picture(dominance(anytown, as_of=DAY, area="Anytown"))
    assert "Anytown, 31 Jan 2026" in picture.caption
    assert any("Anytown" in said for said in words(picture))


def test_of_many_holders_the_table_has_tenths(riverton):
    result = dominance(riverton, as_of=DAY)
    counts = sorted(result.views["holders"].counts.values())
    rows = [row for row in lorenz_picture(result).table.rows if row[0].shown == "seats held"]
    assert len(rows) == 10
    for row in rows:
        assert row[3].figure.value == sum(counts[: int(row[1].figure.value)])


@pytest.mark.parametrize(
    ("counts", "title"),
    (
        ((4,), "The largest holder has 4 of 4 third-sector seats"),
        ((2, 2), "2 organisations hold 2 of 4 third-sector seats each"),
        ((3, 1), "The largest holder has 3 of 4 third-sector seats"),
    ),
)
def test_the_headline_names_a_lead_only_where_there_is_one(result, counts, title):
    assert words(lorenz_picture(holding(result, *counts)))[0] == title


def test_one_holder_has_no_smaller_half(result):
    alt = lorenz_picture(holding(result, 4)).alt
    assert (
        alt == "One organisation holds all of the 4 third-sector seats. One organisation has all of the voice in them."
    )


def test_of_two_holders_one_is_the_smaller(result):
    assert "1 (25 %) with the smallest of 2 holders" in lorenz_picture(holding(result, 3, 1)).alt


def test_without_a_seat_there_is_no_picture(result):
    assert lorenz_picture(holding(result)) is None
