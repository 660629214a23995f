"""A whole report about a fictional borough, and one full of hostile text, for every renderer's tests."""

import datetime

from netmap.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Definitions,
    Document,
    Evidence,
    Finding,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    Notice,
    NoticeKind,
    Paragraph,
    Severity,
    Status,
    Table,
)

BOARDS = (
    "Health and Wellbeing Board",
    "Safer Riverton Partnership",
    "Children's Trust",
    "Housing Forum",
    "Local Transport Panel",
    "Skills and Jobs Board",
    "Climate Partnership",
    "Cost of Living Group",
)
# One letter for each board: L led by, S serving, M mandate, E expert only, G gap, U not known, Z no remit.
GROUPS = {
    "Older people": "LSMGGUZS",
    "Children and young people": "SULUGSGG",
    "Disabled people": "LEGGUGGE",
    "Trans people": "UGUGGUGG",
    "Married people and civil partners": "ZZZZZZZZ",
    "Pregnant women and new mothers": "SGEGGGGG",
    "Black, Asian and minority ethnic communities": "MSUGGMGS",
    "Gypsy, Roma and Traveller communities": "GUGEGGGG",
    "Muslim residents": "UMUGGUGS",
    "Women": "MLMGGUGU",
    "Lesbian, gay and bisexual people": "GSGGGUGG",
    "Unpaid carers": "LGMGGGZS",
}
CELLS = {
    "L": MatrixCell(Status.MET, "led by"),
    "S": MatrixCell(Status.MET, "serving"),
    "M": MatrixCell(Status.MET, "mandate"),
    "E": MatrixCell(Status.PARTLY, "expert only"),
    "G": MatrixCell(Status.UNMET, "gap"),
    "U": MatrixCell(Status.UNKNOWN, "not known"),
    "Z": MatrixCell(Status.NOT_APPLICABLE, "no remit"),
}
SEATS = "seats.csv"


def sample_document() -> Document:
    return Document(
        title="Who speaks for whom in Riverton",
        subtitle="Coverage of equality groups on eight partnerships",
        as_of=datetime.date(2026, 3, 1),
        scope="8 partnerships with 74 seats, 12 equality groups. Two more gave no list of seats and are left out.",
        source="Riverton partnership register, 41 of 46 organisations returned",
        blocks=(*_first_page(), *_coverage(), *_voices(), *_money(), *_methods()),
        notes=("Made by netmap from the records named above. The same records give the same report.",),
    )


def _first_page() -> tuple[Block, ...]:
    return (
        Heading(2, "What we found"),
        Paragraph(
            "Most equality groups have a live voice somewhere. Few have one where the matter is decided. "
            "Of 86 places where a group and a remit meet, 22 have a voice, 4 have an expert only, 45 have none and 15 "
            "are not known."
        ),
        Notice(
            NoticeKind.UNKNOWN,
            "5 of 46 organisations have not said which groups they serve. Their places are shown as not known, "
            "never as a gap.",
        ),
        Bullets(
            (
                "Three organisations hold more than half of the 31 third-sector seats.",
                "Two pairs of awards may pay twice for the same engagement work.",
                "Nobody speaks for trans people on any board that we can confirm.",
            )
        ),
    )


def _coverage() -> tuple[Block, ...]:
    return (
        Heading(2, "Equality groups"),
        Heading(3, "Where each group has a voice"),
        matrix(),
        Heading(3, "What follows from the table"),
        Finding(
            Severity.HIGH,
            "No confirmed voice for trans people on any of the eight boards.",
            (
                Evidence("No seat on the 8 boards has a mandate that names trans people", SEATS, "2026-02-11"),
                Evidence("Riverton Pride Network holds no seat", "organisations.csv, row 31", "2025-11"),
                Evidence("Three boards gave a representative without an organisation", SEATS),
            ),
            figure="0",
            of="8 boards",
            bounds="between 0 and 3, because three seats do not say whom they speak for",
            assumptions=("A mandate older than its end date does not count.",),
            would_change=("The organisation behind seat HWB-07, Health and Wellbeing Board",),
            actions=(
                "Ask the three boards whom their unnamed seats speak for.",
                "Offer Riverton Pride Network the vacant seat on the Safer Riverton Partnership.",
            ),
        ),
        Finding(
            Severity.HIGH,
            "The Housing Forum and the Local Transport Panel have no confirmed voice from any group.",
            (Evidence("All 14 seats are held by officers or observers", SEATS, "2026-02-11"),),
            figure="0",
            of="11 groups within the remit of each board",
            bounds="at most 1 on each, as one group on each is not known",
            actions=("Open one seat on each by open call.",),
        ),
        Finding(
            Severity.MEDIUM,
            "Disabled people are heard through an expert alone on two boards.",
            (
                Evidence("Seat SRP-04, capacity: expert", SEATS, "2026-02-11"),
                Evidence("Seat COL-02, capacity: expert", SEATS, "2026-02-11"),
            ),
            figure="2",
            of="8 boards",
            actions=("Ask whether either expert could carry a mandate from the Disability Forum.",),
        ),
    )


def matrix() -> Matrix:
    return Matrix(
        caption="Voice of 12 equality groups on 8 boards, 1 March 2026",
        corner="Equality group",
        columns=BOARDS,
        rows=tuple(
            MatrixRow(group, tuple(CELLS[letter] for letter in letters), _summary(letters))
            for group, letters in GROUPS.items()
        ),
        key=(
            (Status.MET, "has a live voice"),
            (Status.PARTLY, "advice from an expert, no voice"),
            (Status.UNMET, "no voice found, and no record left open"),
            (Status.UNKNOWN, "the records do not tell"),
            (Status.NOT_APPLICABLE, "outside the board's remit"),
        ),
        summary="Boards with a voice",
        note="A range is given where records are missing: the first number is what the records prove.",
    )


def _summary(letters: str) -> str:
    low = sum(letter in "LSM" for letter in letters)
    high = low + letters.count("U")
    of = len(letters) - letters.count("Z")
    if of == 0:
        return "none in remit"
    return f"{low} of {of}" if low == high else f"{low} to {high} of {of}"


def _voices() -> tuple[Block, ...]:
    return (
        Heading(2, "Dominant voices"),
        Table(
            "Third-sector seats held by each organisation, 1 March 2026",
            (
                Column("organisation", "Organisation"),
                Column("mandate", "Mandate"),
                Column("seats", "Seats", numeric=True),
                Column("share", "Share of 31 seats", numeric=True),
            ),
            (
                _row("Riverton Voluntary Action", "elected by 112 members", "9", "29%"),
                _row("Age Together Riverton", "open call", "5", "16%"),
                _row("B & Q <Neighbourhood> Trust", "assumed", "3", "10%"),
                (Cell("Riverton Disability Forum"), Cell("elected"), Cell("3"), Cell("10%", "u")),
                (Cell("Holder not recorded"), Cell("", "x"), Cell("2", "e"), Cell("6%", "er")),
                _row("9 others, one seat each", "various", "9", "29%"),
            ),
            "Shares are rounded and need not add up to 100%.",
        ),
        Finding(
            Severity.MEDIUM,
            "Three organisations hold more than half of the third-sector seats.",
            (Evidence("17 of 31 seats; the list is in Table 2", SEATS, "2026-02-11"),),
            measure="Share of third-sector seats",
            figure="55%",
            of="31 filled seats",
            bounds="between 55% and 61%, as the holders of two seats are not recorded",
            assumptions=("Branches are counted apart from their national body.",),
            actions=("Rotate one seat in three at the next round of nominations.",),
        ),
        Finding(
            Severity.LOW,
            "One person holds four seats.",
            (Evidence("Representative R-017 on HWB, CT, COL and SRP", SEATS, "2026-02-11"),),
            figure="4",
            of="74 seats",
        ),
    )


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _money() -> tuple[Block, ...]:
    return (
        Heading(2, "Awards for engagement work"),
        Table(
            "Pairs of awards that may pay for the same work",
            (
                Column("function", "Function"),
                Column("funders", "Funders"),
                Column("overlap", "Days of overlap", numeric=True),
                Column("amount", "Amount in both", numeric=True),
            ),
            (
                _row("Forum servicing, older people", "Riverton Council; Integrated Care Board", "304", "£18,400"),
                (Cell("Consultation, whole borough"), Cell("Police; Council"), Cell("92"), Cell("", "x")),
            ),
        ),
        Finding(
            Severity.MEDIUM,
            "The council and the care board both pay to service the older people's forum.",
            (
                Evidence("Award A-12, £24,000, forum servicing", "funding.csv, row 12", "2026-01-20"),
                Evidence("Award A-40, £22,000, forum servicing", "funding.csv, row 40", "2026-01-20"),
            ),
            figure="£18,400",
            of="£46,000 awarded",
            bounds="between £0 and £18,400 if the two split the work by topic",
            assumptions=("Each award is spent evenly over its days.",),
            actions=("Ask both funders for the work that each award pays for.",),
        ),
        Finding(
            Severity.LOW,
            "A second pair of awards overlaps by 92 days; no amount is recorded.",
            (Evidence("Awards A-07 and A-33", "funding.csv, rows 7 and 33", "2026-01-20"),),
        ),
        Finding(
            Severity.NOTE,
            "Loneliness falls in the remit of three boards and is owned by none.",
            (Evidence("Terms of reference of HWB, CT and COL", "partnerships.csv", "2025"),),
            figure="0",
            of="3 boards with remit",
        ),
        Table(
            "Records still open",
            (
                Column("record", "Record"),
                Column("who", "Who could answer"),
                Column("cells", "Places it would settle", True),
            ),
            (
                _row("Holder of seat HWB-07", "Clerk, Health and Wellbeing Board", "4 of 15"),
                _row("Groups served by Riverton Youth Action", "Riverton Youth Action", "3 of 15"),
            ),
        ),
    )


def _methods() -> tuple[Block, ...]:
    return (
        Heading(2, "How to read this report"),
        Definitions(
            (
                ("Voice", "A current seat held by a body of the group, or with a mandate that names the group."),
                ("Gap", "No voice in the records, and no record left open that could give one."),
                ("Not known", "A record is missing that could show a voice."),
            )
        ),
        Notice(NoticeKind.CAUTION, "The report says who sits where. It does not say how well anybody represents."),
        Heading(3, "What is left out"),
        Paragraph("Nothing about the personal characteristics of representatives is recorded or inferred."),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}</style>",
    "</title><h1>two</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "B & Q &amp; &lt;b&gt; &#60;",
    "a | b || c",
    "**bold** _it_ __u__ ~~gone~~ `code`",
    "[link](https://example.org) ![image](x.png) [x]: y",
    "# heading",
    "###### six",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "> quote",
    "---",
    "===",
    "=",
    "| --- | --- |",
    "\\*not escaped\\* C:\\temp\\",
    "<!-- comment -->",
    "<https://example.org>",
    "```\nfence\n```",
    "two\nlines\r\nand three\n\n    code",
    "$x_1$ and $$y$$",
    '=HYPERLINK("x")',
    "\u202eright to left",
    "שלום | ‏مرحبا",
    "unbroken" * 20,
    "emoji 👩🏽‍🦽 ﷽",
)


def hostile_document() -> Document:
    """Every hostile text in every place where text can stand."""
    return Document(
        HOSTILE[0],
        HOSTILE[1],
        datetime.date(2026, 3, 1),
        HOSTILE[2],
        HOSTILE[9],
        tuple(block for text in HOSTILE for block in _everywhere(text)),
        HOSTILE,
    )


def _everywhere(text: str) -> tuple[Block, ...]:
    return (
        Heading(2, text),
        Paragraph(text),
        Bullets((text, text)),
        Notice(NoticeKind.NOTE, text),
        Definitions(((text, text),)),
        Table(text, (Column("a", text), Column("b", text, True)), ((Cell(text), Cell(text, "u")),), text),
        Matrix(
            text,
            text,
            (text,),
            (MatrixRow(text, (MatrixCell(Status.MET, text),), text),),
            ((Status.MET, text),),
            text,
            text,
        ),
        Finding(
            Severity.LOW, text, (Evidence(text, text, text),), text, text, text, text, (text, text), (text,), (text,)
        ),
    )
