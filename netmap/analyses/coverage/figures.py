"""The figures of coverage beside its totals, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from netmap.analyses.coverage.characteristics import not_recorded
from netmap.analyses.coverage.findings import only_members
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.quarters import quarter_ends
from netmap.analyses.coverage.shares import FEWER, TOO_FEW
from netmap.analyses.coverage.verdicts import Verdict
from netmap.model.words import NOT_REPRESENTED, counted, listed
from netmap.words import words_of

_say = words_of("analyses/coverage")


def figures_of(ladder: Ladder, verdicts: Mapping[str, Verdict], details: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Give the figures of the further tables, each with what it is out of."""
    gaps = sum(verdict.verdict == NOT_REPRESENTED for verdict in verdicts.values())
    members = len(only_members(ladder, verdicts))
    parity, time = details["parity"], details["time"]
    return {
        "gaps": gaps - members,
        "by_membership_only": members,
        "characteristics_not_recorded": not_recorded(ladder.groups) if ladder.groups.is_recorded else [],
        "intersections": {
            "nominated": len(details["intersections"]),
            "examined": int((details["intersections"]["parts"].fillna("") != "").sum()),
        },
        "parity": {
            "groups_compared": int(parity["ratio"].notna().sum()),
            "too_few_seats": int((parity["reading"] == TOO_FEW).sum()),
            "fewer_than_share": int((parity["reading"] == FEWER).sum()),
            "of_groups": len(verdicts),
            "people_on_seats": int(parity["of_seats"].iloc[0]) if len(parity) else None,
            "everybody": float(parity["of_people"].iloc[0]) if len(parity) else None,
        },
        "mandates": _mandates(details["mandates"]),
        "time": {
            "quarters": quarter_ends(ladder.seating.as_of, ladder.seating.settings.coverage.quarters),
            "heard_on_the_day": int(time["heard_on_the_day"].eq(True).sum()),
            "end_recorded": int(time["end_recorded"].eq(True).sum()),
            "of_groups": len(time),
        },
    }


def _mandates(rows: pd.DataFrame) -> dict[str, Any]:
    low, high = (rows[f"accountability_{end}"].astype(float) for end in ("low", "high"))
    return {
        "recorded": len(rows),
        "current": int(rows["current"].eq(True).sum()),
        "seats": int(rows["seat_id"].nunique()),
        "accountability": [float(low.mean()), float(high.mean())] if len(rows) else None,
    }


def caveats_of(ladder: Ladder, details: Mapping[str, pd.DataFrame]) -> list[str]:
    """Say what keeps cells open, and which figures cannot be had."""
    return [*_open_cells(ladder), *_not_looked_for(ladder), *_no_figure(ladder, details)]


def _open_cells(ladder: Ladder) -> list[str]:
    groups, seating, texts = ladder.groups, ladder.seating, []
    if not groups.is_recorded:
        texts.append(_say("caveat_no_group"))
    voices = int(groups.may_speak[:-1].sum())
    if groups.never_asked:
        asked, organisations = f"{groups.never_asked:,}", counted(voices, "organisation")
        texts.append(_say("caveat_never_asked", count=asked, organisations=organisations))
    if seating.partly_listed:
        boards = counted(len(ladder.partnerships), "partnership")
        texts.append(_say("caveat_partly_listed", count=len(seating.partly_listed), partnerships=boards))
    return texts


def _not_looked_for(ladder: Ladder) -> list[str]:
    groups, texts = ladder.groups, []
    missing = not_recorded(groups) if groups.is_recorded else []
    if missing:
        texts.append(_say("caveat_characteristics", count=len(missing), missing="; ".join(missing)))
    unread = [each for each in groups.ids if groups.is_intersection(each) and len(groups.parts_of(each)) != 2]
    if unread:
        names = listed([groups.names[each] for each in unread])
        texts.append(_say("caveat_codes", groups=names))
    return texts


def _no_figure(ladder: Ladder, details: Mapping[str, pd.DataFrame]) -> list[str]:
    texts, settings = [], ladder.seating.settings.coverage
    cells = len(ladder.groups.ids) * len(ladder.partnerships)
    if cells > settings.most_cells_in_detail:
        texts.append(_say("caveat_cells", cells=f"{cells:,}", most=f"{settings.most_cells_in_detail:,}"))
    strength = details["strength"]
    large = strength[(strength["voices"] > 0) & strength["combined"].isna()]
    if len(large):
        groups, most = counted(len(large), "group"), f"{settings.most_voices_combined:,}"
        texts.append(_say("caveat_strength", groups=groups, all=len(strength), most=most))
    if len(ladder.groups.populations) and not len(details["parity"]):
        texts.append(_say("caveat_everybody"))
    return texts
