import datetime

import pytest

from netmap.errors import RenderError
from netmap.pages import showable
from netmap.reports.document import (
    Cell,
    Column,
    Document,
    Evidence,
    Finding,
    Heading,
    Matrix,
    MatrixCell,
    MatrixRow,
    Paragraph,
    Severity,
    Status,
    Table,
    split_matrix,
)
from netmap.reports.renderers.walking import places, walk
from tests.reports.sample_report import BOARDS, matrix

SEEN = (Evidence("Seat S1", "seats.csv", "2026-02"),)


def document(*blocks) -> Document:
    return Document("Title", "", datetime.date(2026, 3, 1), "", "", blocks)


def test_cell_shows_its_marks_each_in_brackets():
    assert Cell("12", "re").shown == "12 [r][e]"
    assert Cell("", "x").shown == "[x]"


@pytest.mark.parametrize(("text", "mark", "said"), [("", "", "empty"), (" \n", "", "empty"), ("1", "*", "[*]")])
def test_cell_refuses_what_says_nothing(text, mark, said):
    with pytest.raises(RenderError) as refusal:
        Cell(text, mark)
    assert said in refusal.value.message
    assert refusal.value.hint


def test_table_legend_lists_only_the_marks_used_in_one_order():
    columns = (Column("a", "A"), Column("b", "B"))
    table = Table("Seats", columns, ((Cell("1", "u"), Cell("", "x")), (Cell("2", "e"), Cell("3", "u"))), "Rounded.")
    assert table.footnotes() == ("Rounded.", "Marks: [e] estimated; [u] low reliability; [x] not available.")
    assert Table("Seats", columns, ()).footnotes() == ("This table has no rows.",)


def test_table_refuses_a_short_row_by_number():
    with pytest.raises(RenderError, match=r"Row 2 of 'Seats' has 1 cells under 2 headings"):
        Table("Seats", (Column("a", "A"), Column("b", "B")), ((Cell("1"), Cell("2")), (Cell("3"),)))


def test_matrix_legend_lists_only_what_it_shows():
    key = ((Status.MET, "voice"), (Status.UNMET, "none"), (Status.UNKNOWN, "unknown"))
    rows = (MatrixRow("Carers", (MatrixCell(Status.UNKNOWN, "?"), MatrixCell(Status.MET, "yes"))),)
    matrix = Matrix("Voices", "Group", ("HWB", "CT"), rows, key)
    assert matrix.legend() == ((Status.MET, "voice"), (Status.UNKNOWN, "unknown"))
    with pytest.raises(RenderError, match="does not explain 'unknown'"):
        Matrix("Voices", "Group", ("HWB", "CT"), rows, key[:2])
    with pytest.raises(RenderError, match="disagree about a summary"):
        Matrix("Voices", "Group", ("HWB", "CT"), rows, key, summary="Total")


def test_matrix_is_split_into_parts_that_hold_every_cell_once():
    whole = matrix()
    assert split_matrix(whole, 8) == (whole,)
    parts = split_matrix(whole, 3)
    assert [part.columns for part in parts] == [BOARDS[:3], BOARDS[3:6], BOARDS[6:]]
    assert [part.caption[-13:] for part in parts] == ["(part 1 of 3)", "(part 2 of 3)", "(part 3 of 3)"]
    for place, row in enumerate(whole.rows):
        assert sum((part.rows[place].cells for part in parts), ()) == row.cells
        assert [part.rows[place].summary for part in parts] == ["", "", row.summary]
    assert [part.summary for part in parts] == ["", "", "Boards with a voice"]
    assert [len(part.columns) for part in split_matrix(whole, 7)] == [4, 4]


def test_finding_gives_figure_denominator_and_bounds_in_one_line():
    finding = Finding(Severity.HIGH, "S.", SEEN, "6", "9 seats", "Votes", "between 5 and 7")
    assert finding.reckoning() == "Votes: 6 of 9 seats (between 5 and 7)"
    assert finding.parts() == (
        ("Figure", ("Votes: 6 of 9 seats (between 5 and 7)",)),
        ("Evidence", ("Seat S1 (seats.csv, checked 2026-02)",)),
    )
    assert [label for label, _ in Finding(Severity.LOW, "S.", SEEN).parts()] == ["Evidence"]


def test_evidence_says_what_is_not_recorded():
    assert Evidence("Seat S1").shown == "Seat S1 (source not recorded, date not recorded)"


@pytest.mark.parametrize(
    ("evidence", "figure", "of", "said"),
    [((), "6", "9", "no evidence"), (SEEN, "6", "", "out of"), (SEEN, "", "9 seats", "out of")],
)
def test_finding_refuses_a_bare_figure_or_claim(evidence, figure, of, said):
    with pytest.raises(RenderError, match=said):
        Finding(Severity.HIGH, "Six seats.", evidence, figure, of)


@pytest.mark.parametrize("levels", [(3,), (2, 4), (1,), (2, 3, 4, 5)])
def test_headings_go_down_one_level_at_a_time(levels):
    with pytest.raises(RenderError, match=f"level {levels[-1]}"):
        document(*(Heading(level, f"H{place}") for place, level in enumerate(levels)))


def test_places_number_findings_and_tables_apart_and_never_repeat_an_address():
    table = Table("T", (Column("a", "A"),), ())
    finding = Finding(Severity.LOW, "S.", SEEN)
    blocks = (
        Heading(2, "Gaps"), table, finding, Heading(2, "Gaps"), Heading(2, "!!"), Heading(2, "2026 seats"),
        finding, table, Heading(2, "Mine", "gaps-2"), Paragraph("P"), Heading(2, "F1"),
    )  # fmt: skip
    assert [place.anchor for _, place in places(document(*blocks))] == [
        "gaps", "T1", "F1", "gaps-3", "section", "section-2026-seats", "F2", "T2", "gaps-2", "", "f1",
    ]  # fmt: skip


def test_two_headings_with_one_anchor_are_refused():
    with pytest.raises(RenderError, match="'here'"):
        document(Heading(2, "A", "here"), Heading(2, "B", "here"))
    with pytest.raises(RenderError, match="Not Good"):
        Heading(2, "A", "Not Good")


def test_walk_names_the_block_that_a_format_lacks():
    handlers = {Paragraph: lambda block, place: block.text}
    assert list(walk(document(Paragraph("one"), Paragraph("two")), handlers, "semaphore")) == ["one", "two"]
    with pytest.raises(RenderError, match="report in semaphore cannot show a Heading"):
        list(walk(document(Paragraph("one"), Heading(2, "H")), handlers, "semaphore"))


def test_plain_keeps_line_breaks_and_letters_of_every_script():
    assert showable("a\tb\r\nשלום 👩🏽‍🦽") == "a\tb\r\nשלום 👩🏽‍🦽"
    assert showable("\x00\x1b[31m\ud800\x85") == "\ufffd\ufffd[31m\ufffd\ufffd"
