import json
import resource

import pytest

from netmap.errors import RenderError
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown
from netmap.reports.writing import write_report
from tests.reports.sample_report import sample_document


def test_the_ending_picks_the_format(tmp_path):
    assert write_report(sample_document(), tmp_path / "a.HTML").read_text("utf-8") == render_html(sample_document())
    assert write_report(sample_document(), str(tmp_path / "a.md")).read_text("utf-8") == render_markdown(
        sample_document()
    )
    assert json.loads(write_report(sample_document(), tmp_path / "a.json").read_text("utf-8"))["title"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.HTML", "a.json", "a.md"]


@pytest.mark.parametrize("name", ["report.docx", "report", ".html"])
def test_another_ending_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(RenderError) as refusal:
        write_report(sample_document(), tmp_path / name)
    assert refusal.value.message == f"A report cannot be written as '{name}'."
    assert refusal.value.hint == "End its name in .html, .md or .json."
    assert list(tmp_path.iterdir()) == []


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
