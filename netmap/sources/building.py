"""Checked rows to graph records: nodes, relationships, people and stubs."""

from __future__ import annotations

import re

import pandas as pd

from netmap.model.dates import end_days, first_days
from netmap.model.graph import INTEGER, JOINED, LABELS, READ_FROM, RELATIONSHIPS
from netmap.model.names import slugs
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
    people = [_people(checked, source) for checked in tables if checked.table.name == "seats"]
    frames: dict[Ends, list[pd.DataFrame]] = {}
    for checked, column, found in links:
        if column.relationship == "ASKED_ABOUT":
            found = _with_all_groups(found, tables, index)
        for ends, rows in _relationships(checked, column, found):
            frames.setdefault(ends, []).append(rows)
    for holders, _ in people:
        frames.setdefault(("HOLDS", "Representative", "Seat"), []).append(holders)
    relationships = {ends: _one_table(ends[0], rows, source) for ends, rows in frames.items()}
    nodes = {label: _nodes(label, tables, source) for label in LABELS}
    nodes["Representative"] = _one_row_per_person([found for _, found in people])
    _add_stubs(nodes, relationships, links, index, source)
    _mark_funders(nodes, relationships)
    ready = {
        label: _counted_whole(label, with_columns(rows, node_columns(label)))
        for label, rows in nodes.items()
        if len(rows)
    }
    return Records(ready, {ends: rows for ends, rows in relationships.items() if len(rows)})


def _counted_whole(label: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Hold counts as whole numbers, as a store gives them back."""
    for name in (name for name, kind in LABELS[label].kinds().items() if kind == INTEGER):
        rows[name] = pd.Series([None if value is None else int(value) for value in rows[name]], dtype=object)
    return rows


def _one_row_per_person(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame({"id": pd.Series(dtype=object)})
    rows = pd.concat(filled, ignore_index=True)
    return _with_every_place(rows.drop_duplicates("id", ignore_index=True), rows[["id", READ_FROM]])


def _with_every_place(rows: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Put on each record all the rows that state it, in reading order; `stated` has one line for each such row."""
    several: dict[str, list[str]] = {}
    again = stated[stated["id"].duplicated(keep=False)]
    for node, place in zip(again["id"], again[READ_FROM], strict=True):
        several.setdefault(node, []).append(place)
    if several:
        joined = rows["id"].map({node: JOINED.join(dict.fromkeys(places)) for node, places in several.items()})
        rows[READ_FROM] = joined.where(joined.notna(), rows[READ_FROM])
    return rows


def _nodes(label: str, tables: list[CheckedTable], source: str) -> pd.DataFrame:
    own = [checked for checked in tables if checked.table.label == label]
    parts = [_node_rows(checked) for checked in own]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"id": pd.Series(dtype=object)})
    if rows.empty:
        return rows
    stated = [
        pd.DataFrame({"id": checked.values[NODE_ID], READ_FROM: checked.places})[checked.stating()] for checked in own
    ]
    if label == "Seat":
        rows = _one_row_per_seat(rows)
    if label == "Award":
        rows = _complete_awards(rows)
    return _stated_by(_with_every_place(rows, pd.concat(stated, ignore_index=True)), source)


def _node_rows(checked: CheckedTable) -> pd.DataFrame:
    """Give the kept rows as node properties, with the extra columns under safe names."""
    kept, known = checked.kept(), checked.table.by_name()
    declared = LABELS[checked.table.label].kinds()
    result: dict[str, pd.Series] = {"id": kept[NODE_ID], READ_FROM: checked.places[checked.standing()]}
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
    holders = [kept.get(name, blank) for name in ("representative", "representative_id", "organisation")]
    vacant = ~pd.concat(holders, axis=1).notna().any(axis=1)
    title, role = kept.get("name", blank), kept.get("role", blank)
    starts = first_days(kept.get("start_date", blank))
    return {
        "name": title.where(title.notna(), role.where(role.notna(), "seat") + " on " + kept["partnership"]),
        "mandate_recorded": kept.get("speaks_for", blank).notna().astype(object).replace(False, None),
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
    declared = [name for name in RELATIONSHIPS[column.relationship].kinds() if name in checked.values]
    values = checked.values[[NODE_ID, *declared]]
    found = found[checked.standing().loc[found["row"]].to_numpy()]
    result = []
    for label, rows in (
        found.groupby("label", sort=False) if len(column.refers_to) > 1 else [(column.refers_to[0], found)]
    ):
        own = values.loc[rows["row"]].reset_index(drop=True)
        sides = (TO, FROM) if column.incoming else (FROM, TO)
        frame = own.rename(columns={NODE_ID: sides[0]}).assign(**{sides[1]: rows["node"].to_numpy()})
        start, end = (str(label), checked.table.label) if column.incoming else (checked.table.label, str(label))
        result.append(((column.relationship, start, end), frame))
    return result


def _with_all_groups(found: pd.DataFrame, tables: list[CheckedTable], index: Index) -> pd.DataFrame:
    """Where groups_asked says 'all', name every group at the top of its tree instead."""
    every = found["node"] == EVERY_GROUP
    tops = pd.DataFrame({"node": _top_groups(tables, index)}, dtype=object)
    named = found.loc[every, ["row", "label"]].merge(tops, how="cross")
    return pd.concat([found[~every], named], ignore_index=True).drop_duplicates(ignore_index=True)


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
    rows = _stated_by(rows.drop_duplicates(identity_columns(kind) if "start_date" in rows else [FROM, TO]), source)
    return with_columns(rows, relationship_columns(kind))


def _people(checked: CheckedTable, source: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the holders of a table of seats, and a row for each mention of one.

    A person is one for each id, else for each name in the source.
    """
    kept = checked.values[checked.stating()]
    blank = pd.Series(None, index=kept.index, dtype=object)
    name, given = kept.get("representative", blank), kept.get("representative_id", blank)
    known = name.notna() | given.notna()
    named, name, given = kept[known], name[known], given[known]
    person = given.where(given.notna(), source + ":person/" + slugs(name).fillna(""))
    declared = [column for column in RELATIONSHIPS["HOLDS"].kinds() if column in named]
    holders = pd.DataFrame({FROM: person, TO: named[NODE_ID], **{column: named[column] for column in declared}})
    spelling = name.groupby(person).transform("first")
    facts = {column: named[column] for column in ("source", "as_of") if column in named}
    facts[READ_FROM] = checked.places[named.index]
    nodes = pd.DataFrame({"id": person, "name": spelling.where(spelling.notna(), person), **facts})
    return holders, _stated_by(nodes, source)


def _stated_by(rows: pd.DataFrame, source: str) -> pd.DataFrame:
    """Mark rows with the dataset that states them, which is their source where they name none."""
    named = rows["source"] if "source" in rows else pd.Series(None, index=rows.index, dtype=object)
    return rows.assign(dataset=source, source=named.where(named.notna(), source))


def _add_stubs(
    nodes: dict[str, pd.DataFrame],
    relationships: dict[Ends, pd.DataFrame],
    links: list[Link],
    index: Index,
    source: str,
) -> None:
    """Give a node to every end that has none: names without a row, and rows refused after they were named."""
    index_stubs, index.stubs = index.stubs, {}
    for label in nodes:
        ends = [
            rows[side].drop_duplicates()
            for (_, start, end), rows in relationships.items()
            for side, there in ((FROM, start), (TO, end))
            if there == label
        ]
        named = pd.concat(ends).drop_duplicates() if ends else pd.Series(dtype=object)
        missing = named[~named.isin(nodes[label]["id"])] if len(nodes[label]) else named
        if missing.empty:
            continue
        called = index.names.get(label, {}) | index_stubs.get(label, {})
        index.stubs[label] = {node: called.get(node, node) for node in missing}
        places = missing.map(_first_named(label, missing, links))
        stubs = pd.DataFrame(
            {"id": missing, "name": missing.map(index.stubs[label]), "stub": True, READ_FROM: places}, dtype=object
        )
        nodes[label] = pd.concat([nodes[label], _stated_by(stubs, source)], ignore_index=True)


def _first_named(label: str, missing: pd.Series, links: list[Link]) -> dict[str, str]:
    """Give for each of these records the first row that names it."""
    places: dict[str, str] = {}
    for checked, _, found in links:
        rows = found[(found["label"] == label) & found["node"].isin(missing)]
        rows = rows[checked.standing().loc[rows["row"]].to_numpy()].drop_duplicates("node")
        if len(rows):
            here = checked.places.loc[rows["row"]]
            places = {**dict(zip(rows["node"], here, strict=True)), **places}
    return places


def _mark_funders(nodes: dict[str, pd.DataFrame], relationships: dict[Ends, pd.DataFrame]) -> None:
    funds = relationships.get(("FUNDS", "Organisation", "Award"))
    if funds is not None:
        paying = nodes["Organisation"]["id"].isin(set(funds[FROM]))
        nodes["Organisation"]["is_funder"] = paying.astype(object).where(paying, None)
