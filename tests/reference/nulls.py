"""Cases on what chance alone would bring about."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
from scipy import sparse

from netmap.measures.backbone import backbone, shared_by_chance
from netmap.measures.concentration import concentration
from netmap.measures.margins import all_matrices, any_matrix, count_matrices, curveball
from netmap.measures.multiple import benjamini_hochberg, monte_carlo_p
from netmap.measures.nulls import (
    expected_fixed_sizes_hhi,
    fixed_sizes_chance,
    multinomial_chance,
    pool_sensitivity,
)
from tests.reference.cases import Case, check

ANYTOWN = [[0, 1], [0, 1, 2], [0, 3], [0, 4]]
"""Who sits on each partnership: CVS 0, AgeHelp 1, DisabAct 2, Women's Aid 3, YouthCo 4."""


def sums(holders: list[list[int]]) -> list[int]:
    return [total for _, total in Counter(who for own in holders for who in own).most_common()]


def table(holders: list[list[int]]) -> sparse.csr_array:
    seats = np.zeros((max(map(max, holders)) + 1, len(holders)), dtype=int)
    for partnership, own in enumerate(holders):
        seats[own, partnership] = 1
    return sparse.csr_array(seats)


@check("NULL-MULTI")
def thrown(case: Case) -> None:
    assert sum(case.input["observed"]) == case.input["S"]
    chance = multinomial_chance(case.input["observed"], pool=case.input["N"])
    assert {each.method for each in chance.values()} == {"exact"}
    assert chance["hhi"].expected == case.near(case.expected["E_hhi"])
    assert chance["hhi"].p == case.near(case.expected["p_hhi_ge_0.32"])
    assert chance["cr1"].p == case.near(case.expected["p_max_ge_5"])
    assert Fraction(chance["hhi"].p) == Fraction(*case.expected["p_hhi_fraction"])
    assert Fraction(chance["cr1"].p) == Fraction(*case.expected["p_max_fraction"])


@check("NULL-SIMPSON")
def unbiased(case: Case) -> None:
    seats, pool = case.input["S"], case.input["N"]
    expected = multinomial_chance(case.input["observed"], pool=pool)["hhi"].expected
    assert expected is not None
    assert expected == case.near(case.expected["raw_hhi_null_expectation"])
    assert (expected * seats - 1) / (seats - 1) == case.near(case.expected["null_expectation"])
    assert concentration(case.input["observed"]).simpson_unbiased == case.near(case.expected["simpson_unbiased"])


@check("NULL-COLFIXED")
def filled(case: Case) -> None:
    assert [len(own) for own in ANYTOWN] == case.input["col_sums"]
    assert sums(ANYTOWN) == case.input["observed_row_sums"]
    chance = fixed_sizes_chance(ANYTOWN, pool=case.input["N"])
    hhi, widest = chance["hhi"], chance["widest"]
    assert (hhi.method, widest.method) == ("exact", "exact")
    assert hhi.states == widest.states == case.expected["n_allocations"]
    assert hhi.expected == case.near(case.expected["E_hhi"])
    assert expected_fixed_sizes_hhi(case.input["col_sums"], case.input["N"]) == case.near(case.expected["E_hhi"])
    assert hhi.p == case.near(case.expected["p_hhi_ge_23_81"])
    assert widest.p == case.near(case.expected["p_max_ge_4"])
    assert Fraction(hhi.p * hhi.states).limit_denominator(1000) == case.expected["count_hhi_ge"]
    assert Fraction(widest.p * hhi.states).limit_denominator(1000) == case.expected["count_max_ge_4"]


@check("NULL-POOL-SENSITIVITY")
def pools(case: Case) -> None:
    found = pool_sensitivity(case.input["col_sums"], 4, case.input["N"])
    assert {str(chance.pool): chance.p for chance in found} == case.near(case.expected["p_max_ge_4"])
    assert {chance.method for chance in found} == {"exact"}


@check("NULL-COUNT")
def tables(case: Case) -> None:
    for name, (rows, cols) in case.input["margins"].items():
        assert count_matrices(rows, cols) == count_matrices(cols, rows) == case.expected[name]
        if case.expected[name] <= 2040:
            assert len(set(all_matrices(rows, cols))) == case.expected[name]


@check("NULL-CURVEBALL-INVARIANT")
def same_in_every_draw(case: Case) -> None:
    rows, cols = case.input["row_sums"], case.input["col_sums"]
    drawn, rng, found, seen = any_matrix(rows, cols), np.random.default_rng(1), set(), set()
    for _ in range(1000):
        drawn = curveball(drawn, trades=5 * len(rows), rng=rng)
        found.add(concentration([len(row) for row in drawn]).hhi)
        seen.add(drawn)
    assert len(found) == case.expected["distinct_hhi_values_over_1000_draws"]
    assert len(seen) == count_matrices(rows, cols)


@check("NULL-CURVEBALL-UNIFORM")
def each_table_alike(case: Case) -> None:
    rows, cols, draws = case.input["row_sums"], case.input["col_sums"], case.input["draws"]
    drawn, rng = any_matrix(rows, cols), np.random.default_rng(case.input["seed"])
    seen: Counter[object] = Counter()
    for _ in range(draws):
        drawn = curveball(drawn, trades=case.input["trades_between"], rng=rng)
        seen[drawn] += 1
    assert set(seen) == set(all_matrices(rows, cols))
    assert len(seen) == case.expected["n_states"]
    each = draws / len(seen)
    quantile = case.expected["chi2_quantile_0.999_df"][str(len(seen) - 1)]
    assert sum((times - each) ** 2 / each for times in seen.values()) < quantile


@check("MC-PVALUE")
def never_zero(case: Case) -> None:
    assert monte_carlo_p(case.input["b"], case.input["m"]) == case.near(case.expected["p"])


@check("BACKBONE-EXACT")
def five_tables(case: Case) -> None:
    rows, cols = case.input["row_sums"], case.input["col_sums"]
    found = shared_by_chance(rows, cols, [(rows[0], rows[1])])
    assert found.method == "exact" and found.matrices is not None
    at_least = [*found.at_least[(2, 2)], 0]
    times = {str(s): (at_least[s] - at_least[s + 1]) * found.matrices for s in range(3)}
    assert {s: n for s, n in times.items() if n} == case.near(case.expected["distribution"])
    pairs = backbone(table([[0, 1], [0, 1], [2]])).pairs
    assert pairs[["i", "j", "shared"]].values.tolist() == [[0, 1, 2]]
    assert pairs["p"].iat[0] == case.near(case.expected["p_ge_2"])


@check("BACKBONE-ANY")
def the_hub_drops_out(case: Case) -> None:
    assert sums(ANYTOWN) == case.input["row_sums"]
    found = backbone(table(ANYTOWN))
    p = {(i, j): (shared, p, kept) for i, j, shared, p, _, kept in found.pairs.itertuples(index=False)}
    assert p[0, 1] == (2, case.near(case.expected["p_cvs_agehelp_ge_2"]), False)
    assert p[1, 2] == (1, case.near(case.expected["p_agehelp_disabact_ge_1"]), False)
    assert found.matrices == case.expected["n_matrices"]
    chance = shared_by_chance(case.input["row_sums"], case.input["col_sums"], [(4, 2), (2, 1)])
    for kind, name in (((4, 2), "cvs_agehelp"), ((2, 1), "agehelp_disabact")):
        at_least = [*chance.at_least[kind], 0]
        times = {str(s): (at_least[s] - at_least[s + 1]) * 27 for s in range(len(at_least) - 1)}
        assert {s: n for s, n in times.items() if n} == case.near(case.expected[name])


@check("BH-1995")
def four_of_fifteen(case: Case) -> None:
    adjusted = benjamini_hochberg(case.input["p"])
    assert adjusted[:5].tolist() == case.near(case.expected["qvalues_first5"])
    assert int((adjusted <= case.input["q"]).sum()) == case.expected["rejected"]
