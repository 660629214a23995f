"""The measures on plain vectors, against the published and derived reference cases and their own laws."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.measures.concentration import Concentration, concentration, missing_bounds

OUR_NAMES = {
    "hhi_normalised_holders": "hhi_normalised",
    "hhi_normalised_register": "hhi_normalised",
    "hhi_norm": "hhi_normalised",
    "theil_T": "theil_t",
}
NOT_A_MEASURE = {"lorenz", "attainable_min_points", "null_expectation", "raw_hhi_null_expectation"}
VECTORS = {
    "HHI-DOJ": "shares_pct",
    "HHI-3000": "shares_pct",
    "INEQ-R": "x",
    "CONC-ANY": "seats",
    "CONC-ANY-ZEROS": "seats",
    "CONC-GINI-MAX": "x",
    "CONC-SMALL-S": "seats",
    "CONC-PERSON": "seats",
    "SEAT-MONTHS": "seat_months",
    "NULL-SIMPSON": "observed",
}
COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=30)


def value_of(measures: Concentration, name: str) -> float | None:
    if name == "points":
        return None if measures.hhi is None else measures.hhi * 10_000
    return getattr(measures, OUR_NAMES.get(name, name))  # type: ignore[no-any-return]


def assert_measures(measures: Concentration, expected: Mapping[str, Any], tolerance: float) -> None:
    checked = {name: value for name, value in expected.items() if name not in NOT_A_MEASURE}
    assert checked
    for name, value in checked.items():
        found = value_of(measures, name)
        assert found == (None if value is None else pytest.approx(value, abs=tolerance)), name


@pytest.mark.parametrize("name", VECTORS)
def test_reference_case(cases: Mapping[str, dict[str, Any]], name: str) -> None:
    case = cases[name]
    assert_measures(concentration(case["input"][VECTORS[name]]), case["expected"], case["tolerance"])


@pytest.mark.parametrize("vector", ["empty", "zeros", "single", "equal"])
def test_edge_of_the_definition(cases: Mapping[str, dict[str, Any]], vector: str) -> None:
    case = cases["CONC-EDGE"]
    measures, expected = concentration(case["input"]["vectors"][vector]), case["expected"][vector]
    if expected is None:
        assert {name for name, value in vars(measures).items() if value is not None} == {"total", "units"}
        return
    assert_measures(measures, expected, case["tolerance"])


@pytest.mark.parametrize("which", ["post_large", "post_small"])
def test_published_merger_shares(cases: Mapping[str, dict[str, Any]], which: str) -> None:
    case = cases["HHI-MERGE"]
    measures = concentration(case["input"][which])
    assert_measures(measures, {"points": case["expected"][f"{which}_points"]}, 1e-8)


@pytest.mark.parametrize("when", ["t0", "t1"])
def test_two_snapshots(cases: Mapping[str, dict[str, Any]], when: str) -> None:
    case = cases["DIFF-HHI"]
    measures = concentration(list(case["input"][when].values()))
    assert_measures(measures, {"hhi": case["expected"][f"hhi_{when}"]}, case["tolerance"])


def test_unknown_holders_widen_the_bounds(cases: Mapping[str, dict[str, Any]]) -> None:
    case = cases["CONC-MISSING"]
    bounds = missing_bounds(case["input"]["known"], case["input"]["unknown"])
    for measure in ("hhi", "cr1"):
        ends = [case["expected"][f"{measure}_{end}"] for end in ("lower", "upper")]
        assert bounds[measure] == pytest.approx(ends, abs=case["tolerance"])


def test_bounds_without_any_place_are_undefined() -> None:
    assert missing_bounds([], 0) == {"hhi": None, "cr1": None}


def test_only_unknown_holders_may_all_be_one_or_all_be_different() -> None:
    assert missing_bounds([], 4) == {"hhi": (0.25, 1.0), "cr1": (0.25, 1.0)}


def test_places_cannot_be_drawn_from_shares_of_places() -> None:
    assert concentration([1.5, 0.5]).simpson_unbiased is None


@given(COUNTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(counts: list[int], random: Any) -> None:
    shuffled = counts.copy()
    random.shuffle(shuffled)
    assert concentration(shuffled) == concentration(counts)


@given(COUNTS, st.integers(1, 20))
def test_zeros_change_gini_and_theil_but_not_hhi(counts: list[int], zeros: int) -> None:
    before, after = concentration(counts), concentration(counts + [0] * zeros)
    for name in ("cr1", "cr2", "cr3", "hhi", "effective_number", "shannon_effective", "simpson_unbiased"):
        assert getattr(after, name) == (
            None if getattr(before, name) is None else pytest.approx(getattr(before, name), abs=1e-12)
        )
    if before.gini is not None and after.gini is not None and before.theil_t is not None and after.theil_t is not None:
        assert after.gini > before.gini
        assert after.theil_t == pytest.approx(before.theil_t + math.log((len(counts) + zeros) / len(counts)))


@given(COUNTS)
def test_measures_stay_in_their_range(counts: list[int]) -> None:
    m = concentration(counts)
    if not sum(counts):
        assert m.hhi is None
        return
    n, few = len(counts), 1e-9
    assert m.cr1 is not None and m.cr2 is not None and m.cr3 is not None and m.hhi is not None
    assert m.effective_number is not None and m.gini is not None and m.theil_t is not None
    assert m.shannon_effective is not None
    assert 1 / n - few <= m.hhi <= 1 + few
    assert m.cr1 <= m.cr2 <= m.cr3 <= 1 + few
    assert 1 - few <= m.effective_number <= m.shannon_effective + few <= n + 2 * few
    assert -few <= m.gini <= (n - 1) / n + few
    assert -few <= m.theil_t <= math.log(n) + few
    for share in (m.hhi_normalised, m.simpson_unbiased, m.gini_corrected):
        assert share is None or -few <= share <= 1 + few


@given(COUNTS)
def test_gini_is_the_mean_difference_between_pairs(counts: list[int]) -> None:
    gini = concentration(counts).gini
    if gini is not None:
        differences = sum(abs(one - other) for one, other in itertools.product(counts, repeat=2))
        assert gini == pytest.approx(differences / (2 * len(counts) * sum(counts)), abs=1e-9)


@given(st.lists(st.integers(0, 8), min_size=1, max_size=5), st.integers(0, 3))
def test_bounds_hold_for_every_way_of_dealing_out_unknown_places(known: list[int], unknown: int) -> None:
    bounds = missing_bounds(known, unknown)["hhi"]
    if bounds is None:
        assert sum(known) + unknown == 0
        return
    rooms = len(known) + unknown
    found = []
    for choice in itertools.product(range(rooms), repeat=unknown):
        dealt = [*known, *[0] * unknown]
        for room in choice:
            dealt[room] += 1
        value = concentration(dealt).hhi
        assert value is not None
        found.append(value)
    assert (min(found), max(found)) == pytest.approx(bounds)
