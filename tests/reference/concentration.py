"""Cases on vectors of counts."""

from __future__ import annotations

from netmap.analyses.dominance import dominance
from netmap.measures.attainable import attainable_hhi, conjugate
from netmap.measures.concentration import Concentration, concentration, lorenz, missing_bounds, theil_decomposition
from netmap.measures.resampling import cluster_bootstrap, jackknife_error, leave_one_out
from netmap.shipped import shipped
from tests.networks import read_network
from tests.reference.cases import Case, check

OUR_NAMES = {
    "hhi_normalised_holders": "hhi_normalised",
    "hhi_normalised_register": "hhi_normalised",
    "hhi_norm": "hhi_normalised",
    "theil_T": "theil_t",
}
ANYTOWN = {
    "P1": {"CVS": 2, "AgeHelp": 1},
    "P2": {"CVS": 1, "AgeHelp": 1, "DisabAct": 1},
    "P3": {"CVS": 1, "WomensAid": 1},
    "P4": {"CVS": 1, "YouthCo": 1},
}


def assert_measures(case: Case, measures: Concentration, *names: str) -> None:
    for name in names:
        assert getattr(measures, OUR_NAMES.get(name, name)) == case.near(case.expected[name]), name


@check("CONC-PERSON")
def person(case: Case) -> None:
    assert_measures(case, concentration(case.input["seats"]), "cr1", "effective_number", "hhi")


@check("CONC-MISSING")
def missing(case: Case) -> None:
    bounds = missing_bounds(case.input["known"], case.input["unknown"])
    for name in ("hhi", "cr1"):
        assert bounds[name] == case.near((case.expected[f"{name}_lower"], case.expected[f"{name}_upper"]))


@check("HHI-DOJ")
def four_holders(case: Case) -> None:
    assert_measures(case, concentration(case.input["shares_pct"]), "hhi", "points")


@check("HHI-3000")
def four_unequal_holders(case: Case) -> None:
    assert_measures(case, concentration(case.input["shares_pct"]), "points")


@check("HHI-MERGE")
def two_mergers(case: Case) -> None:
    for name in ("post_large", "post_small"):
        assert concentration(case.input[name]).points == case.near(case.expected[f"{name}_points"])


@check("INEQ-R")
def incomes(case: Case) -> None:
    assert_measures(case, concentration(case.input["x"]), "gini", "gini_corrected", "theil_T")


@check("CONC-ANY")
def holders(case: Case) -> None:
    assert_measures(case, concentration(case.input["seats"]), *[name for name in case.expected if name != "lorenz"])
    for point, wanted in zip(lorenz(case.input["seats"]), case.expected["lorenz"], strict=True):
        assert list(point) == case.near(wanted)


@check("CONC-ANY-ZEROS")
def register(case: Case) -> None:
    assert_measures(case, concentration(case.input["seats"]), *case.expected)


@check("CONC-EDGE")
def edges(case: Case) -> None:
    for name, vector in case.input["vectors"].items():
        measures, expected = concentration(vector), case.expected[name]
        if expected is None:
            assert {each for each, value in vars(measures).items() if value is not None} == {"total", "units"}
            continue
        for measure, value in expected.items():
            assert getattr(measures, OUR_NAMES.get(measure, measure)) == case.near(value), (name, measure)


@check("CONC-GINI-MAX")
def one_holds_all(case: Case) -> None:
    assert_measures(case, concentration(case.input["x"]), "gini", "gini_corrected")


@check("CONC-SMALL-S")
def five_seats(case: Case) -> None:
    seats = case.input["seats"]
    assert_measures(case, concentration(seats), "points")
    lowest = attainable_hhi(seats, pool=len(seats)).lowest
    assert lowest is not None
    assert lowest * 10_000 == case.near(case.expected["attainable_min_points"])


@check("CONC-ATTAIN")
def attained(case: Case) -> None:
    sizes = case.input["col_sums"]
    found = attainable_hhi(case.input["row_sums"], pool=case.input["N"], sizes=sizes)
    assert list(conjugate(sizes)) == case.expected["conjugate"]
    assert found.hhi == case.near(case.expected["hhi"])
    assert found.lowest == case.near(case.expected["hhi_min"])
    assert found.highest == case.near(case.expected["hhi_max"])
    assert found.normalised == case.near(case.expected["hhi_attainable_normalised"])


@check("SEAT-MONTHS")
def seat_months(case: Case) -> None:
    assert_measures(case, concentration(case.input["seat_months"]), "cr1", "hhi")


@check("THEIL-DECOMP")
def kinds_of_organisation(case: Case) -> None:
    parts = theil_decomposition(case.input["groups"])
    for name in ("total", "within", "between"):
        assert getattr(parts, name) == case.near(case.expected[name])


@check("BOOT-CLUSTER")
def partnerships_again(case: Case) -> None:
    left_out = leave_one_out(ANYTOWN)
    assert left_out == case.near(case.expected["jackknife"])
    assert jackknife_error(left_out.values()) == case.near(case.expected["jackknife_se"])
    found = cluster_bootstrap(ANYTOWN)
    assert found is not None and found.method == "exact"
    assert found.resamples == case.expected["n_resamples"]
    assert found.mean == case.near(case.expected["mean"])
    assert (found.lowest, found.highest) == case.near((case.expected["min"], case.expected["max"]))
    for share, name in ((0.025, "p2.5"), (0.5, "p50"), (0.975, "p97.5")):
        assert found.quantiles[share] == case.near(case.expected[name])


@check("UMBRELLA")
def umbrella(case: Case) -> None:
    result = dominance(read_network(shipped("datasets") / case.input["fixture"]), as_of="2026-01-31")
    row = result.table().set_index("organisation_id").loc["CVS"]
    holder, voice = case.expected["holder"], case.expected["voice"]
    views = {"holder": result.views["holders"].measures, "voice": result.views["voice"].measures}
    assert (row["seats"], row["share"]) == case.near((holder["cvs_seats"], holder["cvs_share"]))
    assert (row["voice"], row["voice_share"]) == case.near((voice["cvs_own"], voice["cvs_share"]))
    for name, expected in (("holder", holder), ("voice", voice)):
        assert views[name].hhi == case.near(expected["hhi"])
        assert views[name].effective_number == case.near(expected["effective_number"])
    assert dict(result.views["voice"].counts) == case.near(voice["vector"])
    unmandated = (row["seats"] - row["mandated_seats"]) / row["seats"]
    assert unmandated == case.near(case.expected["unmandated_share_of_cvs_seats"])
