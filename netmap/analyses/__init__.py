"""One folder for each question: network in, frozen result out."""

from __future__ import annotations

from collections.abc import Callable

from netmap.analyses.actions import actions
from netmap.analyses.coverage import coverage
from netmap.analyses.dominance import dominance
from netmap.analyses.duplication import duplication
from netmap.analyses.health import health
from netmap.analyses.issues import issues
from netmap.analyses.result import Result
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.network import Network

__all__ = ["ANALYSES", "actions", "coverage", "dominance", "duplication", "health", "issues", "run_analysis"]

ANALYSES: dict[str, Callable[..., Result]] = {
    "dominance": dominance,
    "coverage": coverage,
    "duplication": duplication,
    "issues": issues,
    "health": health,
    "actions": actions,
}


def run_analysis(
    name: str, network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS
) -> Result:
    """Ask one of the questions by its name."""
    return ANALYSES[name](network, as_of=as_of, area=area, settings=settings)
