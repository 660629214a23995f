"""The findings to look at first among those that go out: chosen anew, so that the choice tells nothing more."""

from __future__ import annotations

from netmap.analyses.result import SEVERITY_ORDER
from netmap.model.words import counted
from netmap.reports.document import Block, Cell, Column, Finding, Heading, Table
from netmap.reports.sections.findings import in_a_word
from netmap.reports.sections.summary import SHOWN_FIRST, in_short
from netmap.words import words_of

SUMMARY, FIRST, TABLE = "summary", "first", "first-findings"
_COLUMNS = ("what-was-found", "figure", "how-sure", "what-could-be-done")
HELD_BACK = "x"
_say = words_of("reports/publishing")


def with_first(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the first findings of a published report at the end of its summary.

    Parameters
        blocks: what goes out, without such a table.
    Returns
        The blocks with a heading and a table; as they are where nothing was found or there is no summary.
    """
    found = _first(blocks)
    tops = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    summary = [place for place in tops if _anchor(blocks[place]) == SUMMARY]
    if not found or not summary:
        return blocks
    end = next((place for place in tops if place > summary[0]), len(blocks))
    total = sum(isinstance(block, Finding) for block in blocks)
    return (*blocks[:end], Heading(3, _say("first_heading"), FIRST), _table(found, total), *blocks[end:])


def _anchor(block: Block) -> str:
    return block.anchor if isinstance(block, Heading) else ""


def _first(blocks: tuple[Block, ...]) -> tuple[Finding, ...]:
    """Choose by priority; within one the sections take turns, in the order of the report."""
    turns: list[tuple[int, int, int, Finding]] = []
    section, seen = -1, dict[tuple[int, str], int]()
    for block in blocks:
        section += isinstance(block, Heading) and block.level == 2
        if isinstance(block, Finding):
            key = (section, block.severity.value)
            seen[key] = seen.get(key, 0) + 1
            turns.append((SEVERITY_ORDER[block.severity.value], seen[key], section, block))
    return tuple(found for *_, found in sorted(turns, key=lambda each: each[:3])[:SHOWN_FIRST])


def _table(found: tuple[Finding, ...], total: int) -> Table:
    heads = (_say("first_found"), _say("first_figure"), _say("first_sure"), _say("first_action"))
    return Table(
        caption=_say("first_caption", shown=len(found), total=counted(total, "finding")),
        columns=tuple(Column(key, head) for key, head in zip(_COLUMNS, heads, strict=True)),
        rows=tuple(_row(each, *short) for each, short in zip(found, in_short(found), strict=True)),
        note=_say("first_note"),
        name=TABLE,
    )


def _row(found: Finding, said: str, action: str) -> tuple[Cell, ...]:
    return (
        Cell(said),
        _told(f"{found.figure} of {found.of}" if found.figure else ""),
        _told(in_a_word(found.certainty)),
        _told(action),
    )


def _told(text: str) -> Cell:
    return Cell(text) if text else Cell("", HELD_BACK)
