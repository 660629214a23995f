"""Every record says in which rows of which file it stands; the places were looked up in the files by hand."""

from __future__ import annotations

import csv
import functools
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.sources.templates import write_tables

DATA = Path(__file__).parents[1] / "data"


def places(path: Path, label: str) -> dict[str, str]:
    rows = read_source(path).records.nodes[label]
    return dict(zip(rows["id"], rows["read_from"], strict=True))


def written(folder: Path, **tables: str) -> Path:
    (folder / "ds").mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / "ds" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / "ds"


@functools.cache
def lines_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def row_of(folder: Path, place: str) -> dict[str, str]:
    """Look a place up in the file itself, counting the line of headings as the first row."""
    found = re.fullmatch(r"(\w+\.csv), row (\d+)", place)
    assert found, place
    lines = lines_of(folder / found[1])
    return dict(zip(lines[0], lines[int(found[2]) - 1], strict=True))


@pytest.mark.parametrize("name", ["anytown", "riverton", "case-studies/bme-forum"])
def test_the_row_that_a_record_names_is_the_row_that_states_it(name: str) -> None:
    folder, seen = shipped("datasets") / name, 0
    for label, rows in read_source(folder).records.nodes.items():
        for node, called, stub, said in rows[["id", "name", "stub", "read_from"]].itertuples(index=False):
            for place in said.split("|"):
                row = row_of(folder, place)
                if label == "Representative":
                    assert called == row["representative"]
                elif stub is not True and row.get("id"):
                    assert node in (row["id"], row.get("org_id"))
                elif stub is not True and label != "Award":
                    assert called == row["name"]
                else:
                    assert stub is not True or any(called in cell for cell in row.values())
                seen += 1
    assert seen > 30


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_workbook_names_the_sheet(tmp_path: Path, ending: str) -> None:
    book = tmp_path / f"network{ending}"
    write_tables(book, read_source(shipped("datasets") / "anytown").tables)
    assert places(book, "Seat")["s01"] == f"network{ending}, sheet seats, row 2"
    assert places(book, "Organisation")["AgeHelp"] == f"network{ending}, sheet organisations, row 3"


def test_rows_are_counted_as_the_file_counts_them(tmp_path: Path) -> None:
    text = "Our boards,\n,\nname,kind\nBoard,board\n\nForum,forum\n"
    assert places(written(tmp_path, partnerships=text), "Partnership") == {
        "ds:board": "partnerships.csv, row 4",
        "ds:forum": "partnerships.csv, row 6",
    }


def test_tenures_and_rows_that_say_the_same_are_all_named_in_reading_order(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        partnerships="name\nBoard\nBoard\n",
        seats="id,partnership,representative,start_date,end_date\n"
        "s1,Board,Bo,2024-01-01,\n"
        "s2,Board,Ann,2020-01-01,\n"
        "s1,Board,Ann,2020-01-01,2024-01-01\n"
        "s2,Board,Ann,2020-01-01,\n",
    )
    assert places(folder, "Partnership") == {"ds:board": "partnerships.csv, row 2|partnerships.csv, row 3"}
    assert places(folder, "Seat") == {
        "s1": "seats.csv, row 2|seats.csv, row 4",
        "s2": "seats.csv, row 3|seats.csv, row 5",
    }
    assert places(folder, "Representative") == {
        "ds:person/bo": "seats.csv, row 2",
        "ds:person/ann": "seats.csv, row 3|seats.csv, row 4|seats.csv, row 5",
    }


def test_a_refused_row_states_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, organisations="id,name,sector\na,Age,third_sector\na,Age,health\n")
    assert places(folder, "Organisation") == {"a": "organisations.csv, row 2"}


def test_a_stub_names_the_first_row_that_names_it(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        partnerships="name,themes\nBoard,\nForum,youth\n",
        organisations="name,themes\nAge,youth\n",
        seats="partnership,organisation,voting\nBoard,Nobody,perhaps\nBoard,Some Body,yes\nForum,Some Body,yes\n",
    )
    assert places(folder, "Organisation")["ds:some-body"] == "seats.csv, row 3"
    assert places(folder, "Theme") == {"ds:youth": "organisations.csv, row 2"}
    assert "ds:nobody" not in places(folder, "Organisation")


def test_a_column_of_ones_own_called_read_from_is_no_place(tmp_path: Path) -> None:
    folder = written(tmp_path, partnerships="name,read_from\nBoard,the minutes\n")
    rows = read_source(folder).records.nodes["Partnership"]
    assert rows.loc[0, ["read_from", "x_read_from"]].tolist() == ["partnerships.csv, row 2", "the minutes"]


def test_a_body_in_grants_names_the_grant_that_gives_its_name(tmp_path: Path) -> None:
    """The newest grant does: the River Fund awarded the grant of row 4 last, the Hill Trust that of row 7."""
    awards = places(DATA / "threesixty" / "grants.csv", "Award")
    assert awards["360G-river-1"] == "grants.csv, row 2" and awards["360G-hill-3"] == "grants.csv, row 7"
    bodies = places(DATA / "threesixty" / "grants.csv", "Organisation")
    assert bodies["GB-CHC-900"] == "grants.csv, row 4" and bodies["360G-hill"] == "grants.csv, row 7"


def test_bodies_of_a_workbook_of_grants_name_the_sheet_they_stand_in(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    head = ["Identifier", "Amount Awarded", "Funding Org:Identifier", "Recipient Org:Identifier"]
    for name, line in {"2023": ["G1", 5, "GB-CHC-1", "GB-CHC-2"], "2024": ["G2", 5, "GB-CHC-1", "GB-CHC-3"]}.items():
        sheet = book.create_sheet(name)
        sheet.append(head)
        sheet.append(line)
    del book["Sheet"]
    book.save(tmp_path / "grants.xlsx")
    assert places(tmp_path / "grants.xlsx", "Organisation") == {
        "GB-CHC-1": "grants.xlsx, sheet 2023, row 2",
        "GB-CHC-2": "grants.xlsx, sheet 2023, row 2",
        "GB-CHC-3": "grants.xlsx, sheet 2024, row 2",
    }
    assert places(tmp_path / "grants.xlsx", "Award") == {
        "G1": "grants.xlsx, sheet 2023, row 2",
        "G2": "grants.xlsx, sheet 2024, row 2",
    }


def test_parliamentary_groups_name_the_line_of_the_file(tmp_path: Path) -> None:
    partnerships = places(DATA / "appg", "Partnership")
    assert partnerships["uk/disability"] == "groups-2026-03.jsonl, row 1"
    files = Counter(place.partition(",")[0] for place in places(DATA / "appg", "Seat").values())
    assert set(files) == {"groups-2026-03.jsonl", "senedd_external_members.csv"}


ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=1, max_size=9)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(rows=ROWS)
def test_the_places_of_people_are_those_of_a_search_by_hand(
    rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = "".join(f"s{number},Board {place},{who}\n" for number, (who, place) in enumerate(rows))
    folder = written(tmp_path_factory.mktemp("people"), seats="id,partnership,representative\n" + lines)
    expected = {
        f"ds:person/{who}": "|".join(f"seats.csv, row {2 + at}" for at, row in enumerate(rows) if row[0] == who)
        for who, _ in rows
    }
    assert places(folder, "Representative") == expected
    first = {place: 2 + at for at, (_, place) in reversed(list(enumerate(rows)))}
    assert places(folder, "Partnership") == {
        f"ds:board-{place}": f"seats.csv, row {row}" for place, row in first.items()
    }
