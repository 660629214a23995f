"""The backbone of shared partnerships, against all tables with the same margins."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from netmap.measures.backbone import backbone, shared_by_chance
from netmap.measures.margins import all_matrices


def random_seats(rng: np.random.Generator, organisations: int, partnerships: int, seats: float) -> np.ndarray:
    return (rng.random((organisations, partnerships)) < seats).astype(int)


def planted(rng: np.random.Generator) -> np.ndarray:
    """Seat 60 organisations by chance on 24 partnerships, and two of them on the same ten."""
    seats = random_seats(rng, 60, 24, 0.1)
    seats[:2] = 0
    seats[:2, :10] = 1
    return seats


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.lists(st.sets(st.integers(0, 3)), min_size=2, max_size=5))
def test_exact_chances_are_those_of_all_tables(table: list[set[int]]) -> None:
    seats = np.array([[int(column in row) for column in range(4)] for row in table])
    found = backbone(sparse.csr_array(seats))
    tables = [[set(row) for row in each] for each in all_matrices(seats.sum(axis=1), seats.sum(axis=0))]
    wanted = {
        (i, j): (shared, sum(len(each[i] & each[j]) >= shared for each in tables) / len(tables))
        for i, j in itertools.combinations(range(len(table)), 2)
        if (shared := len(table[i] & table[j]))
    }
    assert found.method == "exact"
    rows = found.pairs.itertuples(index=False)
    assert [(row.i, row.j) for row in rows] == sorted(wanted)
    for row in found.pairs.itertuples(index=False):
        assert (row.shared, row.p) == (wanted[row.i, row.j][0], pytest.approx(wanted[row.i, row.j][1]))


def test_drawn_chances_come_near_exact_ones() -> None:
    rows, cols = [4, 3, 3, 2, 2, 1, 1], [5, 4, 3, 2, 2]
    kinds = [(4, 3), (3, 3), (3, 2), (2, 2), (2, 1), (1, 1), (4, 1)]
    exact = shared_by_chance(rows, cols, kinds)
    drawn = shared_by_chance(rows, cols, kinds, exact_states=0, draws=8_000)
    assert (exact.method, exact.matrices is not None, exact.draws) == ("exact", True, None)
    assert (drawn.method, drawn.matrices, drawn.draws) == ("drawn", None, 8_000)
    for kind in kinds:
        assert drawn.at_least[kind] == pytest.approx(exact.at_least[kind], abs=0.02)


def test_what_is_planted_is_found_and_nothing_else() -> None:
    found = backbone(sparse.csr_array(planted(np.random.default_rng(1))), fewest_shared=3)
    assert found.method == "drawn"
    kept = found.pairs[found.pairs["kept"]]
    assert kept[["i", "j", "shared"]].values.tolist() == [[0, 1, 10]]
    assert kept["p"].iat[0] == pytest.approx(1 / (found.draws_needed + 1))
    assert found.draws == found.draws_needed > 1_999


def test_too_few_draws_keep_nothing_and_say_how_many_it_takes() -> None:
    seats = sparse.csr_array(planted(np.random.default_rng(1)))
    found = backbone(seats, fewest_shared=3, draws=99, draws_by_ties=0)
    assert found.draws == 99 and not found.pairs["kept"].any()
    assert found.draws_needed + 1 == pytest.approx(found.family / 0.05)


def test_names_and_order_make_no_difference_to_draws() -> None:
    rng = np.random.default_rng(2)
    seats = planted(rng)
    order, columns = rng.permutation(60), rng.permutation(24)
    one = backbone(sparse.csr_array(seats), draws=199, draws_by_ties=0).pairs
    two = backbone(sparse.csr_array(seats[order][:, columns]), draws=199, draws_by_ties=0).pairs
    back = {frozenset((int(order[i]), int(order[j]))): rest for i, j, *rest in two.values.tolist()}
    assert {frozenset((i, j)): rest for i, j, *rest in one.values.tolist()} == back


def test_organisations_without_a_seat_and_empty_partnerships_change_nothing() -> None:
    seats = planted(np.random.default_rng(3))
    wider = np.pad(seats, ((0, 3), (0, 2)))
    one, two = (backbone(sparse.csr_array(each), draws=99, draws_by_ties=0).pairs for each in (seats, wider))
    assert one.equals(two)


def test_the_family_is_what_the_sums_leave_open() -> None:
    # On three partnerships: one sits on all, two on two, one on one.
    seats = sparse.csr_array([[1, 1, 1], [1, 1, 0], [1, 1, 0], [0, 0, 1]])
    assert backbone(seats).family == 3
    two = backbone(seats, fewest_shared=2)
    assert two.family == 1
    # All tables: the two that sit twice each leave one column; in three of nine it is the same.
    inner = two.pairs[(two.pairs["i"] == 1) & (two.pairs["j"] == 2)]
    tables = list(all_matrices([3, 2, 2, 1], [3, 3, 2]))
    same = sum(table[1] == table[2] for table in tables) / len(tables)
    assert inner["p"].iat[0] == inner["adjusted"].iat[0] == pytest.approx(same)
    assert two.pairs[two.pairs["i"] == 0][["p", "adjusted", "kept"]].values.tolist() == [[1, 1, False], [1, 1, False]]


def test_beyond_the_limit_pairs_are_listed_without_a_chance() -> None:
    found = backbone(sparse.csr_array([[1, 1], [1, 0], [0, 1]]), most_ties=3)
    assert (found.method, found.matrices, found.draws) == ("not worked out", None, None)
    assert found.pairs[["i", "j", "shared"]].values.tolist() == [[0, 1, 1], [0, 2, 1]]
    assert found.pairs[["p", "adjusted", "kept"]].isna().all(axis=None)


@pytest.mark.parametrize("shape", [(0, 0), (3, 0), (0, 3), (2, 2)])
def test_without_shared_partnerships_there_is_no_pair(shape: tuple[int, int]) -> None:
    found = backbone(sparse.csr_array(np.eye(*shape, dtype=int)))
    assert len(found.pairs) == 0 and list(found.pairs) == ["i", "j", "shared", "p", "adjusted", "kept"]


def test_with_no_pair_to_test_no_table_is_listed_however_many_there_are() -> None:
    """Forty boards with one body each: 40! tables, of which nobody asks anything."""
    found = backbone(sparse.csr_array(np.eye(40, dtype=int)))
    assert (len(found.pairs), found.matrices, found.draws) == (0, None, None)


def test_more_than_sixty_four_partnerships() -> None:
    seats = random_seats(np.random.default_rng(4), 30, 130, 0.1)
    seats[:2] = 0
    seats[0, 60:80] = seats[1, 60:80] = 1
    found = backbone(sparse.csr_array(seats), draws=499, draws_by_ties=0, fewest_shared=10, rate=1)
    assert found.pairs.values.tolist() == [[0, 1, 20, 1 / 500, pytest.approx(1 / 500 * found.family), True]]


def test_an_organisation_on_a_hundred_and_thirty_partnerships_shares_all_with_everybody() -> None:
    chance = shared_by_chance([130, 40, *[1] * 90], [2] * 130, [(130, 40)], draws=99, exact_states=0)
    assert chance.at_least[130, 40].tolist() == [1] * 41
