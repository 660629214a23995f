"""A store as a networkx graph: rows a second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks.embedded_load import open_loaded
from benchmarks.measuring import Figure, peak, timed
from netmap.network import Network


def measure(scale: float, folder: Path) -> list[Figure]:
    store = open_loaded(scale, folder)
    graphs: list[nx.MultiDiGraph[Any]] = []
    seconds = timed(lambda: graphs.append(Network(store).to_networkx()))
    rows = graphs[0].number_of_nodes() + graphs[0].number_of_edges()
    return [
        Figure(f"store to networkx graph ({rows:,} nodes and edges)", rows / seconds, "rows a second"),
        Figure("memory of that", peak(), "GB"),
    ]
