"""The parliamentary groups, on a file written by hand in which each of the five traps is set."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netmap.errors import InputError
from netmap.sources.appg.reading import is_appg_file, is_appg_folder, read_appg_file, read_appg_folder
from netmap.sources.dataset import read_dataset
from netmap.sources.raw import RawSource, RawTable

FOLDER = Path(__file__).parents[1] / "data" / "appg"
GROUPS = FOLDER / "groups-2026-03.jsonl"
COMPANION = FOLDER / "senedd_external_members.csv"


@pytest.fixture(scope="module")
def source() -> RawSource:
    return read_appg_folder(FOLDER)


def parts(source: RawSource, name: str) -> list[RawTable]:
    return [table for table in source.tables if table.name == name]


def rows(source: RawSource, name: str) -> pd.DataFrame:
    return pd.concat([table.cells for table in parts(source, name)], ignore_index=True)


def by_id(source: RawSource, name: str) -> pd.DataFrame:
    table = rows(source, name).set_index("id")
    assert table.index.is_unique
    return table


def seats_of(source: RawSource, partnership: str) -> dict[str, tuple[str, str]]:
    seats = rows(source, "seats")
    own = seats[seats["partnership"] == partnership]
    return dict(zip(own["representative"], zip(own["organisation"], own["role"], strict=True), strict=True))


def test_trap_1_one_slug_is_four_groups_each_with_its_own_seats(source: RawSource) -> None:
    partnerships = by_id(source, "partnerships")
    assert list(partnerships.index) == [
        "uk/disability",
        "uk/unlisted",
        "uk/silent",
        "scottish-parliament/disability",
        "senedd/disability",
        "senedd/quiet",
        "senedd/doubt",
        "ni-assembly/disability",
    ]
    assert set(seats_of(source, "uk/disability")) == {
        "Member One",
        "Member Two",
        "Member Three",
        "Baroness P of Anytown",
        "Member Five",
        "Lord Q",
    }
    assert seats_of(source, "ni-assembly/disability") == {"Member Foyle": ("northern-ireland-assembly", "Chairperson")}
    assert seats_of(source, "scottish-parliament/disability") == {
        "Member Alba": ("scottish-parliament", "Deputy Convener and Co-Convener"),
        "Member Ben": ("scottish-parliament", "member"),
    }


def test_trap_1_the_same_number_in_two_registers_is_two_people(source: RawSource) -> None:
    people = rows(source, "seats").set_index("representative")["representative_id"]
    assert people["Member Eight MP"] == "senedd/member/9001"
    assert people["Member Foyle"] == "twfy:401"
    assert people["Lord Q"] == "uk/person/lord_q"  # the file writes the word None for his number


def test_trap_2_the_welsh_listing_is_the_same_group(source: RawSource) -> None:
    partnerships = by_id(source, "partnerships")
    assert partnerships.loc["senedd/disability", "name"] == "Disability - Cross Party Group"
    assert partnerships.loc["senedd/disability", "name_cy"] == "Anabledd - Grŵp Trawsbleidiol"
    assert partnerships["name_cy"].notna().sum() == 1
    assert parts(source, "partnerships")[0].merged == 1
    assert "1 groups are listed twice, in English and in Welsh; each counts once." in source.notices
    assert list(rows(source, "themes")["name"]) == ["Equality, Rights & Justice", "Health"]


def test_trap_3_a_missing_list_is_never_a_whole_one(source: RawSource) -> None:
    assert by_id(source, "partnerships")["seats_listed"].to_dict() == {
        "uk/disability": "some",
        "uk/unlisted": "some",
        "uk/silent": "none",
        "scottish-parliament/disability": "some",
        "senedd/disability": "all",
        "senedd/quiet": "some",
        "senedd/doubt": "some",
        "ni-assembly/disability": "some",
    }
    assert any(notice.startswith("3 groups have no list of members") for notice in source.notices)


def test_trap_3_only_an_official_list_can_be_whole(tmp_path: Path) -> None:
    path = tmp_path / GROUPS.name
    path.write_text(GROUPS.read_text("utf-8").replace('"official"', '"manual"'), "utf-8")
    assert set(rows(read_appg_file(path), "partnerships")["seats_listed"]) == {"some", "none"}


def test_trap_4_the_member_type_is_not_taken_at_its_word(source: RawSource) -> None:
    assert seats_of(source, "uk/disability")["Member Five"] == ("uk-parliament", "member")
    assert seats_of(source, "senedd/disability")["Member Eight MP"] == ("uk-parliament", "member")
    refused = [(item.row, item.value) for item in source.refusals if item.table == "seats"]
    assert refused == [
        (1, "The Baroness"),
        (1, "Anytown North"),
        (1, "Wheels Together"),
        (7, "Worker Z"),
        (7, "nowhere"),
        (8, "Worker G"),
    ]
    assert {item.file for item in source.refusals if item.row == 8} == {"senedd_external_members.csv"}


def test_trap_5_a_band_keeps_both_ends(source: RawSource) -> None:
    funding = rows(source, "funding")
    assert list(funding["amount"]) == ["24,001", "7,500", "1,501"]
    assert list(funding["amount_max"]) == ["25,500", None, "3,000"]
    assert list(funding["instrument"]) == ["in_kind", "grant", "in_kind"]
    assert list(funding["function"]) == ["secretariat", None, None]


def test_the_last_day_of_a_benefit_is_inclusive_and_a_backward_period_is_unknown(source: RawSource) -> None:
    funding = rows(source, "funding")
    assert list(funding["start_date"]) == ["2026-05-14", None, None]
    assert list(funding["end_date"]) == ["2027-05-14", None, None]
    assert any(
        notice.startswith("1 benefits give a period that ends before it starts (lines 1)") for notice in source.notices
    )


def test_a_benefit_goes_from_its_source_to_the_secretariat_of_the_group(source: RawSource) -> None:
    funding, bodies = rows(source, "funding"), by_id(source, "organisations")
    assert list(funding["funder"]) == [
        "uk/organisation/paid_helpers_limited",
        "uk/organisation/paid_helpers",
        "uk/organisation/paid_helpers",
    ]
    assert set(funding["recipient"]) == {"uk/disability/secretariat"}
    assert bodies.loc["uk/disability/secretariat", "name"] == "Secretariat of Group for Disability"
    assert bodies.loc["uk/organisation/paid_helpers", "other_names"] == "PAID helpers"


def test_an_officer_who_is_listed_too_holds_one_seat(source: RawSource) -> None:
    seats = seats_of(source, "uk/disability")
    assert seats["Member One"] == ("uk-parliament", "Chair")
    assert seats["Lord Q"] == ("uk-parliament", "Officer")
    # Member One again, Member Alba's second office, and five people whom the companion states too.
    assert [table.merged for table in parts(source, "seats")] == [1 + 1 + 5, 0]
    assert "2 entries are marked as no longer members; they give no seat." in source.notices


def test_outside_people_are_split_at_the_first_dash(source: RawSource) -> None:
    seats, bodies = rows(source, "seats"), by_id(source, "organisations")
    outside = seats[seats["organisation"].str.startswith("senedd/organisation/")]
    stated = list(zip(outside["representative"], bodies.loc[outside["organisation"], "name"], strict=True))
    assert sorted(stated) == [
        ("Body C", "Body C"),
        ("Worker A", "Body F"),
        ("Worker A", "Body-F"),
        ("Worker A", "Women's Voice"),
        ("Worker B", "Women's Voice"),
        ("Worker D", "Body E - North"),
    ]
    assert bodies.loc["senedd/organisation/women's_voice", "other_names"] == "Women’s voice"
    assert bodies.loc[outside["organisation"].unique(), "sector"].isna().all()
    assert outside["representative_id"].nunique() == 4


def test_addresses_lead_back_to_the_two_files(source: RawSource) -> None:
    own, outside = parts(source, "seats")
    assert (own.file, outside.file) == ("groups-2026-03.jsonl", "senedd_external_members.csv")
    assert list(outside.rows) == [2, 3, 4, 5, 6]
    assert Counter(own.rows.tolist()) == {1: 6, 2: 1, 4: 2, 5: 2, 6: 1, 7: 1, 9: 1}
    assert outside.letters == {"partnership": "A", "representative": "B", "organisation": "C"}


def test_what_is_known_of_a_group_is_taken_over(source: RawSource) -> None:
    group = by_id(source, "partnerships").loc["uk/disability"]
    assert group["kind"] == "Subject Group"
    assert group["purpose"] == "Equal access & voice"
    assert group["themes"] == "Health|Equality, Rights & Justice"
    assert (group["areas"], group["as_of"]) == ("United Kingdom", "2026-03-02")
    assert (group["terms_url"], group["source"]) == ("https://example.org/site", "https://example.org/uk/disability")
    silent = by_id(source, "partnerships").loc["uk/silent"]
    assert (silent["kind"], silent["as_of"], silent["terms_url"]) == (
        "cross-party group",
        "2026-03",
        "https://example.org/uk/silent",
    )
    seats = by_id(source, "seats")
    assert tuple(seats.loc["uk/disability/twfy:103", ["source", "as_of"]]) == ("https://example.org/list", "2026-02-01")
    assert seats.loc["uk/disability/twfy:102", "as_of"] == "2026-03-02"


def test_areas_are_under_the_united_kingdom(source: RawSource) -> None:
    areas = rows(source, "areas").set_index("name")["parent"].to_dict()
    whole = "United Kingdom"
    assert areas == {"Northern Ireland": whole, "Scotland": whole, whole: None, "Wales": whole}


def test_broken_lines_are_refused_by_number(source: RawSource) -> None:
    refused = [(item.row, item.reason) for item in source.refusals if item.table == "partnerships"]
    assert refused == [
        (11, "is not a JSON record"),
        (12, "is in a parliament that netmap does not know (isle-of-man)"),
    ]


def broken_copies(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the record with each of its values in turn replaced by one of another kind."""
    for name, value in record.items():
        for wrong in (None, 7, "x", [7], {"a": 7}):
            yield record | {name: wrong}
        for inner in value if isinstance(value, dict) else ():
            for wrong in (None, 7, "x", [7], {"a": 7}):
                yield record | {name: value | {inner: wrong}}


def test_lines_of_another_shape_are_refused_and_never_break_the_reader(tmp_path: Path) -> None:
    first = json.loads(GROUPS.read_text("utf-8").split("\n")[0])
    path = tmp_path / "groups-2026-03.jsonl"
    copies = [
        copy | {"slug": f"copy-{n}"} if copy["slug"] == first["slug"] else copy
        for n, copy in enumerate(broken_copies(first))
    ]
    path.write_text("\n".join(json.dumps(record) for record in [first, *copies]), "utf-8")
    dataset = read_dataset(read_appg_file(path))
    assert dataset.ledger.balances()
    reasons = Counter(refusal.reason for refusal in dataset.ledger.refusals if refusal.table == "partnerships")
    assert reasons["is not a group as the file of groups writes them"] > 20
    assert dataset.ledger.tables["partnerships"].loaded > 20


def test_without_the_companion_the_groups_file_says_the_same(source: RawSource, tmp_path: Path) -> None:
    alone = tmp_path / "groups-2026-03.jsonl.gz"
    alone.write_bytes(gzip.compress(GROUPS.read_bytes()))
    assert is_appg_file(alone)
    split = read_appg_file(alone)
    assert split.name == "groups-2026-03"
    columns = ["representative", "representative_id", "organisation", "role", "as_of"]
    both = by_id(source, "seats").sort_index()[columns], by_id(split, "seats").sort_index()[columns]
    pd.testing.assert_frame_equal(*both)
    assert set(by_id(source, "organisations").index) == set(by_id(split, "organisations").index)


def test_the_whole_source_loads_under_strict_and_its_ledger_balances(source: RawSource) -> None:
    dataset = read_dataset(source, strict=True)
    assert dataset.ledger.balances()
    counts = {name: vars(count) for name, count in dataset.ledger.tables.items()}
    assert counts["partnerships"] | {"isolates": 0} == {
        "read": 11,
        "loaded": 8,
        "merged": 1,
        "refused": 2,
        "stubs": 0,
        "isolates": 0,
    }
    assert (counts["seats"]["loaded"], counts["seats"]["merged"], counts["seats"]["refused"]) == (19, 7, 6)
    assert counts["organisations"]["refused"] == counts["funding"]["refused"] == 0
    award = dataset.records.nodes["Award"].set_index("id").loc["uk/disability/benefit/1"]
    assert (award["amount_min"], award["amount_max"], award["end_day"]) == (24001, 25500, "2027-05-14")


def test_cells_are_text_or_none(source: RawSource) -> None:
    kinds = {type(cell) for table in source.tables for cell in table.cells.to_numpy().ravel()}
    assert kinds == {str, type(None)}


def test_an_unreadable_amount_reaches_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "groups-2026-03.jsonl"
    path.write_text(GROUPS.read_text("utf-8").replace("24,001-25,500", "about 25,000"), "utf-8")
    ledger = read_dataset(read_appg_file(path)).ledger
    assert [(item.value, item.row) for item in ledger.refusals if item.table == "funding"] == [("about 25,000", 1)]


def test_flat_files_alone_are_recognised_and_refused() -> None:
    assert is_appg_folder(FOLDER / "flat")
    with pytest.raises(InputError, match=r"members\.csv cannot be told apart by parliament") as caught:
        read_appg_folder(FOLDER / "flat")
    assert "groups-" in caught.value.hint


def test_two_releases_in_one_folder_are_refused(tmp_path: Path) -> None:
    for name in ("groups-2026-03.jsonl", "groups-2026-04.jsonl"):
        shutil.copy(GROUPS, tmp_path / name)
    with pytest.raises(InputError, match="more than one file of groups"):
        read_appg_folder(tmp_path)


def test_a_companion_with_other_columns_is_refused(tmp_path: Path) -> None:
    shutil.copy(GROUPS, tmp_path)
    (tmp_path / COMPANION.name).write_text("group,person\ndisability,Worker A\n")
    with pytest.raises(InputError, match="does not have the columns group_slug"):
        read_appg_folder(tmp_path)


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(GROUPS.read_bytes() * 50)
    path = tmp_path / "groups-2026-03.jsonl.gz"
    path.write_bytes(packed[: len(packed) - 20])
    assert is_appg_file(path)
    with pytest.raises(InputError, match="cut short"):
        read_appg_file(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("groups-a.jsonl", b'{"slug": "a", "title": "b"}\n'),
        ("groups-a.jsonl", b"[1, 2]\n"),
        ("groups-a.jsonl", b""),
        ("groups-a.jsonl", b"\xff\xfe\x00"),
        ("groups-a.jsonl.gz", b"no gzip"),
        ("groups-a.json", GROUPS.read_bytes()),
    ],
)
def test_other_files_are_not_taken_for_groups(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert not is_appg_file(path)
    assert not is_appg_folder(tmp_path)
    assert not is_appg_folder(path)


def test_reading_twice_gives_the_same(source: RawSource) -> None:
    again = read_appg_folder(FOLDER)
    for one, other in zip(source.tables, again.tables, strict=True):
        pd.testing.assert_frame_equal(one.cells, other.cells)
    assert (source.refusals, source.notices) == (again.refusals, again.notices)
