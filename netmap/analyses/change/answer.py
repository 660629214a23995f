"""What is different between two days, or between two sources: what happened, and what is only recorded otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.change.awards import Awards
from netmap.analyses.change.findings import findings_of
from netmap.analyses.change.holders import ORGANISATIONS, PEOPLE, Holders, Moved
from netmap.analyses.change.natures import undated
from netmap.analyses.change.records import undated_changes
from netmap.analyses.change.snapshot import MADE, NAMED, Keyed, Snapshot, ids_of, names_of
from netmap.analyses.change.verdicts import ladder_moves, theme_moves
from netmap.analyses.collecting import without_collecting
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import ENDED, FILLED, FORUM_KINDS, THIRD_SECTOR, VACANT, read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.measures.change import HhiChange, Turnover
from netmap.model.words import CHANGE_NOT_KNOWN, REAL_CHANGE, RECORD_CHANGE, counted, percent
from netmap.network import Network
from netmap.words import words_of

COLUMNS = ("kind", "change", "nature", "id", "name", "other_id", "other", "what", "before", "after")
_say = words_of("analyses/change")


@dataclass(frozen=True, kw_only=True)
class ChangeResult(Result):
    """What changed between two days or two sources; `as_of` is the later side's day.

    Its table has one row for each change, `details` the tables `turnover` (by partnership), `concentration`
    (the part of each organisation in the change of the HHI), `ladder`, `themes` and `awards`.
    """

    name = "change"
    in_short = ("kind", "change", "nature", "name", "other", "what", "before", "after")
    as_of_before: str


@without_collecting()
def compare(
    before: Network,
    after: Network,
    *,
    as_of_before: str,
    as_of_after: str,
    area: str | None = None,
    settings: Settings = DEFAULTS,
) -> ChangeResult:
    """What changed, and did it happen or was it only recorded?

    Definition: both sides are compared by id; ids that a source made from a name are compared without the source's
    name. What has dates (holders of seats, mandates, awards) is *real* where the dates put the change between
    the two days, *record* where they say that it held on the other day too, and *not known* where no date
    tells. What has no dates (organisations, partnerships, seats, links) is *record* on one day, else *not known*.
    Turnover = (left + joined) / (holders before + holders after), over pairs of partnership and holder, range 0..1.
    The change of the HHI of third-sector seats is the sum of the parts of the organisations.
    Isolated and vacant: a vacant seat has no holder and is in no turnover.

    Parameters
        before, after: the two networks; may be the same.
        as_of_before, as_of_after: their days, as ISO text; may be the same.
        area: a place by name or id, to be found in both; None means everywhere.
        settings: thresholds, in the sections `mandates` and `change`.
    Returns
        ChangeResult: rows by kind, change and name. A network compared with itself on one day has none.
    Raises
        AnalysisError: the area is not known to one of the two.
    Cost
        Twice that of coverage and issues, plus sorting all records.
    Source
        METHODS 7.6; checked against DIFF-HHI, DIFF-TURNOVER.
    """
    keyed = Keyed(before)
    old = Snapshot(keyed, read_seating(before, as_of_before, area, settings))
    new = old
    if after is not before or as_of_after != as_of_before:
        new = Snapshot(keyed if after is before else Keyed(after), read_seating(after, as_of_after, area, settings))
    holders, awards = Holders(old, new), Awards(old, new, settings.change.renewal_days)
    rows = _rows(old, new, holders, awards)
    details = {
        "turnover": holders.by_partnership(),
        "concentration": _concentration(old, new, holders),
        "ladder": ladder_moves(old, new),
        "themes": theme_moves(old, new),
        "awards": awards.details(),
    }
    moved = {who: holders.moved(who) for who in (PEOPLE, ORGANISATIONS)}
    hhi = holders.concentration()
    values = _values(old, new, rows, moved, hhi, holders, details)
    return ChangeResult(
        as_of=as_of_after,
        as_of_before=as_of_before,
        scope=new.seating.scope.name,
        parameters=settings.used("mandates", "change"),
        headline=_headline(old, new, rows, moved[PEOPLE], hhi),
        values=values,
        caveats=tuple(_caveats(old, new, values)),
        findings=in_order(findings_of(old, new, moved, hhi, details, settings.change)),
        rows=rows,
        details=details,
    )


def _rows(old: Snapshot, new: Snapshot, holders: Holders, awards: Awards) -> pd.DataFrame:
    parts = [undated_changes(old, new), *holders.rows(), awards.rows()]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(parts, ignore_index=True).reindex(
        columns=["kind", "change", "nature", "key", "other_key", "what", "before", "after"]
    )
    for key, node, called in (("key", "id", "name"), ("other_key", "other_id", "other")):
        rows[node], rows[called] = ids_of(rows[key], old, new), names_of(rows[key], old, new)
    said = rows["what"].str.endswith("_id").fillna(False).astype(bool)
    for side in ("before", "after"):
        rows.loc[said, side] = names_of(rows.loc[said, side], old, new)
    rows = rows.astype(object).where(rows.notna(), None)
    order = ["kind", "change", "name", "other", "what", "id", "other_id"]
    return rows[list(COLUMNS)].sort_values(order, key=lambda part: part.fillna(""), ignore_index=True)


def _concentration(old: Snapshot, new: Snapshot, holders: Holders) -> pd.DataFrame:
    """Give for each organisation its third-sector seats on both sides and its part in the change of the HHI."""
    before, after = holders.seat_counts()
    parts = holders.concentration().by_unit
    ids, names = ids_of(parts, old, new), names_of(parts, old, new)
    totals = sum(before.values()), sum(after.values())
    rows = [
        {
            "organisation_id": node,
            "organisation": name,
            "seats_before": before.get(body, 0),
            "of_seats_before": totals[0],
            "seats_after": after.get(body, 0),
            "of_seats_after": totals[1],
            "part_of_hhi_change": part,
        }
        for (body, part), node, name in zip(parts.items(), ids, names, strict=True)
    ]
    columns = ["organisation_id", "organisation", "seats_before", "of_seats_before", "seats_after", "of_seats_after"]
    table = pd.DataFrame(rows, columns=[*columns, "part_of_hhi_change"])
    size = table["part_of_hhi_change"].astype(float).abs().fillna(0).round(12)
    order = table.assign(size=-size).sort_values(["size", "organisation", "organisation_id"]).index
    return table.loc[order].reset_index(drop=True)


def _values(
    old: Snapshot,
    new: Snapshot,
    rows: pd.DataFrame,
    moved: Mapping[str, Moved],
    hhi: HhiChange,
    holders: Holders,
    details: Mapping[str, pd.DataFrame],
) -> dict[str, Any]:
    alike = holders.concentration(recorded_alike=True)
    counts: dict[str, dict[str, int]] = {}
    for (kind, nature), count in rows.groupby(["kind", "nature"]).size().items():
        counts.setdefault(kind, {})[nature] = int(count)
    renewed = details["awards"]["renewed"].dropna().value_counts().to_dict()
    return {
        "before": _side(old),
        "after": _side(new),
        "changes": counts,
        "turnover": {who: _turnovers(each) for who, each in moved.items()},
        "hhi": {"before": hhi.before, "after": hhi.after, "change": hhi.delta},
        "hhi_without_record_changes": {"before": alike.before, "after": alike.after, "change": alike.delta},
        "nature_of_undated": None if old.network is new.network else undated(old.day, new.day),
        "ladder": details["ladder"]["move"].value_counts().sort_index().to_dict(),
        "themes_changed": int(details["themes"]["changed"].sum()),
        "of_themes": len(details["themes"]),
        "awards_ended": sum(renewed.values()),
        "awards_renewed": renewed,
        "matched_by_name": _by_name(old, new),
    }


def _side(side: Snapshot) -> dict[str, Any]:
    states = side.seats["state"].value_counts()
    return {
        "as_of": side.day,
        "partnerships": len(side.places),
        "seats": len(side.seats),
        "filled": int(states.get(FILLED, 0)),
        "vacant": int(states.get(VACANT, 0)),
        "ended": int(states.get(ENDED, 0)),
        "third_sector_seats": len(side.counted),
        "sector_not_recorded": int(side.seating.filled["sector"].isna().sum()),
        "pool": _pool(side),
    }


def _pool(side: Snapshot) -> int:
    """Count the organisations that could hold a third-sector seat: what figures that depend on a pool rest on."""
    rows = side.table("organisations").drop_duplicates("id")
    forum = rows["kind"].fillna("").str.lower().isin(FORUM_KINDS)
    usual = (rows["sector"] == THIRD_SECTOR) & ~forum
    eligible = usual.where(rows["eligible"].isna(), rows["eligible"].eq(True)).astype(bool)
    return len(set(rows.loc[eligible & rows["id"].isin(side.bodies), "id"]) | set(side.counted["organisation_id"]))


def _turnovers(moved: Moved) -> dict[str, Any]:
    def figures(each: Turnover) -> dict[str, Any]:
        return {**vars(each), "turnover": each.turnover, "jaccard": each.jaccard}

    return {"as_recorded": figures(moved.plain), "at_least": figures(moved.least), "at_most": figures(moved.most)}


def _by_name(old: Snapshot, new: Snapshot) -> dict[str, int]:
    """Count what only the same name joins: ids that two sources made, each with its own name before it."""
    if old.network is new.network:
        return {}
    found = {}
    for table, column in NAMED.items():
        if table in ("seats", "awards"):
            continue
        ids = [side.keyed.made for side in (old, new)]
        shared = set(old.table(table)[column].dropna()) & set(new.table(table)[column].dropna())
        joined = sum(key.startswith(MADE) and ids[0][key] != ids[1][key] for key in shared)
        if joined:
            found[{"holders": "people"}.get(table, table)] = joined
    return found


def _headline(old: Snapshot, new: Snapshot, rows: pd.DataFrame, people: Moved, hhi: HhiChange) -> str:
    two_days = old.day != new.day
    if rows.empty and two_days:
        return _say("nothing_between", before=old.day, after=new.day)
    if rows.empty:
        return _say("nothing_on", day=new.day)
    natures = rows["nature"].value_counts()
    said = {
        "real": counted(int(natures.get(REAL_CHANGE, 0)), "change"),
        "recorded": natures.get(RECORD_CHANGE, 0),
        "unknown": natures.get(CHANGE_NOT_KNOWN, 0),
        "people": _said_of_people(people),
        "hhi": _said_of_hhi(hhi),
    }
    if two_days:
        return _say("headline_between", before=old.day, after=new.day, **said)
    return _say("headline_on", day=new.day, **said)


def _said_of_people(people: Moved) -> str:
    plain = people.plain
    if plain.turnover is None:
        return _say("headline_no_people")
    return _say(
        "headline_people",
        places=2 * plain.stayed + plain.left + plain.joined,
        left=plain.left,
        joined=plain.joined,
        turnover=percent(plain.turnover),
    )


def _said_of_hhi(hhi: HhiChange) -> str:
    if hhi.before is None or hhi.after is None:
        return _say("headline_no_hhi")
    return _say("headline_hhi", before=hhi.before, after=hhi.after)


def _caveats(old: Snapshot, new: Snapshot, values: Mapping[str, Any]) -> list[str]:
    texts = [*dict.fromkeys([*old.seating.scope.caveats(), *new.seating.scope.caveats()])]
    joined = values["matched_by_name"]
    if joined:
        what = ", ".join(f"{count:,} {kind}" for kind, count in joined.items())
        texts.append(_say("by_name", kinds=what))
    pools = values["before"]["pool"], values["after"]["pool"]
    if pools[0] != pools[1]:
        texts.append(_say("pools", before=pools[0], after=pools[1]))
    made = sum(side.seats["seat_id"].str.startswith(MADE).fillna(False).sum() for side in (old, new))
    if made:
        texts.append(_say("seats_without_id", seats=made))
    missing = values["before"]["sector_not_recorded"], values["after"]["sector_not_recorded"]
    if any(missing):
        texts.append(_say("no_sector", before=counted(missing[0], "filled seat"), after=missing[1]))
    if old.network is not new.network and old.day != new.day:
        texts.append(_say("undated"))
    return texts
