"""Maps as an object to work with: shown in a notebook, saved as a file, given as plain data."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from netmap.maps.documents import to_json
from netmap.maps.spec import MapSpec
from netmap.model.words import listed

HEIGHT = 640


@dataclass(frozen=True, repr=False)
class DrawnMaps:
    """Maps that are made: in a notebook the last line of a cell shows them, elsewhere save them.

    `specs` are the maps as plain data, one for each tab; `height` is that of the frame in a notebook, in pixels.
    """

    specs: tuple[MapSpec, ...]
    height: int = HEIGHT

    @cached_property
    def html(self) -> str:
        """Give the page, the same that `save` writes.

        Raises
            RenderError: there is no map, or one of them has no places.
        """
        from netmap.maps.render import render_maps

        return render_maps(self.specs)

    def save(self, path: str | Path) -> Path:
        """Write the page as one HTML file that needs no network, and give its path.

        Raises
            RenderError: the maps cannot be drawn, or the file cannot be written.
        """
        from netmap.maps.render import write_maps

        return write_maps(self.specs, path)

    def to_json(self) -> str:
        """Give the maps as a JSON list, each a document of `docs/map-spec.schema.json`."""
        return f"[{','.join(to_json(spec) for spec in self.specs)}]\n"

    def tall(self, height: int) -> DrawnMaps:
        """Give the same maps in a frame of another height, in pixels."""
        return replace(self, height=height)

    def _repr_html_(self) -> str:
        """Give what a notebook shows: the page in a frame that can reach neither the notebook nor a network."""
        title = html.escape(self.specs[0].question)
        return (
            f'<iframe title="{title}" width="100%" height="{self.height}" sandbox="allow-scripts allow-downloads" '
            f'style="border:0" srcdoc="{html.escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        """Say what there is, for a prompt."""
        views = [f"{spec.view} ({len(spec.nodes):,} records, {len(spec.edges):,} ties)" for spec in self.specs]
        return f"<maps of netmap: {listed(views, len(views))}; .save('map.html') writes the page>"
