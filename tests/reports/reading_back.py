"""Reads each form of a report back into the facts that it tells, with readers that netmap did not write."""

import datetime
import io
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import docx
import msgspec
import openpyxl
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from markdown_it import MarkdownIt
from openpyxl.worksheet.worksheet import Worksheet

from netmap.reports.document import Document, Dots, Status
from netmap.reports.renderers.as_json import BLOCKS
from tests.reports.facts import Fact, defined, facts_of, merged, spaced, table
from tests.reports.pages import Element, read_page

LABELS = ("Figure", "How sure", "Evidence", "Assumes", "Would change if known", "What could be done")
UNDRAWN = Dots(bytes)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


# JSON: the model itself is built again, so that nothing of it can be missing.


def facts_in_json(text: str) -> list[Fact]:
    return facts_of(document_in_json(text))


def document_in_json(text: str) -> Document:
    whole = json.loads(text)
    kinds = {name: kind for kind, name in BLOCKS.items()}
    blocks = tuple(
        msgspec.convert({**({"dots": UNDRAWN} if block["type"] == "picture" else {}), **block}, kinds[block["type"]])
        for block in whole["blocks"]
    )
    told = {name: whole[name] for name in ("title", "subtitle", "scope", "source", "profile")}
    as_of = datetime.date.fromisoformat(whole["as_of"])
    return Document(as_of=as_of, blocks=blocks, notes=tuple(whole["notes"]), **told)


# HTML.


def facts_in_html(text: str) -> list[Fact]:
    page = read_page(re.sub("<svg.*?</svg>", "", text, flags=re.DOTALL))
    header, main = page.all("header")[0], page.all("main")[0]
    facts: list[Fact] = [("title", header.all("h1")[0].text())]
    facts += [("text", line.text()) for line in header.all("p")]
    for line in header.all("dl")[0].all("div"):
        facts.append(("front", f"{line.all('dt')[0].text()}: {line.all('dd')[0].text()}"))
    for element in blocks_in(main):
        facts += _facts_of_element(element)
    return merged([*facts, *(("text", line.text()) for footer in page.all("footer") for line in footer.all("p"))])


def children(element: Element) -> list[Element]:
    return [part for part in element.inside if isinstance(part, Element)]


def blocks_in(main: Element) -> list[Element]:
    """What is printed on lying sheets stands together in parts of its own."""
    return [block for part in children(main) for block in (children(part) if "wide" in _classes(part) else [part])]


def _classes(element: Element) -> list[str]:
    return (element.attributes.get("class") or "").split()


def _facts_of_element(element: Element) -> Iterator[Fact]:
    kinds = _classes(element)
    if element.tag in ("h2", "h3", "h4"):
        yield ("heading", int(element.tag[1]), element.text())
    elif element.tag == "p":
        yield ("text", element.text())
    elif element.tag == "ul":
        yield from (("item", item.text()) for item in children(element))
    elif element.tag == "ol":
        yield from (("step", number, item.text()) for number, item in enumerate(children(element), 1))
    elif "notice" in kinds:
        yield ("notice", element.text())
    elif element.tag == "dl":
        terms, texts = element.all("dt"), element.all("dd")
        yield from (defined(term.text(), text.text()) for term, text in zip(terms, texts, strict=True))
    elif "finding" in kinds:
        yield _finding_in_html(element)
    else:
        assert "framed" in kinds, f"a {element.tag} of class {kinds} that no fact stands for"
        for figure in element.all("figure"):
            yield ("picture", figure.all("figcaption")[0].text())
            yield from (("text", line.text()) for line in children(figure) if line.tag == "p")
        (told,) = element.all("details") or [element]
        yield from _tables_in_html(told)


def _tables_in_html(element: Element) -> Iterator[Fact]:
    (found,) = element.all("table")
    rows = [[_cell_in_html(cell) for cell in row.all("th", "td")] for row in found.all("tr")]
    yield table(found.all("caption")[0].text(), rows)
    for part in children(element):
        if part.tag == "p":
            yield ("text", part.text())
        elif part.tag == "ul":
            yield ("text", f"Key: {'; '.join(_cell_in_html(item) for item in children(part))}.")


def _cell_in_html(cell: Element) -> str:
    """Say a cell with the shape that is drawn in it, as one character."""
    signs = [Status((sign.attributes["class"] or "").split()[1]).symbol for sign in cell.classed("sign")]
    return " ".join([*signs, cell.text()])


def _finding_in_html(article: Element) -> Fact:
    number = int(article.classed("count")[0].text().removeprefix("Finding "))
    parts = []
    for part in article.all("dl")[0].all("div"):
        lines = [item.text() for item in part.all("li")] or [part.all("dd")[0].text()]
        parts.append((part.all("dt")[0].text(), tuple(lines)))
    severity, statement = article.classed("severity")[0].text().lower(), article.classed("statement")[0].text()
    return ("finding", number, severity, statement, tuple(parts))


# Markdown.


def facts_in_markdown(text: str) -> list[Fact]:
    elements = children(read_page(MARKDOWN.render(text)))
    facts: list[Fact] = []
    while elements:
        element = elements.pop(0)
        strong = [part for part in children(element) if part.tag == "strong"]
        alone = len(strong) == 1 and strong[0].text() == element.text()
        if element.tag == "h1":
            facts.append(("title", element.text()))
        elif element.tag == "ul" and not any(fact[0] in ("front", "heading") for fact in facts):
            facts += [("front", item.text()) for item in children(element)]
        elif alone and elements and elements[0].tag == "table":
            rows = [[cell.text() for cell in row.all("th", "td")] for row in elements.pop(0).all("tr")]
            facts.append(table(element.text(), rows))
        elif alone and re.match(r"Figure \d+: ", element.text()):
            facts.append(("picture", element.text()))
        elif element.tag == "p" and strong and (lead := re.fullmatch(r"Finding (\d+) \((.*)\)\.", strong[0].text())):
            statement = element.text().removeprefix(lead.group()).strip()
            facts.append(("finding", int(lead[1]), lead[2], statement, tuple(_parts_in_markdown(elements))))
        elif element.tag == "hr":
            continue
        else:
            facts += _facts_of_line(element)
    return merged(facts)


def _facts_of_line(element: Element) -> Iterator[Fact]:
    items = children(element)
    if element.tag == "p":
        yield ("text", element.text())
    elif element.tag == "blockquote":
        yield ("notice", element.text())
    elif element.tag == "ol":
        yield from (("step", number, item.text()) for number, item in enumerate(items, 1))
    elif element.tag == "ul":
        yield from (("defined" if item.all("strong") else "item", item.text()) for item in items)
    else:
        yield ("heading", int(element.tag[1]), element.text())


def _parts_in_markdown(elements: list[Element]) -> Iterator[tuple[str, tuple[str, ...]]]:
    while elements and elements[0].tag == "p" and elements[0].text().partition(":")[0] in LABELS:
        label, _, line = elements.pop(0).text().partition(":")
        lines = [line.strip()] if line.strip() else [item.text() for item in children(elements.pop(0))]
        yield label, tuple(lines)


# Word.


def facts_in_docx(data: bytes) -> list[Fact]:
    facts: list[Fact] = []
    for part in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(part, WordTable):
            caption = facts.pop()[1]
            facts.append(table(caption, [[cell.text for cell in row.cells] for row in part.rows]))
        else:
            _add_paragraph(facts, part)
    return merged(fact[:3] if fact[0] == "step" else fact for fact in facts)


def _add_paragraph(facts: list[Fact], part: WordParagraph) -> None:
    style, text = part.style.name if part.style else "", spaced(part.text)
    label, _, line = part.text.partition("\t")
    if style.startswith("Heading "):
        facts.append(("heading", int(style[-1]) + 1, text))
    elif style == "List Number":
        before = facts[-1] if facts[-1][0] == "step" and facts[-1][3] == _list_of(part) else None
        facts.append(("step", before[1] + 1 if before else 1, text, _list_of(part)))
    elif style == "Finding lead":
        number, severity = re.fullmatch(r"Finding (\d+) – (.*)", text).groups()  # type: ignore[union-attr]
        facts.append(("finding", int(number), severity.lower()))
    elif style == "Finding statement":
        facts[-1] = (*facts[-1], text, ())
    elif style in ("Finding part", "Finding item"):
        *start, parts = facts[-1]
        if style == "Finding part":
            parts = (*parts, (label, (spaced(line),) if line else ()))
        else:
            parts = (*parts[:-1], (parts[-1][0], (*parts[-1][1], text)))
        facts[-1] = (*start, parts)
    elif style == "Caption" and text.startswith("Figure "):
        facts.append(("picture", text))
    elif style == "Front":
        facts.append(("front", spaced(f"{label}: {line}")))
    elif style not in ("toc 1", "TOC Heading", "Section end", "Picture"):
        facts.append((WORD_KINDS.get(style, "text"), text))


def _list_of(part: WordParagraph) -> int:
    return part._p.pPr.numPr.numId.val


WORD_KINDS = {"Title": "title", "List Bullet": "item", "Notice": "notice", "Definition": "defined"}


# Excel.


def facts_in_xlsx(data: bytes) -> list[Fact]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    start = book["Report"]
    facts: list[Fact] = [("title", spaced(start["A1"].value))]
    lines = [[cell.value for cell in row if cell.value is not None] for row in start.iter_rows(min_row=2)]
    head = next(place for place, line in enumerate(lines) if line[0] == "About this report")
    facts += [("text", spaced(line[0])) for line in lines[:head]]
    end = next(place for place, line in enumerate(lines) if line[0] in ("Mark in a cell", "Sheet"))
    facts += [("front", spaced(f"{label}: {text}")) for label, text in lines[head + 1 : end]]
    for kind, text in book["Text"].iter_rows(min_row=first_row(book["Text"]) + 1):
        facts += _facts_of_row(book, kind, spaced(text.value))
    return merged(facts)


def _facts_of_row(book: openpyxl.Workbook, kind, text: str) -> Iterator[Fact]:
    word, _, number = kind.value.partition(" ")
    if word == "Heading":
        yield ("heading", int(number) + 1, text)
    elif word == "Step":
        yield ("step", int(number), text)
    elif word == "Finding":
        yield _finding_in_sheet(book["Findings"], int(number))
    elif word == "Table":
        yield from _facts_of_sheet(led_to(book, kind), "")
    elif word == "Figure":
        yield ("picture", text)
        sheet = led_to(book, kind)
        alt = spaced(book["Text"].cell(kind.row + 1, 2).value)
        facts = list(_facts_of_sheet(sheet, alt))
        further = book["Text"].cell(kind.row + 2, 1).value == "Further"
        link = spaced(book["Text"].cell(kind.row + 2, 2).value) if further else ""
        yield from (("text", alt), ("text", link), *facts)
    elif kind.value in ("Note", "Caution", "Not known"):
        yield ("notice", spaced(f"{kind.value}: {text}"))
    elif word in ("List", "Definition"):
        yield ("item" if word == "List" else "defined", text)
    elif kind.value not in ("In words", "Further"):
        yield ("text", text)


def led_to(book: openpyxl.Workbook, cell) -> Worksheet:
    name = re.fullmatch(r"'(.*)'!A1", cell.hyperlink.location)
    assert name, cell.hyperlink.location
    return book[name.group(1).replace("''", "'")]


def first_row(sheet: Worksheet) -> int:
    """Give the row of the headings, which the filter begins with."""
    return int(re.match(r"A(\d+)", sheet.auto_filter.ref).group(1))  # type: ignore[union-attr]


def _finding_in_sheet(sheet: Worksheet, number: int) -> Fact:
    top = first_row(sheet)
    heads, row = ([cell.value for cell in sheet[place]] for place in (top, top + number))
    assert row[0] == number
    parts = tuple(
        (label, tuple(spaced(line) for line in text.split("\n")))
        for label, text in zip(heads[3:], row[3:], strict=True)
        if text != "[z]"
    )
    return ("finding", number, row[1].lower(), spaced(row[2]), parts)


def _facts_of_sheet(sheet: Worksheet, alt: str) -> Iterator[Fact]:
    top = first_row(sheet)
    notes = spaced(" ".join(sheet.cell(row, 1).value for row in range(3, top)))
    yield table(sheet["A1"].value, as_written([list(row) for row in sheet.iter_rows(min_row=top)]))
    yield ("text", spaced(_without_added(notes.removeprefix(alt))))


def _without_added(notes: str) -> str:
    """Take away what the workbook says of the columns that it adds."""
    found = re.search(
        r"(A column 'at most' gives|A column 'as written' gives|\[z\] not applicable: this row has)", notes
    )
    return notes[: found.start()] if found else notes


def as_written(rows: list[list]) -> list[list[str]]:
    """Give a sheet as the report has it elsewhere: the words where there is a column of them, else what is shown."""
    heads = [cell.value for cell in rows[0]]
    kept = [
        place
        for place, head in enumerate(heads)
        if not re.search(r", (at most|out of|as written)$", head) or heads.index(head) != place
    ]
    words = {head: place for place, head in enumerate(heads) if head.endswith(", as written")}
    return [
        [
            shown(row[words.get(f"{heads[place]}, as written", place)]) if row is not rows[0] else heads[place]
            for place in kept
        ]
        for row in rows
    ]


def shown(cell) -> str:
    """Say what a spreadsheet program shows for a cell, for the formats that reports use."""
    value, form = cell.value, cell.number_format
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return {
            "yyyy-mm-dd": f"{value:%Y-%m-%d}",
            "d\\ mmmm\\ yyyy": f"{value.day} {value:%B %Y}",
            "d\\ mmm\\ yyyy": f"{value.day} {value:%b %Y}",
        }[form]
    found = re.fullmatch(r'("£")?(#,##)?0(?:\.(0+))?(?:(\\ )?(%))?', form)
    assert found, form
    sign, thousands, decimals, blank, percent = found.groups()
    number = Decimal(repr(value)) * (100 if percent else 1)
    number = number.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    return f"{'£' if sign else ''}{number:{',' if thousands else ''}f}{' ' if blank else ''}{percent or ''}"
