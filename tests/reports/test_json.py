import json
from pathlib import Path

import jsonschema
import pytest

from netmap.reports.document import Document, Finding, Matrix, Paragraph, Table
from netmap.reports.renderers.as_json import render_json
from netmap.reports.renderers.html import render_html
from tests.reports.pages import read_page, table_rows
from tests.reports.sample_report import HOSTILE, hostile_document, sample_document

SHIPPED = Path(__file__).parents[2] / "docs" / "report.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SHIPPED.read_text(encoding="utf-8")))


def read(document: Document) -> dict:
    return json.loads(render_json(document))


def of_type(report: dict, name: str) -> list[dict]:
    return [block for block in report["blocks"] if block["type"] == name]


def test_front_matter_and_order():
    report = read(sample_document())
    assert list(report) == [
        "schema", "title", "subtitle", "as_of", "scope", "source", "profile", "shorthand", "blocks", "notes",
    ]  # fmt: skip
    assert report["schema"] == "netmap/report/2"
    assert report["as_of"] == "2026-03-01"
    assert len(report["blocks"]) == len(sample_document().blocks)


def test_json_holds_the_figures_that_the_page_shows():
    page, report = read_page(render_html(sample_document())), read(sample_document())
    tables = [table for table in table_rows(page) if table[0][0] != "Equality group"]
    assert [
        [
            [column["heading"] for column in table["columns"]],
            *(
                [" ".join(filter(None, [cell["text"], "".join(f"[{m}]" for m in cell["mark"])])) for cell in row]
                for row in table["rows"]
            ),
        ]
        for table in of_type(report, "table")
    ] == tables
    statements = [line.text() for line in page.classed("statement")]
    assert [finding["statement"] for finding in of_type(report, "finding")] == statements
    matrix = of_type(report, "matrix")[0]
    cells = [[row["heading"], *(cell["word"] for cell in row["cells"]), row["summary"]] for row in matrix["rows"]]
    assert cells == table_rows(page)[0][1:]


def test_blocks_carry_type_number_and_address():
    report = read(sample_document())
    assert [finding["number"] for finding in of_type(report, "finding")] == list(range(1, 9))
    tables = [block for block in report["blocks"] if block["type"] in ("table", "matrix")]
    assert [(table["number"], table["anchor"]) for table in tables] == [(1, "T1"), (2, "T2"), (3, "T3"), (4, "T4")]
    assert [block["anchor"] for block in of_type(report, "heading")][:2] == ["what-we-found", "equality-groups"]
    assert of_type(report, "finding")[0]["evidence"][1] == {
        "text": "Riverton Pride Network holds no seat",
        "source": "organisations.csv, row 31",
        "checked": "2025-11",
    }


def test_hostile_text_comes_back_letter_for_letter():
    report = read(hostile_document())
    assert [block["text"] for block in of_type(report, "paragraph")] == list(HOSTILE)
    kinds = [type(block) for block in hostile_document().blocks]
    assert kinds.count(Table) == kinds.count(Matrix) == kinds.count(Finding) == len(HOSTILE)
    assert report["notes"] == list(HOSTILE)


def test_text_is_written_as_it_is_and_the_same_each_time():
    assert "£18,400" in render_json(sample_document())
    assert render_json(sample_document()) == render_json(sample_document())


def test_half_a_character_can_still_be_written_to_a_file():
    sample = sample_document()
    report = render_json(Document("T", "", sample.as_of, "", "", (Paragraph("half\ud83d"),)))
    assert "half\ufffd" in report.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("make", [sample_document, hostile_document])
def test_a_report_is_of_the_shipped_schema(make):
    assert not list(VALIDATOR.iter_errors(read(make())))


def test_the_schema_refuses_what_no_report_has():
    report = read(sample_document())
    report["blocks"][0]["colour"] = "red"
    assert list(VALIDATOR.iter_errors(report))
    del report["blocks"][0]
    assert not list(VALIDATOR.iter_errors(report))
    del report["blocks"]
    assert list(VALIDATOR.iter_errors(report))
