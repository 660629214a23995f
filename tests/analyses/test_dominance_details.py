"""The further tables of the dominance analysis, worked out by hand on Anytown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.dominance.units import seat_months
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, DominanceSettings
from netmap.network import Network

Make = Callable[..., Network]
DAY = "2026-01-31"


@pytest.fixture(scope="module")
def result(anytown: Network) -> DominanceResult:
    return dominance(anytown, as_of=DAY, area="Anytown")


class TestUnits:
    def test_hhi_of_every_unit_and_view(self, result: DominanceResult) -> None:
        table = result.details["units"].set_index(["unit", "view"])
        expected = {
            ("seat", "holders"): 32 / 100,
            ("seat", "voice"): 0.161,
            ("seat", "pool"): 32 / 100,
            ("seat_month", "holders"): 32 / 100,
            ("vote", "holders"): 31 / 81,
            ("person", "holders"): 20 / 100,
            ("consolidated", "holders"): 32 / 100,
            ("consolidated", "voice"): 0.161,
        }
        for row, hhi in expected.items():
            assert table.loc[row, "hhi"] == pytest.approx(hhi), row

    def test_zeros_of_the_pool_change_gini_and_nothing_about_shares(self, result: DominanceResult) -> None:
        table = result.details["units"].set_index(["unit", "view"])
        holders, pool = table.loc[("seat", "holders")], table.loc[("seat", "pool")]
        assert (holders["units"], pool["units"]) == (5, 8)
        assert (holders["gini"], pool["gini"]) == pytest.approx((0.36, 0.6))
        assert holders["cr1"] == pool["cr1"] == 0.5
        assert pool["theil_l"] != pool["theil_l"]

    def test_seat_months_count_the_days_held_in_the_last_year(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector\nA,A,third_sector\nB,B,third_sector",
            partnerships="id,name\nP,P",
            seats="""id,partnership,organisation,start_date,end_date
            s1,P,A,2020-01-01,
            s2,P,B,2025-07-31,2025-10-31
            s3,P,B,2026-01-01,
            s4,P,A,2020-01-01,2024-01-01""",
        )
        held = seat_months(read_seating(network, DAY))
        assert held == pytest.approx({"A": 12, "B": 12 * (92 + 30) / 365})

    def test_a_vote_not_recorded_is_counted_apart(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector\nA,A,third_sector\nB,B,third_sector",
            partnerships="id,name\nP,P",
            seats="id,partnership,organisation,voting\ns1,P,A,yes\ns2,P,B,\ns3,P,B,no",
        )
        votes = dominance(network, as_of=DAY).details["units"].set_index(["unit", "view"]).loc[("vote", "holders")]
        assert (votes["total"], votes["units"], votes["unknown"]) == (1, 1, 1)

    def test_the_smaller_holders_together(self, result: DominanceResult) -> None:
        points = result.details["lorenz"].to_numpy()
        assert points[:, 0] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
        assert points[:, 1] == pytest.approx([0, 0.1, 0.2, 0.3, 0.5, 1])

    def test_more_than_half_of_the_inequality_is_between_infrastructure_and_the_rest(
        self, result: DominanceResult
    ) -> None:
        parts = result.values["theil_by_kind"]
        assert parts["total"] == pytest.approx(0.720204841)
        assert parts["between"] == pytest.approx(0.4133392866)
        assert parts["within"] == pytest.approx(0.3068655544)


class TestChance:
    def test_partnerships_filled_from_a_pool_of_eight(self, result: DominanceResult) -> None:
        table = result.details["chance"].set_index(["null", "statistic"])
        filled = table.loc[("partnerships_filled_at_random", "hhi")]
        assert filled["observed"] == pytest.approx(23 / 81)
        assert filled["p"] == pytest.approx(70392 / 1229312)
        assert (filled["method"], filled["states"], filled["pool"]) == ("exact", 1229312, 8)
        assert table.loc[("seats_thrown_at_random", "hhi"), "p"] == pytest.approx(1158047 / 33554432)

    def test_the_answer_for_other_pools_is_printed(self, result: DominanceResult) -> None:
        table = result.details["pools"].set_index("which")
        assert table.loc["pool", "p"] == pytest.approx(0.0467383382)
        assert list(table["pool"]) == [5, 8, 13, 80]
        assert any("a pool of 8 organisations" in text and " % with 13, " in text for text in result.caveats)

    def test_without_each_partnership(self, result: DominanceResult) -> None:
        table = result.details["without_each"].set_index("partnership_id")["hhi_without"]
        assert table.to_dict() == pytest.approx({"P1": 13 / 49, "P2": 19 / 49, "P3": 22 / 64, "P4": 22 / 64})
        assert result.values["hhi_without_one_partnership"] == pytest.approx((13 / 49, 19 / 49))

    def test_attainable(self, result: DominanceResult) -> None:
        assert result.values["attainable"]["normalised"] == pytest.approx(12 / 22)

    def test_resampling_only_where_asked_and_with_enough_partnerships(
        self, riverton: Network, anytown: Network
    ) -> None:
        asked = replace(DEFAULTS, dominance=DominanceSettings(bootstrap=True, draws=99))
        assert dominance(anytown, as_of=DAY, settings=asked).values["bootstrap"] is None
        resampled = dominance(riverton, as_of="2026-06-30", settings=asked).values["bootstrap"]
        assert resampled["lowest"] < 1164 / 22500 < resampled["highest"]


class TestPosition:
    def test_organisations_stand_where_the_hand_puts_them(self, result: DominanceResult) -> None:
        table = result.details["organisations"].set_index("id")
        assert table.loc["CVS", ["degree", "closeness", "betweenness"]].tolist() == pytest.approx([4, 1, 21 / 24])

    def test_the_hub_is_not_in_the_backbone(self, result: DominanceResult) -> None:
        table = result.details["backbone"].set_index(["one", "other"])
        assert table.loc[("AgeHelp", "CVS"), "p"] == 1
        assert table.loc[("AgeHelp", "DisabAct"), "p"] == pytest.approx(6 / 27)
        assert not table["kept"].any()

    def test_what_is_too_large_is_left_blank_and_said(self, anytown: Network) -> None:
        few = replace(DEFAULTS, dominance=DominanceSettings(most_ties=8, most_ties_drawn=8, most_multiplications=0))
        result = dominance(anytown, as_of=DAY, settings=few)
        assert result.details["organisations"]["betweenness"].isna().all()
        assert result.details["backbone"].empty
        assert sum("not worked out for 9 ties" in text for text in result.caveats) == 2
        assert result.details["brokers"]["paths"].isna().all()
        assert any("Brokers between sectors are not worked out for 5 organisations" in text for text in result.caveats)


class TestParts:
    def test_largest_of_each_partnership_is_classified_only_with_enough_seats(self, riverton: Network) -> None:
        table = dominance(riverton, as_of="2026-06-30").places.set_index("partnership_id")
        assert tuple(table.loc["P-DIG", ["largest", "class"]]) == ("Riverton Learning Trust", "dominant_own_voice")
        assert table.loc["P-PLF", "class"] == "too_few_seats"

    def test_sub_groups_are_counted_with_their_parent_body(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector\nA,A,third_sector\nB,B,third_sector",
            partnerships="id,name,parent\nP,Board,\nQ,Group,P\nR,Small group,Q\nS,Other,",
            seats="id,partnership,organisation\ns1,P,A\ns2,Q,A\ns3,R,B\ns4,S,B",
        )
        (row,) = dominance(network, as_of=DAY).details["parent_bodies"].to_dict("records")
        assert (row["partnership"], row["partnerships"], row["third_sector"]) == ("Board", 3, 3)
        assert (row["hhi"], row["cr1"], row["largest"]) == (pytest.approx(5 / 9), pytest.approx(2 / 3), "A")

    def test_sectors(self, riverton: Network) -> None:
        result = dominance(riverton, as_of="2026-06-30")
        table = result.details["sectors"].set_index("sector")
        assert table.loc["third_sector", "seats"] == 150
        assert table.loc["not recorded", "seats"] == 2
        assert table["share"].sum() == pytest.approx(1)
