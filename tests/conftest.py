"""Tests on real data: left out, in one line, where the files are not at hand; a wrong place for them is an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.neo4j_server", "tests.networks"]

VARIABLE = "NETMAP_REAL_DATA"
REAL = Path(__file__).parent / "real"
WHERE = (
    "the grants are the publishers' files in 360Giving's data registry, "
    "the UK groups are the files of mySociety's appg-membership on GitHub"
)


def _asked_for(config: pytest.Config) -> bool:
    """Say whether what was asked to run takes in tests/real, or lies in it."""
    places = [Path(str(argument).partition("::")[0]).resolve() for argument in config.args]
    return any(place in (REAL, *REAL.parents) or REAL in place.parents for place in places)


def pytest_configure(config: pytest.Config) -> None:
    folder = os.environ.get(VARIABLE)
    if folder and _asked_for(config) and not Path(folder).is_dir():
        raise pytest.UsageError(f"{VARIABLE} is {folder}, and there is no such folder. Correct it, or unset it.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    real = [item for item in items if REAL in item.path.parents]
    for item in real:
        item.add_marker(pytest.mark.real)
    if real and not os.environ.get(VARIABLE):
        items[:] = [item for item in items if REAL not in item.path.parents]
        config.hook.pytest_deselected(items=real)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not os.environ.get(VARIABLE) and _asked_for(config):
        terminalreporter.write_line(
            f"Left out: tests/real, which reads the folder that {VARIABLE} names; {WHERE}.", yellow=True
        )
