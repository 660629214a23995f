"""How issues that get stuck could reach a partnership that owns them, as diagrams from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from netmap.analyses.issues import IssuesResult
from netmap.analyses.result import capital
from netmap.model.words import THEME_WORDS, counted, listed, shown_of
from netmap.network import Network
from netmap.reports.charts.drawing import Sheet, arrow_head, box, line
from netmap.reports.charts.letters import plain, unbroken, width_of, wrapped
from netmap.reports.charts.style import BLUE, GREY, INK, LETTER, LINE, MARGIN, PAPER, PLUM, QUIET, SMALL
from netmap.reports.charts.ways import APART, BROKEN, LINKED, NOT_SOUGHT, Way, read_ways
from netmap.reports.document import Cell, Column, Figure, Picture, Table
from netmap.reports.sections.tables import day_of
from netmap.words import words_of

NAME = "routes"
MOST_ISSUES = 8
_BOX, _HIGH, _STEP = 216, 40, 78
_DASH = (4.0, 3.0)
_LEAST = 60
"""Room below which a status is not worth writing."""
_say = words_of("reports/charts")


def routes_picture(result: IssuesResult, network: Network) -> Picture | None:
    """How could issues that get stuck reach a partnership that owns them, and over how many people?

    Definition: for each issue of the findings of `issues` that gets stuck, the nearest relay from where it is voiced to
    an owner that does not hear it, with how many people sit on both; else a broken line. At most 8 issues,
    the gravest first; the caption says how many there are. People are counted, never named.

    Parameters
        result: of `issues`.
        network: the same network.
    Returns
        Picture named `routes`; None where no issue gets stuck.
    Cost
        Grows with the third-sector seats.
    """
    ways = read_ways(result, network)
    if not ways:
        return None
    place, day = result.scope or _say("everywhere"), day_of(result.as_of)
    themes = counted(len(result.rows), "issue")
    sheet, shown = Sheet(), ways[:MOST_ISSUES]
    top = sheet.head(_headline(ways, themes), _say("routes_subtitle", place=place, day=unbroken(day)))
    foot = _lanes(sheet, top, shown)
    cut = shown_of(len(shown), len(ways), "issues")
    return sheet.finished(
        NAME,
        caption=_say(
            "routes_caption",
            place=place,
            day=day,
            shown=_say("routes_shown", issues=cut) if len(shown) < len(ways) else "",
        ),
        alt=_alt(ways, shown, themes),
        table=_table(shown),
        high=foot,
    )


def _headline(ways: Sequence[Way], themes: str) -> str:
    certain = sum(way.is_certain for way in ways)
    if certain < len(ways):
        return _say("routes_title_between", low=certain, high=len(ways), themes=themes)
    return (
        _say("routes_title_one", themes=themes) if certain == 1 else _say("routes_title", count=certain, themes=themes)
    )


def _alt(ways: Sequence[Way], shown: Sequence[Way], themes: str) -> str:
    links = Counter(way.link for way in shown)
    told = _say("routes_alt", count=len(shown), linked=links[LINKED], broken=links[BROKEN] + links[APART])
    more = _say("routes_alt_not_sought", count=links[NOT_SOUGHT]) if links[NOT_SOUGHT] else ""
    return f"{_headline(ways, themes)}. {told} {more}".strip()


def _lanes(sheet: Sheet, top: float, shown: Sequence[Way]) -> float:
    """Draw one lane for each issue under the names of the three columns; give where they end."""
    left, right = float(MARGIN), sheet.wide - MARGIN - _BOX
    middle, y = (left + _BOX + right) / 2, top + LINE
    for x, words, align in (
        (left, _say("routes_voiced"), "start"),
        (middle, _say("routes_link"), "middle"),
        (right, _say("routes_owned"), "start"),
    ):
        sheet.write(x, y, words, align=align, colour=QUIET)
    for number, way in enumerate(shown):
        y = top + LINE + 8 + number * _STEP
        _title(sheet, y + LINE, way)
        others = [len(places) - 1 for places in (way.voiced, way.owners)]
        more_voiced = _say("routes_of_voiced", count=others[0]) if others[0] > 0 else ""
        more_owners = _say("routes_of_owners", count=others[1]) if others[1] > 0 else ""
        _end(sheet, left, y + 24, way.voiced, _say("routes_nowhere"), more_voiced)
        _end(sheet, right, y + 24, way.owners, _say("routes_no_owner"), more_owners)
        _link(sheet, left + _BOX, right, y + 24 + _HIGH / 2, way)
    return top + LINE + 8 + len(shown) * _STEP + MARGIN


def _title(sheet: Sheet, y: float, way: Way) -> None:
    """Name the issue and, at the other side, its status."""
    issue, room = capital(way.issue), sheet.wide - 2 * MARGIN
    sheet.write(MARGIN, y, issue, bold=True, widest=room)
    used = min(width_of(plain(issue), LETTER, bold=True), room) + 10
    status = THEME_WORDS[way.status]
    said = status if way.is_certain else _say("routes_unsure", status=status)
    if room - used > _LEAST:
        sheet.write(MARGIN + room, y, said, widest=room - used, size=SMALL, colour=QUIET, align="end")


def _end(sheet: Sheet, left: float, top: float, places: Sequence[str], otherwise: str, more: str) -> None:
    """Draw one end of a way: a partnership and how many more, or a hollow box where there is none."""
    line_of = PLUM if not places else BLUE
    sheet.draw([box(left, top, _BOX, _HIGH)], fill=PAPER, line=line_of, width=1.5, dash=() if places else _DASH)
    first = wrapped(places[0] if places else otherwise, _BOX - 16, SMALL, most=1 if more else 2)
    lines = [*((each, INK) for each in first), *([(more, QUIET)] if more else [])]
    y = top + _HIGH / 2 + 4 - 8 * (len(lines) - 1)
    for row, (text, colour) in enumerate(lines):
        sheet.write(left + 8, y + 16 * row, text, widest=_BOX - 16, size=SMALL, colour=colour)


def _link(sheet: Sheet, left: float, right: float, y: float, way: Way) -> None:
    """Draw an arrow where the issue could be passed on, else a broken line; say above and below what it rests on."""
    above, below = _said(way)
    start, tip, middle = (left + 6, y), (right - 4, y), (left + right) / 2
    if way.link == LINKED:
        sheet.draw([line(start, (tip[0] - 6, y))], line=BLUE, width=2.0)
        sheet.draw([arrow_head(tip, 0.0, 10)], fill=BLUE)
    else:
        sheet.draw([line(start, (middle - 8, y)), line((middle + 8, y), tip)], line=GREY, width=1.5, dash=_DASH)
    if way.link in (BROKEN, APART):
        sheet.draw(
            [line((middle - 5, y - 5), (middle + 5, y + 5)), line((middle - 5, y + 5), (middle + 5, y - 5))],
            line=PLUM,
            width=2.5,
        )
    room = right - left - 8
    sheet.write(middle, y - 9, above, widest=room, size=SMALL, align="middle", colour=INK)
    sheet.write(middle, y + 18, below, widest=room, size=SMALL, align="middle", colour=QUIET)


def _said(way: Way) -> tuple[str, str]:
    """Say who is on the link, and how few would break it by leaving."""
    without = {APART: _say("routes_nobody"), BROKEN: _say("routes_none"), NOT_SOUGHT: _say("routes_not_sought")}
    if way.link in without:
        return without[way.link], ""
    breaks = ""
    if way.breaks:
        people = _people(way.breaks)
        breaks = _say("routes_breaks", people=people) if way.breaks == 1 else _say("routes_breaks_any", people=people)
    if way.through:
        steps, fewest = counted(len(way.people), "step"), min(way.people)
        few = _say("routes_fewest", people=_people(fewest)) if fewest else _say("routes_fewest_none")
        return _say("routes_steps", steps=steps, through=listed(way.through, 2)), breaks or few
    if way.people[0]:
        return _say("routes_people", people=_people(way.people[0])), breaks
    return _say("routes_bodies", bodies=counted(way.bodies[0], "organisation")), breaks


def _people(count: int) -> str:
    return counted(count, "person").replace("persons", "people")


def _table(shown: Sequence[Way]) -> Table:
    return Table(
        _say("routes_table"),
        (
            Column("issue", _say("routes_issue_head")),
            Column("status", _say("routes_status")),
            Column("certain", _say("routes_certain")),
            Column("voiced-on", _say("routes_voiced")),
            Column("link", _say("routes_link")),
            Column("people-on-link", _say("routes_on_link"), numeric=True),
            Column("owned-by", _say("routes_owned")),
        ),
        tuple(_row(way) for way in shown),
        name=f"{NAME}-data",
    )


def _row(way: Way) -> tuple[Cell, ...]:
    people = min(way.people) if way.people else 0
    return (
        Cell(way.issue),
        Cell(THEME_WORDS[way.status]),
        Cell(_say("routes_yes") if way.is_certain else _say("routes_no")),
        Cell(listed(way.voiced) or _say("routes_nowhere")),
        Cell("; ".join(said for said in _said(way) if said)),
        Cell(f"{people:,}", figure=Figure(people)) if way.link == LINKED else Cell("", "z"),
        Cell(listed(way.owners) or _say("routes_no_owner")),
    )
