"""The four questions of a report with their answers, each asked once."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.result import Result
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.network import Network


@dataclass(frozen=True)
class Answers:
    """The results of the four analyses for one network, one day and one place (`area` None: everywhere)."""

    network: Network
    as_of: str
    area: str | None
    dominance: DominanceResult
    coverage: CoverageResult
    duplication: DuplicationResult
    issues: IssuesResult

    def by_question(self) -> tuple[tuple[str, Result], ...]:
        """Give the four questions in plain words, each with its result."""
        return (
            ("Who dominates?", self.dominance),
            ("Which groups have a voice?", self.coverage),
            ("Who pays twice?", self.duplication),
            ("Which issues get stuck?", self.issues),
        )

    def headlines(self) -> tuple[tuple[str, str], ...]:
        """Give the four questions with the answer to each in one sentence."""
        return tuple((question, result.headline) for question, result in self.by_question())

    def caveats(self) -> tuple[str, ...]:
        """Say once each what is not known, in the order of the questions."""
        return tuple(dict.fromkeys(text for _, result in self.by_question() for text in result.caveats))

    def command(self, result: Result, form: str = "csv") -> str:
        """Give the command that prints every row behind a result; as JSON, its findings and figures as well."""
        area = f" --area {shlex.quote(self.area)}" if self.area else ""
        return f"netmap analyse {result.name} SOURCE --as-of {self.as_of}{area} --format {form}"


def ask_all(network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS) -> Answers:
    """Ask a network the four questions.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and weights.
    Returns
        Answers.
    Raises
        AnalysisError: the area is not known.
    Cost
        That of the four analyses.
    """
    return Answers(
        network,
        as_of,
        area,
        dominance(network, as_of=as_of, area=area, settings=settings),
        coverage(network, as_of=as_of, area=area, settings=settings),
        duplication(network, as_of=as_of, area=area, settings=settings),
        issues(network, as_of=as_of, area=area, settings=settings),
    )
