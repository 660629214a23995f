"""The connected parts of a map, each by itself: what they look like depends on nothing else that is on the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from netmap.maps.spec import MapSpec

Points = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Records that hang together, in the order of their ids; `ties` are pairs of their rows, each pair once."""

    ids: list[str]
    radii: Numbers
    ties: Pairs


def parts_of(spec: MapSpec) -> list[Part]:
    """Give the connected parts, the largest first, of equal ones that with the lowest id; a record alone is one too."""
    nodes = sorted(spec.nodes, key=lambda node: node.id)
    row_of = {node.id: row for row, node in enumerate(nodes)}
    ties = _ties(spec, row_of)
    matrix = coo_array((np.ones(len(ties)), (ties[:, 0], ties[:, 1])), shape=(len(nodes), len(nodes)))
    count, labels = connected_components(matrix, directed=False) if nodes else (0, np.zeros(0, dtype=np.int64))
    rows = _by_label(labels, count)
    place_in_part = np.empty(len(nodes), dtype=np.int64)
    for members in rows:
        place_in_part[members] = np.arange(len(members))
    inner = [place_in_part[ties[chosen]] for chosen in _by_label(labels[ties[:, 0]], count)]
    radii = np.array([node.size for node in nodes])
    parts = [
        Part([nodes[row].id for row in members], radii[members], pairs)
        for members, pairs in zip(rows, inner, strict=True)
    ]
    return sorted(parts, key=lambda part: (-len(part.ids), part.ids[0]))


def _ties(spec: MapSpec, row_of: dict[str, int]) -> Pairs:
    """Give each pair of tied records once, whatever the number and the direction of its ties."""
    rows = [(row_of[edge.source], row_of[edge.target]) for edge in spec.edges if edge.source != edge.target]
    pairs = np.sort(np.array(rows, dtype=np.int64).reshape(-1, 2), axis=1)
    return np.unique(pairs, axis=0)


def _by_label(labels: npt.NDArray[np.int64], count: int) -> list[npt.NDArray[np.int64]]:
    """Give the places of each label, in rising order."""
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=count))
    return np.split(order, ends[:-1]) if count else []
