"""Which organisations sit together more often than their numbers of seats alone would bring about."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from netmap.measures.margins import all_matrices, any_matrix, curveball_copies, estimated_matrices
from netmap.measures.multiple import benjamini_hochberg, monte_carlo_p

EXACT, DRAWN, NOT_WORKED_OUT = "exact", "drawn", "not worked out"

COPIES = 250
"""Tables drawn at once; the number decides the draws together with the seed."""
FIRST, MORE, BETWEEN = 15, 60, 10
"""Rounds of trades before the first draw, further ones where partnerships are few, and rounds from draw to draw."""
LIKE_PAIRS = 20
"""Most pairs with the same two row sums that are looked at in each draw."""
DRAWS_BY_TIES = 10_000_000
"""Most draws times ties for which as many draws are made as are needed."""
STATES_A_STEP = 20
"""Counting one way step by step takes about as long as this many ways counted in bulk."""

Kind = tuple[int, int]


@dataclass(frozen=True)
class Backbone:
    """Pairs that share partnerships, each with its p-value; `method` is exact, drawn or not worked out.

    `pairs` has the columns i and j (rows of the incidence, i < j), shared, p, adjusted, kept.
    `matrices` counts all tables when exact, `draws` those drawn; `family` is the number of pairs
    that could have been in the backbone, `draws_needed` the draws from which one pair by itself can be.
    """

    pairs: pd.DataFrame
    method: str
    matrices: int | None
    draws: int | None
    family: int
    draws_needed: int


def backbone(
    incidence: sparse.csr_array,
    *,
    draws: int = 1_999,
    draws_by_ties: int = DRAWS_BY_TIES,
    seed: int = 1,
    rate: float = 0.05,
    exact_states: int = 2_000_000,
    fewest_shared: int = 1,
    most_ties: int | None = None,
) -> Backbone:
    """Who sits with whom more often than chance, given how often each sits and how large each partnership is?

    Definition: p = P(shared >= observed) over all 0/1 tables with the same row and column sums, each
    equally likely. It depends on the two row sums only, so pairs with the same ones have one
    distribution. Adjusted for many pairs by Benjamini and Hochberg over every pair that could share
    `fewest_shared` partnerships and whose number the sums leave open; kept where that is at most
    `rate`. Range of p 0..1, never 0; unit none.
    Isolated and vacant: an organisation on every partnership shares a fixed number with everybody:
    p = 1, so its ties never enter the backbone. One on none is in no pair.

    Parameters
        incidence: organisations by partnerships, 1 where an organisation sits, each pair once.
        draws: tables drawn, where they are not all counted. With m draws p is never below
            1 / (m + 1), so `draws_needed` are drawn instead, where that is more ...
        draws_by_ties: ... and these draws times the ties are at most this.
        seed: seed of the draws.
        rate: share of false ties accepted, 0..1.
        exact_states: all tables are counted where tables times organisations are at most a
            twentieth of this; otherwise they are drawn by curveball trades, p = (b + 1) / (m + 1).
        fewest_shared: shared partnerships from which a pair is listed, at least 1.
        most_ties: ties (ones) beyond which no p is worked out; None means no limit.
    Returns
        Backbone: pairs in order of i and j; p, adjusted and kept missing where not worked out.
    Cost
        About half a microsecond for each draw and tie; tables times organisations when exact.
    Source
        METHODS 3.6; Strona and others 2014; checked against BACKBONE-EXACT, BACKBONE-ANY.
    Example
        >>> found = backbone(sparse.csr_array([[1, 1, 1], [1, 1, 0], [0, 0, 1]]))
        >>> found.pairs[["i", "j", "shared", "p"]].values.tolist()
        [[0.0, 1.0, 2.0, 1.0], [0.0, 2.0, 1.0, 1.0]]
    """
    matrix = sparse.csr_array((incidence != 0).astype(np.int64))
    degrees, sizes = (np.asarray(matrix.sum(axis=axis)).ravel() for axis in (1, 0))
    pairs = _sharing(matrix, max(1, fewest_shared))
    left_open, family, needed = _tested(degrees, sizes, max(1, fewest_shared), rate)
    if most_ties is not None and matrix.nnz > most_ties:
        nothing = pairs.assign(p=np.nan, adjusted=np.nan, kept=pd.Series(None, pairs.index, dtype=object))
        return Backbone(nothing, NOT_WORKED_OUT, None, None, family, needed)
    if needed * matrix.nnz <= draws_by_ties:
        draws = max(draws, needed)
    kinds = [_kind(degrees[i], degrees[j]) for i, j in zip(pairs["i"], pairs["j"], strict=True)]
    tested = (left_open[pairs["i"]] & left_open[pairs["j"]]).astype(bool)
    wanted = sorted({kind for kind, open_pair in zip(kinds, tested, strict=True) if open_pair})
    tails = shared_by_chance(degrees, sizes, wanted, draws=draws, seed=seed, exact_states=exact_states)
    p, adjusted = np.ones(len(pairs)), np.ones(len(pairs))
    for row in np.flatnonzero(tested):
        p[row] = tails.at_least[kinds[row]][pairs["shared"].iat[row]]
    adjusted[tested] = benjamini_hochberg(p[tested], family=family)
    table = pairs.assign(p=p, adjusted=adjusted, kept=tested & (adjusted <= rate))
    return Backbone(table, tails.method, tails.matrices, tails.draws, family, needed)


def may_lack_draws(incidence: sparse.csr_array, *, draws: int, rate: float) -> bool:
    """Could the draws be too few to keep a single pair?

    Parameters
        incidence, draws, rate: as for `backbone`, with its other parameters as they are by default.
    Returns
        Whether more draws are needed than are made; also where all tables are counted in the end, which needs none.
    Cost
        One pass over the ties.
    """
    matrix = sparse.csr_array((incidence != 0).astype(np.int64))
    degrees, sizes = (np.asarray(matrix.sum(axis=axis)).ravel() for axis in (1, 0))
    _, _, needed = _tested(degrees, sizes, 1, rate)
    return bool(needed > draws and needed * matrix.nnz > DRAWS_BY_TIES)


def _tested(degrees: np.ndarray, sizes: np.ndarray, fewest: int, rate: float) -> tuple[np.ndarray, int, int]:
    """Give which organisations the sums leave open, how many pairs they make, and the draws that these need."""
    left_open = (degrees >= fewest) & (degrees < int((sizes > 0).sum()))
    family = math.comb(int(left_open.sum()), 2)
    return left_open, family, math.ceil(family / rate) - 1 if rate and family else 0


def _kind(one: int, two: int) -> Kind:
    return (int(max(one, two)), int(min(one, two)))


def _sharing(matrix: sparse.csr_array, fewest: int) -> pd.DataFrame:
    """Give the pairs of rows that share at least so many columns, in order."""
    shared = sparse.coo_array(sparse.triu(matrix @ matrix.T, k=1))
    pairs = pd.DataFrame({"i": shared.row.astype(int), "j": shared.col.astype(int), "shared": shared.data.astype(int)})
    return pairs[pairs["shared"] >= fewest].sort_values(["i", "j"], ignore_index=True)


@dataclass(frozen=True)
class SharedByChance:
    """For pairs with given row sums, the chance of sharing at least 0, 1, 2 ... columns."""

    at_least: Mapping[Kind, np.ndarray]
    method: str
    matrices: int | None
    draws: int | None


def shared_by_chance(
    rows: Sequence[int] | np.ndarray,
    cols: Sequence[int] | np.ndarray,
    kinds: Sequence[Kind],
    *,
    draws: int = 1_999,
    seed: int = 1,
    exact_states: int = 2_000_000,
) -> SharedByChance:
    """How many partnerships would two organisations share by chance, given how often each sits?

    Definition: P(shared >= s) over all 0/1 tables with these sums, each equally likely. Rows with
    equal sums are alike, so figures depend on the sums alone and on no name or order.

    Parameters
        rows: partnerships of each organisation.
        cols: organisations of each partnership.
        kinds: pairs of row sums, the larger first, each held by two different rows.
        draws, seed, exact_states: as in `backbone`.
    Returns
        SharedByChance: for each kind an array whose item s is the chance of sharing s or more; without a
        kind nothing is listed or drawn.
    Cost
        As in `backbone`.
    Source
        Checked against BACKBONE-EXACT, BACKBONE-ANY.
    Example
        >>> shared_by_chance([2, 2, 1], [2, 2, 1], [(2, 2)]).at_least[(2, 2)].tolist()
        [1.0, 1.0, 0.2]
    """
    rows = sorted((int(row) for row in rows if row), reverse=True)
    cols = sorted((int(col) for col in cols if col), reverse=True)
    like = {kind: _like_pairs(rows, kind) for kind in kinds}
    if not kinds:
        return SharedByChance({}, EXACT, None, None)
    if estimated_matrices(rows, cols) * len(rows) <= exact_states / STATES_A_STEP:
        tables = list(all_matrices(rows, cols))
        return SharedByChance(_tails_of_all(tables, like), EXACT, len(tables), None)
    return SharedByChance(_tails_drawn(rows, cols, like, draws, seed), DRAWN, None, draws)


def _like_pairs(rows: Sequence[int], kind: Kind) -> list[tuple[int, int]]:
    """Give pairs of different rows with these sums, no row in two of them."""
    larger = [row for row, total in enumerate(rows) if total == kind[0]]
    smaller = [row for row, total in enumerate(rows) if total == kind[1]]
    if kind[0] == kind[1]:
        larger, smaller = larger[0::2], larger[1::2]
    return list(zip(larger, smaller, strict=False))[:LIKE_PAIRS]


def _tails_of_all(
    tables: Iterable[Sequence[Sequence[int]]], like: Mapping[Kind, Sequence[tuple[int, int]]]
) -> dict[Kind, np.ndarray]:
    masks = [[sum(1 << column for column in row) for row in table] for table in tables]
    tails = {}
    for kind, pairs in like.items():
        one, two = pairs[0]
        times = Counter((table[one] & table[two]).bit_count() for table in masks)
        reached = list(itertools.accumulate(times[shared] for shared in range(kind[1], -1, -1)))
        tails[kind] = np.array(reached[::-1]) / len(masks)
    return tails


def _tails_drawn(
    rows: Sequence[int], cols: Sequence[int], like: Mapping[Kind, Sequence[tuple[int, int]]], draws: int, seed: int
) -> dict[Kind, np.ndarray]:
    seen = sorted({row for pairs in like.values() for pair in pairs for row in pair})
    number = np.full(len(rows), len(seen))
    number[seen] = np.arange(len(seen))
    places = {kind: number[np.array(pairs)] for kind, pairs in like.items()}
    times = {kind: np.zeros(kind[1] + 1) for kind in like}
    rng, start = np.random.default_rng(seed), any_matrix(cols, rows)
    tables = curveball_copies(
        start, copies=min(draws, COPIES), first=FIRST + MORE // len(cols), between=BETWEEN, rng=rng
    )
    for done in range(0, draws, COPIES):
        where = _bits(next(tables), number, len(seen) + 1)[: draws - done]
        for kind, pairs in places.items():
            shared = np.bitwise_count(where[:, pairs[:, 0]] & where[:, pairs[:, 1]]).sum(axis=2, dtype=np.int64)
            times[kind] += np.bincount(shared.ravel(), minlength=kind[1] + 1) / len(pairs)
    reached = {kind: np.minimum(np.cumsum(counts[::-1])[::-1], draws) for kind, counts in times.items()}
    return {kind: np.array([monte_carlo_p(float(b), draws) for b in tail]) for kind, tail in reached.items()}


def _bits(drawn: Sequence[np.ndarray], number: np.ndarray, rows: int) -> np.ndarray:
    """Give for each copy and row that is looked at its columns, one bit each; all other rows fall together."""
    copies = len(drawn[0])
    where = np.zeros((copies, rows, (len(drawn) + 63) // 64), dtype=np.uint64)
    copy = np.arange(copies)[:, None]
    for column, members in enumerate(drawn):
        where[copy, number[members], column // 64] |= np.uint64(1 << (column % 64))
    return where
