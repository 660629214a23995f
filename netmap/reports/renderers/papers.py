"""Which blocks of a report stand on lying sheets: what is wide, with the words that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from netmap.reports.document import (
    Block,
    Bullets,
    Definitions,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
)

_LONGEST_LEAD = 5
_SHORT = 24
_LETTERS_OF_LINE = 110


def lying_places(blocks: Sequence[Block], is_wide: Callable[[Table | Matrix], bool]) -> frozenset[int]:
    """Which blocks should be printed on lying sheets?

    Definition: every table and matrix that is wide, with its heading and the text between the two; and what
    stands between two of these, where it would fill less than half an upright sheet.

    Parameters
        blocks: those of a report, in order.
        is_wide: tells whether a table or a matrix needs a lying sheet.
    Returns
        The places of the blocks, counted from nothing.
    Cost
        Linear in the words of the report.
    """
    wide = [place for place, block in enumerate(blocks) if isinstance(block, Table | Matrix) and is_wide(block)]
    lying = {place for start in wide for place in range(_lead_of(blocks, start), start + 1)}
    for above, below in zip(sorted(lying)[:-1], sorted(lying)[1:], strict=True):
        if sum(map(_lines, blocks[above + 1 : below])) <= _SHORT:
            lying.update(range(above, below))
    return frozenset(lying)


def _lead_of(blocks: Sequence[Block], place: int) -> int:
    """Find the heading that leads to a block with nothing but text between them; else the block itself."""
    start = place
    while start > 0 and isinstance(blocks[start - 1], Heading | Paragraph | Notice):
        if isinstance(blocks[start], Heading) and not isinstance(blocks[start - 1], Heading):
            break
        start -= 1
    return start if isinstance(blocks[start], Heading) and place - start <= _LONGEST_LEAD else place


def _lines(block: Block) -> int:
    """Guess how many lines of a sheet a block fills; it need not be exact."""
    match block:
        case Heading():
            return 3
        case Paragraph() | Notice():
            return 2 + len(block.text) // _LETTERS_OF_LINE
        case Bullets() | Steps():
            return sum(1 + len(item) // _LETTERS_OF_LINE for item in block.items)
        case Definitions():
            return sum(1 + len(f"{term} {text}") // _LETTERS_OF_LINE for term, text in block.items)
        case Table() | Matrix():
            return 5 + len(block.rows)
        case Finding():
            return 3 + sum(len(lines) for _, lines in block.parts())
        case Picture():
            return _SHORT + 1
