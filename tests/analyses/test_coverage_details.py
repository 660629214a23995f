"""The further tables of coverage, by hand and by a second way: strength, parity, mandates, time, intersections."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from random import Random
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.coverage.quarters import quarter_ends
from netmap.analyses.settings import DEFAULTS, CoverageSettings, Settings
from netmap.measures.tristate import ACCOUNTABILITY_ITEMS, accountability_bounds
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.model.words import NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.network import Network
from tests.analyses.coverage_worlds import GROUPS, make_world

DAY = "2026-01-31"
Make = Callable[..., Network]


def with_settings(**values: Any) -> Settings:
    return dataclasses.replace(DEFAULTS, coverage=dataclasses.replace(CoverageSettings(), **values))


def row_of(result: CoverageResult, table: str, group: str) -> dict[Any, Any]:
    rows = result.details[table]
    return dict(rows[rows["group_id"] == group].to_dict("records")[0])


class TestStrengthOfAnytown:
    def test_by_hand(self, anytown: Network) -> None:
        """Led by (1) x mandated (1); serves (.7) x own voice (.5); led by x general forum (.2) x mandated."""
        result = coverage(anytown, as_of=DAY)
        found = {
            group: (
                row_of(result, "strength", f"G-{group}")["strength"],
                row_of(result, "strength", f"G-{group}")["rank"],
            )
            for group in ("disabled", "older", "ethnic", "muslim", "lgbt")
        }
        assert found == {
            "disabled": (1.0, 1),
            "older": (0.35, 2),
            "ethnic": (0.2, 3),
            "muslim": (pytest.approx(0.14), 4),
            "lgbt": (None, None),
        }

    def test_cath_on_two_boards_is_one_voice(self, anytown: Network) -> None:
        older = row_of(coverage(anytown, as_of=DAY), "strength", "G-older")
        assert (older["voices"], older["people"], older["combined"]) == (2, 1, 0.35)

    def test_membership_is_no_voice(self, anytown: Network) -> None:
        ethnic = row_of(coverage(anytown, as_of=DAY), "strength", "G-ethnic")
        assert (ethnic["voices"], ethnic["combined"], ethnic["recorded"]) == (0, None, "nominal_only")

    def test_weights_are_settings(self, anytown: Network) -> None:
        result = coverage(anytown, as_of=DAY, settings=with_settings(weight_own_voice=0.1))
        assert row_of(result, "strength", "G-older")["strength"] == pytest.approx(0.14)
        assert row_of(result, "strength", "G-older")["route"].startswith(
            "older people → AgeHelp Anytown → Anytown VCS Forum"
        )
        assert result.parameters["weight_own_voice"] == 0.1

    def test_too_many_cells_leave_routes_out_and_say_so(self, anytown: Network) -> None:
        result = coverage(anytown, as_of=DAY, settings=with_settings(most_cells_in_detail=19))
        assert len(result.details["routes"]) == len(result.details["quotients"]) == 0
        assert any("not listed for 20 cells, more than 19" in caveat for caveat in result.caveats)
        assert len(result.details["strength"]) == 5

    def test_voices_linked_through_too_many_are_not_combined(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector,serves,groups_asked\nA,A,third_sector,G,all",
            equality_groups="id,name\nG,G",
            partnerships="id,name,seats_listed\nP,Board,all",
            seats="id,partnership,representative,organisation,capacity\na,P,X,A,own_voice\nb,P,Y,A,own_voice",
        )
        result = coverage(network, as_of=DAY, settings=with_settings(most_voices_combined=1))
        assert row_of(result, "strength", "G")["combined"] is None
        assert any("not combined into one strength" in caveat for caveat in result.caveats)


class TestMembership:
    def test_as_a_gap_and_not_as_one(self, anytown: Network) -> None:
        strict, lenient = (
            coverage(anytown, as_of=DAY, settings=with_settings(membership_is_a_gap=gap)) for gap in (True, False)
        )
        assert (strict.values["gaps"], strict.values["by_membership_only"]) == (3, 0)
        assert (lenient.values["gaps"], lenient.values["by_membership_only"]) == (1, 2)
        assert strict.headline == "2 of 5 equality groups are represented; 3 not represented anywhere; 0 not known."
        assert lenient.headline == (
            "2 of 5 equality groups are represented; 2 only through general membership of a forum; "
            "1 not represented anywhere; 0 not known."
        )
        types = {finding.subjects[0]: (finding.type, finding.severity) for finding in lenient.findings}
        assert types["G-ethnic"] == ("group_by_membership_only", "low")
        assert types["G-lgbt"] == ("group_not_represented", "medium")
        assert strict.table()["verdict"].tolist() == lenient.table()["verdict"].tolist()


PEOPLE = """id,name,parent,population,scheme,code
    sex,Sex,,1000,,
    women,Women,sex,510,,
    men,Men,sex,490,,
    disabled,Disabled people,,175,,
    tiny,Tiny group,,5,,
    blank,Uncounted group,,,,"""


def board(make: Make, groups: str = PEOPLE, **more: str) -> Network:
    """A board of twenty: W serves women on three seats of two people, D disabled people on one, the rest nobody."""
    seats = [f"n{number},P,person {number},N,own_voice" for number in range(16)]
    bodies = [
        "W,W,third_sector,women,all",
        "D,D,third_sector,disabled,all",
        "N,N,third_sector,,all",
        "H,H,health,men,all",
    ]
    return make(
        **{
            "organisations": "id,name,sector,serves,groups_asked\n" + "\n".join(bodies),
            "equality_groups": groups,
            "partnerships": "id,name,seats_listed\nP,Board,all\nQ,Other board,all",
            "seats": "\n".join(
                [
                    "id,partnership,representative,organisation,capacity",
                    "w1,P,Ann,W,own_voice\nw2,Q,Ann,W,own_voice\nw3,P,Bea,W,own_voice\nd,P,Dee,D,own_voice",
                    "h,P,Hal,H,own_voice\no,P,Oli,D,observer",
                    *seats,
                ]
            ),
            **more,
        }
    )


class TestParity:
    def test_by_hand(self, network_of: Make) -> None:
        """19 people: Ann, Bea, Dee and sixteen others; not Hal of a public body, not Oli who observes."""
        women = row_of(coverage(board(network_of), as_of=DAY), "parity", "women")
        assert (women["seats"], women["of_seats"], women["people"], women["of_people"]) == (2, 19, 510, 1000)
        assert women["expected_seats"] == pytest.approx(19 * 0.51)
        assert women["ratio"] == pytest.approx((2 / 19) / 0.51)
        assert women["low"] < women["ratio"] < women["high"] < 1
        assert women["reading"] == "fewer_than_its_share"
        assert women["adjusted"] >= women["chance_of_so_few"]

    def test_the_smaller_group_has_no_clear_difference(self, network_of: Make) -> None:
        disabled = row_of(coverage(board(network_of), as_of=DAY), "parity", "disabled")
        assert (disabled["seats"], disabled["reading"]) == (1, "no_clear_difference")
        assert disabled["expected_seats"] == pytest.approx(19 * 0.175)

    def test_below_one_expected_seat_there_is_no_ratio(self, network_of: Make) -> None:
        tiny = row_of(coverage(board(network_of), as_of=DAY), "parity", "tiny")
        assert (tiny["ratio"], tiny["low"], tiny["reading"]) == (None, None, "too_few_seats")
        assert (tiny["expected_seats"], tiny["seats_needed"]) == (pytest.approx(0.095), 598)

    def test_everybody_and_the_uncounted_have_no_row(self, network_of: Make) -> None:
        result = coverage(board(network_of), as_of=DAY)
        assert set(result.details["parity"]["group_id"]) == {"women", "men", "disabled", "tiny"}
        assert result.values["parity"]["everybody"] == 1000

    def test_a_public_body_counts_for_the_ladder_and_not_for_parity(self, network_of: Make) -> None:
        result = coverage(board(network_of), as_of=DAY)
        assert result.system.set_index("group_id").loc["men", "verdict"] == REPRESENTED
        assert row_of(result, "parity", "men")["seats"] == 0

    def test_without_a_total_nothing_is_compared(self, network_of: Make) -> None:
        groups = "id,name,population\nwomen,Women,510\ndisabled,Disabled people,175\nmen,Men,"
        result = coverage(board(network_of, groups), as_of=DAY)
        assert len(result.details["parity"]) == 0
        assert result.values["parity"]["everybody"] is None
        assert any("How many people there are in all is not recorded" in caveat for caveat in result.caveats)

    def test_sub_groups_that_overlap_are_no_categories(self, network_of: Make) -> None:
        groups = PEOPLE.replace("510", "710")
        assert len(coverage(board(network_of, groups), as_of=DAY).details["parity"]) == 0

    def test_totals_that_differ_by_what_a_census_office_changed_are_one(self, network_of: Make) -> None:
        groups = PEOPLE.replace("sex,Sex,,1000", "sex,Sex,,100000\nage,Age,,100002").replace("510", "51000")
        result = coverage(board(network_of, groups.replace("490", "49000")), as_of=DAY)
        assert set(result.details["parity"]["group_id"]) == {"women", "men", "disabled", "tiny"}

    def test_a_whole_characteristic_by_hand(self, network_of: Make) -> None:
        """Two voices, both women's: shares 1 and 0 against .51 and .49."""
        rows = coverage(board(network_of), as_of=DAY).details["characteristics"].set_index("characteristic")
        assert rows.loc["sex", "dissimilarity"] == pytest.approx(0.49)
        assert rows.loc["sex", "gallagher"] == pytest.approx(49.0)
        assert (rows.loc["sex", "voices"], rows.loc["sex", "in_no_category"]) == (2, 0)
        assert rows.loc["disability", "dissimilarity"] is None

    def test_quotients_by_hand(self, network_of: Make) -> None:
        """Women: 1 of 1 counted seat on the other board, 3 of 20 on both."""
        rows = coverage(board(network_of), as_of=DAY).details["quotients"].set_index(["group_id", "partnership_id"])
        assert rows.loc[("women", "Q"), "quotient"] == pytest.approx(1 / (3 / 20))
        assert rows.loc[("women", "Q"), "shrunken_quotient"] == pytest.approx(((1 + 10 * 0.15) / 11) / 0.15)
        assert rows.loc[("women", "P"), "quotient"] == pytest.approx((2 / 19) / (3 / 20))
        assert ("men", "P") not in rows.index


class TestCharacteristics:
    def test_what_nobody_recorded_is_said(self, network_of: Make) -> None:
        result = coverage(board(network_of), as_of=DAY)
        rows = result.details["characteristics"].set_index("characteristic")
        assert list(rows.index[:9]) == list(PROTECTED_CHARACTERISTICS)
        assert rows.loc["sex", "recorded"] is True and rows.loc["race", "recorded"] is False
        assert (rows.loc["race", "groups"], rows.loc["race", "represented"]) == (0, 0)
        assert (rows.loc["sex", "represented"], rows.loc["sex", "groups"]) == (2, 3)
        assert set(rows.index[9:]) == {"Tiny group", "Uncounted group"}
        assert result.values["characteristics_not_recorded"] == [
            name for name in PROTECTED_CHARACTERISTICS if name not in ("sex", "disability")
        ]
        assert any(caveat.startswith("7 of the 9 protected characteristics") for caveat in result.caveats)

    @pytest.mark.parametrize(
        ("name", "code"), [("Whatever", "s.9"), ("Whatever", "Section 9"), ("race", ""), ("RACE", "")]
    )
    def test_a_group_stands_for_one_by_name_or_code(self, network_of: Make, name: str, code: str) -> None:
        groups = (
            f"id,name,parent,population,scheme,code\nx,{name},,,,{code}\nwomen,Women,,,,\ndisabled,D,,,,\nmen,Men,,,,"
        )
        result = coverage(board(network_of, groups), as_of=DAY)
        assert "race" not in result.values["characteristics_not_recorded"]

    def test_of_riverton_none_is_missing(self, riverton: Network) -> None:
        result = coverage(riverton, as_of="2026-06-30")
        assert result.values["characteristics_not_recorded"] == []
        assert len(result.details["characteristics"]) == 9 + 9

    def test_without_any_group_all_nine_are_looked_for(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name\nA,A", partnerships="id,name\nP,P", seats="id,partnership,organisation\ns,P,A"
        )
        rows = coverage(network, as_of=DAY).details["characteristics"]
        assert rows["groups"].tolist() == [1] * 9 and not any(rows["recorded"])


class TestIntersections:
    GROUPS = PEOPLE + "\n    dw,Disabled women,{parent},98,{scheme},{code}"

    def ask(
        self, make: Make, parent: str = "", scheme: str = "Intersection", code: str = "women + disabled people"
    ) -> CoverageResult:
        return coverage(board(make, self.GROUPS.format(parent=parent, scheme=scheme, code=code)), as_of=DAY)

    @pytest.mark.parametrize("parent", ["", "women"])
    def test_both_parts_do_not_make_the_whole(self, network_of: Make, parent: str) -> None:
        result = self.ask(network_of, parent)
        (row,) = result.details["intersections"].to_dict("records")
        assert (row["parts"], row["parts_represented"], row["verdict"]) == (
            "Women + Disabled people",
            True,
            NOT_REPRESENTED,
        )
        assert (row["people"], row["product_of_margins"]) == (98, pytest.approx(89.25))
        assert "dw" not in set(result.details["parity"]["group_id"])

    def test_a_sub_group_that_is_none_is_covered_by_its_parent(self, network_of: Make) -> None:
        """The same group without the scheme counts as part of women: only the scheme makes it an intersection."""
        result = coverage(
            board(
                network_of,
                self.GROUPS.format(parent="women", scheme="", code=""),
                organisations="id,name,sector,serves,groups_asked\nW,W,third_sector,women,women\nD,D,third_sector,,all\n"
                "N,N,third_sector,,all\nH,H,health,,all",
            ),
            as_of=DAY,
        )
        assert len(result.details["intersections"]) == 0

    def test_a_code_that_names_nobody_is_said(self, network_of: Make) -> None:
        result = self.ask(network_of, code="women + martians")
        (row,) = result.details["intersections"].to_dict("records")
        assert (row["parts"], row["parts_represented"], row["product_of_margins"]) == ("", None, None)
        assert result.values["intersections"] == {"nominated": 1, "examined": 0}
        assert any("Disabled women does not name two recorded groups" in caveat for caveat in result.caveats)


class TestMandates:
    def test_the_chain_of_ann(self, anytown: Network) -> None:
        rows = coverage(anytown, as_of=DAY).details["mandates"].set_index("seat_id")
        ann = rows.loc["s01"]
        assert (ann["person"], ann["organisation"]) == ("Ann", "Anytown Council for Voluntary Service")
        assert (ann["mandate_from"], ann["through_a_forum"], ann["constituency"]) == ("Anytown VCS Forum", True, 10)
        assert [ann[item] for item in ACCOUNTABILITY_ITEMS] == [
            "yes",
            "yes",
            "yes",
            "yes",
            "unknown",
            "unknown",
            "unknown",
        ]
        assert (ann["accountability_low"], ann["accountability_high"]) == (pytest.approx(4 / 7), 1.0)

    def test_the_bounds_are_those_of_the_measure(self, riverton: Network) -> None:
        rows = coverage(riverton, as_of="2026-06-30").details["mandates"]
        assert len(rows) > 30
        for row in rows.to_dict("records"):
            bounds = accountability_bounds([row[item] for item in ACCOUNTABILITY_ITEMS])
            assert (row["accountability_low"], row["accountability_high"]) == (bounds.lower, bounds.upper)
            assert (row["items_known"], row["of_items"]) == (bounds.known, 7)

    @pytest.mark.parametrize(
        ("cells", "item", "answer"),
        [
            (",,,,,", "mandate_document", "unknown"),
            (",minutes,,,,", "mandate_document", "yes"),
            ("election,,,,,", "open_route", "yes"),
            ("assumed,,,,,", "open_route", "no"),
            (",,,,,", "open_route", "unknown"),
            (",,2025-12,,,", "reported_back_in_time", "yes"),
            (",,2023-12,,,", "reported_back_in_time", "no"),
            (",,,,,", "reported_back_in_time", "unknown"),
            (",,,none,,", "deputy_named", "no"),
            (",,,vice chair,,", "deputy_named", "yes"),
            (",,,,,", "deputy_named", "unknown"),
            (",,,,on the website,", "role_described", "yes"),
            (",,,,,2027-01-01", "term_end_set", "yes"),
            (",,,,,", "term_end_set", "unknown"),
        ],
    )
    def test_items(self, network_of: Make, cells: str, item: str, answer: str) -> None:
        columns = "route,evidence,reported_back,deputy,role_description,end_date"
        network = network_of(
            organisations="id,name,sector\nA,A,third_sector",
            partnerships="id,name\nP,Board",
            seats=f"id,partnership,representative,organisation,capacity,speaks_for,{columns}\n"
            f"s,P,X,A,representative,A,{cells}",
        )
        (row,) = coverage(network, as_of=DAY).details["mandates"].to_dict("records")
        assert row[item] == answer

    def test_seats_are_in_order_of_place_and_never_ranked_by_score(self, riverton: Network) -> None:
        rows = coverage(riverton, as_of="2026-06-30").details["mandates"]
        assert rows[["partnership", "seat_id"]].equals(
            rows[["partnership", "seat_id"]].sort_values(["partnership", "seat_id"])
        )


class TestTime:
    @pytest.fixture(scope="class", params=[3, 4])
    @staticmethod
    def dated(request: pytest.FixtureRequest) -> Network:
        return Network.from_networkx(make_world(request.param, 3, dated=True))

    def heard(self, network: Network, day: str) -> dict[str, bool]:
        rows = coverage(network, as_of=day).system
        return dict(zip(rows["group_id"], rows["verdict"] == REPRESENTED, strict=True))

    def test_quarters_are_those_of_asking_on_each_last_day(self, dated: Network) -> None:
        rows = coverage(dated, as_of=DAY).details["time"].set_index("group_id")
        answers = [self.heard(dated, day) for day in quarter_ends(DAY, 8)]
        for group in GROUPS:
            count = sum(answer[group] for answer in answers)
            assert (rows.loc[group, "quarters_heard"], rows.loc[group, "share"]) == (count, count / 8)
            assert rows.loc[group, "quarters_proved"] <= count
            assert rows.loc[group, "heard_on_the_day"] == self.heard(dated, DAY)[group]

    def test_silence_begins_on_the_first_day_without_a_voice(self, dated: Network) -> None:
        rows = coverage(dated, as_of=DAY).details["time"].set_index("group_id")
        changes = pd.concat(
            [
                dated.table(name)[each]
                for name in ("holders", "held-for", "mandates")
                for each in ("start_day", "end_day")
            ]
        )
        days = [DAY, *sorted(day for day in changes.dropna().unique() if day > DAY)]
        answers = {day: self.heard(dated, day) for day in days}
        for group in GROUPS:
            silent = next((day for day in days if not answers[day][group]), None)
            expected = None if silent == DAY else silent
            assert rows.loc[group, "silent_from"] == expected
            assert rows.loc[group, "end_recorded"] == (None if silent == DAY else silent is not None)

    def ask(self, make: Make, terms: str, day: str = DAY) -> CoverageResult:
        return coverage(
            make(
                organisations="id,name,sector,serves,groups_asked\nA,A,third_sector,G,all",
                equality_groups="id,name\nG,G",
                partnerships="id,name,seats_listed\nP,Board,all",
                seats=f"id,partnership,representative,organisation,capacity,start_date,end_date\n{terms}",
            ),
            as_of=day,
        )

    def test_a_successor_carries_the_voice_on(self, network_of: Make) -> None:
        row = row_of(
            self.ask(network_of, "s,P,X,A,own_voice,2024-07-01,2026-03-01\ns,P,Y,A,own_voice,2026-03-01,2027-01-01"),
            "time",
            "G",
        )
        assert (row["silent_from"], row["end_recorded"], row["quarters_heard"]) == ("2027-01-01", True, 6)

    def test_a_gap_before_the_successor_is_silence(self, network_of: Make) -> None:
        row = row_of(
            self.ask(network_of, "s,P,X,A,own_voice,2024-07-01,2026-03-01\ns,P,Y,A,own_voice,2026-03-02,2027-01-01"),
            "time",
            "G",
        )
        assert row["silent_from"] == "2026-03-01"

    def test_no_end_recorded_is_said_apart_from_no_voice(self, network_of: Make) -> None:
        row = row_of(self.ask(network_of, "s,P,X,A,own_voice,,"), "time", "G")
        assert (row["silent_from"], row["end_recorded"], row["heard_on_the_day"]) == (None, False, True)
        assert (row["quarters_heard"], row["quarters_proved"]) == (8, 0)
        row = row_of(self.ask(network_of, "s,P,X,A,own_voice,2020-01-01,2021-01-01"), "time", "G")
        assert (row["silent_from"], row["end_recorded"], row["heard_on_the_day"]) == (None, None, False)

    @pytest.mark.parametrize(("end", "found"), [("2026-05-01", True), ("2026-05-02", False), ("", False)])
    def test_a_voice_that_ends_within_the_notice_is_a_finding(self, network_of: Make, end: str, found: bool) -> None:
        """Ninety days from 31 January 2026 is 1 May."""
        findings = self.ask(network_of, f"s,P,X,A,own_voice,2024-01-01,{end}").findings
        assert [(each.type, each.severity, each.value) for each in findings] == (
            [("group_falls_silent", "medium", "2026-05-01")] if found else []
        )

    @pytest.mark.parametrize("day", ["2024-02-29", "2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"])
    def test_quarter_ends_by_counting_days(self, day: str) -> None:
        asked = datetime.date.fromisoformat(day)
        found: list[str] = []
        while len(found) < 5:
            if (asked + datetime.timedelta(days=1)).day == 1 and asked.month % 3 == 0:
                found.insert(0, asked.isoformat())
            asked -= datetime.timedelta(days=1)
        assert quarter_ends(day, 5) == found


SOURCE = {
    "organisations": "id,name,sector,member_of,led_by,serves,groups_asked\nA,A,third_sector,F,g1,,all\n"
    "B,B,third_sector,F,,g2,g1|g2\nC,C,,,,,\nF,F,third_sector,,,,all\nH,H,health,,,g3,",
    "equality_groups": "id,name,parent,population\ng0,Zero,,900\ng1,One,g0,400\ng2,Two,g0,500\n"
    "g3,Three,,90\ng4,Four,g1,",
    "partnerships": "id,name,seats_listed\nP,Board P,all\nQ,Board Q,some\nR,Board R,all",
    "seats": "id,partnership,representative,organisation,capacity,speaks_for,route,start_date,end_date\n"
    "s1,P,X,A,representative,A,election,2024-01-01,2026-09-01\ns2,P,Y,B,own_voice,none,,,\n"
    "s3,Q,X,F,representative,F,nomination,2025-01-01,\ns4,Q,Z,,representative,,,,\ns5,R,V,C,representative,g2,,,\n"
    "s6,R,W,H,expert,,,,\ns7,R,U,B,observer,,,,",
}  # fmt: skip


class TestInvariance:
    """Order and ids are labels: they change no figure."""

    def figures(self, result: CoverageResult, names: dict[str, str] | None = None) -> Any:
        """Give all figures, by names; ids and what names seats are left out or put back."""
        back = {new: old for old, new in (names or {}).items()}

        def plain(rows: pd.DataFrame) -> list[list[Any]]:
            kept = rows.drop(columns=[name for name in ("would_change", "proof", "route") if name in rows])
            records = kept.astype(object).where(kept.notna(), None).to_numpy().tolist()
            return sorted(([back.get(each, each) for each in record] for record in records), key=repr)

        tables = {name: plain(rows) for name, rows in result.details.items()}
        return plain(result.table()), tables, result.values, result.headline

    def test_the_order_of_rows(self, network_of: Make) -> None:
        before = self.figures(coverage(network_of(**SOURCE), as_of=DAY))
        for seed in range(3):
            tables = {name: self.shuffled(text, Random(seed)) for name, text in SOURCE.items()}
            assert self.figures(coverage(network_of(**tables), as_of=DAY)) == before

    def shuffled(self, text: str, chance: Random) -> str:
        head, *lines = text.splitlines()
        chance.shuffle(lines)
        return "\n".join([head, *lines])

    def test_the_names_of_ids(self, network_of: Make) -> None:
        """Rename every record so that the order of ids turns round; the names in sentences stay."""
        graph = network_of(**SOURCE).to_networkx()
        before = self.figures(coverage(Network.from_networkx(graph), as_of=DAY))
        full = {node: f"id-{999 - place}" for place, node in enumerate(sorted(graph))}
        after = coverage(Network.from_networkx(nx.relabel_nodes(graph, full)), as_of=DAY)
        assert self.figures(after, full) == before

    def test_a_body_that_has_to_do_with_nothing(self, network_of: Make) -> None:
        before = coverage(network_of(**SOURCE), as_of=DAY)
        more = {**SOURCE, "organisations": SOURCE["organisations"] + "\nZ,Z,third_sector,,,,all"}
        after = coverage(network_of(**more), as_of=DAY)
        assert self.figures(after) == self.figures(before)
        assert NOT_KNOWN in set(before.table()["verdict"])
