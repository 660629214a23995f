"""The further tables of who pays twice: each figure by hand on a few awards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.settings import DEFAULTS, DuplicationSettings
from netmap.network import Network

Make = Callable[..., Network]
DAY = "2026-01-31"
YEAR = "2025-04-01,2026-04-01"
COLUMNS = (
    "id,funder,recipient,function,amount,amount_max,currency,instrument,targets,areas,pooled_id,passed_on_from,"
    "start_date,end_date"
)
TABLES = {
    "functions": "id,name,parent\nf,Forum,\ng,Ground,f\nh,Hall,",
    "areas": "id,name,parent\nU,Upper,\nV,Vale,U\nW,Wood,U",
    "equality_groups": "id,name\nG,Group",
    "organisations": "id,name,sector,parent\n"
    + "\n".join(
        f"{name},{name},{'third_sector' if name.startswith('R') else 'local_authority'},"
        for name in ("F1", "F2", "F3", "R1", "R2", "R3", "R4")
    ),
}


def ask(
    make: Make, *awards: str, day: str = DAY, limits: dict[str, Any] | None = None, **tables: str
) -> DuplicationResult:
    settings = replace(DEFAULTS, duplication=DuplicationSettings(**(limits or {})))
    network = make(**{**TABLES, **tables}, funding=COLUMNS + "\n" + "\n".join(awards))
    return duplication(network, as_of=day, settings=settings)


def records(result: DuplicationResult, name: str) -> list[dict[str, Any]]:
    rows = result.details[name]
    return list(rows.astype(object).where(rows.notna(), None).to_dict("records"))


class TestRelations:
    AWARDS = (
        f"a,F1,R1,f,1,,,,,U,,,{YEAR}",
        f"b,F2,R2,f,1,,,,,U,,,{YEAR}",
        f"c,F2,R1,h,1,,,,,U,,,{YEAR}",
        "d,F3,R3,f,1,,,,,U,,,2025-04-01,",
        "e,F3,R3,h,1,,,,,,,,2030-01-01,2031-01-01",
        f"g,F1,R4,,1,,,,,U,,,{YEAR}",
        f"h,R4,R2,,1,,,,,,,g,{YEAR}",
    )

    def test_every_pair_is_counted_once(self, network_of: Make) -> None:
        result = ask(network_of, *self.AWARDS)
        rows = records(result, "relations")
        found = {(row["relation"], row["why"]): (row["pairs"], row["listed"]) for row in rows if row["pairs"]}
        assert found == {
            ("duplication_candidate", ""): (1, 1),
            ("unknown", "nothing recorded sets them apart"): (3, 3),
            ("unknown", "an award says no function"): (5, 0),
            ("unknown", "something is not recorded, but function or place set them apart"): (4, 0),
            ("none", ""): (2, 0),
            ("pass_through", ""): (1, 1),
            ("not_compared", "passed on: stands as its last awards"): (5, 0),
        }
        assert sum(row["pairs"] for row in rows) == rows[0]["of"] == 7 * 6 // 2

    def test_what_is_listed_is_a_setting_and_is_said(self, network_of: Make) -> None:
        whole = ask(network_of, *self.AWARDS)
        short = ask(network_of, *self.AWARDS, limits={"listed_pairs": 1})
        assert short.table()["relation"].tolist() == ["duplication_candidate", "pass_through"]
        counts = [[row["pairs"] for row in records(each, "relations")] for each in (whole, short)]
        assert counts[0] == counts[1]
        assert "2 of 5 related pairs are listed, the gravest relations first." in short.caveats
        assert short.values["relations"] == whole.values["relations"]

    def test_beyond_the_limit_pairs_are_not_counted(self, network_of: Make) -> None:
        result = ask(network_of, *self.AWARDS, limits={"compared_pairs": 2})
        counts = {row["relation"]: row["pairs"] for row in records(result, "relations")}
        assert counts["duplication_candidate"] is None and counts["none"] is None
        assert counts["pass_through"] == 1
        assert any("too large to compare pair by pair" in caveat for caveat in result.caveats)

    def test_beyond_the_limit_overlaps_are_not_worked_out(self, network_of: Make) -> None:
        result = ask(network_of, *self.AWARDS, limits={"funded_cells": 1})
        assert not result.overlaps and result.details["cells"].empty and result.values["cells"] is None
        assert result.headline.startswith("Whether funders pay in parallel is not known")
        assert any(caveat.startswith("Overlaps are not worked out") for caveat in result.caveats)


class TestStructures:
    BLOCK = tuple(
        f"{funder}{recipient},{funder},{recipient},f,10,,,,,U,,,{YEAR}"
        for funder in ("F1", "F2")
        for recipient in ("R1", "R2")
    )

    def test_the_same_two_pay_the_same_two(self, network_of: Make) -> None:
        (row,) = records(ask(network_of, *self.BLOCK), "structures")
        assert (row["function"], row["area"], row["group"]) == ("Forum", "Upper", "everybody")
        assert (row["parallel_pairs"], row["awards"], row["funders"], row["recipients"]) == (2, 4, 2, 2)
        assert (row["bicliques"], row["maximal_bicliques"], row["largest"]) == (1, 1, "2 x 2")
        assert (row["from"], row["until"]) == tuple(YEAR.split(","))

    def test_ties_that_never_run_together_are_no_biclique(self, network_of: Make) -> None:
        later = "F2R2,F2,R2,f,10,,,,,U,,,2026-04-01,2027-04-01"
        (row,) = records(ask(network_of, *self.BLOCK[:-1], later), "structures")
        assert (row["parallel_pairs"], row["bicliques"], row["from"]) == (1, 0, None)

    def test_the_moment_with_most_is_told(self, network_of: Make) -> None:
        third = "F3R1,F3,R1,f,1,,,,,U,,,2025-10-01,2026-04-01", "F3R2,F3,R2,f,1,,,,,U,,,2025-10-01,2026-04-01"
        (row,) = records(ask(network_of, *self.BLOCK, *third), "structures")
        assert (row["bicliques"], row["maximal_bicliques"], row["largest"]) == (3, 1, "3 x 2")
        assert row["from"] == "2025-10-01"

    def test_beyond_the_limit_the_largest_groups_are_not_known(self, network_of: Make) -> None:
        (row,) = records(ask(network_of, *self.BLOCK, limits={"clique_bodies": 3}), "structures")
        assert (row["bicliques"], row["maximal_bicliques"], row["largest"]) == (1, None, None)


class TestCells:
    def test_paid_for_duplicated_open_and_not_on_record(self, network_of: Make) -> None:
        result = ask(
            network_of,
            f"a,F1,R1,g,10,,,,,V,,,{YEAR}",
            f"b,F2,R2,g,10,,,,,V,,,{YEAR}",
            f"c,F1,R1,h,10,,,,,W,,,{YEAR}",
            "d,F1,R1,h,10,,,,,V,,,2025-04-01,",
        )
        found = {(row["function"], row["area"]): row for row in records(result, "cells")}
        states = {key: row["state"] for key, row in found.items()}
        assert states == {
            ("Ground", "Vale"): "duplicated",
            ("Ground", "Wood"): "unfunded",
            ("Hall", "Vale"): "unknown",
            ("Hall", "Wood"): "funded",
        }
        assert found["Hall", "Vale"]["might_pay"] == 1
        assert (found["Ground", "Wood"]["duplicated_same_function"], found["Hall", "Vale"]["duplicated_same_area"]) == (
            1,
            1,
        )
        assert found["Ground", "Vale"]["duplicated_same_function"] == 0
        assert result.values["cells"] == {"duplicated": 1, "unfunded": 1, "unknown": 1, "funded": 1, "of": 4}

    def test_an_award_for_everybody_is_shown_beside_a_group(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,f,10,,,,,U,,,{YEAR}", "b,F2,R2,f,10,,,,G,U,,,2020-04-01,2021-04-01")
        found = {row["group"]: (row["state"], row["for_everybody"]) for row in records(result, "cells")}
        assert found == {"everybody": ("funded", 0), "Group": ("unfunded", 1)}

    def test_an_award_without_a_place_may_pay_anywhere(self, network_of: Make) -> None:
        result = ask(network_of, "a,F1,R1,f,10,,,,,U,,,2020-04-01,2021-04-01", f"b,F2,R2,f,10,,,,,,,,{YEAR}")
        (row,) = records(result, "cells")
        assert (row["state"], row["might_pay"]) == ("unknown", 1)

    def test_an_award_for_a_wider_place_and_function_pays_in_the_narrow_one(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,f,10,,,,,U,,,{YEAR}", "b,F2,R2,g,10,,,,,V,,,2020-04-01,2021-04-01")
        assert {row["state"] for row in records(result, "cells")} == {"funded"}

    def test_few_are_listed_the_duplicated_first(self, network_of: Make) -> None:
        awards = (f"a,F1,R1,g,10,,,,,V,,,{YEAR}", f"b,F2,R2,g,10,,,,,V,,,{YEAR}", f"c,F1,R1,h,10,,,,,W,,,{YEAR}")
        result = ask(network_of, *awards, limits={"listed_cells": 2})
        assert [row["state"] for row in records(result, "cells")] == ["duplicated", "unfunded"]
        assert "2 of 4 cells are listed, the duplicated ones first." in result.caveats


class TestMoneyFlows:
    GATE = (
        f"in1,F1,R1,f,1200,,GBP,,,U,,,{YEAR}",
        f"in2,F2,R1,f,800,,GBP,,,U,,,{YEAR}",
        f"out1,R1,R2,f,900,1000,GBP,,,U,,in1,{YEAR}",
        f"out2,R1,R3,f,700,,GBP,,,U,,in2,{YEAR}",
        f"own,F1,R4,h,400,,GBP,,,U,,,{YEAR}",
    )

    def test_a_gateway(self, network_of: Make) -> None:
        result = ask(network_of, *self.GATE)
        (row,) = records(result, "gateways")
        assert (row["gateway_id"], row["funders"], row["recipients"]) == ("R1", 2, 2)
        assert (row["inflow_low"], row["outflow_low"], row["outflow_high"]) == (2000, 1600, 1700)
        assert (row["ratio_low"], row["ratio_high"]) == (pytest.approx(1600 / 2000), pytest.approx(1700 / 2100))
        assert (row["recorded_funders"], row["recorded_recipients"]) == (2, 2)
        (found,) = [each for each in result.findings if each.type == "single_gateway"]
        assert (found.severity, found.bounds) == ("low", (row["ratio_low"], row["ratio_high"]))
        assert found.out_of == 2100
        assert {each.record for each in found.evidence} == {"in1", "in2", "out1", "out2"}

    def test_years_of_a_gateway_need_not_be_equal(self, network_of: Make) -> None:
        rows = records(ask(network_of, *self.GATE), "gateway_years")
        assert [row["year"] for row in rows] == [2025, 2026]
        assert sum(row["inflow_low"] for row in rows) == pytest.approx(2000)
        assert sum(row["outflow_high"] for row in rows) == pytest.approx(1700)
        assert rows[0]["inflow_low"] == pytest.approx(2000 * 275 / 365)
        assert rows[1]["difference_low"] == pytest.approx(300 * 90 / 365)
        assert rows[1]["difference_high"] == pytest.approx(400 * 90 / 365)

    def test_a_body_that_gets_and_gives_without_a_record_of_it_is_listed_and_no_finding(self, network_of: Make) -> None:
        result = ask(network_of, *(award.replace("in1,2", ",2").replace("in2,2", ",2") for award in self.GATE))
        assert [row["recorded_funders"] for row in records(result, "gateways")] == [0]
        assert not [each for each in result.findings if each.type == "single_gateway"]

    def test_money_is_counted_where_it_arrives(self, network_of: Make) -> None:
        money = ask(network_of, *self.GATE).values["money"]
        assert money == {"GBP": {"rows_total": (4000, 4100), "terminal_spend": (2000, 2100)}}

    def test_what_was_passed_on_and_kept(self, network_of: Make) -> None:
        rows = records(ask(network_of, *self.GATE), "passed_on")
        assert [(row["parent"], row["award"], row["kept_low"], row["kept_high"]) for row in rows] == [
            ("in1", "out1", 200, 300),
            ("in2", "out2", 100, 100),
        ]

    def test_what_was_kept_is_not_known_across_currencies(self, network_of: Make) -> None:
        awards = (f"top,F1,R1,f,100,,GBP,,,U,,,{YEAR}", f"part,R1,R2,f,40,,EUR,,,U,,top,{YEAR}")
        result = ask(network_of, *awards)
        assert result.kept == {} and records(result, "passed_on")[0]["kept_low"] is None

    def test_agreements(self, network_of: Make) -> None:
        result = ask(
            network_of,
            f"a,F1,R1,f,10,,GBP,,,U,p,,{YEAR}",
            f"b,F2,R2,f,20,30,GBP,,,U,p,,{YEAR}",
            "c,F3,R2,f,,,EUR,,,U,p,,2025-01-01,",
        )
        eur, gbp = records(result, "agreements")
        assert (eur["currency"], eur["low"], eur["unpriced"], eur["start"], eur["end"]) == (
            "EUR",
            None,
            1,
            "2025-01-01",
            None,
        )
        assert (gbp["awards"], gbp["funders"], gbp["recipients"], gbp["undated"]) == (2, 2, 2, 0)
        assert (gbp["low"], gbp["high"], gbp["start"], gbp["end"]) == (30, 40, *YEAR.split(","))


class TestTerms:
    def test_by_funder_and_currency(self, network_of: Make) -> None:
        result = ask(
            network_of,
            "a,F1,R1,f,60,,GBP,grant,,U,,,2025-04-01,2028-04-01",
            "b,F1,R2,f,30,50,GBP,contract,,U,,,2025-04-01,2025-10-01",
            "c,F2,R3,f,10,,EUR,,,U,,,2025-04-01,",
        )
        rows = {(row["funder_id"], row["currency"]): row for row in records(result, "terms")}
        assert list(rows) == [("", "all"), ("", "EUR"), ("", "GBP"), ("F1", "GBP"), ("F2", "EUR")]
        whole, gbp, eur = rows["", "all"], rows["F1", "GBP"], rows["F2", "EUR"]
        assert (whole["awards"], whole["dated"], whole["undated"], whole["long_share"]) == (3, 2, 1, 0.5)
        assert whole["long_value_low"] is None
        assert (gbp["long"], gbp["short"], gbp["short_share"]) == (1, 1, 0.5)
        assert (gbp["long_value_low"], gbp["long_value_high"]) == (pytest.approx(60 / 110), pytest.approx(60 / 90))
        assert (gbp["contract_value_low"], gbp["contract_value_high"]) == (
            pytest.approx(30 / 90),
            pytest.approx(50 / 110),
        )
        assert (eur["long_share"], eur["long_value_low"], eur["contract_value_low"], eur["sorted_priced"]) == (
            None,
        ) * 3 + (0,)

    def test_many_short_awards_are_a_finding_and_few_are_not(self, network_of: Make) -> None:
        short = [f"a{at},F1,R1,f,1,,GBP,,,U,,,2025-04-01,2025-06-01" for at in range(3)]
        long = [f"b{at},F1,R1,f,1,,GBP,,,U,,,2025-04-01,2028-06-01" for at in range(3)]
        (found,) = [each for each in ask(network_of, *short, *long).findings if each.type == "short_terms"]
        assert (found.severity, found.value, found.out_of) == ("low", 0.5, 6)
        assert [each.record for each in found.evidence] == ["a0", "a1", "a2"]
        assert found.statement.startswith("3 of 6 awards of F1")
        for awards, limits in (((*short, *long[:1]), {}), ((*short, *long), {"alert_short_share": 0.51})):
            assert not [each for each in ask(network_of, *awards, limits=limits).findings if each.type == "short_terms"]


class TestJointInvestment:
    def test_who_shares_what_and_when_awards_end_together(self, network_of: Make) -> None:
        result = ask(
            network_of,
            "a,F1,R1,f,1,,,,,U,,,2025-04-01,2026-10-01",
            "b,F2,R1,f,1,,,,,U,,,2026-06-01,2027-04-01",
            "c,F3,R2,f,1,,,,,U,,,2025-04-01,2030-04-01",
            f"d,F3,R3,f,1,,,,,U,,,{YEAR.replace('2026', '2025')[:11]}2026-01-01",
        )
        rows = records(result, "joint_investment")
        assert [(row["shared"], row["name"], row["funders"], row["recipients"], row["awards"]) for row in rows] == [
            ("function", "Forum", 3, 2, 3),
            ("recipient", "R1", 2, 1, 2),
        ]
        assert rows[0]["overlap_days"] == 365 + 60
        assert rows[1]["overlap_days"] == 122
        for row in rows:
            assert (row["aligned_funders"], row["aligned_from"], row["aligned_until"]) == (
                2,
                "2026-10-01",
                "2027-04-01",
            )
            assert row["next_from"] == "2026-10-01"

    def test_the_window_is_a_setting_and_ends_with_the_day(self, network_of: Make) -> None:
        awards = ("a,F1,R1,f,1,,,,,U,,,2025-04-01,2026-08-31", "b,F2,R2,f,1,,,,,U,,,2025-04-01,2027-02-28")
        (row,) = records(ask(network_of, *awards), "joint_investment")
        assert (row["aligned_funders"], row["aligned_until"]) == (2, "2027-02-28")
        (row,) = records(ask(network_of, *awards, limits={"renewal_months": 5}), "joint_investment")
        assert (row["aligned_funders"], row["next_from"]) == (0, None)

    def test_one_agreement_is_no_candidate(self, network_of: Make) -> None:
        pooled = (f"a,F1,R1,f,1,,,,,U,p,,{YEAR}", f"b,F2,R2,f,1,,,,,U,p,,{YEAR}")
        assert not records(ask(network_of, *pooled), "joint_investment")

    def test_a_narrower_place_counts_where_an_award_names_it(self, network_of: Make) -> None:
        awards = (f"a,F1,R1,f,1,,,,,U,,,{YEAR}", f"b,F2,R2,f,1,,,,,V,,,{YEAR}", f"c,F1,R1,f,1,,,,,W,,,{YEAR}")
        rows = records(ask(network_of, *awards), "joint_investment")
        assert [(row["area"], row["funders"]) for row in rows] == [("Vale", 2)]

    def test_the_longest_list_is_cut_and_counted(self, network_of: Make) -> None:
        awards = [f"{body}{area},{body},R1,f,1,,,,,{area},,,{YEAR}" for body in ("F1", "F2") for area in ("V", "W")]
        result = ask(network_of, *awards, limits={"listed_candidates": 1})
        assert len(result.details["joint_investment"]) == 1 and result.values["joint_investment_candidates"] == 4
        assert "1 of 4 candidates for joint investment are listed." in result.caveats


class TestIndependence:
    SEATS = "id,partnership,organisation,capacity,start_date,end_date\n" + "\n".join(
        ("s1,P,F1,,,", "s2,P,R1,,,", "s3,Q,R1,,,", "s4,P,R2,,,2026-01-31", "s5,P,R3,observer,,", "s6,Q,F2,,,")
    )

    def test_the_part_that_comes_from_the_same_board(self, network_of: Make) -> None:
        result = ask(
            network_of,
            f"a,F1,R1,f,30,,GBP,,,U,,,{YEAR}",
            f"b,F3,R1,,70,170,GBP,,,U,,,{YEAR}",
            f"c,F3,R1,,,,GBP,,,U,,,{YEAR}",
            f"d,F1,R2,f,30,,GBP,,,U,,,{YEAR}",
            f"e,F1,R3,f,30,,GBP,,,U,,,{YEAR}",
            "g,F2,R1,f,30,,GBP,,,U,,,2020-04-01,2021-04-01",
            partnerships="id,name\nP,Place board\nQ,Quarter board",
            seats=self.SEATS,
        )
        (row,) = records(result, "independence")
        assert (row["organisation"], row["partnership"], row["funders_on_board"]) == ("R1", "Place board", 1)
        assert (row["share_low"], row["share_high"]) == (pytest.approx(30 / 200), pytest.approx(30 / 100))
        assert (row["from_board_low"], row["income_low"], row["income_high"]) == pytest.approx((30, 100, 200))
        assert (row["awards"], row["unpriced"]) == (3, 1)
        assert not [each for each in result.findings if each.type != "duplication_candidate"]


def test_several_payers_of_one_award_are_said(anytown: Network) -> None:
    graph = anytown.to_networkx()
    graph.add_edge("ICB", "a1", key="FUNDS")
    result = duplication(Network.from_networkx(graph), as_of=DAY)
    assert result.values["awards"] == 5
    assert any("further payer or recipient" in caveat for caveat in result.caveats)


def test_awards_of_one_place_only(network_of: Make) -> None:
    awards = (f"a,F1,R1,f,1,,,,,V,,,{YEAR}", f"b,F2,R2,f,1,,,,,U,,,{YEAR}", f"c,F2,R2,f,1,,,,,W,,,{YEAR}")
    network = network_of(**TABLES, funding=COLUMNS + "\n" + "\n".join(awards))
    assert duplication(network, as_of=DAY, area="Vale").values["awards"] == 2
