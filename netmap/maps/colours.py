"""Looks that stay apart on paper, in grey and for colour-blind readers: every pair differs in shape or dash as well."""

from __future__ import annotations

KIND_LOOKS = (
    ("square", "#12436D"),
    ("dot", "#28A197"),
    ("triangle", "#801650"),
    ("diamond", "#F46A25"),
    ("hexagon", "#A285D1"),
    ("star", "#3D3D3D"),
    ("triangleDown", "#2073BC"),
)
"""Shape and fill of each kind in turn: the palette of the Government Analysis Function, and one more blue."""

TIE_LOOKS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("#5F6B76", ()),
    ("#801650", (8, 5)),
    ("#12436D", (2, 4)),
    ("#7A4A00", (12, 4, 2, 4)),
    ("#0B6E63", (18, 4)),
    ("#6B4FA0", (4, 3)),
    ("#A8371B", (6, 10)),
    ("#1D5E8C", (14, 4, 2, 4, 2, 4)),
    ("#5C5C00", (1, 7)),
    ("#8A2C6B", (10, 3, 4, 3)),
    ("#3D3D3D", (3, 9)),
    ("#00606B", (24, 8)),
    ("#4A5A00", (2, 2, 10, 2)),
)
"""Colour and dash of each kind of tie in turn."""


def contrast(one: str, other: str) -> float:
    """Say how far two colours stand apart.

    Definition: the WCAG 2.2 contrast ratio, (lighter + 0.05) / (darker + 0.05) of the relative
    luminances. Range 1..21, no unit. Graphic parts need 3, text needs 4.5.

    Parameters
        one, other: colours written as # and six digits.
    Returns
        float: the ratio, the same in either order.
    Example
        >>> round(contrast("#000000", "#ffffff"), 2)
        21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
