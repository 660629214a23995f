import dataclasses
import io
import re
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm

from netmap.reports.document import Bullets, Document, Finding, Heading, Matrix, Picture, Table
from netmap.reports.renderers.as_docx import render_docx
from tests.reports.reading_back import spaced
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import HOSTILE, hostile_document, sample_document

MAKERS = {"sample": sample_document, "hostile": hostile_document, "figures": figures_document}
# The order that the schema of WordprocessingML wants; Word calls a file in another one damaged.
ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color sz szCs u lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tblBorders": "top bottom insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW tcBorders vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


@pytest.fixture(scope="module", params=MAKERS)
def made(request) -> tuple[Document, WordDocument]:
    document = MAKERS[request.param]()
    return document, docx.Document(io.BytesIO(render_docx(document)))


def blocks(document: Document, *kinds: type) -> list:
    return [block for block in document.blocks if isinstance(block, kinds)]


def styled(word: WordDocument, start: str) -> list:
    return [line for line in word.paragraphs if line.style.name.startswith(start)]


def test_headings_go_down_one_level_at_a_time_under_one_title(made):
    document, word = made
    levels = [int(line.style.name[-1]) for line in styled(word, "Heading ")]
    assert levels == [block.level - 1 for block in blocks(document, Heading)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert [spaced(line.text) for line in styled(word, "Title")] == [spaced(document.title)]


def test_contents_are_filled_and_every_entry_leads_to_its_heading(made):
    document, word = made
    entries = styled(word, "toc 1")
    assert [spaced(line.text) for line in entries] == [
        spaced(block.text) for block in blocks(document, Heading) if block.level == 2
    ]
    marks = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks)) == len(blocks(document, Heading))
    for entry in entries:
        (link,) = entry._p.iter(qn("w:hyperlink"))
        target = next(
            line for line in styled(word, "Heading 1") if f'w:name="{link.get(qn("w:anchor"))}"' in line._p.xml
        )
        assert spaced(target.text) == spaced(entry.text)
    codes = [code.text.split()[0] for code in word.element.iter(qn("w:instrText"))]
    assert codes[0] == "TOC"
    kinds = [mark.get(qn("w:fldCharType")) for mark in word.element.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(codes)


def test_every_table_has_a_head_that_repeats_and_whole_cells(made):
    document, word = made
    assert len(word.tables) >= len(blocks(document, Table, Matrix, Picture)) > 0
    for table in word.tables:
        rows = table._tbl.tr_lst
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert len({len(row.tc_lst) for row in rows}) == 1
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")))
        assert all(paragraph.text.strip() for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == look.get(qn("w:firstColumn")) == "1"
        caption = table._tbl.getprevious()
        assert caption.pPr.pStyle.val == "Caption"
        assert (
            table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
            == docx.text.paragraph.Paragraph(caption, word).text
        )


def test_tables_keep_within_the_sheet_they_stand_on(made):
    _, word = made
    width = Cm(0)
    sheets = iter(word.sections)
    sheet = next(sheets)
    for part in word.element.body:
        if part.tag == qn("w:tbl"):
            width = sum(int(column.get(qn("w:w"))) for column in part.iter(qn("w:gridCol"))) * 635
            assert width <= sheet.page_width - sheet.left_margin - sheet.right_margin
        elif part.tag == qn("w:p") and part.pPr is not None and part.pPr.find(qn("w:sectPr")) is not None:
            sheet = next(sheets)
    assert {frozenset((sheet.page_width.cm // 1, sheet.page_height.cm // 1)) for sheet in word.sections} == {
        frozenset((21, 29))
    }


def test_what_is_wide_lies_together_with_its_heading():
    word = docx.Document(io.BytesIO(render_docx(figures_document())))
    assert [sheet.page_width > sheet.page_height for sheet in word.sections] == [False, True, False]
    first_lying = False
    for part in word.element.body:
        if first_lying:
            assert part.pPr.pStyle.val == "Heading1"
            assert "Wide ones" in part.xml
            break
        first_lying = part.tag == qn("w:p") and part.pPr.find(qn("w:sectPr")) is not None


def test_every_picture_has_its_words_and_is_no_wider_than_the_text(made):
    document, word = made
    shapes = word.inline_shapes
    assert len(shapes) == len(blocks(document, Picture))
    for shape, block in zip(shapes, blocks(document, Picture), strict=True):
        assert shape._inline.docPr.get("descr") == block.alt
        assert shape.width <= Cm(16)
        assert shape.width / shape.height == pytest.approx(block.width / block.height, rel=0.001)
    numbers = [shape._inline.docPr.id for shape in shapes]
    assert len(numbers) == len(set(numbers))


def test_numbered_lists_begin_at_one_each():
    word = docx.Document(io.BytesIO(render_docx(figures_document())))
    lists = [line._p.pPr.numPr.numId.val for line in styled(word, "List Number")]
    assert lists[:3] == [lists[0]] * 3
    assert lists[3] != lists[0]
    for number in {*lists}:
        (found,) = [num for num in word.part.numbering_part.element.num_lst if num.numId == number]
        assert found.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_language_title_day_and_nobody_are_in_the_properties(made):
    document, word = made
    about = word.core_properties
    assert (about.title, about.language, about.author) == (document.title, "en-GB", "netmap")
    assert {about.created.date(), about.modified.date()} == {document.as_of}
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert [mark.get(qn("w:val")) for mark in defaults.iter(qn("w:lang"))] == ["en-GB"]
    assert {mark.get(qn("w:ascii")) for mark in word.styles.element.iter(qn("w:rFonts"))} == {"Arial"}


def test_text_is_large_enough_and_pages_are_counted(made):
    document, word = made
    sizes = {style.name: style.font.size for style in word.styles if style.type == 1 and style.font.size}
    assert (
        min(size.pt for name, size in sizes.items() if not re.match("Table|Matrix|Section|[Hh]eader|[Ff]ooter", name))
        >= 11
    )
    assert min(size.pt for name, size in sizes.items() if name != "Section end") >= 8.5
    assert spaced(word.sections[0].header.paragraphs[0].text) == spaced(document.title)
    footer = word.sections[0].footer
    assert footer.paragraphs[0].text == "Page 1 of 1"
    assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert all(sheet.footer.is_linked_to_previous for sheet in list(word.sections)[1:])


def test_captions_count_by_fields_that_count_as_the_report_does(made):
    document, word = made
    codes = [code.text.split()[1] for code in word.element.iter(qn("w:instrText")) if code.text.split()[0] == "SEQ"]
    assert codes.count("Table") == len(blocks(document, Table, Matrix))
    assert codes.count("Figure") == len(blocks(document, Picture))


def test_priority_of_a_finding_stands_in_words(made):
    document, word = made
    words = [line.text.partition(" – ")[2] for line in styled(word, "Finding lead")]
    assert words == [block.severity.word for block in blocks(document, Finding)]


def test_parts_stand_in_the_order_that_word_wants(made):
    _, word = made
    roots = [word.element, word.styles.element, word.part.numbering_part.element, word.settings.element]
    for root in roots:
        for element in root.iter():
            name = element.tag.rpartition("}")[2]
            if name in ORDER:
                order = ORDER[name].split()
                places = [order.index(part.tag.rpartition("}")[2]) for part in element]
                assert places == sorted(places), f"{name}: {[part.tag for part in element]}"


def test_every_style_that_is_used_is_there(made):
    _, word = made
    there = {style.get(qn("w:styleId")) for style in word.styles.element.iter(qn("w:style"))}
    marks = [qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")]
    used = {mark.get(qn("w:val")) for root in (word.element, word.styles.element) for mark in root.iter(*marks)}
    assert used <= there


def test_hostile_text_reads_as_it_was_written():
    word = docx.Document(io.BytesIO(render_docx(hostile_document())))
    assert [spaced(line.text) for line in styled(word, "Heading 1")] == [spaced(text) for text in HOSTILE]


def test_what_no_page_can_show_becomes_a_visible_sign():
    changed = dataclasses.replace(sample_document(), title="Nul\x00", blocks=(Bullets(("half\ud83d", "a\tb\nc")),))
    word = docx.Document(io.BytesIO(render_docx(changed)))
    assert word.core_properties.title == word.paragraphs[0].text == "Nul\ufffd"
    assert [line.text for line in styled(word, "List Bullet")] == ["half\ufffd", "a b c"]


def test_package_holds_no_day_but_the_reports_and_nothing_it_does_not_need():
    data = render_docx(sample_document())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", package.read("docProps/core.xml"))) == {b"2026-03-01T"}
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert not [name for name in names if re.search("customXml|stylesWithEffects|webSettings|vba", name)]
