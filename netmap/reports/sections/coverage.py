"""The section on which groups have a voice: totals, the verdict on each group, groups by partnerships, findings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netmap.analyses.coverage import CoverageResult
from netmap.model.words import (
    EXPERT_ONLY,
    LEVEL_WORDS,
    LEVELS,
    NOT_KNOWN,
    NOT_REPRESENTED,
    REPRESENTED,
    VERDICT_WORDS,
    counted,
)
from netmap.reports.answers import Answers
from netmap.reports.document import (
    Block,
    Definitions,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    Status,
    Table,
    split_matrix,
)
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, cut_table, not_known, share, shortened

SHOWN_GROUPS, SHOWN_PARTNERSHIPS = 80, 60
MOST_GROUPS, MOST_PARTNERSHIPS = 40, 60
VERDICT_MEANINGS = {
    REPRESENTED: "Somebody on a partnership speaks for the group: an organisation that is led by the group, serves it "
    "or speaks up for it, or a mandate that names the group.",
    EXPERT_ONLY: "An expert advises on the group. Advice is not representation, so it is counted apart.",
    NOT_REPRESENTED: "No seat and no mandate on record speaks for the group, and no open record could change that. "
    "General membership of a forum does not count.",
    NOT_KNOWN: "The records show no voice, but a record that nobody has made could show one. It never counts as no.",
}
_CELLS = {
    REPRESENTED: MatrixCell(Status.MET, "yes"),
    EXPERT_ONLY: MatrixCell(Status.PARTLY, "expert only"),
    NOT_REPRESENTED: MatrixCell(Status.UNMET, "no"),
    NOT_KNOWN: MatrixCell(Status.UNKNOWN, VERDICT_WORDS[NOT_KNOWN]),
}
_KEY = tuple((cell.status, f"{cell.word}: {VERDICT_WORDS[verdict]}") for verdict, cell in _CELLS.items())
_LEVEL_OF_CODE = {code: level for level, code in LEVELS.items()}


def coverage_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show which groups have a voice in the whole system and on each partnership, and what is not known."""
    result = answers.coverage
    head = (Heading(2, "Which groups have a voice", "coverage"), Paragraph(result.headline))
    if result.rows.empty:
        return (*head, *not_known(result.caveats))
    if result.cells.empty:
        groups = counted(result.values["groups"], "equality group")
        nowhere = f"No partnership is recorded here, so it is not known whether anybody speaks for the {groups}."
        findings = findings_of(answers, result, provenance) if result.findings else ()
        return (head[0], Paragraph(nowhere), *not_known(result.caveats), *findings)
    return (
        *head,
        *not_known(result.caveats),
        Heading(3, "What the answers mean", "coverage-answers"),
        Definitions(tuple((VERDICT_WORDS[verdict].capitalize(), text) for verdict, text in VERDICT_MEANINGS.items())),
        Heading(3, "Totals", "coverage-totals"),
        _totals(result),
        Heading(3, "Each group in the whole system", "coverage-groups"),
        _groups(answers),
        Heading(3, "Each group on each partnership", "coverage-partnerships"),
        *_crossings(answers),
        *findings_of(answers, result, provenance),
    )


def _totals(result: CoverageResult) -> Table:
    groups, cells = result.values["groups"], result.values["of_cells"]
    rows = [
        (VERDICT_WORDS[verdict], share(count, groups), share(result.values["cells"][verdict], cells))
        for verdict, count in result.values["system"].items()
    ]
    numeric = ("Groups", "Group on one partnership")
    return cut_table(
        "Equality groups by verdict",
        columns("Verdict", *numeric, numeric=numeric),
        rows,
        limit=len(rows),
        rest="",
        note="A group counts as represented in the system when it is represented on at least one partnership. "
        "The last column counts every group on every partnership.",
    )


def _groups(answers: Answers) -> Table:
    result = answers.coverage
    return cut_table(
        "The verdict on each group, and what it rests on",
        columns("Group", "Verdict", "How", "Proof", "What would change it"),
        [_group(row) for row in result.system.to_dict("records")],
        limit=SHOWN_GROUPS,
        rest=answers.command(result),
        note="The proof runs from the partnership by the seat to the group. Long lists are cut at three dots.",
    )


def _group(row: dict[Any, Any]) -> Row:
    recorded, possible = (LEVEL_WORDS[_LEVEL_OF_CODE[row[key]]] for key in ("recorded", "possible"))
    how = recorded
    if row["verdict"] == NOT_KNOWN:
        how = f"on record: {recorded}; at best: {possible}"
    return (
        row["group"],
        VERDICT_WORDS[row["verdict"]],
        how,
        row["proof"] or "no route on record",
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
    """Lay the verdicts out; names head rows and columns, ids keep two of one name apart."""
    verdicts = cells.pivot(index=f"{down}_id", columns=f"{across}_id", values="verdict")
    names = {kind: cells.drop_duplicates(f"{kind}_id").set_index(f"{kind}_id")[kind] for kind in (across, down)}
    order = list(names[across].index)
    rows = tuple(
        MatrixRow(names[down][each], tuple(_CELLS[verdict] for verdict in line), _summary(line))
        for each in names[down].index
        for line in [list(verdicts.loc[each, order])]
    )
    heads = {"group": "Equality group", "partnership": "Partnership"}
    of = {"group": "Groups represented", "partnership": "Partnerships where it is represented"}
    return Matrix(
        caption="Is the group represented on the partnership?",
        corner=heads[down],
        columns=tuple(names[across]),
        rows=rows,
        key=_KEY,
        summary=of[across],
        note="A range starts with what the records prove; its end counts every answer that is not known as a yes.",
    )


def _summary(verdicts: list[str]) -> str:
    low, unsure = verdicts.count(REPRESENTED), verdicts.count(NOT_KNOWN)
    return share(low, len(verdicts)) if not unsure else f"{low} to {low + unsure} of {len(verdicts)}"


def _by_partnership(answers: Answers) -> tuple[Block, ...]:
    """Count the verdicts on each partnership; those of which nothing is known are counted together."""
    result = answers.coverage
    groups = result.values["groups"]
    counts = result.cells.groupby(["partnership", "partnership_id"])["verdict"].value_counts().unstack(fill_value=0)
    rows = [
        (str(name), *(share(int(line.get(verdict, 0)), groups) for verdict in _CELLS))
        for (name, _), line in counts.iterrows()
        if line.get(NOT_KNOWN, 0) < groups
    ]
    total = counted(len(counts), "partnership")
    unknown = len(counts) - len(rows)
    said = (Paragraph(f"On {unknown:,} of {total} the answer is not known for any group."),) if unknown else ()
    if not rows:
        return said
    numeric = tuple(VERDICT_WORDS[verdict].capitalize() for verdict in _CELLS)
    table = cut_table(
        f"Groups by verdict on {len(rows):,} of {total}",
        columns("Partnership", *numeric, numeric=numeric),
        rows,
        limit=SHOWN_PARTNERSHIPS,
        rest=answers.command(result),
        note="A grid of every group on every partnership would be too large to read.",
    )
    return (*said, table)
