"""What the extra named `server` installs, asked for where it is first needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from netmap.errors import ServerError


@contextmanager
def needs_extra() -> Iterator[None]:
    """Say how to install the extra when an import in the block fails."""
    try:
        yield
    except ImportError as error:
        raise ServerError(
            f"A Neo4j of your own needs a part that is not installed ({(error.name or '').partition('.')[0]}).",
            'Run `pip install "netmap[server]"` and try again.',
        ) from error
