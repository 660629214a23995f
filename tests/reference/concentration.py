"""Cases on vectors of counts."""

from __future__ import annotations

from netmap.measures.concentration import concentration, missing_bounds
from tests.reference.cases import Case, check


@check("CONC-PERSON")
def person(case: Case) -> None:
    measures = concentration(case.input["seats"])
    for name in ("cr1", "effective_number", "hhi"):
        assert getattr(measures, name) == case.near(case.expected[name])


@check("CONC-MISSING")
def missing(case: Case) -> None:
    bounds = missing_bounds(case.input["known"], case.input["unknown"])
    for name in ("hhi", "cr1"):
        assert bounds[name] == case.near((case.expected[f"{name}_lower"], case.expected[f"{name}_upper"]))
