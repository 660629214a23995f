"""Mandates as chains, from the person and the seat to those spoken for, and what of each is on record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.coverage.ladder import Ladder
from netmap.measures.tristate import ACCOUNTABILITY_ITEMS, NO, UNKNOWN, YES
from netmap.model.codes import OPEN_ROUTES

COLUMNS = (
    "partnership_id",
    "partnership",
    "seat_id",
    "person",
    "organisation",
    "capacity",
    "mandate_kind",
    "mandate_from_id",
    "mandate_from",
    "through_a_forum",
    "constituency",
    "route",
    "evidence",
    "reported_back",
    "until",
    "current",
    *ACCOUNTABILITY_ITEMS,
    "accountability_low",
    "accountability_high",
    "items_known",
    "of_items",
)
DENIALS = ("no", "none", "n", "not named", "nobody", "no deputy")
"""What people write in a cell to say that there is none; a blank cell says nothing."""


def mandate_table(ladder: Ladder) -> pd.DataFrame:
    """Who speaks on which seat for whom, how were they chosen, and what shows it?

    Definition: one row for each mandate of a filled seat, by partnership and seat. The seven items of
    accountability are yes, no or unknown; `accountability_low` counts unknown as no, `accountability_high`
    as yes. They describe the records of a seat; nobody is ranked by them.
    Source
        METHODS 7.1; checked against ACCOUNTABILITY.
    """
    seating = ladder.seating
    seats = seating.filled.drop(columns=["source", "as_of"])
    rows = seating.mandates.drop(columns=["capacity", "source", "as_of"]).merge(seats, "inner", "seat_id")
    rows["partnership"] = rows["partnership_id"].map(ladder.partnerships)
    rows["person"] = rows["representative"]
    rows["organisation"] = rows["organisation_id"].map(ladder.called)
    rows["mandate_kind"], rows["mandate_from_id"] = rows["target_kind"], rows["target_id"]
    rows["mandate_from"] = _names(ladder, rows)
    rows["through_a_forum"] = rows["target_id"].isin(list(seating.members))
    rows["constituency"] = _sizes(ladder, rows)
    rows["until"] = rows["end_day"]
    rows = _with_items(rows).sort_values(["partnership", "seat_id", "mandate_from_id"], kind="stable")
    rows = rows[list(COLUMNS)].reset_index(drop=True)
    return rows.astype(object).where(rows.notna(), None)


def _names(ladder: Ladder, rows: pd.DataFrame) -> pd.Series:
    names = {**ladder.seating.network.names("Theme"), **ladder.groups.names, **ladder.called}
    return rows["target_id"].map(names)


def _sizes(ladder: Ladder, rows: pd.DataFrame) -> pd.Series:
    """Count the organisations for which each mandate speaks."""
    pairs = pd.MultiIndex.from_frame(rows[["target_kind", "target_id"]])
    sizes = {pair: len(ladder.seating.constituency(*pair)) for pair in pairs.unique()}
    return pd.Series([sizes[pair] for pair in pairs], index=rows.index, dtype=object)


def _with_items(rows: pd.DataFrame) -> pd.DataFrame:
    recorded = rows["reported_back"].notna()
    answers = {
        "mandate_document": _written(rows["evidence"]),
        "open_route": _answer(rows["route"].isin(OPEN_ROUTES), rows["route"].notna()),
        "constituency_defined": _answer(rows["constituency"] > 0, rows["constituency"] > 0),
        "reported_back_in_time": _answer(rows["reported"].astype(bool), recorded),
        "term_end_set": _answer(rows["end_day"].notna(), rows["end_day"].notna()),
        "deputy_named": _written(rows["deputy"]),
        "role_described": _written(rows["role_description"]),
    }
    table = np.array([answers[name] for name in ACCOUNTABILITY_ITEMS], dtype=object)
    yes, unknown = (table == YES).sum(axis=0), (table == UNKNOWN).sum(axis=0)
    count = len(ACCOUNTABILITY_ITEMS)
    return rows.assign(
        **answers,
        accountability_low=yes / count,
        accountability_high=(yes + unknown) / count,
        items_known=count - unknown,
        of_items=count,
    )


def _answer(is_yes: pd.Series, is_known: pd.Series) -> np.ndarray:
    return np.where(is_yes, YES, np.where(is_known, NO, UNKNOWN)).astype(object)


def _written(cells: pd.Series) -> np.ndarray:
    """Read a cell of words: yes where something is written, no where it is denied, else unknown."""
    text = cells.astype(object).fillna("").astype(str).str.strip().str.lower()
    return _answer((text != "") & ~text.isin(DENIALS), text != "")
