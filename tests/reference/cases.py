"""The reference cases, and a register of the checks that put each through netmap's own functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = json.loads((Path(__file__).parents[1] / "data" / "reference_cases.json").read_text(encoding="utf-8"))
CASES: Mapping[str, dict[str, Any]] = {case["id"]: case for case in DOCUMENT["cases"]}
TAXONOMIES: Mapping[str, Any] = DOCUMENT["taxonomies"]


class Expected(Mapping[str, Any]):
    """The expected values of a case; it remembers which were asked for, so that none is left unchecked."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        value = self._values[name]
        self.seen.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def unread(self) -> set[str]:
        return set(self._values) - self.seen


class Case:
    """One case: its inputs, its expected values, and how near is near enough."""

    def __init__(self, name: str) -> None:
        case = CASES[name]
        self.name = name
        self.input: Mapping[str, Any] = case["input"]
        self.expected = Expected(case["expected"])
        self.tolerance: float = case["tolerance"]

    def near(self, value: Any) -> Any:
        """Wrap an expected value so that `==` allows the tolerance of the case."""
        return None if value is None else pytest.approx(value, abs=self.tolerance)


Check = Callable[[Case], None]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register what puts a case through netmap; each case once."""

    def register(function: Check) -> Check:
        assert name in CASES, f"there is no case {name}"
        assert name not in CHECKS, f"{name} has a check already"
        CHECKS[name] = function
        return function

    return register
