"""What was left out of a report, counted on the way and said at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from netmap.model.words import PUBLIC
from netmap.reports.document import Block, Cell, Column, Figure, Heading, Paragraph, Table
from netmap.reports.publishing.profiles import LEFT_OUT
from netmap.words import words_of

HOW_MANY = "how-many"
_say = words_of("reports/publishing")


@dataclass
class Left:
    """The tally of one report."""

    people: set[str] = field(default_factory=set)
    masks: int = 0
    sections: int = 0
    tables: int = 0
    columns: int = 0
    rows: int = 0
    counts: int = 0
    pictures: int = 0
    findings: int = 0
    evidence: int = 0
    texts: int = 0

    def rows_said(self, profile: str) -> Iterator[tuple[str, int, str, str]]:
        """Give what is left out as (what, how many, why, where it is); for the public all that may be, found or not."""
        within, nowhere = _say("within_the_house"), _say("nowhere_else")
        parts = (
            (_say("names"), len(self.people), _say("names_why"), within),
            (_say("findings"), self.findings, _say("findings_why"), within),
            (_say("evidence"), self.evidence, _say("evidence_why"), within),
            (_say("sections"), self.sections, _say("sections_why"), within),
            (_say("tables"), self.tables, _say("tables_why"), within),
            (_say("columns"), self.columns, _say("columns_why"), within),
            (_say("rows"), self.rows, _say("rows_why"), within),
            (_say("pictures"), self.pictures, _say("pictures_why"), within),
            (_say("texts"), self.texts, _say("texts_why"), within),
            (_say("counts"), self.counts + self.masks, _say("counts_why"), nowhere),
        )
        yield from (part for part in parts if part[1] or profile == PUBLIC)


def left_section(left: Left, before: Sequence[Block], profile: str, least: int) -> tuple[Block, ...]:
    """What was taken out of this report, why, and where is it?

    Parameters
        left: the tally.
        before: the blocks of an earlier list, where the report had been made for a wider circle already; what it names
            is not named again.
        profile: partners or public; the public is not told how many, as that may tell what it is about.
        least: the smallest count that is shown; 0 shows all.
    Returns
        A heading, the rule in words, and a table.
    """
    tables = [block for block in before if isinstance(block, Table) and block.name == LEFT_OUT]
    # For the public the list is the same whatever was found, so that it tells nothing.
    rows = {row[0].text: row for table in tables for row in table.rows if profile != PUBLIC}
    for what, count, why, where in left.rows_said(profile):
        shown = Cell(f"{count:,}", figure=Figure(count))
        rows.setdefault(what, (Cell(what), shown, Cell(why), Cell(where)))
    head = Heading(2, _say("heading"), LEFT_OUT)
    return (head, *map(Paragraph, _rules(profile, least)), *_table(list(rows.values()), profile))


_COLUMNS = (
    Column("what", "What"),
    Column(HOW_MANY, "How many", numeric=True),
    Column("why", "Why"),
    Column("where-it-is", "Where it is"),
)
_PUBLIC_COLUMNS = tuple(column for column in _COLUMNS if column.key != HOW_MANY)


def _table(rows: list[tuple[Cell, ...]], profile: str) -> tuple[Table, ...]:
    if not rows:
        return ()
    places = [place for place, column in enumerate(_COLUMNS) if profile != PUBLIC or column in _PUBLIC_COLUMNS]
    cells = tuple(tuple(row[place] for place in places) for row in rows)
    return (Table(_say("caption"), tuple(_COLUMNS[place] for place in places), cells, name=LEFT_OUT),)


def _rules(profile: str, least: int) -> tuple[str, ...]:
    if profile != PUBLIC:
        return (_say("rule_partners"),)
    if not least:
        return (_say("rule_public"), _say("all_shown"))
    return (_say("rule_public"), _say("small", least=least), _say("proof", least=least, more=least + 1))
