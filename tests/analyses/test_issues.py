"""Where issues go: rulings on themes by hand; figures by brute force are next door."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from netmap.analyses.issues import IssuesResult, issues
from netmap.network import Network

DAY = "2026-01-31"
Make = Callable[..., Network]


def row(result: IssuesResult, name: str) -> dict[str, Any]:
    rows = result.table()
    return dict(rows[rows["theme"] == name].to_dict("records")[0])


class TestAnytown:
    def test_three_themes_are_open_because_of_one_seat(self, anytown: Network) -> None:
        """No theme is recorded for YouthCo, so its seat s10 may carry any."""
        result = issues(anytown, as_of=DAY)
        rows = result.table().set_index("theme")
        assert set(rows.index[~rows["known"].astype(bool)]) == {"food poverty", "mental health", "strategy", "youth"}
        assert set(rows.loc[~rows["known"].astype(bool), "open_seats"]) == {1}
        found = next(each for each in result.findings if each.type == "theme_orphan_silent")
        assert found.would_change == "no theme or sector is recorded for the holder of s10, who could carry it"
        assert [each.record for each in found.evidence] == ["s10"]


class Ground:
    THEMES = "id,name,parent\nT,T,\nSub,Sub,T\nElse,Else,"

    def ask(
        self,
        make: Make,
        seats: str,
        bodies: str,
        remits: str = "P,P,T,all\nQ,Q,Else,all",
        themes: str = THEMES,
    ) -> IssuesResult:
        return issues(
            make(
                organisations="id,name,sector,themes,member_of\n" + bodies,
                themes=themes,
                partnerships="id,name,themes,seats_listed\n" + remits,
                seats="id,partnership,representative,organisation,capacity,speaks_for,route\n" + seats,
            ),
            as_of=DAY,
        )


CARRIES, OTHER = "A,A,third_sector,T,", "B,B,third_sector,Else,"


class TestThemes(Ground):
    @pytest.mark.parametrize(
        ("seats", "bodies", "remits", "status"),
        [
            ("s,P,X,A,own_voice,none,", CARRIES, "P,P,T,all\nQ,Q,Else,all", "owned_voiced"),
            (
                "s,P,X,A,own_voice,none,\nt,Q,X,A,own_voice,none,",
                CARRIES,
                "P,P,T,all\nQ,Q,T,all",
                "cross_cutting_voiced",
            ),
            (
                "s,P,X,A,own_voice,none,\nt,Q,Y,C,own_voice,none,",
                f"{CARRIES}\nC,C,third_sector,T,",
                "P,P,T,all\nQ,Q,T,all",
                "cross_cutting_unlinked",
            ),
            (
                "s,P,X,A,own_voice,none,\nt,Q,Y,B,own_voice,none,",
                f"{CARRIES}\n{OTHER}",
                "P,P,T,all\nQ,Q,T,all",
                "cross_cutting_partly_voiced",
            ),
            ("s,P,X,B,own_voice,none,", f"{CARRIES}\n{OTHER}", "P,P,T,all\nQ,Q,Else,all", "owned_unvoiced"),
            (
                "t,Q,X,A,own_voice,none,\ns,P,Y,B,own_voice,none,",
                f"{CARRIES}\n{OTHER}",
                "P,P,T,all\nQ,Q,Else,all",
                "misrouted",
            ),
            ("t,Q,X,A,own_voice,none,", CARRIES, "P,P,Else,all\nQ,Q,Else,all", "voiced_no_owner"),
            ("t,Q,X,B,own_voice,none,", f"{CARRIES}\n{OTHER}", "P,P,Else,all\nQ,Q,Else,all", "orphan_silent"),
        ],
    )
    def test_status(self, network_of: Make, seats: str, bodies: str, remits: str, status: str) -> None:
        found = row(
            self.ask(
                network_of,
                seats + "\nx,P,Z,B2,own_voice,none,\ny,Q,W,B3,own_voice,none,",
                bodies + "\nB2,B2,third_sector,Else,\nB3,B3,third_sector,Else,",
                remits,
            ),
            "T",
        )
        assert (found["status"], found["known"]) == (status, True)

    def test_a_sub_theme_carries_its_parent_and_not_the_other_way(self, network_of: Make) -> None:
        below = self.ask(network_of, "s,P,X,A,own_voice,none,", "A,A,third_sector,Sub,")
        assert row(below, "T")["routes"] == 1
        above = self.ask(network_of, "s,P,X,A,own_voice,none,", CARRIES)
        assert (row(above, "T")["routes"], row(above, "Sub")["routes"]) == (1, 0)

    def test_a_remit_covers_sub_themes_and_not_the_parent(self, network_of: Make) -> None:
        below = self.ask(network_of, "s,P,X,A,own_voice,none,", CARRIES, "P,P,Sub,all\nQ,Q,Else,all")
        assert (row(below, "Sub")["remit"], row(below, "T")["remit"]) == (["P"], [])
        above = self.ask(network_of, "s,P,X,A,own_voice,none,", CARRIES, "P,P,T,all\nQ,Q,Else,all")
        assert (row(above, "Sub")["remit"], row(above, "T")["remit"]) == (["P"], ["P"])

    def test_left_out_are_named(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,B,own_voice,none,"
        result = self.ask(network_of, seats, f"{CARRIES}\n{OTHER}", "P,P,T,all\nQ,Q,T,all")
        assert row(result, "T")["left_out"] == ["Q"]
        assert "(Q)" in next(each.statement for each in result.findings if "partly" in each.type)

    def test_partly_linked_is_voiced_with_the_unlinked_pairs_named(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,A,own_voice,none,\nu,R,Z,C,own_voice,none,"
        bodies = f"{CARRIES}\nC,C,third_sector,T,"
        found = row(self.ask(network_of, seats, bodies, "P,P,T,all\nQ,Q,T,all\nR,R,T,all"), "T")
        assert found["status"] == "cross_cutting_voiced"
        assert found["unlinked"] == [("P", "R"), ("Q", "R")]

    @pytest.mark.parametrize(
        ("capacity", "status", "experts"),
        [("expert", "owned_voiced", [True]), ("observer", "owned_unvoiced", []), ("", "owned_voiced", [False])],
    )
    def test_experts_carry_themes_and_observers_do_not(
        self, network_of: Make, capacity: str, status: str, experts: list[bool]
    ) -> None:
        result = self.ask(network_of, f"s,P,X,A,{capacity},none,\nt,Q,Y,B,own_voice,none,", f"{CARRIES}\n{OTHER}")
        assert row(result, "T")["status"] == status
        assert [route.expert for route in result.routes["T"]] == experts

    def test_observers_link_partnerships(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,C,own_voice,none,\nu,Q,X,A,observer,none,"
        bodies = f"{CARRIES}\nC,C,third_sector,T,"
        result = self.ask(network_of, seats, bodies, "P,P,T,all\nQ,Q,T,all")
        assert row(result, "T")["status"] == "cross_cutting_voiced"
        links = result.details["links"]
        (link,) = links[links["theme"] == "T"].to_dict("records")
        assert (link["link"], link["people"], link["organisations"]) == ("person", ["X"], ["A"])

    def test_public_seats_neither_carry_nor_link(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,C,own_voice,none,\nu,P,Z,H,own_voice,none,\nv,Q,Z,H,own_voice,none,"
        bodies = f"{CARRIES}\nC,C,third_sector,T,\nH,H,health,T,"
        assert (
            row(self.ask(network_of, seats, bodies, "P,P,T,all\nQ,Q,T,all"), "T")["status"] == "cross_cutting_unlinked"
        )

    def test_a_forum_route_is_no_voice_unless_the_mandate_names_the_theme(self, network_of: Make) -> None:
        bodies = "A,A,third_sector,T,F\nF,F,third_sector,Else,\nB,B,third_sector,Else,"
        through = self.ask(network_of, "s,P,X,B,representative,F,election", bodies)
        assert row(through, "T")["status"] == "owned_unvoiced"
        named = self.ask(network_of, "s,P,X,B,representative,theme:T,election", bodies)
        assert row(named, "T")["status"] == "owned_voiced"
        assumed = self.ask(network_of, "s,P,X,B,representative,theme:T,assumed", bodies)
        assert row(assumed, "T")["status"] == "owned_unvoiced"

    def test_a_vacant_seat_carries_nothing_and_is_named_as_a_way(self, network_of: Make) -> None:
        result = self.ask(
            network_of, "s,P,,,,,\nt,Q,Y,B,own_voice,none,\nu,P,Z,B,own_voice,none,", f"{CARRIES}\n{OTHER}"
        )
        found = next(each for each in result.findings if each.subjects[0] == "T")
        assert found.actions == ("Invite an organisation that works on it to P. Vacant there: s.",)

    def test_one_person_is_a_finding_and_nobody_named_is_not(self, network_of: Make) -> None:
        one = self.ask(network_of, "s,P,X,A,own_voice,none,", CARRIES)
        (found,) = [each for each in one.findings if each.type == "theme_single_person" and each.subjects[0] == "T"]
        assert (found.value, found.out_of, found.severity) == (1, 1, "high")
        nobody = self.ask(network_of, "s,P,,A,own_voice,none,", CARRIES)
        assert "theme_single_person" not in {each.type for each in nobody.findings}
        assert row(nobody, "T")["person_cut_remit"] == math.inf


class TestUnknownIsNotNo(Ground):
    @pytest.mark.parametrize(
        "extra",
        [
            ("t,P,Y,N,own_voice,none,", "N,N,third_sector,,"),
            ("t,P,Y,N,own_voice,none,", "N,N,,,"),
            ("t,P,Y,N,own_voice,none,", "N,N,,T,"),
            ("t,P,Y,,own_voice,none,", OTHER),
        ],
    )
    def test_a_seat_that_may_carry_the_theme_makes_silence_uncertain(
        self, network_of: Make, extra: tuple[str, str]
    ) -> None:
        found = row(self.ask(network_of, extra[0], extra[1]), "T")
        assert (found["status"], found["known"], found["open_seats"]) == ("owned_unvoiced", False, 1)

    @pytest.mark.parametrize(
        "extra",
        [
            ("t,P,Y,N,own_voice,none,", "N,N,third_sector,Else,"),
            ("t,P,Y,N,own_voice,none,", "N,N,,Else,"),
            ("t,P,Y,N,own_voice,none,", "N,N,health,,"),
            ("t,P,Y,N,observer,none,", "N,N,,,"),
        ],
    )
    def test_a_seat_that_may_not_leaves_it_certain(self, network_of: Make, extra: tuple[str, str]) -> None:
        seats = f"{extra[0]}\nu,Q,Z,B,own_voice,none,"
        found = row(self.ask(network_of, seats, f"{extra[1]}\n{OTHER}"), "T")
        assert (found["status"], found["known"]) == ("owned_unvoiced", True)

    def test_only_open_seats_on_the_partnerships_left_out_matter(self, network_of: Make) -> None:
        bodies = f"{CARRIES}\nN,N,third_sector,,\n{OTHER}"
        remits = "P,P,T,all\nQ,Q,T,all"
        there = self.ask(network_of, "s,P,X,A,own_voice,none,\nt,Q,Y,N,own_voice,none,", bodies, remits)
        assert row(there, "T")["known"] is False
        here = self.ask(
            network_of, "s,P,X,A,own_voice,none,\nt,P,Y,N,own_voice,none,\nu,Q,Z,B,own_voice,none,", bodies, remits
        )
        assert row(here, "T")["known"] is True

    @pytest.mark.parametrize("listed", ["some", "none"])
    def test_seats_not_listed_make_silence_uncertain(self, network_of: Make, listed: str) -> None:
        seats = "s,P,X,B,own_voice,none,\nt,Q,Y,B,own_voice,none,"
        result = self.ask(network_of, seats, f"{CARRIES}\n{OTHER}", f"P,P,T,{listed}\nQ,Q,Else,all")
        assert (row(result, "T")["status"], row(result, "T")["known"]) == ("owned_unvoiced", False)
        found = next(each for each in result.findings if each.subjects[0] == "T")
        assert "not every seat is listed of 1 partnership" in found.statement and found.severity == "low"

    def test_a_remit_not_recorded_makes_ownerless_uncertain(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,A,own_voice,none,"
        assert row(self.ask(network_of, seats, CARRIES, "P,P,,all\nQ,Q,Else,all"), "T")["known"] is False
        assert row(self.ask(network_of, seats, CARRIES, "P,P,Else,all\nQ,Q,Else,all"), "T")["known"] is True

    def test_a_body_of_unrecorded_sector_may_be_the_link(self, network_of: Make) -> None:
        seats = "s,P,X,A,own_voice,none,\nt,Q,Y,C,own_voice,none,\nu,P,Z,N,own_voice,none,\nv,Q,W,N,own_voice,none,"
        bodies = f"{CARRIES}\nC,C,third_sector,T,\nN,N,,Else,"
        found = row(self.ask(network_of, seats, bodies, "P,P,T,all\nQ,Q,T,all"), "T")
        assert (found["status"], found["known"]) == ("cross_cutting_unlinked", False)

    def test_another_seat_may_carry_what_one_person_does(self, network_of: Make) -> None:
        result = self.ask(
            network_of, "s,P,X,A,own_voice,none,\nt,P,Y,N,own_voice,none,", f"{CARRIES}\nN,N,third_sector,,"
        )
        (found,) = [each for each in result.findings if each.type == "theme_single_person" and each.subjects[0] == "T"]
        assert "1 seat there could carry it too" in found.statement and found.severity == "medium"

    def test_answering_the_open_seat_settles_the_theme(self, network_of: Make) -> None:
        open_ = self.ask(network_of, "t,P,Y,N,own_voice,none,", "N,N,third_sector,,")
        assert row(open_, "T")["known"] is False
        yes = self.ask(network_of, "t,P,Y,N,own_voice,none,", "N,N,third_sector,T,")
        assert (row(yes, "T")["status"], row(yes, "T")["known"]) == ("owned_voiced", True)

    def test_no_theme_says_so(self, network_of: Make) -> None:
        result = issues(network_of(organisations="id,name\nA,A", partnerships="id,name\nP,P"), as_of=DAY)
        assert result.headline.startswith("No theme is recorded") and result.table().empty
