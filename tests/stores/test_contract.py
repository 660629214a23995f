"""What every store does, whichever it is: load, merge, take back, answer, refuse."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from netmap.errors import NetmapError, QueryError, StoreError
from netmap.model.graph import LABELS, RELATIONSHIPS
from netmap.model.records import Ends, Records, every_end, node_columns, relationship_columns, with_columns
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores.contract import Change, LoadSummary, Store

HOLDS: Ends = ("HOLDS", "Representative", "Seat")
MEMBER_OF: Ends = ("MEMBER_OF", "Organisation", "Organisation")
LONG = "long text. " * 20_000
TRICKY = [
    "emoji 🏳️‍🌈 and 会",
    'it\'s a "quote" \\ back',
    "two\nlines\ttab",
    "'; MATCH (n) DETACH DELETE n //",
    "$name {x}",
    LONG,
]


def bodies(*rows: dict[str, Any], label: str = "Organisation") -> dict[str, pd.DataFrame]:
    return {label: with_columns(pd.DataFrame(list(rows)), node_columns(label))}


def links(kind: Ends, *rows: dict[str, Any]) -> dict[Ends, pd.DataFrame]:
    return {kind: with_columns(pd.DataFrame(list(rows)), relationship_columns(kind[0]))}


def plain(rows: pd.DataFrame, without: tuple[str, ...] = ("dataset",)) -> list[dict[str, Any]]:
    """Give the rows without blanks, in an order of their own."""
    lines = [{name: value for name, value in row.items() if not pd.isna(value)} for row in rows.to_dict("records")]
    lines = [{name: value for name, value in line.items() if name not in without} for line in lines]
    return sorted(lines, key=repr)


def held(records: Records) -> dict[Any, list[dict[str, Any]]]:
    tables: dict[Any, pd.DataFrame] = {**records.nodes, **records.relationships}
    return {name: plain(rows) for name, rows in tables.items() if len(rows)}


def anytown() -> Records:
    return read_source(shipped("datasets") / "anytown").records


def only(summary: LoadSummary) -> dict[str, Change]:
    """Give the changes that are not nothing."""
    return {name: change for name, change in summary.changes.items() if change != Change(unchanged=change.unchanged)}


def test_records_come_back_as_they_were_loaded(store: Store) -> None:
    records = anytown()
    summary = store.load("anytown", records)
    assert summary.changed() == 58 + 174
    assert held(store.records()) == held(records)
    assert store.datasets() == ["anytown"]
    assert set(store.records().nodes["Organisation"]["dataset"]) == {"anytown"}


def test_every_label_and_type_can_be_asked_about_before_anything_has_it(store: Store) -> None:
    store.load("few", Records(bodies({"id": "a", "name": "A"})))
    for label in LABELS.values():
        values = ", ".join(f"n.{name}" for name in label.kinds())
        assert len(store.read(f"MATCH (n:{label.name}) RETURN {values}").rows) == (label.name == "Organisation")
    for kind, start, end in every_end():
        values = ", ".join(f"r.{name}" for name in RELATIONSHIPS[kind].kinds())
        assert store.read(f"MATCH (:{start})-[r:{kind}]->(:{end}) RETURN {values}").rows.empty


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.load("anytown", anytown())
    again = store.load("anytown", anytown())
    assert again.changed() == 0 and again.conflicts == ()
    assert again.changes["Organisation"] == Change(unchanged=17)
    assert again.changes["ASKED_ABOUT"] == Change(unchanged=65)


def test_rows_in_another_order_change_nothing_and_are_found_where_they_now_stand(store: Store) -> None:
    """A person sorts a sheet: no record says anything else, and each must still lead to its row."""
    rows = [{"id": name, "name": name.upper(), "read_from": f"x.csv, row {at}"} for at, name in enumerate("abc", 2)]
    store.load("x", Records(bodies(*rows)))
    moved = [{**row, "read_from": place["read_from"]} for row, place in zip(rows, rows[::-1], strict=True)]
    summary = store.load("x", Records(bodies(*moved)))
    assert summary.changed() == 0 and summary.moved() == 2
    assert summary.changes == {"Organisation": Change(unchanged=3, moved=2)}
    assert {row["id"]: row["read_from"] for row in plain(store.records().nodes["Organisation"])} == {
        "a": "x.csv, row 4",
        "b": "x.csv, row 3",
        "c": "x.csv, row 2",
    }
    assert store.load("x", Records(bodies(*moved))).moved() == 0


def test_a_row_that_moved_and_changed_is_changed(store: Store) -> None:
    store.load("x", Records(bodies({"id": "a", "name": "A", "read_from": "x.csv, row 2"})))
    summary = store.load("x", Records(bodies({"id": "a", "name": "B", "read_from": "x.csv, row 3"})))
    assert summary.changes == {"Organisation": Change(changed=1)}
    assert plain(store.records().nodes["Organisation"]) == [{"id": "a", "name": "B", "read_from": "x.csv, row 3"}]


def test_two_datasets_say_where_each_of_them_states_a_body(store: Store) -> None:
    """Both have a file of that name, so the dataset stands before it; alone, a dataset needs no name."""
    own = {"id": "a", "name": "A", "read_from": "organisations.csv, row 2"}
    store.load("first", Records(bodies(own)))
    summary = store.load(
        "second", Records(bodies(own, {"id": "b", "name": "B", "read_from": "organisations.csv, row 3"}))
    )
    assert summary.conflicts == ()
    places = {row["id"]: row["read_from"] for row in plain(store.records().nodes["Organisation"])}
    assert places == {
        "a": "first: organisations.csv, row 2|second: organisations.csv, row 2",
        "b": "organisations.csv, row 3",
    }
    store.load("second", Records())
    assert plain(store.records().nodes["Organisation"]) == [own]


def test_a_change_an_addition_and_a_removal_are_counted(store: Store) -> None:
    rows = [{"id": name, "name": name.upper()} for name in "abc"]
    member = [{"from_id": "a", "to_id": "b"}, {"from_id": "c", "to_id": "b"}]
    store.load("x", Records(bodies(*rows), links(MEMBER_OF, *member)))
    rows = [{"id": "a", "name": "changed"}, rows[1], {"id": "d", "name": "D"}]
    summary = store.load("x", Records(bodies(*rows), links(MEMBER_OF, {"from_id": "a", "to_id": "b", "as_of": "2026"})))
    assert summary.changes == {
        "Organisation": Change(added=1, changed=1, removed=1, unchanged=1),
        "MEMBER_OF": Change(changed=1, removed=1),
    }
    found = store.read("MATCH (n:Organisation) RETURN n.id AS id, n.name AS name ORDER BY id").rows
    assert found.to_numpy().tolist() == [["a", "changed"], ["b", "B"], ["d", "D"]]


def test_a_relationship_to_what_is_gone_goes_with_it(store: Store) -> None:
    store.load("anytown", anytown())
    store.load("anytown", Records(bodies({"id": "CVS", "name": "CVS"})))
    assert store.records().counts() == {"Organisation": 1}


def test_an_empty_load_takes_the_dataset_out(store: Store) -> None:
    store.load("anytown", anytown())
    assert store.load("anytown", Records()).changed() == 232
    assert store.records().counts() == {}


def test_two_datasets_state_one_body(store: Store) -> None:
    store.load("first", Records(bodies({"id": "a", "name": "Age", "sector": "health", "source": "minutes"})))
    summary = store.load(
        "second",
        Records(bodies({"id": "a", "name": "AGE", "income": 5.0, "source": "register"}, {"id": "b", "name": "B"})),
    )
    assert only(summary) == {"Organisation": Change(added=1, changed=1)}
    (conflict,) = summary.conflicts
    assert "Organisation" in conflict and "name" in conflict and "a (Age or AGE)" in conflict
    row = plain(store.records().nodes["Organisation"], ())[0]
    assert row == {
        "id": "a",
        "name": "Age",
        "sector": "health",
        "income": 5.0,
        "source": "minutes|register",
        "dataset": "first|second",
    }


def test_a_described_record_fills_a_stub_whichever_comes_first(store: Store) -> None:
    stub, full = {"id": "a", "name": "a", "stub": True}, {"id": "a", "name": "Age Help", "sector": "health"}
    store.load("first", Records(bodies(stub)))
    summary = store.load("second", Records(bodies(full)))
    assert summary.conflicts == ()
    assert plain(store.records().nodes["Organisation"]) == [full]
    store.load("second", Records())
    assert plain(store.records().nodes["Organisation"]) == [stub]


def test_two_stubs_are_still_a_stub(store: Store) -> None:
    for name in ("first", "second"):
        store.load(name, Records(bodies({"id": "a", "name": "a", "stub": True})))
    assert plain(store.records().nodes["Organisation"]) == [{"id": "a", "name": "a", "stub": True}]


def test_taking_one_dataset_out_leaves_every_word_of_the_other(store: Store) -> None:
    other = read_source(shipped("datasets") / "case-studies" / "county-compact").records
    mine, theirs = anytown(), anytown()
    theirs.nodes["Organisation"]["name"] = theirs.nodes["Organisation"]["name"] + " (theirs)"
    theirs.nodes["Seat"]["extra"] = "only theirs"
    store.load("other", other)
    alone = held(store.records())
    store.load("theirs", theirs)
    store.load("mine", mine)
    store.load("mine", Records(bodies({"id": "CVS", "name": "now mine alone", "kind": "mine"})))
    store.load("mine", Records())
    store.load("other", Records())
    assert held(store.records()) == held(theirs)
    store.load("theirs", Records())
    store.load("other", other)
    assert held(store.records()) == alone


def test_the_order_of_loading_is_kept_and_settles_whose_value_stands(store: Store) -> None:
    for name in ("c", "a", "b"):
        store.load(name, Records(bodies({"id": "x", "name": name})))
    store.load("c", Records(bodies({"id": "x", "name": "c again"})))
    assert store.datasets() == ["c", "a", "b"]
    assert list(store.records().nodes["Organisation"]["name"]) == ["c again"]


def test_tenures_of_one_person_stay_apart_and_merge_one_by_one(store: Store) -> None:
    nodes = bodies({"id": "p"}, label="Representative") | bodies({"id": "s"}, label="Seat")
    spells = [
        {"from_id": "p", "to_id": "s", "start_date": start, "start_day": f"{start}-01-01"} for start in ("2020", "2024")
    ]
    store.load("one", Records(nodes, links(HOLDS, *spells)))
    ended = {**spells[0], "end_date": "2022", "end_day": "2023-01-01"}
    store.load("two", Records(nodes, links(HOLDS, ended, {"from_id": "p", "to_id": "s"})))
    found = store.read("MATCH ()-[h:HOLDS]->() RETURN h.start_day AS first, h.end_day AS last, h.dataset AS said").rows
    assert sorted(found.to_numpy().tolist(), key=str) == [
        ["2020-01-01", "2023-01-01", "one|two"],
        ["2024-01-01", None, "one"],
        [None, None, "two"],
    ]


@pytest.mark.parametrize("text", TRICKY, ids=lambda text: text[:12])
def test_any_text_is_kept_and_found(store: Store, text: str) -> None:
    body = {"id": text[:5000], "name": text, "extra": text}
    store.load("x", Records(bodies(body)))
    cypher = "MATCH (n:Organisation {id: $id}) RETURN n.name AS name, n.extra AS extra"
    assert store.read(cypher, {"id": body["id"]}).rows.to_numpy().tolist() == [[text, text]]
    assert store.load("x", Records(bodies(body))).changed() == 0


def test_values_come_back_plain(store: Store) -> None:
    group = {"id": "g", "name": "group", "population": 6800}
    seats = [
        {"id": f"s{n}", "voting": voting, "vacant_from": date}
        for n, (voting, date) in enumerate([(True, "2024"), (False, "2024-03"), (None, "2024-03-09"), (None, None)])
    ]
    amounts = bodies({"id": "a", "amount_min": 12000.5, "amount_max": 1e9}, {"id": "b"}, label="Award")
    store.load("x", Records(bodies(group, label="EqualityGroup") | bodies(*seats, label="Seat") | amounts))
    rows = store.read("MATCH (s:Seat) RETURN s.voting AS voting, s.vacant_from AS day ORDER BY s.id").rows
    assert rows.to_numpy().tolist() == [[True, "2024"], [False, "2024-03"], [None, "2024-03-09"], [None, None]]
    assert [type(value) for value in rows["voting"]] == [bool, bool, type(None), type(None)]
    assert store.read("MATCH (g:EqualityGroup) RETURN g.population AS n").rows["n"].tolist() == [6800]
    whole = store.read("UNWIND [1, 2] AS x RETURN x, CASE WHEN x > 1 THEN 9007199254740993 END AS n ORDER BY x").rows
    assert repr(whole.to_numpy().tolist()) == "[[1, None], [2, 9007199254740993]]"
    numbers = store.read("MATCH (a:Award) RETURN a.amount_min AS low, a.amount_max AS high ORDER BY a.id").rows
    assert numbers.iloc[0].tolist() == [12000.5, 1e9] and numbers.iloc[1].isna().all()


def test_a_cut_answer_says_so_and_has_the_same_values(store: Store) -> None:
    store.load("anytown", anytown())
    cypher = "MATCH (s:Seat) RETURN s.id AS id, s.voting AS voting, s.deputy AS deputy ORDER BY id"
    whole, cut, fits = (store.read(cypher, row_cap=cap) for cap in (None, 3, 11))
    assert (whole.cut_at, cut.cut_at, fits.cut_at) == (None, 3, None)
    pd.testing.assert_frame_equal(cut.rows, whole.rows.head(3))
    pd.testing.assert_frame_equal(fits.rows, whole.rows)


@pytest.mark.parametrize(
    ("cypher", "rows", "cut_at"),
    [
        ("MATCH (s:Seat) RETURN s.id AS id ORDER BY id // and no more", ["s01", "s02", "s03"], 3),
        ("MATCH (s:Seat) RETURN s.id AS id ORDER BY id DESC SKIP 1 ;", ["s10", "s09", "s08"], 3),
        ("MATCH (s:Seat) RETURN s.id AS id ORDER BY id LIMIT 4", ["s01", "s02", "s03"], 3),
        ("MATCH (s:Seat) RETURN s.id AS id ORDER BY id LIMIT 2 /* few */", ["s01", "s02"], None),
        ("UNWIND [7, 7] AS x RETURN x UNION ALL UNWIND [7, 7] AS x RETURN x", [7, 7, 7], 3),
        ("UNWIND [7, 7] AS x RETURN x UNION ALL RETURN 7 AS x", [7, 7, 7], None),
        ("MATCH (s:Seat) WITH s ORDER BY s.id LIMIT 2 RETURN s.id AS id ORDER BY id DESC", ["s02", "s01"], None),
    ],
)
def test_the_rows_of_a_cut_answer_are_its_first_ones(
    store: Store, cypher: str, rows: list[Any], cut_at: int | None
) -> None:
    store.load("anytown", anytown())
    answer = store.read(cypher, row_cap=3)
    assert (answer.rows.iloc[:, 0].tolist(), answer.cut_at) == (rows, cut_at)


def test_a_question_that_takes_too_long_is_stopped(store: Store) -> None:
    store.load("riverton", read_source(shipped("datasets") / "riverton").records)
    # 169 organisations five times over are 138 thousand million rows, with no equality to join by instead.
    every_way = ", ".join(f"({name}:Organisation)" for name in "abcde")
    unlike = "(a.name + b.name + c.name) CONTAINS (d.name + e.name + 'x')"
    with pytest.raises(QueryError, match="time limit"):
        store.read(f"MATCH {every_way} WHERE {unlike} RETURN count(*)", seconds=0.2)
    assert len(store.read("MATCH (a:Area) RETURN a.id LIMIT 1").rows) == 1


@pytest.mark.parametrize(
    ("cypher", "says"),
    [
        ("MATCH (n:Charity) RETURN n.id", "Charity"),
        ("MATCH (n:Theme) RETURN n.colour", "colour"),
        ("MATCH (n:Theme RETURN n", "opened and not closed"),
        ("MATCH (n:Theme) WHERE n.id = $missing RETURN n.id", "missing"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_without_a_traceback(store: Store, cypher: str, says: str) -> None:
    store.load("anytown", anytown())
    with pytest.raises(QueryError, match=says) as caught:
        store.read(cypher)
    assert caught.value.hint and "xception" not in caught.value.message


def test_writing_is_refused_and_nothing_changes(store: Store) -> None:
    store.load("anytown", anytown())
    for cypher in ("CREATE (:Theme {id: 'x'})", "MATCH (n:Theme) DETACH DELETE n", "MATCH (n:Theme) SET n.name = 'x'"):
        with pytest.raises(QueryError, match="would change the graph"):
            store.read(cypher)
    assert held(store.records()) == held(anytown())


def test_a_store_with_nothing_in_it_says_how_to_fill_it(store: Store) -> None:
    with pytest.raises(StoreError, match="netmap load"):
        store.read("MATCH (n) RETURN n")
    store.close()


def test_records_that_cannot_be_loaded_leave_the_store_as_it_was(store: Store) -> None:
    store.load("anytown", anytown())
    bad = anytown()
    bad.relationships[MEMBER_OF] = links(MEMBER_OF, {"from_id": "CVS", "to_id": "nowhere"})[MEMBER_OF]
    with pytest.raises(StoreError, match="cannot be loaded"):
        store.load("bad", bad)
    assert store.datasets() == ["anytown"]
    assert held(store.records()) == held(anytown())
    assert store.load("good", anytown()).changes["Seat"] == Change(changed=11)


def test_a_name_that_would_blur_who_said_what_is_refused(store: Store) -> None:
    with pytest.raises(NetmapError, match=r"cannot be named a\|b"):
        store.load("a|b", anytown())


def test_columns_of_the_user_are_kept_and_go_with_their_dataset(store: Store) -> None:
    store.load("one", Records(bodies({"id": "a", "colour": "red"})))
    store.load("two", Records(bodies({"id": "b", "shape": "round"})))
    assert store.read("MATCH (n:Organisation) RETURN n.colour, n.shape ORDER BY n.id").rows.to_numpy().tolist() == [
        ["red", None],
        [None, "round"],
    ]
    store.load("one", Records())
    with pytest.raises(QueryError, match="colour"):
        store.read("MATCH (n:Organisation) RETURN n.colour")
