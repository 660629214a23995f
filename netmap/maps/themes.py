"""The two looks of a page, on light and on dark: paper, ink, and how the colours of marks and ties change with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """One look: `line` rings every mark, `unknown` fills what nobody asked, `lift` is how far colours go to white."""

    name: str
    paper: str
    ink: str
    line: str
    unknown: str
    lift: float

    def fill(self, colour: str) -> str:
        """Give the colour of a mark on this paper; its ring, not its fill, sets it off."""
        return lifted(colour, self.lift)

    def stroke(self, colour: str) -> str:
        """Give the colour of a tie on this paper, where it must stand by itself."""
        return lifted(colour, self.lift * 2)


LIGHT = Theme("light", "#ffffff", "#1b1f24", "#1d1d1d", "#dde2e7", 0.0)
DARK = Theme("dark", "#14181d", "#eef1f4", "#f4f6f8", "#4b545e", 0.28)
THEMES = (LIGHT, DARK)


def lifted(colour: str, share: float) -> str:
    """Mix a colour with white.

    Example
        >>> lifted("#000000", 0.5)
        '#808080'
    """
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
