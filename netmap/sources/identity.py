"""Which record a row is: ids given or made, duplicates merged or refused, tenures told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

import pandas as pd

from netmap.model.dates import end_days, first_days
from netmap.model.names import slugs
from netmap.sources.checking import CheckedTable

NODE_ID = "_id"
PARTNERSHIP_KEY = "_partnership"
VACANT = "vacant"

Row = dict[Hashable, Any]


def identify(tables: list[CheckedTable], source: str) -> None:
    """Give every row of one kind of table its node id, merge equal duplicates and refuse unequal ones.

    The tables are those of one name, in reading order: a duplicate may stand in another file.

    Parameters
        tables: the checked tables of one name; changed in place.
        source: the name of the dataset, which scopes the ids that netmap makes.
    """
    numbered: Counter[str] = Counter()
    for checked in tables:
        checked.values[NODE_ID] = _ids(checked, source, numbered)
    rows = _again(tables)
    if rows.empty:
        return
    if tables[0].table.name == "seats":
        _settle_tenures(tables, rows)
    else:
        _settle_duplicates(tables, rows)


def _ids(checked: CheckedTable, source: str, numbered: Counter[str]) -> pd.Series:
    values = checked.values
    ids = pd.Series(None, index=values.index, dtype=object)
    for name in ("org_id", "id"):
        if name in values:
            ids = ids.where(ids.notna(), values[name])
    without = ids.isna()
    if without.any():
        ids[without] = _made_ids(values[without], checked, source, numbered)
    return ids


def _made_ids(cells: pd.DataFrame, checked: CheckedTable, source: str, numbered: Counter[str]) -> pd.Series:
    """Make ids from what a row says, so that the order of rows does not matter where it can be helped."""
    if checked.table.name == "seats":
        holder = _first_filled(cells, ("representative_id", "representative", "organisation"), VACANT)
        base = slugs(_text(cells, "partnership")) + "/" + slugs(holder)
    elif checked.table.name == "funding":
        base = slugs(_text(cells, "funder")) + "/" + slugs(_text(cells, "recipient"))
    else:
        return source + ":" + slugs(_text(cells, "name"))
    number = _numbers(base, checked, numbered)
    return source + ":" + base.where(number == 0, base + "-" + (number + 1).astype(str))


def _numbers(bases: pd.Series, checked: CheckedTable, numbered: Counter[str]) -> pd.Series:
    """Number rows that share a made id, so that two vacant places or two awards stay two, in whichever file.

    A seat whose row is repeated word for word with its holder is one seat written twice.
    """
    alike = bases.groupby(bases).cumcount()
    number = alike + bases.map(numbered).fillna(0).astype(int)
    numbered.update(bases)
    if checked.table.name != "seats":
        return number
    held = ~bases.str.endswith(f"/{VACANT}")
    number[held] = alike[held]
    shared = bases[bases.duplicated(keep=False) & held]
    if len(shared):
        content = checked.raw.cells.loc[shared.index].fillna("").agg("\x1f".join, axis=1)
        number.loc[shared.index] = content.groupby(shared).transform(lambda rows: pd.factorize(rows)[0])
    return number


def _text(cells: pd.DataFrame, name: str) -> pd.Series:
    return cells[name].fillna("") if name in cells else pd.Series("", index=cells.index)


def _first_filled(cells: pd.DataFrame, names: tuple[str, ...], otherwise: str) -> pd.Series:
    result = pd.Series(None, index=cells.index, dtype=object)
    for name in names:
        if name in cells:
            result = result.where(result.notna(), cells[name])
    return result.fillna(otherwise)


def _again(tables: list[CheckedTable]) -> pd.DataFrame:
    """Give the open rows that share their id with another, and where they stand."""
    ids = pd.concat([checked.values.loc[~checked.refused, NODE_ID] for checked in tables], keys=range(len(tables)))
    shared = ids[ids.duplicated(keep=False)].index
    parts = []
    for place, checked in enumerate(tables):
        here = shared.get_level_values(1)[shared.get_level_values(0) == place]
        parts.append(checked.values.loc[here].assign(_table=place, _row=here))
    return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)


def _settle_duplicates(tables: list[CheckedTable], again: pd.DataFrame) -> None:
    content = [name for name in again.columns if not name.startswith("_")]
    first = again.drop_duplicates(NODE_ID).set_index(NODE_ID)
    later = again[again[NODE_ID].duplicated()]
    before = first.loc[later[NODE_ID]].reset_index(drop=True)
    equal = pd.Series(True, index=later.index)
    for name in content:
        mine, theirs = later[name], pd.Series(before[name].to_numpy(), index=later.index)
        equal &= (mine == theirs) | (mine.isna() & theirs.isna())
    for place, checked in enumerate(tables):
        here = later["_table"] == place
        checked.merged.loc[later.loc[here & equal, "_row"]] = True
        _refuse_unequal(tables, checked, later[here & ~equal], first)


def _refuse_unequal(tables: list[CheckedTable], checked: CheckedTable, rows: pd.DataFrame, first: pd.DataFrame) -> None:
    for row, node in zip(rows["_row"], rows[NODE_ID], strict=True):
        other = first.loc[node]
        elsewhere = tables[int(other["_table"])].raw
        where = f"{elsewhere.sheet or elsewhere.file}, row {elsewhere.rows[int(other['_row'])]}"
        column = "id" if "id" in checked.values and pd.notna(checked.values.at[row, "id"]) else "name"
        reason = f"is the same record as {where} but says something else"
        checked.refuse_row(row, column, reason, "Make one row of the two, or give each its own id.")


def _settle_tenures(tables: list[CheckedTable], again: pd.DataFrame) -> None:
    """Rows of seats with one id are tenures of one seat: equal rows merge, overlapping ones are refused."""
    content = [name for name in again.columns if not name.startswith("_")]
    again["_start"] = first_days(again.get("start_date", pd.Series(None, index=again.index))).fillna("0000")
    again["_end"] = end_days(again.get("end_date", pd.Series(None, index=again.index))).fillna("9999-99")
    kept: dict[str, list[Row]] = {}
    for tenure in again.to_dict("records"):
        checked, earlier = tables[tenure["_table"]], kept.setdefault(tenure[NODE_ID], [])
        if any(_same(tenure, other, content) for other in earlier):
            checked.merged.at[tenure["_row"]] = True
            continue
        fault = next((text for other in earlier if (text := _conflict(tenure, other, tables))), "")
        if fault:
            fix = "Give the second seat its own id, or the dates to the day, so that one tenure ends before the next."
            checked.refuse_row(tenure["_row"], "id", fault, fix)
        else:
            earlier.append(tenure)


def _same(one: Row, other: Row, content: list[str]) -> bool:
    return all(one[name] == other[name] or (pd.isna(one[name]) and pd.isna(other[name])) for name in content)


def _conflict(tenure: Row, earlier: Row, tables: list[CheckedTable]) -> str:
    raw = tables[int(earlier["_table"])].raw
    where = f"{raw.sheet or raw.file}, row {raw.rows[int(earlier['_row'])]}"
    if tenure[PARTNERSHIP_KEY] != earlier[PARTNERSHIP_KEY]:
        return f"is the id of a seat on another partnership ({where})"
    if tenure["_start"] < earlier["_end"] and earlier["_start"] < tenure["_end"]:
        return f"overlaps in time with another tenure of the same seat ({where})"
    return ""
