"""The port on which the local server answers."""

from __future__ import annotations

import os
import socket

from netmap.errors import ServerError
from netmap.server.settings import HOST

USUAL = 7687


def choose_port(asked: int | None, remembered: int | None) -> int:
    """Choose the port asked for, else the remembered or Neo4j's usual one, else any that is free.

    Raises
        ServerError: the port that was asked for is taken.
    """
    if asked is None:
        usual = remembered or USUAL
        return usual if is_free(usual) else find_port()
    if not is_free(asked):
        raise ServerError(
            f"Port {asked} of this machine is taken by another program.",
            "Choose another with --port, or leave it out and a free one is taken.",
        )
    return asked


def is_free(port: int) -> bool:
    """Say whether nothing on this machine answers on a port."""
    with socket.socket() as probe:
        if os.name == "posix":
            # On Windows this option would let two programs share the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def find_port() -> int:
    """Find a port that is free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
