"""Who holds the seats and for whom: Anytown to the last digit, and each ruling on seats and mandates by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.dominance.findings import classify
from netmap.analyses.seating import read_seating
from netmap.network import Network

DAY = "2026-01-31"
Make = Callable[..., Network]

PARTNERSHIPS = "id,name,seats_listed\nP,Board,all"
THREE = """id,name,sector
    A,A,third_sector
    B,B,third_sector
    C,C,third_sector"""


def row(result: DominanceResult, body: str) -> dict[str, Any]:
    table = result.table()
    return dict(table[table["organisation_id"] == body].to_dict("records")[0])


def holders(result: DominanceResult) -> dict[str, float]:
    return dict(result.views["holders"].counts)


def ask(make: Make, seats: str, organisations: str = THREE, day: str = DAY, **tables: str) -> DominanceResult:
    network = make(**({"partnerships": PARTNERSHIPS, "organisations": organisations, "seats": seats} | tables))
    return dominance(network, as_of=day)


class TestAnytown:
    def test_umbrella(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        expected, tolerance = cases["UMBRELLA"]["expected"], cases["UMBRELLA"]["tolerance"]
        result = dominance(anytown, as_of=DAY)
        held, voice = result.views["holders"], result.views["voice"]
        assert held.counts["CVS"] == expected["holder"]["cvs_seats"]
        assert held.measures.cr1 == expected["holder"]["cvs_share"]
        assert held.measures.hhi == pytest.approx(expected["holder"]["hhi"], abs=tolerance)
        assert held.measures.effective_number == pytest.approx(expected["holder"]["effective_number"], abs=tolerance)
        assert dict(voice.counts) == pytest.approx(expected["voice"]["vector"], abs=tolerance)
        assert voice.measures.hhi == pytest.approx(expected["voice"]["hhi"], abs=tolerance)
        assert voice.measures.effective_number == pytest.approx(expected["voice"]["effective_number"], abs=tolerance)
        cvs = row(result, "CVS")
        assert cvs["voice_share"] == pytest.approx(expected["voice"]["cvs_share"], abs=tolerance)
        assert 1 - cvs["mandated_seats"] / cvs["seats"] == pytest.approx(expected["unmandated_share_of_cvs_seats"])

    def test_seats_of_people(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        counts = read_seating(anytown, DAY).filled["representative"].value_counts()
        assert sorted(counts, reverse=True) == cases["CONC-PERSON"]["input"]["seats"]

    def test_one_finding_and_its_kind(self, anytown: Network) -> None:
        found = dominance(anytown, as_of=DAY).findings
        assert [(each.type, each.subjects, each.value, each.out_of) for each in found] == [
            ("dominant_mandated", ("CVS",), 0.5, 10)
        ]

    def test_counts_agree_with_one_cypher_query(self, anytown: Network) -> None:
        rows = anytown._store.read(
            "MATCH (s:Seat)-[h:HELD_FOR]->(o:Organisation {sector: 'third_sector'}) "
            "WHERE s.capacity <> 'observer' AND coalesce(h.start_day, '') <= '2026-01-31' "
            "AND coalesce(h.end_day, '9999') > '2026-01-31' RETURN o.id AS body, count(*) AS seats"
        ).rows
        assert dict(zip(rows["body"], rows["seats"], strict=True)) == holders(dominance(anytown, as_of=DAY))

    def test_vacancy(self, anytown: Network, cases: Mapping[str, dict[str, Any]]) -> None:
        values = dominance(anytown, as_of=DAY).values
        assert values["seats_listed"] == cases["VACANCY"]["input"]["seats"]
        assert values["seats_by_state"]["vacant"] == cases["VACANCY"]["input"]["vacant"]

    def test_the_pool_is_the_third_sector_without_its_forums(self, anytown: Network) -> None:
        everywhere = dominance(anytown, as_of=DAY)
        here = dominance(anytown, as_of=DAY, area="Anytown")
        assert set(everywhere.pool) - set(here.pool) == {"OrgX", "OrgY"}
        assert len(here.pool) == 8

    def test_each_partnership_by_hand(self, anytown: Network) -> None:
        places = dominance(anytown, as_of=DAY).places.set_index("partnership_id")
        assert places["partnership"].tolist() == sorted(places["partnership"])
        figures = places[["listed", "filled", "third_sector", "third_sector_voting", "cr1", "hhi", "voice_cr1"]]
        expected = {
            "P1": (3, 3, 3, 3, 2 / 3, 5 / 9, (1 + 0.1) / 3),
            "P2": (3, 3, 3, 3, 1 / 3, 1 / 3, (1 + 0.1) / 3),
            "P3": (3, 2, 2, 1, 1 / 2, 1 / 2, 1 / 2),
            "P4": (2, 2, 2, 2, 1 / 2, 1 / 2, (1 + 0.1) / 2),
        }
        for place, row_ in expected.items():
            assert figures.loc[place].tolist() == pytest.approx(row_), place


class TestSeats:
    @pytest.mark.parametrize(
        ("start", "end", "counts"),
        [
            ("2026-01-31", "", True),
            ("2026-02-01", "", False),
            ("", "2026-02-01", True),
            ("", "2026-01-31", False),
            ("", "2026-01", True),
            ("", "", True),
        ],
    )
    def test_a_tenure_counts_from_its_start_until_before_its_end(
        self, network_of: Make, start: str, end: str, counts: bool
    ) -> None:
        result = ask(network_of, f"id,partnership,organisation,start_date,end_date\ns,P,A,{start},{end}")
        assert holders(result) == ({"A": 1} if counts else {})

    def test_states_of_seats(self, network_of: Make) -> None:
        result = ask(
            network_of,
            """id,partnership,organisation,start_date,end_date
            over,P,A,2020,2021
            coming,P,B,2030,
            between,P,A,2020,2021
            between,P,B,2030,
            empty,P,,,
            emptied,P,A,2020-01-01,2021-01-01
            emptied,P,,2021-01-01,
            refilled,P,,2020-01-01,2021-01-01
            refilled,P,C,2021-01-01,2024-01-01""",
        )
        states = dict(zip(result.seats["seat_id"], result.seats["state"], strict=True))
        assert states == {
            "over": "term ended, still listed",
            "coming": "not started",
            "between": "not started",
            "empty": "vacant",
            "emptied": "vacant",
            "refilled": "term ended, still listed",
        }
        assert any("Past their end and still listed: 2 seats" in caveat for caveat in result.caveats)

    def test_an_organisation_without_a_person_fills_a_seat(self, network_of: Make) -> None:
        result = ask(network_of, "id,partnership,organisation\ns,P,A")
        assert (row(result, "A")["seats"], row(result, "A")["people"]) == (1, 0)

    def test_a_person_without_an_organisation_widens_the_bounds(self, network_of: Make) -> None:
        seats = "id,partnership,representative,organisation\ns1,P,X,A\ns2,P,Y,A\ns3,P,Z,B\ns4,P,U,"
        bounds = ask(network_of, seats).views["holders"].bounds
        assert bounds["cr1"] == pytest.approx((2 / 4, 3 / 4))
        assert bounds["hhi"] == pytest.approx((6 / 16, 10 / 16))

    def test_a_vacant_seat_widens_nothing(self, network_of: Make) -> None:
        bounds = ask(network_of, "id,partnership,organisation\ns1,P,A\ns2,P,B\ns3,P,").views["holders"].bounds
        assert bounds["cr1"] == (0.5, 0.5)

    def test_observers_hold_no_share(self, network_of: Make) -> None:
        result = ask(network_of, "id,partnership,organisation,capacity\ns1,P,A,own_voice\ns2,P,B,observer")
        assert holders(result) == {"A": 1}

    def test_an_observer_without_an_organisation_widens_nothing(self, network_of: Make) -> None:
        seats = "id,partnership,representative,organisation,capacity\ns1,P,X,A,expert\ns2,P,Y,,observer"
        assert ask(network_of, seats).views["holders"].bounds["cr1"] == (1.0, 1.0)

    def test_members_without_a_vote_hold_seats_and_no_formal_voice(self, network_of: Make) -> None:
        result = ask(network_of, "id,partnership,organisation,voting\ns1,P,A,no\ns2,P,A,no")
        assert holders(result) == {"A": 2}
        assert "partnership_without_third_sector_vote" in {each.type for each in result.findings}

    @pytest.mark.parametrize("voting", ["yes", ""])
    def test_a_vote_or_an_unrecorded_one_is_not_called_no_vote(self, network_of: Make, voting: str) -> None:
        result = ask(network_of, f"id,partnership,organisation,voting\ns1,P,A,{voting}")
        assert "partnership_without_third_sector_vote" not in {each.type for each in result.findings}

    def test_two_seats_of_one_organisation_are_two(self, network_of: Make) -> None:
        result = ask(network_of, "id,partnership,representative,organisation\ns1,P,X,A\ns2,P,X,A")
        assert (row(result, "A")["seats"], row(result, "A")["people"]) == (2, 1)

    def test_a_missing_sector_gives_two_figures(self, network_of: Make) -> None:
        result = ask(
            network_of,
            "id,partnership,organisation\ns1,P,A\ns2,P,A\ns3,P,N",
            "id,name,sector\nA,A,third_sector\nN,N,",
        )
        assert result.views["holders"].measures.hhi == 1
        assert result.views["holders_with_unrecorded_sector"].measures.hhi == pytest.approx(5 / 9)
        assert (row(result, "A")["seats"], row(result, "A")["of_seats"]) == (2, 3)

    def test_public_bodies_hold_no_third_sector_seat(self, network_of: Make) -> None:
        result = ask(
            network_of, "id,partnership,organisation\ns1,P,A\ns2,P,N", "id,name,sector\nA,A,third_sector\nN,N,health"
        )
        assert holders(result) == {"A": 1}
        assert result.values["filled_seats_by_sector"] == {"health": 1, "third_sector": 1}


class TestPool:
    ORGANISATIONS = """id,name,sector,kind,eligible
        A,A,third_sector,charity,
        F,F,third_sector,Forum,
        N,N,third_sector,network,yes
        X,X,third_sector,charity,no
        H,H,health,,yes
        G,G,health,,
        U,U,,,"""

    def test_eligible_overrules_and_a_seated_body_is_added_and_said(self, network_of: Make) -> None:
        result = ask(network_of, "id,partnership,organisation\ns1,P,A\ns2,P,F\ns3,P,U", self.ORGANISATIONS)
        assert result.pool == ("A", "F", "H", "N", "U")
        assert result.values["added_to_pool"] == ["F", "U"]
        assert "Counted among those that could hold a seat, because they hold one: 2 organisations." in result.caveats


class TestVoice:
    BODIES = """id,name,sector,member_of,serves,themes
        A,A,third_sector,,,
        B,B,third_sector,F,people,
        C,C,third_sector,F|Inner,,T
        D,D,third_sector,Inner,,Sub
        Inner,Inner,third_sector,F,,
        F,F,third_sector,,,"""
    GROUPS = "id,name,parent\nG,G,\npeople,people,G"
    THEMES = "id,name,parent\nT,T,\nSub,Sub,T"

    def voice(
        self, make: Make, target: str, route: str = "election", back: str = "2025-12", **more: str
    ) -> dict[str, float]:
        capacity = more.pop("capacity", "representative")
        seats = (
            "id,partnership,organisation,capacity,speaks_for,route,reported_back\n"
            f"s,P,A,{capacity},{target},{route},{back}"
        )
        tables = {"equality_groups": self.GROUPS, "themes": self.THEMES} | more
        return dict(ask(make, seats, self.BODIES, **tables).views["voice"].counts)

    def test_members_through_member_forums_each_once_and_the_forum_not_itself(self, network_of: Make) -> None:
        assert self.voice(network_of, "F") == pytest.approx({"B": 1 / 3, "C": 1 / 3, "D": 1 / 3})

    def test_a_body_without_members_is_its_own_constituency(self, network_of: Make) -> None:
        assert self.voice(network_of, "B") == {"B": 1}

    def test_a_group_is_spoken_for_by_those_linked_to_it_or_below(self, network_of: Make) -> None:
        assert self.voice(network_of, "group:G") == {"B": 1}

    def test_a_theme_is_spoken_for_by_those_who_work_on_it_or_below(self, network_of: Make) -> None:
        assert self.voice(network_of, "theme:T") == {"C": 0.5, "D": 0.5}

    def test_an_empty_constituency_leaves_the_voice_with_the_holder_and_is_no_mandate(self, network_of: Make) -> None:
        groups = self.GROUPS + "\nnobody,nobody,"
        assert self.voice(network_of, "group:nobody", equality_groups=groups) == {"A": 1}
        seats = "id,partnership,organisation,capacity,speaks_for,route\ns,P,A,representative,group:nobody,election"
        result = ask(network_of, seats, self.BODIES, equality_groups=groups)
        assert row(result, "A")["mandated_seats"] == 0

    def test_several_mandates_share_a_seat_equally(self, network_of: Make) -> None:
        assert self.voice(network_of, "B|theme:T") == pytest.approx({"B": 0.5, "C": 0.25, "D": 0.25})

    def test_half_of_a_seat_with_two_nominations_stays_with_its_holder(self, network_of: Make) -> None:
        found = self.voice(network_of, "B|theme:T", "nomination")
        assert found == pytest.approx({"A": 0.5, "B": 0.25, "C": 0.125, "D": 0.125})

    @pytest.mark.parametrize(
        ("route", "back", "strength"),
        [
            ("election", "2025-12", 1),
            ("open_call", "2025-12", 1),
            ("election", "2025-01-31", 1),
            ("election", "2025-01-30", 0.5),
            ("election", "2024-12", 0.5),
            ("election", "2026-02", 0.5),
            ("election", "", 0.5),
            ("nomination", "2025-12", 0.5),
            ("appointed_by_constituency", "2025-12", 0.5),
            ("appointed_by_partnership", "2025-12", 0),
            ("assumed", "2025-12", 0),
            ("", "2025-12", 0),
        ],
    )
    def test_strength(self, network_of: Make, route: str, back: str, strength: float) -> None:
        expected = {"A": 1 - strength, "B": strength}
        assert self.voice(network_of, "B", route, back) == {who: part for who, part in expected.items() if part}

    @pytest.mark.parametrize("capacity", ["expert", "own_voice", ""])
    def test_only_a_representative_carries_a_mandate(self, network_of: Make, capacity: str) -> None:
        assert self.voice(network_of, "B", capacity=capacity) == {"A": 1}

    def test_a_mandate_on_another_capacity_is_said(self, network_of: Make) -> None:
        seats = "id,partnership,organisation,capacity,speaks_for,route\ns,P,A,expert,B,election"
        caveats = ask(network_of, seats, self.BODIES).caveats
        assert any("not recorded as representative: 1 seat" in caveat for caveat in caveats)

    def test_voice_adds_up_to_the_seats(self, riverton: Network) -> None:
        result = dominance(riverton, as_of="2026-06-30")
        for name, total in (("voice", 150), ("voice_with_unrecorded_sector", 152)):
            assert sum(result.views[name].counts.values()) == pytest.approx(total)


class TestFindings:
    @pytest.mark.parametrize(
        ("seats", "mandated", "reported", "not_recorded", "kind"),
        [
            (4, 2, 2, 0, "dominant_own_voice"),
            (5, 3, 3, 0, "dominant_mandated"),
            (5, 3, 2, 0, "dominant_mandate_lapsed"),
            (5, 1, 1, 2, "dominant_unknown"),
            (5, 1, 1, 1, "dominant_own_voice"),
        ],
    )
    def test_classes(self, seats: int, mandated: int, reported: int, not_recorded: int, kind: str) -> None:
        assert classify(seats, mandated, reported, not_recorded) == kind

    def test_bounds_hold_the_figure_and_take_in_every_open_seat(self, network_of: Make) -> None:
        bodies = "id,name,sector\n" + "\n".join(f"{body},{body},third_sector" for body in "ABCDEFGH") + "\nN,N,"
        seats = "id,partnership,representative,organisation\ns1,P,p,A\ns2,P,q,A\ns3,P,r,A\ns4,P,s,B\ns5,P,t,N\ns6,P,u,"
        (found,) = [each for each in ask(network_of, seats, bodies).findings if each.subjects == ("A",)]
        assert (found.value, found.out_of) == (3 / 5, 5)
        assert found.bounds == pytest.approx((3 / 6, 4 / 5))
        assert "seats that are or may be third-sector" in found.statement

    def test_few_seats_are_listed_and_not_classified(self, network_of: Make) -> None:
        seats = "id,partnership,organisation\n" + "\n".join(f"s{place},P,A" for place in range(4))
        kinds = {each.type for each in ask(network_of, seats).findings}
        assert kinds == {"single_organisation_partnership"}

    def test_observers_are_no_evidence_of_dominance(self, riverton: Network) -> None:
        found = next(each for each in dominance(riverton, as_of="2026-06-30").findings if "dominant" in each.type)
        assert len(found.evidence) == 28
        assert all(each.source for each in found.evidence)

    @pytest.mark.parametrize(
        ("extra", "said"),
        [
            ("s9,P,Somebody,", "the organisation is not recorded for 1 seat there"),
            ("s9,P,Somebody,N", "the sector is not recorded behind 1 seat there"),
        ],
    )
    def test_a_single_voice_is_not_certain_where_another_may_sit(self, network_of: Make, extra: str, said: str) -> None:
        seats = f"id,partnership,representative,organisation\ns1,P,X,A\ns2,P,Y,A\n{extra}"
        result = ask(network_of, seats, "id,name,sector\nA,A,third_sector\nN,N,")
        (found,) = [each for each in result.findings if each.type == "single_organisation_partnership"]
        assert said in found.statement
        assert found.severity == "medium"

    @pytest.mark.parametrize("listed", ["some", "none"])
    def test_an_incomplete_list_of_seats_makes_nothing_certain(self, network_of: Make, listed: str) -> None:
        seats = "id,partnership,organisation,voting\ns1,P,A,no\ns2,P,A,no"
        result = ask(network_of, seats, partnerships=f"id,name,seats_listed\nP,Board,{listed}")
        assert [each.type for each in result.findings] == ["single_organisation_partnership"]
        assert "not every seat there is listed" in result.findings[0].statement

    def test_branches_are_counted_with_their_parent_beside_the_organisation_view(self, network_of: Make) -> None:
        bodies = """id,name,sector,parent
            A1,A1,third_sector,A
            A2,A2,third_sector,A1
            A,A,third_sector,
            B,B,third_sector,"""
        result = ask(network_of, "id,partnership,organisation\ns1,P,A1\ns2,P,A2\ns3,P,B", bodies)
        assert holders(result) == {"A1": 1, "A2": 1, "B": 1}
        assert dict(result.views["consolidated"].counts) == {"A": 2, "B": 1}
        assert result.places.loc[0, "consolidated_cr1"] == pytest.approx(2 / 3)

    def test_no_seat_says_so(self, network_of: Make) -> None:
        result = dominance(network_of(organisations=THREE, partnerships=PARTNERSHIPS), as_of=DAY)
        assert result.headline.startswith("No third-sector seat is recorded")
        assert result.table().empty and not result.findings
