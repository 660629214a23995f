"""Whole columns of made-up cells at once, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LISTS = 4_000
"""Different lists of several values: enough to look alike to nobody, few enough to be made in no time."""


class Dice:
    """Draws columns of cells; each table has dice of its own, so that a change to one leaves the others alone."""

    def __init__(self, seed: int, table: int) -> None:
        self.draw = np.random.default_rng([seed, table])

    def chance(self, size: int, share: float) -> np.ndarray:
        return self.draw.random(size) < share

    def one_of(
        self, values: Sequence[str], size: int, share: float = 1.0, weights: Sequence[float] | None = None
    ) -> np.ndarray:
        """Draw one value for each row; the rest beyond the share stays blank."""
        odds = None if weights is None else np.asarray(weights) / np.sum(weights)
        cells = as_cells(values)[self.draw.choice(len(values), size, p=odds)]
        return self.kept(cells, share)

    def some_of(self, values: Sequence[str], size: int, share: float, most: int = 3) -> np.ndarray:
        """Draw one to `most` values for each row, joined; the first values are the most frequent."""
        ranks = falling(self.draw.random((LISTS, most)), np.full(LISTS, len(values))[:, None], 5)
        counts = self.draw.integers(1, most + 1, LISTS)
        lists = [
            "|".join(dict.fromkeys(values[rank] for rank in row[:count]))
            for row, count in zip(ranks, counts, strict=True)
        ]
        return self.one_of(lists, size, share)

    def kept(self, cells: np.ndarray, share: float) -> np.ndarray:
        """Blank all but the share of the cells."""
        return cells if share >= 1 else np.where(self.chance(len(cells), share), cells, None)

    def whole(self, low: int, high: int, size: int, share: float = 1.0) -> np.ndarray:
        """Draw whole numbers as text, small ones more often."""
        spread = np.log(high / low)
        numbers = (low * np.exp(spread * self.draw.random(size) ** 1.5)).astype(int)
        return self.kept(as_cells(numbers.astype(str)), share)


class Places:
    """Rows grouped by the place that each belongs to, so that rows of another table can name a neighbour."""

    def __init__(self, homes: np.ndarray, places: int) -> None:
        self._order = np.argsort(homes, kind="stable")
        self._sizes = np.bincount(homes, minlength=places)
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)[:-1]])

    def pick(self, dice: Dice, places: np.ndarray, evenness: float, reach: float = 1.0) -> np.ndarray:
        """Draw one row of each place: the first rows most often, the less so the greater the evenness.

        Definition: row r (from 0) of a place is drawn with a chance in proportion to 1 / (r + evenness).
        `reach` is the share of the place's rows that can be drawn at all.
        """
        sizes = np.maximum(1, (self._sizes[places] * reach).astype(int))
        ranks = falling(dice.draw.random(len(places)), sizes, evenness)
        return self._order[self._starts[places] + ranks]


def falling(lots: np.ndarray, sizes: np.ndarray, evenness: float) -> np.ndarray:
    """Turn lots of 0..1 into ranks below the sizes, by the law of Zipf and Mandelbrot."""
    ranks = evenness * ((sizes + evenness) / evenness) ** lots - evenness
    return np.minimum(ranks.astype(int), sizes - 1)


def as_cells(values: Sequence[str] | np.ndarray) -> np.ndarray:
    """Give texts as an array of objects, so that equal cells share one text in memory."""
    cells = np.empty(len(values), dtype=object)
    cells[:] = list(map(str, values))
    return cells


def joined(*columns: np.ndarray) -> np.ndarray:
    """Join the filled cells of several columns, row by row."""
    return as_cells(["|".join(filter(None, row)) for row in zip(*columns, strict=True)])
