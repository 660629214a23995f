"""What is planted in riverton is on the map it belongs to: findings, gaps, what is not known, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from netmap.maps.ground import Ground
from netmap.maps.spec import MapSpec
from netmap.maps.views import TABS, build_views
from netmap.model import words
from tests.maps.reading_specs import (
    EVERY_VIEW,
    counted,
    finding_of,
    marked,
    node_of,
    one_view,
    pairs,
    tie_of,
)

R = "riverton:"
PLANTED = [
    (1, "dominance", "dominance:GB-CHC-9100001", "organisation:GB-CHC-9100001"),
    (2, "dominance", "single-voice:P-DIG", "partnership:P-DIG"),
    (2, "dominance", "single-voice:P-PLF", f"organisation:{R}riverton-sports-alliance"),
    (37, "dominance", "no-vote:P-PFG", "partnership:P-PFG"),
    (7, "coverage", f"coverage:{R}veterans-and-service-families", f"organisation:{R}riverton-veterans-breakfast-club"),
    (8, "coverage", f"coverage:{R}people-who-live-on-boats", f"group:{R}people-who-live-on-boats"),
    (9, "coverage", f"coverage:{R}people-seeking-asylum-and-refugees", "organisation:GB-CHC-9100036"),
    (10, "coverage", f"coverage:{R}pregnancy-and-maternity", f"group:{R}pregnancy-and-maternity"),
    (11, "coverage", f"coverage:{R}people-with-convictions", f"group:{R}people-with-convictions"),
    (11, "coverage", f"coverage:{R}marriage-and-civil-partnership", f"group:{R}marriage-and-civil-partnership"),
    (12, "coverage", f"coverage:{R}gender-reassignment", f"organisation:{R}riverton-trans-support-circle"),
    (15, "funding", "duplication:RV-E01+RV-E02+RV-E03", "overlap:duplication:RV-E01+RV-E02+RV-E03"),
    (22, "funding", "duplication:RV-E19+RV-E20", "overlap:duplication:RV-E19+RV-E20"),
    (23, "funding", "duplication:RV-E21+RV-E22", "overlap:duplication:RV-E21+RV-E22"),
    (39, "funding", "duplication:RV-E28+RV-E29", "overlap:duplication:RV-E28+RV-E29"),
    (24, "issue", f"issue:{R}food-insecurity", f"theme:{R}food-insecurity"),
    (25, "issue", f"issue:{R}rural-transport", f"theme:{R}rural-transport"),
    (26, "issue", f"issue:{R}hate-crime", "partnership:P-RCP"),
    (27, "issue", f"issue:{R}online-harm", "partnership:P-DIG"),
    (28, "issue", f"issue:{R}flooding", "partnership:P-CLI"),
    (29, "issue", f"single-person:{R}dementia", "partnership:P-HWB"),
    (30, "issue", f"issue:{R}domestic-abuse", "partnership:P-HHB"),
    (31, "overview", "vacancy:P-MHP", "seat:S-MHP-12"),
    (31, "overview", "vacancy:P-ELM", "seat:S-ELM-14"),
    (31, "overview", "vacancy:P-RCP", "seat:S-RCP-14"),
    (32, "dominance", "load:S-CPB-10", "organisation:GB-CHC-9100001"),
    (35, "overview", "mismatch:P-SAB", "partnership:P-SAB"),
    (36, "overview", "term-cliff:P-HWB", "partnership:P-HWB"),
]
NO_VOICE = {
    f"group:{R}{group}"
    for group in (
        "veterans-and-service-families",
        "people-who-live-on-boats",
        "people-seeking-asylum-and-refugees",
        "pregnancy-and-maternity",
        "gender-reassignment",
    )
}
NOT_KNOWN = {f"group:{R}people-with-convictions", f"group:{R}marriage-and-civil-partnership"}
VACANT = {
    *("S-AGW-13", "S-BRE-11", "S-COL-16", "S-CUL-13", "S-ELM-14", "S-EQG-16"),
    *("S-MHP-12", "S-RCP-14", "S-SAB-14", "S-SCP-13", "S-SEB-17", "S-VCA-17"),
}


@pytest.fixture(scope="module")
def maps(borough: Ground) -> dict[str, MapSpec]:
    return {spec.view: spec for spec in build_views(borough)}


def test_the_page_has_every_tab_once(maps: dict[str, MapSpec]) -> None:
    assert tuple(maps) == TABS


@pytest.mark.parametrize(
    ("entry", "view", "finding", "node"), PLANTED, ids=[f"{each[0]}-{each[2]}" for each in PLANTED]
)
def test_planted(maps: dict[str, MapSpec], entry: int, view: str, finding: str, node: str) -> None:
    for spec in {view, "overview"}:
        assert finding_of(maps[spec], finding).nodes
    assert node in finding_of(maps[view], finding).nodes


def test_the_overview_lists_every_finding_the_gravest_first(borough: Ground, maps: dict[str, MapSpec]) -> None:
    results = (borough.dominance, borough.coverage, borough.duplication, borough.issues, borough.health)
    listed = [finding.id for finding in maps["overview"].findings]
    assert sorted(listed) == sorted(finding.id for result in results for finding in result.findings)
    ranks = [["high", "medium", "low"].index(finding.severity) for finding in maps["overview"].findings]
    assert ranks == sorted(ranks)


def test_each_gap_is_a_gap_and_each_not_known_unknown_and_nothing_else(maps: dict[str, MapSpec]) -> None:
    overview = maps["overview"]
    assert marked(overview, "gap") == NO_VOICE | {f"seat:{seat}" for seat in VACANT} | {f"theme:{R}food-insecurity"}
    assert marked(overview, "unknown") == NOT_KNOWN | {f"theme:{R}rural-transport"}
    assert marked(maps["coverage"], "gap") == NO_VOICE
    assert marked(maps["coverage"], "unknown") == NOT_KNOWN
    assert marked(maps["issue"], "gap") == {f"theme:{R}food-insecurity"}
    assert marked(maps["issue"], "unknown") == {f"theme:{R}rural-transport"}
    assert marked(maps["funding"], "gap") == marked(maps["dominance"], "gap") == set()
    assert marked(maps["dominance"], "unknown") == set()
    # Entry 21: an end that is not recorded, so that nobody can say whether it is paid twice.
    assert marked(maps["funding"], "unknown") == {"overlap:unknown:RV-E17"}


def test_counts_are_those_of_the_day(maps: dict[str, MapSpec]) -> None:
    assert counted(maps["overview"])["vacant seats"] == (12, 12)
    # 53 holders of known sector and the two bodies of entry 6; 150 seats and theirs.
    assert counted(maps["dominance"])["organisations"] == (55, 169)
    assert counted(maps["dominance"])["third-sector seats"] == (152, 152)
    assert counted(maps["coverage"])["equality groups"] == (35, 35)
    # Live: entries 15, 22 and 23; entry 39 is over.
    assert counted(maps["funding"])["possible double payments"] == (3, 4)
    assert counted(maps["funding"])["awards"][1] == 211


def test_what_three_funders_pay(maps: dict[str, MapSpec]) -> None:
    overlap = node_of(maps["funding"], "overlap:duplication:RV-E01+RV-E02+RV-E03")
    assert overlap.spans == (("2025-10-01", "2027-01-01"),)
    notes = dict(overlap.notes)
    assert notes[words.NOTE_MONEY] == "£88,291"
    assert notes[words.NOTE_EXCESS] == "at most £38,250"
    assert notes[words.NOTE_PERIOD] == "2025-10-01 to 2027-01-01 (live), about 15 months"
    assert {source for source, target in pairs(maps["funding"], "pays") if target == overlap.id} == {
        "organisation:org-rbc",
        "organisation:org-icb",
        "organisation:org-pcc",
    }
    ranged = node_of(maps["funding"], "overlap:duplication:RV-E19+RV-E20")
    assert dict(ranged.notes)[words.NOTE_MONEY] == "£10,548 to £12,808"


def test_what_is_paid_on_purpose_is_told_apart(maps: dict[str, MapSpec]) -> None:
    funding = maps["funding"]
    cvs = "organisation:GB-CHC-9100001"
    assert pairs(funding, "pools", "2026-01-01") == {
        ("organisation:org-rbc", cvs),
        ("organisation:org-icb", next(node.id for node in funding.nodes if node.name == "Riverton Health Voices")),
    }
    passed = {node_of(funding, target).name for source, target in pairs(funding, "passes", "2026-01-01")}
    assert passed == {"Granary Lunch Club", "Canalside Sisters", "Riverton Deaf Social Club", "Bridge Estate Youth Den"}
    assert {source for source, _ in pairs(funding, "passes", "2026-01-01")} == {cvs}
    broker = next(node.id for node in funding.nodes if node.name == "Riverton Volunteer Centre")
    notes = dict(tie_of(funding, "organisation:org-rbc", broker).notes)
    assert "RV-E04 with RV-E05: two funders of one recipient" in notes[words.NOTE_RELATION]


def test_what_breaks_the_way_of_dementia(borough: Ground, maps: dict[str, MapSpec]) -> None:
    alone = dict(tie_of(maps["issue"], "partnership:P-HWB", f"theme:{R}dementia").notes)
    assert alone[words.NOTE_BREAKS] == "the holder of S-HWB-13 leaves"
    route = one_view(borough, "issue", "Dementia")
    assert {node.name for node in route.nodes} == {
        "Dementia",
        "Health and Wellbeing Board",
        "Riverton Dementia Alliance",
    }


def test_hate_crime_could_be_relayed(maps: dict[str, MapSpec]) -> None:
    ties = {target for source, target in pairs(maps["issue"], "voiced") if source == f"theme:{R}hate-crime"}
    assert ties == {"partnership:P-RSB", "partnership:P-EQG"}
    assert ("partnership:P-RCP", f"theme:{R}hate-crime") in pairs(maps["issue"], "owns")
    relay = tie_of(maps["issue"], "partnership:P-EQG", "partnership:P-RCP")
    assert dict(relay.notes)[words.NOTE_THEMES] == "Hate crime"
    assert dict(relay.notes)[words.NOTE_SHARED_PERSON] == "Deputy chief officer (CVS)"


def test_a_board_with_a_person_for_no_named_body(borough: Ground) -> None:
    spec = one_view(borough, "partnership", "P-CUL")
    holder = node_of(spec, "seat:S-CUL-14")
    assert holder.unknown and holder.kind == "unrecorded"
    assert dict(holder.notes)[words.NOTE_HELD_BY] == "Music adviser"


def test_an_ended_term_is_drawn_as_ended(borough: Ground) -> None:
    spec = one_view(borough, "partnership", "P-EQG")
    circle, board = f"organisation:{R}riverton-trans-support-circle", "partnership:P-EQG"
    assert (circle, board) in pairs(spec, "ended")
    assert (circle, board) not in pairs(spec, "sits")
    assert (circle, board) in pairs(spec, "sits", "2025-12-31")
    assert (circle, board) not in pairs(spec, "ended", "2025-12-31")
    assert ("partnership:P-EQG", f"group:{R}gender-reassignment") in pairs(spec, "silent")


@pytest.mark.parametrize("view", EVERY_VIEW)
def test_every_map_can_be_told_apart_without_colour(borough: Ground, view: str) -> None:
    focus = {"partnership": "P-HWB", "organisation": "GB-CHC-9100001"}.get(view)
    spec = one_view(borough, view, focus)
    spec.validate()
    assert spec.nodes and spec.question.endswith("?") and spec.summary.endswith(".")
    assert max(Counter(kind.shape for kind in spec.kinds).values()) == 1
    assert max(Counter(tie.dash for tie in spec.ties).values()) == 1
    assert all(edge.id for edge in spec.edges)


def test_kinds_look_the_same_in_every_view(borough: Ground, maps: dict[str, MapSpec]) -> None:
    every = [*maps.values(), one_view(borough, "partnership", "P-HWB"), one_view(borough, "organisation", "org-rbc")]
    looks: dict[str, set[tuple[str, str, str]]] = {}
    for spec in every:
        for kind in spec.kinds:
            looks.setdefault(kind.id, set()).add((kind.name, kind.shape, kind.colour))
    assert {kind: len(each) for kind, each in looks.items() if len(each) > 1} == {}


def test_groups_heard_through_a_wider_one_are_tied_to_it(maps: dict[str, MapSpec]) -> None:
    names = {node.id: node.name for node in maps["coverage"].nodes}
    assert {(names[source], names[target]) for source, target in pairs(maps["coverage"], "part")} == {
        ("Deaf people who use British Sign Language", "Disability"),
        ("Pakistani communities", "Race"),
        ("Gypsy, Roma and Traveller people", "Race"),
        ("Eastern European communities", "Race"),
        ("Sikh residents", "Religion or belief"),
        ("Christian residents", "Religion or belief"),
    }
