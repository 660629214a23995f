"""Cases on load, vacancies, terms, size and the health check."""

from __future__ import annotations

import dataclasses
from collections import Counter

from netmap.analyses.health.checklist import DO, DONT, items, score
from netmap.measures.load import load
from netmap.measures.size_balance import size_balance
from netmap.measures.term_cliff import term_cliff
from netmap.measures.vacancy import vacancy_rate
from tests.reference.cases import DOCUMENT, Case, check


@check("OVERLOAD")
def overload(case: Case) -> None:
    town = DOCUMENT["fixtures"][case.input["fixture"]]
    held = [seat for seat in town["seats"] if seat["person"]]
    boards = [town["partnerships"][seat["partnership"]] for seat in held]
    table = load(
        [seat["person"] for seat in held],
        [seat["partnership"] for seat in held],
        [board["meetings_per_year"] for board in boards],
        [board["hours"] for board in boards],
    )
    found = table.set_index("person")[["seats", "meeting_hours"]].to_dict("index")
    assert found == case.expected["load"]
    assert table["person"].iloc[0] == case.expected["max_person"]
    assert table["hours_with_preparation"].iloc[0] == 75


@check("VACANCY")
def vacancy(case: Case) -> None:
    assert vacancy_rate(case.input["seats"], case.input["vacant"]) == case.near(case.expected["vacancy_rate"])


@check("TERM-CLIFF")
def terms(case: Case) -> None:
    found = term_cliff(case.input["ends"], as_of=case.input["as_of"])
    for name, value in (
        ("ending_90d", found.soon),
        ("expired", found.lapsed),
        ("known", found.known),
        ("unknown", found.unknown),
        ("max_month", found.largest_month),
    ):
        assert value == case.expected[name]
    assert found.share_largest_month == case.near(case.expected["max_month_share"])
    assert found.share_soon == case.near(case.expected["share_known_90d"])


@check("SIZE-BALANCE")
def sizes(case: Case) -> None:
    found = size_balance({band: tuple(counts) for band, counts in case.input["orgs_seats"].items()})
    for band, balance in found.items():
        expected = case.expected[band]
        assert balance.organisation_share == case.near(expected["org_share"])
        assert balance.seat_share == case.near(expected["seat_share"])
        assert balance.ratio == case.near(expected["ratio"])
        assert balance.log2 == case.near(expected["log2"])


@check("HEALTH")
def health(case: Case) -> None:
    answers = {}
    for area, letters in case.input["answers"].items():
        own = [item.id for item in items() if item.area == area and item.kind == DO]
        answers.update(zip(own, letters, strict=True))
    found = score(answers)
    for each in found.areas:
        expected = case.expected["areas"][each.area]
        assert (each.lower, each.upper, each.coverage, each.share_of_known) == case.near(
            tuple(expected[name] for name in ("lower", "upper", "coverage", "known"))
        )
    overall = dataclasses.asdict(found.overall)
    for name, own in (("lower", "lower"), ("upper", "upper"), ("coverage", "coverage"), ("known", "share_of_known")):
        assert overall[own] == case.near(case.expected["overall"][name])
    counts = {"Y": found.overall.met, "N": found.overall.not_met, "U": found.overall.not_known}
    assert counts == case.expected["counts"]
    assert len(found.not_met) == counts["N"]


@check("HC-COUNT")
def count(case: Case) -> None:
    counts = Counter((item.area, item.kind) for item in items())
    for area in {item.area for item in items()}:
        assert [counts[area, DO], counts[area, DONT]] == case.expected[area]
    assert [sum(item.kind == kind for item in items()) for kind in (DO, DONT)] == case.expected["total"]
