"""What a picture is drawn with: outlines, lines and words on a sheet, in CSS pixels from its upper left corner."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from netmap.reports.charts.letters import fitted, wrapped
from netmap.reports.charts.style import INK, LETTER, LINE, MARGIN, PAPER, QUIET, TITLE, WIDE
from netmap.reports.document import Link, Picture, Table

MOVE, TO, CURVE, BEND, CLOSE = 1, 2, 3, 4, 79
"""What each point of an outline does, as matplotlib numbers it; CURVE takes two points, BEND three."""
_ROUND = 0.5522847498
"""How far out the handles of a quarter of a circle lie."""
_NOTHING = 0.01

Point = tuple[float, float]
Outline = tuple[tuple[int, Point], ...]
"""Points with what each of them does."""


@dataclass(frozen=True)
class Shape:
    """Outlines that look alike, drawn as one; `fill` or `line` None leaves that out, `dash` is in pixels.

    `is_round` rounds the ends of lines.
    """

    outlines: tuple[Outline, ...]
    fill: str | None = None
    line: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    is_round: bool = False


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is where its letters stand, `align` start, middle or end."""

    x: float
    y: float
    text: str
    size: float = LETTER
    bold: bool = False
    colour: str = INK
    align: str = "start"


@dataclass
class Sheet:
    """A picture in the making, from back to front; words lie above all shapes."""

    wide: int = WIDE
    high: int = 0
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def draw(
        self,
        outlines: Iterable[Outline],
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
        opacity: float = 1.0,
    ) -> None:
        """Draw outlines that look alike; nothing where there are none."""
        if drawn := tuple(outlines):
            self.shapes.append(Shape(drawn, fill, line, width, dash, opacity))

    def dot(self, places: Iterable[Point], radius: float, colour: str) -> None:
        """Draw discs of one size as lines that are all end: a tenth of the letters that outlines of circles take."""
        if drawn := tuple(line((x, y), (x + _NOTHING, y)) for x, y in places):
            self.shapes.append(Shape(drawn, line=colour, width=2 * radius, is_round=True))

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        widest: float = math.inf,
        size: float = LETTER,
        bold: bool = False,
        colour: str = INK,
        align: str = "start",
    ) -> None:
        """Write one line, cut where it is wider than its room."""
        if said := fitted(text, widest, size, bold=bold):
            self.words.append(Words(x, y, said, size, bold, colour, align))

    def lay(
        self,
        x: float,
        y: float,
        text: str,
        *,
        widest: float,
        most: int,
        size: float = LETTER,
        bold: bool = False,
        colour: str = INK,
        align: str = "start",
    ) -> float:
        """Write a text in several lines from `y` down, and give where the next line would stand."""
        step = LINE * size / LETTER
        for line in wrapped(text, widest, size, most=most, bold=bold):
            self.write(x, y, line, size=size, bold=bold, colour=colour, align=align)
            y += step
        return y

    def head(self, title: str, subtitle: str) -> float:
        """Write the main message and what the picture measures, and give where the drawing may begin."""
        room = self.wide - 2 * MARGIN
        y = self.lay(MARGIN, MARGIN + TITLE, title, widest=room, most=2, size=TITLE, bold=True)
        y = self.lay(MARGIN, y, subtitle, widest=room, most=3, colour=QUIET)
        return y - LINE + MARGIN

    def finished(
        self, name: str, *, caption: str, alt: str, table: Table, high: float, link: Link | None = None
    ) -> Picture:
        """Draw the sheet, as dots only when they are asked for, and give the picture with its words and figures."""
        from netmap.reports.charts.plotting import plotted

        self.high = math.ceil(high / 4) * 4
        svg, dots = plotted(self)
        return Picture(caption, alt, svg, dots, self.wide, self.high, table, name, link)


def line(*points: Point) -> Outline:
    """Join points by straight lines."""
    return tuple((TO if number else MOVE, point) for number, point in enumerate(points))


def polygon(points: Sequence[Point]) -> Outline:
    """Join points by straight lines, the last with the first."""
    return (*line(*points), (CLOSE, points[0]))


def box(left: float, top: float, wide: float, high: float) -> Outline:
    """Outline a rectangle."""
    right, bottom = left + wide, top + high
    return polygon([(left, top), (right, top), (right, bottom), (left, bottom)])


def circle(x: float, y: float, radius: float) -> Outline:
    """Outline a circle."""
    return (*pie(x, y, radius, 4)[1:-2], (CLOSE, (x, y - radius)))


def pie(x: float, y: float, radius: float, quarters: int) -> Outline:
    """Outline so many quarters of a disc, clockwise from the top."""
    ends = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]

    def at(across: float, down: float) -> Point:
        return x + across * radius, y + down * radius

    found: list[tuple[int, Point]] = [(MOVE, (x, y)), (MOVE if quarters == 4 else TO, at(*ends[0]))]
    for number in range(quarters):
        (a, b), (c, d) = ends[number], ends[(number + 1) % 4]
        found += [
            (BEND, at(a + c * _ROUND, b + d * _ROUND)),
            (BEND, at(c + a * _ROUND, d + b * _ROUND)),
            (BEND, at(c, d)),
        ]
    return (*found, (TO, (x, y)), (CLOSE, (x, y)))


def arrow_head(tip: Point, turn: float, length: float = 9.0) -> Outline:
    """Outline the head of an arrow that points in a direction, in radians clockwise from the right."""
    wings = [(tip[0] - length * math.cos(turn + side), tip[1] - length * math.sin(turn + side)) for side in (0.4, -0.4)]
    return polygon([wings[0], tip, wings[1]])


def paper(sheet: Sheet) -> Shape:
    """Give the white ground of a sheet."""
    return Shape((box(0, 0, sheet.wide, sheet.high),), fill=PAPER)
