"""Awards over time by what they pay for, with the stretches in which two funders may pay for the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netmap.analyses.duplication import DuplicationResult
from netmap.analyses.duplication.overlaps import Overlap
from netmap.model.words import counted, listed, shown_of
from netmap.network import Network
from netmap.reports.charts.awards import Award, Stretch, read_awards
from netmap.reports.charts.drawing import Sheet, box, line
from netmap.reports.charts.letters import unbroken
from netmap.reports.charts.style import BLUE, GREY, GRID, INK, LINE, MARGIN, ORANGE, PAPER, QUIET, SMALL
from netmap.reports.document import Cell, Column, Figure, Picture, Table
from netmap.reports.sections.tables import day as said
from netmap.reports.sections.tables import day_of
from netmap.words import words_of

NAME = "funding"
MOST_AWARDS, MOST_OVERLAPS = 14, 2
_LABEL, _STEP, _BAR, _HEADING = 282, 36, 13, 26
_MOST_TICKS = 6
_say = words_of("reports/charts")


@dataclass(frozen=True)
class _Axis:
    """Whole years from left to right."""

    first: int
    last: int
    left: float
    right: float

    def at(self, day: date) -> float:
        """Place a day."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 1, 1).toordinal()
        return self.left + (day.toordinal() - start) / (end - start) * (self.right - self.left)

    def ticks(self) -> range:
        """Choose the years that are named."""
        return range(self.first, self.last + 1, -(-(self.last - self.first) // _MOST_TICKS))


def funding_picture(result: DuplicationResult, network: Network, *, area: str | None = None) -> Picture | None:
    """What is paid for, by whom and when, and where may two funders pay for the same?

    Definition: a bar for each award that says what it pays for, by function; where both of a candidate pair run it is
    marked. An award without a start or an end on record is open there. Of more than 14 awards those that may
    pay twice come first, then those that run on the day; the caption says how many are shown.

    Parameters
        result: of `duplication`.
        network: the same network.
        area: the same place, by name or id; None means that of the result.
    Returns
        Picture named `funding`; None where no award says what it pays for.
    Raises
        AnalysisError: the area is not known.
    Cost
        Grows with the awards in scope.
    """
    awards = read_awards(result, network, area)
    if not awards:
        return None
    shown = _chosen(awards, date.fromisoformat(result.as_of))
    place, day = result.scope or _say("everywhere"), day_of(result.as_of)
    sheet = Sheet()
    subtitle = _say("funding_subtitle", place=place, day=unbroken(day))
    top = _key(sheet, sheet.head(_headline(awards), subtitle), shown)
    foot = _bars(sheet, top, shown, date.fromisoformat(result.as_of))
    return sheet.finished(
        NAME,
        caption=_say("funding_caption", place=place, day=day, shown=_cut(awards, shown)),
        alt=_alt(result, network, awards),
        table=_table(shown),
        high=foot + LINE + MARGIN,
    )


def _chosen(awards: Sequence[Award], today: date) -> list[Award]:
    """Choose the awards to show, and keep their order."""
    ranked = sorted(awards, key=lambda award: (not award.twice, not award.runs(today)))
    chosen = set(ranked[:MOST_AWARDS])
    return [award for award in awards if award in chosen]


def _ids(awards: Sequence[Award]) -> set[str]:
    return {award.id for award in awards}


def _headline(awards: Sequence[Award]) -> str:
    count, of = len(_ids([award for award in awards if award.twice])), counted(len(_ids(awards)), "award")
    return _say("funding_title", count=count, awards=of) if count else _say("funding_title_none", awards=of)


def _cut(awards: Sequence[Award], shown: Sequence[Award]) -> str:
    few, all_of_them = len(_ids(shown)), len(_ids(awards))
    return "" if few == all_of_them else _say("funding_shown", awards=shown_of(few, all_of_them, "awards"))


def _alt(result: DuplicationResult, network: Network, awards: Sequence[Award]) -> str:
    count = len(_ids([award for award in awards if award.twice]))
    unsure = len(_ids([award for award in awards if award.is_open]))
    told = [_say("funding_alt", awards=counted(len(_ids(awards)), "award"), count=count, open=unsure)]
    told += [_overlap_said(overlap, network) for overlap in result.overlaps[:MOST_OVERLAPS]]
    more = len(result.overlaps) - MOST_OVERLAPS
    return " ".join([*told, _say("funding_alt_more", overlaps=counted(more, "more overlap"))] if more > 0 else told)


def _overlap_said(overlap: Overlap, network: Network) -> str:
    names = network.names("EngagementFunction")
    return _say(
        "funding_alt_overlap",
        awards=counted(len(overlap.awards), "award"),
        functions=listed([names.get(each, each) for each in overlap.functions], 2),
        start=said(min(part.start for part in overlap.segments)),
        end=said(max(part.end for part in overlap.segments)),
    )


def _key(sheet: Sheet, top: float, shown: Sequence[Award]) -> float:
    """Draw the key above the bars: only what they show."""
    y, x = top + LINE + 2, float(MARGIN)
    entries = [(_say("funding_key_award"), _plain)]
    entries += [(_say("funding_key_twice"), _marked)] if any(award.twice for award in shown) else []
    entries += [(_say("funding_key_open"), _open)] if any(award.is_open for award in shown) else []
    for words, draw in entries:
        draw(sheet, x, y - 11, 40)
        sheet.write(x + 46, y, words)
        x += 190
    return y + LINE


def _plain(sheet: Sheet, left: float, top: float, wide: float) -> None:
    sheet.draw([box(left, top, wide, _BAR)], fill=BLUE)


def _marked(sheet: Sheet, left: float, top: float, wide: float) -> None:
    """Draw a stretch that may pay twice: another colour, and stripes across it."""
    sheet.draw([box(left, top - 2, wide, _BAR + 4)], fill=ORANGE, line=INK, width=1.2)
    count = int(wide // 8)
    stripes = [line((left + 4 + 8 * each, top + _BAR + 2), (left + 8 + 8 * each, top - 2)) for each in range(count)]
    sheet.draw(stripes, line=INK, width=1.0)


def _open(sheet: Sheet, left: float, top: float, wide: float) -> None:
    """Draw an award of which a day is missing: hollow and dashed."""
    sheet.draw([box(left, top, wide, _BAR)], fill=PAPER, line=GREY, width=1.5, dash=(4, 3))


def _bars(sheet: Sheet, top: float, shown: Sequence[Award], today: date) -> float:
    """Draw the years, the day and a bar for each award under the name of its function; give where they end."""
    axis = _axis(sheet, shown, today)
    functions = list(dict.fromkeys(award.function for award in shown))
    foot = top + LINE + 8 + len(shown) * _STEP + len(functions) * _HEADING
    _years(sheet, axis, top + LINE, foot, today)
    y = top + LINE + 8
    for function in functions:
        sheet.write(MARGIN, y + LINE, function, bold=True, widest=_LABEL - 8)
        y += _HEADING
        for award in (each for each in shown if each.function == function):
            sheet.write(MARGIN, y + 12, award.recipient, size=SMALL, widest=_LABEL - 12)
            paid_by = _say("funding_from", funder=award.funder)
            sheet.write(MARGIN, y + 27, paid_by, size=SMALL, widest=_LABEL - 12, colour=QUIET)
            _bar(sheet, axis, y + 10, award)
            y += _STEP
    return foot


def _axis(sheet: Sheet, shown: Sequence[Award], today: date) -> _Axis:
    days = [day for award in shown for day in (award.start, award.end, today) if day]
    first, last = min(days).year, min(max(days).year + 1, date.max.year)
    return _Axis(min(first, last - 1), last, MARGIN + _LABEL, sheet.wide - MARGIN - 18)


def _years(sheet: Sheet, axis: _Axis, top: float, foot: float, today: date) -> None:
    for year in axis.ticks():
        x = axis.at(date(year, 1, 1))
        sheet.draw([line((x, top + 5), (x, foot))], line=GRID, width=0.6, dash=(2, 3))
        sheet.write(x, top, str(year), size=SMALL, align="middle", colour=QUIET)
    x = axis.at(today)
    sheet.draw([line((x, top + 5), (x, foot + 4))], line=INK, width=1.5)
    sheet.write(x, foot + LINE, said(today), size=SMALL, bold=True, align="middle")


def _bar(sheet: Sheet, axis: _Axis, top: float, award: Award) -> None:
    left = axis.left if award.start is None else axis.at(award.start)
    right = axis.right if award.end is None else axis.at(award.end)
    (_open if award.is_open else _plain)(sheet, left, top, max(right - left, 2))
    for start, end in award.twice:
        _marked(sheet, axis.at(start), top, max(axis.at(end) - axis.at(start), 4))
    for missing, x in ((award.start, left - 6), (award.end, right + 8)):
        if missing is None:
            sheet.write(x, top + 11, "?", bold=True, align="middle", colour=GREY)


def _table(shown: Sequence[Award]) -> Table:
    return Table(
        _say("funding_table"),
        (
            Column("function", _say("funding_function")),
            Column("award", _say("funding_award")),
            Column("funder", _say("funding_funder")),
            Column("recipient", _say("funding_recipient")),
            Column("from", _say("funding_start")),
            Column("until", _say("funding_end")),
            Column("may-pay-twice", _say("funding_twice")),
        ),
        tuple(
            (
                Cell(award.function),
                Cell(award.id),
                Cell(award.funder),
                Cell(award.recipient),
                _day_cell(award.start),
                _day_cell(award.end),
                Cell(_stretches(award.twice) or _say("funding_no")),
            )
            for award in shown
        ),
        name=f"{NAME}-data",
    )


def _day_cell(day: date | None) -> Cell:
    return Cell("", "x") if day is None else Cell(said(day), figure=Figure(day))


def _stretches(twice: Sequence[Stretch]) -> str:
    return listed([_say("funding_stretch", start=said(start), end=said(end)) for start, end in twice])
