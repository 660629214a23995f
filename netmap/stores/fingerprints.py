"""What a table holds, in a few letters: tells a load which parts of a graph it need not read back and compare."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from netmap.model.graph import LABELS
from netmap.model.records import Records

PART_SEPARATOR = " "
FEW = 1_000
"""Rows up to which it takes longer to find the texts that are equal than to read each of them."""


def fingerprints(graph: Records) -> dict[str, str]:
    """Give for each label, and each relationship type with its ends, a fingerprint of its rows in any order.

    Equal fingerprints mean equal rows; rows that are equal may differ in fingerprint where a number is
    written in another type, which costs a comparison and nothing else.
    """
    parts = {PART_SEPARATOR.join(ends): rows for ends, rows in graph.relationships.items()}
    return {part: _fingerprint(rows) for part, rows in {**graph.nodes, **parts}.items()}


def extra_columns(graph: Records) -> dict[str, str]:
    """Give for each label that has any the names of the columns that users brought, joined by a blank.

    Names of columns hold no blank; a label without such columns is left out.
    """
    extras = {
        label: [name for name in rows.columns if name not in LABELS[label].kinds()]
        for label, rows in graph.nodes.items()
    }
    return {label: PART_SEPARATOR.join(names) for label, names in extras.items() if names}


def _fingerprint(rows: pd.DataFrame) -> str:
    hashes = pd.util.hash_pandas_object(rows, index=False, categorize=len(rows) > FEW).to_numpy()
    digest = hashlib.sha256(repr([str(name) for name in rows.columns]).encode())
    digest.update(np.sort(hashes).tobytes())
    return digest.hexdigest()
