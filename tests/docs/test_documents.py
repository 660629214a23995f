"""Documents cannot go stale: derived pages are compared, and every console block is run."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN_BY_HAND = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")]
WRITTEN_BY_HAND += sorted((ROOT / "docs").glob("*.md"))


def load_generator() -> object:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["data-dictionary.md", "commands.md", "questions.md", "settings.md"])
def test_a_derived_page_is_fresh(name: str) -> None:
    page = load_generator().PAGES[name]()  # type: ignore[attr-defined]
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, "run: python docs/generate.py"


@pytest.mark.parametrize("document", WRITTEN_BY_HAND, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def console_steps(document: Path) -> list[tuple[str, list[str]]]:
    """Give each command of the console blocks with the lines that it is said to print."""
    steps: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
    return steps


def test_the_five_minutes_of_the_readme(tmp_path: Path) -> None:
    steps = console_steps(ROOT / "README.md")
    assert len(steps) >= 10
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, expected in steps:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "NO_COLOR": "1", "NETMAP_STORE": "netmap.db"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        assert_printed(command, expected, done.stdout)


def assert_printed(command: str, expected: list[str], printed: str) -> None:
    """Compare line by line; a line of three dots stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in expected)
    assert re.fullmatch(pattern, printed), f"{command}\nprinted:\n{printed}"
