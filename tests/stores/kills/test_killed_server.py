"""A server that is killed in the middle of a load: the old graph, the new one, or half, which is mended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from tests.neo4j_server import PASSWORD
from tests.stores.kills.killed import HALF, SCRIPT, killing, read_held
from tests.stores.kills.killing import UNWATCHED

TRIES = 10


def test_a_server_killed_in_mid_load_holds_the_old_graph_the_new_one_or_half_of_one(
    start_server: Callable[[], Any], towns: dict[str, Path], states: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other load is one transaction, every other one in steps.

    The client goes with the server, or it would load again when that comes back; one is left to hear of it.
    """
    server = start_server()
    monkeypatch.setenv(PASSWORD, server.password)
    seen, before, after = set(), "old", "new"
    length = {}
    for how in ("once", "steps"):
        with killing(server.url, how, towns) as load:
            assert load("old", UNWATCHED) == 0
            length[how] = {"new": load("new", 0), "old": load("old", 0)}
    for number in range(TRIES):
        how = ("once", "steps")[number % 2]
        moment, hears = length[how][after] * (number + 1) // (TRIES + 1), number == TRIES // 2
        said = kill_the_server(server, how, towns[after], moment, hears=hears)
        assert not hears or "No Neo4j answers" in said or "connection to" in said, said
        server.restart()
        found = read_held(server.url)
        if isinstance(found, str):
            assert HALF in found and how == "steps"
            seen.add("half")
        else:
            assert found in (states[before], states[after])
            seen.add("whole")
        with killing(server.url, how, towns) as load:
            assert load(after, UNWATCHED) == 0
        assert read_held(server.url) == states[after]
        before, after = after, before
    assert seen == {"half", "whole"}


def kill_the_server(server: Any, how: str, folder: Path, moment: int, *, hears: bool) -> str:
    """Kill the server when a load comes to a moment, and the client too unless it hears of it; give what it said."""
    words = [sys.executable, str(SCRIPT), server.url, how, "server"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, text=True, start_new_session=True, **pipes) as process:
        assert process.stdin and process.stdout and process.stderr
        print(folder, moment, file=process.stdin, flush=True)
        process.stdin.close()
        assert process.stdout.readline() == "now\n"
        server.kill()
        if not hears:
            os.killpg(process.pid, SIGKILL)
        return process.stderr.read()
