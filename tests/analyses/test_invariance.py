"""What must not matter: the order of rows, what things are called inside, and a body that touches nothing."""

from __future__ import annotations

import csv
import dataclasses
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from netmap.analyses import ANALYSES, run_analysis
from netmap.analyses.result import Result, plain
from netmap.network import Network
from netmap.shipped import shipped
from tests.networks import read_network

DAYS = {"anytown": "2026-01-31", "riverton": "2026-06-30"}


def folder_in_another_order(dataset: str, seed: int, folder: Path) -> Path:
    """Copy a dataset, under its own name, with the rows of every table shuffled."""
    folder = folder / dataset
    folder.mkdir()
    for table in (shipped("datasets") / dataset).glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        random.Random(seed).shuffle(rows)
        with (folder / table.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return folder


def without_places(document: Any) -> Any:
    """Leave out where a record was read from, which is what the shuffling changes."""
    if isinstance(document, Mapping):
        return {name: without_places(value) for name, value in document.items() if name != "read_from"}
    return [without_places(value) for value in document] if isinstance(document, list) else document


@pytest.fixture(scope="module", params=DAYS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Network, Network]:
    """A dataset as it is, and with its rows shuffled."""
    dataset: str = request.param
    folder = folder_in_another_order(dataset, 7, tmp_path_factory.mktemp("shuffled"))
    return DAYS[dataset], request.getfixturevalue(dataset), read_network(folder)


@pytest.mark.parametrize("analysis", ANALYSES)
def test_the_order_of_rows_changes_nothing(both: tuple[str, Network, Network], analysis: str) -> None:
    day, *networks = both
    one, other = (without_places(run_analysis(analysis, each, as_of=day).to_dict()) for each in networks)
    assert one == other


def figures(result: Result) -> dict[str, Any]:
    """Give what an answer says without any id: its sentence, its numbers, and the weight of its findings."""
    said = sorted(
        (each.type, each.severity, str(each.value), str(each.out_of), str(plain(each.bounds)), len(each.evidence))
        for each in result.findings
    )
    return {
        "headline": result.headline,
        "numbers": numbers(plain(result.values)),
        "rows": len(result.rows),
        "details": {name: len(rows) for name, rows in result.details.items()},
        "findings": said,
    }


def numbers(values: Any) -> list[Any]:
    """List all numbers in a document, in order of size."""
    if isinstance(values, Mapping):
        return sorted(number for value in values.values() for number in numbers(value))
    if isinstance(values, list):
        return sorted(number for value in values for number in numbers(value))
    return [values] if isinstance(values, int | float) and not isinstance(values, bool) else []


@pytest.mark.parametrize("analysis", ANALYSES)
def test_ids_are_only_names(analysis: str, anytown: Network) -> None:
    graph = anytown.to_networkx()
    ids = sorted(graph.nodes)
    renamed = dict(zip(ids, [f"x{place:04}" for place in reversed(range(len(ids)))], strict=True))
    other = Network.from_networkx(nx.relabel_nodes(graph, renamed, copy=True))
    one, two = (figures(run_analysis(analysis, each, as_of=DAYS["anytown"])) for each in (anytown, other))
    assert one == two


@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_public_body_that_touches_nothing_changes_nothing(analysis: str, anytown: Network) -> None:
    graph = anytown.to_networkx()
    graph.add_node("lonely", label="Organisation", name="Lonely office", sector="council")
    alone = Network.from_networkx(graph)
    one, other = (run_analysis(analysis, each, as_of=DAYS["anytown"]) for each in (anytown, alone))
    assert one.headline == other.headline
    assert [dataclasses.astuple(each)[:8] for each in one.findings] == [
        dataclasses.astuple(each)[:8] for each in other.findings
    ]
