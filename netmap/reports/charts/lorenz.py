"""How evenly the third sector's seats are shared: the Lorenz curve of seats held, with that of voice beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netmap.analyses.dominance import DominanceResult
from netmap.measures.concentration import lorenz
from netmap.model.words import counted, percent
from netmap.reports.charts.drawing import Point, Sheet, circle, line
from netmap.reports.charts.letters import unbroken
from netmap.reports.charts.style import BLUE, GRID, LINE, MARGIN, ORANGE, PAPER, QUIET
from netmap.reports.document import Cell, Column, Figure, Picture, Table
from netmap.reports.sections.tables import day_of, share
from netmap.words import words_of

NAME = "lorenz"
_LEFT, _HIGH = 62, 300
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_DASH, _DOTS = (7.0, 4.0), (2.0, 3.0)
_MOST_POINTS = 12
"""Above so many organisations the table has one row for each tenth of them."""
_say = words_of("reports/charts")


@dataclass(frozen=True)
class _Curve:
    """Seats or voice of organisations, the smallest first, with the points of their Lorenz curve."""

    counts: tuple[float, ...]
    points: tuple[Point, ...]

    @property
    def half(self) -> int:
        """Count the smaller half of the organisations, the one in the middle left out."""
        return len(self.counts) // 2

    @property
    def total(self) -> float:
        """Add up all seats."""
        return sum(self.counts)

    def together(self, smallest: int) -> float:
        """Add up what the smallest have."""
        return sum(self.counts[:smallest])

    def steps(self) -> list[int]:
        """Choose how many of the smallest the rows of a table are about."""
        count = len(self.counts)
        return list(range(1, count + 1)) if count <= _MOST_POINTS else [round(count * i / 10) for i in range(1, 11)]


def lorenz_picture(result: DominanceResult) -> Picture | None:
    """How evenly are the third sector's seats shared, and how evenly is the voice in them?

    Definition: the Lorenz curves of `details["lorenz"]`, seats by holder, and of the voice view, each among those who
    have any; the straight line is equality.

    Parameters
        result: of `dominance`.
    Returns
        Picture named `lorenz`; None where no third-sector seat is held.
    Cost
        Grows with the organisations that have a seat or a voice.
    """
    seats = _curve(result.views["holders"].counts, result.details["lorenz"].itertuples(index=False, name=None))
    voice = _curve(result.views["voice"].counts)
    if not seats.counts:
        return None
    place, day = result.scope or _say("everywhere"), day_of(result.as_of)
    sheet = Sheet()
    of = counted(round(seats.total), "third-sector seat")
    top = sheet.head(_headline(seats), _say("lorenz_subtitle", seats=of, place=place, day=unbroken(day)))
    plot = _Plot(_key(sheet, top, seats, voice), sheet.wide - MARGIN)
    _axes(sheet, plot)
    _curves(sheet, plot, seats, voice)
    return sheet.finished(
        NAME,
        caption=_say("lorenz_caption", place=place, day=day),
        alt=f"{_alt_seats(seats)} {_alt_voice(voice)}",
        table=_table(seats, voice),
        high=plot.top + _HIGH + 2 * LINE + 4 + MARGIN,
    )


def _curve(counts: Mapping[str, float], points: Iterable[Point] | None = None) -> _Curve:
    ordered = tuple(sorted(counts.values()))
    return _Curve(ordered, tuple(lorenz(ordered) if points is None else points))


def _headline(seats: _Curve) -> str:
    most, of = seats.counts[-1], round(seats.total)
    tied = seats.counts.count(most)
    if tied == 1:
        return _say("lorenz_one", seats=f"{most:,.0f}", of=f"{of:,}")
    return _say("lorenz_tied", holders=f"{tied:,}", seats=f"{most:,.0f}", of=f"{of:,}")


def _alt_seats(seats: _Curve) -> str:
    of, most = counted(round(seats.total), "third-sector seat"), seats.counts[-1]
    if not seats.half:
        return _say("lorenz_alt_sole", of=of)
    held = seats.together(seats.half)
    return _say(
        "lorenz_alt_seats",
        of=of,
        held=f"{held:,.0f}",
        share=percent(held / seats.total),
        holders=_smallest(seats, "holder"),
        most=f"{most:,.0f}",
        most_share=percent(most / seats.total),
    )


def _alt_voice(voice: _Curve) -> str:
    if not voice.half:
        return _say("lorenz_alt_voice_sole")
    return _say(
        "lorenz_alt_voice",
        share=percent(voice.together(voice.half) / voice.total),
        organisations=_smallest(voice, "organisation"),
        most_share=percent(voice.counts[-1] / voice.total),
    )


@dataclass(frozen=True)
class _Plot:
    """Where the curves lie on the sheet: shares from 0 to 1 across and up."""

    top: float
    right: float

    def at(self, across: float, up: float) -> Point:
        """Place a point."""
        return _LEFT + across * (self.right - _LEFT), self.top + (1 - up) * _HIGH


def _key(sheet: Sheet, top: float, seats: _Curve, voice: _Curve) -> float:
    """Draw the key above the curves, and give where they begin."""
    x, y = float(MARGIN), top + LINE
    entries = (
        (_say("lorenz_seats", count=counted(len(seats.counts), "holder")), BLUE, 3.0, ()),
        (_say("lorenz_voice", count=counted(len(voice.counts), "organisation")), ORANGE, 2.5, _DASH),
        (_say("lorenz_equal"), QUIET, 1.5, _DOTS),
    )
    for words, colour, width, dash in entries:
        sheet.draw([line((x, y - 4), (x + 32, y - 4))], line=colour, width=width, dash=dash)
        sheet.write(x + 38, y, words)
        x += 204
    return y + 2 * LINE + 8


def _axes(sheet: Sheet, plot: _Plot) -> None:
    foot = plot.at(0, 0)[1]
    across = [line(plot.at(0, tick), plot.at(1, tick)) for tick in _TICKS[1:]]
    sheet.draw(across, line=GRID, width=0.6, dash=_DOTS)
    sheet.draw([line(plot.at(0, 0), plot.at(1, 0))], line=QUIET, width=1.2)
    for tick in _TICKS:
        sheet.write(_LEFT - 8, plot.at(0, tick)[1] + 5, percent(tick), align="end", colour=QUIET)
        align = "end" if tick == 1 else "middle"
        sheet.write(plot.at(tick, 0)[0], foot + LINE + 2, percent(tick), align=align, colour=QUIET)
    sheet.write(MARGIN, plot.top - LINE, _say("lorenz_up"), colour=QUIET)
    sheet.write(plot.right, foot + 2 * LINE + 4, _say("lorenz_across"), align="end", colour=QUIET)


def _curves(sheet: Sheet, plot: _Plot, seats: _Curve, voice: _Curve) -> None:
    """Draw the line of equality, voice and seats, and say at one point what the curve of seats means."""
    sheet.draw([line(plot.at(0, 0), plot.at(1, 1))], line=QUIET, width=1.5, dash=_DOTS)
    for curve, colour, width, dash in ((voice, ORANGE, 2.5, _DASH), (seats, BLUE, 3.0, ())):
        sheet.draw([line(*(plot.at(*point) for point in curve.points))], line=colour, width=width, dash=dash)
    if seats.half:
        _point(sheet, plot, seats)


def _point(sheet: Sheet, plot: _Plot, seats: _Curve) -> None:
    """Say above one point of the curve what it means."""
    x, y = plot.at(*seats.points[seats.half])
    share_held = percent(seats.together(seats.half) / seats.total)
    said = (_say("lorenz_point", share=share_held), _say("lorenz_point_of", holders=_smallest(seats, "holder")))
    left, top = max(_LEFT + 8, x - 200), plot.top + LINE
    sheet.draw([line((x, top + LINE + 6), (x, y))], line=BLUE, width=1.0)
    sheet.draw([circle(x, y, 5)], fill=PAPER, line=BLUE, width=2.5)
    for row, words in enumerate(said):
        sheet.write(left, top + row * LINE, words, bold=True)


def _smallest(curve: _Curve, noun: str) -> str:
    of = counted(len(curve.counts), noun)
    return _say("lorenz_smallest_one", of=of) if curve.half == 1 else _say("lorenz_smallest", half=curve.half, of=of)


def _table(seats: _Curve, voice: _Curve) -> Table:
    rows = [
        _row(curve, words, smallest)
        for curve, words in ((seats, _say("lorenz_by_seats")), (voice, _say("lorenz_by_voice")))
        for smallest in curve.steps()
    ]
    return Table(
        _say("lorenz_table"),
        (
            Column("counted-by", _say("lorenz_counted")),
            Column("organisations", _say("lorenz_organisations"), numeric=True),
            Column("share-of-organisations", _say("lorenz_organisations_share"), numeric=True),
            Column("seats", _say("lorenz_together"), numeric=True),
            Column("share-of-seats", _say("lorenz_together_share"), numeric=True),
        ),
        tuple(rows),
        _say("lorenz_note"),
        f"{NAME}-data",
    )


def _row(curve: _Curve, words: str, smallest: int) -> tuple[Cell, ...]:
    count, held, total = len(curve.counts), curve.together(smallest), round(curve.total)
    return (
        Cell(words),
        Cell(share(smallest, count), figure=Figure(smallest, of=count)),
        Cell(percent(smallest / count), figure=Figure(smallest / count)),
        Cell(share(round(held, 1), total), figure=Figure(round(held, 6), of=total)),
        Cell(percent(held / curve.total), figure=Figure(round(held / curve.total, 6))),
    )
