"""What a measure gives, and how each is run in a process of its own, so that its memory is its own too."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

KB_IN_GB = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One measured figure; `bar` is the most that it should be, or the least where `at_least`."""

    what: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.bar is None or (self.value >= self.bar if self.at_least else self.value <= self.bar)

    def said(self) -> str:
        """Say whether the bar is met, or by how much it is missed."""
        if self.bar is None:
            return ""
        if self.is_met:
            return "met"
        if not self.bar:
            return f"missed by {self.value:g}"
        ratio = self.bar / self.value if self.at_least else self.value / self.bar
        return f"missed by {ratio:.2f} times"


def peak() -> float:
    """Give the most memory that this process has had so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_IN_GB


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def process_seconds(*command: str, runs: int = 5) -> float:
    """Give the median time of a whole process."""
    words = [sys.executable, *command]
    return statistics.median(timed(lambda: subprocess.run(words, check=True, capture_output=True)) for _ in range(runs))


def run_apart(name: str, scale: float, folder: Path) -> list[Figure]:
    """Run one measure in a process of its own.

    Raises
        subprocess.CalledProcessError: it failed; what it said stands on stderr.
    """
    words = ["-m", "benchmarks.run", "--child", name, "--scale", str(scale), "--folder", str(folder)]
    done = subprocess.run([sys.executable, *words], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def as_json(figures: list[Figure]) -> str:
    return json.dumps([asdict(figure) for figure in figures])
