"""Who dominates the third sector's seats, by how much, and with whose mandate?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from netmap.analyses.collecting import without_collecting
from netmap.analyses.dominance.chance import ChanceOfSeats
from netmap.analyses.dominance.classes import with_mandates
from netmap.analyses.dominance.findings import dominant, pool_caveat, single_voices, without_vote
from netmap.analyses.dominance.places import by_parent_body, by_partnership, by_sector
from netmap.analyses.dominance.position import Position
from netmap.analyses.dominance.units import lorenz_table, theil_by_kind, units_table
from netmap.analyses.dominance.voices import View, Voices
from netmap.analyses.result import Result, Tables, in_order
from netmap.analyses.seating import (
    ENDED,
    FORUM_KINDS,
    OBSERVER,
    REPRESENTATIVE,
    THIRD_SECTOR,
    Seating,
    read_seating,
)
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import counted, listed, percent
from netmap.network import Network
from netmap.words import words_of

_say = words_of("analyses/dominance")
COLUMNS = (
    "organisation_id",
    "organisation",
    "sector",
    "seats",
    "of_seats",
    "share",
    "partnerships",
    "of_partnerships",
    "people",
    "mandated_seats",
    "reported_back_seats",
    "mandate_not_recorded",
    "voice",
    "voice_share",
)


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


@without_collecting()
def dominance(
    network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS
) -> DominanceResult:
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
        settings: thresholds, in the sections `mandates` and `dominance`.
    Returns
        DominanceResult: its table has one row for each organisation with a seat, largest first.
    Raises
        AnalysisError: the area is not known.
    Cost
        Linear in seats and in the sizes of constituencies.
    Source
        METHODS 3; checked against CONC-ANY, UMBRELLA, CONC-MISSING.
    """
    seating = read_seating(network, as_of, area, settings)
    held, nameless = _held(seating), _nobody_named(seating)
    voices = Voices(seating, held)
    third = (held["sector"] == THIRD_SECTOR).to_numpy()
    recorded, possible = held[third], held[held["third"]]
    unknown = len(nameless)
    views = voices.views(third, unknown)
    if len(possible) > len(recorded):
        more = voices.views(held["third"].to_numpy(), unknown)
        views |= {f"{name}_with_unrecorded_sector": more[name] for name in ("holders", "voice")}
    pool, added = _pool(seating, set(possible["organisation_id"]))
    table = _table(seating, possible, views)
    places = by_partnership(voices, nameless)
    chance = ChanceOfSeats(recorded, len(pool), _third_on_record(seating), settings.dominance)
    position = Position(voices)
    details = _details(voices, nameless, chance, position, pool=len(pool))
    findings = [
        *dominant(seating, held, table, recorded=len(recorded), unknown=unknown, pool=len(pool), chance=chance),
        *single_voices(seating, held),
        *without_vote(seating, places),
    ]
    return DominanceResult(
        as_of=as_of,
        scope=seating.scope.name,
        parameters=settings.used("mandates", "dominance"),
        headline=_headline(table, views, len(recorded), len(possible)),
        values=_values(seating, views, recorded, possible, unknown)
        | {"pool": len(pool), "added_to_pool": added}
        | {"theil_by_kind": theil_by_kind(seating, views["holders"].counts, pool)}
        | chance.values(),
        caveats=(
            *_caveats(seating, recorded, possible, unknown, added),
            *pool_caveat(details["pools"]),
            *position.caveats(),
        ),
        findings=in_order(findings),
        rows=table,
        details=Tables({"partnerships": places, "lorenz": lorenz_table(views["holders"].counts), **details}),
        views=views,
        pool=tuple(pool),
        seats=seating.seats,
        places=places,
    )


def _details(
    voices: Voices, nameless: pd.DataFrame, chance: ChanceOfSeats, position: Position, *, pool: int
) -> dict[str, Any]:
    return {
        "units": units_table(voices, unknown=len(nameless), pool=pool),
        "parent_bodies": by_parent_body(voices, nameless),
        "sectors": by_sector(voices),
        "chance": chance.table(),
        "pools": chance.pools(),
        "without_each": chance.without_each(voices.seating.network.names("Partnership")),
        **position.tables(),
    }


def _third_on_record(seating: Seating) -> int:
    return int((seating.network.table("organisations").drop_duplicates("id")["sector"] == THIRD_SECTOR).sum())


def _observing(seats: pd.DataFrame) -> pd.Series:
    return seats["capacity"] == OBSERVER


def _nobody_named(seating: Seating) -> pd.DataFrame:
    """Give the filled seats that name no organisation, observers left out."""
    filled = seating.filled
    return filled[filled["organisation_id"].isna() & ~_observing(filled)]


def _held(seating: Seating) -> pd.DataFrame:
    """Give the filled seats of known organisations, observers left out, with whether they may be third sector."""
    filled = seating.filled
    held = filled[filled["organisation_id"].notna() & ~_observing(filled)].copy()
    held["third"] = (held["sector"] == THIRD_SECTOR) | held["sector"].isna()
    return held


def _pool(seating: Seating, seated: set[str]) -> tuple[list[str], list[str]]:
    """List who could hold a third-sector seat, and those of them that are only there because they hold one.

    The pool is the third-sector bodies of the place without forums and networks, `eligible` overruling.
    """
    rows = seating.network.table("organisations").drop_duplicates("id")
    here = rows["id"].isin(seating.scope.organisations())
    forum = rows["kind"].fillna("").str.lower().isin(FORUM_KINDS)
    usual = (rows["sector"] == THIRD_SECTOR) & ~forum
    eligible = here & usual.where(rows["eligible"].isna(), rows["eligible"].eq(True)).astype(bool)
    pool = set(rows.loc[eligible, "id"])
    return sorted(pool | seated), sorted(seated - pool)


def _table(seating: Seating, held: pd.DataFrame, views: Mapping[str, View]) -> pd.DataFrame:
    """Give one row for each organisation that holds one of the seats."""
    voices = (views.get("voice_with_unrecorded_sector") or views["voice"]).counts
    table = (
        with_mandates(seating, held)
        .groupby("organisation_id", as_index=False)
        .agg(
            sector=("sector", "first"),
            seats=("seat_id", "size"),
            partnerships=("partnership_id", "nunique"),
            people=("representative_id", "nunique"),
            mandated_seats=("mandated", "sum"),
            reported_back_seats=("reported", "sum"),
            mandate_not_recorded=("not_recorded", "sum"),
        )
    )
    names = seating.network.names("Organisation")
    table["organisation"] = [names.get(body, body) for body in table["organisation_id"]]
    table["of_seats"], table["of_partnerships"] = len(held), len(seating.scope.partnerships())
    table["share"] = table["seats"] / len(held)
    table["voice"] = [voices.get(body, 0.0) for body in table["organisation_id"]]
    table["voice_share"] = table["voice"] / len(held)
    ordered = table[list(COLUMNS)].sort_values(["seats", "organisation_id"], ascending=[False, True])
    return ordered.reset_index(drop=True)


def _headline(table: pd.DataFrame, views: Mapping[str, View], recorded: int, possible: int) -> str:
    if not len(table):
        return _say("headline_none")
    top = table[table["seats"] == table["seats"].max()]
    first, certain = top.iloc[0], recorded == possible
    view = views["holders"] if certain else views["holders_with_unrecorded_sector"]
    said = {
        "seats": first["seats"],
        "total": possible,
        "share": percent(first["share"]),
        "equals": counted(round(view.measures.effective_number or 0, 1), "equally sized organisation"),
    }
    names = listed(list(top["organisation"][:3]))
    if len(top) == 1:
        said |= {"holder": names, "boards": counted(int(first["partnerships"]), "partnership")}
        return _say("headline_one", **said) if certain else _say("headline_one_unsure", **said)
    said["holders"] = _say("holders_and_others", holders=names) if len(top) > 3 else names
    return _say("headline_several", **said) if certain else _say("headline_several_unsure", **said)


def _values(
    seating: Seating,
    views: Mapping[str, View],
    recorded: pd.DataFrame,
    possible: pd.DataFrame,
    unknown: int,
) -> dict[str, Any]:
    states = seating.seats["state"].value_counts().to_dict()
    by_sector = seating.filled["sector"].fillna("not recorded").value_counts().sort_index().to_dict()
    return {
        "seats_listed": len(seating.seats),
        "seats_by_state": states,
        "filled_seats_by_sector": by_sector,
        "third_sector_seats": len(recorded),
        "third_sector_seats_with_unrecorded_sector": len(possible),
        "seats_without_organisation": unknown,
        "partnerships": len(seating.scope.partnerships()),
        "views": {name: {"measures": vars(view.measures), "bounds": dict(view.bounds)} for name, view in views.items()},
    }


def _caveats(
    seating: Seating, recorded: pd.DataFrame, possible: pd.DataFrame, unknown: int, added: list[str]
) -> list[str]:
    caveats = seating.scope.caveats()
    missing = len(possible) - len(recorded)
    if missing:
        caveats.append(_say("sector_caveat", seats=missing, total=len(possible)))
    if unknown:
        caveats.append(_say("no_organisation_caveat", seats=counted(unknown, "filled seat")))
    if added:
        caveats.append(_say("added_caveat", organisations=counted(len(added), "organisation")))
    ended = int((seating.seats["state"] == ENDED).sum())
    if ended:
        caveats.append(_say("ended_caveat", seats=counted(ended, "seat")))
    odd = seating.mandates[seating.mandates["capacity"] != REPRESENTATIVE]
    if len(odd):
        caveats.append(_say("odd_mandate_caveat", seats=counted(odd["seat_id"].nunique(), "seat")))
    return caveats
