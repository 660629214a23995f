"""The data dictionary, written from the declarations: `python -m netmap.model.dictionary > docs/data-dictionary.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from netmap.model.codes import CODE_LISTS, PROTECTED_CHARACTERISTICS, CodeList
from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS, Label, Property, Relationship
from netmap.model.tables import ALL_GROUPS, LIST_MARKS, NAMES, NOBODY, TABLES, Column, Table, stored_property

KINDS = {
    "text": "text",
    "number": "number",
    "integer": "whole number",
    "yes_no": "true or false",
    "date": "date as text, in the precision it was given in",
    "day": "day as text, always in full",
}

IDS = """An id is, in this order: the `org_id` of an organisation; else the `id` that you gave; else
`dataset:slug`, where the slug is made of the name (for a seat of its partnership and holder, for an award of funder
and recipient, with a number behind it where several would be alike). The dataset is the name of the folder or file.
A name never merges two records of different datasets: give both one id, and they are one record."""

DATES = """A date keeps the precision it was given in: `2024`, `2024-03` or `2024-03-09` (`09/03/2024` and `03/2024`
are read too). Time is half-open: `start_date` is the first day, `end_date` the day after the last. `start_day` and
`end_day` are worked out at loading: the first day that a start can mean, and the first day that is certainly after the
end, so that "to 2024" is over on 1 January 2025. No end means *current as at the date checked* for a seat, and
*not known* for an award."""

BLANKS = f"""A property that nothing is recorded for is missing, and missing is not no. In a table, several values in
one cell are parted by `{LIST_MARKS[0]}` or `{LIST_MARKS[1]}`. `{NOBODY}` in `speaks_for` says that the seat speaks for
nobody but its holder; `{ALL_GROUPS}` in `groups_asked` that the organisation was asked about every group."""


def dictionary_page() -> str:
    """Give the data dictionary as Markdown: the graph, the tables, the code lists, all from their declarations."""
    parts: list[str] = [
        "# Data dictionary",
        "Made by `python -m netmap.model.dictionary` from the declarations in `netmap/model`; do not edit it by hand.",
        "## Ids",
        IDS,
        "## Dates",
        DATES,
        "## Blanks and lists",
        BLANKS,
        "## Labels",
        *(_label(label) for label in LABELS.values()),
        "## Relationships",
        "Each also has a `source`, an `as_of` and a `dataset`, as nodes do; it was read from a row of one of its ends.",
        _table(("Relationship", "From and to", "What it says"), (_overview(item) for item in RELATIONSHIPS.values())),
        *(_relationship(item) for item in RELATIONSHIPS.values() if _own(item)),
        "## Bookkeeping",
        "Labels that netmap keeps for itself in a store; no question needs them.",
        *(_label(label) for label in BOOKKEEPING.values()),
        "## Tables",
        "What a person fills in. Required columns are in bold.",
        *(_sheet(table) for table in TABLES.values()),
        "## Code lists",
        *(_codes(codes) for codes in CODE_LISTS.values()),
        "## Protected characteristics",
        "Looked for where a source names no group of its own: " + "; ".join(PROTECTED_CHARACTERISTICS) + ".",
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _properties(properties: Iterable[Property]) -> str:
    rows = ((f"`{item.name}`", KINDS[item.kind], item.about) for item in properties)
    return _table(("Property", "Kind", "What it holds"), rows)


def _label(label: Label) -> str:
    return f"### {label.name}\n\n{_sentence(label.about)}\n\n{_properties(label.properties)}"


def _overview(item: Relationship) -> tuple[str, ...]:
    ends = ", ".join(f"{start} → {end}" for start, end in item.ends)
    return f"`{item.name}`", ends, item.about


def _own(item: Relationship) -> list[Property]:
    """Leave out the properties that every relationship has."""
    plain = min(RELATIONSHIPS.values(), key=lambda other: len(other.properties)).properties
    return [each for each in item.properties if each not in plain]


def _relationship(item: Relationship) -> str:
    apart = f" Two between the same ends differ in {', '.join(item.identity)}." if item.identity else ""
    return f"### {item.name}\n\n{_sentence(item.about)}{apart}\n\n{_properties(_own(item))}"


def _sheet(table: Table) -> str:
    rows = ((_name(column), column.about, _becomes(table, column), column.example) for column in table.columns)
    head = ("Column", "What it holds", "Becomes", "Example")
    return (
        f"### {table.name}\n\n{_sentence(table.about)} Its rows become `{table.label}` nodes.\n\n{_table(head, rows)}"
    )


def _name(column: Column) -> str:
    return f"**{column.name}**" if column.required else column.name


def _becomes(table: Table, column: Column) -> str:
    if column.kind == NAMES:
        ends = " or ".join(f"`{label}`" for label in column.refers_to)
        return f"{ends} → `{column.relationship}`" if column.incoming else f"`{column.relationship}` → {ends}"
    name = stored_property(column)
    if name in LABELS[table.label].kinds():
        return f"`{name}`"
    carriers = [other.relationship for other in table.columns if _carries(other, name)]
    return ", ".join(f"`{carrier}.{name}`" for carrier in dict.fromkeys(carriers)) or "the person's id"


def _carries(column: Column, name: str) -> bool:
    return column.kind == NAMES and name in RELATIONSHIPS[column.relationship].kinds()


def _codes(codes: CodeList) -> str:
    spellings = codes.accepted()
    rows = (
        (f"`{code}`", words, ", ".join(text for text, meant in spellings.items() if meant == code and text != code))
        for code, words in codes.words.items()
    )
    return f"### {codes.name}\n\n{_table(('Code', 'In words', 'Also read as'), rows)}"


def _sentence(about: str) -> str:
    return about[:1].upper() + about[1:] + "."


if __name__ == "__main__":
    sys.stdout.write(dictionary_page())
