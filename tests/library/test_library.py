"""Named queries: how a file is read, how it is found, what it is asked with, and what a store refuses."""

import datetime
from pathlib import Path

import pandas as pd
import pytest

from netmap.errors import QueryError
from netmap.library import PROJECTIONS, QUESTIONS, get_query, queries, run
from netmap.model.records import Records
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores.contract import Store
from netmap.stores.embedded import EmbeddedStore


@pytest.fixture(scope="module")
def store() -> Store:
    made = EmbeddedStore()
    made.load("anytown", read_source(shipped("datasets") / "anytown").records)
    return made


@pytest.mark.parametrize("folder", [QUESTIONS, PROJECTIONS])
def test_every_file_has_a_header_that_can_be_read(folder: str) -> None:
    found = queries(folder)
    assert list(found) == sorted(path.stem for path in (shipped("queries") / folder).glob("*.cypher"))
    for query in found.values():
        assert query.title and query.question.endswith((".", "?"))
        assert all(about for about in query.columns.values()), query.name
        kinds = ("text", "texts", "whole number", "date")
        assert all(item.kind in kinds and item.about for item in query.parameters), query.name
        assert "//" not in query.cypher


def test_there_is_a_good_stock_of_questions() -> None:
    assert len(queries()) >= 26


def test_header_of_a_question() -> None:
    query = get_query("people-on-several-partnerships")
    assert query.title == "People on several partnerships"
    assert [(item.name, item.kind, item.default) for item in query.parameters] == [
        ("least", "whole number", "2"),
        ("as_of", "date", "today"),
    ]
    assert query.parameters[0].about == "the fewest partnerships to be listed"
    assert list(query.columns)[:2] == ["representative_id", "representative"]
    assert query.cypher.startswith("MATCH (r:Representative)")


def test_a_blank_default_and_no_default_are_told_apart() -> None:
    assert get_query("seats-and-holders").parameters[0].default == ""
    assert get_query("seats-of-an-organisation").parameters[0].default is None


def test_a_question_on_two_lines_is_one_sentence() -> None:
    assert get_query("capacity-mismatches").question.endswith("is no representative's?")


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(QueryError) as fault:
        get_query("vacant-seat")
    assert fault.value.message == "There is no query named vacant-seat."
    assert fault.value.hint.startswith("Did you mean vacant-seats?")


def test_a_name_like_nothing_suggests_nothing() -> None:
    with pytest.raises(QueryError) as fault:
        get_query("qqqq")
    assert "Did you mean" not in fault.value.hint


@pytest.mark.parametrize("name", ["../projections/seats", "vacant-seats.cypher", "", "Vacant Seats"])
def test_a_name_is_never_taken_for_a_path(name: str) -> None:
    with pytest.raises(QueryError, match="There is no query named"):
        get_query(name)


def test_an_unknown_parameter_is_named_beside_the_known_ones(store: Store) -> None:
    with pytest.raises(QueryError) as fault:
        run(store, "vacant-seats", {"board": "P1"})
    assert fault.value.message == "The query vacant-seats has no parameter board."
    assert fault.value.hint == "It takes partnership, as_of."


def test_an_unknown_parameter_where_there_are_none(store: Store) -> None:
    with pytest.raises(QueryError) as fault:
        run(store, "isolated-organisations", {"as_of": "2026-01-31"})
    assert fault.value.hint == "It takes no parameters."


@pytest.mark.parametrize("value", ["two", "2.5", "", "1e3"])
def test_a_whole_number_is_asked_for(store: Store, value: str) -> None:
    with pytest.raises(QueryError, match="least takes a whole number"):
        run(store, "people-on-several-partnerships", {"least": value})


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "2026-01", "2026", ""])
def test_a_full_date_is_asked_for(store: Store, value: str) -> None:
    with pytest.raises(QueryError, match="as_of takes a date"):
        run(store, "vacant-seats", {"as_of": value})


def test_a_date_may_be_written_the_british_way(store: Store) -> None:
    given = {"until": "31/12/2026", "as_of": "31/01/2026"}
    assert list(run(store, "awards-ending", given).rows["award_id"]) == ["a2", "a4", "a3"]


def test_today_is_the_day_that_counts_unless_another_is_given(store: Store) -> None:
    today = datetime.date.today().isoformat()
    left_out, given = (run(store, "vacant-seats", values).rows for values in ({}, {"as_of": today}))
    pd.testing.assert_frame_equal(left_out, given)


def test_a_missing_parameter_is_asked_for_in_its_own_words(store: Store) -> None:
    with pytest.raises(QueryError) as fault:
        run(store, "seats-of-an-organisation")
    assert "needs a value for organisation (name or id of the organisation)" in fault.value.message
    assert fault.value.hint == "Add --param organisation=VALUE."


def test_a_value_is_data_and_never_cypher(store: Store) -> None:
    hostile = "P1' OR 1=1 //"
    assert run(store, "seats-and-holders", {"partnership": hostile}).rows.empty


def test_rows_above_the_cap_are_cut_and_the_answer_says_so(store: Store) -> None:
    answer = run(store, "seats-and-holders", {"as_of": "2026-01-31"}, row_cap=4)
    assert list(answer.rows["seat_id"]) == ["s09", "s10", "s04", "s05"]
    assert answer.cut_at == 4
    assert list(answer.rows.columns) == list(get_query("seats-and-holders").columns)


@pytest.mark.parametrize("cap", [11, 12, None])
def test_rows_within_the_cap_are_not_cut(store: Store, cap: int | None) -> None:
    answer = run(store, "seats-and-holders", {"as_of": "2026-01-31"}, row_cap=cap)
    assert len(answer.rows) == 11
    assert answer.cut_at is None


WRITING = [
    "CREATE (:Theme {id: 'x', name: 'x'})",
    "MATCH (n:Theme) SET n.name = 'x' RETURN n.name",
    "MATCH (n:Theme) DETACH DELETE n",
    "MERGE (n:Theme {id: 'x'}) RETURN n.id",
    "MATCH (n:Theme) REMOVE n.name RETURN n.id",
    "DROP TABLE Theme",
    "ALTER TABLE Theme ADD extra STRING",
    "match (n:Theme) /* quietly */ dElEtE n",
    "COPY Theme FROM 'themes.csv'",
    "MATCH (n:Theme) RETURN n.id; CREATE (:Theme {id: 'x'})",
]
REACHING = [
    "LOAD FROM '/etc/hostname' RETURN *",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "COPY (MATCH (n:Theme) RETURN n.id) TO 'out.csv'",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'out'",
    "INSTALL httpfs",
    "ATTACH 'other.db' AS other (DBTYPE kuzu)",
    "CALL show_tables() RETURN *",
    "CALL threads=1",
    "MATCH (n:Theme) CALL { WITH n RETURN 1 AS one } RETURN one",
    "USE other",
]


@pytest.mark.parametrize("cypher", WRITING + REACHING)
def test_reading_never_writes_or_reaches_outside(
    store: Store, cypher: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = graph_size(store)
    with pytest.raises(QueryError) as fault:
        store.read(cypher)
    assert fault.value.hint
    assert graph_size(store) == before
    assert not list(tmp_path.iterdir())


def graph_size(store: Store) -> list[tuple[str, str]]:
    rows = store.read("MATCH (n:Theme) RETURN n.id AS id, n.name AS name ORDER BY id").rows
    return list(rows.itertuples(index=False, name=None))


@pytest.mark.parametrize("cypher", ["", "   ", "// only a remark", ";"])
def test_an_empty_query_is_refused_in_words(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError):
        store.read(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:Theme) WHERE n.name = 'CREATE; DELETE' RETURN n.id AS id",
        "MATCH (n:Theme) RETURN n.id AS id // SET nothing",
        'MATCH (n:Theme) WHERE n.name = "load" RETURN n.id AS id;',
    ],
)
def test_words_inside_texts_and_remarks_are_no_clauses(store: Store, cypher: str) -> None:
    assert list(store.read(cypher).rows.columns) == ["id"]


def test_a_label_that_does_not_exist_is_answered_with_those_that_do(store: Store) -> None:
    with pytest.raises(QueryError) as fault:
        store.read("MATCH (n:Organization) RETURN n.id AS id")
    assert "Organization" in fault.value.message
    assert "Organisation" in fault.value.hint


def test_a_question_that_takes_too_long_is_stopped(store: Store) -> None:
    with pytest.raises(QueryError, match="longer than the time limit"):
        store.read("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS s", seconds=0.2)


def test_several_texts_are_a_list_or_joined(store: Store) -> None:
    joined = run(store, "records-by-id", {"ids": "CVS|s01"}).rows
    assert list(joined["id"]) == ["CVS", "s01"]
    assert run(store, "records-by-id", {"ids": ["s01", "CVS"]}).rows.equals(joined)
    assert run(store, "records-by-id", {"ids": ["CVS|s01"]}).rows.empty
    assert run(store, "records-by-id", {"ids": ""}).rows.empty
    assert run(store, "records-by-id", {"ids": []}).rows.empty
    with pytest.raises(QueryError, match="takes one value, not several"):
        run(store, "seats-of-an-organisation", {"organisation": ["CVS", "ICB"]})


def test_an_empty_graph_answers_every_question_with_no_rows() -> None:
    empty = EmbeddedStore()
    empty.load("nothing", Records())
    text = {"organisation": "x", "recipient": "x", "until": "2026-12-31", "since": "2026-01-01", "ids": "x"}
    for name, query in queries().items():
        given = {item.name: text[item.name] for item in query.parameters if item.name in text}
        assert run(empty, name, given).rows.empty, name
