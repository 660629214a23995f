"""A source as netmap holds it: checked rows, graph records and the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.model.names import name_keys
from netmap.model.records import Records
from netmap.model.tables import NAMES, TABLES
from netmap.sources.building import Link, build_records
from netmap.sources.checking import CheckedTable, check_table
from netmap.sources.identity import NODE_ID, PARTNERSHIP_KEY, identify
from netmap.sources.ledger import Ledger, Refusal
from netmap.sources.raw import RawSource
from netmap.sources.references import EVERY_GROUP, Index, resolve

RECORD_TABLES = ("areas", "equality_groups", "themes", "functions", "organisations", "partnerships")
LINK_TABLES = ("seats", "funding")


@dataclass(frozen=True)
class Dataset:
    """One source, read: its name, the graph records, the accepted rows by table, and the ledger."""

    name: str
    records: Records
    tables: dict[str, pd.DataFrame]
    ledger: Ledger


def read_dataset(raw: RawSource, *, strict: bool = False) -> Dataset:
    """Turn the tables of a source into graph records, and account for every row.

    Parameters
        raw: the tables as a reader took them.
        strict: whether a name that no table describes is refused; else it becomes a stub.
    Returns
        Dataset: whose ledger balances: read = loaded + merged + refused for every table.
    Cost
        Linear in the number of cells.
    """
    tables: dict[str, list[CheckedTable]] = {name: [] for name in TABLES}
    for table in raw.tables:
        tables[table.name].append(check_table(table))
    index = Index(raw.name)
    for name in RECORD_TABLES:
        _identify(tables[name], index)
    for name in LINK_TABLES:
        for checked in tables[name]:
            _find_partnership(checked, index)
        _identify(tables[name], index)
    everything = [checked for name in TABLES for checked in tables[name]]
    notices = [*raw.notices, *_swapped(tables["seats"], index)]
    links = [link for checked in everything for link in _links(checked, index, strict)]
    _refuse_cycles(links)
    notices += _nobody_to_ask_about(links, index)
    records = build_records(raw.name, everything, links, index)
    ledger = _account(raw, tables, records, index)
    ledger.note(notices)
    return Dataset(raw.name, records, _accepted(tables), ledger)


def _identify(tables: list[CheckedTable], index: Index) -> None:
    if tables:
        identify(tables, index.source)
    for checked in tables:
        index.add(checked)


def _find_partnership(checked: CheckedTable, index: Index) -> None:
    if checked.table.name == "seats" and "partnership" in checked.values:
        named = checked.values["partnership"]
        node = index.find("Partnership", named)
        checked.values[PARTNERSHIP_KEY] = node.where(node.notna(), name_keys(named))


def _links(checked: CheckedTable, index: Index, strict: bool) -> list[Link]:
    named = [
        column
        for column in checked.table.columns
        if column.kind == NAMES and column.name in checked.values and column.refers_to != ("Representative",)
    ]
    return [(checked, column, resolve(column, checked, index, strict)) for column in named]


def _swapped(seats: list[CheckedTable], index: Index) -> list[str]:
    """Ask about a table of seats whose representatives are mostly called like organisations that have a row."""
    said = []
    for checked in seats:
        if "representative" in checked.values:
            people = checked.kept(["representative"])["representative"].dropna().drop_duplicates()
            bodies = int(index.find("Organisation", people).notna().sum())
            if bodies * 2 > len(people):
                place = checked.raw.sheet or checked.raw.file
                said.append(
                    f"{place}: {bodies} of the {len(people)} names under representative are names of organisations. "
                    "Are the columns representative and organisation swapped?"
                )
    return said


def _nobody_to_ask_about(links: list[Link], index: Index) -> list[str]:
    """Say that 'all' in groups_asked means nothing where no group is named anywhere."""
    asked = sum(int((found["node"] == EVERY_GROUP).sum()) for _, _, found in links)
    if not asked or index.ids.get("EqualityGroup"):
        return []
    return [f"groups_asked says 'all' in {asked} row(s), but no equality group is named anywhere: nothing is recorded."]


def _refuse_cycles(links: list[Link]) -> None:
    """Refuse the row that closes a circle of parents, across the files of a table; the rows before it stand."""
    parents: dict[str, dict[str, str]] = {}
    for checked, column, found in links:
        if column.many or column.refers_to != (checked.table.label,):
            continue
        above, standing = parents.setdefault(column.relationship + checked.table.label, {}), checked.standing()
        for row, parent in zip(found["row"], found["node"], strict=True):
            child = checked.values.at[row, NODE_ID]
            if not standing.at[row]:
                continue
            if _is_above(child, parent, above):
                reason = "makes a circle: the record would be above itself"
                checked.refuse_row(row, column.name, reason, "Correct one of the parents.")
            else:
                above[child] = parent


def _is_above(child: str, parent: str, parents: dict[str, str]) -> bool:
    """Say whether the way up from the parent comes to the child."""
    node: str | None = parent
    while node is not None and node != child:
        node = parents.get(node)
    return node == child


def _account(raw: RawSource, tables: dict[str, list[CheckedTable]], records: Records, index: Index) -> Ledger:
    ledger = Ledger(raw.name)
    for name, parts in tables.items():
        stubs = len(index.stubs.get(TABLES[name].label, {}))
        if not parts and not stubs:
            continue
        count = ledger.count(name)
        for part in parts:
            refused, merged = int(part.refused.sum()), int((part.merged & ~part.refused).sum())
            count.read += len(part.values) + part.raw.merged
            count.refused += refused
            count.merged += merged + part.raw.merged
            count.loaded += len(part.values) - refused - merged
            ledger.refusals += part.refusals
        count.stubs = stubs
        count.isolates = _isolates(records, TABLES[name].label)
    for refusal in raw.refusals:
        count = ledger.count(refusal.table)
        count.read += 1
        count.refused += 1
        ledger.refusals.append(Refusal(cell="", **vars(refusal)))
    return ledger


def _isolates(records: Records, label: str) -> int:
    """Count the nodes of a label that no relationship touches."""
    linked: set[str] = set()
    for (_, start, end), rows in records.relationships.items():
        linked |= set(rows["from_id"]) if start == label else set()
        linked |= set(rows["to_id"]) if end == label else set()
    nodes = records.nodes.get(label)
    return 0 if nodes is None else int(np.sum(~nodes["id"].isin(linked)))


def _accepted(tables: dict[str, list[CheckedTable]]) -> dict[str, pd.DataFrame]:
    """Give the accepted rows of each table as text, the way a person would edit them."""
    result = {}
    for name, parts in tables.items():
        kept = [part.raw.cells[~(part.refused | part.merged)] for part in parts]
        if kept:
            rows = pd.concat(kept, ignore_index=True)
            known = [column for column in TABLES[name].by_name() if column in rows]
            extra = [column for column in rows.columns if column not in known]
            result[name] = rows[[*known, *extra]]
    return result
