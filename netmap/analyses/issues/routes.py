"""Routes from a theme through seats to partnerships."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """One way from a theme to a partnership: the seat, with the person ('' where none is named) and the body."""

    seat: str
    partnership: str
    person: str
    organisation: str
    expert: bool = False
