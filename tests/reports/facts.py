"""What a report says, as one list of facts, told by the document itself; `reading_back` reads the same from files.

A fact is a tuple that begins with its kind. Running text beside running text is one fact, as not every form
tells a note under a table from the paragraph after it. White space counts as one blank.
"""

from collections.abc import Iterable, Iterator

from netmap.pages import showable
from netmap.reports.document import (
    Bullets,
    Definitions,
    Document,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
    split_matrix,
)
from netmap.reports.renderers.walking import Place, places

Fact = tuple


def spaced(text: str) -> str:
    return " ".join(showable(text).split())


def defined(term: str, text: str) -> Fact:
    return ("defined", spaced(f"{term}{'' if term.endswith('?') else ':'} {text}"))


def table(caption: str, rows: Iterable[Iterable[str]]) -> Fact:
    return ("table", spaced(caption), tuple(tuple(map(spaced, row)) for row in rows))


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Join running text beside running text."""
    whole: list[Fact] = []
    for fact in facts:
        if fact[0] == "text" and whole and whole[-1][0] == "text":
            whole[-1] = ("text", spaced(f"{whole[-1][1]} {fact[1]}"))
        elif fact != ("text", ""):
            whole.append(fact)
    return whole


def facts_of(document: Document, widest: int = 10_000) -> list[Fact]:
    """Say what a document says; matrices in parts of so many columns."""
    facts: list[Fact] = [("title", spaced(document.title))]
    facts += [("text", spaced(document.subtitle))]
    facts += [("front", spaced(f"{label}: {text}")) for label, text in document.front()]
    for block, place in places(document):
        facts += _facts_of(block, place, widest)
    return merged([*facts, *(("text", spaced(note)) for note in document.notes)])


def _facts_of(block, place: Place, widest: int) -> Iterator[Fact]:
    match block:
        case Heading():
            yield ("heading", block.level, spaced(block.text))
        case Paragraph():
            yield ("text", spaced(block.text))
        case Bullets():
            yield from (("item", spaced(item)) for item in block.items)
        case Steps():
            yield from (("step", number, spaced(item)) for number, item in enumerate(block.items, 1))
        case Notice():
            yield ("notice", spaced(f"{block.kind.word}: {block.text}"))
        case Definitions():
            yield from (defined(*item) for item in block.items)
        case Table():
            yield from _facts_of_table(block, f"Table {place.number}: {block.caption}")
        case Matrix():
            for part in split_matrix(block, widest):
                yield from _facts_of_matrix(part, place)
        case Finding():
            parts = tuple((label, tuple(map(spaced, lines))) for label, lines in block.parts())
            yield ("finding", place.number, block.severity.word.lower(), spaced(block.statement), parts)
        case Picture():
            yield ("picture", spaced(f"Figure {place.number}: {block.caption}"))
            yield ("text", spaced(block.alt))
            yield ("text", spaced(block.link.text) if block.link else "")
            yield from _facts_of_table(block.table, f"The data of figure {place.number}: {block.table.caption}")


def _facts_of_table(block: Table, caption: str) -> Iterator[Fact]:
    heads = [column.heading for column in block.columns]
    yield table(caption, [heads, *([cell.shown for cell in row] for row in block.rows)])
    yield from (("text", spaced(line)) for line in block.footnotes())


def _facts_of_matrix(block: Matrix, place: Place) -> Iterator[Fact]:
    last = [block.summary] if block.summary else []
    rows = [
        [row.heading, *(f"{cell.status.symbol} {cell.word}" for cell in row.cells), *([row.summary] if last else [])]
        for row in block.rows
    ]
    yield table(f"Table {place.number}: {block.caption}", [[block.corner, *block.columns, *last], *rows])
    key = "; ".join(f"{status.symbol} {meaning}" for status, meaning in block.legend())
    yield ("text", spaced(f"Key: {key}." if key else ""))
    yield ("text", spaced(block.note))
