"""What is lost when one person, or one organisation, leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from netmap.analyses.issues.links import ORGANISATION, PERSON, Links
from netmap.analyses.issues.themes import Themes
from netmap.analyses.seating import OBSERVER, REPRESENTATIVE, THIRD_SECTOR, Seating

POINT_COLUMNS = (
    "kind",
    "id",
    "name",
    "seats",
    "partnerships",
    "last_mandated_voice",
    "organisations_unseated",
    "themes_silenced",
    "themes_silenced_in_remit",
    "pairs_unlinked",
    "pairs",
    "not_certain",
)
LOSSES = (
    "last_mandated_voice",
    "themes_silenced_in_remit",
    "themes_silenced",
    "pairs_unlinked",
    "organisations_unseated",
)
HOLDER = {PERSON: "representative_id", ORGANISATION: "organisation_id"}


def single_points(seating: Seating, themes: Themes) -> pd.DataFrame:
    """What would be lost if one person, or one organisation, left?

    Definition: for each person and each organisation on a third-sector seat, what is there now and would not be
    without them: partnerships whose every seat with a current mandate is theirs (`last_mandated_voice`);
    organisations with no seat left; themes with no voice left anywhere (`themes_silenced`) or in their
    remit, which is a person or organisation cut of 1; pairs of partnerships that share only this person
    (for an organisation: only this organisation). An articulation point is not asked for: whoever
    is the one person of some body would be one.
    Isolated and vacant: a vacant seat is nobody's; a seat that names no person depends on none; observers hold no
    seat here but join partnerships, as elsewhere.

    Parameters
        seating, themes: the network on one day.
    Returns
        One row for each person and organisation that loses anything: columns `kind` (person, organisation),
        `id`, `name`, `seats`, `partnerships` held; ids of what is lost, in lists; `pairs_unlinked` counts the
        pairs and `pairs` lists the first (None where pairs are too many to work out); `not_certain` lists
        those partnerships and themes for which seats are not all recorded. Order: most partnerships
        losing their last mandated voice, then themes in the remit, themes anywhere, pairs, organisations; then by kind,
        name and id.
    Cost
        Seats, routes of all themes, and the pairs of boards of each holder.
    Source
        METHODS 7.3; checked against SPOF and by taking each person out and asking again.
    """
    links = Links(themes)
    open_themes = _open_themes(themes)
    tables = [_of_kind(kind, seating, themes, links, open_themes) for kind in (PERSON, ORGANISATION)]
    found = pd.concat(tables, ignore_index=True)
    size = {each: -found[each].map(_size) for each in LOSSES}
    order = pd.DataFrame({**size, "kind": -found["kind"].eq(PERSON), "name": found["name"], "id": found["id"]})
    return found.loc[order.sort_values(list(order.columns)).index, list(POINT_COLUMNS)].reset_index(drop=True)


def _size(lost: Any) -> int:
    return len(lost) if isinstance(lost, list) else int(lost or 0)


def _of_kind(
    kind: str, seating: Seating, themes: Themes, links: Links, open_themes: Mapping[str, tuple[bool, bool]]
) -> pd.DataFrame:
    """List the people, or the organisations, without whom anything would be lost."""
    sitting = links.seats[links.seats["capacity"] != OBSERVER]
    held = sitting.groupby(HOLDER[kind]).agg(seats=("seat_id", "size"), partnerships=("partnership_id", "nunique"))
    counts = {who: (int(seats), int(boards)) for who, seats, boards in held.itertuples()}
    lost, open_places = _lost(kind, seating, themes, links, sitting), _open_places(seating)
    names = themes.people if kind == PERSON else themes.bodies
    most = seating.settings.issues.most_routes
    rows = []
    for who in sorted(set().union(*lost.values())):
        own = {name: sorted(found[who]) if who in found else [] for name, found in lost.items()}
        unsure = [place for place in own["last_mandated_voice"] if place in open_places]
        unsure += [theme for theme in own["themes_silenced"] if open_themes[theme][0]]
        unsure += [theme for theme in own["themes_silenced_in_remit"] if open_themes[theme][1]]
        pairs = own.pop("pairs")
        joined = {"pairs_unlinked": None if links.too_many else len(pairs), "pairs": pairs[:most]}
        seats, boards = counts.get(who, (0, 0))
        known = {"kind": kind, "id": who, "name": names[who], "seats": seats, "partnerships": boards}
        rows.append({**known, **own, **joined, "not_certain": sorted(set(unsure))})
    return pd.DataFrame(rows, columns=list(POINT_COLUMNS)).astype({"pairs_unlinked": object})


def _lost(
    kind: str, seating: Seating, themes: Themes, links: Links, sitting: pd.DataFrame
) -> dict[str, dict[str, list[Any]]]:
    """Give for each kind of loss what each holder alone keeps up."""
    column = HOLDER[kind]
    current = seating.mandates.loc[seating.mandates["current"], "seat_id"]
    mandated = sitting[sitting["seat_id"].isin(current)]
    anywhere, inside = _silenced(themes, kind)
    return {
        "last_mandated_voice": _sole(mandated["partnership_id"], mandated[column]),
        "organisations_unseated": _sole(sitting["organisation_id"], sitting[column]) if kind == PERSON else {},
        "themes_silenced": anywhere,
        "themes_silenced_in_remit": inside,
        "pairs": {} if links.too_many else _pairs(links, kind),
    }


def _sole(things: pd.Series, holders: pd.Series) -> dict[str, list[Any]]:
    """Give for each holder the things that only they hold; a thing with an unnamed holder is nobody's alone."""
    rows = pd.DataFrame({"thing": things, "holder": holders}).drop_duplicates()
    rows = rows[rows["holder"].notna() & ~rows["thing"].duplicated(keep=False)]
    return _lists(rows["holder"], rows["thing"])


def _lists(holders: pd.Series, things: pd.Series) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for holder, thing in zip(holders, things, strict=True):
        found.setdefault(holder, []).append(thing)
    return found


def _silenced(themes: Themes, kind: str) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Give for each holder the themes that only they carry, anywhere and in the remit."""
    anywhere: dict[str, list[Any]] = {}
    inside: dict[str, list[Any]] = {}
    column = themes.seats[HOLDER[kind]].fillna("").to_numpy(dtype=object)
    for theme in themes.ids:
        carriers = themes.carriers(theme)
        owned = np.isin(themes.seat_place[carriers], [themes.place_of[place] for place in themes.remit(theme)])
        for found, seats in ((anywhere, carriers), (inside, carriers[owned])):
            holders = set(column[seats].tolist())
            if len(holders) == 1 and "" not in holders:
                found.setdefault(holders.pop(), []).append(theme)
    return anywhere, inside


def _pairs(links: Links, kind: str) -> dict[str, list[Any]]:
    """Give for each holder the pairs of partnerships that share only them."""
    sitting, ids = (links.with_people, links.person_ids) if kind == PERSON else (links.with_bodies, links.body_ids)
    shared = csr_array(triu(links.by_people if kind == PERSON else links.by_bodies, k=1, format="csr"))
    numbered = csr_array(sitting * np.arange(1, sitting.shape[1] + 1)[None, :])
    who = csr_array(triu(numbered @ sitting.T, k=1, format="csr"))
    shared.sort_indices()
    who.sort_indices()
    alone = np.flatnonzero(shared.data == 1)
    rows = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))[alone]
    places = links.themes.place_ids
    found: dict[str, list[Any]] = {}
    for row, column, holder in zip(
        rows.tolist(), shared.indices[alone].tolist(), who.data[alone].tolist(), strict=True
    ):
        found.setdefault(ids[int(holder) - 1], []).append((places[row], places[column]))
    return found


def _open_places(seating: Seating) -> frozenset[str]:
    """Give the partnerships where another seat may carry a mandate: not all are listed, or not all is recorded."""
    filled, mandates = seating.filled, seating.mandates
    may_represent = filled["capacity"].isna() | (filled["capacity"] == REPRESENTATIVE)
    no_route = filled["seat_id"].isin(mandates.loc[mandates["route"].isna(), "seat_id"])
    not_recorded = may_represent & (~filled["mandate_recorded"].eq(True) | no_route)
    unsure = not_recorded & (filled["sector"].isna() | (filled["sector"] == THIRD_SECTOR))
    return seating.partly_listed | set(filled.loc[unsure, "partnership_id"])


def _open_themes(themes: Themes) -> dict[str, tuple[bool, bool]]:
    """Say of each theme whether seats not recorded could carry it too, anywhere and in its remit."""
    partly = themes.seating.partly_listed
    found = {}
    for theme in themes.ids:
        remit = themes.remit(theme)
        found[theme] = (
            bool(partly) or themes.count_open(theme) > 0,
            bool(partly & set(remit)) or themes.count_open(theme, remit) > 0,
        )
    return found
