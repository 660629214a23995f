"""One dataset, whichever file it comes in: the same records and the same ledger, and every row accounted for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.model.names import name_key
from netmap.model.records import Records
from netmap.shipped import shipped
from netmap.sources.dataset import Dataset, read_dataset
from netmap.sources.raw import RawSource, RawTable
from netmap.sources.reading import read_source
from netmap.sources.templates import write_tables

BOARD = "name\nBoard\n"


def read(folder: Path, strict: bool = False, **tables: str) -> Dataset:
    folder = folder / "ds"
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_source(folder, strict=strict)


def tables_of(records: Records) -> dict[Any, Any]:
    found: dict[Any, pd.DataFrame] = {**records.nodes, **records.relationships}
    return {name: rows.to_dict("list") for name, rows in found.items()}


def pairs(dataset: Dataset, kind: str, start: str, end: str) -> list[tuple[str, str]]:
    rows = dataset.records.relationships.get((kind, start, end))
    return [] if rows is None else sorted(zip(rows["from_id"], rows["to_id"], strict=True))


def column(dataset: Dataset, label: str, name: str) -> dict[str, Any]:
    rows = dataset.records.nodes[label]
    return dict(zip(rows["id"], rows[name], strict=True))


@pytest.fixture(scope="module")
def anytown() -> dict[str, pd.DataFrame]:
    return read_source(shipped("datasets") / "anytown").tables


@pytest.mark.parametrize("name", ["anytown", "anytown.xlsx", "anytown.ods"])
@pytest.mark.parametrize("place", ["anytown", "riverton"])
def test_folder_and_workbooks_read_equal(tmp_path: Path, name: str, place: str) -> None:
    original = read_source(shipped("datasets") / place)
    target = tmp_path / name.replace("anytown", place)
    write_tables(target, original.tables)
    again = read_source(target)
    for rows in again.records.nodes.values():
        rows["read_from"] = rows["read_from"].str.replace(rf"{target.name}, sheet (\w+)", r"\1.csv", regex=True)
    assert tables_of(again.records) == tables_of(original.records)
    mine, theirs = original.ledger.to_dict(), again.ledger.to_dict()
    assert mine["tables"] == theirs["tables"] and theirs["refusals"] == []


def test_anytown_is_what_its_files_say() -> None:
    dataset = read_source(shipped("datasets") / "anytown")
    assert dataset.records.counts() == {
        "Organisation": 17, "Partnership": 4, "Seat": 11, "Representative": 6, "Award": 5, "Theme": 7,
        "EqualityGroup": 5, "EngagementFunction": 1, "Area": 2, "HOLDS": 10, "SEAT_ON": 11, "HELD_FOR": 10,
        "SPEAKS_FOR": 5, "MEMBER_OF": 12, "WORKS_ON": 8, "LED_BY": 2, "SERVES": 2, "ASKED_ABOUT": 65,
        "OPERATES_IN": 17, "COVERS": 7, "IN_AREA": 9, "FUNDS": 5, "AWARDED_TO": 5, "PAYS_FOR": 5, "TARGETS": 1,
    }  # fmt: skip
    assert dataset.ledger.refusals == [] and dataset.ledger.balances()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_gives_the_same_names(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "organisations.csv").write_bytes("name;parent\nCaffè Åsa;\nKids’ café;Caffè Åsa\n".encode(encoding))
    dataset = read_source(tmp_path)
    assert sorted(dataset.records.nodes["Organisation"]["name"]) == ["Caffè Åsa", "Kids’ café"]
    assert len(pairs(dataset, "BRANCH_OF", "Organisation", "Organisation")) == 1
    assert len(dataset.ledger.notices) == (encoding == "cp1252")


def test_missing_values_are_none_in_every_table_of_the_records(tmp_path: Path) -> None:
    dataset = read(tmp_path, partnerships=BOARD, seats="partnership,organisation,voting\nBoard,A,\nBoard,,no\n")
    everything = {**dataset.records.nodes, **dataset.records.relationships}
    cells = [cell for rows in everything.values() for name in rows for cell in rows[name]]
    assert {type(cell) for cell in cells} <= {str, bool, type(None)}


def test_names_without_a_row_become_stubs_and_are_counted(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        partnerships=BOARD,
        organisations="name\nA\nAlone\n",
        seats=("partnership,organisation,speaks_for\nBoard,a,group:deaf people|B\nOther board,B,theme: buses\n"),
    )
    assert {name: count.stubs for name, count in dataset.ledger.tables.items()} == {
        "organisations": 1,
        "partnerships": 1,
        "equality_groups": 1,
        "themes": 1,
        "seats": 0,
    }
    assert column(dataset, "Organisation", "stub") == {"ds:a": None, "ds:alone": None, "ds:b": True}
    assert column(dataset, "EqualityGroup", "name") == {"ds:deaf-people": "deaf people"}
    assert pairs(dataset, "SPEAKS_FOR", "Seat", "Theme") == [("ds:other-board/b", "ds:buses")]


def test_isolates_are_kept_and_counted(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        partnerships="name\nBoard\nNobody sits here\n",
        organisations="name\nA\nAlone\n",
        seats="partnership,organisation\nBoard,A\n",
        themes="name\nunseen\n",
    )
    counts = {name: count.isolates for name, count in dataset.ledger.tables.items()}
    assert counts == {"organisations": 1, "partnerships": 1, "seats": 0, "themes": 1}
    assert "ds:alone" in column(dataset, "Organisation", "name")


def test_a_name_with_the_slug_of_another_is_not_that_other(tmp_path: Path) -> None:
    dataset = read(tmp_path, organisations="name,member_of\nWomens Aid North,\nA,Women's Aid (North)\n")
    assert column(dataset, "Organisation", "name") == {
        "ds:womens-aid-north": "Womens Aid North",
        "ds:a": "A",
        "ds:womens-aid-north-2": "Women's Aid (North)",
    }
    assert pairs(dataset, "MEMBER_OF", "Organisation", "Organisation") == [("ds:a", "ds:womens-aid-north-2")]


def test_an_id_wins_over_a_name_and_as_written_over_other_letters(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        organisations="id,org_id,name\nA1,,first\na1,,second\nB,,A\nx,GB-CHC-1,third\nA,,B\n",
        partnerships=BOARD,
        seats="id,partnership,organisation\n1,Board,A1\n2,Board,a1\n3,Board,B\n4,Board,gb-chc-1\n5,Board,X\n6,Board,SECOND\n",
    )
    assert [target for _, target in pairs(dataset, "HELD_FOR", "Seat", "Organisation")] == [
        "A1",
        "a1",
        "B",
        "GB-CHC-1",
        "GB-CHC-1",
        "a1",
    ]


def test_tenures_of_one_seat(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        partnerships=BOARD,
        seats=(
            "id,partnership,representative,role,start_date,end_date\n"
            "s1,Board,New,,2024-01,\ns1,Board,Old,chair,2020,2022\ns1,board,,,2023,2023\ns1,Board,New,,2024-01,\n"
        ),
    )
    assert vars(dataset.ledger.tables["seats"]) == {
        "read": 4,
        "loaded": 3,
        "merged": 1,
        "refused": 0,
        "stubs": 0,
        "isolates": 0,
    }
    seat = dataset.records.nodes["Seat"].iloc[0]
    assert (seat["id"], seat["role"], seat["vacant_from"], seat["vacant_to"]) == ("s1", "chair", "2023", "2023")
    holds = dataset.records.relationships["HOLDS", "Representative", "Seat"]
    assert sorted(zip(holds["from_id"], holds["start_day"], holds["end_day"], strict=True)) == [
        ("ds:person/new", "2024-01-01", None),
        ("ds:person/old", "2020-01-01", "2023-01-01"),
    ]


def test_two_vacant_places_and_two_awards_stay_two_in_whichever_file(tmp_path: Path) -> None:
    awards = "funder,recipient,amount\nX,Y,5\nX,Y,5\n"
    dataset = read(
        tmp_path, partnerships=BOARD, seats="partnership,role\nBoard,\nBoard,\n", funding=awards, grants=awards
    )
    assert list(dataset.records.nodes["Seat"]["id"]) == ["ds:board/vacant", "ds:board/vacant-2"]
    assert sorted(dataset.records.nodes["Award"]["id"]) == ["ds:x/y", "ds:x/y-2", "ds:x/y-3", "ds:x/y-4"]


def test_a_seat_written_twice_word_for_word_is_one(tmp_path: Path) -> None:
    row = "Board,Ann,A\n"
    dataset = read(
        tmp_path, partnerships=BOARD, seats=f"partnership,representative,organisation\n{row}{row}Board,Ann,B\n"
    )
    assert vars(dataset.ledger.tables["seats"])["merged"] == 1
    assert list(dataset.records.nodes["Seat"]["id"]) == ["ds:board/ann", "ds:board/ann-2"]


def test_a_person_known_by_id_alone_holds_the_seat(tmp_path: Path) -> None:
    dataset = read(tmp_path, partnerships=BOARD, seats="id,partnership,representative_id,start_date\ns,Board,r1,2024\n")
    assert pairs(dataset, "HOLDS", "Representative", "Seat") == [("r1", "s")]
    assert column(dataset, "Seat", "vacant_from") == {"s": None}
    assert column(dataset, "Representative", "name") == {"r1": "r1"}


def test_one_name_is_one_person_unless_an_id_says_otherwise(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        partnerships=BOARD,
        seats=("id,partnership,representative,representative_id\n1,Board,Ann,\n2,Board,ANN,\n3,Board,Ann,r3\n"),
    )
    assert pairs(dataset, "HOLDS", "Representative", "Seat") == [
        ("ds:person/ann", "1"),
        ("ds:person/ann", "2"),
        ("r3", "3"),
    ]


@pytest.mark.parametrize("table", ["seats", "funding"])
def test_a_column_of_names_of_the_users_own_is_the_name_shown(tmp_path: Path, table: str) -> None:
    ends = "partnership,representative" if table == "seats" else "funder,recipient"
    dataset = read(tmp_path, **{table: f"id,name,{ends}\n1,My own name,Board,Ann\n2,,Board,Ann\n"})
    label = "Seat" if table == "seats" else "Award"
    assert column(dataset, label, "name") == {
        "1": "My own name",
        "2": "seat on Board" if label == "Seat" else "Board → Ann",
    }


def test_extra_columns_are_kept_under_safe_names(tmp_path: Path) -> None:
    dataset = read(tmp_path, themes="name,Colour (2024),stub,7th\nbuses,red,what,x\n")
    row = dataset.records.nodes["Theme"].iloc[0]
    assert (row["colour_2024"], row["x_stub"], row["x_7th"], row["stub"]) == ("red", "what", "x", None)
    assert dataset.ledger.notices == ["themes.csv: kept as extra columns: Colour (2024), stub, 7th."]


def test_groups_asked_all_means_every_group_at_the_top(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        organisations="name,groups_asked,serves\nA,all,deaf\nB,ALL|disabled,\nC,,\nD,blind,\n",
        equality_groups="name,parent\ndisabled,\nblind,disabled\nold,elderly\n",
    )
    tops = ["ds:deaf", "ds:disabled", "ds:elderly"]
    assert pairs(dataset, "ASKED_ABOUT", "Organisation", "EqualityGroup") == [
        *(("ds:a", top) for top in tops),
        *(("ds:b", top) for top in tops),
        ("ds:d", "ds:blind"),
    ]
    assert dataset.ledger.tables["equality_groups"].stubs == 2


def test_groups_asked_all_without_any_group_is_said(tmp_path: Path) -> None:
    dataset = read(tmp_path, organisations="name,groups_asked\nA,all\n")
    assert dataset.ledger.notices == [
        "groups_asked says 'all' in 1 row(s), but no equality group is named anywhere: nothing is recorded."
    ]


def test_swapped_columns_are_asked_about(tmp_path: Path) -> None:
    organisations = "name\nAge\nCVS\nWA\n"
    rows = "Board,Age,Ann\nBoard,CVS,Bob\nBoard,Cee,WA\n"
    swapped = read(tmp_path, organisations=organisations, seats=f"partnership,representative,organisation\n{rows}")
    assert swapped.ledger.notices == [
        "seats.csv: 2 of the 3 names under representative are names of organisations. "
        "Are the columns representative and organisation swapped?"
    ]
    right = read(tmp_path, organisations=organisations, seats=f"partnership,organisation,representative\n{rows}")
    assert right.ledger.notices == []


def test_awards_are_completed_and_coarse_dates_worked_out(tmp_path: Path) -> None:
    dataset = read(
        tmp_path,
        funding=(
            "id,funder,recipient,amount,amount_max,currency,start_date,end_date\n"
            'a,X,Y,"£12,000",,,2024,2024-06\nb,X,Y,5,7.5,eur,,\nc,X,Y,,,,,\n'
        ),
    )
    names = ["amount_min", "amount_max", "currency", "start_day", "end_day"]
    assert dataset.records.nodes["Award"].set_index("id")[names].to_numpy().tolist() == [
        [12000.0, 12000.0, "GBP", "2024-01-01", "2024-07-01"],
        [5.0, 7.5, "EUR", None, None],
        [None, None, None, None, None],
    ]
    assert column(dataset, "Organisation", "is_funder") == {"ds:x": True, "ds:y": None}


names = st.sampled_from(
    ["A", "a", "B", "c c", "Total", "", "none", "all", "group:A", "A|B", "x;y", "#REF!", "C\x01", "会"]
)
dates = st.sampled_from(["", "2024", "2023-02", "2024-03-09", "2024-13", "later"])
amounts = st.sampled_from(["", "5", "-5", "1,000", "5-6", "lots", "£7"])
ids = st.sampled_from(["", "1", "2", "A"])
KINDS = {
    "organisations": {"id": ids, "name": names, "parent": names, "member_of": names, "serves": names,
                      "groups_asked": names, "income": amounts},
    "partnerships": {"id": ids, "name": names, "parent": names, "themes": names},
    "seats": {"id": ids, "partnership": names, "representative": names, "organisation": names, "speaks_for": names,
              "start_date": dates, "end_date": dates},
    "funding": {"id": ids, "funder": names, "recipient": names, "amount": amounts, "amount_max": amounts,
                "passed_on_from": ids, "start_date": dates, "end_date": dates},
    "themes": {"name": names, "parent": names},
    "equality_groups": {"id": ids, "name": names, "parent": names, "population": amounts},
}  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> RawSource:
    tables = []
    for name in draw(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=5)):
        rows = draw(st.lists(st.fixed_dictionaries(KINDS[name]), max_size=6))
        cells = pd.DataFrame(rows, columns=list(KINDS[name]), dtype=object)
        cells = cells.where(cells != "", None)
        tables.append(RawTable(name, cells, (cells.index + 2).to_numpy(), f"{name}.csv"))
    return RawSource("ds", tuple(tables))


@given(sources(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_every_row_is_loaded_merged_or_refused_and_no_end_hangs_in_the_air(raw: RawSource, strict: bool) -> None:
    dataset = read_dataset(raw, strict=strict)
    assert dataset.ledger.balances()
    for name, count in dataset.ledger.tables.items():
        assert count.read == sum(len(table.cells) for table in raw.tables if table.name == name)
        assert len(dataset.tables.get(name, ())) == count.loaded
        refused = {(item.file, item.row) for item in dataset.ledger.refusals if item.table == name}
        assert min(count.refused, 1) <= len(refused) <= count.refused
    for label, rows in dataset.records.nodes.items():
        assert rows["id"].is_unique and rows["id"].notna().all(), label
    for (_, start, end), rows in dataset.records.relationships.items():
        assert set(rows["from_id"]) <= set(dataset.records.nodes[start]["id"])
        assert set(rows["to_id"]) <= set(dataset.records.nodes[end]["id"])


@given(sources())
@settings(max_examples=30, deadline=None)
def test_what_was_accepted_is_accepted_again(raw: RawSource) -> None:
    """The accepted rows, written and read, lose nothing: no row of theirs is refused but for what it leaned on."""
    first = read_dataset(raw)
    if not any(len(rows) for rows in first.tables.values()):
        return
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder) / "ds", {name: rows for name, rows in first.tables.items() if len(rows)})
        again = read_source(Path(folder) / "ds")
    for name, count in again.ledger.tables.items():
        assert count.read == len(first.tables.get(name, ()))
        assert count.merged == 0
    named = {name_key(str(name)) for rows in again.records.nodes.values() for name in rows["name"].dropna()}
    assert named <= {name_key(str(name)) for rows in first.records.nodes.values() for name in rows["name"].dropna()}
