"""Groups by partnerships: anytown's five groups on four partnerships, and a grid too large to draw whole."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.network import Network
from netmap.reports.charts.matrix import MOST_GROUPS, MOST_PARTNERSHIPS, voice_picture
from netmap.reports.charts.style import BLUE, GREY, PLUM
from netmap.reports.document import Picture, Status
from netmap.reports.sections.voices import STATES, state_of
from tests.maps.hostile import SHORT
from tests.reports.charts.reading import assert_is_plain, paths, words

DAY = "2026-01-31"
LEVELS = {
    ("represented", "direct_led_by"): "represented",
    ("represented", "direct_serving"): "represented",
    ("represented", "indirect_specific_mandate"): "indirect",
    ("expert_only", "expert_only"): "expert",
    ("not_represented", "nominal_only"): "served",
    ("not_represented", "served_but_unrepresented"): "served",
    ("not_represented", "unserved"): "silent",
    ("not_known", "expert_only"): "unknown",
    ("not_known", "unserved"): "unknown",
}
"""Each verdict with each level on record that it can have, and the state that METHODS 4.2 makes of them."""
ANYTOWN = {
    "disabled people": ("represented", 1, 0, 0, 3, 0, 0),
    "minority ethnic people": ("served but not represented", 0, 0, 0, 4, 0, 0),
    "LGBT+ people": ("not represented", 0, 0, 0, 0, 4, 0),
    "Muslim residents": ("served but not represented", 0, 0, 0, 4, 0, 0),
    "older people": ("represented", 2, 0, 0, 2, 0, 0),
}


@pytest.fixture
def result(anytown: Network) -> CoverageResult:
    return coverage(anytown, as_of=DAY)


def large(result: CoverageResult, groups: int, partnerships: int) -> CoverageResult:
    """Give a grid in which group g is not represented on partnership p where p < g, and represented elsewhere."""
    cells = pd.DataFrame(
        {
            "group_id": f"g{g:03}",
            "group": f"Group {g}",
            "partnership_id": f"p{p:03}",
            "partnership": f"Board {p}",
            "verdict": "not_represented" if p < g else "represented",
            "recorded": "unserved" if p < g else "direct_led_by",
        }
        for g in range(groups)
        for p in range(partnerships)
    )
    system = cells[cells["partnership_id"] == f"p{partnerships - 1:03}"].assign(partnership="", partnership_id="")
    values = {**result.values, "groups": groups, "partnerships": partnerships}
    return replace(result, cells=cells, system=system.reset_index(drop=True), values=values)


def rows(picture: Picture) -> dict[str, tuple]:
    return {row[0].shown: (row[1].shown, *(cell.figure.value for cell in row[2:])) for row in picture.table.rows}


def discs(picture: Picture, colour: str) -> int:
    """Count the discs and rings of a colour: lines that are all end."""
    return sum(len(path.parts) for path in paths(picture) if path.line == colour and path.width > 6)


@pytest.mark.parametrize(("told", "state"), LEVELS.items())
def test_each_verdict_and_level_is_one_of_six_states(told, state):
    assert state_of(dict(zip(("verdict", "recorded"), told, strict=True))) == state


def test_six_states_have_six_words_and_six_shapes():
    assert len(STATES) == len({state.word for state in STATES.values()}) == 6
    assert {state.status for state in STATES.values()} == set(Status) - {Status.NOT_APPLICABLE}


def test_the_table_counts_partnerships_by_state(result):
    picture = voice_picture(result)
    assert rows(picture) == ANYTOWN
    assert all(cell.figure.of == 4 for row in picture.table.rows for cell in row[2:])
    assert (picture.name, picture.table.name) == ("voice", "voice-data")


def test_the_picture_has_a_shape_for_every_crossing(result):
    """Of 20 crossings and 5 groups anywhere 5 are represented, 15 served, 5 silent; the key has one of each more."""
    picture = voice_picture(result)
    assert discs(picture, BLUE) == 5 + 3
    assert discs(picture, PLUM) == 15 + 1
    squares = [path for path in paths(picture) if path.line == PLUM and path.width < 6]
    assert sum(len(path.parts) for path in squares) == 5 + 1
    assert sum(len(path.parts) for path in paths(picture) if path.line == GREY) == 2


def test_the_words_say_the_figures(result):
    picture = voice_picture(result)
    assert words(picture)[0] == "2 of 5 groups have a voice somewhere"
    assert picture.alt == (
        "Of 20 crossings of a group and a partnership shown: 3 represented, 0 indirectly, 0 by an expert only. "
        "Served but not represented: 13; not represented: 4; not known: 0."
    )
    assert picture.caption == "Which groups have a voice on which partnership: all places, 31 Jan 2026"
    assert {"disabled people", "Safer", "communities", "represented indirectly"} <= set(words(picture))
    assert_is_plain(picture)


def test_the_figures_of_riverton_are_those_of_the_analysis(riverton):
    result = coverage(riverton, as_of=DAY)
    counts = Counter(map(state_of, result.cells.to_dict("records")))
    picture = voice_picture(result)
    for place, state in enumerate(STATES, start=2):
        assert sum(row[place].figure.value for row in picture.table.rows) == counts[state]
    assert counts["represented"] + counts["indirect"] == result.values["cells"]["represented"]
    assert words(picture)[0] == "Between 28 and 30 of 35 groups have a voice"
    assert "shown" not in picture.caption
    assert {str(number) for number in range(1, 30)} <= set(words(picture))
    assert "VCSE Alliance" in words(picture)


def test_of_too_many_those_with_the_most_gaps_are_shown(result):
    picture = voice_picture(large(result, 60, 50))
    assert picture.caption.endswith(
        "36 of 60 groups and 30 of 50 partnerships shown, those with the most gaps on record"
    )
    shown = [row[0].shown for row in picture.table.rows]
    assert shown == [f"Group {g}" for g in range(60 - MOST_GROUPS, 60)]
    assert all(cell.figure.of == MOST_PARTNERSHIPS for row in picture.table.rows for cell in row[2:])
    assert "Board 0" in words(picture) and "Board 30" not in words(picture)
    assert picture.height < 1000


def test_names_that_attack_are_cut_and_stay_words(result):
    names = dict(zip(result.system["group_id"], SHORT[50:], strict=False))
    places = dict(zip(sorted(set(result.cells["partnership_id"])), SHORT[100:], strict=False))
    cells = result.cells.assign(
        group=result.cells["group_id"].map(names), partnership=result.cells["partnership_id"].map(places)
    )
    assert_is_plain(
        voice_picture(replace(result, cells=cells, system=result.system.assign(group=list(names.values()))))
    )


def test_without_a_partnership_there_is_no_picture(result):
    assert voice_picture(replace(result, cells=result.cells.head(0))) is None
