"""Graph records in memory: what sources build, stores keep and users get back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from netmap.model.graph import LABELS, RELATIONSHIPS

Ends = tuple[str, str, str]
"""Relationship type, label it comes from, label it goes to."""

FROM, TO = "from_id", "to_id"


@dataclass
class Records:
    """Nodes by label and relationships by type and ends, as tables of plain values.

    A node table has `id`, `name`, the label's properties and any extra column the user brought.
    A relationship table has `from_id`, `to_id` and the type's properties. Missing values are None.
    """

    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    relationships: dict[Ends, pd.DataFrame] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Count nodes by label and relationships by type, leaving out what there is none of."""
        found: dict[str, int] = {label: len(rows) for label, rows in self.nodes.items() if len(rows)}
        for (kind, _, _), rows in self.relationships.items():
            if len(rows):
                found[kind] = found.get(kind, 0) + len(rows)
        return found


def every_end() -> list[Ends]:
    """List every relationship type with each pair of labels it may join, in order of declaration."""
    return [(item.name, start, end) for item in RELATIONSHIPS.values() for start, end in item.ends]


def with_columns(rows: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Give the table with the named columns in front, blank where it had none, and extras behind in order of name."""
    wanted = list(dict.fromkeys(names))
    columns = [*wanted, *sorted(set(rows.columns) - set(wanted))]
    values = np.full((len(columns), len(rows)), None, dtype=object)
    for place, name in enumerate(columns):
        if name in rows:
            values[place] = rows[name].to_numpy(dtype=object)
    values[pd.isna(values)] = None
    return pd.DataFrame(values.T, columns=pd.Index(columns, dtype=object), dtype=object, copy=False)


def node_columns(label: str) -> list[str]:
    """Give the declared properties of a label."""
    return list(LABELS[label].kinds())


def relationship_columns(kind: str) -> list[str]:
    """Give the two ends and the declared properties of a relationship type."""
    return [FROM, TO, *RELATIONSHIPS[kind].kinds()]


def identity_columns(kind: str) -> list[str]:
    """Give the columns that tell one relationship of a type from another."""
    return [FROM, TO, *RELATIONSHIPS[kind].identity]
