"""Tables of a report as its readers may have them: listed columns, no hidden count, no telling order of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from netmap.reports.document import Block, Cell, Picture, Table
from netmap.reports.publishing.left import Left
from netmap.reports.publishing.profiles import Listed, Profile
from netmap.reports.publishing.suppression import Suppression
from netmap.reports.publishing.texts import Prose, cut_line

HIDDEN = Cell("", "c")


def displayed(blocks: Iterable[Block], allowed: Profile) -> Iterator[str]:
    """Give the key of every count that the listed columns of listed tables show."""
    for block in blocks:
        table = block.table if isinstance(block, Picture) else block
        if isinstance(table, Table) and table.name in allowed.tables:
            listed = allowed.tables[table.name]
            for row in table.rows:
                for column, cell in zip(table.columns, row, strict=True):
                    if cell.figure and column.key in listed.columns:
                        yield from (key for key in (cell.figure.counts, cell.figure.of_counts) if key)


class Tables:
    """How tables are put for the readers of one profile; `hidden` counts are shown by nothing that is put."""

    def __init__(self, allowed: Profile, prose: Prose, shown: frozenset[str], left: Left, *, hides: bool) -> None:
        """Take what is listed and which counts are shown; `hides` says that all others are not."""
        self._allowed, self._prose, self._shown = allowed, prose, shown
        self._left, self._hides = left, hides

    def put(self, table: Table) -> Table | None:
        """Put a table; None where it is not listed, or nothing is left of it."""
        listed = self._allowed.tables.get(table.name)
        places = [place for place, column in enumerate(table.columns) if listed and column.key in listed.columns]
        if listed is None or places[:1] != [0]:
            self._left.tables += 1
            return None
        self._left.columns += len(table.columns) - len(places)
        found = [self._row([row[place] for place in places], listed) for row in table.rows]
        rows = [row for row in found if row is not None]
        if self._hides and any(cell.figure and cell.figure.counts for row in table.rows for cell in row):
            rows.sort(key=lambda row: [cell.shown.casefold() for cell in row])
        if table.rows and not rows:
            self._left.tables += 1
            return None
        caption = self._prose.say(table.caption) or table.name
        # A note may explain a column that is left out; that there are more rows is said in any case.
        note = self._prose.say(table.note if len(places) == len(table.columns) else cut_line(table.note)) or ""
        columns = tuple(table.columns[place] for place in places)
        return replace(table, caption=caption, columns=columns, rows=tuple(rows), note=note)

    def _row(self, cells: list[Cell], listed: Listed) -> tuple[Cell, ...] | None:
        put = [self._cell(cell, listed) for cell in cells]
        if any(cell is None for cell in put):
            self._left.texts += 1
            return None
        counted = [now for cell, now in zip(cells, put, strict=True) if cell.figure and cell.figure.counts]
        hidden = [cell for cell in counted if cell == HIDDEN]
        if hidden and len(hidden) == len(counted) and not listed.whole:
            self._left.rows += 1
            return None
        self._left.counts += len(hidden)
        return tuple(cell for cell in put if cell is not None)

    def _cell(self, cell: Cell, listed: Listed) -> Cell | None:
        """Put a cell; None where its text does not go out."""
        if not cell.text.strip():
            return cell
        figure = cell.figure
        if self._hides and figure and (figure.counts or figure.of_counts):
            return self._count(cell)
        if figure or listed.plain:
            return replace(cell, text=self._prose.plain(cell.text))
        text = self._prose.say(cell.text)
        return None if text is None else replace(cell, text=text)

    def _count(self, cell: Cell) -> Cell:
        """Show a count whose key is shown; without its denominator where that is hidden."""
        figure = cell.figure
        assert figure is not None
        if not self._is_shown(figure.counts) or (figure.counts and figure.high not in (None, figure.value)):
            return HIDDEN
        if self._is_shown(figure.of_counts):
            return cell
        if not isinstance(figure.value, float | int) or figure.value != int(figure.value) or figure.counts == "":
            return HIDDEN
        value = int(figure.value)
        return Cell(f"{value:,}", cell.mark, replace(figure, of=None, of_counts=""))

    def _is_shown(self, key: str) -> bool:
        return not key or key in self._shown


def keys_shown(found: Suppression, measures: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Give the keys that are shown: counts, and the measures of which every count is."""
    told = {key for key, needs in measures.items() if found.shown.issuperset(needs)}
    return found.shown | told
