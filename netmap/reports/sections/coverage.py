"""The section on which groups have a voice: groups by partnerships, totals, the answer for each group, findings."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from netmap.analyses.coverage import CoverageResult
from netmap.model.words import LEVEL_WORDS, LEVELS, NOT_KNOWN, counted
from netmap.reports.answers import Answers
from netmap.reports.document import (
    Block,
    Definitions,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    Table,
    split_matrix,
)
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, count_of, cut_table, not_known, share, shortened
from netmap.reports.sections.voices import EXPERT, INDIRECT, SERVED, SILENT, STATES, UNKNOWN, VOICED, state_of
from netmap.words import words_of

SHOWN_GROUPS, SHOWN_PARTNERSHIPS = 80, 60
MOST_GROUPS, MOST_PARTNERSHIPS = 40, 60
_CELLS = {state.key: MatrixCell(state.status, state.short) for state in STATES.values()}
_LEVEL_OF_CODE = {code: level for level, code in LEVELS.items()}
_say = words_of("reports/coverage")


def coverage_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show which groups have a voice on each partnership and in the whole system, and what is not known."""
    result = answers.coverage
    head = (Heading(2, _say("heading"), "coverage"), Paragraph(result.headline))
    if result.rows.empty:
        return (*head, *not_known(result.caveats))
    if result.cells.empty:
        groups = counted(result.values["groups"], "equality group")
        findings = findings_of(answers, result, provenance) if result.findings else ()
        return (head[0], Paragraph(_say("nowhere", groups=groups)), *not_known(result.caveats), *findings)
    return (
        *head,
        *not_known(result.caveats),
        Heading(3, _say("states_heading"), "coverage-answers"),
        Definitions(_meanings()),
        Heading(3, _say("matrix_heading"), "coverage-partnerships"),
        *_crossings(answers),
        Heading(3, _say("totals_heading"), "coverage-totals"),
        _totals(result),
        Heading(3, _say("groups_heading"), "coverage-groups"),
        _groups(answers),
        *findings_of(answers, result, provenance),
    )


def _meanings() -> tuple[tuple[str, str], ...]:
    said = {
        VOICED: _say("represented"),
        INDIRECT: _say("indirectly"),
        EXPERT: _say("expert_only"),
        SERVED: _say("served"),
        SILENT: _say("not_represented"),
        UNKNOWN: _say("not_known"),
    }
    return tuple((state.word.capitalize(), said[state.key]) for state in STATES.values())


def _states(rows: pd.DataFrame) -> list[str]:
    return [state_of(row) for row in rows[["verdict", "recorded"]].to_dict("records")]


def _totals(result: CoverageResult) -> Table:
    groups, cells = Counter(_states(result.system)), Counter(_states(result.cells))
    rows = [
        (state.word, count_of(groups[state.key], len(result.system)), count_of(cells[state.key], len(result.cells)))
        for state in STATES.values()
    ]
    numeric = ("Groups", "Group on one partnership")
    return cut_table(
        _say("totals_caption"),
        columns("Answer", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note=_say("totals_note"),
        name="group-verdicts",
    )


def _groups(answers: Answers) -> Table:
    result = answers.coverage
    return cut_table(
        _say("groups_caption"),
        columns("Group", "Answer", "How", "Proof", "What would change it"),
        [_group(row) for row in result.system.to_dict("records")],
        limit=SHOWN_GROUPS,
        rest=answers.command(result),
        note=_say("groups_note"),
        name="groups",
    )


def _group(row: dict[Any, Any]) -> Row:
    recorded, possible = (LEVEL_WORDS[_LEVEL_OF_CODE[row[key]]] for key in ("recorded", "possible"))
    how = _say("how_open", recorded=recorded, possible=possible) if row["verdict"] == NOT_KNOWN else recorded
    return (
        row["group"],
        STATES[state_of(row)].word,
        how,
        row["proof"] or _say("no_proof"),
        shortened(row["would_change"]),
    )


def _crossings(answers: Answers) -> tuple[Block, ...]:
    """Cross groups with partnerships, the longer list down the rows; where both are many, give totals."""
    result = answers.coverage
    groups, partnerships = result.values["groups"], result.values["partnerships"]
    if groups > MOST_GROUPS or partnerships > MOST_PARTNERSHIPS:
        return _by_partnership(answers)
    across = ("group", "partnership") if partnerships > groups else ("partnership", "group")
    return split_matrix(_matrix(result.cells, *across))


def _matrix(cells: pd.DataFrame, across: str, down: str) -> Matrix:
    """Lay the answers out; names head rows and columns, ids keep two of one name apart."""
    states = cells.assign(state=_states(cells)).pivot(index=f"{down}_id", columns=f"{across}_id", values="state")
    names = {kind: cells.drop_duplicates(f"{kind}_id").set_index(f"{kind}_id")[kind] for kind in (across, down)}
    order = list(names[across].index)
    rows = tuple(
        MatrixRow(names[down][each], tuple(_CELLS[state] for state in line), _summary(line))
        for each in names[down].index
        for line in [list(states.loc[each, order])]
    )
    heads = {"group": "Equality group", "partnership": "Partnership"}
    of = {"group": "Groups represented", "partnership": "Partnerships where it is represented"}
    return Matrix(
        caption=_say("matrix_caption"),
        corner=heads[down],
        columns=tuple(names[across]),
        rows=rows,
        key=tuple((state.status, state.in_full) for state in STATES.values()),
        summary=of[across],
        note=_say("matrix_note"),
        name="voices",
    )


def _summary(states: list[str]) -> str:
    low, unsure = sum(state in (VOICED, INDIRECT) for state in states), states.count(UNKNOWN)
    return share(low, len(states)) if not unsure else f"{low} to {low + unsure} of {len(states)}"


def _by_partnership(answers: Answers) -> tuple[Block, ...]:
    """Count the answers on each partnership; those of which nothing is known are counted together."""
    result = answers.coverage
    groups = result.values["groups"]
    cells = result.cells.assign(state=_states(result.cells))
    counts = cells.groupby(["partnership", "partnership_id"])["state"].value_counts().unstack(fill_value=0)
    rows: list[Row] = [
        (str(name), *(count_of(int(line.get(key, 0)), groups) for key in _CELLS))
        for (name, _), line in counts.iterrows()
        if line.get(UNKNOWN, 0) < groups
    ]
    total = counted(len(counts), "partnership")
    unknown = len(counts) - len(rows)
    said = (Paragraph(_say("unknown_everywhere", count=unknown, total=total)),) if unknown else ()
    if not rows:
        return said
    numeric = tuple(state.word.capitalize() for state in STATES.values())
    table = cut_table(
        _say("by_partnership_caption", shown=len(rows), total=total),
        columns("Partnership", *numeric, numeric=numeric),
        rows,
        limit=SHOWN_PARTNERSHIPS,
        rest=answers.command(result),
        note=_say("by_partnership_note"),
        name="by-partnership",
    )
    return (*said, table)
