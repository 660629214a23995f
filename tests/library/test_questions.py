"""Every named question, on two datasets, against complete rows that were written by hand from their CSV files."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netmap.library import queries, run
from netmap.model.records import Records
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores.contract import Store
from netmap.stores.embedded import EmbeddedStore
from tests.library import rows_of_anytown, rows_of_hillford
from tests.neo4j_server import emptied

QUESTIONS = queries()
FOLDERS = {"anytown": shipped("datasets") / "anytown", "hillford": Path(__file__).parent.parent / "data" / "library"}
AS_OF = rows_of_anytown.AS_OF
EXPECTED = {"anytown": rows_of_anytown.EXPECTED, "hillford": rows_of_hillford.EXPECTED}


@pytest.fixture(scope="module", params=["anytown", "hillford"])
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, place: str) -> Iterator[Store]:
    made = EmbeddedStore() if request.param == "embedded" else emptied(request.getfixturevalue("neo4j_server")).store()
    dataset = read_source(FOLDERS[place])
    assert not dataset.ledger.refusals
    made.load(dataset.name, dataset.records)
    yield made
    made.close()


def plain(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows.itertuples(index=False)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_gives_the_rows_written_by_hand(store: Store, place: str, name: str) -> None:
    parameters, expected = EXPECTED[place][name]
    rows = plain(run(store, name, parameters).rows)
    assert rows == [pytest.approx(row) for row in expected]


@pytest.mark.parametrize("name", QUESTIONS)
def test_header_names_the_columns_that_come_back(store: Store, place: str, name: str) -> None:
    parameters, _ = EXPECTED[place][name]
    assert list(run(store, name, parameters).rows.columns) == list(QUESTIONS[name].columns)


@pytest.mark.parametrize("place", EXPECTED)
def test_no_rows_are_kept_for_a_question_that_is_gone(place: str) -> None:
    assert sorted(EXPECTED[place]) == sorted(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_dataset_on_which_it_finds_something(name: str) -> None:
    assert any(EXPECTED[place][name][1] for place in EXPECTED)


@pytest.fixture(scope="module")
def anytown() -> Store:
    made = EmbeddedStore()
    made.load("anytown", read_source(FOLDERS["anytown"]).records)
    return made


@pytest.mark.parametrize("partnership", ["p1", "Strategic BOARD"], ids=["by id", "by name"])
def test_text_parameters_take_an_id_or_a_name_in_any_case(anytown: Store, partnership: str) -> None:
    rows = run(anytown, "seats-and-holders", {"partnership": partnership, **AS_OF}).rows
    assert list(rows["seat_id"]) == ["s01", "s02", "s03"]


def test_a_group_that_many_were_asked_about_is_listed_with_both_figures(anytown: Store) -> None:
    rows = run(anytown, "groups-rarely-asked-about", {"at_most": "13"}).rows
    # All thirteen third-sector bodies were asked about all five groups; the four public ones never were.
    assert list(rows["organisations_asked"]) == [13] * 5
    assert list(rows["organisations"]) == [17] * 5


@pytest.mark.parametrize("name", QUESTIONS)
def test_parameters_are_declared_and_used(name: str) -> None:
    query = QUESTIONS[name]
    assert set(re.findall(r"\$(\w+)", query.cypher)) == {parameter.name for parameter in query.parameters}


TERMS = ("HOLDS", "HELD_FOR", "SPEAKS_FOR")
ABOUT_THE_PAST = {"vacant-seats", "seats-past-their-end", "changes"}


def with_terms_over_or_ahead(records: Records) -> Records:
    """End a fifth of all terms before the day, and begin a sixth of the others after it, seat by seat."""
    changed = {}
    for ends, rows in records.relationships.items():
        changed[ends] = rows.copy()
        if ends[0] not in TERMS:
            continue
        seats = rows["to_id" if ends[0] == "HOLDS" else "from_id"]
        lots = (seats + rows["start_date"].fillna("")).map(lambda text: random.Random(text).random())
        changed[ends].loc[lots < 0.2, "end_day"] = "2025-06-01"
        changed[ends].loc[(lots > 0.2) & (lots < 0.35), "start_day"] = "2026-06-01"
    return Records(records.nodes, changed)


def without_terms_over_or_ahead(records: Records) -> Records:
    day = AS_OF["as_of"]
    running = {
        ends: rows[(rows["start_day"].fillna("") <= day) & (rows["end_day"].fillna("9999") > day)]
        for ends, rows in records.relationships.items()
        if ends[0] in TERMS
    }
    return Records(records.nodes, records.relationships | running)


@pytest.fixture(scope="module")
def riverton_twice() -> tuple[Store, Store]:
    records = with_terms_over_or_ahead(read_source(shipped("datasets") / "riverton").records)
    stores = EmbeddedStore(), EmbeddedStore()
    stores[0].load("riverton", records)
    stores[1].load("riverton", without_terms_over_or_ahead(records))
    return stores


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in ABOUT_THE_PAST])
def test_terms_that_do_not_run_on_the_day_change_nothing(riverton_twice: tuple[Store, Store], name: str) -> None:
    """The engine can lose a filter between two hops of one pattern; taking the rows away first cannot."""
    cvs = "Riverton Council for Voluntary Service"
    days = {"until": "2026-12-31", "since": "2025-04-01", **AS_OF}
    known = {"organisation": cvs, "recipient": cvs, "ids": "S-RSB-12", **days}
    wanted = {item.name: known[item.name] for item in QUESTIONS[name].parameters if item.name in known}
    whole, running = (plain(run(store, name, wanted).rows) for store in riverton_twice)
    assert whole == running
