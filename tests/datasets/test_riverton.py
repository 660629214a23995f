"""Every entry of datasets/riverton/planted.md is found, by an analysis or, for the health entries, by a named query."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import pytest

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.seating import Seating, read_seating
from netmap.analyses.settings import DEFAULTS, DuplicationSettings
from netmap.library import run
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

FOLDER = shipped("datasets") / "riverton"
DAY = "2026-06-30"
TEXT = (FOLDER / "planted.md").read_text(encoding="utf-8")
ENTRIES = [int(number) for number in re.findall(r"^### (\d+)\.", TEXT, re.MULTILINE)]
CVS, LEARNING = "GB-CHC-9100001", "Riverton Learning Trust"


@dataclass
class Riverton:
    """The borough with the answers to the four questions, each asked once."""

    network: Network
    ask: Callable[..., pd.DataFrame]

    @cached_property
    def seats(self) -> DominanceResult:
        return dominance(self.network, as_of=DAY)

    @cached_property
    def groups(self) -> CoverageResult:
        return coverage(self.network, as_of=DAY)

    @cached_property
    def awards(self) -> DuplicationResult:
        return duplication(self.network, as_of=DAY)

    @cached_property
    def themes(self) -> IssuesResult:
        return issues(self.network, as_of=DAY)

    @cached_property
    def seating(self) -> Seating:
        return read_seating(self.network, DAY)

    def held(self, name: str) -> dict[str, Any]:
        rows = self.seats.table()
        return dict(rows[rows["organisation"] == name].to_dict("records")[0])

    def place(self, partnership: str) -> dict[str, Any]:
        return dict(self.seats.places.set_index("partnership_id").loc[partnership])

    def group(self, name: str) -> pd.DataFrame:
        """Give the rows of a group by partnership, the system's under a blank."""
        rows = self.groups.table()
        return rows[rows["group"] == name].set_index("partnership_id")

    def relation(self, one: str, other: str) -> tuple[str, float | None]:
        rows = self.awards.table()
        row = rows[(rows["award"] == one) & (rows["other_award"] == other)]
        return (row["relation"].iloc[0], row["overlap_days"].iloc[0]) if len(row) else ("none", None)

    def overlap(self, *awards: str) -> Any:
        return next(each for each in self.awards.overlaps if each.awards == awards)

    def theme(self, name: str) -> dict[str, Any]:
        rows = self.themes.table()
        return dict(rows[rows["theme"] == name].to_dict("records")[0])

    def with_status(self, status: str) -> set[str]:
        rows = self.themes.table()
        return set(rows.loc[rows["status"] == status, "theme"])


@pytest.fixture(scope="module")
def borough() -> Riverton:
    dataset = read_source(FOLDER)
    assert not dataset.ledger.refusals
    store = open_store()
    store.load(dataset.name, dataset.records)

    def ask(name: str, **parameters: str) -> pd.DataFrame:
        return run(store, name, parameters).rows

    return Riverton(Network(store), ask)


Check = Callable[[Riverton], None]
CHECKS: dict[int, Check] = {}


def planted(number: int) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        assert number not in CHECKS
        CHECKS[number] = check
        return check

    return keep


def test_every_entry_has_a_check_and_every_check_an_entry() -> None:
    assert sorted(CHECKS) == sorted(ENTRIES) == list(range(1, 43))


@pytest.mark.parametrize("entry", ENTRIES)
def test_planted(borough: Riverton, entry: int) -> None:
    CHECKS[entry](borough)


def test_seats_on_the_day(borough: Riverton) -> None:
    values, seats = borough.seats.values, borough.seats.seats
    assert values["seats_listed"] == 358
    assert values["seats_by_state"] == {"filled": 334, "vacant": 12, "term ended, still listed": 12}
    assert (values["third_sector_seats"], values["third_sector_seats_with_unrecorded_sector"]) == (150, 152)
    assert values["seats_without_organisation"] == 1
    third = seats[(seats["state"] == "filled") & (seats["sector"] == "third_sector")]
    observers = set(third.loc[third["capacity"] == "observer", "seat_id"])
    assert observers == {"S-HWB-16", "S-HWB-17", "S-MHP-11", "S-SCR-08", "S-PFG-06"}
    assert (
        sum(
            count
            for sector, count in values["filled_seats_by_sector"].items()
            if sector not in ("third_sector", "not recorded")
        )
        == 346 - 12 - 150 - 5 - 2 - 1
    )


@planted(1)
def the_cvs(borough: Riverton) -> None:
    measures = borough.seats.views["holders"].measures
    counts = list(borough.seats.views["holders"].counts.values())
    assert counts == [28, 6, 6, 5, *[4] * 8, *[3] * 9, *[2] * 14, *[1] * 18]
    assert measures.cr1 == pytest.approx(28 / 150)
    assert measures.hhi == pytest.approx(1164 / 22500)
    assert measures.effective_number == pytest.approx(19.33, abs=0.005)
    cvs = borough.held("Riverton Council for Voluntary Service")
    assert (cvs["seats"], cvs["partnerships"], cvs["mandated_seats"]) == (28, 22, 20)
    assert cvs["voice"] == pytest.approx(8.90)
    assert 1 - cvs["mandated_seats"] / 28 == pytest.approx(0.286, abs=0.0005)
    (found,) = [each for each in borough.seats.findings if each.type.startswith("dominant")]
    assert (found.type, found.subjects) == ("dominant_mandated", (CVS,))
    mandates = borough.seating.mandates
    seats = borough.seats.seats
    mandated = seats[seats["seat_id"].isin(mandates.loc[mandates["current"], "seat_id"])]
    people = mandated.loc[mandated["organisation_id"] == CVS, "representative_id"].value_counts()
    assert people.tolist() == [8, 4, 3, 3, 2]


@planted(2)
def single_voices(borough: Riverton) -> None:
    found = {
        each.subjects[0]: each for each in borough.seats.findings if each.type == "single_organisation_partnership"
    }
    assert {place: each.out_of for place, each in found.items()} == {"P-DIG": 5, "P-PLF": 2}
    digital = borough.place("P-DIG")
    assert (digital["cr1"], digital["hhi"], digital["third_sector"]) == (1, 1, 5)
    assert digital["voice_cr1"] == pytest.approx(0.70)
    assert borough.place("P-PLF")["third_sector"] == 2


@planted(3)
def branches(borough: Riverton) -> None:
    for name in ("Harbour Care Riverton", "Harbour Care Elmsworth", "Harbour Care Vale"):
        assert borough.held(name)["seats"] == 3
    together = borough.seats.views["consolidated"]
    assert list(together.counts.values())[:2] == [28, 9]
    assert together.measures.hhi == pytest.approx(1218 / 22500)
    assert together.measures.units == 51
    care = borough.place("P-ASC")
    assert (care["cr1"], care["hhi"]) == pytest.approx((0.20, 0.20))
    assert (care["consolidated_cr1"], care["consolidated_hhi"]) == pytest.approx((0.60, 0.44))


@planted(4)
def assumed_mandates(borough: Riverton) -> None:
    fund = borough.held("Riverton Community Fund")
    assert (fund["seats"], fund["mandated_seats"], fund["voice"]) == (5, 0, 5.0)
    mandates = borough.seating.mandates.set_index("seat_id")
    own = ["S-RSB-16", "S-CLI-09", "S-SEB-15", "S-CUL-11", "S-COL-12"]
    assert mandates.loc[own, "strength"].tolist() == [0] * 5
    assert set(mandates.loc[own, "route"]) == {"assumed"}


@planted(5)
def nobody_named(borough: Riverton) -> None:
    culture = borough.place("P-CUL")
    assert (culture["third_sector"], culture["without_organisation"]) == (5, 1)
    assert culture["hhi_bounds"] == pytest.approx((6 / 36, 8 / 36))
    assert culture["cr1_bounds"] == pytest.approx((1 / 6, 2 / 6))


@planted(6)
def no_sector(borough: Riverton) -> None:
    assert borough.place("P-HHB")["hhi"] == pytest.approx(0.375)
    assert borough.place("P-HHB")["hhi_with_unrecorded"] == pytest.approx(0.28)
    assert borough.place("P-CLI")["hhi"] == pytest.approx(0.25)
    assert borough.place("P-CLI")["hhi_with_unrecorded"] == pytest.approx(0.20)
    assert "not recorded for the organisations behind 2 of 152 seats" in borough.seats.caveats[0]
    rows = borough.seats.seats
    blank = rows[(rows["state"] == "filled") & rows["sector"].isna() & rows["organisation_id"].notna()]
    assert set(blank["seat_id"]) == {"S-HHB-13", "S-CLI-11"}


def test_totals_of_groups(borough: Riverton) -> None:
    assert borough.groups.values["system"] == {REPRESENTED: 28, EXPERT_ONLY: 1, NOT_REPRESENTED: 4, NOT_KNOWN: 2}
    assert borough.groups.headline.startswith("Between 28 and 30 of 35 equality groups are represented")


@planted(7)
def veterans(borough: Riverton) -> None:
    rows = borough.group("Veterans and service families")
    assert len(rows) == 30
    assert set(rows["recorded"]) == {"served_but_unrepresented"} and set(rows["verdict"]) == {NOT_REPRESENTED}
    found = next(each for each in borough.groups.findings if each.statement.startswith("Veterans"))
    assert found.actions[0].startswith("Invite Riverton Veterans' Breakfast Club")


@planted(8)
def boats(borough: Riverton) -> None:
    rows = borough.group("People who live on boats")
    assert len(rows) == 30
    assert set(rows["recorded"]) == {"unserved"} and set(rows["verdict"]) == {NOT_REPRESENTED}
    found = next(each for each in borough.groups.findings if each.statement.startswith("People who live on boats"))
    assert "outreach" in found.actions[0]


@planted(9)
def refugees(borough: Riverton) -> None:
    rows = borough.group("People seeking asylum and refugees")
    assert (rows.loc["", "recorded"], rows.loc["", "verdict"]) == ("nominal_only", NOT_REPRESENTED)
    assert rows.drop(index="")["recorded"].value_counts().to_dict() == {
        "nominal_only": 18,
        "served_but_unrepresented": 11,
    }
    assert rows.loc["P-CUL", "recorded"] == "nominal_only"


@planted(10)
def maternity(borough: Riverton) -> None:
    rows = borough.group("Pregnancy and maternity")
    for place in ("", "P-CTR"):
        assert (rows.loc[place, "recorded"], rows.loc[place, "verdict"]) == ("expert_only", EXPERT_ONLY)


@planted(11)
def nobody_was_asked(borough: Riverton) -> None:
    listed = re.search(r"the same twenty bodies named for both: (.*?)\. On P-ASC", TEXT, re.DOTALL)
    assert listed
    bodies = {" ".join(name.split()) for name in listed.group(1).split(",")}
    assert len(bodies) == 20
    ladder, called = Ladder(borough.seating), borough.network.names("Organisation")
    for name in ("People with convictions", "Marriage and civil partnership"):
        rows = borough.group(name)
        assert (rows.loc["", "recorded"], rows.loc["", "verdict"]) == ("unserved", NOT_KNOWN)
        assert rows.loc["", "possible"] in ("direct_led_by", "direct_serving")
        verdict = ladder.system(rows["group_id"].iloc[0])
        assert {called[each.record] for each in verdict.open_records} == bodies
        assert {rows.loc[place, "verdict"] for place in ("P-ASC", "P-PFG")} == {NOT_REPRESENTED}


@planted(12)
def lapsed(borough: Riverton) -> None:
    rows = borough.group("Gender reassignment")
    for place in ("", "P-EQG"):
        assert (rows.loc[place, "recorded"], rows.loc[place, "verdict"]) == (
            "served_but_unrepresented",
            NOT_REPRESENTED,
        )
    found = next(each for each in borough.groups.findings if each.statement.startswith("Gender reassignment"))
    assert "term ended, still listed" in next(each.says for each in found.evidence if each.record == "S-EQG-15")
    before = coverage(borough.network, as_of="2025-12-31").system.set_index("group")
    assert before.loc["Gender reassignment", "recorded"] == "direct_led_by"


@planted(13)
def through_the_parent(borough: Riverton) -> None:
    rows = borough.group("Deaf people who use British Sign Language")
    assert rows.loc["", "recorded"] == "indirect_specific_mandate"
    verdict = Ladder(borough.seating).system(rows["group_id"].iloc[0])
    assert set(verdict.voices) == {"S-HWB-10", "S-SAB-11", "S-SCR-06", "S-EQG-11"}
    system = borough.groups.system
    assert set(system.loc[system["recorded"] == "indirect_specific_mandate", "group"]) == {
        "Deaf people who use British Sign Language",
        "Pakistani communities",
        "Gypsy, Roma and Traveller people",
        "Eastern European communities",
        "Sikh residents",
        "Christian residents",
    }


@planted(14)
def absent_where_it_is_decided(borough: Riverton) -> None:
    rows = borough.group("People experiencing homelessness")
    found = rows.loc[["", "P-HLF", "P-HHB"], "recorded"].tolist()
    assert found == ["direct_serving", "direct_serving", "served_but_unrepresented"]
    assert rows.loc["P-HHB", "verdict"] == NOT_REPRESENTED


def test_candidates_in_all(borough: Riverton) -> None:
    assert borough.awards.values["relations"]["duplication_candidate"] == 6
    assert {overlap.when: 0 for overlap in borough.awards.overlaps} == {"live": 0, "past": 0}
    assert sum(len(overlap.pairs) for overlap in borough.awards.overlaps if overlap.when == "live") == 5
    assert (
        "171 of 210 awards have no engagement function recorded and are compared with none." in borough.awards.caveats
    )


@planted(15)
def three_funders(borough: Riverton) -> None:
    assert borough.relation("RV-E01", "RV-E02") == ("duplication_candidate", 365)
    assert borough.relation("RV-E01", "RV-E03") == ("duplication_candidate", 365)
    assert borough.relation("RV-E02", "RV-E03") == ("duplication_candidate", 273)
    overlap = borough.overlap("RV-E01", "RV-E02", "RV-E03")
    stretches = [
        (segment.days, segment.active, round(segment.gross[0], 2), round(segment.excess[0], 2))
        for segment in overlap.segments
    ]
    assert stretches == [
        (92, ("RV-E01", "RV-E02"), 16383.56, 5041.10),
        (273, ("RV-E01", "RV-E02", "RV-E03"), 62266.44, 28608.90),
        (92, ("RV-E01", "RV-E03"), 9641.10, 4600.00),
    ]
    assert overlap.gross[0] == pytest.approx(88291.10, abs=0.005)
    assert overlap.excess[0] == pytest.approx(38250.00, abs=0.005)
    assert overlap.gross[0] == pytest.approx(457 * 60000 / 1095 + 45000 + 18250)


@planted(16)
def one_recipient(borough: Riverton) -> None:
    assert borough.relation("RV-E04", "RV-E05")[0] == "co_funding"


@planted(17)
def one_agreement(borough: Riverton) -> None:
    assert borough.relation("RV-E06", "RV-E07")[0] == "pooled"


@planted(18)
def passed_on(borough: Riverton) -> None:
    parts = ["RV-E09", "RV-E10", "RV-E11", "RV-E12"]
    assert {borough.relation("RV-E08", part)[0] for part in parts} == {"pass_through"}
    among = {borough.relation(one, other)[0] for one in parts for other in parts if one < other}
    assert among == {"split_commission"}
    assert borough.awards.kept["RV-E08"] == (72000, 72000)
    amounts = borough.network.table("awards").set_index("award_id")["amount_min"]
    assert amounts[parts].sum() == 18000 and amounts["RV-E08"] == 90000
    assert not [overlap for overlap in borough.awards.overlaps if set(overlap.awards) & {"RV-E08", *parts}]


@planted(19)
def one_after_the_other(borough: Riverton) -> None:
    assert borough.relation("RV-E13", "RV-E14")[0] == "none"


@planted(20)
def for_all_and_for_some(borough: Riverton) -> None:
    assert borough.relation("RV-E15", "RV-E16") == ("complementary_target", 365)


@planted(21)
def no_end(borough: Riverton) -> None:
    assert borough.relation("RV-E17", "RV-E18")[0] == "unknown"
    assert "1 pair of awards cannot be judged. Missing: RV-E18 (end)." in borough.awards.caveats


@planted(22)
def a_range(borough: Riverton) -> None:
    assert borough.relation("RV-E19", "RV-E20") == ("duplication_candidate", 275)
    overlap = borough.overlap("RV-E19", "RV-E20")
    assert overlap.gross == pytest.approx((10547.95, 12808.22), abs=0.005)
    assert overlap.excess == pytest.approx((4520.55, 6027.40), abs=0.005)


@planted(23)
def above_and_below(borough: Riverton) -> None:
    assert borough.relation("RV-E21", "RV-E22") == ("duplication_candidate", 275)
    overlap = borough.overlap("RV-E21", "RV-E22")
    assert overlap.gross[0] == pytest.approx(19890.41, abs=0.005)
    assert overlap.excess[0] == pytest.approx(1808.22, abs=0.005)


@planted(24)
def food(borough: Riverton) -> None:
    theme = borough.theme("Food insecurity")
    assert (theme["status"], theme["voiced_in"]) == ("voiced_no_owner", ["P-COL", "P-VCA", "P-VCR"])
    assert borough.with_status("voiced_no_owner") == {"Food insecurity"}


@planted(25)
def rural_transport(borough: Riverton) -> None:
    assert borough.with_status("orphan_silent") == {"Rural transport"}
    assert (borough.theme("Rural transport")["remit"], borough.theme("Rural transport")["routes"]) == ([], 0)


@planted(26)
def hate_crime(borough: Riverton) -> None:
    theme = borough.theme("Hate crime")
    assert theme["status"] == "misrouted"
    assert (theme["remit"], theme["voiced_in"]) == (["P-RCP"], ["P-EQG", "P-RSB"])
    assert theme["person_cut_remit"] == 0


@planted(27)
def online_harm(borough: Riverton) -> None:
    assert borough.with_status("cross_cutting_unlinked") == {"Online harm"}
    assert borough.theme("Online harm")["unlinked"] == [("P-DIG", "P-SCP")]
    activity = borough.theme("Physical activity")
    assert (activity["remit"], activity["unlinked"]) == (["P-HWB", "P-PLF"], [])
    assert activity["status"] != "cross_cutting_unlinked"


@planted(28)
def flooding(borough: Riverton) -> None:
    assert borough.with_status("owned_unvoiced") == {"Flooding"}
    assert borough.theme("Flooding")["remit"] == ["P-CLI"]


@planted(29)
def one_person(borough: Riverton) -> None:
    theme = borough.theme("Dementia")
    columns = (
        "status",
        "routes",
        "person_cut_any",
        "person_cut_remit",
        "organisation_cut_any",
        "organisation_cut_remit",
    )
    assert [theme[column] for column in columns] == ["owned_voiced", 1, 1, 1, 1, 1]
    (found,) = [each for each in borough.themes.findings if each.type == "theme_single_person"]
    assert found.subjects == (theme["theme_id"], "S-HWB-13")
    festivals = borough.theme("Festivals")
    assert festivals["person_cut_remit"] == float("inf")
    inside = [route for route in borough.themes.routes[festivals["theme_id"]] if route.partnership == "P-CUL"]
    assert len(inside) == 2 and [route.person for route in inside if route.seat == "S-CUL-10"] == [""]


@planted(30)
def partly_voiced(borough: Riverton) -> None:
    abuse = borough.theme("Domestic abuse")
    assert (abuse["remit"], abuse["left_out"]) == (["P-DAG", "P-HHB", "P-RCP"], ["P-HHB"])
    assert borough.with_status("cross_cutting_partly_voiced") == {
        "Domestic abuse",
        "Homelessness",
        "Community budgeting",
    }
    assert borough.theme("Homelessness")["left_out"] == ["P-HHB"]
    assert borough.theme("Community budgeting")["left_out"] == ["P-PFG"]


@planted(31)
def empty_chairs(borough: Riverton) -> None:
    rows = borough.ask("vacant-seats", as_of=DAY)
    assert len(rows) == 12
    days = {
        seat: (datetime.date.fromisoformat(DAY) - datetime.date.fromisoformat(since)).days
        for seat, since in zip(rows["seat_id"], rows["vacant_from"], strict=True)
    }
    meetings = borough.network.table("partnerships").set_index("id")["meetings_per_year"]
    missed = {
        seat: days[seat] / 365 * meetings[place]
        for seat, place in zip(rows["seat_id"], rows["partnership_id"], strict=True)
    }
    assert (max(days, key=days.__getitem__), max(days.values())) == ("S-MHP-12", 667)
    older = {seat: (days[seat], round(missed[seat], 1)) for seat in missed if missed[seat] > 2}
    assert older == {"S-MHP-12": (667, 11.0), "S-ELM-14": (333, 3.6), "S-RCP-14": (241, 4.0)}
    sectors = borough.seats.values["filled_seats_by_sector"]
    assert (12, 12 + sectors["third_sector"] + sectors["not recorded"]) == (12, 170)


@planted(32)
def one_diary(borough: Riverton) -> None:
    rows = borough.ask("people-on-several-partnerships", as_of=DAY, least="3")
    assert rows[["representative", "seats", "hours"]].values.tolist() == [
        ["Chief officer (CVS)", 9, 126],
        ["Partnerships manager (CVS)", 7, 85],
        ["Deputy chief officer (CVS)", 6, 61],
        ["Volunteering manager (CVS)", 4, 41],
        ["A. K.", 3, 39],
    ]
    seats = borough.seats.seats
    chief = seats[seats["representative"] == "Chief officer (CVS)"]
    hours = borough.network.table("partnerships").set_index("id")
    each = hours["meetings_per_year"] * hours["hours_per_meeting"]
    assert sorted(each[chief["partnership_id"]]) == [8, 10, 12, 12, 15, 15, 16, 18, 20]
    heavy = seats[seats["representative_id"].isin(rows["representative_id"])]
    assert set(heavy["organisation_id"]) == {CVS}


@planted(33)
def not_looked_at(borough: Riverton) -> None:
    rows = borough.ask("records-not-checked", since="2024-12-30")
    stale = rows[rows["checked"] == "before"]
    assert {"P-GSG"} <= set(stale["id"])
    seats = borough.network.table("seats")
    green = seats[(seats["partnership_id"] == "P-GSG") & seats["as_of"].notna()]
    assert len(green) and set(green["as_of"].str[:4]) == {"2021"}
    assert set(green["seat_id"]) <= set(stale["id"])
    eight = re.search(r"and eight organisations: (.*?)\.\n", TEXT, re.DOTALL)
    assert eight
    names = {" ".join(name.split()) for name in eight.group(1).split(",")}
    assert len(names) == 8 and names <= set(stale.loc[stale["kind"] == "organisation", "name"])
    blank = rows[rows["as_of"].isna()]
    assert len(blank) and set(blank["checked"]) == {"no date recorded"}


@planted(34)
def isolates(borough: Riverton) -> None:
    rows = borough.ask("isolated-organisations")
    assert set(rows["organisation"]) == {"Riverton Model Engineers", "Priory Bell Ringers' Guild"}


@planted(35)
def expert_for_representative(borough: Riverton) -> None:
    rows = borough.ask("capacity-mismatches", as_of=DAY)
    assert rows[["seat_id", "capacity_required", "capacity", "organisation"]].values.tolist() == [
        ["S-SAB-13", "representative", "expert", "Clear Water Minds"]
    ]


@planted(36)
def terms_ending(borough: Riverton) -> None:
    until = (datetime.date.fromisoformat(DAY) + datetime.timedelta(90)).isoformat()
    rows = borough.ask("seats-ending", as_of=DAY, until=until)
    assert set(rows["seat_id"]) == {f"S-HWB-{number:02}" for number in range(8, 13)}
    assert set(rows["end_date"]) == {"2026-09-01"}
    known = borough.ask("seats-ending", as_of=DAY, until="2099-01-01")
    assert len(known) == 68
    assert len(known[known["partnership_id"] == "P-HWB"]) == 6


@planted(37)
def without_the_sector(borough: Riverton) -> None:
    (found,) = [each for each in borough.seats.findings if each.type == "partnership_without_third_sector_vote"]
    assert (found.subjects, found.value, found.out_of) == (("P-PFG",), 0, 5)
    rows = borough.ask("subgroups-without-a-vote", as_of=DAY)
    assert rows["partnership_id"].tolist() == ["P-PFG"]


@planted(38)
def one_funder(borough: Riverton) -> None:
    assert borough.relation("RV-E24", "RV-E25")[0] == "split_commission"
    assert borough.relation("RV-E21", "RV-E23")[0] == "split_commission"


@planted(39)
def over_long_ago(borough: Riverton) -> None:
    assert borough.relation("RV-E28", "RV-E29") == ("duplication_candidate", 214)
    overlap = borough.overlap("RV-E28", "RV-E29")
    assert overlap.when == "past"
    assert overlap.gross[0] == pytest.approx(6931.51, abs=0.005)
    assert overlap.excess[0] == pytest.approx(2931.51, abs=0.005)


@planted(40)
def under_the_threshold(borough: Riverton) -> None:
    assert borough.relation("RV-E26", "RV-E27")[0] == "none"
    rows = duplication(
        borough.network, as_of=DAY, settings=replace(DEFAULTS, duplication=DuplicationSettings(overlap_days=14))
    ).table()
    pair = rows[(rows["award"] == "RV-E26") & (rows["other_award"] == "RV-E27")]
    assert pair[["relation", "overlap_days"]].values.tolist() == [["duplication_candidate", 17]]


@planted(41)
def places_apart(borough: Riverton) -> None:
    assert borough.relation("RV-E22", "RV-E23")[0] == "none"


@planted(42)
def two_of_one_name(borough: Riverton) -> None:
    seats = borough.seats.seats.set_index("seat_id")
    own = seats.loc[["S-SCP-03", "S-CUL-03"]]
    assert set(own["representative"]) == {"M. H."}
    assert own["representative_id"].nunique() == 2
    assert (seats["representative"] == "M. H.").sum() == 2
