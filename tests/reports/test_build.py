"""The report on anytown, whose figures are worked out by hand in the methods, and on data that say little."""

import datetime
from pathlib import Path

import pytest

from netmap.model.words import NOT_KNOWN, NOT_REPRESENTED, VERDICT_WORDS
from netmap.network import Network
from netmap.reports.answers import ask_all
from netmap.reports.appendix import Asked
from netmap.reports.document import Definitions, Document, Finding, Matrix, Notice, Paragraph, Picture, Status, Table
from netmap.reports.renderers.as_json import render_json
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown
from netmap.reports.sections import coverage as coverage_page
from netmap.reports.sections import findings as findings_page
from netmap.sources.ledger import Ledger, Refusal, TableCount
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.reports.made import build_report
from tests.reports.pages import read_page, table_rows

DATASETS = Path(__file__).parents[2] / "datasets"


def read(folder: Path) -> tuple[Network, Ledger]:
    dataset = read_source(folder)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Network(store), dataset.ledger


def report(folder: Path, as_of: str) -> Document:
    network, ledger = read(folder)
    return build_report(network, as_of=as_of, source=folder.name, ledger=ledger)


@pytest.fixture(scope="module")
def anytown() -> Document:
    return report(DATASETS / "anytown", "2026-01-31")


@pytest.fixture(scope="module")
def riverton() -> Document:
    return report(DATASETS / "riverton", "2026-06-30")


def tables(document: Document, start: str) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(start)]


def rows(document: Document, start: str) -> dict[str, list[str]]:
    (table,) = tables(document, start)
    return {row[0].shown: [cell.shown for cell in row[1:]] for row in table.rows}


def words(document: Document) -> str:
    return render_json(document)


def folder_of(path: Path, **sheets: str) -> Path:
    for name, text in sheets.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_seats_and_voice_of_anytown(anytown: Document) -> None:
    seats = rows(anytown, "Seats by organisation")
    assert seats["Anytown Council for Voluntary Service"] == [
        "5 of 10 (50 %)",
        "2.3 of 10 (23 %)",
        "4 of 4",
        "2",
        "3 of 5",
    ]
    assert [line[0] for line in seats.values()] == ["5 of 10 (50 %)", "2 of 10 (20 %)", *["1 of 10 (10 %)"] * 3]


def test_concentration_of_anytown(anytown: Document) -> None:
    views = rows(anytown, "How concentrated")
    assert views["By who holds the seat"][:5] == ["10 by 5", "50 %", "80 %", "0.320", "3.1"]
    assert views["By who is spoken for"][:5] == ["10 by 10", "23 %", "59 %", "0.161", "6.2"]


def test_ladder_of_anytown(anytown: Document) -> None:
    said = {name: (cells[0], cells[1]) for name, cells in rows(anytown, "The answer for each group").items()}
    assert said == {
        "disabled people": ("represented", "speaks through an organisation led by the group, with a mandate"),
        "minority ethnic people": (
            "served but not represented",
            "is reached only through general membership of a forum",
        ),
        "LGBT+ people": ("not represented", "has no known organisation"),
        "Muslim residents": ("served but not represented", "is reached only through general membership of a forum"),
        "older people": ("represented", "speaks through an organisation that serves or is led by the group"),
    }


def test_matrix_of_anytown_counts_each_row_with_its_denominator(anytown: Document) -> None:
    (matrix,) = [block for block in anytown.blocks if isinstance(block, Matrix)]
    assert matrix.columns == (
        "Children and young people",
        "Health and wellbeing",
        "Safer communities",
        "Strategic board",
    )
    assert {row.heading: row.summary for row in matrix.rows} == {
        "disabled people": "1 of 4",
        "minority ethnic people": "0 of 4",
        "LGBT+ people": "0 of 4",
        "Muslim residents": "0 of 4",
        "older people": "2 of 4",
    }


def test_overlap_of_anytown(anytown: Document) -> None:
    ((overlap),) = rows(anytown, "Overlaps").values()
    assert overlap[3] == "1 Apr 2025 to 31 Mar 2026 (live)"
    assert overlap[4:] == ["£81,968, in 4 of 5 awards", "at most £31,982"]
    assert rows(anytown, "Related pairs of awards by relation") == {
        "two funders paying two recipients for the same thing": ["3 of 10"],
        "for different groups": ["4 of 10"],
        "one funder, two recipients": ["1 of 10"],
        "two funders of one recipient": ["2 of 10"],
    }


def test_themes_of_anytown(anytown: Document) -> None:
    themes = rows(anytown, "Each theme")
    assert {name: (themes[name][0], themes[name][1], themes[name][5]) for name in THEMES} == THEMES


THEMES = {
    "domestic abuse": ("owned by several partnerships and voiced in each", "yes", "3"),
    "hate crime": ("voiced, but not where it is owned", "yes", "anywhere: 1; where it is owned: silent already"),
    "loneliness": ("owned by one partnership and voiced there", "yes", "anywhere: 3; where it is owned: 2"),
    "food poverty": ("neither owned nor voiced", "not known: 1 seat could carry it", "silent already"),
}


def test_the_summary_answers_the_five_questions(anytown: Document) -> None:
    answers = next(block for block in anytown.blocks if isinstance(block, Definitions))
    figures = ("5 of 10", "2 of 5", "£81,968", "Of 7 themes", "Of 11 seats")
    assert len(answers.items) == 5
    assert all(figure in text for figure, (_, text) in zip(figures, answers.items, strict=True))
    assert rows(anytown, "13 findings by question")["Which issues get stuck?"] == ["1 of 6", "0 of 6", "5 of 6"]


def test_every_finding_of_the_results_is_there_with_evidence_and_source(riverton: Document) -> None:
    found = [block for block in riverton.blocks if isinstance(block, Finding)]
    network, _ = read(DATASETS / "riverton")
    answers = ask_all(network, Asked(as_of="2026-06-30"))
    in_order = (answers.coverage, answers.dominance, answers.duplication, answers.issues, answers.health)
    assert [finding.statement for finding in found] == [
        each.statement for result in in_order for each in result.findings[:12]
    ]
    further = [row[2].shown for table in tables(riverton, "Further findings") for row in table.rows]
    assert further == [each.id for result in in_order for each in result.findings[12:]]
    assert all(record.source for finding in found for record in finding.evidence)
    dated = [bool(record.checked) for finding in found for record in finding.evidence]
    assert dated.count(False) < len(dated) / 20
    assert [finding.statement for finding in found if finding.figure and not finding.of] == []
    assert all(finding.certainty for finding in found)


def test_every_record_behind_a_finding_leads_to_a_row(anytown: Document) -> None:
    (table,) = tables(anytown, "Records behind")
    places = {(row[0].shown, row[1].shown): row[3].shown for row in table.rows}
    found = [block for block in anytown.blocks if isinstance(block, Finding)]
    dominant = next(number for number, each in enumerate(found, start=1) if each.id == "dominance:CVS")
    assert places[f"Finding {dominant}", "s01"] == "seats.csv, row 2"
    assert len([number for number, _ in places if number == f"Finding {dominant}"]) == 5


def test_the_same_figures_in_every_format(anytown: Document) -> None:
    shown = render_html(anytown), render_markdown(anytown), render_json(anytown)
    for figure in ("5 of 10 (50 %)", "2.3 of 10 (23 %)", "0.161", "£81,968", "at most £31,982", "13 findings"):
        assert [figure in text for text in shown] == [True, True, True], figure


def test_the_page_holds_every_table(riverton: Document) -> None:
    blocks = [block.table if isinstance(block, Picture) else block for block in riverton.blocks]
    grids = [block for block in blocks if isinstance(block, Table | Matrix)]
    drawn = table_rows(read_page(render_html(riverton)))
    assert [len(grid.rows) + 1 for grid in grids] == [len(each) for each in drawn]


def test_no_report_promises_money(anytown: Document, riverton: Document) -> None:
    for document in (anytown, riverton):
        assert "saving" not in words(document).lower()


def test_what_is_not_known_is_never_called_not_represented(riverton: Document) -> None:
    network, _ = read(DATASETS / "riverton")
    result = ask_all(network, Asked(as_of="2026-06-30")).coverage
    unsure = set(result.system.loc[result.system["verdict"] == NOT_KNOWN, "group"])
    assert len(unsure) == 2
    said = rows(riverton, "The answer for each group")
    assert {name for name, cells in said.items() if cells[0] == VERDICT_WORDS[NOT_KNOWN]} == unsure
    assert all(VERDICT_WORDS[NOT_REPRESENTED] not in " ".join(said[name]) for name in unsure)
    crossed = [row for block in riverton.blocks if isinstance(block, Matrix) for row in block.rows]
    cells = [cell for row in crossed for cell in row.cells]
    assert sum(cell.status is Status.UNKNOWN for cell in cells) == int((result.cells["verdict"] == NOT_KNOWN).sum())
    assert {cell.word for cell in cells if cell.status is Status.UNKNOWN} == {"not known"}


def test_a_range_where_answers_are_open(riverton: Document) -> None:
    last = [block for block in riverton.blocks if isinstance(block, Matrix)][-1]
    summaries = {row.heading: row.summary for row in last.rows}
    assert summaries["People who live on boats"] == "0 of 29"
    assert " to " in summaries["People with convictions"]


def test_the_longer_list_goes_down_the_rows(tmp_path: Path) -> None:
    names = [f"Board {letter}" for letter in "ABCD"]
    folder = folder_of(
        tmp_path,
        organisations="name,sector,groups_asked\nHelp,third sector,all\n",
        partnerships="name\n" + "".join(f"{name}\n" for name in names),
        equality_groups="name\nolder people\nwomen\n",
        seats="partnership,organisation\n" + "".join(f"{name},Help\n" for name in names),
    )
    (matrix,) = [block for block in report(folder, "2026-01-31").blocks if isinstance(block, Matrix)]
    assert (matrix.columns, [row.heading for row in matrix.rows]) == (("older people", "women"), names)


def test_a_grid_too_large_becomes_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_page, "MOST_PARTNERSHIPS", 3)
    monkeypatch.setattr(coverage_page, "SHOWN_PARTNERSHIPS", 2)
    document = report(DATASETS / "anytown", "2026-01-31")
    assert not [block for block in document.blocks if isinstance(block, Matrix)]
    (table,) = tables(document, "Groups by answer")
    assert [cell.shown for cell in table.rows[1]] == [
        "Health and wellbeing", "2 of 5", "0 of 5", "0 of 5", "2 of 5", "1 of 5", "0 of 5",
    ]  # fmt: skip
    assert "first 2 of 4 rows" in table.note and "netmap analyse coverage SOURCE" in table.note


def test_findings_beyond_the_limit_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_page, "SHOWN_FINDINGS", 2)
    monkeypatch.setattr(findings_page, "LISTED_FINDINGS", 1)
    document = report(DATASETS / "anytown", "2026-01-31")
    of_coverage, of_issues = tables(document, "Further findings")
    assert (of_coverage.caption, len(of_coverage.rows)) == ("Further findings, 1 of 3", 1)
    assert (of_issues.caption, len(of_issues.rows)) == ("Further findings, 4 of 6", 1)
    assert "first 1 of 4 rows" in of_issues.note


def test_evidence_beyond_the_limit_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_page, "SHOWN_EVIDENCE", 2)
    found = [block for block in report(DATASETS / "anytown", "2026-01-31").blocks if isinstance(block, Finding)]
    first = next(each for each in found if each.id == "dominance:CVS")
    assert len(first.evidence) == 2
    assert dict(first.parts())["Evidence"][-1] == "and 3 more"


def test_thresholds_are_those_that_the_results_used(anytown: Document) -> None:
    network, _ = read(DATASETS / "anytown")
    answers = ask_all(network, Asked(as_of="2026-01-31"))
    results = [*(result for _, result in answers.by_question()), answers.actions]
    used = {name for result in results for name in result.parameters}
    shown = rows(anytown, "Thresholds")
    assert len(shown) == len(used)
    assert shown["Days that two awards must run together to overlap"] == ["30"]


def test_refusals_are_listed_with_their_place_and_their_fix() -> None:
    network, ledger = read(DATASETS / "anytown")
    ledger.tables["seats"] = TableCount(read=71, loaded=11, refused=60)
    ledger.refusals += [
        Refusal("seats", "seats.csv", "", line, "start_date", f"seats!F{line}", "someday", "is no date", "Write 2026.")
        for line in range(2, 62)
    ]
    document = build_report(network, as_of="2026-01-31", source="anytown", ledger=ledger)
    (table,) = tables(document, "What was refused")
    assert [cell.shown for cell in table.rows[0]] == ["seats!F2", "start_date", "someday", "is no date", "Write 2026."]
    assert len(table.rows) == 50 and "first 50 of 60 rows" in table.note
    assert any(isinstance(block, Notice) and "60 of 112 rows" in block.text for block in document.blocks)
    assert rows(document, "Rows of each table")["seats"] == ["71", "11", "0", "60", "0", "0"]


def test_a_store_has_no_ledger_and_says_so() -> None:
    network, _ = read(DATASETS / "anytown")
    document = build_report(network, as_of="2026-01-31", source="netmap.db, which holds anytown")
    assert not tables(document, "Rows of each table")
    assert any(
        "netmap.db, which holds anytown" in block.text for block in document.blocks if isinstance(block, Paragraph)
    )


def test_nothing_recorded_gives_honest_sentences(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, organisations="name,sector\nHelp,third sector\n")
    document = report(folder, "2026-01-31")
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "No third-sector seat is recorded, so nothing can be said about who dominates." in said
    assert "No partnership is recorded." in said
    assert "No award is recorded, so nothing can be said about duplicated funding." in said
    assert "No theme is recorded, so nothing can be said about where issues go." in said
    assert not [block for block in document.blocks if isinstance(block, Table) and not block.rows]


def test_an_award_overlap_without_amounts_says_not_known(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        partnerships="name\nBoard\n",
        organisations="name,sector\nHelp,third sector\nAid,third sector\n",
        seats="partnership,organisation\nBoard,Help\n",
        funding="funder,recipient,function,areas,start_date,end_date\n"
        "Council,Help,consultation,Town,2025-01-01,2027-01-01\n"
        "Board of Health,Aid,consultation,Town,2025-01-01,2027-01-01\n",
    )
    document = report(folder, "2026-01-31")
    ((overlap),) = rows(document, "Overlaps").values()
    assert overlap[4:] == ["not known", "not known"]
    (finding,) = [block for block in document.blocks if isinstance(block, Finding) and "Council" in block.statement]
    assert finding.figure == "amount not known"


def test_a_named_area_stands_in_the_title_and_the_commands() -> None:
    network, ledger = read(DATASETS / "riverton")
    document = build_report(network, as_of="2026-06-30", area="Elmsworth", source="riverton", ledger=ledger)
    assert document.title == "Who speaks for whom: Elmsworth"
    assert document.as_of == datetime.date(2026, 6, 30)
    assert "--area Elmsworth" in ask_all(network, Asked(as_of="2026-06-30", area="Elmsworth")).command(
        ask_all(network, Asked(as_of="2026-06-30", area="Elmsworth")).issues
    )


def test_the_same_input_gives_the_same_bytes(anytown: Document) -> None:
    again = report(DATASETS / "anytown", "2026-01-31")
    for render in (render_html, render_markdown, render_json):
        assert render(again).encode() == render(anytown).encode()


def test_a_whole_borough_stays_short(riverton: Document) -> None:
    assert len(render_html(riverton).encode()) < 1_500_000
    long = {"evidence", "thresholds"}
    found = [block for block in riverton.blocks if isinstance(block, Table)]
    assert all(len(table.rows) <= 80 for table in found if table.name not in long)
    assert max(len(table.columns) for table in found) <= 8
    assert all(table.name for table in found)
