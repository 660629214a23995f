"""Tables of a report: cells from plain text, long tables cut with a line that says so, long texts shortened."""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Sequence

from netmap.model.words import counted, listed
from netmap.reports.document import Cell, Column, Figure, Notice, NoticeKind, Table

LONGEST_TEXT = 180
LONGEST_LIST = 3
NOT_AVAILABLE = "x"

Row = Sequence[str | Cell]
_WORD = re.compile(r"[a-z0-9]+")


def cut_table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    limit: int,
    rest: str,
    note: str = "",
    name: str = "",
) -> Table:
    """Make a table of at most `limit` rows; what is left out is counted, and `rest` is the command that prints it."""
    left = len(rows) - limit
    said = f"The first {limit} of {len(rows)} rows; to print all of them: {rest}" if left > 0 else ""
    cells = tuple(tuple(as_cell(value) for value in row) for row in rows[:limit])
    return Table(caption, tuple(columns), cells, " ".join(text for text in (note, said) if text), name)


def as_cell(value: str | Cell) -> Cell:
    """Make a cell of a text; a blank one says that the value is not available."""
    if isinstance(value, Cell):
        return value
    return Cell(value) if value.strip() else Cell("", NOT_AVAILABLE)


def columns(*headings: str, numeric: Sequence[str] = ()) -> tuple[Column, ...]:
    """Make columns from their headings; the key has the heading's words in lower case, joined by hyphens."""
    return tuple(Column("-".join(_WORD.findall(text.lower())), text, text in numeric) for text in headings)


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """Cut a text at a word; three dots say that there is more."""
    return textwrap.shorten(text, longest, placeholder=" …")


def even_limit(sizes: Sequence[int], room: int) -> int:
    """Give the limit to which sizes have to be cut so that all of them fit into a room; the small ones stay whole.

    Example
        >>> even_limit([2, 9, 6], 14), even_limit([2, 3], 14)
        (6, 3)
    """
    longest = 0
    for place, size in enumerate(sorted(sizes)):
        longest = max(longest, min(size, room // (len(sizes) - place)))
        room -= size
    return longest


def some(names: Sequence[str], longest: int = LONGEST_LIST) -> str:
    """Join names as in a sentence, the first few of them and how many more.

    Example
        >>> some(["A", "B", "C", "D", "E"])
        'A, B, C and 2 more'
    """
    left = len(names) - longest
    return listed([*names[:longest], f"{left} more"] if left > 1 else list(names))


def share(count: float, total: float) -> str:
    """Say a count with its denominator.

    Example
        >>> share(3, 29), share(2.3, 10)
        ('3 of 29', '2.3 of 10')
    """
    figure = f"{count:,.0f}" if count == int(count) else f"{count:,.1f}"
    return f"{figure} of {total:,.0f}"


def count_of(count: float, total: float) -> Cell:
    """Make a cell of a count with its denominator.

    Example
        >>> count_of(3, 29).shown
        '3 of 29'
    """
    return Cell(share(count, total), figure=Figure(count, of=total))


def out_of(count: float, total: float, noun: str) -> str:
    """Say a count with its denominator and what both count.

    Example
        >>> out_of(1, 4, "partnership")
        '1 of 4 partnerships'
    """
    return f"{share(count, 0).removesuffix(' of 0')} of {counted(total, noun)}"


def day(when: datetime.date) -> str:
    """Say a day as people write it.

    Example
        >>> day(datetime.date(2026, 3, 9))
        '9 Mar 2026'
    """
    return f"{when.day} {when:%b %Y}"


def day_of(text: str) -> str:
    """Say a day given as ISO text."""
    return day(datetime.date.fromisoformat(text))


def not_known(caveats: Sequence[str]) -> tuple[Notice, ...]:
    """Make one notice of what a section does not know; none where there is nothing to say."""
    return (Notice(NoticeKind.UNKNOWN, " ".join(caveats)),) if caveats else ()
