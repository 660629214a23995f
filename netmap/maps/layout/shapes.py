"""What a connected part looks like by itself."""

from __future__ import annotations

import numpy as np

from netmap.maps.layout.forces import unfolded
from netmap.maps.layout.parts import Part, Points
from netmap.maps.layout.room import with_room
from netmap.maps.layout.starting import signed, start

SMALL_TREE = 13


def shape(part: Part) -> Points:
    """Lay one connected part out, its long side flat, around the origin."""
    points = start(len(part.ids), part.ties)
    # A small tree is best as it begins.
    if len(part.ids) > SMALL_TREE or len(part.ties) != len(part.ids) - 1:
        points = unfolded(points, part.ties)
    points = with_room(points, part.radii)
    points = points - points.mean(axis=0)
    return np.asarray(points @ signed(np.linalg.svd(points, full_matrices=False)[2].T))
