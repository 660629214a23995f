"""Trees of themes, groups, areas and functions: what lies above, below and across."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd


class Tree:
    """A tree, or several, read from a table with `id` and `parent_id`."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.ids: list[str] = list(dict.fromkeys(rows["id"]))
        known = rows.dropna(subset=["parent_id"])
        self._parents: dict[str, str] = dict(zip(known["id"], known["parent_id"], strict=True))

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for child, parent in self._parents.items():
            children.setdefault(parent, []).append(child)
        return children

    def above(self, node: str) -> list[str]:
        """List the nodes above, the nearest first, without the node itself."""
        path: list[str] = []
        while (node := self._parents.get(node, "")) and node not in path:
            path.append(node)
        return path

    def up(self, node: str) -> list[str]:
        """List the node and those above it."""
        return [node, *self.above(node)]

    def down(self, node: str) -> list[str]:
        """List the node and everything below it."""
        found = [node]
        for each in found:
            found += [child for child in self._children.get(each, []) if child not in found]
        return found

    def near(self, node: str) -> list[str]:
        """List the node, those above it and everything below it."""
        return [*self.above(node), *self.down(node)]

    def related(self, one: str, other: str) -> bool:
        """Say whether one of the two is the other or lies above it."""
        return one in self.up(other) or other in self.up(one)

    def any_related(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Say whether any pair across the two is related."""
        others = list(others)
        return any(self.related(one, other) for one in some for other in others)

    def top(self, node: str) -> str:
        """Give the node at the top of the tree that this one is in."""
        return self.up(node)[-1]
