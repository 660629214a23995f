"""Every view by its id, and the page that they make together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from netmap.errors import RenderError
from netmap.maps.ground import Ground
from netmap.maps.spec import MapSpec
from netmap.maps.views.coverage import coverage
from netmap.maps.views.dominance import dominance
from netmap.maps.views.focus import KIND_WORDS, VIEW_OF, find_focus
from netmap.maps.views.funding import funding
from netmap.maps.views.issue import issue
from netmap.maps.views.looks import BODIES, GROUP, PARTNERSHIP, THEME, THIRD, UNRECORDED
from netmap.maps.views.organisation import organisation
from netmap.maps.views.overview import overview
from netmap.maps.views.partnership import partnership
from netmap.model.words import VIEW_NAMES, listed

MOST_STEPS = 3


Draw = Callable[[Ground, str, int], MapSpec]
"""What makes the map of a view: from the ground, the node id of the focus (blank for none), and the steps."""


@dataclass(frozen=True)
class View:
    """One view: what draws it, the kinds of record that it can be about, the likeliest first, and a line of help."""

    draw: Draw
    kinds: tuple[str, ...]
    help: str
    needs_focus: bool = False


VIEWS: Mapping[str, View] = {
    "overview": View(overview, tuple(KIND_WORDS), "who sits where, for whom, and who is left out"),
    "partnership": View(partnership, ("partnership",), "one partnership, its seats and whom they speak for", True),
    "organisation": View(organisation, ("organisation",), "one organisation, its seats, ties and money", True),
    "dominance": View(dominance, ("organisation", "partnership"), "who holds the third sector's seats"),
    "coverage": View(coverage, ("group", "partnership", "organisation"), "which groups have a voice, and where"),
    "funding": View(funding, ("organisation",), "who pays whom, and who may pay twice"),
    "issue": View(issue, ("theme", "partnership"), "how issues reach those who own them, and what breaks that"),
}
TABS = ("overview", "dominance", "coverage", "funding", "issue")
"""The views of a page for which none is asked."""


def build_views(
    ground: Ground,
    *,
    view: str | None = None,
    focus: str | None = None,
    steps: int = 1,
    tabs: tuple[str, ...] = TABS,
) -> tuple[MapSpec, ...]:
    """Which maps answer what is asked?

    Parameters
        ground: the network, on a day and in a place.
        view: a key of `VIEWS`; None means the page of all that need no focus and have something to show.
        focus: the id or name of a partnership, an organisation, a group or a theme; None means everything.
        steps: 1 to 3, how many ties away from the focus something may be.
        tabs: the views of a page, where no single one is asked.
    Returns
        Map specs without places: of one view, or the overview and the other tabs. With a focus and no view the view
        that is about it comes first, in the place of its tab. The overview says which tabs are left out.
    Raises
        RenderError: there is no such view, it needs a focus, does not have it on it, or the steps are out of range.
        AnalysisError: no record, or more than one, is named like the focus; the area is not known.
    Cost
        That of the analyses that the views rest on, and one step for each node and tie.
    """
    if not 1 <= steps <= MOST_STEPS:
        raise RenderError(f"A map cannot show {steps} steps.", f"Take 1 to {MOST_STEPS}.")
    if view is not None:
        return (_one(ground, view, focus, steps),)
    if focus is None:
        return _tabs(ground, tabs)
    kind, record = find_focus(ground, focus)
    first = VIEWS[VIEW_OF[kind]].draw(ground, f"{kind}:{record}", steps)
    return first, *_tabs(ground, tuple(tab for tab in tabs if tab != first.view))


def _one(ground: Ground, view: str, focus: str | None, steps: int) -> MapSpec:
    if view not in VIEWS:
        raise RenderError(f"There is no view '{view}'.", f"Use one of {', '.join(VIEWS)}.")
    asked = VIEWS[view]
    if focus is None:
        if asked.needs_focus:
            raise RenderError(
                f"The view '{view}' is about one {KIND_WORDS[asked.kinds[0]]}, and none is named.",
                f"Name it as the focus: {_examples(ground, asked.kinds[0])}.",
            )
        return asked.draw(ground, "", 1)
    kind, record = find_focus(ground, focus, asked.kinds)
    return asked.draw(ground, f"{kind}:{record}", steps)


def _examples(ground: Ground, kind: str) -> str:
    names = ground.partnerships if kind == "partnership" else ground.names(kind)
    return listed(sorted(names.values()), 3) or f"no {kind} is recorded"


def _tabs(ground: Ground, tabs: tuple[str, ...]) -> tuple[MapSpec, ...]:
    """Draw the tabs with something to show; the overview stays, and says which are left out."""
    specs = [VIEWS[tab].draw(ground, "", 1) for tab in tabs]
    empty = [VIEW_NAMES[spec.view] for spec in specs if spec.view != "overview" and not _shows(spec)]
    said = f"There is nothing to draw under: {', '.join(empty)}."
    return tuple(
        replace(spec, caveats=(said, *spec.caveats)) if empty and spec.view == "overview" else spec
        for spec in specs
        if spec.view == "overview" or _shows(spec)
    )


def _shows(spec: MapSpec) -> bool:
    """Say whether a map holds what it is about, not only where that could be."""
    kinds = {node.kind for node in spec.nodes}
    return all(kinds.intersection(each) for each in _SUBJECT[spec.view])


_SUBJECT: dict[str, tuple[tuple[str, ...], ...]] = {
    "dominance": ((THIRD, UNRECORDED),),
    "coverage": ((GROUP,), (PARTNERSHIP,)),
    "funding": (BODIES,),
    "issue": ((THEME,),),
}
