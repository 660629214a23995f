"""All reference cases, each through netmap's own functions; a case without a check fails."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.reference.cases import CASES, CHECKS, Case

for _file in sorted(Path(__file__).parent.glob("*.py")):
    if not _file.name.startswith("test_") and _file.stem != "cases":
        importlib.import_module(f"tests.reference.{_file.stem}")

NOT_OFFERED: dict[str, str] = {
    "FLORENTINE": "centralities of ties between nodes of one kind: seats tie organisations to partnerships",
    "FLORENTINE-2": "eigenvector and triads of ties between nodes of one kind; cut points, constraint and "
    "effective size are checked against the same graph in tests/measures",
    "KITE": "centralities of ties between nodes of one kind; its cut points are checked in tests/measures",
}
"""Cases about a measure that netmap does not offer, each with the reason."""


@pytest.mark.parametrize("name", [name for name in CASES if name not in NOT_OFFERED])
def test_case(name: str) -> None:
    assert name in CHECKS, f"{name} is put through nothing of netmap"
    case = Case(name)
    CHECKS[name](case)
    assert case.expected.unread() == set()


def test_few_measures_are_not_offered() -> None:
    assert len(CASES) == 97
    assert len(NOT_OFFERED) <= 5
    assert all(NOT_OFFERED.values()) and set(NOT_OFFERED) <= set(CASES) - set(CHECKS)
