"""The published figures of the parliamentary groups of July 2026, counted again from the two files themselves."""

from __future__ import annotations

import csv
import gzip
import html
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netmap.opening import open_at
from netmap.reports.answers import ask_all
from netmap.reports.appendix import Asked
from netmap.reports.build import compose_report
from netmap.sources.appg.reading import is_appg_file, is_appg_folder, read_appg_file, read_appg_folder
from netmap.sources.dataset import Dataset, read_dataset
from netmap.sources.raw import RawSource
from tests.reports.one_page import pages_of_summary

pytestmark = pytest.mark.real
FILE = "groups-2026-07.jsonl.gz"


@pytest.fixture(scope="module")
def folder(real_data: Path) -> Path:
    return real_data / "uk-appg"


@pytest.fixture(scope="module")
def source(folder: Path) -> RawSource:
    return read_appg_folder(folder)


@pytest.fixture(scope="module")
def dataset(source: RawSource) -> Dataset:
    return read_dataset(source, strict=True)


@pytest.fixture(scope="module")
def lines(folder: Path) -> list[dict[str, Any]]:
    with gzip.open(folder / FILE, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def rows(source: RawSource, name: str) -> pd.DataFrame:
    return pd.concat([table.cells for table in source.tables if table.name == name], ignore_index=True)


def outside(source: RawSource) -> pd.DataFrame:
    seats = rows(source, "seats")
    return seats[seats["organisation"].str.startswith("senedd/organisation/")]


def test_it_is_recognised(folder: Path) -> None:
    assert is_appg_folder(folder)
    assert is_appg_file(folder / FILE)


def test_groups_by_parliament(source: RawSource, dataset: Dataset) -> None:
    parliaments = Counter(rows(source, "partnerships")["id"].str.partition("/")[0])
    assert parliaments == {"uk": 624, "scottish-parliament": 104, "senedd": 91, "ni-assembly": 56}
    count = dataset.ledger.tables["partnerships"]
    assert (count.read, count.loaded, count.merged, count.refused) == (966, 875, 91, 0)
    assert rows(source, "partnerships")["name_cy"].notna().sum() == 91
    assert "91 groups are listed twice, in English and in Welsh; each counts once." in source.notices


def test_outside_people_of_the_senedd_groups(source: RawSource) -> None:
    seats = outside(source)
    assert len(seats) == 814
    assert seats["representative_id"].nunique() == 769
    assert seats["organisation"].nunique() == 550
    assert seats["partnership"].nunique() == 55
    government = seats[seats["organisation"] == "senedd/organisation/welsh_government"]
    assert (len(government), government["partnership"].nunique()) == (14, 6)


def test_outside_people_are_those_of_the_companion(source: RawSource, folder: Path) -> None:
    with (folder / "senedd_external_members.csv").open(encoding="utf-8-sig", newline="") as stream:
        stated = Counter(
            (f"senedd/{row['group_slug']}", " ".join(html.unescape(row["name_part"]).split()))
            for row in csv.DictReader(stream)
        )
    seats = outside(source)
    assert Counter(zip(seats["partnership"], seats["representative"], strict=True)) == stated


def test_without_the_companion_the_figures_are_the_same(source: RawSource, folder: Path) -> None:
    alone = read_appg_file(folder / FILE)
    columns = ["id", "representative", "representative_id", "organisation"]
    one, other = (outside(item)[columns].sort_values("id", ignore_index=True) for item in (source, alone))
    pd.testing.assert_frame_equal(one, other)


def test_groups_without_a_list_are_never_whole(source: RawSource, lines: list[dict[str, Any]]) -> None:
    bare = {
        f"uk/{group['slug']}" for group in lines if group["parliament"] == "uk" and not group["members_list"]["members"]
    }
    assert len(bare) == 329
    listed = rows(source, "partnerships").set_index("id")["seats_listed"]
    assert set(listed[sorted(bare)]) == {"some"}
    # 56 Senedd groups name outside people; in ten of them somebody could not be told from a body.
    assert Counter(listed) == {"some": 875 - 46, "all": 46}
    assert listed[listed == "all"].index.str.startswith("senedd/").all()


def test_benefits_keep_both_ends(source: RawSource, dataset: Dataset) -> None:
    funding = rows(source, "funding")
    assert len(funding) == 545
    assert funding["amount_max"].notna().sum() == 388
    assert Counter(funding["instrument"]) == {"in_kind": 388, "grant": 157}
    assert funding["recipient"].nunique() == 339
    assert funding["funder"].nunique() == 460  # 461 spellings, of which two differ by a curly quote alone
    awards = dataset.records.nodes["Award"]
    width = pd.to_numeric(awards["amount_max"]) - pd.to_numeric(awards["amount_min"])
    assert Counter(width.tolist()) == {1499: 388, 0: 157}
    policy_connect = funding[funding["funder"] == "uk/organisation/policy_connect"]
    assert policy_connect["recipient"].nunique() == 6


def test_disability_is_four_groups_with_their_own_seats(source: RawSource, lines: list[dict[str, Any]]) -> None:
    seats, expected = rows(source, "seats"), {}
    for group in lines:
        if group["slug"] == "disability" and group["parliament"] != "senedd-cy":
            people = group["officers"] + group["members_list"]["members"]
            current = {person["twfy_id"] or person["name"] for person in people if not person["removed"]}
            expected[group["parliament"].removesuffix("-en") + "/disability"] = len(current)
    assert len(expected) == 4
    assert {key: int((seats["partnership"] == key).sum()) for key in expected} == expected


def test_every_row_is_accounted_for(dataset: Dataset, lines: list[dict[str, Any]]) -> None:
    assert dataset.ledger.balances()
    entries = [
        person
        for group in lines
        if group["parliament"] != "senedd-cy"
        for person in group["officers"] + group["members_list"]["members"]
    ]
    removed = sum(person["removed"] for person in entries)
    assert f"{removed} entries are marked as no longer members; they give no seat." in dataset.ledger.notices
    count = dataset.ledger.tables["seats"]
    assert count.read == len(entries) - removed + 814
    assert len(dataset.ledger.refusals) == count.refused


def test_who_cannot_be_told_is_refused_and_counted(dataset: Dataset, lines: list[dict[str, Any]]) -> None:
    nameless = Counter(
        member["member_type"]
        for group in lines
        if group["parliament"] == "uk"
        for member in group["members_list"]["members"]
        if not member["removed"] and not member["twfy_id"]
    )
    reasons = Counter(refusal.reason.partition(":")[0] for refusal in dataset.ledger.refusals)
    assert reasons == {
        "is listed as an MP but matches no MP": nameless["mp"],
        "is listed as neither member nor peer": nameless["other"] + 828 - 814,
        "is listed as a peer but is a heading or a list of names": 6,
    }


def test_nothing_is_made_up_to_fill_a_gap(dataset: Dataset) -> None:
    assert all(count.stubs == 0 for count in dataset.ledger.tables.values())
    organisations = dataset.records.nodes["Organisation"]
    assert Counter(organisations["sector"].dropna()) == {"other_public": 4}
    assert dataset.records.nodes["Seat"]["vacant_from"].isna().all()


@pytest.mark.browser
def test_the_summary_of_their_report_takes_one_page(folder: Path) -> None:
    opened = open_at(str(folder))
    answers = opened.ask(lambda network: ask_all(network, Asked(as_of="2026-07-21")))
    (page,) = pages_of_summary(compose_report(answers, source="the parliamentary groups"))
    assert "The first 5 of" in page and "The records leave" in page
