"""Starting and stopping the local server, one caller at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import neo4j
import neo4j.exceptions

from netmap.errors import ServerError
from netmap.server.admin import set_password
from netmap.server.extra import needs_extra
from netmap.server.home import Home
from netmap.server.java import get_heap
from netmap.server.logs import failure
from netmap.server.passwords import USER, get_password
from netmap.server.ports import choose_port
from netmap.server.process import PAUSE, Running, begin, end, find_running, is_gone_within, is_listening
from netmap.server.settings import HOST

with needs_extra():
    from filelock import FileLock
    from filelock import Timeout as LockTimeout

SECONDS_TO_START = 180


def start(home: Home, jars: Sequence[Path], *, port: int | None = None, memory: str | None = None) -> Running:
    """Start the server of a home and give it once it answers; one that runs is given as it is.

    Parameters
        jars: the class path, from `fetch_jars`.
        port: 1..65535; None means the port of last time, else 7687, else a free one.
        memory: such as 512m or 2g; None means that of last time, else an eighth of the machine's.
    Raises
        ServerError: it cannot start; no process is left behind.
    """
    home.make()
    with held(home):
        state = home.read()
        running = find_running(home)
        if running and state.serving != state.data:
            # A change of data was cut off half way; the graph that counts is the old one.
            end(running)
            running = None
        if running:
            return _wait_until_answering(running)
        return start_on(home, jars, data=state.data, port=port, memory=memory)


def stop(home: Home) -> bool | None:
    """Stop the server of a home: True when it went in its own way, False when it had to be killed, None if none ran."""
    if not home.folder.is_dir():
        return None
    with held(home):
        running = find_running(home)
        return end(running) if running else None


@contextmanager
def held(home: Home) -> Iterator[None]:
    """Let one caller at a time change what runs; a second waits."""
    try:
        with FileLock(home.lock, timeout=SECONDS_TO_START):
            yield
    except LockTimeout as error:
        raise ServerError(
            "Another netmap has been starting or filling this server for minutes.", "Wait for it, or stop that program."
        ) from error


def start_on(
    home: Home, jars: Sequence[Path], *, data: str, port: int | None = None, memory: str | None = None
) -> Running:
    """Start a server on a folder of data, within `held`; what was chosen is remembered once it answers."""
    state = home.read()
    memory = memory or state.memory
    get_heap(memory)
    port = choose_port(port, state.port)
    set_password(home, jars, data)
    running = begin(home, jars, data=data, port=port, memory=memory)
    try:
        _wait_until_answering(running)
    except BaseException:
        end(running)
        raise
    home.remember(memory=memory)
    return running


def is_answering(running: Running) -> bool:
    """Say whether a client with the password gets an answer now.

    Raises
        ServerError: the database does not accept the password that is kept.
    """
    # The password is for this server alone, and another program could have the port.
    if not is_listening(running):
        return False
    bolt, auth = f"bolt://{HOST}:{running.port}", (USER, get_password(running.home))
    try:
        with neo4j.GraphDatabase.driver(bolt, auth=auth) as driver, driver.session() as session:
            session.run("RETURN 1").consume()
    except neo4j.exceptions.AuthError as error:
        raise ServerError(
            f"The database does not accept the password in {running.home.password}.",
            f"Put the right one there, or remove {running.home.folder} to begin with an empty database.",
        ) from error
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
        return False
    return True


def _wait_until_answering(running: Running) -> Running:
    for _ in range(int(SECONDS_TO_START / PAUSE)):
        if is_answering(running):
            return running
        if is_gone_within(running.process, PAUSE):
            raise failure(running.home)
    raise ServerError(f"Neo4j did not answer within {SECONDS_TO_START} seconds.", "Read why with `netmap server logs`.")
