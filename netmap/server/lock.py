"""Write jars.txt anew: `python -m netmap.server.lock`, after another version was set in `jars.py`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from netmap.errors import ServerError
from netmap.placing import write_in_place
from netmap.server.jars import LOCK, NEO4J


def write_lock(target: Path = LOCK) -> None:
    """Find out what Neo4j consists of, fetch all of it, and pin each file by size and SHA-256."""
    import jgo

    lines = []
    for artifact in jgo.resolve(f"org.neo4j:neo4j:{NEO4J}"):
        content = artifact.resolve().read_bytes()
        lines.append(f"{artifact} {len(content)} {hashlib.sha256(content).hexdigest()}\n")
    write_in_place(target, "".join(lines), ServerError)


if __name__ == "__main__":
    write_lock()
