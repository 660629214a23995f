"""Cases on who speaks for whom, and on shares of seats and of people."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.measures.proportions import (
    chance_of_none,
    disproportion,
    is_same_total,
    largest_difference,
    least_squares,
    location_quotient,
    margins,
    parity,
    seats_needed,
    share_of,
    shrunken_quotient,
    wilson,
)
from netmap.measures.strength import Voice, combined_strength
from netmap.measures.tristate import accountability_bounds, capacity_match
from netmap.network import Network
from tests.reference.cases import Case, check

DAY = "2026-01-31"
GAP = ("nominal_only", "served_but_unrepresented", "unserved")


def fraction(pair: str) -> tuple[int, int]:
    count, total = pair.split(" ")[0].split("/")
    return int(count), int(total)


@check("WILSON-NEWCOMBE")
def wilson_newcombe(case: Case) -> None:
    for pair in case.input["pairs"]:
        assert wilson(*fraction(pair)) == case.near(tuple(case.expected[pair]))


@check("WILSON-CARDS")
def wilson_cards(case: Case) -> None:
    for pair in case.input["pairs"]:
        confidence = float(pair.split("@")[1].rstrip("%")) / 100
        name = pair.split(" ")[0] + ("" if confidence == 0.95 else "@90")
        assert wilson(*fraction(pair), confidence=confidence) == case.near(tuple(case.expected[name]))


@check("PARITY")
def one_of_twenty(case: Case) -> None:
    values = case.input
    found = parity(values["seats_group"], values["seats_total"], values["pop_group"], values["pop_total"])
    assert found.seat_share == case.near(case.expected["seat_share"])
    assert found.people_share == case.near(case.expected["pop_share"])
    assert found.ratio == case.near(case.expected["parity_ratio"])
    assert (found.low, found.high) == case.near(tuple(case.expected["parity_ci95"]))
    assert found.expected == case.near(case.expected["expected_seats"])
    assert found.chance_of_so_few == case.near(case.expected["p_at_most_1"])


@check("PARITY-ZERO")
def no_seat(case: Case) -> None:
    for share in case.input["pop_shares"]:
        assert seats_needed(share) == case.expected["min_seats"][str(share)]
        none = chance_of_none(share, case.input["seats"])
        assert none == case.near(case.expected["p_zero_at_20"][str(share)])


@check("PARITY-UNDEFINED")
def undefined(case: Case) -> None:
    for name, values in case.input.items():
        found = parity(values["x"], values["S"], values["p"] * 1000, 1000)
        expected = case.expected[name]
        if expected is None:
            assert (found.ratio, found.low, found.high) == (None, None, None)
        else:
            assert found.ratio == case.near(expected["ratio"])
            assert (found.low, found.high) == case.near(tuple(expected["ci"]))


@check("LQ")
def quotient(case: Case) -> None:
    values = case.input
    found = location_quotient(values["x_gk"], values["x_k"], values["x_g"], values["x"])
    assert found == case.near(case.expected["lq"])


@check("LQ-SHRINK")
def shrunken(case: Case) -> None:
    values = case.input
    raw = location_quotient(values["x_gk"], values["x_k"], values["share"], 1)
    assert raw == case.near(case.expected["lq_raw"])
    found = shrunken_quotient(values["x_gk"], values["x_k"], values["share"], pseudo_seats=values["kappa"])
    assert found == case.near(case.expected["lq_shrunk"])


@check("DISPROPORTION")
def disproportionate(case: Case) -> None:
    found = disproportion(case.input["seat_shares"], case.input["pop_shares"])
    assert found.dissimilarity == case.near(case.expected["dissimilarity"])
    assert found.gallagher == case.near(case.expected["gallagher_lsq"])


@check("GALLAGHER-NZ")
def new_zealand(case: Case) -> None:
    found = least_squares(case.input["seats_pct"], case.input["votes_pct"])
    assert found == case.near(case.expected["lsq"])
    assert found != pytest.approx(1.11, abs=0.005)


@check("ONS-GI")
def gender_identity(case: Case) -> None:
    values = case.input
    different = sum(values["parts"])
    assert different == case.expected["different"]
    everybody, silent = values["total_16plus"], values["not_answered"]
    assert share_of(different, everybody) == case.near(case.expected["share_all"])
    assert share_of(different, everybody, left_out=silent) == case.near(case.expected["share_answered"])


@check("ONS-PERTURB")
def perturbed(case: Case) -> None:
    differences = [largest_difference(list(totals.values())) for totals in case.input.values()]
    assert max(differences) == case.expected["max_abs_difference"]
    for totals in case.input.values():
        one, *others = totals.values()
        assert all(is_same_total(one, other, tolerance=0.001) for other in others)


@check("REP-COMBINE")
def combined(case: Case) -> None:
    one, other = case.input["same_person"]
    same = combined_strength([Voice(one, "Ann", "A"), Voice(other, "Ann", "B")])
    assert same == case.near(case.expected["same_person_max"])
    assert same != case.near(case.expected["wrong_noisy_or"])
    one, other = case.input["disjoint"]
    apart = combined_strength([Voice(one, "Ann", "A"), Voice(other, "Bob", "B")])
    assert apart == case.near(case.expected["disjoint_noisy_or"])


def add(graph: nx.MultiDiGraph[Any], label: str, *names: str, **values: Any) -> None:
    for name in names:
        graph.add_node(name, label=label, name=name, **values)


def add_body(graph: nx.MultiDiGraph[Any], body: str, groups: list[str]) -> None:
    """Add a third-sector organisation that was asked about every group."""
    add(graph, "Organisation", body, sector="third_sector")
    for group in groups:
        graph.add_edge(body, group, "ASKED_ABOUT")


def add_seat(
    graph: nx.MultiDiGraph[Any], place: str, person: str, body: str, role: str, speaks_for: str | None = None
) -> None:
    seat = f"{person} on {place}"
    graph.add_node(seat, label="Seat", name=seat, capacity=role, mandate_recorded=True)
    add(graph, "Representative", person)
    graph.add_edge(seat, place, "SEAT_ON")
    graph.add_edge(person, seat, "HOLDS")
    graph.add_edge(seat, body, "HELD_FOR")
    if speaks_for:
        graph.add_edge(seat, speaks_for, "SPEAKS_FOR", route="election")


def town(case: Case) -> Network:
    """Build the town of REP-PATHS from the inputs of the case."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    groups = [f"G:{name}" for name in case.expected["paths"]]
    add(graph, "EqualityGroup", *groups)
    edges, seated = case.input["edges"], case.input["representatives"]
    places = {place for holders in seated.values() for *_, places in holders for place in places}
    add(graph, "Partnership", *sorted(places), seats_listed="all")
    for body in sorted({end for one, other, _ in edges for end in (one, other) if end not in groups}):
        add_body(graph, body, groups)
    for one, other, kind in edges:
        if kind == "forum_general":
            graph.add_edge(one, other, "MEMBER_OF")
        else:
            graph.add_edge(other, one, kind.upper())
    for body, holders in seated.items():
        for person, role, places in holders:
            for place in places:
                if role == "mandated_rep":
                    add_seat(graph, place, person, body, "representative", body)
                else:
                    add_seat(graph, place, person, body, role)
    return Network.from_networkx(graph)


@check("REP-PATHS")
def paths(case: Case) -> None:
    result = coverage(town(case), as_of=DAY)
    for name, weight in case.input["weights"].items():
        setting = {"forum_general": "weight_forum_general", "mandated_rep": "weight_mandated"}.get(name)
        assert name == "voting" or result.parameters[setting or f"weight_{name}"] == weight
    status = dict(zip(result.system["group_id"], result.system["recorded"], strict=True))
    assert status == {f"G:{name}": level for name, level in case.expected["status"].items()}
    routes = result.details["routes"]
    for name, places in case.expected["paths"].items():
        found = routes[routes["group_id"] == f"G:{name}"].set_index("partnership_id")
        assert set(found.index) == set(places)
        for place, path in places.items():
            assert found.loc[place, "strength"] == case.near(path["best_strength"])
            assert found.loc[place, "depth"] == path["hops"]
            assert found.loc[place, "route"] == " → ".join(path["path"])
    gaps = {finding.subjects[0] for finding in result.findings if finding.type == "group_not_represented"}
    assert "G:ethnic" in gaps


@check("UMBRELLA-LAUNDER")
def laundered(case: Case) -> None:
    """A council for voluntary service with everybody in membership covers nobody by that alone."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    groups, place = case.input["groups_with_member_org"], case.input["partnership"]
    add(graph, "EqualityGroup", *groups)
    add(graph, "Partnership", *case.input["cvs_on_partnerships"], seats_listed="all")
    add_body(graph, "CVS", groups)
    for group in groups:
        add_body(graph, f"of {group}", groups)
        graph.add_edge(f"of {group}", group, "SERVES")
        graph.add_edge(f"of {group}", "CVS", "MEMBER_OF")
    for each in case.input["cvs_on_partnerships"]:
        add_seat(graph, each, "Ann", "CVS", "representative", "CVS")
    for group in case.input["specific_or_direct_on_P3"]:
        add_seat(graph, place, f"person of {group}", f"of {group}", "own_voice")
    cells = coverage(Network.from_networkx(graph), as_of=DAY).cells
    recorded = cells.loc[cells["partnership_id"] == place, "recorded"]
    assert (~recorded.isin(GAP)).sum() == case.expected["covered_strict"]
    assert (~recorded.isin(GAP) | (recorded == "nominal_only")).sum() == case.expected["covered_if_membership_counts"]


def disabled_women(case: Case) -> CoverageResult:
    """Build the women, the disabled people and the disabled women of INTERSECTION, each with an organisation."""
    values = case.input
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    add(graph, "EqualityGroup", "sex", population=values["N"])
    add(graph, "EqualityGroup", "women", population=values["women"])
    add(graph, "EqualityGroup", "men", population=values["N"] - values["women"])
    add(graph, "EqualityGroup", "disabled", population=values["disabled"])
    add(graph, "EqualityGroup", "both", population=values["both"], scheme="intersection", code="women + disabled")
    graph.add_edge("women", "sex", "PART_OF")
    graph.add_edge("men", "sex", "PART_OF")
    groups = ["sex", "women", "men", "disabled", "both"]
    add(graph, "Partnership", "P", seats_listed="all")
    tagged = [(sets, True) for sets in values["covered_sets"]] + [(sets, False) for sets in values["unseated_sets"]]
    for sets, is_seated in tagged:
        group = sets[0] if len(sets) == 1 else "both"
        add_body(graph, f"of {group}", groups)
        graph.add_edge(f"of {group}", group, "SERVES")
        if is_seated:
            add_seat(graph, "P", f"person of {group}", f"of {group}", "own_voice")
    return coverage(Network.from_networkx(graph), as_of=DAY)


@check("INTERSECTION")
def intersection(case: Case) -> None:
    result = disabled_women(case)
    (row,) = result.details["intersections"].to_dict("records")
    assert row["parts_represented"] is case.expected["margins_covered"]
    assert (row["verdict"] == "represented") is case.expected["intersection_covered_strict"]
    assert row["product_of_margins"] == case.near(case.expected["product_of_margins"])
    assert row["relative_error"] == case.near(case.expected["relative_error_of_product"])
    values = case.input
    alone = margins(values["women"], values["disabled"], values["N"], values["both"])
    assert alone.product == row["product_of_margins"]
    assert result.values["intersections"] == {"nominated": 1, "examined": 1}


@check("CAPACITY-MISMATCH")
def capacities(case: Case) -> None:
    assert [capacity_match(*pair) for pair in case.input["pairs"]] == case.expected["flags"]


@check("ACCOUNTABILITY")
def accountability(case: Case) -> None:
    for seat, answers in case.input["answers"].items():
        bounds = accountability_bounds(list(answers))
        assert bounds.lower == case.near(case.expected[seat]["lower"])
        assert bounds.upper == case.near(case.expected[seat]["upper"])
