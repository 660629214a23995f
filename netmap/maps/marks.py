"""The marks of maps: the outline of each shape, and how a gap and what is not known are told apart from the rest."""

from __future__ import annotations

from netmap.maps.spec import Node

GAP_SIGN, UNKNOWN_SIGN = "!", "?"
OUTLINES = {
    "dot": "M19 12A7 7 0 1 1 5 12A7 7 0 1 1 19 12Z",
    "square": "M5 5H19V19H5Z",
    "triangle": "M12 4L20 18.5H4Z",
    "triangleDown": "M12 20L20 5.5H4Z",
    "diamond": "M12 3L21 12L12 21L3 12Z",
    "hexagon": "M20 12L16 18.9H8L4 12L8 5.1H16Z",
    "star": "M12 2.5L14.3 9.1L21.3 9.2L15.7 13.4L17.8 20.1L12 16.1L6.2 20.1L8.3 13.4L2.7 9.2L9.7 9.1Z",
    "line": "M0 12H34",
    "arrow": "M0 12H34M27 7L34 12L27 17",
}
"""Marks as paths in a square of 24, drawn alike in the legend, in a saved picture and in a report."""
DASHES = {GAP_SIGN: [4, 2.5], UNKNOWN_SIGN: [1.3, 2]}


def sign_of(node: Node) -> str:
    """Give the sign that stands before the name of a gap, or of what is not known."""
    return GAP_SIGN if node.gap else UNKNOWN_SIGN if node.unknown else ""
