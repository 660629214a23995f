"""Which groups have a voice: the ladder by hand, what keeps a cell open, and the possible level by a second way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.model.words import EXPERT_ONLY, LEVELS, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.network import Network

DAY = "2026-01-31"
Make = Callable[..., Network]
RUNGS = {name: level for level, name in LEVELS.items()}


def cell(result: CoverageResult, group: str, place: str = "P") -> dict[str, Any]:
    rows = result.table()
    return dict(rows[(rows["group_id"] == group) & (rows["partnership_id"] == place)].to_dict("records")[0])


class TestAnytown:
    def test_levels(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        """REP-PATHS, but in the dataset FaithNet is one of the forum's ten members (METHODS 11)."""
        expected = cases["REP-PATHS"]["expected"]["status"] | {"muslim": "nominal_only"}
        system = coverage(anytown, as_of=DAY).system
        found = dict(zip(system["group_id"], system["recorded"], strict=True))
        assert found == {f"G-{group}": level for group, level in expected.items()}

    def test_partnerships_that_each_group_reaches(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        paths = cases["REP-PATHS"]["expected"]["paths"]
        cells = coverage(anytown, as_of=DAY).cells
        direct = cells[cells["recorded"].isin(["direct_led_by", "direct_serving"])]
        for group in ("disabled", "older"):
            assert set(direct.loc[direct["group_id"] == f"G-{group}", "partnership_id"]) == set(paths[group])
        nominal = cells[(cells["group_id"] == "G-ethnic") & (cells["recorded"] == "nominal_only")]
        assert set(nominal["partnership_id"]) == set(paths["ethnic"])

    def test_totals(self, anytown: Network) -> None:
        result = coverage(anytown, as_of=DAY)
        assert result.values["system"] == {REPRESENTED: 2, EXPERT_ONLY: 0, NOT_REPRESENTED: 3, NOT_KNOWN: 0}
        assert result.values["of_cells"] == 20
        assert result.headline == "2 of 5 equality groups are represented; 3 not represented anywhere; 0 not known."

    def test_everybody_was_asked_so_possible_is_recorded(self, anytown: Network) -> None:
        rows = coverage(anytown, as_of=DAY).table()
        assert rows["possible"].tolist() == rows["recorded"].tolist()

    def test_proof_names_every_record_on_the_way(self, anytown: Network) -> None:
        result = coverage(anytown, as_of=DAY)
        assert cell(result, "G-ethnic", "P1")["proof"] == (
            "Strategic board → Ann for Anytown Council for Voluntary Service (seat s01) → "
            "mandate from Anytown VCS Forum → minority ethnic people"
        )


def test_umbrella_launder(network_of: Make, cases: Mapping[str, dict[str, Any]]) -> None:
    """A council for voluntary service with everybody in membership covers nobody by that alone."""
    case = cases["UMBRELLA-LAUNDER"]
    groups = case["input"]["groups_with_member_org"]
    bodies = "id,name,sector,member_of,serves,groups_asked\nCVS,CVS,third_sector,,,all\n" + "\n".join(
        f"of-{group},of {group},third_sector,CVS,group {group},all" for group in groups
    )
    result = coverage(
        network_of(
            organisations=bodies,
            equality_groups="id,name\n" + "\n".join(f"{group},group {group}" for group in groups),
            partnerships="id,name,seats_listed\nP3,Board,all",
            seats="""id,partnership,organisation,capacity,speaks_for,route
                a,P3,CVS,representative,CVS,election
                b,P3,of-women,own_voice,none,""",
        ),
        as_of=DAY,
    )
    verdicts = result.system["recorded"].value_counts().to_dict()
    assert verdicts == {"direct_serving": case["expected"]["covered_strict"], "nominal_only": len(groups) - 1}
    assert sum(verdicts.values()) == case["expected"]["covered_if_membership_counts"]


class Ground:
    """A board with one seat; the tests say who holds it, how, and who is linked to what."""

    GROUPS = "id,name,parent\nG,G,Top\nTop,Top,\nSub,Sub,G\nOther,Other,"

    def ask(
        self,
        make: Make,
        seat: str,
        bodies: str,
        groups: str = GROUPS,
        listed: str = "all",
        day: str = DAY,
    ) -> CoverageResult:
        columns = "id,partnership,representative,organisation,capacity,speaks_for,route,end_date"
        return coverage(
            make(
                organisations="id,name,sector,member_of,led_by,serves,groups_asked\n" + bodies,
                equality_groups=groups,
                partnerships=f"id,name,seats_listed\nP,Board,{listed}",
                seats=f"{columns}\n{seat}",
            ),
            as_of=day,
        )


LED = "A,A,third_sector,,G,,all"
SERVES = "A,A,third_sector,,,G,all"
NEUTRAL = "A,A,third_sector,,,,all"


class TestRungs(Ground):
    @pytest.mark.parametrize(
        ("seat", "bodies", "level"),
        [
            ("s,P,X,A,representative,A,election,", LED, 1),
            ("s,P,X,A,representative,group:G,nomination,", LED, 1),
            ("s,P,X,A,representative,group:Top,nomination,", LED, 1),
            ("s,P,X,A,representative,N,election,", f"{LED}\nN,N,third_sector,,,,all\nA2,A2,third_sector,N,G,,all", 1),
            ("s,P,X,A,representative,N,election,", f"{LED}\nN,N,third_sector,,,,all\nZ,Z,third_sector,N,,,all", 2),
            ("s,P,X,A,representative,A,assumed,", LED, 2),
            ("s,P,X,A,representative,none,,", LED, 2),
            ("s,P,X,A,own_voice,none,,", LED, 2),
            ("s,P,,A,own_voice,none,,", SERVES, 2),
            ("s,P,X,A,representative,A,election,", SERVES, 2),
            ("s,P,X,A,expert,none,,", LED, 4),
            ("s,P,X,A,observer,none,,", LED, 5),
            ("s,P,X,A,representative,group:G,election,", f"{NEUTRAL}", 3),
            ("s,P,X,A,representative,group:Top,election,", f"{NEUTRAL}", 3),
            ("s,P,X,A,representative,group:Sub,election,", f"{NEUTRAL}", 7),
            ("s,P,X,A,representative,group:G,assumed,", f"{NEUTRAL}", 5),
            ("s,P,X,A,representative,group:G,appointed_by_partnership,", f"{NEUTRAL}", 5),
            ("s,P,X,A,expert,group:G,election,", f"{NEUTRAL}", 5),
            ("s,P,X,A,representative,B,election,", f"{NEUTRAL}\nB,B,third_sector,,,G,all", 3),
            ("s,P,X,A,representative,B,assumed,", f"{NEUTRAL}\nB,B,third_sector,,,G,all", 5),
            ("s,P,X,A,representative,F,election,", f"{NEUTRAL}\nF,F,third_sector,,,,all\nB,B,third_sector,F,,G,all", 5),
            (
                "s,P,X,A,representative,F,election,",
                f"{NEUTRAL}\nF,F,third_sector,,,G,all\nB,B,third_sector,F,,G,all",
                3,
            ),
            ("s,P,X,A,representative,F,election,", f"{NEUTRAL}\nF,F,third_sector,,,G,all\nB,B,third_sector,F,,,all", 5),
            ("s,P,X,F,own_voice,none,,", "F,F,third_sector,,,,all\nB,B,third_sector,F,,G,all", 5),
            ("s,P,X,F,own_voice,none,,", "F,F,third_sector,,,G,all\nB,B,third_sector,F,,G,all", 2),
            ("s,P,X,A,own_voice,none,,", f"{NEUTRAL}\nB,B,third_sector,,,G,all", 6),
            ("s,P,X,A,own_voice,none,,", NEUTRAL, 7),
            ("s,P,X,A,own_voice,none,,2026-01-31", LED, 6),
            ("s,P,,,,,,", LED, 6),
            ("s,P,X,A,own_voice,none,,", "A,A,health,,,G,all", 2),
        ],
    )
    def test_level(self, network_of: Make, seat: str, bodies: str, level: int) -> None:
        assert cell(self.ask(network_of, seat, bodies), "G")["recorded"] == LEVELS[level]

    def test_a_link_covers_sub_groups_indirectly_and_never_the_parent(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,representative,A,election,", "A,A,third_sector,,G,,")
        assert [cell(result, group)["recorded"] for group in ("Top", "G", "Sub")] == [
            "unserved",
            "direct_led_by",
            "indirect_specific_mandate",
        ]

    def test_asked_about_a_sub_group_and_not_naming_it_closes_it(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,own_voice,none,,", "A,A,third_sector,,,G,Sub")
        assert (cell(result, "G")["recorded"], cell(result, "Sub")["recorded"]) == ("direct_serving", "unserved")
        assert cell(result, "Sub")["verdict"] == NOT_REPRESENTED

    def test_asked_about_a_group_means_its_sub_groups_too(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,own_voice,none,,", "A,A,third_sector,,,,G")
        found = {group: cell(result, group)["verdict"] for group in ("Top", "G", "Sub", "Other")}
        assert found == {"Top": NOT_KNOWN, "G": NOT_REPRESENTED, "Sub": NOT_REPRESENTED, "Other": NOT_KNOWN}

    def test_the_branch_links_count_for_the_branch_only(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector,parent,serves,groups_asked\nA,A,third_sector,,,all\nB,B,third_sector,A,G,all",
            equality_groups="id,name\nG,G",
            partnerships="id,name,seats_listed\nP,Board,all",
            seats="id,partnership,organisation,capacity\ns,P,A,own_voice",
        )
        assert cell(coverage(network, as_of=DAY), "G")["recorded"] == "served_but_unrepresented"

    def test_represented_anywhere_is_not_represented_everywhere(self, anytown: Network) -> None:
        result = coverage(anytown, as_of=DAY)
        assert cell(result, "G-older", "")["verdict"] == REPRESENTED
        assert cell(result, "G-older", "P3")["verdict"] == NOT_REPRESENTED


NEVER_ASKED = "A,A,third_sector,,,,"


class TestUnknownIsNotNo(Ground):
    @pytest.mark.parametrize(
        ("seat", "bodies", "asks"),
        [
            ("s,P,X,A,own_voice,none,,", NEVER_ASKED, "ask A whether it works with G"),
            ("s,P,X,A,own_voice,none,,", "A,A,,,,,", "ask A whether it works with G"),
            ("s,P,X,A,representative,,,", NEUTRAL, "record for whom seat s on Board speaks"),
            ("s,P,X,,own_voice,none,,", NEUTRAL, "record for which organisation seat s on Board is held"),
            ("s,P,X,A,representative,group:G,,", NEUTRAL, "record how the holder of seat s on Board was chosen"),
            ("s,P,X,A,,group:G,election,", NEUTRAL, "record in which capacity the holder of seat s on Board sits"),
            (
                "s,P,X,A,representative,B,election,",
                f"{NEUTRAL}\nB,B,third_sector,,,,",
                "ask those who gave seat s on Board its mandate whether they work with G",
            ),
            (
                "s,P,X,A,representative,B,,",
                f"{NEUTRAL}\nB,B,third_sector,,,,",
                "record how the holder of seat s on Board was chosen and "
                "ask those who gave seat s on Board its mandate whether they work with G",
            ),
        ],
    )
    def test_what_keeps_a_cell_open(self, network_of: Make, seat: str, bodies: str, asks: str) -> None:
        found = cell(self.ask(network_of, seat, bodies), "G")
        assert (found["verdict"], found["would_change"], found["open_records"]) == (NOT_KNOWN, asks, 1)

    @pytest.mark.parametrize(
        ("seat", "bodies"),
        [
            ("s,P,X,A,own_voice,none,,", NEUTRAL),
            ("s,P,X,A,own_voice,none,,", "A,A,health,,,,"),
            ("s,P,X,A,representative,,,", "A,A,local_authority,,,,"),
            ("s,P,X,A,expert,none,,", NEVER_ASKED),
            ("s,P,X,A,observer,none,,", NEVER_ASKED),
            ("s,P,X,,expert,none,,", NEUTRAL),
            ("s,P,,,,,,", NEVER_ASKED),
            ("s,P,X,A,representative,B,assumed,", f"{NEUTRAL}\nB,B,third_sector,,,,"),
        ],
    )
    def test_what_does_not(self, network_of: Make, seat: str, bodies: str) -> None:
        assert cell(self.ask(network_of, seat, bodies), "G")["verdict"] in (NOT_REPRESENTED, EXPERT_ONLY)

    @pytest.mark.parametrize("listed", ["some", "none"])
    def test_seats_that_are_not_all_listed(self, network_of: Make, listed: str) -> None:
        found = cell(self.ask(network_of, "s,P,X,A,own_voice,none,,", NEUTRAL, listed=listed), "G")
        assert (found["verdict"], found["would_change"]) == (NOT_KNOWN, "list all seats of Board")

    def test_no_seat_at_all(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector,groups_asked\nA,A,third_sector,all",
            equality_groups="id,name\nG,G",
            partnerships="id,name,seats_listed\nP,Board,all",
        )
        assert cell(coverage(network, as_of=DAY), "G")["verdict"] == NOT_KNOWN

    def test_a_body_on_several_seats_is_one_open_record(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,,\nt,P,Y,A,own_voice,none,,"
        assert cell(self.ask(network_of, seats, NEVER_ASKED), "G")["open_records"] == 1

    def test_the_cheapest_question_comes_first(self, network_of: Make) -> None:
        seats = "a,P,X,,own_voice,none,,\nb,P,Y,N,representative,,,\nc,P,Z,A,own_voice,none,,"
        result = self.ask(network_of, seats, f"{NEVER_ASKED}\nN,N,third_sector,,,,all")
        assert cell(result, "G")["would_change"] == "ask A whether it works with G"
        assert cell(result, "G")["open_records"] == 3

    def test_without_groups_the_nine_characteristics_are_looked_for(self, network_of: Make) -> None:
        network = network_of(
            organisations="id,name,sector\nA,A,third_sector",
            partnerships="id,name\nP,Board",
            seats="id,partnership,organisation\ns,P,A",
        )
        result = coverage(network, as_of=DAY)
        assert result.system["group"].tolist() == sorted(PROTECTED_CHARACTERISTICS)
        assert set(result.system["verdict"]) == {NOT_KNOWN}
        assert "the nine protected characteristics" in result.caveats[0]

    def test_totals_are_pairs(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,own_voice,none,,", "A,A,third_sector,,,G,")
        assert result.headline.startswith("Between 2 and 4 of 4 equality groups are represented")


class TestEvidence(Ground):
    """What a verdict says would change it does change it, and what it rests on, it rests on."""

    def test_without_the_seat_a_represented_group_is_not_represented(self, network_of: Make) -> None:
        seats = "s,P,X,A,representative,A,election,\nt,P,Y,N,own_voice,none,,"
        bodies = f"{LED}\nN,N,third_sector,,,,all"
        before = cell(self.ask(network_of, seats, bodies), "G")
        assert (before["verdict"], before["would_change"]) == (REPRESENTED, "the end of seat s")
        after = cell(self.ask(network_of, seats.splitlines()[1], bodies), "G")
        assert (after["verdict"], after["recorded"]) == (NOT_REPRESENTED, "served_but_unrepresented")

    def test_without_the_row_of_the_organisation_the_answer_is_not_known(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,,"
        assert cell(self.ask(network_of, seats, SERVES), "G")["verdict"] == REPRESENTED
        assert cell(self.ask(network_of, seats, "N,N,third_sector,,,,all"), "G")["verdict"] == NOT_KNOWN

    def test_both_seats_have_to_end(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,,\nt,P,Y,A,own_voice,none,,"
        assert cell(self.ask(network_of, seats, SERVES), "G")["would_change"] == "the end of all of the seats s, t"

    @pytest.mark.parametrize(
        ("seat", "bodies", "answered_seat", "answered_bodies"),
        [
            ("s,P,X,A,own_voice,none,,", NEVER_ASKED, None, SERVES),
            ("s,P,X,A,representative,,,", NEUTRAL, "s,P,X,A,representative,group:G,election,", None),
            ("s,P,X,A,representative,group:G,,", NEUTRAL, "s,P,X,A,representative,group:G,election,", None),
            ("s,P,X,A,,group:G,election,", NEUTRAL, "s,P,X,A,representative,group:G,election,", None),
            ("s,P,X,,own_voice,none,,", "B,B,third_sector,,,G,all", "s,P,X,B,own_voice,none,,", None),
            (
                "s,P,X,A,representative,B,,",
                f"{NEUTRAL}\nB,B,third_sector,,,,",
                "s,P,X,A,representative,B,election,",
                f"{NEUTRAL}\nB,B,third_sector,,,G,all",
            ),
        ],
    )
    def test_the_answer_settles_the_cell_either_way(
        self, network_of: Make, seat: str, bodies: str, answered_seat: str | None, answered_bodies: str | None
    ) -> None:
        assert cell(self.ask(network_of, seat, bodies), "G")["verdict"] == NOT_KNOWN
        yes = self.ask(network_of, answered_seat or seat, answered_bodies or bodies)
        assert cell(yes, "G")["verdict"] == REPRESENTED

    def test_a_no_settles_it_too(self, network_of: Make) -> None:
        assert cell(self.ask(network_of, "s,P,X,A,own_voice,none,,", NEUTRAL), "G")["verdict"] == NOT_REPRESENTED

    def test_an_ended_seat_of_the_group_is_named(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,representative,A,election,2026-01-01", LED)
        (found,) = [each for each in result.findings if each.subjects == ("G",)]
        assert "term ended, still listed" in next(each.says for each in found.evidence if each.record == "s")
        assert found.actions == ("Renew or refill seat s: the term of its holder has ended.",)
        before = self.ask(network_of, "s,P,X,A,representative,A,election,2026-01-01", LED, day="2025-12-31")
        assert cell(before, "G")["recorded"] == "direct_led_by"

    def test_nobody_on_file_says_how_many_were_asked(self, network_of: Make) -> None:
        result = self.ask(network_of, "s,P,X,A,own_voice,none,,", f"{NEUTRAL}\nB,B,third_sector,,,,")
        (found,) = [each for each in result.findings if each.subjects == ("Other",)]
        assert found.evidence[0].says == "no organisation is linked to it; 1 of 2 organisations were asked about it"
        assert "outreach" in found.actions[0]

    @pytest.mark.parametrize(("people", "severity"), [("10", "high"), ("9", "medium"), ("", "medium")])
    def test_a_large_group_weighs_more(self, network_of: Make, people: str, severity: str) -> None:
        groups = f"id,name,population\nG,G,{people}\nOther,Other,1000"
        result = self.ask(network_of, "s,P,X,A,own_voice,none,,", NEUTRAL, groups)
        assert next(each.severity for each in result.findings if each.subjects == ("G",)) == severity
