"""Runs Neo4j's own administration tool, which comes in the same files as the server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from netmap.server.home import Home
from netmap.server.java import PRIVATE, find_java, get_heap, quoted, write_options
from netmap.server.logs import find_reason
from netmap.server.passwords import make_password
from netmap.server.ports import USUAL
from netmap.server.settings import write_settings

TOOL = "org.neo4j.cli.AdminTool"


def run_admin(home: Home, jars: Sequence[Path], words: Sequence[str], *, data: str, memory: str | None = None) -> str:
    """Run the tool on a folder of data that no server has open, and give what it printed.

    Parameters
        words: what follows `neo4j-admin`; they reach the tool through a file that only the owner can read,
            and names of files among them start from the folder of the home.
        data: the folder within the home, such as data-1.
    Raises
        ServerError: the tool failed; the message holds the reason that it gave, and `admin.log` all that it said.
    """
    heap = get_heap(memory)
    with TemporaryDirectory(dir=home.folder, prefix="admin-") as folder:
        given, options, settings = (Path(folder) / name for name in ("words", "java.args", "neo4j.conf"))
        given.touch(mode=0o600)
        given.write_text("".join(f"{quoted(word)}\n" for word in words), encoding="utf-8")
        write_options(options, jars, heap)
        write_settings(settings, data=data, port=USUAL, heap=heap)
        done = subprocess.run(
            [str(find_java()), f"@{options}", TOOL, f"@{given}"],
            cwd=home.folder,
            env={**os.environ, "NEO4J_HOME": str(home.folder), "NEO4J_CONF": folder},
            umask=PRIVATE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    if done.returncode:
        home.tool_log.write_text(done.stdout, encoding="utf-8")
        what = f"Neo4j's `{' '.join(words[:2])}` failed"
        raise find_reason(done.stdout.splitlines(), what, f"Read more in {home.tool_log}.")
    return done.stdout


def set_password(home: Home, jars: Sequence[Path], data: str) -> None:
    """Give a new folder of data the password of the home; one that a server has opened has it already."""
    password = make_password(home)
    if not (home.folder / data / "databases" / "system").is_dir():
        run_admin(home, jars, ["dbms", "set-initial-password", password], data=data)
