"""The times on a map are those of the tenures: what stands on a day is what the seating of that day says."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from netmap.analyses.seating import FILLED, VACANT, read_seating
from netmap.maps.ground import Ground
from netmap.maps.views.spans import joined, merged, stands
from netmap.network import Network
from tests.maps.reading_specs import counted, node_of, on, one_view, pairs

DAYS = ("2019-06-01", "2021-05-31", "2023-08-31", "2023-09-01", "2024-12-31", "2025-01-01", "2025-12-31", "2027-02-01")
SEATS = """
    partnership,id,representative,organisation,start_date,end_date
    Board,s1,A. A.,Old Body,2020-01-01,2022-01-01
    Board,s1,B. B.,New Body,2024-01-01,
    Board,s2,C. C.,New Body,2023-01-01,2025-07-01
    Board,s3,D. D.,Late Body,2027-01-01,
    Board,s4,E. E.,Old Body,2020-01-01,2023-01-01
    Board,s4,,,2023-01-01,
    Board,s5,,,,
"""


def seated(network: Network, day: str) -> set[tuple[str, str]]:
    """Ask who sits where, the way that the analyses do."""
    seats = read_seating(network, day).seats
    held = seats[(seats["state"] == FILLED) & seats["organisation_id"].notna()]
    ends = zip(held["organisation_id"], held["partnership_id"], strict=True)
    return {(f"organisation:{body}", f"partnership:{place}") for body, place in ends}


@pytest.mark.parametrize("day", DAYS)
def test_what_stands_on_another_day_is_what_the_records_say_of_it(borough: Ground, day: str) -> None:
    assert pairs(one_view(borough, "overview"), "sits", day) == seated(borough.network, day)


def test_who_sat_or_is_to_sit_is_there_and_not_counted(network_of: Callable[..., Network]) -> None:
    network = network_of(seats=SEATS)
    spec = one_view(Ground(network, "2026-01-01"), "overview")
    bodies = {node.name: node for node in spec.nodes if node.id.startswith("organisation:")}
    assert bodies["Old Body"].spans == (("2020-01-01", "2023-01-01"),)
    assert bodies["New Body"].spans == (("2023-01-01", ""),)
    assert bodies["Late Body"].spans == (("2027-01-01", ""),)
    assert counted(spec)["organisations"] == (1, 3)
    for day in ("2019-12-31", "2020-01-01", "2022-01-01", "2023-01-01", "2024-01-01", "2025-07-01", "2027-01-01"):
        assert pairs(spec, "sits", day) == seated(network, day), day


def test_a_vacancy_begins_when_it_is_recorded(network_of: Callable[..., Network]) -> None:
    spec = one_view(Ground(network_of(seats=SEATS), "2026-01-01"), "overview")
    assert node_of(spec, "seat:s4").spans == (("2023-01-01", ""),)
    assert node_of(spec, "seat:s5").spans == ()
    assert {node.id for node in spec.nodes if node.kind == "vacancy"} == {"seat:s4", "seat:s5"}
    assert counted(spec)["vacant seats"] == (2, 2)


def test_a_vacancy_ends_when_somebody_sits_down(network_of: Callable[..., Network]) -> None:
    network = network_of(
        seats="""
        partnership,id,representative,organisation,start_date,end_date
        Board,s1,A. A.,Body,2020-01-01,2022-01-01
        Board,s1,,,2022-01-01,2024-01-01
        Board,s1,B. B.,Body,2024-01-01,
        """
    )
    spec = one_view(Ground(network, "2026-01-01"), "overview")
    vacancy = node_of(spec, "seat:s1")
    assert vacancy.spans == (("2022-01-01", "2024-01-01"),)
    assert counted(spec)["vacant seats"] == (0, 0)
    for day in ("2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01"):
        seats = read_seating(network, day).seats
        assert on(vacancy.spans, day) == (seats["state"] == VACANT).any(), day


def test_money_stands_while_it_is_paid(borough: Ground) -> None:
    spec = one_view(borough, "funding")
    rows = borough.network.table("awards")
    for day in ("2021-09-01", "2024-06-30", "2026-06-30", "2027-06-30"):
        starts, ends = rows["start_day"].fillna(""), rows["end_day"].fillna("9999")
        live = rows[(starts <= day) & (ends > day)]
        paid = set(zip("organisation:" + live["funder_id"], "organisation:" + live["recipient_id"], strict=True))
        drawn = pairs(spec, "funds", day) | pairs(spec, "passes", day) | pairs(spec, "pools", day)
        assert drawn == paid, day


def test_the_past_overlap_stands_in_the_past(borough: Ground) -> None:
    past = node_of(one_view(borough, "funding"), "overlap:duplication:RV-E28+RV-E29")
    assert past.spans == (("2021-06-01", "2022-01-01"),)


def test_spans_are_joined_where_they_touch() -> None:
    assert merged([("2021-01-01", "2022-01-01"), ("2022-01-01", "2023-01-01")]) == (("2021-01-01", "2023-01-01"),)
    assert merged([("2021-01-01", "2021-01-01")]) == ()
    assert joined([(("2021-01-01", ""),), ()]) == ()
    assert joined([(("", "2021-01-01"),), (("2020-01-01", ""),)]) == ()
    assert not stands((("2021-01-01", "2022-01-01"),), "2022-01-01")


def test_a_vacancy_that_a_tenure_covers_is_none() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("p", label="Partnership", name="Board")
    graph.add_node("s", label="Seat", name="Seat", vacant_from="2021-01-01")
    graph.add_node("o", label="Organisation", name="Body")
    graph.add_edge("s", "p", key="SEAT_ON")
    graph.add_edge("s", "o", key="HELD_FOR", start_date="2020-01-01", end_date="2022-01-01")
    network = Network.from_networkx(graph)
    assert "VACANT" not in {state.upper() for state in read_seating(network, "2021-06-01").seats["state"]}
    assert [
        node.id for node in one_view(Ground(network, "2021-06-01"), "overview").nodes if node.kind == "vacancy"
    ] == []


def test_a_mandate_stands_for_its_own_days_and_a_group_as_long_as_its_body_sits(
    network_of: Callable[..., Network],
) -> None:
    network = network_of(
        equality_groups="id,name\ng,Carers",
        organisations="id,name,sector,serves\nOld,Old,third_sector,Carers\nNow,Now,third_sector,Carers",
        seats="""
        id,partnership,representative,organisation,capacity,speaks_for,route,start_date,end_date
        s1,Board,A. A.,Now,representative,Carers,election,2024-01-01,
        s2,Board,B. B.,Old,own_voice,,,2020-01-01,2022-01-01
        """,
    )
    ground = Ground(network, "2026-01-01")
    works = {
        source: edge.spans
        for edge in one_view(ground, "overview").edges
        if (source := edge.source) and edge.kind == "works"
    }
    assert works == {"organisation:Now": (("2024-01-01", ""),), "organisation:Old": (("2020-01-01", "2022-01-01"),)}
    board = one_view(ground, "partnership", "Board")
    (mandate,) = [edge for edge in board.edges if edge.kind == "mandate"]
    assert mandate.spans == (("2024-01-01", ""),)
    assert node_of(board, "organisation:Now").spans == (("2024-01-01", ""),)
