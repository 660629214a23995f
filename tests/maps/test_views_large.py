"""Large maps open on what matters, show one day, and never hold more than can be drawn; empty ones say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import networkx as nx
import pytest

from netmap.maps.ground import Ground
from netmap.maps.spec import MapFinding, MapSpec, Node
from netmap.maps.views import build_views
from netmap.maps.views.large import FOR_ONE_FINDING, LARGE, MOST_NODES, OPENS_ON, opening, without_the_least_tied
from netmap.maps.views.overview import overview_sheet
from netmap.maps.views.sheet import Sheet
from netmap.network import Network
from tests.maps.reading_specs import EVERY_VIEW, counted, one_view, pairs

BOARDS, BODIES = 30, 25


def county() -> str:
    """Thirty boards of twenty-five bodies, of which the first sits on all; on each board one more has left."""
    rows = ["id,partnership,organisation,start_date,end_date"]
    for board in range(BOARDS):
        rows.append(f"f{board},Board {board},Everywhere,,")
        rows += [f"s{board}-{body},Board {board},Body {board} {body},," for body in range(1, BODIES)]
        rows.append(f"p{board},Board {board},Former {board},2019-01-01,2020-01-01")
    return "\n".join(rows)


@pytest.fixture
def large(network_of: Callable[..., Network]) -> MapSpec:
    organisations = "name,sector\n" + "\n".join(
        f"{name},third_sector"
        for name in ["Everywhere", *(f"Body {board} {body}" for board in range(BOARDS) for body in range(1, BODIES))]
    )
    network = network_of(seats=county(), organisations=organisations)
    return one_view(Ground(network, "2026-01-01"), "dominance")


def test_a_large_map_shows_the_day_alone_and_says_so(large: MapSpec) -> None:
    assert len(large.nodes) == BOARDS + 1 + BOARDS * (BODIES - 1)
    assert not [node for node in large.nodes if node.name.startswith("Former")]
    assert "it shows 2026-01-01 alone: 30 records and 30 ties" in " ".join(large.caveats)
    assert counted(large)["organisations"] == (1 + BOARDS * (BODIES - 1), 751)


def test_a_large_map_opens_on_the_boards_with_most_seats(large: MapSpec) -> None:
    assert len(large.nodes) > LARGE
    assert 0 < len(large.opens_on) <= OPENS_ON
    # No finding is grave here: the first board opens with all that sit on it.
    first = next(node.id for node in large.nodes if node.id == large.opens_on[0])
    around = {source for source, target in pairs(large, "sits") if target == first}
    assert first.startswith("partnership:") and around <= set(large.opens_on)


def test_a_large_map_opens_on_grave_findings(network_of: Callable[..., Network]) -> None:
    seats = county() + "\nx1,Last board,Lone,,\nx2,Last board,Lone,,"
    network = network_of(seats=seats, organisations="name,sector\nLone,third_sector")
    spec = one_view(Ground(network, "2026-01-01"), "overview")
    grave = [finding for finding in spec.findings if finding.severity == "high"]
    assert [finding.statement for finding in grave] == ["Both third-sector seats of Last board are held by Lone."]
    assert len(spec.nodes) > LARGE
    assert set(grave[0].nodes) <= set(spec.opens_on[:2]) and len(spec.opens_on) <= OPENS_ON


def test_a_small_map_opens_on_all(town: Ground) -> None:
    assert all(spec.opens_on == () for spec in build_views(town))


def test_one_finding_does_not_take_the_whole_first_picture(town: Ground) -> None:
    sheet = Sheet(town)
    for hub in ("one", "two"):
        sheet.add(Node(hub, hub, "partnership"), *(Node(f"{hub}{leaf}", hub, "third") for leaf in range(LARGE)))
        for leaf in range(LARGE):
            sheet.tie(f"{hub}{leaf}", hub, "sits")
    findings = [MapFinding(hub, "high", "Said.", nodes=(hub,)) for hub in ("one", "two")]
    shown = opening(sheet, findings)
    assert len(shown) == 2 * FOR_ONE_FINDING
    assert shown[0] == "one" and shown[FOR_ONE_FINDING] == "two"


def test_the_cap_leaves_out_the_least_tied_organisations(borough: Ground) -> None:
    whole, sheet = overview_sheet(borough), overview_sheet(borough)
    said = without_the_least_tied(sheet, 150)
    gone = set(whole.nodes) - set(sheet.nodes)
    assert len(sheet.nodes) == 150
    assert {name.split(":")[0] for name in gone} == {"organisation"}
    ties = Counter(end for edge in whole.edges.values() for end in (edge.source, edge.target))
    stay = [name for name in sheet.nodes if name.startswith("organisation:")]
    assert max(ties[name] for name in gone) <= min(ties[name] for name in stay)
    assert all(edge.source in sheet.nodes and edge.target in sheet.nodes for edge in sheet.edges.values())
    kinds = Counter(whole.nodes[name].kind for name in gone)
    assert f"third-sector organisation: {kinds['third']}" in said[0]


def test_a_map_never_holds_more_than_the_cap(network_of: Callable[..., Network]) -> None:
    rows = "\n".join(f"s{body},Board {body % 50},Body {body}" for body in range(MOST_NODES + 100))
    network = network_of(seats=f"id,partnership,organisation\n{rows}")
    spec = one_view(Ground(network, "2026-01-01"), "dominance")
    assert len(spec.nodes) == MOST_NODES
    assert counted(spec)["organisations"] == (MOST_NODES - 50, MOST_NODES + 100)
    assert counted(spec)["third-sector seats"] == (MOST_NODES - 50, MOST_NODES + 100)
    assert any("body of unrecorded sector: 150" in caveat for caveat in spec.caveats)


@pytest.fixture
def nothing() -> Ground:
    return Ground(Network.from_networkx(nx.MultiDiGraph()), "2026-01-01", source="nothing")


def test_a_page_of_nothing_is_an_overview_that_says_so(nothing: Ground) -> None:
    (spec,) = build_views(nothing)
    assert spec.view == "overview"
    assert "nothing can be said" in spec.summary
    assert spec.edges == ()
    assert spec.caveats[0] == (
        "There is nothing to draw under: Who holds the seats, Who has a voice, Who pays twice, How issues travel."
    )


@pytest.mark.parametrize("view", [view for view in EVERY_VIEW if view not in ("partnership", "organisation")])
def test_each_view_of_nothing_is_valid(nothing: Ground, view: str) -> None:
    spec = one_view(nothing, view)
    spec.validate()
    assert "nothing can be said" in spec.summary
    assert not [node for node in spec.nodes if node.gap]


def test_tabs_without_anything_are_left_out_and_named(network_of: Callable[..., Network]) -> None:
    funding = "id,funder,recipient,amount,currency\na1,Council,Charity,100,GBP"
    specs = build_views(Ground(network_of(funding=funding), "2026-01-01"))
    assert [spec.view for spec in specs] == ["overview", "funding"]
    assert "Who holds the seats, Who has a voice, How issues travel" in specs[0].caveats[0]
