"""A moving mark for work that takes longer than two seconds: on stderr, and only for a person at a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 2.0
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show a mark with the time gone by, once the work inside has taken two seconds; one within another is silent."""
    if not sys.stderr.isatty() or not _ONE_AT_A_TIME.acquire(blocking=False):
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task(what, total=None)
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
        _ONE_AT_A_TIME.release()
