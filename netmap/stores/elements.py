"""Nodes and relationships of an answer as plain data, alike whichever store gave them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def element(label: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Give a node or a relationship as a reader sees it: what it is, then what is recorded, in order of name.

    Example
        >>> element("Seat", {"role": "chair", "id": "s1", "deputy": None})
        {'label': 'Seat', 'id': 's1', 'role': 'chair'}
    """
    return {"label": label, **{name: properties[name] for name in sorted(properties) if properties[name] is not None}}
