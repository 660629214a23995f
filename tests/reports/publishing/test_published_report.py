"""What partners and the public read of a report: what is listed, nobody's name, no small count by any way."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from netmap.errors import RenderError
from netmap.maps.publishing.figures import MASK, masked
from netmap.maps.publishing.private import Names
from netmap.model.words import INTERNAL, PARTNERS, PUBLIC
from netmap.reports import keys
from netmap.reports.document import (
    Bullets,
    Cell,
    Column,
    Definitions,
    Document,
    Evidence,
    Figure,
    Finding,
    Heading,
    Matrix,
    Notice,
    NoticeKind,
    Paragraph,
    Picture,
    Severity,
    Steps,
    Table,
)
from netmap.reports.publishing import published_report
from netmap.reports.publishing.fixed import fixed_texts
from netmap.reports.publishing.profiles import LISTS, WITHIN_THE_HOUSE
from netmap.reports.publishing.said import EVERY
from netmap.reports.writing import RENDERERS
from tests.reports.publishing.real_reports import report_on

OTHERS, REAL = (PARTNERS, PUBLIC), ("anytown", "riverton")
SOURCES = Path(__file__).parents[3] / "netmap" / "reports"
TEXTUAL = (".html", ".md", ".json", ".docx", ".xlsx")


def written(document: Document, ending: str) -> str:
    """Give all that a file holds, packages taken apart."""
    content = RENDERERS[ending](document)
    if ending not in (".docx", ".xlsx"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist() if not name.endswith(".png")]
    return "\n".join(part.decode("utf-8", "replace") for part in parts)


def tables(document: Document) -> Iterator[Table]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield block.table


def table(document: Document, name: str) -> Table:
    return next(each for each in tables(document) if each.name == name)


def rows(document: Document, name: str) -> dict[str, list[str]]:
    return {row[0].shown: [cell.shown for cell in row[1:]] for row in table(document, name).rows}


def names(document: Document) -> set[str]:
    blocks = [block for block in document.blocks if isinstance(block, Table | Matrix | Picture)]
    return {block.name for block in blocks} | {each.name for each in tables(document)}


def prose(document: Document) -> Iterator[str]:
    """Give every text outside of tables, matrices and pictures, names of findings' parts left out."""
    yield from (document.title, document.subtitle, document.scope, *document.notes)
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph | Notice):
            yield block.text
        elif isinstance(block, Bullets | Steps):
            yield from block.items
        elif isinstance(block, Definitions):
            yield from (text for pair in block.items for text in pair)
        elif isinstance(block, Finding):
            yield from (block.statement, block.certainty)
        elif isinstance(block, Table):
            yield from (block.caption, block.note)


@pytest.mark.parametrize("name", REAL)
def test_every_table_and_picture_of_a_real_report_is_listed_or_kept_in_by_name(name: str) -> None:
    found = names(report_on(name).document)
    assert "" not in found
    known = set(WITHIN_THE_HOUSE)
    for profile in LISTS.values():
        known |= set(profile.tables) | profile.matrices | profile.pictures
    assert sorted(found - known) == []


def test_every_name_on_a_list_is_that_of_a_table_or_picture() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py") if path.parent.name != "publishing")
    listed = {name for profile in LISTS.values() for name in (*profile.tables, *profile.matrices)}
    made = re.compile(r"^(further-|map-|voice-data|funding-data|lorenz-data)")
    assert sorted(each for each in listed if f'"{each}"' not in code and not made.match(each)) == ["left-out"]


@pytest.mark.parametrize("name", REAL)
def test_every_listed_column_of_a_table_that_is_there_exists(name: str) -> None:
    for each in tables(report_on(name).document):
        keys_here = {column.key for column in each.columns}
        for profile in LISTS.values():
            if each.name in profile.tables:
                assert sorted(profile.tables[each.name].columns - keys_here) == [], each.name


def test_the_list_for_the_public_is_part_of_that_for_partners() -> None:
    few, more = LISTS[PUBLIC], LISTS[PARTNERS]
    assert few.sections <= more.sections and few.pictures <= more.pictures and few.matrices <= more.matrices
    assert set(few.tables) <= set(more.tables) and set(few.findings) <= set(more.findings)
    assert all(few.findings[kind] <= more.findings[kind] for kind in few.findings)
    assert all(few.tables[each].columns <= more.tables[each].columns for each in few.tables)
    assert not WITHIN_THE_HOUSE & set(more.tables)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("profile", OTHERS)
@pytest.mark.parametrize("least", [0, 3, 10])
def test_publishing_twice_changes_nothing(name: str, profile: str, least: int) -> None:
    report = report_on(name)
    once = report.published(profile, least)
    assert report.published(profile, least, once) == once
    assert once.profile == profile


@pytest.mark.parametrize("name", REAL)
def test_the_public_reads_the_same_from_a_report_for_partners(name: str) -> None:
    report = report_on(name)
    both, once = report.published(PUBLIC, 10, report.published(PARTNERS)), report.published(PUBLIC)
    assert [block for block in both.blocks if block in once.blocks] == list(both.blocks)


def test_within_the_house_everything_stays() -> None:
    report = report_on("anytown")
    assert report.published(INTERNAL) is report.document


@pytest.mark.parametrize(("made", "wanted"), [(PUBLIC, PARTNERS), (PUBLIC, INTERNAL), (PARTNERS, INTERNAL)])
def test_what_was_left_out_cannot_be_asked_for_again(made: str, wanted: str) -> None:
    report = report_on("anytown")
    with pytest.raises(RenderError, match="cannot be put back") as refusal:
        report.published(wanted, 10, report.published(made))
    assert refusal.value.hint


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(RenderError, match="no profile 'everybody'"):
        report_on("anytown").published("everybody")


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("least", [3, 10])
def test_no_small_protected_count_is_anywhere_in_the_tables_of_the_public(name: str, least: int) -> None:
    report = report_on(name)
    document = report.published(PUBLIC, least)
    counts, told = report.protected.system.counts, set[str]()
    for each in tables(document):
        for row in each.rows:
            for cell in row:
                if cell.figure and cell.figure.counts:
                    assert counts[cell.figure.counts].value >= least, (each.name, cell)
                    told.add(cell.figure.counts)
                if cell.figure and cell.figure.of_counts:
                    told.add(cell.figure.of_counts)
    small = {key for key, count in counts.items() if count.value < least}
    assert not told & small
    if name == "riverton":
        assert keys.held("GB-CHC-9100001") in told and keys.listed() in told


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("least", [3, 10])
def test_no_sentence_of_the_public_counts_seats_or_people_unless_proven(name: str, least: int) -> None:
    report = report_on(name)
    document, spared = report.published(PUBLIC, least), Names(report.protected.names)
    ways = {way.text for said in report.protected.said.values() for way in said.ways if way.needs}
    rules = {block.text for block in document.blocks[-4:] if isinstance(block, Paragraph)}
    loose = [
        text
        for text in prose(document)
        if text not in fixed_texts() | ways | rules and masked(text, EVERY, spared.within(text))[1]
    ]
    assert loose == []


@pytest.mark.parametrize("name", REAL)
def test_with_nought_as_threshold_the_public_sees_every_listed_count(name: str) -> None:
    report = report_on(name)
    document = report.published(PUBLIC, 0)
    assert MASK not in "\n".join(cell.shown for each in tables(document) for row in each.rows for cell in row)
    assert rows(document, "seats-by-state") == rows(report.document, "seats-by-state")


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("profile", OTHERS)
@pytest.mark.parametrize("ending", TEXTUAL)
def test_nobody_is_named_in_any_file(name: str, profile: str, ending: str) -> None:
    report = report_on(name)
    text = written(report.published(profile), ending)
    records = Names(report.protected.names)
    people = Names(report.private.people - report.protected.names)
    seats = report.private.seats if profile == PUBLIC else frozenset()
    inside = {text[start:end] for start, end in records.within(text)}
    assert sorted({text[start:end] for start, end in people.within(text)} - inside) == []
    assert [seat for seat in seats if re.search(rf"(?<![\w-]){re.escape(seat)}(?![\w-])", text)] == []


def test_riverton_for_the_public_by_hand() -> None:
    document = report_on("riverton").published(PUBLIC)
    assert rows(document, "holders") == {"Riverton Council for Voluntary Service": ["28", "22 of 29"]}
    assert rows(document, "seats-by-state") == {
        "filled": ["334 of 358", "93 %"],
        "not started": ["[c]", "[c]"],
        "term ended, still listed": ["[c]", "[c]"],
        "vacant": ["12 of 358", "3.4 %"],
    }
    said = [block.statement for block in document.blocks if isinstance(block, Finding)]
    assert "Riverton Council for Voluntary Service holds 28 third-sector seats, on 22 of 29 partnerships." in said
    kinds = {block.id.partition(":")[0] for block in document.blocks if isinstance(block, Finding)}
    assert kinds == {"coverage", "dominance", "duplication", "issue", "no-vote", "single-voice"}
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert anchors[-1] == "left-out" and "health" not in anchors and "evidence" not in anchors


def test_anytown_is_too_small_to_show_any_count_of_seats() -> None:
    document = report_on("anytown").published(PUBLIC)
    assert set(rows(document, "seats-by-state")) == {"filled", "vacant", "term ended, still listed", "not started"}
    assert {cell for cells in rows(document, "seats-by-state").values() for cell in cells} == {"[c]"}
    assert "holders" not in names(document)


SECRET = "Zora Quillfeather"


def planted(profile: str) -> Document:
    """Plant secrets in every place where a report could have something new, and publish it."""
    report = report_on("anytown")
    seat = sorted(report.private.seats)[0]
    secret = Cell(f"secret of {SECRET}")
    more = (
        Paragraph(f"{SECRET} sits on {seat}, and holds 3 seats."),
        Bullets((f"Ask {SECRET} (zora@example.org).",)),
        Notice(NoticeKind.CAUTION, f"{SECRET} has left."),
        Definitions((("Who", SECRET),)),
        Table("secret caption 1", (Column("secret", "secret heading 1"),), ((secret,),), name="secret-table"),
        Finding(
            Severity.HIGH,
            "secret statement",
            (Evidence("secret evidence", "secret source"),),
            id="secret-kind:x",
            name="secret_type",
        ),
        Heading(2, "secret section", "secret"),
        Paragraph("secret words"),
    )
    blocks = []
    for block in report.document.blocks:
        if isinstance(block, Table) and block.name:
            columns = (*block.columns, Column("secret-column", "secret heading 2"))
            block = replace(block, columns=columns, rows=tuple((*row, secret) for row in block.rows))
        if isinstance(block, Finding):
            evidence = Evidence(f"secret record of {SECRET}", "secret minutes", "2020-02-02")
            block = replace(block, evidence=(evidence, *block.evidence))
        blocks.append(block)
    blocks[1:1] = more[:6]
    document = replace(report.document, blocks=(*blocks, *more[6:]), notes=(*report.document.notes, f"By {SECRET}."))
    private = replace(report.private, people=report.private.people | {SECRET})
    return published_report(document, profile, protected=report.protected, private=private, least=10)


@pytest.mark.parametrize("profile", OTHERS)
@pytest.mark.parametrize("ending", TEXTUAL)
def test_what_nobody_listed_is_in_no_file(profile: str, ending: str) -> None:
    text = written(planted(profile), ending)
    assert "secret" not in text.lower().replace("secretary", "")
    assert SECRET not in text and "Quillfeather" not in text


@pytest.mark.parametrize("profile", OTHERS)
def test_what_was_left_out_is_said_at_the_end(profile: str) -> None:
    document = report_on("riverton").published(profile)
    last = document.blocks[-1]
    assert isinstance(last, Table) and last.name == "left-out"
    assert ("How many" in [column.heading for column in last.columns]) == (profile == PARTNERS)
    said = {row[0].text for row in last.rows}
    assert any(text.startswith("Findings about single people") for text in said)
    assert any("sources behind findings" in text for text in said)
    words = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert ("at least 11 values" in words) == (profile == PUBLIC)


def test_a_share_of_a_shown_total_is_hidden_with_its_count() -> None:
    """35 % of 20 is 7: a percentage of a shown total is a count."""
    document = report_on("riverton").published(PUBLIC)
    hidden = [cells for cells in rows(document, "seats-by-sector").values() if "[c]" in cells]
    assert hidden and all(cells == ["[c]", "[c]"] for cells in hidden)


def test_measures_of_seats_of_which_one_is_hidden_are_hidden() -> None:
    assert "concentration" not in names(report_on("riverton").published(PUBLIC))
    assert "concentration" in names(report_on("riverton").published(PUBLIC, 0))


def test_a_count_that_is_a_range_or_has_no_known_key_is_hidden() -> None:
    report = report_on("riverton")
    columns = (Column("state", "State"), Column("listed-seats", "Listed seats", numeric=True))
    total = keys.listed()
    cells = (
        Cell("300 to 334", figure=Figure(300, 334, counts=keys.filled())),
        Cell("77", figure=Figure(77, counts="something:new")),
        Cell("88"),
        Cell("334 of 358", figure=Figure(334, of=358, counts=keys.filled(), of_counts=total)),
    )
    body = tuple((Cell(name), cell) for name, cell in zip(("range", "new", "bare", "sum"), cells, strict=True))
    own = replace(
        report.document,
        blocks=(
            Heading(2, "All", "dominance"),
            Table("States", columns, body, name="seats-by-state"),
            table(report.document, "seats-by-state"),
        ),
    )
    shown = {row[0].shown: row[1].shown for row in next(tables(report.published(PUBLIC, 10, own))).rows}
    assert shown == {"range": "[c]", "new": "[c]", "bare": "[c]", "sum": "334 of 358"}
