"""The files for Neo4j's importer: the real importer takes them, and a real server then holds every value as it was."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.errors import ServerError, StoreError
from netmap.model.graph import BOOKKEEPING, INTEGER, LABELS, NUMBER, TEXT, YES_NO
from netmap.model.records import FROM, TO, Ends, Records, node_columns, relationship_columns, with_columns
from netmap.server.admin import run_admin
from netmap.server.fetching import fetch_jars
from netmap.server.home import FIRST_DATA, Home
from netmap.server.passwords import USER, get_password
from netmap.server.process import end
from netmap.server.starting import start
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.bulk import rows as bulk_rows
from netmap.stores.bulk.files import Bulk, read_whole, write_bulk
from netmap.stores.bulk.rows import Column, write_rows
from netmap.stores.embedded import EmbeddedStore

MEMBER_OF: Ends = ("MEMBER_OF", "Organisation", "Organisation")
FUNDS: Ends = ("FUNDS", "Organisation", "Award")
WHOLE = ("population", "position", "version")
"""Properties of whole numbers, which a table with missing values holds as floats."""
TEXTS = {
    "emoji": "🏳️‍🌈 and 会 and é",
    "quotes": '"it\'s" a ""quote"" \\" \\\\ end\\',
    "one quote": '"',
    "lines": "one\ntwo\r\nthree\rfour\n",
    "unusual line ends": "a\u2028b\u2029c\x85d\x0be",
    "separators": "a,b;c|d\te, f",
    "blanks": "  a  ",
    "tab": "\t",
    "formula": "=1+1",
    "control": "a\x00b\x1a\x1f\x7f",
    "no characters": "\ufeffa\ufffeb\uffff",
    "words of the importer": "true,null;\\N :LABEL",
    "empty": "",
    "percent": "100 %s %% {x} $y",
    "long": "lines\n\"and\" 'quotes' 🏳️‍🌈 " * 220_000,
}


def bodies(*rows: dict[str, Any], label: str = "Organisation") -> dict[str, pd.DataFrame]:
    return {label: with_columns(pd.DataFrame(list(rows), dtype=object), node_columns(label))}


def links(ends: Ends, *rows: dict[str, Any]) -> dict[Ends, pd.DataFrame]:
    return {ends: with_columns(pd.DataFrame(list(rows)), relationship_columns(ends[0]))}


def tricky() -> Records:
    """Every text as a name, in a column of a user, in an id where it is short, and on a relationship."""
    named = [{"id": f"text {name}", "name": text, "my_column": text} for name, text in TEXTS.items()]
    called = [{"id": text, "name": "called so", "is_funder": True} for text in TEXTS.values() if 0 < len(text) < 99]
    numbers = [0.1 + 0.2, 1e22, -0.5, 5e-324, float("inf"), float("-inf"), None]
    awards = [{"id": f"n{place}", "amount_min": number, "overheads": None} for place, number in enumerate(numbers)]
    return Records(
        bodies(*named, *called)
        | bodies(*awards, {"id": "no", "overheads": False}, {"id": "yes", "overheads": True}, label="Award")
        | bodies({"id": "g", "population": 6800}, {"id": "h", "name": "no figure"}, label="EqualityGroup"),
        links(MEMBER_OF, *({"from_id": row["id"], "to_id": "text emoji", "source": row["name"]} for row in named))
        | links(FUNDS, *({"from_id": row["id"], "to_id": "n0", "as_of": "2026-03"} for row in called)),
    )


@dataclass(frozen=True)
class Imported:
    """A graph, the files of it, and the server that serves what the importer made of them."""

    records: Records
    bookkeeping: Mapping[str, pd.DataFrame]
    bulk: Bulk
    url: str
    driver: neo4j.Driver
    said: str


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """Three datasets in one graph, of which two state some of the same bodies; imported as README.txt says."""
    store = open_store()
    for name in ("anytown", "riverton"):
        store.load(name, read_source(shipped("datasets") / name).records)
    store.load("tricky", tricky())
    first = store.records().nodes["Organisation"]["id"][0]
    store.load("other", Records(bodies({"id": first, "name": "Another name", "income": 5.0})))
    records, bookkeeping = read_whole(store)
    folder = tmp_path_factory.mktemp("bulk, of (several) words")
    bulk = write_bulk(records, bookkeeping, folder / "new")
    home = Home(bulk.folder)
    home.make()
    said = run_admin(home, fetch_jars(), ["database", "import", "full", "@import.args", "neo4j"], data=FIRST_DATA)
    running = start(home, fetch_jars(), memory="512m")
    try:
        driver = neo4j.GraphDatabase.driver(running.url.replace(f"{USER}@", ""), auth=(USER, get_password(home)))
        with pytest.MonkeyPatch.context() as patch, driver:
            for statement in (bulk.folder / "constraints.cypher").read_text(encoding="utf-8").splitlines():
                driver.execute_query(statement.removesuffix(";"))
            patch.setenv("NETMAP_NEO4J_PASSWORD", get_password(home))
            yield Imported(records, bookkeeping, bulk, running.url, driver, said)
    finally:
        end(running)


def values(row: Mapping[str, Any]) -> dict[str, tuple[type, Any]]:
    """Give what a row holds with the type of each value, so that 1 and 1.0 and True are three."""
    return {name: (type(value), value) for name, value in row.items() if not pd.isna(value)}


def test_every_node_has_the_labels_the_values_and_the_types_of_its_record(imported: Imported) -> None:
    tables = {**imported.records.nodes, **imported.bookkeeping}
    expected = {
        (label, row["id"]): (
            {label, "Funder"} if row.get("is_funder") is True else {label},
            values(
                {name: int(value) if name in WHOLE and not pd.isna(value) else value for name, value in row.items()}
            ),
        )
        for label, rows in tables.items()
        for row in rows.astype(object).to_dict("records")
    }
    found = {}
    for record in imported.driver.execute_query("MATCH (n) RETURN n").records:
        labels = set(record["n"].labels)
        (label,) = labels - {"Funder"}
        found[label, record["n"]["id"]] = labels, values(dict(record["n"]))
    assert found.keys() == expected.keys()
    for key, (labels, held) in expected.items():
        assert found[key] == (labels, held), key
    kinds = {kind for _, held in expected.values() for kind, _ in held.values()}
    assert kinds == {str, float, int, bool}
    assert len(imported.bookkeeping["NetmapStatement"]) >= 2


def test_every_relationship_has_the_ends_the_values_and_the_types_of_its_record(imported: Imported) -> None:
    expected = [
        (*ends, row.pop(FROM), row.pop(TO), values(row))
        for ends, rows in imported.records.relationships.items()
        for row in rows.to_dict("records")
    ]
    found = [
        (
            record["r"].type,
            next(iter(record["a"].labels - {"Funder"})),
            next(iter(record["b"].labels - {"Funder"})),
            record["a"]["id"],
            record["b"]["id"],
            values(dict(record["r"])),
        )
        for record in imported.driver.execute_query("MATCH (a)-[r]->(b) RETURN a, r, b").records
    ]
    assert len(found) == len(expected) > 500
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_netmap_takes_the_imported_graph_for_its_own(imported: Imported) -> None:
    store = open_store(imported.url)
    for mine, theirs in (
        (imported.records.nodes, store.records().nodes),
        (imported.records.relationships, store.records().relationships),
    ):
        assert set(mine) == set(theirs)
        for name, rows in mine.items():
            pd.testing.assert_frame_equal(ordered(rows), ordered(theirs[name]), check_like=True)
    assert store.datasets() == ["anytown", "riverton", "tricky", "other"]
    assert store.load("riverton", read_source(shipped("datasets") / "riverton").records).changed() == 0
    store.close()


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    names = [name for name in ("id", FROM, TO, "start_date") if name in rows]
    return rows.sort_values(names, ignore_index=True)


def test_the_file_of_constraints_makes_one_for_each_label(imported: Imported) -> None:
    found = imported.driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type").records
    assert sorted(found, key=repr) == sorted(
        ([[label], ["id"], "UNIQUENESS"] for label in (*LABELS, *BOOKKEEPING)), key=repr
    )


def test_the_counts_are_those_of_the_importer(imported: Imported) -> None:
    bulk = imported.bulk
    kept = sum(map(len, imported.bookkeeping.values()))
    assert bulk.nodes | bulk.relationships == imported.records.counts()
    assert f"{sum(bulk.nodes.values()) + kept} nodes" in imported.said
    assert f"{sum(bulk.relationships.values())} relationships" in imported.said


def test_the_file_of_arguments_names_every_file_and_the_words_are_its_own(imported: Imported) -> None:
    lines = (imported.bulk.folder / "import.args").read_text(encoding="utf-8").splitlines()
    assert imported.bulk.words(imported.bulk.folder) == ["database", "import", "full", *lines]
    named = {name for line in lines if line.startswith(("--nodes", "--rel")) for name in line.split("=")[2].split(",")}
    assert named == {file.name for file in imported.bulk.folder.glob("*.csv")}


@pytest.mark.parametrize(
    ("ids", "end", "said"),
    [("ab", "b", None), ("aa", "a", "'a' is defined more than once"), ("a", "nobody", "nobody")],
    ids=["all is well", "one id twice", "an end that is not there"],
)
def test_the_importer_takes_all_or_nothing(tmp_path: Path, ids: str, end: str, said: str | None) -> None:
    records = Records(bodies(*({"id": name} for name in ids)), links(MEMBER_OF, {"from_id": "a", "to_id": end}))
    home = Home(tmp_path / "home, of mine")
    home.make()
    words = [*write_bulk(records, {}, home.folder / "bulk").words(home.folder), "neo4j"]
    if said is None:
        assert "1 relationships" in run_admin(home, fetch_jars(), words, data=FIRST_DATA)
    else:
        with pytest.raises(ServerError):
            run_admin(home, fetch_jars(), words, data=FIRST_DATA)
        assert said in home.tool_log.read_text(encoding="utf-8")


def read_back(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def column(*values: Any, kind: str = TEXT) -> Column:
    return Column("x", kind, np.array(values, dtype=object))


@given(
    st.lists(
        st.tuples(*[st.none() | st.text(alphabet=st.characters(codec="utf-8"), max_size=5)] * 3), min_size=1, max_size=9
    )
)
def test_another_reader_finds_every_text(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    first = [str(number) for number in range(len(rows))]
    write_rows(path, [column(*first), *(column(*each) for each in zip(*rows, strict=True))])
    assert read_back(path) == [[name, *(text or "" for text in row)] for name, row in zip(first, rows, strict=True)]


def test_a_missing_value_and_an_empty_text_are_two_things(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_rows(path, [column("a", "b"), column("", None), column(None, float("nan"))])
    assert path.read_bytes() == b'"a","",\n"b",,\n'


def test_values_stand_as_the_importer_reads_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    columns = [
        column("a", "b", "c"),
        column(0.1, float("-inf"), None, kind=NUMBER),
        column(1, 2.5, np.float64(1e22), kind=NUMBER),
        column(2**53 + 1, None, 7.0, kind=INTEGER),
        column(True, None, False, kind=YES_NO),
        column("50 %", "50 %", "50 %"),
    ]
    write_rows(path, columns)
    assert path.read_text(encoding="utf-8").splitlines() == [
        '"a",0.1,1,9007199254740993,true,"50 %"',
        '"b",-Infinity,2.5,,,"50 %"',
        '"c",,1e+22,7,false,"50 %"',
    ]


def test_many_rows_are_written_block_by_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_rows, "ROWS_AT_ONCE", 3)
    path = tmp_path / "x.csv"
    texts = ["same", "same", "same", "other", None, 'quoted "word"', "last"]
    longest = write_rows(path, [column(*"abcdefg"), column(*texts)])
    assert read_back(path) == [[name, text or ""] for name, text in zip("abcdefg", texts, strict=True)]
    assert longest == len('"f","quoted ""word"""\n')


def test_a_value_that_outgrows_the_buffer_of_the_importer_gets_a_larger_one(tmp_path: Path) -> None:
    few = write_bulk(Records(bodies({"id": "a"})), {}, tmp_path / "few")
    many = write_bulk(Records(bodies({"id": "a", "name": "x" * 5_000_000})), {}, tmp_path / "many")
    (small,) = [word for word in few.words(tmp_path) if "buffer" in word]
    (large,) = [word for word in many.words(tmp_path) if "buffer" in word]
    assert small == "--read-buffer-size=4194304"
    assert int(large.partition("=")[2]) >= 5_000_000


HALF_A_LETTER = Records(bodies({"id": "a", "name": "ok"}, {"id": "b", "name": "half \ud83d"}))


def test_what_no_file_can_hold_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (tmp_path / "new", empty):
        with pytest.raises(StoreError, match=r'half of a letter.*\'"b","half \''):
            write_bulk(HALF_A_LETTER, {}, folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_heading_that_the_importer_would_misread_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"my \{x\}"):
        write_bulk(Records(bodies({"id": "a", "my {x}": "b"})), {}, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_filled_and_one_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="already there"):
        write_bulk(Records(bodies({"id": "a"})), {}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    folder = tmp_path / "empty"
    folder.mkdir()
    before = folder.stat().st_ino
    write_bulk(Records(bodies({"id": "a"})), {}, folder)
    assert folder.stat().st_ino == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "Organisation-header.csv",
        "Organisation.csv",
        "README.txt",
        "constraints.cypher",
        "import.args",
    ]


def test_a_place_that_cannot_be_written_to_is_said_in_two_lines(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError) as said:
        write_bulk(Records(bodies({"id": "a"})), {}, tmp_path / "file" / "bulk")
    assert "cannot be written" in said.value.message and said.value.hint


def test_the_ledger_goes_along_where_there_is_one(tmp_path: Path) -> None:
    records = Records(bodies({"id": "a"}))
    write_bulk(records, {}, tmp_path / "with", ledger={"source": "é"})
    write_bulk(records, {}, tmp_path / "without")
    assert json.loads((tmp_path / "with" / "ledger.json").read_text(encoding="utf-8")) == {"source": "é"}
    assert "ledger.json" in (tmp_path / "with" / "README.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "without" / "ledger.json").exists()
    assert "ledger.json" not in (tmp_path / "without" / "README.txt").read_text(encoding="utf-8")


def test_a_load_that_comes_between_does_not_mix_two_graphs() -> None:
    class Overtaken(EmbeddedStore):
        def records(self) -> Records:
            found = super().records()
            if self.version() == 1:
                self.load("later", Records(bodies({"id": "b"})))
            return found

    store = Overtaken()
    store.load("first", Records(bodies({"id": "a"})))
    records, bookkeeping = read_whole(store)
    assert list(records.nodes["Organisation"]["id"]) == ["a", "b"]
    assert list(bookkeeping["NetmapDataset"]["id"]) == ["first", "later"]
