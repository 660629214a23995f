"""Cells that name other records: found by id or by name, made into stubs, or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
from rapidfuzz import process

from netmap.model.distinct import by_distinct
from netmap.model.names import name_key, slug
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
    """What each label's records are called: nodes by id and by name, and stubs made on the way."""

    source: str
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    homonyms: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    stubs: dict[str, dict[str, str]] = field(default_factory=dict)
    _keys: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, checked: CheckedTable) -> None:
        """Take in the kept rows of a table, before any name is looked up under its label."""
        label = checked.table.label
        columns = [column for column in (NODE_ID, "id", "org_id", "name") if column in checked.values]
        kept = checked.kept(columns)
        for column in columns:
            known = kept[[column, NODE_ID]].dropna() if column != NODE_ID else kept
            pairs = zip(known[column], known[NODE_ID], strict=True)
            if column == "name":
                self.names.setdefault(label, {}).update((node, name) for name, node in pairs)
            else:
                self.ids.setdefault(label, {}).update(pairs)

    def find(self, label: str, texts: pd.Series) -> pd.Series:
        """Give the node id for each text: None where unknown, AMBIGUOUS where several share the name.

        An id as it is written comes first, then an id in other letters, then a name.
        """
        known = self.ids.get(label, {})
        found = by_distinct(texts, known.get)
        left = found.isna() & texts.notna()
        if left.any():
            keys = self._by_key(label)
            found[left] = by_distinct(texts[left], lambda text: keys.get(name_key(text)))
        return found

    def stub(self, label: str, name: str) -> str:
        """Give the id of the stub for a name that no table describes, made on first use."""
        known, ids = self._by_key(label), self.ids.setdefault(label, {})
        key = name_key(name)
        if key not in known:
            node = f"{self.source}:{slug(name)}"
            while node in ids:  # another name with the same slug is another record
                node += "-2"
            known[key] = ids[node] = node
            self.stubs.setdefault(label, {})[node] = name
        return known[key]

    def nearest(self, labels: Iterable[str], name: str) -> str:
        """Find the existing name that is most like the one given; '' when none is near."""
        choices = sorted({known for label in labels for known in self.names.get(label, {}).values()})
        best = process.extractOne(name, choices, processor=name_key, score_cutoff=70)
        return str(best[0]) if best else ""

    def _by_key(self, label: str) -> dict[str, str]:
        """Give the nodes by the keys of their names and ids, worked out when first asked for."""
        if label not in self._keys:
            named: dict[str, str] = {}
            for node, name in self.names.get(label, {}).items():
                self._note(label, named, name_key(name), node)
            coded: dict[str, str] = {}
            for text, node in self.ids.get(label, {}).items():
                self._note(label, coded, name_key(text), node)
            self._keys[label] = {**named, **coded}
        return self._keys[label]

    def _note(self, label: str, keys: dict[str, str], key: str, node: str) -> None:
        if keys.setdefault(key, node) != node:
            self.homonyms.setdefault((label, key), [keys[key]]).append(node)
            keys[key] = AMBIGUOUS


def split_cells(cells: pd.Series, many: bool) -> pd.Series:
    """Give one entry for each value of each cell, under the row it stands in."""
    known = cells.dropna()
    together = "\n".join(known)
    if many and any(mark in together for mark in LIST_MARKS):
        pieces = [text.split(LIST_MARKS[0] if LIST_MARKS[0] in text else LIST_MARKS[1]) for text in known]
        rows = known.index.repeat([len(parts) for parts in pieces])
        known = pd.Series([text.strip() for parts in pieces for text in parts], index=rows, dtype=object)
    return known[known != ""]


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
    values = split_cells(checked.kept([column.name])[column.name], column.many)
    if column.relationship == "SPEAKS_FOR":
        values = values[by_distinct(values, str.lower) != NOBODY]
    found = _find(column.refers_to, values, index)
    if column.relationship == "ASKED_ABOUT":
        found.loc[by_distinct(found["text"], str.lower) == ALL_GROUPS, "node"] = EVERY_GROUP
    _refuse_ambiguous(column, checked, found, index)
    unknown = found["node"].isna()
    if strict:
        _refuse_unknown(column, checked, found[unknown], index)
    elif unknown.any():
        found.loc[unknown, "node"] = _stubs(found[unknown], index)
    found = found[found["node"].notna() & (found["node"] != AMBIGUOUS)][["row", "label", "node"]]
    return found.drop_duplicates(ignore_index=True) if found["row"].duplicated().any() else found


def _stubs(unknown: pd.DataFrame, index: Index) -> list[str]:
    made = {
        (label, text): index.stub(label, text)
        for label, text in dict.fromkeys(zip(unknown["label"], unknown["text"], strict=True))
    }
    return [made[pair] for pair in zip(unknown["label"], unknown["text"], strict=True)]


def _find(labels: tuple[str, ...], values: pd.Series, index: Index) -> pd.DataFrame:
    """Look each name up under each label it may have; a prefix such as 'group:' settles the label."""
    found = pd.DataFrame({"text": values.to_numpy(), "label": labels[0], "node": None}, dtype=object)
    found.insert(0, "row", values.index)
    if len(labels) == 1:
        found["node"] = index.find(labels[0], found["text"])
        return found
    settled = _take_prefixes(found)
    for label in labels:
        hits = index.find(label, found["text"])
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
