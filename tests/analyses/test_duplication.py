"""Who pays twice: Anytown to the last digit, the order of relations by hand, money by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.settings import DEFAULTS, DuplicationSettings
from netmap.network import Network

DAY = "2026-01-31"
Make = Callable[..., Network]
COLUMNS = (
    "id,funder,recipient,function,amount,amount_max,currency,targets,areas,pooled_id,passed_on_from,start_date,end_date"
)
TABLES = {
    "functions": "id,name,parent\nf,f,\ng,g,f\nh,h,f",
    "areas": "id,name,parent\nU,U,\nV,V,U\nW,W,U",
    "equality_groups": "id,name,parent\nG,G,\nSub,Sub,G\nK,K,",
    "organisations": "id,name,parent\nF1,F1,\nF2,F2,\nR1,R1,\nR2,R2,\nR1b,R1b,R1\nF1b,F1b,F1\nR3,R3,",
}
YEAR = "2025-04-01,2026-04-01"


def ask(make: Make, *awards: str, day: str = DAY, **settings: Any) -> DuplicationResult:
    return duplication(make(**TABLES, funding=COLUMNS + "\n" + "\n".join(awards)), as_of=day, **settings)


def without_currency(make: Make, award: str, *awards: str) -> DuplicationResult:
    """Ask of a graph in which an award has lost its currency: tables give pounds to every amount without one."""
    graph = make(**TABLES, funding=COLUMNS + "\n" + "\n".join(awards)).to_networkx()
    del graph.nodes[award]["currency"]
    return duplication(Network.from_networkx(graph), as_of=DAY)


def relations(result: DuplicationResult) -> dict[str, str]:
    rows = result.table()
    return {
        f"{one}|{other}": kind
        for one, other, kind in rows[["award", "other_award", "relation"]].itertuples(index=False)
    }


def relation(make: Make, one: str, other: str) -> str:
    """Give the relation of awards a and b; the cells after the id, dates last."""
    return relations(ask(make, f"a,{one}", f"b,{other}")).get("a|b", "none")


class TestAnytown:
    def test_pairs(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        rows = duplication(anytown, as_of=DAY).table()
        found = {
            f"{row['award']}|{row['other_award']}": {"overlap_days": row["overlap_days"], "relation": row["relation"]}
            for row in rows.to_dict("records")
        }
        assert found == cases["FUND-SWEEP"]["expected"]["pairs"]

    def test_flagged_segments_and_money(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        expected = cases["FUND-SWEEP"]["expected"]
        (overlap,) = duplication(anytown, as_of=DAY).overlaps
        flagged = [segment for segment in expected["segments"] if segment["duplication"]]
        assert [as_expected(segment) for segment in overlap.segments] == [
            pytest.approx(each) for each in map(figures, flagged)
        ]
        assert overlap.gross == pytest.approx([expected["gross_in_flagged_segments"]] * 2, abs=1e-6)
        assert overlap.excess == pytest.approx([expected["excess_in_flagged_segments"]] * 2, abs=1e-6)
        assert (overlap.when, overlap.currency, overlap.unpriced) == ("live", "GBP", 0)
        assert overlap.pairs == (("a1", "a2"), ("a2", "a4"), ("a3", "a4"))

    def test_parallel_pairs(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        values = duplication(anytown, as_of=DAY).values
        assert values["relations"]["duplication_candidate"] == cases["FUND-MOTIFS"]["expected"]["parallel_pairs"]

    @pytest.mark.parametrize(("day", "when"), [("2025-03-31", "ahead"), ("2025-04-01", "live"), ("2026-04-01", "past")])
    def test_past_live_and_ahead(self, anytown: Network, day: str, when: str) -> None:
        (overlap,) = duplication(anytown, as_of=day).overlaps
        assert overlap.when == when


def as_expected(segment: Any) -> dict[str, Any]:
    return {"days": segment.days, "gross": segment.gross[0], "excess": segment.excess[1]}


def figures(segment: Mapping[str, Any]) -> dict[str, Any]:
    return {"days": segment["days"], "gross": segment["gross"], "excess": segment["excess_over_largest_recipient"]}


def test_two_funders_and_two_recipients_are_not_enough(network_of: Make, cases: Mapping[str, dict[str, Any]]) -> None:
    expected = cases["FUND-2FUNDERS-NOT-ENOUGH"]["expected"]
    whole = ask(network_of, f"a,F1,R1,f,1,,,,U,,,{YEAR}", f"b,F2,R1,f,1,,,,U,,,{YEAR}", f"c,F1,R2,f,1,,,,U,,,{YEAR}")
    assert whole.values["relations"]["duplication_candidate"] == expected["parallel_pairs"]
    without = ask(network_of, f"a,F1,R1,f,1,,,,U,,,{YEAR}", f"b,F2,R1,f,1,,,,U,,,{YEAR}", f"c,R1,R2,f,1,,,,U,,b,{YEAR}")
    assert relations(without) == {"a|c": "duplication_candidate", "b|c": "pass_through"}
    passed = ask(network_of, f"a,F1,R1,f,1,,,,U,,,{YEAR}", f"c,R1,R2,f,1,,,,U,,a,{YEAR}")
    assert relations(passed) == {"a|c": "pass_through"} and not passed.overlaps


class TestRelations:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R2,f,1,,,,U,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R1,f,1,,,,U,,,{YEAR}", "co_funding"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F1,R2,f,1,,,,U,,,{YEAR}", "split_commission"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F1,R1,f,1,,,,U,,,{YEAR}", "same_award_series"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F1,R1,g,1,,,,V,,,2030-01-01,2031-01-01", "same_award_series"),
            (f"F1,R1,f,1,,,,V,,,{YEAR}", "F1,R1,f,1,,,,W,,,2030-01-01,", "same_award_series"),
            (f"F1,R1,g,1,,,,U,,,{YEAR}", f"F1,R1,h,1,,,,U,,,{YEAR}", "none"),
            (f"F1,R1,f,1,,,,U,p,,{YEAR}", f"F2,R2,f,1,,,,U,p,,{YEAR}", "pooled"),
            (f"F1,R1,g,1,,,,V,p,,{YEAR}", "F2,R2,h,1,,,,W,p,,,", "pooled"),
            (f"F1,R1,f,1,,,,U,p,,{YEAR}", f"F2,R2,f,1,,,,U,q,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R2,g,1,,,,U,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,,V,,,{YEAR}", f"F2,R2,g,1,,,,U,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,g,1,,,,U,,,{YEAR}", f"F2,R2,h,1,,,,U,,,{YEAR}", "none"),
            (f"F1,R1,f,1,,,,V,,,{YEAR}", f"F2,R2,f,1,,,,W,,,{YEAR}", "none"),
            (f"F1,R1,f,1,,,,V,,,{YEAR}", f"F2,R2,f,1,,,,V|W,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F2,R2,f,1,,,,U,,,2025-04-01,", "unknown"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F2,R2,f,1,,,,U,,,,2026-04-01", "unknown"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R2,f,1,,,,,,,{YEAR}", "unknown"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F1,R2,f,1,,,,U,,,2025-04-01,", "unknown"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F2,R2,f,1,,,,U,,,2026-04-01,2027-04-01", "none"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F2,R2,f,1,,,,U,,,2026-03-03,2027-04-01", "none"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", "F2,R2,f,1,,,,U,,,2026-03-02,2027-04-01", "duplication_candidate"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R2,f,1,,,G,U,,,{YEAR}", "complementary_target"),
            (f"F1,R1,f,1,,,K,U,,,{YEAR}", f"F2,R2,f,1,,,G,U,,,{YEAR}", "complementary_target"),
            (f"F1,R1,f,1,,,Sub,U,,,{YEAR}", f"F2,R2,f,1,,,G,U,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,Sub|K,U,,,{YEAR}", f"F2,R2,f,1,,,K,U,,,{YEAR}", "duplication_candidate"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F1,R2,f,1,,,G,U,,,{YEAR}", "complementary_target"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F1b,R1b,f,1,,,,U,,,{YEAR}", "same_award_series"),
            (f"F1,R1,f,1,,,,U,,,{YEAR}", f"F2,R1b,f,1,,,,U,,,{YEAR}", "co_funding"),
            (f"F1,R1,f,,,,,U,,,{YEAR}", f"F2,R2,f,,,,,U,,,{YEAR}", "duplication_candidate"),
        ],
    )
    def test_the_first_that_holds(self, network_of: Make, one: str, other: str, expected: str) -> None:
        assert relation(network_of, one, other) == expected

    def test_the_threshold_is_a_setting(self, network_of: Make) -> None:
        pair = f"a,F1,R1,f,1,,,,U,,,{YEAR}", "b,F2,R2,f,1,,,,U,,,2026-03-18,2027-04-01"
        assert relations(ask(network_of, *pair)) == {}
        result = ask(network_of, *pair, settings=replace(DEFAULTS, duplication=DuplicationSettings(overlap_days=14)))
        assert relations(result) == {"a|b": "duplication_candidate"}
        assert result.parameters["overlap_days"] == 14
        assert "overlaps under 14 days are left out" in result.findings[0].assumptions[0]

    def test_what_is_missing_is_named(self, network_of: Make) -> None:
        result = ask(
            network_of, f"a,F1,R1,f,1,,,,U,,,{YEAR}", "b,F2,R2,f,1,,,,,,,2025-04-01,", f"c,F1,R1,,1,,,,U,,,{YEAR}"
        )
        assert "1 pair of awards cannot be judged. Missing: b (area and end)." in result.caveats
        assert "1 of 3 awards have no engagement function recorded and are compared with none." in result.caveats


class TestPassThrough:
    CHAIN = (
        f"top,F1,R1,f,100,,,,U,,,{YEAR}",
        f"one,R1,R2,,30,,,,,,top,{YEAR}",
        f"two,R1,R3,,20,40,,,,,top,{YEAR}",
    )

    def test_a_chain_stands_as_its_last_awards(self, network_of: Make) -> None:
        result = ask(network_of, *self.CHAIN, f"b,F2,R1,f,5,,,,U,,,{YEAR}")
        assert relations(result) == {
            "b|one": "duplication_candidate",
            "b|two": "duplication_candidate",
            "one|two": "split_commission",
            "top|one": "pass_through",
            "top|two": "pass_through",
        }

    def test_what_a_parent_kept_is_listed_apart(self, network_of: Make) -> None:
        result = ask(network_of, *self.CHAIN)
        assert result.kept == {"top": (100 - 30 - 40, 100 - 30 - 20)}
        assert result.folded == (("top", "one"), ("top", "two"))
        assert (result.values["awards"], result.values["awards_folded"]) == (3, 1)
        assert "Counted as what they passed on, to the last recipients: 1 award." in result.caveats

    def test_money_passed_on_is_counted_once(self, network_of: Make) -> None:
        (overlap,) = ask(network_of, *self.CHAIN, f"b,F2,R1,f,5,,,,U,,,{YEAR}").overlaps
        assert overlap.gross == pytest.approx((30 + 20 + 5, 30 + 40 + 5))

    def test_a_chain_without_a_function_is_listed_all_the_same(self, network_of: Make) -> None:
        result = ask(network_of, f"top,F1,R1,,9,,,,,,,{YEAR}", f"one,R1,R2,,9,,,,,,top,{YEAR}")
        assert relations(result) == {"top|one": "pass_through"}


class TestMoney:
    def test_a_range_keeps_both_ends(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,f,100,200,,,U,,,{YEAR}", f"b,F2,R2,f,150,,,,U,,,{YEAR}")
        (overlap,) = result.overlaps
        assert overlap.gross == pytest.approx((250, 350))
        assert overlap.excess == pytest.approx((100, 150))

    def test_a_missing_amount_is_a_flag_without_money(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,f,,,,,U,,,{YEAR}", f"b,F2,R2,f,,,,,U,,,{YEAR}")
        (found,) = result.findings
        assert (found.value, found.bounds) == ("not known", None)
        assert found.statement.endswith("The amounts are not known.")

    def test_one_missing_amount_is_counted(self, network_of: Make) -> None:
        (found,) = ask(network_of, f"a,F1,R1,f,10,,,,U,,,{YEAR}", f"b,F2,R2,f,,,,,U,,,{YEAR}").findings
        assert found.value == pytest.approx(10)
        assert "1 award without a stated amount." in found.assumptions

    def test_currencies_are_never_added(self, network_of: Make) -> None:
        mixed = ask(network_of, f"a,F1,R1,f,10,,GBP,,U,,,{YEAR}", f"b,F2,R2,f,10,,EUR,,U,,,{YEAR}")
        (overlap,) = mixed.overlaps
        assert (overlap.pairs, overlap.mixed, overlap.gross) == ((("a", "b"),), True, None)
        assert "several currencies" in mixed.findings[0].statement
        both = ask(
            network_of,
            f"a,F1,R1,f,10,,GBP,,U,,,{YEAR}",
            f"b,F2,R2,f,20,,GBP,,U,,,{YEAR}",
            f"c,F2,R3,f,40,,EUR,,U,,,{YEAR}",
        )
        assert [(each.currency, each.gross, each.pairs) for each in both.overlaps] == [
            ("GBP", pytest.approx((30, 30)), (("a", "b"),)),
            ("", None, (("a", "c"),)),
        ]
        assert "Amounts are in several currencies and are not added up." in both.caveats

    def test_an_amount_without_a_currency_is_not_counted_as_another_currency(self, network_of: Make) -> None:
        result = without_currency(network_of, "b", f"a,F1,R1,f,10,,GBP,,U,,,{YEAR}", f"b,F2,R2,f,20,,GBP,,U,,,{YEAR}")
        (overlap,) = result.overlaps
        assert (overlap.currency, overlap.gross, overlap.unpriced) == ("GBP", pytest.approx((10, 10)), 1)

    def test_currencies_do_not_join_through_an_amount_without_one(self, network_of: Make) -> None:
        result = without_currency(
            network_of,
            "b",
            f"a,F1,R1,f,10,,GBP,,U,,,{YEAR}",
            f"b,F2,R2,f,20,,GBP,,U,,,{YEAR}",
            f"c,F1,R3,f,40,,EUR,,U,,,{YEAR}",
        )
        assert [(each.currency, each.gross) for each in result.overlaps] == [
            ("EUR", pytest.approx((40, 40))),
            ("GBP", pytest.approx((10, 10))),
        ]

    def test_several_cells_count_an_award_once(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,f,365,,,,V|W,,,{YEAR}", f"b,F2,R2,g,365,,,,V|W,,,{YEAR}")
        (overlap,) = result.overlaps
        assert overlap.areas == ("V", "W") and len(overlap.segments) == 2
        assert overlap.gross == pytest.approx((730, 730)) and overlap.excess == pytest.approx((365, 365))

    def test_several_functions_are_counted_whole_and_said(self, network_of: Make) -> None:
        result = ask(network_of, f"a,F1,R1,g|h,100,,,,U,,,{YEAR}", f"b,F2,R2,h,50,,,,U,,,{YEAR}")
        (found,) = result.findings
        assert found.value == pytest.approx(150)
        assert "Unsplit: a for several functions, counted whole." in found.assumptions

    def test_pairs_meet_in_the_lower_function_and_the_smaller_place(self, network_of: Make) -> None:
        (overlap,) = ask(network_of, f"a,F1,R1,f,10,,,,V,,,{YEAR}", f"b,F2,R2,g,10,,,,U,,,{YEAR}").overlaps
        assert (overlap.functions, overlap.areas) == (("g",), ("V",))

    def test_a_gap_in_an_overlap_lying_ahead_is_not_live(self, network_of: Make) -> None:
        result = ask(
            network_of,
            "a,F1,R1,f,10,,,,U,,,2024-01-01,2027-01-01",
            "b,F2,R2,f,10,,,,U,,,2024-01-01,2025-01-01",
            "c,F2,R2,f,10,,,,U,,,2026-06-01,2027-01-01",
        )
        assert [overlap.when for overlap in result.overlaps] == ["ahead"]


def test_evidence_has_the_source_of_the_award_and_of_no_record_of_the_same_id(network_of: Make) -> None:
    funding = "id,funder,recipient,function,amount,areas,start_date,end_date,source,as_of"
    awards = [f"{one},{ends},f,100,U,{YEAR},register {one},2026-01" for one, ends in (("R1", "F1,R1"), ("b", "F2,R2"))]
    organisations = "id,name,source,as_of\nF1,F1,x,2020\nF2,F2,x,2020\nR1,R1,x,2020\nR2,R2,x,2020"
    tables = {**TABLES, "organisations": organisations, "funding": "\n".join([funding, *awards])}
    (found,) = duplication(network_of(**tables), as_of=DAY).findings
    assert [(each.record, each.source, each.as_of) for each in found.evidence] == [
        ("R1", "register R1", "2026-01"),
        ("b", "register b", "2026-01"),
    ]
