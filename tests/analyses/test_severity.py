"""Every finding has a severity by a rule that is written down, and every rule can be read."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest

from netmap.analyses import ANALYSES, run_analysis
from netmap.analyses.result import SEVERITY_ORDER, Finding
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.analyses.severity import SEVERITY_RULES, severity_rules
from netmap.shipped import shipped
from tests.networks import read_network

DATASETS = shipped("datasets")
CASES = sorted(folder.name for folder in (DATASETS / "case-studies").iterdir() if folder.is_dir())
PLACES = ["anytown", "riverton", *[f"case-studies/{name}" for name in CASES]]
DAY = {"anytown": "2026-01-31"}


@cache
def findings(place: str) -> list[Finding]:
    network = read_network(DATASETS / place)
    day = DAY.get(place, "2026-06-30")
    return [found for name in ANALYSES for found in run_analysis(name, network, as_of=day).findings]


@pytest.mark.parametrize("place", PLACES)
def test_every_finding_has_a_rule_for_its_severity(place: str) -> None:
    assert findings(place)
    for found in findings(place):
        assert found.severity in SEVERITY_RULES[found.type], f"{found.id} ({found.type})"


def test_every_type_that_the_code_names_has_a_rule() -> None:
    """Types written as plain text in the analyses; those put together of a status are found by the shipped data."""
    folder = Path(__file__).parents[2] / "netmap" / "analyses"
    named = {
        kind
        for path in folder.rglob("*.py")
        for kind in re.findall(r'^\s+type="(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) >= 8
    assert named <= set(SEVERITY_RULES)


def test_a_rule_names_only_thresholds_that_there_are() -> None:
    known = set(Settings.words())
    for kind, rules in SEVERITY_RULES.items():
        assert set(rules) <= set(SEVERITY_ORDER)
        for said in rules.values():
            assert set(re.findall(r"\{(\w+)\}", said)) <= known, kind
            assert said == said.strip() and not said.endswith(".")
        assert list(severity_rules(kind)) == sorted(rules, key=SEVERITY_ORDER.__getitem__)


def test_a_rule_is_told_with_the_thresholds_in_use() -> None:
    changed = dataclasses.replace(DEFAULTS, duplication=dataclasses.replace(DEFAULTS.duplication, overlap_days=77))
    assert "for 77 days or more" in severity_rules("duplication_candidate", changed)["medium"]
    assert "for 30 days or more" in severity_rules("duplication_candidate")["medium"]


def test_a_type_that_nobody_wrote_down_has_no_rules() -> None:
    assert severity_rules("unheard_of") == {}
