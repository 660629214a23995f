"""The drawing of a still map: which records and ties are seen at first, where they lie, how they look."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from netmap.errors import RenderError
from netmap.maps.marks import DASHES, GAP_SIGN, UNKNOWN_SIGN, sign_of
from netmap.maps.spec import Edge, Kind, MapSpec, Node
from netmap.maps.themes import LIGHT
from netmap.maps.views.spans import stands
from netmap.reports.charts.drawing import CURVE, MOVE, Outline, Point, Sheet, arrow_head, box, line
from netmap.reports.charts.naming import STEP, Label, Named, labels_of
from netmap.reports.charts.outlines import mark_outlines, placed
from netmap.reports.charts.style import PAPER, SMALL

LEAST, MOST = 200.0, 540.0
"""The least and the greatest height of a map on the sheet."""
_ROOM, _EDGE, _CLOSEST, _LEAST_SHARE = 26.0, 4.0, 1.6, 0.68
_SMALLEST, _THINNEST, _THICKEST, _HEAD, _SMALLEST_HEAD = 2.5, 0.7, 3.0, 9.0, 5.0
_BEND = 0.12


@dataclass(frozen=True)
class Course:
    """Where a tie runs on the sheet, and the point that it bends towards where it would lie on another."""

    edge: Edge
    start: Point
    end: Point
    via: Point | None

    @property
    def turn(self) -> float:
        """Give the direction in which it ends."""
        x, y = self.via or self.start
        return math.atan2(self.end[1] - y, self.end[0] - x)

    def outline(self) -> Outline:
        """Give its line."""
        if not self.via:
            return line(self.start, self.end)
        return ((MOVE, self.start), (CURVE, self.via), (CURVE, self.end))


@dataclass(frozen=True)
class Graph:
    """A finished map on a sheet: `left` and `wide` say where, everything else follows from the map.

    Raises
        RenderError: a record has no place.
    """

    spec: MapSpec
    left: float
    wide: float
    top: float

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Give the records seen at first: of a large map those that it opens on, and those that stand on the day."""
        opening = set(self.spec.opens_on)
        return {
            node.id: node
            for node in self.spec.nodes
            if (not opening or node.id in opening) and stands(node.spans, self.spec.as_of)
        }

    @cached_property
    def edges(self) -> list[tuple[Edge, int]]:
        """Give the ties between them that stand on the day, each with how many of the same pair come before it."""
        between: Counter[frozenset[str]] = Counter()
        found = []
        for edge in self.spec.edges:
            pair = frozenset((edge.source, edge.target))
            if pair <= self.nodes.keys() and stands(edge.spans, self.spec.as_of):
                found.append((edge, between[pair]))
            between[pair] += 1
        return found

    @cached_property
    def courses(self) -> list[Course]:
        """Give where these ties run; a second one of a pair bends, lest it lie on the first."""
        numbers = {node.id: number for number, node in enumerate(self.spec.nodes)}
        return [
            self._course(edge, (1 if numbers[edge.source] < numbers[edge.target] else -1) * _BEND * bend)
            for edge, bend in self.edges
        ]

    def _course(self, edge: Edge, side: float) -> Course:
        (ax, ay), (bx, by) = (self.at(self.nodes[end]) for end in (edge.source, edge.target))
        via = ((ax + bx) / 2 + (by - ay) * side, (ay + by) / 2 - (bx - ax) * side) if side else None
        return Course(edge, (ax, ay), (bx, by), via)

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        sides = [
            (_x(node) - node.size, _y(node) - node.size, _x(node) + node.size, _y(node) + node.size)
            for node in self.nodes.values()
        ]
        if not sides:
            return 0.0, 0.0, 1.0, 1.0
        left, top, right, bottom = zip(*sides, strict=True)
        return min(left), min(top), max(right), max(bottom)

    @cached_property
    def _view(self) -> tuple[float, float, float]:
        """Give how many pixels one unit of the map takes, and where its middle lies: names at the edges have room."""
        left, top, right, bottom = self._bounds
        wide, high = right - left, bottom - top

        def scale_of(room: tuple[float, float]) -> float:
            across = max(self.wide - sum(room), _LEAST_SHARE * self.wide)
            return min(_CLOSEST, across / wide, (MOST - 2 * _ROOM) / high)

        scale = scale_of((_ROOM, _ROOM))
        trial = [label.box for label in labels_of(self._named(scale, (0.0, 0.0)))]
        half = wide / 2 * scale
        room = (
            max([_ROOM, *(-half - box[0] + _EDGE for box in trial)]),
            max([_ROOM, *(box[2] - half + _EDGE for box in trial)]),
        )
        scale = scale_of(room)
        tall = max(LEAST, high * scale + 2 * _ROOM)
        return scale, self.left + (self.wide + room[0] - room[1]) / 2, tall

    @property
    def scale(self) -> float:
        """Give how many pixels one unit of the map takes."""
        return self._view[0]

    @property
    def high(self) -> float:
        """Give the height that the map takes."""
        return self._view[2]

    def at(self, node: Node) -> Point:
        """Place a record."""
        return self._place(node, self.scale, (self._view[1], self.top + self.high / 2))

    def _place(self, node: Node, scale: float, middle: Point) -> Point:
        left, top, right, bottom = self._bounds
        x, y = _x(node) - (left + right) / 2, _y(node) - (top + bottom) / 2
        return middle[0] + x * scale, middle[1] + y * scale

    def _named(self, scale: float, middle: Point) -> list[Named]:
        tied = {end for edge, _ in self.edges for end in (edge.source, edge.target)}
        return [
            Named(
                node.name,
                *self._place(node, scale, middle),
                max(node.size * scale, _SMALLEST),
                sign_of(node),
                name in tied,
            )
            for name, node in self.nodes.items()
        ]

    def radius(self, node: Node) -> float:
        """Give the size of a mark in pixels; from afar it keeps one that can be seen."""
        return max(node.size * self.scale, _SMALLEST)

    @cached_property
    def labels(self) -> list[Label]:
        """Give the names that find room."""
        area = (self.left, self.top, self.left + self.wide, self.top + self.high)
        return labels_of(self._named(self.scale, (self._view[1], self.top + self.high / 2)), area)

    def draw(self, sheet: Sheet) -> None:
        """Draw ties, marks and names; the ground of a name is pale, and lies over a mark only where its name does."""
        self._draw_ties(sheet)
        self._draw_grounds(sheet, covering=False)
        self._draw_marks(sheet)
        self._draw_grounds(sheet, covering=True)
        for label in self.labels:
            left, top, right, _ = label.box
            x = {"start": left, "middle": (left + right) / 2, "end": right}[label.align]
            for row, words in enumerate(label.lines):
                sheet.write(x, top + SMALL - 1 + row * STEP, words, size=SMALL, bold=label.bold, align=label.align)

    def _draw_grounds(self, sheet: Sheet, *, covering: bool) -> None:
        boxes = (label.box for label in self.labels if label.covers == covering)
        grounds = (box(left - 1, top, right - left + 2, bottom - top) for left, top, right, bottom in boxes)
        sheet.draw(grounds, fill=PAPER, opacity=0.8)

    def _draw_ties(self, sheet: Sheet) -> None:
        """Draw the ties of each kind and width as one line, in the order of the map."""
        looks: dict[tuple[str, float], list[Course]] = {}
        for course in self.courses:
            looks.setdefault((course.edge.kind, course.edge.width), []).append(course)
        kinds = {tie.id: tie for tie in self.spec.ties}
        for (kind, width), courses in looks.items():
            tie = kinds[kind]
            lines = (course.outline() for course in courses)
            sheet.draw(lines, line=tie.colour, width=max(width * self.scale, _THINNEST), dash=tie.dash)
            if tie.arrow:
                sheet.draw((self._head(course) for course in courses), fill=tie.colour)

    def _head(self, course: Course) -> Outline:
        """Outline the head of an arrow that ends at the rim of its mark."""
        rim = self.radius(self.nodes[course.edge.target]) * 1.1
        x, y = course.end
        tip = (x - rim * math.cos(course.turn), y - rim * math.sin(course.turn))
        return arrow_head(tip, course.turn, max(_HEAD * self.scale, _SMALLEST_HEAD))

    def _draw_marks(self, sheet: Sheet) -> None:
        """Draw the marks of each kind and state as one outline."""
        looks: dict[tuple[str, str], list[Node]] = {}
        for node in self.nodes.values():
            looks.setdefault((node.kind, sign_of(node)), []).append(node)
        kinds, shapes = {kind.id: kind for kind in self.spec.kinds}, mark_outlines()
        for (kind, sign), nodes in looks.items():
            outline = shapes[kinds[kind].shape]
            marks = (placed(outline, *self.at(node), self.radius(node)) for node in nodes)
            look = look_of(kinds[kind], sign)
            width = min(look.width, _THICKEST * self.scale)
            sheet.draw(marks, fill=look.fill, line=LIGHT.line, width=max(width, _THINNEST), dash=look.dash)


@dataclass(frozen=True)
class Look:
    """How a mark is filled and ringed."""

    fill: str
    width: float
    dash: tuple[float, ...]


def look_of(kind: Kind, sign: str) -> Look:
    """Give the look of a mark as on the page of a map: a gap hollow and dashed, what is not known grey and dotted."""
    fill = {GAP_SIGN: LIGHT.paper, UNKNOWN_SIGN: LIGHT.unknown}.get(sign) or LIGHT.fill(kind.colour)
    return Look(fill, 2.0 if sign else 1.5, tuple(DASHES[sign]) if sign else ())


def _x(node: Node) -> float:
    return _given(node, node.x)


def _y(node: Node) -> float:
    return _given(node, node.y)


def _given(node: Node, place: float | None) -> float:
    if place is None:
        raise RenderError(f"The node '{node.id}' has no place.", "Call netmap.maps.layout.place(spec) first.")
    return place
