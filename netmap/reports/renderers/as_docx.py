"""A report as a Word document: real headings, captions that count, tables with a head that repeats, pictures told."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from netmap.pages import showable, templates_of
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
from netmap.reports.renderers.papers import lying_places
from netmap.reports.renderers.walking import Place, walk
from netmap.reports.renderers.widths import columns_of, shared_out, wants_lying
from netmap.reports.renderers.zipped import start_of, zipped_alike

LANGUAGE, MAKER = "en-GB", "netmap"
WIDEST_MATRIX = 10
"""Columns of a matrix that one lying sheet takes; a wider one stands in parts."""

_PACKAGE = "netmap.reports.renderers"
_NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
_BREAKS = re.compile(r"[\t\r\n\u0085\u2028\u2029]+")
_UPRIGHT, _LYING = 9864, 14796  # twentieths of a point from margin to margin
_TWIPS_OF_CHARACTER, _TWIPS_OF_CELL = 95, 145
_MATRIX_UPRIGHT, _MATRIX_HEAD = 5, 2400
_EMU_OF_PIXEL, _WIDEST, _HIGHEST = 9525, 16 * 360_000, 20 * 360_000
_SECTION, _FIRST_LIST = 2, 3
_UNUSED = ("stylesWithEffects", "webSettings", "customXml")


def render_docx(document: Document) -> bytes:
    """Write a report as a Word document on A4.

    Returns
        A package whose bytes depend on the document alone. Headings of level 2 to 4 are Word's 1 to 3 under
        the title; wide tables and matrices stand on lying sheets.
    Cost
        Linear in the words of the report.
    """
    word = docx.Document()
    writer = _Writer(word)
    _dress(word, document)
    word.part._element = _parsed("document", f"<w:body>{writer.whole(document)}</w:body>")
    word.part.numbering_part._element = _template("word_numbering.xml", lists=writer.lists)
    first = word.part.document.sections[0]
    for place, text in ((first.header, writer.macros.header(document.title)), (first.footer, writer.macros.footer())):
        place.is_linked_to_previous = False
        place._element[:] = list(_parsed("hdr", text))
    out = io.BytesIO()
    word.save(out)
    return zipped_alike(out.getvalue())


class _Writer:
    """Writes blocks as the text of Word's own XML, and counts what Word wants counted."""

    def __init__(self, word: WordDocument) -> None:
        self.part = word.part
        self.macros: Any = templates_of(_PACKAGE).get_template("word_blocks.xml").module
        self.lists = 0
        self.drawn = 0
        self.headings = 0
        self.sections: list[tuple[str, str]] = []

    def whole(self, document: Document) -> str:
        """Write the report sheet by sheet: what is wide takes its heading along onto a lying one."""
        handlers = {
            Heading: self.heading,
            Paragraph: lambda block, place: self.macros.paragraph(block),
            Bullets: lambda block, place: self.macros.bullets(block),
            Steps: self.steps,
            Notice: lambda block, place: self.macros.notice(block),
            Definitions: lambda block, place: self.macros.definitions(block),
            Table: lambda block, place: self.macros.table(block, place, _widths(block)),
            Matrix: self.matrix,
            Finding: lambda block, place: self.macros.finding(block, place),
            Picture: self.picture,
        }
        written = list(walk(document, handlers, "Word"))
        lying = lying_places(document.blocks, _is_wide)
        sheets = self.sheets([(place in lying, text) for place, text in enumerate(written)], document.notes)
        return "".join([self.macros.front(document, self.sections), self.macros.contents(self.sections), *sheets])

    def sheets(self, written: list[tuple[bool, str]], notes: tuple[str, ...]) -> Iterator[str]:
        """Write the blocks with the end of a section wherever the sheet is turned, and the notes at the end."""
        lying_now = False
        for lying, text in (*written, (False, self.macros.ending(notes))):
            if text and lying != lying_now:
                yield self.macros.sheet_end(lying_now)
                lying_now = lying
            yield text
        yield self.macros.sheet(lying_now)

    def heading(self, block: Heading, place: Place) -> str:
        self.headings += 1
        mark = f"_Toc{self.headings:09}"
        if block.level == _SECTION:
            self.sections.append((block.text, mark))
        return str(self.macros.heading(block, mark, self.headings))

    def steps(self, block: Steps, place: Place) -> str:
        self.lists += 1
        return str(self.macros.steps(block, _FIRST_LIST + self.lists - 1))

    def matrix(self, block: Matrix, place: Place) -> str:
        written = []
        for number, part in enumerate(split_matrix(block, WIDEST_MATRIX)):
            key = "; ".join(f"{status.symbol} {meaning}" for status, meaning in part.legend())
            feet = [line for line in (f"Key: {key}." if key else "", part.note) if line]
            heads = (part.corner, *part.columns, *((part.summary,) if part.summary else ()))
            written.append(self.macros.matrix(part, place, heads, _matrix_widths(part), feet, number == 0))
        return "".join(written)

    def picture(self, block: Picture, place: Place) -> str:
        image, _ = self.part.get_or_add_image(io.BytesIO(block.dots.png))
        link = self.part.relate_to(block.link.address, RELATIONSHIP_TYPE.HYPERLINK, True) if block.link else ""
        self.drawn += 1
        widths = _widths(block.table, may_lie=False)
        return str(self.macros.picture(block, place, image, _size(block), self.drawn, link, widths))


def _is_wide(block: Table | Matrix) -> bool:
    if isinstance(block, Matrix):
        return len(block.columns) > _MATRIX_UPRIGHT
    columns = columns_of(block)
    return wants_lying(columns, *(_room(twips, len(columns)) for twips in (_UPRIGHT, _LYING)))


def _widths(table: Table, *, may_lie: bool = True) -> tuple[int, ...]:
    """Give the widths of the columns of a table in twentieths of a point, on the sheet that it wants."""
    columns = columns_of(table)
    sheet = _LYING if may_lie and _is_wide(table) else _UPRIGHT
    widths = [width * _TWIPS_OF_CHARACTER + _TWIPS_OF_CELL for width in shared_out(columns, _room(sheet, len(columns)))]
    squeeze = min(1.0, sheet / sum(widths))
    return tuple(int(width * squeeze) for width in widths)


def _room(twips: int, columns: int) -> int:
    return (twips - columns * _TWIPS_OF_CELL) // _TWIPS_OF_CHARACTER


def _matrix_widths(matrix: Matrix) -> tuple[int, ...]:
    sheet = _LYING if _is_wide(matrix) else _UPRIGHT
    others = len(matrix.columns) + bool(matrix.summary)
    return (_MATRIX_HEAD, *[(sheet - _MATRIX_HEAD) // others] * others)


def _size(picture: Picture) -> tuple[int, int]:
    """Give a picture's size in Word's unit, as large as it is drawn where the sheet takes that."""
    width, height = picture.width * _EMU_OF_PIXEL, picture.height * _EMU_OF_PIXEL
    squeeze = min(1.0, _WIDEST / width, _HIGHEST / height)
    return int(width * squeeze), int(height * squeeze)


def _dress(word: WordDocument, document: Document) -> None:
    """Give the document our styles, its title, language and day, and drop what the empty one brought along."""
    word.part._styles_part._element = _template("word_styles.xml")
    word.part._settings_part._element = _template("word_settings.xml")
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.endswith(_UNUSED):
            del word.part.rels[key]
    about = word.core_properties
    about.title, about.subject = _fitting(document.title), _fitting(document.subtitle)
    about.author = about.last_modified_by = MAKER
    about.comments = about.keywords = about.category = ""
    about.language, about.revision = LANGUAGE, 1
    about.created = about.modified = start_of(document.as_of)


def _fitting(text: str) -> str:
    """Give a text as Word keeps it among its properties: at most 255 characters that XML can hold."""
    return showable(text)[:255]


def _template(name: str, **values: object) -> Any:
    return parse_xml(templates_of(_PACKAGE).get_template(name).render(**values).strip())


def _parsed(root: str, text: str) -> Any:
    """Read what stands in a root; a line break or a tab inside a text becomes a space, as on a page."""
    return parse_xml(f"<w:{root} {_NAMESPACES}>{_BREAKS.sub(' ', text)}</w:{root}>")
