"""The questions of a report with their answers, each asked once."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from netmap.analyses.actions import ActionsResult, actions
from netmap.analyses.change import ChangeResult
from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.health import HealthResult, health
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.result import Finding, Result
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.network import Network


@dataclass(frozen=True)
class Answers:
    """The results of the six analyses for one network, one day and one place (`area` None: everywhere).

    `change` is what changed since an earlier day or source, where that was asked.
    """

    network: Network
    as_of: str
    area: str | None
    settings: Settings
    dominance: DominanceResult
    coverage: CoverageResult
    duplication: DuplicationResult
    issues: IssuesResult
    health: HealthResult
    actions: ActionsResult
    change: ChangeResult | None = None

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
        area = f" --area {shlex.quote(self.area)}" if self.area else ""
        return f"netmap analyse {result.name} SOURCE --as-of {self.as_of}{area} --format {form}"


def ask_all(
    network: Network,
    *,
    as_of: str,
    area: str | None = None,
    settings: Settings = DEFAULTS,
    change: ChangeResult | None = None,
) -> Answers:
    """Ask a network all the questions of a report.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and weights.
        change: what changed since an earlier day or source, if that is to be told.
    Returns
        Answers.
    Raises
        AnalysisError: the area is not known.
    Cost
        That of the six analyses.
    """
    return Answers(
        network,
        as_of,
        area,
        settings,
        dominance(network, as_of=as_of, area=area, settings=settings),
        coverage(network, as_of=as_of, area=area, settings=settings),
        duplication(network, as_of=as_of, area=area, settings=settings),
        issues(network, as_of=as_of, area=area, settings=settings),
        health(network, as_of=as_of, area=area, settings=settings),
        actions(network, as_of=as_of, area=area, settings=settings),
        change,
    )
