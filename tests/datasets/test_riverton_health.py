"""The health entries of datasets/riverton/planted.md, through the question about health."""

from __future__ import annotations

import pytest

from netmap.analyses.health import HealthResult, health
from netmap.analyses.result import HIGH, Finding
from netmap.network import Network

DAY = "2026-06-30"


@pytest.fixture(scope="module")
def result(riverton: Network) -> HealthResult:
    return health(riverton, as_of=DAY)


def of_type(result: HealthResult, kind: str) -> list[Finding]:
    return [found for found in result.findings if found.type == kind]


def test_31_a_chair_empty_for_two_years(result: HealthResult) -> None:
    rows = result.details["vacancies"]
    assert len(rows) == 12
    assert rows[["seat_id", "days_at_least"]].iloc[0].tolist() == ["S-MHP-12", 667]
    older = rows[rows["older"] == "yes"]
    assert [
        (seat, days, round(meetings, 1))
        for seat, days, meetings in older[["seat_id", "days_at_least", "meetings_at_least"]].itertuples(index=False)
    ] == [("S-MHP-12", 667, 11.0), ("S-ELM-14", 333, 3.6), ("S-RCP-14", 241, 4.0)]
    assert set(rows["older"]) == {"yes", "no"}
    assert (result.values["vacant"], result.values["seats"]) == (12, 170)
    assert round(result.values["vacancy_rate"], 3) == 0.071
    found = {each.subjects[1]: each.severity for each in of_type(result, "long_vacancy")}
    assert found == {"S-MHP-12": "medium", "S-ELM-14": "low", "S-RCP-14": "low"}


def test_32_one_diary(result: HealthResult) -> None:
    rows = result.details["load"]
    heavy = rows[rows["heavy"] == "yes"]
    assert heavy[["representative", "seats", "meeting_hours"]].values.tolist() == [
        ["Chief officer (CVS)", 9, 126],
        ["Partnerships manager (CVS)", 7, 85],
        ["Deputy chief officer (CVS)", 6, 61],
        ["Volunteering manager (CVS)", 4, 41],
        ["A. K.", 3, 39],
    ]
    assert heavy["hours_with_preparation"].iloc[0] == 189
    assert sorted(found.value for found in of_type(result, "heavy_load")) == [3, 4, 6, 7, 9]
    assert {len(found.subjects): found.severity for found in of_type(result, "heavy_load")} == {
        9: "medium",
        7: "medium",
        6: "medium",
        4: "low",
        3: "low",
    }


def test_35_asked_for_a_representative_got_an_expert(result: HealthResult) -> None:
    rows = result.details["mismatches"]
    odd = rows[rows["match"].isin(["mismatch", "unused_mandate", "check_skills"])]
    assert odd[["seat_id", "capacity_required", "capacity", "organisation"]].values.tolist() == [
        ["S-SAB-13", "representative", "expert", "Clear Water Minds"]
    ]
    (found,) = of_type(result, "capacity_mismatch")
    assert (found.subjects, found.severity) == (("P-SAB", "S-SAB-13"), "medium")


def test_36_five_terms_end_on_one_day(result: HealthResult) -> None:
    rows = result.details["terms"].set_index("partnership_id")
    board, whole = rows.loc["P-HWB"], rows.loc[""]
    assert (board["soon"], board["known"], round(board["share_soon"], 3)) == (5, 6, 0.833)
    assert (board["largest_month"], board["in_largest_month"]) == ("2026-09", 5)
    assert (whole["soon"], whole["known"]) == (5, 68)
    assert rows.drop(index="")["soon"].sum() == 5
    soon = [found for found in of_type(result, "term_cliff") if found.severity == "medium"]
    assert [found.subjects for found in soon] == [("P-HWB", *(f"S-HWB-{number:02}" for number in range(8, 13)))]
    assert (soon[0].value, soon[0].out_of) == (5, 6)


def test_37_a_sub_group_without_the_sector(result: HealthResult) -> None:
    row = result.details["checklist"].set_index("id").loc["POL-D3"]
    assert (row["figure"], row["not_known"], row["out_of"]) == (12, 0, 13)


def test_2_one_organisation_speaks_for_two_boards(result: HealthResult) -> None:
    row = result.details["checklist"].set_index("id").loc["ORG-X1"]
    assert (row["answer"], row["figure"]) == ("Y", 2)


def test_33_what_was_not_looked_at_is_counted(result: HealthResult, riverton: Network) -> None:
    """Every record of an organisation, a partnership or a seat; a year that holds the limit is not known."""
    tables = [riverton.table(name).drop_duplicates() for name in ("organisations", "partnerships")]
    dates = [date for table in tables for date in table["as_of"]] + list(riverton.table("seats")["as_of"])
    stated = [date for date in dates if isinstance(date, str)]
    fresh = sum((date + "-01-01")[:10] >= "2024-12-30" for date in stated)
    row = result.details["checklist"].set_index("id").loc["UND-D1"]
    assert row["out_of"] == len(dates)
    assert row["figure"] == fresh - sum(table["stub"].eq(True).sum() for table in tables)


def test_the_three_branches_count_as_large(result: HealthResult) -> None:
    assert result.values["branches_counted_as_large"] == 3
    larger = result.values["sizes"]["larger"]
    assert larger["seats"] == 14


def test_nothing_is_found_at_priority_high(result: HealthResult) -> None:
    assert result.findings and not [found for found in result.findings if found.severity == HIGH]


def test_the_six_lapsed_seats_of_the_sector_are_listed(result: HealthResult) -> None:
    rows = result.details["lapsed"]
    assert len(rows) == 6 and "S-EQG-15" in set(rows["seat_id"])
