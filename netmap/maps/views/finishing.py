"""From a sheet to a map: its times, its findings, what it opens on, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from netmap.errors import RenderError
from netmap.maps.spec import Count, MapFinding, MapSpec
from netmap.maps.views.facets import FACETS
from netmap.maps.views.findings import map_findings
from netmap.maps.views.focus import VIEW_OF
from netmap.maps.views.large import opening, without_other_days, without_the_least_tied
from netmap.maps.views.looks import BODIES, KINDS, TIES
from netmap.maps.views.sheet import Sheet
from netmap.model.words import counted

BY_SEATS = "The more seats an organisation holds, the larger its mark."
COUNTED = {
    "partnerships": ("partnership",),
    "organisations": BODIES,
    "equality groups": ("group",),
    "themes": ("theme",),
    "vacant seats": ("vacancy",),
    "possible double payments": ("overlap",),
}
"""What is counted on every map, as the kinds of node that it is made of."""


@dataclass(frozen=True)
class Telling:
    """The words of one view.

    `analyses` are those whose findings belong here, each with their types (none means all), `totals` how many there
    are of what is counted. `counts` gives further counts of what is on the sheet, `about` is the node that every
    finding has to touch; blank for none.
    """

    view: str
    title: str
    question: str
    summary: str
    analyses: Mapping[str, tuple[str, ...]]
    totals: Mapping[str, int | None]
    counts: Callable[[Sheet], tuple[Count, ...]] = lambda _: ()
    caveats: tuple[str, ...] = ()
    sizes: str = ""
    about: str = ""


def finished(sheet: Sheet, telling: Telling) -> MapSpec:
    """Give the map of a sheet: large ones without other days and never above the cap, and everything checked."""
    sheet.settle()
    said = [*without_other_days(sheet), *without_the_least_tied(sheet)]
    findings = map_findings(sheet, telling.analyses, telling.about)
    nodes, edges = tuple(sheet.nodes.values()), tuple(sheet.edges.values())
    used = {node.kind for node in nodes}, {edge.kind for edge in edges}
    filtered = {facet for node in nodes for facet, _ in node.facets}
    spec = MapSpec(
        view=telling.view,
        title=telling.title,
        question=telling.question,
        summary=telling.summary,
        as_of=sheet.ground.as_of,
        source=sheet.ground.source,
        scope=sheet.ground.scope.name,
        kinds=tuple(kind for kind in KINDS.values() if kind.id in used[0]),
        ties=tuple(tie for tie in TIES.values() if tie.id in used[1]),
        nodes=nodes,
        edges=edges,
        facets=tuple(facet for facet in FACETS if facet.id in filtered),
        findings=tuple(findings),
        counts=(*counts(sheet, telling.totals), *telling.counts(sheet)),
        caveats=tuple(dict.fromkeys([*said, *telling.caveats, *_unlisted(sheet, telling, findings)])),
        sizes=telling.sizes,
        opens_on=opening(sheet, findings),
    )
    spec.validate()
    return spec


def narrowed(sheet: Sheet, telling: Telling, focus: str = "", steps: int = 1) -> MapSpec:
    """Give the map of a sheet, or of what is at most so many ties away from one node of it.

    Raises
        RenderError: the record to look at is not on the map of this view.
    """
    if not focus:
        return finished(sheet, telling)
    if focus not in sheet.nodes:
        kind, _, record = focus.partition(":")
        raise RenderError(
            f"{sheet.ground.name(kind, record)} is not on the map '{telling.view}'.",
            f"Take the view {VIEW_OF[kind]}, which is about it, or leave the focus out.",
        )
    name = sheet.nodes[focus].name
    near = f"Drawn are {name} and what is at most {counted(steps, 'tie')} away"
    only = f"{near}; the figures are about all of {sheet.ground.place}."
    about = replace(telling, title=f"{name}: {telling.title}", summary=f"{only} {telling.summary}")
    return finished(sheet.only(sheet.around([focus], steps)), about)


def counts(sheet: Sheet, totals: Mapping[str, int | None]) -> Iterable[Count]:
    """Count what stands on the day out of what there is."""
    here = sheet.standing()
    for name, total in totals.items():
        yield Count(name, sum(sheet.nodes[each].kind in COUNTED[name] for each in here), total)


def _unlisted(sheet: Sheet, telling: Telling, findings: list[MapFinding]) -> list[str]:
    """Say how many findings of the view's analyses point to nothing on the map."""
    every = sum(
        not types or finding.type in types
        for name, types in telling.analyses.items()
        for finding in sheet.ground.result(name).findings
    )
    more = every - len(findings)
    why = f"are not about {sheet.nodes[telling.about].name}" if telling.about else "point to nothing on this map"
    return [f"{more} of {every} findings {why} and are not listed here."] if more else []
