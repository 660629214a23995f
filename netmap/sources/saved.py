"""A report that was saved as JSON, as the source that it was made from: its appendix holds the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from netmap.errors import InputError, NetmapError
from netmap.model.letters import read_json
from netmap.model.saving import records_of
from netmap.sources.dataset import Dataset
from netmap.sources.ledger import Ledger

REPORT = "netmap/report/"
APPENDIX = "appendix"
_GLANCE = 200


def is_saved(path: Path) -> bool:
    """Say whether a file is a report as JSON, by how it begins."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        beginning = file.read(_GLANCE)
    return f'"schema": "{REPORT}'.encode() in beginning


def read_saved(path: Path) -> Dataset:
    """Read the records that a report was made from.

    Parameters
        path: a report as JSON, made for internal use.
    Returns
        Dataset: with the ledger of the first reading where there was one; its `tables` are empty.
    Raises
        InputError: the file is damaged, or was made for others and holds no records.
    Cost
        Linear in the size of the file.
    """
    appendix = read_appendix(path)
    try:
        ledger = Ledger.from_dict(appendix["ledger"]) if appendix["ledger"] else Ledger(appendix["source"])
        return Dataset(str(appendix["source"]), records_of(appendix["records"]), {}, ledger)
    except NetmapError:
        raise
    except (KeyError, TypeError) as error:
        raise _damaged(path) from error


def read_appendix(path: Path) -> dict[str, Any]:
    """Read what a report was made with.

    Raises
        InputError: the file is damaged, or has no appendix.
    """
    try:
        document = read_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    appendix = document.get(APPENDIX) if isinstance(document, dict) else None
    if not isinstance(appendix, dict):
        raise InputError(
            f"{path.name} holds a report without the records that it was made from.",
            "Reports for partners and the public leave them out; name the report for internal use, or the source.",
            file=str(path),
        )
    return appendix


def _damaged(path: Path) -> InputError:
    return InputError(
        f"{path.name} cannot be read as a report.",
        "Take the file as netmap wrote it, or name the source instead.",
        file=str(path),
    )
