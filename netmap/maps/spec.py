"""What a map shows, as plain data: filled from a result, placed in Python, drawn by one adapter."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from netmap.errors import RenderError
from netmap.model.words import PROFILE_WORDS

SCHEMA = "netmap/map/1"
LAYOUT_SCHEMA = "netmap/layout/1"
SHAPES = ("dot", "square", "triangle", "diamond", "hexagon", "star", "triangleDown")
INTERNAL, PARTNERS, PUBLIC = PROFILES = tuple(PROFILE_WORDS)
SEVERITIES = ("high", "medium", "low")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Shape = Annotated[str, Meta(pattern=f"^({'|'.join(SHAPES)})$")]
Profile = Annotated[str, Meta(pattern=f"^({'|'.join(PROFILES)})$")]
Severity = Annotated[str, Meta(pattern=f"^({'|'.join(SEVERITIES)})$")]
Colour = Annotated[str, Meta(pattern=f"^{_COLOUR.pattern}$")]
Day = Annotated[str, Meta(pattern=f"^({_DAY.pattern})?$")]
Length = Annotated[float, Meta(gt=0)]
"""What a document may hold, checked where it is read; `MapSpec.validate` checks what a program made."""
Note = tuple[str, str]
"""A term and its text, such as ("Sector", "health")."""
Span = tuple[Day, Day]
"""The first day and the day after the last, as ISO dates; empty where none is recorded."""


@dataclass(frozen=True)
class Kind:
    """One kind of node; `name` is a singular noun, `colour` fills the shape and `outline` rings it."""

    id: str
    name: str
    shape: Shape
    colour: Colour
    outline: Colour = "#1d1d1d"


@dataclass(frozen=True)
class TieKind:
    """One kind of tie; `name` is a verb phrase that reads "source NAME target", `dash` is empty for a full line."""

    id: str
    name: str
    colour: Colour
    dash: tuple[int, ...] = ()
    arrow: bool = False


@dataclass(frozen=True)
class Node:
    """One record on the map.

    `gap` marks a known lack (a group with no voice, a theme with no owner, a vacant seat), `unknown`
    marks what nobody has asked: the two are drawn apart because unknown is not no. `size` is the
    radius on the map. `facets` says by facet what the record can be filtered by: no values means that
    nothing is recorded, a facet that is not named does not concern the record. `spans` are the times
    in which it stands; none means always.
    """

    id: str
    name: str
    kind: str
    size: Length = 10.0
    notes: tuple[Note, ...] = ()
    gap: bool = False
    unknown: bool = False
    x: float | None = None
    y: float | None = None
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One tie between two records; `id` is how a finding points to it, and may be empty where none does."""

    source: str
    target: str
    kind: str
    notes: tuple[Note, ...] = ()
    width: Length = 1.5
    spans: tuple[Span, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Facet:
    """One thing to filter by, such as the sector; its values are those of the nodes."""

    id: str
    name: str


@dataclass(frozen=True)
class MapFinding:
    """One finding beside the map, with the nodes and ties that it is about or rests on.

    `evidence` are pairs of a record and what it says, source and date included.
    """

    id: str
    severity: Severity
    statement: str
    nodes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    evidence: tuple[Note, ...] = ()
    would_change: str = ""
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many of something the map shows, out of how many there are; None where nobody knows the total."""

    name: str
    shown: int
    total: int | None


@dataclass(frozen=True)
class MapSpec:
    """One map: a question, a paragraph that answers it, and everything drawn or listed on the page.

    `view` names the question in an address, `as_of` is the day as ISO text. `sizes` is the sentence
    that says what the size of a mark means; empty where it means nothing. `opens_on` are the nodes
    shown at first; none means all. `profile` says for whom the map is, `left_out` what was taken away
    for them, a sentence each.
    """

    view: str
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
    facets: tuple[Facet, ...] = ()
    findings: tuple[MapFinding, ...] = ()
    counts: tuple[Count, ...] = ()
    caveats: tuple[str, ...] = ()
    sizes: str = ""
    opens_on: tuple[str, ...] = ()
    profile: Profile = INTERNAL
    left_out: tuple[str, ...] = ()
    schema: str = SCHEMA

    def validate(self) -> None:
        """Refuse what cannot be drawn or could not be told apart.

        Raises
            RenderError: an id is given twice, something points to a kind, facet, node or tie that is not
                on the map, two kinds share a shape, a number, colour or date is none, or the profile is not known.
        """
        for what, items in (
            ("kind", self.kinds),
            ("kind of tie", self.ties),
            ("facet", self.facets),
            ("node", self.nodes),
            ("finding", self.findings),
        ):
            _check_once(what, (item.id for item in items))
        _check_once("tie", (edge.id for edge in self.edges if edge.id))
        if self.profile not in PROFILES:
            raise RenderError(f"There is no profile '{self.profile}'.", f"Use one of {', '.join(PROFILES)}.")
        self._check_kinds()
        nodes, edges = {node.id for node in self.nodes}, {edge.id for edge in self.edges}
        _check_nodes(self.nodes, {kind.id for kind in self.kinds}, {facet.id for facet in self.facets})
        _check_edges(self.edges, nodes, {tie.id for tie in self.ties})
        _check_pointers("The map opens on", self.opens_on, nodes)
        for finding in self.findings:
            _check_pointers(f"Finding '{finding.id}' points to", finding.nodes, nodes)
            _check_pointers(f"Finding '{finding.id}' points to", finding.edges, edges)

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


def key_of(node_id: str) -> str:
    """Give the name of a node in addresses and layout files: the same on every day, and the id cannot be read from it.

    Example
        >>> key_of("organisation:GB-CHC-9100001")
        '784e4e8ad8d5'
    """
    return hashlib.blake2s(node_id.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _check_once(what: str, ids: Iterable[str]) -> None:
    twice = [one for one, uses in Counter(ids).items() if uses > 1]
    if twice:
        raise RenderError(f"The map has two entries of type {what} with the id '{twice[0]}'.", "Give each its own id.")


def _check_nodes(nodes: Iterable[Node], kinds: set[str], facets: set[str]) -> None:
    for node in nodes:
        if node.kind not in kinds:
            raise RenderError(
                f"Node '{node.id}' is of kind '{node.kind}', which the map does not declare.", _declared(kinds)
            )
        strange = [facet for facet, _ in node.facets if facet not in facets]
        if strange:
            raise RenderError(
                f"Node '{node.id}' has the facet '{strange[0]}', which the map does not declare.", _declared(facets)
            )
        if not (math.isfinite(node.size) and node.size > 0):
            raise RenderError(f"Node '{node.id}' has the size {node.size}.", "Give a size above nought.")
        if node.gap and node.unknown:
            raise RenderError(f"Node '{node.id}' is both a gap and not known.", "Choose one: unknown is not no.")
        if any(value is not None and not math.isfinite(value) for value in (node.x, node.y)):
            raise RenderError(f"Node '{node.id}' has no place that can be drawn.", "Give finite x and y, or neither.")
        _check_spans(f"Node '{node.id}'", node.spans)


def _check_edges(edges: Iterable[Edge], nodes: set[str], ties: set[str]) -> None:
    for edge in edges:
        named = f"The tie '{edge.source}' - '{edge.target}'"
        if edge.kind not in ties:
            raise RenderError(f"A tie is of kind '{edge.kind}', which the map does not declare.", _declared(ties))
        missing = [end for end in (edge.source, edge.target) if end not in nodes]
        if missing:
            raise RenderError(
                f"{named} has an end '{missing[0]}' that is not on the map.",
                "Add the node, or leave the tie out and count it.",
            )
        if not (math.isfinite(edge.width) and edge.width > 0):
            raise RenderError(f"{named} has the width {edge.width}.", "Give a width above nought.")
        _check_spans(named, edge.spans)


def _check_spans(what: str, spans: Iterable[Span]) -> None:
    for span in spans:
        strange = [day for day in span if day and not _DAY.fullmatch(day)]
        if strange:
            raise RenderError(f"{what} has the date '{strange[0]}'.", "Write 2026-03-09, or nothing.")


def _check_pointers(what: str, pointers: Iterable[str], known: set[str]) -> None:
    missing = [each for each in pointers if each not in known]
    if missing:
        raise RenderError(f"{what} '{missing[0]}', which is not on the map.", "Add it, or leave the pointer out.")


def _declared(ids: set[str]) -> str:
    return f"Declared here: {', '.join(sorted(ids)) or 'none'}."
