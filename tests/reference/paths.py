"""Cases on themes: where issues go, by which paths, and how many must leave before they fall silent."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np

from netmap.analyses.issues import IssuesResult, issues
from netmap.analyses.issues.links import Links
from netmap.analyses.issues.themes import Themes
from netmap.analyses.seating import read_seating
from netmap.measures.cuts import disjoint_paths, minimum_cut, route_cuts, single_points_of
from netmap.measures.metapaths import damped_path_counts, path_counts, pathsim
from netmap.network import Network
from netmap.shipped import shipped
from tests.networks import read_network
from tests.reference.cases import Case, check

DAY = "2026-01-31"


@lru_cache
def anytown() -> Network:
    return read_network(shipped("datasets") / "anytown")


@lru_cache
def answer() -> IssuesResult:
    return issues(anytown(), as_of=DAY)


def theme(name: str) -> dict[str, Any]:
    rows = answer().table()
    return dict(rows[rows["theme"] == name].to_dict("records")[0])


@check("PATHSIM")
def alike(case: Case) -> None:
    authors = case.input["authors"]
    scores = pathsim(np.array(case.input["author_venue_counts"]))
    mike = authors.index("Mike")
    for author, expected in case.expected.items():
        assert scores[mike, authors.index(author)] == case.near(expected)
        assert scores[mike, authors.index(author)] == scores[authors.index(author), mike]


@check("DWPC")
def damped(case: Case) -> None:
    genes = sorted(
        {gene for pair in case.input["gene_gene"] for gene in pair} | {g for g, _ in case.input["gene_disease"]}
    )
    diseases = sorted({disease for _, disease in case.input["gene_disease"]})
    interacts, associates = np.zeros((len(genes), len(genes))), np.zeros((len(genes), len(diseases)))
    for one, other in case.input["gene_gene"]:
        interacts[genes.index(one), genes.index(other)] = interacts[genes.index(other), genes.index(one)] = 1
    for gene, disease in case.input["gene_disease"]:
        associates[genes.index(gene), diseases.index(disease)] = 1
    at = genes.index(case.input["source"]), diseases.index(case.input["target"])
    assert path_counts([interacts, associates])[at] == case.expected["path_count"]
    assert damped_path_counts([interacts, associates], case.input["w"])[at] == case.near(case.expected["dwpc"])


@check("HUB-CAP")
def hub(case: Case) -> None:
    themes, partnerships, damping = (case.input[each] for each in ("themes", "partnerships", "w"))
    steps = [np.ones((themes, 1)), np.ones((1, partnerships))]
    assert path_counts(steps).sum() == case.expected["hub_paths"]
    weights = damped_path_counts(steps, damping)
    assert weights.nnz == case.expected["hub_paths"]
    assert weights.data.tolist() == [case.near(case.expected["hub_path_weight"])] * weights.nnz
    specialist = damped_path_counts([np.ones((1, 1)), np.ones((1, 1))], damping)
    assert specialist[0, 0] == case.near(case.expected["specialist_weight"])


@check("VOICE-STATUS")
def statuses(case: Case) -> None:
    for name, status in case.expected.items():
        assert theme(name)["status"] == status


@check("VOICE-CUT")
def cuts(case: Case) -> None:
    paths = answer().details["paths"]
    for name, expected in case.expected.items():
        found = theme(name)
        there = paths[paths["theme"] == name].set_index("partnership_id")["routes"]
        assert {place: there.get(place, 0) for place in ("P1", "P2", "P3", "P4")} == expected["paths_by_partnership"]
        assert found["remit"] == expected["remit"]
        assert found["person_cut_any"] == expected["person_cut_any"]
        assert found["person_cut_remit"] == expected["person_cut_remit"]
        assert found["organisation_cut_remit"] == expected["org_cut_remit"]
        assert found["either_cut_remit"] == expected["person_or_org_cut_remit"]


@check("VOICE-DISJOINT")
def disjoint(case: Case) -> None:
    found = theme("domestic abuse")
    routes = [each for each in answer().routes[found["theme_id"]] if each.partnership in found["remit"]]
    edges = [("theme", each.organisation) for each in routes]
    edges += [(each.organisation, each.person) for each in routes] + [
        (each.person, each.partnership) for each in routes
    ]
    edges += [(place, "SINK") for place in found["remit"]]
    assert len(disjoint_paths(edges, ["theme"], ["SINK"])) == case.expected["disjoint_paths"]
    assert found["either_cut_remit"] == case.expected["disjoint_paths"]


@check("VOICE-PATHS-NE-RESILIENCE")
def two_paths_one_person(case: Case) -> None:
    edges = [tuple(edge) for edge in case.input["edges"]]
    assert [*nx.minimum_node_cut(nx.DiGraph(edges), "mental health", "P2")] == case.expected["nx_minimum_node_cut"]
    cuts = route_cuts(["Dee", "Dee"], ["DisabAct", "MindGroup"])
    assert (cuts.person, cuts.organisation) == (case.expected["person_cut"], case.expected["org_cut"])
    by_flow = minimum_cut(edges, ["mental health"], ["P2"], {"Dee"})
    assert (by_flow.size, list(by_flow.members)) == (case.expected["person_cut"], ["Dee"])
    assert minimum_cut(edges, ["mental health"], ["P2"], {"DisabAct", "MindGroup"}).size == case.expected["org_cut"]
    nodes = ["mental health", "DisabAct", "MindGroup", "Dee", "P2"]
    step = nx.to_numpy_array(nx.DiGraph(edges), nodelist=nodes)
    assert path_counts([step, step, step])[0, 4] == case.expected["path_count"]


@check("VOICE-NX-CUT-TRAP")
def three_people_of_one_body(case: Case) -> None:
    edges = [tuple(edge) for edge in case.input["edges"]]
    assert [*nx.minimum_node_cut(nx.DiGraph(edges), "T", "P")] == case.expected["nx_minimum_node_cut"]
    people = {"Ann", "Bob", "Cat"}
    assert minimum_cut(edges, ["T"], ["P"], people).size == case.expected["person_cut"]
    assert minimum_cut(edges, ["T"], ["P"], {"CVS"}).size == case.expected["org_cut"]
    assert single_points_of(edges, ["T"], ["P"], people) == ()
    cuts = route_cuts(sorted(people), ["CVS"] * 3)
    assert (cuts.person, cuts.organisation) == (case.expected["person_cut"], case.expected["org_cut"])


@check("VOICE-UNBOUNDED")
def nobody_named(case: Case) -> None:
    edges = [tuple(edge) for edge in case.input["edges"]]
    assert case.expected["person_cut"] == "inf"
    assert minimum_cut(edges, ["T"], ["P"], {"Ann"}).size == math.inf
    assert route_cuts([None], ["CVS"]).person == math.inf


@check("SILO")
def silo(case: Case) -> None:
    links = Links(Themes(read_seating(anytown(), DAY)))
    people = links.themes.people
    found = {
        "|".join(pair): {"orgs": list(bodies), "persons": sorted(people[each] for each in who)}
        for pair, (who, bodies) in links.shared_among(links.themes.place_ids).items()
    }
    assert found == case.expected["shared"]
    assert [pair for pair, both in found.items() if not both["persons"]] == case.expected["unlinked_by_person"]
    abuse = theme("domestic abuse")
    by_person = abuse["pairs_without_person"] == 0
    assert by_person == case.expected["domestic_abuse_remit_pair_linked_by_person"]
    assert (abuse["unlinked_pairs"] == 0) == case.expected["domestic_abuse_remit_pair_linked_by_org"]
    assert "theme_no_shared_person" in {each.type for each in answer().findings if abuse["theme_id"] in each.subjects}


@check("SPOF")
def single_points(case: Case) -> None:
    rows = answer().details["single_points"]
    people = rows[rows["kind"] == "person"].set_index("name")
    for person, impact in case.expected["impact"].items():
        assert people.at[person, "organisations_unseated"] == impact["orgs_losing_last_seat"]
        assert people.at[person, "last_mandated_voice"] == impact["partnerships_losing_last_mandated_rep"]
    # networkx calls every person an articulation point; netmap says what each one's leaving costs, often nothing grave.
    seats = (
        anytown()
        .table("seats")
        .merge(anytown().table("holders"), on="seat_id")
        .merge(anytown().table("held-for"), on="seat_id")
    )
    graph = nx.Graph()
    for who, body, place in zip(
        seats["representative"], seats["organisation_id"], seats["partnership_id"], strict=True
    ):
        graph.add_edges_from([(body, who), (who, place)])
    points = sorted(nx.articulation_points(graph))
    assert points == case.expected["articulation_points"]
    assert [each for each in points if each in people.index] == case.expected["persons_articulation"]
    assert answer().values["people_who_are_a_last_mandated_voice"] == 1
