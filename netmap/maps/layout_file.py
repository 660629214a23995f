"""Layout files: the places of a map as its page saves them, to be kept when the map is drawn again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from netmap.errors import InputError
from netmap.maps.spec import LAYOUT_SCHEMA, MapSpec, key_of
from netmap.model.letters import read_json
from netmap.model.words import counted

LARGEST_FILE = 50_000_000
FARTHEST = 1_000_000.0
"""How far from the middle a mark may stand; a map of 20,000 records is about 15,000 wide."""

Place = tuple[float, float]


@dataclass(frozen=True)
class LayoutUse:
    """How much of a layout a map takes: nothing that is not used goes unsaid."""

    view: str
    kept: int
    not_on_map: int
    new: int
    other_views: int

    @property
    def sentence(self) -> str:
        """Say it in a sentence.

        Example
            >>> LayoutUse("overview", 12, 2, 1, 0).sentence
            '12 places kept in overview; 2 places in the layout are of nothing on this map; 1 record is new.'
        """
        parts = [f"{counted(self.kept, 'place')} kept in {self.view}"]
        if self.not_on_map:
            verb = "is" if self.not_on_map == 1 else "are"
            parts.append(f"{counted(self.not_on_map, 'place')} in the layout {verb} of nothing on this map")
        if self.new:
            parts.append(f"{counted(self.new, 'record')} {'is' if self.new == 1 else 'are'} new")
        return f"{'; '.join(parts)}."


@dataclass(frozen=True)
class Layout:
    """Places by view and by the key of a record (see `netmap.maps.spec.key_of`)."""

    places: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)

    def of(self, spec: MapSpec) -> dict[str, Place]:
        """Give the places of this map's view by the ids of its records; what names none of them is left out."""
        known = self.places.get(spec.view, {})
        keyed = ((node.id, known.get(key_of(node.id))) for node in spec.nodes) if known else ()
        return {one: place for one, place in keyed if place is not None}

    def used(self, spec: MapSpec) -> LayoutUse:
        """How many places does this map take, and how many name nothing on it?

        Parameters
            spec: the map.
        Returns
            LayoutUse: places kept, places of nothing on the map, records without a place here, and places
            of other views.
        Cost
            One step for each node.
        """
        own, kept = len(self.places.get(spec.view, {})), len(self.of(spec))
        elsewhere = sum(len(places) for view, places in self.places.items() if view != spec.view)
        return LayoutUse(spec.view, kept, own - kept, len(spec.nodes) - kept, elsewhere)


def read_layout(path: Path) -> Layout:
    """Which places were saved from an earlier map?

    Parameters
        path: a file that the page of a map has saved:
            `{"schema": "netmap/layout/1", "places": {"overview": {"784e4e8ad8d5": [120, -40.5]}}}`.
    Returns
        Layout: places by view and key, in the order of the file.
    Raises
        InputError: the file cannot be read, is not such a file, names a view or a record twice, or has a place
            that is none; the message says where, the hint what to do.
    Cost
        One step for each place; files of more than 50 MB are refused.
    """
    document = _read(path)
    if not isinstance(document, dict) or document.get("schema") != LAYOUT_SCHEMA:
        found = document.get("schema") if isinstance(document, dict) else None
        _refuse(
            path,
            f"is not a layout of the form {LAYOUT_SCHEMA}" + (f" but of '{found}'" if isinstance(found, str) else ""),
            "Give the file that 'Positions (for --layout)' on the page of a map saves.",
        )
    views = _object(path, document.get("places"), "places")
    return Layout(
        {
            view: {key: _place(path, view, key, place) for key, place in _object(path, places, view).items()}
            for view, places in views.items()
        }
    )


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            _refuse(path, "is larger than 50 MB, more than any layout", "Check that it is the file you meant.")
        text = path.read_text(encoding="utf-8-sig")
        return read_json(text, object_pairs_hook=lambda pairs: _once(path, pairs), parse_constant=_no_number)
    except OSError as error:
        raise InputError(
            f"The layout {path} cannot be read: {error.strerror or error}.", "Check its name and place.", file=str(path)
        ) from error
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(
            f"The layout {path} is not JSON{where}.",
            "Save the positions anew from the page of a map.",
            file=str(path),
        ) from error


def _once(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        _refuse(path, f"names '{twice}' twice", "Take one of the two out, or save the positions anew.", value=twice)
    return found


def _no_number(name: str) -> float:
    """Take NaN and Infinity, which are no JSON, as what they are, so that they are refused with their place."""
    return float(name)


def _object(path: Path, value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(path, f"has no list of places under '{name}'", "Save the positions anew from the page of a map.")
    return value


def _place(path: Path, view: str, key: str, value: Any) -> Place:
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in numbers):
        _refuse(
            path, f"has no place for '{key}' in '{view}'", "Write two numbers, [x, y], or take it out.", value=value
        )
    if not all(abs(one) <= FARTHEST for one in numbers):
        _refuse(
            path,
            f"puts '{key}' in '{view}' where nothing can be drawn",
            f"Give x and y between -{FARTHEST:,.0f} and {FARTHEST:,.0f}, or take it out.",
            value=value,
        )
    return float(numbers[0]), float(numbers[1])


def _refuse(path: Path, what: str, hint: str, **details: Any) -> NoReturn:
    raise InputError(f"The layout {path} {what}.", hint, file=str(path), **details)
