"""Cases on change between two days and on choosing actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netmap.measures.change import hhi_change, turnover
from netmap.measures.covers import Limit, best_cover, greedy_cover, greedy_share, harmonic
from tests.reference.cases import Case, check


@check("DIFF-HHI")
def hhi(case: Case) -> None:
    moved = hhi_change(case.input["t0"], case.input["t1"])
    assert moved.before == case.near(case.expected["hhi_t0"])
    assert moved.after == case.near(case.expected["hhi_t1"])
    assert moved.delta == case.near(case.expected["delta"])
    assert dict(moved.by_unit) == case.near(case.expected["by_org"])


@check("DIFF-TURNOVER")
def who_left(case: Case) -> None:
    before, after = ([tuple(pair) for pair in case.input[day]] for day in ("t0", "t1"))
    moved = turnover(before, after)
    for name in ("stayed", "left", "joined"):
        assert getattr(moved, name) == case.expected[name]
    assert moved.turnover == case.near(case.expected["turnover"])
    assert moved.jaccard == case.near(case.expected["jaccard"])


@check("COVER-GREEDY")
def greedy(case: Case) -> None:
    universe, sets = case.input["universe"], case.input["sets"]
    rough, best = greedy_cover(universe, sets), best_cover(universe, sets)
    assert list(rough.chosen) == case.expected["greedy"]
    assert len(rough.chosen) == case.expected["greedy_size"]
    assert best is not None and list(best.chosen) == case.expected["optimum"]
    assert len(best.chosen) == case.expected["optimum_size"]
    assert harmonic(max(map(len, sets.values()))) == case.near(case.expected["H_max_set"])


@check("COVER-MAXK")
def at_most_k(case: Case) -> None:
    universe, sets, k = case.input["universe"], case.input["sets"], case.input["k"]
    few = Limit("invitations", dict.fromkeys(sets, 1.0), at_most=k)
    rough, best = greedy_cover(universe, sets, limits=[few]), best_cover(universe, sets, limits=[few])
    assert best is not None and len(best.covered) == case.expected["optimum_cover"]
    assert len(rough.covered) == case.expected["greedy_cover"]
    assert len(rough.covered) / len(best.covered) == case.near(case.expected["ratio"])
    assert greedy_share(k) == case.near(case.expected["guarantee_k2"])


@check("COVER-ANYTOWN")
def anytown(case: Case) -> None:
    gaps, candidates = case.input["gaps"], case.input["candidates"]
    rough, best = greedy_cover(gaps, candidates), best_cover(gaps, candidates)
    assert list(rough.chosen) == case.expected["greedy"]
    assert len(rough.chosen) == case.expected["greedy_size"]
    assert best is not None and len(best.chosen) == case.expected["optimum_size"]
    assert sorted(map(str, rough.uncoverable)) == case.expected["uncoverable"]


@check("COVER-CONSTRAINED")
def constrained(case: Case) -> None:
    gaps, candidates = case.input["gaps"], case.input["candidates"]
    organisations, places = (
        _one_each(candidates, part, case.input[most]) for part, most in ((0, "max_per_org"), (1, "max_per_partnership"))
    )
    best = best_cover(gaps, candidates, limits=[*organisations, *places])
    assert best is not None and len(best.covered) == case.expected["best_cover"]
    assert best.broken == ()


def _one_each(candidates: Mapping[str, Sequence[str]], part: int, most: int) -> list[Limit]:
    """Read `organisation->partnership (rep)` and limit the candidates that share the part."""
    named = {name: name.removesuffix(" (rep)").split("->")[part] for name in candidates}
    return [
        Limit(shared, {name: 1.0 for name, own in named.items() if own == shared}, at_most=most)
        for shared in sorted(set(named.values()))
    ]


@check("COVER-WEIGHTED")
def weighted(case: Case) -> None:
    actions = case.input["actions"]
    sets = {name: action["closes"] for name, action in actions.items()}
    costs = {name: action["cost"] for name, action in actions.items()}
    rough = greedy_cover({gap for closes in sets.values() for gap in closes}, sets, costs=costs)
    assert list(rough.chosen) == case.expected["order"]
    assert rough.cost == case.near(case.expected["total_cost"])
