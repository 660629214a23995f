"""What the script of a page reads: every map as one block of plain values, each word written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from netmap.maps.marks import DASHES, OUTLINES
from netmap.maps.spec import LAYOUT_SCHEMA, MapFinding, MapSpec, Note, Span
from netmap.maps.themes import THEMES, Theme
from netmap.maps.vis import OPTIONS, drawn_network
from netmap.model.words import PROFILE_WORDS, SEVERITY_WORDS, VIEW_NAMES
from netmap.pages import showable


class Words:
    """Words that are written once and pointed to by number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Give the number of a word, a new one where it is new."""
        return self.numbers.setdefault(word, len(self.numbers))

    def all(self) -> list[str]:
        """List the words in the order of their numbers."""
        return [showable(word) for word in self.numbers]


def page_data(specs: Sequence[MapSpec]) -> dict[str, Any]:
    """Give what the script of a page needs to draw and list these maps.

    Cost
        Grows with nodes, ties, notes and facets.
    """
    return {
        "views": [_view(spec) for spec in specs],
        "options": OPTIONS,
        "outlines": OUTLINES,
        "dashes": DASHES,
        "themes": {theme.name: _theme(theme) for theme in THEMES},
        "severities": SEVERITY_WORDS,
        "profiles": PROFILE_WORDS,
        "layoutSchema": LAYOUT_SCHEMA,
    }


def _theme(theme: Theme) -> dict[str, str]:
    return {
        "name": theme.name,
        "paper": theme.paper,
        "ink": theme.ink,
        "line": theme.line,
        "unknown": theme.unknown,
    }


def _view(spec: MapSpec) -> dict[str, Any]:
    terms, values = Words(), {facet.id: Words() for facet in spec.facets}
    numbers = {node.id: number for number, node in enumerate(spec.nodes)}
    ties = {edge.id: number for number, edge in enumerate(spec.edges) if edge.id}
    network = drawn_network(spec)
    return {
        "id": spec.view,
        "tab": VIEW_NAMES.get(spec.view, spec.title),
        "title": showable(spec.title),
        "question": showable(spec.question),
        "summary": showable(spec.summary),
        "asOf": showable(spec.as_of),
        "source": showable(spec.source),
        "scope": showable(spec.scope),
        "sizes": spec.sizes,
        "profile": spec.profile,
        "kinds": [
            {"name": kind.name, "shape": kind.shape, "fills": {each.name: each.fill(kind.colour) for each in THEMES}}
            for kind in spec.kinds
        ],
        "ties": [
            {
                "name": tie.name,
                "lines": {each.name: each.stroke(tie.colour) for each in THEMES},
                "dash": tie.dash,
                "arrow": tie.arrow,
            }
            for tie in spec.ties
        ],
        "nodes": _nodes(spec, network.nodes, terms, values),
        "edges": [
            {**drawn, **_more(terms, edge.notes, edge.spans)}
            for drawn, edge in zip(network.edges, spec.edges, strict=True)
        ],
        "findings": [_finding(finding, numbers, ties) for finding in spec.findings],
        "counts": [{"name": count.name, "shown": count.shown, "total": count.total} for count in spec.counts],
        "caveats": [showable(line) for line in spec.caveats],
        "leftOut": spec.left_out,
        "opensOn": [numbers[node] for node in spec.opens_on],
        "terms": terms.all(),
        "facets": [{"name": facet.name, "values": values[facet.id].all()} for facet in spec.facets],
    }


def _nodes(
    spec: MapSpec, drawn: Iterable[dict[str, Any]], terms: Words, values: dict[str, Words]
) -> list[dict[str, Any]]:
    _in_order_of_name(spec, values)
    places = {facet.id: place for place, facet in enumerate(spec.facets)}
    nodes = []
    for look, node in zip(drawn, spec.nodes, strict=True):
        entry = {**look, **_more(terms, node.notes, node.spans)}
        if node.facets:
            entry["facets"] = {
                places[facet]: [values[facet].number(each) for each in named] for facet, named in node.facets
            }
        nodes.append(entry)
    return nodes


def _in_order_of_name(spec: MapSpec, values: dict[str, Words]) -> None:
    """Number the values of each facet in the order in which a reader looks for them."""
    found: dict[str, set[str]] = {facet: set() for facet in values}
    for node in spec.nodes:
        for facet, named in node.facets:
            found[facet].update(named)
    for facet, names in found.items():
        for name in sorted(names, key=lambda one: (one.casefold(), one)):
            values[facet].number(name)


def _more(terms: Words, notes: Sequence[Note], spans: Sequence[Span]) -> dict[str, Any]:
    """Give notes and times where there are any, for most ties have none."""
    more: dict[str, Any] = {}
    if notes:
        more["notes"] = [[terms.number(term), showable(text)] for term, text in notes]
    if spans:
        more["spans"] = spans
    return more


def _finding(finding: MapFinding, numbers: dict[str, int], ties: dict[str, int]) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "statement": showable(finding.statement),
        "nodes": [numbers[node] for node in finding.nodes],
        "edges": [ties[edge] for edge in finding.edges],
        "evidence": [[showable(record), showable(says)] for record, says in finding.evidence],
        "change": showable(finding.would_change),
        "actions": [showable(action) for action in finding.actions],
    }
