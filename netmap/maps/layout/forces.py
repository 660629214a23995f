"""Forces that let a part unfold: neighbours pull, all records push one another off, and all are drawn to the middle.

Places are complex numbers here, east and south as the real and the imaginary part.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from netmap.maps.layout.parts import Numbers, Pairs, Points
from netmap.maps.layout.starting import sunflower

Plane = npt.NDArray[np.complex128]

PULL_GROWS = 0.5
PUSH = 2.0
GATHERING = 0.3
PAIR_BY_PAIR_UP_TO = 250
FEWEST_ROUNDS, MORE_FOR_EACH, MOST_ROUNDS = 30, 1.25, 300
LARGE, ROUNDS_OF_LARGE = 2_000, 200
COARSE, FINE = 64, 128
FINE_AFTER, CLOSE_AFTER = 0.8, 0.9
CLOSE, CLOSEST = 3.0, 12


def unfolded(start: Points, ties: Pairs) -> Points:
    """Let the forces work on a connected part until it is near its rest.

    Definition: a record of d ties has the mass m = d + 1. Tied records pull each other with the square
    root of their distance r, and any two push each other off with 2 m m' / r. A pull to the middle that grows
    with the distance c from it, 0.3 * 2 m M c / s with M the sum of masses and s the mean of c^2, fills
    the page evenly.
    """
    count = len(start)
    mass: Numbers = np.bincount(ties.ravel(), minlength=count).astype(np.float64) + 1
    ends = np.repeat(np.arange(len(ties)), 2), ties.ravel()
    across = csr_array((np.tile([-1.0, 1.0], len(ties)), ends), shape=(len(ties), count))
    back = across.T.tocsr()
    places = _at_rest_in_size(_plane(start), across, mass)
    pace = _Pace(mass)
    rounds = ROUNDS_OF_LARGE if count > LARGE else min(int(FEWEST_ROUNDS + MORE_FOR_EACH * count), MOST_ROUNDS)
    for number in range(rounds):
        if count <= PAIR_BY_PAIR_UP_TO:
            push = pair_by_pair(places, mass)
        else:
            if number == int(CLOSE_AFTER * rounds):
                places = _told_apart(places)
            cells = FINE if number >= FINE_AFTER * rounds else COARSE
            push = on_a_mesh(places, mass, cells, close=number >= CLOSE_AFTER * rounds)
        step = across @ places
        pull = back @ (step * np.maximum(np.abs(step), 1e-9) ** (PULL_GROWS - 1))
        places += pace.steps(PUSH * mass * push - pull - _gathering(places, mass))
    return np.column_stack((places.real, places.imag))


def _plane(points: Points) -> Plane:
    return np.asarray(points[:, 0] + 1j * points[:, 1])


def _at_rest_in_size(places: Plane, across: csr_array, mass: Numbers) -> Plane:
    """Scale to where pulling and pushing are in balance as a whole, so that no round is spent on growing."""
    places = places - places.sum() / len(places)
    pushing = PUSH * (mass.sum() ** 2 - (mass**2).sum()) / 2
    pulling = (np.abs(across @ places) ** (PULL_GROWS + 1)).sum()
    return np.asarray(places * (pushing / max(float(pulling), 1e-300)) ** (1 / (PULL_GROWS + 1)))


def _gathering(places: Plane, mass: Numbers) -> Plane:
    off = places - places.sum() / len(places)
    spread = max(float((off.real**2).sum() + (off.imag**2).sum()) / len(places), 1e-300)
    return np.asarray((GATHERING * PUSH * float(mass.sum()) / spread) * mass * off)


def _told_apart(places: Plane) -> Plane:
    """Part records that a mesh cannot tell apart, such as those with one tie to the same place."""
    cell = _side(places) / FINE
    return np.asarray(places + 0.5 * cell / math.sqrt(len(places)) * _plane(sunflower(len(places))))


def _side(places: Plane) -> float:
    return max(float(np.ptp(places.real)), float(np.ptp(places.imag)), 1e-9)


def pair_by_pair(places: Plane, mass: Numbers) -> Plane:
    """Sum up mass / distance, away from each of the others; grows with the square of the records."""
    east, south = (np.subtract.outer(axis, axis) for axis in (places.real, places.imag))
    squared = east * east
    squared += south * south
    squared[squared == 0] = np.inf
    weight = np.divide(mass, squared, out=squared)
    return np.asarray(np.einsum("ij,ij->i", weight, east) + 1j * np.einsum("ij,ij->i", weight, south))


def on_a_mesh(places: Plane, mass: Numbers, cells: int, *, close: bool) -> Plane:
    """Sum up the same on a mesh of so many cells a side; grows with the records.

    Masses are shared out to the four corners of their cell, every corner pushes every other at once
    (a product of Fourier transforms), and each record takes its push from its corners. On the mesh
    the push fades within a cell; `close` makes good what is missing for records close to each other.
    """
    cell = _side(places) / (cells - 1.001)
    on_mesh = (places - places.real.min() - 1j * places.imag.min()) / cell
    east, south = on_mesh.real.astype(np.int64), on_mesh.imag.astype(np.int64)
    right, down = on_mesh.real - east, on_mesh.imag - south
    shares = np.stack([(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down])
    corners = south * cells + east + np.array([[0], [1], [cells], [cells + 1]])
    laid = np.bincount(corners.ravel(), (shares * mass).ravel(), cells * cells).reshape(cells, cells)
    push = (_spread(laid, cells).ravel()[corners] * shares).sum(axis=0) / cell
    return np.asarray(push + _close_by(places, mass, cell) if close else push)


def _spread(laid: npt.NDArray[Any], cells: int) -> Plane:
    """Give the push at each corner of a mesh from the masses on all of them."""
    from scipy import fft  # 30 milliseconds, for large maps only

    return np.asarray(fft.ifft2(fft.fft2(laid, (2 * cells, 2 * cells)) * _kernel(cells))[:cells, :cells])


@lru_cache(maxsize=2)
def _kernel(cells: int) -> Plane:
    """Give the transform of what a corner of mass 1 pushes at each step away, faded within one cell."""
    from scipy import fft

    steps = fft.fftfreq(2 * cells, 1 / (2 * cells))
    away = steps[None, :] + 1j * steps[:, None]
    return np.asarray(fft.fft2(away / (np.abs(away) ** 2 + 1)))


def _close_by(places: Plane, mass: Numbers, cell: float) -> Plane:
    """Sum up what the mesh leaves out of the push of the nearest; never more than so many, however dense it is."""
    points = np.column_stack((places.real, places.imag))
    most = min(CLOSEST + 1, len(points))
    far, nearest = cKDTree(points).query(points, k=most, distance_upper_bound=CLOSE * cell)
    rows, found = np.repeat(np.arange(len(points)), most), np.isfinite(far.ravel())
    one, other = rows[found], nearest.ravel()[found]
    between = places[one] - places[other]
    squared = np.maximum(np.abs(between) ** 2, 1e-9 * cell**2)
    push = between * mass[other] * (1 / squared - 1 / (squared + cell**2))
    return np.asarray(np.bincount(one, push.real, len(points)) + 1j * np.bincount(one, push.imag, len(points)))


class _Pace:
    """How far each record goes in a round: the less it swings to and fro, the further (ForceAtlas2)."""

    def __init__(self, mass: Numbers) -> None:
        self.mass = mass
        self.speed = self.trust = 1.0
        self.before: Plane = np.zeros(len(mass), dtype=np.complex128)

    def steps(self, force: Plane) -> Plane:
        swinging = self.mass * np.abs(force - self.before)
        swing, going = float(swinging.sum()), float((self.mass * np.abs(force + self.before)).sum()) / 2
        self.before = force
        self._adjust(max(swing, 1e-300), max(going, 1e-300))
        return np.asarray(force * (self.speed / (1 + np.sqrt(self.speed * swinging))))

    def _adjust(self, swing: float, going: float) -> None:
        tolerated = 0.05 * math.sqrt(len(self.mass))
        tolerated = max(math.sqrt(tolerated), min(10.0, tolerated * going / len(self.mass) ** 2))
        if swing > 2 * going:
            self.trust *= 0.5 if self.trust > 0.05 else 1.0
            tolerated = max(tolerated, 1.0)
        aim = tolerated * self.trust * going / swing
        if swing > tolerated * going:
            self.trust *= 0.7 if self.trust > 0.05 else 1.0
        elif self.speed < 1000:
            self.trust *= 1.3
        self.speed += min(aim - self.speed, 0.5 * self.speed)
