"""Several datasets in one graph: records merged by id, taken apart again, and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.model.graph import JOINED, READ_FROM
from netmap.model.records import Ends, Records, identity_columns, node_columns, relationship_columns, with_columns
from netmap.stores.contract import Change
from netmap.stores.fingerprints import PART_SEPARATOR

KEY_SEPARATOR = "\x1f"
BOOKKEPT = ["dataset", "source", "as_of", "stub", "start_day", "end_day", READ_FROM]


def stamped(records: Records, dataset: str) -> Records:
    """Give the records with every node and relationship marked as stated by the dataset."""
    return Records(
        {label: rows.assign(dataset=dataset) for label, rows in records.nodes.items()},
        {ends: rows.assign(dataset=dataset) for ends, rows in records.relationships.items()},
    )


def merge(statements: Mapping[str, Records]) -> tuple[Records, list[str]]:
    """Merge what datasets state into one graph.

    The first dataset that gives a value has it; a stub gives way to a described record.

    Parameters
        statements: the records of each dataset, in order of first loading.
    Returns
        The merged graph, and a sentence for each property on which datasets disagree.
    Cost
        Linear in the records; grouping is done only for those that several datasets state.
    """
    conflicts: list[str] = []
    labels = dict.fromkeys(label for records in statements.values() for label in records.nodes)
    nodes = {}
    for label in labels:
        frames = [records.nodes[label] for records in statements.values() if label in records.nodes]
        folded = with_columns(_fold(frames, ["id"], label, conflicts), node_columns(label))
        blank = [name for name in folded.columns.difference(node_columns(label)) if folded[name].isna().all()]
        nodes[label] = folded.drop(columns=blank)
    all_ends = dict.fromkeys(ends for records in statements.values() for ends in records.relationships)
    relationships = {}
    for ends in all_ends:
        frames = [records.relationships[ends] for records in statements.values() if ends in records.relationships]
        folded = _fold(frames, identity_columns(ends[0]), ends[0], conflicts)
        relationships[ends] = with_columns(folded, relationship_columns(ends[0]))
    return Records(nodes, relationships), conflicts


def _fold(frames: list[pd.DataFrame], identity: list[str], what: str, conflicts: list[str]) -> pd.DataFrame:
    rows = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    several = rows.duplicated(identity, keep=False)
    if not several.any():
        return rows
    shared = rows[several]
    if "stub" in shared:
        shared = shared.sort_values("stub", kind="stable", na_position="first")
    groups = shared.groupby(identity, sort=False, dropna=False)
    folded = groups.first().reset_index().astype(object)
    described = shared[shared["stub"].isna()] if "stub" in shared else shared
    _note_conflicts(described, identity, what, conflicts)
    said = _with_dataset(rows[several])
    for column in [name for name in ("dataset", "source", READ_FROM) if name in said]:
        joined = said.groupby(identity, sort=False, dropna=False)[column].agg(_join).reset_index()
        folded[column] = folded[identity].merge(joined, on=identity, how="left")[column].to_numpy()
    if "stub" in folded:
        folded["stub"] = groups["stub"].agg(lambda stubs: True if stubs.eq(True).all() else None).to_numpy()
    return pd.concat([rows[~several], folded], ignore_index=True)


def _with_dataset(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the dataset before the places that it was read from: two folders may each have a seats.csv."""
    if READ_FROM not in rows:
        return rows
    pairs = zip(rows["dataset"], rows[READ_FROM], strict=True)
    return rows.assign(**{READ_FROM: [None if pd.isna(place) else f"{dataset}: {place}" for dataset, place in pairs]})


def _join(names: pd.Series) -> str | None:
    return JOINED.join(dict.fromkeys(names.dropna())) or None


def _note_conflicts(shared: pd.DataFrame, identity: list[str], what: str, said: list[str]) -> None:
    """Say on which properties described records differ, with one of them; what a stub is called is no statement."""
    groups = shared.groupby(identity, sort=False, dropna=False)
    different = groups.nunique()
    for column in different.columns.difference(BOOKKEPT, sort=True):
        several = different.index[different[column] > 1]
        if len(several):
            values = groups.get_group(several[0] if len(identity) > 1 else (several[0],))[column].dropna().unique()
            which = " ".join(
                str(part) for part in np.atleast_1d(np.array(several[0], dtype=object)) if not pd.isna(part)
            )
            said.append(
                f"{what}: {len(several)} record(s) differ in {column} between datasets, such as {which} "
                f"({' or '.join(map(str, values))}); the first loaded value stands."
            )


def take_apart(merged: Records, shared: pd.DataFrame, datasets: list[str]) -> dict[str, Records]:
    """Give back what each dataset states, from the merged graph and the statements kept beside it.

    Parameters
        merged: the graph; a record of one dataset is that dataset's statement as it stands.
        shared: rows of `NetmapStatement` (dataset, part, content).
        datasets: all datasets, in order of first loading.
    """
    result = {name: Records() for name in datasets}
    for label, rows in merged.nodes.items():
        for name, own in rows.groupby("dataset", sort=False):
            if name in result:
                result[str(name)].nodes[label] = own
    for ends, rows in merged.relationships.items():
        for name, own in rows.groupby("dataset", sort=False):
            if name in result:
                result[str(name)].relationships[ends] = own
    for (name, part), rows in shared.groupby(["dataset", "part"], sort=False) if len(shared) else ():
        _give_back(result[str(name)], str(part), rows)
    return result


def _give_back(records: Records, part: str, rows: pd.DataFrame) -> None:
    said = pd.DataFrame([json.loads(text) for text in rows["content"]]).astype(object)
    words = tuple(part.split(PART_SEPARATOR))
    if len(words) == 1:
        known = records.nodes.get(part)
        records.nodes[part] = _append(known, said, node_columns(part), ["id"])
    else:
        ends: Ends = (words[0], words[1], words[2])
        known = records.relationships.get(ends)
        records.relationships[ends] = _append(known, said, relationship_columns(ends[0]), identity_columns(ends[0]))


def _append(known: pd.DataFrame | None, said: pd.DataFrame, columns: list[str], identity: list[str]) -> pd.DataFrame:
    """Add what was kept beside the graph; a load that was stopped half way may have kept what the graph also shows."""
    rows = said if known is None else pd.concat([known, said], ignore_index=True)
    return with_columns(with_columns(rows, columns).drop_duplicates(identity), columns)


def shared_statements(statements: Mapping[str, Records]) -> pd.DataFrame:
    """Give the statements that must be kept beside the graph: those on records that several datasets state."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for records in statements.values():
        for label, rows in records.nodes.items():
            parts.setdefault(label, []).append(rows)
        for ends, rows in records.relationships.items():
            parts.setdefault(PART_SEPARATOR.join(ends), []).append(rows)
    kept = []
    for part, frames in parts.items():
        if len(frames) < 2:
            continue
        identity = identity_columns(part.split(PART_SEPARATOR)[0]) if PART_SEPARATOR in part else ["id"]
        rows = pd.concat(frames, ignore_index=True)
        for row in rows[rows.duplicated(identity, keep=False)].to_dict("records"):
            content = json.dumps({name: value for name, value in row.items() if not pd.isna(value)}, ensure_ascii=False)
            kept.append({"dataset": row["dataset"], "part": part, "content": content})
    table = pd.DataFrame(kept, columns=["dataset", "part", "content"], dtype=object)
    table.insert(0, "id", [_named(row) for row in table.itertuples(index=False)])
    return table.drop_duplicates("id").sort_values("id", ignore_index=True)


def _named(statement: Iterable[str]) -> str:
    """Name a statement by what it says, so that a load which is done twice states it once."""
    return hashlib.sha256(KEY_SEPARATOR.join(statement).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Difference:
    """The rows of one label or relationship type that a load adds, changes or removes, and how many it leaves alone.

    `moved` are those of the rows left alone that say the same and only stand elsewhere in the files.
    """

    added: pd.DataFrame
    changed: pd.DataFrame
    removed: pd.DataFrame
    unchanged: int
    moved: pd.DataFrame

    def change(self) -> Change:
        """Count them."""
        return Change(len(self.added), len(self.changed), len(self.removed), self.unchanged, len(self.moved))


@dataclass(frozen=True)
class Differences:
    """What two graphs do not share, by label and by relationship type with its ends."""

    nodes: Mapping[str, Difference]
    relationships: Mapping[Ends, Difference]

    def changes(self) -> dict[str, Change]:
        """Count by label and relationship type."""
        counted = {label: found.change() for label, found in self.nodes.items()}
        for (kind, _, _), found in self.relationships.items():
            sums = zip(_figures(counted.get(kind, Change())), _figures(found.change()), strict=True)
            counted[kind] = Change(*(one + other for one, other in sums))
        return counted


def _figures(change: Change) -> tuple[int, ...]:
    return change.added, change.changed, change.removed, change.unchanged, change.moved


def compare(before: Records, after: Records, same: Collection[str] = ()) -> Differences:
    """Find what two graphs do not share.

    Parameters
        before, after: the two graphs; `before` may lack the parts that are known to be the same.
        same: names of these parts, as `fingerprints` gives them.
    """
    nodes = {
        label: _same(after.nodes[label])
        if label in same
        else difference(before.nodes.get(label), after.nodes.get(label), ["id"])
        for label in sorted({*before.nodes, *after.nodes})
    }
    relationships = {
        ends: _same(after.relationships[ends])
        if PART_SEPARATOR.join(ends) in same
        else difference(before.relationships.get(ends), after.relationships.get(ends), identity_columns(ends[0]))
        for ends in sorted({*before.relationships, *after.relationships})
    }
    return Differences(nodes, relationships)


def _same(rows: pd.DataFrame) -> Difference:
    none = rows.iloc[:0]
    return Difference(none, none, none, len(rows), none)


def difference(before: pd.DataFrame | None, after: pd.DataFrame | None, identity: list[str]) -> Difference:
    """Tell by identity which rows of a table are new, changed, gone and the same.

    Parameters
        before, after: the rows; None means that there are none.
        identity: the columns that tell one row from another.
    Cost
        Linear in the rows.
    """
    before = pd.DataFrame() if before is None else before
    after = pd.DataFrame() if after is None else after
    if before.empty or after.empty:
        return Difference(after, after.iloc[:0], before, 0, after.iloc[:0])
    places = pd.Index(_keys(before, identity)).get_indexer(pd.Index(_keys(after, identity)))
    shared = np.flatnonzero(places >= 0)
    equal, in_place = np.ones(len(shared), dtype=bool), np.ones(len(shared), dtype=bool)
    for column in {*before.columns, *after.columns}:
        was = before[column].to_numpy(dtype=object)[places[shared]] if column in before else np.full(len(shared), None)
        now = after[column].to_numpy(dtype=object)[shared] if column in after else np.full(len(shared), None)
        other = np.flatnonzero(was != now)
        agreeing = in_place if column == READ_FROM else equal
        agreeing[other] &= pd.isna(was[other]) & pd.isna(now[other])
    gone = np.ones(len(before), dtype=bool)
    gone[places[shared]] = False
    moved = after.iloc[shared[equal & ~in_place]]
    return Difference(after[places < 0], after.iloc[shared[~equal]], before[gone], int(equal.sum()), moved)


def _keys(rows: pd.DataFrame, identity: list[str]) -> pd.Series:
    key = rows[identity[0]].astype(object)
    for column in identity[1:]:
        key = key + KEY_SEPARATOR + rows[column].fillna("").astype(object)
    return key
