"""Loads a dataset again and again in processes that are killed in the middle: run by killed.py, not by hand.

Reads lines `STATE MOMENT` and answers each with the number of moments that went by, or with what ended
the process. A moment is a message to the server or, for a file, a call of a function of the store. The
process kills itself by SIGKILL when its moment comes, so nothing of it can tidy up. Moment 0 counts
them all and kills nothing; UNWATCHED does not even count.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.neo4j import loading, writing

UNWATCHED = -1


def watch(is_file: bool, at: int, came: Callable[[], None]) -> list[int]:
    """Count the moments in this process, and call `came` at one of them."""
    count = [0]

    def seen(frame: FrameType, event: str, called: Any) -> None:
        if is_file:
            counts = event == "call" and "/netmap/stores/" in frame.f_code.co_filename
        else:
            counts = event == "c_return" and getattr(called, "__name__", "") in ("sendall", "recv_into")
        if counts:
            count[0] += 1
            if count[0] == at:
                came()

    sys.setprofile(seen)
    return count


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell() -> None:
    os.write(1, b"now\n")


def load(address: str, folder: Path, at: int, came: Callable[[], None]) -> int:
    """Load in a process of its own; give the moments that went by, or the negative of what killed it."""
    records = read_source(folder).records
    reading, writing_end = os.pipe()
    process = os.fork()
    if process == 0:
        count = [0] if at == UNWATCHED else watch("://" not in address, at, came)
        try:
            open_store(address).load("town", records)
        except Exception as fault:
            print(f"failed {fault}", file=sys.stderr, flush=True)
            os._exit(1)
        os.write(writing_end, str(count[0]).encode())
        os._exit(0)
    os.close(writing_end)
    _, status = os.waitpid(process, 0)
    said = os.read(reading, 20)
    os.close(reading)
    return int(said) if said else -(os.WTERMSIG(status) or 1)


def main() -> None:
    address, in_steps, kills_itself = sys.argv[1], sys.argv[2] == "steps", sys.argv[3] == "itself"
    if in_steps:
        loading.RECORDS_IN_ONE_TRANSACTION = 0
        writing.ROWS_IN_A_STEP = 20
    for line in sys.stdin:
        folder, moment = line.rstrip("\n").rsplit(" ", 1)
        print(load(address, Path(folder), int(moment), die if kills_itself else tell), flush=True)


if __name__ == "__main__":
    main()
