"""Still pictures of maps: the marks, ties and names that the page shows at first, with the legend in the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from netmap.maps.marks import GAP_SIGN, UNKNOWN_SIGN, sign_of
from netmap.maps.spec import MapSpec, TieKind
from netmap.maps.themes import LIGHT
from netmap.model.words import PROFILE_WORDS, counted, sentences_of, shown_of
from netmap.reports.charts.drawing import Outline, Sheet, arrow_head, line
from netmap.reports.charts.graph import Graph, look_of
from netmap.reports.charts.outlines import mark_outlines, placed
from netmap.reports.charts.style import LINE, MARGIN, QUIET, SMALL
from netmap.reports.document import Cell, Column, Figure, Link, Picture, Table
from netmap.reports.sections.tables import day_of
from netmap.words import words_of

MOST_SENTENCES = 2
_MARK, _ROW, _SAMPLE, _MARKS = 6.5, 20, 34, 276
"""Sizes of the legend: its marks, from row to row, its samples of ties, its column of marks."""
_say = words_of("reports/charts")

Entry = tuple[str, Callable[[Sheet, float, float], None]]
"""The words of a mark in the legend, and what draws it."""


def map_picture(spec: MapSpec, *, caption: str | None = None, link: Link | None = None) -> Picture:
    """How does a map look as a picture that stands still?

    Definition: what the page of the map shows at first, with the same marks, colours and dashes: of a large map what it
    opens on, of all maps what stands on the day. The legend, the day, the source and the filter are in the
    picture. Names of at most 40 records are written, none over another.

    Parameters
        spec: a finished map (`netmap.maps.making.make_maps`), with places.
        caption: a line in place of the question with day, filter and source.
        link: where the map itself is.
    Returns
        Picture named `map-` and the view; its table counts the kinds of records, without notes or evidence.
    Raises
        RenderError: the map does not hold together, or a record has no place.
    Cost
        Grows with records and ties.
    """
    spec.validate()
    sheet = Sheet()
    top = sheet.head(spec.question, spec.title)
    graph = Graph(spec, MARGIN, sheet.wide - 2 * MARGIN, top)
    graph.draw(sheet)
    foot = _legend(sheet, top + graph.high + LINE, graph)
    foot = _facts(sheet, foot, graph)
    name = f"map-{spec.view}"
    return sheet.finished(
        name,
        caption=caption or _say("map_caption", question=spec.question, facts=_facts_said(graph)),
        alt=_alt(graph),
        table=_table(graph, name),
        high=foot + MARGIN,
        link=link,
    )


def _shown(graph: Graph) -> tuple[str, str]:
    """Say how many records and ties are shown, out of how many."""
    spec, found = graph.spec, []
    for noun, some, every in (("record", graph.nodes, spec.nodes), ("tie", graph.courses, spec.edges)):
        whole = len(some) == len(every)
        found.append(counted(len(every), noun) if whole else shown_of(len(some), len(every), f"{noun}s"))
    return found[0], found[1]


def _facts_said(graph: Graph) -> str:
    spec = graph.spec
    records, ties = _shown(graph)
    shown = _say("map_shown", records=records, ties=ties)
    profile = PROFILE_WORDS[spec.profile]
    said = _say("map_facts", day=_day(spec.as_of), shown=shown, source=spec.source, profile=profile)
    return f"{said} {_say('map_filter')}" if spec.opens_on else said


def _day(text: str) -> str:
    """Say the day of a map as people write it; a program may have given anything."""
    try:
        return day_of(text)
    except ValueError:
        return text


def _alt(graph: Graph) -> str:
    records, ties = _shown(graph)
    summary = " ".join(sentences_of(graph.spec.summary)[:MOST_SENTENCES])
    return _say("map_alt", records=records, ties=ties, summary=summary)


def _facts(sheet: Sheet, top: float, graph: Graph) -> float:
    """Write below the legend what the map rests on."""
    room, y = sheet.wide - 2 * MARGIN, top + LINE
    for said in (_facts_said(graph), graph.spec.sizes):
        y = sheet.lay(MARGIN, y, said, widest=room, most=4, size=SMALL, colour=QUIET) if said else y
    return y - LINE


def _legend(sheet: Sheet, top: float, graph: Graph) -> float:
    """Draw the legend in two columns, marks and ties; give where it ends."""
    columns = ([*_kinds(graph), *_states(graph)], list(_ties(graph)))
    edges = (MARGIN, MARGIN + _MARKS, sheet.wide - MARGIN)
    for column, entries in enumerate(columns):
        x = edges[column]
        for row, (words, draw) in enumerate(entries):
            y = top + row * _ROW
            draw(sheet, x, y)
            said = words[:1].upper() + words[1:]
            sheet.write(x + _SAMPLE + 8, y + 4, said, size=SMALL, widest=edges[column + 1] - x - _SAMPLE - 12)
    return top + max(map(len, columns)) * _ROW - 4


def _kinds(graph: Graph) -> Iterator[Entry]:
    """Give the kinds of records drawn; one of which all are gaps is hollow here too."""
    nodes, outlines = list(graph.nodes.values()), mark_outlines()
    for kind in graph.spec.kinds:
        signs = {sign_of(node) for node in nodes if node.kind == kind.id}
        if signs:
            look = look_of(kind, GAP_SIGN if signs == {GAP_SIGN} else "")
            yield kind.name, _mark(outlines[kind.shape], look.fill, look.width, look.dash)


def _states(graph: Graph) -> Iterator[Entry]:
    used, outline = {sign_of(node) for node in graph.nodes.values()}, mark_outlines()["dot"]
    kind = graph.spec.kinds[0] if graph.spec.kinds else None
    for sign, words in ((GAP_SIGN, _say("map_gap")), (UNKNOWN_SIGN, _say("map_unknown"))):
        if kind and sign in used:
            look = look_of(kind, sign)
            yield words, _mark(outline, look.fill, look.width, look.dash)


def _mark(outline: Outline, fill: str, width: float, dash: tuple[float, ...]) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        shape = placed(outline, x + _SAMPLE / 2, y, _MARK)
        sheet.draw([shape], fill=fill, line=LIGHT.line, width=width, dash=dash)

    return draw


def _ties(graph: Graph) -> Iterator[Entry]:
    used = {course.edge.kind for course in graph.courses}
    return ((tie.name, _sample(tie)) for tie in graph.spec.ties if tie.id in used)


def _sample(tie: TieKind) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        end = x + _SAMPLE
        sheet.draw([line((x, y), (end, y))], line=tie.colour, width=2.0, dash=tie.dash)
        if tie.arrow:
            sheet.draw([arrow_head((end, y), 0.0)], fill=tie.colour)

    return draw


def _table(graph: Graph, name: str) -> Table:
    """Count the records of each kind: drawn, of these the gaps and what is not known, and on the whole map."""
    drawn = Counter(node.kind for node in graph.nodes.values())
    gaps = Counter(node.kind for node in graph.nodes.values() if node.gap)
    unknown = Counter(node.kind for node in graph.nodes.values() if node.unknown)
    whole = Counter(node.kind for node in graph.spec.nodes)
    counts = (drawn, gaps, unknown, whole)
    return Table(
        _say("map_table"),
        (
            Column("kind", _say("map_kind")),
            Column("drawn", _say("map_drawn"), numeric=True),
            Column("gaps", _say("map_gaps"), numeric=True),
            Column("not-known", _say("map_not_known"), numeric=True),
            Column("whole", _say("map_whole"), numeric=True),
        ),
        tuple(
            (Cell(kind.name), *(Cell(f"{count[kind.id]:,}", figure=Figure(count[kind.id])) for count in counts))
            for kind in graph.spec.kinds
            if whole[kind.id]
        ),
        name=f"{name}-data",
    )
