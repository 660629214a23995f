"""The process of the local server: found, begun, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netmap.errors import ServerError
from netmap.server.extra import needs_extra
from netmap.server.home import Home
from netmap.server.java import PRIVATE, find_java, get_heap, write_options
from netmap.server.passwords import USER
from netmap.server.settings import HOST, write_settings

with needs_extra():
    import psutil

ENTRY = "org.neo4j.server.CommunityEntryPoint"
SECONDS_TO_STOP = 60
PAUSE = 0.2


@dataclass(frozen=True)
class Running:
    """A server that runs: where it answers, and which process it is."""

    home: Home
    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        """The address for any client, with the user and without the password."""
        return f"neo4j://{USER}@{HOST}:{self.port}"

    @property
    def uptime(self) -> float:
        """The seconds since it began."""
        return time.time() - self.process.create_time()


def find_running(home: Home) -> Running | None:
    """Find the server of a home; a process that is gone, or whose number another program has now, is none."""
    state = home.read()
    if state.pid is None or state.port is None:
        return None
    try:
        process = psutil.Process(state.pid)
        if not _is_alive(process) or _home_word(home) not in process.cmdline():
            return None
    except psutil.Error:
        return None
    return Running(home, state.port, process)


def begin(home: Home, jars: Sequence[Path], *, data: str, port: int, memory: str | None) -> Running:
    """Begin a server on a folder of data, with no tie to this program, and remember its process at once."""
    heap = get_heap(memory)
    write_settings(home.settings, data=data, port=port, heap=heap)
    write_options(home.java_options, jars, heap)
    words = [f"@{home.java_options}", ENTRY, _home_word(home), f"--config-dir={home.settings.parent}"]
    environment = {name: value for name, value in os.environ.items() if name != "NETMAP_NEO4J_PASSWORD"}
    try:
        with home.console.open("wb") as console:
            popen = subprocess.Popen(
                [str(find_java()), *words],
                cwd=home.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                umask=PRIVATE,
                **_detached(),
            )
    except OSError as error:
        raise ServerError(
            f"Java cannot be run: {error.strerror or error}.", 'Run `pip install "netmap[server]"` and start again.'
        ) from error
    home.remember(pid=popen.pid, port=port, serving=data)
    return Running(home, port, psutil.Process(popen.pid))


def end(running: Running, seconds: float = SECONDS_TO_STOP) -> bool:
    """End a server in its own way, or at once after some seconds; say whether it went in its own way."""
    process = running.process
    try:
        # Windows has no gentle way for a program without a window; Neo4j recovers at the next start.
        process.terminate()
        went = is_gone_within(process, seconds)
        if not went:
            process.kill()
            is_gone_within(process, seconds)
    except psutil.NoSuchProcess:
        went = True
    running.home.remember(pid=None, serving=None)
    return went


def is_gone_within(process: psutil.Process, seconds: float) -> bool:
    """Wait until a process is gone, or for some seconds; say whether it is."""
    until = time.monotonic() + seconds
    while _is_alive(process):
        if time.monotonic() >= until:
            return False
        with suppress(psutil.TimeoutExpired):
            process.wait(PAUSE)
    return True


def is_listening(running: Running) -> bool:
    """Say whether it is this server, and no other program, that has its port."""
    try:
        connections = running.process.net_connections("tcp")
    except psutil.Error:
        return False
    return any(each.status == psutil.CONN_LISTEN and each.laddr[1] == running.port for each in connections)


def _is_alive(process: psutil.Process) -> bool:
    """Say whether a process still works; one that ended, but that its parent did not look after, does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _detached() -> dict[str, Any]:
    """Say how a process lives on without this one."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}


def _home_word(home: Home) -> str:
    return f"--home-dir={home.folder}"
