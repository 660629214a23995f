"""Which record a row is: ids given or made, duplicates merged or refused, tenures told apart."""

from __future__ import annotations

import pandas as pd

from netmap.model.dates import end_days, first_days
from netmap.model.names import slugs
from netmap.sources.checking import CheckedTable

NODE_ID = "_id"
PARTNERSHIP_KEY = "_partnership"


def identify(tables: list[CheckedTable], source: str) -> list[str]:
    """Give every row of one kind of table its node id, merge equal duplicates and refuse unequal ones.

    The tables are those of one name, in reading order: a duplicate may stand in another file.

    Parameters
        tables: the checked tables of one name; changed in place.
        source: the name of the dataset, which scopes the ids that netmap makes.
    Returns
        Notices for the ledger.
    """
    notices: list[str] = []
    for checked in tables:
        checked.values[NODE_ID] = _ids(checked, source)
    rows = pd.concat([_rows(checked, place) for place, checked in enumerate(tables)], ignore_index=True)
    if rows.empty:
        return notices
    if tables[0].table.name == "seats":
        _settle_tenures(tables, rows)
    else:
        _settle_duplicates(tables, rows)
    return notices


def _ids(checked: CheckedTable, source: str) -> pd.Series:
    values, made = checked.values, _made_ids(checked, source)
    given = values["id"] if "id" in values else pd.Series(None, index=values.index, dtype=object)
    ids = given.where(given.notna(), made)
    if "org_id" in values:
        ids = values["org_id"].where(values["org_id"].notna(), ids)
    return ids.astype(object)


def _made_ids(checked: CheckedTable, source: str) -> pd.Series:
    """Make ids from what a row says, so that the order of rows does not matter where it can be helped."""
    cells, name = checked.values, checked.table.name
    if name == "seats":
        holder = _first_filled(cells, ("representative_id", "representative", "organisation"), "vacant")
        base = slugs(_text(cells, "partnership")) + "/" + slugs(holder)
    elif name == "funding":
        base = slugs(_text(cells, "funder")) + "/" + slugs(_text(cells, "recipient"))
    else:
        return source + ":" + slugs(_text(cells, "name"))
    without_id = cells["id"].isna() if "id" in cells else pd.Series(True, index=cells.index)
    number = _numbers(base[without_id], checked).reindex(base.index, fill_value=0)
    return source + ":" + base.where(number == 0, base + "-" + (number + 1).astype(str))


def _numbers(bases: pd.Series, checked: CheckedTable) -> pd.Series:
    """Number rows that share a made id, so that two vacant places or two awards stay two.

    A seat whose row is repeated word for word with its holder is one seat written twice.
    """
    number = bases.groupby(bases).cumcount()
    if checked.table.name != "seats":
        return number
    shared = bases[bases.duplicated(keep=False) & ~bases.str.endswith("/vacant")]
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


def _rows(checked: CheckedTable, place: int) -> pd.DataFrame:
    """Give the open rows of a table with where they stand, to be compared across tables."""
    rows = checked.values[~checked.refused].copy()
    rows["_table"], rows["_row"] = place, rows.index
    return rows


def _settle_duplicates(tables: list[CheckedTable], rows: pd.DataFrame) -> None:
    again = rows[rows[NODE_ID].duplicated(keep=False)]
    if again.empty:
        return
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


def _settle_tenures(tables: list[CheckedTable], rows: pd.DataFrame) -> None:
    """Rows of seats with one id are tenures of one seat: equal rows merge, overlapping ones are refused."""
    again = rows[rows[NODE_ID].duplicated(keep=False)].copy()
    if again.empty:
        return
    again["_start"] = first_days(again.get("start_date", pd.Series(None, index=again.index))).fillna("0000")
    again["_end"] = end_days(again.get("end_date", pd.Series(None, index=again.index))).fillna("9999")
    content = [name for name in again.columns if not name.startswith("_")]
    for _, tenures in again.groupby(NODE_ID, sort=False):
        kept: list[pd.Series] = []
        for _, tenure in tenures.iterrows():
            checked = tables[int(tenure["_table"])]
            if any(_same(tenure, earlier, content) for earlier in kept):
                checked.merged.loc[tenure["_row"]] = True
                continue
            fault = next((text for earlier in kept if (text := _conflict(tenure, earlier, tables))), "")
            if fault:
                fix = "Give the second seat its own id, or correct the dates so that one tenure ends first."
                checked.refuse_row(tenure["_row"], "id", fault, fix)
            else:
                kept.append(tenure)


def _same(one: pd.Series, other: pd.Series, content: list[str]) -> bool:
    return all(one[name] == other[name] or (pd.isna(one[name]) and pd.isna(other[name])) for name in content)


def _conflict(tenure: pd.Series, earlier: pd.Series, tables: list[CheckedTable]) -> str:
    raw = tables[int(earlier["_table"])].raw
    where = f"{raw.sheet or raw.file}, row {raw.rows[int(earlier['_row'])]}"
    if tenure[PARTNERSHIP_KEY] != earlier[PARTNERSHIP_KEY]:
        return f"is the id of a seat on another partnership ({where})"
    if tenure["_start"] < earlier["_end"] and earlier["_start"] < tenure["_end"]:
        return f"overlaps in time with another tenure of the same seat ({where})"
    return ""
