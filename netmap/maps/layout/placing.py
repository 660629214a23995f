"""From a map to the same map with places."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from netmap.maps.layout.keeping import attached
from netmap.maps.layout.packing import BETWEEN, Box, Places, boxed, packed, page_of
from netmap.maps.layout.parts import Part, Points, parts_of
from netmap.maps.layout.shapes import shape
from netmap.maps.layout_file import Layout
from netmap.maps.spec import MapSpec


def place(spec: MapSpec, *, kept: Layout | None = None) -> MapSpec:
    """Where does each record stand, so that neighbours are near and nothing lies on anything else?

    Definition: each connected part unfolds under forces (see `forces.unfolded`) from a start that keeps graph
    distances (pivot MDS; rings around the middle for a tree), moves apart until no two marks touch, and is turned
    so that its long side lies flat. Smaller parts, and a grid of the records with no tie, stand beside the
    largest part or below it. Nothing is left to chance, so there is no seed.
    Direction and weight: ties are read without either, and several between two records are one.
    Stability: what a part looks like depends on the sizes and ties of its own records alone, so rows about
    others move it as a whole or not at all. One more tie or record within a part can move all of that part:
    where places must hold, keep them in a layout file. With `kept`, what the file names for this view stands exactly
    where it says, even where two of these touch; a new record stands in the middle of its placed neighbours
    or next to there, touching nothing; new parts stand beside all that. A part of which less than a
    quarter is kept is laid out anew and turned onto what is kept.

    Parameters
        spec: the map; places it already has are replaced.
        kept: places from an earlier map, as its page saves them; None places everything anew.
            `kept.used(spec)` says how many of them this map takes and how many name nothing on it.
    Returns
        MapSpec: the same map with x and y on every node; y grows downwards. The order of nodes and edges
        does not count.
    Raises
        RenderError: the map does not hold together (see `MapSpec.validate`).
    Cost
        Grows with nodes and ties; parts of up to 250 nodes with the square of these. 10,000 nodes with
        15,000 ties take about 3 s on one core (`benchmarks/results.md`). Every part by itself costs some 10 ms at
        least, unless it is a tree of up to 13 records or just like an earlier one. The memory grows with the nodes.
    Source
        Noack 2009 and Jacomy et al. 2014, forces and pace; Brandes and Pich 2006, pivot MDS; Hockney and
        Eastwood 1988, forces on a mesh; Gansner and Hu 2010, proximity stress.
    """
    spec.validate()
    standing = kept.of(spec) if kept else {}
    parts = parts_of(spec)
    old = [part for part in parts if not standing.keys().isdisjoint(part.ids)]
    places = standing | (attached(old, standing) if old else {})
    new = [part for part in parts if standing.keys().isdisjoint(part.ids)]
    places |= _beside(places, _packed(new, spec), spec)
    return replace(spec, nodes=tuple(replace(n, x=places[n.id][0], y=places[n.id][1]) for n in spec.nodes))


def _packed(parts: Sequence[Part], spec: MapSpec) -> Places:
    shapes: dict[bytes, Points] = {}
    boxes = [_laid_out(part, shapes) for part in parts if len(part.ids) > 1]
    alone = [part for part in parts if len(part.ids) == 1]
    order = _reading_order(spec)
    widest = max((float(part.radii[0]) for part in alone), default=0.0)
    return packed(boxes, sorted((part.ids[0] for part in alone), key=order), widest)


def _reading_order(spec: MapSpec) -> Callable[[str], tuple[int, str, str]]:
    order = {kind.id: place for place, kind in enumerate(spec.kinds)}
    key = {node.id: (order[node.kind], node.name.casefold(), node.id) for node in spec.nodes}
    return key.__getitem__


def _laid_out(part: Part, shapes: dict[bytes, Points]) -> Box:
    """Lay one connected part out by itself, or as one was that had the same sizes and ties."""
    alike = part.radii.tobytes() + part.ties.tobytes()
    if alike not in shapes:
        shapes[alike] = shape(part)
    return boxed(part.ids, shapes[alike], part.radii)


def _beside(standing: Places, new: Places, spec: MapSpec) -> Places:
    """Move what is new to the right of what stands or below it, whichever makes the better page."""
    if not standing or not new:
        return new
    radii = {node.id: node.size for node in spec.nodes}
    (left, top), far = _edges(standing, radii)
    shift = np.array([left, top])
    size = _edges(new, radii)[1] + BETWEEN
    corners = [np.array([far[0] + BETWEEN[0], top]), np.array([left, far[1] + BETWEEN[1]])]
    corner = min(corners, key=lambda one: page_of([far - shift, one + size - shift]))
    x, y = (math.ceil(each) for each in corner)
    return {one: (place[0] + x, place[1] + y) for one, place in new.items()}


def _edges(places: Places, radii: dict[str, float]) -> tuple[Points, Points]:
    points = np.array(list(places.values()))
    around = np.array([radii[one] for one in places])[:, None]
    return (points - around).min(axis=0), (points + around).max(axis=0)
