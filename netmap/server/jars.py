"""The files that Neo4j consists of, each pinned by its size and SHA-256 in jars.txt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEO4J = "5.26.30"
LOCK = Path(__file__).with_name("jars.txt")


@dataclass(frozen=True)
class Jar:
    """One file of the class path, by its Maven coordinates."""

    group: str
    name: str
    classifier: str
    version: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file lies within a Maven repository."""
        ending = f"-{self.classifier}" if self.classifier else ""
        return Path(*self.group.split("."), self.name, self.version, f"{self.name}-{self.version}{ending}.jar")

    def is_in(self, file: Path) -> bool:
        """Say whether a file holds exactly the bytes that are pinned."""
        try:
            if file.stat().st_size != self.size:
                return False
            with file.open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


@cache
def read_lock() -> tuple[Jar, ...]:
    """Read jars.txt, in the order of the class path."""
    return tuple(_jar(line) for line in LOCK.read_text(encoding="utf-8").splitlines())


def _jar(line: str) -> Jar:
    coordinates, size, sha256 = line.split()
    group, name, _, *classifier, version = coordinates.split(":")
    return Jar(group, name, "".join(classifier), version, int(size), sha256)
