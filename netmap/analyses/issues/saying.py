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


def headline_of(table: pd.DataFrame, any_partnership: bool) -> str:
    """Say in a sentence how many themes have no owner, no voice there, or one person there."""
    if table.empty or not any_partnership:
        lacking = "theme" if table.empty else "partnership"
        return f"No {lacking} is recorded, so nothing can be said about where issues go."
    counts = table["status"].value_counts()
    total = counted(len(table), "theme")
    unowned = int(counts.get(NO_OWNER, 0) + counts.get(ORPHAN, 0))
    unheard = int(counts.get(OWNED_UNVOICED, 0) + counts.get(MISROUTED, 0))
    fragile = int((table["person_cut_remit"] == 1).sum())
    unsure = int((~table["known"].astype(bool)).sum())
    said = (
        f"Of {total}, {unowned} {_have(unowned)} no recorded owner and {unheard} {_have(unheard)} an owner but no "
        f"recorded voice there. Where {'it is' if fragile == 1 else 'they are'} owned, {fragile} would fall silent if "
        "one person left."
    )
    return said + (
        f" For {unsure} the answer could change, because themes or remits are not recorded." if unsure else ""
    )


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


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
    if undated:
        caveats.append(
            f"{undated:,} of {counted(awards, 'award')} {_have(undated)} no start or no end recorded and "
            f"{'is' if undated == 1 else 'are'} left out of paths through funders."
        )
    if themes.without_remit:
        caveats.append(f"{len(themes.without_remit)} of {places} have no remit recorded.")
    unthemed = int(themes.unthemed.sum())
    if unthemed:
        caveats.append(
            f"No theme is recorded for the organisations behind {counted(unthemed, 'seat')}. "
            "Where they sit, a theme is not called silent for certain."
        )
    partly = len(themes.seating.partly_listed)
    if partly:
        caveats.append(
            f"The list of seats is not complete for {partly} of {places}; no theme is called silent there for certain."
        )
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
        said.append(f"At most {settings.most_routes} rows are listed for each theme in the tables of paths and people.")
    wanted = sum(sum(found.distances.values()) for found in relays.values())
    if wanted > len(details["relays"]):
        said.append(f"{len(details['relays']):,} of {wanted:,} relays are listed, those of the fewest steps first.")
    unnamed = int((table["unlinked_pairs"] - table["unlinked"].map(len)).sum()) if len(table) else 0
    if unnamed:
        said.append(f"{counted(unnamed, 'pair')} of partnerships that share nobody are counted and not named.")
    points = len(details["single_points"])
    if points > settings.most_single_points:
        said.append(
            f"{settings.most_single_points:,} of {points:,} people and organisations on which a voice hangs alone are "
            "listed."
        )
    forums = details["forums"]
    if forums["either_cut_any"].isna().any() or forums["organisation_cut_any"].isna().any():
        said.append("Some routes through forums are too many for a cut to be worked out; it is left blank.")
    if links.too_many:
        said.append("Holders share too many partnerships for relays and single links to be worked out.")
    return said
