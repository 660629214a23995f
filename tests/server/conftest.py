"""Homes of servers, and the command line as a person calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from netmap.server.home import Home
from netmap.server.process import end, find_running

Netmap = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(home: Home, **variables: str) -> dict[str, str]:
    return {**os.environ, "NETMAP_SERVER_HOME": str(home.folder), "PYTHONIOENCODING": "utf-8", **variables}


def netmap_of(home: Home) -> Netmap:
    """Give a way to run netmap with a home, in a process of its own."""

    def netmap(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "netmap.cli", *words],
            env=environment(home, **variables),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return netmap


def processes_of(home: Home) -> list[psutil.Process]:
    """List every process that names the folder of a home, whatever netmap remembers of it."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(home.folder) in word for word in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def assert_two_lines(done: subprocess.CompletedProcess[str], said: str) -> None:
    """Expect a failure that is told in two plain lines, of which one holds what is said."""
    told = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(told) == 2, done.stderr
    assert all(line.endswith(".") for line in told), done.stderr
    assert said in done.stderr, done.stderr
    assert done.stdout == ""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home where no server was ever started; whatever a test starts there is stopped."""
    home = Home(tmp_path / "my server")
    yield home
    if home.folder.is_dir() and (running := find_running(home)):
        end(running)


@pytest.fixture
def netmap(home: Home) -> Netmap:
    return netmap_of(home)
