"""Every item of datasets/case-studies/expected.json, compared with what netmap computes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest

from netmap.analyses import run_analysis
from netmap.analyses.coverage import CoverageResult
from netmap.analyses.dominance import DominanceResult
from netmap.analyses.duplication import DuplicationResult
from netmap.analyses.issues import IssuesResult
from netmap.analyses.result import Result
from netmap.analyses.seating import read_seating
from netmap.library import run
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.contract import Store

FOLDER = shipped("datasets") / "case-studies"
EXPECTED: Mapping[str, list[dict[str, Any]]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
ITEMS = [
    pytest.param(case, item, id=f"{case}-{place}-{item['figure']}")
    for case, items in EXPECTED.items()
    for place, item in enumerate(items)
]
DAY = "2026-06-30"
Expect = Mapping[str, Any]


@cache
def store_of(case: str) -> Store:
    dataset = read_source(FOLDER / case)
    assert not dataset.ledger.refusals
    store = open_store()
    store.load(dataset.name, dataset.records)
    return store


@cache
def network_of(case: str) -> Network:
    return Network(store_of(case))


@cache
def result_of(case: str, analysis: str) -> Result:
    return run_analysis(analysis, network_of(case), as_of=DAY)


def dominance_of(case: str) -> DominanceResult:
    result = result_of(case, "dominance")
    assert isinstance(result, DominanceResult)
    return result


def coverage_of(case: str) -> CoverageResult:
    result = result_of(case, "coverage")
    assert isinstance(result, CoverageResult)
    return result


def duplication_of(case: str) -> DuplicationResult:
    result = result_of(case, "duplication")
    assert isinstance(result, DuplicationResult)
    return result


def issues_of(case: str) -> IssuesResult:
    result = result_of(case, "issues")
    assert isinstance(result, IssuesResult)
    return result


def filled_of(case: str, partnership: str) -> pd.DataFrame:
    seats = dominance_of(case).seats
    return seats[(seats["state"] == "filled") & (seats["partnership_id"] == partnership)]


def balance(case: str, expect: Expect) -> Expect:
    place = expect["partnership"]
    seats = filled_of(case, place)
    row = dominance_of(case).places.set_index("partnership_id").loc[place]
    return {
        "partnership": place,
        "seats": row["filled"],
        "voting_seats": int(seats["voting"].eq(True).sum()),
        "third_sector_seats": row["third_sector"],
        "third_sector_voting_seats": row["third_sector_voting"],
        "private_voting_seats": int((seats["voting"].eq(True) & (seats["sector"] == "private")).sum()),
    }


def subgroups(case: str, expect: Expect) -> Expect:
    rows = network_of(case).table("partnerships")
    below = sorted(rows.loc[rows["parent_id"] == expect["parent"], "id"])

    def votes(place: str) -> bool:
        seats = filled_of(case, place)
        return bool((seats["voting"].eq(True) & (seats["sector"] == expect["sector"])).any())

    without = [place for place in below if not votes(place)]
    return {
        "parent": expect["parent"],
        "sector": expect["sector"],
        "subgroups": len(below),
        "with_voting_seat": len(below) - len(without),
        "without": without,
    }


def share(case: str, expect: Expect) -> Expect:
    result, body = dominance_of(case), expect["organisation"]
    found = {
        "organisation": body,
        "seats": result.views["holders"].counts.get(body, 0),
        "of": result.values["third_sector_seats"],
        "voice": result.views["voice"].counts[body],
    }
    kinds = [each.type for each in result.findings if each.type.startswith("dominant") and each.subjects == (body,)]
    return found | ({"classification": kinds[0]} if kinds and "classification" in expect else {})


def concentration(case: str, expect: Expect) -> Expect:
    view = dominance_of(case).views["holders" if expect["view"] == "holder" else "voice"]
    return {
        "view": expect["view"],
        "seats": round(view.measures.total, 9),
        "holders": len(view.counts),
        "hhi": view.measures.hhi,
        "effective_number": view.measures.effective_number,
        "largest_share": view.measures.cr1,
    }


def people(case: str, expect: Expect) -> Expect:
    seating = read_seating(network_of(case), DAY)
    mandates = seating.mandates
    mandates = mandates[mandates["current"] & (mandates["target_id"] == expect["speaks_for"])]
    seats = seating.filled[seating.filled["organisation_id"] == expect["organisation"]]
    seats = seats[seats["seat_id"].isin(mandates["seat_id"])]
    return {**expect, "mandated_seats": len(seats), "people": seats["representative_id"].nunique()}


def single_organisation(case: str, expect: Expect) -> Expect:
    found = dict(single_voices(case))
    return {"partnership": expect["partnership"], "organisation": found[expect["partnership"]]}


def single_voices(case: str) -> list[tuple[str, ...]]:
    found = dominance_of(case).findings
    return sorted(each.subjects for each in found if each.type == "single_organisation_partnership")


def cell(case: str, expect: Expect) -> Expect:
    rows = coverage_of(case).table()
    place = expect["partnership"] or ""
    row = rows[(rows["group_id"] == expect["group"]) & (rows["partnership_id"] == place)].iloc[0]
    return {**expect, "recorded": row["recorded"], "verdict": row["verdict"]}


def totals(case: str, expect: Expect) -> Expect:
    rows = coverage_of(case).table()
    rows = rows[rows["partnership_id"] == (expect["partnership"] or "")]
    counts = {verdict: int((rows["verdict"] == verdict).sum()) for verdict in VERDICTS}
    return {"partnership": expect["partnership"], "groups": len(rows), **counts}


VERDICTS = (REPRESENTED, EXPERT_ONLY, NOT_REPRESENTED, NOT_KNOWN)


def seat(case: str, expect: Expect) -> Expect:
    row = dominance_of(case).seats.set_index("seat_id").loc[expect["seat"]]
    mismatched = set(run(store_of(case), "capacity-mismatches", {"as_of": DAY}).rows["seat_id"])
    asked, actual = row["capacity_required"], row["capacity"]
    fits = "ok" if asked == actual else "check_skills"
    match = "mismatch" if expect["seat"] in mismatched else "unknown" if asked is None else fits
    return {"seat": expect["seat"], "asks_for": asked, "filled_by": actual, "match": match}


def pair(case: str, expect: Expect) -> Expect:
    one, other = expect["pair"]
    rows = duplication_of(case).table()
    row = rows[(rows["award"] == one) & (rows["other_award"] == other)]
    if row.empty:
        return {"pair": expect["pair"], "relation": "none", "overlap_days": days_together(case, one, other)}
    found = row.iloc[0]
    return {"pair": expect["pair"], "relation": found["relation"], "overlap_days": found["overlap_days"]}


def days_together(case: str, one: str, other: str) -> int:
    rows = network_of(case).table("awards").set_index("award_id").loc[[one, other]]
    starts, ends = pd.to_datetime(rows["start_day"]), pd.to_datetime(rows["end_day"])
    return int((ends.min() - starts.max()).days)


def count(case: str, expect: Expect) -> Expect:
    relations = duplication_of(case).values["relations"]
    return {"relation": expect["relation"], "pairs": relations.get(expect["relation"], 0)}


def money(case: str, expect: Expect) -> Expect:
    (overlap,) = duplication_of(case).overlaps
    assert overlap.gross[0] == overlap.gross[1]
    return {
        "function": overlap.functions[0],
        "area": overlap.areas[0],
        "start": str(overlap.segments[0].start),
        "end": str(overlap.segments[-1].end),
        "days": sum(segment.days for segment in overlap.segments),
        "gross": overlap.gross[1],
        "excess": overlap.excess[1],
        "timing": overlap.when,
    }


def passed_on(case: str, expect: Expect) -> Expect:
    amount = network_of(case).table("awards").set_index("award_id")["amount_max"][expect["award"]]
    (kept,) = set(duplication_of(case).kept[expect["award"]])
    return {"award": expect["award"], "amount": amount, "passed_on": amount - kept, "kept": kept}


def theme(case: str, expect: Expect) -> Expect:
    result = issues_of(case)
    row = result.table().set_index("theme_id").loc[expect["theme"]]
    by_place: dict[str, list[bool]] = {}
    for route in result.routes[expect["theme"]]:
        by_place.setdefault(route.partnership, []).append(route.expert)
    inside = [place for place in row["remit"] if place in by_place]
    return {
        "theme": expect["theme"],
        "status": row["status"],
        "remit": row["remit"],
        "voiced_in_remit": inside,
        "voiced_by_experts_only": [place for place in inside if all(by_place[place])],
        "voiced_elsewhere": [place for place in row["voiced_in"] if place not in row["remit"]],
    }


def person_cut(case: str, expect: Expect) -> Expect:
    row = issues_of(case).table().set_index("theme_id").loc[expect["theme"]]
    return {"theme": expect["theme"], "in_remit": row["person_cut_remit"], "anywhere": row["person_cut_any"]}


def gateway(case: str, expect: Expect) -> Expect:
    rows = duplication_of(case).details["gateways"]
    row = rows.set_index("gateway_id").loc[expect["gateway"]]
    assert all(row[f"{name}_low"] == row[f"{name}_high"] for name in ("inflow", "outflow", "ratio"))
    return {
        "gateway": expect["gateway"],
        "funders": row["funders"],
        "recipients": row["recipients"],
        "inflow": row["inflow_low"],
        "outflow": row["outflow_low"],
        "ratio": row["ratio_low"],
    }


def terminal(case: str, expect: Expect) -> Expect:
    found = duplication_of(case).values["money"]["GBP"]
    assert all(low == high for low, high in found.values())
    return {name: found[name][0] for name in ("rows_total", "terminal_spend")}


def terms(case: str, expect: Expect) -> Expect:
    row = duplication_of(case).details["terms"].iloc[0]
    assert row["funder_id"] == "" and row["undated"] == 0
    assert row["long_value_low"] == row["long_value_high"]
    assert row["contract_value_low"] == row["contract_value_high"]
    return {
        "awards": row["awards"],
        "three_years_or_more": row["long"],
        "share_by_count": row["long_share"],
        "share_by_value": row["long_value_low"],
        "contract_share_by_value": row["contract_value_low"],
    }


FIGURES: Mapping[str, Callable[[str, Expect], Expect]] = {
    "balance": balance,
    "subgroups": subgroups,
    "share": share,
    "concentration": concentration,
    "people": people,
    "single_organisation": single_organisation,
    "cell": cell,
    "totals": totals,
    "seat": seat,
    "pair": pair,
    "count": count,
    "money": money,
    "passed_on": passed_on,
    "theme": theme,
    "person_cut": person_cut,
    "gateway": gateway,
    "terminal": terminal,
    "terms": terms,
}


@pytest.mark.parametrize(("case", "item"), ITEMS)
def test_item(case: str, item: dict[str, Any]) -> None:
    assert item["as_of"] == DAY
    found = FIGURES[item["figure"]](case, item["expect"])
    assert set(found) == set(item["expect"])
    for key, value in item["expect"].items():
        close = pytest.approx(value, abs=1e-6) if isinstance(value, float) else value
        assert found[key] == close, key


@pytest.mark.parametrize("case", EXPECTED)
def test_single_voices_are_all_named(case: str) -> None:
    named = [item["expect"] for item in EXPECTED[case] if item["figure"] == "single_organisation"]
    assert single_voices(case) == sorted((each["partnership"], each["organisation"]) for each in named)


@pytest.mark.parametrize("case", EXPECTED)
def test_what_stands_out_is_named(case: str) -> None:
    """A classification is given just where the share is above the alert line and the case has enough seats."""
    shares = [item["expect"] for item in EXPECTED[case] if item["figure"] == "share"]
    flagged = {each.subjects[0] for each in dominance_of(case).findings if each.type.startswith("dominant")}
    assert {each["organisation"] for each in shares if "classification" in each} == flagged & {
        each["organisation"] for each in shares
    }


def test_every_case_has_its_figures_and_every_shape_is_used() -> None:
    assert set(EXPECTED) == {folder.name for folder in FOLDER.iterdir() if folder.is_dir()}
    used = {item["figure"] for items in EXPECTED.values() for item in items}
    assert used == set(FIGURES)
