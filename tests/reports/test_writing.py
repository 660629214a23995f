import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from netmap.errors import RenderError
from netmap.reports.document import Document
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown
from netmap.reports.writing import RENDERERS, checked_targets, write_reports
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import sample_document

ALIKE = (".html", ".md", ".json", ".docx", ".xlsx")
HASHES = """
import hashlib
from netmap.reports.writing import RENDERERS
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import hostile_document
for make in (figures_document, hostile_document):
    print(*(hashlib.sha256(RENDERERS[ending](make())).hexdigest() for ending in {endings}))
"""


def write_report(document: Document, path: str | Path) -> Path:
    return write_reports(document, [path])[0]


def test_the_ending_picks_the_format(tmp_path):
    assert write_report(sample_document(), tmp_path / "a.HTML").read_text("utf-8") == render_html(sample_document())
    assert write_report(sample_document(), str(tmp_path / "a.md")).read_text("utf-8") == render_markdown(
        sample_document()
    )
    assert json.loads(write_report(sample_document(), tmp_path / "a.json").read_text("utf-8"))["title"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.HTML", "a.json", "a.md"]


def test_several_files_are_written_at_once_in_the_order_given(tmp_path):
    targets = [tmp_path / f"a{ending}" for ending in reversed(ALIKE)]
    assert write_reports(figures_document(), targets) == tuple(targets)
    assert sorted(tmp_path.iterdir()) == sorted(targets)
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs[0].text == "Seats in figures"
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Report"]["A1"].value == "Seats in figures"


@pytest.mark.parametrize("name", ["report.doc", "report.htm", "report", ".html"])
def test_another_ending_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(RenderError) as refusal:
        write_reports(sample_document(), [tmp_path / "fine.md", tmp_path / name])
    assert refusal.value.message == f"A report cannot be written as '{name}'."
    assert refusal.value.hint == "End its name in .html, .md, .json, .docx, .xlsx or .pdf."
    assert list(tmp_path.iterdir()) == []


def test_a_file_named_twice_or_none_is_refused(tmp_path):
    with pytest.raises(RenderError, match="is named twice"):
        write_reports(sample_document(), [tmp_path / "a.md", tmp_path / "b.md", tmp_path / "x" / ".." / "a.md"])
    with pytest.raises(RenderError, match="no file to write"):
        checked_targets([])
    assert list(tmp_path.iterdir()) == []


def test_where_one_file_cannot_be_written_none_is(tmp_path):
    (tmp_path / "a.md").write_text("old", "utf-8")
    with pytest.raises(RenderError, match="No such file or directory"):
        write_reports(sample_document(), [tmp_path / "a.md", tmp_path / "absent" / "a.docx"])
    assert (tmp_path / "a.md").read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(RenderError, match="No such file or directory"):
        write_report(sample_document(), tmp_path / "absent" / "a.md")
    (tmp_path / "taken.md").mkdir()
    with pytest.raises(RenderError, match=r"taken\.md' cannot be written"):
        write_report(sample_document(), tmp_path / "taken.md")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.md"]


def test_an_old_report_is_replaced_whole(tmp_path):
    target = tmp_path / "a.md"
    target.write_text("old" * 100_000, "utf-8")
    with target.open(encoding="utf-8") as reader:
        write_report(sample_document(), target)
        assert reader.read() == "old" * 100_000
    assert target.read_text("utf-8") == render_markdown(sample_document())


def test_a_disk_that_fills_up_leaves_the_old_report_as_it_was(tmp_path):
    target = tmp_path / "a.html"
    target.write_text("old", "utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(RenderError, match="File too large"):
            write_report(sample_document(), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_same_document_same_bytes_whatever_the_order_of_sets_and_the_time_zone():
    told = [
        subprocess.run(
            [sys.executable, "-c", HASHES.format(endings=ALIKE)],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Pacific/Auckland"))
    ]
    assert told[0] == told[1]
    assert len(set(told[0].split())) == 2 * len(ALIKE)


def test_every_format_gives_bytes_that_begin_as_its_own_do():
    begin = {".html": b"<!DOCTYPE html>", ".md": b"# ", ".json": b"{", ".docx": b"PK", ".xlsx": b"PK"}
    assert set(RENDERERS) == {*begin, ".pdf"}
    for ending, start in begin.items():
        assert io.BytesIO(RENDERERS[ending](sample_document())).read(len(start)) == start
