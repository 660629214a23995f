"""Where funders may pay twice, as nodes between those who pay and those who are paid, and where that is not known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from netmap.analyses.duplication.overlaps import Overlap
from netmap.analyses.duplication.relations import UNKNOWN
from netmap.maps.ground import Ground, Row
from netmap.maps.spec import Node, Note, Span
from netmap.maps.views.awards import amounts, awards_of, period
from netmap.maps.views.facets import facets_of
from netmap.maps.views.looks import OVERLAP, PAYS, REACHES
from netmap.maps.views.records import organisation_node
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.spans import merged
from netmap.model.words import (
    NOTE_AREAS,
    NOTE_AWARDS,
    NOTE_EXCESS,
    NOTE_FUNCTION,
    NOTE_GROUPS,
    NOTE_MISSING,
    NOTE_MONEY,
    NOTE_PERIOD,
    listed,
    money,
)

DUPLICATION, SIZE = "duplication_candidate", 16.0
MOST_NAMED = 8
MONTHS_A_DAY = 12 / 365.25


def draw_overlaps(sheet: Sheet) -> None:
    """Draw every overlap in which funders may pay twice, in the times in which they do."""
    found = {
        finding.subjects: finding.id for finding in sheet.ground.duplication.findings if finding.type == DUPLICATION
    }
    for overlap in sheet.ground.duplication.overlaps:
        _draw(sheet, _overlap_node(sheet.ground, overlap, f"overlap:{found[overlap.awards]}"), overlap.awards)


def draw_unknown(sheet: Sheet) -> None:
    """Draw the awards of which it is not known whether they pay twice, together where they share an award."""
    rows = sheet.ground.duplication.rows
    rows = rows[rows["relation"] == UNKNOWN]
    for part in _sharing(rows[["award", "other_award"]]):
        _draw(sheet, _unknown_node(sheet.ground, part), part)


def _sharing(pairs: pd.DataFrame) -> list[list[str]]:
    """Put together the awards of pairs that share one, in order."""
    awards, places = np.unique(pairs.to_numpy(dtype=object), return_inverse=True)
    if not len(awards):
        return []
    ties = coo_array((np.ones(len(pairs)), (places[:, 0], places[:, 1])), shape=(len(awards), len(awards)))
    parts: dict[int, list[str]] = {}
    for award, label in zip(awards, connected_components(ties, directed=False)[1], strict=True):
        parts.setdefault(label, []).append(award)
    return sorted(parts.values())


def _draw(sheet: Sheet, node: Node, awards: Iterable[str]) -> None:
    """Add a node and tie to it who pays these awards, the first funder of a chain, and whom they reach."""
    sheet.add(node)
    known = awards_of(sheet.ground)
    for award in awards:
        record = [f"award:{award}"]
        payers = [row["funder_id"] for row in known.by_id.get(known.top(award), ())]
        payees = [row["recipient_id"] for row in known.by_id.get(award, ())]
        sheet.add(*(organisation_node(sheet.ground, body) for body in (*payers, *payees)), by_ties=True)
        for body in payers:
            sheet.tie(f"organisation:{body}", node.id, PAYS, spans=node.spans, records=record)
        for body in payees:
            sheet.tie(node.id, f"organisation:{body}", REACHES, spans=node.spans, records=record)


def _overlap_node(ground: Ground, overlap: Overlap, name: str) -> Node:
    functions, groups, areas = (
        [ground.network.names(label)[each] for each in ids]
        for label, ids in (
            ("EngagementFunction", overlap.functions),
            ("EqualityGroup", overlap.targets),
            ("Area", overlap.areas),
        )
    )
    spans = merged((segment.start.isoformat(), segment.end.isoformat()) for segment in overlap.segments)
    notes: list[Note] = [
        (NOTE_FUNCTION, listed(functions, MOST_NAMED)),
        (NOTE_GROUPS, listed(groups, MOST_NAMED) or "everybody"),
        (NOTE_AREAS, listed(areas, MOST_NAMED)),
        (NOTE_PERIOD, f"{spans[0][0]} to {spans[-1][1]} ({overlap.when}), {_months(spans)}"),
        (NOTE_MONEY, _money(overlap)),
    ]
    if overlap.excess and not overlap.mixed:
        notes.append((NOTE_EXCESS, f"at most {money(*overlap.excess, overlap.currency)}"))
    notes.append((NOTE_AWARDS, listed(overlap.awards, MOST_NAMED)))
    facets = facets_of(ground).awards(overlap.awards)
    called = f"Possible double payment: {listed(functions, 2)}"
    return Node(name, called, OVERLAP, SIZE, tuple(notes), spans=spans, facets=facets)


def _months(spans: Iterable[Span]) -> str:
    days = sum((datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days for start, end in spans)
    return f"about {days * MONTHS_A_DAY:.0f} months"


def _money(overlap: Overlap) -> str:
    if overlap.mixed:
        return "in several currencies, not added up"
    said = money(*overlap.gross, overlap.currency) if overlap.gross else "not known"
    return said + (
        f"; {overlap.unpriced} of {len(overlap.awards)} awards without a stated amount" if overlap.unpriced else ""
    )


def _unknown_node(ground: Ground, awards: Sequence[str]) -> Node:
    known = awards_of(ground)
    functions = known.named(awards, "function")
    rows = [row for award in awards for row in known.by_id.get(award, ())]
    notes: tuple[Note, ...] = (
        (NOTE_FUNCTION, listed(functions, MOST_NAMED) or "not recorded"),
        (NOTE_MISSING, _missing(known.scopes, rows)),
        (NOTE_PERIOD, period(rows)),
        (NOTE_MONEY, amounts(rows)),
        (NOTE_AWARDS, listed(awards, MOST_NAMED)),
    )
    called = f"Not known whether paid twice: {listed(functions, 2) or 'function not recorded'}"
    facets = facets_of(ground).awards(awards)
    return Node(f"overlap:unknown:{awards[0]}", called, OVERLAP, SIZE, notes, unknown=True, facets=facets)


def _missing(scopes: Mapping[str, Mapping[str, list[str]]], rows: Iterable[Row]) -> str:
    """Say what is not recorded of some awards and would settle the question."""
    said: dict[str, None] = {}
    for row in rows:
        scope = scopes.get(row["award_id"], {})
        for name, value in (
            ("function", scope.get("function")),
            ("area", scope.get("area")),
            ("start", row["start_day"]),
            ("end", row["end_day"]),
        ):
            if not value:
                said[f"{row['award_id']} ({name})"] = None
    return listed(list(said), MOST_NAMED) or "not recorded which"
