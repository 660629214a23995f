"""The report says what is planted in Riverton, and what each case study tells, with the records it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest

from netmap.opening import open_at
from netmap.reports.appendix import Asked
from netmap.reports.document import Document, Finding, Table
from netmap.reports.making import make_report
from netmap.reports.renderers.markdown import render_markdown
from netmap.shipped import shipped

FOLDER = shipped("datasets")
DAY = "2026-06-30"

PLANTED: dict[int, Sequence[tuple[str, ...]]] = {
    1: [("Riverton Council for Voluntary Service holds 28 of 152", "most of these seats carry a current mandate")],
    2: [("All 5 third-sector seats of Digital Inclusion Group", "Riverton Learning Trust"),
        ("Both third-sector seats of Playing Pitches Group", "Riverton Sports Alliance")],
    3: [("Harbour Care UK", "9 of 150", "Harbour Care Elmsworth, Harbour Care Riverton and Harbour Care Vale")],
    4: [("Riverton Community Fund", "5 of 152 (3.3 %)", "0 of 5")],
    5: [("seat S-CUL-14 on Culture and Heritage Partnership", "no organisation is recorded")],
    6: [("Riverside Homes", "no sector", "S-HHB-13"), ("Granary Works", "no sector", "S-CLI-11")],
    7: [("Veterans and service families", "nobody speaks for them on any of 29 partnerships")],
    8: [("People who live on boats", "not represented", "no known organisation")],
    9: [("People seeking asylum and refugees", "only through general membership of a forum")],
    10: [("Pregnancy and maternity", "an expert advises, but nobody represents them")],
    11: [("People with convictions: it is not known whether anybody speaks for them",),
         ("Marriage and civil partnership: it is not known whether anybody speaks for them",)],
    12: [("Renew or refill seat S-EQG-15: the term of its holder has ended",)],
    13: [("Deaf people who use British Sign Language", "represented indirectly", "4 of 29")],
    14: [("Homelessness", "owned by several partnerships and voiced in some of them", "Homelessness Forum")],
    15: [("Downland Police and Crime Commissioner, Riverton Borough Council", "Representation support", "£88,291"),
         ("Representation support", "at most £38,250")],
    17: [("(RV-E06)", "(RV-E07)", "part of one pooled agreement")],
    18: [("(RV-E08)", "(RV-E09)", "£72,000")],
    20: [("(RV-E15)", "(RV-E16)", "for different groups")],
    21: [("Missing: RV-E18 (end)",)],
    22: [("Communication", "£10,548 to £12,808"), ("Communication", "at most £4,521 to £6,027")],
    23: [("Elmsworth Town Council", "£19,890")],
    24: [("Food insecurity: it is voiced on Cost of Living Group, VCSE Alliance", "no partnership has it")],
    25: [("Rural transport: no partnership has it in its terms of reference, and no seat carries it",)],
    26: [("Hate crime: it is voiced on Equality and Inclusion Group", "not where it is owned (Safer Communities")],
    27: [("Online harm: it is voiced on Digital Inclusion Group and Safeguarding Children", "share no person")],
    28: [("Flooding: it is owned by Climate Partnership, and no seat anywhere carries it",)],
    29: [("Dementia: if the holder of S-HWB-13 left, the issue would have no voice",)],
    30: [("Domestic abuse: it is voiced on Domestic Abuse Partnership Group and Safer", "Housing and Homelessness")],
    31: [("Mental Health Partnership: 1 of 6 seats", "S-MHP-12 for 667 days, about 11.0 meetings"),
         ("S-ELM-14 for 333 days",), ("S-RCP-14 for 241 days",)],
    32: [("One person holds 9 of 156 filled seats", "126 hours")],
    33: [("Green Spaces Group", "checked too long ago", "2021"), ("Northmoor Bowls Club", "checked too long ago")],
    34: [("Riverton Model Engineers", "linked to nothing"), ("Priory Bell Ringers' Guild", "linked to nothing")],
    35: [("Safeguarding Adults Board: 1 of 5 filled seats", "asked for representative, filled as expert")],
    36: [("Health and Wellbeing Board: 5 of 6 known terms (83 %) end within 90 days",)],
    37: [("Performance and Finance Group has no third-sector voting seat among its 5 filled seats",)],
    39: [("Consultation", "RV-E28", "1 Jun 2021 until 1 Jan 2022")],
}  # fmt: skip
"""By number of the entry in planted.md: lines of the report, each with all the words that stand in it."""

NOT_A_PROBLEM = {16: "RV-E05", 19: "RV-E14", 38: "RV-E25", 40: "RV-E27", 41: "RV-E23", 42: "mh-police"}
"""Entries that must not be told as a problem, with a record that no finding may rest on for it."""

EVIDENCE = {
    "dominance:GB-CHC-9100001": "S-AGW-11",
    "single-voice:P-DIG": "S-DIG-05",
    "coverage:riverton:veterans-and-service-families": "riverton:riverton-veterans-breakfast-club",
    "duplication:RV-E01+RV-E02+RV-E03": "RV-E02",
    "single-person:riverton:dementia": "S-HWB-13",
    "vacancy:P-MHP": "S-MHP-12",
    "mismatch:P-SAB": "S-SAB-13",
    "term-cliff:P-HWB": "S-HWB-08",
}

CASES: dict[str, Sequence[tuple[str, ...]]] = {
    "multi-sector-partnership": [
        ("Community Safety Group has no third-sector voting seat among its 3 filled seats",),
        ("POL-D3", "2 of 3", "sub-groups with a third-sector vote"),
    ],
    "city-network-protocol": [
        ("Stanhurst Together holds 6 of 10 third-sector seats (60 %)", "Its own voice is 1.0 of 10 seats (10 %)"),
        ("By who is spoken for", "10 by", "7.1"),
    ],
    "joint-investment": [
        ("(a3)", "(a4)", "two funders paying two recipients for the same thing", "275"),
        ("£38,500, in 2 of 4 awards", "at most £11,000"),
        ("two funders of one recipient", "3 of 4"),
    ],
    "single-gateway": [
        ("Ostershire Grants Gateway is a gateway", "£2,000,000 went out, 80 %"),
        ("£4,500,000", "£2,500,000"),
    ],
    "county-compact": [
        ("Unpaid carers: nobody speaks for them on the one partnership",),
        ("all funders", "3 of 6", "64 %"),
    ],
    "bme-forum": [
        ("LGBT+ people: nobody speaks for them on any of 4 partnerships", "general membership of a forum"),
        ("People from ethnic minorities", "represented", "3 of 4"),
    ],
    "domestic-violence": [
        ("Women: an expert advises, but nobody represents them on any of 2 partnerships",),
        ("asked for representative, filled as expert",),
    ],
    "community-anchor": [
        ("Marlgate Community Trust holds 3 of 5 third-sector seats (60 %)", "Its own voice is 1.5 of 5 seats (30 %)"),
        ("Gypsy Roma and Traveller residents", "represented", "2 of 2"),
        ("Migrant workers: nobody speaks for them", "general membership of a forum"),
        ("£70,000", "£30,000"),
    ],
}


@cache
def report_on(folder: str) -> Document:
    source = open_at(str(FOLDER / folder))
    made = source.ask(lambda network: make_report(network, Asked(as_of=DAY), source=source.name, ledger=source.ledger))
    # What is kept for all tests here must not hold the network.
    return replace(made.document, appendix=None)


@cache
def lines_of(folder: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\\(.)", r"\1", line) for line in render_markdown(report_on(folder)).splitlines())


def missing(lines: Sequence[str], wanted: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give what no single line says."""
    says: Callable[[str, tuple[str, ...]], bool] = lambda line, words: all(word in line for word in words)  # noqa: E731
    return [words for words in wanted if not any(says(line, words) for line in lines)]


def test_the_list_is_that_of_the_planted_problems() -> None:
    text = (FOLDER / "riverton" / "planted.md").read_text(encoding="utf-8")
    entries = {int(number) for number in re.findall(r"^### (\d+)\.", text, re.MULTILINE)}
    assert {*PLANTED, *NOT_A_PROBLEM} == entries


@pytest.mark.parametrize("entry", PLANTED)
def test_what_is_planted_is_in_the_report(entry: int) -> None:
    assert missing(lines_of("riverton"), PLANTED[entry]) == []


@pytest.mark.parametrize("entry", NOT_A_PROBLEM)
def test_what_is_no_problem_is_not_told_as_one(entry: int) -> None:
    found = [block for block in report_on("riverton").blocks if isinstance(block, Finding)]
    told = [each.statement for each in found if NOT_A_PROBLEM[entry] in str(each.parts())]
    assert [text for text in told if "pay" in text or "One person" in text] == []


@pytest.mark.parametrize("finding", EVIDENCE)
def test_a_finding_leads_to_the_rows_that_it_rests_on(finding: str) -> None:
    document = report_on("riverton")
    found = [block for block in document.blocks if isinstance(block, Finding)]
    number = next(place for place, each in enumerate(found, start=1) if each.id == finding)
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.name == "evidence"]
    rows = [[cell.shown for cell in row] for row in table.rows if row[0].shown == f"Finding {number}"]
    (row,) = [row for row in rows if row[1] == EVIDENCE[finding]]
    assert re.fullmatch(r"\w+\.csv, row \d+( and \w+\.csv, row \d+)*", row[3])
    assert "not recorded" not in row[4]


@pytest.mark.parametrize("case", CASES)
def test_the_report_on_a_case_study_tells_what_its_source_tells(case: str) -> None:
    assert missing(lines_of(f"case-studies/{case}"), CASES[case]) == []
