"""How seats are shared out in parts of the network: each partnership, each parent body, each sector."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.dominance.classes import classes_of
from netmap.analyses.dominance.voices import Voices
from netmap.analyses.seating import THIRD_SECTOR
from netmap.analyses.trees import Tree
from netmap.measures.shares import BOUNDS, shares_by

TOO_FEW = "too_few_seats"
NOT_RECORDED = "not recorded"


def by_partnership(voices: Voices, nameless: pd.DataFrame) -> pd.DataFrame:
    """How is each partnership shared out?

    Definition: the measures of the whole, for each partnership by itself. HHI and CR1 are those of
    seats of recorded third-sector bodies, with bounds for seats that name no organisation; the
    columns ending in `_with_unrecorded` take in bodies of unrecorded sector. `largest` holds most of the
    seats; `class` says how it comes to speak there, `too_few_seats` below the setting.

    Parameters
        voices: the held seats.
        nameless: the filled seats that name no organisation, observers left out.
    Returns
        One row for each partnership in scope, in order of name: seats by kind and the measures.
    Source
        METHODS 3.3 to 3.5 and 1.1 (A3: formal voice means a voting seat).
    """
    seating, held = voices.seating, voices.held
    rows = seating.scope.partnerships()
    places = pd.Index(rows["id"])
    third = (held["sector"] == THIRD_SECTOR).to_numpy()
    unknown = _count(nameless, places)
    table = pd.DataFrame(
        {
            "partnership_id": places,
            "partnership": rows["name"].to_numpy(),
            "listed": _count(seating.seats, places),
            "filled": _count(seating.filled, places),
            "third_sector": _count(held[third], places),
            "third_sector_voting": _count(held[third & held["voting"].eq(True).to_numpy()], places),
            "voting_not_recorded": _count(held[third & held["voting"].isna().to_numpy()], places),
            "sector_not_recorded": _count(held[held["sector"].isna()], places),
            "without_organisation": unknown,
        }
    )
    shares = shares_by(*_pairs(held[third]), of=list(places), unknown=list(unknown))
    for name in ("hhi", "cr1"):
        table[name] = shares[name].to_numpy()
        table[f"{name}_bounds"] = _ends(shares, name)
    table["voice_cr1"] = voices.largest_voices(third, places)
    together = shares_by(held.loc[third, "partnership_id"], voices.consolidated[third], of=list(places))
    possible = shares_by(*_pairs(held[third | held["sector"].isna().to_numpy()]), of=list(places))
    for name in ("cr1", "hhi"):
        table[f"consolidated_{name}"] = together[name].to_numpy()
        table[f"{name}_with_unrecorded"] = possible[name].to_numpy()
    return table.assign(**_largest(voices, shares, held["partnership_id"]))


def by_parent_body(voices: Voices, nameless: pd.DataFrame) -> pd.DataFrame:
    """How are the seats of a parent body and of all its sub-groups shared out together?

    Definition: third-sector seats by the partnership at the top of the line of sub-groups; measures as for
    one partnership.

    Returns
        One row for each partnership that has sub-groups, in order of name; a sub-group is not listed again.
    Source
        METHODS 3.3 and 1.1 (A3).
    """
    rows = voices.seating.scope.partnerships()
    tree = Tree(rows)
    tops = {place: tree.top(place) for place in rows["id"]}
    parents = rows[rows["id"].isin({top for place, top in tops.items() if place != top})]
    held = voices.held[(voices.held["sector"] == THIRD_SECTOR).to_numpy()]
    above, unknown = held["partnership_id"].map(tops), nameless["partnership_id"].map(tops).value_counts()
    order = list(parents["id"])
    shares = shares_by(above, held["organisation_id"], of=order, unknown=[unknown.get(each, 0) for each in order])
    sizes = pd.Series(tops).value_counts()
    table = pd.DataFrame({"partnership_id": order, "partnership": parents["name"].to_numpy()})
    table["partnerships"] = [int(sizes[each]) for each in order]
    table["third_sector"] = shares["places"].to_numpy()
    table["holders"] = shares["holders"].to_numpy()
    for name in ("hhi", "cr1"):
        table[name] = shares[name].to_numpy()
        table[f"{name}_bounds"] = _ends(shares, name)
    return table.assign(**_largest(voices, shares, voices.held["partnership_id"].map(tops)))


def by_sector(voices: Voices) -> pd.DataFrame:
    """What share of the seats does each sector have, and how concentrated are they within it?

    Definition: filled seats of known organisations by the sector of the organisation, observers left out;
    share of all such seats, and the measures among those of the sector.

    Returns
        One row for each sector with a seat, in order of its code, seats of unrecorded sector last.
    Source
        METHODS 3.2 and 3.3 (E2: proper reflection).
    """
    held = voices.held
    sectors = held["sector"].fillna(NOT_RECORDED)
    order = sorted(set(sectors), key=lambda sector: (sector == NOT_RECORDED, sector))
    shares = shares_by(sectors, held["organisation_id"], of=order)
    voting = held.assign(sector=sectors)[held["voting"].eq(True).to_numpy()]["sector"].value_counts()
    return pd.DataFrame(
        {
            "sector": order,
            "seats": shares["places"].to_numpy(),
            "of_seats": len(held),
            "share": [places / len(held) for places in shares["places"]],
            "voting_seats": [int(voting.get(each, 0)) for each in order],
            "holders": shares["holders"].to_numpy(),
            "hhi": shares["hhi"].to_numpy(),
            "cr1": shares["cr1"].to_numpy(),
        }
    ).assign(**_largest(voices, shares, sectors))


def _largest(voices: Voices, shares: pd.DataFrame, clusters: pd.Series) -> dict[str, list[str | None]]:
    """Name who holds most seats of each cluster, and say how it comes to speak there."""
    names, fewest = voices.seating.network.names("Organisation"), voices.seating.settings.dominance
    classes = classes_of(voices, clusters, list(zip(shares.index, shares["largest"], strict=True)))
    enough = shares["places"] >= fewest.fewest_seats_to_classify
    return {
        "largest": [None if body is None else names.get(body, body) for body in shares["largest"]],
        "class": [
            None if body is None else found if classify else TOO_FEW
            for body, found, classify in zip(shares["largest"], classes, enough, strict=True)
        ],
    }


def _count(seats: pd.DataFrame, places: pd.Index) -> np.ndarray:
    row = places.get_indexer(seats["partnership_id"])
    return np.bincount(row[row >= 0], minlength=len(places))


def _pairs(held: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return held["partnership_id"], held["organisation_id"]


def _ends(shares: pd.DataFrame, name: str) -> list[tuple[float, float] | None]:
    low, high = (shares[column] for column in BOUNDS if column.startswith(name))
    return [None if one is None else (float(one), float(other)) for one, other in zip(low, high, strict=True)]
