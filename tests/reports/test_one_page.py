"""The summary of a report is one page at most, on paper."""

from dataclasses import replace

import pytest

from netmap.opening import open_at
from netmap.reports.answers import ask_all
from netmap.reports.appendix import Asked
from netmap.reports.build import compose_report
from netmap.shipped import shipped
from tests.reports.one_page import pages_of_summary

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("name", "day"), [("riverton", "2026-06-30"), ("anytown", "2026-01-31")])
def test_the_summary_takes_one_page(name: str, day: str) -> None:
    source = open_at(str(shipped("datasets") / name))
    answers = source.ask(lambda network: ask_all(network, Asked(as_of=day)))
    (page,) = pages_of_summary(compose_report(answers, source=name))
    assert "What to look at first" in page and "The records leave" in page


def test_long_statements_are_cut_there_and_stand_whole_with_their_finding() -> None:
    source = open_at(str(shipped("datasets") / "riverton"))
    answers = source.ask(lambda network: ask_all(network, Asked(as_of="2026-06-30")))
    long = "one board after another, " * 40
    coverage = answers.coverage
    findings = tuple(
        replace(found, statement=f"{long}{found.statement}", actions=(long, *found.actions))
        for found in coverage.findings
    )
    report = compose_report(replace(answers, coverage=replace(coverage, findings=findings)), source="riverton")
    (page,) = pages_of_summary(report)
    assert page.count("…") >= 2
    assert any(long.strip() in getattr(block, "statement", "") for block in report.blocks)
