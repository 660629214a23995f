"""Engagement health and the health check in a report: figures by hand, planted problems, nobody named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

import pytest

from netmap.analyses.health import HealthCheck, check_of, compared, health
from netmap.analyses.health.checklist import DO, items, version
from netmap.analyses.health.last_year import SavedCheck
from netmap.network import Network
from netmap.reports.answers import Answers, ask_all
from netmap.reports.appendix import Asked
from netmap.reports.document import Block, Bullets, Cell, Finding, Heading, Notice, Paragraph, Table
from netmap.reports.renderers.as_json import render_json
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown
from netmap.reports.sections.checklist import checklist_blocks, health_document
from netmap.reports.sections.findings import Provenance
from netmap.reports.sections.health import health_section

ANYTOWN_DAY, RIVERTON_DAY = "2026-01-31", "2026-06-30"
COUNT = re.compile(r"(?:([\d,]+) to )?([\d,]+) of ([\d,]+)")
Blocks = tuple[Block, ...]


def section(network: Network, day: str) -> tuple[Answers, Blocks]:
    answers = ask_all(network, Asked(as_of=day))
    return answers, health_section(answers, Provenance(network, "the tables", day))


@pytest.fixture(scope="module")
def anytown_blocks(anytown: Network) -> Blocks:
    return section(anytown, ANYTOWN_DAY)[1]


@pytest.fixture(scope="module")
def riverton_answers(riverton: Network) -> tuple[Answers, Blocks]:
    return section(riverton, RIVERTON_DAY)


@pytest.fixture(scope="module")
def riverton_blocks(riverton_answers: tuple[Answers, Blocks]) -> Blocks:
    return riverton_answers[1]


def table(blocks: Blocks, name: str) -> dict[str, list[str]]:
    (found,) = [block for block in blocks if isinstance(block, Table) and block.name == name]
    return {row[0].shown: [cell.shown for cell in row[1:]] for row in found.rows}


def cells(blocks: Blocks) -> Iterator[Cell]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row


def texts(blocks: Blocks) -> Iterator[str]:
    """Give every text of the blocks that a reader sees."""
    yield from (cell.shown for cell in cells(blocks))
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Notice):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Table):
            yield from (block.caption, *block.footnotes(), *(column.heading for column in block.columns))
        elif isinstance(block, Finding):
            yield block.statement
            yield from (line for _, lines in block.parts() for line in lines)


def numbered(text: str) -> int:
    return int(text.replace(",", ""))


def test_each_partnership_of_anytown_by_hand(anytown_blocks: Blocks) -> None:
    """Eleven seats, s11 vacant without a day; no ends, no capacity asked for; Ann, with three seats, sits on three."""
    rows = table(anytown_blocks, "health-partnerships")
    assert rows == {
        "Children and young people": [
            "0 of 2",
            "none vacant",
            "0 of 2",
            "0 to 2 of 2",
            "1 of 2",
            "0 to 2 of 2",
            "2 to 4 of 4",
        ],
        "Health and wellbeing": [
            "0 of 3",
            "none vacant",
            "0 of 3",
            "0 to 3 of 3",
            "1 of 3",
            "0 to 3 of 3",
            "2 to 4 of 4",
        ],
        "Safer communities": ["1 of 3", "0 to 1 of 1", "0 of 3", "0 to 2 of 2", "0 of 2", "0 to 2 of 2", "2 to 4 of 4"],
        "Strategic board": ["0 of 3", "none vacant", "0 of 3", "0 to 3 of 3", "1 of 3", "0 to 3 of 3", "2 to 4 of 4"],
    }


def test_the_balance_of_anytown_by_hand(anytown_blocks: Blocks) -> None:
    """Ten bodies, forums left out; OrgX and OrgY work elsewhere and hold none of the ten seats: 10/10 over 8/10."""
    assert table(anytown_blocks, "health-balance") == {
        "Income not recorded": ["10 of 10", "10 of 10", "1.00"],
        "Works here only": ["8 of 10", "10 of 10", "1.25"],
        "Works beyond here": ["2 of 10", "0 of 10", "0.00"],
    }


def test_the_checklist_of_anytown_by_hand(anytown_blocks: Blocks) -> None:
    areas = table(anytown_blocks, "health-areas")
    assert areas["Understanding"] == ["1 of 5", "0 of 5", "4 of 5", "20 % to 100 %", "1 of 5"]
    assert areas["Funding"] == ["0 of 7", "1 of 7", "6 of 7", "0 % to 86 %", "1 of 7"]
    assert list(areas) == ["Understanding", "Policy", "Organising", "Sharing", "Funding", "All areas"]
    (not_met,) = table(anytown_blocks, "health-not-met").items()
    assert not_met[0].startswith("FUN-D1: ") and not_met[1] == ["1 of 3", "awards of 3 years or more"]
    (sign,) = table(anytown_blocks, "health-signs").items()
    assert sign[0].startswith("SHA-X3: ") and sign[1] == ["11 of 11", "seats with no dates of any holder"]


def test_every_item_stands_once_with_its_words(anytown_blocks: Blocks) -> None:
    rows: dict[str, list[str]] = {}
    for area in ("understanding", "policy", "organising", "sharing", "funding"):
        rows |= table(anytown_blocks, f"health-items-{area}")
    assert list(rows) == [f"{item.id}: {item.text}" for item in items()]
    by_id = {name.partition(":")[0]: row for name, row in rows.items()}
    assert by_id["UND-D1"][:3] == ["met", "records", "32 of 32"]
    assert by_id["ORG-X1"][:3] == ["no warning sign", "records", "0 of 4"]
    assert by_id["UND-D4"] == ["not known", "nobody", "[z]", "asked for: the evidence behind recent decisions"]
    assert by_id["UND-D2"][2] == "[x]" and by_id["POL-D4"][2] == "20 to 35 of 35"
    assert by_id["POL-D3"][3].startswith("no record to count sub-groups")


def test_the_planted_problems_of_riverton_are_in_the_section(riverton_blocks: Blocks) -> None:
    rows = table(riverton_blocks, "health-partnerships")
    assert len(rows) == 29
    assert sum(numbered(row[0].split(" of ")[0]) for row in rows.values()) == 12
    long = {name for name, row in rows.items() if row[1] == "1 of 1"}
    assert long == {"Mental Health Partnership", "Elmsworth and Vale Area Forum", "Safer Communities Partnership"}
    assert rows["Health and Wellbeing Board"][3] == "5 to 9 of 10"
    assert {name for name, row in rows.items() if not row[5].startswith("0 ")} == {"Safeguarding Adults Board"}
    findings = [block for block in riverton_blocks if isinstance(block, Finding)]
    (chair,) = [found for found in findings if "S-MHP-12" in found.statement]
    assert "667 days" in chair.statement
    (cliff,) = [found for found in findings if found.name == "term_cliff" and found.severity == "medium"]
    assert (cliff.figure, cliff.of.split()[0]) == ("5", "6")
    signs = table(riverton_blocks, "health-signs")
    assert [row[0] for name, row in signs.items() if name.startswith("ORG-X1")] == ["2 of 28"]
    (subgroups,) = [
        row for name, row in table(riverton_blocks, "health-items-policy").items() if name.startswith("POL-D3")
    ]
    assert subgroups[2] == "12 of 13"


def test_nobody_is_named(riverton: Network, riverton_blocks: Blocks) -> None:
    people = set(riverton.table("holders")["representative"].dropna())
    said = "\n".join(texts(riverton_blocks))
    assert len(people) > 100
    assert [name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)] == []


def test_every_count_is_its_figure(anytown_blocks: Blocks, riverton_blocks: Blocks) -> None:
    counted = 0
    for cell in cells((*anytown_blocks, *riverton_blocks)):
        found = COUNT.fullmatch(cell.text)
        if found is None:
            continue
        counted += 1
        first, last, total = (numbered(part) if part else None for part in found.groups())
        figure = cell.figure
        assert figure is not None, cell.text
        assert (figure.value, figure.high, figure.of) == (
            last if first is None else first,
            last if found[1] else None,
            total,
        )
    assert counted > 250


def test_one_key_stands_for_one_count(riverton_blocks: Blocks) -> None:
    """What counts seats says what it counts, and the same words never stand for two numbers."""
    (places,) = [block for block in riverton_blocks if isinstance(block, Table) and block.name == "health-partnerships"]
    known: dict[str, set[tuple[object, object]]] = {}
    for row in places.rows:
        for cell in row[1:-1]:
            assert cell.figure is not None and cell.figure.counts
            known.setdefault(cell.figure.counts, set()).add((cell.figure.value, cell.figure.high))
            if cell.figure.of is not None:
                known.setdefault(cell.figure.of_counts, set()).add((cell.figure.of, None))
    assert all(len(values) == 1 for values in known.values())


def people_and_last(network: Network) -> tuple[HealthCheck, SavedCheck]:
    result = health(network, as_of=ANYTOWN_DAY)
    check = check_of(result, {"FUN-D1": "Y", "UND-D4": "N", "POL-D2": "U"}, {"FUN-D1": "<b>=minutes</b>"})
    answers = check_of(result).rows.set_index("id")["answer"].to_dict() | {"UND-D5": "Y"}
    last = SavedCheck("last.json", "2025-01-31", "", version(), check.parameters, answers)
    return check, last


def test_people_beside_records_and_last_year(anytown: Network) -> None:
    check, last = people_and_last(anytown)
    blocks = checklist_blocks(check, compared(check, last), level=2)
    (against,) = table(blocks, "health-against-records").items()
    assert against[0].startswith("FUN-D1: ") and against[1] == ["no", "1 of 3", "yes", "<b>=minutes</b>"]
    (not_met,) = table(blocks, "health-not-met").items()
    assert not_met[0].startswith("UND-D4: ") and not_met[1] == ["[z]", "people's answer", "none given"]
    changes = {name.partition(":")[0]: row for name, row in table(blocks, "health-changes").items()}
    assert changes == {
        "UND-D4": ["not known", "not met (people)"],
        "UND-D5": ["met (records)", "not known"],
        "FUN-D1": ["not met (records)", "met (people)"],
    }
    then = table(blocks, "health-areas-then-and-now")
    assert then["Funding"] == ["0 % to 86 %", "14 % to 100 %", "cannot be told"]
    assert "Became known: 1 item. Known no longer: 1 item. Answered the other way: 1 item." in "\n".join(texts(blocks))
    understanding = table(blocks, "health-items-understanding")
    assert {len(row) for row in understanding.values()} == {5}
    policy = {name.partition(":")[0]: row for name, row in table(blocks, "health-items-policy").items()}
    assert policy["POL-D2"] == ["not known", "people", "[z]", "people's answer", "none given"]


def test_the_paper_holds_the_same_checklist_as_the_section(anytown: Network) -> None:
    check, last = people_and_last(anytown)
    since = compared(check, last)
    paper = health_document(check, since, source="the tables")
    answers = ask_all(anytown, Asked(as_of=ANYTOWN_DAY))
    whole = health_section(answers, Provenance(anytown, "the tables", ANYTOWN_DAY), check, since)
    own = [block for block in paper.blocks if not isinstance(block, Heading)]
    assert own == [block for block in whole[-len(paper.blocks) :] if not isinstance(block, Heading)]
    for render in (render_html, render_markdown, render_json):
        assert "FUN-D1" in render(paper)
    assert "<b>=minutes</b>" not in render_html(paper)


@pytest.mark.parametrize("given", ["Y", "N"])
def test_a_check_without_anything_open(anytown: Network, given: str) -> None:
    check = check_of(health(anytown, as_of=ANYTOWN_DAY), {item.id: given for item in items()})
    blocks = checklist_blocks(check, level=2)
    share = {"Y": "100 %", "N": "0 %"}[given]
    assert {row[3] for row in table(blocks, "health-areas").values()} == {share}
    assert "No item is open." in list(texts(blocks))
    listed = [block.name for block in blocks if isinstance(block, Table)]
    assert ("health-not-met" in listed, "health-signs" in listed) == (given == "N", given == "Y")


def test_a_place_that_says_next_to_nothing(network_of: Callable[..., Network]) -> None:
    network = network_of(partnerships="id,name\nP1,Board")
    _, blocks = section(network, ANYTOWN_DAY)
    assert table(blocks, "health-partnerships") == {
        "Board": ["no seat", "none vacant", "no seat", "none filled", "nobody named", "none filled", "0 to 4 of 4"]
    }
    assert any("No third-sector organisation is recorded" in text for text in texts(blocks))
    paper = health_document(check_of(health(network, as_of=ANYTOWN_DAY)), source="the tables")
    assert "Board" in render_html(dataclasses.replace(paper, blocks=blocks))


def test_sentences_are_short(anytown: Network, riverton_blocks: Blocks) -> None:
    """Words of our own: at most 25 to a sentence; the items themselves stand word for word."""
    check, last = people_and_last(anytown)
    blocks = (*riverton_blocks, *checklist_blocks(check, compared(check, last), level=2))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    said += [note for block in blocks if isinstance(block, Table) for note in (block.caption, block.note)]
    long = [sentence for text in said for sentence in re.split(r"(?<=[.;:])\s", text) if len(sentence.split()) > 25]
    assert long == []


def test_the_counts_of_things_to_do(anytown_blocks: Blocks) -> None:
    todo = sum(item.kind == DO for item in items())
    assert table(anytown_blocks, "health-areas")["All areas"][0].endswith(f"of {todo}")
