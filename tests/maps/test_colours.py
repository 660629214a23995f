"""Colours told apart and seen: on both papers, and by eyes that lack a kind of cone."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from netmap.maps.colours import KIND_LOOKS, TIE_LOOKS, contrast
from netmap.maps.themes import THEMES, Theme
from netmap.maps.views.looks import KINDS, TIES
from netmap.model.words import VIEW_NAMES

Matrix = npt.NDArray[np.float64]

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
LACKING: dict[str, Matrix] = {
    "red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
CLEARLY = 10.0


def linear(colour: str) -> Matrix:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: Matrix) -> Matrix:
    """Give CIELAB (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    curve = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def test_the_simulation_knows_what_is_known_of_such_eyes() -> None:
    red, green = linear("#c00000"), linear("#4f6f00")
    usual = np.linalg.norm(lab(red) - lab(green))
    assert np.linalg.norm(lab(LACKING["green"] @ red) - lab(LACKING["green"] @ green)) < usual / 2
    white = linear("#ffffff")
    for matrix in LACKING.values():
        assert matrix @ white == pytest.approx(white, abs=1e-3)


@pytest.mark.parametrize("lacking", LACKING)
def test_every_pair_of_kinds_is_told_apart_by_shape_or_by_a_colour_that_stays_clear(lacking: str) -> None:
    """In a network any two kinds may meet, so the test is of every pair, not of neighbours in the palette."""
    for one, other in combinations(KINDS.values(), 2):
        seen = [lab(LACKING[lacking] @ linear(kind.colour)) for kind in (one, other)]
        assert one.shape != other.shape or np.linalg.norm(seen[0] - seen[1]) >= CLEARLY, (one.name, other.name)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_ring_tie_and_word_stands_out_from_its_paper(theme: Theme) -> None:
    assert contrast(theme.line, theme.paper) >= 3
    assert contrast(theme.line, theme.unknown) >= 3
    assert contrast(theme.ink, theme.paper) >= 4.5
    assert [tie.name for tie in TIES.values() if contrast(theme.stroke(tie.colour), theme.paper) < 3] == []


def test_no_look_is_given_twice() -> None:
    assert all(one[0] != other[0] for one, other in combinations(KIND_LOOKS, 2))
    assert all(one[1] != other[1] for one, other in combinations(TIE_LOOKS, 2))


def test_every_view_has_a_name() -> None:
    assert set(VIEW_NAMES) == {"overview", "partnership", "organisation", "dominance", "coverage", "funding", "issue"}
