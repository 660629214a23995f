"""A report with all that the others lack: pictures, numbered steps, and cells with numbers, ranges and days."""

import datetime
import struct
import zlib

from netmap.model.words import PARTNERS
from netmap.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Dots,
    Figure,
    Heading,
    Link,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    Picture,
    Status,
    Steps,
    Table,
)

SHARES = Table(
    "Share of the seats of each organisation",
    (Column("organisation", "Organisation"), Column("seats", "Seats", True), Column("share", "Share", True)),
    (
        (Cell("Ageing Well"), Cell("1,204", figure=Figure(1204)), Cell("12.5 %", figure=Figure(0.125))),
        (Cell("=SUM(A1:A9)"), Cell("3 [c]"), Cell("[c] withheld")),
        (Cell("-5 Centre"), Cell("7", figure=Figure(7)), Cell("9.0 %", figure=Figure(0.09))),
    ),
    "Shares of all seats.",
    "share-of-seats",
)
RANGES = Table(
    "Seats, at least and at most, and when they were checked",
    (
        Column("board", "Board"),
        Column("seats", "Seats", True),
        Column("voice", "Voice", True),
        Column("day", "Checked"),
    ),
    (
        (
            Cell("Housing Forum"),
            Cell("4 to 6 of 11", figure=Figure(4, 6, 11)),
            Cell("50 %", figure=Figure(0.5, of=1.0)),
            Cell("11 February 2026", figure=Figure(datetime.date(2026, 2, 11))),
        ),
        (
            Cell("Children's Trust"),
            Cell("5 of 9", "e", Figure(5, of=9)),
            Cell("", "x"),
            Cell("2025-11-03", figure=Figure(datetime.date(2025, 11, 3))),
        ),
        (Cell("Local Transport Panel"), Cell("not asked"), Cell("0 %", figure=Figure(0)), Cell("no date")),
    ),
)
MARKED = Table("Boards", (Column("board", "Board"),), ())


def dots(width: int, height: int) -> bytes:
    """A picture of one colour, in dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\0" + b"\x12\x43\x6d" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def picture(caption: str, alt: str, width: int, height: int, link: Link | None = None) -> Picture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#12436d"/></svg>'
    )
    return Picture(caption, alt, svg, Dots(lambda: dots(width, height)), width, height, SHARES, "shares-drawn", link)


def figures_document() -> Document:
    return Document(
        "Seats in figures",
        "",
        datetime.date(2026, 3, 1),
        "3 boards",
        "three lists",
        (*_pictures(), *_tables(), *_wide()),
        ("Made by netmap.",),
        PARTNERS,
    )


def _pictures() -> tuple[Block, ...]:
    return (
        Heading(2, "Pictures"),
        picture(
            "Who sits where", 'One bar, <blue> & whole: "all" seats.', 400, 120, Link("Open the map", "a map.html")
        ),
        Heading(3, "A wide one, and what to do"),
        picture("Who sits where, drawn large", "The same bar on a larger ground.", 1600, 300),
        Steps(("Ask the boards whom their seats speak for.", "Ask again in June.", "=1+1")),
        Paragraph("Between two lists of steps."),
        Steps(("Begin at one again.",)),
    )


def _tables() -> tuple[Block, ...]:
    return (Heading(2, "Tables"), RANGES, SHARES, MARKED)


def _wide() -> tuple[Block, ...]:
    """A matrix and a table that no upright sheet takes, each under a heading of its own."""
    names = tuple(f"Board number {number}" for number in range(1, 15))
    statuses = tuple(Status)
    rows = tuple(
        MatrixRow(
            f"Group {row}",
            tuple(
                MatrixCell(statuses[(row + column) % len(statuses)], statuses[(row + column) % len(statuses)].value)
                for column in range(len(names))
            ),
            f"{row} of 14",
        )
        for row in range(1, 9)
    )
    key = tuple((status, f"it is {status.value}") for status in statuses)
    columns = tuple(Column(f"c{number}", f"Considerations {number}") for number in range(9))
    return (
        Heading(2, "Wide ones"),
        Heading(3, "A matrix"),
        Matrix("Groups on fourteen boards", "Group", names, rows, key, "Boards with a voice", "Read by rows."),
        Heading(3, "A table"),
        Table("What was considered", columns, (tuple(Cell(f"responsibility {n}") for n in range(9)),)),
        Paragraph("And upright again."),
    )
