"""The style that a machine can check: ruff over everything, mypy in its strict mode over the package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, encoding="utf-8")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    assert run("ruff", "check", ".") == ""


def test_the_layout_is_ruffs() -> None:
    assert run("ruff", "format", "--check", ".") == ""


def test_mypy_finds_nothing() -> None:
    assert run("mypy") == ""
