"""Engagement health on networks small enough to work out by hand."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Callable
from typing import Any

import pytest

from netmap.analyses.health import HealthResult, health
from netmap.analyses.result import plain
from netmap.analyses.settings import DEFAULTS, HealthSettings, Settings
from netmap.network import Network

Make = Callable[..., Network]
DAY = "2026-06-30"
BODIES = """
    id,name,sector,kind,legal_form,tier,income,parent,areas,org_id
    Mind,Mind Matters,third_sector,charity,charity,local,50000,,Upper,
    Shed,Men's Shed,third_sector,charity,,local,,,Upper,
    Care,Care UK,third_sector,charity,charity,national,20000000,,Land,
    Branch,Care UK Upper,third_sector,branch,branch,local,40000,Care,Upper,
    Own,Care UK Own,third_sector,branch,charity,local,40000,Care,Upper,
    Forum,The Forum,third_sector,forum,,local,,,Upper,
    Council,The Council,local_authority,,,local,,,Upper,
    Firm,The Firm,private,,,local,,,Upper,
    Blank,Blank Body,,,,local,,,Upper,
"""
AREAS = """
    id,name,parent
    Land,Land,
    Upper,Upper,Land
    Lower,Lower,Land
"""
BOARDS = """
    id,name,areas,meetings_per_year,hours_per_meeting,terms_url,seats_listed,contact
    P1,First board,Upper,12,2,https://first.example,all,board secretary
    P2,Second board,Upper,,,,some,
"""
SEATS = """
    id,partnership,representative,organisation,capacity,capacity_required,skills_required,speaks_for,route,start_date,end_date
    s01,P1,Ann,Mind,representative,representative,housing,Forum,election,2025,2026-09-01
    s02,P1,Bob,Shed,expert,representative,health,,,2025,2026-08
    s03,P1,Ann,Blank,own_voice,,,,,2025,
    s04,P1,Cat,Council,own_voice,,,,,2025,2026-07-15
    s05,P1,Dan,Firm,own_voice,,,,,2025,2026-07-15
    s06,P2,Ann,Mind,observer,,,,,2025,2028
    s07,P2,Eve,Branch,expert,expert,,Forum,election,2025,2026-08-01
    s08,P2,Fay,Own,representative,expert,,Forum,open_call,2025,2026-08-01
    s09,P1,Gus,Shed,own_voice,,,,,2020,2026-01-01
    s10,P1,Hal,Council,own_voice,,,,,2020,2026-01-01
    v1,P1,,,,representative,,,,2026-04-01,
    v2,P1,,,,,,,,2026-05,
    v3,P1,,,,,,,,2026,
    v4,P1,,,,,,,,,
    v5,P2,,,,,,,,2020-01-01,
"""


def asked(network: Network, settings: Settings = DEFAULTS, **own: Any) -> HealthResult:
    return health(network, as_of=DAY, settings=settings, **own)


def with_health(**own: Any) -> Settings:
    return dataclasses.replace(DEFAULTS, health=dataclasses.replace(HealthSettings(), **own))


@pytest.fixture
def town(network_of: Make) -> Network:
    return network_of(organisations=BODIES, areas=AREAS, partnerships=BOARDS, seats=SEATS)


def records(result: HealthResult, table: str, *columns: str) -> list[list[Any]]:
    return plain(result.details[table][list(columns)].values.tolist())  # type: ignore[no-any-return]


def test_seats_of_public_and_private_bodies_are_left_out(town: Network) -> None:
    result = asked(town)
    assert (result.values["seats"], result.values["filled"], result.values["vacant"]) == (11, 6, 5)
    assert result.values["vacancy_rate"] == pytest.approx(5 / 11)
    assert records(result, "lapsed", "seat_id", "ended") == [["s09", "2026-01-01"]]
    assert set(result.details["load"]["representative"]) == {"Ann", "Bob", "Eve", "Fay"}


def test_a_vacancy_is_long_for_certain_not_for_certain_or_not_known(town: Network) -> None:
    """Twelve meetings a year: 61 days make two. v2 began between 1 and 31 May, v3 on any day of the half-year."""
    rows = asked(town).details["vacancies"].set_index("seat_id")
    assert rows["older"].to_dict() == {"v5": "unknown", "v1": "yes", "v2": "no", "v3": "unknown", "v4": "unknown"}
    assert rows.loc[["v1", "v2", "v3"], ["days_at_least", "days_at_most"]].values.tolist() == [
        [90, 90],
        [30, 60],
        [0, 180],
    ]
    assert rows.loc["v1", "meetings_at_least"] == pytest.approx(90 * 12 / 365)
    assert rows.loc["v5", "days_at_least"] == 2372 and math.isnan(rows.loc["v5", "meetings_at_least"])
    assert math.isnan(rows.loc["v4", "days_at_least"])
    assert rows.index.tolist() == ["v5", "v1", "v2", "v3", "v4"]


def test_a_long_vacancy_is_found_with_its_bounds(town: Network) -> None:
    (found,) = [each for each in asked(town).findings if each.type == "long_vacancy"]
    assert (found.severity, found.value, found.out_of, found.bounds) == ("low", 1, 7, (1, 3))
    assert found.subjects == ("P1", "v1") and "board secretary" in found.actions[0]
    assert "v1 for 90 days, about 3.0 meetings" in found.statement
    (graver,) = [each for each in asked(town, with_health(long_vacancy_days=90)).findings if each.id == found.id]
    assert graver.severity == "medium"
    assert not [each for each in asked(town, with_health(alert_meetings=3.0)).findings if each.type == "long_vacancy"]


def test_terms_are_those_of_the_sectors_seats(town: Network) -> None:
    """A month as an end counts to its last day: s02 falls free on 1 September like s01."""
    rows = asked(town).details["terms"].set_index("partnership_id")
    columns = ["filled", "known", "unknown", "lapsed", "soon", "largest_month", "in_largest_month"]
    assert rows.loc["P1", columns].tolist() == [3, 2, 1, 1, 2, "2026-09", 2]
    assert rows.loc["P2", columns].tolist() == [3, 3, 0, 0, 2, "2026-08", 2]
    assert rows.loc["", columns].tolist() == [6, 5, 1, 1, 4, "2026-08", 2]
    assert rows.loc["", "share_soon"] == 0.8


def test_terms_that_end_together_are_found(town: Network) -> None:
    assert not [each for each in asked(town).findings if each.type == "term_cliff"]
    found = {
        each.subjects[0]: each for each in asked(town, with_health(cliff_seats=2)).findings if "cliff" in each.type
    }
    assert {place: each.severity for place, each in found.items()} == {"P1": "medium", "P2": "medium"}
    assert (found["P1"].value, found["P1"].out_of, found["P1"].bounds) == (2, 2, (2, 3))
    assert found["P2"].subjects == ("P2", "s07", "s08")
    later = [
        each for each in asked(town, with_health(cliff_seats=2, cliff_days=10)).findings if each.type == "term_cliff"
    ]
    assert [(each.severity, each.value) for each in later] == [("low", 2), ("low", 2)]


def test_the_person_s_end_stands_before_the_organisation_s(network_of: Make) -> None:
    network = network_of(
        partnerships="id,name\nP1,First",
        seats="id,partnership,representative,organisation,start_date,end_date\ns1,P1,Ann,A,2020,2026-08-01",
    )
    graph = network.to_networkx()
    for start, end, key in list(graph.edges(keys=True)):
        if key == "HELD_FOR":
            graph.edges[start, end, key].update(end_date="2029-01-01", end_day="2029-01-01")
    rows = asked(Network.from_networkx(graph)).details["terms"]
    assert rows["largest_month"].tolist() == ["2026-08", "2026-08"]


def test_load_counts_each_partnership_once_and_says_what_is_missing(town: Network) -> None:
    result = asked(town)
    columns = ("representative", "seats", "partnerships", "partnerships_without_hours", "meeting_hours", "heavy")
    assert records(result, "load", *columns) == [
        ["Ann", 3, 2, 1, 24, "yes"],
        ["Bob", 1, 1, 0, 24, "no"],
        ["Eve", 1, 1, 1, None, "unknown"],
        ["Fay", 1, 1, 1, None, "unknown"],
    ]
    assert any(text.startswith("The hours of 3 of 4 people are the least") for text in result.caveats)
    assert asked(town, with_health(alert_seats=4, alert_hours=24.0)).values["heavy_load"] == {
        "yes": 2,
        "no": 0,
        "unknown": 2,
    }


def test_a_heavy_load_names_seats_and_no_person(town: Network) -> None:
    (found,) = [each for each in asked(town).findings if each.type == "heavy_load"]
    assert (found.id, found.severity, found.subjects) == ("load:s01", "low", ("s01", "s03", "s06"))
    assert (found.value, found.out_of) == (3, 6)
    assert "at least 24 hours in meetings a year" in found.statement
    twice = [each for each in asked(town, with_health(alert_hours=12.0)).findings if each.id == "load:s01"]
    assert twice[0].severity == "medium"


def test_no_finding_names_a_person(riverton: Network) -> None:
    result = health(riverton, as_of=DAY)
    names = set(result.details["load"]["representative"]) | set(result.details["load"]["representative_id"])
    for found in result.findings:
        said = f"{found} "
        assert not [name for name in names if f" {name} " in said or f"'{name}'" in said or f"({name}" in said], (
            found.id
        )


def test_capacity_asked_for_and_sat_in_is_compared_in_three_values(town: Network) -> None:
    rows = asked(town).details["mismatches"].set_index("seat_id")["match"]
    assert rows.to_dict() == {
        "s01": "ok",
        "s02": "mismatch",
        "s03": "unknown",
        "s06": "unknown",
        "s07": "unused_mandate",
        "s08": "check_skills",
    }
    assert rows.tolist() == ["mismatch", "unused_mandate", "check_skills", "unknown", "unknown", "ok"]
    found = {each.subjects[0]: each for each in asked(town).findings if each.type == "capacity_mismatch"}
    assert {place: each.severity for place, each in found.items()} == {"P1": "medium", "P2": "low"}
    assert (found["P1"].value, found["P1"].out_of, found["P1"].bounds) == (1, 3, (1, 2))
    assert "s02: asked for representative, filled as expert" in found["P1"].statement


def test_a_capacity_that_nobody_recorded_is_not_a_mismatch(network_of: Make) -> None:
    seats = "id,partnership,representative,organisation,capacity,capacity_required\n"
    seats += "s1,P1,Ann,A,,representative\ns2,P1,Bob,A,expert,expert\n"
    result = asked(network_of(partnerships="id,name\nP1,First", seats=seats))
    assert records(result, "mismatches", "seat_id", "match") == [["s1", "unknown"], ["s2", "ok"]]
    assert not [found for found in result.findings if found.type == "capacity_mismatch"]


def test_a_specification_that_is_not_recorded_is_not_known(town: Network) -> None:
    columns = ("terms_of_reference", "membership", "skills_required", "meeting_schedule", "lower", "upper")
    assert records(asked(town), "specification", "partnership_id", *columns) == [
        ["P1", "yes", "yes", "unknown", "yes", 0.75, 1],
        ["P2", "unknown", "no", "unknown", "unknown", 0, 0.75],
    ]
    assert asked(town).values["specified"] == (0.375, 0.875)


def test_sizes_and_tiers_are_shares_of_bodies_and_of_seats(town: Network) -> None:
    """Five bodies: the forum holds no seat and is left out, Care is wider than Upper, Branch counts as large."""
    result = asked(town)
    columns = ("band", "tier", "organisations", "seats", "of_organisations", "of_seats")
    assert [row for row in records(result, "balance", *columns) if "all" in row] == [
        ["small", "all", 2, 2, 5, 4],
        ["large", "all", 1, 1, 5, 4],
        ["major", "all", 1, 0, 5, 4],
        ["not_recorded", "all", 1, 1, 5, 4],
        ["all", "local", 4, 4, 5, 4],
        ["all", "wider", 1, 0, 5, 4],
    ]
    small = result.values["sizes"]["small"]
    assert (small["ratio"], small["log2"]) == (pytest.approx((2 / 4) / (2 / 5)), pytest.approx(math.log2(1.25)))
    assert result.values["branches_counted_as_large"] == 1
    assert "Counted as large, as parts of a larger body: 1 organisation." in result.caveats


def test_without_places_the_tier_on_record_decides(network_of: Make) -> None:
    bodies = "id,name,sector,tier\nA,A,third_sector,local\nB,B,third_sector,national\nC,C,third_sector,"
    network = network_of(organisations=bodies, partnerships="id,name\nP1,First")
    tiers = [row[:2] for row in records(asked(network), "balance", "tier", "organisations", "band") if row[2] == "all"]
    assert tiers == [["local", 1], ["wider", 1], ["not_recorded", 1]]


def test_one_person_s_last_mandate_is_found(town: Network) -> None:
    found = {each.subjects: each for each in asked(town).findings if each.type == "last_mandated_voice"}
    assert set(found) == {("P1", "s01"), ("P2", "s08")}
    assert (found["P1", "s01"].value, found["P1", "s01"].out_of) == (1, 2)
    assert found["P2", "s08"].bounds == (0, 1) and "not certain" in found["P2", "s08"].statement


def test_beyond_the_limit_nothing_is_worked_out_holder_by_holder(town: Network) -> None:
    result = asked(town, with_health(most_seats_in_detail=3))
    assert result.details["single_points"].empty
    assert any("Name an area" in text for text in result.caveats)
    assert result.details["checklist"].set_index("id").loc["POL-D4", "answer"] == "U"


def test_findings_beyond_the_limit_are_counted(town: Network) -> None:
    settings = with_health(most_findings=1, cliff_seats=2)
    result, whole = asked(town, settings), asked(town, with_health(cliff_seats=2))
    kinds = [found.type for found in result.findings]
    assert len(kinds) == len(set(kinds)) < len(whole.findings)
    left = [text for text in result.caveats if "not listed one by one" in text]
    assert len(left) == len(whole.findings) - len(kinds) == 3
    graver = [found for found in result.findings if found.type == "capacity_mismatch"]
    assert graver[0].subjects[0] == "P1"


def test_a_place_takes_its_own_partnerships(network_of: Make) -> None:
    boards = BOARDS.rstrip() + "\n    P3,Third board,Lower,6,2,,all,\n"
    seats = SEATS.rstrip() + "\n    t1,P3,Ann,Mind,,,,,,2025,\n"
    network = network_of(organisations=BODIES, areas=AREAS, partnerships=boards, seats=seats)
    assert asked(network, area="Upper").values["filled"] == 6
    assert asked(network).values["filled"] == 7
    assert asked(network, area="Lower").values["partnerships"] == 1


def test_nothing_recorded_says_nothing(network_of: Make) -> None:
    result = asked(network_of(organisations="name\nA"))
    assert result.headline.startswith("No seat is recorded")
    assert (result.values["vacancy_rate"], result.values["specified"]) == (None, None)
    assert result.findings == () and result.rows.empty
    assert result.score.overall.lower == 0 and result.score.overall.upper == 1


def shuffled(table: str, seed: int) -> str:
    head, *rows = table.strip().splitlines()
    random.Random(seed).shuffle(rows)
    return "\n".join([head, *rows])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(network_of: Make, town: Network, seed: int) -> None:
    before = asked(town).to_dict()
    tables = {"organisations": BODIES, "areas": AREAS, "partnerships": BOARDS, "seats": SEATS}
    network = network_of(**{name: shuffled(table, seed) for name, table in tables.items()})
    after = asked(network).to_dict()
    places = {"rows", "read_from"}
    assert {name: after[name] for name in set(after) - places} == {name: before[name] for name in set(before) - places}


def test_new_ids_change_no_figure(network_of: Make, town: Network) -> None:
    before = asked(town).values
    seats = SEATS.replace(" s0", " zz").replace(" v", " aa").replace("P1", "Z1").replace("P2", "A2")
    boards = BOARDS.replace("P1", "Z1").replace("P2", "A2")
    assert asked(network_of(organisations=BODIES, areas=AREAS, partnerships=boards, seats=seats)).values == before


def test_an_organisation_without_ties_changes_only_the_balance(network_of: Make, town: Network) -> None:
    before = asked(town)
    bodies = BODIES.rstrip() + "\n    Lone,Lone Body,third_sector,,,local,500,,Upper,\n"
    after = asked(network_of(organisations=bodies, areas=AREAS, partnerships=BOARDS, seats=SEATS))
    assert after.values["organisations"] == before.values["organisations"] + 1
    for name in ("vacancies", "terms", "load", "mismatches", "specification", "single_points"):
        assert after.details[name].equals(before.details[name]), name
    same = set(before.values) - {"organisations", "sizes", "checklist"}
    assert {name: after.values[name] for name in same} == {name: before.values[name] for name in same}


def test_anytown_by_hand(anytown: Network) -> None:
    """The figures of docs/methods/health.md."""
    result = health(anytown, as_of="2026-01-31")
    values = result.values
    assert (values["vacant"], values["seats"], round(values["vacancy_rate"], 3)) == (1, 11, 0.091)
    assert records(result, "load", "representative", "meeting_hours", "hours_with_preparation")[0] == ["Ann", 50, 75]
    assert (values["terms"]["known"], values["terms"]["unknown"], values["terms"]["share_soon"]) == (0, 10, None)
    assert values["matches"]["unknown"] == 10 and values["specified"] == (0.5, 1)
    assert {found.id for found in result.findings} == {"load:s01", "last-voice:s01"}
    tiers = [
        row[1:]
        for row in records(result, "balance", "band", "tier", "organisations", "seats", "ratio")
        if row[0] == "all"
    ]
    assert tiers == [["local", 8, 10, 1.25], ["wider", 2, 0, 0]]
    assert (result.score.overall.met, result.score.not_met) == (1, ("FUN-D1",))
    assert (result.score.overall.lower, result.score.overall.upper) == (1 / 25, 24 / 25)
