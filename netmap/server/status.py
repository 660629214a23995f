"""What can be said about the local server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from netmap.errors import ServerError
from netmap.server.home import Home
from netmap.server.jars import NEO4J
from netmap.server.process import Running, find_running
from netmap.server.starting import is_answering


@dataclass(frozen=True)
class Status:
    """The state of the server: sizes in bytes, uptime in seconds; None where nothing runs."""

    running: bool
    answering: bool
    url: str | None
    version: str
    uptime: float | None
    memory: int | None
    data: int
    folder: Path


def get_status(home: Home) -> Status:
    """Get what can be said about the server of a home."""
    running = find_running(home)
    return Status(
        running=running is not None,
        answering=running is not None and _answers(running),
        url=running.url if running else None,
        version=NEO4J,
        uptime=running.uptime if running else None,
        memory=running.process.memory_info().rss if running else None,
        data=_size(home.folder / home.read().data),
        folder=home.folder,
    )


def _answers(running: Running) -> bool:
    try:
        return is_answering(running)
    except ServerError:
        return False


def _size(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                total += (Path(place) / name).stat().st_size
            except FileNotFoundError:
                continue  # the server removes files while it works
    return total
