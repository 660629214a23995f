"""Who has a voice: equality groups and the partnerships where they are represented, or touched by advice only."""

from __future__ import annotations

from netmap.maps.ground import Ground
from netmap.maps.spec import Count, MapSpec
from netmap.maps.views.finishing import Telling, narrowed
from netmap.maps.views.groups import INDIRECT, bodies_of, draw_links, draw_voices, draw_wider_groups
from netmap.maps.views.looks import ADVISED
from netmap.maps.views.looks import REPRESENTED as IS_REPRESENTED
from netmap.maps.views.records import group_nodes, organisation_node, partnership_node
from netmap.maps.views.sheet import Sheet
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED, counted

ANALYSES: dict[str, tuple[str, ...]] = {"coverage": ()}


def coverage(ground: Ground, focus: str = "", steps: int = 1) -> MapSpec:
    """Which equality groups have somebody who speaks for them, on which partnership, and which have nobody?"""
    return narrowed(_sheet(ground), _telling(ground), focus, steps)


def _sheet(ground: Ground) -> Sheet:
    sheet, system = Sheet(ground), ground.coverage.system
    sheet.add(*group_nodes(ground))
    sheet.add(*(partnership_node(ground, place) for place in ground.partnerships))
    draw_voices(sheet)
    unheard = set(system.loc[system["verdict"] != REPRESENTED, "group_id"])
    sheet.add(*(organisation_node(ground, body) for body in sorted(bodies_of(ground, unheard))))
    _draw_routes(sheet, unheard)
    through_wider = set(system.loc[system["recorded"] == INDIRECT, "group_id"])
    draw_wider_groups(sheet, unheard | through_wider)
    return sheet


def _draw_routes(sheet: Sheet, unheard: set[str]) -> None:
    """Tie the organisations to the groups without a voice alone: with whom else they work is another question."""
    part = sheet.only([name for name in sheet.nodes if not name.startswith("group:") or name[6:] in unheard])
    part.edges = {}
    draw_links(part)
    sheet.take(part, part.nodes)


def _telling(ground: Ground) -> Telling:
    of = ground.coverage.values["of_cells"]
    return Telling(
        view="coverage",
        title=f"Which groups have a voice, and where: {ground.place}",
        question="Which equality groups have somebody who speaks for them, on which partnership, and which nobody?",
        summary=f"{ground.coverage.headline} {_cells_said(ground)}".strip(),
        analyses=ANALYSES,
        totals={
            "equality groups": len(ground.coverage.system),
            "partnerships": len(ground.network.names("Partnership")),
            "organisations": len(ground.network.names("Organisation")),
        },
        counts=lambda sheet: (Count("pairs of a group and a partnership", _pairs(sheet), of),),
        caveats=(
            "Of organisations only those are drawn that work with a group that is not represented.",
            *ground.coverage.caveats,
        ),
    )


def _pairs(sheet: Sheet) -> int:
    """Count the pairs of a group and a partnership that a tie is drawn for."""
    return sum(edge.kind in (IS_REPRESENTED, ADVISED) for edge in sheet.edges.values())


def _cells_said(ground: Ground) -> str:
    cells, of = (ground.coverage.values[name] for name in ("cells", "of_cells"))
    if not of:
        return ""
    return (
        f"Of {counted(of, 'pair')} of a group and a partnership: {cells[REPRESENTED]:,} represented, "
        f"{cells[EXPERT_ONLY]:,} touched by an expert's advice only, {cells[NOT_REPRESENTED]:,} not represented, "
        f"{cells[NOT_KNOWN]:,} not known."
    )
