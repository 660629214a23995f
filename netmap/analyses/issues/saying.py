"""The answer on themes in a sentence, in figures, and in what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netmap.analyses.issues.links import Links
from netmap.analyses.issues.paths import undated_awards
from netmap.analyses.issues.relays import FAR, ThemeRelays
from netmap.analyses.issues.statuses import MISROUTED, NO_OWNER, ORPHAN, OWNED_UNVOICED
from netmap.analyses.issues.themes import Themes
from netmap.model.words import counted
from netmap.words import words_of

_say = words_of("analyses/issues")


def headline_of(table: pd.DataFrame, any_partnership: bool) -> str:
    """Say in a sentence how many themes have no owner, no voice there, or one person there."""
    if table.empty:
        return _say("no_theme")
    if not any_partnership:
        return _say("no_partnership")
    counts = table["status"].value_counts()
    unowned = int(counts.get(NO_OWNER, 0) + counts.get(ORPHAN, 0))
    unheard = int(counts.get(OWNED_UNVOICED, 0) + counts.get(MISROUTED, 0))
    fragile = int((table["person_cut_remit"] == 1).sum())
    unsure = int((~table["known"].astype(bool)).sum())
    headline = _say(
        "headline",
        themes=counted(len(table), "theme"),
        unowned=_say("headline_unowned_one", count=unowned)
        if unowned == 1
        else _say("headline_unowned_many", count=unowned),
        unheard=_say("headline_unheard_one", count=unheard)
        if unheard == 1
        else _say("headline_unheard_many", count=unheard),
        silent=_say("headline_silent_one", count=fragile)
        if fragile == 1
        else _say("headline_silent_many", count=fragile),
    )
    return _say("headline_unsure", headline=headline, count=unsure) if unsure else headline


def values_of(
    table: pd.DataFrame, links: Links, relays: Mapping[str, ThemeRelays], points: pd.DataFrame
) -> dict[str, Any]:
    """Give the figures by name; `relays_by_steps` is None where links are too many to work out."""
    steps: dict[int, int] = {}
    for found in relays.values():
        for distance, count in found.distances.items():
            steps[distance] = steps.get(distance, 0) + count
    return {
        "themes": len(table),
        "statuses": table["status"].value_counts().sort_index().to_dict(),
        "known": int(table["known"].astype(bool).sum()),
        "single_person_to_remit": int((table["person_cut_remit"] == 1).sum()),
        "relays_wanted": sum(
            len(left) for left, heard in zip(table["left_out"], table["voiced_in"], strict=True) if heard
        ),
        "relays_by_steps": None
        if links.too_many
        else {("none" if each == FAR else str(each)): steps[each] for each in sorted(steps)},
        "single_points": {str(kind): int(count) for kind, count in points["kind"].value_counts().sort_index().items()},
        "people_who_are_a_last_mandated_voice": _last_voices(points),
    }


def _last_voices(points: pd.DataFrame) -> int:
    people = points[points["kind"] == "person"]
    return int(people["last_mandated_voice"].map(len).gt(0).sum())


def caveats_of(
    themes: Themes,
    links: Links,
    table: pd.DataFrame,
    details: Mapping[str, pd.DataFrame],
    relays: Mapping[str, ThemeRelays],
) -> list[str]:
    """Say what is not known, and what the tables leave out."""
    caveats = themes.seating.scope.caveats()
    places = counted(len(themes.place_ids), "partnership")
    undated, awards = undated_awards(themes)
    if undated == 1:
        caveats.append(_say("undated_award", undated=undated, awards=counted(awards, "award")))
    elif undated:
        caveats.append(_say("undated_awards", undated=undated, awards=counted(awards, "award")))
    if themes.without_remit:
        caveats.append(_say("without_remit", count=len(themes.without_remit), partnerships=places))
    unthemed = int(themes.unthemed.sum())
    if unthemed:
        caveats.append(_say("without_theme", seats=counted(unthemed, "seat")))
    partly = len(themes.seating.partly_listed)
    if partly:
        caveats.append(_say("partly_listed", count=partly, partnerships=places))
    return [*caveats, *_cut_short(themes, links, table, details, relays)]


def _cut_short(
    themes: Themes,
    links: Links,
    table: pd.DataFrame,
    details: Mapping[str, pd.DataFrame],
    relays: Mapping[str, ThemeRelays],
) -> list[str]:
    settings, said = themes.seating.settings.issues, []
    paths = details["paths"]
    if details["routes"]["hidden"].notna().any() or (paths["of"] > settings.most_routes).any():
        said.append(_say("rows_cut", most=settings.most_routes))
    wanted = sum(sum(found.distances.values()) for found in relays.values())
    if wanted > len(details["relays"]):
        said.append(_say("relays_cut", listed=len(details["relays"]), wanted=wanted))
    unnamed = int((table["unlinked_pairs"] - table["unlinked"].map(len)).sum()) if len(table) else 0
    if unnamed:
        said.append(_say("pairs_not_named", pairs=counted(unnamed, "pair")))
    points = len(details["single_points"])
    if points > settings.most_single_points:
        said.append(_say("single_points_cut", most=settings.most_single_points, points=points))
    forums = details["forums"]
    if forums["either_cut_any"].isna().any() or forums["organisation_cut_any"].isna().any():
        said.append(_say("forums_too_many"))
    if links.too_many:
        said.append(_say("links_too_many"))
    return said
