"""360Giving on the published files: figures counted in the files by other means, and no file that breaks the reader."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from netmap.errors import InputError
from netmap.sources.dataset import read_dataset
from netmap.sources.files.tabular import read_sheets
from netmap.sources.raw import RawSource, RawTable
from netmap.sources.threesixty.reading import is_threesixty_sheets, read_threesixty_json, read_threesixty_sheets

pytestmark = pytest.mark.real

FIXTURES = (
    "RecipientIndDEI.json",
    "RecipientIndWithoutToIndividualsDetails.xlsx",
    "badfile_all_validation_errors.json",
    "badfile_all_validation_errors.xlsx",
    "bom.csv",
    "codelist.csv",
    "decimal_amounts.csv",
    "dei_extension.xlsx",
    "fundingproviders-grants_2_grants.xlsx",
    "fundingproviders-grants_2_grants_cp1252.csv",
    "fundingproviders-grants_2_grants_titleswithoutrollup.xlsx",
    "fundingproviders-grants_fixed_2_grants.json",
    "fundingproviders-grants_malformed.json",
    "fundingproviders_grants_2_grants.csv",
    "ids-unexpected-chars.xlsx",
    "multiple_funder_names_org_ids.json",
    "nulls.json",
    "oneof.csv",
)


def read(path: Path) -> RawSource:
    if path.suffix == ".json":
        return read_threesixty_json(path)
    sheets, _ = read_sheets(path)
    assert is_threesixty_sheets(sheets)
    return read_threesixty_sheets(sheets, path.stem)


def table(raw: RawSource, name: str) -> RawTable:
    (found,) = [item for item in raw.tables if item.name == name]
    return found


def open_programme(real_data: Path, form: str) -> RawSource:
    return read(real_data / "360giving" / f"a001p00000zgyHZAAY.{form}")


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_figures_of_the_open_programme(real_data: Path, form: str) -> None:
    raw = open_programme(real_data, form)
    funding, bodies = table(raw, "funding").cells, table(raw, "organisations")
    assert len(funding) == 783
    assert sum(Decimal(amount) for amount in funding["amount"]) == 12785625
    assert funding["recipient"].nunique() == 322
    recipients = bodies.cells[bodies.cells["id"].isin(funding["recipient"])]
    assert int(recipients["org_id"].str.startswith("GB-CHC-").sum()) == 296
    assert len(bodies.cells) + bodies.merged == 2 * 783
    assert raw.refusals == ()
    ledger = read_dataset(raw).ledger
    assert ledger.balances()
    assert (ledger.tables["funding"].loaded, ledger.refused()) == (783, 0)


@pytest.mark.parametrize("name", ["funding", "organisations", "themes", "areas"])
def test_both_forms_say_the_same(real_data: Path, name: str) -> None:
    one, other = (table(open_programme(real_data, form), name).cells for form in ("json", "xlsx"))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("name", FIXTURES)
def test_every_fixture_is_read_or_refused_in_words(real_data: Path, name: str) -> None:
    path = real_data / "360giving" / "fixtures" / name
    if name == "fundingproviders-grants_malformed.json":
        with pytest.raises(InputError, match="line 10, column 15"):
            read(path)
        return
    raw = read(path)
    assert raw.tables or raw.refusals
    ledger = read_dataset(raw).ledger
    assert ledger.balances()
    assert all(item.row and item.column and item.reason and item.fix for item in ledger.refusals)


def test_the_list_of_fixtures_is_whole(real_data: Path) -> None:
    found = [path.name for path in (real_data / "360giving" / "fixtures").iterdir()]
    assert sorted(name for name in found if name.endswith((".json", ".csv", ".xlsx"))) == sorted(FIXTURES)


def test_grants_to_individuals_are_refused(real_data: Path) -> None:
    raw = read(real_data / "360giving" / "fixtures" / "RecipientIndWithoutToIndividualsDetails.xlsx")
    assert raw.tables == ()
    assert [item.row for item in raw.refusals] == [2, 3, 4]
    assert all("to an individual" in item.reason for item in raw.refusals)
    assert not any(name in str(raw) for name in ("A One", "A Two", "A Three"))


def test_funders_without_a_name_load_under_their_identifier(real_data: Path) -> None:
    raw = read(real_data / "360giving" / "cloudesley-missing-funding-org-name.xlsx")
    bodies = table(raw, "organisations").cells
    assert bodies.loc[bodies["id"] == "GB-CHC-205959", "name"].tolist() == ["GB-CHC-205959"]
    assert any("fill in 'Funding Org:Name'" in notice for notice in raw.notices)
    assert [(item.row, item.column) for item in raw.refusals] == [(62, "Funding Org:Identifier")]
    ledger = read_dataset(raw).ledger
    assert ledger.balances()
    refused = {(item.cell or item.row, item.value) for item in ledger.refusals}
    assert {("Sheet1!E11", "tbc"), ("Sheet1!E114", "18k"), ("Sheet1!E123", "3 thousand pounds"), (62, "")} <= refused


def test_amounts_keep_their_decimals_and_every_row_its_answer(real_data: Path) -> None:
    raw = read(real_data / "360giving" / "fixtures" / "decimal_amounts.csv")
    assert [item.row for item in raw.refusals] == [2, 3, 4, 5, 6, 7, 8]
    fixed = read(real_data / "360giving" / "fixtures" / "fundingproviders-grants_fixed_2_grants.json")
    assert table(fixed, "funding").cells["amount"].tolist()[:2] == ["152505", "152505"]


def test_dei_details_stay_text_and_make_no_groups(real_data: Path) -> None:
    raw = read(real_data / "360giving" / "fixtures" / "dei_extension.xlsx")
    funding = table(raw, "funding").cells
    assert "DEI010000;DEI080000" in set(funding["dei_details_project_dei_response_taxonomy_codes"])
    assert "targets" not in funding
    assert not [item for item in raw.tables if item.name == "equality_groups"]
