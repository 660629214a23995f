"""Findings beside a map: each with the nodes it is about, the ties it rests on, and its evidence in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from netmap.analyses.result import SEVERITY_ORDER, Evidence, Finding
from netmap.maps.ground import LABEL_OF, Ground
from netmap.maps.spec import MapFinding, Note
from netmap.maps.views.looks import VACANCY
from netmap.maps.views.records import place_of_seats
from netmap.maps.views.sheet import Sheet, between
from netmap.maps.views.spans import stands

SUBJECTS = {
    "dominance": ("organisation", "partnership", "seat"),
    "coverage": ("group", "seat", "organisation", "partnership"),
    "issues": ("theme", "partnership", "seat"),
    "duplication": ("award", "organisation"),
    "health": ("partnership", "seat"),
}
"""What the records that the findings of each analysis name can be, in the order in which an id is looked up."""


def map_findings(sheet: Sheet, analyses: Mapping[str, tuple[str, ...]], about: str = "") -> list[MapFinding]:
    """Give the findings that something on the sheet is a subject of, the gravest first.

    Parameters
        analyses: the analyses whose findings belong to the view, each with the types of them; none means all.
        about: only findings that point to this node or to a tie of it; blank means all.
    """
    found: list[tuple[int, MapFinding]] = []
    for name, types in analyses.items():
        records = Records(sheet, SUBJECTS[name])
        for finding in sheet.ground.result(name).findings:
            if not types or finding.type in types:
                shown = records.shown(finding)
                if shown and (not about or records.touches(shown, about)):
                    found.append((SEVERITY_ORDER[finding.severity], shown))
    return [finding for _, finding in sorted(found, key=lambda each: each[0])]


class Records:
    """Where on a sheet the records of one analysis are."""

    def __init__(self, sheet: Sheet, kinds: tuple[str, ...]) -> None:
        self._sheet = sheet
        self._known = {kind: known(sheet.ground, kind) for kind in kinds}

    def shown(self, finding: Finding) -> MapFinding | None:
        """Give a finding as the map has it; None where no subject of it is on the sheet."""
        own = f"overlap:{finding.id}"
        about = [self._key(record) for record in finding.subjects]
        rests = [self._key(each.record) for each in finding.evidence]
        if not any(self._is_here(key) for key in about):
            return None
        keys = [key for other in (*about, *rests) for key in (between(about[0], other), other)]
        edges = dict.fromkeys(edge for key in keys for edge in self._sheet.drawn_for.get(key, ()))
        nodes = dict.fromkeys(key for key in (own, *about, *rests) if self._is_drawn(key))
        if not nodes:
            ends = (self._sheet.edges[edge] for edge in edges)
            nodes = dict.fromkeys(end for edge in ends for end in (edge.source, edge.target))
        if own not in nodes:
            nodes |= dict.fromkeys(node for key in (*about, *rests) for node in self._stand_ins(key))
        return MapFinding(
            id=finding.id,
            severity=finding.severity,
            statement=finding.statement,
            nodes=tuple(nodes),
            edges=tuple(edges),
            evidence=tuple(self._note(each) for each in finding.evidence),
            would_change=finding.would_change,
            actions=finding.actions,
        )

    def touches(self, finding: MapFinding, node: str) -> bool:
        """Say whether a finding points to a node or to a tie of it."""
        edges = (self._sheet.edges[name] for name in finding.edges)
        return node in finding.nodes or any(node in (edge.source, edge.target) for edge in edges)

    def _is_here(self, key: str) -> bool:
        """Say whether a record is on the sheet; an award is there with either party."""
        is_here = key in self._sheet.nodes or key in self._sheet.drawn_for
        return is_here or (key.startswith("award:") and self._stand_ins(key) != [])

    def _key(self, record: str) -> str:
        """Give the node id of a record, blank where nothing of that id can be meant."""
        return next((f"{kind}:{record}" for kind, ids in self._known.items() if record in ids), "")

    def _is_drawn(self, key: str) -> bool:
        """Say whether a record is a node; the mark of a vacancy is the seat only while it is vacant."""
        node = self._sheet.nodes.get(key)
        return node is not None and (node.kind != VACANCY or stands(node.spans, self._sheet.ground.as_of))

    def _stand_ins(self, key: str) -> list[str]:
        """Give the nodes that stand for a record that is neither a node nor a tie."""
        if self._is_drawn(key) or key in self._sheet.drawn_for:
            return []
        return [node for node in stand_ins(self._sheet.ground).get(key, ()) if node in self._sheet.nodes]

    def _note(self, evidence: Evidence) -> Note:
        kind, _, record = self._key(evidence.record).partition(":")
        name = self._sheet.ground.name(kind, record) if kind in LABEL_OF else evidence.record
        where = ", ".join(each for each in (evidence.source, evidence.as_of) if each)
        return name, evidence.says + (f" ({where})" if where else "")


def known(ground: Ground, kind: str) -> Iterable[str]:
    """Give the ids of all records of a kind."""
    if kind in LABEL_OF:
        return ground.names(kind)
    return place_of_seats(ground) if kind == "seat" else ground.once("parties", _parties)


def stand_ins(ground: Ground) -> Mapping[str, tuple[str, ...]]:
    """Give the nodes that stand for a seat (its holder and its partnership) or an award (who pays, who is paid)."""
    return ground.once("stand-ins", _stand_ins)


def _stand_ins(ground: Ground) -> dict[str, tuple[str, ...]]:
    seats = ground.seating.seats
    found = {}
    for seat, place, body in zip(seats["seat_id"], seats["partnership_id"], seats["organisation_id"], strict=True):
        found[f"seat:{seat}"] = (*([f"organisation:{body}"] if body else []), f"partnership:{place}")
    for award, bodies in ground.once("parties", _parties).items():
        found[f"award:{award}"] = tuple(f"organisation:{body}" for body in bodies)
    return found


def _parties(ground: Ground) -> dict[str, tuple[str, ...]]:
    """Give who pays and who is paid by each award."""
    rows = ground.network.table("awards")
    found: dict[str, dict[str, None]] = {}
    for award, payer, payee in zip(rows["award_id"], rows["funder_id"], rows["recipient_id"], strict=True):
        found.setdefault(award, {}).update({payer: None, payee: None})
    return {award: tuple(bodies) for award, bodies in found.items()}
