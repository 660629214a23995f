"""A folder with something of every kind that the examples in the help name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netmap.shipped import shipped

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A person's folder: `mine` is the anytown dataset, grants.json a 360Giving file."""
    shutil.copytree(shipped("datasets") / "anytown", tmp_path / "mine")
    grant = {
        "id": "360G-example-1",
        "title": "A grant",
        "description": "For a forum",
        "currency": "GBP",
        "amountAwarded": 1200,
        "awardDate": "2025-04-01",
        "recipientOrganization": [{"id": "GB-CHC-9100001", "name": "Example forum"}],
        "fundingOrganization": [{"id": "GB-CHC-9100002", "name": "Example trust"}],
    }
    (tmp_path / "grants.json").write_text(json.dumps({"grants": [grant]}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(desk: Path) -> Run:
    """Run netmap as a person does, in a process of its own."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "netmap.cli", *words],
            cwd=desk,
            env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return run
