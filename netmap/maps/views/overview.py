"""The overview: who sits where, for whom, and who is left out."""

from __future__ import annotations

from netmap.analyses.seating import VACANT
from netmap.maps.ground import Ground
from netmap.maps.spec import MapSpec
from netmap.maps.views.finishing import BY_SEATS, Telling, narrowed
from netmap.maps.views.groups import bodies_of, draw_links
from netmap.maps.views.looks import VACANT as IS_VACANT
from netmap.maps.views.records import (
    group_nodes,
    organisation_node,
    partnership_node,
    place_of_seats,
    theme_nodes,
    vacancy_nodes,
)
from netmap.maps.views.remits import draw_remits
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.sitting import draw_seats
from netmap.maps.views.spans import sitting_spans, stands
from netmap.model.words import REPRESENTED

ANALYSES: dict[str, tuple[str, ...]] = dict.fromkeys(("dominance", "coverage", "duplication", "issues", "health"), ())


def overview_sheet(ground: Ground) -> Sheet:
    """Draw partnerships, seated bodies, groups, themes and vacant seats, and who works with groups without a voice."""
    sheet = Sheet(ground)
    sheet.add(*(partnership_node(ground, place) for place in ground.partnerships))
    system = ground.coverage.system
    gaps = set(system.loc[system["verdict"] != REPRESENTED, "group_id"])
    routes = bodies_of(ground, gaps)
    seated = {body for body, _ in sitting_spans(ground)}
    sheet.add(*(organisation_node(ground, body) for body in sorted(routes)))
    sheet.add(*(organisation_node(ground, body) for body in sorted(seated - routes)), by_ties=True)
    sheet.add(*group_nodes(ground), *theme_nodes(ground), *vacancy_nodes(ground))
    draw_seats(sheet)
    draw_vacancies(sheet)
    draw_remits(sheet)
    draw_links(sheet)
    return sheet


def draw_vacancies(sheet: Sheet) -> None:
    """Tie each vacant seat on the sheet to its partnership."""
    for seat, place in place_of_seats(sheet.ground).items():
        name = f"seat:{seat}"
        if name in sheet.nodes:
            spans = sheet.nodes[name].spans
            records = [name] if stands(spans, sheet.ground.as_of) else []
            sheet.tie(name, f"partnership:{place}", IS_VACANT, spans=spans, records=records)


def overview(ground: Ground, focus: str = "", steps: int = 1) -> MapSpec:
    """Who sits where, for whom do they speak, and who is left without a voice?"""
    return narrowed(overview_sheet(ground), telling(ground), focus, steps)


def telling(ground: Ground) -> Telling:
    """Give the words of the overview."""
    results = (ground.dominance, ground.coverage, ground.issues, ground.health)
    return Telling(
        view="overview",
        title=f"Who sits where, and for whom: {ground.place}",
        question="Who sits where, for whom do they speak, and who is left without a voice?",
        summary=" ".join(result.headline for result in results),
        analyses=ANALYSES,
        totals=totals(ground),
        caveats=tuple(caveat for result in (*results, ground.duplication) for caveat in result.caveats),
        sizes=BY_SEATS,
    )


def totals(ground: Ground) -> dict[str, int | None]:
    """Count all that there is of what the overview shows."""
    names = ground.network.names
    return {
        "partnerships": len(names("Partnership")),
        "organisations": len(names("Organisation")),
        "equality groups": len(ground.coverage.system),
        "themes": len(ground.issues.rows),
        "vacant seats": int((ground.seating.seats["state"] == VACANT).sum()),
    }
