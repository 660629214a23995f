"""Who dominates the third sector's seats, by how much, and with whose mandate?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from netmap.analyses.dominance_findings import dominant, single_voices, without_vote
from netmap.analyses.measures import Concentration, concentration, missing_bounds
from netmap.analyses.result import Result, in_order
from netmap.analyses.seating import FORUM_KINDS, OBSERVER, THIRD_SECTOR, Seating, read_seating
from netmap.analyses.thresholds import (
    ALERT_SHARE,
    ALERT_TIMES_EQUAL,
    FEWEST_SEATS_TO_CLASSIFY,
    REPORT_BACK_MONTHS,
)
from netmap.model.words import counted, listed, percent
from netmap.network import Network


@dataclass(frozen=True)
class View:
    """One way of counting: who holds the seats, or for whom they speak.

    `counts` gives seats (or shares of seats) by organisation, largest first; `bounds` the lowest and
    highest HHI and CR1 when seats with an unknown holder are dealt out.
    """

    name: str
    counts: Mapping[str, float]
    measures: Concentration
    bounds: Mapping[str, tuple[float, float] | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DominanceResult(Result):
    """Concentration of third-sector seats: holder and voice view, and the same by partnership.

    `views` has `holders`, `voice` and `consolidated` (branches counted with their parent); where
    seats belong to organisations of unrecorded sector, also `holders_with_unrecorded_sector` and
    `voice_with_unrecorded_sector`. `pool` lists the organisations that could hold a seat. `places`
    has one row for each partnership (see `by_partnership`), `seats` one for each seat.
    """

    name = "dominance"
    in_short = ("organisation", "seats", "of_seats", "share", "partnerships", "people", "mandated_seats", "voice")
    views: Mapping[str, View]
    pool: tuple[str, ...]
    seats: pd.DataFrame
    places: pd.DataFrame


def dominance(network: Network, *, as_of: str, area: str | None = None) -> DominanceResult:
    """Do a few organisations hold most of the third sector's seats, and do they speak for others there?

    Definition: filled seats of third-sector organisations, observers and vacant places left out; one
    seat counts once. Holder view: by the organisation that holds the seat. Voice view: a seat with a
    current mandate of strength m counts (1 - m) for its holder and m shared equally by its
    constituency. Seats of unrecorded sector are given in views of their own; seats with a person and
    no organisation widen the bounds. Range of shares 0..1, unit seats.
    Isolated and vacant: an organisation without a seat is in the pool with 0.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
    Returns
        DominanceResult: its table has one row for each organisation with a seat, largest first.
    Raises
        AnalysisError: the area is not known.
    Cost
        Linear in seats and in the sizes of constituencies.
    Source
        METHODS 3; checked against CONC-ANY, UMBRELLA, CONC-MISSING.
    """
    seating = read_seating(network, as_of, area)
    held = _held(seating)
    recorded, possible = held[held["sector"] == THIRD_SECTOR], held[held["third"]]
    unknown = int((seating.filled()["organisation_id"].isna() & ~_observing(seating.filled())).sum())
    views = _views(seating, recorded, unknown)
    if len(possible) > len(recorded):
        more = _views(seating, possible, unknown)
        views |= {f"{name}_with_unrecorded_sector": more[name] for name in ("holders", "voice")}
    pool = _pool(seating, set(possible["organisation_id"]))
    table = _table(seating, possible, views)
    places = by_partnership(seating, held)
    findings = [
        *dominant(seating, table, views["holders"].bounds["cr1"], len(pool)),
        *single_voices(seating, held),
        *without_vote(seating, places),
    ]
    headline = _headline(table, views, len(recorded), len(possible))
    return DominanceResult(
        as_of=as_of,
        scope=seating.scope.name,
        parameters={
            "alert_share": ALERT_SHARE,
            "alert_times_equal": ALERT_TIMES_EQUAL,
            "fewest_seats_to_classify": FEWEST_SEATS_TO_CLASSIFY,
            "report_back_months": REPORT_BACK_MONTHS,
        },
        headline=headline,
        values=_values(seating, views, recorded, possible, unknown, pool),
        caveats=tuple(_caveats(seating, recorded, possible, unknown)),
        findings=in_order(findings),
        rows=table,
        views=views,
        pool=tuple(pool),
        seats=seating.seats,
        places=places,
    )


def _observing(seats: pd.DataFrame) -> pd.Series:
    return seats["capacity"] == OBSERVER


def _held(seating: Seating) -> pd.DataFrame:
    """Give the filled seats of known organisations, observers left out, with whether they may be third sector."""
    filled = seating.filled()
    held = filled[filled["organisation_id"].notna() & ~_observing(filled)].copy()
    held["third"] = (held["sector"] == THIRD_SECTOR) | held["sector"].isna()
    return held


def _views(seating: Seating, held: pd.DataFrame, unknown: int) -> dict[str, View]:
    holders = _largest_first(held["organisation_id"].value_counts().to_dict())
    parents = seating.parents
    together: dict[str, float] = {}
    for body, seats in holders.items():
        together[parents.get(body, body)] = together.get(parents.get(body, body), 0) + seats
    voices = _voices(seating, held)
    return {
        "holders": View(
            "holders", holders, concentration(list(holders.values())), missing_bounds(list(holders.values()), unknown)
        ),
        "voice": View("voice", voices, concentration(list(voices.values()))),
        "consolidated": View("consolidated", _largest_first(together), concentration(list(together.values()))),
    }


def _largest_first(counts: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _voices(seating: Seating, held: pd.DataFrame) -> dict[str, float]:
    """Share each seat's voice over its mandates, and each mandate over its constituency."""
    mandates = dict(iter(seating.mandates.groupby("seat_id")))
    voices: dict[str, float] = {}

    def give(body: str, share: float) -> None:
        voices[body] = voices.get(body, 0.0) + share

    for seat, holder in zip(held["seat_id"], held["organisation_id"], strict=True):
        rows = mandates.get(seat)
        if rows is None:
            give(holder, 1.0)
            continue
        for kind, target, strength in zip(rows["target_kind"], rows["target_id"], rows["strength"], strict=True):
            constituency = seating.constituency(kind, target)
            passed = strength if constituency else 0.0
            give(holder, (1 - passed) / len(rows))
            for body in constituency:
                give(body, passed / len(constituency) / len(rows))
    return _largest_first({body: share for body, share in voices.items() if share > 0})


def _pool(seating: Seating, seated: set[str]) -> list[str]:
    """List who could hold a third-sector seat: bodies of the place without forums, `eligible` overruling."""
    rows = seating.network.table("organisations").drop_duplicates("id")
    here = rows["id"].isin(seating.scope.organisations())
    usual = (rows["sector"] == THIRD_SECTOR) & ~rows["kind"].fillna("").str.lower().isin(FORUM_KINDS) & here
    eligible = usual.where(rows["eligible"].isna(), rows["eligible"] == True)  # noqa: E712
    return sorted({*rows.loc[eligible.astype(bool), "id"], *seated})


def _table(seating: Seating, held: pd.DataFrame, views: Mapping[str, View]) -> pd.DataFrame:
    names = seating.network.names("Organisation")
    total = len(held)
    voices = (views.get("voice_with_unrecorded_sector") or views["voice"]).counts
    mandates = seating.mandates
    current = set(mandates.loc[mandates["current"], "seat_id"])
    reported = set(mandates.loc[mandates["current"] & mandates["reported"], "seat_id"])
    rows = []
    for body, seats in held.groupby("organisation_id"):
        own = set(seats["seat_id"])
        rows.append(
            {
                "organisation_id": body,
                "organisation": names.get(str(body), body),
                "sector": seats["sector"].iloc[0],
                "seats": len(own),
                "of_seats": total,
                "share": len(own) / total,
                "partnerships": seats["partnership_id"].nunique(),
                "of_partnerships": len(seating.scope.partnerships()),
                "people": seats["representative_id"].nunique(),
                "mandated_seats": len(own & current),
                "reported_back_seats": len(own & reported),
                "mandate_not_recorded": _not_recorded(seats),
                "voice": voices.get(str(body), 0.0),
                "voice_share": voices.get(str(body), 0.0) / total,
            }
        )
    table = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["organisation_id", "organisation", "seats", "share"])
    return table.sort_values(["seats", "organisation_id"], ascending=[False, True], ignore_index=True)


def _not_recorded(seats: pd.DataFrame) -> int:
    """Count the seats that may carry a mandate nobody wrote down."""
    asks = seats["capacity"].isna() | (seats["capacity"] == "representative")
    return int((asks & seats["mandate_recorded"].isna()).sum())


def by_partnership(seating: Seating, held: pd.DataFrame) -> pd.DataFrame:
    """How is each partnership shared out?

    Definition: the measures of the whole, for each partnership by itself. HHI and CR1 are those of
    seats of recorded third-sector bodies, with bounds for seats that name no organisation; the
    columns ending in `_with_unrecorded` take in bodies of unrecorded sector.

    Returns
        One row for each partnership in scope, in order of name: seats by kind and the measures.
    Source
        METHODS 3.3, 3.4 and 1.1 (A3: formal voice means a voting seat).
    """
    filled = seating.filled()
    rows = []
    for place in seating.scope.partnerships().sort_values(["name", "id"]).to_dict("records"):
        own = held[held["partnership_id"] == place["id"]]
        here = filled[filled["partnership_id"] == place["id"]]
        unknown = int((here["organisation_id"].isna() & ~_observing(here)).sum())
        recorded = own[own["sector"] == THIRD_SECTOR]
        views = _views(seating, recorded, unknown)
        more = _views(seating, own[own["third"]], unknown)["holders"].measures
        holders, together = views["holders"], views["consolidated"].measures
        rows.append(
            {
                "partnership_id": place["id"],
                "partnership": place["name"],
                "listed": int((seating.seats["partnership_id"] == place["id"]).sum()),
                "filled": len(here),
                "third_sector": len(recorded),
                "third_sector_voting": int((recorded["voting"] == True).sum()),  # noqa: E712
                "voting_not_recorded": int(recorded["voting"].isna().sum()),
                "sector_not_recorded": int(own["sector"].isna().sum()),
                "without_organisation": unknown,
                "cr1": holders.measures.cr1,
                "hhi": holders.measures.hhi,
                "hhi_bounds": holders.bounds["hhi"],
                "cr1_bounds": holders.bounds["cr1"],
                "voice_cr1": views["voice"].measures.cr1,
                "consolidated_cr1": together.cr1,
                "consolidated_hhi": together.hhi,
                "cr1_with_unrecorded": more.cr1,
                "hhi_with_unrecorded": more.hhi,
            }
        )
    return pd.DataFrame(rows)


def _headline(table: pd.DataFrame, views: Mapping[str, View], recorded: int, possible: int) -> str:
    if not len(table):
        return "No third-sector seat is recorded, so nothing can be said about who dominates."
    top = table[table["seats"] == table["seats"].max()]
    who = listed(list(top["organisation"][:3])) + (" and others" if len(top) > 3 else "")
    first = top.iloc[0]
    what = "third-sector seats" if recorded == possible else "seats that are or may be third-sector"
    view = views["holders"] if recorded == possible else views["holders_with_unrecorded_sector"]
    effective = view.measures.effective_number or 0
    verb = "holds" if len(top) == 1 else "each hold"
    boards = f" on {counted(int(first['partnerships']), 'partnership')}" if len(top) == 1 else ""
    return (
        f"{who} {verb} {first['seats']} of {possible} {what} ({percent(first['share'])}){boards}; "
        f"the seats behave as if {counted(round(effective, 1), 'equally sized organisation')} shared them."
    )


def _values(
    seating: Seating,
    views: Mapping[str, View],
    recorded: pd.DataFrame,
    possible: pd.DataFrame,
    unknown: int,
    pool: list[str],
) -> dict[str, Any]:
    states = seating.seats["state"].value_counts().to_dict()
    by_sector = seating.filled()["sector"].fillna("not recorded").value_counts().sort_index().to_dict()
    return {
        "seats_listed": len(seating.seats),
        "seats_by_state": states,
        "filled_seats_by_sector": by_sector,
        "third_sector_seats": len(recorded),
        "third_sector_seats_with_unrecorded_sector": len(possible),
        "seats_without_organisation": unknown,
        "partnerships": len(seating.scope.partnerships()),
        "pool": len(pool),
        "views": {name: {"measures": vars(view.measures), "bounds": dict(view.bounds)} for name, view in views.items()},
    }


def _caveats(seating: Seating, recorded: pd.DataFrame, possible: pd.DataFrame, unknown: int) -> list[str]:
    caveats = seating.scope.caveats()
    missing = len(possible) - len(recorded)
    if missing:
        caveats.append(
            f"The sector is not recorded for the organisations behind {missing} of {len(possible)} seats; "
            "figures are given without and with them."
        )
    if unknown:
        caveats.append(f"With a person and no organisation: {counted(unknown, 'filled seat')}; they widen the bounds.")
    ended = int((seating.seats["state"] == "term ended, still listed").sum())
    if ended:
        caveats.append(f"Past their end and still listed: {counted(ended, 'seat')}; not counted.")
    odd = seating.mandates[~seating.mandates["capacity"].isin(["representative"])]
    if len(odd):
        caveats.append(
            f"With a mandate but not recorded as representative: {counted(odd['seat_id'].nunique(), 'seat')}; "
            "such a mandate gives no voice."
        )
    return caveats
