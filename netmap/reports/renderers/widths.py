"""How wide the columns of a table should be, in characters, on a sheet that has only so much room."""

from __future__ import annotations

import math
from collections.abc import Sequence

from netmap.reports.document import Matrix, Table

_LONGEST_WORD, _SHORT_TEXT = 24, 10
_MOST_OF_A_SHEET = 50


def columns_of(block: Table | Matrix) -> tuple[tuple[str, ...], ...]:
    """Give the texts of a table or a matrix column by column, each with its heading first."""
    if isinstance(block, Table):
        heads = tuple(column.heading for column in block.columns)
        rows = [tuple(cell.shown for cell in row) for row in block.rows]
    else:
        last = (block.summary,) if block.summary else ()
        heads = (block.corner, *block.columns, *last)
        rows = [
            (
                row.heading,
                *(f"{cell.status.symbol} {cell.word}" for cell in row.cells),
                *((row.summary,) if last else ()),
            )
            for row in block.rows
        ]
    return tuple(zip(heads, *rows, strict=True))


def shared_out(columns: Sequence[Sequence[str]], room: int) -> tuple[int, ...]:
    """How wide should each column be?

    Definition: every column takes its longest word, and texts of up to ten letters whole; each further
    character goes to the column whose usual text needs the most lines, until all texts stand on one line or
    the room is used up. Unit: characters.

    Parameters
        columns: the texts of each column, the heading first.
        room: characters side by side on the sheet.
    Returns
        A width for each column; more than the room in all where the longest words alone need more.
    Cost
        Linear in the cells, and in room times columns.
    Example
        >>> shared_out([["Name", "Ann"], ["What they said", "a long text that goes on and on"]], 24)
        (5, 19)
    """
    widths = [_least(texts) for texts in columns]
    longest = [max(map(len, texts)) for texts in columns]
    usual = [math.sqrt(sum(len(text) ** 2 for text in texts[1:]) / max(len(texts) - 1, 1)) for texts in columns]
    for _ in range(room - sum(widths)):
        narrow = [place for place, width in enumerate(widths) if width < longest[place]]
        if not narrow:
            break
        widths[max(narrow, key=lambda place: usual[place] / widths[place])] += 1
    return tuple(widths)


def wants_lying(columns: Sequence[Sequence[str]], upright: int, lying: int) -> bool:
    """Tell whether a table should stand on a lying sheet: it is cut off upright, or turning it saves most of a sheet.

    Parameters
        columns: the texts of each column, the heading first.
        upright, lying: characters side by side on a sheet that stands, and on one that lies.
    """
    if sum(shared_out(columns, upright)) > upright:
        return True
    return _lines(columns, upright) - _lines(columns, lying) > _MOST_OF_A_SHEET


def _lines(columns: Sequence[Sequence[str]], room: int) -> int:
    widths = shared_out(columns, room)
    rows = list(zip(*columns, strict=True))
    return sum(max(math.ceil(len(text) / width) for text, width in zip(row, widths, strict=True)) for row in rows)


def _least(texts: Sequence[str]) -> int:
    short = [len(text) for text in texts[1:] if len(text) <= _SHORT_TEXT]
    return max(min(longest_word(texts), _LONGEST_WORD), *short, 1)


def longest_word(texts: Sequence[str]) -> int:
    """Give the room that no text can do without; a heading is bold, and so a little wider than its letters."""
    head, *others = (max(map(len, text.split()), default=1) for text in texts)
    return max(head + 1, *others, 1)
