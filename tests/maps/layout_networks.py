"""Small networks to lay out, and what a test asks of their places."""

import random
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from netmap.maps.spec import Edge, MapSpec, Node
from tests.maps.sample_map import sample_map


def of_ties(*ties: tuple[str, str], alone: Iterable[str] = (), sizes: dict[str, float] | None = None) -> MapSpec:
    """Give a map of records of one kind with these ties."""
    ids = sorted({one for tie in ties for one in tie} | set(alone))
    nodes = tuple(Node(one, one, "group", (sizes or {}).get(one, 10.0)) for one in ids)
    edges = tuple(Edge(*tie, "seat") for tie in ties)
    return replace(sample_map(), nodes=nodes, edges=edges, findings=(), opens_on=())


def two_mode(records: int, *, seed: int = 1, prefix: str = "") -> list[tuple[str, str]]:
    """Give 1.5 ties a record between boards and bodies, of which a few are tied to many and many to one or two."""
    chance = random.Random(seed)
    boards = max(2, records // 6)
    found: set[tuple[str, str]] = set()
    while len(found) < records * 1.5:
        body = int((records - boards) * chance.random() ** 2)
        found.add((f"{prefix}b{int(boards * chance.random() ** 1.3)}", f"{prefix}o{body}"))
    return sorted(found)


def grid(wide: int, high: int) -> list[tuple[str, str]]:
    across = [(f"{x}.{y}", f"{x + 1}.{y}") for x in range(wide - 1) for y in range(high)]
    return across + [(f"{x}.{y}", f"{x}.{y + 1}") for x in range(wide) for y in range(high - 1)]


def places(spec: MapSpec) -> dict[str, tuple[float, float]]:
    assert all(node.x is not None and node.y is not None for node in spec.nodes)
    return {node.id: (node.x or 0.0, node.y or 0.0) for node in spec.nodes}


def points_and_ties(spec: MapSpec) -> tuple[np.ndarray, np.ndarray]:
    """Give the places, and each pair of tied records as rows of these."""
    row_of = {node.id: row for row, node in enumerate(spec.nodes)}
    ties = {tuple(sorted((row_of[edge.source], row_of[edge.target]))) for edge in spec.edges}
    return np.array([(node.x, node.y) for node in spec.nodes], dtype=float), np.array(sorted(ties))


def least_gap(spec: MapSpec) -> float:
    """Give the least distance between the rims of two marks, from all pairs."""
    points = np.array(list(places(spec).values()))
    radii = np.array([node.size for node in spec.nodes])
    least = np.inf
    for row in range(1, len(points)):
        far = np.hypot(*(points[:row] - points[row]).T) - radii[:row] - radii[row]
        least = min(least, float(far.min()))
    return least
