"""Files written beside their place and moved into it: a reader sees the old file or the new one, never a half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netmap.errors import NetmapError


@contextmanager
def placed(targets: list[Path], raising: type[NetmapError]) -> Iterator[list[Path]]:
    """Give a name beside each target to write to; move all into place if the block succeeds, else leave no trace.

    Parameters
        targets: the files to make or replace; their folders exist.
        raising: the error to raise.
    Raises
        NetmapError: of the given kind, where a file cannot be written or moved.
    """
    parts = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets]
    try:
        yield parts
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    except OSError as error:
        names = ", ".join(f"'{target.name}'" for target in targets)
        raise raising(
            f"{names} cannot be written in '{targets[0].parent}': {error.strerror or error}.",
            "Check that the folder exists, that you may write there, and that no program holds the file open.",
            file=str(targets[0]),
        ) from error
    finally:
        for part in parts:
            if part.parent.is_dir():
                part.unlink(missing_ok=True)


def write_in_place(path: Path, text: str, raising: type[NetmapError]) -> Path:
    """Write a text as UTF-8 and give the path."""
    with placed([path], raising) as parts:
        parts[0].write_bytes(text.encode("utf-8"))
    return path
