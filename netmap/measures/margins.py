"""Tables of noughts and ones with given row and column sums: how many there are, all of them, and one at random."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from netmap.errors import AnalysisError
from netmap.measures.attainable import conjugate

EVERY_BIT = np.uint64(2**64 - 1)
Rows = tuple[tuple[int, ...], ...]
"""For each row the columns in which it has a one, ascending."""


def is_possible(rows: Sequence[int], cols: Sequence[int]) -> bool:
    """Can seats be placed so that each organisation and each partnership gets its number, no pair twice?

    Definition: the sums agree, and the k largest row sums never exceed what k rows could take from
    the columns (Gale and Ryser).

    Parameters
        rows: row sums, in any order.
        cols: column sums, in any order.
    Returns
        Whether there is such a table.
    Cost
        n log n.
    Source
        Gale 1957 and Ryser 1957.
    Example
        >>> is_possible([2, 2, 1], [2, 2, 1]), is_possible([3, 0], [2, 1])
        (True, False)
    """
    most = conjugate(cols)
    wanted = sorted((row for row in rows if row), reverse=True)
    if sum(wanted) != sum(most) or len(wanted) < len(most):
        return False
    room = itertools.accumulate([*most, *[0] * (len(wanted) - len(most))])
    return all(want <= has for want, has in zip(itertools.accumulate(wanted), room, strict=True))


def picks(classes: Sequence[int], size: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """In how many ways can some be taken out of classes of like things?

    Parameters
        classes: how many there are of each class.
        size: how many are taken.
    Returns
        How many of each class, and the number of ways of taking just those, one after the other.
    Cost
        Linear in what is given.
    Example
        >>> list(picks([2, 1], 2))
        [((1, 1), 2), ((2, 0), 1)]
    """
    if not classes:
        if not size:
            yield (), 1
        return
    first, rest = classes[0], classes[1:]
    for taken in range(max(0, size - sum(rest)), min(first, size) + 1):
        ways = math.comb(first, taken)
        for others, more in picks(rest, size - taken):
            yield (taken, *others), ways * more


def count_matrices(rows: Sequence[int], cols: Sequence[int]) -> int:
    """In how many ways could the same organisations sit equally often on partnerships of the same sizes?

    Definition: the number of tables of noughts and ones with these row and column sums, exactly.
    Columns with equally many places left are alike, so rows are filled one by one and only the
    number of columns with 0, 1, 2 ... places left is kept. Range 0 upwards, unit tables.

    Parameters
        rows: row sums, in any order.
        cols: column sums, in any order.
    Returns
        The number; 0 where the sums do not go together.
    Cost
        Grows with the partitions of the sums: seconds for 13 by 17; rows and columns may be swapped.
    Source
        OEIS A001499; Chen, Diaconis, Holmes and Liu 2005 (Darwin's finches); checked against NULL-COUNT.
    Example
        >>> count_matrices([2, 2, 1], [2, 2, 1])
        5
    """
    if not is_possible(rows, cols):
        return 0
    if len(cols) > len(rows):
        rows, cols = cols, rows
    left = Counter(cols)
    states = {tuple(left.get(places, 0) for places in range(1, max(cols, default=0) + 1)): 1}
    for row in sorted(rows, reverse=True):
        following: defaultdict[tuple[int, ...], int] = defaultdict(int)
        for classes, ways in states.items():
            for taken, choices in picks(classes, row):
                following[_lowered(classes, taken)] += ways * choices
        states = following
    return sum(states.values())


def _lowered(classes: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    """Move what was taken from each class to the class with one place less."""
    after = [here - gone + came for here, gone, came in zip(classes, taken, (*taken, 0)[1:], strict=True)]
    while after and not after[-1]:
        after.pop()
    return tuple(after)


def all_matrices(rows: Sequence[int], cols: Sequence[int]) -> Iterator[Rows]:
    """What are all the ways in which the same organisations could sit equally often on the same partnerships?

    Parameters
        rows: row sums, in order.
        cols: column sums, in order.
    Returns
        Each table once, as the columns of each row, in a fixed order; nothing where there is none.
    Cost
        Linear in tables times rows; `estimated_matrices` says beforehand how many to expect.
    Source
        Checked against NULL-COUNT, BACKBONE-EXACT, BACKBONE-ANY.
    Example
        >>> list(all_matrices([1, 1], [1, 1]))
        [((0,), (1,)), ((1,), (0,))]
    """
    if is_possible(rows, cols):
        yield from _filled(tuple(rows), tuple(cols))


def _filled(rows: tuple[int, ...], left: tuple[int, ...]) -> Iterator[Rows]:
    if not rows:
        yield ()
        return
    forced = [column for column, places in enumerate(left) if places == len(rows)]
    free = [column for column, places in enumerate(left) if 0 < places < len(rows)]
    for chosen in itertools.combinations(free, rows[0] - len(forced)):
        own = tuple(sorted((*forced, *chosen)))
        rest = tuple(places - (column in own) for column, places in enumerate(left))
        if is_possible(rows[1:], rest):
            for others in _filled(rows[1:], rest):
                yield (own, *others)


def estimated_matrices(rows: Sequence[int], cols: Sequence[int]) -> float:
    """About how many tables have these sums, without counting them?

    Definition: the product of binomials of each row in the number of columns and of each column in
    the number of rows, over the binomial of the total in all cells. Range 0 upwards, unit tables;
    meant for the order of magnitude. Infinite where a number with decimals cannot hold it.

    Parameters
        rows: row sums, in any order.
        cols: column sums, in any order.
    Returns
        The estimate.
    Cost
        Linear in rows and columns.
    Source
        Good and Crook 1977.
    Example
        >>> round(estimated_matrices([2, 2, 1], [2, 2, 1]), 1)
        5.8
    """
    logarithm = sum(_log_binomial(len(cols), row) for row in rows) + sum(_log_binomial(len(rows), col) for col in cols)
    logarithm -= _log_binomial(len(rows) * len(cols), sum(rows))
    return math.exp(logarithm) if logarithm < 700 else math.inf


def _log_binomial(things: int, taken: int) -> float:
    return math.lgamma(things + 1) - math.lgamma(taken + 1) - math.lgamma(things - taken + 1)


def any_matrix(rows: Sequence[int], cols: Sequence[int]) -> Rows:
    """What is one way of seating organisations with these row and column sums?

    Definition: row by row, each takes the columns with the most places left (the first of equals).

    Parameters
        rows: row sums, in order.
        cols: column sums, in order.
    Returns
        The columns of each row.
    Raises
        AnalysisError: no table has these sums.
    Cost
        Rows times columns.
    Source
        Ryser 1957.
    Example
        >>> any_matrix([2, 1], [1, 1, 1])
        ((0, 1), (2,))
    """
    if not is_possible(rows, cols):
        raise AnalysisError("No table has these row and column sums.", "Take both from the same table.")
    left = np.asarray(cols, dtype=int).copy()
    columns: dict[int, tuple[int, ...]] = {}
    for row in sorted(range(len(rows)), key=lambda row: -rows[row]):
        own = np.sort(np.argsort(-left, kind="stable")[: rows[row]])
        left[own] -= 1
        columns[row] = tuple(own.tolist())
    return tuple(columns[row] for row in range(len(rows)))


def curveball(matrix_rows: Sequence[Sequence[int]], *, trades: int, rng: np.random.Generator) -> Rows:
    """What might the seats look like if everybody sat as often as now, but otherwise by chance?

    Definition: in each trade two rows keep the columns they share and deal out the others again at
    random, each keeping its number. Row and column sums never change; after about five trades for
    each row every table is equally likely. Figures that hang on row sums alone (HHI, Gini, largest
    share) are the same in every draw and cannot be tested with it.

    Parameters
        matrix_rows: the columns of each row.
        trades: number of trades.
        rng: a seeded generator.
    Returns
        The columns of each row afterwards, ascending.
    Cost
        Linear in trades times the length of rows.
    Source
        Strona and others 2014; checked against NULL-CURVEBALL-UNIFORM, NULL-CURVEBALL-INVARIANT.
    Example
        >>> curveball([[0], [1]], trades=3, rng=np.random.default_rng(1)) in [((0,), (1,)), ((1,), (0,))]
        True
    """
    rows = [set(row) for row in matrix_rows]
    if len(rows) > 1:
        one = rng.integers(0, len(rows), trades)
        two = (one + rng.integers(1, len(rows), trades)) % len(rows)
        for a, b in zip(one.tolist(), two.tolist(), strict=True):
            shared, apart = rows[a] & rows[b], sorted(rows[a] ^ rows[b])
            order = rng.permutation(len(apart)).tolist()
            first = {apart[place] for place in order[: len(rows[a]) - len(shared)]}
            rows[a], rows[b] = shared | first, shared | set(apart) - first
    return tuple(tuple(sorted(row)) for row in rows)


def curveball_copies(
    matrix_rows: Sequence[Sequence[int]], *, copies: int, first: int, between: int, rng: np.random.Generator
) -> Iterator[list[np.ndarray]]:
    """What might the seats look like by chance, many times over?

    Definition: the trades of `curveball`, made in many copies of the table at once. In a round rows
    are paired at random and each pair trades, so ten rounds are five trades for each row; the copies
    share who trades with whom and nothing else.

    Parameters
        matrix_rows: the columns of each row.
        copies: number of tables drawn apart from each other.
        first: rounds before the copies are given for the first time.
        between: rounds before they are given again.
        rng: a seeded generator.
    Returns
        Without end, for each row its columns in each copy: copies by row sum, in no order.
    Cost
        Linear in copies, rounds and ones, about 0.01 microseconds each.
    Source
        Strona and others 2014; Carstens, Berger and Strona 2018 (rounds).
    Example
        >>> drawn = next(curveball_copies([[0, 1], [2]], copies=2, first=1, between=1, rng=np.random.default_rng(1)))
        >>> [row.shape for row in drawn]
        [(2, 2), (2, 1)]
    """
    drawn = [np.tile(np.asarray(row, dtype=np.uint64), (copies, 1)) for row in matrix_rows]
    filled = [row for row, columns in enumerate(matrix_rows) if len(columns)]
    bits = max((max(columns).bit_length() for columns in matrix_rows if len(columns)), default=0)
    rounds = first
    while True:
        for _ in range(rounds):
            order = rng.permutation(filled).tolist()
            for a, b in zip(order[0::2], order[1::2], strict=False):
                drawn[a], drawn[b] = _traded(drawn[a], drawn[b], bits, rng)
        yield [row.view(np.int64) for row in drawn]
        rounds = between


def _traded(one: np.ndarray, two: np.ndarray, bits: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Deal out two rows again in every copy: of a shared column each gets one, the others fall at random.

    A column lies in the lowest bits of the random number that gives its turn, so that one sort deals it out.
    """
    both = np.sort(np.concatenate([one, two], axis=1), axis=1)
    flat = both.ravel()
    turn = rng.bit_generator.random_raw(flat.size)
    same = flat[1:] == flat[:-1]
    same[both.shape[1] - 1 :: both.shape[1]] = False  # the last column of a copy and the first of the next
    shared = np.flatnonzero(same)
    turn[shared] = 0
    turn[shared + 1] = EVERY_BIT
    column = np.uint64((1 << bits) - 1)
    turn &= ~column
    turn |= flat
    dealt = turn.reshape(both.shape)
    dealt.sort(axis=1)
    dealt &= column
    return dealt[:, : one.shape[1]], dealt[:, one.shape[1] :]
