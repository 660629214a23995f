"""The address of a Neo4j server: what a URL says, and where its password comes from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from netmap.errors import StoreError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
PASSWORD_VARIABLE = "NETMAP_NEO4J_PASSWORD"
USUAL_USER, USUAL_PORT = "neo4j", 7687


@dataclass(frozen=True)
class Address:
    """Where a graph lives on a server; it never holds a password."""

    scheme: str
    host: str
    port: int
    user: str = USUAL_USER
    database: str | None = None

    @property
    def server(self) -> str:
        """Give the URL of the server alone, as the driver takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        return self.server + (f"/{self.database}" if self.database else "")


def is_address(text: str) -> bool:
    """Say whether a text is the URL of a Neo4j server.

    Example
        >>> is_address("neo4j+s://graph.example.org"), is_address("netmap.db")
        (True, False)
    """
    return text.partition("://")[0].lower() in SCHEMES and "://" in text


def read_address(text: str) -> Address:
    """Read `SCHEME://USER@HOST:PORT/DATABASE`, of which only the scheme and the host must be there.

    Raises
        StoreError: there is no host, the port is no number, or the URL holds a password or something else.
    Example
        >>> str(read_address("bolt://anna@localhost/boards")), read_address("bolt://anna@localhost").user
        ('bolt://localhost:7687/boards', 'anna')
    """
    parts = urlsplit(text)
    if parts.password is not None:
        raise StoreError(
            "The address holds a password, which others could read from the list of running programs.",
            f"Take it out of the address, and put it into the variable {PASSWORD_VARIABLE}.",
        )
    database = unquote(parts.path.strip("/")) or None
    if parts.query or parts.fragment or (database and "/" in database):
        raise StoreError(_not_understood(text), "Write neo4j://HOST:PORT/DATABASE; PORT and DATABASE may be left out.")
    try:
        host, port = parts.hostname, parts.port or USUAL_PORT
    except ValueError as fault:
        raise StoreError(_not_understood(text), "The port is a number from 1 to 65535, such as 7687.") from fault
    if not host:
        raise StoreError(_not_understood(text), "Name the server: neo4j://HOST:PORT/DATABASE.")
    return Address(parts.scheme.lower(), host, port, unquote(parts.username or USUAL_USER), database)


def _not_understood(text: str) -> str:
    return f"The address {text} cannot be understood."


def get_password(address: Address, ask: Callable[[str], str] | None = None) -> str:
    """Get the password: from NETMAP_NEO4J_PASSWORD, else from the file of this machine's own server, else by asking.

    Parameters
        ask: takes the question and gives what the person typed; None where nobody can be asked.
    Raises
        StoreError: there is none, and nobody to ask.
    """
    from netmap.server.passwords import find_password

    password = os.environ.get(PASSWORD_VARIABLE) or find_password(address.host, address.port)
    if password is None and ask is not None:
        password = ask(f"Password of {address.user} at {address.server}")
    if not password:
        raise StoreError(
            f"There is no password for {address.user} at {address.server}.",
            f"Put it into the variable {PASSWORD_VARIABLE}.",
        )
    return password
