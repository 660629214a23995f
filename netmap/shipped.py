"""Finds the folders that travel with netmap, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path


def shipped(folder: str) -> Path:
    """Get a folder that is shipped beside the code: `queries` or `datasets`."""
    package = Path(__file__).parent
    installed = package / "shipped" / folder
    return installed if installed.is_dir() else package.parent / folder
