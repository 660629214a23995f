"""Records as a JSON document, and back: the whole graph in one file, equal when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netmap.errors import ModelError
from netmap.model.graph import LABELS, RELATIONSHIPS
from netmap.model.records import Ends, Records

Document = dict[str, Any]


def document_of(records: Records) -> Document:
    """Give records as plain values.

    Returns
        A document with `nodes` and `relationships`: a list of tables each, with the names of their columns and
        their rows as lists in that order; tables without a row are left out.
    Cost
        Linear in the number of values.
    Example
        >>> document_of(Records({"Theme": pd.DataFrame({"id": ["t"], "name": ["Dementia"]})}))["nodes"]
        [{'label': 'Theme', 'columns': ['id', 'name'], 'rows': [['t', 'Dementia']]}]
    """
    nodes = [{"label": label, **_table(rows)} for label, rows in sorted(records.nodes.items()) if len(rows)]
    relationships = [
        {"type": kind, "from": start, "to": end, **_table(rows)}
        for (kind, start, end), rows in sorted(records.relationships.items())
        if len(rows)
    ]
    return {"nodes": nodes, "relationships": relationships}


def records_of(document: Mapping[str, Any]) -> Records:
    """Read records from the document that `document_of` gives.

    Raises
        ModelError: it is no such document, or names a label or a type that there is not.
    """
    try:
        nodes = {str(each["label"]): _rows(each) for each in document["nodes"]}
        relationships: dict[Ends, pd.DataFrame] = {
            (str(each["type"]), str(each["from"]), str(each["to"])): _rows(each) for each in document["relationships"]
        }
    except (KeyError, TypeError, ValueError, AssertionError) as error:
        raise ModelError("The records of this file cannot be read.", "Take the file as netmap wrote it.") from error
    strange = [*(label for label in nodes if label not in LABELS)]
    strange += [kind for kind, _, _ in relationships if kind not in RELATIONSHIPS]
    if strange:
        raise ModelError(f"There is nothing called {strange[0]} in the model.", "Take the file as netmap wrote it.")
    return Records(nodes, relationships)


def _table(rows: pd.DataFrame) -> Document:
    """Give a table in order of its rows' text, so that equal tables give equal documents."""
    values = rows.astype(object).where(rows.notna(), None)
    columns = list(values.columns)
    lines = [[_plain(value) for value in line] for line in values[columns].itertuples(index=False)]
    return {"columns": columns, "rows": sorted(lines, key=repr)}


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _rows(table: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([list(line) for line in table["rows"]], columns=list(table["columns"]), dtype=object)
