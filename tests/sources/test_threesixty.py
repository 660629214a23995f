"""360Giving, in JSON and in sheets, on small files whose figures were worked out by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from netmap.errors import InputError
from netmap.sources.dataset import read_dataset
from netmap.sources.files.tabular import read_sheets
from netmap.sources.raw import RawSource, RawTable, Sheet
from netmap.sources.threesixty.reading import (
    is_threesixty_json,
    is_threesixty_sheets,
    read_threesixty_json,
    read_threesixty_sheets,
)

DATA = Path(__file__).parents[1] / "data" / "threesixty"


def sheet(*rows: list[str | None], name: str = "") -> Sheet:
    return Sheet("made.csv", name, pd.DataFrame(list(rows), index=range(1, len(rows) + 1), dtype=object))


def table(raw: RawSource, name: str) -> RawTable:
    (found,) = [item for item in raw.tables if item.name == name]
    return found


def column(raw: RawSource, name: str, field: str) -> list[str | None]:
    return [None if pd.isna(value) else value for value in table(raw, name).cells[field]]


def one_grant(**cells: str | None) -> RawSource:
    """Read one grant between two registered bodies, with the columns that a test is about."""
    base = {"Identifier": "G1", "Funding Org:Identifier": "GB-CHC-1", "Recipient Org:Identifier": "GB-CHC-2"}
    row = {**base, **{name.replace("__", ":").replace("_", " "): value for name, value in cells.items()}}
    return read_threesixty_sheets([sheet(list(row), list(row.values()))], "made")


@pytest.fixture(scope="module")
def grants() -> RawSource:
    sheets, _ = read_sheets(DATA / "grants.csv")
    assert is_threesixty_sheets(sheets)
    return read_threesixty_sheets(sheets, "grants")


@pytest.fixture(scope="module")
def several() -> RawSource:
    return read_threesixty_json(DATA / "several.json")


@pytest.mark.parametrize(
    "headings",
    [
        ["Identifier", "Amount Awarded", "Funding Org:Name", "Recipient Org:Name"],
        ["IDENTIFIER", "amount awarded", "Funding Org : Name"],
        ["Currency", "Amount Awarded"],
        ["Identifier", "Currency"],
        ["For Regrant Type"],
        ["Recipient Org:Name", "Recipient Ind:Name"],
        ["Identifier", "Beneficiary Location:0:Name", "Our own column"],
        ["id", "fundingOrganization/0/id", "recipientOrganization/0/name"],
        [
            "Identifier",
            "Recipient Org:Location:0:Name",
            "The following fields are not in the 360 Giving Standard and are added by GrantNav.",
            "Funding Org: Canonical Org ID",
            "Best Available Recipient District",
        ],
    ],
)
def test_recognises_its_own_headings(headings: list[str]) -> None:
    assert is_threesixty_sheets([sheet(headings)])


@pytest.mark.parametrize(
    "headings",
    [
        ["funder", "recipient", "id", "amount", "currency", "start_date"],
        ["id", "title", "description", "url"],
        ["Id", "Label", "Type"],
        ["name", "id", "parent"],
        ["Title", "Amount"],
        [],
    ],
)
def test_leaves_other_headings_alone(headings: list[str]) -> None:
    assert not is_threesixty_sheets([sheet(headings)] if headings else [sheet()])


def test_recognises_json() -> None:
    assert is_threesixty_json({"grants": []})
    assert not is_threesixty_json({"grants": {}})
    assert not is_threesixty_json(["grants"])


def test_awards_by_hand(grants: RawSource) -> None:
    assert column(grants, "funding", "id") == [f"360G-{name}" for name in
        ("river-1", "river-2", "river-3", "hill-1", "hill-2", "hill-3")]  # fmt: skip
    assert column(grants, "funding", "funder") == ["GB-CHC-900"] * 3 + ["360G-hill"] * 3
    assert column(grants, "funding", "amount") == ["1000.50", "2000", "3000", "500", "not said", "250"]
    assert set(column(grants, "funding", "instrument")) == {"grant"}
    assert list(table(grants, "funding").rows) == [2, 3, 4, 5, 6, 7]


def test_own_ids_hold_within_their_funder_only(grants: RawSource) -> None:
    assert column(grants, "funding", "recipient") == [
        "GB-CHC-111",
        "GB-CHC-900/360G-river-org:2",
        "GB-CHC-111",
        "360G-hill/360G-river-org:2",
        "Allotment Group",
        "grants:youth-place",
    ]


def test_organisations_by_hand(grants: RawSource) -> None:
    bodies = table(grants, "organisations")
    assert bodies.derived
    assert bodies.merged == 5  # 12 mentions of 7 bodies
    assert bodies.cells.iloc[:, :4].replace({None: ""}).to_numpy().tolist() == [
        ["GB-CHC-900", "GB-CHC-900", "River Fund", ""],
        ["GB-CHC-111", "GB-CHC-111", "Riverton Befriending", "Riverton Befrienders"],
        ["GB-CHC-900/360G-river-org:2", "", "Youth Place", ""],
        ["360G-hill", "", "Hill Trust", ""],
        ["360G-hill/360G-river-org:2", "", "Hill Youth", ""],
        ["", "", "Allotment Group", ""],
        ["grants:youth-place", "", "Youth Place", ""],
    ]
    assert column(grants, "organisations", "postal_code")[1] == "RV1 1AB"
    assert "sector" not in bodies.cells
    assert "email" not in bodies.cells
    assert any("email of recipients" in notice for notice in grants.notices)


def test_terms_by_hand(grants: RawSource) -> None:
    assert column(grants, "funding", "start_date") == [
        "2023-05-01", "2023-07-31", "2024-03", None, "2022-02-01", None,
    ]  # fmt: skip
    # The day after the last; seven months from 31 July end before 29 February 2024; a year from March; as written.
    assert column(grants, "funding", "end_date") == ["2024-05-01", "2024-02-29", "2025-02", None, "2022", None]
    assert column(grants, "funding", "award_date") == [
        "2023-04-01", "2023-06-05", "2024-04-01", "2022-01-01", "soon", "2022-03-01",
    ]  # fmt: skip
    counted = [notice for notice in grants.notices if notice.endswith(".")]
    assert "End dates worked out from a start date and a whole number of months: 2." in counted
    assert any(notice.startswith("End dates moved to the day after") and notice.endswith(": 1.") for notice in counted)
    assert any("no start date" in notice and notice.endswith(": 1.") for notice in counted)
    assert any("such as soon" in notice for notice in grants.notices)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-01-31", "1", "2023-02-28"),
        ("2023-12-01", "12", "2024-12-01"),
        ("2024", "12", "2024-12"),
        ("2024-11", "3", "2025-01"),
        ("2024-01-01", "1.5", None),
        ("2024-01-01", "-3", None),
        ("2024-01-01", "a year", None),
        ("2024-01-01", "99999", None),
    ],
)
def test_whole_months_from_a_start(start: str, months: str, end: str | None) -> None:
    raw = one_grant(**{"Planned_Dates__Start_Date": start, "Planned Dates:Duration (months)": months})
    assert column(raw, "funding", "end_date") == [end]


def test_a_date_that_is_none_is_left_for_the_check() -> None:
    raw = one_grant(Planned_Dates__Start_Date="spring", Planned_Dates__End_Date="9999-12-31")
    assert (column(raw, "funding", "start_date"), column(raw, "funding", "end_date")) == (["spring"], ["9999-12-31"])
    (refusal,) = read_dataset(raw).ledger.refusals
    assert (refusal.cell, refusal.column) == ("made!D2", "Planned Dates:Start Date")


def test_programmes_belong_to_their_funder(grants: RawSource) -> None:
    assert column(grants, "themes", "id") == [
        "GB-CHC-900/ageing-well",
        "GB-CHC-900/young-people",
        "360G-hill/young-people",
    ]
    assert column(grants, "themes", "name") == ["Ageing well", "Young people", "Young people"]
    assert table(grants, "themes").merged == 1
    assert column(grants, "funding", "themes")[:2] == ["GB-CHC-900/ageing-well", "GB-CHC-900/young-people"]


def test_places_by_code_and_by_name(grants: RawSource) -> None:
    assert column(grants, "areas", "name") == ["Riverton", "Hillside", "Dale End"]
    assert column(grants, "areas", "gss") == ["E06000999", None, None]
    assert column(grants, "funding", "areas")[:3] == ["E06000999|Hillside", "E06000999", "Hillside|Dale End"]
    assert any("Places without a code" in notice and notice.endswith(": 1.") for notice in grants.notices)


def test_other_columns_are_kept_and_never_taken_for_netmaps_own(grants: RawSource) -> None:
    assert column(grants, "funding", "our_ref")[0] == "R1"
    assert column(grants, "funding", "x_themes")[0] == "old"
    assert column(grants, "funding", "from_open_call")[:2] == ["Yes", "No"]
    assert column(grants, "funding", "grant_programme_code")[0] == "AW"


def test_the_later_checks_name_the_cell_in_the_file(grants: RawSource) -> None:
    dataset = read_dataset(grants)
    (refusal,) = dataset.ledger.refusals
    assert (refusal.cell, refusal.column, refusal.value) == ("grants!D6", "Amount Awarded", "not said")
    assert dataset.ledger.balances()
    assert dataset.records.counts()["Organisation"] == 7
    assert dataset.records.counts()["AWARDED_TO"] == 5


def test_json_by_hand(several: RawSource) -> None:
    assert column(several, "funding", "id") == ["360G-river-1", "360G-river-6"]
    assert list(table(several, "funding").rows) == [1, 7]
    assert column(several, "funding", "amount") == ["1000.50", "40"]
    assert column(several, "funding", "recipient") == ["GB-CHC-111", "GB-CHC-112"]
    assert column(several, "funding", "start_date") == ["2023-05-01", "2021"]
    assert column(several, "funding", "end_date") == ["2024-05-01", "2021"]
    assert column(several, "funding", "award_date") == ["2023-04-01", None]
    assert column(several, "funding", "areas") == ["E06000999|Hillside", None]
    assert table(several, "funding").headings["amount"] == "amountAwarded"
    assert table(several, "funding").letters == {}


def test_json_objects_become_columns(several: RawSource) -> None:
    first = table(several, "funding").cells.iloc[0]
    assert first["classifications_title"] == "Older people|Loneliness"
    assert first["dei_details_project_reply_status"] == "RS200"
    assert first["dei_details_project_dei_response_taxonomy_codes"] == "DEI060000;DEI020000"
    assert first["website_decision_notes"] == "yes"
    assert "targets" not in first
    assert column(several, "organisations", "location_name")[1] == "Riverton"


def test_json_refusals_name_the_grant_and_the_key(several: RawSource) -> None:
    found = {(item.row, item.column): item.reason for item in several.refusals}
    assert found[2, "grants"] == "is a text or a number, not a grant"
    assert found[3, "recipientOrganization/0/id"] == "several recipients are given for one grant"
    assert found[4, "recipientIndividual/name"].startswith("the grant is to an individual")
    assert found[5, "plannedDates"] == (
        "plannedDates is a text or a number where a list of objects is needed; "
        "amountAwarded is a list where one value is needed"
    )
    assert found[6, "fundingOrganization/0/id"] == "no funder is given"
    assert len(several.refusals) == 5
    assert all(item.fix and item.file == "several.json" for item in several.refusals)
    count = read_dataset(several).ledger.tables["funding"]
    assert (count.read, count.loaded, count.refused) == (7, 2, 5)


def test_nobody_is_named_in_a_refusal(several: RawSource) -> None:
    assert "Individual Recipient" not in str(several)
    both = one_grant(**{"Recipient Ind:Name": "Individual Recipient"})
    assert both.tables == ()
    assert "an organisation and an individual" in both.refusals[0].reason
    assert "Individual Recipient" not in str(both)


def test_a_body_without_a_name_is_shown_by_its_identifier(several: RawSource) -> None:
    assert column(several, "organisations", "name") == [
        "River Fund",
        "Riverton Befrienders",
        "GB-CHC-901",
        "Dale Carers",
    ]
    assert any("Organisations given by identifier alone: 1, in 1" in notice for notice in several.notices)


def test_broken_json_says_where() -> None:
    with pytest.raises(InputError) as caught:
        read_threesixty_json(DATA / "broken.json")
    assert "broken.json is not valid JSON: it breaks at line 2, column 14." in str(caught.value)
    assert caught.value.hint
    with pytest.raises(InputError, match="no list called 'grants'"):
        read_threesixty_json(DATA / "other.json")


def test_json_in_another_encoding_or_too_deep_is_an_input_error(tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_bytes('{"grants": [{"title": "£"}]}'.encode("cp1252"))
    with pytest.raises(InputError, match="UTF-8"):
        read_threesixty_json(odd)
    odd.write_text('{"grants": ' + "[" * 200_000)
    with pytest.raises(InputError):
        read_threesixty_json(odd)
    odd.write_bytes(b'\xef\xbb\xbf{"grants": []}')
    assert read_threesixty_json(odd).notices == ("The file has no grants in it.",)


def test_extra_sheets_add_to_their_grant(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Meta"
    book.active.append(["Version", "1.4"])
    for name, rows in {
        "grants": [
            ["Identifier", "Amount Awarded", "Funding Org:Identifier", "Funding Org:Name"],
            ["G1", 10, "GB-CHC-1", "Fund"],
            ["G2", 20, "GB-CHC-1", "Fund"],
        ],
        "Recipient Org": [
            ["Identifier", "Recipient Org:Identifier", "Recipient Org:Name"],
            ["G2", "GB-CHC-3", "Second"],
            ["G1", "GB-CHC-2", "First"],
            ["G9", "GB-CHC-4", "Stray"],
        ],
        "Rec_Location": [
            ["Identifier", "Recipient Org:Identifier", "Recipient Org:Location:Name"],
            ["G1", "GB-CHC-2", "Riverton"],
        ],
        "Beneficiary Location": [
            ["Identifier", "Beneficiary Location:Name"],
            ["G1", "Hillside"],
            ["G1", "Riverton"],
        ],
        "Classifications": [["Identifier", "Classifications:Title"], ["G1", "Health"], ["G1", "Housing"]],
        "dei": [["Identifier", "DEI Details:Leadership:Reply Status"], ["G2", "RS201"]],
        "notes": [["Anything", "Else"], ["a", "b"]],
    }.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    book.save(tmp_path / "book.xlsx")
    raw = read_threesixty_sheets(read_sheets(tmp_path / "book.xlsx")[0], "book")
    assert column(raw, "funding", "recipient") == ["GB-CHC-2", "GB-CHC-3"]
    assert column(raw, "funding", "areas") == ["Hillside|Riverton", None]
    assert column(raw, "funding", "classifications_title") == ["Health|Housing", None]
    assert column(raw, "funding", "dei_details_leadership_reply_status") == [None, "RS201"]
    assert column(raw, "organisations", "location_name") == [None, "Riverton", None]
    (stray,) = raw.refusals
    assert (stray.sheet, stray.row, stray.column, stray.value) == ("Recipient Org", 4, "Identifier", "G9")
    assert [notice for notice in raw.notices if "sheet notes" in notice]


def test_repeated_rows_with_blanks_continue_a_grant() -> None:
    raw = read_threesixty_sheets(
        [
            sheet(
                ["Identifier", "Title", "Amount Awarded", "Funding Org:Name", "Recipient Org:Name",
                 "Beneficiary Location:Name"],
                ["G1", "Work", "10", "Fund", "Group", "Hillside"],
                ["G2", "Other work", "20", "Fund", "Group", "Hillside"],
                ["G1", None, None, None, None, "Riverton"],
                ["G2", "Other work", "20", "Fund", "Group", "Dale End"],
                ["G1", "Quite another title", None, "Fund", "Group", None],
            )
        ],
        "made",
    )  # fmt: skip
    funding = table(raw, "funding")
    assert funding.cells["id"].tolist() == ["G1", "G2", "G2", "G1"]
    assert list(funding.rows) == [2, 3, 5, 6]
    assert funding.merged == 1
    assert funding.cells["areas"].iloc[0] == "Hillside|Riverton"


def test_sheets_of_two_years_keep_their_addresses() -> None:
    head = ["Identifier", "Amount Awarded", "Funding Org:Name", "Recipient Org:Name"]
    moved = ["Amount Awarded", "Identifier", "Funding Org:Name", "Recipient Org:Name"]
    raw = read_threesixty_sheets(
        [
            sheet(head, ["G1", "1", "Fund", "Group"], name="2023"),
            sheet(moved, ["2", "G2", "Fund", "Group"], name="2024"),
        ],
        "made",
    )
    funding = [item for item in raw.tables if item.name == "funding"]
    assert [(item.sheet, item.cells["amount"].tolist(), item.letters["amount"]) for item in funding] == [
        ("2023", ["1"], "B"),
        ("2024", ["2"], "A"),
    ]
    assert len(table(raw, "organisations").cells) == 2


def test_canonical_ids_of_grantnav_stand_for_a_funders_own() -> None:
    raw = one_grant(
        **{
            "Recipient Org:Identifier": "360G-fund-7",
            "Recipient Org: Canonical Org ID": "GB-COH-01234567",
            "Recipient Org: Canonical Name": "Riverton Works",
            "Recipient Org:Role": "lead",
            "Recipient Org:Location:0:Name": "Riverton",
            "Recipient Org:Location:1:Name": "Hillside",
            "Copyright note that runs on: see the licence": None,
        }
    )
    assert column(raw, "funding", "recipient") == ["GB-COH-01234567"]
    assert column(raw, "organisations", "other_ids") == [None, "360G-fund-7"]
    assert column(raw, "organisations", "location_name") == [None, "Riverton|Hillside"]
    assert column(raw, "organisations", "canonical_name") == [None, "Riverton Works"]
    assert column(raw, "organisations", "role") == [None, "lead"]


def test_line_breaks_in_identifiers_are_taken_out_and_counted() -> None:
    raw = one_grant(Identifier="360G-a-\n1", **{"Recipient Org:Identifier": "GB-CHC-\n\n 2"})
    assert column(raw, "funding", "id") == ["360G-a-1"]
    assert column(raw, "funding", "recipient") == ["GB-CHC-2"]
    assert "Identifiers with line breaks or blanks in them, read without these: 2." in raw.notices


def test_a_made_up_register_is_the_funders_own() -> None:
    raw = one_grant(**{"Recipient Org:Identifier": "GB-CCH-205959"})
    assert column(raw, "funding", "recipient") == ["GB-CHC-1/GB-CCH-205959"]
    assert column(raw, "organisations", "org_id") == ["GB-CHC-1", None]


def test_a_second_row_of_headings_is_refused() -> None:
    head = ["Identifier", "Amount Awarded", "Funding Org:Name", "Recipient Org:Name"]
    raw = read_threesixty_sheets([sheet(head, head, ["G1", "1", "Fund", "Group"])], "made")
    assert [(item.row, item.reason) for item in raw.refusals] == [(2, "is a second row of headings")]
    assert column(raw, "organisations", "name") == ["Fund", "Group"]


def test_columns_that_seem_to_name_people_are_pointed_out() -> None:
    raw = one_grant(Surname_of_applicant="Left as it stands")
    assert column(raw, "funding", "surname_of_applicant") == ["Left as it stands"]
    assert any("Surname of applicant" in notice for notice in raw.notices)


def test_a_homonym_loads_as_two_bodies(grants: RawSource) -> None:
    names = read_dataset(grants).records.nodes["Organisation"]["name"].tolist()
    assert names.count("Youth Place") == 2
