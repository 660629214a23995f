"""Leave one out and the bootstrap, against doing it one by one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.concentration import concentration
from netmap.measures.resampling import cluster_bootstrap, jackknife_error, leave_one_out

CLUSTERS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3), max_size=4), max_size=5).map(
    lambda own: {f"P{number}": each for number, each in enumerate(own)}
)


def hhi_of(clusters: list[dict[str, int]]) -> float | None:
    totals = [sum(own.get(who, 0) for own in clusters) for who in "abcd"]
    return concentration(totals).hhi


@settings(deadline=None, derandomize=True)
@given(CLUSTERS)
def test_leaving_out_is_counting_the_others(clusters: dict[str, dict[str, int]]) -> None:
    found = leave_one_out(clusters)
    assert list(found) == list(clusters)
    for name in clusters:
        wanted = hhi_of([own for other, own in clusters.items() if other != name])
        assert found[name] == (None if wanted is None else pytest.approx(wanted))


def test_parts_of_seats_leave_nothing_behind() -> None:
    # In floating point 0.1, 0.2 and 0.3 (three times 0.1) have two sums that differ in the last place.
    whole = {"a": 0.1, "b": 0.2, "c": 3 * 0.1}
    assert leave_one_out({"P1": whole, "P2": {}}) == {"P1": None, "P2": pytest.approx(14 / 36)}


@settings(deadline=None, derandomize=True, max_examples=40)
@given(CLUSTERS)
def test_the_bootstrap_is_every_resample_in_every_order(clusters: dict[str, dict[str, int]]) -> None:
    filled = [own for own in clusters.values() if sum(own.values())]
    found = cluster_bootstrap(clusters, quantiles=(0, 0.025, 0.3, 0.5, 0.975, 1))
    if not filled:
        assert found is None
        return
    values = sorted(hhi_of(list(resample)) or 0 for resample in itertools.product(filled, repeat=len(filled)))
    assert found is not None and found.method == "exact"
    assert (found.clusters, found.resamples) == (len(filled), len(values))
    assert found.mean == pytest.approx(sum(values) / len(values))
    assert (found.lowest, found.highest) == pytest.approx((values[0], values[-1]))
    for share, value in found.quantiles.items():
        # The least value that a share of all resamples does not exceed.
        wanted = next(each for rank, each in enumerate(values, 1) if rank / len(values) >= share - 1e-12)
        assert value == pytest.approx(wanted)


def test_drawn_resamples_come_near_all_of_them() -> None:
    clusters = {f"P{k}": {"a": 1, "bcdefgh"[k]: 2} for k in range(7)}
    exact, drawn = cluster_bootstrap(clusters), cluster_bootstrap(clusters, exact_resamples=0, draws=20_000)
    assert exact is not None and drawn is not None
    assert (exact.method, drawn.method, drawn.resamples) == ("exact", "drawn", 20_000)
    assert drawn.mean == pytest.approx(exact.mean, rel=0.005)
    assert drawn.quantiles == pytest.approx(exact.quantiles, rel=0.05)


def test_names_and_order_make_no_difference_to_draws() -> None:
    one = {"P1": {"a": 3, "b": 1}, "P2": {"a": 1}, "P3": {"c": 2}}
    two = {"x": {"w": 2}, "y": {"u": 1}, "z": {"v": 1, "u": 3}}
    assert cluster_bootstrap(one, exact_resamples=0) == cluster_bootstrap(two, exact_resamples=0)


@pytest.mark.parametrize("figures", [[], [0.5], [0.5, None, 0.4]])
def test_an_error_needs_two_figures_and_all_of_them(figures: list[float | None]) -> None:
    assert jackknife_error(figures) is None
