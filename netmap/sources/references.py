"""Cells that name other records: found by id or by name, made into stubs, or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz import process

from netmap.model.names import name_key, name_keys, slug
from netmap.model.tables import ALL_GROUPS, LIST_MARKS, NOBODY, Column
from netmap.sources.checking import CheckedTable
from netmap.sources.identity import NODE_ID

AMBIGUOUS = "\x00"
EVERY_GROUP = "\x01"
PREFIXES = {
    "organisation": "Organisation",
    "group": "EqualityGroup",
    "equality group": "EqualityGroup",
    "theme": "Theme",
}


@dataclass
class Index:
    """What each label's records are called: node ids by id and by name, stubs made on the way."""

    source: str
    by_key: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    homonyms: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    stubs: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, checked: CheckedTable) -> None:
        """Take in the kept rows of a table: names first, so that an id always wins over a name."""
        kept, label = checked.kept(), checked.table.label
        keys = self.by_key.setdefault(label, {})
        if "name" in kept:
            named = name_keys(kept["name"])
            self.names.setdefault(label, []).extend(kept["name"].dropna())
            for key, node in zip(named, kept[NODE_ID], strict=True):
                if key and keys.get(key, node) != node:
                    self.homonyms.setdefault((label, key), [keys[key]]).append(node)
                    keys[key] = AMBIGUOUS
                elif key:
                    keys[key] = node
        for column in ("id", "org_id", NODE_ID):
            if column in kept:
                known = kept[kept[column].notna()]
                keys.update(zip(name_keys(known[column]), known[NODE_ID], strict=True))

    def find(self, label: str, keys: pd.Series) -> pd.Series:
        """Give the node id for each key: None where unknown, AMBIGUOUS where several share the name."""
        found = keys.map(self.by_key.get(label, {})).astype(object)
        return found.where(found.notna(), None)

    def stub(self, label: str, name: str) -> str:
        """Give the id of the stub for a name that no table describes, made on first use."""
        known = self.by_key.setdefault(label, {})
        key = name_key(name)
        if key not in known:
            known[key] = f"{self.source}:{slug(name) or name}"
            self.stubs.setdefault(label, {})[known[key]] = name
        return known[key]

    def nearest(self, labels: Iterable[str], name: str) -> str:
        """Find the existing name that is most like the one given; '' when none is near."""
        choices = sorted({known for label in labels for known in self.names.get(label, [])})
        best = process.extractOne(name, choices, score_cutoff=70)
        return str(best[0]) if best else ""


def split_cells(cells: pd.Series, many: bool) -> pd.Series:
    """Give one entry for each value of each cell, under the row it stands in."""
    known = cells.dropna().astype(str)
    if many and len(known):
        bar = known.str.contains(LIST_MARKS[0], regex=False)
        pieces = pd.concat([known[bar].str.split(LIST_MARKS[0]), known[~bar].str.split(LIST_MARKS[1])])
        known = pieces.reindex(known.index).explode().str.strip()
    return known[known != ""].astype(object)


def resolve(column: Column, checked: CheckedTable, index: Index, strict: bool) -> pd.DataFrame:
    """Find the records that a column names.

    Parameters
        column: a column of kind `names`.
        checked: the table; rows with an ambiguous name, or under `strict` an unknown one, are refused.
        index: all known records; stubs are added to it.
        strict: whether an unknown name is an error instead of a stub.
    Returns
        DataFrame with `row` (of the table), `label` and `node`: one line for each name in a cell.
    """
    values = split_cells(checked.kept()[column.name], column.many)
    if column.relationship == "SPEAKS_FOR":
        values = values[values.str.lower() != NOBODY]
    found = _find(column.refers_to, values, index)
    if column.relationship == "ASKED_ABOUT":
        found.loc[found["text"].str.lower() == ALL_GROUPS, "node"] = EVERY_GROUP
    _refuse_ambiguous(column, checked, found, index)
    unknown = found["node"].isna()
    if strict:
        _refuse_unknown(column, checked, found[unknown], index)
    elif unknown.any():
        made = {name: index.stub(column.refers_to[0], name) for name in found.loc[unknown, "text"].unique()}
        found.loc[unknown, "node"] = found.loc[unknown, "text"].map(made)
    found = found[found["node"].notna() & (found["node"] != AMBIGUOUS)]
    return found[["row", "label", "node"]].drop_duplicates(ignore_index=True)


def _find(labels: tuple[str, ...], values: pd.Series, index: Index) -> pd.DataFrame:
    """Look each name up under each label it may have; a prefix such as 'group:' settles the label."""
    found = pd.DataFrame({"row": values.index, "text": values.to_numpy(), "label": labels[0]}, dtype=object)
    found["node"] = pd.Series(None, index=found.index, dtype=object)
    settled = _take_prefixes(found) if len(labels) > 1 else pd.Series(False, index=found.index)
    keys = name_keys(found["text"])
    for label in labels:
        hits = index.find(label, keys)
        here = hits.notna() & (~settled | (found["label"] == label))
        several = here & found["node"].notna()
        found.loc[here, "label"] = label
        found.loc[here, "node"] = hits[here]
        found.loc[several, "node"] = AMBIGUOUS
    return found


def _take_prefixes(found: pd.DataFrame) -> pd.Series:
    settled = pd.Series(False, index=found.index)
    text = found["text"].astype(str)
    for prefix, label in PREFIXES.items():
        hit = text.str.lower().str.startswith(prefix + ":")
        found.loc[hit, "text"] = text[hit].str.slice(len(prefix) + 1).str.strip()
        found.loc[hit, "label"] = label
        settled |= hit
    return settled


def _refuse_ambiguous(column: Column, checked: CheckedTable, found: pd.DataFrame, index: Index) -> None:
    several = found[found["node"] == AMBIGUOUS]
    for row, text in zip(several["row"], several["text"], strict=True):
        ids = [node for label in column.refers_to for node in index.homonyms.get((label, name_key(text)), [])]
        kinds = "Put 'group:', 'theme:' or 'organisation:' before it."
        ways = f"Write the id instead: {' or '.join(ids)}." if ids else kinds
        checked.refuse_row(row, column.name, f"names more than one record ({text})", ways)


def _refuse_unknown(column: Column, checked: CheckedTable, unknown: pd.DataFrame, index: Index) -> None:
    for row, text in zip(unknown["row"], unknown["text"], strict=True):
        near = index.nearest(column.refers_to, text)
        fix = f"Did you mean {near}?" if near else "Add a row for it to the table it belongs to, or correct the name."
        checked.refuse_row(row, column.name, f"names a record that no table has ({text})", fix)
