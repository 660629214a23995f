"""What changed since an earlier day or source: what happened, and what is only recorded otherwise."""

from __future__ import annotations

from netmap.analyses.change import ChangeResult
from netmap.model.words import CHANGE_NOT_KNOWN, MOVE_WORDS, REAL_CHANGE, RECORD_CHANGE
from netmap.reports.document import Block, Heading, Paragraph, Table
from netmap.reports.sections.tables import columns, count_of, cut_table, day_of
from netmap.words import words_of

SHOWN_MOVES = 40
_NATURES = {
    REAL_CHANGE: "Happened",
    RECORD_CHANGE: "Recorded otherwise",
    CHANGE_NOT_KNOWN: "Not known",
}
_say = words_of("reports/changes")


def changes_section(result: ChangeResult, before: str) -> tuple[Block, ...]:
    """Say what changed, by kind and by whether it happened, and which groups gained or lost a voice.

    Parameters
        result: the comparison.
        before: what the earlier records come from, in the user's words.
    """
    return (
        Heading(2, _say("heading"), "changes"),
        Paragraph(_say("since", before=day_of(result.as_of_before), source=before)),
        Paragraph(result.headline),
        *_kinds(result),
        *_moves(result),
        *(Paragraph(text) for text in result.caveats),
    )


def _kinds(result: ChangeResult) -> tuple[Block, ...]:
    counts = result.values["changes"]
    if not counts:
        return (Paragraph(_say("none")),)
    rows = []
    for kind, by_nature in sorted(counts.items()):
        total = sum(by_nature.values())
        rows.append((kind.replace("_", " "), *(count_of(by_nature.get(nature, 0), total) for nature in _NATURES)))
    numeric = tuple(_NATURES.values())
    return (
        cut_table(
            _say("caption"),
            columns("What", *numeric, numeric=numeric),
            rows,
            limit=len(rows),
            rest="",
            note=_say("note"),
            name="changes",
        ),
    )


def _moves(result: ChangeResult) -> tuple[Block, ...]:
    """Name the groups whose answer changed in the whole system."""
    ladder = result.details["ladder"]
    moved = ladder[ladder["move"].isin(list(MOVE_WORDS))]
    if moved.empty:
        return (Paragraph(_say("no_moves")),)
    rows = [(row["group"], MOVE_WORDS[row["move"]]) for row in moved.to_dict("records")]
    table: Table = cut_table(
        _say("caption_moves"),
        columns("Group", "Change"),
        rows,
        limit=SHOWN_MOVES,
        rest="netmap compare",
        note=_say("moves_note"),
        name="moves",
    )
    return (table,)
