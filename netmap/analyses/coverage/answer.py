"""Which equality groups have a live voice, where, and is the answer known or merely not recorded?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.collecting import without_collecting
from netmap.analyses.coverage.cells import SYSTEM, cells_of
from netmap.analyses.coverage.chains import mandate_table
from netmap.analyses.coverage.characteristics import characteristic_table, intersection_table
from netmap.analyses.coverage.figures import caveats_of, figures_of
from netmap.analyses.coverage.findings import findings_of, only_members
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.quarters import time_table
from netmap.analyses.coverage.shares import parity_table
from netmap.analyses.coverage.tallies import Tallies
from netmap.analyses.coverage.verdicts import Verdict
from netmap.analyses.coverage.voices import Voices
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED, counted
from netmap.network import Network
from netmap.words import words_of

_say = words_of("analyses/coverage")


@dataclass(frozen=True, kw_only=True)
class CoverageResult(Result):
    """Verdicts for every group, in the whole system and on each partnership.

    `system` has one row for each group, `cells` one for each group on each partnership; the columns
    are those of `table()`, which holds both (the system's rows have a blank partnership). `details` has
    the tables `characteristics`, `intersections`, `strength`, `routes`, `parity`, `quotients`, `mandates`
    and `time`.
    """

    name = "coverage"
    in_short = ("group", "partnership", "verdict", "recorded", "would_change")
    system: pd.DataFrame
    cells: pd.DataFrame


@without_collecting()
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
        A few passes over the seats in scope for each group, and one text for each group and partnership.
    Source
        METHODS 4, 7.1 and 11; checked against REP-PATHS, UMBRELLA-LAUNDER, INTERSECTION.
    """
    ladder = Ladder(read_seating(network, as_of, area, settings))
    verdicts = {group: ladder.system(group) for group in ladder.groups.ids}
    table = cells_of(ladder, verdicts)
    system = table[table["partnership_id"] == SYSTEM].reset_index(drop=True)
    cells = table[table["partnership_id"] != SYSTEM].reset_index(drop=True)
    details = _details(ladder, verdicts, as_of)
    return CoverageResult(
        as_of=as_of,
        scope=ladder.seating.scope.name,
        parameters=settings.used("mandates", "coverage"),
        headline=_headline(ladder, verdicts),
        values={**_totals(ladder, system, cells), **figures_of(ladder, verdicts, details)},
        caveats=(*ladder.seating.scope.caveats(), *caveats_of(ladder, details)),
        findings=in_order(findings_of(ladder, verdicts, details, as_of)),
        rows=table,
        details=details,
        system=system,
        cells=cells,
    )


def _details(ladder: Ladder, verdicts: Mapping[str, Verdict], as_of: str) -> dict[str, pd.DataFrame]:
    voices = Voices(ladder)
    tallies = Tallies(ladder, voices)
    return {
        "characteristics": characteristic_table(ladder, tallies, verdicts),
        "intersections": intersection_table(ladder, tallies, verdicts),
        "strength": voices.strength_table(),
        "routes": voices.route_table(),
        "parity": parity_table(ladder, tallies),
        "quotients": tallies.quotient_table(),
        "mandates": mandate_table(ladder),
        "time": time_table(ladder, as_of),
    }


def _headline(ladder: Ladder, verdicts: Mapping[str, Verdict]) -> str:
    if not ladder.partnerships:
        return _say("headline_no_partnership")
    totals = Counter(verdict.verdict for verdict in verdicts.values())
    known, open_groups, members = totals[REPRESENTED], totals[NOT_KNOWN], len(only_members(ladder, verdicts))
    parts = [_represented(known, known + open_groups, counted(len(verdicts), "equality group"))]
    if totals[EXPERT_ONLY]:
        parts.append(_say("headline_expert", count=totals[EXPERT_ONLY]))
    if members:
        parts.append(_say("headline_members", count=members))
    parts.append(_say("headline_not_represented", count=totals[NOT_REPRESENTED] - members))
    parts.append(_say("headline_not_known", count=open_groups))
    return "; ".join(parts)


def _represented(low: int, high: int, groups: str) -> str:
    if low != high:
        return _say("headline_represented_range", low=low, high=high, groups=groups)
    if low == 1:
        return _say("headline_represented_one", count=low, groups=groups)
    return _say("headline_represented_many", count=low, groups=groups)


def _totals(ladder: Ladder, system: pd.DataFrame, cells: pd.DataFrame) -> dict[str, Any]:
    return {
        "groups": len(system),
        "partnerships": len(ladder.partnerships),
        "system": {verdict: int((system["verdict"] == verdict).sum()) for verdict in _VERDICTS},
        "cells": {verdict: int((cells["verdict"] == verdict).sum()) for verdict in _VERDICTS},
        "of_cells": len(cells),
        "levels": system["recorded"].value_counts().sort_index().to_dict(),
    }


_VERDICTS = (REPRESENTED, EXPERT_ONLY, NOT_REPRESENTED, NOT_KNOWN)
