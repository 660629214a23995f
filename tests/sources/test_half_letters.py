"""Half of a letter, which an escape in a file can write: shown as such, everywhere, and never a crash."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import openpyxl

from netmap.network import Network
from netmap.sources.reading import read_source
from netmap.stores import open_store

HALF, SHOWN = "Half \ud83d body", "Half \ufffd body"


def names(path: Path) -> set[str]:
    """Load a file and give the names of its organisations."""
    dataset = read_source(path)
    assert not dataset.ledger.refusals
    store = open_store()
    store.load(dataset.name, dataset.records)
    return set(Network(store).table("organisations")["name"])


def test_a_file_of_grants(tmp_path: Path) -> None:
    grant = {
        "id": "360G-x-1",
        "title": HALF,
        "currency": "GBP",
        "amountAwarded": 1000.5,
        "awardDate": "2024-01-01",
        "recipientOrganization": [{"id": "GB-CHC-1", "name": HALF}],
        "fundingOrganization": [{"id": "GB-CHC-2", "name": "Whole \U0001f600"}],
    }
    path = tmp_path / "grants.json"
    path.write_text(json.dumps({"grants": [grant]}), encoding="ascii")
    assert "\\ud83d" in path.read_text(encoding="ascii")
    assert names(path) == {SHOWN, "Whole \U0001f600"}


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "organisations"
    book.active.append(["id", "name"])
    book.active.append(["a", "Half _xD83D_ body"])
    book.active.append(["b", "Whole _xD83D__xDE00_"])
    book.save(tmp_path / "book.xlsx")
    assert names(tmp_path / "book.xlsx") == {SHOWN, "Whole \U0001f600"}


def test_a_graph_of_ones_own() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", label="Organisation", name=HALF)
    assert list(Network.from_networkx(graph).table("organisations")["name"]) == [SHOWN]
