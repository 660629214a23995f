"""What a map shows, as plain data: filled from a result, placed in Python, drawn by one adapter."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from netmap.errors import RenderError

SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "star", "triangleDown")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Kind:
    """One kind of node; `name` is a singular noun, `colour` fills the shape and `outline` rings it."""

    id: str
    name: str
    shape: str
    colour: str
    outline: str = "#1d1d1d"


@dataclass(frozen=True)
class TieKind:
    """One kind of tie; `name` is a verb phrase that reads "source NAME target", `dash` is empty for a full line."""

    id: str
    name: str
    colour: str
    dash: tuple[int, ...] = ()
    arrow: bool = False


@dataclass(frozen=True)
class Node:
    """One record on the map.

    `gap` marks a known lack (a group with no voice, a theme with no owner, a vacant seat), `unknown`
    marks what nobody has asked: the two are drawn apart because unknown is not no. `size` is the
    radius on the map; `notes` are pairs of a term and its text.
    """

    id: str
    name: str
    kind: str
    size: float = 10.0
    notes: tuple[tuple[str, str], ...] = ()
    gap: bool = False
    unknown: bool = False
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class Edge:
    """One tie between two records."""

    source: str
    target: str
    kind: str
    note: str = ""
    width: float = 1.5


@dataclass(frozen=True)
class Count:
    """How many of something the map shows, out of how many there are; None where nobody knows the total."""

    name: str
    shown: int
    total: int | None


@dataclass(frozen=True)
class MapSpec:
    """One map: a question, a paragraph that answers it, and everything drawn or listed on the page.

    `sizes` is the sentence that says what the size of a mark means; empty where it means nothing.
    """

    title: str
    question: str
    summary: str
    as_of: str
    source: str
    scope: str
    kinds: tuple[Kind, ...]
    ties: tuple[TieKind, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    counts: tuple[Count, ...] = ()
    caveats: tuple[str, ...] = ()
    sizes: str = ""

    def validate(self) -> None:
        """Refuse what cannot be drawn or could not be told apart.

        Raises
            RenderError: an id is given twice, a node or tie has a kind that is not declared, a tie has
                an end that is not on the map, two kinds share a shape, or a number or colour is none.
        """
        for what, items in (("kind", self.kinds), ("kind of tie", self.ties), ("node", self.nodes)):
            _check_once(what, (item.id for item in items))
        self._check_kinds()
        _check_nodes(self.nodes, {kind.id for kind in self.kinds})
        _check_edges(self.edges, {node.id for node in self.nodes}, {tie.id for tie in self.ties})

    def _check_kinds(self) -> None:
        for kind in self.kinds:
            if kind.shape not in SHAPES:
                raise RenderError(f"Kind '{kind.id}' has no shape '{kind.shape}'.", f"Use one of {', '.join(SHAPES)}.")
        shared = [shape for shape, uses in Counter(kind.shape for kind in self.kinds).items() if uses > 1]
        if shared:
            raise RenderError(
                f"Two kinds share the shape '{shared[0]}'.", "Give each its own: colour alone tells nothing in print."
            )
        for colour in [c for kind in self.kinds for c in (kind.colour, kind.outline)] + [t.colour for t in self.ties]:
            if not _COLOUR.fullmatch(colour):
                raise RenderError(f"'{colour}' is not a colour.", "Write it as # and six digits, such as #12436D.")


def _check_once(what: str, ids: Iterable[str]) -> None:
    twice = [one for one, uses in Counter(ids).items() if uses > 1]
    if twice:
        raise RenderError(f"The map has two entries of type {what} with the id '{twice[0]}'.", "Give each its own id.")


def _check_nodes(nodes: Iterable[Node], kinds: set[str]) -> None:
    for node in nodes:
        if node.kind not in kinds:
            raise RenderError(
                f"Node '{node.id}' is of kind '{node.kind}', which the map does not declare.", _declared(kinds)
            )
        if not (math.isfinite(node.size) and node.size > 0):
            raise RenderError(f"Node '{node.id}' has the size {node.size}.", "Give a size above nought.")
        if node.gap and node.unknown:
            raise RenderError(f"Node '{node.id}' is both a gap and not known.", "Choose one: unknown is not no.")
        if any(value is not None and not math.isfinite(value) for value in (node.x, node.y)):
            raise RenderError(f"Node '{node.id}' has no place that can be drawn.", "Give finite x and y, or neither.")


def _check_edges(edges: Iterable[Edge], nodes: set[str], ties: set[str]) -> None:
    for edge in edges:
        if edge.kind not in ties:
            raise RenderError(f"A tie is of kind '{edge.kind}', which the map does not declare.", _declared(ties))
        missing = [end for end in (edge.source, edge.target) if end not in nodes]
        if missing:
            raise RenderError(
                f"The tie '{edge.source}' - '{edge.target}' has an end '{missing[0]}' that is not on the map.",
                "Add the node, or leave the tie out and count it.",
            )
        if not (math.isfinite(edge.width) and edge.width > 0):
            raise RenderError(
                f"The tie '{edge.source}' - '{edge.target}' has the width {edge.width}.", "Give a width above nought."
            )


def _declared(ids: set[str]) -> str:
    return f"Declared here: {', '.join(sorted(ids)) or 'none'}."
