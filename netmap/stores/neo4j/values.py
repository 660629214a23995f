"""Values of the driver as plain data."""

from __future__ import annotations

from typing import Any

import neo4j.graph
import neo4j.time

from netmap.model.graph import LABELS
from netmap.stores.elements import element


def plain(value: Any) -> Any:
    """Give a value of the driver as plain data: a node or relationship as its label or type and its properties."""
    if isinstance(value, neo4j.graph.Node):
        return element(next((label for label in sorted(value.labels) if label in LABELS), ""), dict(value))
    if isinstance(value, neo4j.graph.Relationship):
        return element(value.type, dict(value))
    if isinstance(value, neo4j.graph.Path):
        steps: list[neo4j.graph.Entity] = [value.nodes[0]]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship, node]
        return [plain(step) for step in steps]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time | neo4j.time.Duration):
        return value.iso_format()
    return value
