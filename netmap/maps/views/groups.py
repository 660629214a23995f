"""The ties of equality groups: who works with them, where they are represented, and what they are part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from netmap.maps.ground import Ground, rows_of
from netmap.maps.spec import Note
from netmap.maps.views.looks import ADVISED, PART, REPRESENTED, WORKS_WITH
from netmap.maps.views.records import LEVEL_OF
from netmap.maps.views.sheet import Sheet, between
from netmap.model.words import (
    EXPERT_ONLY,
    LEVELS,
    LINK_WORDS,
    NOTE_CHANGE,
    NOTE_LEVEL,
    NOTE_LINK,
    NOTE_ROUTE,
    listed,
)
from netmap.model.words import REPRESENTED as HAS_A_VOICE

INDIRECT = LEVELS[3]


def draw_links(sheet: Sheet) -> None:
    """Tie the organisations on the sheet to the groups on it that they work with, as long as they stand there."""
    sheet.settle()
    for (body, group), links in group_links(sheet.ground).items():
        node = sheet.nodes.get(f"organisation:{body}")
        if node:
            said = listed([LINK_WORDS[link] for link in LINK_WORDS if link in links])
            sheet.tie(
                node.id,
                f"group:{group}",
                WORKS_WITH,
                notes=((NOTE_LINK, said),),
                spans=node.spans,
                records=[between(f"group:{group}", node.id)],
            )


def group_links(ground: Ground) -> Mapping[tuple[str, str], set[str]]:
    """Give how each organisation works with each group; being asked about it is no link."""
    return ground.once("group links", _group_links)


def _group_links(ground: Ground) -> dict[tuple[str, str], set[str]]:
    rows = ground.network.table("group-links")
    rows = rows[rows["link"] != "asked_about"]
    found: dict[tuple[str, str], set[str]] = {}
    for body, group, link in zip(rows["organisation_id"], rows["group_id"], rows["link"], strict=True):
        found.setdefault((body, group), set()).add(link)
    return found


def bodies_of(ground: Ground, groups: set[str]) -> set[str]:
    """Give the organisations that work with some groups."""
    return {body for body, group in group_links(ground) if group in groups}


def draw_voices(sheet: Sheet) -> None:
    """Tie the groups on the sheet to the partnerships where they are represented, or touched by advice only."""
    cells = sheet.ground.coverage.cells
    for row in rows_of(cells[cells["verdict"].isin([HAS_A_VOICE, EXPERT_ONLY])]):
        draw_voice(sheet, row)


def draw_voice(sheet: Sheet, row: Mapping[str, Any]) -> None:
    """Tie one group to one partnership on which it is represented or advised (a row of the result)."""
    kind = REPRESENTED if row["verdict"] == HAS_A_VOICE else ADVISED
    ends = f"group:{row['group_id']}", f"partnership:{row['partnership_id']}"
    sheet.tie(*ends, kind, notes=voice_notes(row), records=[between(*ends)])


def voice_notes(row: Mapping[str, Any]) -> tuple[Note, ...]:
    """Say how a group is heard on a partnership, by which route, and what would change that."""
    notes = [(NOTE_LEVEL, f"the group {LEVEL_OF[row['recorded']]}")]
    notes += [(NOTE_ROUTE, row["proof"])] if row["proof"] else []
    return (*notes, (NOTE_CHANGE, row["would_change"]))


def draw_wider_groups(sheet: Sheet, of: Iterable[str]) -> None:
    """Tie some groups on the sheet to the wider group that each is part of."""
    wanted = set(of)
    rows = sheet.ground.network.table("groups").dropna(subset=["parent_id"])
    for group, parent in zip(rows["id"], rows["parent_id"], strict=True):
        if group in wanted:
            sheet.tie(f"group:{group}", f"group:{parent}", PART)
