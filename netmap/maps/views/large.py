"""What keeps a large map readable and drawable: on what it opens, and what is left to the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from netmap.analyses.result import HIGH, MEDIUM
from netmap.maps.spec import MapFinding
from netmap.maps.views.looks import BODIES, KINDS, OVERLAP, PARTNERSHIP
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.spans import stands
from netmap.model.words import counted

LARGE = 500
"""Above so many nodes a map opens on what its findings point to: more labels than a screen can hold apart."""
OPENS_ON = 300
FOR_ONE_FINDING = 60
"""So that one finding about a body on every board does not take the whole first picture."""
MOST_NODES = 10_000
"""A page of more nodes takes longer than a few seconds to open in a browser; the tables have them all."""


def without_other_days(sheet: Sheet) -> list[str]:
    """Leave out of a large map what does not stand on the day, and say how much that is."""
    if len(sheet.standing()) <= LARGE:
        return []
    day, before = sheet.ground.as_of, (len(sheet.nodes), len(sheet.edges))
    here = sheet.standing()
    sheet.nodes = {name: node for name, node in sheet.nodes.items() if name in here}
    sheet.edges = {name: edge for name, edge in sheet.edges.items() if stands(edge.spans, day)}
    _drop_loose_ends(sheet)
    nodes, ties = before[0] - len(sheet.nodes), before[1] - len(sheet.edges)
    if not (nodes or ties):
        return []
    return [
        f"Because the map is large it shows {day} alone: {counted(nodes, 'record')} and {counted(ties, 'tie')} that "
        "do not stand on that day are left out."
    ]


def without_the_least_tied(sheet: Sheet, most: int = MOST_NODES) -> list[str]:
    """Leave the least tied organisations, then other records, out of a map that is too large to draw; say how many."""
    if len(sheet.nodes) <= most:
        return []
    ties = Counter(end for edge in sheet.edges.values() for end in (edge.source, edge.target))
    order = sorted(sheet.nodes, key=lambda name: (sheet.nodes[name].kind not in BODIES, ties[name], name))
    gone = set(order[: len(sheet.nodes) - most])
    kinds = Counter(sheet.nodes[name].kind for name in gone)
    sheet.nodes = {name: node for name, node in sheet.nodes.items() if name not in gone}
    _drop_loose_ends(sheet)
    said = ", ".join(f"{KINDS[kind].name}: {count:,}" for kind, count in sorted(kinds.items()))
    return [f"A map holds {most:,} records at most: those with the fewest ties are left to the tables ({said})."]


def _drop_loose_ends(sheet: Sheet) -> None:
    kept = sheet.nodes
    sheet.edges = {name: edge for name, edge in sheet.edges.items() if edge.source in kept and edge.target in kept}
    sheet.drawn_for = _still_drawn(sheet)


def _still_drawn(sheet: Sheet) -> dict[str, list[str]]:
    own = {record: [name for name in names if name in sheet.edges] for record, names in sheet.drawn_for.items()}
    return {record: names for record, names in own.items() if names}


def opening(sheet: Sheet, findings: Sequence[MapFinding]) -> tuple[str, ...]:
    """Give the nodes that a large map opens on: what grave findings point to and what is next to it.

    Without such findings, the partnerships with the most ties (else any nodes) and what is next to them.
    """
    if len(sheet.nodes) <= LARGE:
        return ()
    near, here = sheet.neighbours(), sheet.standing()
    centres = [finding.nodes for finding in findings if finding.severity in (HIGH, MEDIUM)]
    if not any(centres):
        kinds = [PARTNERSHIP, OVERLAP]
        ranked = sorted(here, key=lambda name: (sheet.nodes[name].kind not in kinds, -len(near[name]), name))
        centres = [(name,) for name in ranked]
    found: dict[str, None] = {}
    for nodes in centres:
        wanted = dict.fromkeys([*nodes, *(other for name in nodes for other in near[name])])
        fresh = [name for name in wanted if name in here and name not in found][:FOR_ONE_FINDING]
        found |= dict.fromkeys(fresh[: OPENS_ON - len(found)])
        if len(found) >= OPENS_ON:
            break
    return tuple(found)
