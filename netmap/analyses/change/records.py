"""Records and links that have no dates of their own: which are new, gone, or say something else."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from netmap.analyses.change.natures import ADDED, CHANGED, REMOVED, undated
from netmap.analyses.change.snapshot import MADE, Snapshot
from netmap.model.words import LINK_WORDS

COLUMNS = ("kind", "change", "nature", "key", "other_key", "what", "before", "after")

RECORDS: Sequence[tuple[str, str, str, tuple[str, ...]]] = (
    ("organisation", "organisations", "id", ("name", "sector", "kind", "tier", "income", "eligible")),
    (
        "partnership",
        "partnerships",
        "id",
        ("name", "kind", "seats_listed", "meetings_per_year", "hours_per_meeting", "terms_url", "contact"),
    ),
    ("seat", "seats", "seat_id", ("partnership_id", "role", "voting", "capacity_required")),
    ("equality group", "groups", "id", ("name", "parent_id", "population")),
    ("theme", "themes", "id", ("name", "parent_id")),
)
"""Kind, projection, its id, and the properties that are compared."""

LINKS: Sequence[tuple[str, str, str, str]] = (
    ("member of", "memberships", "member_id", "body_id"),
    ("branch of", "branches", "branch_id", "parent_id"),
    ("works on", "organisation-themes", "organisation_id", "theme_id"),
    ("works in", "organisation-areas", "organisation_id", "area_id"),
    ("has in its remit", "remits", "partnership_id", "theme_id"),
    ("concerns", "partnership-areas", "partnership_id", "area_id"),
    ("reports to", "partnerships", "id", "parent_id"),
)
"""What the link says, projection, and its two ends."""

GROUP_LINKS = {**LINK_WORDS, "asked_about": "was asked about"}


def undated_changes(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Give the differences between two sources in records and links; none where both sides are one network."""
    if before.network is after.network:
        return pd.DataFrame(columns=list(COLUMNS))
    parts = [_records(before, after, *record) for record in RECORDS]
    parts += [_links(before, after)]
    found = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return found.assign(nature=undated(before.day, after.day)).reindex(columns=list(COLUMNS))


def _records(
    before: Snapshot, after: Snapshot, kind: str, table: str, key: str, properties: Sequence[str]
) -> pd.DataFrame:
    old, new = (_inside(side, table, key).drop_duplicates(key).set_index(key) for side in (before, after))
    here, gone = new.index.difference(old.index), old.index.difference(new.index)
    parts = [
        pd.DataFrame({"key": index, "change": change, "what": ""}) for index, change in ((here, ADDED), (gone, REMOVED))
    ]
    shared = old.index.intersection(new.index).sort_values()
    for name in properties:
        was, now = (side[name].reindex(shared).astype(object) for side in (old, new))
        other = ~((was == now) | (was.isna() & now.isna()))
        parts.append(
            pd.DataFrame(
                {"key": shared[other], "change": CHANGED, "what": name, "before": was[other], "after": now[other]}
            )
        )
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True).assign(kind=kind)


def _inside(side: Snapshot, table: str, key: str) -> pd.DataFrame:
    rows = side.table(table)
    within = {"organisations": side.bodies, "partnerships": side.places}.get(table)
    if table == "seats":
        made = rows[key].str.startswith(MADE).astype(bool)  # it names the holder: such a place cannot be followed
        return rows[~made & rows["partnership_id"].isin(side.places)]
    return rows if within is None else rows[rows[key].isin(within)]


def _links(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    sides = [_all_links(side) for side in (before, after)]
    columns = ["what", "key", "other_key"]
    found = sides[0].merge(sides[1], "outer", columns, indicator=True)
    found = found[found["_merge"] != "both"].sort_values(columns)
    change = found["_merge"].map({"left_only": REMOVED, "right_only": ADDED}).astype(object)
    return found[columns].assign(kind="link", change=change)


def _all_links(side: Snapshot) -> pd.DataFrame:
    parts = [
        side.table(table)[[one, other]].set_axis(["key", "other_key"], axis=1).assign(what=says)
        for says, table, one, other in LINKS
    ]
    groups = side.table("group-links")[["organisation_id", "group_id", "link"]]
    parts.append(groups.set_axis(["key", "other_key", "what"], axis=1).replace({"what": GROUP_LINKS}))
    rows = pd.concat(parts, ignore_index=True).dropna().drop_duplicates()
    return rows[rows["key"].isin(side.bodies | side.places)]
