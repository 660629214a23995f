"""The corpus of hostile words is what it says, and the reader takes every one of them into every text column."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from netmap.model.names import name_key
from netmap.model.tables import NAMES, TABLES, TEXT
from netmap.sources.dataset import Dataset
from netmap.sources.files.cells import clean
from netmap.sources.reading import read_source
from tests.maps.hostile import GROUPS, HOSTILE, UNREADABLE, VACANCIES, hostile_dataset

RUNS = re.compile(r"(?:window|parent|opener)(?:\.window)?\.ran", re.I)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return read_source(hostile_dataset(tmp_path_factory.mktemp("hostile")))


def test_the_corpus_is_large_and_every_text_in_it_differs_as_a_name() -> None:
    assert len(HOSTILE) >= 120
    assert len({name_key(text) for text in HOSTILE}) == len(HOSTILE)
    assert all(len(group) >= 5 for group in GROUPS.values())


def test_a_table_holds_every_text_as_it_is() -> None:
    guarded = {text for text in HOSTILE if clean(text) != text}
    assert guarded == {"'=1+1'"}


def test_whatever_would_run_says_so() -> None:
    for name in ("scripts", "handlers", "drawings", "strings"):
        silent = [text for text in GROUPS[name] if not RUNS.search(text) and not set(text) <= {'"', "\\"}]
        assert silent == [], name


def test_every_row_is_loaded_and_none_is_a_stub(dataset: Dataset) -> None:
    assert dataset.ledger.refusals == []
    for name, count in dataset.ledger.tables.items():
        rows = len(HOSTILE) + (VACANCIES if name == "seats" else 0)
        assert (count.read, count.loaded, count.stubs) == (rows, rows, 0), name


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_text_stands_in_every_text_column(dataset: Dataset, table: object) -> None:
    rows = dataset.tables[table.name]  # type: ignore[attr-defined]
    for column in table.columns:  # type: ignore[attr-defined]
        if column.kind == TEXT:
            assert set(HOSTILE) <= set(rows[column.name].dropna()), column.name
        if column.kind == NAMES:
            assert rows[column.name].notna().any(), column.name


def test_the_graph_holds_the_texts_as_they_were_written(dataset: Dataset) -> None:
    for label in ("Organisation", "Partnership", "Theme", "EqualityGroup", "Area", "EngagementFunction"):
        assert set(dataset.records.nodes[label]["name"]) == set(HOSTILE), label
    assert set(dataset.records.nodes["Representative"]["name"]) == set(HOSTILE)


def test_what_no_table_can_hold_is_refused_in_words(tmp_path: Path) -> None:
    texts = [text for text in UNREADABLE if re.search("[\x01-\x08\x0e-\x1f]", text) and "\x00" not in text]
    assert texts
    frame = pd.DataFrame({"name": [*texts, "sound"]})
    frame.to_csv(tmp_path / "themes.csv", index=False)
    ledger = read_source(tmp_path).ledger
    assert [refusal.reason for refusal in ledger.refusals] == ["holds a character that cannot be shown"] * len(texts)
