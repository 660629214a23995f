"""Which equality groups have a live voice, where, and is the answer known or merely not recorded?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.coverage.ladder import Ladder, Verdict
from netmap.analyses.result import HIGH, LOW, MEDIUM, Finding, Result, capital, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import (
    EXPERT_ONLY,
    LEVEL_WORDS,
    LEVELS,
    NOT_KNOWN,
    NOT_REPRESENTED,
    REPRESENTED,
    counted,
    listed,
)
from netmap.network import Network

SYSTEM = ""
COLUMNS = (
    "group_id",
    "group",
    "partnership_id",
    "partnership",
    "verdict",
    "recorded",
    "possible",
    "proof",
    "would_change",
    "open_records",
)


@dataclass(frozen=True, kw_only=True)
class CoverageResult(Result):
    """Verdicts for every group, in the whole system and on each partnership.

    `system` has one row for each group, `cells` one for each group on each partnership; the columns
    are those of `table()`, which holds both (the system's rows have a blank partnership).
    """

    name = "coverage"
    in_short = ("group", "partnership", "verdict", "recorded", "would_change")
    system: pd.DataFrame
    cells: pd.DataFrame


def coverage(network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS) -> CoverageResult:
    """Which groups have somebody who speaks for them, on which partnership?

    Definition: the representation ladder, 1 (direct, led by the group, with a current mandate) to 7
    (no organisation known). `recorded` is the best level that the records prove, `possible` the best
    if every link that was never asked about were present. Recorded 1 to 3: represented. Both 4 to 7:
    not represented (4 apart, as expert only). Recorded 4 to 7 and possible 1 to 3: not known.
    Isolated and vacant: a vacant seat gives no level; a group without any organisation is unserved.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds, in the sections `mandates` and `coverage`.
    Returns
        CoverageResult: rows by group in tree order, the system first, then partnerships by name.
    Raises
        AnalysisError: the area is not known.
    Cost
        Groups times seats in scope.
    Source
        METHODS 4.2 and 11; checked against REP-PATHS, UMBRELLA-LAUNDER.
    """
    seating = read_seating(network, as_of, area, settings)
    ladder = Ladder(seating)
    rows = [row for group in ladder.groups for row in _rows_of(ladder, group)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    system = table[table["partnership_id"] == SYSTEM].reset_index(drop=True)
    cells = table[table["partnership_id"] != SYSTEM].reset_index(drop=True)
    totals = system["verdict"].value_counts().to_dict()
    return CoverageResult(
        as_of=as_of,
        scope=seating.scope.name,
        parameters=settings.used("mandates", "coverage"),
        headline=_headline(totals, len(system), len(ladder.partnerships)),
        values=_values(ladder, system, cells),
        caveats=(*seating.scope.caveats(), *ladder.caveats()),
        findings=in_order(_findings(ladder, as_of)),
        rows=table,
        system=system,
        cells=cells,
    )


def _rows_of(ladder: Ladder, group: str) -> list[dict[str, Any]]:
    verdicts = ladder.verdicts(group)
    rows = [_row(ladder, group, SYSTEM, ladder.system(group))]
    return rows + [_row(ladder, group, partnership, verdict) for partnership, verdict in verdicts.items()]


def _row(ladder: Ladder, group: str, partnership: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "group_id": group,
        "group": ladder.group_names[group],
        "partnership_id": partnership,
        "partnership": ladder.partnerships.get(partnership, ""),
        "verdict": verdict.verdict,
        "recorded": LEVELS[verdict.recorded],
        "possible": LEVELS[verdict.possible],
        "proof": " → ".join(verdict.path),
        "would_change": verdict.would_change,
        "open_records": len(verdict.open_records),
    }


def _headline(totals: Mapping[str, int], groups: int, partnerships: int) -> str:
    if not partnerships:
        return "No partnership is recorded, so nothing can be said about the voice of equality groups."
    known, open_groups = totals.get(REPRESENTED, 0), totals.get(NOT_KNOWN, 0)
    counts = f"{known}" if not open_groups else f"between {known} and {known + open_groups}"
    parts = [f"{counts.capitalize()} of {counted(groups, 'equality group')} {_are(counts)} represented"]
    if totals.get(EXPERT_ONLY):
        parts.append(f"{totals[EXPERT_ONLY]} by an expert's advice only")
    parts.append(f"{totals.get(NOT_REPRESENTED, 0)} not represented anywhere")
    parts.append(f"{open_groups} not known")
    return "; ".join(parts) + "."


def _are(counts: str) -> str:
    return "is" if counts == "1" else "are"


def _values(ladder: Ladder, system: pd.DataFrame, cells: pd.DataFrame) -> dict[str, Any]:
    return {
        "groups": len(system),
        "partnerships": len(ladder.partnerships),
        "system": {verdict: int((system["verdict"] == verdict).sum()) for verdict in _VERDICTS},
        "cells": {verdict: int((cells["verdict"] == verdict).sum()) for verdict in _VERDICTS},
        "of_cells": len(cells),
        "levels": system["recorded"].value_counts().sort_index().to_dict(),
    }


_VERDICTS = (REPRESENTED, EXPERT_ONLY, NOT_REPRESENTED, NOT_KNOWN)


def _findings(ladder: Ladder, as_of: str) -> list[Finding]:
    if not ladder.partnerships:
        return []
    verdicts = {group: ladder.system(group) for group in ladder.groups}
    return [
        _finding(ladder, group, verdict, as_of) for group, verdict in verdicts.items() if verdict.verdict != REPRESENTED
    ]


def _finding(ladder: Ladder, group: str, verdict: Verdict, as_of: str) -> Finding:
    name, boards = capital(ladder.group_names[group]), counted(len(ladder.partnerships), "partnership")
    statements = {
        NOT_REPRESENTED: f"{name}: nobody speaks for them on any of {boards}; "
        f"on the best route the group {LEVEL_WORDS[verdict.recorded]}.",
        EXPERT_ONLY: f"{name}: an expert advises, but nobody represents them on any of {boards}.",
        NOT_KNOWN: f"{name}: it is not known whether anybody speaks for them. The records show no voice on "
        f"any of {boards}, but {counted(len(verdict.open_records), 'open record')} could change that.",
    }
    largest, people = max(ladder.populations.values(), default=0), ladder.populations.get(group)
    large = people is not None and people >= ladder.seating.settings.coverage.large_group_share * largest
    return Finding(
        id=f"coverage:{group}",
        type=f"group_{verdict.verdict}",
        severity=LOW if verdict.verdict == NOT_KNOWN else HIGH if large else MEDIUM,
        subjects=(group,),
        statement=statements[verdict.verdict],
        measure="partnerships on which the group is represented",
        value=0,
        out_of=len(ladder.partnerships),
        bounds=(0, ladder.possible_boards(group)),
        evidence=ladder.evidence(group, verdict),
        would_change=verdict.would_change,
        assumptions=(
            "General membership of a forum does not represent a group.",
            f"The group has {people:,.0f} people, the largest group on record {largest:,.0f}."
            if people is not None
            else "How many people belong to the group is not recorded.",
        ),
        actions=(_action(ladder, group, verdict),),
        as_of=as_of,
    )


def _action(ladder: Ladder, group: str, verdict: Verdict) -> str:
    if verdict.verdict == NOT_KNOWN:
        return f"Find out: {verdict.would_change}."
    lapsed = ladder.lapsed(group)
    if lapsed:
        return f"Renew or refill seat {listed(lapsed)}: the term of its holder has ended."
    called = ladder.seating.network.names("Organisation")
    bodies = [called[body] for body, _ in ladder.organisations_of(group)]
    if not bodies:
        return (
            "Nobody on file: this is a development need, met by outreach and capacity building, not by an invitation."
        )
    return f"Invite {listed(bodies[:3])}, or ask a forum for a mandate that names the group."
