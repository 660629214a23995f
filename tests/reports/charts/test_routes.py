"""Route diagrams: anytown's hate crime by hand, boards in a row, and no person named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.settings import DEFAULTS, IssueSettings
from netmap.network import Network
from netmap.reports.charts import routes
from netmap.reports.charts.routes import routes_picture
from netmap.reports.charts.style import BLUE, PLUM
from netmap.reports.document import Picture
from tests.reports.charts.reading import assert_is_plain, paths, words

DAY = "2026-01-31"
Make = Callable[..., Network]
BODIES = "id,name,sector,themes\nO,O,third_sector,T\nL,L,third_sector,E\nM,M,third_sector,E\nN,N,third_sector,E"
BOARDS = "id,name,themes,seats_listed\nA,Alpha,E,all\nB,Beta,E,all\nC,Gamma,E,all\nD,Delta,T,all"
CHAIN = """s1,A,Ann,O,own_voice,none
    s2,A,Bob,L,own_voice,none
    s3,B,Bob,L,own_voice,none
    s4,B,,M,own_voice,none
    s5,C,,M,own_voice,none
    s6,C,Cat,N,own_voice,none
    s7,D,Cat,N,own_voice,none"""
"""T is voiced on Alpha and owned by Delta: Bob joins Alpha and Beta, M joins Beta and Gamma, Cat Gamma and Delta."""


def ask(make: Make, seats: str, **values: int) -> tuple[IssuesResult, Network]:
    network = make(
        organisations=BODIES,
        themes="id,name\nT,Trams\nE,Else",
        partnerships=BOARDS,
        seats="id,partnership,representative,organisation,capacity,speaks_for\n" + seats,
    )
    return issues(network, as_of=DAY, settings=replace(DEFAULTS, issues=IssueSettings(**values))), network


def rows(picture: Picture) -> dict[str, list[str]]:
    return {row[0].shown: [cell.shown for cell in row[1:]] for row in picture.table.rows}


def drawn(make: Make, seats: str, **values: int) -> list[str]:
    """Give the row of trams: status, certain, voiced on, link, people on it, owner."""
    return rows(routes_picture(*ask(make, seats, **values)))["Trams"]


def test_anytown_by_hand(anytown):
    """CVS alone sits where hate crime is voiced and where it is owned, by Ann or Bob here and by Dee alone there."""
    picture = routes_picture(issues(anytown, as_of=DAY), anytown)
    assert rows(picture)["hate crime"] == [
        "voiced, but not where it is owned",
        "yes",
        "Health and wellbeing",
        "1 organisation on both, no person; breaks if one of 3 people leaves",
        "0",
        "Safer communities",
    ]
    assert rows(picture)["food poverty"][2:] == [
        "no seat on record carries it",
        "no route on record",
        "[z]",
        "no partnership on record owns it",
    ]
    assert next(iter(rows(picture))) == "hate crime", "the gravest first"
    assert words(picture)[0] == "Between 1 and 5 of 7 issues get stuck"
    assert picture.alt == (
        "Between 1 and 5 of 7 issues get stuck. "
        "Shown: 5; somebody could pass on to an owner that does not hear it: 1; without a route: 4."
    )
    assert (picture.name, picture.table.name) == ("routes", "routes-data")
    assert_is_plain(picture)


def test_a_way_is_an_arrow_and_no_way_a_cross(anytown):
    picture = routes_picture(issues(anytown, as_of=DAY), anytown)
    heads = [path for path in paths(picture) if path.fill == BLUE]
    crosses = [path for path in paths(picture) if path.line == PLUM and len(path.parts) == 2]
    assert (len(heads), len(crosses)) == (1, 4)


def test_a_way_of_several_steps_says_through_whom_and_its_weakest_step(network_of):
    cells = drawn(network_of, CHAIN)
    assert cells[2:] == ["Alpha", "3 steps, through Beta and Gamma; breaks if one of 3 people leaves", "0", "Delta"]


def test_people_on_both_are_counted(network_of):
    one = CHAIN + "\ns8,D,Bob,L,own_voice,none"
    assert drawn(network_of, one)[3:5] == ["1 person on both; breaks if one of 2 people leaves", "1"]
    two = one + "\ns9,D,Ann,L,own_voice,none"
    assert drawn(network_of, two)[3:5] == ["2 people on both; breaks if 1 person leaves", "2"]


def test_too_far_and_not_worked_out_are_told_apart(network_of):
    assert drawn(network_of, CHAIN, most_steps=2)[3:5] == ["no route on record", "[z]"]
    result, network = ask(network_of, CHAIN, most_shared_pairs=0)
    picture = routes_picture(result, network)
    assert rows(picture)["Trams"][3] == "route not worked out"
    assert picture.alt.endswith("Without a route worked out: 1.")


def test_no_person_is_named(anytown, riverton):
    for network in (anytown, riverton):
        picture = routes_picture(issues(network, as_of=DAY), network)
        said = " ".join((picture.svg, picture.alt, picture.caption, str(picture.table)))
        people = set(network.table("holders")["representative"].dropna())
        assert people
        assert [name for name in people if f">{name}<" in said or f" {name} " in said or f"'{name}'" in said] == []


def test_owners_that_share_nobody_are_told(riverton):
    cells = rows(routes_picture(issues(riverton, as_of=DAY), riverton))["Online harm"]
    assert cells[3] == "nobody on both"
    assert cells[5] == "Safeguarding Children Partnership"
    assert "Safeguarding Children Partnership" not in cells[2]


def test_more_than_can_be_drawn_is_said(anytown, monkeypatch):
    monkeypatch.setattr(routes, "MOST_ISSUES", 2)
    picture = routes_picture(issues(anytown, as_of=DAY), anytown)
    assert picture.caption.endswith("2 of 5 issues shown, the gravest first")
    assert len(picture.table.rows) == 2


def test_where_nothing_is_stuck_there_is_no_picture(network_of):
    result, network = ask(network_of, "s1,D,Ann,O,own_voice,none\ns2,A,Bob,L,own_voice,none")
    stuck = {found.subjects[0] for found in result.findings if found.id.startswith("issue:")}
    assert routes_picture(replace(result, findings=()), network) is None
    assert (routes_picture(result, network) is None) == (not stuck)


@pytest.mark.parametrize("count", (1, 2))
def test_the_headline_counts(anytown, count):
    result = issues(anytown, as_of=DAY)
    rows_known = result.rows.assign(known=True)
    found = tuple(each for each in result.findings if each.id.startswith("issue:"))[:count]
    title = words(routes_picture(replace(result, rows=rows_known, findings=found), anytown))[0]
    assert title == {1: "1 of 7 issues gets stuck", 2: "2 of 7 issues get stuck"}[count]
