"""What every result owes its reader: evidence, denominators, whole sentences, the same answer every time."""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from netmap.analyses import ANALYSES, run_analysis
from netmap.analyses.result import Finding, Result, plain
from netmap.errors import AnalysisError
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.networks import read_network

DATASETS = shipped("datasets")
FOLDERS = {
    "anytown": "2026-01-31",
    "riverton": "2026-06-30",
    **{
        f"case-studies/{folder.name}": "2026-06-30"
        for folder in sorted((DATASETS / "case-studies").iterdir())
        if folder.is_dir()
    },
}

RUN = """
import json, sys
from pathlib import Path
from netmap.analyses import ANALYSES, run_analysis
from netmap.network import Network
from netmap.sources.reading import read_source
from netmap.stores import open_store
dataset = read_source(Path(sys.argv[1]))
store = open_store()
store.load(dataset.name, dataset.records)
network = Network(store)
print(json.dumps([run_analysis(name, network, as_of=sys.argv[2]).to_dict() for name in ANALYSES]))
"""


def read(name: str) -> Network:
    dataset = read_source(DATASETS / name)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Network(store)


@pytest.fixture(scope="module", params=FOLDERS)
def results(request: pytest.FixtureRequest) -> list[Result]:
    network = read(request.param)
    return [run_analysis(name, network, as_of=FOLDERS[request.param]) for name in ANALYSES]


def findings(results: list[Result]) -> list[Finding]:
    return [found for result in results for found in result.findings]


def test_every_finding_has_evidence_with_a_record_and_what_it_says(results: list[Result]) -> None:
    for found in findings(results):
        assert found.evidence, found.id
        assert all(each.record and each.says for each in found.evidence), found.id


def test_every_figure_has_its_denominator(results: list[Result]) -> None:
    for found in findings(results):
        if found.value is not None:
            assert found.out_of, found.id
            assert found.measure, found.id


def test_bounds_hold_the_figure(results: list[Result]) -> None:
    for found in findings(results):
        if found.bounds is not None and isinstance(found.value, (int, float)):
            assert found.bounds[0] - 1e-12 <= found.value <= found.bounds[1] + 1e-12, found.id


def test_every_statement_is_a_sentence(results: list[Result]) -> None:
    texts = [found.statement for found in findings(results)]
    texts += [text for result in results for text in (result.headline, *result.caveats)]
    texts += [text for found in findings(results) for text in (*found.actions, *found.assumptions)]
    for text in texts:
        assert text.endswith("."), text
        assert text[0].isupper() or text[0].isdigit() or text[0] == "£", text
        assert ".." not in text and "  " not in text, text


def test_nothing_is_called_a_saving(results: list[Result]) -> None:
    assert "saving" not in json.dumps([result.to_dict() for result in results]).lower()


def test_every_finding_says_what_would_turn_it_and_what_to_do(results: list[Result]) -> None:
    for found in findings(results):
        assert found.actions, found.id
        assert found.would_change, found.id
        assert found.as_of and found.definition, found.id


def test_the_gravest_findings_come_first(results: list[Result]) -> None:
    order = ["high", "medium", "low"]
    for result in results:
        ranks = [order.index(found.severity) for found in result.findings]
        assert ranks == sorted(ranks)


def test_findings_have_ids_of_their_own(results: list[Result]) -> None:
    ids = [found.id for found in findings(results)]
    assert len(ids) == len(set(ids))


def test_results_are_plain_json_with_a_schema(results: list[Result]) -> None:
    for result in results:
        document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
        assert document["schema"] == f"netmap/{result.name}/1"
        assert len(document["table"]) == len(result.table())
        assert len(document["findings"]) == len(result.findings)


def test_columns_for_a_terminal_are_in_the_table(results: list[Result]) -> None:
    for result in results:
        assert set(result.in_short) <= set(result.table().columns)


def test_results_are_frozen_and_their_table_is_a_copy(results: list[Result]) -> None:
    for result in results:
        with pytest.raises(dataclasses.FrozenInstanceError):
            result.headline = ""  # type: ignore[misc]
        table = result.table()
        table["added"] = 1
        assert "added" not in result.table()


def test_asking_changes_nothing_and_answers_twice_the_same(anytown: Network) -> None:
    before = {name: anytown.table(name) for name in ("seats", "awards", "mandates", "organisations")}
    for name in ANALYSES:
        first = run_analysis(name, anytown, as_of="2026-01-31").to_dict()
        assert run_analysis(name, anytown, as_of="2026-01-31").to_dict() == first
    for name, rows in before.items():
        pd.testing.assert_frame_equal(anytown.table(name), rows)


def test_the_hash_seed_does_not_show() -> None:
    texts = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(DATASETS / "riverton"), "2026-06-30"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        texts.append(done.stdout)
    assert texts[0] == texts[1]
    assert len(json.loads(texts[0])) == len(ANALYSES)


def test_an_unknown_place_is_refused_with_a_near_miss(anytown: Network) -> None:
    for name in ANALYSES:
        with pytest.raises(AnalysisError) as fault:
            run_analysis(name, anytown, as_of="2026-01-31", area="Anytwon")
        assert fault.value.hint == "Did you mean anytown?"


def test_a_place_takes_in_places_within_it_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    tables = {
        "areas": "id,name,parent\nU,Upper,\nV,Village,U\nW,Wood,",
        "organisations": "id,name,sector\nA,A,third_sector",
        "partnerships": "id,name,areas\nP,P,U\nQ,Q,V\nR,R,W\nS,S,",
        "seats": "id,partnership,organisation\np,P,A\nq,Q,A\nr,R,A\ns,S,A",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    dataset = read_source(tmp_path)
    store = open_store()
    store.load(dataset.name, dataset.records)
    result = run_analysis("dominance", Network(store), as_of="2026-01-31", area="Upper")
    assert result.table()["seats"].tolist() == [2]
    assert result.scope == "Upper"
    assert result.caveats[0] == "1 of 4 partnerships has no area recorded and is left out of the figures for Upper."


def test_nothing_at_all_is_not_an_error() -> None:
    network = Network.from_networkx(nx.MultiDiGraph())
    for name in ANALYSES:
        result = run_analysis(name, network, as_of="2026-01-31")
        assert result.headline.endswith(".")
        assert not result.findings


def test_without_partnerships_nothing_is_called_silent() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("T", label="Theme", name="T")
    graph.add_node("G", label="EqualityGroup", name="G")
    network = Network.from_networkx(graph)
    groups = run_analysis("coverage", network, as_of="2026-01-31")
    assert groups.table()["verdict"].tolist() == ["not_known"]
    themes = run_analysis("issues", network, as_of="2026-01-31")
    assert themes.table()["known"].tolist() == [False]
    assert not [*groups.findings, *themes.findings]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (float("inf"), "inf"),
        (float("nan"), None),
        ({"b", "a"}, ["a", "b"]),
        ((1, 2.0), [1, 2.0]),
        ({1: None}, {"1": None}),
    ],
)
def test_plain_values(value: Any, expected: Any) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_store_is_let_go_with_its_last_use(analysis: str) -> None:
    network = read_network(shipped("datasets") / "anytown")
    gone = weakref.ref(network)
    gc.disable()
    try:
        result = run_analysis(analysis, network, as_of="2026-01-31")
        del network
        assert gone() is None
    finally:
        gc.enable()
    assert result.headline
