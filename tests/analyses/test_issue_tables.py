"""The further tables on themes, worked by hand on Anytown and on small made-up boards."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.issues.single_points import single_points
from netmap.analyses.issues.themes import Themes
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, IssueSettings, Settings
from netmap.network import Network

DAY = "2026-01-31"
Make = Callable[..., Network]


def rows_of(result: IssuesResult, table: str, theme: str) -> list[dict[str, Any]]:
    rows = result.details[table]
    return list(rows[rows["theme"] == theme].to_dict("records"))


def with_issues(**values: Any) -> Settings:
    return replace(DEFAULTS, issues=IssueSettings(**values))


@pytest.fixture(scope="module")
def result(anytown: Network) -> IssuesResult:
    return issues(anytown, as_of=DAY)


class TestAnytown:
    def test_paths_to_each_partnership(self, result: IssuesResult) -> None:
        """On P1 CVS has two seats; it works on 2 themes, has 5 seats, and P1 has 3: 2 / (2 x 2 x 5 x 3) ** 0.5."""
        paths = {row["partnership_id"]: row for row in rows_of(result, "paths", "domestic abuse")}
        assert {place: row["m1_organisation"] for place, row in paths.items()} == {"P1": 2, "P2": 1, "P3": 2, "P4": 1}
        assert paths["P1"]["weight"] == pytest.approx(2 / math.sqrt(60))
        specialist, hub = 1 / math.sqrt(2 * 1 * 1 * 2), 1 / math.sqrt(2 * 2 * 5 * 2)
        assert paths["P3"]["weight"] == pytest.approx(specialist + hub)
        assert {place: row["rank"] for place, row in paths.items()} == {"P3": 1, "P1": 2, "P4": 3, "P2": 4}

    def test_forums_are_nominal(self, result: IssuesResult) -> None:
        """The food bank is in the forum that Ann speaks for on P1, P2 and P4; food poverty has no voice by that."""
        paths = rows_of(result, "paths", "food poverty")
        assert {row["partnership_id"]: (row["m3_forum"], row["routes"], row["rank"]) for row in paths} == {
            "P1": (1, 0, None),
            "P2": (1, 0, None),
            "P4": (1, 0, None),
        }
        (forum,) = rows_of(result, "forums", "food poverty")
        assert (forum["seats"], forum["person_cut_any"], forum["either_cut_any"], forum["either_cut_remit"]) == (
            3,
            1,
            1,
            0,
        )

    def test_a_specialist_comes_before_a_hub(self, result: IssuesResult) -> None:
        first, *others = rows_of(result, "routes", "domestic abuse")
        assert (first["person"], first["weight"], first["expert"]) == ("Eve", 0.5, True)
        assert {row["organisation"] for row in others} == {"Anytown Council for Voluntary Service"}
        assert result.details["routes"]["hidden"].isna().all()

    def test_brokers(self, result: IssuesResult) -> None:
        """Ann is the one route on P2 and P4, and one of two on P1: 1 + 1 + 1/2 of 4 partnerships."""
        ann = next(row for row in rows_of(result, "brokers", "domestic abuse") if row["name"] == "Ann")
        assert (ann["betweenness"], ann["reached"], ann["share"], ann["rank"]) == (2.5, 4, 0.625, 1)

    def test_the_relay_of_hate_crime(self, result: IssuesResult) -> None:
        """Only CVS sits on P2 and P3: on P2 by Ann alone, on P3 by Bob alone; Dee alone says it on P2."""
        (relay,) = rows_of(result, "relays", "hate crime")
        assert (relay["partnership_id"], relay["steps"], relay["from_id"], relay["by_kind"]) == (
            "P3",
            1,
            "P2",
            ["organisation"],
        )
        assert (relay["equally_short"], relay["breaks_if_leaves"]) == (1, ["Ann", "Bob", "Dee"])
        assert result.values["relays_by_steps"] == {"1": 1} and result.values["relays_wanted"] == 1
        (found,) = [each for each in result.findings if each.type == "theme_misrouted"]
        assert found.actions[0].endswith(
            "Could be relayed to Safer communities by Anytown Council for Voluntary Service, which sits there and on "
            "Health and wellbeing."
        )

    def test_what_the_council_for_voluntary_service_alone_keeps_up(self, result: IssuesResult) -> None:
        rows = result.details["single_points"].set_index("id")
        assert rows.at["CVS", "last_mandated_voice"] == ["P1"]
        assert rows.at["CVS", "pairs_unlinked"] == 5, "all pairs but P1 and P2, which share AgeHelp too"
        assert rows.at["DisabAct", "themes_silenced"] == rows.at["DisabAct", "not_certain"] == ["anytown:hate-crime"]

    def test_a_shared_organisation_and_no_shared_person_is_a_low_finding(self, result: IssuesResult) -> None:
        (found,) = [each for each in result.findings if each.type == "theme_no_shared_person"]
        assert (found.severity, found.value, found.out_of) == ("low", 0, 1)
        assert (
            "no person on record sits on two of them, only organisations. They are Anytown Council" in found.statement
        )

    def test_a_limit_says_what_is_hidden(self, anytown: Network) -> None:
        result = issues(anytown, as_of=DAY, settings=with_issues(most_routes=2, most_single_points=3))
        *shown, last = rows_of(result, "routes", "domestic abuse")
        assert len(shown) == 2
        assert (last["seat_id"], last["hidden"]) == (None, "4 more through Anytown Council for Voluntary Service")
        assert [row["of"] for row in rows_of(result, "paths", "domestic abuse")] == [4, 4]
        assert "At most 2 rows are listed for each theme in the tables of paths and people." in result.caveats
        assert "3 of 8 people and organisations on which a voice hangs alone are listed." in result.caveats
        assert len(result.details["single_points"]) == 3

    def test_too_many_shared_boards_leave_relays_unknown_and_not_none(self, anytown: Network) -> None:
        result = issues(anytown, as_of=DAY, settings=with_issues(most_shared_pairs=10))
        assert result.details["relays"].empty
        assert (result.values["relays_wanted"], result.values["relays_by_steps"]) == (1, None)
        assert set(result.details["single_points"]["pairs_unlinked"]) == {None}
        assert "Holders share too many partnerships for relays and single links to be worked out." in result.caveats

    def test_evidence_beyond_the_limit_is_counted(self, anytown: Network) -> None:
        result = issues(anytown, as_of=DAY, settings=with_issues(most_evidence=1))
        (found,) = [each for each in result.findings if each.type == "theme_no_shared_person"]
        assert [each.says for each in found.evidence][1::2] == [
            "and 1 more records of this kind",
            "and 2 more records of this kind",
        ]


class TestBoards:
    """Boards in a row: T is voiced on A and owned by D."""

    THEMES = "id,name\nT,T\nElse,Else"
    BODIES = (
        "id,name,sector,themes\nO,O,third_sector,T\nL,L,third_sector,Else\nM,M,third_sector,Else\nN,N,third_sector,Else"
    )
    BOARDS = "id,name,themes,seats_listed\nA,A,Else,all\nB,B,Else,all\nC,C,Else,all\nD,D,T,all"

    def ask(self, make: Make, seats: str, **values: Any) -> IssuesResult:
        network = make(
            organisations=self.BODIES,
            themes=self.THEMES,
            partnerships=self.BOARDS,
            seats="id,partnership,representative,organisation,capacity,speaks_for\n" + seats,
        )
        return issues(network, as_of=DAY, settings=with_issues(**values))

    CHAIN = """s1,A,Ann,O,own_voice,none
        s2,A,Bob,L,own_voice,none
        s3,B,Bob,L,own_voice,none
        s4,B,,M,own_voice,none
        s5,C,,M,own_voice,none
        s6,C,Cat,N,own_voice,none
        s7,D,Cat,L,own_voice,none"""

    def test_three_steps(self, network_of: Make) -> None:
        """Bob joins A and B, M joins B and C with nobody named, Cat joins C and D; L is on A and D too: one step."""
        result = self.ask(network_of, self.CHAIN.replace("Cat,L", "Cat,N"))
        (relay,) = rows_of(result, "relays", "T")
        assert (relay["steps"], relay["from_id"], relay["through"]) == (3, "A", ["B", "C"])
        assert (relay["by"], relay["by_kind"]) == (["Bob", "M", "Cat"], ["person", "organisation", "person"])
        assert (relay["equally_short"], relay["breaks_if_leaves"]) == (1, ["Ann", "Bob", "Cat"])
        (found,) = [each for each in result.findings if each.subjects[0] == "T" and "misrouted" in each.type]
        assert found.actions[0].endswith(
            " Could be relayed from A in 3 steps: by Bob to B, then M to C, then Cat to D."
        )

    def test_an_organisation_on_both_is_one_step(self, network_of: Make) -> None:
        (relay,) = rows_of(self.ask(network_of, self.CHAIN), "relays", "T")
        assert (relay["steps"], relay["by"], relay["by_kind"]) == (1, ["L"], ["organisation"])
        assert relay["breaks_if_leaves"] == ["Ann", "Bob", "Cat"], "L sits on A by Bob alone and on D by Cat alone"

    def test_a_person_is_preferred_to_an_organisation(self, network_of: Make) -> None:
        (relay,) = rows_of(self.ask(network_of, self.CHAIN + "\ns8,D,Bob,N,own_voice,none"), "relays", "T")
        assert (relay["by"], relay["by_kind"], relay["equally_short"]) == (["Bob"], ["person"], 1)

    def test_too_far_is_said(self, network_of: Make) -> None:
        result = self.ask(network_of, self.CHAIN.replace("Cat,L", "Cat,N"), most_steps=2)
        (relay,) = rows_of(result, "relays", "T")
        assert (relay["partnership_id"], relay["steps"], relay["by"], relay["equally_short"]) == ("D", None, [], 0)
        assert result.values["relays_by_steps"] == {"none": 1}

    def test_a_public_seat_relays_nothing(self, network_of: Make) -> None:
        chain = (
            "s1,A,Ann,O,own_voice,none\ns2,A,Zoe,H,own_voice,none\ns3,D,Zoe,H,own_voice,none\ns4,D,Cat,N,own_voice,none"
        )
        network = network_of(
            organisations=self.BODIES + "\nH,H,health,Else",
            themes=self.THEMES,
            partnerships=self.BOARDS,
            seats="id,partnership,representative,organisation,capacity,speaks_for\n" + chain,
        )
        (relay,) = rows_of(issues(network, as_of=DAY), "relays", "T")
        assert relay["steps"] is None

    def test_a_funder_on_the_board_is_influence_and_no_voice(self, network_of: Make) -> None:
        network = network_of(
            organisations=self.BODIES + "\nG,G,local_authority,",
            themes=self.THEMES,
            partnerships=self.BOARDS,
            seats="id,partnership,representative,organisation,capacity,speaks_for\ns1,D,Zoe,G,own_voice,none",
            funding="id,funder,recipient,start_date,end_date\n"
            "a1,G,O,2025-01-01,2027-01-01\na2,G,O,2025-06-01,2027-01-01\na3,G,L,2024-01-01,2025-01-01\na4,G,M,2024-01-01,",
        )
        result = issues(network, as_of=DAY)
        (path,) = rows_of(result, "paths", "T")
        assert (path["partnership_id"], path["m4_funder"], path["routes"], path["weight"]) == ("D", 1, 0, 0)
        assert rows_of(result, "paths", "Else") == [], "the award to L has ended, the end of that to M is not known"
        assert any(each.startswith("1 of 4 awards has no start or no end") for each in result.caveats)


class TestForums:
    """Two forums, one person for both: the person is the cheapest cut, and no forum is."""

    def ask(self, make: Make, seats: str, **values: Any) -> dict[str, Any]:
        network = make(
            organisations="id,name,sector,kind,themes,member_of\nA,A,third_sector,,T,F\nB,B,third_sector,,T,G\n"
            "F,F,third_sector,forum,,\nG,G,third_sector,forum,,\nH,H,third_sector,,Else,",
            themes="id,name\nT,T\nElse,Else",
            partnerships="id,name,themes,seats_listed\nP,P,T,all",
            seats="id,partnership,representative,organisation,capacity,speaks_for,route\n" + seats,
        )
        (row,) = rows_of(issues(network, as_of=DAY, settings=with_issues(**values)), "forums", "T")
        return row

    BOTH = "s1,P,Ann,H,representative,F,election\ns2,P,Ann,H,representative,G,election"

    def test_one_person_for_two_forums(self, network_of: Make) -> None:
        row = self.ask(network_of, self.BOTH)
        assert (row["person_cut_remit"], row["organisation_cut_remit"], row["either_cut_remit"]) == (1, 2, 1)

    def test_a_seat_that_names_nobody(self, network_of: Make) -> None:
        row = self.ask(network_of, self.BOTH + "\ns3,P,,H,representative,F,election")
        assert (row["person_cut_remit"], row["organisation_cut_remit"], row["either_cut_remit"]) == (math.inf, 2, 2)

    def test_nobody_is_not_one_person_for_two_forums(self, network_of: Make) -> None:
        row = self.ask(network_of, self.BOTH.replace("Ann", ""))
        assert (row["person_cut_remit"], row["organisation_cut_remit"], row["either_cut_remit"]) == (math.inf, 2, 2)

    def test_too_many_steps_are_left_blank_and_said(self, network_of: Make) -> None:
        row = self.ask(network_of, self.BOTH, most_forum_steps=2)
        assert (row["person_cut_remit"], row["either_cut_remit"]) == (1, None)


class TestSinglePoints:
    def test_part_f_can_ask_by_itself(self, anytown: Network) -> None:
        seating = read_seating(anytown, DAY)
        rows = single_points(seating, Themes(seating))
        assert rows.iloc[0][["kind", "id"]].tolist() == ["organisation", "CVS"]
        assert set(rows["kind"]) == {"person", "organisation"}

    def test_a_mandate_not_recorded_makes_the_last_voice_uncertain(self, network_of: Make) -> None:
        tables = {
            "organisations": "id,name,sector\nA,A,third_sector\nB,B,third_sector\nC,C,third_sector",
            "partnerships": "id,name,seats_listed\nP,P,all\nQ,Q,all",
        }
        head = "id,partnership,representative,organisation,capacity,speaks_for,route\n"
        seats = (
            "s1,P,Ann,A,representative,A,election\ns2,P,Bob,B,representative,,\ns3,Q,Cat,C,representative,C,election"
        )
        seating = read_seating(network_of(**tables, seats=head + seats), DAY)
        rows = single_points(seating, Themes(seating)).set_index("name")
        assert (rows.at["Ann", "last_mandated_voice"], rows.at["Ann", "not_certain"]) == (["P"], ["P"])
        assert (rows.at["Cat", "last_mandated_voice"], rows.at["Cat", "not_certain"]) == (["Q"], [])
