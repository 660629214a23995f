"""Findings beside a map point to what they are about: the ties of that record, and of no other."""

from __future__ import annotations

from collections.abc import Callable

from netmap.maps.ground import Ground
from netmap.maps.spec import MapSpec
from netmap.network import Network
from tests.maps.reading_specs import finding_of, node_of, one_view, pairs, tie_of

R = "riverton:"


def lit(spec: MapSpec, finding: str) -> set[tuple[str, str, str]]:
    """Give kind and ends of the ties that a finding lights."""
    edges = {edge.id: edge for edge in spec.edges}
    return {(edges[name].kind, edges[name].source, edges[name].target) for name in finding_of(spec, finding).edges}


def test_a_theme_lights_its_own_ties_alone(borough: Ground) -> None:
    spec = one_view(borough, "issue")
    assert lit(spec, f"single-person:{R}dementia") == {("hears", "partnership:P-HWB", f"theme:{R}dementia")}
    food = f"theme:{R}food-insecurity"
    assert lit(spec, f"issue:{R}food-insecurity") == {
        ("voiced", food, f"partnership:{place}") for place in ("P-VCA", "P-VCR", "P-COL")
    }


def test_a_seat_lights_the_tie_of_its_holder(borough: Ground) -> None:
    spec = one_view(borough, "overview")
    assert lit(spec, "single-voice:P-PLF") == {
        ("sits", f"organisation:{R}riverton-sports-alliance", "partnership:P-PLF")
    }
    assert lit(spec, "vacancy:P-MHP") == {("vacant", "seat:S-MHP-12", "partnership:P-MHP")}
    cvs = lit(spec, "dominance:GB-CHC-9100001")
    assert {source for _, source, _ in cvs} == {"organisation:GB-CHC-9100001"} and len(cvs) == 22


def test_a_group_lights_who_works_with_it_and_where_it_is_touched(borough: Ground) -> None:
    spec = one_view(borough, "coverage")
    group = f"group:{R}pregnancy-and-maternity"
    assert lit(spec, f"coverage:{R}pregnancy-and-maternity") >= {
        ("works", f"organisation:{R}riverton-birth-and-baby-network", group)
    }
    asylum = lit(spec, f"coverage:{R}people-seeking-asylum-and-refugees")
    assert asylum == {("works", "organisation:GB-CHC-9100036", f"group:{R}people-seeking-asylum-and-refugees")}


def test_money_lights_awards_and_the_overlap(borough: Ground) -> None:
    spec = one_view(borough, "funding")
    overlap = "overlap:duplication:RV-E21+RV-E22"
    kinds = {(kind, source == overlap or target == overlap) for kind, source, target in lit(spec, overlap[8:])}
    assert kinds == {("funds", False), ("pays", True), ("reaches", True)}
    # Without awards on the map, those who pay and are paid stand for them.
    overview = finding_of(one_view(borough, "overview"), "duplication:RV-E21+RV-E22")
    assert overview.edges == ()
    assert {"organisation:org-rbc", f"organisation:{R}elmsworth-town-council"} <= set(overview.nodes)


def test_evidence_says_what_where_and_when(borough: Ground) -> None:
    found = finding_of(one_view(borough, "coverage"), f"coverage:{R}veterans-and-service-families")
    ((record, says),) = found.evidence
    assert record == "Riverton Veterans' Breakfast Club"
    assert says.startswith("Riverton Veterans' Breakfast Club is led by the group (")
    assert says.endswith(")") and ", 20" in says
    assert found.would_change and found.actions


def test_a_seat_that_was_vacant_once_is_its_holder_now(network_of: Callable[..., Network]) -> None:
    network = network_of(
        seats="""
        partnership,id,representative,organisation,start_date,end_date
        Board,s1,,,2020-01-01,2021-01-01
        Board,s1,A. A.,Body,2021-01-01,
        Board,s2,A. A.,Body,2021-01-01,
        """,
        organisations="name,sector\nBody,third_sector",
    )
    spec = one_view(Ground(network, "2026-01-01"), "overview")
    assert node_of(spec, "seat:s1").spans == (("2020-01-01", "2021-01-01"),)
    (found,) = [finding for finding in spec.findings if finding.id.startswith("single-voice:")]
    assert "seat:s1" not in found.nodes
    assert {edge.split("|")[0] for edge in found.edges} == {"sits"}


def test_observers_neither_count_nor_widen_a_tie(network_of: Callable[..., Network]) -> None:
    network = network_of(
        seats="""
        partnership,id,representative,organisation,capacity
        Board,s1,A. A.,Body,representative
        Board,s2,B. B.,Body,observer
        Board,s3,C. C.,Watcher,observer
        """,
        organisations="name,sector\nBody,third_sector\nWatcher,third_sector",
    )
    ground = Ground(network, "2026-01-01")
    spec = one_view(ground, "dominance")
    (tie,) = [edge for edge in spec.edges if edge.kind == "sits"]
    assert dict(tie.notes)["Seats"] == "1 seat"
    assert "Watcher" not in {node.name for node in spec.nodes}
    assert len(pairs(one_view(ground, "overview"), "sits")) == 2


def test_who_pays_through_another_is_the_one_who_pays_twice(network_of: Callable[..., Network]) -> None:
    rest = "Consultation,Town,2025-01-01,2027-01-01"
    network = network_of(
        areas="name\nTown",
        functions="name\nConsultation",
        funding=f"""
        id,funder,recipient,amount,passed_on_from,function,areas,start_date,end_date
        top,Council,Middle,100,,{rest}
        low,Middle,Last,60,top,{rest}
        other,Hospital,Else,50,,{rest}
        """,
    )
    spec = one_view(Ground(network, "2026-01-01"), "funding")
    names = {node.id: node.name for node in spec.nodes}
    assert {names[source] for source, _ in pairs(spec, "pays")} == {"Council", "Hospital"}
    assert {names[target] for _, target in pairs(spec, "reaches")} == {"Last", "Else"}


def test_a_theme_that_a_mandate_names_is_spoken_for_not_worked_on(network_of: Callable[..., Network]) -> None:
    network = network_of(
        partnerships="id,name,themes\nP,Board,Parks",
        seats="id,partnership,representative,organisation,capacity,speaks_for,route\n"
        "s1,P,A. A.,Friends,representative,Parks,election",
        organisations="id,name,sector,themes\nFriends,Friends,third_sector,\nGang,Gang,third_sector,Parks",
        themes="id,name\nT,Parks",
    )
    spec = one_view(Ground(network, "2026-01-01"), "issue", "T")
    assert tie_of(spec, "organisation:Friends", "theme:T").kind == "mandate"
    assert tie_of(spec, "organisation:Gang", "theme:T").kind == "works_on"


def test_not_known_on_a_board_is_not_silence(borough: Ground) -> None:
    spec = one_view(borough, "partnership", "P-HWB")
    cells = borough.coverage.cells
    here = cells[cells["partnership_id"] == "P-HWB"]
    for kind, verdict in (("unasked", "not_known"), ("silent", "not_represented")):
        groups = here.loc[here["verdict"] == verdict, "group_id"]
        assert pairs(spec, kind) == {("partnership:P-HWB", f"group:{group}") for group in groups}
    assert len(pairs(spec, "unasked")) == 18 and len(pairs(spec, "silent")) == 6


def test_money_among_others_is_left_to_the_view_of_funding(network_of: Callable[..., Network]) -> None:
    network = network_of(funding="id,funder,recipient\na,A,B\nb,A,C\nc,B,C\nd,C,A")
    spec = one_view(Ground(network, "2026-01-01"), "organisation", "A")
    names = {node.id: node.name for node in spec.nodes}
    assert {(names[one], names[other]) for one, other in pairs(spec, "funds")} == {("A", "B"), ("A", "C"), ("C", "A")}
