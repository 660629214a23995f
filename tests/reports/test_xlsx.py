import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from netmap.errors import RenderError
from netmap.reports.document import (
    Cell,
    Column,
    Document,
    Figure,
    Finding,
    Matrix,
    Paragraph,
    Picture,
    Table,
)
from netmap.reports.renderers.as_xlsx import render_xlsx, sheet_name
from netmap.reports.renderers.typed import typed_table
from netmap.reports.renderers.walking import Place
from tests.reports.reading_back import first_row
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import hostile_document, sample_document

MAKERS = {"sample": sample_document, "hostile": hostile_document, "figures": figures_document}
SIGNS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x", "'=1", '=HYPERLINK("x")')
DAY = datetime.date(2026, 3, 1)


def read(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))


@pytest.fixture(scope="module", params=MAKERS)
def made(request) -> tuple[Document, openpyxl.Workbook]:
    document = MAKERS[request.param]()
    return document, read(document)


def cells(book: openpyxl.Workbook) -> list:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def grid(book: openpyxl.Workbook, name: str) -> list[list]:
    sheet = book[name]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first_row(sheet))]


def one(*blocks: Table | Paragraph) -> Document:
    return Document("Title", "", DAY, "", "", blocks)


def test_one_sheet_for_each_table_matrix_and_picture_named_and_linked(made):
    document, book = made
    kinds = [type(block) for block in document.blocks]
    wanted = kinds.count(Table) + kinds.count(Matrix) + kinds.count(Picture)
    start = ["Report", "Text"] + (["Findings"] if Finding in kinds else [])
    assert book.sheetnames[: len(start)] == start
    assert len(book.sheetnames) == len(start) + wanted
    assert all(len(name) < 31 for name in book.sheetnames)
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)
    linked = [row[0].value for row in book["Report"].iter_rows() if row[0].hyperlink]
    assert linked == book.sheetnames[1:]
    addresses = [cell.hyperlink.location for cell in cells(book) if cell.hyperlink and cell.hyperlink.location]
    names = {"'" + name.replace("'", "''") + "'!A1" for name in book.sheetnames}
    assert set(addresses) <= names
    assert all(sheet["A2"].hyperlink.location == "'Report'!A1" for sheet in book.worksheets[1:])


def test_every_table_has_its_title_its_head_in_sight_and_a_filter(made):
    _, book = made
    for sheet in book.worksheets[1:]:
        top = first_row(sheet)
        heads = [cell for cell in sheet[top] if cell.value is not None]
        assert sheet["A1"].value and sheet["A1"].font.size >= 12
        assert sheet.freeze_panes == f"B{top + 1}"
        assert sheet.auto_filter.ref == f"A{top}:{heads[-1].column_letter}{sheet.max_row}"
        assert sheet.print_title_rows == f"${top}:${top}"
        assert all(cell.font.bold for cell in heads)
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in heads)


def test_no_cell_of_a_table_is_empty_or_merged_and_none_is_small_slanted_or_coloured(made):
    _, book = made
    for sheet in book.worksheets[1:]:
        assert not sheet.merged_cells.ranges
        rows = list(sheet.iter_rows(min_row=first_row(sheet)))
        assert all(cell.value is not None for row in rows for cell in row)
    assert all(cell.font.size >= 10 and not cell.font.italic for cell in cells(book))
    assert {cell.fill.fill_type for cell in cells(book)} == {None}


def test_first_sheet_says_what_the_marks_mean_that_are_used(made):
    document, book = made
    told = {row[0].value: row[1].value for row in book["Report"].iter_rows()}
    assert {name: word for name, word in told.items() if name.startswith("[")} == dict(document.marks())


def test_figures_are_numbers_and_days_and_marks_stay_text():
    book = read(figures_document())
    assert grid(book, "T2 Share of seats") == [
        ["Organisation", "Seats", "Share"],
        ["Ageing Well", 1204, 0.125],
        ["=SUM(A1:A9)", "3 [c]", "[c] withheld"],
        ["-5 Centre", 7, 0.09],
    ]
    forms = [cell.number_format for row in book["T2 Share of seats"].iter_rows(min_row=5) for cell in row[1:]]
    assert forms == ["#,##0", "0.0\\ %", "General", "General", "0", "0.0\\ %"]


def test_ranges_and_denominators_stand_in_columns_of_their_own():
    first, second, third = (datetime.datetime(2026, 2, 11), datetime.datetime(2025, 11, 3), "no date")
    name = "T1 Seats, at least and at"
    book = read(figures_document())
    assert grid(book, name) == [
        ["Board", "Seats", "Seats, at most", "Seats, out of", "Voice", "Voice, out of", "Checked", "Seats, as written"],
        ["Housing Forum", 4, 6, 11, 0.5, 1, first, "4 to 6 of 11"],
        ["Children's Trust", 5, 5, 9, "[x]", "[z]", second, "5 of 9 [e]"],
        ["Local Transport Panel", "not asked", "[z]", "[z]", 0, "[z]", third, "not asked"],
    ]
    sheet = book[name]
    notes = " ".join(sheet.cell(row, 1).value for row in range(3, first_row(sheet)))
    assert "[e] estimated" in notes
    assert "'at most' gives the highest" in notes
    assert "[z] not applicable" in notes


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [("12 %", 0.125, True), ("13 %", 0.125, False), ("1,204", 1204, False), ("1204", 1204, False), ("2.30", 2.3, False),
     ("£18,400", 18400, False), ("about 5", 5, True), ("5", 5.2, False),
     ("3 March 2026", datetime.date(2026, 3, 3), False),
     ("spring 2026", datetime.date(2026, 3, 3), True)],
)  # fmt: skip
def test_words_are_kept_where_the_number_alone_would_read_otherwise(text, value, written):
    table = Table("T", (Column("a", "A"),), ((Cell(text, figure=Figure(value)),),))
    assert typed_table(table).heads == (("A", "A, as written") if written else ("A",))


def test_no_text_is_a_formula_and_every_one_reads_as_it_was(made):
    document, book = made
    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d"}
    with zipfile.ZipFile(io.BytesIO(render_xlsx(document))) as package:
        pages = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [page for page in pages if b"<f>" in page or b"<f " in page]


@pytest.mark.parametrize("text", SIGNS)
def test_a_text_that_looks_like_a_formula_is_marked_as_text(text):
    book = read(one(Table("T", (Column("a", text),), ((Cell("x"),),)), Paragraph(text)))
    sheet, words = book["T1 T"], book["Text"]
    for cell in (sheet.cell(first_row(sheet), 1), words.cell(first_row(words) + 2, 2)):
        assert cell.value == text
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_a_text_longer_than_a_cell_is_refused_and_not_cut():
    whole = Cell("x" * 32_767)
    assert read(one(Table("T", (Column("a", "A"),), ((whole,),))))["T1 T"]["A4"].value == whole.text
    with pytest.raises(RenderError, match="32,768 characters is longer than a cell can hold"):
        render_xlsx(one(Table("T", (Column("a", "A"),), ((Cell("x" * 32_768),),))))


@pytest.mark.parametrize(
    ("caption", "name", "wanted"),
    [
        ("Seats", "seats-by-organisation", "T3 Seats by organisation"),
        ("Who: sits [where] / why?", "", "T3 Who sits where why"),
        ("Seats of the organisations of the third sector", "", "T3 Seats of the organisations"),
        ("unbroken" * 20, "", "T3 unbrokenunbrokenunbrokenunb"),
        ("it ends in an apostrophe here'", "", "T3 it ends in an apostrophe"),
        ("?", "", "T3"),
    ],
)
def test_names_of_sheets_are_telling_and_allowed(caption, name, wanted):
    assert sheet_name(Place("T3", 3, "Table"), caption, name) == wanted


def test_findings_have_a_row_each_and_a_column_for_each_part():
    rows = grid(read(sample_document()), "Findings")
    assert rows[0] == [
        "Finding", "Priority", "What was found", "Figure", "Evidence", "Assumes", "Would change if known",
        "What could be done",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == list(range(1, 9))
    assert rows[1][5:7] == [
        "A mandate older than its end date does not count.",
        "The organisation behind seat HWB-07, Health and Wellbeing Board",
    ]
    assert rows[2][5] == "[z]"


def test_package_holds_no_day_but_the_reports():
    with zipfile.ZipFile(io.BytesIO(render_xlsx(sample_document()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", package.read("docProps/core.xml"))) == {b"2026-03-01T"}
    about = read(sample_document()).properties
    assert (about.title, about.language, about.creator) == ("Who speaks for whom in Riverton", "en-GB", "netmap")


def test_a_link_beside_a_picture_leads_to_the_file():
    text = read(figures_document())["Text"]
    (row,) = [row for row in text.iter_rows() if row[0].value == "Further"]
    assert (row[0].hyperlink.target, row[1].value) == ("a%20map.html", "Open the map")


def test_a_table_without_rows_is_a_head_alone():
    sheet = read(figures_document())["T3 Boards"]
    assert [cell.value for cell in sheet[first_row(sheet)]] == ["Board"]
    assert sheet.max_row == first_row(sheet)
