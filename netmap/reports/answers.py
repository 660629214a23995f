"""The questions of a report with their answers, each asked once."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from netmap.analyses.actions import ActionsResult, actions
from netmap.analyses.change import ChangeResult, compare
from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.health import HealthResult, health
from netmap.analyses.health.check import HealthCheck, check_of
from netmap.analyses.health.last_year import Comparison, compared
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.result import Finding, Result
from netmap.analyses.settings import Settings
from netmap.network import Network
from netmap.reports.appendix import Asked
from netmap.sources.answers_file import Filled


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The results of the six analyses for one network, and what was asked.

    `check` is the health check with the answers of people, `last_check` what changed in it since last year, `change`
    what changed in the records; both None where nothing was asked to be compared.
    """

    network: Network
    asked: Asked
    dominance: DominanceResult
    coverage: CoverageResult
    duplication: DuplicationResult
    issues: IssuesResult
    health: HealthResult
    actions: ActionsResult
    check: HealthCheck
    last_check: Comparison | None = None
    change: ChangeResult | None = None

    @property
    def as_of(self) -> str:
        """Give the day, as ISO text."""
        return self.asked.as_of

    @property
    def settings(self) -> Settings:
        """Give the thresholds and weights."""
        return self.asked.settings

    def by_question(self) -> tuple[tuple[str, Result], ...]:
        """Give the five questions in plain words, each with its result; actions are no question but what to do."""
        return (
            ("Who dominates?", self.dominance),
            ("Which groups have a voice?", self.coverage),
            ("Who pays twice?", self.duplication),
            ("Which issues get stuck?", self.issues),
            ("Can engagement be carried on?", self.health),
        )

    def headlines(self) -> tuple[tuple[str, str], ...]:
        """Give the questions with the answer to each in short."""
        return tuple((question, result.headline) for question, result in self.by_question())

    def findings(self) -> Iterator[Finding]:
        """Give the findings of all questions, in the order of the report."""
        for _, result in self.by_question():
            yield from result.findings

    def by_name(self) -> dict[str, Result]:
        """Give the results by the names of their analyses, for maps that rest on the same answers."""
        return {result.name: result for _, result in self.by_question()} | {self.actions.name: self.actions}

    def caveats(self) -> tuple[str, ...]:
        """Say once each what is not known, in the order of the questions."""
        every = (*(result for _, result in self.by_question()), self.actions)
        return tuple(dict.fromkeys(text for result in every for text in result.caveats))

    def command(self, result: Result, form: str = "csv") -> str:
        """Give the command that prints every row behind a result; as JSON, its findings and figures as well."""
        area = f" --area {shlex.quote(self.asked.area)}" if self.asked.area else ""
        return f"netmap analyse {result.name} SOURCE --as-of {self.as_of}{area} --format {form}"


def ask_all(network: Network, asked: Asked) -> Answers:
    """Ask a network all the questions of a report.

    Parameters
        network: the network.
        asked: day, place, settings, and what to compare with.
    Returns
        Answers.
    Raises
        AnalysisError: the area is not known, or the health check of last year cannot be compared.
    Cost
        That of the six analyses, and of a comparison where one is asked for.
    """
    on_the_day: dict[str, Any] = {"as_of": asked.as_of, "area": asked.area, "settings": asked.settings}
    healthy = health(network, **on_the_day)
    filled = asked.filled or Filled()
    check = check_of(healthy, filled.answers, filled.evidence)
    voices, themes = coverage(network, **on_the_day), issues(network, **on_the_day)
    return Answers(
        network=network,
        asked=asked,
        dominance=dominance(network, **on_the_day),
        coverage=voices,
        duplication=duplication(network, **on_the_day),
        issues=themes,
        health=healthy,
        actions=actions(network, **on_the_day, answered={voices.name: voices, themes.name: themes}),
        check=check,
        last_check=compared(check, asked.last) if asked.last else None,
        change=_change(network, asked),
    )


def _change(network: Network, asked: Asked) -> ChangeResult | None:
    if asked.earlier is None:
        return None
    return compare(
        asked.earlier.network,
        network,
        as_of_before=asked.earlier.as_of,
        as_of_after=asked.as_of,
        area=asked.area,
        settings=asked.settings,
    )
