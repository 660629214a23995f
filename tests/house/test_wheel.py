"""The wheel carries everything: installed alone in a fresh environment and run from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it with its dependencies and no extras, and give the folder of its commands."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    commands = folder / "venv" / "bin"
    wheel = next(folder.glob("*.whl"))
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return commands


def test_the_wheel_holds_queries_datasets_and_templates(installed: Path) -> None:
    names = zipfile.ZipFile(next(installed.parents[1].glob("*.whl"))).namelist()
    for wanted in (
        "netmap/shipped/queries/projections/seats.cypher",
        "netmap/shipped/datasets/riverton/seats.csv",
        "netmap/shipped/datasets/case-studies/expected.json",
        "netmap/maps/templates/map.html",
        "netmap/reports/renderers/templates/report.html",
        "netmap/analyses/health/checklist.csv",
        "netmap/py.typed",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith("tests")]


def test_everything_works_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    for words in (
        ("demo", "-o", "demo"),
        ("init", "mine"),
        ("check", "mine/example"),
        ("report", "mine/example", "-o", "report.html"),
        ("map", "mine/example", "-o", "map.html"),
        ("query", "mine/example", "vacant-seats"),
        ("query", "--list"),
    ):
        done = subprocess.run(
            [installed / "netmap", *words],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
    assert (tmp_path / "demo" / "riverton-map.html").stat().st_size > 500_000
    assert (tmp_path / "demo" / "riverton-report.html").is_file()
