"""Still maps: the marks, ties and legend of the page, names that keep apart, words of anybody's that stay words."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from netmap.errors import RenderError
from netmap.maps import page_data
from netmap.maps.layout import place
from netmap.maps.making import make_maps
from netmap.maps.spec import SHAPES, Edge, MapSpec, Node
from netmap.maps.themes import LIGHT
from netmap.reports.charts.graph import Graph
from netmap.reports.charts.maps import map_picture
from netmap.reports.charts.naming import MOST_NAMES, Named, labels_of
from netmap.reports.charts.outlines import mark_outlines
from netmap.reports.document import Link, Picture
from tests.maps.sample_map import KINDS, TIES, borough_map, full_map, hostile_map, placed_map, sample_map
from tests.reports.charts.reading import assert_is_plain, paths, words

PAGE = Path(page_data.__file__).parent / "templates" / "page"
EXTENTS = {
    "dot": (7, 7),
    "square": (7, 7),
    "triangle": (8, 8),
    "triangleDown": (8, 8),
    "diamond": (9, 9),
    "hexagon": (8, 6.9),
    "star": (9.3, 9.5),
}
"""How far each mark reaches to the side and upwards or downwards from the middle of its square of 24, by its path."""


def drawn_marks(picture: Picture, fill: str) -> int:
    """Count the marks of one fill, those of the legend too."""
    return sum(len(path.parts) for path in paths(picture) if path.fill == fill and path.line == LIGHT.line)


def graph_of(spec: MapSpec) -> Graph:
    return Graph(spec, 0, 616, 0)


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.fixture
def picture() -> Picture:
    return map_picture(placed_map())


@pytest.mark.parametrize("shape", SHAPES)
def test_outlines_are_read_as_they_are_written(shape):
    points = [point for _, point in mark_outlines()[shape]]
    reach = (max(abs(x) for x, _ in points) * 7.5, max(abs(y) for _, y in points) * 7.5)
    assert reach == pytest.approx(EXTENTS[shape], abs=0.01)


def test_each_kind_keeps_its_colour_and_a_gap_is_hollow(picture):
    """Two partnerships, three organisations; of three groups one is a gap and one not known; a theme; a vacant seat."""
    colours = {kind.id: kind.colour.lower() for kind in KINDS}
    found = {kind: drawn_marks(picture, colour) - 1 for kind, colour in colours.items()}
    assert found == {"partnership": 2, "organisation": 3, "group": 1, "theme": 1, "vacant": -1}
    hollow = [path for path in paths(picture) if path.line == LIGHT.line and "stroke-dasharray" in path.looks]
    assert sum(len(path.parts) for path in hollow if path.fill == LIGHT.paper) == 2 + 2, "two gaps, two of the legend"
    assert sum(len(path.parts) for path in hollow if path.fill == LIGHT.unknown) == 1 + 1


def test_ties_keep_colour_dash_and_arrow(picture):
    ties = {tie.id: tie for tie in TIES}
    for kind, count in (("seat", 3), ("covers", 1), ("vacant", 1), ("speaks", 1)):
        tie = ties[kind]
        dash = ",".join(str(part) for part in tie.dash)
        lines = [path for path in paths(picture) if path.line == tie.colour.lower()]
        assert sum(len(path.parts) for path in lines) == count + 1, kind
        assert {path.looks.get("stroke-dasharray", "") for path in lines} == {dash}
    heads = [path for path in paths(picture) if path.fill == ties["speaks"].colour.lower() and not path.line]
    assert sum(len(path.parts) for path in heads) == 1 + 1


def test_an_arrow_ends_at_the_rim_of_its_mark():
    graph = graph_of(placed_map())
    (course,) = [each for each in graph.courses if each.edge.kind == "speaks"]
    _, (_, tip), _, _ = graph._head(course)
    rim = graph.radius(graph.nodes["g1"]) * 1.1
    x, y = graph.at(graph.nodes["g1"])
    assert ((tip[0] - x) ** 2 + (tip[1] - y) ** 2) ** 0.5 == pytest.approx(rim)


def test_a_second_tie_of_a_pair_bends_aside():
    spec = placed_map()
    graph = graph_of(replace(spec, edges=(*spec.edges, Edge("p1", "o1", "covers"))))
    assert [course.via is None for course in graph.courses] == [True] * 6 + [False]


def test_the_legend_has_what_is_drawn(picture):
    for said in ("Partnership", "Organisation", "Equality group", "Theme", "Vacant seat", "Holds a seat on", "Covers"):
        assert said in words(picture)
    legend = (PAGE / "legend.js").read_text("utf-8")
    for state in ("A gap: hollow and dashed, with !", "Not known: grey and dotted, with ?"):
        assert state in words(picture)
        assert state[0].lower() + state[1:] in legend, "the page words it so too"


def test_names_have_the_signs_of_the_page(picture):
    said = " ".join(words(picture))
    assert "! Deaf people" in said and "? Trans people" in said and "! Seat for a carer" in said


def test_the_words_say_question_day_source_and_counts(picture):
    assert picture.caption == (
        "Which groups have no live voice? As at 30 Jun 2026. 10 records and 6 ties shown. "
        "Source: datasets/riverton. Made for: internal use (it may name people)."
    )
    assert picture.alt == (
        "A map of 10 records and 6 ties. "
        "One group of three, Deaf people, has no voice on either partnership. For one we do not know."
    )
    assert "Which groups have no live voice?" in words(picture)
    assert any(said.startswith("As at 30 Jun 2026.") for said in words(picture))
    assert_is_plain(picture)


def test_the_table_counts_kinds_and_holds_no_notes(picture):
    found = {row[0].shown: [cell.figure.value for cell in row[1:]] for row in picture.table.rows}
    assert found == {
        "partnership": [2, 0, 0, 2],
        "organisation": [3, 0, 0, 3],
        "equality group": [3, 1, 1, 3],
        "theme": [1, 0, 0, 1],
        "vacant seat": [1, 1, 0, 1],
    }
    assert "minutes of March 2026" not in picture.svg + str(picture.table) + picture.alt
    assert (picture.name, picture.table.name) == ("map-overview", "map-overview-data")


def test_caption_and_link_are_those_given():
    link = Link("Open the map", "map.html")
    picture = map_picture(placed_map(), caption="Another line", link=link)
    assert (picture.caption, picture.link) == ("Another line", link)


def test_what_does_not_stand_on_the_day_is_not_drawn():
    """The seat of o1 on p1 is held in 2024 and from September 2025; the vacancy begins in February 2026."""

    def drawn(day: str) -> tuple[bool, int]:
        graph = graph_of(replace(full_map(), as_of=day))
        return "s1" in graph.nodes, len(graph.courses)

    assert drawn("2026-06-30") == (True, 6)
    assert drawn("2025-12-31") == (False, 5)
    assert drawn("2025-07-01") == (False, 4)
    picture = map_picture(replace(full_map(), as_of="2025-07-01"))
    assert "9 of 10 records and 4 of 6 ties shown." in picture.caption


def test_a_large_map_draws_what_it_opens_on():
    picture = map_picture(replace(placed_map(), opens_on=("p1", "o1", "o2")))
    assert "3 of 10 records and 2 of 6 ties shown." in picture.caption
    assert "Filter: what the gravest findings are about" in picture.caption
    assert [[cell.shown for cell in row] for row in picture.table.rows][:2] == [
        ["partnership", "1", "0", "0", "2"],
        ["organisation", "2", "0", "0", "3"],
    ]
    assert "Theme" not in words(picture)


@pytest.mark.parametrize("spec", (placed_map(), full_map()), ids=("placed", "full"))
def test_marks_and_names_lie_inside_the_sheet(spec):
    graph = graph_of(spec)
    for node in graph.nodes.values():
        (x, y), radius = graph.at(node), graph.radius(node)
        assert radius <= x <= 616 - radius and radius <= y <= graph.high - radius
    for label in graph.labels:
        left, top, right, foot = label.box
        assert left >= 0 and top >= 0 and right <= 616 and foot <= graph.high


def test_no_name_lies_on_another_and_few_on_a_mark(riverton):
    specs = make_maps(riverton, source="riverton", as_of="2026-01-31")
    for spec in specs:
        graph = graph_of(spec)
        labels = graph.labels
        assert 10 < len(labels) <= MOST_NAMES
        assert not [pair for pair in combinations([label.box for label in labels], 2) if meet(*pair)], spec.view
        rims = [(*graph.at(node), graph.radius(node)) for node in graph.nodes.values()]
        boxes = [(x - radius, y - radius, x + radius, y + radius) for x, y, radius in rims]
        for label in labels:
            met = sum(meet(label.box, box) for box in boxes)
            assert (met > 0) == label.covers, (spec.view, label.lines)
        assert sum(label.covers for label in labels) <= 8


def test_gaps_are_named_before_the_largest():
    crowd = [Named(f"Body {n}", 300 + 40 * (n % 8), 40 * (n // 8), 12) for n in range(100)]
    gap = Named("A gap", 330, 100, 4, "!")
    assert labels_of([*crowd, gap])[0].lines == ("! A gap",)


def test_a_map_of_one_record_and_of_none_can_be_drawn():
    alone = place(replace(sample_map(), nodes=(Node("p1", "Alone", "partnership"),), edges=()))
    assert "Alone" in words(map_picture(alone))
    assert_is_plain(map_picture(replace(alone, nodes=())))


@pytest.mark.parametrize("spec", (hostile_map(), place(borough_map())), ids=("hostile", "borough"))
def test_any_map_can_be_drawn(spec):
    picture = map_picture(spec)
    assert_is_plain(picture)
    assert picture.height <= 1100


def test_a_map_without_places_is_refused():
    with pytest.raises(RenderError, match="has no place"):
        map_picture(sample_map())


def test_a_map_that_does_not_hold_together_is_refused():
    spec = placed_map()
    with pytest.raises(RenderError, match="not on the map"):
        map_picture(replace(spec, edges=(Edge("p1", "nobody", "seat"),)))
