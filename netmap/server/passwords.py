"""The password of the local server: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import os
import secrets

from netmap.errors import ServerError
from netmap.server.home import Home, find_home

USER = "neo4j"
LOOPBACK = ("127.0.0.1", "localhost")


def make_password(home: Home) -> str:
    """Give the password of a home, making one where there is none."""
    if not home.password.exists():
        file = os.open(home.password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as kept:
            kept.write(secrets.token_hex(16))
    return get_password(home)


def get_password(home: Home) -> str:
    """Get the password that is kept in a home."""
    try:
        return home.password.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ServerError(
            f"The password of the local server cannot be read from {home.password}.",
            f"Put it back there, or remove the folder {home.folder} to begin with an empty database.",
        ) from error


def find_password(host: str, port: int) -> str | None:
    """Find the password for an address, where it is that of the local server that runs or ran last."""
    home = find_home()
    if host not in LOOPBACK or not home.state.is_file() or home.read().port != port:
        return None
    return get_password(home) if home.password.is_file() else None
