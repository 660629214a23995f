"""Anytown can be checked with a pencil: every view against figures worked out from its tables."""

from __future__ import annotations

import pytest

from netmap.maps.ground import Ground
from netmap.model import words
from tests.maps.reading_specs import counted, marked, node_of, one_view, pairs, tie_of


def test_who_sits_where_and_who_is_left_out(town: Ground) -> None:
    spec = one_view(town, "overview")
    sits = {("CVS", "P1"), ("CVS", "P2"), ("CVS", "P3"), ("CVS", "P4"), ("AgeHelp", "P1"), ("AgeHelp", "P2")}
    sits |= {("DisabAct", "P2"), ("WomensAid", "P3"), ("YouthCo", "P4")}
    assert pairs(spec, "sits") == {(f"organisation:{body}", f"partnership:{place}") for body, place in sits}
    assert pairs(spec, "vacant") == {("seat:s11", "partnership:P3")}
    assert pairs(spec, "hears") == {
        ("partnership:P3", "theme:anytown:domestic-abuse"),
        ("partnership:P4", "theme:anytown:domestic-abuse"),
        ("partnership:P2", "theme:anytown:loneliness"),
    }
    assert pairs(spec, "owns") == {
        ("partnership:P1", "theme:anytown:strategy"),
        ("partnership:P2", "theme:anytown:mental-health"),
        ("partnership:P3", "theme:anytown:hate-crime"),
        ("partnership:P4", "theme:anytown:youth"),
    }
    assert marked(spec, "gap") == {"group:G-ethnic", "group:G-muslim", "group:G-lgbt", "seat:s11"}
    assert marked(spec, "unknown") == {"theme:anytown:food-poverty"}
    # Five bodies with a seat, and the two that work with a group nobody represents.
    assert counted(spec)["organisations"] == (7, 17)
    assert counted(spec)["vacant seats"] == (1, 1)


def test_a_tie_says_who_holds_the_seats_and_for_whom(town: Ground) -> None:
    tie = tie_of(one_view(town, "overview"), "organisation:CVS", "partnership:P1")
    assert dict(tie.notes) == {
        words.NOTE_SEATS: "2 seats",
        words.NOTE_HELD_BY: "Ann (member, voting) and Bob (member, voting)",
        words.NOTE_ROLE: "member, voting",
        words.NOTE_SPEAKS_FOR: "Anytown VCS Forum (election, reported back 2025-11-20) and nobody beyond itself",
    }


def test_marks_grow_with_seats(town: Ground) -> None:
    spec = one_view(town, "dominance")
    sizes = {node.id: node.size for node in spec.nodes if node.kind == "third"}
    assert sizes["organisation:CVS"] == pytest.approx(8 + 2.5 * 5**0.5)
    assert sizes["organisation:AgeHelp"] == pytest.approx(8 + 2.5 * 2**0.5)
    assert sizes["organisation:DisabAct"] == sizes["organisation:YouthCo"] == pytest.approx(10.5)
    assert counted(spec) == {"partnerships": (4, 4), "organisations": (5, 17), "third-sector seats": (10, 10)}
    notes = dict(node_of(spec, "organisation:CVS").notes)
    assert notes[words.NOTE_SHARE] == "5 of 10"
    assert notes[words.NOTE_MANDATED] == "3 of 5"
    assert notes[words.NOTE_OWN_VOICE] == "2.3 of 10 seats (23 %)"


def test_where_groups_are_represented(town: Ground) -> None:
    spec = one_view(town, "coverage")
    assert pairs(spec, "represented") == {
        ("group:G-disabled", "partnership:P2"),
        ("group:G-older", "partnership:P1"),
        ("group:G-older", "partnership:P2"),
    }
    assert pairs(spec, "works") == {
        ("organisation:BMEForum", "group:G-ethnic"),
        ("organisation:FaithNet", "group:G-muslim"),
    }
    assert marked(spec, "gap") == {"group:G-ethnic", "group:G-muslim", "group:G-lgbt"}
    assert marked(spec, "unknown") == set()
    assert counted(spec)["pairs of a group and a partnership"] == (3, 20)


def test_where_four_awards_may_pay_twice(town: Ground) -> None:
    spec = one_view(town, "funding")
    (overlap,) = [node for node in spec.nodes if node.kind == "overlap"]
    assert pairs(spec, "pays") == {(f"organisation:{body}", overlap.id) for body in ("Council", "ICB", "PCC")}
    assert pairs(spec, "reaches") == {(overlap.id, f"organisation:{body}") for body in ("CVS", "HealthVoice")}
    assert overlap.spans == (("2025-04-01", "2026-04-01"),)
    assert dict(overlap.notes) == {
        words.NOTE_FUNCTION: "representation support",
        words.NOTE_GROUPS: "everybody",
        words.NOTE_AREAS: "Anytown",
        words.NOTE_PERIOD: "2025-04-01 to 2026-04-01 (live), about 12 months",
        words.NOTE_MONEY: "£81,968",
        words.NOTE_EXCESS: "at most £31,982",
        words.NOTE_AWARDS: "a1, a2, a3 and a4",
    }
    assert not overlap.gap and not overlap.unknown
    tie = tie_of(spec, "organisation:Council", "organisation:CVS")
    assert tie.spans == (("2025-04-01", "2028-04-01"),)
    notes = dict(tie.notes)
    assert notes[words.NOTE_MONEY] == "£60,000"
    assert "a1 with a4: two funders of one recipient" in notes[words.NOTE_RELATION]
    assert counted(spec) == {"organisations": (6, 17), "awards": (5, 5), "possible double payments": (1, 1)}


def test_how_hate_crime_gets_stuck(town: Ground) -> None:
    spec = one_view(town, "issue")
    # DisabAct works on it and sits on P2; P3 owns it. Only the CVS sits on both, with different people.
    assert ("theme:anytown:hate-crime", "partnership:P2") in pairs(spec, "voiced")
    assert ("partnership:P3", "theme:anytown:hate-crime") in pairs(spec, "owns")
    assert pairs(spec, "relay") == {("partnership:P2", "partnership:P3")}
    assert dict(tie_of(spec, "partnership:P2", "partnership:P3").notes) == {
        words.NOTE_THEMES: "hate crime",
        words.NOTE_SHARED_BODY: "Anytown Council for Voluntary Service",
        # Ann alone sits for the CVS on P2, Bob on P3, and Dee alone carries the theme to P2.
        words.NOTE_BREAKS: "hate crime: the holder of s01, s04 and s09 or the holder of s02 and s07 or the holder of "
        "s06 leaves",
    }
    assert len(pairs(spec, "voiced")) == 6  # domestic abuse on P1 and P2; loneliness on P1, P3 and P4; hate crime on P2
    assert marked(spec, "unknown") == {"theme:anytown:food-poverty"}


def test_one_board_with_whom_it_hears_and_whom_not(town: Ground) -> None:
    spec = one_view(town, "partnership", "Health and wellbeing")
    board = "partnership:P2"
    assert pairs(spec, "sits") == {(f"organisation:{body}", board) for body in ("CVS", "AgeHelp", "DisabAct")}
    assert pairs(spec, "mandate") == {
        ("organisation:CVS", "organisation:VCSForum"),
        ("organisation:DisabAct", "organisation:DisabilityNetwork"),
    }
    assert pairs(spec, "represented") == {("group:G-disabled", board), ("group:G-older", board)}
    assert pairs(spec, "silent") == {(board, f"group:G-{group}") for group in ("ethnic", "muslim", "lgbt")}
    assert pairs(spec, "hears") == {(board, "theme:anytown:loneliness")}
    assert pairs(spec, "owns") == {(board, "theme:anytown:mental-health")}
    assert marked(spec, "gap") == {"group:G-ethnic", "group:G-muslim", "group:G-lgbt"}
    assert marked(spec, "unknown") == {"theme:anytown:mental-health"}  # YouthCo's themes are not recorded
    assert "3 seats on record: 3 filled" in spec.summary


def test_one_organisation_with_seats_mandates_and_money(town: Ground) -> None:
    spec = one_view(town, "organisation", "CVS")
    me = "organisation:CVS"
    assert pairs(spec, "sits") == {(me, f"partnership:P{number}") for number in (1, 2, 3, 4)}
    assert pairs(spec, "mandate") == {(me, "organisation:VCSForum")}
    assert pairs(spec, "member") == {(me, "organisation:VCSForum")}
    assert pairs(spec, "works_on") == {(me, "theme:anytown:domestic-abuse"), (me, "theme:anytown:loneliness")}
    assert pairs(spec, "funds") == {("organisation:Council", me), ("organisation:PCC", me)}
    assert "holds 5 of 10 filled seats, on 4 of 4 partnerships; 3 of 5 seats carry a current mandate" in spec.summary
    assert "Of 5 awards on record, 2 that run or may run on the day are paid to it and 0 are paid by it" in spec.summary
