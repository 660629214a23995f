"""Maps as one HTML file that needs nothing beside it: our own page, the data, and the script that draws them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from netmap.errors import RenderError
from netmap.maps.page_data import page_data
from netmap.maps.plain import plain_rows
from netmap.maps.spec import MapSpec
from netmap.maps.vis import vis_script
from netmap.model.words import PROFILE_WORDS, SEVERITY_WORDS
from netmap.pages import policy_hash, templates_of
from netmap.placing import write_in_place

_LOOKING = ("page", "model", "state", "shown", "ties", "marks", "drawing", "camera", "names", "choosing", "heading")
_ASKING = ("panel", "findings", "legend", "filters", "search", "table", "keys", "picture", "saving", "nudging", "main")
"""The files of the script in the order in which they stand in the page, where they share one scope."""


def render_maps(specs: Sequence[MapSpec]) -> str:
    """Write maps as one HTML page that needs nothing beside it and asks nothing of any network.

    Each map has a tab with its drawing, findings, legend, filters and the same as a table. Whoever
    opens the page without a script finds every record, note and tie as plain tables. The policy of
    the page allows the two scripts and the style sheet in it, by hash, and nothing else.

    Parameters
        specs: one map or more, with places (`netmap.maps.layout.place`); the first is open.
    Returns
        The page; equal maps give equal pages.
    Raises
        RenderError: there is no map, a map does not hold together, or a node has no place.
    Cost
        Grows with nodes and ties; the page is the size of vis-network (0.5 MB) and the records.
    """
    if not specs:
        raise RenderError("There is no map to draw.", "Give at least one.")
    for spec in specs:
        spec.validate()
        astray = [node.id for node in spec.nodes if node.x is None or node.y is None]
        if astray:
            raise RenderError(f"The node '{astray[0]}' has no place.", "Call netmap.maps.layout.place(spec) first.")
    style, scripts = _own("map.css"), (vis_script(), _script())
    template = templates_of("netmap.maps").get_template("map.html")
    return template.render(
        specs=specs,
        plain_rows=plain_rows,
        profiles=PROFILE_WORDS,
        severities=SEVERITY_WORDS,
        data=htmlsafe_json_dumps(page_data(specs), separators=(",", ":"), sort_keys=False),
        style=style,
        style_hash=policy_hash(style),
        scripts=scripts,
        script_hashes=[policy_hash(script) for script in scripts],
    )


def write_maps(specs: Sequence[MapSpec], path: str | Path) -> Path:
    """Write maps to an HTML file; a file that was there stays as it was until the new one is whole.

    Returns
        The path written.
    Raises
        RenderError: the maps cannot be drawn (see `render_maps`) or the file cannot be written.
    """
    return write_in_place(Path(path), render_maps(specs), RenderError)


@cache
def _own(name: str) -> Markup:
    """Read a file of our own that goes into the page unescaped."""
    return Markup(resources.files("netmap.maps").joinpath("templates", name).read_text("utf-8"))


@cache
def _script() -> Markup:
    """Join the parts of our script in one scope of their own."""
    parts = Markup("\n").join(_own(f"page/{name}.js") for name in (*_LOOKING, *_ASKING))
    return Markup('"use strict";\n(() => {\n') + parts + Markup("})();\n")
