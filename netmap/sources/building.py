"""Checked rows to graph records: nodes, relationships, people and stubs."""

from __future__ import annotations

import re

import pandas as pd

from netmap.model.dates import end_days, first_days
from netmap.model.graph import LABELS, RELATIONSHIPS
from netmap.model.names import name_keys, slugs
from netmap.model.records import (
    FROM,
    TO,
    Ends,
    Records,
    identity_columns,
    node_columns,
    relationship_columns,
    with_columns,
)
from netmap.model.tables import NAMES, Column, stored_property
from netmap.sources.checking import CheckedTable
from netmap.sources.identity import NODE_ID
from netmap.sources.references import EVERY_GROUP, Index

Link = tuple[CheckedTable, Column, pd.DataFrame]
DEFAULT_CURRENCY = "GBP"


def build_records(source: str, tables: list[CheckedTable], links: list[Link], index: Index) -> Records:
    """Make the nodes and relationships that the kept rows state.

    Parameters
        source: name of the dataset, which every record carries.
        tables: all checked tables; refused and merged rows are left out.
        links: the resolved columns of names.
        index: the stubs that were made on the way.
    Returns
        Records: every end of every relationship has its node.
    """
    people = [_people(checked, source) for checked in tables if "representative" in checked.values]
    frames: dict[Ends, list[pd.DataFrame]] = {}
    for checked, column, found in links:
        for ends, rows in _relationships(checked, column, _with_all_groups(column, checked, found, tables, index)):
            frames.setdefault(ends, []).append(rows)
    for holders, _ in people:
        frames.setdefault(("HOLDS", "Representative", "Seat"), []).append(holders)
    relationships = {ends: _one_table(ends[0], rows, source) for ends, rows in frames.items()}
    nodes = {label: _nodes(label, tables, source) for label in LABELS}
    nodes["Representative"] = _concat([found for _, found in people])
    _add_stubs(nodes, relationships, index, source)
    _mark_funders(nodes, relationships)
    ready = {label: with_columns(rows, node_columns(label)) for label, rows in nodes.items() if len(rows)}
    return Records(ready, {ends: rows for ends, rows in relationships.items() if len(rows)})


def _concat(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame({"id": pd.Series(dtype=object)})
    return pd.concat(filled, ignore_index=True).drop_duplicates("id", ignore_index=True)


def _nodes(label: str, tables: list[CheckedTable], source: str) -> pd.DataFrame:
    parts = [_node_rows(checked) for checked in tables if checked.table.label == label]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"id": pd.Series(dtype=object)})
    if rows.empty:
        return rows
    if label == "Seat":
        rows = _one_row_per_seat(rows)
    if label == "Award":
        rows = _complete_awards(rows)
    rows["dataset"] = source
    rows["source"] = rows["source"].where(rows["source"].notna(), source) if "source" in rows else source
    return rows


def _node_rows(checked: CheckedTable) -> pd.DataFrame:
    """Give the kept rows as node properties, with the extra columns under safe names."""
    kept, known = checked.kept(), checked.table.by_name()
    declared = LABELS[checked.table.label].kinds()
    result: dict[str, pd.Series] = {"id": kept[NODE_ID]}
    for name in kept.columns:
        column = known.get(name)
        if name == "id" or name.startswith("_"):
            continue
        if column is None:
            result[_extra_name(name, declared)] = kept[name].astype(object)
        elif column.kind != NAMES and stored_property(column) in declared:
            result[stored_property(column)] = kept[name]
    if checked.table.name == "seats":
        result |= _seat_facts(kept)
    if checked.table.name == "funding":
        result["_names"] = kept["funder"] + " → " + kept["recipient"]
        for own, days in (("start_date", first_days), ("end_date", end_days)):
            if own in kept:
                result[own.replace("date", "day")] = days(kept[own])
    return pd.DataFrame(result)


def _extra_name(heading: str, declared: dict[str, str]) -> str:
    """Give an extra column a property name that is safe in Cypher and never a declared one."""
    safe = re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")
    if safe == "name" and declared:
        return safe
    return safe if re.match(r"[a-z]", safe) and safe not in declared else f"x_{safe}"


def _seat_facts(kept: pd.DataFrame) -> dict[str, pd.Series]:
    blank = pd.Series(None, index=kept.index, dtype=object)
    vacant = kept.get("representative", blank).isna() & kept.get("organisation", blank).isna()
    role = kept.get("role", blank)
    starts = first_days(kept.get("start_date", blank))
    return {
        "name": (role.where(role.notna(), "seat") + " on " + kept["partnership"]).astype(object),
        "mandate_recorded": kept.get("speaks_for", blank).notna().map({True: True, False: None}),
        "vacant_from": kept.get("start_date", blank).where(vacant, None),
        "vacant_to": kept.get("end_date", blank).where(vacant, None),
        "_order": starts.where(starts.notna(), ""),
    }


def _one_row_per_seat(rows: pd.DataFrame) -> pd.DataFrame:
    """Fold tenures into one node each; where they differ, the latest tenure that says something is kept."""
    rows = rows.sort_values("_order", kind="stable").drop(columns="_order")
    several = rows["id"].duplicated(keep=False)
    if not several.any():
        return rows.sort_index().reset_index(drop=True)
    folded = rows[several].groupby("id", sort=False, as_index=False).last()
    return pd.concat([rows[~several].sort_index(), folded], ignore_index=True)


def _complete_awards(rows: pd.DataFrame) -> pd.DataFrame:
    """Fill what a plain row leaves out: the upper amount, the currency, a name to show."""
    blank = pd.Series(None, index=rows.index, dtype=object)
    low, high = rows.get("amount_min", blank), rows.get("amount_max", blank)
    currency, title = rows.get("currency", blank), rows.get("name", rows.get("title", blank))
    rows["amount_max"] = high.where(high.notna(), low)
    rows["currency"] = currency.where(currency.notna() | low.isna(), DEFAULT_CURRENCY)
    rows["name"] = title.where(title.notna(), rows["_names"])
    return rows.drop(columns="_names")


def _relationships(checked: CheckedTable, column: Column, found: pd.DataFrame) -> list[tuple[Ends, pd.DataFrame]]:
    kept = checked.kept()
    found = found[found["row"].isin(kept.index)]
    declared = [name for name in RELATIONSHIPS[column.relationship].kinds() if name in kept]
    result = []
    for label, rows in found.groupby("label", sort=False):
        own = kept.loc[rows["row"]]
        here, there = own[NODE_ID].to_numpy(), rows["node"].to_numpy()
        first, last = (there, here) if column.incoming else (here, there)
        frame = pd.DataFrame({FROM: first, TO: last, **{name: own[name].to_numpy() for name in declared}})
        start, end = (str(label), checked.table.label) if column.incoming else (checked.table.label, str(label))
        result.append(((column.relationship, start, end), frame))
    return result


def _with_all_groups(
    column: Column, checked: CheckedTable, found: pd.DataFrame, tables: list[CheckedTable], index: Index
) -> pd.DataFrame:
    """Where groups_asked says 'all', name every group at the top of its tree instead."""
    if column.relationship != "ASKED_ABOUT":
        return found
    asked = found[found["node"] == EVERY_GROUP]
    named = pd.DataFrame(
        [(row, "EqualityGroup", root) for row in asked["row"] for root in _top_groups(tables, index)],
        columns=["row", "label", "node"],
    )
    return pd.concat([found[found["node"] != EVERY_GROUP], named], ignore_index=True)


def _top_groups(tables: list[CheckedTable], index: Index) -> list[str]:
    """List the groups that have no wider group above them, those only named in a cell among them."""
    tops = []
    for checked in tables:
        if checked.table.name == "equality_groups":
            kept = checked.kept()
            tops += list(kept[NODE_ID] if "parent" not in kept else kept.loc[kept["parent"].isna(), NODE_ID])
    return [*dict.fromkeys(tops), *index.stubs.get("EqualityGroup", {})]


def _one_table(kind: str, frames: list[pd.DataFrame], source: str) -> pd.DataFrame:
    rows = pd.concat(frames, ignore_index=True)
    declared = RELATIONSHIPS[kind].kinds()
    for own, day, days in (("start_date", "start_day", first_days), ("end_date", "end_day", end_days)):
        if day in declared and own in rows:
            rows[day] = days(rows[own])
    rows["dataset"] = source
    rows["source"] = rows["source"].where(rows["source"].notna(), source) if "source" in rows else source
    rows = with_columns(rows, relationship_columns(kind))
    return rows.drop_duplicates(identity_columns(kind), ignore_index=True)


def _people(checked: CheckedTable, source: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the holders of a table of seats: one person for each id, else for each name in the source."""
    kept = checked.kept()
    named = kept[kept["representative"].notna()]
    blank = pd.Series(None, index=named.index, dtype=object)
    given = named.get("representative_id", blank)
    person = given.where(given.notna(), source + ":person/" + slugs(named["representative"]))
    declared = [name for name in RELATIONSHIPS["HOLDS"].kinds() if name in named]
    holders = pd.DataFrame({FROM: person, TO: named[NODE_ID], **{name: named[name] for name in declared}})
    spelling = named["representative"].groupby(name_keys(named["representative"])).transform("first")
    nodes = pd.DataFrame(
        {"id": person, "name": spelling, "source": named.get("source", blank), "as_of": named.get("as_of", blank)}
    )
    nodes["dataset"] = source
    nodes["source"] = nodes["source"].where(nodes["source"].notna(), source)
    return holders, nodes.drop_duplicates("id")


def _add_stubs(
    nodes: dict[str, pd.DataFrame], relationships: dict[Ends, pd.DataFrame], index: Index, source: str
) -> None:
    """Give a node to every end that has none: names without a row, and rows refused after they were named."""
    for (_, start, end), rows in relationships.items():
        for label, side in ((start, FROM), (end, TO)):
            known = set(nodes[label]["id"]) if len(nodes[label]) else set()
            names = index.stubs.get(label, {})
            missing = [node for node in rows[side].drop_duplicates() if node not in known]
            if not missing:
                continue
            for node in missing:
                index.stubs.setdefault(label, {}).setdefault(node, names.get(node, node))
            stubs = pd.DataFrame({"id": missing, "name": [index.stubs[label][node] for node in missing]}, dtype=object)
            stubs["stub"], stubs["source"], stubs["dataset"] = True, source, source
            nodes[label] = pd.concat([nodes[label], stubs], ignore_index=True)
    for label, names in index.stubs.items():
        known = set(nodes[label]["id"]) if len(nodes[label]) else set()
        index.stubs[label] = {node: name for node, name in names.items() if node in known}


def _mark_funders(nodes: dict[str, pd.DataFrame], relationships: dict[Ends, pd.DataFrame]) -> None:
    funds = relationships.get(("FUNDS", "Organisation", "Award"))
    if funds is not None:
        paying = nodes["Organisation"]["id"].isin(set(funds[FROM]))
        nodes["Organisation"]["is_funder"] = paying.astype(object).where(paying, None)
